//! The words of dates: months, weekdays, eras, and the words beside a date that say what it is the date of.

use crate::knowledge::table::{Row, rows};
use crate::knowledge::text;
use crate::model::Error;
use chrono::Weekday;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// A language of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// Russian.
    Russian,
    /// Ukrainian.
    Ukrainian,
    /// English.
    English,
    /// German.
    German,
    /// French.
    French,
    /// Spanish.
    Spanish,
    /// Italian.
    Italian,
    /// Polish.
    Polish,
    /// Portuguese.
    Portuguese,
    /// Dutch.
    Dutch,
    /// Japanese.
    Japanese,
    /// Korean.
    Korean,
    /// Chinese.
    Chinese,
}

/// Every language, by its code in the table.
const LANGUAGES: [(&str, Language); 13] = [
    ("ru", Language::Russian),
    ("uk", Language::Ukrainian),
    ("en", Language::English),
    ("de", Language::German),
    ("fr", Language::French),
    ("es", Language::Spanish),
    ("it", Language::Italian),
    ("pl", Language::Polish),
    ("pt", Language::Portuguese),
    ("nl", Language::Dutch),
    ("ja", Language::Japanese),
    ("ko", Language::Korean),
    ("zh", Language::Chinese),
];

/// A set of languages: `april` is a month in four of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Languages(u16);

impl Languages {
    /// All of them.
    pub const ALL: Self = Self(u16::MAX);

    /// The set of one language.
    #[must_use]
    pub fn of(language: Language) -> Self {
        Self(1 << (language as u16))
    }

    /// The languages of both sets.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// The languages of either set.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The languages of the first set that are not in the second.
    #[must_use]
    pub fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// The name of a month or of a weekday.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Name {
    /// January or Monday is 1.
    pub number: u8,
    /// Where it is a name.
    pub languages: Languages,
    /// Where it is the whole name, no abbreviation.
    pub whole: Languages,
}

/// What a word beside a date says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cue {
    /// Directly before the date of an act: `от`, `of`, `vom`.
    Dated,
    /// Directly before the day of an event: `on`, `am`, `le`.
    On,
    /// A number follows: `№`, `No.`.
    Number,
    /// Directly before a deadline: `до`, `until`; directly after it in the languages of East Asia.
    Deadline,
    /// Somewhere in the clause: a plan or a duty.
    Plan,
    /// Somewhere in the clause: a verb of the past.
    Told,
    /// Near a date of the Julian calendar.
    OldStyle,
}

/// The words of one kind.
#[derive(Debug, Default)]
pub struct Cues {
    /// In the order of the table, in small letters.
    pub all: Vec<String>,
    words: BTreeSet<String>,
    endings: Vec<String>,
    /// Of scripts without blanks between words.
    unspaced: Vec<String>,
}

impl Cues {
    /// A form that begins with a hyphen is the ending of a word.
    fn add(&mut self, form: String) {
        match form.strip_prefix('-') {
            Some(ending) => self.endings.push(ending.to_owned()),
            None if form.starts_with(|sign| !is_spaced(sign)) => self.unspaced.push(form.clone()),
            None => _ = self.words.insert(form.clone()),
        }
        self.all.push(form);
    }

    /// The first word of a clause, in small letters, that is of the kind.
    #[must_use]
    pub fn in_clause<'a>(&'a self, clause: &'a str) -> Option<&'a str> {
        let is_listed = |word: &&str| {
            let ends = |ending: &String| word.len() > ending.len() + 2 && word.ends_with(ending.as_str());
            !word.is_empty() && (self.words.contains(*word) || self.endings.iter().any(ends))
        };
        let spoken = clause.split(|mark: char| !mark.is_alphabetic() && mark != '\'').find(is_listed);
        spoken.or_else(|| {
            let asked = !clause.is_ascii() && clause.contains(|sign| !is_spaced(sign));
            self.unspaced.iter().find(|cue| asked && clause.contains(cue.as_str())).map(String::as_str)
        })
    }
}

static NO_CUES: Cues = Cues { all: Vec::new(), words: BTreeSet::new(), endings: Vec::new(), unspaced: Vec::new() };

/// Whether the script of a character has blanks between words; Korean, whose endings matter here, counts with those
/// that have none.
#[must_use]
pub fn is_spaced(character: char) -> bool {
    !matches!(u32::from(character), 0x2E80..=0x9FFF | 0xAC00..=0xD7AF | 0xF900..=0xFAFF)
}

/// Names and words, as the table `weekdays_months` lists them.
#[derive(Debug, Default)]
pub struct DateWords {
    months: BTreeMap<String, Name>,
    weekdays: BTreeMap<String, Name>,
    /// Weekdays of Japanese, Korean and Chinese, where no blank ends a word; the longest first.
    unspaced_weekdays: Vec<(String, Name)>,
    /// The year before the first of an era.
    eras: Vec<(String, i32)>,
    cues: BTreeMap<Cue, Cues>,
    /// Frequent small words, by which a language is known.
    common: BTreeMap<String, Languages>,
}

/// Weekdays from Monday on.
const WEEKDAYS: [Weekday; 7] =
    [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];

/// Words are looked up in small letters and with one kind of apostrophe.
fn folded(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return Cow::Borrowed(word);
    }
    Cow::Owned(word.to_lowercase().replace(['’', 'ʼ'], "'"))
}

impl DateWords {
    /// Reads the table.
    ///
    /// # Errors
    /// The first broken row.
    pub fn parse() -> Result<Self, Error> {
        let mut words = Self::default();
        rows("weekdays_months", text("weekdays_months"), |row| words.add(row))?;
        words.unspaced_weekdays.sort_by_key(|(form, _)| std::cmp::Reverse(form.len()));
        words.eras.sort_by_key(|(form, _)| std::cmp::Reverse(form.len()));
        Ok(words)
    }

    fn add(&mut self, row: &Row<'_>) -> Result<(), Error> {
        let (form, code, width, number) = (row.get("form")?, row.get("lang")?, row.get("width")?, row.get("number")?);
        let number: i32 = number.parse().map_err(|_| row.error(format!("{number:?} is not a number")))?;
        let language = LANGUAGES.iter().find(|(known, _)| *known == code).map(|(_, language)| *language);
        let languages = match language {
            Some(language) => Languages::of(language),
            None if code == "any" => Languages::ALL,
            None => return Err(row.error(format!("{code:?} is not a language of the table"))),
        };
        let whole = if width == "wide" { languages } else { Languages::default() };
        let small = u8::try_from(number).map_err(|_| row.error("a number below 256 is asked for"));
        let merge = |names: &mut BTreeMap<String, Name>, number: u8| {
            let name = names.entry(folded(&form).into_owned()).or_insert(Name { number, ..Name::default() });
            name.languages = name.languages.or(languages);
            name.whole = name.whole.or(whole);
            if name.number == number { Ok(()) } else { Err(row.error("the form has another number elsewhere")) }
        };
        let cue = match row.get("unit")?.as_str() {
            "month" => return merge(&mut self.months, small?),
            "weekday" if matches!(language, Some(Language::Japanese | Language::Korean | Language::Chinese)) => {
                self.unspaced_weekdays.push((form, Name { number: small?, languages, whole }));
                return Ok(());
            }
            "weekday" => return merge(&mut self.weekdays, small?),
            "era" => {
                self.eras.push((form, number));
                return Ok(());
            }
            "common" => {
                let entry = self.common.entry(folded(&form).into_owned()).or_default();
                *entry = entry.or(languages);
                return Ok(());
            }
            "dated" => Cue::Dated,
            "on" => Cue::On,
            "number" => Cue::Number,
            "deadline" => Cue::Deadline,
            "plan" => Cue::Plan,
            "told" => Cue::Told,
            "old-style" => Cue::OldStyle,
            unit => return Err(row.error(format!("{unit:?} is no unit of the table"))),
        };
        self.cues.entry(cue).or_default().add(folded(&form).into_owned());
        Ok(())
    }

    /// In English and German a name has a capital: `may` and `march` are other words.
    fn as_written(name: Name, word: &str) -> Option<Name> {
        let capital = word.chars().next().is_some_and(char::is_uppercase);
        let strict = Languages::of(Language::English).or(Languages::of(Language::German));
        let languages = if capital { name.languages } else { name.languages.without(strict) };
        (!languages.is_empty()).then_some(Name { languages, whole: name.whole.and(languages), ..name })
    }

    /// The month that a word names.
    #[must_use]
    pub fn month(&self, word: &str) -> Option<Name> {
        Self::as_written(*self.months.get(folded(word).as_ref())?, word)
    }

    /// The weekday that a word names, in a language with blanks between words.
    #[must_use]
    pub fn weekday(&self, word: &str) -> Option<Name> {
        Self::as_written(*self.weekdays.get(folded(word).as_ref())?, word)
    }

    /// The weekday with which a text in Japanese, Korean or Chinese begins, and the length of its name in bytes.
    #[must_use]
    pub fn unspaced_weekday(&self, text: &str) -> Option<(Name, usize)> {
        let (form, name) = self.unspaced_weekdays.iter().find(|(form, _)| text.starts_with(form.as_str()))?;
        Some((*name, form.len()))
    }

    /// The era with which a text ends: the year before its first, and the length of its name in bytes.
    #[must_use]
    pub fn era(&self, text: &str) -> Option<(i32, usize)> {
        let (form, before) = self.eras.iter().find(|(form, _)| text.ends_with(form.as_str()))?;
        Some((*before, form.len()))
    }

    /// The words of a kind.
    #[must_use]
    pub fn cues(&self, cue: Cue) -> &Cues {
        self.cues.get(&cue).unwrap_or(&NO_CUES)
    }

    /// Whether a text is surely in a language that writes the day before the month in figures. English is none: one half
    /// of its writers do, the other half do not.
    #[must_use]
    pub fn write_day_first(&self, text: &str) -> bool {
        let mut counts = [0_usize; LANGUAGES.len()];
        let (mut all, mut cyrillic) = (0_usize, 0_usize);
        for word in text.split(|character: char| !character.is_alphabetic()).filter(|word| !word.is_empty()) {
            all += 1;
            cyrillic += usize::from(word.starts_with(|first| ('\u{400}'..'\u{530}').contains(&first)));
            let Some(languages) = self.common.get(folded(word).as_ref()) else { continue };
            for ((_, language), count) in LANGUAGES.iter().zip(&mut counts) {
                *count += usize::from(!languages.and(Languages::of(*language)).is_empty());
            }
        }
        let english = counts.get(Language::English as usize).copied().unwrap_or_default();
        let most = counts.iter().copied().max().unwrap_or_default();
        cyrillic * 2 > all || (most >= 3 && most > 2 * english)
    }

    /// The languages of the table that have names of months.
    #[cfg(test)]
    pub fn languages_with_months(&self) -> BTreeSet<&'static str> {
        let with = |language: Language| {
            self.months.values().any(|name| !name.languages.and(Languages::of(language)).is_empty())
        };
        LANGUAGES.iter().filter(|(_, language)| with(*language)).map(|(code, _)| *code).collect()
    }
}

/// The weekday of a number from 1 to 7.
#[must_use]
pub fn weekday_of(number: u8) -> Option<Weekday> {
    WEEKDAYS.get(usize::from(number).checked_sub(1)?).copied()
}
