//! Two states of one file compared with each other.

use super::{Change, WordChange};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How two states of one file differ.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Comparison {
    /// The revision at whose end the earlier state was saved.
    pub from: u32,
    /// That of the later one.
    pub to: u32,
    /// Why these two, where nobody named them.
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub chosen: String,
    /// Words that the pages gained and lost, and those that were covered.
    pub words: Vec<WordChange>,
    /// The objects that the saves between them changed, each once.
    pub changes: Vec<Change>,
    /// What the document says of itself in one and in the other.
    pub values: Vec<ValueChange>,
    /// Pages that look otherwise.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub pages: Vec<ChangedPage>,
    /// What could not be compared, and why.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub untold: Vec<String>,
}

/// A value that was changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ValueChange {
    /// The property.
    pub property: String,
    /// Before; absent where there was none.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub before: Option<String>,
    /// After.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub after: Option<String>,
}

/// A page that looks otherwise, drawn as it was and as it is, with the changed regions framed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ChangedPage {
    /// Counted from 1.
    pub page: u32,
    /// As it was, as PNG in base64; absent where there was no such page.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub before: Option<String>,
    /// As it is.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub after: Option<String>,
    /// The first changed region and what is around it, as it was.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub detail_before: Option<String>,
    /// The same, as it is.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub detail_after: Option<String>,
    /// The changed regions: left, upper, width and height, in pixels of the pictures.
    pub regions: Vec<[u32; 4]>,
}
