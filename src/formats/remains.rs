//! Text in bytes of which nobody says what they are: free sectors, gaps, what follows an end.

use std::ops::Range;

/// Fewer letters in a row may be chance: of random bytes two in five are letters of a Western code page, so that a run of this
/// length comes once in thousands of megabytes.
const LETTERS: usize = 24;
/// Letters in UTF-16; a random pair of bytes is one of these scripts once in seventy.
const WIDE_LETTERS: usize = 8;
/// Of one run so many characters are kept.
const KEPT: usize = 2_000;
/// More runs than this in one place are not listed.
const RUNS: usize = 200;

/// Text found in bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Where it is.
    pub range: Range<usize>,
    /// What it says.
    pub text: String,
}

/// Words in bytes of which nobody says what they are: runs in UTF-16, little-endian, and runs of printable ASCII, in the order
/// in which they are. Chinese, Japanese and Korean are not looked for: a third of all pairs of bytes is one of their characters.
#[must_use]
pub fn texts(bytes: &[u8]) -> Vec<Found> {
    let mut found: Vec<Found> = [(0, 2, WIDE_LETTERS), (1, 2, WIDE_LETTERS), (0, 1, LETTERS)]
        .iter()
        .flat_map(|way| runs(bytes, *way))
        .collect();
    found.sort_by_key(|one| (one.range.start, one.range.end));
    found.dedup_by(|later, earlier| later.range.start < earlier.range.end);
    found.truncate(RUNS);
    found
}

/// The text of bytes that are known to be text of a document, in units of one or two bytes.
#[must_use]
pub fn text_of(bytes: &[u8], width: usize, code_page: u16) -> String {
    let text = if width == 2 {
        let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
        String::from_utf16_lossy(&units)
    } else {
        crate::formats::code_page::decode(code_page, bytes)
    };
    // Marks of paragraphs, cells and fields (MS-DOC 2.4.1) are no words.
    let plain: String = text.chars().map(|character| if character.is_control() { ' ' } else { character }).collect();
    let words: Vec<&str> = plain.split_whitespace().collect();
    words.join(" ").chars().take(KEPT).collect()
}

/// The runs of text that begin at a multiple of the width after `start`, in units of that width, with at least so many letters.
fn runs(bytes: &[u8], (start, width, least): (usize, usize, usize)) -> Vec<Found> {
    let (mut found, mut open) = (Vec::new(), None);
    let units = bytes.get(start..).unwrap_or_default().chunks_exact(width);
    // One unit more, which is no text, ends the last run.
    for (number, unit) in units.map(Some).chain([None]).enumerate() {
        let at = start + number * width;
        let is_text = unit.is_some_and(|unit| match unit {
            [low, high] => is_text(u16::from_le_bytes([*low, *high])),
            [one] => matches!(one, b' '..=b'~' | b'\t' | b'\r' | b'\n'),
            _ => false,
        });
        match (is_text, open) {
            (true, None) => open = Some(at),
            (false, Some(from)) => {
                open = None;
                found.extend(sentence(bytes, from..at, width, least));
            }
            _ => {}
        }
        if found.len() >= RUNS {
            break;
        }
    }
    found
}

/// The text of a run where it is one: with blanks, and more letters than other characters. Tables of numbers and names of styles
/// are none.
fn sentence(bytes: &[u8], range: Range<usize>, width: usize, least: usize) -> Option<Found> {
    let length = range.len() / width;
    if length < least {
        return None;
    }
    let text = text_of(bytes.get(range.clone())?, width, 1252);
    let letters = text.chars().filter(|character| character.is_alphabetic()).count();
    let blanks = text.chars().filter(|character| *character == ' ').count();
    let is_sentence = letters >= least && blanks >= 2 && letters * 2 >= length.min(KEPT);
    is_sentence.then_some(Found { range, text })
}

/// Whether a unit of UTF-16 is of Latin, Greek, Cyrillic, Hebrew or Arabic, or a blank, dash or quote.
fn is_text(unit: u16) -> bool {
    matches!(unit, 9 | 10 | 13 | 0x20..=0x7e | 0xa0..=0x17f | 0x370..=0x6ff | 0x2010..=0x2026)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn wide(text: &str) -> Vec<u8> {
        text.encode_utf16().flat_map(u16::to_le_bytes).collect()
    }

    #[test]
    fn sentences_are_found_in_either_width_and_tables_are_not() {
        let mut bytes = vec![0xff, 0xfe, 3, 0];
        bytes.extend(wide("Сумма в 10 000 рублей"));
        bytes.extend([0, 0, 1, 2]);
        bytes.extend(b"The sum of ten thousand is granted.");
        bytes.extend([0, 9, 9]);
        bytes.extend(b"ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEF");
        let found: Vec<String> = texts(&bytes).into_iter().map(|found| found.text).collect();
        assert_eq!(found, ["Сумма в 10 000 рублей", "The sum of ten thousand is granted."]);
    }

    proptest! {
        #[test]
        fn what_is_found_stands_where_it_says(noise in proptest::collection::vec(any::<u8>(), 0..200)) {
            let mut bytes = noise;
            bytes.extend(b"\0The sum of ten thousand is granted.\0");
            for found in texts(&bytes) {
                prop_assert!(found.range.end <= bytes.len());
                prop_assert!(!found.range.is_empty());
            }
        }
    }
}
