//! Words of the binary parts of `.xlsb` (MS-XLSB): what the readers of sheets, strings and comments read of the parts of `.xlsx`.

use super::part_words::{Listing, PartWords, Sheet};
use super::sheet::{Grid, heading, list};
use crate::formats::little_endian::long;
use crate::formats::xlsb::{Record, string};
use crate::model::{Locus, Passage, Words, Written};
use crate::readers::ooxml::package::Part;

/// A part of records whose words are being read.
#[derive(Debug)]
pub struct BinaryReading {
    grid: Grid,
    strings: Vec<String>,
    authors: Vec<String>,
    /// Whether the comment repeats one of the newer form.
    repeats: bool,
    words: PartWords,
}

/// What a string takes besides its text.
const OF_A_STRING: usize = 32;

impl BinaryReading {
    /// Nothing is read yet, and there is room for so many bytes.
    #[must_use]
    pub(super) fn with_room(room: usize) -> Self {
        let words = PartWords::with_room(room);
        Self { grid: Grid::default(), strings: vec![], authors: vec![], repeats: false, words }
    }

    /// A record comes.
    pub fn record(&mut self, part: &Part, record: &Record) {
        let body = part.slice(&record.body);
        let place = |at: usize| long(body, at).map(|place| place.saturating_add(1));
        match record.kind {
            _ if self.words.cut => {}
            // BrtRowHdr and BrtColInfo.
            0 => {
                (self.grid.row, self.grid.column) = (place(0).unwrap_or_default(), 0);
                self.grid.hidden_row = body.get(11).is_some_and(|flags| flags & 0x10 != 0);
            }
            60 if body.get(16).is_some_and(|flags| flags & 1 != 0) => {
                if let (Some(first), Some(last)) = (place(0), place(4)) {
                    self.grid.hidden_columns.insert(first, last);
                }
            }
            // Cells with their column, and such as follow the cell before them.
            1..=11 | 62 => {
                self.grid.column = place(0).unwrap_or_default();
                self.cell(part, record, 8);
            }
            12..=18 => {
                self.grid.column = self.grid.column.saturating_add(1);
                self.cell(part, record, 4);
            }
            // BrtSSTItem.
            19 => {
                let text = string(body, 1).map(|(text, _)| text).unwrap_or_default();
                if self.words.takes(OF_A_STRING + text.len()) {
                    self.strings.push(text);
                }
            }
            // BrtBeginBook and BrtBundleSh.
            131 => {
                self.words.listing = Listing::Sheets(vec![]);
                self.words.name_the_part(&part.name);
            }
            156 => {
                let Some((relationship, range)) = string(body, 8) else { return };
                let Some((name, _)) = string(body, range.end) else { return };
                self.words.refer(&relationship);
                let hidden = long(body, 0).is_some_and(|state| state != 0);
                list(Sheet { relationship, name, hidden }, part, record.body.clone(), &mut self.words);
            }
            // BrtBeginHeaderFooter: switches, then heads and feet of odd, even and first pages.
            479 => {
                let mut at = 2;
                for passage in [Passage::Header, Passage::Footer].repeat(3) {
                    let Some((text, range)) = string(body, at) else { return };
                    at = range.end;
                    heading(part, passage, &text, record.body.clone(), &mut self.words);
                }
            }
            _ => self.comment(part, record),
        }
    }

    /// A cell whose value is at a place of its record.
    fn cell(&mut self, part: &Part, record: &Record, at: usize) {
        let body = part.slice(&record.body);
        let like = || self.grid.cell(part, record.body.clone());
        let (text, written) = match record.kind {
            // BrtCellIsst and BrtShortIsst.
            7 | 18 => {
                let Some(number) = long(body, at).and_then(|number| usize::try_from(number).ok()) else { return };
                return self.words.push_shared(like(), number);
            }
            // BrtCellSt, BrtShortSt, BrtFmlaString.
            6 | 17 => (string(body, at), Written::Typed),
            8 => (string(body, at), Written::Field("FORMULA".to_owned())),
            // BrtCellRString: a byte of switches, and behind the text its runs.
            62 => (string(body, at + 1), Written::Typed),
            _ => return,
        };
        if let Some((text, _)) = text {
            self.words.push(Words { text, written, ..like() });
        }
    }

    /// Authors of comments, a comment with its author and its cell, its text.
    fn comment(&mut self, part: &Part, record: &Record) {
        let body = part.slice(&record.body);
        match record.kind {
            632 => self.authors.push(string(body, 0).map(|(author, _)| author).unwrap_or_default()),
            635 => {
                let author = long(body, 0).and_then(|number| usize::try_from(number).ok());
                let author = author.and_then(|number| self.authors.get(number));
                self.repeats = author.is_some_and(|author| author.starts_with("tc={"));
                self.grid.row = long(body, 4).unwrap_or_default().saturating_add(1);
                self.grid.column = long(body, 12).unwrap_or_default().saturating_add(1);
            }
            637 if !self.repeats => {
                let Some((text, _)) = string(body, 1) else { return };
                let path = format!("comment at {}", self.grid.address());
                let locus = Locus { path, ..part.place(record.body.clone()) };
                self.words.push(Words::new(text, Passage::Comment, locus));
            }
            _ => {}
        }
    }

    /// The words of the part.
    #[must_use]
    pub(super) fn finish(mut self) -> PartWords {
        if !self.strings.is_empty() {
            self.words.listing = Listing::Strings(self.strings);
        }
        self.words
    }
}
