//! Words in objects that no state of the document shows.

use crate::checks::quotation::short;
use crate::checks::{Check, View, charter};
use crate::model::{Charter, Evidence, Examination, Finding, Layer, Strength};

charter! {
    /// # What it looks for
    /// Content with words in objects that no table of the file names, or to which nothing leads from any of its states.
    ///
    /// # Why it matters
    /// It is what the document does not show: an earlier draft that a program left behind, or a page that waits to be shown by a later
    /// change.
    ///
    /// # Innocent causes
    /// Programs leave behind what they no longer need: parts of forms, appearances, pages taken out.
    ///
    /// # What it cannot tell
    /// What glyphs mean without their font. In files whose tables are broken it does not look.
    ///
    /// # Example
    /// Object 24, to which nothing in the document leads, says `The sum of 90,000 is granted`.
    ///
    /// # Sources
    /// ISO 32000-2:2020, 7.5.4; Mainka and others, "Shadow Attacks", 2021 (hide and replace); catalogue of checks, 26. Strength:
    /// informational, since honest programs leave such objects behind.
    pub struct UnreferencedText { code: "R007", name: "unreferenced-text", summary: "words in objects that no state of the document shows", since: "0.1.0", group: Revisions }
}

/// So many places are quoted.
const QUOTED: usize = 3;

impl Check for UnreferencedText {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn examine(&self, view: &View<'_>) -> Examination {
        if view.extraction.revisions.is_empty() {
            return Examination::not_applicable("a format without revisions");
        }
        let found: Vec<&Evidence> =
            view.evidence().filter(|evidence| evidence.property == "pdf.unreferenced.text").collect();
        if found.is_empty() {
            return Examination::of(vec![]);
        }
        let quoted: Vec<String> = found
            .iter()
            .take(QUOTED)
            .map(|evidence| format!("{:?} ({})", short(&evidence.value_text()), evidence.locus.path))
            .collect();
        let more = found.len().saturating_sub(QUOTED);
        let more = if more > 0 { format!(", and {more} more") } else { String::new() };
        let summary =
            format!("Words that no state of the document shows stand in the file: {}{more}.", quoted.join("; "));
        let finding = Finding::of(&UnreferencedText::CHARTER, Strength::Informational, Layer::Content, summary)
            .resting_on(found.into_iter().take(QUOTED))
            .innocently(&["A program left behind what it no longer needed."])
            .settled_by("Read the objects with a program that shows the structure of PDF, such as qpdf --show-object.");
        Examination::of(vec![finding])
    }
}
