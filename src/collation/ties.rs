//! Which documents have something in common: a list of ties, sorted once, and what is known of each document on a disk.
//!
//! A tie takes eight bytes, whatever its value: a million documents with thirty each take 240 MB. Sketches and words lie in a file of the
//! system's folder for temporary files, which has no name and is gone with the process; of a small collection they stay in memory.

use super::sketch::{Sketch, TieKind};
use crate::model::Error;
use foldhash::fast::FixedState;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::hash::BuildHasher;
use std::io::{self, Read, Seek, SeekFrom, Write};
use tempfile::SpooledTempFile;

/// So many bytes of sketches and words stay in memory.
const HELD: usize = 32 << 20;
/// Of a document so many bytes of words are kept to be compared.
const WORDS: usize = 1 << 20;
/// A value that more documents share is a commonplace: so many, or one in so many of all.
const SHARED: usize = 200;
const SHARE: usize = 200;

/// A value and a document that has it, in one number: forty bits of the value's hash and twenty-four of the document's place. What two
/// values of one hash bring together, the values themselves part again.
const PLACE: u32 = 24;
/// More documents have no ties: their places have no room.
const DOCUMENTS: usize = 1 << PLACE;

/// Where the sketch and the words of a document lie.
#[derive(Debug, Clone, Copy)]
struct Place {
    start: u64,
    sketch: u32,
    words: u32,
}

/// All ties of a collection.
#[derive(Debug)]
pub struct Ties {
    held: BTreeMap<TieKind, Vec<u64>>,
    sorted: bool,
    places: Vec<Place>,
    end: u64,
    file: RefCell<SpooledTempFile>,
}

/// Documents that share a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shared {
    /// The documents, by their numbers, ascending.
    pub numbers: Vec<u32>,
    /// The hash of the value.
    pub(super) key: u64,
}

impl Default for Ties {
    fn default() -> Self {
        let file = RefCell::new(SpooledTempFile::new(HELD));
        Self { held: BTreeMap::new(), sorted: true, places: vec![], end: 0, file }
    }
}

fn failed(source: io::Error) -> Error {
    Error::Output { path: std::env::temp_dir(), source }
}

/// A number of forty bits for a value.
pub(super) fn key(value: &str) -> u64 {
    FixedState::with_seed(0x74_69_65).hash_one(value) >> PLACE
}

impl Ties {
    /// Takes in a document and the words that are seen of it.
    ///
    /// # Errors
    /// When the temporary file cannot be written.
    pub fn take(&mut self, sketch: &Sketch, spoken: &str) -> Result<(), Error> {
        let number = u32::try_from(self.places.len()).unwrap_or(u32::MAX);
        if self.places.len() < DOCUMENTS {
            for tie in &sketch.ties {
                self.held.entry(tie.kind).or_default().push(key(&tie.value) << PLACE | u64::from(number));
            }
        }
        self.sorted = false;
        let row = serde_json::to_vec(sketch).map_err(|error| failed(error.into()))?;
        let words = spoken.get(..spoken.floor_char_boundary(WORDS)).unwrap_or_default();
        let mut file = self.file.borrow_mut();
        file.seek(SeekFrom::Start(self.end)).map_err(failed)?;
        file.write_all(&row).and_then(|()| file.write_all(words.as_bytes())).map_err(failed)?;
        let length = |bytes: usize| u32::try_from(bytes).unwrap_or(u32::MAX);
        self.places.push(Place { start: self.end, sketch: length(row.len()), words: length(words.len()) });
        self.end += (row.len() + words.len()) as u64;
        Ok(())
    }

    /// How many documents there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// More documents share a value than this: it ties nobody.
    #[must_use]
    pub fn cut(&self) -> usize {
        SHARED.max(self.places.len() / SHARE)
    }

    /// Puts the ties in order, so that they can be asked.
    pub fn sort(&mut self) {
        if !std::mem::replace(&mut self.sorted, true) {
            for held in self.held.values_mut() {
                held.sort_unstable();
                held.dedup();
            }
        }
    }

    /// What two documents or more share of a kind, in the order of the first of them, and how many commonplaces there are.
    #[must_use]
    pub fn shared(&self, kind: TieKind) -> (Vec<Shared>, u64) {
        let cut = self.cut();
        let held = self.held.get(&kind).map_or(&[][..], Vec::as_slice);
        let (mut groups, mut commonplaces) = (Vec::new(), 0);
        for group in held.chunk_by(|one, other| one >> PLACE == other >> PLACE) {
            if group.len() > cut {
                commonplaces += 1;
            } else if let [first, _, ..] = group {
                let number = |held: &u64| u32::try_from(held & ((1 << PLACE) - 1)).unwrap_or(u32::MAX);
                groups.push(Shared { numbers: group.iter().map(number).collect(), key: first >> PLACE });
            }
        }
        groups.sort_by(|one, other| one.numbers.cmp(&other.numbers));
        (groups, commonplaces)
    }

    /// The sketch of a document.
    ///
    /// # Errors
    /// When the temporary file cannot be read.
    pub fn sketch(&self, number: u32) -> Result<Sketch, Error> {
        let place = self.place(number)?;
        let row = self.read(place.start, place.sketch)?;
        let sketch: Sketch = serde_json::from_slice(&row).map_err(|error| failed(error.into()))?;
        Ok(Sketch { number, ..sketch })
    }

    /// The words that are seen of a document, at most a mebibyte of them.
    ///
    /// # Errors
    /// When the temporary file cannot be read.
    pub fn spoken(&self, number: u32) -> Result<String, Error> {
        let place = self.place(number)?;
        let words = self.read(place.start + u64::from(place.sketch), place.words)?;
        String::from_utf8(words).map_err(|error| failed(io::Error::other(error)))
    }

    fn place(&self, number: u32) -> Result<Place, Error> {
        self.places.get(number as usize).copied().ok_or_else(|| failed(io::ErrorKind::NotFound.into()))
    }

    fn read(&self, start: u64, length: u32) -> Result<Vec<u8>, Error> {
        let mut file = self.file.borrow_mut();
        let mut bytes = vec![0; length as usize];
        file.seek(SeekFrom::Start(start)).and_then(|_| file.read_exact(&mut bytes)).map_err(failed)?;
        Ok(bytes)
    }
}
