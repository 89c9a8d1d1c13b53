//! The words that a program recognised in pictures of pages, as the newsroom gives them to a run: hOCR, ALTO, or plain text whose pages
//! form feeds part. What is read here is no document: its words are handed to the document whose pages they are of.

use crate::formats::budget::Purse;
use crate::formats::plain_text::PlainText;
use crate::formats::recognition::{Page, Recognised, alto, hocr};
use crate::formats::xml::encoding::decode;
use crate::formats::xml::{Markup, Walker};
use crate::model::{Editability, Extraction, Format, Locus, Passage, Property, Reading, Value, Words, Written};
use crate::properties::keys;
use crate::readers::Intake;
use memchr::memmem;
use std::fmt;

/// Whence recognised words are.
pub const SOURCE: Property = Property::plain(keys::WORDS_SOURCE, Editability::F3);
/// How sure the program is of its words, in percent.
pub const CONFIDENCE: Property = Property::plain("words.source.confidence", Editability::F3);
/// Of how many words it says so.
pub const COUNTED: Property = Property::plain("words.source.counted", Editability::F3);

/// Where words are of a text that nothing parts into pages.
const TEXT: &str = "the recognised text";

/// Reads bytes as the result of a recognition program, and as nothing else.
#[must_use]
pub fn read(bytes: &[u8], purse: &Purse) -> Extraction {
    let mut intake = Intake::new(
        Format { name: "recognised words".to_owned(), basis: "it was given as such".to_owned(), ..Format::default() },
        purse,
    );
    purse.parsed(bytes.len());
    match of(bytes, purse.budget.depth) {
        Ok((form, recognised)) => hand_over(form, recognised, &mut intake),
        Err(why) => intake.error("words-unread", why),
    }
    intake.limits_of(purse);
    intake.finish()
}

/// The forms of what is recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Hocr,
    Alto,
    /// Text of which form feeds part the pages.
    Pages,
    /// Text of one page, or of several that nothing parts.
    Text,
}

impl fmt::Display for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Hocr => "hOCR",
            Self::Alto => "ALTO",
            Self::Pages | Self::Text => "plain text",
        })
    }
}

/// In which form bytes are, and what they say.
fn of(bytes: &[u8], depth: u64) -> Result<(Form, Recognised), &'static str> {
    if bytes.is_empty() {
        return Ok((Form::Text, Recognised::default()));
    }
    let decoded = decode(bytes);
    let text = decoded.text.trim_start();
    if text.starts_with('<') {
        if memmem::find(text.as_bytes(), hocr::PAGE.as_bytes()).is_some() {
            return Ok((Form::Hocr, hocr::read(text)));
        }
        if let Some(Markup::Open(root)) = Walker::new(text, |_| "", depth).next() {
            match root.name {
                alto::ROOT => return Ok((Form::Alto, alto::read(text, depth))),
                _ if text.starts_with("<?xml") || root.name.eq_ignore_ascii_case("html") => {
                    return Err("it is neither hOCR nor ALTO");
                }
                _ => {}
            }
        }
    }
    let plain = PlainText::of(bytes).ok_or("it is neither hOCR nor ALTO nor plain text")?;
    let said = plain.said(&(plain.mark..bytes.len()));
    let pages = (1..)
        .zip(said.split('\u{c}'))
        .filter(|(_, text)| !text.trim().is_empty())
        .map(|(number, text)| Page { number, text: text.trim().to_owned() })
        .collect();
    let form = if said.contains('\u{c}') { Form::Pages } else { Form::Text };
    Ok((form, Recognised { pages, ..Recognised::default() }))
}

fn hand_over(form: Form, recognised: Recognised, intake: &mut Intake) {
    let place = |path: &str| Locus { path: path.to_owned(), ..Locus::default() };
    let number = |number: u64| Reading::Present(Value::Number(i64::try_from(number).unwrap_or(i64::MAX)));
    let by = recognised.program.map_or_else(String::new, |program| format!(" by {program}"));
    intake.evidence(&SOURCE, b"", Reading::Present(Value::Text(format!("{form}{by}"))), place("the file"));
    if let Some(mean) = recognised.confidence.mean() {
        intake.evidence(&CONFIDENCE, b"", number(mean), place("the file"));
        intake.evidence(&COUNTED, b"", number(recognised.confidence.words), place("the file"));
    }
    if let Some(why) = recognised.broken {
        intake.partial();
        intake.warn("words-broken", why, None);
    }
    for Page { number, text } in recognised.pages {
        let path = if form == Form::Text { TEXT.to_owned() } else { format!("page {number}") };
        let words = Words::new(text, Passage::Body, place(&path));
        intake.words(Words { written: Written::Recognised, ..words });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Status;
    use crate::readers::Budget;

    fn reading(bytes: &[u8]) -> Extraction {
        read(bytes, &Purse::new(Budget::default(), bytes.len()))
    }

    fn pages(read: &Extraction) -> Vec<&str> {
        read.words.iter().map(|words| words.locus.path.as_str()).collect()
    }

    #[test]
    fn every_form_gives_the_words_of_pages() {
        let hocr = reading(include_bytes!("../../samples/words/recognised/order.hocr"));
        let alto = reading(include_bytes!("../../samples/words/recognised/order.xml"));
        let text = reading(include_bytes!("../../samples/words/recognised/order.txt"));
        for (read, source) in
            [(&hocr, "hOCR by tesseract 5.3.0"), (&alto, "ALTO by tesseract 5.3.0"), (&text, "plain text")]
        {
            assert_eq!(pages(read), ["page 1", "page 2"], "{source}");
            assert_eq!(read.evidence[0].text(), Some(source));
            assert!(
                read.words.iter().all(|words| words.written == Written::Recognised && words.passage == Passage::Body)
            );
            let signs = |words: &Words| words.text.chars().filter(|sign| !sign.is_whitespace()).collect::<String>();
            assert_eq!(
                read.words.iter().map(signs).collect::<Vec<_>>(),
                hocr.words.iter().map(signs).collect::<Vec<_>>()
            );
        }
    }

    #[test]
    fn a_text_that_looks_like_something_else_is_a_text_all_the_same() {
        let read = reading(b"From: a@example.org\nTo: b@example.org\nDate: 1 May 2012\n\nHello\x0c\x0c<x> is no tag");
        assert_eq!(pages(&read), ["page 1", "page 3"]);
        assert_eq!(read.status, Status::Ok);
        assert_eq!(pages(&reading(b"no page ends here")), [TEXT]);
    }

    #[test]
    fn what_is_no_result_of_recognition_is_refused() {
        for bytes in [b"%PDF-1.4\0\x01".as_slice(), b"<?xml version='1.0'?><PcGts/>", b"<html><body>no</body></html>"] {
            let read = reading(bytes);
            assert_eq!((read.status, read.words.len()), (Status::Error, 0), "{bytes:?}");
        }
        assert_eq!(reading(b"").status, Status::Ok);
    }

    #[test]
    fn words_stay_within_their_room() {
        let budget = Budget { words_bytes: 50, ..Budget::default() };
        let read = read(b"first page\x0csecond page, which is longer than what is left", &Purse::new(budget, 60));
        assert_eq!(pages(&read), ["page 1"]);
        assert_eq!(read.status, Status::Partial);
    }
}
