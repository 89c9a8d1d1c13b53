//! A file as it was examined, before it has a number in a case.

use crate::model::{Extraction, Reasoned};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One file with all that is inside it: a tree. In a case each becomes an [`Exhibit`](crate::model::Exhibit) with a number, the parts after their
/// whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Examined {
    /// The path as given or found, decoded; of a part, the path of what holds it, `#`, and its name there.
    pub path: String,
    /// The path of the file: of a part, that of the file which holds it.
    #[serde(default)]
    pub file: String,
    /// Of a part, its names from the outermost container inwards.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub inside: Vec<String>,
    /// The path's bytes in hexadecimal, only where the name is not UTF-8.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub path_bytes: Option<String>,
    /// Number of bytes.
    pub size: u64,
    /// SHA-256 of the bytes; empty where they could not be read.
    pub sha256: String,
    /// Further digests by name.
    pub digests: BTreeMap<String, String>,
    /// What was read; what is inside is in `parts`.
    #[serde(flatten)]
    pub extraction: Extraction,
    /// What was reasoned.
    #[serde(flatten)]
    pub reasoned: Reasoned,
    /// What is inside, each examined like a file.
    #[serde(rename = "children", skip_serializing_if = "Vec::is_empty", default)]
    pub parts: Vec<Examined>,
}

/// What a tree or a row takes in memory besides its texts, about.
const OF_A_FINDING: usize = 400;

impl Reasoned {
    /// About how many bytes it takes in memory.
    #[must_use]
    pub fn weight(&self) -> usize {
        let findings = self.findings.iter().map(|finding| OF_A_FINDING + finding.summary.len());
        findings.sum::<usize>() + OF_A_FINDING * (4 + self.checks.len() / 2)
    }
}

impl Examined {
    /// About how many bytes it takes in memory, with all that is inside it.
    #[must_use]
    pub fn weight(&self) -> usize {
        self.extraction.weight() + self.reasoned.weight() + self.parts.iter().map(Self::weight).sum::<usize>()
    }
}
