//! Books of the EPUB kind (EPUB 3.3, OPF 2.0.1): what the package says of the book, its words, its pictures as documents of their own.

use super::passages;
use crate::formats::budget::Purse;
use crate::formats::mail::{charset, markup};
use crate::formats::xml::Markup;
use crate::formats::zip::directory::Archive;
use crate::model::{Concealment, Editability, Extraction, Format, Property, Reading, Role, Value};
use crate::properties::extensions;
use crate::properties::keys;
use crate::readers::zip::part::Part;
use crate::readers::zip::properties as directory;
use crate::readers::{ChildName, Content, Intake, ReadOptions, Reader, dates, read_child};
use std::sync::Arc;

const F2: Editability = Editability::F2;
const F3: Editability = Editability::F3;

/// What the package says (5.5 of EPUB 3.3; 2.2 of OPF 2.0.1).
const SAID: &[(&str, Property)] = &[
    ("title", Property::new("epub.title", Role::Title, F3)),
    ("creator", Property::new("epub.creator", Role::Author, F3)),
    ("date", Property::new("epub.date", Role::PartTime, F2)),
    ("identifier", Property::new("epub.identifier", Role::Identifier, F2)),
    ("language", Property::new("epub.language", Role::Locale, F2)),
    ("publisher", Property::plain("epub.publisher", F3)),
];
/// When the package says that it was last changed.
const MODIFIED: Property = Property::new("epub.modified", Role::Modified, F2);
/// The program that made it.
const GENERATOR: Property = Property::new("epub.generator", Role::Producer, F2);
/// Text that a style hides.
const HIDDEN: &[Property] = &[Property::plain("epub.hidden.text", F2).hidden(Concealment::SetHidden)];

/// The reader.
#[derive(Debug, Clone, Copy)]
pub struct Book;

impl Reader for Book {
    fn name(&self) -> &'static str {
        "EPUB"
    }

    fn specification(&self) -> &'static str {
        "EPUB 3.3, OPF 2.0.1"
    }

    fn recognise(&self, content: &Content<'_>) -> Option<Format> {
        content.format_of(&["epub"])
    }

    fn read(&self, bytes: &Arc<Vec<u8>>, format: Format, options: &ReadOptions, purse: &Purse) -> Extraction {
        let mut intake = Intake::new(format, purse);
        match Archive::open(bytes, usize::try_from(purse.budget.objects).unwrap_or(usize::MAX)) {
            Err(why) => intake.error("zip-directory", format!("the package cannot be read: {why}")),
            Ok(archive) => read(&archive, options, purse, &mut intake),
        }
        intake.limits_of(purse);
        intake.finish()
    }
}

fn read(archive: &Archive<'_>, options: &ReadOptions, purse: &Purse, intake: &mut Intake) {
    directory::hand_over(archive, directory::Use::Package, intake);
    for member in archive.members.iter().filter(|member| !member.is_folder() && member.name != "mimetype") {
        if purse.is_empty() {
            break;
        }
        let Some(part) = Part::of(archive, member, purse, intake) else { continue };
        let end = extensions::end_of(&part.name);
        match end.as_str() {
            "opf" => package(&part, purse, intake),
            "xhtml" | "html" | "htm" => words(&part, intake),
            "css" | "ncx" | "xml" | "js" | "plist" | "otf" | "ttf" | "woff" | "woff2" => {}
            _ => read_child(ChildName::from(part.name), part.bytes, options, purse, intake),
        }
    }
}

/// What the package says of the book.
fn package(part: &Part, purse: &Purse, intake: &mut Intake) {
    let mut meaning = String::new();
    part.walk(purse, intake, |markup, intake| match markup {
        Markup::Open(element) if element.name == "meta" => {
            meaning = element.value("property").unwrap_or_default().into_owned();
            let content = element.attribute("content");
            if let (Some("generator"), Some(content)) = (element.value("name").as_deref(), content) {
                part.text(&GENERATOR, content.range.clone(), "meta generator", &content.value(), intake);
            } else if let (Some(name), Some(content)) = (element.value("name"), content) {
                let property = Property { editability: F2, ..Property::named(keys::EPUB_FIELD, &name) };
                part.text(&property, content.range.clone(), &name, &content.value(), intake);
            }
        }
        Markup::Close(closed) if closed.name == "meta" && meaning == "dcterms:modified" => {
            part.hand_over(&MODIFIED, closed.range.clone(), "dcterms:modified", dates::iso(&closed.text), intake);
        }
        Markup::Close(closed) if closed.space == "dc" => {
            let Some((_, property)) = SAID.iter().find(|(name, _)| *name == closed.name) else { return };
            let reading = match closed.text.trim() {
                "" => Reading::Absent,
                text if property.role == Some(Role::PartTime) => dates::iso(text),
                text => Reading::Present(Value::Text(text.to_owned())),
            };
            part.hand_over(property, closed.range.clone(), &format!("dc:{}", closed.name), reading, intake);
        }
        _ => {}
    });
}

fn words(part: &Part, intake: &mut Intake) {
    let page = markup::read(&charset::guess(&part.bytes).0);
    let place = |number| part.whole(format!("{}, paragraph {number}", part.name));
    passages::hand_over(page.runs, HIDDEN, place, intake);
}
