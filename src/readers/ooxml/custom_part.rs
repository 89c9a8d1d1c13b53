//! Parts of XML that a program put into a package for its own use (ECMA-376, part 1, 15.2.5): registries of documents, forms, add-ins.

use super::package::Part;
use super::part_reader::PartReader;
use crate::formats::xml::{Closed, Element};
use crate::model::{Concealment, Editability, Property, Reading, Value};
use crate::readers::Intake;

/// A part of a program of its own.
pub const CUSTOM_PART: Property = Property::plain("ooxml.custom-part", Editability::F1).hidden(Concealment::CustomPart);

/// Namespaces of parts that Office, its servers, WPS and Google put into every document, as they begin. In 780 public documents nothing
/// else was found.
const EVERYBODYS: &[&str] = &[
    "http://schemas.openxmlformats.org/",
    "http://purl.oclc.org/ooxml/",
    "http://schemas.microsoft.com/",
    "Microsoft.SharePoint.",
    "office.server.policy",
    "http://www.wps.cn/",
    "http://customooxmlschemas.google.com/",
];
/// Of what a part says so many characters are told.
const TEXT: usize = 300;
/// No name that is told is longer.
const NAME: usize = 100;

/// Whether a part is one that programs put in for themselves.
#[must_use]
pub fn is_custom(name: &str) -> bool {
    let lower = name.to_lowercase();
    lower.starts_with("customxml/item") && !lower.contains("props")
}

/// The reader.
#[derive(Debug, Default)]
pub struct CustomPart {
    root: Option<String>,
    is_everybodys: bool,
    text: String,
}

impl PartReader for CustomPart {
    fn open(&mut self, part: &Part, element: &Element<'_, '_>, _: &mut Intake) {
        if self.root.is_some() {
            return;
        }
        let tag = std::str::from_utf8(part.slice(&element.range)).unwrap_or_default().trim_start_matches('<');
        let end = tag.find(|sign: char| sign.is_whitespace() || matches!(sign, '/' | '>'));
        let name = tag.get(..end.unwrap_or(tag.len())).unwrap_or_default();
        let prefix = name.split_once(':').map_or("", |(prefix, _)| prefix);
        let space = element.namespace(prefix).unwrap_or_default();
        self.is_everybodys = EVERYBODYS.iter().any(|start| space.starts_with(start));
        self.root = Some(element.name.chars().take(NAME).collect());
    }

    fn close(&mut self, _: &Part, closed: &Closed<'_, '_>, _: &mut Intake) {
        let text = closed.text.trim();
        if !self.is_everybodys && !text.is_empty() && self.text.len() < TEXT {
            if !self.text.is_empty() {
                self.text.push_str("; ");
            }
            self.text.extend(text.chars().take(TEXT));
        }
    }

    fn end(&mut self, part: &Part, intake: &mut Intake) {
        let Some(root) = self.root.take().filter(|_| !self.is_everybodys) else { return };
        let said = if self.text.is_empty() { String::new() } else { format!(": {}", self.text) };
        let text = format!("{}: {root}, {} bytes{said}", part.name, part.bytes.len());
        intake.evidence(&CUSTOM_PART, b"", Reading::Present(Value::Text(text)), part.whole(root));
    }
}
