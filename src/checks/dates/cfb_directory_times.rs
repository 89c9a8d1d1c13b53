//! The container of an old Office document was written at another time than the document states.

use crate::checks::dates::internal_date_order::duration;
use crate::checks::quotation::{day, time};
use crate::checks::{Check, View, charter};
use crate::model::{Charter, Examination, Finding, Layer, Role, Strength};

charter! {
    /// # What it looks for
    /// The container of a `.doc`, `.xls` or `.ppt` records by itself when it was last written. The check reports
    /// one that was written more than a day before or after the document says it was last saved.
    ///
    /// # Why it matters
    /// No program shows the container's time, and metadata editors leave it alone. It is a second clock.
    ///
    /// # Innocent causes
    /// A tool that rebuilds the container (archives, converters, mail gateways) records its own time. Programs that
    /// write documents without Office keep the document's dates and give the container the current time.
    ///
    /// # What it cannot tell
    /// Most programs other than Office write no time here, which says nothing.
    ///
    /// # Example
    /// "Last saved on 5 March 2003" in a container last written on 12 June 2009.
    ///
    /// # Sources
    /// Catalogue of checks, 23; MS-CFB 2.6.1. Measured: the container was written within a day of the stated save
    /// in 164 of 166 documents; in the corpus of this program no container is older than its document, and ten that
    /// programs for tests saved are younger. Strength: medium where the container is older, weak where it is
    /// younger.
    pub struct CfbDirectoryTimes { code: "D014", name: "cfb-directory-times", summary: "the container of the document was written at another time than the document says", since: "0.1.0", group: Dates }
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
            return Examination::not_applicable("no container with a time, or no date of the last save");
        };
        let gap = written.earliest.0 - saved.earliest.0;
        if gap.abs() <= DAY {
            return Examination::of(vec![]);
        }
        let (strength, order) = if gap < 0 { (Strength::Medium, "before") } else { (Strength::Weak, "after") };
        let summary = format!(
            "Its container was last written {}, {} {order} the file says it was last saved ({}).",
            day(written),
            duration(gap.abs()),
            time(saved)
        );
        let finding = Finding::of(&Self::CHARTER, strength, Layer::Bytes, summary)
            .resting_on([directory, stated])
            .innocently(&[
                "A tool such as an archive or a converter rebuilt the container.",
                "A program other than Office saved it and kept the document's dates.",
            ])
            .settled_by("Ask what was done with the file when the container was written, and ask for an earlier copy.");
        Examination::of(vec![finding])
    }
}
