//! The pages draw words that nobody sees.

use crate::checks::{Check, View, charter};
use crate::model::{Charter, Evidence, Examination, Finding, Layer, Strength};
use std::collections::BTreeMap;

charter! {
    /// # What it looks for
    /// Words that a page draws and that cannot be seen there: under a surface that was painted over them, in the colour of what lies
    /// under them, beyond the edge of the page, in the invisible mode where no picture stands. The order of drawing says which words
    /// these can be; a picture of the page decides.
    ///
    /// # Why it matters
    /// A black bar that is painted over words leaves them in the file: anyone can copy them. Court papers, contracts and reports have
    /// given away what they meant to keep back in this way; and whoever publishes a document should know before.
    ///
    /// # Innocent causes
    /// Marks of typesetters in white, forms whose fields cover their lines, pages cut out of a larger sheet, tables that cut off what is
    /// too long.
    ///
    /// # What it cannot tell
    /// Whether anyone meant to hide them. Words that are part of a picture are not read; a surface that lets something through, or that is
    /// no rectangle, is passed over.
    ///
    /// # Example
    /// `10 000 litres` under a black bar on page 1.
    ///
    /// # Sources
    /// Catalogue of checks, 26 and `redaction-failure` (Manafort 2019; the NYT's paper of 2014; Bland, Iyer and Levchenko, PETS 2023). Strength:
    /// informational: it speaks for and against nothing. The words stand in the evidence, not in the finding.
    pub struct PdfUnseenText { code: "T004", name: "pdf-unseen-text", summary: "pages draw words that nobody sees", since: "0.1.0", group: Text }
}

/// So many places are named, and so many premises.
const NAMED: usize = 10;
const QUOTED: usize = 3;

/// Reasons, by the properties of words that are hidden so.
const REASONS: [(&str, &str); 4] = [
    ("pdf.page.text.unseen.covered", "words under a surface that was painted over them"),
    ("pdf.page.text.unseen.same-colour", "words in the colour of what lies under them"),
    ("pdf.page.text.unseen.beyond-edge", "words beyond the edge of the page"),
    ("pdf.page.text.unseen.invisible-mode", "words in the invisible mode"),
];

impl Check for PdfUnseenText {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn examine(&self, view: &View<'_>) -> Examination {
        let mut pages = view.evidence().filter(|evidence| evidence.property.starts_with("pdf.page.text")).peekable();
        if pages.peek().is_none() {
            return Examination::not_applicable("no words of PDF pages were read");
        }
        let mut found: BTreeMap<usize, Vec<&Evidence>> = BTreeMap::new();
        for evidence in pages {
            if let Some(reason) = REASONS.iter().position(|(property, _)| evidence.property == *property) {
                found.entry(reason).or_default().push(evidence);
            }
        }
        Examination::of(found.into_iter().map(|(reason, evidence)| finding(REASONS[reason].1, &evidence)).collect())
    }
}

fn finding(what: &str, evidence: &[&Evidence]) -> Finding {
    let mut places: Vec<&str> = evidence.iter().take(QUOTED).map(|evidence| evidence.locus.path.as_str()).collect();
    let more = format!("and on {} more pages", evidence.len().saturating_sub(QUOTED));
    if evidence.len() > QUOTED {
        places.push(&more);
    }
    let summary = format!("It draws {what}: {}.", places.join("; "));
    Finding::of(&PdfUnseenText::CHARTER, Strength::Informational, Layer::Content, summary)
        .resting_on(evidence.iter().take(NAMED).copied())
        .innocently(&["A typesetter's marks, a form whose fields cover lines, or a page cut out of a larger sheet."])
        .settled_by("Read the words in the evidence; where they were meant to be kept back, draw the pages anew as pictures before publication.")
}
