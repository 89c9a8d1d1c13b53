//! The properties of a document: core (ECMA-376, part 2, 11), extended (part 1, 22.2), custom (22.3), and labels of
//! sensitivity (MS-OFFCRYPTO 2.6.4).

use super::package::Part;
use super::part_reader::PartReader;
use crate::formats::xml::{Closed, Element};
use crate::model::{Editability, Property, Reading, Role, Value};
use crate::properties::keys;
use crate::readers::Intake;
use crate::readers::dates;

const F2: Editability = Editability::F2;

/// A core property: namespace, name, and the property.
type Core = (&'static str, &'static str, Property);

const CORE: &[Core] = &[
    ("dcterms", "created", Property::new(keys::CORE_CREATED, Role::Created, F2)),
    ("dcterms", "modified", Property::new(keys::CORE_MODIFIED, Role::Modified, F2)),
    ("cp", "lastPrinted", Property::new("ooxml.core.lastPrinted", Role::Printed, F2)),
    ("dc", "creator", Property::new("ooxml.core.creator", Role::Author, Editability::F3)),
    ("cp", "lastModifiedBy", Property::new("ooxml.core.lastModifiedBy", Role::LastAuthor, Editability::F3)),
    ("dc", "title", Property::new("ooxml.core.title", Role::Title, Editability::F3)),
    ("dc", "subject", Property::new("ooxml.core.subject", Role::Subject, Editability::F3)),
    ("dc", "identifier", Property::new("ooxml.core.identifier", Role::Identifier, F2)),
    ("dc", "language", Property::new("ooxml.core.language", Role::Locale, F2)),
    ("dc", "description", Property::plain("ooxml.core.description", Editability::F3)),
    ("cp", "revision", Property::plain(keys::CORE_REVISION, F2)),
    ("cp", "keywords", Property::plain("ooxml.core.keywords", Editability::F3)),
    ("cp", "category", Property::plain("ooxml.core.category", Editability::F3)),
    ("cp", "contentStatus", Property::plain("ooxml.core.contentStatus", Editability::F3)),
    ("cp", "contentType", Property::plain("ooxml.core.contentType", Editability::F3)),
    ("cp", "version", Property::plain("ooxml.core.version", Editability::F3)),
];

/// The application that wrote the document, as it names itself.
pub const APPLICATION: Property = Property::new("ooxml.app.Application", Role::Producer, F2);
/// Its version: `14.0000`.
pub const APP_VERSION: Property = Property::new("ooxml.app.AppVersion", Role::ProducerVersion, F2);
/// How long the document was edited, in minutes.
pub const TOTAL_TIME: Property = Property::new("ooxml.app.TotalTime", Role::EditTime, F2);
const TEMPLATE: Property = Property::new("ooxml.app.Template", Role::Template, F2);
const HYPERLINK_BASE: Property = Property::new("ooxml.app.HyperlinkBase", Role::Identifying, F2);
const PART_TITLE: Property = Property::plain("ooxml.app.TitlesOfParts", F2);
/// What the application counted when it saved (ISO/IEC 29500-1, 22.2.2).
const COUNTS: [Property; 5] = [
    Property::plain(keys::APPLICATION_WORDS, Editability::F3),
    Property::plain(keys::APPLICATION_PAGES, Editability::F3),
    Property::plain(keys::APPLICATION_CHARACTERS, Editability::F3),
    Property::plain(keys::APPLICATION_CHARACTERS_AND_BLANKS, Editability::F3),
    Property::plain(keys::APPLICATION_LINES, Editability::F3),
];
const LABEL: Property = Property::new("ooxml.label", Role::Identifying, F2);

/// Core properties.
#[derive(Debug, Default)]
pub struct CoreProperties;

impl PartReader for CoreProperties {
    fn close(&mut self, part: &Part, closed: &Closed<'_, '_>, intake: &mut Intake) {
        if closed.within.len() != 1 {
            return;
        }
        let path = format!("{}:{}", closed.space, closed.name);
        match CORE.iter().find(|(space, name, _)| closed.is(space, name)) {
            Some((_, _, property)) => {
                let date = matches!(property.role, Some(Role::Created | Role::Modified | Role::Printed));
                value(part, property, &path, closed, date, intake);
            }
            None => value(part, &Property::named(keys::CORE, closed.name), &path, closed, false, intake),
        }
    }
}

/// Extended properties.
#[derive(Debug, Default)]
pub struct ExtendedProperties;

impl PartReader for ExtendedProperties {
    fn close(&mut self, part: &Part, closed: &Closed<'_, '_>, intake: &mut Intake) {
        if closed.is("vt", "lpstr") && closed.is_within("ep", "TitlesOfParts") {
            part.text(&PART_TITLE, closed.range.clone(), "TitlesOfParts", &closed.text, intake);
            return;
        }
        // What holds other elements (vectors) has no text of its own.
        if closed.within.len() != 1 || closed.text.trim().is_empty() {
            return;
        }
        let property = match closed.name {
            "Application" => APPLICATION,
            "AppVersion" => APP_VERSION,
            "Template" => TEMPLATE,
            "HyperlinkBase" => HYPERLINK_BASE,
            "TotalTime" => {
                let reading = match minutes(&closed.text) {
                    Some(seconds) => Reading::Present(Value::Number(seconds)),
                    None => Reading::Unreadable(format!("not a number of minutes: {:?}", closed.text)),
                };
                part.hand_over(&TOTAL_TIME, closed.range.clone(), "TotalTime", reading, intake);
                return;
            }
            name => match COUNTS.iter().find(|count| keys::name(&count.key) == name) {
                Some(count) => count.clone(),
                None => Property { editability: Editability::F3, ..Property::named(keys::APPLICATION, name) },
            },
        };
        value(part, &property, closed.name, closed, false, intake);
    }
}

/// Minutes as programs write them, in seconds: a negative number is written as the complement of 2^32.
fn minutes(text: &str) -> Option<i64> {
    let minutes: i64 = text.trim().parse().ok()?;
    let signed = match u32::try_from(minutes) {
        Ok(minutes) => i64::from(minutes.cast_signed()),
        Err(_) => minutes,
    };
    // The largest value stands for none.
    (minutes != i64::from(u32::MAX)).then(|| signed.saturating_mul(60))
}

/// Custom properties.
#[derive(Debug, Default)]
pub struct CustomProperties {
    name: String,
}

impl PartReader for CustomProperties {
    fn open(&mut self, _: &Part, element: &Element<'_, '_>, _: &mut Intake) {
        if element.is("op", "property") {
            self.name = element.value("name").unwrap_or_default().into_owned();
        }
    }

    fn close(&mut self, part: &Part, closed: &Closed<'_, '_>, intake: &mut Intake) {
        if closed.space == "vt" && closed.within.last().is_some_and(|frame| frame.name == "property") {
            let property = Property::named(keys::CUSTOM, &self.name);
            value(part, &property, &self.name, closed, matches!(closed.name, "filetime" | "date"), intake);
        }
    }
}

/// Labels of sensitivity: which organisation marked the document.
#[derive(Debug, Default)]
pub struct Labels;

impl PartReader for Labels {
    fn open(&mut self, part: &Part, element: &Element<'_, '_>, intake: &mut Intake) {
        for attribute in element.attributes.iter().filter(|attribute| matches!(attribute.name, "siteId" | "id")) {
            if element.is("clbl", "label") {
                let path = format!("label/{}", attribute.name);
                part.text(&LABEL, attribute.range.clone(), &path, &attribute.value(), intake);
            }
        }
    }
}

fn value(part: &Part, property: &Property, path: &str, closed: &Closed<'_, '_>, is_date: bool, intake: &mut Intake) {
    let text = closed.text.trim();
    let reading = match text {
        "" => Reading::Absent,
        text if is_date => dates::iso(text),
        text => Reading::Present(Value::Text(text.to_owned())),
    };
    part.hand_over(property, closed.range.clone(), path, reading, intake);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edit_time_is_signed() {
        assert_eq!(minutes("83165"), Some(83_165 * 60));
        assert_eq!(minutes("4287839314"), Some(-7_127_982 * 60));
        assert_eq!(minutes("-5"), Some(-300));
        assert_eq!(minutes("4294967295"), None);
        assert_eq!(minutes("PT5M"), None);
    }
}
