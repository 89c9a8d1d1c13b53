//! Dates that are written in the text.

use crate::knowledge::Knowledge;
use crate::lookup::mark::{Found, Sighting};
use crate::model::{Words, Written};

/// Finds dates: what somebody wrote, and what a field computed. A misread figure of a picture is no date.
#[must_use]
pub fn find(words: &[Words], knowledge: &Knowledge) -> Vec<Sighting> {
    let mut sightings = Vec::new();
    for (number, words) in words.iter().enumerate().filter(|(_, words)| words.written != Written::Recognised) {
        for date in knowledge.written_dates(&words.text) {
            sightings.push(Sighting { words: number, range: date.range.clone(), found: Found::Date(date) });
        }
    }
    sightings
}
