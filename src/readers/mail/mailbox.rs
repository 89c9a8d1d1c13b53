//! Mailboxes in one file (RFC 4155): each message is a member; of the whole it is told how many there are, how they are kept, and in how many
//! of them the fields are that transports and exporters write.

use super::F2;
use super::format_of;
use crate::formats::budget::Purse;
use crate::formats::mail::line_ends::{LineFeeds, to_carriage_returns};
use crate::formats::mail::mailbox::{FromLine, Keeping, Mailbox};
use crate::formats::mail::{charset, dates, fields};
use crate::model::evidence::hexadecimal;
use crate::model::{ByteRange, Editability, Extraction, Format, Locus, Property, Reading, Role, Value};
use crate::properties::keys;
use crate::readers::members::{self, Member, Members, Told, Walk};
use crate::readers::{ChildName, Content, Intake, ReadOptions, Reader};
use regex::bytes::Regex;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::sync::{Arc, LazyLock};

/// The sender, by the line before the message.
const SENDER: Property = Property::new("mail.mailbox.from", Role::Identifying, F2);
/// When the message came into the mailbox, by that line.
const DELIVERED: Property = Property::plain("mail.mailbox.from.date", F2);
/// How many messages there are.
const MESSAGES: Property = Property::plain(keys::MAILBOX_MESSAGES, Editability::F1);
/// How they are kept.
const KIND: Property = Property::plain(keys::MAILBOX_KIND, F2);
/// Who writes such lines.
const WRITER: Property = Property::plain(keys::MAILBOX_WRITER, F2);

/// Fields that are counted: those of transports, of programs that keep mail, and of exporters.
const COUNTED: &[&str] = &[
    "Received",
    "Message-ID",
    "Date",
    "Return-Path",
    "X-Gmail-Labels",
    "X-GM-THRID",
    "X-Mozilla-Status",
    "X-UID",
    "Status",
    "X-Status",
    "X-Keywords",
    "Content-Length",
    "Bcc",
];

/// The lines before messages that programs write: pattern and program.
static WRITERS: LazyLock<Vec<(Regex, String)>> = LazyLock::new(|| {
    csv::Reader::from_reader(include_str!("data/writers.csv").as_bytes())
        .records()
        .flatten()
        .filter_map(|row| Some((Regex::new(row.get(0)?).ok()?, row.get(1)?.to_owned())))
        .collect()
});

const WALK: Walk = Walk::Sequence(walk);

/// The reader.
#[derive(Debug, Clone, Copy)]
pub struct Mbox;

impl Reader for Mbox {
    fn name(&self) -> &'static str {
        "Mailbox"
    }

    fn specification(&self) -> &'static str {
        "RFC 4155 (mboxo, mboxrd, mboxcl, mboxcl2)"
    }

    fn recognise(&self, content: &Content<'_>) -> Option<Format> {
        content.format_of(&["mbox"])
    }

    fn walk(&self) -> Option<Walk> {
        Some(WALK)
    }

    fn read(&self, bytes: &Arc<Vec<u8>>, format: Format, options: &ReadOptions, purse: &Purse) -> Extraction {
        members::read_in_memory(WALK, bytes, format, options, purse)
    }
}

/// What is counted over all messages.
#[derive(Debug, Default)]
struct Counts {
    messages: u64,
    fields: BTreeMap<&'static str, u64>,
    writers: BTreeMap<&'static str, u64>,
    unquoted: u64,
    requoted: u64,
    bare: u64,
    by_length: u64,
}

fn walk(source: &mut dyn Read, intake: &mut Intake, members: &mut Members<'_>) {
    let source = LineFeeds::new(source);
    let has_carriage_returns = source.replaces();
    if has_carriage_returns {
        intake.warn("carriage-returns", "its lines end as those of the classic Mac OS do", None);
    }
    let mut mailbox = Mailbox::new(source);
    let mut counts = Counts::default();
    let mut passed = 0;
    loop {
        let (line, lost) = mailbox.next_from();
        passed += lost;
        let Some(line) = line else { break };
        counts.messages += 1;
        let writer = WRITERS.iter().find(|(pattern, _)| pattern.is_match(&line.text));
        *counts.writers.entry(writer.map_or("", |(_, writer)| writer.as_str())).or_default() += 1;
        let member = Member { name: ChildName::from(format!("message {}", counts.messages)), told: told(&line) };
        let limit = members.purse.budget.stream_bytes;
        let mut message = mailbox.message();
        let mut bytes = Vec::new();
        let broken = (&mut message).take(limit).read_to_end(&mut bytes).err();
        counts.count_fields(&bytes);
        let over = if bytes.len() as u64 >= limit || broken.is_some() {
            // What is too large to be held, or breaks off, is told as any other member that is.
            let over = members.hand(member, &mut Cursor::new(bytes).chain(&mut message));
            let _ = std::io::copy(&mut message, &mut std::io::sink());
            over
        } else {
            if has_carriage_returns {
                to_carriage_returns(&mut bytes);
            }
            let sha256 = hexadecimal(&Sha256::digest(&bytes));
            let options = members.options;
            members.read_as(member, (bytes.len() as u64, sha256), |purse| {
                super::read(&bytes, format_of(&bytes), options, purse)
            })
        };
        let keeping = message.keeping();
        counts.count_keeping(keeping);
        if let Some(error) = broken {
            intake.partial();
            intake.warn(
                "mailbox-breaks-off",
                format!("the mailbox breaks off in message {}: {error}", counts.messages),
                None,
            );
            break;
        }
        if over.is_break() {
            // Nothing is lost unsaid: whoever listens no more, or a limit, ends the walk before the mailbox.
            intake.partial();
            break;
        }
    }
    if let Some(error) = mailbox.take_error() {
        intake.partial();
        intake.warn("mailbox-breaks-off", format!("the mailbox breaks off: {error}"), None);
    }
    if passed > 0 {
        intake.warn("before-first-message", format!("{passed} lines are of no message"), None);
    }
    counts.hand_over(intake);
}

/// What the line before a message says.
fn told(line: &FromLine) -> Vec<Told> {
    let locus = |path: &str| Locus {
        bytes: Some(ByteRange { start: line.at, end: line.at + line.text.len() as u64 }),
        path: path.to_owned(),
        ..Locus::default()
    };
    let sender = charset::guess(line.sender()).0;
    let mut told = vec![Told {
        property: SENDER,
        raw: line.sender().to_vec(),
        value: Reading::Present(Value::Text(sender)),
        locus: locus("line before the message, in the mailbox"),
    }];
    let date = dates::of_mailbox(line.date()).or_else(|| dates::read(line.date()));
    told.push(Told {
        property: DELIVERED,
        raw: line.date().to_vec(),
        value: date.map_or_else(
            || Reading::Unreadable("no date as these lines have".to_owned()),
            |moment| Reading::Present(Value::Moment(moment)),
        ),
        locus: locus("line before the message, in the mailbox"),
    });
    told
}

impl Counts {
    fn count_fields(&mut self, bytes: &[u8]) {
        let header = fields::header(bytes, 0..bytes.len(), super::FIELDS);
        for name in COUNTED {
            if header.first(bytes, name).is_some() {
                *self.fields.entry(name).or_default() += 1;
            }
        }
    }

    fn count_keeping(&mut self, keeping: Keeping) {
        self.unquoted += keeping.unquoted;
        self.requoted += keeping.requoted;
        self.bare += keeping.bare;
        self.by_length += u64::from(keeping.by_length);
    }

    /// Which of the four kinds it is, as far as its messages decide it.
    fn kind(&self) -> String {
        let all = self.by_length == self.messages;
        match (self.by_length, self.requoted, self.unquoted, self.bare) {
            (1.., _, 0, _) if all => "mboxcl2: each message states its length, and no line has a sign before it",
            (1.., _, 1.., _) if all => "mboxcl: each message states its length, and lines have signs before them",
            (1.., ..) => "mixed: some messages state their length rightly, others do not",
            (0, 1.., ..) => "mboxrd: lines have a sign more than they had",
            (0, 0, 1.., 0) => "mboxo or mboxrd: lines have one sign before them, which both write",
            (0, 0, 1.., _) => "mixed: some lines that begin with From have a sign before them, others do not",
            (0, 0, 0, 1..) => "unquoted: lines of texts begin with From and have no sign before them",
            _ => "no line of a text begins with From: nothing decides the kind",
        }
        .to_owned()
    }

    fn hand_over(&self, intake: &mut Intake) {
        let locus = || Locus { path: "mailbox".to_owned(), ..Locus::default() };
        let number = |count: u64| Reading::Present(Value::Number(i64::try_from(count).unwrap_or(i64::MAX)));
        intake.evidence(&MESSAGES, b"", number(self.messages), locus());
        intake.evidence(&KIND, b"", Reading::Present(Value::Text(self.kind())), locus());
        for (writer, count) in &self.writers {
            let writer = if writer.is_empty() { "no program that valla knows" } else { writer };
            let said = format!("{writer}: {count} of {} messages", self.messages);
            intake.evidence(&WRITER, b"", Reading::Present(Value::Text(said)), locus());
        }
        for name in COUNTED {
            let property = Property::named(keys::MAILBOX_WITH, name);
            intake.evidence(&property, b"", number(self.fields.get(name).copied().unwrap_or(0)), locus());
        }
    }
}
