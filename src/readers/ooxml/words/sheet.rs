//! Words of workbooks (18.2, 18.3): names of sheets, cells, heads and feet of pages. Numbers in cells are no words.

use super::TextReader;
use super::part_words::{Listing, PartWords, Sheet};
use super::strings::{RichText, unescape};
use crate::formats::page_heading;
use crate::formats::xml::{Closed, Element};
use crate::model::{Concealment, Locus, Passage, Seen, Words, Written};
use crate::readers::ooxml::appearance::Appearance;
use crate::readers::ooxml::package::Part;
use std::collections::BTreeMap;
use std::ops::Range;
use std::rc::Rc;

/// The names of sheets, and which are hidden.
#[derive(Debug, Default)]
pub(super) struct Workbook;

/// Takes in a sheet that a workbook lists: its name is words too.
pub(super) fn list(sheet: Sheet, part: &Part, range: Range<usize>, words: &mut PartWords) {
    let Listing::Sheets(sheets) = &mut words.listing else { return };
    sheets.push(sheet);
    let path = format!("sheet {}", sheets.len());
    let sheet = sheets.last().map(|sheet| (sheet.name.clone(), sheet.hidden));
    let (name, hidden) = sheet.unwrap_or_default();
    let seen = if hidden { Seen::Hidden(Concealment::HiddenSheet) } else { Seen::Shown };
    words.push(Words { seen, ..Words::new(name, Passage::Name, Locus { path, ..part.place(range) }) });
}

impl TextReader for Workbook {
    fn open(&mut self, part: &Part, element: &Element<'_, '_>, words: &mut PartWords) {
        if element.is("x", "workbook") {
            words.listing = Listing::Sheets(vec![]);
            words.name_the_part(&part.name);
        } else if element.is("x", "sheet")
            && let Some(name) = element.attribute("name")
        {
            let id = element.attributes.iter().find(|attribute| attribute.name == "id" && !attribute.prefix.is_empty());
            let sheet = Sheet {
                relationship: id.map(|id| id.value().into_owned()).unwrap_or_default(),
                name: name.value().into_owned(),
                hidden: element.value("state").is_some_and(|state| state != "visible"),
            };
            list(sheet, part, name.range.clone(), words);
        }
    }
}

/// What the value of a cell is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Value {
    /// A number, a truth, an error.
    #[default]
    None,
    /// The number of a shared string.
    Shared,
    /// Text.
    Text,
}

/// Which rows and columns are not shown, and where the next cell is.
#[derive(Debug, Default)]
pub(super) struct Grid {
    pub row: u32,
    pub column: u32,
    pub hidden_row: bool,
    /// The first and the last of columns that are not shown.
    pub hidden_columns: BTreeMap<u32, u32>,
}

impl Grid {
    /// The address of the cell that is at hand.
    pub(super) fn address(&self) -> String {
        format!("{}{}", letters(self.column), self.row)
    }

    /// Words of the cell that is at hand.
    pub(super) fn cell(&self, part: &Part, range: Range<usize>) -> Words {
        let mut words = Words::new("", Passage::Body, Locus { path: self.address(), ..part.place(range) });
        let columns = self.hidden_columns.range(..=self.column).next_back();
        if self.hidden_row || columns.is_some_and(|(_, last)| *last >= self.column) {
            words.seen = Seen::Hidden(Concealment::HiddenCells);
        }
        words
    }
}

/// The letters of a column, which begin with 1.
fn letters(mut column: u32) -> String {
    let mut letters = Vec::new();
    while column > 0 {
        letters.push(char::from_u32('A' as u32 + (column - 1) % 26).unwrap_or('A'));
        column = (column - 1) / 26;
    }
    letters.iter().rev().collect()
}

/// The column and the row of a cell's address: `B7`.
fn address(text: &str) -> Option<(u32, u32)> {
    let digits = text.find(|sign: char| sign.is_ascii_digit())?;
    let (letters, row) = text.split_at_checked(digits)?;
    let mut column = 0_u32;
    for letter in letters.bytes() {
        let place = letter.to_ascii_uppercase().checked_sub(b'A').filter(|place| *place < 26)?;
        column = column.checked_mul(26)?.checked_add(u32::from(place) + 1)?;
    }
    Some((column, row.parse().ok()?))
}

/// The reader of a sheet.
#[derive(Debug, Default)]
pub(super) struct Cells {
    appearance: Rc<Appearance>,
    /// Why the value of the cell that is open is not seen, where its format is the cause.
    hidden: Option<Concealment>,
    grid: Grid,
    value: Value,
    computed: bool,
    text: RichText,
    written: String,
}

impl Cells {
    /// Of a workbook that looks so.
    pub(super) fn looking(appearance: &Rc<Appearance>) -> Self {
        Self { appearance: Rc::clone(appearance), ..Self::default() }
    }

    fn end_cell(&mut self, part: &Part, closed: &Closed<'_, '_>, words: &mut PartWords) {
        let written = std::mem::take(&mut self.written);
        let mut cell = self.grid.cell(part, closed.range.clone());
        if let Some(why) = self.hidden.filter(|_| cell.seen == Seen::Shown) {
            cell.seen = Seen::Hidden(why);
        }
        if self.value == Value::None {
            // Noughts of sums that have nothing to add up are hidden on purpose everywhere.
            if self.hidden.is_some() && !matches!(written.trim(), "" | "0") {
                words.push_number(Words { text: written, ..cell });
            }
            return;
        }
        let inline = self.text.take();
        if self.value == Value::Shared {
            if let Ok(number) = written.trim().parse() {
                words.push_shared(cell, number);
            }
            return;
        }
        let text = if inline.is_empty() { unescape(&written).into_owned() } else { inline };
        let written = if self.computed { Written::Field("FORMULA".to_owned()) } else { Written::Typed };
        words.push(Words { text, written, ..cell });
    }
}

impl TextReader for Cells {
    fn open(&mut self, _: &Part, element: &Element<'_, '_>, words: &mut PartWords) {
        // What these paint under cells, or over the colour of their text, is not read.
        if matches!(element.name, "conditionalFormatting" | "tableParts" | "picture") {
            words.doubted.extend([Concealment::SameColour, Concealment::Blackened, Concealment::Invisible]);
        }
        if element.space != "x" {
            return;
        }
        let hidden = || element.value("hidden").is_some_and(|hidden| matches!(&*hidden, "1" | "true"));
        let number = |name: &str| element.value(name).and_then(|number| number.parse::<u32>().ok());
        match element.name {
            "col" if hidden() => {
                if let (Some(first), Some(last)) = (number("min"), number("max")) {
                    self.grid.hidden_columns.insert(first, last);
                }
            }
            "row" => {
                let row = number("r").unwrap_or(self.grid.row.saturating_add(1));
                (self.grid.row, self.grid.column, self.grid.hidden_row) = (row, 0, hidden());
            }
            "c" => {
                let stated = element.value("r").and_then(|stated| address(&stated));
                (self.grid.column, self.grid.row) =
                    stated.unwrap_or((self.grid.column.saturating_add(1), self.grid.row));
                self.computed = false;
                self.hidden = self.appearance.cells.of_cell(element.value("s").as_deref());
                self.value = match element.value("t").as_deref() {
                    Some("s") => Value::Shared,
                    // Dates are text as ISO 8601 writes it.
                    Some("str" | "inlineStr" | "d") => Value::Text,
                    _ => Value::None,
                };
            }
            "f" => self.computed = true,
            _ => {}
        }
    }

    fn close(&mut self, part: &Part, closed: &Closed<'_, '_>, words: &mut PartWords) {
        match (closed.space, closed.name) {
            ("x", "v") if self.value != Value::None || self.hidden.is_some() => self.written = closed.text.to_string(),
            ("x", "t") if self.value == Value::Text => self.text.take_in(closed),
            ("x", "c") => self.end_cell(part, closed, words),
            ("x", "oddHeader" | "evenHeader" | "firstHeader") => {
                heading(part, Passage::Header, &unescape(&closed.text), closed.range.clone(), words)
            }
            ("x", "oddFooter" | "evenFooter" | "firstFooter") => {
                heading(part, Passage::Footer, &unescape(&closed.text), closed.range.clone(), words)
            }
            _ => {}
        }
    }
}

/// The head or the foot of printed pages.
pub(super) fn heading(part: &Part, passage: Passage, coded: &str, range: Range<usize>, words: &mut PartWords) {
    let path = if passage == Passage::Header { "page header" } else { "page footer" };
    let locus = Locus { path: path.to_owned(), ..part.place(range) };
    words.push(Words::new(page_heading::text(coded), passage, locus));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_and_written_alike() {
        for (text, place) in [("A1", (1, 1)), ("Z9", (26, 9)), ("AA10", (27, 10)), ("XFD1048576", (16_384, 1_048_576))]
        {
            assert_eq!(address(text), Some(place));
            assert_eq!(format!("{}{}", letters(place.0), place.1), text);
        }
        assert_eq!(address("7"), Some((0, 7)));
        assert_eq!(address("B"), None);
        assert_eq!(address("AAAAAAAAAAAAAA1"), None);
        assert_eq!(address("\u{fc}1"), None);
    }
}
