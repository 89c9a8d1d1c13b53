//! Text that bears marks of its characters: hidden, inserted or deleted with changes tracked (specification 1.9.1, "Character
//! Formatting Properties" and "Track Changes").

use super::syntax::is_line_end;
use crate::formats::code_page;
use crate::model::Concealment;
use std::ops::Range;

/// The marks of characters, as control words set them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Marks {
    /// `\v`
    pub hidden: bool,
    /// `\revised`: put in with changes tracked.
    pub inserted: bool,
    /// `\deleted`: taken out with changes tracked.
    pub deleted: bool,
    /// Who put it in, as a place in the table of authors (`\revauth`), and when, as a DTTM (`\revdttm`).
    pub insertion: (Option<i64>, Option<i64>),
    /// Who took it out (`\revauthdel`), and when (`\revdttmdel`).
    pub deletion: (Option<i64>, Option<i64>),
    /// Why nobody sees it by its colours or its size.
    pub lost: Option<Concealment>,
}

impl Marks {
    /// Takes a control word, where it sets a mark.
    pub fn control(&mut self, name: &str, number: Option<i64>) {
        match name {
            "v" => self.hidden = number != Some(0),
            "revised" => self.inserted = number != Some(0),
            "deleted" => self.deleted = number != Some(0),
            "revauth" => self.insertion.0 = number,
            "revdttm" => self.insertion.1 = number,
            "revauthdel" => self.deletion.0 = number,
            "revdttmdel" => self.deletion.1 = number,
            "plain" => *self = Self::default(),
            _ => {}
        }
    }

    /// Whether text with these marks is kept apart.
    fn is_any(self) -> bool {
        self.hidden || self.inserted || self.deleted
    }
}

/// A run of text with its marks, and where it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// The marks.
    pub marks: Marks,
    /// The text.
    pub text: String,
    /// From its first byte to after its last.
    pub range: Range<usize>,
}

/// So many runs are kept, and so many bytes of one.
const RUNS: usize = 1_000;
const TEXT: usize = 500;
/// Control words and ends of lines may part what is one run.
const GAP: usize = 64;

/// The runs of a document.
#[derive(Debug, Default)]
pub struct Runs {
    runs: Vec<Run>,
    /// Bytes of the last run that are not decoded, and their code page: a character of two bytes is not cut.
    pending: (u16, Vec<u8>),
}

impl Runs {
    /// Takes bytes of a code page, of which ends of lines are no text.
    pub fn bytes(&mut self, marks: Marks, page: u16, bytes: &[u8], range: Range<usize>) {
        if bytes.iter().all(|byte| is_line_end(*byte)) || !self.continues(marks, range) {
            return;
        }
        if self.pending.0 != page {
            self.flush();
            self.pending.0 = page;
        }
        self.pending.1.extend(bytes.iter().filter(|byte| !is_line_end(**byte)));
    }

    /// Takes a unit of UTF-16.
    pub fn unit(&mut self, marks: Marks, unit: u16, range: Range<usize>) {
        if self.continues(marks, range) {
            self.flush();
            if let Some(run) = self.runs.last_mut() {
                push_unit(&mut run.text, unit);
            }
        }
    }

    /// All runs that are more than blanks.
    pub fn finish(mut self) -> impl Iterator<Item = Run> {
        self.flush();
        self.runs.into_iter().filter(|run| !run.text.trim().is_empty())
    }

    /// Whether there is a run that takes more of these marks; it is begun where there is none.
    fn continues(&mut self, marks: Marks, range: Range<usize>) -> bool {
        if !marks.is_any() {
            return false;
        }
        if let Some(run) = self.runs.last_mut()
            && run.marks == marks
            && run.range.end + GAP > range.start
            && run.text.len() + self.pending.1.len() < TEXT
        {
            run.range.end = range.end;
            return true;
        }
        self.flush();
        let room = self.runs.len() < RUNS;
        if room {
            self.runs.push(Run { marks, text: String::new(), range });
        }
        room
    }

    fn flush(&mut self) {
        let bytes = std::mem::take(&mut self.pending.1);
        if let Some(run) = self.runs.last_mut().filter(|_| !bytes.is_empty()) {
            run.text.push_str(&code_page::decode(self.pending.0, &bytes));
        }
    }
}

/// A unit of UTF-16: the second of a pair completes the first, which is kept as a mark until then.
pub fn push_unit(text: &mut String, unit: u16) {
    const LEAD: char = '\u{f0000}';
    match unit {
        0xd800..=0xdbff => text.push(char::from_u32(u32::from(LEAD) + u32::from(unit - 0xd800)).unwrap_or(LEAD)),
        0xdc00..=0xdfff => {
            let lead = text.chars().last().and_then(|last| u32::from(last).checked_sub(u32::from(LEAD)));
            if let Some(lead) = lead.filter(|lead| *lead < 0x400) {
                text.pop();
                text.extend(char::from_u32(0x1_0000 + (lead << 10) + u32::from(unit - 0xdc00)));
            }
        }
        _ => text.push(char::from_u32(u32::from(unit)).unwrap_or(char::REPLACEMENT_CHARACTER)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_of_two_bytes_and_of_two_units_are_whole() {
        let (mut runs, marks) = (Runs::default(), Marks { deleted: true, ..Marks::default() });
        // Shift JIS, a byte at a time, as `\'hh` gives them.
        runs.bytes(marks, 932, &[0x93], 0..4);
        runs.bytes(marks, 932, &[0xfa], 4..8);
        runs.unit(marks, 0xd83d, 8..14);
        runs.unit(marks, 0xde00, 14..20);
        runs.bytes(Marks::default(), 932, b"shown", 20..25);
        let texts: Vec<String> = runs.finish().map(|run| run.text).collect();
        assert_eq!(texts, ["日😀"]);
    }
}
