//! The weekday beside a date: only where it can belong to no other date.

use crate::knowledge::date_reader::{Backward, Forward};
use crate::knowledge::date_words::{DateWords, Language, Languages, Name, weekday_of};
use chrono::Weekday;

/// The weekday directly before a date on its line, and where it begins.
#[must_use]
pub fn before(words: &DateWords, text: &str, start: usize, languages: Languages) -> Option<(Weekday, usize)> {
    let mut reader = Backward::from(text, start);
    reader.skip(|quote| matches!(quote, '«' | '"' | '“' | '„'));
    let mut word = word_on_line(&mut reader)?;
    if matches!(word, "the" | "den" | "dem" | "le" | "el") {
        word = word_on_line(&mut reader)?;
    }
    let name = words.weekday(word).filter(|name| !name.languages.and(languages).is_empty())?;
    let start = reader.at;
    if is_two_letters(word) && !introduces(word, text.get(start..)?) {
        return None;
    }
    // A range of weekdays, or a list of them: which one is meant is not known.
    if reader.peek().is_some_and(|mark| mark.is_alphanumeric() || matches!(mark, '-' | '–' | '—' | '/' | '_' | '&'))
    {
        return None;
    }
    for nearest in [true, false] {
        reader.skip(|mark| matches!(mark, ' ' | ',' | '(' | '\u{a0}' | '.'));
        if reader.peek().is_some_and(|mark| mark.is_numeric() || matches!(mark, '/' | '&' | '–' | '—')) {
            // It may belong to a date before it.
            return None;
        }
        let Some(word) = reader.word() else { break };
        let newspaper = nearest && word.eq_ignore_ascii_case("the") && !name.languages.and(english()).is_empty();
        if newspaper || words.weekday(word).is_some() {
            return None;
        }
    }
    Some((weekday_of(name.number)?, start))
}

/// The weekday directly after a date on its line, and where it ends.
#[must_use]
pub fn after(words: &DateWords, text: &str, end: usize, languages: Languages) -> Option<(Weekday, usize)> {
    let mut reader = Forward::from(text, end);
    let blank = |blank: char| matches!(blank, ' ' | '\u{a0}' | '\u{3000}');
    reader.take(|dot| dot == '.');
    let gap = reader.take(blank).is_some();
    let year =
        ["года", "году", "год", "року", "г.", "г", "р.", "р"].into_iter().find(|word| reader.rest().starts_with(word));
    let year =
        year.filter(|word| !reader.rest().get(word.len()..).is_some_and(|rest| rest.starts_with(char::is_alphabetic)));
    reader.at += year.map_or(0, str::len);
    let mut separated = gap | reader.take(|mark| mark == ',').is_some();
    separated |= (0..2).filter(|_| reader.take(blank).is_some()).count() > 0;
    let bracket = reader.take(|mark| matches!(mark, '(' | '（' | '[' | '［')).is_some();
    let east =
        Languages::of(Language::Japanese).or(Languages::of(Language::Korean)).or(Languages::of(Language::Chinese));
    if !languages.and(east).is_empty()
        && let Some((name, length)) = words.unspaced_weekday(reader.rest())
    {
        return unspaced(&reader, name, length, languages, bracket);
    }
    if !bracket && !separated {
        return None;
    }
    let name = reader.word().filter(|word| !is_two_letters(word)).and_then(|word| words.weekday(word))?;
    let end = reader.at;
    reader.take(|dot| dot == '.');
    let plain = !name.whole.is_empty() && ends_there(words, reader.clone());
    let closed = reader.take(|mark| matches!(mark, ')' | '）' | ']' | '］' | ',')).is_some();
    let belongs = if bracket { closed } else { plain };
    if !belongs || name.languages.and(languages).is_empty() {
        return None;
    }
    Some((weekday_of(name.number)?, end))
}

/// Whether a word is as short as the names of states and of music: MO is Missouri, do and fa are notes.
fn is_two_letters(word: &str) -> bool {
    word.len() <= 2 && word.is_ascii()
}

/// Whether two letters before a date are its weekday: no capitals, and a mark between the two, or a date in figures with full stops, as
/// those write it who shorten weekdays so.
fn introduces(word: &str, text: &str) -> bool {
    let after = text.get(word.len()..).unwrap_or_default();
    let figures = after.trim_start_matches(|sign: char| sign.is_ascii_digit() || sign == ' ');
    let parted = after.starts_with([',', '.']) || figures.starts_with('.');
    word.chars().any(char::is_lowercase) && parted
}

fn english() -> Languages {
    Languages::of(Language::English)
}

/// The word before the reader, with no more than two blanks and a comma between; a table leaves more.
fn word_on_line<'a>(reader: &mut Backward<'a>) -> Option<&'a str> {
    let end = reader.at;
    reader.skip(|mark| matches!(mark, ' ' | ',' | '.' | '\u{a0}'));
    (end - reader.at <= 3).then(|| reader.word()).flatten()
}

/// Whether a clause or a line ends where a weekday does, so that it does not belong to what follows.
fn ends_there(words: &DateWords, mut reader: Forward<'_>) -> bool {
    match reader.peek() {
        None | Some('\n' | ';' | ')' | '.') => true,
        Some(',') => {
            reader.take(|_| true);
            reader.blanks(2);
            let word = reader.clone().word();
            !reader.peek().is_some_and(char::is_numeric)
                && word.is_none_or(|word| words.month(word).is_none() && words.weekday(word).is_none())
        }
        _ => false,
    }
}

/// A weekday of Japanese, Korean or Chinese: one sign in brackets, or a whole name.
fn unspaced(
    reader: &Forward<'_>,
    name: Name,
    length: usize,
    languages: Languages,
    bracket: bool,
) -> Option<(Weekday, usize)> {
    let end = reader.at + length;
    let next = reader.rest().get(length..)?.chars().next();
    let whole = !name.whole.and(languages).is_empty();
    // 周 is a family name too, and 日 a country: a sign of a word may follow only as the part of a day does.
    let free = next.is_none_or(|next| !next.is_alphabetic() || "上下早中晚夜凌に午の은는에부".contains(next));
    let taken = if bracket { next.is_some_and(|next| !next.is_alphanumeric()) } else { whole && free };
    (taken && !name.languages.and(languages).is_empty()).then_some((weekday_of(name.number)?, end))
}
