//! Several pictures in one JPEG file (CIPA DC-007-2009): where each is, and what it is.

use std::ops::Range;

/// One of the pictures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Where it is in the file.
    pub range: Range<usize>,
    /// What it is, in words.
    pub what: &'static str,
}

/// More pictures are not listed.
const PARTS: usize = 64;

/// The pictures after the first one, as the block `MPF` lists them (5.2.3); `start` is where the block begins in the file, after the mark,
/// and offsets count from there.
#[must_use]
pub fn parts(block: &[u8], start: usize, file: usize) -> Vec<Part> {
    let little = block.starts_with(b"II");
    let short = |at: usize| {
        let two: [u8; 2] = block.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if little { u16::from_le_bytes(two) } else { u16::from_be_bytes(two) })
    };
    let long = |at: usize| {
        let four: [u8; 4] = block.get(at..at.checked_add(4)?)?.try_into().ok()?;
        Some(if little { u32::from_le_bytes(four) } else { u32::from_be_bytes(four) })
    };
    let wide = |at: usize| usize::try_from(long(at)?).ok();
    let entries = wide(4).and_then(|directory| {
        let fields = usize::from(short(directory)?).min(PARTS);
        let field = (0..fields).filter_map(|number| directory.checked_add(2 + number * 12));
        // The list of pictures is the field 0xb002, sixteen bytes a picture.
        let list = field.clone().find(|at| short(*at) == Some(0xb002))?;
        Some((wide(list + 8)?, wide(list + 4)? / 16))
    });
    let Some((list, count)) = entries else { return vec![] };
    let part = |number: usize| {
        let entry = list.checked_add(number * 16)?;
        let (kind, size, offset) = (long(entry)? & 0x00ff_ffff, wide(entry + 4)?, wide(entry + 8)?);
        let from = start.checked_add(offset).filter(|_| offset > 0)?;
        let range = from..from.checked_add(size)?.min(file);
        let what = match kind {
            0x01_0001 | 0x01_0002 => "a smaller version of the picture",
            0x02_0001 => "a piece of a panorama",
            0x02_0002 => "a picture for depth",
            0x02_0003 => "the picture from another angle",
            0x05_0000 => "a map of brightness (HDR)",
            _ => "another picture",
        };
        (!range.is_empty()).then_some(Part { range, what })
    };
    (0..count.min(PARTS)).filter_map(part).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_picture_is_found_and_a_cut_list_gives_less() {
        let mut block = b"II*\0\x08\0\0\0\x02\0".to_vec();
        block.extend([0x01, 0xb0, 4, 0, 1, 0, 0, 0, 2, 0, 0, 0]);
        block.extend([0x02, 0xb0, 7, 0, 32, 0, 0, 0, 38, 0, 0, 0]);
        block.extend([0; 4]);
        block.extend([0, 0, 3, 0x20, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        block.extend([1, 0, 1, 0, 50, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0]);
        let found = parts(&block, 100, 10_000);
        assert_eq!(found, [Part { range: 356..406, what: "a smaller version of the picture" }]);
        for length in 0..block.len() {
            assert!(parts(&block[..length], 100, 10_000).len() <= 1);
        }
    }
}
