//! Sheets (18.3): what is hidden in them, functions that came with a version; and the fonts of a workbook (18.8.22).

use crate::formats::xml::{Closed, Element};
use crate::model::{Editability, Property, Reading, Role, Value};
use crate::properties::keys;
use crate::readers::Intake;
use crate::readers::ooxml::features::FUNCTION;
use crate::readers::ooxml::package::Part;
use crate::readers::ooxml::part_reader::PartReader;
use crate::readers::ooxml::theme::FONT_USED;
use std::ops::Range;

/// How many rows or columns of a sheet are not shown.
pub const HIDDEN: Property = Property::plain(keys::HIDDEN_CELLS, Editability::F3);
/// The link of a sheet to a program.
pub const OBJECT_PROGRAM: Property = Property::new(keys::OBJECT_PROGRAM, Role::Feature, Editability::F1);

/// The reader of a sheet.
#[derive(Debug, Default)]
pub struct Sheet {
    rows: (usize, Option<Range<usize>>),
    columns: (usize, Option<Range<usize>>),
}

impl PartReader for Sheet {
    fn open(&mut self, part: &Part, element: &Element<'_, '_>, intake: &mut Intake) {
        let hidden = || element.value("hidden").is_some_and(|hidden| hidden == "1" || hidden == "true");
        match (element.space, element.name) {
            ("x", "row") if hidden() => {
                self.rows.0 += 1;
                self.rows.1.get_or_insert(element.range.clone());
            }
            ("x", "col") if hidden() => {
                self.columns.0 += 1;
                self.columns.1.get_or_insert(element.range.clone());
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
        for (kind, (count, range)) in [("rows", &self.rows), ("columns", &self.columns)] {
            if let Some(range) = range {
                let value = Reading::Present(Value::Number(i64::try_from(*count).unwrap_or(i64::MAX)));
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
