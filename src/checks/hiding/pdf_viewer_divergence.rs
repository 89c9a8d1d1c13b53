//! Programs and readers see different things in the same file.

use super::{NAMED, by_reason, places};
use crate::checks::{Check, View, charter};
use crate::model::{Charter, Examination, Finding, Hiding, Layer, Strength};
use crate::properties::keys;

charter! {
    /// # What it looks for
    /// Letters that are drawn with the shape of another letter than a search finds, and entries that a PDF holds twice with different values.
    ///
    /// # Why it matters
    /// What people read is not what programs search, index or copy. It can hide words from a search, or show one program another page than
    /// the next.
    ///
    /// # Innocent causes
    /// Old fonts with an encoding of their own, faulty programs, and fonts that were made smaller.
    ///
    /// # What it cannot tell
    /// Whether anyone meant it.
    ///
    /// # Example
    /// A page that shows Friday and copies Monday.
    ///
    /// # Sources
    /// Catalogue of checks, 93 (shadow attacks; false tables `ToUnicode`). Strength: informational.
    pub struct ReadsOtherwise { code: "H002", name: "pdf-viewer-divergence", summary: "programs and readers see different things in it", since: "0.1.0", group: Hidden }
}

impl Check for ReadsOtherwise {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn examine(&self, view: &View<'_>) -> Examination {
        let found = by_reason(view, |_, row| row.kind == Hiding::ReadsOtherwise);
        if found.is_empty() && !view.evidence().any(|evidence| evidence.is_one_of(keys::PAGE_TEXTS)) {
            return Examination::not_applicable("no words of PDF pages");
        }
        let finding = |(row, evidence): (&crate::properties::concealments::Told, Vec<_>)| {
            let summary = format!("It holds {}: {}.", row.what, places(&evidence));
            Finding::of(&Self::CHARTER, Strength::Informational, Layer::Content, summary)
                .resting_on(evidence.into_iter().take(NAMED))
                .innocently(&["An old or faulty program wrote the fonts or the entries so."])
                .settled_by(&format!("To see it: {}.", row.see))
        };
        Examination::of(found.into_values().map(finding).collect())
    }
}
