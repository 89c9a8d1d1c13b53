//! What readers of parts of XML are, and how they read what many parts have: dates and switches.

use super::package::Part;
use crate::formats::xml::{Closed, Element};
use crate::model::{Moment, Reading, Value};
use crate::readers::Intake;
use crate::readers::dates;

/// Reads one part of XML, element by element.
pub trait PartReader {
    /// An element begins.
    fn open(&mut self, _: &Part, _: &Element<'_, '_>, _: &mut Intake) {}

    /// An element ends.
    fn close(&mut self, _: &Part, _: &Closed<'_, '_>, _: &mut Intake) {}

    /// The part ends.
    fn end(&mut self, _: &Part, _: &mut Intake) {}
}

/// A date of the profile that XML schema dates have, as evidence.
#[must_use]
pub fn moment(text: &str) -> Reading {
    dates::iso(text)
}

/// A time that the program writes in local time with a `Z` after it: the letter says nothing (measured on real files:
/// read as universal time, 18 % of honest documents have a change after their last save).
#[must_use]
pub fn local_moment(text: &str) -> Reading {
    let digits = text.trim().trim_end_matches(['Z', 'z']);
    match dates::iso(digits) {
        Reading::Present(Value::Moment(moment)) => {
            Reading::Present(Value::Moment(Moment { text: text.to_owned(), ..moment }))
        }
        other => other,
    }
}

/// Whether a switch is on: absent means yes (ECMA-376, part 1, 17.17.4).
#[must_use]
pub fn is_on(value: Option<&str>) -> bool {
    value.is_none_or(|value| !matches!(value, "0" | "false" | "off"))
}
