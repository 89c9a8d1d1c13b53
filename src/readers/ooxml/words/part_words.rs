//! The words of one part, before it is known on which slide or sheet they are.

use crate::model::{Concealment, Locus, Seen, Words};
use std::collections::{BTreeMap, BTreeSet};

/// What a run takes besides its texts.
const OF_A_RUN: usize = 32;

/// How many bytes a run takes.
fn weight(words: &Words) -> usize {
    let by = match &words.seen {
        Seen::Deleted { by: Some(by), .. } => by.len(),
        _ => 0,
    };
    let Locus { stream, path, .. } = &words.locus;
    OF_A_RUN + words.text.len() + path.len() + by + stream.as_ref().map_or(0, String::len)
}

/// A run of words of a part.
#[derive(Debug)]
pub(super) struct Run {
    /// The words; what they say may be a string that another part lists.
    pub words: Words,
    /// The number of that string.
    pub shared: Option<usize>,
    /// Whether it is a number, which is no words but is told where it is hidden.
    pub number: bool,
}

/// A sheet, as the workbook lists it.
#[derive(Debug)]
pub(super) struct Sheet {
    /// The relationship to its part.
    pub relationship: String,
    /// Its name.
    pub name: String,
    /// Whether it is not shown.
    pub hidden: bool,
}

/// What a part lists besides words of its own.
#[derive(Debug, Default)]
pub(super) enum Listing {
    /// Nothing.
    #[default]
    Nothing,
    /// It is a presentation, and refers to slides.
    Slides,
    /// It is a workbook.
    Sheets(Vec<Sheet>),
    /// The strings of a workbook.
    Strings(Vec<String>),
}

/// The words of one part, in its order.
#[derive(Debug, Default)]
pub(super) struct PartWords {
    pub runs: Vec<Run>,
    pub listing: Listing,
    /// How the ways to its words begin, where they name the part.
    pub way: String,
    /// Whether it is a slide that is not shown.
    pub hidden_slide: bool,
    /// Whether a picture may lie under its words or under those of other parts.
    pub over_picture: bool,
    /// Why words were taken for hidden that may be seen all the same, by what comes after them.
    pub doubted: BTreeSet<Concealment>,
    /// Relationships in the order in which the part first refers to them.
    pub referred: BTreeMap<String, usize>,
    /// For so many bytes there is room.
    pub room: usize,
    /// Whether there was no room for all of them.
    pub cut: bool,
}

impl PartWords {
    /// None yet, and room for so many bytes.
    pub(super) fn with_room(room: usize) -> Self {
        Self { room, ..Self::default() }
    }

    /// Whether so many bytes have room; they are taken.
    pub(super) fn takes(&mut self, bytes: usize) -> bool {
        self.cut |= bytes > self.room;
        if !self.cut {
            self.room -= bytes;
        }
        !self.cut
    }

    /// Takes in a run.
    pub(super) fn push(&mut self, words: Words) {
        if !words.text.trim().is_empty() && self.takes(weight(&words)) {
            self.runs.push(Run { words, shared: None, number: false });
        }
    }

    /// Takes in a run whose words are a string that another part lists.
    pub(super) fn push_shared(&mut self, words: Words, number: usize) {
        if self.takes(weight(&words)) {
            self.runs.push(Run { words, shared: Some(number), number: false });
        }
    }

    /// Takes in a number that nobody sees.
    pub(super) fn push_number(&mut self, words: Words) {
        if self.takes(weight(&words)) {
            self.runs.push(Run { words, shared: None, number: true });
        }
    }

    /// Ways to its words begin with the name of the part.
    pub(super) fn name_the_part(&mut self, name: &str) {
        self.way = format!("{name}: ");
    }

    /// Notes that the part refers to another by a relationship.
    pub(super) fn refer(&mut self, relationship: &str) {
        if !self.referred.contains_key(relationship) {
            let number = self.referred.len();
            self.referred.insert(relationship.to_owned(), number);
        }
    }
}
