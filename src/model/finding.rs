//! What checks say: outcomes and findings.

use crate::model::{BaselineState, Bound, Charter, Event, Evidence, EvidenceId, Group, Instant, Layer, PremiseRef};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;

/// How much a bound or a finding carries, as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Strength {
    /// Worth knowing; speaks for and against nothing.
    Informational,
    /// Honest documents show it often.
    Weak,
    /// Honest documents show it now and then.
    Medium,
    /// Honest documents show it under a stated exception.
    Strong,
    /// Cannot be true together with the claim.
    Hard,
}

impl fmt::Display for Strength {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Informational => "informational",
            Self::Weak => "weak",
            Self::Medium => "medium",
            Self::Strong => "strong",
            Self::Hard => "hard",
        })
    }
}

/// A finding: what was found, on which premises, what else could explain it, and what would settle it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Finding {
    /// Its number in the exhibit, `f3`; given when the exhibit is put together.
    pub id: String,
    /// The check's code.
    pub code: String,
    /// The check's name.
    pub name: String,
    /// How much it carries.
    pub strength: Strength,
    /// The layer it speaks of.
    pub layer: Layer,
    /// What was found, in one or two sentences.
    pub summary: String,
    /// What it rests on.
    pub premises: Vec<PremiseRef>,
    /// Innocent causes, most usual first.
    pub innocent: Vec<String>,
    /// What would settle it.
    pub settle: String,
    /// The claims that it speaks against, by id; empty where it speaks of the document alone.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub against: Vec<String>,
    /// Of a finding of the collection, the exhibits that it is about.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub among: Vec<String>,
    /// Whether it is in the baseline, where one was held against the document.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub baseline: Option<BaselineState>,
    /// The event whose lateness this is a sign of, and from when on it can have left the sign.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub sign_of: Option<Sign>,
}

impl Finding {
    /// A finding of a check that speaks of the document alone; premises, innocent causes and what would settle it follow.
    #[must_use]
    pub fn of(charter: &Charter, strength: Strength, layer: Layer, summary: String) -> Self {
        Self {
            id: String::new(),
            code: charter.code.to_owned(),
            name: charter.name.to_owned(),
            strength,
            layer,
            summary,
            premises: vec![],
            innocent: vec![],
            settle: String::new(),
            against: vec![],
            among: vec![],
            baseline: None,
            sign_of: None,
        }
    }

    /// Its number in the exhibit: as text, `f10` would come before `f2`.
    #[must_use]
    pub fn number(&self) -> u64 {
        self.id.trim_start_matches('f').parse().unwrap_or(u64::MAX)
    }

    /// What it rests on.
    #[must_use]
    pub fn resting_on<'a>(mut self, evidence: impl IntoIterator<Item = &'a Evidence>) -> Self {
        self.premises.extend(evidence.into_iter().map(|evidence| PremiseRef::evidence(evidence.id)));
        self
    }

    /// Whether it says what the document hides: a fact that speaks for no claim and against none.
    #[must_use]
    pub fn is_of_hiding(&self) -> bool {
        self.code.starts_with(Group::Hidden.letter())
    }

    /// A fact that it rests on too.
    #[must_use]
    pub fn by_fact(mut self, id: impl Into<String>) -> Self {
        self.premises.push(PremiseRef::fact(id));
        self
    }

    /// Innocent causes, most usual first.
    #[must_use]
    pub fn innocently(mut self, causes: &[&str]) -> Self {
        self.innocent = causes.iter().map(|cause| (*cause).to_owned()).collect();
        self
    }

    /// What would settle it.
    #[must_use]
    pub fn settled_by(mut self, how: &str) -> Self {
        how.clone_into(&mut self.settle);
        self
    }
}

/// A late mark: a sign that a save took place not before (or just at) some time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Sign {
    /// The save.
    #[schemars(with = "String")]
    pub event: Event,
    /// The save was not before this.
    pub not_before: Instant,
    /// The save was not after this, where the sign is a stated time.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub not_after: Option<Instant>,
    /// The first of these instants as a day, for the words of an explanation.
    pub since: String,
    /// What left the sign, in words.
    pub what: String,
}

/// What a check answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// It found what it looks for.
    Found,
    /// It looked, and found nothing.
    Clear,
    /// There was nothing to look at; why.
    NotApplicable,
    /// It could not look; why.
    CouldNotRun,
}

/// The outcome of one check on one exhibit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CheckOutcome {
    /// The check's code.
    pub code: String,
    /// The check's name.
    pub name: String,
    /// What it answered.
    pub outcome: Outcome,
    /// Why, where it found nothing to look at or could not look.
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub why: String,
}

/// All that one check gives back.
#[derive(Debug, Clone)]
pub struct Examination {
    /// What it answered.
    pub outcome: Outcome,
    /// Why, where there is something to say.
    pub why: String,
    /// What it found.
    pub findings: Vec<Finding>,
    /// The bounds that the evidence gives, late or not.
    pub bounds: Vec<Bound>,
    /// Statements that are no statements: dates that are a program's default.
    pub retracted: Vec<EvidenceId>,
    /// Statements that cannot be right: nothing is drawn from them, and none is found right beside them.
    pub beyond_belief: Vec<EvidenceId>,
}

impl Examination {
    /// Nothing to look at.
    pub fn not_applicable(why: impl Into<String>) -> Self {
        Self {
            outcome: Outcome::NotApplicable,
            why: why.into(),
            findings: vec![],
            bounds: vec![],
            retracted: vec![],
            beyond_belief: vec![],
        }
    }

    /// Found where there are findings, else clear.
    #[must_use]
    pub fn of(findings: Vec<Finding>) -> Self {
        let outcome = if findings.is_empty() { Outcome::Clear } else { Outcome::Found };
        Self { outcome, why: String::new(), findings, bounds: vec![], retracted: vec![], beyond_belief: vec![] }
    }

    /// With bounds.
    #[must_use]
    pub fn with_bounds(mut self, bounds: Vec<Bound>) -> Self {
        self.bounds = bounds;
        self
    }
}

/// What one check answered, and which check.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The check's code.
    pub code: &'static str,
    /// The check's name.
    pub name: &'static str,
    /// What it gave back.
    pub examination: Examination,
}
