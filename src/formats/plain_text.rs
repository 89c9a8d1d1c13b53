//! Plain text: whether bytes are one, in which encoding, and how its lines end.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::Encoding;
use std::fmt;
use std::ops::Range;

/// An encoding is guessed from so many bytes.
const HEAD: usize = 256 << 10;
/// Of a text in a guessed encoding, so many of a hundred characters beyond ASCII are letters at least.
const LETTERS: usize = 60;

/// What an encoding is known by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// A mark at the beginning.
    Mark,
    /// Every byte is one of ASCII.
    Ascii,
    /// It is valid UTF-8.
    Valid,
    /// It was guessed.
    Guessed,
}

impl fmt::Display for Basis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Mark => "by the mark at its beginning",
            Self::Ascii => "no byte is beyond it",
            Self::Valid => "all of it is valid",
            Self::Guessed => "guessed",
        })
    }
}

/// Bytes that are a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlainText<'a> {
    /// Its encoding.
    pub encoding: &'static Encoding,
    /// What that is known by.
    pub basis: Basis,
    /// The bytes of its mark.
    pub mark: usize,
    bytes: &'a [u8],
}

/// A line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its bytes, without its end.
    pub range: Range<usize>,
    /// How it ends.
    pub end: Option<LineEnd>,
}

/// How a line ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineEnd {
    /// As on Windows.
    CrLf,
    /// As on Unix.
    Lf,
    /// As on the old Macintosh.
    Cr,
}

impl<'a> PlainText<'a> {
    /// The text that bytes are; none of bytes that are none.
    #[must_use]
    pub fn of(bytes: &'a [u8]) -> Option<Self> {
        let marked =
            Encoding::for_bom(bytes).map(|(encoding, mark)| Self { encoding, basis: Basis::Mark, mark, bytes });
        let text = match marked {
            Some(text) => text,
            None if bytes.is_empty() || bytes.iter().any(|byte| is_control(char::from(*byte))) => return None,
            None if bytes.is_ascii() => Self { encoding: encoding_rs::UTF_8, basis: Basis::Ascii, mark: 0, bytes },
            None if std::str::from_utf8(bytes).is_ok() => {
                Self { encoding: encoding_rs::UTF_8, basis: Basis::Valid, mark: 0, bytes }
            }
            None => return Self::guessed(bytes),
        };
        let is_one = text.basis != Basis::Mark
            || bytes.len() > text.mark
                && text
                    .encoding
                    .decode_without_bom_handling_and_without_replacement(text.after_mark())
                    .is_some_and(|said| !said.chars().any(is_control));
        is_one.then_some(text)
    }

    fn guessed(bytes: &'a [u8]) -> Option<Self> {
        let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
        let head = bytes.get(..HEAD.min(bytes.len()))?;
        detector.feed(head, head.len() == bytes.len());
        let encoding = detector.guess(None, Utf8Detection::Deny);
        let said = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
        let beyond = || said.chars().filter(|sign| !sign.is_ascii());
        let letters = beyond().filter(|sign| sign.is_alphabetic()).count();
        // Bytes of chance are letters of no language: signs among them, and controls of the second half.
        let is_text = !said.chars().any(|sign| matches!(sign, '\u{80}'..='\u{9f}'))
            && letters * 100 >= beyond().count() * LETTERS;
        is_text.then_some(Self { encoding, basis: Basis::Guessed, mark: 0, bytes })
    }

    fn after_mark(&self) -> &'a [u8] {
        self.bytes.get(self.mark..).unwrap_or_default()
    }

    /// The name of the encoding.
    #[must_use]
    pub fn encoding_name(&self) -> &'static str {
        if self.basis == Basis::Ascii { "ASCII" } else { self.encoding.name() }
    }

    /// What a range of its bytes says.
    #[must_use]
    pub fn said(&self, range: &Range<usize>) -> String {
        self.encoding.decode_without_bom_handling(self.bytes.get(range.clone()).unwrap_or_default()).0.into_owned()
    }

    /// Its lines.
    pub fn lines(&self) -> impl Iterator<Item = Line> + use<'a> {
        let (bytes, mut at) = (self.bytes, self.mark);
        // In UTF-16 an end is a unit of two bytes; in all else a byte, which is no second half of any character.
        let (width, low) = match self.encoding.name() {
            "UTF-16LE" => (2, 0),
            "UTF-16BE" => (2, 1),
            _ => (1, 0),
        };
        let is = move |at: usize, sign: u8| {
            bytes.get(at + low) == Some(&sign) && (width == 1 || bytes.get(at + 1 - low) == Some(&0))
        };
        std::iter::from_fn(move || {
            if at >= bytes.len() {
                return None;
            }
            let start = at;
            while at < bytes.len() && !is(at, b'\n') && !is(at, b'\r') {
                at += width;
            }
            let range = start..at.min(bytes.len());
            let end = match (is(at, b'\r'), is(at + width, b'\n')) {
                _ if at >= bytes.len() => None,
                (true, true) => Some(LineEnd::CrLf),
                (true, false) => Some(LineEnd::Cr),
                (false, _) => Some(LineEnd::Lf),
            };
            at += if end == Some(LineEnd::CrLf) { 2 * width } else { width };
            Some(Line { range, end })
        })
    }

    /// How its lines end, in words.
    #[must_use]
    pub fn line_ends(&self) -> String {
        let mut counts = [(LineEnd::CrLf, "CRLF", 0), (LineEnd::Lf, "LF", 0), (LineEnd::Cr, "CR", 0)];
        for end in self.lines().filter_map(|line| line.end) {
            counts.iter_mut().filter(|(known, _, _)| *known == end).for_each(|(_, _, count)| *count += 1);
        }
        let found: Vec<(&str, usize)> =
            counts.iter().filter(|(_, _, count)| *count > 0).map(|(_, name, count)| (*name, *count)).collect();
        match found.as_slice() {
            [] => "none".to_owned(),
            [(name, _)] => (*name).to_owned(),
            several => {
                let counted: Vec<String> = several.iter().map(|(name, count)| format!("{count} {name}")).collect();
                format!("mixed: {}", counted.join(", "))
            }
        }
    }
}

/// Signs of control that no text has. Tabulators, ends of lines and of pages are in texts, and DOS ended them with 1A.
fn is_control(sign: char) -> bool {
    matches!(sign, '\0'..='\u{8}' | '\u{e}'..='\u{19}' | '\u{1b}'..='\u{1f}' | '\u{7f}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn encodings_are_told_with_what_they_are_known_by() {
        let cyrillic =
            encoding_rs::WINDOWS_1251.encode("Приказ о передаче склада. Исполнить до мая.\r\n").0.into_owned();
        let wide: Vec<u8> =
            [0xff, 0xfe].into_iter().chain("Склад\n".encode_utf16().flat_map(u16::to_le_bytes)).collect();
        for (bytes, name, basis) in [
            (b"plain\n".as_slice(), "ASCII", Basis::Ascii),
            ("Büro".as_bytes(), "UTF-8", Basis::Valid),
            (b"\xef\xbb\xbfB\xc3\xbcro", "UTF-8", Basis::Mark),
            (&cyrillic, "windows-1251", Basis::Guessed),
            (&wide, "UTF-16LE", Basis::Mark),
        ] {
            let text = PlainText::of(bytes).unwrap();
            assert_eq!((text.encoding_name(), text.basis), (name, basis));
        }
        for none in
            [b"a\0b".as_slice(), b"\x89PNG\x02", b"\xff\xfe", b"\xef\xbb\xbf\xff", b"\xff\xfea\0\x01\0", b"\x1b[0m"]
        {
            assert_eq!(PlainText::of(none), None, "{none:?}");
        }
    }

    #[test]
    fn lines_are_parted_as_they_end() {
        let text = PlainText::of(b"a\r\nb\nc\rd").unwrap();
        let said: Vec<String> = text.lines().map(|line| text.said(&line.range)).collect();
        assert_eq!((said.join("|").as_str(), text.line_ends().as_str()), ("a|b|c|d", "mixed: 1 CRLF, 1 LF, 1 CR"));
        let wide: Vec<u8> =
            [0xfe, 0xff].into_iter().chain("Ж\r\nЊ".encode_utf16().flat_map(u16::to_be_bytes)).collect();
        let text = PlainText::of(&wide).unwrap();
        let said: Vec<String> = text.lines().map(|line| text.said(&line.range)).collect();
        assert_eq!((said, text.line_ends()), (vec!["Ж".to_owned(), "Њ".to_owned()], "CRLF".to_owned()));
    }

    proptest! {
        #[test]
        fn noise_is_no_text(noise in proptest::collection::vec(any::<u8>(), 400..800)) {
            prop_assert_eq!(PlainText::of(&noise), None);
        }

        #[test]
        fn lines_cover_the_text(said in "[a-z\r\n]{1,80}") {
            let text = PlainText::of(said.as_bytes()).unwrap();
            let lines: Vec<Line> = text.lines().collect();
            let signs: usize = lines.iter().map(|line| line.range.len()).sum();
            prop_assert_eq!(signs, said.chars().filter(|sign| !matches!(sign, '\r' | '\n')).count());
        }
    }
}
