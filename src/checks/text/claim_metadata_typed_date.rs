//! The text gives itself another time than the file.

use crate::checks::own_date::own_date;
use crate::checks::{Check, View, charter};
use crate::model::{Charter, Examination, Finding, Instant, Layer, Role, Strength, plain_day};

charter! {
    /// # What it looks for
    /// The day that a text gives itself, in the line of date at its beginning or its end, beside the days on which the file says that
    /// it was made and last saved.
    ///
    /// # Why it matters
    /// A letter that was written years before its file is a copy: typed anew, converted, or made from a template. A letter whose day
    /// comes after the last save was dated ahead, or a clock was wrong.
    ///
    /// # Innocent causes
    /// Papers are typed, converted and scanned long after their date. Letters are prepared before the day on which they go out. The day
    /// is that of another paper.
    ///
    /// # What it cannot tell
    /// Which of the two is right: both were typed or set by a clock. Dates that a field computed are left out.
    ///
    /// # Example
    /// "Moscow, 12 March 2008" in a file made in May 2015.
    ///
    /// # Sources
    /// Catalogue of checks, 127. Strength: informational; both dates are statements.
    pub struct LagOfTypedDate { code: "T014", name: "claim-metadata-typed-date", summary: "the text gives itself another time than the file", since: "0.1.0", group: Text }
}

/// The end of a day furthest west, and the beginning of one furthest east, in seconds.
const END_OF_DAY: i64 = 36 * 3_600;
const BEGIN_OF_DAY: i64 = -14 * 3_600;
/// Up to so many days between text and file are everyday's.
const DAYS: i64 = 183;
/// A letter is prepared up to so many days ahead.
const AHEAD: i64 = 31;
const A_DAY: i64 = 86_400;

impl Check for LagOfTypedDate {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn examine(&self, view: &View<'_>) -> Examination {
        let Some((own, day)) = own_date(view) else {
            return Examination::not_applicable("the text gives itself no single date");
        };
        let made = view.times(&[Role::Created]).min_by_key(|(_, moment)| moment.earliest);
        let saved = view.times(&[Role::Modified, Role::Created]).max_by_key(|(_, moment)| moment.latest);
        let (Some((made, first)), Some((saved, last))) = (made, saved) else {
            return Examination::not_applicable("the file says nothing of when it was made");
        };
        let (begins, ends) = (Instant::from_date(day).plus(BEGIN_OF_DAY), Instant::from_date(day).plus(END_OF_DAY));
        let told = plain_day(day);
        let (summary, beside) = if ends.plus(DAYS * A_DAY) < first.earliest {
            let lag = span((first.earliest.0 - ends.0) / A_DAY);
            (
                format!(
                    "The text gives itself the date {told}; the file says that it was made {lag} later, {}.",
                    first.readable()
                ),
                made,
            )
        } else if last.latest.plus(AHEAD * A_DAY) < begins {
            let lag = span((begins.0 - last.latest.0) / A_DAY);
            (
                format!(
                    "The text gives itself the date {told}; the file says that it was saved for the last time {lag} before, {}.",
                    last.readable()
                ),
                saved,
            )
        } else {
            return Examination::of(vec![]);
        };
        Examination::of(vec![
            Finding::of(&Self::CHARTER, Strength::Informational, Layer::Content, summary)
                .resting_on([&own.evidence, beside])
                .innocently(&[
                    "The paper was typed, converted or scanned after its date, or prepared ahead of it.",
                    "The date is that of another paper, or a clock was wrong.",
                ])
                .settled_by("Ask how the file came about, and for the paper that it copies."),
        ])
    }
}

/// A number of days in words.
fn span(days: i64) -> String {
    match days {
        0..=90 => format!("{days} days"),
        91..=729 => format!("{} months", days / 30),
        _ => format!("{} years", days / 365),
    }
}
