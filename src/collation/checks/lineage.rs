//! A document was made from another: by its bytes, or by what it says.

use crate::collation::check::{CollectionCheck, Links, Strongest};
use crate::collation::sketch::{Sketch, TieKind};
use crate::collation::together::{Together, finding, resting_on};
use crate::model::charter::charter;
use crate::model::{Charter, Error, Finding, Strength};
use std::collections::BTreeSet;

charter! {
    /// # What it looks for
    /// A document that begins with all bytes of another and goes on with a later save, and one that names the identifier of another as what it
    /// was made from.
    ///
    /// # Why it matters
    /// It says which of two documents came first. A file that begins with all bytes of another cannot be older than that.
    ///
    /// # Innocent causes
    /// Signing, filling in and commenting append to a PDF. A new letter is made from the last one.
    ///
    /// # What it cannot tell
    /// Who did it. What a document says of its origin can be typed.
    ///
    /// # Example
    /// A contract from the other side begins with all bytes of the one in the archive.
    ///
    /// # Sources
    /// ISO 32000-2, 7.5.6 (incremental updates); XMP part 2, 1.2.6 (`DerivedFrom`); catalogue of checks (lineage). Strength: informational; it
    /// says what is so, and weighs where documents are claimed to be independent.
    pub struct Lineage { code: "C008", name: "lineage", summary: "a document was made from another", since: "0.1.0", group: Collection }
}

impl CollectionCheck for Lineage {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn links(&self) -> Links {
        Links::Ties(&[TieKind::Beginning, TieKind::DerivedFrom])
    }

    fn find(&self, together: &Together<'_>) -> Result<Vec<Finding>, Error> {
        let mut findings = Strongest::default();
        for shared in together.shared(TieKind::Beginning)? {
            let sketches = together.sketches(&shared.numbers)?;
            // The value is the digest of the one that is whole.
            let mut tied = sketches.first().map(|first| first.values(TieKind::Beginning)).unwrap_or_default();
            for other in sketches.iter().skip(1) {
                tied = tied.intersection(&other.values(TieKind::Beginning)).copied().collect();
            }
            let Some(whole) = sketches.iter().find(|sketch| tied.contains(sketch.sha256.as_str())) else { continue };
            for later in sketches.iter().filter(|later| later.sha256 != whole.sha256 && later.size > whole.size) {
                findings.push(begins_with(whole, later));
            }
        }
        let mut known = BTreeSet::new();
        for shared in together.shared(TieKind::DerivedFrom)? {
            let sketches = together.sketches(&shared.numbers)?;
            for made in &sketches {
                for from in sketches.iter().filter(|from| from.number != made.number && from.sha256 != made.sha256) {
                    if let Some(value) = named_by(made, from)
                        && known.insert((made.number, from.number))
                    {
                        findings.push(derived(from, made, &value));
                    }
                }
            }
        }
        Ok(findings.into_list())
    }
}

/// The identifier of a document that another names as what it was made from.
fn named_by(made: &Sketch, from: &Sketch) -> Option<String> {
    let (own, of_from) = (made.values(TieKind::Identifier), from.values(TieKind::Identifier));
    let named =
        made.values(TieKind::DerivedFrom).into_iter().find(|value| !own.contains(value) && of_from.contains(value));
    named.map(str::to_owned)
}

fn begins_with(whole: &Sketch, later: &Sketch) -> Finding {
    let said = format!(
        "“{}” begins with all {} bytes of “{}” and goes on: it was made from it.",
        later.shown(),
        whole.size,
        whole.shown()
    );
    finding(&Lineage::CHARTER, Strength::Informational, said, &[whole.clone(), later.clone()])
        .innocently(&["Signing, filling in and commenting append to a PDF."])
        .settled_by("See what the later saves changed: valla revisions FILE.")
}

fn derived(from: &Sketch, made: &Sketch, value: &str) -> Finding {
    let said = format!("“{}” says that it was made from “{}”: it names its identifier.", made.shown(), from.shown());
    let found = finding(&Lineage::CHARTER, Strength::Informational, said, &[from.clone(), made.clone()]);
    let own = from.evidence_of(TieKind::Identifier, value).map(|evidence| (from, evidence));
    let named = made.evidence_of(TieKind::DerivedFrom, value).map(|evidence| (made, evidence));
    resting_on(found, own.into_iter().chain(named))
        .innocently(&["The next document of a series is made from the last one."])
        .settled_by("Compare the two (valla compare A B).")
}
