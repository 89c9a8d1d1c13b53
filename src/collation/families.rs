//! Which files have the same bytes.

use crate::model::{Exhibit, Family};
use std::collections::BTreeMap;

/// The groups of exhibits that have the same bytes.
#[derive(Debug, Default)]
pub struct Families {
    same: BTreeMap<String, Vec<String>>,
}

impl Families {
    /// Takes a numbered exhibit; only files are grouped.
    pub fn take(&mut self, exhibit: &Exhibit) {
        if exhibit.parent.is_none()
            && let Some(first) = &exhibit.same_bytes_as
        {
            self.same.entry(first.clone()).or_insert_with(|| vec![first.clone()]).push(exhibit.id.clone());
        }
    }

    /// The groups, in order.
    #[must_use]
    pub fn finish(self) -> Vec<Family> {
        let mut families: Vec<Family> = self
            .same
            .into_values()
            .map(|exhibits| Family { shares: "the same bytes".to_owned(), value: String::new(), exhibits })
            .collect();
        families.sort_by(|first, second| first.exhibits.cmp(&second.exhibits));
        families
    }
}
