//! Look up: what the tables know of the words of a document, as evidence that quotes them.
//!
//! A reading depends on the bytes alone, so it holds the words as they are. What is recognised in them depends on the tables, so it is looked
//! up anew whenever a document is reasoned on: each mark quotes the words around it and says where they are.

pub mod addresses;
pub mod characters;
pub mod citations;
pub mod copies;
pub mod dates;
pub mod described;
pub mod mark;
pub mod names;
pub mod residue;

use crate::knowledge::Knowledge;
use crate::model::{Evidence, EvidenceId, Extraction, Passage, Words, Written};
pub use mark::{Found, Mark, Sighting};
use std::collections::BTreeSet;
use std::ops::Range;

/// More marks of one kind than this are left out: the youngest stay.
const OF_A_KIND: usize = 60;

/// What looks for one kind of mark in words.
type Finder = fn(&[Words], &Knowledge) -> Vec<Sighting>;

/// Kinds that are looked for in the words of the document alone: of what it says of itself, checks ask the values.
const OF_WORDS: &[Finder] = &[characters::find, addresses::find];
/// Kinds that are looked for in what it says of itself, and in its name, too.
const OF_ALL: &[Finder] =
    &[citations::find, names::find, dates::find, residue::find, copies::mixed_scripts, copies::invisible];

/// The marks in the words of a document. Their evidence is numbered after that of the reading.
#[must_use]
pub fn marks(extraction: &Extraction, path: &str, knowledge: &Knowledge) -> Vec<Mark> {
    let mut marks = Vec::new();
    let described = described::words(extraction, path);
    let edges = Edges::of(&extraction.words);
    let searches = OF_WORDS
        .iter()
        .chain(OF_ALL)
        .map(|find| (find, extraction.words.as_slice()))
        .chain(OF_ALL.iter().map(|find| (find, described.as_slice())));
    for (find, all) in searches {
        let mut sightings = find(all, knowledge);
        once(all, &mut sightings);
        if sightings.len() > OF_A_KIND {
            sightings.sort_by_key(|sighting| std::cmp::Reverse(sighting.found.youth()));
            sightings.truncate(OF_A_KIND);
            sightings.sort_by_key(|sighting| (sighting.words, sighting.range.start));
        }
        for sighting in sightings {
            let Some(words) = all.get(sighting.words) else { continue };
            let id = EvidenceId::numbered(extraction.evidence.len() + marks.len() + 1);
            let at_the_edge = words.passage == Passage::Body && edges.holds(sighting.words, &sighting.range);
            let of_delivery = knowledge.is_of_delivery(&words.text, &sighting.range);
            marks.push(sighting.quoted(words, id, at_the_edge, of_delivery));
        }
    }
    marks
}

/// So many characters at the beginning of a document, and at its end, are where an issuer names itself and signs.
const HEAD: usize = 600;

/// Where the first and the last words of a document's body are.
#[derive(Debug, Default)]
struct Edges {
    /// The run in which the head ends, and the byte.
    head: (usize, usize),
    /// The run in which the end begins, and the byte.
    end: (usize, usize),
}

impl Edges {
    fn of(words: &[Words]) -> Self {
        let body = || words.iter().enumerate().filter(|(_, words)| words.passage == Passage::Body);
        let mut edges = Self { head: (usize::MAX, 0), end: (0, 0) };
        let mut left = HEAD;
        for (number, words) in body() {
            if words.text.len() >= left {
                edges.head = (number, left);
                break;
            }
            left -= words.text.len();
        }
        left = HEAD;
        for (number, words) in body().rev() {
            if words.text.len() >= left {
                edges.end = (number, words.text.len() - left);
                break;
            }
            left -= words.text.len();
        }
        edges
    }

    fn holds(&self, words: usize, range: &Range<usize>) -> bool {
        (words, range.start) < self.head || (words, range.end) > self.end
    }
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
