//! WebP (RFC 9649): its size, Exif, XMP, colour profile, and where it ends.

use super::exif;
use super::{Picture, SIZE, size};
use crate::formats::little_endian::number;
use crate::model::ByteRange;
use crate::readers::credentials::Store;

/// More chunks are not looked at.
const CHUNKS: usize = 10_000;

/// What such a picture says.
#[must_use]
pub fn picture(bytes: &[u8]) -> Picture {
    let mut picture = Picture::default();
    let field = |at: usize, length: usize| number(bytes, at, length).and_then(|number| u32::try_from(number).ok());
    let length = number(bytes, 4, 4).and_then(|length| usize::try_from(length).ok()).unwrap_or(0);
    let end = length.saturating_add(8);
    if end > bytes.len() {
        picture.faults.push("the picture is cut off: its end is missing".to_owned());
    } else {
        picture.end = Some(end);
    }
    let mut at = 12;
    for _ in 0..CHUNKS {
        let (Some(kind), Some(length)) = (bytes.get(at..at + 4), number(bytes, at + 4, 4)) else { break };
        let length = usize::try_from(length).unwrap_or(usize::MAX);
        let range = at + 8..(at + 8).saturating_add(length).min(bytes.len());
        let Some(body) = bytes.get(range.clone()) else { break };
        let start = range.start;
        match kind {
            b"VP8X" => {
                if let (Some(width), Some(height)) = (field(start + 4, 3), field(start + 7, 3)) {
                    picture.facts.push(size(&SIZE, width + 1, height + 1, start + 4..start + 10, bytes, "VP8X"));
                }
            }
            // Fourteen bits each; of what has no loss they begin behind a mark (7.1 of RFC 9649).
            b"VP8 " if picture.facts.is_empty() => {
                if let (Some(width), Some(height)) = (field(start + 6, 2), field(start + 8, 2)) {
                    picture.facts.push(size(
                        &SIZE,
                        width & 0x3fff,
                        height & 0x3fff,
                        start + 6..start + 10,
                        bytes,
                        "VP8",
                    ));
                }
            }
            b"VP8L" if picture.facts.is_empty() => {
                if let Some(bits) = field(start + 1, 4) {
                    let (width, height) = ((bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1);
                    picture.facts.push(size(&SIZE, width, height, start + 1..start + 5, bytes, "VP8L"));
                }
            }
            b"EXIF" => {
                let block = body.strip_prefix(b"Exif\0\0").unwrap_or(body);
                picture.facts.extend(exif::facts(block, range.end - block.len()));
            }
            b"XMP " => picture.packets.push((range.clone(), None)),
            b"C2PA" => {
                picture.credentials =
                    Some(Store { bytes: body.to_vec(), place: ByteRange::new(range.start, range.end) })
            }
            b"ICCP" => picture.profile = Some((range.clone(), body.to_vec())),
            _ => {}
        }
        at = range.end + (length & 1);
    }
    picture
}
