//! A mark in the words, and the words around it.

use crate::knowledge::Dated;
use crate::knowledge::names::Named;
use crate::knowledge::written_dates::WrittenDate;
use crate::model::{
    Editability, Evidence, EvidenceId, Instant, Passage, Reading, Seen, Strength, Value, Words, Written,
};
use crate::properties::{concealments, keys};
use chrono::NaiveDate;
use std::ops::Range;

/// So many characters are quoted before and after a mark.
const AROUND: usize = 60;

/// What was found.
#[derive(Debug, Clone)]
pub enum Found {
    /// A character that is younger than Unicode 3.2.
    Character(Dated),
    /// The address of a page in a network, written out.
    Address(Dated),
    /// A reference that carries its own date.
    Citation {
        /// With its dates.
        dated: Dated,
        /// The most that a reference of this form carries.
        strength: Strength,
        /// The form: "CVE entry".
        form: String,
    },
    /// A dated name.
    Name(Named),
    /// A date.
    Date(WrittenDate),
    /// What a chat program leaves.
    Residue(Dated),
    /// A word of letters of several scripts: the strange letters, with their code points.
    MixedScript(String),
    /// Characters that nobody sees: which, and how many.
    Invisible(String),
}

impl Found {
    /// What it is, so that two are told apart.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::Character(dated)
            | Self::Address(dated)
            | Self::Citation { dated, .. }
            | Self::Residue(dated)
            | Self::Name(Named { dated, .. }) => dated.what.clone(),
            Self::Date(date) => format!("{:04}-{:?}-{:?} {:?}", date.year, date.month, date.day, date.form),
            Self::MixedScript(what) | Self::Invisible(what) => what.clone(),
        }
    }

    /// Its dates, where a table gives them.
    #[must_use]
    pub fn dated(&self) -> Option<&Dated> {
        match self {
            Self::Character(dated)
            | Self::Address(dated)
            | Self::Citation { dated, .. }
            | Self::Residue(dated)
            | Self::Name(Named { dated, .. }) => Some(dated),
            Self::Date(_) | Self::MixedScript(_) | Self::Invisible(_) => None,
        }
    }

    /// Since when it can be.
    #[must_use]
    pub fn youth(&self) -> Option<Instant> {
        match self {
            Self::Date(date) => {
                NaiveDate::from_ymd_opt(date.year, date.month.map_or(1, u32::from), date.day.map_or(1, u32::from))
                    .map(Instant::from_date)
            }
            other => other.dated().and_then(|dated| dated.floor.or(dated.release)),
        }
    }

    /// The property under which it is evidence.
    fn key(&self) -> &'static str {
        match self {
            Self::Character(_) => keys::WORDS_CHARACTER,
            Self::Address(_) => keys::WORDS_ADDRESS,
            Self::Citation { .. } => keys::WORDS_CITATION,
            Self::Name(_) => keys::WORDS_NAME,
            Self::Date(_) => keys::WORDS_DATE,
            Self::Residue(_) => keys::WORDS_RESIDUE,
            Self::MixedScript(_) => keys::WORDS_MIXED_SCRIPT,
            Self::Invisible(_) => keys::WORDS_INVISIBLE,
        }
    }
}

/// Where something was found.
#[derive(Debug, Clone)]
pub struct Sighting {
    /// The number of the words among those of the document.
    pub words: usize,
    /// The bytes of their text.
    pub range: Range<usize>,
    /// What it is.
    pub found: Found,
}

/// A mark, quoted.
#[derive(Debug, Clone)]
pub struct Mark {
    /// The quotation, as evidence.
    pub evidence: Evidence,
    /// What it is.
    pub found: Found,
    /// In which part of the document it is.
    pub passage: Passage,
    /// How the words came there.
    pub written: Written,
    /// Whether a service that handed the document on put it there: a cover page, a stamp in the margin.
    pub of_delivery: bool,
    /// Why nobody sees it, where nobody does.
    pub unseen: Option<String>,
    /// Whether it is in the head of a letter or near its end, where an issuer names itself and signs: in the first or the last words of the
    /// document.
    pub at_the_edge: bool,
}

impl Sighting {
    /// With the words around it, as evidence of this number.
    #[must_use]
    pub fn quoted(self, words: &Words, id: EvidenceId, at_the_edge: bool, of_delivery: bool) -> Mark {
        let unseen = match &words.seen {
            Seen::Shown => None,
            Seen::Hidden(reason) => Some(concealments::why(*reason).to_owned()),
            Seen::Deleted { .. } => Some("deleted with changes tracked".to_owned()),
        };
        let evidence = Evidence {
            id,
            property: self.found.key().to_owned(),
            role: None,
            raw: String::new(),
            value: Reading::Present(Value::Text(around(&words.text, &self.range))),
            locus: words.locus.clone(),
            editability: Editability::F3,
            hidden: None,
        };
        let (passage, written) = (words.passage, words.written.clone());
        Mark { evidence, found: self.found, passage, written, of_delivery, unseen, at_the_edge }
    }
}

impl Mark {
    /// Whether it dates the words of the document: what is beside them (a comment, an annotation, a stamp of delivery) was added to them,
    /// and dates the save alone.
    #[must_use]
    pub fn is_of_the_words(&self) -> bool {
        !self.of_delivery
            && !matches!(self.passage, Passage::Comment | Passage::FormField | Passage::Metadata | Passage::FileName)
    }

    /// Whether somebody wrote them, as far as the format says.
    #[must_use]
    pub fn is_written(&self) -> bool {
        matches!(self.written, Written::Typed | Written::Drawn)
    }

    /// How much such words carry at most. A page's head and foot are often written by a document system; which characters a page draws, or
    /// a picture shows, another table or program says.
    #[must_use]
    pub fn ceiling(&self) -> Strength {
        match (&self.written, self.passage) {
            (Written::Recognised | Written::Field(_), _) | (_, Passage::Header | Passage::Footer) => Strength::Medium,
            // Whoever passed a file on may have named it.
            (_, Passage::FileName) => Strength::Weak,
            (Written::Drawn, _) | (_, Passage::Comment | Passage::FormField | Passage::Name | Passage::Metadata) => {
                Strength::Strong
            }
            (Written::Typed, _) => Strength::Hard,
        }
    }

    /// Where it is, as a clause after the mark: "on page 3", "in a comment (word/comments.xml: comment 2)".
    #[must_use]
    pub fn place(&self) -> String {
        let unseen = self.unseen.as_ref().map_or(String::new(), |why| format!(", {why}"));
        let path = &self.evidence.locus.path;
        match self.passage {
            Passage::Body if path.starts_with("page ") || path.starts_with("slide ") => format!("on {path}{unseen}"),
            Passage::Body => format!("at {path}{unseen}"),
            other if other.to_string().ends_with(path.as_str()) => format!("in {other}{unseen}"),
            other => format!("in {other} ({path}{unseen})"),
        }
    }
}

/// A mark with the words before and after it, on one line.
fn around(text: &str, range: &Range<usize>) -> String {
    let (before, rest) = text.split_at(text.floor_char_boundary(range.start));
    let (mark, after) = rest.split_at(rest.floor_char_boundary(range.len()));
    let start = before.char_indices().rev().nth(AROUND).map(|(at, sign)| at + sign.len_utf8());
    let end = after.char_indices().nth(AROUND).map(|(at, _)| at);
    let cut = |is_cut: bool| if is_cut { "\u{2026}" } else { "" };
    let quoted = format!(
        "{}{}{mark}{}{}",
        cut(start.is_some()),
        before.get(start.unwrap_or(0)..).unwrap_or_default(),
        after.get(..end.unwrap_or(after.len())).unwrap_or_default(),
        cut(end.is_some())
    );
    quoted.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quotation_has_the_words_around_the_mark() {
        let text = format!("{} цена 100 ₽ за штуку\n{}", "до ".repeat(40), "после ".repeat(40));
        let at = text.find('₽').unwrap();
        let quoted = around(&text, &(at..at + '₽'.len_utf8()));
        assert!(quoted.starts_with('…') && quoted.ends_with('…'), "{quoted}");
        assert!(quoted.contains("цена 100 ₽ за штуку после"), "{quoted}");
        assert_eq!(around("₽", &(0..3)), "₽");
    }
}
