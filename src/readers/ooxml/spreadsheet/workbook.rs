//! The workbook (18.2): which versions wrote it and calculated it last, where it lay, which sheets it hides.

use crate::formats::xml::{Closed, Element};
use crate::model::{Concealment, Editability, Property, Role};
use crate::properties::keys;
use crate::readers::Intake;
use crate::readers::ooxml::histories::USER;
use crate::readers::ooxml::package::Part;
use crate::readers::ooxml::part_reader::PartReader;
use crate::readers::program_words::{self, Place};

/// What `fileVersion` says (18.2.13): `lastEdited`, `lowestEdited`, `rupBuild`.
pub const FILE_VERSION: Property = Property::new("ooxml.workbook.fileVersion", Role::Feature, Editability::F1);
/// The version of the engine that calculated last (18.2.2).
pub const CALCULATION: Property = Property::new(keys::WORKBOOK_CALCULATION, Role::Feature, Editability::F1);
/// The folder in which the workbook was saved (MS-XLSX 2.4.1).
pub const PATH: Property = Property::new("ooxml.workbook.absPath", Role::Identifying, Editability::F1);
/// A sheet that is not shown.
pub const HIDDEN_SHEET: Property =
    Property::plain(keys::HIDDEN_SHEET, Editability::F3).hidden(Concealment::HiddenSheet);
/// Who reserved the workbook for writing.
pub const RESERVED_BY: Property = Property::new("ooxml.workbook.fileSharing", Role::Identifying, Editability::F2);
/// The id of the workbook in shared editing.
pub const DOCUMENT_ID: Property = Property::new("ooxml.workbook.documentId", Role::Identifier, Editability::F1);
/// A name that is defined and not shown.
pub const HIDDEN_NAME: Property = Property::plain(keys::HIDDEN_NAME, Editability::F2).hidden(Concealment::HiddenName);

/// As what sheets are noted that everybody sees.
pub(super) const SHOWN: &str = "sheet shown";

/// The reader.
#[derive(Debug, Default)]
pub struct Workbook {
    hidden_name: String,
}

impl PartReader for Workbook {
    fn open(&mut self, part: &Part, element: &Element<'_, '_>, intake: &mut Intake) {
        let mut tell = |property: &Property, name: &str, path: &str, prefix: &str| {
            if let Some(attribute) = element.attribute(name) {
                part.text(property, attribute.range.clone(), path, &format!("{prefix}{}", attribute.value()), intake);
            }
        };
        match (element.space, element.name) {
            ("x", "fileVersion") => {
                for name in ["appName", "lastEdited", "lowestEdited", "rupBuild"] {
                    tell(&FILE_VERSION, name, &format!("fileVersion/{name}"), &format!("{name}="));
                }
            }
            ("x", "calcPr") => tell(&CALCULATION, "calcId", "calcPr/calcId", ""),
            ("x15ac", "absPath") => tell(&PATH, "url", "x15ac:absPath", ""),
            ("x", "customWorkbookView") => tell(&USER, "name", "customWorkbookView/name", ""),
            ("x", "fileSharing") => tell(&RESERVED_BY, "userName", "fileSharing/userName", ""),
            ("xr", "revisionPtr") => tell(&DOCUMENT_ID, "documentId", "xr:revisionPtr/documentId", ""),
            ("x", "sheet") if element.value("state").is_some_and(|state| state != "visible") => {
                let state = element.value("state").unwrap_or_default();
                tell(&HIDDEN_SHEET, "name", &format!("sheet ({state})"), "");
            }
            ("x", "sheet") => _ = intake.first(SHOWN, &element.value("name").unwrap_or_default()),
            ("x", "definedName") => {
                let hidden = element.value("hidden").is_some_and(|hidden| hidden == "1" || hidden == "true");
                self.hidden_name =
                    if hidden { element.value("name").unwrap_or_default().into_owned() } else { String::new() };
            }
            _ => {}
        }
    }

    fn close(&mut self, part: &Part, closed: &Closed<'_, '_>, intake: &mut Intake) {
        // Programs hide the names of ranges that they use themselves; a text is none.
        let is_of_program =
            || program_words::without(Place::Name, &self.hidden_name) != self.hidden_name && !closed.text.contains('"');
        if closed.is("x", "definedName") && !self.hidden_name.is_empty() && !is_of_program() {
            let text = format!("{} = {}", self.hidden_name, closed.text);
            part.text(&HIDDEN_NAME, closed.range.clone(), "definedName", &text, intake);
        }
    }
}
