//! The table of contents repeats headings that the text no longer has.

use crate::checks::{Check, View, charter};
use crate::model::{Charter, Evidence, Examination, Finding, Layer, Strength};
use crate::properties::keys;

charter! {
    /// # What it looks for
    /// Entries of the table of contents of a Word document whose heading says something else by now, or is gone. Word copies the
    /// headings when somebody updates the table, and not after.
    ///
    /// # Why it matters
    /// Such an entry quotes an earlier state of the text. It can also come from the document that this one was made from.
    ///
    /// # Innocent causes
    /// Nobody updated the table. That is common: of 23 ordinary documents with such a table, 9 had at least one such entry.
    ///
    /// # What it cannot tell
    /// When the heading was changed, and by whom. The check reads Word documents of 2007 or later alone.
    ///
    /// # Example
    /// "Summary of Module" in the table, "Summary of Feature" over the text.
    ///
    /// # Sources
    /// Catalogue of checks, 135; ECMA-376, part 1, 17.16.5. Strength: informational.
    pub struct TableOfContents { code: "T013", name: "toc-pageref-cache", summary: "the table of contents repeats headings that the text no longer has", since: "0.1.0", group: Text }
}

/// So many entries are premises.
const NAMED: usize = 10;

impl Check for TableOfContents {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn examine(&self, view: &View<'_>) -> Examination {
        if !view.evidence().any(Evidence::is_of_office) {
            return Examination::not_applicable("no Office file");
        }
        let entries: Vec<&Evidence> =
            view.evidence().filter(|evidence| evidence.property == keys::CONTENTS_DIFFERS).collect();
        let Some(first) = entries.first() else { return Examination::of(vec![]) };
        let more = if entries.len() > 1 { format!(" ({} such entries)", entries.len()) } else { String::new() };
        let summary = format!("The table of contents repeats an earlier heading: {}{more}.", first.value_text());
        Examination::of(vec![
            Finding::of(&Self::CHARTER, Strength::Informational, Layer::Content, summary)
                .resting_on(entries.into_iter().take(NAMED))
                .innocently(&["Nobody updated the table after an edit, or it came along from another document."])
                .settled_by(
                    "Compare the table of contents with the headings: what differs is wording of an earlier state.",
                ),
        ])
    }
}
