//! Documents share numbers that Word draws at random at each save.

use crate::collation::check::{CollectionCheck, Links, Strongest};
use crate::collation::sketch::{Sketch, TieKind};
use crate::collation::together::{Together, finding, names, resting_on, surprise};
use crate::model::charter::charter;
use crate::model::{Charter, Error, Finding, Strength};

charter! {
    /// # What it looks for
    /// Three or more of the random numbers by which Word marks the saves of a document (rsids) that two documents share.
    ///
    /// # Why it matters
    /// Shared numbers mean shared history: one was made from the other, or both from a third. No author sees or types them.
    ///
    /// # Innocent causes
    /// A template that was saved often, a passage of the office that is copied into every letter, "Save as" for the next letter.
    ///
    /// # What it cannot tell
    /// The order: the numbers are no clock. Where all numbers of one are in the other and that has more, the first is more likely the
    /// older. Word writes none where the option is off, and other programs drop them.
    ///
    /// # Example
    /// The letters of two people share five numbers and the first of all.
    ///
    /// # Sources
    /// ECMA-376, part 1, 17.15.1.72; Garfinkel and Migletz 2009; Spennemann 2020; catalogue of checks (rsid-overlap). Measured: 0 of 790
    /// pairs of unrelated documents share three. Strength: medium where authors and companies differ, else informational.
    pub struct RsidOverlap { code: "C006", name: "rsid-overlap", summary: "documents share the random numbers of their saves", since: "0.1.0", group: Collection }
}

/// So many shared numbers are no chance: 2 in 10^9 for two documents of 200.
const LEAST: usize = 3;

impl CollectionCheck for RsidOverlap {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn links(&self) -> Links {
        Links::Ties(&[TieKind::SaveMark])
    }

    fn find(&self, together: &Together<'_>) -> Result<Vec<Finding>, Error> {
        let mut findings = Strongest::default();
        for ((one, other), count) in together.pairs(TieKind::SaveMark)? {
            if count < LEAST {
                continue;
            }
            let pair = [together.sketch(one)?, together.sketch(other)?];
            let [first, second] = &pair;
            if first.sha256 != second.sha256 && first.parent.is_none() && second.parent.is_none() {
                findings.push(told(&pair, first, second, count));
            }
        }
        Ok(findings.into_list())
    }
}

fn told(pair: &[Sketch], first: &Sketch, second: &Sketch, count: usize) -> Finding {
    let (one, other) = (first.values(TieKind::SaveMark), second.values(TieKind::SaveMark));
    let root = first.values(TieKind::SaveRoot).intersection(&second.values(TieKind::SaveRoot)).count() > 0;
    let older = match () {
        () if one.is_subset(&other) && one.len() < other.len() => Some((first, second)),
        () if other.is_subset(&one) && other.len() < one.len() => Some((second, first)),
        () => None,
    };
    let older = older.map_or_else(String::new, |(older, younger)| {
        format!(
            " All numbers of “{}” are in “{}”, which has more: the first is more likely the older.",
            older.shown(),
            younger.shown()
        )
    });
    let root = if root { ", the one of their making among them" } else { "" };
    let said = format!(
        "{} share {count} of the random numbers that Word draws at each save{root}: they have a history in common.{older}",
        names(pair)
    );
    let found = finding(&RsidOverlap::CHARTER, surprise(pair).max(Strength::Informational), said, pair);
    let evidence = pair.iter().filter_map(|sketch| {
        let tie = sketch.ties.iter().find(|tie| tie.kind == TieKind::SaveMark)?;
        Some((sketch, tie.evidence?))
    });
    resting_on(found, evidence)
        .innocently(&[
            "Both were made from one template, or from an earlier letter by “Save as”.",
            "A passage of the office was copied into both.",
        ])
        .settled_by("Compare the two (valla compare A B), and ask for the template.")
}
