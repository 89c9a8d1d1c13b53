//! Dated names.

use crate::knowledge::Knowledge;
use crate::lookup::mark::{Found, Sighting};
use crate::model::{Words, Written};

/// A name that a program recognised in a picture has so many letters at least: shorter ones are easily misread for one another.
const RECOGNISED: usize = 6;

/// Finds names.
#[must_use]
pub fn find(words: &[Words], knowledge: &Knowledge) -> Vec<Sighting> {
    let mut sightings = Vec::new();
    for (number, words) in words.iter().enumerate().filter(|(_, words)| !matches!(words.written, Written::Field(_))) {
        for named in knowledge.names(&words.text) {
            let letters = || words.text.get(named.range.clone()).map_or(0, |name| name.chars().count());
            if words.written == Written::Recognised && letters() < RECOGNISED {
                continue;
            }
            let range = named.range.clone();
            sightings.push(Sighting { words: number, range, found: Found::Name(named) });
        }
    }
    sightings
}
