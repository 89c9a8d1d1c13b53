//! The text of a Word document by its stories (MS-DOC 2.4.1): one row of characters, of which the first are the body, the next the
//! footnotes, then headers, comments, endnotes and the texts of boxes.

use super::fib::{Fib, Part};
use super::pieces::Piece;
use crate::formats::code_page;
use crate::formats::compound::directory::Stream;
use crate::formats::little_endian::{long, short};
use std::ops::Range;

/// A story of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Story {
    /// The body.
    Body,
    /// Footnotes.
    Footnotes,
    /// Headers and footers of pages.
    Headers,
    /// Macros, which no version since Word 97 keeps here.
    Macros,
    /// Comments.
    Comments,
    /// Endnotes.
    Endnotes,
    /// Boxes of text.
    TextBoxes,
    /// Boxes of text in headers.
    HeaderTextBoxes,
}

/// In the order of the text.
const STORIES: [Story; 8] = [
    Story::Body,
    Story::Footnotes,
    Story::Headers,
    Story::Macros,
    Story::Comments,
    Story::Endnotes,
    Story::TextBoxes,
    Story::HeaderTextBoxes,
];

/// The stories with the characters that are theirs, as counts say.
#[must_use]
pub fn stories(counts: &[u32; 8]) -> Vec<(Story, Range<usize>)> {
    let mut at = 0_usize;
    let story = |(story, count): (Story, &u32)| {
        let start = at;
        at = at.saturating_add(usize::try_from(*count).unwrap_or(usize::MAX));
        (story, start..at)
    };
    STORIES.into_iter().zip(counts).map(story).filter(|(_, range)| !range.is_empty()).collect()
}

/// Where the notes, headers, comments or boxes of a story begin, counted from its first character.
#[must_use]
pub fn beginnings(fib: &Fib, table: &Stream, story: Story) -> Vec<usize> {
    // What each place has beside it: of boxes 22 bytes (2.9.104, `FTXBXS`), of the others nothing.
    let (part, beside) = match story {
        Story::Footnotes => (Part::Footnotes, 0),
        Story::Headers => (Part::Headers, 0),
        Story::Comments => (Part::Comments, 0),
        Story::Endnotes => (Part::Endnotes, 0),
        Story::TextBoxes => (Part::TextBoxes, 22),
        Story::HeaderTextBoxes => (Part::HeaderTextBoxes, 22),
        Story::Body | Story::Macros => return vec![],
    };
    let plc = fib.part(part).and_then(|range| table.bytes.get(range)).unwrap_or_default();
    let count = plc.len().saturating_sub(4) / (4 + beside);
    (0..count).filter_map(|number| usize::try_from(long(plc, number * 4)?).ok()).collect()
}

/// The text in units of UTF-16, each with its place in the main stream. No more units come than the stream has bytes: pieces of honest
/// files are apart from each other.
pub fn units(pieces: &[Piece], main: &Stream) -> impl Iterator<Item = (u16, usize)> {
    let narrow: Vec<u16> = (0..=255_u8).map(|byte| unit(1252, byte)).collect();
    let places = pieces.iter().flat_map(|piece| piece.range.clone().step_by(piece.width).map(|at| (at, piece.width)));
    places
        .map_while(move |(at, width)| {
            let unit = match width {
                1 => narrow.get(usize::from(*main.bytes.get(at)?)).copied()?,
                _ => short(&main.bytes, at)?,
            };
            Some((unit, at))
        })
        .take(main.bytes.len())
}

/// The unit of a byte in a code page of single bytes.
pub(super) fn unit(page: u16, byte: u8) -> u16 {
    code_page::decode(page, &[byte]).encode_utf16().next().unwrap_or(0xfffd)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stories_follow_one_another_and_pieces_of_both_widths_are_read() {
        let counts = [5, 0, 3, 0, 2, 0, 0, 0];
        assert_eq!(stories(&counts), [(Story::Body, 0..5), (Story::Headers, 5..8), (Story::Comments, 8..10)]);
        let main = Stream::put_together("WordDocument".to_owned(), b"a\x93\x16\x04".to_vec());
        let pieces = [Piece { range: 2..4, width: 2 }, Piece { range: 0..2, width: 1 }];
        let found: Vec<(u16, usize)> = units(&pieces, &main).collect();
        assert_eq!(found, [(0x416, 2), (u16::from(b'a'), 0), (0x201c, 1)]);
        let again = [Piece { range: 0..4, width: 1 }, Piece { range: 0..4, width: 1 }];
        assert_eq!(units(&again, &main).count(), 4);
    }
}
