//! Changes that a document keeps record of, in the words of whoever made them: the story that formats without revisions tell.

use super::{Locus, Moment};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What kind of change it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum EditKind {
    /// Text that was put in, by a tracked change.
    Inserted,
    /// Text that was taken out, by a tracked change, and is still in the file.
    Deleted,
    /// Text that was moved from here.
    MovedAway,
    /// Text that was moved here.
    MovedHere,
    /// The form of text, a table or a section was changed; the text names the element that says so.
    Formatted,
    /// A comment.
    Comment,
    /// Text that belongs to the document no more and was left in its bytes.
    Remains,
}

/// A change that the document keeps record of. Author and time are its own word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Edit {
    /// What kind it is.
    pub kind: EditKind,
    /// Who made it, as the document says.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub author: Option<String>,
    /// When, as the document says.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub time: Option<Moment>,
    /// The words.
    pub text: String,
    /// Where they are.
    pub locus: Locus,
}

/// More of them in one document are left out, and the record says so.
pub const EDITS_LIMIT: usize = 1_000;
