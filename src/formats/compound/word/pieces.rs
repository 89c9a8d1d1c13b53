//! The pieces of the text (MS-DOC 2.8.35, `PlcPcd`): where in the main stream the text of the document is. A document that was
//! saved fast has its changes appended, and text that was taken out is between the pieces until it is saved whole.

use super::fib::{Fib, Part};
use crate::formats::compound::directory::Stream;
use crate::formats::little_endian::{long, short};
use crate::formats::remains::{self, Found};
use std::ops::Range;

/// More pieces than this are not followed; Word saves a document whole long before.
const PIECES: usize = 100_000;

/// A piece of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Where it is in the main stream.
    pub range: Range<usize>,
    /// Bytes of a character: 1 or 2.
    pub width: usize,
}

/// The text between the pieces: from the first to the end of the last, what belongs to none.
#[must_use]
pub fn between(fib: &Fib, table: &Stream, main: &Stream) -> Vec<Found> {
    let mut pieces = pieces(fib, table);
    pieces.sort_by_key(|piece| piece.range.start);
    let Some(first) = pieces.first() else { return vec![] };
    let (mut found, mut end, mut width) = (Vec::new(), first.range.start.min(fib.text.start.max(512)), first.width);
    for piece in &pieces {
        if end < piece.range.start {
            found.extend(text(main, end..piece.range.start, width));
        }
        (end, width) = (end.max(piece.range.end), piece.width);
    }
    found
}

/// Text of a gap: in the width of the piece before it, which was cut off there, or in the other.
fn text(main: &Stream, gap: Range<usize>, width: usize) -> Vec<Found> {
    let Some(raw) = main.bytes.get(gap.clone()) else { return vec![] };
    // What was taken out is shorter than what chance would need; bytes of formatting, which are here too, are no letters.
    let whole = remains::text_of(raw, width, 1252);
    let letters = whole.chars().filter(|character| character.is_alphabetic()).count();
    let is_words = letters >= 3 && letters * 10 >= raw.len() / width * 6;
    if is_words && raw.len() <= 4_096 {
        return vec![Found { range: gap, text: whole }];
    }
    let place =
        |found: Found| Found { range: gap.start + found.range.start..gap.start + found.range.end, text: found.text };
    remains::texts(raw).into_iter().map(place).collect()
}

/// The pieces, in the order of the text.
#[must_use]
pub fn pieces(fib: &Fib, table: &Stream) -> Vec<Piece> {
    let Some(range) = fib.part(Part::Pieces) else { return vec![] };
    table.bytes.get(range).map_or_else(Vec::new, |clx| of_table(clx, false))
}

/// The pieces that a table lists, in the order of the text; before Word 97 all have a byte a character, at the place that is written.
pub(super) fn of_table(clx: &[u8], is_older: bool) -> Vec<Piece> {
    // Changes of formatting come first, each after the mark 1 and its length (2.9.38); then the pieces, after the mark 2.
    let mut at = 0;
    while clx.get(at) == Some(&1) {
        let Some(length) = short(clx, at + 1) else { return vec![] };
        at += 3 + usize::from(length);
    }
    if clx.get(at) != Some(&2) {
        return vec![];
    }
    let Some(length) = long(clx, at + 1).and_then(|length| usize::try_from(length).ok()) else { return vec![] };
    let Some(plc) = clx.get(at + 5..).and_then(|rest| rest.get(..length)) else { return vec![] };
    let count = (plc.len().saturating_sub(4) / 12).min(PIECES);
    let piece = |number: usize| {
        let (from, to) = (long(plc, number * 4)?, long(plc, number * 4 + 4)?);
        let characters = usize::try_from(to.checked_sub(from)?).ok()?;
        let place = long(plc, (count + 1) * 4 + number * 8 + 2)?;
        // Bit 30: one byte a character, and the place is doubled (2.9.73).
        let (start, width) = if is_older {
            (place, 1)
        } else if place & 0x4000_0000 != 0 {
            ((place & 0x3fff_ffff) / 2, 1)
        } else {
            (place & 0x3fff_ffff, 2)
        };
        let start = usize::try_from(start).ok()?;
        Some(Piece { range: start..start.checked_add(characters.checked_mul(width)?)?, width })
    };
    (0..count).filter_map(piece).collect()
}
