//! The grammar of dates: what may be written round a year.
//!
//! A year of four figures, or the sign 年, is the anchor. From there the reader goes backwards (`12 марта 2014`,
//! `March 12, 2014`, `12.03.2014`, `平成26年`) and forwards (`2014-03-12`, `年3月12日`, `2014. 3. 12.`), a few words at most,
//! so that the work grows with the length of the text and no faster.

use crate::knowledge::date_reader::{Backward, Forward, figure, is_blank, is_dash, number_of};
use crate::knowledge::date_words::{DateWords, Language, Languages};
use std::ops::Range;

/// A date as it was read, before anything is asked about its weekday or its neighbourhood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// Where it is written.
    pub range: Range<usize>,
    /// The year.
    pub year: i32,
    /// The month, unless figures could be read in two orders.
    pub month: Option<u8>,
    /// The day, likewise.
    pub day: Option<u8>,
    /// The languages in which it is such a date.
    pub languages: Languages,
    /// Whether it is written in figures only.
    pub figures: bool,
}

/// Words that make figures with dots something else: a version, a paragraph, a telephone.
const NO_DATE: [&str; 36] = [
    "v",
    "ver",
    "vers",
    "version",
    "versions",
    "release",
    "rev",
    "revision",
    "версия",
    "версии",
    "версію",
    "верс",
    "п",
    "пп",
    "пункт",
    "пункта",
    "пункте",
    "подпункт",
    "ст",
    "section",
    "sec",
    "sect",
    "clause",
    "art",
    "chapter",
    "tel",
    "phone",
    "fax",
    "тел",
    "телефон",
    "факс",
    "ip",
    "isbn",
    "issn",
    "doi",
    "host",
];

/// Particles between day, month and year.
const PARTICLES: [&str; 12] = ["of", "de", "del", "di", "го", "st", "nd", "rd", "th", "er", "ter", "e"];
/// What joins two days of one month.
const JOINTS: [&str; 9] = ["по", "to", "bis", "au", "до", "and", "и", "und", "et"];

/// The years that a date may be of.
fn is_year(year: i32) -> bool {
    (1000..=2100).contains(&year)
}

fn is_day(day: u8) -> bool {
    (1..=31).contains(&day)
}

fn is_month(month: u8) -> bool {
    (1..=12).contains(&month)
}

/// The dates whose year is the four figures of a range: one, two where days are joined (`12–14 марта 2014`), or none.
#[must_use]
pub fn round_figures(words: &DateWords, text: &str, year: Range<usize>, day_first: &dyn Fn() -> bool) -> Vec<Reading> {
    let value = text.get(year.clone()).and_then(|figures| figures.parse().ok()).filter(|value| is_year(*value));
    let Some(value) = value else { return vec![] };
    let (before, after) = (Backward::from(text, year.start).peek(), Forward::from(text, year.end).peek());
    let glued =
        |neighbour: Option<char>| neighbour.is_some_and(|letter| letter.is_ascii_alphanumeric() || letter == '_');
    if glued(before) || (glued(after) && after != Some('T')) {
        return vec![];
    }
    let of = |range, month, day, languages, figures| Reading { range, year: value, month, day, languages, figures };
    if let Some((end, month, day)) = korean(text, year.end) {
        return vec![of(year.start..end, Some(month), day, Languages::of(Language::Korean), day.is_none())];
    }
    if let Some((end, month, day)) = year_first(text, &year) {
        return vec![of(year.start..end, Some(month), Some(day), Languages::ALL, true)];
    }
    // A figure follows: `2014.5`, `2014/15` are no years of a date.
    let mut beyond = Forward::from(text, year.end);
    if beyond.take(|mark| mark == '.' || mark == ':').is_some() && beyond.peek().is_some_and(char::is_numeric) {
        return vec![];
    }
    if let Some((start, month, day)) = year_last(text, &year, day_first) {
        return vec![of(start..year.end, month, day, Languages::ALL, true)];
    }
    let Some(named) = named_month(words, text, year.start) else { return vec![] };
    let last = of(named.start..year.end, Some(named.month), named.day, named.languages, false);
    let first = named.first.map(|(range, day)| of(range, Some(named.month), Some(day), named.languages, false));
    first.into_iter().chain([last]).collect()
}

/// `2014년 7월 17일`: the end, the month and the day.
fn korean(text: &str, year_end: usize) -> Option<(usize, u8, Option<u8>)> {
    let mut reader = Forward::from(text, year_end);
    reader.blanks(1);
    reader.take(|sign| sign == '년')?;
    month_and_day(reader, '월', &['일'])
}

fn month_and_day(mut reader: Forward<'_>, month_sign: char, day_signs: &[char]) -> Option<(usize, u8, Option<u8>)> {
    reader.blanks(1);
    let month = reader.number().filter(|month| is_month(*month))?;
    reader.blanks(1);
    reader.take(|sign| sign == month_sign)?;
    let mut further = reader.clone();
    further.blanks(1);
    let day = further.number().filter(|day| is_day(*day));
    further.blanks(1);
    match day.filter(|_| further.take(|sign| day_signs.contains(&sign)).is_some()) {
        Some(day) => Some((further.at, month, Some(day))),
        None => Some((reader.at, month, None)),
    }
}

/// `2014-07-17`, `2014/7/17`, `2014.07.17`, `2014. 7. 17.`: the end, the month and the day.
fn year_first(text: &str, year: &Range<usize>) -> Option<(usize, u8, u8)> {
    let before = Backward::from(text, year.start);
    if before.peek().is_some_and(|mark| matches!(mark, '-' | '/' | '.' | ':' | '+' | '\\'))
        || no_date_before(text, year.start)
    {
        return None;
    }
    let mut reader = Forward::from(text, year.end);
    let mark = reader.take(|mark| matches!(mark, '-' | '/' | '.'))?;
    let blanks = reader.blanks(usize::from(mark == '.'));
    let start = reader.at;
    let month = reader.number().filter(|month| is_month(*month))?;
    let two_figures = reader.at - start == 2;
    reader.take(|next| next == mark)?;
    if reader.blanks(blanks) != blanks {
        return None;
    }
    let start = reader.at;
    let day = reader.number().filter(|day| is_day(*day))?;
    let two_figures = two_figures && reader.at - start == 2;
    let end = reader.at;
    // With dots `2014.3.12` is a version as well as a day of Korea, which ends it with a dot.
    let closed = reader.take(|next| next == mark).is_some();
    if reader.peek().is_some_and(char::is_numeric)
        || (mark != '.' && closed && reader.peek().is_some_and(char::is_alphanumeric))
    {
        return None;
    }
    let is_korean = blanks == 1 && (closed || matches!(reader.peek(), Some('(' | '（')));
    (mark != '.' || (two_figures && blanks == 0) || is_korean).then_some((end, month, day))
}

/// `17.07.2014`, `7/17/2014`: the start, and month and day where their order is sure.
fn year_last(text: &str, year: &Range<usize>, day_first: &dyn Fn() -> bool) -> Option<(usize, Option<u8>, Option<u8>)> {
    let mut reader = Backward::from(text, year.start);
    let blank = reader.skip(|blank| blank == ' ') == 1;
    let mark = reader.peek().filter(|mark| matches!(mark, '.' | '/' | '-'))?;
    if blank && mark != '.' {
        return None;
    }
    reader.step();
    let second = reader.number()?;
    if blank && reader.skip(|blank| blank == ' ') != 1 {
        return None;
    }
    reader.peek().filter(|next| *next == mark)?;
    reader.step();
    let first = reader.number()?;
    let start = reader.at;
    let glued = |mark: char| {
        mark.is_alphanumeric() || matches!(mark, '.' | '/' | '-' | ',' | ':' | '+' | '_' | '\\' | '№' | '#')
    };
    // Two dates with a dash between: `12.03.2014-15.03.2014`.
    let joined = mark == '.' && reader.peek() == Some('-');
    let follows = Forward::from(text, year.end).peek().filter(|next| *next == mark && mark != '.');
    if (reader.peek().is_some_and(glued) && !joined) || follows.is_some() || no_date_before(text, start) {
        return None;
    }
    match (is_month(first) && is_day(second), is_month(second) && is_day(first)) {
        (false, false) => None,
        (true, false) => Some((start, Some(first), Some(second))),
        (false, true) => Some((start, Some(second), Some(first))),
        (true, true) if first == second || day_first() => Some((start, Some(second), Some(first))),
        (true, true) => Some((start, None, None)),
    }
}

/// Whether a word before the figures says that they are a version, a paragraph, a number.
fn no_date_before(text: &str, start: usize) -> bool {
    let mut reader = Backward::from(text, start);
    if reader.skip(|blank| is_blank(blank) || matches!(blank, '.' | ':' | '=' | '(')) == 0 && reader.peek().is_none() {
        return false;
    }
    if reader.peek().is_some_and(|mark| matches!(mark, '№' | '#' | '§' | '+' | ')')) {
        return true;
    }
    let mut country_code = reader.clone();
    if reader.word().is_some_and(|word| NO_DATE.contains(&word.to_lowercase().as_str())) {
        return true;
    }
    // `+7 12-03-2014`
    country_code.skip(char::is_numeric);
    country_code.peek() == Some('+')
}

/// A month by its name before the year, with what is before it.
struct NamedMonth {
    start: usize,
    month: u8,
    day: Option<u8>,
    /// The first of two days that are joined.
    first: Option<(Range<usize>, u8)>,
    languages: Languages,
}

fn named_month(words: &DateWords, text: &str, year_start: usize) -> Option<NamedMonth> {
    let mut reader = Backward::from(text, year_start);
    reader.skip(|mark| is_blank(mark) || matches!(mark, ',' | '.' | '-'));
    let after = reader.clone();
    let mut word = reader.word();
    if word.is_some_and(|word| PARTICLES.contains(&word)) {
        if reader.skip(is_blank) == 0 {
            // `March 12th, 2014`
            return month_first(words, text, reader);
        }
        word = reader.word();
    }
    let Some(name) = word.and_then(|word| words.month(word)) else { return month_first(words, text, after) };
    let start = reader.at;
    if let Some((day_start, day)) = day_before(&mut reader) {
        let first = joined_day(reader, day);
        return Some(NamedMonth {
            start: day_start,
            month: name.number,
            day: Some(day),
            first,
            languages: name.languages,
        });
    }
    // Alone, only whole names count, and those of English: `лист 2014`, `лип 2014` are other words.
    let languages = name.whole.or(name.languages.and(Languages::of(Language::English)));
    let clean = !reader.peek().is_some_and(|before| before.is_alphanumeric() || before == '-' || before == '_');
    (clean && !languages.is_empty()).then_some(NamedMonth {
        start,
        month: name.number,
        day: None,
        first: None,
        languages,
    })
}

/// The day before a month's name; the reader then is before it.
fn day_before(reader: &mut Backward<'_>) -> Option<(usize, u8)> {
    let mut further = reader.clone();
    let quote = |mark| matches!(mark, '»' | '"' | '”' | '“' | 'º' | '°' | '’');
    let mut gap = further.skip(|mark| is_blank(mark) || matches!(mark, '.' | '-') || quote(mark));
    for _ in 0..2 {
        if !further.peek().is_some_and(char::is_alphabetic) {
            break;
        }
        further.word().filter(|word| PARTICLES.contains(word))?;
        gap += 1;
        further.skip(|mark| is_blank(mark) || mark == '-');
    }
    let day = further.number().filter(|day| is_day(*day) && gap > 0)?;
    let start = further.at;
    further.skip(|mark| matches!(mark, '«' | '"' | '“' | '„'));
    let mut before = further.clone();
    let part = before.peek().is_some_and(|mark| matches!(mark, '.' | ':' | ',' | '/' | '-' | '–'));
    before.step();
    let number = part && before.peek().is_some_and(char::is_numeric);
    let glued = further.peek().is_some_and(|mark| mark.is_alphanumeric() || matches!(mark, '№' | '#' | '_'));
    // A dash joins two days; any other mark after a figure makes the whole another number.
    let is_joint = further.peek().is_some_and(is_dash);
    if glued || (number && !is_joint) {
        return None;
    }
    *reader = further;
    Some((start, day))
}

/// The day before a dash or a word that joins it to a later one.
fn joined_day(mut reader: Backward<'_>, later: u8) -> Option<(Range<usize>, u8)> {
    reader.skip(is_blank);
    if reader.skip(is_dash) == 0 {
        reader.word().filter(|word| JOINTS.contains(word))?;
    }
    reader.skip(|mark| is_blank(mark) || matches!(mark, '.' | '»' | '"'));
    let end = reader.at;
    let day = reader.number().filter(|day| is_day(*day) && *day < later)?;
    let start = reader.at;
    reader.skip(|mark| mark == '«' || mark == '"');
    let clean = !reader
        .peek()
        .is_some_and(|mark| mark.is_alphanumeric() || matches!(mark, '.' | ':' | '/' | '-' | '–' | '№' | '#'));
    clean.then_some((start..end, day))
}

/// `March 12, 2014`, `Mar 12 10:00:00 2014`; the reader is before the year and its comma.
fn month_first(words: &DateWords, text: &str, mut reader: Backward<'_>) -> Option<NamedMonth> {
    clock_time(&mut reader);
    let end = reader.at;
    let day = reader.number().filter(|day| is_day(*day))?;
    // `March 12–14, 2014`
    let mut first = None;
    let mut earlier = reader.clone();
    earlier.skip(|blank| blank == ' ');
    if earlier.skip(is_dash) > 0 {
        earlier.skip(|blank| blank == ' ');
        let end = earlier.at;
        let value = earlier.number().filter(|value| is_day(*value) && *value < day)?;
        first = Some((earlier.at..end, value));
        reader = earlier;
    }
    if reader.skip(|mark| is_blank(mark) || mark == '.') == 0 {
        return None;
    }
    let english = Languages::of(Language::English);
    let name =
        reader.word().and_then(|word| words.month(word)).filter(|name| !name.languages.and(english).is_empty())?;
    let clean = !reader.peek().is_some_and(|mark| mark.is_alphanumeric() || mark == '-');
    let (start, first) = match first {
        // The month is written beside the first day.
        Some((range, value)) => (end - figures_before(text, end), Some((reader.at..range.end, value))),
        None => (reader.at, None),
    };
    clean.then_some(NamedMonth { start, month: name.number, day: Some(day), first, languages: english })
}

/// How many figures end at a place: one or two.
fn figures_before(text: &str, end: usize) -> usize {
    text.get(..end).unwrap_or_default().bytes().rev().take(2).take_while(u8::is_ascii_digit).count()
}

/// Skips a time of the day, and a zone after it, as `ctime` writes them between day and year.
fn clock_time(reader: &mut Backward<'_>) {
    let mut further = reader.clone();
    if further.word().is_some_and(|word| word.len() <= 4 && word.bytes().all(|letter| letter.is_ascii_uppercase())) {
        further.skip(is_blank);
    }
    let end = further.at;
    let mut colons = 0;
    for _ in 0..8 {
        let Some(character) = further.peek().filter(|next| next.is_ascii_digit() || *next == ':') else { break };
        colons += usize::from(character == ':');
        further.step();
    }
    if colons > 0 && further.at < end && further.skip(is_blank) > 0 {
        *reader = further;
    }
}

/// The dates whose year ends at the sign 年: one, two where days are joined, or none.
#[must_use]
pub fn round_sign(words: &DateWords, text: &str, sign: usize) -> Vec<Reading> {
    let Some((start, year)) = year_before_sign(words, text, sign) else { return vec![] };
    let after = sign + '年'.len_utf8();
    let Some((end, month, day)) = month_and_day(Forward::from(text, after), '月', &['日', '号', '號']) else {
        return vec![];
    };
    let languages = Languages::of(Language::Japanese).or(Languages::of(Language::Chinese));
    let of = |range, day| Reading { range, year, month: Some(month), day, languages, figures: false };
    let mut found = vec![of(start..end, day)];
    let mut reader = Forward::from(text, end);
    if let (Some(first), Some(_)) = (day, reader.take(|mark| is_dash(mark) || matches!(mark, '至' | '到' | '、'))) {
        let start = reader.at;
        let last = reader.number().filter(|last| is_day(*last) && *last > first);
        if let (Some(last), Some(_)) = (last, reader.take(|mark| mark == '日')) {
            found.push(of(start..reader.at, Some(last)));
        }
    }
    found
}

/// The start and the year of what is before the sign 年.
fn year_before_sign(words: &DateWords, text: &str, sign: usize) -> Option<(usize, i32)> {
    let mut reader = Backward::from(text, sign);
    reader.skip(|blank| blank == ' ' || blank == '\u{3000}');
    let end = reader.at;
    for _ in 0..4 {
        if !reader.peek().is_some_and(|sign| figure(sign).is_some() || matches!(sign, '十' | '元')) {
            break;
        }
        reader.step();
    }
    let figures = text.get(reader.at..end)?;
    if figures.chars().count() == 4 && !figures.contains(['十', '元']) {
        let year = i32::try_from(number_of(figures)?).ok().filter(|year| is_year(*year))?;
        let glued =
            |mark: char| figure(mark).is_some() || mark.is_ascii_alphanumeric() || matches!(mark, '.' | '-' | '/');
        return (!reader.peek().is_some_and(glued)).then_some((reader.at, year));
    }
    let count = if figures == "元" {
        1
    } else {
        i32::try_from(number_of(figures)?).ok().filter(|count| (1..200).contains(count))?
    };
    reader.skip(|blank| blank == ' ' || blank == '\u{3000}');
    let (before, length) = words.era(text.get(..reader.at)?)?;
    Some((reader.at - length, before + count)).filter(|(_, year)| is_year(*year))
}
