//! What is asked of a comparison of states.

use serde::{Deserialize, Serialize};

/// What is asked: which states, and whether pages are to be drawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// The states.
    pub states: States,
    /// Whether the changed pages are drawn.
    pub pictures: bool,
    /// At most so many pages are looked at for each two states, those whose words changed before others; all where it is absent.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub pages: Option<usize>,
    /// Whether the first page is drawn small.
    #[serde(default)]
    pub first_page: bool,
}

impl Asked {
    /// What a dossier shows: every state against the one before it, with pictures of a few pages.
    #[must_use]
    pub fn for_dossier() -> Self {
        Self { states: States::Each, pictures: true, pages: Some(3), first_page: true }
    }
}

/// Which states are compared with each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum States {
    /// What was signed against the last state; without a signature, or where nothing was saved after it, the last two states.
    Telling,
    /// Every state against the one before it.
    Each,
    /// These two, by their numbers.
    Of(u32, u32),
}
