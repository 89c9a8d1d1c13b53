//! Texts as they are kept: compressed, each under the digest of what it says.

use crate::model::CheckOutcome;
use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use serde::Serialize;
use std::collections::HashMap;
use std::fmt;
use std::io::{self, Read, Write};

/// The BLAKE3 of a text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Digest([u8; 32]);

impl Digest {
    /// Of a text.
    pub(super) fn of(text: &[u8]) -> Self {
        Self(*blake3::hash(text).as_bytes())
    }

    /// From its bytes; none where they are too few or too many.
    pub(super) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    /// Its bytes.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&crate::model::evidence::hexadecimal(&self.0))
    }
}

/// A compressed text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Packed {
    pub(super) digest: Digest,
    pub(super) bytes: Vec<u8>,
}

/// SQLite holds no longer text; a few bytes that swell beyond it are no text of ours.
const LONGEST: u64 = 1_000_000_000;

impl Packed {
    /// Compresses a text.
    pub(super) fn text(text: &[u8]) -> io::Result<Self> {
        let mut encoder = ZlibEncoder::new(Vec::with_capacity(text.len() / 4), Compression::default());
        encoder.write_all(text)?;
        Ok(Self { digest: Digest::of(text), bytes: encoder.finish()? })
    }

    /// Writes a value as JSON, and compresses it.
    pub(super) fn json(value: &impl Serialize) -> io::Result<Self> {
        Self::text(&serde_json::to_vec(value)?)
    }

    /// The text; none where these are not the bytes that were kept.
    pub(super) fn unpack(&self) -> Option<Vec<u8>> {
        Self::inflated(&self.bytes).filter(|text| Digest::of(text) == self.digest)
    }

    /// The text of compressed bytes that are tested elsewhere.
    pub(super) fn inflated(bytes: &[u8]) -> Option<Vec<u8>> {
        let mut text = Vec::with_capacity(bytes.len().saturating_mul(5));
        ZlibDecoder::new(bytes).take(LONGEST + 1).read_to_end(&mut text).ok()?;
        (text.len() as u64 <= LONGEST).then_some(text)
    }
}

/// Lists of what all checks answered, as they were last unpacked.
pub(super) type Answers = HashMap<Digest, Vec<CheckOutcome>>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_comes_back_whole_or_not_at_all() {
        let text = "Приказ № 35 ".repeat(1_000);
        let packed = Packed::text(text.as_bytes()).unwrap();
        assert!(packed.bytes.len() < text.len() / 50);
        assert_eq!(packed.unpack().unwrap(), text.as_bytes());
        // The last bits of the stream are beyond its end or its checksum of its own; whatever changes the text is refused.
        for bit in 0..packed.bytes.len() * 8 {
            let mut damaged = packed.clone();
            damaged.bytes[bit / 8] ^= 1 << (bit % 8);
            assert!(damaged.unpack().is_none_or(|found| found == text.as_bytes()), "bit {bit}");
        }
    }

    #[test]
    fn a_text_that_swells_beyond_measure_is_refused() {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
        let zeros = vec![0; 1 << 20];
        (0..=LONGEST >> 20).for_each(|_| encoder.write_all(&zeros).unwrap());
        let bomb = Packed { digest: Digest::of(b""), bytes: encoder.finish().unwrap() };
        assert!(bomb.bytes.len() < 10 << 20 && bomb.unpack().is_none());
    }
}
