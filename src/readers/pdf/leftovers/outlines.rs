//! Titles of the outline (ISO 32000-2, 12.3.3) with words that no page draws.
//!
//! Most words of outlines that are on no page were never on one: names of slides and files, abbreviations, an outline in other words
//! than the headings. So a title is told only where the outline otherwise says what the pages say.

use super::{Leftovers, State, quoted};
use crate::model::{Concealment, Editability, Locus, Property};
use crate::readers::Intake;
use crate::readers::pdf::leftovers::shown::{folded, is_like_a_name, words};
use crate::readers::program_words::{self, Place};
use std::collections::{BTreeMap, BTreeSet};

/// Words of an outline's title that no page draws.
pub const OUTLINE: Property = Property::plain("pdf.leftover.outline", Editability::F2).hidden(Concealment::Outline);

/// More items are not looked at.
const ITEMS: usize = 5_000;
/// A word that is missing in so many titles, and in one in so many of those that miss a word, is a label of a program ("Slide 3").
const LABELLED: usize = 3;
const LABELS: usize = 3;
/// An outline says what the pages say where one in so many of its words is missing at most.
const OTHERWISE_SHOWN: usize = 10;
/// One of few words does where one in so many is missing, and only titles count that miss so many times as many words as are shown.
const PARTLY_SHOWN: usize = 3;
const OF_SHOWN: usize = 2;
/// A title of which nothing is shown misses so many words at least: names of slides and files are one.
const WHOLLY: usize = 2;

/// In more titles than this names are what the outline is made of.
const NAMES: usize = 3;

/// A title, and what it has that no page draws.
#[derive(Debug)]
struct Title {
    text: String,
    locus: Locus,
    words: usize,
    missing: Vec<String>,
}

/// Hands over the titles of the outline.
pub(super) fn hand_over(state: &mut State<'_, '_>, intake: &mut Intake) {
    let mut leftovers = Leftovers::of(OUTLINE);
    let mut titles = titles(state);
    for title in &mut titles {
        // Who writes an outline by hand makes mistakes of one letter.
        title.missing.retain(|word| !state.shown.nearly_holds(word));
    }
    for title in telling(titles) {
        let locus = Locus { path: format!("bookmark {}", quoted(&title.text)), ..title.locus };
        leftovers.tell(&title.missing, locus, intake);
    }
    leftovers.finish(state.revision, intake);
}

/// The titles of the outline, in its order.
fn titles(state: &mut State<'_, '_>) -> Vec<Title> {
    let mut titles = Vec::new();
    let root = state.catalog().and_then(|catalog| state.dictionary(&catalog, b"Outlines"));
    let mut open: Vec<u32> = root.and_then(|root| root.reference(b"First")).map(|id| id.number).into_iter().collect();
    let mut seen = BTreeSet::new();
    while let Some(number) = open.pop().filter(|_| seen.len() < ITEMS) {
        if !seen.insert(number) {
            continue;
        }
        let Some(found) = state.objects.get(number, state.revision) else { continue };
        let Some(item) = found.dictionary().cloned() else { continue };
        open.extend(
            [b"Next".as_slice(), b"First"].into_iter().filter_map(|key| item.reference(key)).map(|id| id.number),
        );
        let (Some(text), Some(place)) = (state.text(&item, b"Title"), item.get(b"Title")) else { continue };
        let said = program_words::without(Place::Outline, &text);
        titles.push(Title {
            words: words(said).count(),
            missing: state.shown.missing(said),
            locus: found.locus(state.revision, place, String::new()),
            text,
        });
    }
    titles
}

/// The titles whose missing words say that something was taken out of the pages.
fn telling(mut titles: Vec<Title>) -> Vec<Title> {
    let words: usize = titles.iter().map(|title| title.words).sum();
    titles.retain(|title| !title.missing.is_empty() && !is_name_of_a_file(&title.text));
    // Titles that differ by their number alone are labels as well.
    let labels: Vec<Option<String>> = titles.iter().map(|title| program_words::label(&title.text)).collect();
    let is_label = |title: &Title| {
        let label = program_words::label(&title.text);
        label.is_some() && labels.iter().filter(|other| **other == label).count() >= LABELLED
    };
    titles.retain(|title| !is_label(title));
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for title in &titles {
        for word in title.missing.iter().map(|word| folded(word)).collect::<BTreeSet<_>>() {
            *counts.entry(word).or_default() += 1;
        }
    }
    let all = titles.len();
    for title in &mut titles {
        title.missing.retain(|word| {
            let count = counts.get(&folded(word)).copied().unwrap_or(0);
            let is_mixed = word.chars().any(char::is_numeric) && word.chars().any(char::is_alphabetic);
            !is_mixed && !is_abbreviation(word) && (count < LABELLED || count * LABELS < all)
        });
    }
    titles.retain(|title| !title.missing.is_empty());
    let missing: usize = titles.iter().map(|title| title.missing.len()).sum();
    // A name in a title that the pages otherwise have was taken out of them.
    let is_name = |title: &Title| title.words > title.missing.len() && is_like_a_name(&title.missing);
    if missing * PARTLY_SHOWN > words {
        titles.retain(is_name);
        return if titles.len() <= NAMES { titles } else { vec![] };
    }
    let otherwise_shown = missing * OTHERWISE_SHOWN <= words;
    titles.retain(|title| {
        let shown = title.words.saturating_sub(title.missing.len());
        let in_letters = title.missing.iter().all(|word| !word.chars().any(char::is_numeric));
        let most = shown > 0 || title.missing.len() >= WHOLLY && in_letters;
        if otherwise_shown { most } else { title.missing.len() <= OF_SHOWN * shown }
    });
    titles
}

/// Whether a word has no vowel after its first letter, as "Apdx".
fn is_abbreviation(word: &str) -> bool {
    word.is_ascii()
        && word.chars().all(char::is_alphabetic)
        && !word.chars().skip(1).any(|one| "aeiouyAEIOUY".contains(one))
}

/// Whether a title is written like the name of a file: programs that join files name the parts so.
fn is_name_of_a_file(title: &str) -> bool {
    if title.contains('_') {
        return true;
    }
    let Some((name, ending)) = title.trim_end().trim_end_matches(')').rsplit_once('.') else { return false };
    !name.is_empty() && (2..=5).contains(&ending.len()) && ending.chars().all(|one| one.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn title(text: &str, missing: &[&str]) -> Title {
        let missing = missing.iter().map(|word| (*word).to_owned()).collect();
        Title { words: words(text).count(), text: text.to_owned(), locus: Locus::default(), missing }
    }

    fn told(titles: Vec<Title>) -> Vec<String> {
        telling(titles).iter().map(|title| title.missing.join(" ")).collect()
    }

    #[test]
    fn a_name_that_was_taken_out_of_a_heading_is_told() {
        let titles = vec![
            title("Findings of the inquiry", &[]),
            title("Statement of Jane Roe", &["Jane", "Roe"]),
            title("Measures that were taken afterwards", &[]),
        ];
        assert_eq!(told(titles), ["Jane Roe"]);
    }

    #[test]
    fn a_heading_that_went_as_a_whole_is_told_where_all_others_are_shown() {
        let mut titles: Vec<Title> = (0..10).map(|_| title("Findings of the first inquiry", &[])).collect();
        titles.push(title("Jane Roe", &["Jane", "Roe"]));
        assert_eq!(told(titles), ["Jane Roe"]);
    }

    #[test]
    fn labels_and_names_of_files_and_an_outline_in_other_words_are_not() {
        let slides = (1..9).map(|number| title(&format!("Slide {number}: our aims and plans"), &["Slide"])).collect();
        assert_eq!(told(slides), Vec::<String>::new());
        let mut numbered: Vec<Title> = (0..40).map(|_| title("Findings of the first inquiry", &[])).collect();
        numbered.extend((1..4).map(|number| title(&format!("Chart sheet {number}"), &["Chart", "sheet"])));
        assert_eq!(told(numbered), Vec::<String>::new());
        let mut joined: Vec<Title> = (0..9).map(|_| title("Findings of the first inquiry", &[])).collect();
        joined.push(title("Scan of findings.pdf", &["Scan", "pdf"]));
        joined.push(title("105_findings_canvass", &["canvass"]));
        joined.push(title("Apdx A", &["Apdx"]));
        joined.push(title("Untitled", &["Untitled"]));
        assert_eq!(told(joined), Vec::<String>::new());
        assert_eq!(told(vec![title("Blank page", &["Blank"]), title("Contents", &["Contents"])]), Vec::<String>::new());
    }
}
