//! What a check may ask.

use crate::checks::impossible::impossible;
use crate::knowledge::Knowledge;
use crate::lookup::Mark;
use crate::model::{Claim, Claims, Day, Event, Evidence, EvidenceId, Extraction, Layer, Moment, Role};
use std::collections::BTreeSet;

/// One exhibit as checks see it.
#[derive(Debug)]
pub struct View<'a> {
    /// What was read.
    pub extraction: &'a Extraction,
    /// What is claimed of it.
    pub claims: &'a Claims,
    /// What is known.
    pub knowledge: &'a Knowledge,
    /// The day of the examination.
    pub day: Day,
    /// What was recognised in the words.
    pub marks: &'a [Mark],
    /// The path of the exhibit.
    pub path: &'a str,
    /// Dated values that state nothing: nulls, defaults, dates that cannot be.
    no_statements: BTreeSet<EvidenceId>,
}

impl<'a> View<'a> {
    /// Of one exhibit.
    #[must_use]
    pub fn new(
        (extraction, marks): (&'a Extraction, &'a [Mark]),
        claims: &'a Claims,
        knowledge: &'a Knowledge,
        day: Day,
        path: &'a str,
    ) -> Self {
        let states_nothing = |evidence: &&Evidence| {
            knowledge.null_date(evidence).is_some() || impossible(evidence, knowledge, day).is_some()
        };
        let no_statements = extraction.evidence.iter().filter(states_nothing).map(|evidence| evidence.id).collect();
        Self { extraction, marks, claims, knowledge, day, path, no_statements }
    }

    /// All evidence.
    pub fn evidence(&self) -> impl Iterator<Item = &'a Evidence> + use<'a> {
        self.extraction.evidence.iter()
    }

    /// Whether a dated value states nothing: a null, a program's default, a date that cannot be.
    #[must_use]
    pub fn is_no_statement(&self, evidence: &Evidence) -> bool {
        self.no_statements.contains(&evidence.id)
    }

    /// Dated values of some roles, without those that state nothing.
    pub fn times(&self, roles: &'static [Role]) -> impl Iterator<Item = (&'a Evidence, &'a Moment)> + use<'a, '_> {
        self.evidence()
            .filter(move |evidence| evidence.role.is_some_and(|role| roles.contains(&role)))
            .filter(|evidence| !self.is_no_statement(evidence))
            .filter_map(|evidence| evidence.moment().map(|moment| (evidence, moment)))
    }

    /// Texts of some roles.
    pub fn texts(&self, roles: &'static [Role]) -> impl Iterator<Item = (&'a Evidence, &'a str)> + use<'a> {
        self.evidence()
            .filter(move |evidence| evidence.role.is_some_and(|role| roles.contains(&role)))
            .filter_map(|evidence| evidence.text().map(|text| (evidence, text)))
    }

    /// Whether the document has words that were read.
    #[must_use]
    pub fn has_words(&self) -> bool {
        !self.extraction.words.is_empty()
    }

    /// The claims on a layer.
    pub fn claims_on(&self, layer: Layer) -> impl Iterator<Item = &'a Claim> + use<'a> {
        self.claims.claims.iter().filter(move |claim| claim.layer == layer)
    }

    /// The revision that brought a value in; the last one where that is unknown.
    #[must_use]
    pub fn revision_of(&self, evidence: &Evidence) -> u32 {
        self.extraction.revision_of(evidence)
    }

    /// The save that brought a value in.
    #[must_use]
    pub fn save_of(&self, evidence: &Evidence) -> Event {
        Event::Saved(self.revision_of(evidence))
    }
}
