//! Word 6 and 95: their header has the same beginning as later ones and the same counts at other places, and their text lies in one row
//! where the document was saved whole, else in pieces. (Word 8 Binary File Format, "The FIB"; what was before it is measured.)

use super::pieces::of_table;
use crate::formats::code_page;
use crate::formats::compound::directory::Stream;
use crate::formats::little_endian::{long, short};
use std::ops::Range;

/// `fComplex`: it was saved in pieces; `fEncrypted`.
const IN_PIECES: u16 = 0x0004;
const ENCRYPTED: u16 = 0x0100;

/// The text of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OlderText {
    /// How many characters each story has.
    pub characters: [u32; 8],
    /// Where its pieces are in the main stream, a byte a character, in the order of the text.
    pub pieces: Vec<Range<usize>>,
    /// Its code page, as the language of the program says.
    pub code_page: u16,
}

impl OlderText {
    /// The text of Word 6 and 95; none of a document that is encrypted, or of another version.
    #[must_use]
    pub fn of(main: &Stream) -> Option<Self> {
        let bytes = main.bytes.as_slice();
        let (version, flags) = (short(bytes, 2)?, short(bytes, 10)?);
        if !matches!(short(bytes, 0)?, 0xa5dc | 0xa5ec) || !(0x65..0xc0).contains(&version) || flags & ENCRYPTED != 0 {
            return None;
        }
        let place = |at: usize| long(bytes, at).and_then(|place| usize::try_from(place).ok());
        let pieces = if flags & IN_PIECES != 0 {
            // `fcClx` and `lcbClx`.
            let start = place(0x160)?;
            let table = bytes.get(start..start.checked_add(place(0x164)?)?)?;
            of_table(table, true).into_iter().map(|piece| piece.range).collect()
        } else {
            std::iter::once(place(24)?..place(28)?).collect()
        };
        Some(Self {
            characters: std::array::from_fn(|story| long(bytes, 0x34 + story * 4).unwrap_or(0)),
            pieces,
            code_page: code_page::of_language(short(bytes, 6)?),
        })
    }

    /// The units of the text, each with its place; a character of two bytes is one unit at the place of its first.
    /// No more units come than the stream has bytes.
    pub fn units<'m>(&'m self, main: &'m Stream) -> impl Iterator<Item = (u16, usize)> + use<'m> {
        let page = self.code_page;
        let wide = matches!(page, 932 | 936 | 949 | 950);
        let single: Vec<u16> = (0..=255_u8).map(|byte| super::stories::unit(page, byte)).collect();
        let mut lead: Option<u8> = None;
        let places = self.pieces.iter().cloned().flatten().take(main.bytes.len());
        places.map_while(move |at| {
            let byte = *main.bytes.get(at)?;
            if let Some(first) = lead.take() {
                let text = code_page::decode(page, &[first, byte]);
                return Some((text.encode_utf16().next().unwrap_or(0xfffd), at));
            }
            if wide && byte >= 0x81 && single.get(usize::from(byte)) == Some(&0xfffd) {
                // Counts of characters count both bytes: the first is passed over as a sign of control.
                lead = Some(byte);
                return Some((0, at));
            }
            Some((single.get(usize::from(byte)).copied().unwrap_or(0xfffd), at))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_says_the_code_page() {
        let mut bytes = vec![0; 0x60];
        bytes[..12].copy_from_slice(&[0xdc, 0xa5, 0x68, 0, 0, 0, 0x19, 0x04, 0, 0, 0, 0]);
        bytes[24] = 0x60;
        bytes[28] = 0x63;
        bytes[0x34] = 3;
        bytes.extend(b"\xcf\xb3x");
        let main = Stream::put_together("WordDocument".to_owned(), bytes);
        let text = OlderText::of(&main).expect("a text of Word 95");
        assert_eq!(text.pieces.first(), Some(&(0x60..0x63)));
        assert_eq!(text.pieces.len(), 1);
        let said: Vec<u16> = text.units(&main).map(|(unit, _)| unit).collect();
        assert_eq!((text.characters[0], text.code_page, said), (3, 1251, vec![0x41f, 0x456, 0x78]));
    }
}
