//! A redaction that does not hold: the words are still in the file.

use super::{NAMED, by_reason, places};
use crate::checks::{Check, View, charter};
use crate::model::{Charter, Concealment, Evidence, Examination, Finding, Hiding, Layer, Strength};
use crate::properties::concealments::Told;
use crate::properties::keys;

charter! {
    /// # What it looks for
    /// Words that somebody blacked out and did not remove: under a dark bar, dark on a dark bar, in a place that is marked for redaction, in
    /// black on black in an Office file. And what removed words leave behind elsewhere: bookmarks, the text for screen readers, values of
    /// forms, letters in fonts, the width of the gap.
    ///
    /// # Why it matters
    /// Anyone can copy such words. Court papers, contracts and reports have given away what they meant to keep back in this way. Who
    /// publishes a document should know before; who receives one may read on.
    ///
    /// # Innocent causes
    /// A dark field as decoration, with words that were meant to be white on it. A bar over a word of a draft. Bookmarks and descriptions
    /// that were never meant to be on the page.
    ///
    /// # What it cannot tell
    /// Who drew the bar, and whether the words were to be kept back. Of a bar without words under it, only how many characters fit.
    ///
    /// # Example
    /// `Anna Velkova` under a black bar on page 1.
    ///
    /// # Sources
    /// Catalogue of checks, 37 (Manafort 2019; a contract on vaccines 2021; Bland, Iyer and Levchenko, PETS 2023). That the words are there is a fact
    /// that anyone can repeat, so it is strong; it says nothing on the document's age or origin, and enters no verdict. Leftovers are
    /// informational.
    pub struct RedactionFailure { code: "H001", name: "redaction-failure", summary: "words that were blacked out can still be copied", since: "0.1.0", group: Hidden }
}

/// Words under a bar as one draws it to black words out, and words that are marked to go.
const FAILED: &[&str] = &[keys::PAGE_TEXT_BARRED, keys::PAGE_TEXT_MARKED];

impl Check for RedactionFailure {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn examine(&self, view: &View<'_>) -> Examination {
        let has_words = view.evidence().any(|evidence| evidence.is_one_of(keys::PAGE_TEXTS) || evidence.is_of_office());
        if !has_words {
            return Examination::not_applicable("no words of pages or of an Office file");
        }
        let failed =
            by_reason(view, |evidence, row| evidence.is_one_of(FAILED) || row.reason == Concealment::Blackened);
        let left = by_reason(view, |_, row| row.kind == Hiding::Leftovers);
        let mut findings: Vec<Finding> =
            failed.into_values().map(|(row, evidence)| still_there(row, &evidence)).collect();
        findings.extend(left.into_values().map(|(row, evidence)| left_behind(row, &evidence)));
        Examination::of(findings)
    }
}

fn still_there(row: &Told, evidence: &[&Evidence]) -> Finding {
    let summary = format!("Anyone can copy {}: {}.", row.what, places(evidence));
    Finding::of(&RedactionFailure::CHARTER, Strength::Strong, Layer::Content, summary)
        .resting_on(evidence.iter().take(NAMED).copied())
        .innocently(&["The dark field is decoration, or the words under it are of a draft."])
        .settled_by(&format!("To see them: {}. To remove them: {}.", row.see, row.removing))
}

fn left_behind(row: &Told, evidence: &[&Evidence]) -> Finding {
    let summary = format!("It holds {}: {}.", row.what, places(evidence));
    Finding::of(&RedactionFailure::CHARTER, Strength::Informational, Layer::Content, summary)
        .resting_on(evidence.iter().take(NAMED).copied())
        .innocently(&[
            "They were never meant to be on the page, or a program left them when the page was cut or edited.",
        ])
        .settled_by(&format!("To see them: {}. To remove them: {}.", row.see, row.removing))
}
