//! What is known of each document, laid aside on a disk while a run goes on.
//!
//! Sketches and words lie in a file of the system's folder for temporary files, which has no name and is gone with the process; of a small
//! collection they stay in memory.

use super::sketch::{Sketch, Tie};
use super::together::Sketches;
use crate::model::Error;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::cell::RefCell;
use std::io::{self, Read, Seek, SeekFrom, Write};
use tempfile::SpooledTempFile;

/// So many bytes stay in memory.
const HELD: usize = 32 << 20;
/// Of a document so many bytes of words are kept to be compared.
pub const WORDS: usize = 1 << 20;

/// Where the sketch and the words of a document lie.
#[derive(Debug, Clone, Copy)]
struct Place {
    start: u64,
    sketch: u32,
    words: u32,
}

/// A sketch as it lies there: with its ties, and its place among others.
#[derive(Debug, Serialize, Deserialize)]
struct Laid<'a> {
    sketch: Cow<'a, Sketch>,
    ties: Cow<'a, [Tie]>,
    id: Cow<'a, str>,
    parent: Cow<'a, Option<String>>,
    holder: Option<u32>,
}

/// Sketches and words of all documents of a run.
#[derive(Debug)]
pub struct LaidAside {
    places: Vec<Place>,
    end: u64,
    file: RefCell<SpooledTempFile>,
}

impl Default for LaidAside {
    fn default() -> Self {
        Self { places: vec![], end: 0, file: RefCell::new(SpooledTempFile::new(HELD)) }
    }
}

fn failed(source: io::Error) -> Error {
    Error::Output { path: std::env::temp_dir(), source }
}

impl LaidAside {
    /// Lays the next document aside, and the words that are seen of it.
    ///
    /// # Errors
    /// When the temporary file cannot be written.
    pub fn take(&mut self, sketch: &Sketch, spoken: &str) -> Result<(), Error> {
        let laid = Laid {
            sketch: Cow::Borrowed(sketch),
            ties: Cow::Borrowed(&sketch.ties),
            id: Cow::Borrowed(&sketch.id),
            parent: Cow::Borrowed(&sketch.parent),
            holder: sketch.holder,
        };
        let row = serde_json::to_vec(&laid).map_err(|error| failed(error.into()))?;
        let words = spoken.get(..spoken.floor_char_boundary(WORDS)).unwrap_or_default();
        let mut file = self.file.borrow_mut();
        file.seek(SeekFrom::Start(self.end)).map_err(failed)?;
        file.write_all(&row).and_then(|()| file.write_all(words.as_bytes())).map_err(failed)?;
        let length = |bytes: usize| u32::try_from(bytes).unwrap_or(u32::MAX);
        self.places.push(Place { start: self.end, sketch: length(row.len()), words: length(words.len()) });
        self.end += (row.len() + words.len()) as u64;
        Ok(())
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

impl Sketches for LaidAside {
    fn sketch(&self, number: u32) -> Result<Sketch, Error> {
        let place = self.place(number)?;
        let row = self.read(place.start, place.sketch)?;
        let laid: Laid<'_> = serde_json::from_slice(&row).map_err(|error| failed(error.into()))?;
        let (ties, id, parent) = (laid.ties.into_owned(), laid.id.into_owned(), laid.parent.into_owned());
        Ok(Sketch { number, ties, id, parent, holder: laid.holder, ..laid.sketch.into_owned() })
    }

    fn spoken(&self, number: u32) -> Result<String, Error> {
        let place = self.place(number)?;
        let words = self.read(place.start + u64::from(place.sketch), place.words)?;
        String::from_utf8(words).map_err(|error| failed(io::Error::other(error)))
    }
}
