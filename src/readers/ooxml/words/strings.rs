//! Strings of workbooks: rich text (18.4.4), the table of shared strings (18.4.9), characters that XML has no way to write (22.9.2.19).

use super::TextReader;
use super::part_words::{Listing, PartWords};
use crate::formats::xml::Closed;
use crate::readers::ooxml::package::Part;
use std::borrow::Cow;

/// The text of a string as its runs come, without the readings that are written over it.
#[derive(Debug, Default)]
pub(super) struct RichText(String);

impl RichText {
    /// Takes in an element `t`.
    pub(super) fn take_in(&mut self, closed: &Closed<'_, '_>) {
        if closed.within.last().is_none_or(|frame| frame.name != "rPh") {
            self.0.push_str(&unescape(&closed.text));
        }
    }

    /// The text so far; what comes is another.
    pub(super) fn take(&mut self) -> String {
        std::mem::take(&mut self.0)
    }
}

/// A text with characters for `_x000D_` and its like.
pub(super) fn unescape(text: &str) -> Cow<'_, str> {
    if !text.contains("_x") {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let (before, escape) = rest.split_at(at);
        plain.push_str(before);
        let digits = escape.get(2..6).filter(|_| escape.get(6..7) == Some("_"));
        let sign = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok()).and_then(char::from_u32);
        match sign {
            Some(sign) => plain.push(sign),
            None => plain.push_str("_x"),
        }
        rest = escape.get(if sign.is_some() { 7 } else { 2 }..).unwrap_or_default();
    }
    plain.push_str(rest);
    Cow::Owned(plain)
}

/// The table of shared strings.
#[derive(Debug, Default)]
pub(super) struct SharedStrings {
    text: RichText,
    strings: Vec<String>,
}

/// What a string takes besides its text.
const OF_A_STRING: usize = 32;

impl TextReader for SharedStrings {
    fn close(&mut self, _: &Part, closed: &Closed<'_, '_>, words: &mut PartWords) {
        match (closed.space, closed.name) {
            ("x", "t") => self.text.take_in(closed),
            ("x", "si") => {
                let text = self.text.take();
                if words.takes(OF_A_STRING + text.len()) {
                    self.strings.push(text);
                }
            }
            ("x", "sst") => words.listing = Listing::Strings(std::mem::take(&mut self.strings)),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_of_characters_are_read_and_all_else_stays() {
        assert_eq!(unescape("a_x000D_b_x0041_"), "a\rbA");
        assert_eq!(
            unescape("max_x, _x12, _xzzzz_, _x\u{fc}\u{fc}\u{fc}_"),
            "max_x, _x12, _xzzzz_, _x\u{fc}\u{fc}\u{fc}_"
        );
    }
}
