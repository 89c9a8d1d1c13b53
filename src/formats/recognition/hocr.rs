//! hOCR 1.2: the words of pages in HTML, marked by classes and titles. Tesseract, `OCRopus`, kraken, `OCRmyPDF` and many others write it.
//!
//! Only what a page says in its order is followed, not how its elements are closed: HTML leaves that open, and no program writes words
//! outside of pages. So nothing nests, and nothing costs more than a pass.

use super::{Gap, Pages, Recognised};
use crate::formats::xml::markup::{Markups, Piece};
use crate::formats::xml::{Attribute, unescape};
use std::borrow::Cow;

/// The mark of the format: the class of a page.
pub const PAGE: &str = "ocr_page";
/// Classes of words.
const WORDS: &[&str] = &["ocrx_word", "ocr_word"];
/// Classes of what begins a line.
const LINES: &[&str] = &[
    "ocr_line",
    "ocrx_line",
    "ocr_par",
    "ocr_carea",
    "ocrx_block",
    "ocr_header",
    "ocr_footer",
    "ocr_caption",
    "ocr_textfloat",
];
/// Elements of HTML that begin a line.
const BLOCKS: &[&str] = &["p", "div", "br", "li", "tr", "td", "h1", "h2", "h3", "h4", "h5", "h6"];
/// Elements of HTML whose text nobody sees.
const UNSEEN: &[&str] = &["script", "style", "title"];

/// The words of a text in hOCR.
#[must_use]
pub fn read(text: &str) -> Recognised {
    let mut recognised = Recognised::default();
    let (mut markups, mut pages) = (Markups::new(text), Pages::default());
    let mut unseen: Option<&str> = None;
    loop {
        match markups.next() {
            Ok(Some(Piece::Open { name, empty, .. })) => {
                if UNSEEN.iter().any(|unseen| name.eq_ignore_ascii_case(unseen)) && !empty {
                    unseen = Some(name);
                }
                open(name, &markups.attributes, &mut pages, &mut recognised);
            }
            Ok(Some(Piece::Close(start))) => {
                let named = |name: &&str| text.get(start + 2..start + 2 + name.len()) == Some(*name);
                unseen = unseen.filter(|name| !named(name));
            }
            Ok(Some(Piece::Text(raw))) if unseen.is_none() => pages.text(&plain(raw)),
            Ok(Some(Piece::Verbatim(said))) if unseen.is_none() => pages.text(said),
            Ok(Some(_)) => {}
            Ok(None) => break,
            Err(why) => {
                recognised.broken = Some(why);
                break;
            }
        }
    }
    recognised.pages = pages.finish();
    recognised
}

/// Text with its references resolved; of those of HTML the one that programs write between words.
fn plain(raw: &str) -> Cow<'_, str> {
    let text = unescape(raw);
    if text.contains("&nbsp;") { Cow::Owned(text.replace("&nbsp;", " ")) } else { text }
}

fn open(name: &str, attributes: &[Attribute<'_>], pages: &mut Pages, recognised: &mut Recognised) {
    let value = |name: &str| {
        attributes.iter().find(|attribute| attribute.name.eq_ignore_ascii_case(name)).map(Attribute::value)
    };
    if name.eq_ignore_ascii_case("meta") {
        if value("name").is_some_and(|name| name == "ocr-system") && recognised.program.is_none() {
            recognised.program = value("content").map(Cow::into_owned);
        }
        return;
    }
    let class = value("class").unwrap_or_default();
    let is_one_of = |classes: &[&str]| class.split_ascii_whitespace().any(|class| classes.contains(&class));
    if is_one_of(&[PAGE]) {
        let counted = value("title").and_then(|title| stated(&title, "ppageno").and_then(|number| number.parse().ok()));
        // The front of a book is page 0.
        pages.page(counted.map(|number: u32| number.saturating_add(1)));
    } else if is_one_of(WORDS) {
        pages.gap(Gap::Blank);
        recognised.confidence.word(value("title").as_deref().and_then(|title| stated(title, "x_wconf")), 100);
    } else if is_one_of(LINES) || BLOCKS.iter().any(|block| name.eq_ignore_ascii_case(block)) {
        pages.gap(Gap::Line);
    }
}

/// What a title states of a property: `bbox 0 0 9 9; x_wconf 96`.
fn stated<'t>(title: &'t str, property: &str) -> Option<&'t str> {
    title.split(';').find_map(|one| {
        let (name, value) = one.trim().split_once(' ')?;
        (name == property).then(|| value.trim())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::recognition::Page;

    fn pages(text: &str) -> Vec<(u32, String)> {
        read(text).pages.into_iter().map(|Page { number, text }| (number, text)).collect()
    }

    #[test]
    fn what_tesseract_writes_is_read() {
        let read = read(include_str!("../../../samples/words/recognised/order.hocr"));
        assert_eq!(read.program.as_deref(), Some("tesseract 5.3.0"));
        assert_eq!(read.confidence.mean(), Some(95));
        assert_eq!(read.broken, None);
        let first = "MINISTRY OF TRANSPORT\nOrder No. 57 of 14 May 2012\nOn the inspection of bridges & river cross-\n\
             ings in the northern district\n1. Inspections begin on 1 June 2012.\n2. Reports go to k.petrov@example.org.";
        assert_eq!(read.pages.len(), 2);
        assert_eq!(read.pages[0], Page { number: 1, text: first.to_owned() });
        assert!(read.pages[1].text.ends_with("payments in euro are made through\nPayPal."), "{:?}", read.pages[1]);
    }

    #[test]
    fn html_that_closes_nothing_is_read() {
        let said = "<HTML><meta name=\"ocr-system\" content=\"x\"><title>no</title><body><DIV CLASS=\"ocr_page\" title=\"ppageno 3\">\
             <p class=ocr_par>\n<span class=\"ocr_line\"><span class='ocrx_word'><b>O</b>ne</span><span class='ocrx_word'>two\
             <span class=\"ocr_line\">three&nbsp;four<br>five<script>var no;</script><div class=\"ocr_page other\">six</div>";
        assert_eq!(pages(said), [(4, "One two\nthree four\nfive".to_owned()), (5, "six".to_owned())]);
    }

    #[test]
    fn pages_that_all_state_the_same_number_follow_one_another() {
        let said = "<div class='ocr_page' title='ppageno 0'>a</div><div class='ocr_page' title='ppageno 0'>b</div>\
             <div class='ocr_page' title='ppageno 0'></div><div class='ocr_page' title='ppageno 4294967295'>d</div>";
        let numbers: Vec<u32> = pages(said).iter().map(|(number, _)| *number).collect();
        assert_eq!(numbers, [1, 2, 4]);
    }

    #[test]
    fn what_breaks_off_keeps_what_was_read() {
        let read = read("<div class='ocr_page'>said <span class='ocrx_word' title='");
        assert_eq!(read.pages[0].text, "said");
        assert!(read.broken.is_some());
        assert_eq!(super::read("no page at all").pages, []);
    }
}
