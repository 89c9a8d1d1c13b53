//! Formats of cells in an old workbook, as far as they keep a value from being seen (MS-XLS 2.4.122, Font; 2.4.353, XF; 2.4.126,
//! Format; 2.4.188, Palette). Formats of Excel 97 and later are read.

use super::records::records;
use crate::formats::colour::Colour;
use crate::formats::little_endian::{long, short};
use crate::model::Concealment;
use std::collections::BTreeSet;

/// The formats of a workbook's cells.
#[derive(Debug, Default)]
pub struct CellFormats {
    fonts: Vec<u16>,
    palette: Vec<Colour>,
    blank: BTreeSet<u16>,
    /// Font, format of numbers, pattern and colour of each format.
    formats: Vec<[u16; 4]>,
    /// Where the parts of the stream begin in which rules paint cells.
    ruled: BTreeSet<usize>,
}

/// Parts are no deeper in one another.
const DEPTH: usize = 8;
/// Fonts have no number 4.
const MISSING: u16 = 4;
/// The first colour of the palette.
const PALETTE: u16 = 8;
/// The system's colours of text and of its ground.
const INK: [u16; 3] = [0, 64, 0x7fff];
const PAPER: [u16; 2] = [1, 65];

impl CellFormats {
    /// Of a stream.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        let mut read = Self::default();
        // A chart in a sheet is a part in a part.
        let mut open: Vec<usize> = vec![];
        for record in records(bytes) {
            let body = bytes.get(record.body.clone()).unwrap_or_default();
            match record.kind {
                0x0809 if open.len() < DEPTH => open.push(record.body.start.saturating_sub(4)),
                0x000a => _ = open.pop(),
                0x0031 => read.fonts.extend(short(body, 4)),
                0x00e0 => {
                    let pattern = long(body, 14).map(|bits| (bits >> 26) as u16);
                    let fields = [short(body, 0), short(body, 2), pattern, short(body, 18).map(|both| both & 0x7f)];
                    let [Some(font), Some(number), Some(pattern), Some(colour)] = fields else { continue };
                    read.formats.push([font, number, pattern, colour]);
                }
                0x041e => {
                    let code = body.get(5..).unwrap_or_default();
                    let shows_nothing = code.len() >= 3 && code.iter().all(|sign| *sign == b';');
                    read.blank.extend(short(body, 0).filter(|_| shows_nothing));
                }
                0x0092 => {
                    let colours = body.get(2..).unwrap_or_default().chunks_exact(4);
                    read.palette = colours
                        .filter_map(|one| match one {
                            [red, green, blue, _] => Some(Colour([*red, *green, *blue])),
                            _ => None,
                        })
                        .collect();
                }
                0x01b0 | 0x0879 => read.ruled.extend(open.last()),
                _ => {}
            }
        }
        read
    }

    /// A colour by its number; none where it is not known.
    fn colour(&self, number: u16) -> Option<Colour> {
        if INK.contains(&number) {
            return Some(Colour::BLACK);
        }
        if PAPER.contains(&number) {
            return Some(Colour::WHITE);
        }
        let place = number.checked_sub(PALETTE)?;
        match (self.palette.get(usize::from(place)), place) {
            (Some(colour), _) => Some(*colour),
            (None, 0) => Some(Colour::BLACK),
            (None, 1) => Some(Colour::WHITE),
            _ => None,
        }
    }

    /// Why the value of a cell with a format is not seen, in the part of the stream that begins at a place.
    #[must_use]
    pub fn of_cell(&self, format: u16, begins: usize) -> Option<Concealment> {
        if self.ruled.contains(&begins) {
            return None;
        }
        let [font, number, pattern, colour] = *self.formats.get(usize::from(format))?;
        if self.blank.contains(&number) {
            return Some(Concealment::Invisible);
        }
        let font = if font > MISSING { font - 1 } else { font };
        let ink = self.colour(*self.fonts.get(usize::from(font))?)?;
        let ground = match pattern {
            0 => Colour::WHITE,
            1 => self.colour(colour)?,
            _ => return None,
        };
        ink.lost_on(ground)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(kind: u16, body: &[u8]) -> Vec<u8> {
        [&kind.to_le_bytes()[..], &u16::try_from(body.len()).unwrap().to_le_bytes(), body].concat()
    }

    fn format(font: u8, number: u8, pattern: u8, colour: u8) -> Vec<u8> {
        let mut body = [0; 20];
        (body[0], body[2], body[17], body[18]) = (font, number, pattern << 2, colour);
        made(0x00e0, &body)
    }

    #[test]
    fn white_on_white_is_lost_and_white_on_blue_is_not() {
        let font = |colour: u8| made(0x0031, &[0, 0, 0, 0, colour, 0]);
        let begins = made(0x0809, &[0; 16]);
        let formats = [format(0, 0, 0, 64), format(1, 0, 0, 64), format(1, 0, 1, 12), format(0, 170, 0, 64)].concat();
        let blank = made(0x041e, b"\xaa\0\x03\0\0;;;");
        let end = made(0x000a, &[]);
        let bytes = [begins.clone(), font(8), font(9), blank, formats, end.clone()].concat();
        let ruled = [bytes.clone(), begins.clone(), begins, end, made(0x01b0, &[])].concat();
        let read = CellFormats::of(&ruled);
        let seen: Vec<Option<Concealment>> = (0..5).map(|number| read.of_cell(number, 0)).collect();
        assert_eq!(seen, [None, Some(Concealment::SameColour), None, Some(Concealment::Invisible), None]);
        assert_eq!(read.of_cell(1, bytes.len()), None, "a rule may paint the cell");
    }
}
