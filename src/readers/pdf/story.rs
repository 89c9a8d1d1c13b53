//! What a save did to the words of the pages: the text of the state before, held against the text after.
//!
//! Both states are read as a reader of the file would see them: the file cut at the end of the revision. Words are brought into the
//! order in which one reads a page (by lines from above, from the left), so that a page which is drawn anew in another order
//! is no change.

use super::covers::Cover;
use super::second_opinion::State;
use crate::formats::budget::Purse;
use crate::formats::pdf::page::text::{self, PageText, Word};
use crate::model::exhibit::{NEIGHBOURS, Revision, RevisionKind, WORDS_LIMIT, WordChange, WordsChanged};
use hayro_syntax::Pdf;
use similar::{Algorithm, DiffTag, capture_diff_slices};
use std::collections::HashMap;
use std::sync::Arc;

/// More states of one file are not read, nor more pages of one state.
const STATES: usize = 40;
const PAGES: usize = 400;
/// Of words that are compared on one page, both states together.
const WORDS: usize = 40_000;
/// Base lines this close together are one line, as a part of the size of the type.
const LINE: f64 = 0.6;

/// Tells of each save which words came and went. `open` opens a state with the password of the file. Gives what could not be
/// told, in words.
pub fn tell(
    bytes: &Arc<Vec<u8>>,
    revisions: &mut [Revision],
    covers: &[Vec<Cover>],
    purse: &Purse,
    open: &dyn Fn(State) -> Option<Pdf>,
) -> Vec<String> {
    let mut untold = Vec::new();
    let mut before: Option<(u64, Vec<PageText>)> = None;
    let mut states = 0;
    let mut previous_end = revisions.first().map_or(0, |revision| revision.end);
    for (revision, covers) in revisions.iter_mut().zip(covers).skip(1) {
        let (start, end) = (previous_end, revision.end);
        previous_end = end;
        if revision.kind != RevisionKind::Update || !revision.uncompared {
            continue;
        }
        if states >= STATES {
            untold.push(format!(
                "valla did not compare the words of revision {} and later ones: the file has too many states",
                revision.number
            ));
            break;
        }
        let read = |end: u64| {
            let end = usize::try_from(end).ok()?;
            let pdf = open(State::until(bytes, end))?;
            let mut pages = Vec::new();
            text::pages(&pdf, purse, |_, page| {
                pages.push(page);
                pages.len() < PAGES
            });
            Some(pages)
        };
        let earlier = match before.take() {
            Some((at, pages)) if at == start => Some(pages),
            _ => read(start),
        };
        let later = read(end);
        states += 1;
        let (Some(earlier), Some(later)) = (earlier, later) else {
            untold.push(format!(
                "valla did not compare the words of revision {}: a state cannot be opened",
                revision.number
            ));
            continue;
        };
        match differences(&earlier, &later, purse) {
            Some(words) => {
                revision.words = words;
                revision.uncompared =
                    !earlier.iter().chain(&later).all(is_whole) || earlier.len().max(later.len()) >= PAGES;
            }
            None => untold.push(format!(
                "valla did not compare the words of revision {}: the two states differ in too many",
                revision.number
            )),
        }
        revision.words.extend(covers.iter().flat_map(|cover| hidden(cover, &earlier, &later)));
        revision.words.truncate(WORDS_LIMIT);
        if revision.words.len() >= WORDS_LIMIT {
            untold.push(format!(
                "revision {} changed words in more places than the {WORDS_LIMIT} listed here",
                revision.number
            ));
        }
        before = Some((end, later));
    }
    untold
}

/// Whether all words of a page were read, and are compared.
fn is_whole(page: &PageText) -> bool {
    page.incomplete.is_none() && page.words.len() <= WORDS
}

/// The words that came and went, page by page; none where it costs more than the purse has.
#[must_use]
pub fn differences(earlier: &[PageText], later: &[PageText], purse: &Purse) -> Option<Vec<WordChange>> {
    let mut changes = Vec::new();
    let none = PageText::default();
    for (old_at, new_at) in paired(earlier, later) {
        let page_of = |pages: &'_ [PageText], at: Option<usize>| at.filter(|&at| at < pages.len());
        let (old_at, new_at) = (page_of(earlier, old_at), page_of(later, new_at));
        let whole_page = old_at.is_none() || new_at.is_none();
        let old = old_at.and_then(|at| earlier.get(at)).unwrap_or(&none);
        let new = new_at.and_then(|at| later.get(at)).unwrap_or(&none);
        // Of a page that was not read to its end nobody knows which words it has.
        if old.words == new.words || old.incomplete.is_some() || new.incomplete.is_some() {
            continue;
        }
        let (old, new) = (in_reading_order(&old.words), in_reading_order(&new.words));
        if !purse.draws(effort(&old, &new)) {
            return None;
        }
        let (of_old, of_new) = (Places::of(&old), Places::of(&new));
        let text = |words: &[&Word]| words.iter().map(|word| word.text.clone()).collect::<Vec<String>>();
        let number = new_at.or(old_at).unwrap_or(0) + 1;
        let page = Page { number: u32::try_from(number).unwrap_or(u32::MAX), whole: whole_page };
        for operation in capture_diff_slices(Algorithm::Myers, &text(&old), &text(&new)) {
            let (tag, old_range, new_range) = operation.as_tag_tuple();
            // A word that is in both states at one place is no change, whatever the order.
            if matches!(tag, DiffTag::Delete | DiffTag::Replace) {
                let gone = old_range.filter(|&at| old.get(at).is_some_and(|word| !of_new.has(word)));
                phrases(page, WordsChanged::Removed, &old, gone, &mut changes);
            }
            if matches!(tag, DiffTag::Insert | DiffTag::Replace) {
                let came = new_range.filter(|&at| new.get(at).is_some_and(|word| !of_old.has(word)));
                phrases(page, WordsChanged::Added, &new, came, &mut changes);
            }
        }
    }
    changes.truncate(WORDS_LIMIT);
    Some(changes)
}

/// What it costs to compare two lists of words, in steps: each word that is in one only is compared with all of the other.
fn effort(old: &[&Word], new: &[&Word]) -> u64 {
    let mut counts: HashMap<&str, (u64, u64)> = HashMap::new();
    old.iter().for_each(|word| counts.entry(&word.text).or_default().0 += 1);
    new.iter().for_each(|word| counts.entry(&word.text).or_default().1 += 1);
    let differ: u64 = counts.values().map(|(old, new)| old.abs_diff(*new)).sum();
    // Words in another order differ too, as far as anybody knows before.
    let moved = old.iter().zip(new).filter(|(old, new)| old.text != new.text).count() as u64;
    (old.len() + new.len()) as u64 * (1 + differ.max(moved.min(1_000))) / 32
}

/// A page whose words changed.
#[derive(Debug, Clone, Copy)]
struct Page {
    number: u32,
    /// Whether the page as a whole came or went.
    whole: bool,
}

/// Which page of one state is which of the other: by the number of its object, else by its words; pages that are left over and as many on
/// both sides are taken one by one, others came or went.
fn paired(earlier: &[PageText], later: &[PageText]) -> Vec<(Option<usize>, Option<usize>)> {
    let mut partner: Vec<Option<usize>> = vec![None; later.len()];
    let mut left: Vec<usize> = (0..earlier.len()).collect();
    let same_object = |old: &PageText, new: &PageText| old.object.is_some() && old.object == new.object;
    let same_words = |old: &PageText, new: &PageText| !old.words.is_empty() && old.words == new.words;
    for same in [&same_object as &dyn Fn(&PageText, &PageText) -> bool, &same_words] {
        left.retain(|&at| {
            let Some(old) = earlier.get(at) else { return false };
            // Nearly always it is the page of the same number.
            let near = std::iter::once(at).chain(0..later.len().min(SOUGHT));
            let found = near.into_iter().find(|&to| {
                later.get(to).is_some_and(|new| same(old, new)) && partner.get(to).copied().flatten().is_none()
            });
            match found.and_then(|to| partner.get_mut(to)) {
                Some(free) => {
                    *free = Some(at);
                    false
                }
                None => true,
            }
        });
    }
    let mut alone: Vec<usize> = (0..later.len()).filter(|&to| partner.get(to).copied().flatten().is_none()).collect();
    if left.len() == alone.len() {
        for (at, to) in left.drain(..).zip(alone.drain(..)) {
            if let Some(free) = partner.get_mut(to) {
                *free = Some(at);
            }
        }
    }
    let mut pairs: Vec<(Option<usize>, Option<usize>)> =
        partner.into_iter().enumerate().map(|(to, at)| (at, Some(to))).collect();
    pairs.extend(left.into_iter().map(|at| (Some(at), None)));
    pairs
}

/// Among so many pages the same one is looked for.
const SOUGHT: usize = 400;

/// The words that an annotation hides: they were under it before, and are there still.
#[must_use]
pub fn hidden(cover: &Cover, earlier: &[PageText], later: &[PageText]) -> Vec<WordChange> {
    let at = cover.page - 1;
    let (Some(old), Some(new)) = (earlier.get(at), later.get(at)) else { return vec![] };
    let [left, lower, right, upper] = cover.rectangle;
    let new = in_reading_order(&new.words);
    let places = Places::of(&new);
    let under = |word: &&Word| {
        // The middle of its letters.
        let (x, y) = (word.x + word.width / 2.0, word.y + word.size / 3.0);
        !word.invisible
            && !word.annotated
            && (left..=right).contains(&x)
            && (lower..=upper).contains(&y)
            && places.has(word)
    };
    let old = in_reading_order(&old.words);
    let covered = (0..old.len()).filter(|&at| old.get(at).is_some_and(under));
    let mut changes = Vec::new();
    let page = Page { number: u32::try_from(cover.page).unwrap_or(u32::MAX), whole: false };
    phrases(page, WordsChanged::Covered, &old, covered, &mut changes);
    changes.into_iter().map(|change| WordChange { by: Some(cover.what.clone()), ..change }).collect()
}

/// Where the words of a page are, by their text.
struct Places<'w>(HashMap<&'w str, Vec<&'w Word>>);

impl<'w> Places<'w> {
    fn of(words: &[&'w Word]) -> Self {
        let mut places: HashMap<&str, Vec<&Word>> = HashMap::new();
        words.iter().for_each(|word| places.entry(&word.text).or_default().push(word));
        Self(places)
    }

    /// Whether the same word is there too, within the size of its type.
    fn has(&self, word: &Word) -> bool {
        let near = |other: &&&Word| (other.x - word.x).abs() <= word.size && (other.y - word.y).abs() <= word.size;
        let same = self.0.get(word.text.as_str()).into_iter().flatten();
        same.filter(near).any(|other| other.invisible == word.invisible)
    }
}

/// Words of one line as one change, with their neighbours on it. `at` are their places in reading order.
fn phrases(
    page: Page,
    change: WordsChanged,
    ordered: &[&Word],
    at: impl Iterator<Item = usize>,
    changes: &mut Vec<WordChange>,
) {
    let same_line = |one: &Word, other: &Word| {
        (one.y - other.y).abs() <= LINE * other.size.max(one.size)
            && one.invisible == other.invisible
            && one.annotated == other.annotated
    };
    // What is set far off on the same line is another column, and what overlaps is written over it.
    let beside = |one: &Word, other: &Word| {
        let (first, second) = if one.x <= other.x { (one, other) } else { (other, one) };
        let gap = second.x - (first.x + first.width);
        same_line(one, other) && gap > -0.5 * one.size && gap < BESIDE * one.size
    };
    let neighbours = |from: &Word, places: &mut dyn Iterator<Item = usize>| -> Vec<String> {
        let mut last = from;
        let mut words = Vec::new();
        for word in places.filter_map(|at| ordered.get(at)).take(NEIGHBOURS) {
            if !beside(last, word) {
                break;
            }
            words.push(word.text.clone());
            last = word;
        }
        words
    };
    let mut last: Option<(usize, &Word)> = None;
    for at in at {
        let Some(&word) = ordered.get(at) else { continue };
        let joins = last.is_some_and(|(before, last)| before + 1 == at && beside(last, word));
        match changes.last_mut().filter(|_| joins) {
            Some(phrase) => {
                phrase.text.push(' ');
                phrase.text.push_str(&word.text);
                phrase.width = rounded(word.x + word.width - phrase.x);
                phrase.right = neighbours(word, &mut (at + 1..ordered.len())).join(" ");
            }
            None => {
                let mut left = neighbours(word, &mut (0..at).rev());
                left.reverse();
                changes.push(WordChange {
                    page: page.number,
                    change,
                    text: word.text.clone(),
                    x: rounded(word.x),
                    y: rounded(word.y),
                    width: rounded(word.width),
                    size: rounded(word.size),
                    left: left.join(" "),
                    right: neighbours(word, &mut (at + 1..ordered.len())).join(" "),
                    invisible: word.invisible,
                    annotated: word.annotated,
                    whole_page: page.whole,
                    by: None,
                });
            }
        }
        last = Some((at, word));
    }
}

/// Words with a wider gap between them, in sizes of their type, are not read together.
const BESIDE: f64 = 1.4;

/// Tenths of a point are enough for a place.
fn rounded(points: f64) -> f64 {
    (points * 10.0).round() / 10.0
}

fn in_reading_order(words: &[Word]) -> Vec<&Word> {
    let mut ordered: Vec<&Word> = words.iter().take(WORDS).collect();
    ordered.sort_by(|first, second| second.y.total_cmp(&first.y));
    // Words whose base lines lie close together are a line, and are read from the left.
    let mut start = 0;
    while start < ordered.len() {
        let (line, size) = ordered.get(start).map_or((0.0, 1.0), |word| (word.y, word.size));
        let length =
            ordered.iter().skip(start).take_while(|word| (line - word.y).abs() <= LINE * size.max(1.0)).count().max(1);
        if let Some(words) = ordered.get_mut(start..start + length) {
            words.sort_by(|first, second| first.x.total_cmp(&second.x));
        }
        start += length;
    }
    ordered
}

#[cfg(test)]
mod tests {
    use super::*;

    fn purse() -> Purse {
        Purse::new(crate::readers::Budget::default(), 1)
    }

    fn page(words: &[(&str, f64, f64)]) -> PageText {
        let word = |(text, x, y): &(&str, f64, f64)| Word {
            text: (*text).to_owned(),
            x: *x,
            y: *y,
            width: 10.0,
            size: 12.0,
            colour: Some([0; 3]),
            invisible: false,
            annotated: false,
            layer: None,
        };
        PageText { words: words.iter().map(word).collect(), ..PageText::default() }
    }

    #[test]
    fn a_number_that_was_exchanged_is_told_with_its_place() {
        let before =
            page(&[("fuel:", 50.0, 700.0), ("10", 90.0, 700.0), ("000", 110.0, 700.0), ("litres", 140.0, 700.0)]);
        let after =
            page(&[("fuel:", 50.0, 700.0), ("90", 90.0, 700.0), ("000", 110.0, 700.0), ("litres", 140.0, 700.0)]);
        let told = differences(&[before], &[after], &purse()).unwrap();
        let shown: Vec<_> = told.iter().map(|change| (change.change, change.text.as_str(), change.x)).collect();
        assert_eq!(shown, [(WordsChanged::Removed, "10", 90.0), (WordsChanged::Added, "90", 90.0)]);
    }

    #[test]
    fn another_order_of_drawing_is_no_change() {
        let before = page(&[("one", 50.0, 700.0), ("two", 90.0, 700.0), ("three", 50.0, 680.0)]);
        let after = page(&[("three", 50.0, 680.0), ("two", 90.0, 700.2), ("one", 50.0, 700.0)]);
        assert!(differences(&[before], &[after], &purse()).unwrap().is_empty());
    }

    #[test]
    fn a_page_that_went_is_told_whole() {
        let told = differences(
            &[page(&[("one", 1.0, 1.0)]), page(&[("two", 1.0, 1.0)])],
            &[page(&[("one", 1.0, 1.0)])],
            &purse(),
        )
        .unwrap();
        assert_eq!((told.len(), told[0].page, told[0].change), (1, 2, WordsChanged::Removed));
    }
}
