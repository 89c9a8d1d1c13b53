//! A stretch of text with its spaces and hyphens made plain, and the way back to the text as it is.

use std::borrow::Cow;
use std::ops::Range;

/// A wider gap parts two columns of a page.
const WIDEST_SPACE: usize = 2;

/// Text in which one space parts two words, whatever parted them before: a line's end, a no-break space. A gap between
/// paragraphs or columns becomes a line's end, across which no reference is read.
#[derive(Debug)]
pub(super) struct Plain<'a> {
    text: Cow<'a, str>,
    /// Offsets in the plain text, each with its offset in the text as it is; what follows runs on alike.
    shifts: Vec<(usize, usize)>,
}

impl<'a> Plain<'a> {
    /// Of a stretch of text.
    pub(super) fn of(text: &'a str) -> Self {
        if is_plain(text) {
            return Self { text: Cow::Borrowed(text), shifts: vec![] };
        }
        let (mut plain, mut shifts) = (String::with_capacity(text.len()), Vec::new());
        let mut characters = text.char_indices().peekable();
        while let Some((at, character)) = characters.next() {
            if character.is_whitespace() {
                let mut gap = Gap::of(character);
                while let Some((_, next)) = characters.next_if(|(_, next)| next.is_whitespace()) {
                    gap = gap.with(next);
                }
                plain.push(if gap.parts_paragraphs() { '\n' } else { ' ' });
            } else if matches!(character, '\u{2010}' | '\u{2011}') {
                plain.push('-');
            } else {
                plain.push(character);
                continue;
            }
            let next = characters.peek().map_or(text.len(), |(next, _)| *next);
            if next != at + 1 {
                shifts.push((plain.len(), next));
            }
        }
        Self { text: Cow::Owned(plain), shifts }
    }

    /// The plain text.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Where a range of the plain text lies in the text as it is.
    pub(super) fn original(&self, range: &Range<usize>) -> Range<usize> {
        self.offset(range.start)..self.offset(range.end)
    }

    fn offset(&self, plain: usize) -> usize {
        let before = self.shifts.partition_point(|(at, _)| *at <= plain);
        match before.checked_sub(1).and_then(|last| self.shifts.get(last)) {
            Some((at, original)) => original + (plain - at),
            None => plain,
        }
    }
}

/// Whether nothing is to be changed.
fn is_plain(text: &str) -> bool {
    let mut last = 0;
    text.bytes().all(|byte| {
        let two_spaces = byte == b' ' && last == b' ';
        last = byte;
        // The no-break and other wide spaces and hyphens begin with one of these bytes in UTF-8.
        !two_spaces && !matches!(byte, 0x09..=0x0d | 0xc2 | 0xe1..=0xe3)
    })
}

#[derive(Debug, Clone, Copy)]
struct Gap {
    spaces: usize,
    line_ends: usize,
    tabs: usize,
}

impl Gap {
    fn of(character: char) -> Self {
        Self { spaces: 0, line_ends: 0, tabs: 0 }.with(character)
    }

    fn with(mut self, character: char) -> Self {
        match character {
            '\n' | '\u{2028}' | '\u{2029}' | '\u{c}' => self.line_ends += 1,
            '\t' => self.tabs += 1,
            '\r' => {}
            _ => self.spaces += 1,
        }
        self
    }

    fn parts_paragraphs(self) -> bool {
        // Lines are indented as they please; a gap within a line is not.
        self.line_ends > 1 || self.line_ends == 0 && (self.tabs > 0 || self.spaces > WIDEST_SPACE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_become_plain_and_lead_back() {
        let text = "a\u{a0}b \n  c\u{2011}d\n\ne    f 〒g";
        let plain = Plain::of(text);
        assert_eq!(plain.text(), "a b c-d\ne\nf 〒g");
        for word in ["a", "b", "c", "d", "e", "f", "〒g"] {
            let at = plain.text().find(word).unwrap();
            let range = plain.original(&(at..at + word.len()));
            assert_eq!(&text[range], word);
        }
        let at = plain.text().find("c-d").unwrap();
        assert_eq!(&text[plain.original(&(at..at + 3))], "c\u{2011}d");
    }

    #[test]
    fn plain_text_is_not_copied() {
        assert!(matches!(Plain::of("Указ №\u{20}603 – x").text, Cow::Owned(_)));
        assert!(matches!(Plain::of("RFC 7159 от 12.03.2019").text, Cow::Borrowed(_)));
    }
}
