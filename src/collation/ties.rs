//! Which documents have something in common: a list of ties, sorted once.
//!
//! A tie takes eight bytes, whatever its value: a million documents with thirty each take 240 MB.

use super::sketch::{Sketch, TieKind};
use foldhash::fast::FixedState;
use std::collections::BTreeMap;
use std::hash::BuildHasher;

/// A value that more documents share is a commonplace: so many, or one in so many of all.
const SHARED: usize = 200;
const SHARE: usize = 200;

/// A value and a document that has it, in one number: forty bits of the value's hash and twenty-four of the document's place. What two
/// values of one hash bring together, the values themselves part again.
const PLACE: u32 = 24;
/// More documents have no ties: their places have no room.
const DOCUMENTS: usize = 1 << PLACE;

/// All ties of a collection.
#[derive(Debug, Default)]
pub struct Ties {
    held: BTreeMap<TieKind, Vec<u64>>,
    documents: usize,
}

/// Documents that share a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shared {
    /// The documents, by their numbers, ascending.
    pub numbers: Vec<u32>,
    /// The hash of the value.
    pub(super) key: u64,
}

/// A number of forty bits for a value.
pub(super) fn key(value: &str) -> u64 {
    FixedState::with_seed(0x74_69_65).hash_one(value) >> PLACE
}

/// The ties of a document, as numbers.
#[must_use]
pub fn keys(sketch: &Sketch) -> Vec<(TieKind, u64)> {
    sketch.ties.iter().map(|tie| (tie.kind, key(&tie.value))).collect()
}

impl Ties {
    /// Takes in the ties of the next document, whose number is how many there were before.
    pub fn take(&mut self, keys: impl IntoIterator<Item = (TieKind, u64)>) {
        let number = self.documents as u64;
        self.documents += 1;
        if self.documents <= DOCUMENTS {
            for (kind, key) in keys {
                self.held.entry(kind).or_default().push(key << PLACE | number);
            }
        }
    }

    /// How many documents there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.documents
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.documents == 0
    }

    /// More documents share a value than this: it ties nobody.
    #[must_use]
    pub fn cut(&self) -> usize {
        SHARED.max(self.documents / SHARE)
    }

    /// Puts the ties in order, so that they can be asked.
    pub fn sort(&mut self) {
        for held in self.held.values_mut() {
            held.sort_unstable();
            held.dedup();
        }
    }

    /// What two documents or more share of a kind, in the order of the first of them.
    #[must_use]
    pub fn shared(&self, kind: TieKind) -> Vec<Shared> {
        let mut groups = Vec::new();
        self.each(kind, |shared| groups.push(shared));
        groups.sort_by(|one, other| one.numbers.cmp(&other.numbers));
        groups
    }

    /// Hands on what two documents or more share of a kind, in the order of the hashes, and says how many commonplaces there are. Of the words
    /// of a million documents there are millions of groups: who needs no list of them takes none.
    pub fn each(&self, kind: TieKind, mut take: impl FnMut(Shared)) -> u64 {
        let cut = self.cut();
        let held = self.held.get(&kind).map_or(&[][..], Vec::as_slice);
        let mut commonplaces = 0;
        for group in held.chunk_by(|one, other| one >> PLACE == other >> PLACE) {
            if group.len() > cut {
                commonplaces += 1;
            } else if let [first, _, ..] = group {
                let number = |held: &u64| u32::try_from(held & ((1 << PLACE) - 1)).unwrap_or(u32::MAX);
                take(Shared { numbers: group.iter().map(number).collect(), key: first >> PLACE });
            }
        }
        commonplaces
    }
}
