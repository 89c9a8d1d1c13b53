//! Two PDF files state the same first half of their identifier.

use crate::collation::check::{CollectionCheck, Links, Strongest};
use crate::collation::sketch::TieKind;
use crate::collation::together::{Together, finding, names, resting_on, surprise};
use crate::model::charter::charter;
use crate::model::{Charter, Error, Finding};
use std::collections::BTreeSet;

charter! {
    /// # What it looks for
    /// PDF files of other bytes whose identifiers have the same first half.
    ///
    /// # Why it matters
    /// A program draws the first half once, when the file is made, and keeps it at each save; the second half is drawn anew. Files that
    /// share the first half were one file once.
    ///
    /// # Innocent causes
    /// A form that was filled in several times, a document that was signed or commented by several people. Some programs write the same
    /// identifier into everything.
    ///
    /// # What it cannot tell
    /// Which was first.
    ///
    /// # Example
    /// An order and a receipt of other words share the first half.
    ///
    /// # Sources
    /// ISO 32000-2, 14.4; catalogue of checks (pdf-id-pair). Measured: 1 of 44,553 pairs of unrelated files (a test file that was made
    /// from another). Strength: medium where authors and companies differ, else informational.
    pub struct PdfIdPair { code: "C007", name: "pdf-id-pair", summary: "PDF files state that they were one file once", since: "0.1.0", group: Collection }
}

impl CollectionCheck for PdfIdPair {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn links(&self) -> Links {
        Links::Ties(&[TieKind::FileIdentifier])
    }

    fn find(&self, together: &Together<'_>) -> Result<Vec<Finding>, Error> {
        let mut findings = Strongest::default();
        for shared in together.shared(TieKind::FileIdentifier)? {
            let mut sketches = together.sketches(&shared.numbers)?;
            let mut known = BTreeSet::new();
            sketches.retain(|sketch| known.insert(sketch.sha256.clone()));
            if sketches.len() < 2 {
                continue;
            }
            let said = format!(
                "{} have the same first half of the identifier that a program draws when it makes a PDF: they were one file once.",
                names(&sketches)
            );
            let found = finding(&Self::CHARTER, surprise(&sketches), said, &sketches);
            let evidence = sketches.iter().filter_map(|sketch| {
                let tie = sketch.ties.iter().find(|tie| tie.kind == TieKind::FileIdentifier)?;
                Some((sketch, tie.evidence?))
            });
            findings.push(
                resting_on(found, evidence)
                    .innocently(&[
                        "One form was filled in several times, or one document signed by several people.",
                        "The program writes one identifier into everything it makes.",
                    ])
                    .settled_by("Compare the files (valla compare A B)."),
            );
        }
        Ok(findings.into_list())
    }
}
