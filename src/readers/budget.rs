//! One purse passed down: what a file may cost. Everything is counted, nothing is timed, so that the same bytes always
//! give the same reading.

/// The limits of one reading. Reaching one gives `partial`, what was read so far, and which limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Budget {
    /// Bytes that decoding may produce in one file. The largest honest file of the development corpus needs 90 MB.
    pub expanded_bytes: u64,
    /// Bytes that one stream may decode to.
    pub stream_bytes: usize,
    /// Indirect objects that are looked at.
    pub objects: u64,
    /// Revisions, and cross-reference sections, that are followed.
    pub revisions: usize,
    /// Arrays and dictionaries inside one another.
    pub depth: usize,
    /// Pieces of evidence.
    pub evidence: usize,
}

impl Default for Budget {
    fn default() -> Self {
        Self {
            expanded_bytes: 512 << 20,
            stream_bytes: 64 << 20,
            objects: 4_000_000,
            revisions: 4_096,
            depth: 100,
            evidence: 20_000,
        }
    }
}
