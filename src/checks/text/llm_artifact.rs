//! The text has marks that chat programs leave in what is copied out of them.

use crate::checks::late_mark::{LateMark, weigh};
use crate::checks::{Check, View, charter};
use crate::lookup::{Found, Mark};
use crate::model::{Charter, Examination, Finding, Layer, Outcome, Strength};

charter! {
    /// # What it looks for
    /// Literal marks of chat programs: signs in place of citations, tags in links, phrases in which a program speaks of itself.
    ///
    /// # Why it matters
    /// Somebody copied at least these words out of such a program, and the words are not older than it.
    ///
    /// # Innocent causes
    /// The text is about such programs. Only a link or a sentence was taken from an answer. The program translated or corrected the
    /// text, which may be its use in the office.
    ///
    /// # What it cannot tell
    /// Who wrote the rest, and whether what it says is true. valla does not guess at style.
    ///
    /// # Example
    /// The token `:contentReference[oaicite:0]` in a report said to be from 2019.
    ///
    /// # Sources
    /// Catalogue of checks (llm-artifact); the table `residue`.
    pub struct ChatResidue { code: "T009", name: "llm-artifact", summary: "the text has marks that chat programs leave in copied words", since: "0.1.0", group: Text }
}

const INNOCENT: &[&str] =
    &["The text is about such programs.", "The program only translated or corrected it, or only a link came from it."];

impl Check for ChatResidue {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn examine(&self, view: &View<'_>) -> Examination {
        if !view.has_words() {
            return Examination::not_applicable("no words were read");
        }
        let of_chat = |mark: &&Mark| matches!(mark.found, Found::Residue(_));
        let found: Vec<&Mark> = view.marks.iter().filter(of_chat).collect();
        let marks = found.iter().filter_map(|mark| {
            let dated = mark.found.dated()?;
            Some(LateMark::quoted(mark, dated, "has what a chat program leaves,"))
        });
        let mut examination = weigh(view, &Self::CHARTER, INNOCENT, marks.collect());
        if let Some(first) = found.first().filter(|_| examination.findings.is_empty()) {
            let summary = format!(
                "The text has marks that a chat program leaves in copied words ({} found). The first, {}: {:?}.",
                found.len(),
                first.place(),
                first.evidence.value_text()
            );
            let finding = Finding::of(&Self::CHARTER, Strength::Informational, Layer::Content, summary)
                .resting_on(found.iter().take(5).map(|mark| &mark.evidence))
                .innocently(INNOCENT)
                .settled_by("Ask how the text was written, and check what it states.");
            examination.findings.push(finding);
            examination.outcome = Outcome::Found;
        }
        examination
    }
}
