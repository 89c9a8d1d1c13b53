//! What is said across the documents of a case.

use crate::model::{Finding, Instant, Strength, Term};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Comparisons across documents.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Collection {
    /// Findings that need more than one document. They name no claim of a single document and enter none of its verdicts.
    pub findings: Vec<Finding>,
    /// Groups of documents that share something.
    pub families: Vec<Family>,
    /// Who saved several documents, and when each says so; those with most documents first.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub hands: Vec<Hand>,
    /// The verdicts on what is claimed of sets.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub verdicts: Vec<SetVerdict>,
    /// Values that too many documents share to tie any of them: how many.
    #[serde(skip_serializing_if = "is_zero", default)]
    pub commonplaces: u64,
    /// More documents share a value than this: it is a commonplace.
    #[serde(skip_serializing_if = "is_zero", default)]
    pub cut: u64,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_zero(number: &u64) -> bool {
    *number == 0
}

/// A group of exhibits and what they share.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Family {
    /// What they share, in words.
    pub shares: String,
    /// The value, where it says something to a reader.
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub value: String,
    /// The exhibits.
    pub exhibits: Vec<String>,
}

/// Whoever is named as having saved several documents, or made them where nobody is named as having saved them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Hand {
    /// The name, as the first of the documents has it.
    pub who: String,
    /// The documents, in the order of their saves.
    pub saves: Vec<HandSave>,
}

/// A document that somebody saved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct HandSave {
    /// The exhibit.
    pub exhibit: String,
    /// When it says that it was last saved, or made: the earliest instant that may be meant.
    pub at: Instant,
}

/// What can be claimed of a set of documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub enum SetClaim {
    /// None was made from another, and no hand is in two of them.
    #[serde(rename = "independent")]
    Independent,
    /// One person wrote them.
    #[serde(rename = "one author")]
    OneAuthor,
    /// They come from one machine.
    #[serde(rename = "one machine")]
    OneMachine,
    /// They are a series of one office.
    #[serde(rename = "one series")]
    OneSeries,
    /// They are drafts of one document, in the order of the patterns.
    #[serde(rename = "drafts in this order")]
    DraftsInThisOrder,
    /// They are copies of one original.
    #[serde(rename = "copies of one original")]
    CopiesOfOneOriginal,
}

impl SetClaim {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Independent,
        Self::OneAuthor,
        Self::OneMachine,
        Self::OneSeries,
        Self::DraftsInThisOrder,
        Self::CopiesOfOneOriginal,
    ];
}

impl fmt::Display for SetClaim {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Independent => "independent",
            Self::OneAuthor => "one author",
            Self::OneMachine => "one machine",
            Self::OneSeries => "one series",
            Self::DraftsInThisOrder => "drafts in this order",
            Self::CopiesOfOneOriginal => "copies of one original",
        })
    }
}

/// A claim on a set of documents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ClaimedSet {
    /// Its number among the sets of the claims file: `s1`.
    pub id: String,
    /// Patterns of paths, in the order that is claimed where one is.
    pub members: Vec<String>,
    /// What is claimed of them.
    pub says: SetClaim,
    /// Who handed them over.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub from: Option<String>,
}

/// The verdict on a claim on a set, on the layer *collection*.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SetVerdict {
    /// The set.
    pub set: String,
    /// What is claimed.
    pub says: SetClaim,
    /// The exhibits that the patterns mean, those inside files with them.
    pub exhibits: Vec<String>,
    /// What can be said.
    pub term: Term,
    /// How much it carries, where it speaks against the claim.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub strength: Option<Strength>,
    /// The findings of the collection that it rests on.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub because: Vec<String>,
    /// Why, in a sentence.
    pub summary: String,
}
