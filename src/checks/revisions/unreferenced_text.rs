//! Words in objects that no state of the document shows.

use crate::checks::quotation::short;
use crate::checks::{Check, View, charter};
use crate::model::{Charter, Evidence, Examination, Finding, Layer, Strength};
use crate::properties::keys;

charter! {
    /// # What it looks for
    /// Content with words in objects that no table of the file names, or that nothing in any version of it leads
    /// to.
    ///
    /// # Why it matters
    /// It is what the document does not show: an earlier draft that a program left behind, or a page that a later
    /// change could bring up.
    ///
    /// # Innocent causes
    /// Programs leave behind what they no longer need: parts of forms, appearances, removed pages.
    ///
    /// # What it cannot tell
    /// What glyphs mean without their font. The check skips files with broken tables.
    ///
    /// # Example
    /// Object 24, to which nothing in the document leads, says `The sum of 90,000 is granted`.
    ///
    /// # Sources
    /// ISO 32000-2:2020, 7.5.4; Mainka and others, "Shadow Attacks", 2021 (hide and replace); catalogue of checks,
    /// 26. Strength: informational, since ordinary programs leave such objects behind.
    pub struct UnreferencedText { code: "R007", name: "unreferenced-text", summary: "the file holds words that no version of it shows", since: "0.1.0", group: Revisions }
}

/// So many places are quoted.
const QUOTED: usize = 3;

impl Check for UnreferencedText {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn examine(&self, view: &View<'_>) -> Examination {
        if view.extraction.revisions.is_empty() {
            return Examination::not_applicable("the format has no revisions");
        }
        let found: Vec<&Evidence> =
            view.evidence().filter(|evidence| evidence.property == keys::UNREFERENCED_TEXT).collect();
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
        let summary = format!("The file holds words that no version of it shows: {}{more}.", quoted.join("; "));
        let finding = Finding::of(&UnreferencedText::CHARTER, Strength::Informational, Layer::Content, summary)
            .resting_on(found.into_iter().take(QUOTED))
            .innocently(&["A program left behind what it no longer needed."])
            .settled_by(
                "Read the objects with a program that shows the structure of a PDF, such as qpdf --show-object.",
            );
        Examination::of(vec![finding])
    }
}
