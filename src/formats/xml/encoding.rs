//! From the bytes of an XML text to its characters (XML 1.0, appendix F), and from every place in the text back to the
//! bytes that are there.

use std::borrow::Cow;
use std::ops::Range;

/// A text, and where its characters are in the bytes that it was decoded from.
#[derive(Debug)]
pub struct Decoded<'b> {
    /// The characters, without a mark of the order of bytes.
    pub text: Cow<'b, str>,
    /// How many bytes a character of ASCII takes.
    unit: usize,
    /// Where text and bytes part ways: a place in the text, and the byte it is at. From there on they go on in step.
    steps: Vec<(usize, usize)>,
}

impl Decoded<'_> {
    /// The bytes at which a stretch of the text is.
    #[must_use]
    pub fn range(&self, text: &Range<usize>) -> Range<usize> {
        self.place(text.start)..self.place(text.end)
    }

    fn place(&self, at: usize) -> usize {
        let behind = self.steps.partition_point(|(text, _)| *text <= at);
        let (text, byte) = behind.checked_sub(1).and_then(|step| self.steps.get(step)).copied().unwrap_or((0, 0));
        byte + (at - text) * self.unit
    }
}

/// Decodes UTF-8, UTF-16 and UTF-32 of either order of bytes; a byte that fits none of them becomes U+FFFD and moves no
/// value away from its place.
#[must_use]
pub fn decode(bytes: &[u8]) -> Decoded<'_> {
    match bytes {
        [0, 0, 0, b'<', ..] | [0, 0, 0xfe, 0xff, ..] => wide::<4>(bytes, |unit| u32::from_be_bytes(*unit)),
        [b'<', 0, 0, 0, ..] | [0xff, 0xfe, 0, 0, ..] => wide::<4>(bytes, |unit| u32::from_le_bytes(*unit)),
        [0, b'<', ..] | [0xfe, 0xff, ..] => wide::<2>(bytes, |unit| u32::from(u16::from_be_bytes(*unit))),
        [b'<', 0, ..] | [0xff, 0xfe, ..] => wide::<2>(bytes, |unit| u32::from(u16::from_le_bytes(*unit))),
        _ => utf_8(bytes),
    }
}

fn utf_8(bytes: &[u8]) -> Decoded<'_> {
    let mark = if bytes.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
    let mut rest = bytes.get(mark..).unwrap_or_default();
    let mut steps = vec![(0, mark)];
    if let Ok(text) = std::str::from_utf8(rest) {
        return Decoded { text: Cow::Borrowed(text), unit: 1, steps };
    }
    let mut text = String::with_capacity(rest.len());
    loop {
        let (valid, broken) = match std::str::from_utf8(rest) {
            Ok(valid) => (valid, None),
            Err(error) => {
                let valid = rest.get(..error.valid_up_to()).and_then(|valid| std::str::from_utf8(valid).ok());
                (valid.unwrap_or_default(), Some(error.error_len().unwrap_or(rest.len() - error.valid_up_to())))
            }
        };
        text.push_str(valid);
        let Some(broken) = broken else { return Decoded { text: Cow::Owned(text), unit: 1, steps } };
        text.push(char::REPLACEMENT_CHARACTER);
        rest = rest.get(valid.len() + broken..).unwrap_or_default();
        steps.push((text.len(), bytes.len() - rest.len()));
    }
}

fn wide<const UNIT: usize>(bytes: &[u8], unit: fn(&[u8; UNIT]) -> u32) -> Decoded<'static> {
    let mut text = String::with_capacity(bytes.len() / UNIT);
    let mut steps = Vec::new();
    let units = bytes.chunks_exact(UNIT).filter_map(|chunk| chunk.try_into().ok()).map(unit);
    let (mut at, mut high) = (0, None);
    for code in units {
        at += UNIT;
        // A high surrogate waits for the low one (only in UTF-16).
        let code = match (high.take(), code) {
            (None, 0xd800..=0xdbff) if UNIT == 2 => {
                high = Some(code);
                continue;
            }
            (Some(high), 0xdc00..=0xdfff) => 0x1_0000 + ((high & 0x3ff) << 10) + (code & 0x3ff),
            (_, code) => code,
        };
        if code != 0xfeff || at != UNIT {
            let character = char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER);
            text.push(character);
            if character.is_ascii() {
                continue;
            }
        }
        steps.push((text.len(), at));
    }
    Decoded { text: Cow::Owned(text), unit: UNIT, steps }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_leads_back_to_its_bytes() {
        let said = "<a>é𝄞 value</a>";
        let big: Vec<u8> = said.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let little: Vec<u8> = [0xff, 0xfe].into_iter().chain(said.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        let four: Vec<u8> = said.chars().flat_map(|c| u32::from(c).to_be_bytes()).collect();
        let broken: Vec<u8> = [b"<a>\xff\xfe\xe9".as_slice(), "𝄞 value</a>".as_bytes()].concat();
        for (bytes, unit) in [(said.as_bytes().to_vec(), 1), (big, 2), (little, 2), (four, 4), (broken, 1)] {
            let decoded = decode(&bytes);
            let at = decoded.text.find("value").expect("the word");
            let range = decoded.range(&(at..at + 5));
            let plain: Vec<u8> = bytes[range.clone()].iter().copied().filter(|byte| *byte != 0).collect();
            assert_eq!((plain.as_slice(), range.len()), (b"value".as_slice(), 5 * unit), "{bytes:?}");
        }
    }
}
