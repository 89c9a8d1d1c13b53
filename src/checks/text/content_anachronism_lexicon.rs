//! The text uses a name that nobody used yet, or one that was out of use.

use crate::checks::late_mark::{LateMark, weigh};
use crate::checks::quotation::claimed;
use crate::checks::{Check, View, charter};
use crate::knowledge::Dated;
use crate::knowledge::names::Named;
use crate::lookup::{Found, Mark};
use crate::model::{Charter, Examination, Finding, Layer, Outcome, Passage, PremiseRef, Strength};

charter! {
    /// # What it looks for
    /// Names in the text that came up at a known time: states and places renamed, agencies, offices and who held them,
    /// operations, products, diseases, terms. And names out of use by the claimed time.
    ///
    /// # Why it matters
    /// Forgeries were exposed by such names from Lorenzo Valla's time on. To save a file again adds no words.
    ///
    /// # Innocent causes
    /// A later edition, a translation or a transcription of an old text. The name was used before its decree. A namesake. Old names
    /// live on in quotations and on letterheads.
    ///
    /// # What it cannot tell
    /// Who added the name, and whether the rest of the text is as young. One name is never more than strong. Names with an older sense,
    /// and short ones, count for nothing by themselves. An old name is informational; medium only where two are where an issuer
    /// names itself and signs.
    ///
    /// # Example
    /// A plan said to be from 2003 that names a company founded in 2008.
    ///
    /// # Sources
    /// Catalogue of checks, 14 (the Balyoz papers; COPA v Wright); the table `names`.
    pub struct DatedName { code: "T006", name: "content-anachronism-lexicon", summary: "the text uses a name younger than the claimed or stated date, or one out of use by then", since: "0.1.0", group: Text }
}

const INNOCENT: &[&str] = &["It is the name of something else, or people used it before it was official."];

impl Check for DatedName {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn examine(&self, view: &View<'_>) -> Examination {
        if !view.has_words() {
            return Examination::not_applicable("no words were read");
        }
        let mut marks = Vec::new();
        for mark in view.marks {
            let Found::Name(Named { dated, counts_alone: true, .. }) = &mark.found else { continue };
            // Names are in use before they are official: between the first mention and the public day nothing is odd.
            let dated = &Dated { release: None, ..dated.clone() };
            marks.push(LateMark::quoted(mark, dated, "names"));
        }
        let mut examination = weigh(view, &Self::CHARTER, INNOCENT, marks);
        let retired = retired(view);
        if let Some(finding) = retired {
            examination.findings.push(finding);
            examination.outcome = Outcome::Found;
        }
        examination
    }
}

/// Names that were out of use by the claimed time.
fn retired(view: &View<'_>) -> Option<Finding> {
    let claim = view.claims_on(Layer::Content).find(|claim| claim.moment.is_some())?;
    let claimed_from = claim.moment.as_ref()?.earliest;
    let is_retired = |mark: &&Mark| {
        let Found::Name(named) = &mark.found else { return false };
        named.counts_alone && mark.is_of_the_words() && named.valid_until.is_some_and(|until| until < claimed_from)
    };
    let marks: Vec<&Mark> = view.marks.iter().filter(is_retired).collect();
    let first = marks.first()?;
    let of_issuer = |mark: &&&Mark| mark.at_the_edge || matches!(mark.passage, Passage::Header | Passage::Footer);
    let strength = if marks.iter().filter(of_issuer).count() > 1 { Strength::Medium } else { Strength::Informational };
    let mut names: Vec<String> = marks.iter().map(|mark| mark.found.name()).collect();
    names.sort();
    names.dedup();
    names.truncate(5);
    let summary = format!(
        "The text uses names that were out of use by {}: {}. The first: {:?}.",
        claimed(&claim.text),
        names.join(", "),
        first.evidence.value_text()
    );
    let facts = marks.iter().take(5).filter_map(|mark| mark.found.dated()).map(|dated| dated.fact.id.clone());
    let mut finding = Finding::of(&DatedName::CHARTER, strength, Layer::Content, summary)
        .resting_on(marks.iter().take(5).map(|mark| &mark.evidence))
        .innocently(&[
            "Old names live on in speech, in quotations and on old forms.",
            "The text is older than it is said to be.",
        ])
        .settled_by("Compare other papers of the same issuer from that time.");
    finding.premises.extend(facts.map(PremiseRef::fact));
    finding.against = vec![claim.id.clone()];
    Some(finding)
}
