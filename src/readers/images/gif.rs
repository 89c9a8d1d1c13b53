//! GIF (`GIF87a`, `GIF89a`): its size, its comments, what programs put in, and where it ends.

use super::{COMMENT, Picture, SIZE, size};
use crate::formats::little_endian::number;
use crate::model::{Reading, Value};
use crate::readers::part::PartFact;
use std::ops::Range;

/// More blocks are not looked at.
const BLOCKS: usize = 100_000;

/// What such a picture says.
#[must_use]
pub fn picture(bytes: &[u8]) -> Picture {
    let mut picture = Picture::default();
    let field = |at: usize, length: usize| number(bytes, at, length).unwrap_or(0);
    let whole = |number: u64| u32::try_from(number).unwrap_or(u32::MAX);
    picture.facts.push(size(&SIZE, whole(field(6, 2)), whole(field(8, 2)), 6..10, bytes, "logical screen"));
    let colours = |flags: u64| if flags & 0x80 == 0 { 0 } else { 3_usize << ((flags & 7) + 1) };
    let mut at = 13 + colours(field(10, 1));
    for _ in 0..BLOCKS {
        match bytes.get(at) {
            Some(0x3b) => {
                picture.end = Some(at + 1);
                return picture;
            }
            Some(0x2c) => {
                let after = at + 10 + colours(field(at + 9, 1)) + 1;
                at = blocks(bytes, after).end;
            }
            Some(0x21) => {
                let kind = field(at + 1, 1);
                let data = blocks(bytes, at + 2);
                match kind {
                    0xfe => picture.facts.extend(comment(bytes, &data)),
                    0xff if bytes.get(at + 3..at + 14) == Some(b"XMP DataXMP") => {
                        // The packet is no blocks: 257 bytes that end every block are behind it (XMP, part 3, 1.1.2).
                        let end = data.end.saturating_sub(258).max(at + 14);
                        picture.packets.push((at + 14..end, None));
                    }
                    _ => {}
                }
                at = data.end;
            }
            _ => break,
        }
    }
    picture.faults.push("the picture is cut off: its end is missing".to_owned());
    picture
}

/// Blocks of bytes with their lengths before them, up to the one of no bytes.
fn blocks(bytes: &[u8], start: usize) -> Range<usize> {
    let mut at = start;
    while let Some(length) = bytes.get(at).copied() {
        at = (at + 1 + usize::from(length)).min(bytes.len());
        if length == 0 {
            break;
        }
    }
    start..at
}

fn comment(bytes: &[u8], data: &Range<usize>) -> Option<PartFact> {
    let mut said = Vec::new();
    let mut at = data.start;
    while let Some(length) = bytes.get(at).copied().filter(|length| *length > 0) {
        said.extend_from_slice(bytes.get(at + 1..at + 1 + usize::from(length)).unwrap_or_default());
        at += 1 + usize::from(length);
    }
    let text = String::from_utf8_lossy(&said).trim().to_owned();
    (!text.is_empty()).then(|| PartFact {
        property: COMMENT,
        raw: said,
        reading: Reading::Present(Value::Text(text)),
        range: data.clone(),
        path: "comment".to_owned(),
    })
}
