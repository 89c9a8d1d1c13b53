//! What chat programs leave in words that are copied out of them.

use crate::knowledge::Knowledge;
use crate::lookup::mark::{Found, Sighting};
use crate::model::{Words, Written};

/// Finds their marks.
#[must_use]
pub fn find(words: &[Words], knowledge: &Knowledge) -> Vec<Sighting> {
    let mut sightings = Vec::new();
    for (number, words) in words.iter().enumerate().filter(|(_, words)| words.written != Written::Recognised) {
        for residue in knowledge.residue(&words.text) {
            sightings.push(Sighting { words: number, range: residue.range, found: Found::Residue(residue.dated) });
        }
    }
    sightings
}
