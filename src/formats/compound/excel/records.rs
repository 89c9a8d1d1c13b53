//! Records of a workbook (MS-XLS 2.1.4): a kind, a length, a body.

use crate::formats::little_endian::short;
use std::ops::Range;

/// A record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// What it is.
    pub kind: u16,
    /// Where its body is in the stream.
    pub body: Range<usize>,
}

/// Walks over the records of a stream.
pub fn records(bytes: &[u8]) -> impl Iterator<Item = Record> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let (kind, length) = (short(bytes, at)?, usize::from(short(bytes, at + 2)?));
        let body = at + 4..(at + 4 + length).min(bytes.len());
        at += 4 + length;
        Some(Record { kind, body })
    })
}
