//! Pictures of two colours in JBIG2 (ISO/IEC 14492, ITU-T T.88), as far as it matters for what they say: whether letters are drawn with shapes that
//! are stored once.

/// What a picture is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Letters {
    /// How many shapes are stored.
    pub shapes: u64,
    /// How many letters are drawn with them.
    pub drawn: u64,
    /// Whether each letter is corrected to what was scanned there (refinement).
    pub corrected: bool,
}

/// So many segments are looked at.
const SEGMENTS: usize = 100_000;

/// A segment: its type, and its data.
struct Segment<'a> {
    kind: u8,
    data: &'a [u8],
}

fn number(bytes: &[u8], at: usize, length: usize) -> Option<u64> {
    let digits = bytes.get(at..at.checked_add(length)?)?;
    Some(digits.iter().fold(0, |number, byte| number << 8 | u64::from(*byte)))
}

/// The next segment (7.2), and where the one after it begins.
fn segment(bytes: &[u8], at: usize) -> Option<(Segment<'_>, usize)> {
    let own = number(bytes, at, 4)?;
    let flags = *bytes.get(at + 4)?;
    let first = *bytes.get(at + 5)?;
    // Up to four references are counted in three bits; of more the count is in four bytes, with a bit for each behind it.
    let (count, mut after) = if first >> 5 == 7 {
        let count = usize::try_from(number(bytes, at + 5, 4)? & 0x1fff_ffff).ok()?;
        (count, at + 9 + (count + 1).div_ceil(8))
    } else {
        (usize::from(first >> 5), at + 6)
    };
    let width = match own {
        0..=256 => 1,
        257..=65_536 => 2,
        _ => 4,
    };
    after = after.checked_add(count.checked_mul(width)?)?;
    after += if flags & 0x40 == 0 { 1 } else { 4 };
    let length = number(bytes, after, 4)?;
    after += 4;
    // Of a region without a length the end is found by decoding it: nothing behind it is looked at.
    let length =
        if length == 0xffff_ffff { bytes.len().saturating_sub(after) } else { usize::try_from(length).ok()? };
    let end = after.saturating_add(length).min(bytes.len());
    Some((Segment { kind: flags & 0x3f, data: bytes.get(after..end)? }, end))
}

/// How many shapes a dictionary gives (7.4.2.1).
fn shapes(data: &[u8]) -> Option<u64> {
    let flags = number(data, 0, 2)?;
    let (huffman, refines, template, refinement_template) =
        (flags & 1 == 1, flags & 2 == 2, flags >> 10 & 3, flags >> 12 & 1);
    let mut at = 2;
    if !huffman {
        at += if template == 0 { 8 } else { 2 };
    }
    if refines && refinement_template == 0 {
        at += 4;
    }
    number(data, at, 4)
}

/// How many letters a region of text draws, and whether each is corrected (7.4.3.1).
fn drawn(data: &[u8]) -> Option<(u64, bool)> {
    let flags = number(data, 17, 2)?;
    let (huffman, refines, template) = (flags & 1 == 1, flags & 2 == 2, flags >> 15 & 1);
    let at = 19 + if huffman { 2 } else { 0 } + if refines && template == 0 { 4 } else { 0 };
    Some((number(data, at, 4)?, refines))
}

/// What the letters of a picture are drawn with; none of a picture that draws no letters with stored shapes. `shared` are the segments that several
/// pictures of a PDF have in common (`JBIG2Globals`).
#[must_use]
pub fn letters(shared: &[u8], picture: &[u8]) -> Option<Letters> {
    let mut letters = Letters { corrected: true, ..Letters::default() };
    for bytes in [shared, picture] {
        let mut at = 0;
        for _ in 0..SEGMENTS {
            let Some((segment, end)) = segment(bytes, at) else { break };
            match segment.kind {
                0 => letters.shapes = letters.shapes.saturating_add(shapes(segment.data).unwrap_or(0)),
                4 | 6 | 7 => {
                    let (count, corrected) = drawn(segment.data).unwrap_or((0, true));
                    letters.drawn = letters.drawn.saturating_add(count);
                    letters.corrected &= corrected;
                }
                _ => {}
            }
            at = end;
        }
    }
    (letters.drawn > 0).then_some(letters)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn segment(number: u32, kind: u8, data: &[u8]) -> Vec<u8> {
        let length = u32::try_from(data.len()).unwrap().to_be_bytes();
        [&number.to_be_bytes()[..], &[kind, 0, 1], &length, data].concat()
    }

    #[test]
    fn shapes_and_letters_are_counted() {
        let dictionary = [&[0, 0][..], &[0; 8], &180_u32.to_be_bytes(), &180_u32.to_be_bytes()].concat();
        let text = [&[0; 17][..], &[0, 0], &1_240_u32.to_be_bytes()].concat();
        let corrected = [&[0; 17][..], &[0, 2], &[0; 4], &7_u32.to_be_bytes()].concat();
        let shared = segment(0, 0, &dictionary);
        let picture = [segment(1, 48, &[0; 19]), segment(2, 6, &text), segment(3, 49, &[])].concat();
        assert_eq!(letters(&shared, &picture), Some(Letters { shapes: 180, drawn: 1_240, corrected: false }));
        let picture = segment(2, 6, &corrected);
        assert_eq!(letters(&shared, &picture), Some(Letters { shapes: 180, drawn: 7, corrected: true }));
        // A picture point by point.
        assert_eq!(letters(&[], &segment(1, 38, &[0; 40])), None);
        assert_eq!(letters(&[], b"no segments"), None);
    }
}
