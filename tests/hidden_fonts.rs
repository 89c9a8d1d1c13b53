//! Words that copy otherwise than they read: told where the font alone shows it, and nowhere else.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops at the first fault and says what it skips"
)]

mod support;

use support::{corpus, examined};
use valla::model::{Case, Concealment};

/// File and value of all that has a property.
fn told(case: &Case, property: &str) -> Vec<(String, String, String)> {
    let mut found = Vec::new();
    for exhibit in &case.exhibits {
        for evidence in exhibit.extraction.evidence.iter().filter(|evidence| evidence.property == property) {
            if property == "pdf.page.text.font-lies" {
                assert_eq!(evidence.hidden, Some(Concealment::FontLies));
            }
            let name = exhibit.path.rsplit('/').next().unwrap_or_default().to_owned();
            found.push((name, evidence.value_text(), evidence.locus.path.clone()));
        }
    }
    found
}

#[test]
fn a_font_that_lies_is_told_with_the_words_as_shown_and_as_copied() {
    let case = examined(&["samples/hidden"], |_| {});
    let lies = told(&case, "pdf.page.text.font-lies");
    let said: Vec<(&str, &str)> = lies.iter().map(|(file, value, _)| (file.as_str(), value.as_str())).collect();
    let words = "\u{201c}4700\u{201d} copies as \u{201c}4100\u{201d}";
    assert_eq!(said, [("font-lies-by-name.pdf", words), ("font-lies-by-twin.pdf", words)]);
    assert!(lies[0].2.starts_with("page 1, ") && lies[0].2.ends_with("names the letters otherwise"), "{lies:?}");
    assert!(lies[1].2.ends_with("is another letter elsewhere"), "{lies:?}");
}

#[test]
fn an_old_encoding_is_of_the_whole_font_and_is_not_hidden() {
    let case = examined(&["samples/hidden"], |_| {});
    let encoded = told(&case, "pdf.font.encoded-otherwise");
    assert_eq!(encoded.len(), 1, "{encoded:?}");
    assert_eq!(encoded[0].0, "font-encoded-as-a-whole.pdf");
    assert!(encoded[0].1.starts_with("the whole font is encoded so"), "{encoded:?}");
}

#[test]
fn no_font_of_the_corpus_lies() {
    let Some(corpus) = corpus() else { return };
    let case = examined(&[corpus.to_str().unwrap()], |_| {});
    let lies = told(&case, "pdf.page.text.font-lies");
    assert!(lies.is_empty(), "{lies:?}");
}
