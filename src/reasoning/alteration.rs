//! What a later save did to what the document shows: words replaced, taken away or laid over; drawings, fonts and pages exchanged.
//!
//! Only what is shown counts. What recognition of characters puts under a scan, fields that were empty before, comments next to the
//! text and words that were only moved are no alteration.

use crate::model::standing::ADDED_A_PAGE;
use crate::model::{Change, ChangeKind, ObjectKind, Replacement, Revision, WordChange, WordsChanged};
use regex::Regex;
use std::sync::LazyLock;

/// What saves after a state did to what that state showed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    /// Words exchanged for others, in the order of saves and pages.
    pub replaced: Vec<Replacement>,
    /// Words taken away, with nothing in their place.
    pub lost: Vec<Replacement>,
    /// What was done to drawings, fonts, pages and the order of objects, in words after "a later save".
    pub redrawn: Vec<String>,
}

/// What counts as a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// Words replaced by others, dates and page numbers left out: what a reader of an unsigned document wants to be told.
    Replaced,
    /// Everything that changes what was signed and that signing does not foresee.
    Signed,
}

/// What the revisions after the first `behind` did.
#[must_use]
pub fn changes_behind(revisions: &[Revision], behind: usize, measure: Measure) -> Changes {
    let later = revisions.get(behind..).unwrap_or_default();
    let mut changes = Changes::default();
    for (at, revision) in later.iter().enumerate() {
        // The revision that a list begins with has nothing before it.
        if behind == 0 && at == 0 {
            continue;
        }
        let seen = |change: WordsChanged| {
            revision.words.iter().filter(move |words| words.change == change && !words.invisible)
        };
        let came: Vec<&WordChange> = seen(WordsChanged::Added).collect();
        // What a later save puts back, or the same save puts elsewhere, is not lost; and what comes to the place of lost words later is
        // put there all the same.
        let again: Vec<&WordChange> = later
            .get(at..)
            .unwrap_or_default()
            .iter()
            .flat_map(|revision| revision.words.iter())
            .filter(|words| words.change == WordsChanged::Added && !words.invisible)
            .collect();
        let signs = adds_signature(revision) && !revision.changes.iter().any(draws_page);
        // A note next to the text may change; a field that was filled in may not without being told.
        let fields = revision.changes.iter().any(|change| change.what.is_form_field());
        let counts = |words: &WordChange| measure == Measure::Signed || !words.annotated || fields;
        for gone in seen(WordsChanged::Removed).filter(|gone| counts(gone)) {
            // The place of a signature says "sign here" until it is signed.
            if signs || letters(&gone.text).is_empty() || again.iter().any(|came| holds(came, gone)) {
                continue;
            }
            match again.iter().find(|came| takes_place(came, gone)) {
                Some(came) if same_letters(gone, came) => {}
                Some(came) if measure == Measure::Replaced && is_bookkeeping(gone, came) => {}
                Some(came) => changes.replaced.push(replacement(revision, gone, Some(came))),
                None if measure == Measure::Replaced && says_little(gone) => {}
                None => changes.lost.push(replacement(revision, gone, None)),
            }
        }
        for covered in seen(WordsChanged::Covered).filter(|covered| !letters(&covered.text).is_empty()) {
            match came.iter().find(|came| takes_place(came, covered)) {
                Some(came) if same_letters(covered, came) => {}
                Some(came) => changes.replaced.push(replacement(revision, covered, Some(came))),
                None if measure == Measure::Signed && covered.by.is_some() => {
                    changes.lost.push(replacement(revision, covered, None));
                }
                None => {}
            }
        }
        if measure == Measure::Signed {
            changes.redrawn.extend(redrawn(revision, !came.is_empty()).map(|what| what.to_owned()));
        }
    }
    changes.redrawn.dedup();
    changes
}

fn replacement(revision: &Revision, gone: &WordChange, came: Option<&&WordChange>) -> Replacement {
    Replacement {
        revision: revision.number,
        page: gone.page,
        before: wording(gone),
        after: came.map(|came| wording(came)).unwrap_or_default(),
        in_field: gone.annotated,
        whole_page: gone.whole_page,
    }
}

/// Words as a reader sees them: of a figure in groups of three digits the whole figure.
fn wording(words: &WordChange) -> String {
    static GROUP: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"^\d{3}\b").ok());
    static HEAD: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"(?:^|\D)(\d{1,3}(?: \d{3})*)$").ok());
    let is_group = |text: &str| GROUP.as_ref().is_some_and(|group| group.is_match(text));
    let mut wording = joined(&words.text);
    if is_group(&wording)
        && let Some(head) = HEAD.as_ref().and_then(|head| head.captures(&words.left)).and_then(|found| found.get(1))
    {
        wording = format!("{} {wording}", head.as_str());
    }
    if wording.ends_with(|last: char| last.is_ascii_digit()) {
        for group in words.right.split(' ').take_while(|group| is_group(group)) {
            wording.push(' ');
            wording.push_str(group);
        }
    }
    wording
}

/// A figure whose digits are so far apart that they were read as several words: "7 75" is 775, "12 500" stays.
fn joined(text: &str) -> String {
    let parts: Vec<&str> = text.split(' ').collect();
    let figures =
        parts.len() > 1 && parts.iter().all(|part| part.chars().all(|one| one.is_ascii_digit() || ".,".contains(one)));
    let thousands =
        parts.iter().skip(1).all(|part| part.len() == 3) && parts.first().is_some_and(|part| part.len() <= 3);
    if figures && !thousands { parts.concat() } else { text.to_owned() }
}

/// A lost date, page number or single sign says too little to be reported by itself.
fn says_little(gone: &WordChange) -> bool {
    letters(&gone.text).chars().count() < 2 || is_bookkeeping(gone, gone)
}

/// Whether words that came hold those that went: they were moved, or set anew in a longer run.
fn holds(came: &WordChange, gone: &WordChange) -> bool {
    let (came_at, gone_at) = (words_of(&came.text), words_of(&gone.text));
    !gone_at.is_empty() && came_at.windows(gone_at.len()).any(|window| window == gone_at.as_slice())
        // A figure that is put in is no figure that was moved, unless its neighbours moved with it.
        && (gone_at.len() > 1 || came.left == gone.left || came.right == gone.right)
}

fn words_of(text: &str) -> Vec<String> {
    text.split_whitespace().map(letters).filter(|word| !word.is_empty()).collect()
}

/// Whether words are on the line and in the place of others.
fn takes_place(came: &WordChange, gone: &WordChange) -> bool {
    // A page that came or went as a whole has no place in the other state, and what an annotation shows none on the page.
    if came.whole_page || gone.whole_page || came.annotated != gone.annotated && gone.change != WordsChanged::Covered {
        return false;
    }
    // A single sign is not replaced by a sentence.
    if letters(&gone.text).chars().count() == 1 && letters(&came.text).chars().count() > 3 {
        return false;
    }
    let size = came.size.max(gone.size).max(4.0);
    let (from, to) = (gone.x, gone.x + gone.width.max(size));
    let overlap = (came.x + came.width.max(size)).min(to) - came.x.max(from);
    came.page == gone.page && (came.y - gone.y).abs() <= size * 0.4 && overlap > size * 0.2
}

fn letters(text: &str) -> String {
    text.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn same_letters(gone: &WordChange, came: &WordChange) -> bool {
    letters(&gone.text) == letters(&came.text)
}

/// Dates, times and page numbers, as they are printed in running lines.
const BOOKKEEPING: &[&str] = &[
    r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}",
    r"\d{4}[./-]\d{1,2}([./-]\d{1,2})?",
    r"\d{1,2}:\d{2}(:\d{2})?( ?[AaPp][Mm])?",
    r"\d{1,2}(st|nd|rd|th|\.)? +\p{L}{3,10}\.?,? +\d{4}",
    r"\p{L}{3,10}\.? +\d{1,2}(st|nd|rd|th)?,? +\d{4}",
    r"\d{2,4} ?年 ?\d{1,2} ?月( ?\d{1,2} ?日)?",
    r"(?i)(page|p\.|seite|стр\.?|страница|лист|-):? *\d+( *(-|/|of|von|из|de) *\d+)?",
    r"^\d{1,4} *(/|of|von|из|de) *\d{1,4}$",
    r"^\d{1,4}$",
];

/// Whether both are a date, a time or a page number, with the words around them.
fn is_bookkeeping(gone: &WordChange, came: &WordChange) -> bool {
    static PATTERNS: LazyLock<Vec<Regex>> =
        LazyLock::new(|| BOOKKEEPING.iter().filter_map(|pattern| Regex::new(pattern).ok()).collect());
    let alone = |words: &WordChange| words.left.is_empty() && words.right.is_empty();
    let of_one = |words: &WordChange, pattern: &Regex| {
        let line = [words.left.as_str(), words.text.as_str(), words.right.as_str()].join(" ");
        let from = words.left.len() + 1;
        let to = from + words.text.len();
        let anchored = pattern.as_str().starts_with('^');
        if anchored {
            // A number by itself is one of a page only where nothing else is on the line.
            return alone(words) && pattern.is_match(&words.text);
        }
        pattern.find_iter(&line).any(|found| found.start() <= from && to <= found.end())
    };
    PATTERNS.iter().any(|pattern| of_one(gone, pattern)) && PATTERNS.iter().any(|pattern| of_one(came, pattern))
}

fn adds_signature(revision: &Revision) -> bool {
    let signs = |change: &Change| {
        change.change == ChangeKind::Added
            && matches!(change.what, ObjectKind::Signature | ObjectKind::DocumentTimeStamp)
    };
    revision.changes.iter().any(signs)
}

fn draws_page(change: &Change) -> bool {
    change.what == ObjectKind::PageContent
        && matches!(change.change, ChangeKind::Added | ChangeKind::Changed | ChangeKind::Deleted)
}

/// Words on a page that was there, with none taken away.
pub(super) const ADDED_WORDS: &str = "added words to a page";

/// What a save did to drawings, fonts and pages that were there.
fn redrawn(revision: &Revision, words_came: bool) -> impl Iterator<Item = &'static str> {
    let has = |test: &dyn Fn(&Change) -> bool| revision.changes.iter().any(test);
    let changed = |change: &Change| matches!(change.change, ChangeKind::Changed | ChangeKind::Deleted);
    let whole = |changed: WordsChanged| revision.words.iter().any(|words| words.whole_page && words.change == changed);
    let page_tree = has(&|change| change.what == ObjectKind::PageTree && changed(change));
    let told = [
        (
            has(&|change| change.change == ChangeKind::Repointed),
            "changed what is drawn by pointing to other objects of the file",
        ),
        (
            has(&|change| change.what.is_drawing_of_page() && changed(change)),
            "replaced or removed a picture or drawing",
        ),
        (
            has(&|change| change.what == ObjectKind::PageFont && change.change == ChangeKind::Changed),
            "replaced part of a font in which signed words are set",
        ),
        (
            page_tree && has(&|change| change.what == ObjectKind::Page && change.change == ChangeKind::Added)
                || whole(WordsChanged::Added),
            ADDED_A_PAGE,
        ),
        (
            page_tree && has(&|change| change.what == ObjectKind::Page && change.change == ChangeKind::Deleted)
                || whole(WordsChanged::Removed),
            "removed a page",
        ),
        // A form of XFA is drawn anew with what was filled in.
        (words_came && has(&draws_page) && !has(&|change| change.what == ObjectKind::FormData), ADDED_WORDS),
    ];
    // A page that was added brings its words with it.
    let pages = told.iter().any(|(is, what)| *is && *what == ADDED_A_PAGE);
    told.into_iter().filter(move |(is, what)| *is && !(pages && *what == ADDED_WORDS)).map(|(_, what)| what)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(change: WordsChanged, (left, text, right): (&str, &str, &str), x: f64) -> WordChange {
        WordChange {
            page: 1,
            change,
            text: text.to_owned(),
            x,
            y: 700.0,
            width: 20.0,
            size: 12.0,
            left: left.to_owned(),
            right: right.to_owned(),
            invisible: false,
            annotated: false,
            whole_page: false,
            by: None,
        }
    }

    fn saved(words: Vec<WordChange>) -> Vec<Revision> {
        let revision = |number: u32, words: Vec<WordChange>| Revision {
            sha256: vec![],
            form: vec![],
            uncompared: false,
            number,
            start: 0,
            end: 0,
            kind: crate::model::RevisionKind::Update,
            notes: vec![],
            changes: vec![],
            objects: 0,
            words,
        };
        vec![revision(1, vec![]), revision(2, words)]
    }

    fn replaced(before: (&str, &str, &str), after: (&str, &str, &str)) -> Vec<(String, String)> {
        let revisions =
            saved(vec![words(WordsChanged::Removed, before, 100.0), words(WordsChanged::Added, after, 100.0)]);
        let changes = changes_behind(&revisions, 1, Measure::Replaced);
        changes.replaced.into_iter().map(|one| (one.before, one.after)).collect()
    }

    #[test]
    fn a_figure_is_shown_whole() {
        let told = replaced(("sum of", "12", "500 roubles"), ("sum of", "72", "500 roubles"));
        assert_eq!(told, [("12 500".to_owned(), "72 500".to_owned())]);
    }

    #[test]
    fn dates_and_page_numbers_are_left_out_but_other_figures_are_not() {
        assert_eq!(replaced(("Printed", "12", "March 2013"), ("Printed", "14", "March 2013")), []);
        assert_eq!(replaced(("Page 1 of", "2", ""), ("Page 1 of", "3", "")), []);
        assert_eq!(replaced(("Page:", "1001 of", "101"), ("Page:", "101 of", "101")), []);
        assert_eq!(replaced(("", "7", ""), ("", "8", "")), []);
        assert_eq!(replaced(("in all", "7", "lorries"), ("in all", "8", "lorries")).len(), 1);
        assert_eq!(replaced(("", "three", "men"), ("", "eight", "men")).len(), 1);
    }

    #[test]
    fn digits_set_far_apart_are_one_figure() {
        assert_eq!(
            ["7 75", "42.0 9 7", "12 500", "1 234 567", "page 7"].map(joined),
            ["775", "42.097", "12 500", "1 234 567", "page 7"]
        );
    }

    #[test]
    fn what_is_put_in_the_place_of_lost_words_by_a_later_save_replaces_them() {
        let mut revisions = saved(vec![words(WordsChanged::Removed, ("", "granted", ""), 100.0)]);
        let mut third = saved(vec![words(WordsChanged::Added, ("", "refused", ""), 100.0)]).remove(1);
        third.number = 3;
        revisions.push(third);
        let changes = changes_behind(&revisions, 1, Measure::Replaced);
        assert_eq!((changes.replaced.len(), changes.lost.len()), (1, 0));
    }

    #[test]
    fn what_was_moved_or_put_elsewhere_is_no_replacement() {
        let moved = saved(vec![
            words(WordsChanged::Removed, ("", "the second line", ""), 100.0),
            words(WordsChanged::Added, ("", "the first line", ""), 100.0),
            words(WordsChanged::Added, ("", "the second line", ""), 300.0),
        ]);
        assert_eq!(changes_behind(&moved, 1, Measure::Replaced), Changes::default());
    }
}
