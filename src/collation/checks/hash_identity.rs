//! The same bytes came from sources that are said to be independent.

use crate::collation::check::{CollectionCheck, Links, Strongest};
use crate::collation::together::{Together, finding, names};
use crate::model::charter::charter;
use crate::model::{Charter, Error, Finding, Strength};
use std::collections::BTreeMap;

charter! {
    /// # What it looks for
    /// Files of the same bytes, SHA-256 by SHA-256, in sets that are claimed to be independent of each other.
    ///
    /// # Why it matters
    /// Two people who write, scan or export on their own never make the same bytes. One copy was made from the other, or both from a third:
    /// the two sources are one source for this document.
    ///
    /// # Innocent causes
    /// Both sources had the document from the same mailing or the same website. A form or a law that everybody has lies among the files.
    ///
    /// # What it cannot tell
    /// Who had it from whom. Where no set is claimed to be independent, the same bytes are listed and nothing is said of them.
    ///
    /// # Example
    /// A minute lies under two names in the files of two sources.
    ///
    /// # Sources
    /// Catalogue of checks (hash-identity); COPA v Wright, paragraph 161: the same bytes by two routes. FIPS 180-4.
    pub struct HashIdentity { code: "C001", name: "hash-identity", summary: "the same bytes come from sources that are said to be independent", since: "0.1.0", group: Collection }
}

impl CollectionCheck for HashIdentity {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn links(&self) -> Links {
        Links::Whole
    }

    fn find(&self, together: &Together<'_>) -> Result<Vec<Finding>, Error> {
        let mut of: BTreeMap<String, Vec<u32>> = BTreeMap::new();
        for set in together.sets {
            for number in &set.numbers {
                let sketch = together.sketch(*number)?;
                let numbers = of.entry(sketch.sha256.clone()).or_default();
                if sketch.parent.is_none() && sketch.size > 0 && !numbers.contains(number) {
                    numbers.push(*number);
                }
            }
        }
        let mut findings = Strongest::default();
        for numbers in of.into_values() {
            let is_one = |one: &u32| numbers.iter().any(|other| other != one && together.independent(*one, *other));
            let meant: Vec<u32> = numbers.iter().copied().filter(is_one).collect();
            if meant.len() < 2 {
                continue;
            }
            let sketches = together.sketches(&meant)?;
            let said = format!("{} are the same file, byte for byte.", names(&sketches));
            findings.push(
                finding(&Self::CHARTER, Strength::Hard, said, &sketches)
                    .innocently(&[
                        "Both sources had the document from the same mailing or the same website.",
                        "It is a form or a law that everybody has.",
                    ])
                    .settled_by("Ask each source where this document came from."),
            );
        }
        Ok(findings.into_list())
    }
}
