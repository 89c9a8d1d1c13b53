//! What is claimed of the documents.

use crate::model::{Layer, Moment};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The id of a claim: its layer and what it says, as `bytes:2013`.
pub type ClaimId = String;

/// One claim on one layer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Claim {
    /// `content:2013`, `bytes:2013`, `origin:Moscow`.
    pub id: ClaimId,
    /// What it speaks of.
    pub layer: Layer,
    /// The claim as given.
    pub text: String,
    /// Which exhibits it is made of: a pattern on the path, `*` for all.
    pub path: String,
    /// The time claimed, for content and bytes; the whole interval.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub moment: Option<Moment>,
    /// The zones of the place claimed, for origin: a country means all of its zones.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub zones: Vec<String>,
}

/// Bytes that somebody outside vouches for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Anchor {
    /// SHA-256 of the bytes.
    pub sha256: String,
    /// They existed by then.
    pub existed_by: Moment,
    /// Who holds the copy that shows it.
    pub held_by: String,
}

/// How what an anchor vouches for is named, before the name of who holds it.
pub(super) const OF_ANCHOR: &str = "anchor:";

impl Anchor {
    /// The claim that it makes, and the fact that it is: `anchor:` and who holds it.
    #[must_use]
    pub fn id(&self) -> ClaimId {
        format!("{OF_ANCHOR}{}", self.held_by)
    }
}

/// What is claimed of one exhibit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Claims {
    /// The claims on layers.
    pub claims: Vec<Claim>,
    /// The day the file was received.
    pub received: Option<Moment>,
    /// The SHA-256 that was stated of these bytes.
    pub digest: Option<String>,
    /// All anchors; one speaks of an exhibit only where its SHA-256 is the exhibit's.
    pub anchors: Vec<Anchor>,
}
