//! The text has letters of another script inside words, or characters that nobody sees.

use crate::checks::{Check, View, charter};
use crate::lookup::{Found, Mark};
use crate::model::{Charter, Examination, Finding, Layer, Strength};

charter! {
    /// # What it looks for
    /// Latin letters inside Cyrillic or Greek words and the other way round, and characters that nobody sees: spaces of no width, tags,
    /// fillers.
    ///
    /// # Why it matters
    /// A keyboard that was not switched leaves such letters, so do programs that recognise pictures, and whoever marks copies to find
    /// out which one was leaked. Whoever publishes the text should know.
    ///
    /// # Innocent causes
    /// A key pressed in the wrong layout. Recognition of a scan. A web page from which words were copied. Typesetting.
    ///
    /// # What it cannot tell
    /// Whether anybody meant it.
    ///
    /// # Example
    /// "Пoстановление" with a Latin o.
    ///
    /// # Sources
    /// Catalogue of checks (cyrillic-homoglyph-mix, unique-render-marks). Strength: informational.
    pub struct MarksOfACopy { code: "T010", name: "marks-of-a-copy", summary: "the text has letters of another script inside words, or characters that nobody sees", since: "0.1.0", group: Text }
}

/// So many are named.
const NAMED: usize = 5;

impl Check for MarksOfACopy {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn examine(&self, view: &View<'_>) -> Examination {
        if !view.has_words() {
            return Examination::not_applicable("no words were read");
        }
        let mixed = view.marks.iter().filter(|mark| matches!(mark.found, Found::MixedScript(_))).collect();
        let unseen = view.marks.iter().filter(|mark| matches!(mark.found, Found::Invisible(_))).collect();
        let kinds: [(&str, Vec<&Mark>); 2] =
            [("words with letters of another script", mixed), ("characters that nobody sees", unseen)];
        let found = kinds.into_iter().filter(|(_, marks)| !marks.is_empty());
        Examination::of(found.map(|(what, marks)| finding(what, &marks)).collect())
    }
}

fn finding(what: &str, marks: &[&Mark]) -> Finding {
    let named: Vec<String> = marks.iter().take(NAMED).map(|mark| mark.found.name()).collect();
    let more = marks.len().saturating_sub(NAMED);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    let place = marks.first().map_or_else(String::new, |mark| mark.place());
    let summary = format!("The text has {what}: {}{more}. The first is {place}.", named.join("; "));
    Finding::of(&MarksOfACopy::CHARTER, Strength::Informational, Layer::Content, summary)
        .resting_on(marks.iter().take(NAMED).map(|mark| &mark.evidence))
        .innocently(&[
            "A key was pressed in the wrong layout.",
            "A program took them over from a scan, a web page or a typesetter.",
        ])
        .settled_by("Compare another copy of the text, character by character.")
}
