//! What a walk through the revisions of a file gives: each save with its bytes, and the state of every object after it.

use crate::formats::budget::Purse;
use crate::formats::pdf::syntax::Dictionary;
use crate::formats::pdf::xref::{Entry, Section};
use std::collections::{BTreeMap, BTreeSet};

/// A `startxref` and what follows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Marker {
    /// Where the keyword is.
    pub position: usize,
    /// The offset that it names, as written.
    pub names: u64,
    /// After `%%EOF` and its end of line.
    pub end: usize,
}

/// A revision as walked.
#[derive(Debug, Clone, PartialEq)]
pub struct Walked {
    /// First byte.
    pub start: usize,
    /// After the last byte.
    pub end: usize,
    /// Its sections, oldest first.
    pub sections: Vec<Section>,
    /// Structure that is not an edit.
    pub notes: Vec<String>,
    /// Numbers whose objects it brought in (the bytes lie within it).
    pub owned: BTreeSet<u32>,
    /// Numbers that it marks free and that were in use before.
    pub deleted: BTreeSet<u32>,
    /// Numbers that it points to other, older bytes.
    pub repointed: BTreeSet<u32>,
}

impl Walked {
    /// The trailer of the newest section.
    #[must_use]
    pub fn trailer(&self) -> Option<&Dictionary> {
        self.sections.last().map(|section| &section.trailer)
    }
}

/// A file as walked.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Walk {
    /// Absolute offset of `%PDF-`; offsets in the file count from there.
    pub header: usize,
    /// Revisions, oldest first.
    pub revisions: Vec<Walked>,
    /// The state of every object number in every revision that says something of it.
    pub history: BTreeMap<u32, Vec<(u32, Entry)>>,
    /// Why the chain of sections is broken, where it is.
    pub broken: Vec<String>,
    /// Whether the entries come from a scan of the whole file.
    pub rebuilt: bool,
    /// Markers that the chain does not reach although a section is where they point.
    pub orphans: Vec<Marker>,
    /// How many bytes follow the last marker.
    pub trailing: usize,
}

impl Walk {
    /// The revision that brought in the bytes which an object has in the state of a revision.
    #[must_use]
    pub fn brought_in(&self, number: u32, revision: u32) -> Option<u32> {
        self.history.get(&number)?.iter().rev().find(|(since, _)| *since <= revision).map(|(since, _)| *since)
    }

    /// The entry of an object in the state of a revision (counted from 1).
    #[must_use]
    pub fn entry(&self, number: u32, revision: u32) -> Option<Entry> {
        self.history.get(&number)?.iter().rev().find(|(since, _)| *since <= revision).map(|(_, entry)| *entry)
    }
}

/// How many revisions are told apart.
pub(super) fn most(purse: &Purse) -> usize {
    usize::try_from(purse.budget.revisions).unwrap_or(usize::MAX)
}
