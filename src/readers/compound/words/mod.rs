//! The words of the older Office formats.

pub mod excel;
pub mod powerpoint;
pub mod word;

use crate::formats::compound::directory::Stream;
use crate::model::{ByteRange, Locus};
use std::ops::Range;

/// A place in a stream. Where its bytes are in the file is not looked up for every paragraph.
fn place(stream: &Stream, range: &Range<usize>, path: String) -> Locus {
    Locus {
        stream: Some(format!("stream {}", stream.path.escape_default())),
        decoded: (range.start <= range.end).then(|| ByteRange::new(range.start, range.end)),
        path,
        ..Locus::default()
    }
}
