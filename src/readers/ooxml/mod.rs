//! Office Open XML: ECMA-376 (ISO/IEC 29500), transitional and strict, documents, workbooks and presentations with and without
//! macros, and their templates; the extensions of MS-DOCX, MS-XLSX, MS-PPTX.
//!
//! # Incomplete support
//! Words are read of what people write; those of masters, layouts and the glossary, of drawings in VML but for Word's, and of tables of
//! pivots are not. On which ground words in boxes and shapes are is not known, nor what a style of a table paints.

pub mod appearance;
pub mod custom_part;
pub mod features;
pub mod histories;
pub mod package;
pub mod part_reader;
pub mod parts;
pub mod pictures;
pub mod presentation;
pub mod properties;
pub mod relations;
pub mod signatures;
pub mod spreadsheet;
pub mod theme;
pub mod wordprocessing;
pub mod words;

use crate::formats::budget::Purse;
use crate::formats::zip::directory::Archive;
use crate::model::{Concealment, Editability, Extraction, Format, Property, Reading, Role, Value};
use crate::readers::remote::is_remote;
use crate::readers::zip::properties as directory;
use crate::readers::{ChildName, Content, Intake, ReadOptions, Reader, devmode, read_child};
use memchr::memmem;
use package::{Package, Part, Relationship};
use std::sync::Arc;

/// Something outside the package to which it refers; a program that opens the document may fetch it.
pub const EXTERNAL: Property = Property::new("ooxml.external", Role::Identifying, Editability::F1);
/// A template outside the package.
pub const TEMPLATE: Property = Property::new("ooxml.template", Role::Template, Editability::F1);
/// The address of a link.
pub const LINK: Property = Property::new("ooxml.link", Role::Link, Editability::F2);
/// A project of macros is there.
pub const MACROS: Property = Property::plain("ooxml.macros", Editability::F1).hidden(Concealment::Script);
/// A sheet of macros of Excel 4.
pub const MACRO_SHEET: Property = Property::plain("ooxml.macros.sheet", Editability::F1).hidden(Concealment::Script);

/// More links than this in one file say nothing new.
const LINKS: usize = 2_000;

/// The reader.
#[derive(Debug, Clone, Copy)]
pub struct OfficeOpenXml;

const KEYS: &[&str] = &[
    "docx", "docm", "dotx", "dotm", "xlsx", "xlsm", "xltx", "xltm", "xlsb", "pptx", "pptm", "ppsx", "ppsm", "potx",
    "potm", "xps", "oxps", "ooxml",
];

impl Reader for OfficeOpenXml {
    fn name(&self) -> &'static str {
        "OOXML"
    }

    fn specification(&self) -> &'static str {
        "ECMA-376, ISO/IEC 29500; MS-DOCX, MS-XLSX, MS-PPTX"
    }

    fn recognise(&self, content: &Content<'_>) -> Option<Format> {
        content.format_of(KEYS)
    }

    fn read(&self, bytes: &Arc<Vec<u8>>, format: Format, options: &ReadOptions, purse: &Purse) -> Extraction {
        let mut intake = Intake::new(format, purse);
        match Archive::open(bytes, usize::try_from(purse.budget.objects).unwrap_or(usize::MAX)) {
            Err(why) => intake.error("zip-directory", format!("the package cannot be read: {why}")),
            Ok(archive) => {
                directory::hand_over(&archive, directory::Use::Package, &mut intake);
                let package = Package::open(&archive, purse, options, &mut intake);
                parts(&package, &mut intake);
            }
        }
        intake.limits_of(purse);
        intake.finish()
    }
}

/// Reads every part, in the order of the directory.
fn parts(package: &Package<'_>, intake: &mut Intake) {
    let mut features = features::Features::default();
    let (mut pictures, mut relations) = (pictures::Pictures::default(), relations::Relations::default());
    let mut words = intake.wants_words().then(|| {
        let appearance = appearance::Appearance::of(package, intake);
        words::PackageWords::within(&package.purse.budget, appearance)
    });
    for member in package.archive.members.iter().filter(|member| !member.is_folder()) {
        if package.purse.is_empty() {
            break;
        }
        if member.name == "[Content_Types].xml" {
            continue;
        }
        let Some(part) = package.part_of(member, intake) else { continue };
        let lower = part.name.to_lowercase();
        let content_type = package.content_type(&part.name);
        if lower.ends_with(".rels") {
            let relationships = package::relationships(&part, package.purse, intake);
            features.relationships(&part, &relationships);
            if let Some(words) = words.as_mut() {
                words.relationships(&part, &relationships);
            }
            let mut renews = None;
            for relationship in &relationships {
                let is_fetched = can_be_fetched(relationship)
                    && (FETCHED.contains(&relationship.kind.as_str())
                        || *renews.get_or_insert_with(|| renews_links(package, &part, intake)));
                outside(&part, relationship, is_fetched, intake);
            }
            relations.take(&part, relationships);
        } else if lower.contains("printersettings") {
            printer(&part, intake);
        } else if spreadsheet::binary::is_binary(&lower, content_type) {
            spreadsheet::binary::read(&part, package.purse, words.as_mut(), intake);
        } else if content_type.ends_with("xml") || content_type.contains("vmlDrawing") || lower.ends_with(".xml") {
            parts::read(package, &part, &mut features, &mut pictures, words.as_mut(), intake);
            if lower.starts_with("_xmlsignatures/") {
                signatures::hand_over(package, &part, intake);
            }
        } else {
            if lower.ends_with("vbaproject.bin") {
                let value = Reading::Present(Value::Text("a project of macros".to_owned()));
                intake.evidence(&MACROS, b"", value, part.whole("vbaProject.bin"));
            }
            read_child(ChildName::from(part.name), part.bytes, package.options, package.purse, intake);
        }
    }
    features.hand_over(intake);
    pictures.hand_over(&relations, intake);
    if let Some(words) = words {
        words.hand_over(intake);
    }
}

/// What programs fetch when they open the document: templates, linked pictures, frames and parts of a master document.
const FETCHED: [&str; 4] = ["attachedTemplate", "image", "frame", "subDocument"];
/// How a part says that its links are renewed when the document is opened: objects (VML 14.2.2.20 `UpdateMode`, PresentationML 19.3.2.2
/// `updateAutomatic`, SpreadsheetML 18.3.1.60 `oleUpdate`), the data of a chart (DrawingML 21.2.2.4 `autoUpdate`, on where no value says
/// otherwise).
const RENEWED: [&[u8]; 7] = [
    b"UpdateMode=\"Always\"",
    b"updateAutomatic=\"1\"",
    b"updateAutomatic=\"true\"",
    b"OLEUPDATE_ALWAYS",
    b"autoUpdate val=\"1\"",
    b"autoUpdate val=\"true\"",
    b"autoUpdate/>",
];

/// Whether a program could fetch what a relationship leads to without being asked.
fn can_be_fetched(relationship: &Relationship) -> bool {
    relationship.external && relationship.kind != "hyperlink" && is_remote(&relationship.target)
}

/// Whether the part of a list of relationships has links that are renewed when the document is opened. Of several one cannot tell which:
/// then each may be.
fn renews_links(package: &Package<'_>, list: &Part, intake: &mut Intake) -> bool {
    let linking = package.part(&relations::source(list), intake);
    linking.is_some_and(|linking| RENEWED.iter().any(|renewed| memmem::find(&linking.bytes, renewed).is_some()))
}

/// What lies outside: links, templates, pictures and objects.
fn outside(part: &Part, relationship: &Relationship, is_fetched: bool, intake: &mut Intake) {
    if matches!(relationship.kind.as_str(), "xlMacrosheet" | "xlIntlMacrosheet") {
        part.text(&MACRO_SHEET, relationship.range.clone(), "Relationship", &relationship.target, intake);
    }
    if !relationship.external || intake.count(&LINK) > LINKS {
        return;
    }
    let property = match relationship.kind.as_str() {
        "hyperlink" => &LINK,
        "attachedTemplate" => &TEMPLATE,
        _ => &EXTERNAL,
    };
    let fetched = property.clone().hidden(Concealment::Remote);
    let property = if is_fetched { &fetched } else { property };
    if intake.first(&property.key, &relationship.target) {
        let path = format!("Relationship {} ({})", relationship.id, relationship.kind);
        part.text(property, relationship.range.clone(), &path, &relationship.target, intake);
    }
}

fn printer(part: &Part, intake: &mut Intake) {
    if let Some((name, range)) = devmode::printer(&part.bytes) {
        part.text(&devmode::PRINTER, range, "printer settings", &name, intake);
    }
}
