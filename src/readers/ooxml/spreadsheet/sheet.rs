//! Sheets (18.3): what is hidden in them, functions that came with a version; and the fonts of a workbook (18.8.22).

use crate::formats::xml::{Closed, Element};
use crate::model::{Concealment, Editability, Property, Reading, Role, Value};
use crate::properties::keys;
use crate::readers::Intake;
use crate::readers::ooxml::features::FUNCTION;
use crate::readers::ooxml::package::Part;
use crate::readers::ooxml::part_reader::PartReader;
use crate::readers::ooxml::theme::FONT_USED;
use std::ops::Range;

/// How many rows or columns of a sheet have values and are not shown.
pub const HIDDEN: Property = Property::plain(keys::HIDDEN_CELLS, Editability::F3).hidden(Concealment::HiddenCells);
/// The link of a sheet to a program.
pub const OBJECT_PROGRAM: Property = Property::new(keys::OBJECT_PROGRAM, Role::Feature, Editability::F1);

/// The reader of a sheet.
#[derive(Debug, Default)]
pub struct Sheet {
    /// How many hidden rows have values, and where the first is.
    rows: (usize, Option<Range<usize>>),
    /// The hidden row that is open.
    row: Option<Range<usize>>,
    /// Hidden columns: the first and the last of each stretch, where that is said, and whether one of them has values.
    columns: Vec<(u32, u32, Range<usize>, bool)>,
    /// The column that is open, counted from 1.
    column: u32,
}

/// More stretches of hidden columns are not looked at.
const STRETCHES: usize = 500;

/// The column of a reference to a cell (18.18.62), counted from 1.
fn column_of(reference: &str) -> Option<u32> {
    let letters = reference.bytes().take_while(u8::is_ascii_alphabetic).take(4);
    let column = letters.fold(0, |column, letter| column * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1);
    (column > 0).then_some(column)
}

impl Sheet {
    /// The open cell has a value.
    fn has_value(&mut self) {
        if let Some(range) = self.row.take() {
            self.rows.0 += 1;
            self.rows.1.get_or_insert(range);
        }
        for (first, last, _, has_values) in &mut self.columns {
            *has_values |= (*first..=*last).contains(&self.column);
        }
    }
}

impl PartReader for Sheet {
    fn open(&mut self, part: &Part, element: &Element<'_, '_>, intake: &mut Intake) {
        let hidden = || element.value("hidden").is_some_and(|hidden| hidden == "1" || hidden == "true");
        match (element.space, element.name) {
            ("x", "row") => {
                self.row = hidden().then(|| element.range.clone());
                self.column = 0;
            }
            ("x", "c") => {
                let stated = element.value("r").and_then(|reference| column_of(&reference));
                self.column = stated.unwrap_or(self.column.saturating_add(1));
            }
            ("x", "col") if hidden() && self.columns.len() < STRETCHES => {
                let number = |name: &str| element.value(name).and_then(|number| number.parse().ok());
                let first = number("min").unwrap_or(1);
                let last = number("max").unwrap_or(first);
                self.columns.push((first, last, element.range.clone(), false));
            }
            ("x", "oleObject") => {
                if let Some(program) = element.attribute("progId") {
                    part.text(&OBJECT_PROGRAM, program.range.clone(), "oleObject", &program.value(), intake);
                }
            }
            _ => {}
        }
    }

    fn close(&mut self, part: &Part, closed: &Closed<'_, '_>, intake: &mut Intake) {
        let is_value = closed.space == "x" && matches!(closed.name, "v" | "t" | "f");
        if is_value && !closed.text.trim().is_empty() && closed.is_within("x", "c") {
            self.has_value();
        }
        if !closed.is("x", "f") {
            return;
        }
        // Functions that are younger than the format carry a prefix (MS-XLSX 2.2.2).
        for (at, _) in closed.text.match_indices("_xl") {
            let rest = closed.text.get(at..).unwrap_or_default();
            let length =
                rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '.' || c == '_')).unwrap_or(rest.len());
            let name = rest.get(..length).unwrap_or_default();
            let prefixed = name.starts_with("_xlfn.") || name.starts_with("_xlws.");
            if prefixed && intake.first("function", name) {
                part.text(&FUNCTION, closed.range.clone(), "f", name, intake);
            }
        }
    }

    fn end(&mut self, part: &Part, intake: &mut Intake) {
        let with_values = || self.columns.iter().filter(|(.., has_values)| *has_values);
        let columns = (with_values().count(), with_values().next().map(|(_, _, range, _)| range.clone()));
        for (kind, (count, range)) in [("rows", std::mem::take(&mut self.rows)), ("columns", columns)] {
            if let Some(range) = range {
                let value = Reading::Present(Value::Number(i64::try_from(count).unwrap_or(i64::MAX)));
                part.hand_over(&HIDDEN, range.clone(), &format!("hidden {kind}"), value, intake);
            }
        }
    }
}

/// The fonts of a workbook.
#[derive(Debug, Default)]
pub struct Styles;

impl PartReader for Styles {
    fn open(&mut self, part: &Part, element: &Element<'_, '_>, intake: &mut Intake) {
        if let Some(name) =
            element.attribute("val").filter(|_| element.is("x", "name") && element.is_within("x", "font"))
        {
            part.text(&FONT_USED, name.range.clone(), "font/name", &name.value(), intake);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_counted_from_their_letters() {
        assert_eq!([column_of("A1"), column_of("Z9"), column_of("aa10")], [Some(1), Some(26), Some(27)]);
        assert_eq!(column_of("12"), None);
    }
}
