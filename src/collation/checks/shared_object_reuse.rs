//! Documents of different authors hold the same picture or part.

use crate::collation::check::{CollectionCheck, Links, Strongest};
use crate::collation::sketch::TieKind;
use crate::collation::together::{Together, finding, names, surprise};
use crate::model::charter::charter;
use crate::model::{Charter, Error, Finding, Strength};
use std::collections::{BTreeMap, BTreeSet};

charter! {
    /// # What it looks for
    /// A picture, an attachment or another part that is the same, byte for byte, in documents of different authors and offices.
    ///
    /// # Why it matters
    /// Stamps, signatures and seals are scanned once and put into many papers. Two offices that never met do not have the same scan.
    ///
    /// # Innocent causes
    /// A logo, an icon or a letterhead that many use. A picture that both took from the same place. A document that was passed on and
    /// worked on by another person.
    ///
    /// # What it cannot tell
    /// Which document had the part first. A picture that was saved anew has other bytes and is not found.
    ///
    /// # Example
    /// Three receipts of three houses carry the same scan of a stamp.
    ///
    /// # Sources
    /// Catalogue of checks (shared-object-reuse). Strength: medium where the documents are claimed to be independent; weak in at
    /// most five documents whose authors and companies differ; else nothing is said. In 4,088 ordinary documents of 24 projects logos and screens
    /// of one project tied dozens of authors. Themes and thumbnails of templates are not compared.
    pub struct SharedObjectReuse { code: "C002", name: "shared-object-reuse", summary: "documents of different authors hold the same picture or part", since: "0.1.0", group: Collection }
}

/// What more documents have is a logo or a screen of a common project.
const FEW: usize = 5;

impl CollectionCheck for SharedObjectReuse {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn links(&self) -> Links {
        Links::TiesAndHolders(&[TieKind::Part])
    }

    fn find(&self, together: &Together<'_>) -> Result<Vec<Finding>, Error> {
        // The documents that hold a part, by the documents: what several parts tie is one finding.
        let mut held: BTreeMap<Vec<u32>, Vec<String>> = BTreeMap::new();
        for shared in together.shared(TieKind::Part)? {
            let parts = together.sketches(&shared.numbers)?;
            let mut owners: Vec<u32> = Vec::new();
            for part in &parts {
                owners.extend(part.holder.filter(|owner| !owners.contains(owner)));
            }
            let name = parts.first().map(|part| part.name().0.to_owned()).unwrap_or_default();
            let kinds: BTreeSet<&str> = parts.iter().map(|part| part.format.as_str()).collect();
            let what = kinds.first().map_or(String::new(), |kind| format!("“{name}” ({kind})"));
            owners.sort_unstable();
            if owners.len() > 1 {
                held.entry(owners).or_default().push(what);
            }
        }
        let mut findings = Strongest::default();
        for (owners, parts) in held {
            let sketches = together.sketches(&owners)?;
            // The same file twice holds the same parts.
            if sketches.iter().map(|sketch| &sketch.sha256).collect::<BTreeSet<_>>().len() < 2 {
                continue;
            }
            let independent =
                owners.iter().any(|one| owners.iter().any(|other| one < other && together.independent(*one, *other)));
            let strength = match () {
                () if independent => Strength::Medium,
                () if sketches.len() <= FEW && surprise(&sketches) >= Strength::Medium => Strength::Weak,
                () => continue,
            };
            let what = match parts.as_slice() {
                [one] => format!("the same picture or part, {one}, byte for byte"),
                [one, ..] => format!("{} parts that are the same byte for byte, the first {one}", parts.len()),
                [] => continue,
            };
            findings.push(
                finding(&Self::CHARTER, strength, format!("{} hold {what}.", names(&sketches)), &sketches)
                    .innocently(&[
                        "It is a logo, an icon or a letterhead that many use.",
                        "One document was passed on, and another person worked on it.",
                    ])
                    .settled_by("Look at the part: a stamp, a signature and a logo mean different things."),
            );
        }
        Ok(findings.into_list())
    }
}
