//! The day that a text gives itself: in the line of date at its beginning, or beside the signature at its end.

use crate::checks::View;
use crate::knowledge::written_dates::DateForm;
use crate::lookup::{Found, Mark};
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// The day that the text gives itself, and where. None where several lines give several days: nobody knows which is the text's own.
#[must_use]
pub fn own_date<'v>(view: &View<'v>) -> Option<(&'v Mark, NaiveDate)> {
    let signed: Vec<(&Mark, NaiveDate)> = view
        .marks
        .iter()
        .filter(|mark| mark.at_the_edge && mark.is_of_the_words() && mark.is_written())
        .filter_map(|mark| match &mark.found {
            Found::Date(date) if date.form == DateForm::Signed => Some((mark, date.date()?)),
            _ => None,
        })
        .collect();
    let days: BTreeSet<NaiveDate> = signed.iter().map(|(_, day)| *day).collect();
    signed.into_iter().next().filter(|_| days.len() == 1)
}
