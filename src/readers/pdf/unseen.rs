//! What the pages draw and nobody sees, as evidence: a value for each page and reason.

use super::properties::{
    PAGE_TEXT_BEYOND, PAGE_TEXT_COVERED, PAGE_TEXT_INVISIBLE, PAGE_TEXT_LENGTH, PAGE_TEXT_SAME_COLOUR,
};
use crate::formats::pdf::page::text::PageText;
use crate::formats::pdf::page::visibility::{DRAWN, Hiding};
use crate::model::{Locus, Property, Reading, Value};
use crate::readers::Intake;
use hayro_syntax::Pdf;
use std::collections::BTreeMap;

/// Fewer letters and digits of a page are not told.
const LEAST: usize = 2;

/// The unseen words of a document, page by page.
#[derive(Debug)]
pub struct Unseen {
    revision: Option<u32>,
    drawn: usize,
    not_drawn: usize,
}

impl Unseen {
    /// In the newest revision.
    #[must_use]
    pub fn of_revision(revision: Option<u32>) -> Self {
        Self { revision, drawn: 0, not_drawn: 0 }
    }

    /// Hands over the words of a page that nobody sees, and says which of the page's words these are.
    pub fn page(&mut self, pdf: &Pdf, number: usize, page: &PageText, intake: &mut Intake) -> Vec<(usize, Hiding)> {
        if page.hidden.wants_picture() {
            if self.drawn >= DRAWN || !page.hidden.is_drawable() {
                self.not_drawn += 1;
                return vec![];
            }
            self.drawn += 1;
        }
        let mut reasons: BTreeMap<Hiding, Vec<(usize, String)>> = BTreeMap::new();
        let mut hidden = Vec::new();
        for (word, hiding, text) in page.hidden.confirmed(pdf, number) {
            hidden.push((word, hiding));
            reasons.entry(hiding).or_default().push((word, text));
        }
        for (hiding, words) in reasons {
            let Some(first) = words.first().and_then(|(word, _)| page.words.get(*word)) else { continue };
            let mut text = words.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>().join(" ");
            // A full stop or a rule of dashes says nothing.
            if text.chars().filter(|&character| character.is_alphanumeric() && character != '\u{b7}').count() < LEAST {
                continue;
            }
            text.truncate(text.floor_char_boundary(PAGE_TEXT_LENGTH));
            let (count, why) = (words.len(), hiding.in_words());
            let counted = if count == 1 { "1 word".to_owned() } else { format!("{count} words") };
            let path = format!("page {number}, from {:.0}, {:.0}: {counted} {why}", first.x, first.y);
            let locus = Locus { revision: self.revision, path, ..Locus::default() };
            intake.evidence(&property(hiding), b"", Reading::Present(Value::Text(text)), locus);
        }
        hidden
    }

    /// Says what was not looked at.
    pub fn finish(self, intake: &mut Intake) {
        if self.not_drawn > 0 {
            let told = format!(
                "on {} pages, colour or a surface may hide words; valla did not draw these pages to check: it draws at most {DRAWN} pages, and none that cost very much to draw",
                self.not_drawn
            );
            intake.warn("page-pictures", told, None);
        }
    }
}

/// The property of words that are hidden so.
fn property(hiding: Hiding) -> Property {
    match hiding {
        Hiding::SameColour(_) => PAGE_TEXT_SAME_COLOUR,
        Hiding::Covered(_) => PAGE_TEXT_COVERED,
        Hiding::Beyond => PAGE_TEXT_BEYOND,
        Hiding::Invisible => PAGE_TEXT_INVISIBLE,
    }
}
