//! Boxes of ISO media files (ISO/IEC 14496-12; `QuickTime`): films, sound, and pictures of HEIF and AVIF.

use std::ops::Range;

/// A box.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MediaBox {
    /// Its four letters.
    pub kind: [u8; 4],
    /// What is in it, without its header.
    pub body: Range<usize>,
}

/// So many boxes of one level are looked at.
const BOXES: usize = 4_096;

/// A number of so many bytes, the highest first.
#[must_use]
pub fn number(bytes: &[u8], at: usize, length: usize) -> Option<u64> {
    let digits = bytes.get(at..at.checked_add(length)?)?;
    Some(digits.iter().fold(0, |number, byte| number << 8 | u64::from(*byte)))
}

/// The boxes in a range, in their order; a box that is longer than the range is cut.
#[must_use]
pub fn boxes(bytes: &[u8], range: Range<usize>) -> Vec<MediaBox> {
    let end = range.end.min(bytes.len());
    let (mut at, mut found) = (range.start, Vec::new());
    while at < end && found.len() < BOXES {
        let (Some(size), Some(kind)) = (number(bytes, at, 4), bytes.get(at + 4..at + 8)) else { break };
        let (head, size) = match size {
            0 => (8, (end - at) as u64),
            1 => (16, number(bytes, at + 8, 8).unwrap_or(0)),
            size => (8, size),
        };
        let size = usize::try_from(size).unwrap_or(usize::MAX);
        if size < head {
            break;
        }
        let after = at.saturating_add(size).min(end);
        let kind = <[u8; 4]>::try_from(kind).unwrap_or_default();
        found.push(MediaBox { kind, body: (at + head).min(after)..after });
        at = after;
    }
    found
}

/// The first box of a way: `moov`, `udta`, `meta`.
#[must_use]
pub fn find(bytes: &[u8], range: Range<usize>, way: &[&[u8; 4]]) -> Option<Range<usize>> {
    let Some((first, rest)) = way.split_first() else { return Some(range) };
    let found = boxes(bytes, range).into_iter().find(|one| one.kind == **first)?;
    find(bytes, inner(bytes, &found), rest)
}

/// Where the boxes in a box begin: `meta` has a version before them in ISO files, and none in those of `QuickTime`.
#[must_use]
pub fn inner(bytes: &[u8], of: &MediaBox) -> Range<usize> {
    let has_version = of.kind == *b"meta" && number(bytes, of.body.start, 4) == Some(0);
    if has_version { of.body.start + 4..of.body.end } else { of.body.clone() }
}

/// An item of a picture (8.11.6): its kind, and where its bytes are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Four letters: `Exif`, `mime`, `hvc1`.
    pub kind: [u8; 4],
    /// Where its bytes are; those of an item in several pieces are the first piece.
    pub place: Range<usize>,
}

/// So many items of a picture are looked at.
const ITEMS: u64 = 2_000;

/// The items that a picture lists.
#[must_use]
pub fn items(bytes: &[u8]) -> Vec<Item> {
    let Some(meta) = boxes(bytes, 0..bytes.len()).into_iter().find(|one| one.kind == *b"meta") else { return vec![] };
    let within = boxes(bytes, inner(bytes, &meta));
    let of = |kind: &[u8; 4]| within.iter().find(|one| one.kind == *kind).map(|one| one.body.clone());
    let (Some(kinds), Some(places)) = (of(b"iinf").map(|body| kinds(bytes, body)), of(b"iloc")) else { return vec![] };
    let places = self::places(bytes, places);
    let placed = |(id, kind): (u64, [u8; 4])| {
        let (_, place) = places.iter().find(|(of, _)| *of == id)?;
        Some(Item { kind, place: place.clone() })
    };
    kinds.into_iter().filter_map(placed).collect()
}

/// Numbers and kinds of items (8.11.6).
fn kinds(bytes: &[u8], body: Range<usize>) -> Vec<(u64, [u8; 4])> {
    let version = number(bytes, body.start, 1).unwrap_or(0);
    let first = body.start + if version == 0 { 6 } else { 8 };
    let entries = boxes(bytes, first..body.end).into_iter().filter(|one| one.kind == *b"infe");
    entries
        .filter_map(|entry| {
            let at = entry.body.start;
            let (id, kind) = match number(bytes, at, 1)? {
                2 => (number(bytes, at + 4, 2)?, at + 8),
                3 => (number(bytes, at + 4, 4)?, at + 10),
                _ => return None,
            };
            Some((id, bytes.get(kind..kind + 4)?.try_into().ok()?))
        })
        .collect()
}

/// Where items are (8.11.3): those that are in the file itself.
fn places(bytes: &[u8], body: Range<usize>) -> Vec<(u64, Range<usize>)> {
    let mut at = body.start;
    let mut take = |length: u64| {
        let length = usize::try_from(length).unwrap_or(0);
        let value = if length == 0 { Some(0) } else { number(bytes, at, length).filter(|_| at + length <= body.end) };
        at += length;
        value
    };
    let mut read = || -> Option<Vec<(u64, Range<usize>)>> {
        let version = take(4)? >> 24;
        let sizes = take(2)?;
        let [offset, length, base, index] = [sizes >> 12, sizes >> 8 & 15, sizes >> 4 & 15, sizes & 15];
        let count = take(if version < 2 { 2 } else { 4 })?;
        let mut found = Vec::new();
        for _ in 0..count.min(ITEMS) {
            let id = take(if version < 2 { 2 } else { 4 })?;
            let method = if version > 0 { take(2)? & 15 } else { 0 };
            take(2)?;
            let start = take(base)?;
            for number in 0..take(2)?.min(ITEMS) {
                if version > 0 {
                    take(index)?;
                }
                let from = start.checked_add(take(offset)?)?;
                let to = from.checked_add(take(length)?)?;
                let place = usize::try_from(from).ok()?..usize::try_from(to).ok()?;
                if number == 0 && method == 0 && place.end <= bytes.len() {
                    found.push((id, place));
                }
            }
        }
        Some(found)
    };
    read().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes_end_where_they_say_or_where_the_file_does() {
        let bytes = b"\0\0\0\x10ftypisom\0\0\0\0\0\0\0\x01free\0\0\0\0\0\0\0\x12ab\0\0\0\0mdat";
        let found = boxes(bytes, 0..bytes.len());
        let kinds: Vec<&[u8; 4]> = found.iter().map(|one| &one.kind).collect();
        assert_eq!(kinds, [b"ftyp", b"free", b"mdat"]);
        assert_eq!(&bytes[found[1].body.clone()], b"ab");
        assert_eq!(boxes(b"\0\0\0\x04abcd", 0..8), []);
        assert_eq!(boxes(b"\0\xff\xff\xffabcdx", 0..9)[0].body, 8..9);
        assert!(find(bytes, 0..bytes.len(), &[b"ftyp"]).is_some());
    }
}
