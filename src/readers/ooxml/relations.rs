//! Which part refers to which, by the relationships that were read so far (ECMA-376, part 2, 9.3).

use super::package::{Part, Relationship, resolve};
use std::collections::BTreeMap;

/// The relationships of a package's parts, which are known by their names in small letters.
#[derive(Debug, Default)]
pub struct Relations {
    of: BTreeMap<String, Vec<Relationship>>,
}

/// The name of the part whose relationships a part lists.
#[must_use]
pub fn source(list: &Part) -> String {
    let (folder, name) = list.name.rsplit_once('/').unwrap_or(("", &list.name));
    let folder = folder.strip_suffix("_rels").unwrap_or(folder);
    format!("{folder}{}", name.get(..name.len().saturating_sub(".rels".len())).unwrap_or_default())
}

impl Relations {
    /// Takes a list of relationships.
    pub fn take(&mut self, list: &Part, relationships: Vec<Relationship>) {
        self.of.insert(source(list).to_lowercase(), relationships);
    }

    /// What a relationship of a part points to: a part, or an address outside.
    #[must_use]
    pub fn target(&self, part: &str, id: &str) -> Option<String> {
        let relationship = self.of.get(&part.to_lowercase())?.iter().find(|relationship| relationship.id == id)?;
        Some(target(part, relationship))
    }

    /// What the first relationship of a kind points to.
    #[must_use]
    pub fn first(&self, part: &str, kind: &str) -> Option<String> {
        let relationships = self.of.get(&part.to_lowercase())?;
        relationships.iter().find(|relationship| relationship.kind == kind).map(|found| target(part, found))
    }
}

fn target(part: &str, relationship: &Relationship) -> String {
    if relationship.external { relationship.target.clone() } else { resolve(part, &relationship.target) }
}
