//! The document was edited for longer than lies between its making and its last change.

use crate::checks::dates::edit_time_negative::edit_times;
use crate::checks::dates::internal_date_order::duration;
use crate::checks::quotation::time;
use crate::checks::{Check, View, charter};
use crate::model::{Charter, Examination, Finding, Layer, Role, Strength};

charter! {
    /// # What it looks for
    /// A stated editing time that is longer, by more than an hour, than the time between the stated making and the
    /// stated last save.
    ///
    /// # Why it matters
    /// Nobody edits a document for 57 days within 43 hours. Someone changed one of the two dates, or the clock.
    ///
    /// # Innocent causes
    /// "Save as" gives a new date of making and keeps the editing time. So do templates, and copies on some
    /// systems.
    ///
    /// # What it cannot tell
    /// Which value is wrong. A long editing time alone says nothing: a document may stay open for weeks. 3 % of
    /// ordinary documents show this, so it never counts alone.
    ///
    /// # Example
    /// 83,165 minutes of editing in a document that was made and last saved within 2,594 minutes.
    ///
    /// # Sources
    /// Catalogue of checks, 18 (COPA v Wright (EWHC 1198 (Ch) of 2024), `ID_000258`, para 387 and 405); measured on 2,209 OOXML
    /// documents (3.1 %) and 173 of Word's old form (2.9 %). Strength: weak.
    pub struct EditTimeExceedsInterval { code: "D012", name: "edit-time-exceeds-interval", summary: "the file says it was edited for longer than the time between its making and its last save", since: "0.1.0", group: Dates }
}

/// Clocks and whole minutes: an hour, in seconds.
const TOLERANCE: i64 = 3_600;

impl Check for EditTimeExceedsInterval {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn examine(&self, view: &View<'_>) -> Examination {
        let created = view.times(&[Role::Created]).min_by_key(|(_, moment)| moment.earliest);
        let modified = view.times(&[Role::Modified]).max_by_key(|(_, moment)| moment.latest);
        let edited = edit_times(view).filter(|(_, seconds)| *seconds > 0).max_by_key(|(_, seconds)| *seconds);
        let (Some((made, from)), Some((changed, until)), Some((edited, seconds))) = (created, modified, edited) else {
            return Examination::not_applicable("no editing time, or not both dates, of making and of the last save");
        };
        let between = (until.latest.0 - from.earliest.0).max(0);
        // Numbers of programs that count something else run into thousands of years.
        let plausible = seconds < 50 * 366 * 86_400;
        if seconds <= between + TOLERANCE || !plausible {
            return Examination::of(vec![]);
        }
        let summary = format!(
            "It says it was edited for {}, but only {} passed between its making ({}) and its last save ({}).",
            duration(seconds),
            duration(between),
            time(from),
            time(until)
        );
        let finding = Finding::of(&Self::CHARTER, Strength::Weak, Layer::Bytes, summary)
            .resting_on([edited, made, changed])
            .innocently(&[
                "\"Save as\" gave a new date of making and kept the editing time.",
                "The editing time came from a template or a copy.",
            ])
            .settled_by("Ask for the document that this one was saved from.");
        Examination::of(vec![finding])
    }
}
