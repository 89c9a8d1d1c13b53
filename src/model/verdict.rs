//! What reasoning gives: windows, conflicts, explanations, verdicts.

use crate::model::{Axiom, ClaimId, Event, Instant, Layer, PremiseRef, Strength};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;

/// One end of a window, and the premises that set it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct WindowEdge {
    /// The instant.
    pub at: Instant,
    /// The premises.
    pub because: Vec<PremiseRef>,
}

impl WindowEdge {
    /// Whether it is no more than that the file was there when it was examined, which is no news.
    #[must_use]
    pub fn is_of_the_examination(&self) -> bool {
        self.because.contains(&PremiseRef::Axiom(Axiom::SavedBeforeExamined))
    }
}

/// When an event can have taken place, by axioms and bounds alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Window {
    /// The event: `made`, `revision-2-saved`, `content-written`.
    #[schemars(with = "String")]
    pub event: Event,
    /// The layer it belongs to.
    pub layer: Layer,
    /// Not before; absent where nothing bounds it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub not_before: Option<WindowEdge>,
    /// Not after.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub not_after: Option<WindowEdge>,
}

/// A minimal set of premises that cannot all be true.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Conflict {
    /// The layer it speaks of.
    pub layer: Layer,
    /// How much it carries; the weakest premise decides.
    pub strength: Strength,
    /// The premises; without any one of them the rest can be true together.
    pub premises: Vec<PremiseRef>,
    /// The premises in words, one sentence each.
    pub sentences: Vec<String>,
    /// The claim among the premises, where there is one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub claim: Option<ClaimId>,
}

/// One event that explains several findings, which then count once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Explanation {
    /// The event, in words: "one save by Ghostscript 10.00, not before 2022-09-21".
    pub event: String,
    /// The findings that it explains.
    pub findings: Vec<String>,
    /// Not before.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub not_before: Option<Instant>,
}

/// What can be said of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Term {
    /// The claim, axioms and bounds cannot all be true.
    Contradicts,
    /// Unusual if the claim is right, expected under a stated other event.
    Tension,
    /// Tested, and nothing against it.
    Agrees,
    /// Nothing that could speak for or against it.
    NoEvidence,
    /// An anchor or cryptography shows that the bytes existed by then.
    Confirmed,
    /// It could not be tested.
    NotTested,
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Contradicts => "contradicts",
            Self::Tension => "tension",
            Self::Agrees => "agrees",
            Self::NoEvidence => "no-evidence",
            Self::Confirmed => "confirmed",
            Self::NotTested => "not-tested",
        })
    }
}

/// The verdict on one claim and layer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Verdict {
    /// The claim.
    pub claim: ClaimId,
    /// The layer.
    pub layer: Layer,
    /// The term.
    pub term: Term,
    /// How much is behind the term, for `contradicts` and `tension`.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub strength: Option<Strength>,
    /// The premises or findings it rests on.
    pub because: Vec<PremiseRef>,
    /// The findings it rests on.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub findings: Vec<String>,
    /// What it means here, in one or two sentences.
    pub sentence: String,
    /// How many checks could have spoken against the claim.
    pub checks_that_could_speak: usize,
}

/// A dated fact of the knowledge base that was used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Fact {
    /// The row's id.
    pub id: String,
    /// What it says, in words.
    pub statement: String,
    /// `read` at the source, or `recall`.
    pub basis: String,
    /// high, medium or low.
    pub confidence: String,
    /// From when on the artefact could exist at all; blank where no margin is known.
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub earliest: String,
    /// First public release.
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub released: String,
    /// Where it is stated.
    pub source: String,
}
