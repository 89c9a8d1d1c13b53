//! The package of an Office document: parts, their types, their relationships (ECMA-376, part 2: Open Packaging Conventions).

use crate::formats::budget::Purse;
use crate::formats::xml::Markup;
use crate::formats::zip::directory::{Archive, Member};
pub use crate::readers::zip::part::Part;
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
        Part::of(self.archive, member, self.purse, intake)
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
