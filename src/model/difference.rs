//! How a document differs from what a baseline says of it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;

/// What kind of difference it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DifferenceKind {
    /// A file that the baseline does not have.
    NewFile,
    /// A file of the baseline that was not found.
    GoneFile,
    /// Another format or status.
    Reading,
    /// A value that the baseline does not have.
    Added,
    /// A value of the baseline that is not there any more.
    Gone,
    /// Another value in the same place.
    Changed,
    /// A finding that the baseline does not have.
    NewFinding,
    /// A finding of the baseline that is not found any more.
    GoneFinding,
}

impl fmt::Display for DifferenceKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NewFile => "new file",
            Self::GoneFile => "file gone",
            Self::Reading => "read differently",
            Self::Added => "value added",
            Self::Gone => "value gone",
            Self::Changed => "value changed",
            Self::NewFinding => "new finding",
            Self::GoneFinding => "finding gone",
        })
    }
}

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Difference {
    /// What kind it is.
    pub kind: DifferenceKind,
    /// The property, or the code and name of the check.
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub what: String,
    /// The way to the value in the terms of the format.
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub place: String,
    /// What the baseline says.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub before: Option<String>,
    /// What is there now.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub after: Option<String>,
}

impl Difference {
    /// A difference of a whole file or reading.
    #[must_use]
    pub fn of_file(kind: DifferenceKind, before: Option<String>, after: Option<String>) -> Self {
        Self { kind, what: String::new(), place: String::new(), before, after }
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.kind)?;
        if !self.what.is_empty() {
            write!(f, ": {}", self.what)?;
        }
        if !self.place.is_empty() {
            write!(f, " ({})", self.place)?;
        }
        match (&self.before, &self.after) {
            (Some(before), Some(after)) => write!(f, ": was {before:?}, is now {after:?}"),
            (Some(before), None) => write!(f, ": was {before:?}"),
            (None, Some(after)) => write!(f, ": is now {after:?}"),
            (None, None) => Ok(()),
        }
    }
}

/// Whether a finding is in the baseline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum BaselineState {
    /// It is, perhaps with a reason that somebody wrote there.
    Known(#[serde(skip_serializing_if = "Option::is_none", default)] Option<String>),
    /// It is not.
    New,
}
