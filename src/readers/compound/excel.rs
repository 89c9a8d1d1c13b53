//! Excel 5 to 2003 (MS-XLS): a stream of records.

use super::{Sight, hand_over, words};
use crate::formats::budget::Purse;
use crate::formats::code_page;
use crate::formats::compound::directory::Stream;
use crate::formats::compound::excel::records::{Record, records};
use crate::formats::compound::notes::{Note, Notes};
use crate::formats::little_endian::{long, short};
use crate::model::trouble::LOCKED;
use crate::model::{Concealment, Edit, EditKind, Editability, Property, Reading, Role, Value};
use crate::properties::keys;
use crate::readers::{Intake, devmode};
use std::ops::Range;

/// The build and year of the program that wrote a part of the stream (BOF, 2.4.21): `rupBuild`, `rupYear`.
pub const BUILD: Property = Property::new("ole.excel.build", Role::Feature, Editability::F1);
/// The version of the program that saved the workbook last (BOF, `verLastXLSaved`).
pub const LAST_SAVED_BY: Property = Property::new("ole.excel.last-saved-by", Role::Feature, Editability::F1);
/// The version of the engine that calculated last (`RecalcId`, 2.4.215).
pub const CALCULATION: Property = Property::new(keys::OLD_CALCULATION, Role::Feature, Editability::F1);
/// Who opened the workbook for writing last (`WriteAccess`, 2.4.349).
pub const WRITE_ACCESS: Property = Property::new("ole.excel.write-access", Role::LastAuthor, Editability::F1);
/// Who reserved the workbook (`FileSharing`, 2.4.118).
pub const RESERVED_BY: Property = Property::new("ole.excel.file-sharing", Role::Identifying, Editability::F1);
/// Country of the program, and of the system (Country, 2.4.63).
pub const COUNTRY: Property = Property::new("ole.excel.country", Role::Locale, Editability::F1);
/// A sheet that is not shown (`BoundSheet8`, 2.4.28).
pub const HIDDEN_SHEET: Property =
    Property::plain(keys::OLD_HIDDEN_SHEET, Editability::F1).hidden(Concealment::HiddenSheet);
/// A sheet of macros of Excel 4 (`BoundSheet8`, `dt`).
pub const MACRO_SHEET: Property = Property::plain("ole.excel.macro-sheet", Editability::F1).hidden(Concealment::Script);
/// A typeface of the workbook (Font, 2.4.122).
pub const FONT: Property = Property::new(keys::OLD_FONT_LISTED, Role::FontName, Editability::F1);
/// The words of a note.
pub const NOTE: Property = Property::plain(keys::OLD_NOTE, Editability::F2).hidden(Concealment::Comment);
/// Who wrote a note (`NoteSh`, 2.4.179).
pub const NOTE_AUTHOR: Property = Property::plain(keys::OLD_NOTE_AUTHOR, Editability::F1);

/// Versions as `verLastXLSaved` counts them (2.4.21). The specification passes over 5 and ends at 7; workbooks with 6 were
/// calculated by Excel 2010, those with 7 by Excel 2013, and 66 of 66 public ones with 8 name version 16 in their properties.
const VERSIONS: &[&str] = &[
    "Excel 97",
    "Excel 2000",
    "Excel 2002",
    "Excel 2003",
    "Excel 2007",
    "Excel 2010",
    "Excel 2010",
    "Excel 2013",
    "Excel 2016",
];

/// Reads a workbook.
pub fn read(stream: &Stream, purse: &Purse, intake: &mut Intake) {
    let sight = Sight::of(stream);
    let bytes = stream.bytes.as_slice();
    purse.parsed(bytes.len());
    let mut reader = Workbook { sight, bytes, wide: true, page: 1252, first: true, notes: Notes::default() };
    for record in records(bytes) {
        if record.kind == 0x2f {
            intake.partial();
            intake.warn(LOCKED, "a password locks the workbook; valla read only its properties", None);
            return;
        }
        reader.record(&record, intake);
    }
    words::excel::read(stream, purse.budget.words_bytes, intake);
}

/// The drawings of a workbook (`MsoDrawingGroup`, 2.4.171): a record holds 8,224 bytes at most, so what is longer goes on in
/// records `Continue`, whose heads are left out.
#[must_use]
pub fn drawings(stream: &Stream) -> Stream {
    let (mut joined, mut goes_on) = (Vec::new(), false);
    for record in records(&stream.bytes) {
        goes_on = record.kind == 0xeb || goes_on && record.kind == 0x3c;
        if goes_on {
            joined.extend_from_slice(stream.bytes.get(record.body).unwrap_or_default());
        }
    }
    Stream::put_together(stream.path.clone(), joined)
}

struct Workbook<'a> {
    sight: Sight<'a>,
    bytes: &'a [u8],
    /// Whether strings say their width (BIFF8).
    wide: bool,
    page: u16,
    first: bool,
    /// The notes of the sheet that is being read.
    notes: Notes,
}

impl Workbook<'_> {
    fn tell(&self, property: &Property, range: Range<usize>, path: &str, text: String, intake: &mut Intake) {
        hand_over(&self.sight, property, range, path, Reading::Present(Value::Text(text)), intake);
    }

    fn record(&mut self, record: &Record, intake: &mut Intake) {
        let at = record.body.start;
        let body = self.bytes.get(record.body.clone()).unwrap_or_default();
        match record.kind {
            0x0809 if record.body.len() >= 8 => {
                // A chart is a stream of its own in the middle of a sheet; objects are numbered by sheets.
                if short(self.bytes, at + 2) == Some(0x10) {
                    self.notes = Notes::default();
                }
                let (build, year) = (short(self.bytes, at + 4).unwrap_or(0), short(self.bytes, at + 6).unwrap_or(0));
                if self.first {
                    self.wide = short(self.bytes, at) == Some(0x0600);
                    self.first = false;
                    let text = format!("build {build} of {year}");
                    self.tell(&BUILD, at + 4..at + 8, "BOF/rupBuild, rupYear", text, intake);
                    let lowest = long(self.bytes, at + 12).filter(|_| record.body.len() >= 16 && self.wide);
                    if let Some(name) = lowest.and_then(|bits| VERSIONS.get((bits >> 8 & 15) as usize)) {
                        self.tell(&LAST_SAVED_BY, at + 12..at + 16, "BOF/verLastXLSaved", (*name).to_owned(), intake);
                    }
                }
            }
            0x0042 => self.page = short(self.bytes, at).unwrap_or(1252),
            0x005c => {
                if let Some((text, range)) = self.string(at, record.body.end, 2) {
                    self.tell(&WRITE_ACCESS, range, "WriteAccess", text.trim().to_owned(), intake);
                }
            }
            0x005b => {
                if let Some((text, range)) = self.string(at + 4, record.body.end, 2) {
                    self.tell(&RESERVED_BY, range, "FileSharing", text, intake);
                }
            }
            0x008c => {
                let (program, system) = (short(self.bytes, at).unwrap_or(0), short(self.bytes, at + 2).unwrap_or(0));
                let text = format!("program {program}, system {system}");
                self.tell(&COUNTRY, at..at + 4, "Country", text, intake);
            }
            0x01c1 => {
                if let Some(engine) = long(self.bytes, at + 4) {
                    self.tell(&CALCULATION, at + 4..at + 8, "RecalcId/build", engine.to_string(), intake);
                }
            }
            0x0085 => {
                let state = self.bytes.get(at + 4).map_or(0, |state| state & 3);
                if self.bytes.get(at + 5) == Some(&1)
                    && let Some((text, range)) = self.string(at + 6, record.body.end, 1)
                {
                    self.tell(&MACRO_SHEET, range, "BoundSheet (macros)", text, intake);
                }
                if let Some((text, range)) = self.string(at + 6, record.body.end, 1).filter(|_| state != 0) {
                    let state = if state == 1 { "hidden" } else { "very hidden" };
                    self.tell(&HIDDEN_SHEET, range, &format!("BoundSheet ({state})"), text, intake);
                }
            }
            0x0031 => {
                if let Some((text, range)) = self.string(at + 14, record.body.end, 1)
                    && intake.first("typeface", &text)
                {
                    self.tell(&FONT, range, "Font", text, intake);
                }
            }
            0x005d => self.notes.object(body),
            0x01b6 => self.notes.text_object(body),
            0x003c => self.notes.goes_on(body, at),
            0x001c => self.note(record, intake),
            0x004d => {
                let body = at + 2..record.body.end;
                if let Some((name, range)) = self.bytes.get(body.clone()).and_then(devmode::printer) {
                    let range = body.start + range.start..body.start + range.end;
                    self.tell(&devmode::PRINTER, range, "Pls", name, intake);
                }
            }
            _ => {}
        }
    }

    /// A comment on a cell: its author, and its words as part of the record of changes.
    fn note(&mut self, record: &Record, intake: &mut Intake) {
        let (body, at) = (self.bytes.get(record.body.clone()).unwrap_or_default(), record.body.start);
        let author = self.string(at + 8, record.body.end, 2).filter(|_| self.wide);
        let note = if self.wide { self.notes.note(body) } else { Notes::older_note(body, self.page, at) };
        if let Some(Note { cell, text, range }) = note {
            let author = author.as_ref().map(|(author, _)| author.clone());
            self.tell(&NOTE, range.clone(), &format!("TxO, cell {cell}"), text.clone(), intake);
            let locus = self.sight.locus(&range, &format!("TxO, cell {cell}"));
            intake.edit(Edit { kind: EditKind::Comment, author, time: None, text, locus });
        }
        if let Some((author, range)) = author.filter(|(author, _)| intake.first("note", author)) {
            self.tell(&NOTE_AUTHOR, range, "NoteSh/stAuthor", author, intake);
        }
    }

    /// A string after its length of one or two bytes; since BIFF8 a byte says whether it is wide.
    fn string(&self, at: usize, end: usize, length_bytes: usize) -> Option<(String, Range<usize>)> {
        let length_bytes = if self.wide { length_bytes } else { 1 };
        let length = match length_bytes {
            1 => usize::from(*self.bytes.get(at)?),
            _ => usize::from(short(self.bytes, at)?),
        };
        let mut start = at + length_bytes;
        let mut unit = 1;
        if self.wide {
            unit = if self.bytes.get(start)? & 1 == 1 { 2 } else { 1 };
            start += 1;
        }
        let range = start..start + length * unit;
        if range.end > end || length == 0 {
            return None;
        }
        let raw = self.bytes.get(range.clone())?;
        let text = match (unit, self.wide) {
            (2, _) => code_page::utf_16(raw),
            // Narrow strings of BIFF8 are the lower halves of UTF-16.
            (_, true) => raw.iter().map(|&byte| char::from(byte)).collect(),
            (_, false) => code_page::decode(self.page, raw),
        };
        Some((text, range))
    }
}
