//! The document holds text that a reader does not see.

use crate::checks::quotation::short;
use crate::checks::{Check, View, charter};
use crate::model::{Charter, Evidence, Examination, Finding, Layer, Reading, Strength};
use crate::properties::{concealments, keys};
use std::collections::BTreeMap;

charter! {
    /// # What it looks for
    /// Text in the document that is not on its pages: tracked deletions that are still there, hidden text,
    /// comments, hidden sheets, rows and slides, speaker notes, names that are not shown, text beyond the end of an
    /// old Word document.
    ///
    /// # Why it matters
    /// Left-overs have given away the real subject, writer or date of a document. Anyone who publishes it should
    /// know what goes with it.
    ///
    /// # Innocent causes
    /// Ordinary drafting leaves comments, deletions and notes behind.
    ///
    /// # What it cannot tell
    /// Whether anyone meant to hide it.
    ///
    /// # Example
    /// A deleted paragraph that names another recipient.
    ///
    /// # Sources
    /// Catalogue of checks, 27 (the dossier on Iraq of 2003; COPA v Wright (EWHC 1198 (Ch) of 2024), `ID_000227`
    /// and `ID_000396`). Strength: informational: it speaks neither for nor against a claim.
    pub struct DocxHiddenText { code: "T003", name: "docx-hidden-text", summary: "the file holds text that a reader does not see", since: "0.1.0", group: Text }
}

/// Words that were deleted with changes tracked.
const DELETED: &[&str] = &[keys::CHANGE_DELETED, keys::RTF_CHANGE_DELETED];

/// So many pieces of a kind are named as premises.
const NAMED: usize = 10;

impl Check for DocxHiddenText {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn examine(&self, view: &View<'_>) -> Examination {
        if !view.evidence().any(Evidence::is_of_office) {
            return Examination::not_applicable("no Office or RTF file");
        }
        let mut found: BTreeMap<&str, Vec<&Evidence>> = BTreeMap::new();
        for evidence in view.evidence() {
            let what = match evidence.hidden.and_then(concealments::told) {
                Some(row) => row.what.as_str(),
                None if evidence.is_one_of(DELETED) => "text deleted with changes tracked",
                None => continue,
            };
            if evidence.value != Reading::Absent {
                found.entry(what).or_default().push(evidence);
            }
        }
        Examination::of(found.into_iter().map(|(what, evidence)| finding(what, &evidence)).collect())
    }
}

fn finding(what: &str, evidence: &[&Evidence]) -> Finding {
    let first = evidence.first().map(|evidence| evidence.value_text()).unwrap_or_default();
    let summary = format!("It holds {what} ({} found). The first: {:?}.", evidence.len(), short(&first));
    Finding::of(&DocxHiddenText::CHARTER, Strength::Informational, Layer::Content, summary)
        .resting_on(evidence.iter().take(NAMED).copied())
        .innocently(&["Ordinary drafting leaves comments, deletions and notes behind."])
        .settled_by("Read it. Decide before publication whether it should go with the document.")
}
