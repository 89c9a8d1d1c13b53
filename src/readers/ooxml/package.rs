//! The package of an Office document: parts, their types, their relationships (ECMA-376, part 2: Open Packaging Conventions).

use crate::formats::budget::Purse;
use crate::formats::xml::encoding::decode;
use crate::formats::xml::namespaces::short;
use crate::formats::xml::{Declaration, Markup, Walker};
use crate::formats::zip::directory::{Archive, Member};
use crate::model::{ByteRange, Locus, Property, Reading, Value};
use crate::readers::{Intake, ReadOptions};
use std::collections::BTreeMap;
use std::ops::Range;

/// An opened package.
#[derive(Debug)]
pub struct Package<'a> {
    /// The container.
    pub archive: &'a Archive<'a>,
    /// What reading may cost.
    pub purse: &'a Purse,
    /// How reading is done.
    pub options: &'a ReadOptions,
    types: BTreeMap<String, String>,
    defaults: BTreeMap<String, String>,
}

/// A part, decoded.
#[derive(Debug)]
pub struct Part {
    /// Its name, without the leading slash.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Where its encoded bytes are in the file.
    encoded: ByteRange,
    /// Whether they are there as they are.
    direct: bool,
    /// A mark of the order of bytes that is before [`Self::bytes`].
    mark: usize,
}

/// A relationship (OPC, 9.3).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relationship {
    /// Its id within the part.
    pub id: String,
    /// The kind, as its address ends: `hyperlink`, `attachedTemplate`.
    pub kind: String,
    /// The whole address of the kind.
    pub address: String,
    /// What it points to.
    pub target: String,
    /// Whether that lies outside the package.
    pub external: bool,
    /// Where the target is written.
    pub range: Range<usize>,
}

impl<'a> Package<'a> {
    /// Opens a package: reads the types of its parts.
    #[must_use]
    pub fn open(archive: &'a Archive<'a>, purse: &'a Purse, options: &'a ReadOptions, intake: &mut Intake) -> Self {
        let mut package = Self { archive, purse, options, types: BTreeMap::new(), defaults: BTreeMap::new() };
        let Some(part) = package.part("[Content_Types].xml", intake) else { return package };
        let (mut types, mut defaults) = (BTreeMap::new(), BTreeMap::new());
        part.walk(purse, intake, |markup, _| {
            let Markup::Open(element) = markup else { return };
            let kind = element.value("ContentType").unwrap_or_default().into_owned();
            match element.name {
                "Override" => {
                    let name = element.value("PartName").unwrap_or_default();
                    types.insert(name.trim_start_matches('/').to_lowercase(), kind);
                }
                "Default" => {
                    defaults.insert(element.value("Extension").unwrap_or_default().to_lowercase(), kind);
                }
                _ => {}
            }
        });
        (package.types, package.defaults) = (types, defaults);
        package
    }

    /// The content type of a part; empty where none is stated.
    #[must_use]
    pub fn content_type(&self, name: &str) -> &str {
        let lower = name.to_lowercase();
        let extension = lower.rsplit_once('.').map_or("", |(_, extension)| extension);
        self.types.get(&lower).or_else(|| self.defaults.get(extension)).map_or("", String::as_str)
    }

    /// The part of a name; where it cannot be decoded, that is said.
    #[must_use]
    pub fn part(&self, name: &str, intake: &mut Intake) -> Option<Part> {
        self.archive.member(name).and_then(|member| self.part_of(member, intake))
    }

    /// The part that a member of the container is.
    #[must_use]
    pub fn part_of(&self, member: &Member, intake: &mut Intake) -> Option<Part> {
        match self.archive.content(member, self.purse) {
            Ok(bytes) => {
                let (mut bytes, recoded) = in_utf_8(bytes);
                let mark = if bytes.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
                bytes.drain(..mark);
                Some(Part {
                    name: member.name.clone(),
                    bytes,
                    encoded: member.bytes(),
                    direct: member.central.method == 0 && !recoded,
                    mark,
                })
            }
            Err(why) => {
                intake.partial();
                let message = format!("the part {:?} cannot be read: {why}", member.name);
                intake.warn("part-not-readable", message, None);
                None
            }
        }
    }

    /// The relationships of a part; those of the package for an empty name.
    #[must_use]
    pub fn relationships(&self, of: &str, intake: &mut Intake) -> Vec<Relationship> {
        let (folder, name) = of.rsplit_once('/').unwrap_or(("", of));
        let separator = if folder.is_empty() { "" } else { "/" };
        let Some(part) = self.part(&format!("{folder}{separator}_rels/{name}.rels"), intake) else { return vec![] };
        relationships(&part, self.purse, intake)
    }
}

/// XML in UTF-16 is read in UTF-8; places in it are those of the recoded text.
fn in_utf_8(bytes: Vec<u8>) -> (Vec<u8>, bool) {
    match bytes.as_slice() {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] | [b'<', 0, ..] | [0, b'<', ..] => {
            (decode(&bytes).text.into_owned().into_bytes(), true)
        }
        [b'<' | 0xef, ..] => match String::from_utf8(bytes) {
            Ok(text) => (text.into_bytes(), false),
            Err(error) => (String::from_utf8_lossy(error.as_bytes()).into_owned().into_bytes(), true),
        },
        _ => (bytes, false),
    }
}

/// The relationships that a part lists.
#[must_use]
pub fn relationships(part: &Part, purse: &Purse, intake: &mut Intake) -> Vec<Relationship> {
    let mut found = Vec::new();
    part.walk(purse, intake, |markup, _| {
        let Markup::Open(element) = markup else { return };
        let Some(target) = element.attribute("Target").filter(|_| element.is("rel", "Relationship")) else { return };
        let address = element.value("Type").unwrap_or_default();
        found.push(Relationship {
            id: element.value("Id").unwrap_or_default().into_owned(),
            kind: address.rsplit('/').next().unwrap_or_default().to_owned(),
            address: address.into_owned(),
            target: target.value().into_owned(),
            external: element.value("TargetMode").is_some_and(|mode| mode == "External"),
            range: target.range.clone(),
        });
    });
    found
}

/// The name of the part to which a relationship of another leads.
#[must_use]
pub fn resolve(of: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut folders: Vec<&str> = of.split('/').collect();
    folders.pop();
    for step in target.split('/') {
        match step {
            ".." => {
                folders.pop();
            }
            "." | "" => {}
            step => folders.push(step),
        }
    }
    folders.join("/")
}

impl Part {
    /// The place of a range of the part.
    #[must_use]
    pub fn locus(&self, range: Range<usize>, path: impl Into<String>) -> Locus {
        let path = path.into();
        let path = if self.direct { format!("{}: {path}", self.name) } else { path };
        Locus { path, ..self.place(range) }
    }

    /// The bytes of a range of the part, without a way to them.
    #[must_use]
    pub fn place(&self, range: Range<usize>) -> Locus {
        let range = range.start + self.mark..range.end + self.mark;
        if self.direct {
            let start = usize::try_from(self.encoded.start).unwrap_or(usize::MAX);
            let bytes = ByteRange::new(start.saturating_add(range.start), start.saturating_add(range.end));
            return Locus { bytes: Some(bytes), ..Locus::default() };
        }
        Locus {
            stream: Some(format!("part {}", self.name)),
            bytes: Some(self.encoded),
            decoded: Some(ByteRange::new(range.start, range.end)),
            ..Locus::default()
        }
    }

    /// The place of the whole part.
    #[must_use]
    pub fn whole(&self, path: impl Into<String>) -> Locus {
        self.locus(0..self.bytes.len(), path)
    }

    /// Some bytes of the part.
    #[must_use]
    pub fn slice(&self, range: &Range<usize>) -> &[u8] {
        self.bytes.get(range.clone()).unwrap_or_default()
    }

    /// Hands over a value that is in the part.
    pub fn hand_over(
        &self,
        property: &Property,
        range: Range<usize>,
        path: &str,
        reading: Reading,
        intake: &mut Intake,
    ) {
        intake.evidence(property, self.slice(&range), reading, self.locus(range.clone(), path));
    }

    /// Hands over a text; an empty one is an absent one.
    pub fn text(&self, property: &Property, range: Range<usize>, path: &str, text: &str, intake: &mut Intake) {
        let text = text.trim();
        let reading = if text.is_empty() { Reading::Absent } else { Reading::Present(Value::Text(text.to_owned())) };
        self.hand_over(property, range, path, reading, intake);
    }

    /// Walks over the elements of the part, and gives the namespaces that it declares. What is not well-formed is told,
    /// and what was read before it is kept.
    pub fn walk<'p>(
        &'p self,
        purse: &Purse,
        intake: &mut Intake,
        mut each: impl FnMut(&Markup<'_, 'p>, &mut Intake),
    ) -> Vec<Declaration<'p>> {
        let text = std::str::from_utf8(&self.bytes).unwrap_or_default();
        purse.parsed(self.bytes.len());
        let mut walker = Walker::new(text, short, purse.budget.depth);
        while let Some(markup) = walker.next() {
            each(&markup, intake);
        }
        // Drawings in VML are HTML of their time: `<br>` stands alone there.
        let is_html = self.name.to_lowercase().ends_with(".vml");
        if let Some(why) = walker.broken.as_ref().filter(|_| !is_html) {
            intake.partial();
            let message = format!("the part {:?} is not well-formed: {why}", self.name);
            intake.warn("part-not-well-formed", message, None);
        }
        if walker.document_type {
            let message =
                format!("the part {:?} declares a document type; valla does not expand its entities", self.name);
            intake.warn("part-document-type", message, None);
        }
        walker.into_declarations()
    }
}
