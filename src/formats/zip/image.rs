//! The bytes of a container by their places in the file: all of them, or of a large one on disk the pieces that were read.

use crate::formats::little_endian::number;
use std::collections::BTreeMap;
use std::io::{self, Read, Seek, SeekFrom};
use std::ops::Range;

/// The bytes of a container.
#[derive(Debug, Clone, Copy)]
pub enum Image<'a> {
    /// All of them.
    Whole(&'a [u8]),
    /// Those that were read.
    Pieces(&'a Pieces),
}

/// Pieces of a file.
#[derive(Debug, Default)]
pub struct Pieces {
    by_place: BTreeMap<usize, Vec<u8>>,
    /// How long the file is.
    length: usize,
}

impl<'a> Image<'a> {
    /// What is at hand from a place on.
    #[must_use]
    pub fn from(self, at: usize) -> &'a [u8] {
        match self {
            Self::Whole(bytes) => bytes.get(at..).unwrap_or_default(),
            Self::Pieces(pieces) => {
                let piece = pieces.by_place.range(..=at).next_back();
                piece.and_then(|(start, piece)| piece.get(at - start..)).unwrap_or_default()
            }
        }
    }

    /// Some bytes, where they are at hand.
    #[must_use]
    pub fn get(self, range: Range<usize>) -> Option<&'a [u8]> {
        self.from(range.start).get(..range.end.checked_sub(range.start)?)
    }

    /// A number of so many bytes, the lowest first.
    #[must_use]
    pub fn number(self, at: usize, length: usize) -> Option<u64> {
        number(self.from(at), 0, length)
    }

    /// Whether a signature is at a place.
    #[must_use]
    pub fn has(self, at: usize, signature: &[u8]) -> bool {
        self.from(at).starts_with(signature)
    }

    /// How long the file is.
    #[must_use]
    pub fn length(self) -> usize {
        match self {
            Self::Whole(bytes) => bytes.len(),
            Self::Pieces(pieces) => pieces.length,
        }
    }

    /// All of its bytes; none where only pieces are at hand.
    #[must_use]
    pub fn whole(self) -> Option<&'a [u8]> {
        match self {
            Self::Whole(bytes) => Some(bytes),
            Self::Pieces(_) => None,
        }
    }
}

impl Pieces {
    /// None yet, of a file of a length.
    #[must_use]
    pub fn of(length: usize) -> Self {
        Self { by_place: BTreeMap::new(), length }
    }

    /// Drops what was read.
    pub fn clear(&mut self) {
        self.by_place.clear();
    }

    /// Reads a piece.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn read(&mut self, file: &mut (impl Read + Seek + ?Sized), range: Range<usize>) -> io::Result<()> {
        let mut piece = Vec::new();
        file.seek(SeekFrom::Start(range.start as u64))?;
        file.take((range.end - range.start) as u64).read_to_end(&mut piece)?;
        self.by_place.insert(range.start, piece);
        Ok(())
    }
}
