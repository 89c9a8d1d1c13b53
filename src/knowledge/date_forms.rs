//! What a date is the date of, told by the words beside it.

use crate::knowledge::date_words::{Cue, DateWords, is_spaced};
use std::ops::Range;

/// What a date is the date of, as far as the words beside it tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DateForm {
    /// An act with a number: an order, a letter, a protocol. `от 12.03.2014 № 35`
    NumberedAct,
    /// A line of its own, or with a place, near the beginning or the end of the text: `Москва, 12 марта 2014 г.` A date
    /// in figures that is alone in its run is none: it may be a cell.
    Signed,
    /// An event in a clause with a verb of the past.
    Told,
    /// A deadline or a plan: `до 12 марта 2014`, `will be held on 12 March 2014`.
    Planned,
    /// Nothing of these.
    Plain,
}

/// A clause is looked at so far before a date and after it, in bytes.
const BEFORE: usize = 160;
const AFTER: usize = 120;
/// A line with a date of its own is no longer, in characters.
const LINE: usize = 80;
/// The beginning and the end of a text, in bytes.
const NEAR: usize = 1_000;
/// A place beside a date has no more words.
const PLACE: usize = 4;

/// The words for a year that follow it, and the words that only introduce a date.
const YEAR: [&str; 8] = ["г", "г.", "года", "году", "год", "р", "р.", "року"];
const INTRODUCTION: [&str; 14] =
    ["date", "date:", "dated", "дата", "дата:", "datum", "datum:", "den", "le", "am", "on", "the", "od", "日期"];

/// What the date of a range is the date of; `day` where it has a day, `figures` where it has no words.
#[must_use]
pub fn form(words: &DateWords, text: &str, range: Range<usize>, day: bool, figures: bool) -> DateForm {
    let start = text.floor_char_boundary(range.start.saturating_sub(BEFORE));
    let end = text.ceil_char_boundary((range.end + AFTER).min(text.len()));
    let before = clause_before(text.get(start..range.start).unwrap_or_default()).to_lowercase();
    let rest = text.get(range.end..end).unwrap_or_default();
    let after = clause_after(rest).to_lowercase();
    if day && is_numbered(words, &before, &rest.to_lowercase()) {
        return DateForm::NumberedAct;
    }
    if is_signed(text, range, figures) {
        return DateForm::Signed;
    }
    let says = |cue: Cue| words.cues(cue).in_clause(&before).or_else(|| words.cues(cue).in_clause(&after));
    if is_deadline(words, &before, &after) || says(Cue::Plan).is_some() {
        return DateForm::Planned;
    }
    // In a list of books and in a table a word like "registered" is near; an event has its preposition.
    let is_event = |verb: &str| !verb.is_ascii() || ends_with(words, Cue::On, &before).is_some();
    if says(Cue::Told).is_some_and(is_event) { DateForm::Told } else { DateForm::Plain }
}

/// Ends of clauses. A single line end is none: a page breaks its lines anywhere.
const STOPS: [&str; 9] = ["! ", "? ", "; ", ". ", "\n\n", "。", "！", "？", "；"];
/// A dot after these ends no clause.
const ABBREVIATIONS: [&str; 12] = ["г", "гг", "р", "ст", "п", "no", "nr", "исх", "вх", "им", "t", "st"];

fn ends_clause(clause: &str, at: usize) -> bool {
    let before = clause.get(..at).unwrap_or_default();
    let word = before.rsplit(|mark: char| !mark.is_alphabetic()).next().unwrap_or_default();
    !clause.get(at..).is_some_and(|rest| rest.starts_with(". "))
        || !ABBREVIATIONS.contains(&word.to_lowercase().as_str())
}

fn clause_before(before: &str) -> &str {
    let cuts = STOPS.iter().flat_map(|stop| before.rmatch_indices(stop).find(|(at, _)| ends_clause(before, *at)));
    let cut = cuts.map(|(at, stop)| at + stop.len()).max().unwrap_or(0);
    before.get(cut..).unwrap_or_default()
}

fn clause_after(after: &str) -> &str {
    let cuts = STOPS.iter().flat_map(|stop| after.match_indices(stop).find(|(at, _)| ends_clause(after, *at)));
    let cut = cuts.map(|(at, _)| at).min().unwrap_or(after.len());
    after.get(..cut).unwrap_or_default()
}

/// Whether a text ends with a word of a kind, which no letter precedes.
fn ends_with<'a>(words: &'a DateWords, cue: Cue, text: &str) -> Option<&'a str> {
    let text = text.trim_end_matches(|mark: char| mark.is_whitespace() || matches!(mark, ',' | ':' | '«' | '"' | '('));
    words.cues(cue).all.iter().map(String::as_str).find(|cue| {
        let rest = text.strip_suffix(*cue);
        rest.is_some_and(|rest| !rest.ends_with(char::is_alphanumeric) || cue.starts_with(|sign| !is_spaced(sign)))
    })
}

/// `№ 35 от …`, `No. 35 of …`, `… № 35`, `…付け第35号`.
fn is_numbered(words: &DateWords, before: &str, after: &str) -> bool {
    // After the date: at most a word for the year, then a sign and a figure.
    let mut rest = after.trim_start_matches([' ', '\u{a0}', ',', '.', ')']);
    if let Some(word) = YEAR
        .iter()
        .rev()
        .find(|word| rest.strip_prefix(**word).is_some_and(|rest| rest.starts_with([' ', '\u{a0}', ',', '\n'])))
    {
        rest = rest.get(word.len()..).unwrap_or_default().trim_start_matches([' ', '\u{a0}', ',', '\n']);
    }
    let rest = rest.trim_start_matches("付け").trim_start_matches("付").trim_start_matches("자 ");
    if words
        .cues(Cue::Number)
        .all
        .iter()
        .any(|cue| rest.strip_prefix(cue.as_str()).is_some_and(|rest| is_number(cue, rest)))
    {
        return !before.contains("vol") && !before.contains("pp");
    }
    // Before it: a sign, a number and a word for "of". Without that word it is the number of a journal.
    let before = before.trim_end();
    let Some(before) = ends_with(words, Cue::Dated, before).and_then(|cue| before.strip_suffix(cue)) else {
        return false;
    };
    let before = before.trim_end_matches([' ', '\u{a0}', '\n', ',']);
    let number = before.rsplit([' ', '\u{a0}', '\n']).next().unwrap_or_default();
    if !number.chars().any(char::is_numeric) {
        return false;
    }
    let sign = before.strip_suffix(number).unwrap_or_default();
    let has_sign =
        |cue: &String| number.strip_prefix(cue.as_str()).is_some_and(|rest| rest.starts_with(char::is_numeric));
    words.cues(Cue::Number).all.iter().any(has_sign) || ends_with(words, Cue::Number, sign).is_some()
}

/// `35-р`, `A-12/3` after a sign: no long word, and a figure in it. The sign 第 counts more than acts, so 号 must end it.
fn is_number(sign: &str, rest: &str) -> bool {
    let token = rest.trim_start_matches([' ', '\u{a0}']).split([' ', '\n', '\u{a0}', ',']).next().unwrap_or_default();
    let short = token.char_indices().nth(16).map_or(token, |(at, _)| token.get(..at).unwrap_or_default());
    short.contains(char::is_numeric) && (!matches!(sign, "第" | "제") || short.contains(['号', '號', '호']))
}

fn is_deadline(words: &DateWords, before: &str, after: &str) -> bool {
    let after = after.trim_start_matches([' ', 'の']);
    let follows = |cue: &String| cue.starts_with(|sign| !is_spaced(sign)) && after.starts_with(cue.as_str());
    ends_with(words, Cue::Deadline, before).is_some() || words.cues(Cue::Deadline).all.iter().any(follows)
}

/// Whether the line has nothing but the date, or a place and the date, near the beginning or the end of the text.
fn is_signed(text: &str, range: Range<usize>, figures: bool) -> bool {
    let head = text.get(..range.start).unwrap_or_default();
    let tail = text.get(range.end..).unwrap_or_default();
    if head.len() > NEAR && tail.len() > NEAR {
        return false;
    }
    let window = |part: &str| part.chars().filter(|mark| *mark != '\n').count();
    let (before, after) = (last_line(head), first_line(tail));
    if window(before) + window(after) > LINE {
        return false;
    }
    let words = |part: &'_ str| -> usize { part.split(is_noise).filter(|word| is_word_of_place(word)).count() };
    let (earlier, later) = (words(before), words(after));
    if earlier + later == 0 {
        // Figures that are alone on a line are a cell as often; a word like "Date:" makes them more.
        return !figures || before.contains(char::is_alphabetic);
    }
    let parts = [before, after];
    let mut place = parts.iter().flat_map(|part| part.split(is_noise)).filter(|word| is_word_of_place(word));
    let separated = before.trim().is_empty() || before.contains([',', '.', '»']) || !before.contains(is_spaced);
    let followed = later == 0 || after.trim_start().starts_with(',');
    earlier + later <= PLACE && separated && followed && place.all(is_name)
}

fn is_noise(mark: char) -> bool {
    mark.is_whitespace() || (!mark.is_alphanumeric() && mark != '№' && mark != '#')
}

/// Whether a word beside a date is no mere introduction of it.
fn is_word_of_place(word: &str) -> bool {
    !word.is_empty() && !YEAR.contains(&word) && !INTRODUCTION.contains(&word.to_lowercase().as_str())
}

/// Whether a word is written like a name.
fn is_name(word: &str) -> bool {
    let spaced = word.starts_with(is_spaced);
    let capital = word.starts_with(char::is_uppercase) || (!spaced && word.chars().count() <= 6);
    capital && word.chars().all(char::is_alphabetic)
}

/// What of a text is on its last line; no more than a line with a date of its own may have.
fn last_line(text: &str) -> &str {
    let start = text.floor_char_boundary(text.len().saturating_sub(4 * LINE));
    let near = text.get(start..).unwrap_or_default();
    near.rsplit('\n').next().unwrap_or_default()
}

fn first_line(text: &str) -> &str {
    let near = text.get(..text.ceil_char_boundary((4 * LINE).min(text.len()))).unwrap_or_default();
    near.split('\n').next().unwrap_or_default()
}
