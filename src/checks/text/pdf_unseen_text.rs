//! The pages draw words that nobody sees.

use crate::checks::{Check, View, charter};
use crate::model::{Charter, Concealment, Evidence, Examination, Finding, Hiding, Layer, Strength};
use crate::properties::concealments::Told;
use crate::properties::{concealments, keys};
use std::collections::BTreeMap;

charter! {
    /// # What it looks for
    /// Words on a page that nobody can see there: under a shape painted over them, in the same colour as what is
    /// under them, beyond the edge of the page, or drawn invisibly where there is no picture. The order of drawing
    /// says which words these can be; a picture of the page decides.
    ///
    /// # Why it matters
    /// A black bar painted over words leaves them in the file: anyone can copy them. Court papers, contracts and
    /// reports have given away what they meant to keep back in this way. Anyone who publishes a document should
    /// know before.
    ///
    /// # Innocent causes
    /// A typesetter's marks in white, forms whose fields cover their lines, pages cut out of a larger sheet, tables
    /// that cut off what is too long.
    ///
    /// # What it cannot tell
    /// Whether anyone meant to hide them. The check does not read words inside pictures, and passes over shapes
    /// that are see-through or no rectangle.
    ///
    /// # Example
    /// `10 000 litres` under a black bar on page 1.
    ///
    /// # Sources
    /// Catalogue of checks, 26 and `redaction-failure` (Manafort 2019; the NYT's paper of 2014; Bland, Iyer and
    /// Levchenko, PETS 2023). Strength: informational: it speaks neither for nor against a claim. The words are in
    /// the evidence, not in the finding.
    pub struct PdfUnseenText { code: "T004", name: "pdf-unseen-text", summary: "the pages hold words that nobody sees", since: "0.1.0", group: Text }
}

/// So many places are named, and so many premises.
const NAMED: usize = 10;
const QUOTED: usize = 3;

impl Check for PdfUnseenText {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn examine(&self, view: &View<'_>) -> Examination {
        let mut pages = view.evidence().filter(|evidence| evidence.is_one_of(keys::PAGE_TEXTS)).peekable();
        if pages.peek().is_none() {
            return Examination::not_applicable("no words on PDF pages");
        }
        let mut found: BTreeMap<Concealment, (&str, Vec<&Evidence>)> = BTreeMap::new();
        for evidence in view.evidence() {
            let told = evidence.hidden.and_then(concealments::told);
            // What somebody blacked out has a check of its own.
            let own = |row: &&Told| {
                matches!(row.kind, Hiding::CoveredWords | Hiding::UnseenWords)
                    && !evidence.is_one_of(&[keys::PAGE_TEXT_BARRED, keys::PAGE_TEXT_BLACKENED, keys::PAGE_TEXT_MARKED])
            };
            if let Some(row) = told.filter(own) {
                found.entry(row.reason).or_insert_with(|| (&row.what, vec![])).1.push(evidence);
            }
        }
        Examination::of(found.into_values().map(|(what, evidence)| finding(what, &evidence)).collect())
    }
}

fn finding(what: &str, evidence: &[&Evidence]) -> Finding {
    let mut places: Vec<&str> = evidence.iter().take(QUOTED).map(|evidence| evidence.locus.path.as_str()).collect();
    let more = format!("and on {} more pages", evidence.len().saturating_sub(QUOTED));
    if evidence.len() > QUOTED {
        places.push(&more);
    }
    let summary = format!("It holds {what}: {}.", places.join("; "));
    Finding::of(&PdfUnseenText::CHARTER, Strength::Informational, Layer::Content, summary)
        .resting_on(evidence.iter().take(NAMED).copied())
        .innocently(&["These are a typesetter's marks, a form whose fields cover lines, or a page cut out of a larger sheet."])
        .settled_by("Read the words in the evidence. If they must not get out, turn the pages into pictures before publication.")
}
