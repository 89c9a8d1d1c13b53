//! Which reader a part of XML has: by its root element.

use super::package::{Package, Part};
use super::part_reader::{PartReader, moment};
use super::words::PackageWords;
use super::{custom_part, features, histories, pictures, presentation, properties, spreadsheet, theme, wordprocessing};
use crate::formats::xml::{Closed, Markup};
use crate::model::{Editability, Property, Role};
use crate::properties::keys;
use crate::readers::Intake;

/// A part of which nothing but its namespaces is read.
#[derive(Debug, Default)]
struct Unread;

impl PartReader for Unread {}

/// The reader of a part with this root.
fn reader_of(part: &Part, space: &str, name: &str) -> Box<dyn PartReader> {
    match (space, name) {
        _ if custom_part::is_custom(&part.name) => Box::<custom_part::CustomPart>::default(),
        ("cp", "coreProperties") => Box::new(properties::CoreProperties),
        ("ep", "Properties") => Box::new(properties::ExtendedProperties),
        ("op", "Properties") => Box::<properties::CustomProperties>::default(),
        ("clbl", "labelList") => Box::new(properties::Labels),
        ("w", "settings") => Box::<wordprocessing::settings::Settings>::default(),
        ("w", "styles") => Box::<wordprocessing::styles::Styles>::default(),
        ("w", "fonts") => Box::<wordprocessing::styles::FontTable>::default(),
        ("w15", "people") => Box::new(wordprocessing::people::People),
        ("w16cex", "commentsExtensible") => Box::new(wordprocessing::people::CommentTimes),
        ("w", "document") => Box::<wordprocessing::Document>::default(),
        ("w", "hdr" | "ftr" | "footnotes" | "endnotes" | "comments" | "glossaryDocument") => {
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
        ("x", "externalLink") => Box::<spreadsheet::caches::OtherWorkbook>::default(),
        ("x", "pivotCacheDefinition") => Box::<spreadsheet::caches::PivotData>::default(),
        ("x", "connections") => Box::new(spreadsheet::caches::Connections),
        ("x", "comments") => Box::<spreadsheet::comments::Comments>::default(),
        ("tc", "ThreadedComments") => Box::<spreadsheet::comments::ThreadedComments>::default(),
        ("tc", "personList") => Box::new(spreadsheet::comments::Persons),
        ("p", "cmLst" | "cmAuthorLst") | ("p188", "cmLst" | "authorLst") => Box::<presentation::Comments>::default(),
        ("p", _) => Box::<presentation::Slide>::default(),
        (_, "Signature") => Box::new(SignatureTime),
        _ => Box::new(Unread),
    }
}

/// Reads a part of XML, and its words where they are wanted.
pub fn read(
    package: &Package<'_>,
    part: &Part,
    features: &mut features::Features,
    pictures: &mut pictures::Pictures,
    words: Option<&mut PackageWords>,
    intake: &mut Intake,
) {
    let mut reader: Option<Box<dyn PartReader>> = None;
    let mut reading = words.as_ref().map(|words| words.begin());
    let declarations = part.walk(package.purse, intake, |markup, intake| match markup {
        Markup::Open(element) => {
            let reader = reader.get_or_insert_with(|| reader_of(part, element.space, element.name));
            features.element(part, element);
            pictures.element(part, element, intake);
            reader.open(part, element, intake);
            if let Some(reading) = reading.as_mut() {
                reading.open(part, element);
            }
        }
        Markup::Close(closed) => {
            if let Some(reader) = reader.as_mut() {
                reader.close(part, closed, intake);
            }
            if let Some(reading) = reading.as_mut() {
                reading.close(part, closed);
            }
        }
    });
    features.declarations(part, declarations);
    if let Some(mut reader) = reader {
        reader.end(part, intake);
    }
    if let (Some(words), Some(reading)) = (words, reading) {
        words.take(part, reading);
    }
}

/// When a signature of the document says that it was made (ECMA-376, part 2, 13; MS-OFFCRYPTO 2.5.2).
const SIGNED: Property = Property::new(keys::OFFICE_SIGNATURE_TIME, Role::SignatureTime, Editability::F0);
/// Who signed, as the signature's certificate is named.
const SIGNER: Property = Property::plain(keys::OFFICE_SIGNATURE_SETUP, Editability::F0);

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
