//! The document holds text that a reader does not see.

use crate::checks::quotation::short;
use crate::checks::{Check, View, charter};
use crate::model::{Charter, Evidence, Examination, Finding, Layer, Strength};
use std::collections::BTreeMap;

charter! {
    /// # What it looks for
    /// Text that stands in the document and not on its pages: deletions that are still there with their changes tracked, hidden text, comments,
    /// hidden sheets, rows and slides, notes to speakers, names that are not shown, text beyond the end of a document of Word in the old form.
    ///
    /// # Why it matters
    /// Left-overs have betrayed the real subject, author or date of a document; and whoever publishes it should know what goes with it.
    ///
    /// # Innocent causes
    /// Ordinary drafting: comments, deletions and notes belong to the work.
    ///
    /// # What it cannot tell
    /// Whether anyone meant to hide it.
    ///
    /// # Example
    /// A deleted paragraph that names another addressee.
    ///
    /// # Sources
    /// Catalogue of checks, 27 (the dossier on Iraq of 2003; COPA v Wright (EWHC 1198 (Ch) of 2024), `ID_000227` and `ID_000396`). Strength:
    /// informational: it speaks for and against nothing.
    pub struct DocxHiddenText { code: "T003", name: "docx-hidden-text", summary: "the document holds text that a reader does not see", since: "0.1.0", group: Text }
}

/// What is hidden, by the property that holds it.
const KINDS: &[(&str, &str)] = &[
    ("ooxml.change.deleted", "text that was deleted with changes tracked"),
    ("rtf.change.deleted", "text that was deleted with changes tracked"),
    ("ooxml.comment.text", "comments"),
    ("ole.powerpoint.comment", "comments"),
    ("ole.excel.note", "comments"),
    ("rtf.comment.text", "comments"),
    ("ooxml.hidden.text", "hidden text"),
    ("rtf.hidden.text", "hidden text"),
    ("ooxml.hidden.sheet", "hidden sheets"),
    ("ole.excel.hidden-sheet", "hidden sheets"),
    ("ooxml.hidden.cells", "hidden rows or columns"),
    ("ooxml.hidden.slide", "hidden slides"),
    ("ole.powerpoint.hidden-slide", "hidden slides"),
    ("ooxml.hidden.notes", "notes to speakers"),
    ("ole.powerpoint.notes", "notes to speakers"),
    ("ooxml.hidden.name", "names that are not shown"),
    ("ole.word.beyond", "text beyond the end of the document"),
];
/// So many pieces of a kind are named as premises.
const NAMED: usize = 10;

impl Check for DocxHiddenText {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn examine(&self, view: &View<'_>) -> Examination {
        let office = ["ooxml.", "ole.", "rtf."];
        if !view.evidence().any(|evidence| office.iter().any(|prefix| evidence.property.starts_with(prefix))) {
            return Examination::not_applicable("no document of Office and no RTF file");
        }
        let mut found: BTreeMap<&str, Vec<&Evidence>> = BTreeMap::new();
        for evidence in view.evidence() {
            let kind = KINDS.iter().find(|(property, _)| *property == evidence.property);
            if let Some((_, what)) = kind.filter(|_| !matches!(evidence.value, crate::model::Reading::Absent)) {
                found.entry(what).or_default().push(evidence);
            }
        }
        Examination::of(found.into_iter().map(|(what, evidence)| finding(what, &evidence)).collect())
    }
}

fn finding(what: &str, evidence: &[&Evidence]) -> Finding {
    let first = evidence.first().map(|evidence| evidence.value_text()).unwrap_or_default();
    let summary = format!("It holds {what} ({}), the first: {:?}.", evidence.len(), short(&first));
    Finding::of(&DocxHiddenText::CHARTER, Strength::Informational, Layer::Content, summary)
        .resting_on(evidence.iter().take(NAMED).copied())
        .innocently(&["Comments, deletions and notes belong to ordinary drafting."])
        .settled_by("Read it; decide before publication whether it should go with the document.")
}
