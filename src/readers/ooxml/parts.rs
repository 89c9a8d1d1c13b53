//! Which reader a part of XML has: by its root element.

use super::package::{Package, Part};
use super::{features, histories, presentation, properties, spreadsheet, theme, wordprocessing};
use crate::model::{Editability, Moment, Property, Reading, Role, Value};
use crate::readers::Intake;
use crate::readers::dates;
use crate::readers::xml::{Closed, Element, Markup};

/// Reads one part of XML, element by element.
pub trait PartReader {
    /// An element begins.
    fn open(&mut self, _: &Part, _: &Element<'_, '_>, _: &mut Intake) {}

    /// An element ends.
    fn close(&mut self, _: &Part, _: &Closed<'_, '_>, _: &mut Intake) {}

    /// The part ends.
    fn end(&mut self, _: &Part, _: &mut Intake) {}
}

/// A part of which nothing but its namespaces is read.
#[derive(Debug, Default)]
struct Unread;

impl PartReader for Unread {}

/// The reader of parts with this root.
fn reader_of(space: &str, name: &str) -> Box<dyn PartReader> {
    match (space, name) {
        ("cp", "coreProperties") => Box::new(properties::CoreProperties),
        ("ep", "Properties") => Box::new(properties::ExtendedProperties),
        ("op", "Properties") => Box::<properties::CustomProperties>::default(),
        ("clbl", "labelList") => Box::new(properties::Labels),
        ("w", "settings") => Box::<wordprocessing::settings::Settings>::default(),
        ("w", "styles") => Box::<wordprocessing::styles::Styles>::default(),
        ("w", "fonts") => Box::<wordprocessing::styles::FontTable>::default(),
        ("w15", "people") => Box::new(wordprocessing::people::People),
        ("w16cex", "commentsExtensible") => Box::new(wordprocessing::people::CommentTimes),
        ("w", "document" | "hdr" | "ftr" | "footnotes" | "endnotes" | "comments" | "glossaryDocument") => {
            Box::<wordprocessing::body::Body>::default()
        }
        ("pc", "chgInfo") => Box::<histories::Changes>::default(),
        ("p1510", "revInfo") => Box::<histories::Clients>::default(),
        ("x", "headers" | "users") => Box::<histories::Users>::default(),
        ("x", "revisions") => Box::<histories::Log>::default(),
        ("a", "theme") => Box::<theme::Theme>::default(),
        ("x", "workbook") => Box::<spreadsheet::workbook::Workbook>::default(),
        ("x", "worksheet" | "chartsheet" | "dialogsheet") => Box::<spreadsheet::sheet::Sheet>::default(),
        ("x", "styleSheet") => Box::new(spreadsheet::sheet::Styles),
        ("x", "comments") => Box::<spreadsheet::comments::Comments>::default(),
        ("tc", "ThreadedComments") => Box::<spreadsheet::comments::ThreadedComments>::default(),
        ("tc", "personList") => Box::new(spreadsheet::comments::Persons),
        ("p", "cmLst" | "cmAuthorLst") | ("p188", "cmLst" | "authorLst") => Box::<presentation::Comments>::default(),
        ("p", _) => Box::<presentation::Slide>::default(),
        (_, "Signature") => Box::new(SignatureTime),
        _ => Box::new(Unread),
    }
}

/// Reads a part of XML.
pub fn read(package: &Package<'_>, part: &Part, features: &mut features::Features, intake: &mut Intake) {
    let mut reader: Option<Box<dyn PartReader>> = None;
    let declarations = part.walk(package.purse, intake, |markup, intake| match markup {
        Markup::Open(element) => {
            let reader = reader.get_or_insert_with(|| reader_of(element.space, element.name));
            features.element(part, element);
            reader.open(part, element, intake);
        }
        Markup::Close(closed) => {
            if let Some(reader) = reader.as_mut() {
                reader.close(part, closed, intake);
            }
        }
    });
    features.declarations(part, declarations);
    if let Some(mut reader) = reader {
        reader.end(part, intake);
    }
}

/// When a signature of the document says that it was made (ECMA-376, part 2, 13; MS-OFFCRYPTO 2.5.2).
const SIGNED: Property = Property::new("ooxml.signature.time", Role::SignatureTime, Editability::F0);
/// Who signed, as the signature's certificate is named.
const SIGNER: Property = Property::plain("ooxml.signature.setup", Editability::F0);

struct SignatureTime;

impl PartReader for SignatureTime {
    fn close(&mut self, part: &Part, closed: &Closed<'_, '_>, intake: &mut Intake) {
        if closed.is("mdssi", "Value") {
            part.hand_over(&SIGNED, closed.range.clone(), "SignatureTime", moment(&closed.text), intake);
        } else if closed.space == "digsig"
            && matches!(closed.name, "ApplicationVersion" | "OfficeVersion" | "WindowsVersion")
        {
            let path = format!("SignatureInfoV1/{}", closed.name);
            part.text(&SIGNER, closed.range.clone(), &path, &closed.text, intake);
        }
    }
}

/// A date of the profile that XML schema dates have, as evidence.
#[must_use]
pub fn moment(text: &str) -> Reading {
    dates::iso(text)
}

/// A time that the program writes in local time with a `Z` behind it: the letter says nothing (measured on real files:
/// read as universal time, 18 % of honest documents have a change after their last save).
#[must_use]
pub fn local_moment(text: &str) -> Reading {
    let digits = text.trim().trim_end_matches(['Z', 'z']);
    match dates::iso(digits) {
        Reading::Present(Value::Moment(moment)) => {
            Reading::Present(Value::Moment(Moment { text: text.to_owned(), ..moment }))
        }
        other => other,
    }
}

/// Whether a switch is on: absent means yes (ECMA-376, part 1, 17.17.4).
#[must_use]
pub fn is_on(value: Option<&str>) -> bool {
    value.is_none_or(|value| !matches!(value, "0" | "false" | "off"))
}
