//! Pictures in the older Office formats (MS-ODRAW 2.2.22 to 2.2.32, BLIPs): found by the heads of their records, in whatever
//! stream they are.

use crate::formats::budget::Purse;
use crate::formats::compound::directory::Stream;
use crate::formats::little_endian::{long, short};
use crate::readers::{ChildName, Intake, ReadOptions, read_child};
use memchr::memmem;
use std::ops::Range;

/// Records of pictures whose data are there as a file of their own: kind, what the data begin with, and the name's ending.
const KINDS: &[(u16, &[u8], &str)] = &[
    (0xf01d, b"\xff\xd8\xff", "jpeg"),
    (0xf02a, b"\xff\xd8\xff", "jpeg"),
    (0xf01e, b"\x89PNG", "png"),
    (0xf029, b"II*\0", "tiff"),
    (0xf029, b"MM\0*", "tiff"),
];

/// The picture whose record begins here, if one does: a head of 8 bytes, one or two digests of 16, a byte.
fn picture(bytes: &[u8], at: usize) -> Option<(Range<usize>, &'static str)> {
    let (head, kind) = (short(bytes, at)?, short(bytes, at + 2)?);
    let length = usize::try_from(long(bytes, at + 4)?).ok()?;
    let digests = if head >> 4 & 1 == 1 { 2 } else { 1 };
    let start = at + 8 + 16 * digests + 1;
    let end = (at + 8).checked_add(length)?;
    let data = bytes.get(start..end)?;
    let (_, _, ending) = KINDS.iter().find(|(known, magic, _)| *known == kind && data.starts_with(magic))?;
    Some((start..end, ending))
}

/// Reads the pictures of a stream.
pub fn read(stream: &Stream, options: &ReadOptions, purse: &Purse, intake: &mut Intake) {
    let bytes = stream.bytes.as_slice();
    let mut found: Vec<(Range<usize>, &str)> = Vec::new();
    // The second byte of every kind is the same.
    for at in memmem::find_iter(bytes, &[0xf0]).filter_map(|at| at.checked_sub(3)) {
        if found.last().is_some_and(|(range, _)| at < range.end) {
            continue;
        }
        found.extend(picture(bytes, at));
    }
    for (number, (range, ending)) in found.into_iter().enumerate() {
        let data = bytes.get(range).unwrap_or_default().to_vec();
        purse.expanded(data.len());
        if purse.is_empty() {
            return;
        }
        let name = format!("{}/picture {}.{ending}", stream.path, number + 1);
        read_child(ChildName::from(name), data, options, purse, intake);
    }
}
