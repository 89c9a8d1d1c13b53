//! Documents of Pages, Numbers and Keynote: the versions of the programs that made and saved them, their identifiers, and their previews. Both forms:
//! the archives of objects since 2013, and the XML of iWork '08 and '09.
//!
//! # Incomplete support
//! The words and the objects of the document are not read. Packages that are folders are files like others.

use crate::formats::budget::Purse;
use crate::formats::zip::directory::Archive;
use crate::model::{Editability, Extraction, Format, Property, Reading, Role, Value};
use crate::readers::zip::part::Part;
use crate::readers::zip::properties as directory;
use crate::readers::{ChildName, Content, Intake, ReadOptions, Reader, read_child};
use std::sync::Arc;

const F1: Editability = Editability::F1;

/// A version that made the document or saved it, in their order; the first names the template.
const BUILD: Property = Property::new("iwork.build", Role::ProducerVersion, F1);
/// Identifiers of the document and of its state.
const IDENTIFIER: Property = Property::new("iwork.identifier", Role::Identifier, F1);
/// The version of the format.
const VERSION: Property = Property::new("iwork.format-version", Role::FormatVersion, F1);
/// How often it was saved, as the program counts.
const REVISION: Property = Property::plain("iwork.revision", F1);

/// More versions are not told.
const MOST: usize = 100;

/// The reader.
#[derive(Debug, Clone, Copy)]
pub struct IWork;

impl Reader for IWork {
    fn name(&self) -> &'static str {
        "iWork"
    }

    fn specification(&self) -> &'static str {
        "Pages, Numbers and Keynote (the names of their parts; no specification is published)"
    }

    fn recognise(&self, content: &Content<'_>) -> Option<Format> {
        content.format_of(&["iwork", "iwork-09"])
    }

    fn read(&self, bytes: &Arc<Vec<u8>>, format: Format, options: &ReadOptions, purse: &Purse) -> Extraction {
        let mut intake = Intake::new(format, purse);
        match Archive::open(bytes, usize::try_from(purse.budget.objects).unwrap_or(usize::MAX)) {
            Err(why) => intake.error("zip-directory", format!("the package cannot be read: {why}")),
            Ok(archive) => package(&archive, options, purse, &mut intake),
        }
        intake.limits_of(purse);
        intake.finish()
    }
}

fn package(archive: &Archive<'_>, options: &ReadOptions, purse: &Purse, intake: &mut Intake) {
    directory::hand_over(archive, directory::Use::Package, intake);
    for member in archive.members.iter().filter(|member| !member.is_folder()) {
        if purse.is_empty() {
            break;
        }
        let name = member.name.rsplit('/').next().unwrap_or(&member.name).to_lowercase();
        let is_picture = name.starts_with("preview") || name.starts_with("thumb");
        if !is_picture
            && !matches!(name.as_str(), "buildversionhistory.plist" | "properties.plist" | "documentidentifier")
        {
            continue;
        }
        let Some(part) = Part::of(archive, member, purse, intake) else { continue };
        match name.as_str() {
            "documentidentifier" => {
                tell(&IDENTIFIER, &String::from_utf8_lossy(&part.bytes), "identifier", &part, intake)
            }
            "buildversionhistory.plist" => builds(&part, intake),
            "properties.plist" => properties(&part, intake),
            _ => read_child(ChildName::from(member.name.clone()), part.bytes, options, purse, intake),
        }
    }
}

fn tell(property: &Property, text: &str, path: &str, part: &Part, intake: &mut Intake) {
    let text = text.trim();
    if !text.is_empty() {
        let locus = part.locus(0..part.bytes.len(), path);
        intake.evidence(property, text.as_bytes(), Reading::Present(Value::Text(text.to_owned())), locus);
    }
}

fn list(part: &Part, intake: &mut Intake) -> Option<plist::Value> {
    match plist::Value::from_reader(std::io::Cursor::new(&part.bytes)) {
        Ok(list) => Some(list),
        Err(why) => {
            intake.partial();
            intake.warn("part-not-readable", format!("the part {:?} cannot be read: {why}", part.name), None);
            None
        }
    }
}

fn builds(part: &Part, intake: &mut Intake) {
    let Some(plist::Value::Array(versions)) = list(part, intake) else { return };
    for (number, version) in (1..).zip(versions.iter().filter_map(|version| version.as_string())).take(MOST) {
        tell(&BUILD, version, &format!("version {number}"), part, intake);
    }
}

fn properties(part: &Part, intake: &mut Intake) {
    let Some(plist::Value::Dictionary(values)) = list(part, intake) else { return };
    for (name, value) in &values {
        let text = match value {
            plist::Value::String(text) => text.clone(),
            plist::Value::Integer(number) => number.to_string(),
            _ => continue,
        };
        match name.as_str() {
            "documentUUID" | "versionUUID" | "stableDocumentUUID" | "shareUUID" | "privateUUID" => {
                tell(&IDENTIFIER, &text, name, part, intake);
            }
            "fileFormatVersion" => tell(&VERSION, &text, name, part, intake),
            "revision" => tell(&REVISION, &text, name, part, intake),
            _ => {}
        }
    }
}
