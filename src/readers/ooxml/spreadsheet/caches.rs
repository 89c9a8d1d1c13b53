//! Figures that a workbook keeps from elsewhere: of other workbooks (ECMA-376, part 1, 18.14) and of the data behind its pivot tables
//! (18.10), and whence it fetches data (18.13).

use crate::formats::xml::{Closed, Element};
use crate::model::{Concealment, Editability, Property, Reading, Role, Value};
use crate::readers::Intake;
use crate::readers::ooxml::package::Part;
use crate::readers::ooxml::part_reader::PartReader;
use crate::readers::ooxml::spreadsheet::workbook::SHOWN;
use std::borrow::Cow;

/// Figures of another workbook.
pub const OTHER_WORKBOOK: Property =
    Property::plain("ooxml.cached.workbook", Editability::F1).hidden(Concealment::CachedValues);
/// The records behind a pivot table.
pub const RECORDS: Property = Property::plain("ooxml.cached.pivot", Editability::F1).hidden(Concealment::CachedValues);
/// An address from which a workbook fetches data.
pub const FETCHED: Property =
    Property::new("ooxml.connection", Role::Identifying, Editability::F1).hidden(Concealment::Remote);
/// A database or a file from which it does, and what it asks there.
pub const CONNECTION: Property = Property::new("ooxml.connection.source", Role::Identifying, Editability::F1);

/// So many values are named.
const NAMED: usize = 12;
/// Of a value so many characters.
const VALUE: usize = 60;

/// Values that are counted, the first of which are named.
#[derive(Debug, Default)]
struct Values {
    count: u64,
    first: Vec<String>,
}

impl Values {
    fn take(&mut self, value: &str) {
        let value = value.trim();
        if !value.is_empty() {
            self.count += 1;
            if self.first.len() < NAMED && !self.first.iter().any(|known| known == value) {
                self.first.push(value.chars().take(VALUE).collect());
            }
        }
    }

    /// The first ones, as they are told.
    fn said(&self) -> String {
        let more = if self.count > self.first.len() as u64 { ", ..." } else { "" };
        format!("{}{more}", self.first.join(", "))
    }
}

/// Another workbook to which this one refers.
#[derive(Debug, Default)]
pub struct OtherWorkbook {
    sheets: Values,
    values: Values,
}

impl PartReader for OtherWorkbook {
    fn open(&mut self, _: &Part, element: &Element<'_, '_>, _: &mut Intake) {
        if element.is("x", "sheetName") {
            self.sheets.take(&element.value("val").unwrap_or_default());
        }
    }

    fn close(&mut self, _: &Part, closed: &Closed<'_, '_>, _: &mut Intake) {
        if closed.is("x", "v") && closed.is_within("x", "sheetData") {
            self.values.take(&closed.text);
        }
    }

    fn end(&mut self, part: &Part, intake: &mut Intake) {
        if self.values.count > 0 {
            let text = format!(
                "{} values of another workbook (sheets: {}): {}",
                self.values.count,
                self.sheets.said(),
                self.values.said()
            );
            let value = Reading::Present(Value::Text(text));
            intake.evidence(&OTHER_WORKBOOK, b"", value, part.whole("externalLink/sheetDataSet"));
        }
    }
}

/// The data behind a pivot table: the definition has the values that fields share.
#[derive(Debug, Default)]
pub struct PivotData {
    /// The sheet whose data they are, where it is said.
    sheet: Option<String>,
    /// Whether they are a table of the workbook, wherever it is.
    is_table: bool,
    fields: Values,
    values: Values,
    records: u64,
}

impl PartReader for PivotData {
    fn open(&mut self, _: &Part, element: &Element<'_, '_>, _: &mut Intake) {
        if element.space != "x" {
            return;
        }
        match element.name {
            "pivotCacheDefinition" => {
                let records = element.value("recordCount").and_then(|count| count.parse().ok());
                let are_kept = element.value("saveData").is_none_or(|kept| !matches!(&*kept, "0" | "false"));
                self.records = records.filter(|_| are_kept).unwrap_or(0);
            }
            "worksheetSource" => {
                // A relationship leads to another workbook.
                let is_here = !element.attributes.iter().any(|attribute| attribute.name == "id");
                self.sheet = element.value("sheet").filter(|_| is_here).map(Cow::into_owned);
                self.is_table = is_here && self.sheet.is_none();
            }
            "cacheField" => self.fields.take(&element.value("name").unwrap_or_default()),
            "s" | "n" | "d" if element.is_within("x", "sharedItems") => {
                self.values.take(&element.value("v").unwrap_or_default());
            }
            _ => {}
        }
    }

    fn end(&mut self, part: &Part, intake: &mut Intake) {
        // What a sheet shows that everybody sees is no secret of the cache.
        let is_shown = self.sheet.as_ref().is_some_and(|sheet| intake.has_seen(SHOWN, sheet));
        if self.records == 0 || self.is_table || is_shown {
            return;
        }
        let source = match &self.sheet {
            Some(sheet) => {
                format!("of {:?}, a sheet that is hidden or gone", sheet.chars().take(VALUE).collect::<String>())
            }
            None => "from elsewhere".to_owned(),
        };
        let text = format!(
            "{} records {source}, which pivot tables add up (columns: {}): {}",
            self.records,
            self.fields.said(),
            self.values.said()
        );
        intake.evidence(&RECORDS, b"", Reading::Present(Value::Text(text)), part.whole("pivotCacheDefinition"));
    }
}

/// Whence a workbook fetches data.
#[derive(Debug, Default)]
pub struct Connections;

impl PartReader for Connections {
    fn open(&mut self, part: &Part, element: &Element<'_, '_>, intake: &mut Intake) {
        let (property, names): (&Property, &[&str]) = match element.name {
            "webPr" => (&FETCHED, &["url"]),
            "dbPr" => (&CONNECTION, &["connection", "command"]),
            "textPr" => (&CONNECTION, &["sourceFile"]),
            "connection" => (&CONNECTION, &["sourceFile", "odcFile"]),
            _ => return,
        };
        for attribute in element.attributes.iter().filter(|attribute| names.contains(&attribute.name)) {
            let path = format!("{}/{}", element.name, attribute.name);
            part.text(property, attribute.range.clone(), &path, &attribute.value(), intake);
        }
    }
}
