//! An equation was written by a program that is younger than the document is said to be.

use crate::checks::late_mark::{LateMark, weigh};
use crate::checks::{Check, View, charter};
use crate::model::{Charter, Examination};

charter! {
    /// # What it looks for
    /// The head of each embedded equation (MTEF): which version of MathType wrote it, to the second digit. A finding arises
    /// where that version is younger than the claimed date, or than the date of saving that the document itself states.
    ///
    /// # Why it matters
    /// The digit is shown nowhere and cannot be changed in any program.
    ///
    /// # Innocent causes
    /// The equation was edited later, or copied from a newer document: that touches the equation, not the words around it.
    ///
    /// # What it cannot tell
    /// Word's own Equation Editor has kept one version for twenty years. An old version proves nothing.
    ///
    /// # Example
    /// `MathType 6.9`, of 2013, in a paper that is said to be of 2008.
    ///
    /// # Sources
    /// Catalogue of checks, 11 (COPA v Wright (EWHC 1198 (Ch) of 2024), `ID_000227` and `ID_000550`); MTEF version 5, header; the
    /// rows `mathtype-...` of the table `office_features`.
    pub struct MathtypeMtefVersion { code: "P006", name: "mathtype-mtef-version", summary: "an equation was written by a program that is younger than the document is said to be", since: "0.1.0", group: Programs }
}

const INNOCENT: &[&str] = &["The equation was edited later.", "The equation was copied from a newer document."];

impl Check for MathtypeMtefVersion {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn examine(&self, view: &View<'_>) -> Examination {
        let (mut marks, mut seen) = (Vec::new(), false);
        for evidence in view.evidence().filter(|evidence| evidence.property == "ole.object.equation") {
            seen = true;
            let Some(program) = evidence.text().and_then(|text| text.split(", ").nth(1)) else { continue };
            let Some(dated) = view.knowledge.feature(program) else { continue };
            let says = format!("the equation was written by {program}, which is not known before {}", dated.since());
            marks.push(LateMark { evidence, also: vec![], dated, says });
        }
        if !seen {
            return Examination::not_applicable("no embedded equation");
        }
        if marks.is_empty() {
            return Examination::not_applicable("the table knows no date for the programs of the equations");
        }
        weigh(view, &Self::CHARTER, INNOCENT, marks)
    }
}
