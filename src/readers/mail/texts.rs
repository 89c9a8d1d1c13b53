//! The texts of a mail as words, and what its HTML hides.

use super::path_of;
use crate::formats::budget::Purse;
use crate::formats::mail::parts::Part;
use crate::formats::mail::{charset, markup};
use crate::model::{ByteRange, Concealment, Editability, Locus, Passage, Property, Reading, Seen, Value, Words};
use crate::properties::keys;
use crate::readers::Intake;
use crate::readers::hidden_words::HiddenWords;
use crate::readers::remote::is_remote;
use std::collections::BTreeSet;

/// Text that a style hides.
const HIDDEN: &[Property] = &[Property::plain("mail.hidden.text", Editability::F2).hidden(Concealment::SetHidden)];

/// A picture that nobody sees: it tells its sender who opened the mail, and when.
const PIXEL: Property = Property::plain(keys::MAIL_PIXEL, Editability::F2).hidden(Concealment::Remote);
/// The host of anything else that is fetched.
const FETCHED: Property = Property::plain("mail.body.fetched", Editability::F2);

/// A longer paragraph is handed over in pieces.
const PIECE: usize = 4_000;

/// Kinds of text whose words are read.
#[must_use]
pub fn is_read(kind: &str) -> bool {
    matches!(kind, "text/plain" | "text/html" | "text/enriched" | "text/richtext")
}

/// Gathers the texts of a mail.
#[derive(Debug)]
pub struct Texts {
    hidden: HiddenWords,
    /// What was told as fetched.
    hosts: BTreeSet<String>,
}

impl Default for Texts {
    fn default() -> Self {
        Self { hidden: HiddenWords::told_as(HIDDEN), hosts: BTreeSet::new() }
    }
}

impl Texts {
    /// Hands over the words of a part.
    pub fn take(&mut self, bytes: &[u8], part: &Part, purse: &Purse, intake: &mut Intake) {
        let body = bytes.get(part.body.clone()).unwrap_or_default();
        let limit = usize::try_from(purse.budget.stream_bytes).unwrap_or(usize::MAX);
        let cut = body.get(..limit.min(body.len())).unwrap_or_default();
        let decoded = part.transfer.decode(cut);
        purse.expanded(decoded.len());
        let path = path_of(part);
        let named = part.kind.get("charset").filter(|name| !name.trim().is_empty());
        let text = match named.map(|name| (name, charset::decode(name, &decoded))) {
            // What is not in the named set is as if nobody had named it: programs name ASCII and write all else.
            Some((name, Some(text))) if !is_ascii(name) || decoded.is_ascii() => text,
            Some((name, None)) => {
                intake.warn("charset", format!("{path} names a character set that nobody knows: {name}"), None);
                charset::guess(&decoded).0
            }
            _ => charset::guess(&decoded).0,
        };
        let locus = Locus { bytes: Some(ByteRange::new(part.body.start, part.body.end)), path, ..Locus::default() };
        if part.kind.value == "text/html" {
            let page = markup::read(&text);
            self.fetched(&page.fetched, &locus, intake);
            for run in page.runs {
                let seen = if run.hidden { Seen::Hidden(Concealment::SetHidden) } else { Seen::Shown };
                self.paragraphs(&run.text, &seen, &locus, intake);
            }
        } else {
            self.paragraphs(&text, &Seen::Shown, &locus, intake);
        }
    }

    /// What showing the text fetches: each picture that nobody sees, and the rest once by its host.
    fn fetched(&mut self, fetched: &[markup::Fetched], locus: &Locus, intake: &mut Intake) {
        for one in fetched.iter().filter(|one| is_remote(&one.address)) {
            let host = one.address.split("//").nth(1).and_then(|rest| rest.split(['/', '?', '#']).next());
            let (property, said) = match host {
                _ if one.unseen => (&PIXEL, one.address.as_str()),
                Some(host) => (&FETCHED, host),
                None => continue,
            };
            if self.hosts.insert(format!("{} {said}", property.key)) {
                let value = Reading::Present(Value::Text(said.to_owned()));
                intake.evidence(property, one.address.as_bytes(), value, locus.clone());
            }
        }
    }

    /// Lines between empty ones are a paragraph.
    fn paragraphs(&mut self, text: &str, seen: &Seen, locus: &Locus, intake: &mut Intake) {
        let mut open = String::new();
        let mut hand = |text: &mut String| {
            let said = std::mem::take(text);
            if !said.trim().is_empty() {
                let words = Words { seen: seen.clone(), ..Words::new(said, Passage::Body, locus.clone()) };
                self.hidden.take(&words, intake);
                intake.words(words);
            }
        };
        for line in text.lines() {
            let mut rest = line.trim_end();
            if rest.is_empty() {
                hand(&mut open);
            }
            while !rest.is_empty() {
                if open.len() + rest.len() > PIECE {
                    hand(&mut open);
                }
                let most = rest.floor_char_boundary(PIECE.min(rest.len()));
                let (piece, after) = rest.split_at(most);
                if !open.is_empty() {
                    open.push('\n');
                }
                open.push_str(piece);
                rest = after;
            }
        }
        hand(&mut open);
    }

    /// The texts end.
    pub fn end(mut self, intake: &mut Intake) {
        self.hidden.end(intake);
    }
}

fn is_ascii(name: &str) -> bool {
    matches!(name.trim().trim_matches('"').to_ascii_lowercase().as_str(), "us-ascii" | "ascii" | "ansi_x3.4-1968")
}
