//! Paragraphs of Word and RTF as runs of words: what was typed apart from what fields computed, what is shown apart from what is hidden
//! or was taken out with changes tracked.

use crate::formats::rtf::marks::push_unit;
use crate::model::{Concealment, Moment, Seen, Written};
use std::collections::BTreeMap;

/// Fields that are deeper in one another are passed over; Word itself allows twenty.
const DEPTH: usize = 32;
/// The first word of an instruction is shorter.
const INSTRUCTION: usize = 64;

/// How a character is seen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// It is shown.
    #[default]
    Shown,
    /// It is not, for this reason.
    Hidden(Concealment),
    /// It was taken out: by whom, as a place in the list of authors, and when, as a DTTM.
    Deleted(Option<i64>, Option<u32>),
}

impl Mark {
    /// The same in words, by the list of authors.
    #[must_use]
    pub fn seen(self, authors: &[String]) -> Seen {
        match self {
            Self::Shown => Seen::Shown,
            Self::Hidden(why) => Seen::Hidden(why),
            Self::Deleted(author, time) => Seen::Deleted {
                by: author
                    .and_then(|number| authors.get(usize::try_from(number).ok()?))
                    .filter(|author| !matches!(author.as_str(), "" | "Unknown"))
                    .cloned(),
                at: time.and_then(Moment::of_dttm),
            },
        }
    }
}

/// A part of a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// What it says.
    pub text: String,
    /// How it is seen.
    pub mark: Mark,
    /// Whether a field computed it.
    pub written: Written,
}

#[derive(Debug, Default)]
struct Field {
    number: usize,
    instruction: String,
    /// Its kind, once its result has begun; none of one whose result someone types.
    kind: Option<String>,
    in_result: bool,
}

/// The paragraph that is being read. Fields go on over the ends of paragraphs.
#[derive(Debug, Default)]
pub struct Paragraph {
    parts: Vec<Part>,
    /// The parts by the number of their field and how they are seen.
    known: BTreeMap<(Option<usize>, Mark), usize>,
    last: Option<usize>,
    fields: Vec<Field>,
    /// Fields that are open beyond the depth.
    beyond: usize,
    /// Fields that were begun.
    count: usize,
}

impl Paragraph {
    /// A unit of UTF-16.
    pub fn unit(&mut self, unit: u16, mark: Mark) {
        if let Some(text) = self.open(mark) {
            push_unit(text, unit);
        }
    }

    /// A text.
    pub fn text(&mut self, said: &str, mark: Mark) {
        if let Some(text) = self.open(mark) {
            text.push_str(said);
        }
    }

    /// A field begins with its instruction.
    pub fn field_begins(&mut self) {
        if self.fields.len() >= DEPTH {
            self.beyond += 1;
            return;
        }
        self.count += 1;
        self.fields.push(Field { number: self.count, ..Field::default() });
    }

    /// The instruction ends, and the result begins.
    pub fn field_result(&mut self) {
        if let Some(field) = self.fields.last_mut().filter(|field| self.beyond == 0 && !field.in_result) {
            field.kind = kind(&field.instruction);
            field.in_result = true;
        }
    }

    /// A field ends.
    pub fn field_ends(&mut self) {
        if self.beyond > 0 {
            self.beyond -= 1;
        } else {
            self.fields.pop();
        }
    }

    /// The paragraph ends: its parts, in the order in which they begin.
    pub fn ends(&mut self) -> Vec<Part> {
        self.known.clear();
        self.last = None;
        std::mem::take(&mut self.parts)
    }

    /// The text that takes what comes next; none where that is no text.
    fn open(&mut self, mark: Mark) -> Option<&mut String> {
        if self.beyond > 0 {
            return None;
        }
        if self.fields.iter().any(|field| !field.in_result) {
            let field = self.fields.last_mut().filter(|field| !field.in_result)?;
            return (field.instruction.len() < INSTRUCTION).then_some(&mut field.instruction);
        }
        let field = self.fields.iter().rev().find(|field| field.kind.is_some());
        let number = field.map(|field| field.number);
        let at = match self.known.get(&(number, mark)) {
            Some(at) => *at,
            None => {
                let written = field.and_then(|field| field.kind.clone()).map_or(Written::Typed, Written::Field);
                self.known.insert((number, mark), self.parts.len());
                self.parts.push(Part { text: String::new(), mark, written });
                self.parts.len() - 1
            }
        };
        // What a field computed leaves a blank in the text around it; what is hidden or deleted joins no words across.
        let after_field =
            self.last.and_then(|last| self.parts.get(last)).is_some_and(|last| last.written != Written::Typed);
        let returns =
            self.last.is_some_and(|last| last != at) && (after_field || mark != Mark::Shown || number.is_some());
        self.last = Some(at);
        let text = &mut self.parts.get_mut(at)?.text;
        if returns && !text.is_empty() && !text.ends_with(char::is_whitespace) {
            text.push(' ');
        }
        Some(text)
    }
}

/// The kind of a field by its instruction; none of one whose result is typed.
fn kind(instruction: &str) -> Option<String> {
    let word = instruction.split_whitespace().next()?;
    if word.starts_with('=') {
        return Some("FORMULA".to_owned());
    }
    let letters: String = word.chars().take_while(|sign| sign.is_alphanumeric()).collect();
    Some(letters.to_uppercase()).filter(|kind| !matches!(kind.as_str(), "" | "HYPERLINK" | "FORMTEXT" | "QUOTE"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_of_fields_are_apart_and_those_of_links_are_not() {
        let mut paragraph = Paragraph::default();
        paragraph.text("Printed", Mark::Shown);
        paragraph.field_begins();
        paragraph.text(" date \\@ \"yyyy\" ", Mark::Shown);
        paragraph.field_result();
        paragraph.text("2013", Mark::Shown);
        paragraph.field_ends();
        paragraph.text("by ", Mark::Shown);
        paragraph.field_begins();
        paragraph.text("HYPERLINK \"x\"", Mark::Shown);
        paragraph.field_result();
        paragraph.text("us", Mark::Shown);
        paragraph.field_ends();
        paragraph.text("alone", Mark::Deleted(None, None));
        paragraph.text(".", Mark::Shown);
        let said: Vec<(String, Mark, Written)> =
            paragraph.ends().into_iter().map(|part| (part.text, part.mark, part.written)).collect();
        assert_eq!(
            said,
            [
                ("Printed by us.".to_owned(), Mark::Shown, Written::Typed),
                ("2013".to_owned(), Mark::Shown, Written::Field("DATE".to_owned())),
                ("alone".to_owned(), Mark::Deleted(None, None), Written::Typed),
            ]
        );
        assert!(paragraph.ends().is_empty());
    }

    #[test]
    fn a_field_in_an_instruction_is_no_text_and_depth_is_bounded() {
        let mut paragraph = Paragraph::default();
        paragraph.field_begins();
        paragraph.text("IF ", Mark::Shown);
        paragraph.field_begins();
        paragraph.text("PAGE", Mark::Shown);
        paragraph.field_result();
        paragraph.text("1", Mark::Shown);
        paragraph.field_ends();
        paragraph.text("= 1 yes", Mark::Shown);
        paragraph.field_result();
        paragraph.text("yes", Mark::Shown);
        paragraph.field_ends();
        for _ in 0..1_000 {
            paragraph.field_begins();
        }
        for _ in 0..1_000 {
            paragraph.field_ends();
        }
        paragraph.text("then", Mark::Shown);
        let said: Vec<(String, Written)> = paragraph.ends().into_iter().map(|part| (part.text, part.written)).collect();
        let field = Written::Field("IF".to_owned());
        assert_eq!(said, [("yes".to_owned(), field), ("then".to_owned(), Written::Typed)]);
    }
}
