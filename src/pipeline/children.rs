//! What is inside a file becomes examined like it.

use crate::model::{Child, Examined, PremiseRef, Reasoned};
use std::collections::hash_map::DefaultHasher;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::{Hash, Hasher};

/// Makes a tree of everything that is inside.
pub fn adopt(exhibit: &mut Examined) {
    let children = std::mem::take(&mut exhibit.extraction.children);
    let mut owner = Owner::of(exhibit);
    exhibit.parts = children.into_iter().map(|child| owner.member(child)).collect();
}

/// What holds members: they are named after it.
#[derive(Debug)]
pub(super) struct Owner {
    /// The path of a member begins with it.
    pub(super) path: String,
    /// The file on disk that holds everything.
    file: String,
    /// The names from the file inwards.
    inside: Vec<String>,
    names: Names,
}

impl Owner {
    pub(super) fn of(exhibit: &Examined) -> Self {
        Self {
            path: exhibit.path.clone(),
            file: exhibit.file.clone(),
            inside: exhibit.inside.clone(),
            names: Names::default(),
        }
    }

    /// Of the file at this path.
    pub(super) fn file(path: String) -> Self {
        Self { file: path.clone(), path, inside: vec![], names: Names::default() }
    }

    /// Of a member of this one that holds members itself.
    pub(super) fn below(&mut self, name: &str) -> Self {
        let name = self.names.apart(name);
        let inside = self.inside.iter().cloned().chain([name.clone()]).collect();
        Self { path: format!("{}#{name}", self.path), file: self.file.clone(), inside, names: Names::default() }
    }

    /// A member, with everything that is inside it.
    pub(super) fn member(&mut self, child: Child) -> Examined {
        self.below(&child.name).itself(child)
    }

    /// The member that holds what is named after this.
    pub(super) fn itself(self, child: Child) -> Examined {
        let mut member = Examined {
            path: self.path,
            file: self.file,
            inside: self.inside,
            path_bytes: child.name_bytes,
            size: child.size,
            sha256: child.sha256,
            digests: BTreeMap::new(),
            extraction: child.extraction,
            reasoned: Reasoned::default(),
            parts: vec![],
        };
        adopt(&mut member);
        member
    }
}

/// The names of one container's members. Two of the same name are two documents: a disc written twice, an archive that was added to, a
/// mail with ten pictures. Reports, baselines and case files know a document by its path, so the later ones are numbered.
#[derive(Debug, Default)]
struct Names {
    /// Digests of the names: a container has millions of them.
    given: HashSet<u64>,
    /// How often a name was repeated.
    repeated: HashMap<u64, u32>,
}

impl Names {
    /// The name, where no member before had it; otherwise with a number.
    fn apart(&mut self, name: &str) -> String {
        if self.given.insert(digest(name)) {
            return name.to_owned();
        }
        let times = self.repeated.entry(digest(name)).or_insert(1);
        loop {
            *times += 1;
            let numbered = format!("{name} ({times})");
            if self.given.insert(digest(&numbered)) {
                return numbered;
            }
        }
    }
}

/// The same in every run and every process.
fn digest(name: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    name.hash(&mut hasher);
    hasher.finish()
}

/// The reference to a premise of the n-th child (from 1), as its container names it.
#[must_use]
pub fn reference_into(child: u32, reference: PremiseRef) -> PremiseRef {
    match reference {
        PremiseRef::Evidence(evidence) => PremiseRef::Evidence(evidence.from_part(child)),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::Names;

    #[test]
    fn members_of_one_name_are_told_apart() {
        let mut names = Names::default();
        let given = ["a", "b", "a", "a (2)", "a", "b"].map(|name| names.apart(name));
        assert_eq!(given, ["a", "b", "a (2)", "a (2) (2)", "a (3)", "b (2)"]);
    }
}
