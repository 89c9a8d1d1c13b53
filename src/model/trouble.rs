//! Codes of warnings and names of limits that somebody asks for, and what they mean.

use crate::model::{Limit, Warning};

/// The code of a warning that a lock keeps something from being read.
pub const LOCKED: &str = "encrypted";
/// The code of a warning that the bytes fit more than one format.
pub const SEVERAL_FORMATS: &str = "several-formats";
/// The limit of the pages whose words are read.
pub const PAGES: &str = "pages";
/// The limit of the words that are read.
pub const WORDS: &str = "words-bytes";
/// The limit of what is drawn to find words that nobody sees.
pub const DRAWING: &str = "drawing";

impl Warning {
    /// Whether a lock keeps something from being read.
    #[must_use]
    pub fn is_of_a_lock(&self) -> bool {
        self.code == LOCKED
    }
}

impl Limit {
    /// Whether what it cut off is words of pages and nothing else.
    #[must_use]
    pub fn is_of_words_alone(&self) -> bool {
        [PAGES, DRAWING, WORDS].contains(&self.name.as_str())
    }
}
