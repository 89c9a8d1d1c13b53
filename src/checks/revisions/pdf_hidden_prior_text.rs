//! Words that a later save took from the pages are still in the file.

use crate::checks::quotation::short;
use crate::checks::{Check, View, charter};
use crate::model::{
    Axiom, Charter, Examination, Finding, Layer, PremiseRef, Revision, Strength, WordChange, WordsChanged,
};

charter! {
    /// # What it looks for
    /// The words on the pages in every version in the file, compared with the version before. The check reports a
    /// save that removed words or replaced them: the earlier ones are still in the file, byte for byte.
    ///
    /// # Why it matters
    /// It is what the document said before. A reader of the file does not see it.
    ///
    /// # Innocent causes
    /// Someone corrected a mistake, filled in a form again, or removed a stamp or a note.
    ///
    /// # What it cannot tell
    /// Why the words were changed, and whether anyone meant to hide them. The check does not read words drawn as
    /// pictures.
    ///
    /// # Example
    /// `10 000` on page 1, replaced by `90 000` in the second save.
    ///
    /// # Sources
    /// Catalogue of checks, 26; ISO 32000-2, 7.5.6. Strength: weak, since ordinary files are corrected too.
    pub struct PdfHiddenPriorText { code: "R002", name: "pdf-hidden-prior-text", summary: "words that a later save removed from the pages are still in the file", since: "0.1.0", group: Revisions }
}

/// So many places are quoted.
const QUOTED: usize = 5;

impl Check for PdfHiddenPriorText {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn examine(&self, view: &View<'_>) -> Examination {
        if view.extraction.revisions.len() < 2 {
            return Examination::not_applicable("the file was saved once");
        }
        Examination::of(view.extraction.revisions.iter().filter_map(finding).collect())
    }
}

fn finding(revision: &Revision) -> Option<Finding> {
    let gone: Vec<&WordChange> =
        revision.words.iter().filter(|words| words.change == WordsChanged::Removed && !words.invisible).collect();
    if gone.is_empty() {
        return None;
    }
    let mut quoted: Vec<String> = gone.iter().take(QUOTED).map(|words| in_words(revision, words)).collect();
    if gone.len() > QUOTED {
        quoted.push(format!("and in {} more places", gone.len() - QUOTED));
    }
    let summary = format!(
        "A later save removed words from the pages, but they are still in the file: {} (revision {}).",
        quoted.join("; "),
        revision.number
    );
    let mut finding = Finding::of(&PdfHiddenPriorText::CHARTER, Strength::Weak, Layer::Content, summary)
        .innocently(&["Someone corrected a mistake.", "Someone filled in a form again, or removed a note or a stamp."])
        .settled_by("Compare the versions: valla revisions FILE, and FILE --extract DIR for the earlier one.");
    finding.premises.push(PremiseRef::axiom(Axiom::RevisionOrder(revision.number)));
    Some(finding)
}

/// Words that went, with those that came to the same place.
fn in_words(revision: &Revision, gone: &WordChange) -> String {
    let came = revision.words.iter().find(|words| {
        words.change == WordsChanged::Added
            && words.page == gone.page
            && (words.y - gone.y).abs() < 1.0
            && (words.x - gone.x).abs() < 40.0
    });
    let instead = came.map(|words| format!(", now {:?}", short(&words.text))).unwrap_or_default();
    format!("{:?} on page {}{instead} (at {}, {})", short(&gone.text), gone.page, gone.x, gone.y)
}
