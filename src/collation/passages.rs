//! Two texts beside each other: what they share, and what is in one of them alone.

use super::shingles;
use similar::{Algorithm, DiffTag, capture_diff_slices};
use std::borrow::Cow;
use std::collections::{BTreeSet, HashSet};

/// More words of a text are not compared word by word.
const COMPARED: usize = 40_000;
/// So many places at which two texts differ are listed.
pub const PLACES: usize = 12;
/// So many letters of a place are shown.
const SHOWN: usize = 80;

/// A place at which two texts differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The words of the first there; empty where the other has more.
    pub first: String,
    /// The words of the other.
    pub other: String,
    /// The words before, to find the place by.
    pub after: String,
}

impl Place {
    /// Whether a figure, a date or a number is among what differs.
    #[must_use]
    pub fn has_figures(&self) -> bool {
        self.first.chars().chain(self.other.chars()).any(char::is_numeric)
    }

    /// In words.
    #[must_use]
    pub fn in_words(&self) -> String {
        match (self.first.as_str(), self.other.as_str()) {
            (first, "") => format!("“{first}” is in the first alone"),
            ("", other) => format!("“{other}” is in the second alone"),
            (first, other) if self.after.is_empty() => format!("“{first}” became “{other}”"),
            (first, other) => format!("after “{}”, “{first}” became “{other}”", self.after),
        }
    }
}

/// How two texts compare.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beside {
    /// Words of both.
    pub shared: usize,
    /// Words of the first, and of the other.
    pub words: (usize, usize),
    /// Where they differ; the first [`PLACES`].
    pub places: Vec<Place>,
    /// At how many places they differ in all.
    pub differing: usize,
}

impl Beside {
    /// Which part of the longer text is in the other too, from 0 to 1.
    #[must_use]
    pub fn likeness(&self) -> f64 {
        let longer = self.words.0.max(self.words.1).max(1);
        self.shared as f64 / longer as f64
    }
}

/// Words as they are compared: a word that the end of a line parts is one.
fn pieces(text: &str) -> Vec<Cow<'_, str>> {
    let mut pieces: Vec<Cow<'_, str>> = Vec::new();
    let mut parted = false;
    for word in text.split_whitespace().take(COMPARED) {
        match pieces.last_mut() {
            Some(last) if parted && word.starts_with(char::is_lowercase) => {
                let joined = last.to_mut();
                joined.truncate(joined.len() - 1);
                joined.push_str(word);
            }
            _ => pieces.push(Cow::Borrowed(word)),
        }
        parted = word.len() > 2 && word.ends_with('-');
    }
    pieces
}

fn cut(words: &[&str]) -> String {
    let mut text = words.join(" ");
    if text.len() > SHOWN {
        text.truncate(text.floor_char_boundary(SHOWN));
        text.push('…');
    }
    text
}

/// Compares two texts word by word.
#[must_use]
pub fn beside(first: &str, other: &str) -> Beside {
    let (first, other) = (pieces(first), pieces(other));
    let (first, other): (Vec<&str>, Vec<&str>) =
        (first.iter().map(AsRef::as_ref).collect(), other.iter().map(AsRef::as_ref).collect());
    let (mut shared, mut places, mut differing) = (0, Vec::new(), 0);
    let mut before: &[&str] = &[];
    let (mut gone, mut come): (Vec<&str>, Vec<&str>) = (vec![], vec![]);
    let mut close = |gone: &mut Vec<&str>, come: &mut Vec<&str>, before: &[&str]| {
        if gone.is_empty() && come.is_empty() {
            return;
        }
        differing += 1;
        if places.len() < PLACES {
            let after = before.get(before.len().saturating_sub(4)..).unwrap_or_default();
            places.push(Place { first: cut(gone), other: cut(come), after: cut(after) });
        }
        gone.clear();
        come.clear();
    };
    for operation in capture_diff_slices(Algorithm::Patience, &first, &other) {
        let (old, new) = (operation.old_range(), operation.new_range());
        if operation.tag() == DiffTag::Equal {
            close(&mut gone, &mut come, before);
            shared += old.len();
            before = first.get(..old.end).unwrap_or_default();
        } else {
            gone.extend(first.get(old).unwrap_or_default());
            come.extend(other.get(new).unwrap_or_default());
        }
    }
    close(&mut gone, &mut come, before);
    Beside { shared, words: (first.len(), other.len()), places, differing }
}

/// The longest run of words that both texts have, with its words; none of fewer words than a run of eight.
#[must_use]
pub fn longest_common(first: &str, other: &str) -> Option<(usize, String)> {
    const RUN: usize = 8;
    let known: HashSet<u64> = shingles::runs(other, RUN).into_iter().collect();
    let runs = shingles::runs(first, RUN);
    let (mut best, mut from, mut length) = ((0, 0), 0, 0);
    for (at, run) in runs.iter().enumerate() {
        if known.contains(run) {
            if length == 0 {
                from = at;
            }
            length += 1;
            if length > best.1 {
                best = (from, length);
            }
        } else {
            length = 0;
        }
    }
    let (from, length) = best;
    (length > 0).then(|| {
        let words: Vec<&str> = shingles::words(first).skip(from).take(length + RUN - 1).collect();
        (words.len(), cut(&words))
    })
}

/// How many words of a text are in runs of eight that the other has as well.
#[must_use]
pub fn words_in_common_runs(first: &str, other: &str) -> usize {
    const RUN: usize = 8;
    let known: HashSet<u64> = shingles::runs(other, RUN).into_iter().collect();
    let runs = shingles::runs(first, RUN);
    let covered: BTreeSet<usize> =
        runs.iter().enumerate().filter(|(_, run)| known.contains(run)).flat_map(|(at, _)| at..at + RUN).collect();
    covered.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_figure_is_found_with_what_is_before_it() {
        let beside = beside("The sum of 14 250 marks was paid", "The sum of 74 250 marks was paid on time");
        assert_eq!((beside.shared, beside.differing), (7, 2));
        assert_eq!(beside.places[0].in_words(), "after “The sum of”, “14” became “74”");
        assert!(beside.places[0].has_figures() && beside.places[0].after.ends_with("sum of"));
        assert_eq!(beside.places[1].in_words(), "“on time” is in the second alone");
    }

    #[test]
    fn a_passage_of_another_text_is_found_as_a_whole() {
        let passage = "the ferry was late on every day of that winter and nobody wrote it down";
        let (words, text) =
            longest_common(&format!("He says that {passage}, I think."), &format!("A: {passage}.")).unwrap();
        assert_eq!(words, 15);
        assert!(text.starts_with("the ferry"));
        assert_eq!(longest_common("one two three", "one two three"), None);
    }
}
