//! Settings (17.15): identifiers of saves, variables of programs, mode of compatibility, protection.

use crate::formats::xml::{Closed, Element};
use crate::model::{Editability, Property, Reading, Role, Value};
use crate::properties::keys;
use crate::readers::ooxml::package::Part;
use crate::readers::ooxml::part_reader::{PartReader, is_on};
use crate::readers::{Intake, grammarly, variables};
use std::ops::Range;

/// The first save of the document's ancestor (17.15.1.71).
pub const RSID_ROOT: Property = Property::new(keys::SAVE_ROOT, Role::Identifier, Editability::F1);
/// The saves of the document, as random numbers in their order (17.15.1.72).
pub const RSIDS: Property = Property::plain(keys::SAVE_MARKS, Editability::F1);
/// A variable that a program keeps in the document (17.15.1.32).
pub const VARIABLE: Property = Property::plain("ooxml.settings.docVar", Editability::F1);
/// The name of the attached template is behind a relationship; this says that there is one.
pub const PROTECTION: Property = Property::plain("ooxml.settings.documentProtection", Editability::F2);
/// A setting of compatibility, as `compatibilityMode=15`.
pub const COMPATIBILITY: Property = Property::new("ooxml.settings.compatSetting", Role::Feature, Editability::F1);
/// `w14:docId` and `w15:docId`: random, kept by copies.
pub const DOCUMENT_ID: Property = Property::new("ooxml.settings.docId", Role::Identifier, Editability::F1);
/// Languages of the theme's fonts (17.15.1.88).
pub const LANGUAGE: Property = Property::new("ooxml.settings.themeFontLang", Role::Locale, Editability::F2);
/// A switch that is on: changes are tracked, personal information is removed.
pub const SWITCH: Property = Property::plain("ooxml.settings.switch", Editability::F2);
/// A path or address of data for a form letter (17.14).
pub const DATA_SOURCE: Property = Property::new("ooxml.settings.mailMerge", Role::Identifying, Editability::F2);

/// So many identifiers of saves are kept.
const RSID_LIMIT: usize = 200;

/// The reader.
#[derive(Debug, Default)]
pub struct Settings {
    rsids: Vec<String>,
    count: usize,
    range: Option<Range<usize>>,
}

impl PartReader for Settings {
    fn open(&mut self, part: &Part, element: &Element<'_, '_>, intake: &mut Intake) {
        let value = element.attribute("val");
        match (element.space, element.name) {
            ("w", "rsidRoot") => {
                if let Some(value) = value {
                    part.text(&RSID_ROOT, value.range.clone(), "w:rsidRoot", &value.value(), intake);
                }
            }
            ("w", "rsid") => {
                self.count += 1;
                if let Some(value) = value.filter(|_| self.rsids.len() < RSID_LIMIT) {
                    self.rsids.push(value.value().into_owned());
                }
            }
            ("w", "docVar") => {
                if let (Some(name), Some(value)) = (element.value("name"), value) {
                    let path = format!("w:docVar {name}");
                    let variable = Property { hidden: variables::hidden(&name), ..VARIABLE };
                    part.text(&variable, value.range.clone(), &path, &value.value(), intake);
                    if let Some(moment) = grammarly::first_session(&value.value()) {
                        let reading = Reading::Present(Value::Moment(moment));
                        part.hand_over(&grammarly::FIRST_SESSION, value.range.clone(), &path, reading, intake);
                    }
                }
            }
            ("w", "compatSetting") => {
                if let (Some(name), Some(value)) = (element.value("name"), value) {
                    let text = format!("{name}={}", value.value());
                    part.text(&COMPATIBILITY, value.range.clone(), "w:compatSetting", &text, intake);
                }
            }
            ("w14" | "w15", "docId") => {
                if let Some(value) = value {
                    let path = format!("{}:docId", element.space);
                    part.text(&DOCUMENT_ID, value.range.clone(), &path, &value.value(), intake);
                }
            }
            ("w", "themeFontLang") => {
                for attribute in element.attributes {
                    let path = format!("w:themeFontLang/{}", attribute.name);
                    part.text(&LANGUAGE, attribute.range.clone(), &path, &attribute.value(), intake);
                }
            }
            ("w", "documentProtection") => {
                let kind = element.value("edit").unwrap_or_default();
                part.text(&PROTECTION, element.range.clone(), "w:documentProtection", &kind, intake);
            }
            ("w", "trackRevisions" | "removePersonalInformation" | "removeDateAndTime" | "hideSpellingErrors")
                if is_on(element.value("val").as_deref()) =>
            {
                part.text(&SWITCH, element.range.clone(), &format!("w:{}", element.name), element.name, intake);
            }
            ("w", "connectString" | "query" | "udl") if element.is_within("w", "mailMerge") => {
                if let Some(value) = value {
                    let path = format!("w:mailMerge/{}", element.name);
                    part.text(&DATA_SOURCE, value.range.clone(), &path, &value.value(), intake);
                }
            }
            _ => {}
        }
    }

    fn close(&mut self, _: &Part, closed: &Closed<'_, '_>, _: &mut Intake) {
        if closed.is("w", "rsids") {
            self.range = Some(closed.range.clone());
        }
    }

    fn end(&mut self, part: &Part, intake: &mut Intake) {
        if let Some(range) = self.range.take() {
            let list = self.rsids.join(" ");
            let path = format!("w:rsids ({} saves)", self.count);
            part.hand_over(&RSIDS, range, &path, Reading::Present(Value::Text(list)), intake);
        }
    }
}
