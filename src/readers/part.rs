//! What readers of parts (fonts, colour profiles, images) give.
//!
//! A part is read anew in every document, though the same font is in many of one office: a memory across files saves no
//! measurable time, and lets one file change what is read of another.

use crate::model::{Property, Reading};
use std::ops::Range;

/// One value of a part, with its place in the part's decoded bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartFact {
    /// The property.
    pub property: Property,
    /// The bytes as they are.
    pub raw: Vec<u8>,
    /// The value as understood.
    pub reading: Reading,
    /// Where it is in the decoded part.
    pub range: Range<usize>,
    /// The way to it in the terms of the part's format.
    pub path: String,
}
