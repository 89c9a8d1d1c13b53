//! Words of a paragraph or a shape as its runs come: what is seen alike and came there alike is one piece.

use super::part_words::PartWords;
use crate::model::{Concealment, Moment, Seen, Words, Written};
use std::collections::BTreeMap;

/// How a run of text is seen and how it came there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct Kind {
    /// Why it is not seen, where it is not.
    pub hidden: Option<Concealment>,
    /// The number of the tracked change that took it out, in [`Said::changes`].
    pub deleted: Option<usize>,
    /// The number of the field that computed it, in [`Said::fields`].
    pub field: Option<usize>,
}

/// What kinds of runs refer to.
#[derive(Debug, Default)]
pub(super) struct Said {
    /// Who took words out, and when.
    pub changes: Vec<(Option<String>, Option<Moment>)>,
    /// The kinds of fields.
    pub fields: Vec<String>,
}

/// The pieces of a paragraph or a shape.
#[derive(Debug, Default)]
pub(super) struct Pieces {
    pieces: Vec<(Kind, String)>,
    numbers: BTreeMap<Kind, usize>,
    latest: usize,
    /// How many bytes are in which language; the first few.
    languages: Vec<(String, usize)>,
    bytes: usize,
}

/// So many languages of one paragraph are told apart.
const LANGUAGES: usize = 4;
/// No tag of a language is longer (BCP 47, 4.4.1).
const TAG: usize = 35;

impl Pieces {
    /// Takes in text of a kind.
    pub(super) fn push(&mut self, kind: Kind, text: &str) {
        if text.is_empty() {
            return;
        }
        let before = self.pieces.get(self.latest).map(|(kind, _)| *kind);
        if before != Some(kind) {
            self.latest = *self.numbers.entry(kind).or_insert(self.pieces.len());
            if self.latest == self.pieces.len() {
                self.pieces.push((kind, String::new()));
            }
        }
        let Some((_, piece)) = self.pieces.get_mut(self.latest) else { return };
        // What a change took out is no part of a word around it; where a field is, and between pieces that are apart, one is parted.
        let field_between = before.is_some_and(|before| before.field.is_some()) && before != Some(kind);
        let apart = before != Some(kind) && kind != Kind::default();
        if (field_between || apart) && piece.ends_with(|last: char| !last.is_whitespace()) {
            piece.push(' ');
        }
        piece.push_str(text);
        self.bytes += text.len();
    }

    /// Begins a line, if there is one before it.
    pub(super) fn line(&mut self) {
        for (_, piece) in self.pieces.get_mut(self.latest).into_iter().filter(|(_, piece)| !piece.is_empty()) {
            piece.push('\n');
        }
    }

    /// Notes that so many bytes are in a language.
    pub(super) fn language(&mut self, tag: &str, bytes: usize) {
        if let Some((_, count)) = self.languages.iter_mut().find(|(known, _)| known == tag) {
            *count += bytes;
        } else if self.languages.len() < LANGUAGES && (1..=TAG).contains(&tag.len()) {
            self.languages.push((tag.to_owned(), bytes));
        }
    }

    /// Hands over a run for each piece, which are otherwise like these words.
    pub(super) fn hand_over(self, like: &Words, said: &Said, words: &mut PartWords) {
        let language = self.languages.into_iter().find(|(_, bytes)| bytes * 2 > self.bytes).map(|(tag, _)| tag);
        for (kind, text) in self.pieces {
            let deleted = kind.deleted.and_then(|number| said.changes.get(number)).cloned();
            let seen = match (deleted, kind.hidden) {
                (Some((by, at)), _) => Seen::Deleted { by, at },
                (None, Some(why)) => Seen::Hidden(why),
                (None, None) => like.seen.clone(),
            };
            let field = kind.field.and_then(|number| said.fields.get(number)).cloned();
            let written = field.map_or(Written::Typed, Written::Field);
            words.push(Words { text, seen, written, language: language.clone(), ..like.clone() });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Locus, Passage};

    #[test]
    fn a_word_is_whole_where_a_change_parted_it_and_a_blank_is_where_a_field_was() {
        let (typed, deleted) = (Kind::default(), Kind { deleted: Some(0), ..Kind::default() });
        let field = Kind { field: Some(0), ..Kind::default() };
        let mut pieces = Pieces::default();
        for (kind, text) in [
            (typed, "wo"),
            (deleted, "un"),
            (typed, "rds on"),
            (field, "1 May"),
            (typed, "or"),
            (deleted, "late"),
            (deleted, "r"),
        ] {
            pieces.push(kind, text);
            pieces.language("en-GB", text.len());
        }
        let said = Said { changes: vec![(Some("A".to_owned()), None)], fields: vec!["DATE".to_owned()] };
        let mut words = PartWords::with_room(1_000);
        pieces.hand_over(&Words::new("", Passage::Body, Locus::default()), &said, &mut words);
        let texts: Vec<&str> = words.runs.iter().map(|run| run.words.text.as_str()).collect();
        assert_eq!(texts, ["words on or", "un later", "1 May"]);
        assert_eq!(words.runs[2].words.written, Written::Field("DATE".to_owned()));
        assert_eq!(words.runs[1].words.seen, Seen::Deleted { by: Some("A".to_owned()), at: None });
        assert_eq!(words.runs[0].words.language.as_deref(), Some("en-GB"));
    }
}
