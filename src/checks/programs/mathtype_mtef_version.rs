//! An equation was written by a program that is younger than the document is said to be.

use crate::checks::late_mark::{LateMark, first_known, weigh};
use crate::checks::{Check, View, charter};
use crate::model::{Charter, Examination};
use crate::properties::keys;

charter! {
    /// # What it looks for
    /// The start of each embedded equation (MTEF): which version of MathType wrote it, to the second digit. The
    /// check reports a version that is younger than the claimed date, or younger than the file says it was last
    /// saved.
    ///
    /// # Why it matters
    /// No program shows the digit, and none can change it.
    ///
    /// # Innocent causes
    /// Someone edited the equation later, or copied it from a newer document. That dates the equation, not the
    /// words around it.
    ///
    /// # What it cannot tell
    /// Word's own Equation Editor kept one version for twenty years. An old version says nothing.
    ///
    /// # Example
    /// `MathType 6.9`, of 2013, in a paper that is said to be from 2008.
    ///
    /// # Sources
    /// Catalogue of checks, 11 (COPA v Wright (EWHC 1198 (Ch) of 2024), `ID_000227` and `ID_000550`); MTEF version 5, header; the
    /// rows `mathtype-...` of the table `office_features`.
    pub struct MathtypeMtefVersion { code: "P006", name: "mathtype-mtef-version", summary: "a program younger than the claimed or stated date wrote an equation in the file", since: "0.1.0", group: Programs }
}

const INNOCENT: &[&str] = &["Someone edited the equation later.", "Someone copied the equation from a newer document."];

impl Check for MathtypeMtefVersion {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn examine(&self, view: &View<'_>) -> Examination {
        let (mut marks, mut seen) = (Vec::new(), false);
        for evidence in view.evidence().filter(|evidence| evidence.property == keys::OLD_EQUATION) {
            seen = true;
            let Some(program) = evidence.text().and_then(|text| text.split(", ").nth(1)) else { continue };
            let Some(dated) = view.knowledge.feature(program) else { continue };
            let says = format!("An equation in it was written by {program}, {}", first_known(&dated));
            marks.push(LateMark::of_bytes(evidence, dated, says));
        }
        if !seen {
            return Examination::not_applicable("no embedded equation");
        }
        if marks.is_empty() {
            return Examination::not_applicable("no date is known for the programs of its equations");
        }
        weigh(view, &Self::CHARTER, INNOCENT, marks)
    }
}
