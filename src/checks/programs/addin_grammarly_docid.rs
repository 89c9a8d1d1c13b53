//! An add-in worked on the document later than the document is said to be.

use crate::checks::late_mark::{LateMark, Target, weigh};
use crate::checks::{Check, View, charter};
use crate::model::{Charter, Examination, Strength};
use crate::properties::keys;

charter! {
    /// # What it looks for
    /// The hidden variables `__Grammarly_42___...` that the writing aid Grammarly leaves in a Word document, in any
    /// of its forms. They hold an identifier, packed twice: the time of the first session, to a ten-millionth of a
    /// second. The check reports a time that is later than the claimed date, or later than the file says it was
    /// last saved.
    ///
    /// # Why it matters
    /// No program shows these variables. They survive saving under another name and in another format, and few
    /// people know of them.
    ///
    /// # Innocent causes
    /// Someone checked an older text with Grammarly later and saved it.
    ///
    /// # What it cannot tell
    /// The time comes from the machine's clock. A copy inherits the identifier, so two documents with the same one
    /// share an earlier version, not a writer.
    ///
    /// # Example
    /// A first session on 15 April 2017 in a document that is said to be from 2008.
    ///
    /// # Sources
    /// Catalogue of checks, 8 (COPA v Wright (EWHC 1198 (Ch) of 2024), `ID_000550` and `ID_004516`). The reading of the number is
    /// measured on public documents. Strength: strong.
    pub struct AddinGrammarlyDocid { code: "P005", name: "addin-grammarly-docid", summary: "the writing aid Grammarly worked on the file later than the claimed or stated date", since: "0.1.0", group: Programs }
}

const INNOCENT: &[&str] = &["Someone checked an older text with Grammarly later and saved it."];

impl Check for AddinGrammarlyDocid {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn examine(&self, view: &View<'_>) -> Examination {
        let sessions = view.evidence().filter(|evidence| evidence.property == keys::GRAMMARLY_SESSION);
        let marks: Vec<LateMark<'_>> = sessions
            .filter_map(|evidence| {
                let at = evidence.moment()?.earliest;
                let what = format!("a Grammarly session on {}", at.plain_day());
                let dated = view.knowledge.own_date("grammarly:own-date", what, "Grammarly", at, Strength::Strong)?;
                Some(LateMark {
                    target: Target::Bytes,
                    evidence,
                    also: vec![],
                    says: format!("Grammarly first worked on the document on {} ({at})", at.plain_day()),
                    dated,
                })
            })
            .collect();
        if marks.is_empty() {
            return Examination::not_applicable("no trace of Grammarly");
        }
        weigh(view, &Self::CHARTER, INNOCENT, marks)
    }
}
