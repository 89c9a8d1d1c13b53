//! Look up: what the tables know of the words of a document, as evidence that quotes them.
//!
//! A reading depends on the bytes alone, so it holds the words as they are. What is recognised in them depends on the tables, so it is looked
//! up anew whenever a document is reasoned on: each mark quotes the words around it and says where they are.

pub mod addresses;
pub mod characters;
pub mod mark;

use crate::knowledge::Knowledge;
use crate::model::{Evidence, EvidenceId, Extraction, Words, Written};
pub use mark::{Found, Mark, Sighting};
use std::collections::BTreeSet;

/// More marks of one kind than this are left out: the youngest stay.
const OF_A_KIND: usize = 60;

/// What looks for one kind of mark in the words of a document.
type Finder = fn(&[Words], &Knowledge) -> Vec<Sighting>;

/// All kinds.
const FINDERS: &[Finder] = &[characters::find, addresses::find];

/// The marks in the words of a document. Their evidence is numbered after that of the reading.
#[must_use]
pub fn marks(extraction: &Extraction, knowledge: &Knowledge) -> Vec<Mark> {
    let mut marks = Vec::new();
    for find in FINDERS {
        let mut sightings = find(&extraction.words, knowledge);
        once(&extraction.words, &mut sightings);
        if sightings.len() > OF_A_KIND {
            sightings.sort_by_key(|sighting| std::cmp::Reverse(sighting.found.youth()));
            sightings.truncate(OF_A_KIND);
            sightings.sort_by_key(|sighting| (sighting.words, sighting.range.start));
        }
        for sighting in sightings {
            let Some(words) = extraction.words.get(sighting.words) else { continue };
            let id = EvidenceId::numbered(extraction.evidence.len() + marks.len() + 1);
            marks.push(sighting.quoted(words, id));
        }
    }
    marks
}

/// The evidence of marks, for the record.
#[must_use]
pub fn evidence(marks: Vec<Mark>) -> Vec<Evidence> {
    marks.into_iter().map(|mark| mark.evidence).collect()
}

/// Of what is found many times the first place in each revision, among words of each kind.
fn once(words: &[Words], sightings: &mut Vec<Sighting>) {
    let mut seen = BTreeSet::new();
    sightings.retain(|sighting| {
        let Some(words) = words.get(sighting.words) else { return false };
        let written = matches!(words.written, Written::Recognised);
        seen.insert((sighting.found.name(), words.locus.revision, words.passage, written))
    });
}
