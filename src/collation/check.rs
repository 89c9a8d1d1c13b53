//! What a check of the collection is.

use super::sketch::TieKind;
use super::together::Together;
use crate::model::{Charter, Error, Finding};
use std::cmp::Reverse;

/// Which documents a check looks at together. What it finds among some depends on these, on what is claimed and on nothing else, so that it is
/// found anew only where one of them changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Links {
    /// The whole collection.
    Whole,
    /// Those that share values of these kinds.
    Ties(&'static [TieKind]),
    /// The same, with what holds them and what they hold.
    TiesAndHolders(&'static [TieKind]),
    /// Files of one series of names.
    Series,
}

/// A check of the collection.
pub trait CollectionCheck: Sync {
    /// Its name, code and documentation.
    fn charter(&self) -> &'static Charter;

    /// What links the documents that it looks at together.
    fn links(&self) -> Links;

    /// What of the whole collection its findings depend on beside the documents that are linked.
    fn depends_on(&self, together: &Together<'_>) -> String {
        let _ = together;
        String::new()
    }

    /// Looks at a collection.
    ///
    /// # Errors
    /// When what was laid aside of its documents cannot be read.
    fn find(&self, together: &Together<'_>) -> Result<Vec<Finding>, Error>;
}

/// More findings of one check are not listed.
const LISTED: usize = 500;

/// The strongest findings of a check, in their order: of a million documents a check may have hundreds of thousands that nobody reads.
#[derive(Debug, Default)]
pub struct Strongest(Vec<Finding>);

impl Strongest {
    /// Takes one in.
    pub fn push(&mut self, finding: Finding) {
        self.0.push(finding);
        if self.0.len() >= 2 * LISTED {
            self.cut();
        }
    }

    /// Among those of one strength the first are listed.
    fn cut(&mut self) {
        self.0.sort_by_key(|finding| Reverse(finding.strength));
        self.0.truncate(LISTED);
    }

    /// The list.
    #[must_use]
    pub fn into_list(mut self) -> Vec<Finding> {
        self.cut();
        self.0
    }
}

impl Extend<Finding> for Strongest {
    fn extend<T: IntoIterator<Item = Finding>>(&mut self, findings: T) {
        findings.into_iter().for_each(|finding| self.push(finding));
    }
}
