//! An add-in worked on the document later than the document is said to be.

use crate::checks::late_mark::{LateMark, weigh};
use crate::checks::{Check, View, charter};
use crate::model::{Charter, Examination, Strength};

charter! {
    /// # What it looks for
    /// The variables `__Grammarly_42___...` that the add-in Grammarly leaves in a Word document, in any of its forms. They hold
    /// an identifier, packed twice, that is the time of the first session to a ten-millionth of a second. A finding arises where
    /// that time is later than the claimed date, or than the date of saving that the document itself states.
    ///
    /// # Why it matters
    /// No program shows these variables, they survive saving under another name and in another form, and forgers do not know them.
    ///
    /// # Innocent causes
    /// An older text was proof-read with Grammarly later, and saved.
    ///
    /// # What it cannot tell
    /// The clock is that of the machine. A copy inherits the identifier, so two documents with the same one have an ancestor in
    /// common, not an author.
    ///
    /// # Example
    /// A first session on 15 April 2017 in a document that is said to be of 2008.
    ///
    /// # Sources
    /// Catalogue of checks, 8 (COPA v Wright (EWHC 1198 (Ch) of 2024), `ID_000550` and `ID_004516`). The reading of the number is
    /// measured on public documents. Strength: strong.
    pub struct AddinGrammarlyDocid { code: "P005", name: "addin-grammarly-docid", summary: "an add-in worked on the document later than the document is said to be", since: "0.1.0", group: Programs }
}

const INNOCENT: &[&str] = &["An older text was proof-read with Grammarly later, and saved."];

impl Check for AddinGrammarlyDocid {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn examine(&self, view: &View<'_>) -> Examination {
        let sessions = view.evidence().filter(|evidence| evidence.property == "grammarly.DocId");
        let marks: Vec<LateMark<'_>> = sessions
            .filter_map(|evidence| {
                let at = evidence.moment()?.earliest;
                let what = format!("a session of Grammarly on {}", at.day_text());
                let dated = view.knowledge.own_date("grammarly:own-date", what, "Grammarly", at, Strength::Strong)?;
                Some(LateMark {
                    evidence,
                    also: vec![],
                    says: format!("Grammarly first worked on the document at {at}"),
                    dated,
                })
            })
            .collect();
        if marks.is_empty() {
            return Examination::not_applicable("no variable of Grammarly");
        }
        weigh(view, &Self::CHARTER, INNOCENT, marks)
    }
}
