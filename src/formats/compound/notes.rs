//! Comments on cells of an Excel workbook: the record of a note (MS-XLS 2.4.179, `NoteSh`) names an object by its number, and
//! that object (2.4.181, `Obj`) has its words in a text object (2.4.329, `TxO`) and the `Continue` records after it. Before
//! Excel 97 the note holds its words itself.

use crate::formats::code_page;
use crate::formats::little_endian::short;
use std::collections::HashMap;
use std::ops::Range;

/// The kind of an object that is a note (2.5.143, `FtCmo`).
const NOTE: u16 = 0x0019;
/// A comment has 32,767 characters at most.
const CHARACTERS: usize = 32_767;

/// A note with its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The cell, as its column and row are written.
    pub cell: String,
    /// The words.
    pub text: String,
    /// Where they are in the stream.
    pub range: Range<usize>,
}

/// What objects of the sheet that is being read say.
#[derive(Debug, Default)]
pub struct Notes {
    /// The object that was read last, where it is a note.
    object: Option<u16>,
    /// The text that is being read, and how many of its characters are missing.
    open: Option<(u16, usize)>,
    texts: HashMap<u16, (String, Range<usize>)>,
}

impl Notes {
    /// An object (`Obj`): the first of its parts says what it is, and its number.
    pub fn object(&mut self, body: &[u8]) {
        self.open = None;
        self.object = (short(body, 0) == Some(0x15) && short(body, 4) == Some(NOTE)).then(|| short(body, 6)).flatten();
    }

    /// A text object (`TxO`): how many characters follow.
    pub fn text_object(&mut self, body: &[u8]) {
        let characters = short(body, 10).map_or(0, usize::from).min(CHARACTERS);
        self.open = self.object.take().map(|number| (number, characters)).filter(|_| characters > 0);
    }

    /// A record that goes on with the one before: a byte that says how wide its characters are, and characters.
    pub fn goes_on(&mut self, body: &[u8], at: usize) {
        let Some((number, missing)) = self.open else { return };
        let (Some(flags), Some(raw)) = (body.first(), body.get(1..)) else { return };
        let unit = if flags & 1 == 1 { 2 } else { 1 };
        let taken = missing.min(raw.len() / unit);
        let raw = raw.get(..taken * unit).unwrap_or_default();
        let text = if unit == 2 { code_page::utf_16(raw) } else { raw.iter().map(|&byte| char::from(byte)).collect() };
        let place = at + 1..at + 1 + raw.len();
        let (whole, range) = self.texts.entry(number).or_insert_with(|| (String::new(), place.clone()));
        whole.push_str(&text);
        range.end = place.end;
        self.open = Some((number, missing - taken)).filter(|(_, missing)| *missing > 0);
    }

    /// The note of a record `NoteSh` of BIFF8.
    pub fn note(&mut self, body: &[u8]) -> Option<Note> {
        let (row, column) = (short(body, 0)?, short(body, 2)?);
        let (text, range) = self.texts.remove(&short(body, 6)?)?;
        Some(Note { cell: cell(row, column), text, range })
    }

    /// The note of a record `Note` of BIFF5 and before: row, column, length, words in a code page. What is longer goes on in
    /// records whose row is FFFF, which are not joined.
    pub fn older_note(body: &[u8], page: u16, at: usize) -> Option<Note> {
        let (row, column, length) = (short(body, 0)?, short(body, 2)?, usize::from(short(body, 4)?));
        let raw = body.get(6..)?;
        let raw = raw.get(..length.min(raw.len()))?;
        let text = code_page::decode(page, raw);
        (row != 0xffff && !raw.is_empty()).then(|| Note {
            cell: cell(row, column),
            text,
            range: at + 6..at + 6 + raw.len(),
        })
    }
}

/// A cell as spreadsheets name it: `A1`.
#[must_use]
pub fn cell(row: u16, column: u16) -> String {
    let (mut letters, mut rest) = (Vec::new(), u32::from(column));
    loop {
        letters.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or(0)));
        rest /= 26;
        if rest == 0 {
            break;
        }
        rest -= 1;
    }
    letters.iter().rev().collect::<String>() + &(u32::from(row) + 1).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_named_as_spreadsheets_do() {
        assert_eq!(
            [cell(0, 0), cell(9, 25), cell(0, 26), cell(0, 255)],
            ["A1".to_owned(), "Z10".to_owned(), "AA1".to_owned(), "IV1".to_owned()]
        );
    }

    #[test]
    fn words_go_over_two_records_of_different_width() {
        let mut notes = Notes::default();
        notes.object(&[0x15, 0, 0x12, 0, 0x19, 0, 7, 0]);
        notes.text_object(&[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 0, 16, 0]);
        notes.goes_on(&[0, b'a', b'b'], 100);
        notes.goes_on(&[1, 0x16, 0x04], 110);
        // After the words is their form, in a record of the same kind.
        notes.goes_on(&[0, 0, 0, 0], 120);
        let note = notes.note(&[1, 0, 2, 0, 0, 0, 7, 0]).expect("there is a note");
        assert_eq!((note.cell.as_str(), note.text.as_str(), note.range), ("C2", "abЖ", 101..113));
    }
}
