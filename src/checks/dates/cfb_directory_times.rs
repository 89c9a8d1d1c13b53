//! The container of an old Office document was written at another time than the document states.

use crate::checks::dates::internal_date_order::duration;
use crate::checks::{Check, View, charter};
use crate::model::{Charter, Examination, Finding, Layer, Role, Strength};

charter! {
    /// # What it looks for
    /// The container of a `.doc`, `.xls` or `.ppt` notes by itself when it was last written. A finding arises where that is more than a
    /// day before or after the last save that the document states.
    ///
    /// # Why it matters
    /// No program shows the container's time, and editors of metadata leave it alone: it is a second clock.
    ///
    /// # Innocent causes
    /// A tool that puts the container together anew (archives, converters, mail gateways) notes its own time; programs that write
    /// documents without Office keep the dates of the document and write the container now.
    ///
    /// # What it cannot tell
    /// Most programs beside Office write no time here, which says nothing.
    ///
    /// # Example
    /// "Last saved on 5 March 2003" in a container that was last written on 12 June 2009.
    ///
    /// # Sources
    /// Catalogue of checks, 23; MS-CFB 2.6.1. Measured: the container was written within a day of the stated save in 164 of 166
    /// documents; in the corpus of this program no container is older than its document, and ten that were saved by
    /// programs for tests are younger. Strength: medium where the container is older, weak where it is younger.
    pub struct CfbDirectoryTimes { code: "D014", name: "cfb-directory-times", summary: "the container was written at another time than the document states", since: "0.1.0", group: Dates }
}

/// A day, in seconds.
const DAY: i64 = 86_400;

impl Check for CfbDirectoryTimes {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn examine(&self, view: &View<'_>) -> Examination {
        let container = view.times(&[Role::DirectoryTime]).max_by_key(|(_, moment)| moment.latest);
        let saved = view.times(&[Role::Modified]).max_by_key(|(_, moment)| moment.latest);
        let (Some((directory, written)), Some((stated, saved))) = (container, saved) else {
            return Examination::not_applicable("needs a container that notes its time, and a stated last save");
        };
        let gap = written.earliest.0 - saved.earliest.0;
        if gap.abs() <= DAY {
            return Examination::of(vec![]);
        }
        let (strength, order) = if gap < 0 { (Strength::Medium, "before") } else { (Strength::Weak, "after") };
        let summary = format!(
            "The container was last written on {}, {} {order} the last save that the document states ({}).",
            directory.value_text(),
            duration(gap.abs()),
            stated.value_text()
        );
        let finding = Finding::of(&Self::CHARTER, strength, Layer::Bytes, summary)
            .resting_on([directory, stated])
            .innocently(&[
                "A tool put the container together anew, such as an archive or a converter.",
                "A program other than Office saved it and kept the document's dates.",
            ])
            .settled_by(
                "Ask what was done with the file at the time that the container names, and for an earlier copy.",
            );
        Examination::of(vec![finding])
    }
}
