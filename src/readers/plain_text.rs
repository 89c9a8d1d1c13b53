//! Plain text: what no other reader recognises and no byte of which is of anything else. Its encoding, its ends of lines, its words.

use crate::formats::budget::Purse;
use crate::formats::plain_text::{self, Line};
use crate::model::{ByteRange, Editability, Extraction, Format, Locus, Passage, Property, Reading, Value, Words};
use crate::readers::{Content, Intake, ReadOptions, Reader, identify, pdf};
use std::ops::Range;
use std::sync::Arc;

/// The encoding, and what it is known by.
pub const ENCODING: Property = Property::plain("text.encoding", Editability::F1);
/// How lines end.
pub const LINE_ENDS: Property = Property::plain("text.line-ends", Editability::F1);

/// A longer paragraph is handed over in pieces.
const PIECE: usize = 4_000;

/// The reader.
#[derive(Debug, Clone, Copy)]
pub struct PlainText;

impl Reader for PlainText {
    fn name(&self) -> &'static str {
        "Plain text"
    }

    fn specification(&self) -> &'static str {
        "Unicode; the WHATWG Encoding Standard"
    }

    /// What has a format of its own is none, though it be written in letters only.
    fn recognise(&self, content: &Content<'_>) -> Option<Format> {
        if content.key().is_some() || pdf::recognise(content.bytes).is_some() {
            return None;
        }
        plain_text::PlainText::of(content.bytes).and_then(|_| identify::plain_text())
    }

    fn read(&self, bytes: &Arc<Vec<u8>>, format: Format, _: &ReadOptions, purse: &Purse) -> Extraction {
        let mut intake = Intake::new(format, purse);
        purse.parsed(bytes.len());
        if let Some(text) = plain_text::PlainText::of(bytes) {
            let value = |said: String| Reading::Present(Value::Text(said));
            let encoding = format!("{} ({})", text.encoding_name(), text.basis);
            let mark = bytes.get(..text.mark).unwrap_or_default();
            let locus = Locus {
                bytes: (text.mark > 0).then(|| ByteRange::new(0, text.mark)),
                path: "encoding".to_owned(),
                ..Locus::default()
            };
            intake.evidence(&ENCODING, mark, value(encoding), locus);
            let locus = Locus { path: "ends of lines".to_owned(), ..Locus::default() };
            intake.evidence(&LINE_ENDS, b"", value(text.line_ends()), locus);
            words(&text, &mut intake);
        }
        intake.limits_of(purse);
        intake.finish()
    }
}

/// Hands over the paragraphs: lines between empty ones.
fn words(text: &plain_text::PlainText<'_>, intake: &mut Intake) {
    if !intake.wants_words() {
        return;
    }
    let mut open: Option<(Range<usize>, String)> = None;
    for (number, Line { range, .. }) in text.lines().enumerate() {
        let said = text.said(&range);
        let is_empty = said.trim().is_empty();
        if is_empty || open.as_ref().is_some_and(|(_, paragraph)| paragraph.len() + said.len() > PIECE) {
            paragraph(open.take(), number, intake);
        }
        if !is_empty {
            match &mut open {
                Some((place, paragraph)) => {
                    place.end = range.end;
                    paragraph.push('\n');
                    paragraph.push_str(&said);
                }
                None => open = Some((range, said)),
            }
        }
    }
    let count = text.lines().count();
    paragraph(open, count, intake);
}

/// Hands over a paragraph that ends with a line of this number.
fn paragraph(open: Option<(Range<usize>, String)>, last: usize, intake: &mut Intake) {
    let Some((range, said)) = open else { return };
    let first = last.saturating_sub(said.matches('\n').count());
    let path = if first == last { format!("line {last}") } else { format!("lines {first} to {last}") };
    let mut rest = said.as_str();
    while !rest.is_empty() {
        let most = rest.floor_char_boundary(PIECE.min(rest.len()));
        let piece = rest.get(..most).unwrap_or(rest);
        // A line of many pages is cut at a blank, where it has one.
        let cut = if most == rest.len() {
            most
        } else {
            piece.rfind(char::is_whitespace).filter(|at| *at > 0).unwrap_or(most)
        };
        let (piece, after) = rest.split_at(cut);
        let locus =
            Locus { bytes: Some(ByteRange::new(range.start, range.end)), path: path.clone(), ..Locus::default() };
        intake.words(Words::new(piece, Passage::Body, locus));
        rest = after;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::readers::Budget;

    fn runs(said: &str) -> Vec<(String, String)> {
        let bytes = Arc::new(said.as_bytes().to_vec());
        let purse = Purse::new(Budget::default(), bytes.len());
        let read = PlainText.read(&bytes, Format::default(), &ReadOptions::default(), &purse);
        read.words.into_iter().map(|words| (words.locus.path, words.text)).collect()
    }

    #[test]
    fn paragraphs_are_lines_between_empty_ones() {
        let said = runs("One\nparagraph.\n\n \nAnother.");
        let expected = [("lines 1 to 2", "One\nparagraph."), ("line 5", "Another.")];
        assert_eq!(said, expected.map(|(path, text)| (path.to_owned(), text.to_owned())));
    }

    #[test]
    fn a_long_line_is_cut_at_blanks_and_loses_nothing() {
        let long = "Стена ".repeat(2_000);
        let said = runs(&long);
        assert!(said.len() > 4 && said.iter().all(|(path, text)| path == "line 1" && text.len() <= PIECE));
        let joined: String = said.into_iter().map(|(_, text)| text).collect();
        assert_eq!(joined, long);
        assert_eq!(runs(&"я".repeat(3_000)).len(), 2);
    }
}
