//! The text refers to something that did not exist yet.

use crate::checks::late_mark::{LateMark, first_known, weigh};
use crate::checks::{Check, View, charter};
use crate::knowledge::Dated;
use crate::lookup::Found;
use crate::model::{Charter, Examination};

charter! {
    /// # What it looks for
    /// References in the text that carry their own date: laws and orders by number and day, RFCs, CVE entries, standards with their
    /// year, judgments, resolutions, identifiers with a clock inside.
    ///
    /// # Why it matters
    /// Nobody can cite what is not there yet. To save a file again adds no words, so this speaks of the text itself.
    ///
    /// # Innocent causes
    /// A slip in the year. A later edition, a translation or a transcription of an old text. A draft of an act that already had
    /// its number. A template, a stamp or a document system added the reference.
    ///
    /// # What it cannot tell
    /// Who added the reference, and whether the rest of the text is as young. One reference is never more than strong; two
    /// unrelated ones, in words that somebody typed, can be hard.
    ///
    /// # Example
    /// An order said to be from 2010 that cites a federal law of 12 March 2014.
    ///
    /// # Sources
    /// Catalogue of checks, 14; the tables `citations` and `citation_numbers`.
    pub struct DatedReference { code: "T005", name: "dated-reference", summary: "the text refers to a law, a standard or an entry younger than the claimed or stated date", since: "0.1.0", group: Text }
}

const INNOCENT: &[&str] = &["The writer slipped in the year or the number."];

impl Check for DatedReference {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn examine(&self, view: &View<'_>) -> Examination {
        if !view.has_words() {
            return Examination::not_applicable("no words were read");
        }
        let mut marks = Vec::new();
        for mark in view.marks {
            let Found::Citation { dated, strength, .. } = &mark.found else { continue };
            let dated = Dated { floor_strength: dated.floor_strength.min(*strength), ..dated.clone() };
            // The date is in the reference itself; the row of the table says since when such references are written at all.
            let since =
                dated.floor.map_or_else(|| first_known(&dated), |floor| format!("possible {}", floor.plain_since()));
            let says = format!(
                "The text cites {} {}, {since} or later: {:?}",
                dated.what,
                mark.place(),
                mark.evidence.value_text()
            );
            marks.push(LateMark::of_words(mark, &dated, says));
        }
        weigh(view, &Self::CHARTER, INNOCENT, marks)
    }
}
