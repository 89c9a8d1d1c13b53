//! The words of an Excel workbook, by sheet: cells in the order of the stream, notes, boxes of text, heads of pages, titles in charts.

use super::place;
use crate::formats::code_page;
use crate::formats::compound::directory::Stream;
use crate::formats::compound::excel::cell_formats::CellFormats;
use crate::formats::compound::excel::page_heads;
use crate::formats::compound::excel::records::{Record, records};
use crate::formats::compound::excel::strings::{Strings, Text, single};
use crate::formats::compound::notes::{Notes, cell};
use crate::formats::little_endian::{long, short};
use crate::model::{Concealment, Editability, Passage, Property, Seen, Words, Written};
use crate::readers::Intake;
use crate::readers::hidden_words::HiddenWords;
use std::collections::{BTreeMap, HashSet};
use std::ops::Range;

/// Words that nobody sees by their format; hidden sheets are told as such.
const HIDDEN: &[Property] = &[
    Property::plain("ole.excel.hidden.same-colour", Editability::F3).hidden(Concealment::SameColour),
    Property::plain("ole.excel.hidden.black", Editability::F3).hidden(Concealment::Blackened),
    Property::plain("ole.excel.hidden.format", Editability::F3).hidden(Concealment::Invisible),
];

/// Hands over the words of a workbook that no password locks.
pub fn read(stream: &Stream, most: u64, intake: &mut Intake) {
    if !intake.wants_words() {
        return;
    }
    let mut book = Book::new(stream, most);
    let mut records = records(&stream.bytes).peekable();
    while let Some(record) = records.next() {
        if record.kind == 0x2f || book.left == 0 {
            break;
        }
        if record.kind == 0xfc {
            let mut bodies = vec![record.body];
            while let Some(next) = records.next_if(|next| next.kind == 0x3c) {
                bodies.push(next.body);
            }
            let mut strings = Strings::after(&stream.bytes, &bodies, 8);
            book.shared = std::iter::from_fn(|| strings.next_rich()).collect();
        } else if record.kind == 0x0207 {
            let mut bodies = vec![record.body];
            while let Some(next) = records.next_if(|next| next.kind == 0x3c) {
                bodies.push(next.body);
            }
            book.result(&bodies, intake);
        } else {
            book.record(&record, intake);
        }
    }
    book.hidden.end(intake);
}

/// A sheet as the list of sheets has it.
#[derive(Debug, Clone, Default)]
struct Sheet {
    name: String,
    hidden: bool,
}

struct Book<'a> {
    stream: &'a Stream,
    bytes: &'a [u8],
    /// Bytes of words for which there is room: a string that is long may be in every cell.
    left: u64,
    /// The code page of strings before BIFF8.
    page: Option<u16>,
    first: bool,
    shared: Vec<Text>,
    /// Sheets by where they begin.
    sheets: BTreeMap<usize, Sheet>,
    sheet: Sheet,
    rows: HashSet<u16>,
    /// The columns that are hidden; a sheet has 256.
    columns: [bool; 256],
    /// The cell whose formula gives a text, which is in the next record.
    formula: Option<(u16, u16)>,
    notes: Notes,
    /// Whether the last object is a note, and the text of it that is being read: how many characters are missing.
    is_note: bool,
    open: Option<(usize, Text)>,
    boxes: usize,
    formats: CellFormats,
    /// The format of the cell that is being read, and where its sheet begins.
    format: (u16, usize),
    hidden: HiddenWords,
}

impl<'a> Book<'a> {
    fn new(stream: &'a Stream, left: u64) -> Self {
        Self {
            stream,
            bytes: &stream.bytes,
            left,
            page: None,
            first: true,
            shared: vec![],
            sheets: BTreeMap::new(),
            sheet: Sheet::default(),
            rows: HashSet::new(),
            columns: [false; 256],
            formula: None,
            notes: Notes::default(),
            is_note: false,
            open: None,
            boxes: 0,
            formats: CellFormats::of(&stream.bytes),
            format: (0, 0),
            hidden: HiddenWords::told_as(HIDDEN),
        }
    }

    fn tell(&mut self, words: Words, intake: &mut Intake) {
        self.left = self.left.saturating_sub(words.text.len() as u64);
        self.hidden.take(&words, intake);
        intake.words(words);
    }

    /// Words of the sheet that is being read.
    fn of_sheet(&mut self, text: String, passage: Passage, what: &str, range: &Range<usize>, intake: &mut Intake) {
        let path = format!("sheet \"{}\", {what}", self.sheet.name);
        let seen = if self.sheet.hidden { Seen::Hidden(Concealment::HiddenSheet) } else { Seen::Shown };
        let words = Words { seen, ..Words::new(text, passage, place(self.stream, range, path)) };
        self.tell(words, intake);
    }

    fn cell(
        &mut self,
        (row, column): (u16, u16),
        text: String,
        computed: bool,
        range: &Range<usize>,
        intake: &mut Intake,
    ) {
        let path = format!("sheet \"{}\", {}", self.sheet.name, cell(row, column));
        let seen = if self.sheet.hidden {
            Seen::Hidden(Concealment::HiddenSheet)
        } else if self.rows.contains(&row) || self.columns.get(usize::from(column)) == Some(&true) {
            Seen::Hidden(Concealment::HiddenCells)
        } else {
            let (format, begins) = self.format;
            let why = self.formats.of_cell(format, begins).filter(|_| self.page.is_none());
            why.map_or(Seen::Shown, Seen::Hidden)
        };
        let written = if computed { Written::Field("FORMULA".to_owned()) } else { Written::Typed };
        let words = Words { seen, written, ..Words::new(text, Passage::Body, place(self.stream, range, path)) };
        self.tell(words, intake);
    }

    /// The text that a formula gave.
    fn result(&mut self, bodies: &[Range<usize>], intake: &mut Intake) {
        let (Some(at), Some(body)) = (self.formula.take(), bodies.first().cloned()) else { return };
        let text = match self.page {
            Some(_) => single(self.bytes.get(body.clone()).unwrap_or_default(), 2, self.page),
            // Without the bits of runs and of what is beyond them it has the form of any string.
            None => Strings::after(self.bytes, bodies, 0).next_rich().map(|text| text.text),
        };
        if let Some(text) = text {
            self.cell(at, text, true, &body, intake);
        }
    }

    fn record(&mut self, record: &Record, intake: &mut Intake) {
        let body = self.bytes.get(record.body.clone()).unwrap_or_default();
        let range = &record.body;
        let at = || Some((short(body, 0)?, short(body, 2)?));
        let after = |start: usize| body.get(start..).unwrap_or_default();
        if matches!(record.kind, 0x00fd | 0x0204 | 0x00d6 | 0x0006 | 0x0206 | 0x0406) {
            self.format.0 = short(body, 4).unwrap_or(0);
        }
        match record.kind {
            0x0809 => self.begins(record, body),
            0x0042 if self.page.is_some() => self.page = short(body, 0),
            0x0085 => {
                let hidden = body.get(4).is_some_and(|state| state & 3 != 0);
                let begins = long(body, 0).and_then(|at| usize::try_from(at).ok());
                let (Some(begins), Some(name)) = (begins, single(after(6), 1, self.page)) else { return };
                let path = format!("name of sheet {}", self.sheets.len() + 1);
                let seen = if hidden { Seen::Hidden(Concealment::HiddenSheet) } else { Seen::Shown };
                let words = Words { seen, ..Words::new(name.clone(), Passage::Name, place(self.stream, range, path)) };
                self.tell(words, intake);
                self.sheets.insert(begins, Sheet { name, hidden });
            }
            0x0208 if body.get(12).is_some_and(|flags| flags & 0x20 != 0) => self.rows.extend(short(body, 0)),
            0x007d if body.get(8).is_some_and(|flags| flags & 1 != 0) => {
                let (Some(first), Some(last)) = (short(body, 0), short(body, 2)) else { return };
                if let Some(hidden) = self.columns.get_mut(usize::from(first)..=usize::from(last.min(255))) {
                    hidden.fill(true);
                }
            }
            0x00fd => {
                let shared = long(body, 6).and_then(|number| self.shared.get(usize::try_from(number).ok()?));
                if let (Some(at), Some(text)) = (at(), shared.map(|shared| shared.text.clone())) {
                    self.cell(at, text, false, range, intake);
                }
            }
            0x0204 | 0x00d6 => {
                if let (Some(at), Some(text)) = (at(), single(after(6), 2, self.page)) {
                    self.cell(at, text, false, range, intake);
                }
            }
            // A formula whose result is a text has 0 and FFFF in the place of its number.
            0x0006 | 0x0206 | 0x0406 => {
                self.formula = at().filter(|_| body.get(6) == Some(&0) && short(body, 12) == Some(0xffff));
            }
            0x0014 | 0x0015 => {
                let length_bytes = if self.page.is_some() { 1 } else { 2 };
                let Some(written) = single(body, length_bytes, self.page) else { return };
                let (passage, what) = if record.kind == 0x14 {
                    (Passage::Header, "page header")
                } else {
                    (Passage::Footer, "page footer")
                };
                self.of_sheet(page_heads::plain(&written), passage, what, range, intake);
            }
            // Titles and names of series in a chart.
            0x100d => {
                if let Some(text) = single(after(2), 1, self.page) {
                    self.of_sheet(text, Passage::Chart, "chart", range, intake);
                }
            }
            0x005d => {
                self.notes.object(body);
                self.is_note = short(body, 4) == Some(0x19);
                self.open = None;
            }
            0x01b6 => {
                self.notes.text_object(body);
                let missing = short(body, 10).map_or(0, usize::from);
                self.open =
                    (missing > 0 && !self.is_note).then(|| (missing, Text { range: range.clone(), ..Text::default() }));
            }
            0x003c => {
                self.notes.goes_on(body, range.start);
                self.goes_on(body, range.end, intake);
            }
            0x001c => {
                let note = if self.page.is_none() {
                    self.notes.note(body)
                } else {
                    Notes::older_note(body, self.page.unwrap_or(1252), range.start)
                };
                if let Some(note) = note {
                    self.of_sheet(
                        note.text,
                        Passage::Comment,
                        &format!("comment on {}", note.cell),
                        &note.range,
                        intake,
                    );
                }
            }
            _ => {}
        }
    }

    /// A sheet, a chart, or the workbook begins.
    fn begins(&mut self, record: &Record, body: &[u8]) {
        if self.first {
            self.first = false;
            self.page = (short(body, 0) != Some(0x0600)).then_some(1252);
        }
        // A chart in a sheet begins where the list names none.
        if let Some(sheet) = record.body.start.checked_sub(4).and_then(|at| self.sheets.get(&at)) {
            self.sheet = sheet.clone();
            self.rows.clear();
            self.columns = [false; 256];
            self.notes = Notes::default();
            self.boxes = 0;
            self.format.1 = record.body.start.saturating_sub(4);
        }
        self.formula = None;
    }

    /// Characters of a box of text.
    fn goes_on(&mut self, body: &[u8], end: usize, intake: &mut Intake) {
        let Some((missing, mut text)) = self.open.take() else { return };
        let Some((flags, raw)) = body.split_first() else { return };
        let width = if flags & 1 == 1 { 2 } else { 1 };
        let taken = missing.min(raw.len() / width);
        let raw = raw.get(..taken * width).unwrap_or_default();
        match width {
            1 => text.text.extend(raw.iter().map(|&byte| char::from(byte))),
            _ => text.text.push_str(&code_page::utf_16(raw)),
        }
        text.range.end = end;
        if taken > 0 && missing > taken {
            self.open = Some((missing - taken, text));
            return;
        }
        self.boxes += 1;
        let what = format!("text box {}", self.boxes);
        self.of_sheet(text.text, Passage::TextBox, &what, &text.range, intake);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::budget::{Budget, Purse};
    use crate::model::Format;

    fn made(kind: u16, body: &[u8]) -> Vec<u8> {
        [&kind.to_le_bytes()[..], &u16::try_from(body.len()).unwrap().to_le_bytes(), body].concat()
    }

    fn longs(numbers: &[u32]) -> Vec<u8> {
        numbers.iter().flat_map(|number| number.to_le_bytes()).collect()
    }

    #[test]
    fn cells_have_their_sheet_and_what_hides_them() {
        let begins = made(0x0809, &[&[0, 6, 5, 0][..], &[0; 12]].concat());
        let shared = made(0x00fc, &[&longs(&[2, 2])[..], b"\x04\0\0Plan", b"\x03\0\0Sum"].concat());
        let listed = |at: usize| {
            let at = u32::try_from(at).unwrap();
            made(0x0085, &[&longs(&[at])[..], &[0, 0], b"\x06\0Budget"].concat())
        };
        let at = begins.len() + shared.len() + listed(0).len();
        let cell =
            |row: u16, string: u32| made(0x00fd, &[&row.to_le_bytes()[..], &[1, 0, 0, 0], &longs(&[string])].concat());
        let hidden_row = made(0x0208, &[1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x20, 0, 0, 0]);
        let formula = made(0x0006, &[&[2, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff][..], &[0; 8]].concat());
        let result = made(0x0207, b"\x05\0\0May 1");
        let head = made(0x0014, b"\x08\0\0&CDraft ");
        let sheet = [begins.clone(), hidden_row, head, cell(0, 0), cell(1, 1), formula, result].concat();
        let bytes = [begins, shared, listed(at), sheet].concat();
        let stream = Stream::put_together("Workbook".to_owned(), bytes);
        let purse = Purse::new(Budget::default(), stream.bytes.len());
        let mut intake = Intake::new(Format::default(), &purse);
        read(&stream, 1_000, &mut intake);
        let words = intake.finish().words;
        let said: Vec<(&str, &str)> = words.iter().map(|run| (run.locus.path.as_str(), run.text.as_str())).collect();
        let expected = [
            ("name of sheet 1", "Budget"),
            ("sheet \"Budget\", page header", "Draft"),
            ("sheet \"Budget\", B1", "Plan"),
            ("sheet \"Budget\", B2", "Sum"),
            ("sheet \"Budget\", B3", "May 1"),
        ];
        assert_eq!(said, expected);
        assert_eq!(words[3].seen, Seen::Hidden(Concealment::HiddenCells));
        assert_eq!(words[4].written, Written::Field("FORMULA".to_owned()));
    }
}
