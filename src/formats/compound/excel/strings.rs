//! Strings of a workbook since Excel 97 (MS-XLS 2.5.293, `XLUnicodeRichExtendedString`): a length, a byte that says how wide characters
//! are and what follows them, characters. They go on over records `Continue`, each of which says anew how wide its characters are.

use crate::formats::code_page;
use crate::formats::little_endian::{long, short};
use std::ops::Range;

/// A string, and where its first characters are.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Text {
    /// What it says.
    pub text: String,
    /// From its length to after its last character.
    pub range: Range<usize>,
}

/// Reads strings out of the bodies of a record and of those that continue it.
#[derive(Debug)]
pub struct Strings<'a> {
    bytes: &'a [u8],
    bodies: &'a [Range<usize>],
    body: usize,
    at: usize,
}

impl<'a> Strings<'a> {
    /// Over bodies of records, after so many bytes of the first.
    #[must_use]
    pub fn after(bytes: &'a [u8], bodies: &'a [Range<usize>], skipped: usize) -> Self {
        let at = bodies.first().map_or(0, |body| body.start + skipped);
        Self { bytes, bodies, body: 0, at }
    }

    /// How many bytes the current body still has.
    fn left(&self) -> usize {
        self.bodies.get(self.body).map_or(0, |body| body.end.saturating_sub(self.at))
    }

    /// Goes to the next body where this one is at its end; whether there is more.
    fn more(&mut self) -> bool {
        while self.left() == 0 {
            self.body += 1;
            match self.bodies.get(self.body) {
                Some(next) => self.at = next.start,
                None => return false,
            }
        }
        true
    }

    fn skip(&mut self, mut bytes: usize) {
        while bytes > 0 && self.more() {
            let taken = bytes.min(self.left());
            self.at += taken;
            bytes -= taken;
        }
    }

    /// The next string; none at the end.
    pub fn next_rich(&mut self) -> Option<Text> {
        if !self.more() {
            return None;
        }
        let start = self.at;
        let (characters, flags) = (usize::from(short(self.bytes, start)?), *self.bytes.get(start + 2)?);
        self.at += 3;
        let (mut runs, mut beyond) = (0, 0);
        if flags & 8 != 0 {
            runs = usize::from(short(self.bytes, self.at)?);
            self.at += 2;
        }
        if flags & 4 != 0 {
            beyond = usize::try_from(long(self.bytes, self.at)?).ok()?;
            self.at += 4;
        }
        let text = self.characters(characters, flags)?;
        let end = self.at;
        self.skip(runs * 4);
        self.skip(beyond);
        Some(Text { text, range: start..end })
    }

    /// So many characters, the first of which are as wide as these flags say.
    fn characters(&mut self, mut missing: usize, mut flags: u8) -> Option<String> {
        let mut text = String::new();
        let mut units: Vec<u16> = vec![];
        while missing > 0 {
            let width = if flags & 1 == 1 { 2 } else { 1 };
            let taken = missing.min(self.left() / width);
            let raw = self.bytes.get(self.at..self.at + taken * width)?;
            match width {
                1 => units.extend(raw.iter().map(|byte| u16::from(*byte))),
                _ => units.extend(raw.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]))),
            }
            self.at += taken * width;
            missing -= taken;
            if missing > 0 {
                self.body += 1;
                let Some(next) = self.bodies.get(self.body) else { break };
                self.at = next.start + 1;
                flags = *self.bytes.get(next.start).filter(|_| !next.is_empty())?;
            }
        }
        text.push_str(&String::from_utf16_lossy(&units));
        Some(text)
    }
}

/// A string of one record: after its length of one or two bytes; since BIFF8 a byte says whether it is wide, before that it is in a code
/// page.
#[must_use]
pub fn single(bytes: &[u8], length_bytes: usize, page: Option<u16>) -> Option<String> {
    let characters = match length_bytes {
        1 => usize::from(*bytes.first()?),
        _ => usize::from(short(bytes, 0)?),
    };
    let rest = bytes.get(length_bytes..)?;
    Some(match page {
        Some(page) => code_page::decode(page, rest.get(..characters.min(rest.len()))?),
        None => {
            let (flags, rest) = rest.split_first()?;
            match flags & 1 {
                1 => code_page::utf_16(rest.get(..(characters * 2).min(rest.len()))?),
                _ => rest.iter().take(characters).map(|&byte| char::from(byte)).collect(),
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_string_goes_on_in_another_width_and_what_is_beside_it_is_passed_over() {
        // "ab" with a run of form, then "cЖd" over two bodies, wide in the second.
        let first = [2, 0, 8, 1, 0, b'a', b'b', 9, 9, 9, 9, 3, 0, 0, b'c'];
        let second = [1, 0x16, 0x04, b'd', 0];
        let bytes = [&first[..], &second].concat();
        let bodies = [0..first.len(), first.len()..bytes.len()];
        let mut strings = Strings::after(&bytes, &bodies, 0);
        let said: Vec<String> = std::iter::from_fn(|| strings.next_rich()).map(|text| text.text).collect();
        assert_eq!(said, ["ab", "cЖd"]);
        assert_eq!(single(&[2, 0xcf, 0xb3], 1, Some(1251)).as_deref(), Some("Пі"));
        assert_eq!(single(&[1, 0, 1, 0x16, 0x04], 2, None).as_deref(), Some("Ж"));
    }
}
