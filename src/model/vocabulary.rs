//! What is public by its kind.

use crate::model::{Fact, Format, Rule};

/// The words that a report for the public may have: those of valla itself, never of a document or of the desk.
#[derive(Debug, Clone)]
pub struct Vocabulary {
    /// The checks.
    pub rules: Vec<Rule>,
    /// The formats that valla can name.
    pub formats: Vec<Format>,
    /// The limits that a reading can reach.
    pub limits: Vec<&'static str>,
    /// The rows of the embedded knowledge, by id.
    pub fact: fn(&str) -> Option<Fact>,
}
