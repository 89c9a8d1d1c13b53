//! ALTO 1 to 4 of the Library of Congress: pages, lines and words as XML. Tesseract, ABBYY `FineReader`, kraken and libraries write it.

use super::{Gap, Pages, Recognised};
use crate::formats::xml::{Closed, Element, Markup, Walker};

/// The name of the root.
pub const ROOT: &str = "alto";

/// Elements that begin a line.
const LINES: &[&str] = &["TextLine", "TextBlock"];

/// The words of a text in ALTO. Its namespace has a name for each version, and early files have none: names alone count.
#[must_use]
pub fn read(text: &str, depth: u64) -> Recognised {
    let mut walker = Walker::new(text, |_| "", depth);
    let mut reading = Reader::default();
    while let Some(markup) = walker.next() {
        match markup {
            Markup::Open(element) => reading.open(&element),
            Markup::Close(closed) => reading.close(&closed),
        }
    }
    reading.recognised.broken = walker.broken;
    reading.recognised.pages = reading.pages.finish();
    reading.recognised
}

#[derive(Debug, Default)]
struct Reader {
    recognised: Recognised,
    pages: Pages,
    /// Whether pages are numbered from 0.
    from_zero: Option<bool>,
    /// Whether the word that a line divides was given whole at its first part.
    whole: bool,
}

impl Reader {
    fn open(&mut self, element: &Element<'_, '_>) {
        match element.name {
            "Page" => {
                let stated: Option<u32> = element.value("PHYSICAL_IMG_NR").and_then(|number| number.parse().ok());
                let from_zero = *self.from_zero.get_or_insert(stated == Some(0));
                self.pages.page(stated.map(|number| number.saturating_add(u32::from(from_zero))));
            }
            "String" => self.word(element),
            "HYP" if !self.whole => {
                self.pages.text(element.value("CONTENT").as_deref().unwrap_or("-"));
            }
            name if LINES.contains(&name) => self.pages.gap(Gap::Line),
            _ => {}
        }
    }

    fn word(&mut self, element: &Element<'_, '_>) {
        self.recognised.confidence.word(element.value("WC").as_deref(), 1);
        let content = element.value("CONTENT").unwrap_or_default();
        let part = element.value("SUBS_TYPE");
        let whole = element.value("SUBS_CONTENT").filter(|whole| !whole.trim().is_empty());
        match (part.as_deref(), whole) {
            (Some("HypPart2"), _) if self.whole => self.whole = false,
            (Some("HypPart1"), Some(whole)) => {
                self.pages.gap(Gap::Blank);
                self.pages.text(&whole);
                self.whole = true;
            }
            _ => {
                self.whole = false;
                self.pages.gap(Gap::Blank);
                self.pages.text(&content);
            }
        }
    }

    fn close(&mut self, closed: &Closed<'_, '_>) {
        let said = closed.text.trim();
        let program = &mut self.recognised.program;
        match (closed.name, program.as_mut()) {
            _ if said.is_empty() => {}
            ("softwareName", None) => *program = Some(said.to_owned()),
            ("softwareVersion", Some(name)) if !name.contains(said) => {
                name.push(' ');
                name.push_str(said);
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_tesseract_writes_is_read() {
        let read = read(include_str!("../../../samples/words/recognised/order.xml"), 100);
        let hocr = super::super::hocr::read(include_str!("../../../samples/words/recognised/order.hocr"));
        assert_eq!(read, hocr, "the same words, program and confidence as in hOCR");
    }

    #[test]
    fn a_word_that_a_line_divides_is_one() {
        let text = r#"<?xml version="1.0"?><alto xmlns="http://www.loc.gov/standards/alto/ns-v2#"><Layout><Page PHYSICAL_IMG_NR="7">
            <TextLine><String CONTENT="the"/><SP/><String CONTENT="cross" SUBS_TYPE="HypPart1" SUBS_CONTENT="crossings"/><HYP CONTENT="-"/></TextLine>
            <TextLine><String CONTENT="ings" SUBS_TYPE="HypPart2" SUBS_CONTENT="crossings"/><SP/><String CONTENT="of riv"/><HYP/></TextLine>
            <TextLine><String CONTENT="ers"/></TextLine></Page></Layout></alto>"#;
        let read = read(text, 100);
        assert_eq!(read.pages.len(), 1);
        assert_eq!((read.pages[0].number, read.pages[0].text.as_str()), (7, "the crossings\nof riv-\ners"));
    }

    #[test]
    fn what_breaks_off_keeps_what_was_read() {
        let read = read(r#"<alto><Layout><Page><TextLine><String CONTENT="said"/><TextLine><Str"#, 100);
        assert_eq!(read.pages[0].text, "said");
        assert!(read.broken.is_some());
        let deep = format!("<alto><Page><String CONTENT='a'/>{}", "<x>".repeat(200));
        assert!(super::read(&deep, 100).broken.is_some_and(|why| why.contains("deep")));
    }
}
