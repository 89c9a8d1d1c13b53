//! Two PDFs have pages in common.

use crate::collation::check::{CollectionCheck, Links, Strongest};
use crate::collation::compare::pages_alike;
use crate::collation::sketch::{Sketch, TieKind};
use crate::collation::together::{Together, finding, names, surprise};
use crate::model::charter::charter;
use crate::model::{Charter, Error, Finding, Strength};
use std::collections::BTreeMap;

charter! {
    /// # What it looks for
    /// Pages of different PDFs on which the same words are at the same places, to the point, whatever program saved the files.
    ///
    /// # Why it matters
    /// Who puts a paper together from others takes pages over as they are. The same page in two papers shows what was taken from where, also
    /// where all else differs; and a copy that was saved anew is known by its pages.
    ///
    /// # Innocent causes
    /// Forms, terms and cover pages that an office puts into all its papers; copies, extracts and drafts of one paper.
    ///
    /// # What it cannot tell
    /// Which of the two had the page first. Scans without recognised words, and pages of fewer than 40 words, are not compared.
    ///
    /// # Example
    /// Page 3 of a contract is page 2 of another contract, with other parties.
    ///
    /// # Sources
    /// Catalogue of checks (shared-object-reuse, pages). Strength: medium where the documents are claimed to be independent and name different
    /// authors; weak where different authors are named and at most five documents share the page; else informational. Measured: 37 among 4,088 ordinary documents of 24
    /// projects, all versions or extracts of one paper, all informational.
    pub struct SharedPages { code: "C020", name: "shared-pages", summary: "two PDFs have pages in common", since: "0.2.0", group: Collection }
}

/// What more documents have is a form or a cover.
const FEW: usize = 5;
/// So many pairs of pages are named.
const NAMED: usize = 3;

impl CollectionCheck for SharedPages {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn links(&self) -> Links {
        Links::Ties(&[TieKind::Page])
    }

    fn find(&self, together: &Together<'_>) -> Result<Vec<Finding>, Error> {
        // The documents that share a page, by the documents, with how many pages.
        let mut shared_by: BTreeMap<Vec<u32>, usize> = BTreeMap::new();
        for shared in together.shared(TieKind::Page)? {
            *shared_by.entry(shared.numbers).or_default() += 1;
        }
        let mut findings = Strongest::default();
        for (numbers, count) in shared_by {
            let mut sketches = together.sketches(&numbers)?;
            sketches.dedup_by(|one, other| one.sha256 == other.sha256);
            if sketches.len() < 2 || sketches.len() > FEW || are_one(&sketches) {
                continue;
            }
            let independent =
                numbers.iter().any(|one| numbers.iter().any(|other| one < other && together.independent(*one, *other)));
            let strangers = surprise(&sketches) >= Strength::Medium;
            let strength = match (independent, strangers) {
                (true, true) => Strength::Medium,
                (_, true) => Strength::Weak,
                _ => Strength::Informational,
            };
            let places: Vec<String> = places(&sketches).into_iter().take(NAMED).collect();
            let pages = if count == 1 { "a page".to_owned() } else { format!("{count} pages") };
            let said = format!(
                "{} have {pages} in common, word for word at the same places: {}.",
                names(&sketches),
                places.join("; ")
            );
            findings.push(
                finding(&Self::CHARTER, strength, said, &sketches)
                    .innocently(&[
                        "The page is a form, a cover or terms that an office puts into all its papers.",
                        "One is a copy, an extract or a draft of the other.",
                    ])
                    .settled_by("Look at the two pages beside each other, and compare the files (valla compare A B)."),
            );
        }
        Ok(findings.into_list())
    }
}

/// Whether each of the documents is a state of the first: an update that was appended keeps its pages.
fn are_one(sketches: &[Sketch]) -> bool {
    let Some((first, others)) = sketches.split_first() else { return true };
    let states = first.values(TieKind::Beginning);
    others.iter().all(|other| !states.is_disjoint(&other.values(TieKind::Beginning)))
}

/// Which page of the first is which of the second.
fn places(sketches: &[Sketch]) -> Vec<String> {
    let [first, second, ..] = sketches else { return vec![] };
    let both = pages_alike(first, second).into_iter();
    both.map(|(one, other)| format!("page {one} of “{}” is page {other} of “{}”", first.shown(), second.shown()))
        .collect()
}
