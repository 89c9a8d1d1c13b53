//! References that carry their own date.

use crate::knowledge::Knowledge;
use crate::lookup::mark::{Found, Sighting};
use crate::model::{Words, Written};

/// Finds references in what somebody wrote, or a program recognised: their forms are exact.
#[must_use]
pub fn find(words: &[Words], knowledge: &Knowledge) -> Vec<Sighting> {
    let mut sightings = Vec::new();
    for (number, words) in words.iter().enumerate().filter(|(_, words)| !matches!(words.written, Written::Field(_))) {
        for cited in knowledge.citations(&words.text) {
            let found = Found::Citation { dated: cited.dated, strength: cited.strength, form: cited.form };
            sightings.push(Sighting { words: number, range: cited.range, found });
        }
    }
    sightings
}
