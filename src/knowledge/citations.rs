//! References that carry their own date: laws by number and day, entries of registers, standards with a year, links
//! with a clock inside. A text cannot cite what did not exist.
//!
//! A literal that every reference of a form contains is looked for first, all of them in one pass; the form's expression
//! is compiled when its literal first occurs, and runs on the text around it.

mod check_digits;
mod clock;
mod date;
mod plain;

use crate::knowledge::expression::Expression;
use crate::knowledge::table::{Row, first_instant, floor, rows};
use crate::knowledge::{Dated, text};
use crate::model::{Error, Fact, Instant, Strength, plain_date};
use aho_corasick::{AhoCorasick, AhoCorasickKind};
use check_digits::CheckDigits;
use clock::Clock;
use date::{Months, Written};
use plain::Plain;
use regex::bytes::Captures;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::OnceLock;

/// So many citations of one run of words are enough; no honest page has as many.
const MOST: usize = 1000;
/// Bytes on either side of a literal in which its reference lies, where its expression sets no bound.
const REACH: usize = 400;
/// Bytes that line ends and wide spaces may add to a reference.
const SPACES: usize = 16;
/// Characters of a reference that are shown.
const SHOWN: usize = 80;
const DAY: i64 = 24 * 3600;

/// A citation in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cited {
    /// Where it is, in bytes of the text.
    pub range: Range<usize>,
    /// What it is, with its dates. Two citations of one form have one maker: they are one artefact.
    pub dated: Dated,
    /// The most that a citation of this form may carry.
    pub strength: Strength,
    /// The form of reference: "CVE entry".
    pub form: String,
}

/// How the date follows from a reference.
#[derive(Debug)]
enum Rule {
    /// It is written in it.
    Date,
    /// It carries a number of a table.
    Number,
    /// It has a clock inside.
    Clock(Clock),
    /// References of this form did not exist before.
    Form,
}

/// One form of reference.
#[derive(Debug)]
struct Form {
    fact: Fact,
    name: String,
    expression: Expression,
    reach: OnceLock<usize>,
    rule: Rule,
    table: String,
    check_digits: Option<CheckDigits>,
    /// Number and year of a reference must fit each other.
    year_of_number: bool,
    /// How a reference is named, with the groups of the expression in braces.
    what: String,
    /// The floor of the form itself, and what it carries.
    floor: (Option<Instant>, Strength),
    released: Option<Instant>,
    /// Seconds for which a genuine text may run ahead of the date that its reference carries.
    tolerance: i64,
    strength: Strength,
}

/// A number of a register, and since when it or a higher one is in use.
#[derive(Debug)]
struct Number {
    floor: (Option<Instant>, Strength),
    released: Option<Instant>,
    year: Option<i32>,
}

/// The tables.
#[derive(Debug, Default)]
pub struct Citations {
    forms: Vec<Form>,
    /// By register, then by number.
    numbers: BTreeMap<String, BTreeMap<u64, Number>>,
    months: Months,
    literals: Option<AhoCorasick>,
    /// The numbers of the forms that contain a literal.
    owners: Vec<Vec<usize>>,
}

impl Citations {
    /// Reads the tables.
    ///
    /// # Errors
    /// The first broken row.
    pub fn parse() -> Result<Self, Error> {
        let mut found = Self { months: Months::parse()?, ..Self::default() };
        rows("citation_numbers", text("citation_numbers"), |row| {
            let number = row.get("number")?;
            let number = number.parse().map_err(|_| row.error(format!("{number:?} is not a number")))?;
            found.numbers.entry(row.get("table")?).or_default().insert(number, Number::read(row)?);
            Ok(())
        })?;
        let mut literals = BTreeMap::<String, Vec<usize>>::new();
        rows("citations", text("citations"), |row| {
            let form = Form::read(row)?;
            if !form.table.is_empty() && !found.numbers.contains_key(&form.table) {
                return Err(row.error(format!("no numbers of {:?}", form.table)));
            }
            for literal in spellings(&row.get("literal")?) {
                literals.entry(literal).or_default().push(found.forms.len());
            }
            found.forms.push(form);
            Ok(())
        })?;
        let automaton = AhoCorasick::builder().kind(Some(AhoCorasickKind::DFA)).build(literals.keys());
        let broken = |error: aho_corasick::BuildError| Error::Knowledge {
            table: "citations",
            message: format!("literals: {error}"),
        };
        found.literals = Some(automaton.map_err(broken)?);
        found.owners = literals.into_values().collect();
        Ok(found)
    }

    /// The citations in a run of words, in their order; of two that overlap, the one that carries more.
    #[must_use]
    pub fn find(&self, text: &str) -> Vec<Cited> {
        let found = self.windows(text).into_iter().filter_map(|(number, windows)| {
            let form = self.forms.get(number)?;
            Some(windows.into_iter().flat_map(move |window| self.of_form(form, text, window)).take(MOST))
        });
        let mut found: Vec<Cited> = found.flatten().collect();
        found.sort_by_key(|cited| {
            (Reverse(cited.dated.floor_strength), Reverse(cited.dated.floor), Reverse(cited.range.len()))
        });
        let mut taken = BTreeMap::new();
        found.retain(|cited| {
            let before = taken.range(..cited.range.end).next_back();
            let free = before.is_none_or(|(_, end)| *end <= cited.range.start);
            if free {
                taken.insert(cited.range.start, cited.range.end);
            }
            free
        });
        found.sort_by_key(|cited| cited.range.start);
        found.truncate(MOST);
        found
    }

    /// A row by its id.
    #[must_use]
    pub fn fact(&self, row: &str) -> Option<Fact> {
        self.forms.iter().map(|form| &form.fact).find(|fact| fact.id.strip_prefix("citation:") == Some(row)).cloned()
    }

    /// Every expression with its id.
    pub fn expressions(&self) -> impl Iterator<Item = (&str, &Expression)> {
        self.forms.iter().map(|form| (form.fact.id.as_str(), &form.expression))
    }

    /// The stretches of text in which a form may occur, by the form's number.
    fn windows(&self, text: &str) -> BTreeMap<usize, Vec<Range<usize>>> {
        let mut windows = BTreeMap::<usize, Vec<Range<usize>>>::new();
        let Some(literals) = &self.literals else { return windows };
        for literal in literals.find_overlapping_iter(text) {
            for number in self.owners.get(literal.pattern().as_usize()).into_iter().flatten() {
                let reach = self.forms.get(*number).map_or(REACH, Form::reach);
                let start = text.floor_char_boundary(literal.start().saturating_sub(reach));
                let end = text.ceil_char_boundary(literal.end().saturating_add(reach));
                let of_form = windows.entry(*number).or_default();
                match of_form.last_mut().filter(|last| start <= last.end) {
                    Some(last) => last.end = end,
                    None => of_form.push(start..end),
                }
            }
        }
        windows
    }

    fn of_form(&self, form: &Form, text: &str, window: Range<usize>) -> Vec<Cited> {
        let (Some(around), Some(expression)) = (text.get(window.clone()), form.expression.get()) else { return vec![] };
        let plain = Plain::of(around);
        let matches = expression.captures_iter(plain.text().as_bytes());
        let cited = matches.filter_map(|captures| {
            let place = captures.get(0)?.range();
            // What runs to the window's edge may run on beyond it.
            let cut =
                place.start == 0 && window.start > 0 || place.end == plain.text().len() && window.end < text.len();
            let dated = if cut { None } else { self.dated(form, &captures, plain.text().get(place.clone())?) }?;
            let place = plain.original(&place);
            let range = window.start + place.start..window.start + place.end;
            Some(Cited { range, dated, strength: form.strength, form: form.name.clone() })
        });
        cited.take(MOST).collect()
    }

    /// What a match is; none where its date or its check digits are wrong.
    fn dated(&self, form: &Form, captures: &Captures<'_>, text: &str) -> Option<Dated> {
        if form.check_digits.is_some_and(|rule| !rule.hold(text)) {
            return None;
        }
        let number = self.number(form, captures);
        let written = match &form.rule {
            Rule::Clock(clock) => Some(clock.read(captures)?),
            _ => self.months.date(captures).ok()?,
        };
        if form.year_of_number && !years_fit(number, written.as_ref()) {
            return None;
        }
        let own = match (&form.rule, &written) {
            (Rule::Date | Rule::Clock(_), None) => return None,
            (Rule::Number, _) => number.map(|number| (number.floor, number.released)),
            (_, Some(written)) => Some(((Some(written.first), form.own_strength()), Some(written.first))),
            (Rule::Form, None) => None,
        };
        let own =
            own.map(|((first, strength), released)| ((first.map(|at| at.plus(-form.tolerance)), strength), released));
        let ((at, carries), released) =
            own.into_iter().chain([(form.floor, form.released)]).max_by_key(|((at, _), _)| *at)?;
        Some(Dated {
            fact: form.fact.clone(),
            what: form.what(captures, text, written.as_ref()),
            maker: format!("citations: {}", form.name),
            floor: Some(at?),
            floor_strength: carries.min(form.strength),
            release: released,
        })
    }

    /// The number of the form's register that a match reaches.
    fn number(&self, form: &Form, captures: &Captures<'_>) -> Option<&Number> {
        let numbers = self.numbers.get(&form.table)?;
        let written = captures.name("number").or_else(|| captures.name("conv"))?;
        let written = std::str::from_utf8(written.as_bytes()).ok()?;
        let digits: String = written.chars().filter(char::is_ascii_digit).collect();
        let number = digits.parse().ok().or_else(|| roman(written))?;
        numbers.range(..=number).next_back().map(|(_, number)| number)
    }
}

/// Whether a number of a yearly series is of the written year or of one beside it.
fn years_fit(number: Option<&Number>, written: Option<&Written>) -> bool {
    match (number.and_then(|number| number.year), written) {
        (Some(known), Some(written)) => (written.year - known).abs() <= 1,
        _ => true,
    }
}

/// The literals of a row; the space in one may be a line's end or a no-break space in the text.
fn spellings(literals: &str) -> BTreeSet<String> {
    let each = literals.split('|').filter(|literal| !literal.is_empty());
    each.flat_map(|literal| [" ", "\n", "\u{a0}"].map(|space| literal.replace(' ', space))).collect()
}

/// The number of a convocation in Roman numerals up to nine.
fn roman(text: &str) -> Option<u64> {
    let numerals = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];
    numerals.iter().position(|numeral| *numeral == text.to_uppercase()).and_then(|at| u64::try_from(at + 1).ok())
}

fn strength(word: &str) -> Option<Strength> {
    Some(match word {
        "hard" => Strength::Hard,
        "strong" => Strength::Strong,
        "medium" => Strength::Medium,
        _ => return None,
    })
}

/// A rule of form needs no source: it counts as read.
fn floor_of(earliest: &str, basis: &str, confidence: &str) -> Result<(Option<Instant>, Strength), String> {
    let basis = if basis == "axiom" { "read" } else { basis };
    Ok(floor(first_instant(earliest)?, basis, confidence, false))
}

impl Number {
    fn read(row: &Row<'_>) -> Result<Self, Error> {
        let released = row.get("released")?;
        Ok(Self {
            floor: floor_of(&row.get("earliest")?, &row.get("basis")?, &row.get("confidence")?)
                .map_err(|why| row.error(why))?,
            released: first_instant(&released).map_err(|why| row.error(why))?,
            year: released.get(..4).and_then(|year| year.parse().ok()),
        })
    }
}

impl Form {
    fn read(row: &Row<'_>) -> Result<Self, Error> {
        let (name, table, check) = (row.get("form")?, row.get("table")?, row.get("check")?);
        let (earliest, released) = (row.get("earliest")?, row.get("released")?);
        let (basis, confidence) = (row.get("basis")?, row.get("confidence")?);
        let clock = Clock::named(&table);
        let rule = match (row.get("rule")?.as_str(), clock) {
            ("date", _) => Rule::Date,
            ("table", None) => Rule::Number,
            ("clock", Some(clock)) => Rule::Clock(clock),
            ("form", _) => Rule::Form,
            (rule, _) => return Err(row.error(format!("no rule {rule:?} with the table {table:?}"))),
        };
        let year_of_number = check == "year of number";
        let check_digits = CheckDigits::named(&check);
        if check_digits.is_none() && !year_of_number && !check.is_empty() {
            return Err(row.error(format!("no check {check:?}")));
        }
        let (tolerance, ceiling) = (row.get("tolerance_days")?, row.get("strength")?);
        let days: i64 = tolerance.parse().map_err(|_| row.error(format!("{tolerance:?} is not a number of days")))?;
        Ok(Self {
            floor: floor_of(&earliest, &basis, &confidence).map_err(|why| row.error(why))?,
            released: first_instant(&released).map_err(|why| row.error(why))?,
            strength: strength(&ceiling).ok_or_else(|| row.error(format!("no strength {ceiling:?}")))?,
            tolerance: days.saturating_mul(DAY),
            what: row.get("what")?,
            expression: Expression::new(row.get("pattern")?),
            reach: OnceLock::new(),
            fact: Fact {
                id: format!("citation:{}", row.get("id")?),
                statement: statement(&name, &rule, &earliest),
                basis,
                confidence,
                earliest,
                released,
                source: row.get("source")?,
            },
            table: if clock.is_some() { String::new() } else { table },
            name,
            rule,
            check_digits,
            year_of_number,
        })
    }

    /// What a date carries that is written in the reference itself.
    fn own_strength(&self) -> Strength {
        let sure = self.fact.basis != "recall" && self.fact.confidence == "high";
        if sure { Strength::Hard } else { Strength::Strong }
    }

    /// Bytes on either side of the literal in which the reference lies.
    fn reach(&self) -> usize {
        *self.reach.get_or_init(|| {
            let parsed = regex_syntax::parse(self.expression.pattern()).ok();
            let longest = parsed.and_then(|parsed| parsed.properties().maximum_len());
            longest.map_or(REACH, |longest| longest.saturating_add(SPACES).min(REACH))
        })
    }

    /// The reference in plain words.
    fn what(&self, captures: &Captures<'_>, text: &str, written: Option<&Written>) -> String {
        let mut what = String::new();
        let mut rest = self.what.as_str();
        while let Some((before, (group, after))) =
            rest.split_once('{').and_then(|(before, after)| Some((before, after.split_once('}')?)))
        {
            what.push_str(before);
            match group {
                "text" => what.push_str(&shown(text.trim_end_matches([' ', '.', ',', ';']))),
                "date" => what.push_str(&written.map(|written| plain_date(&written.iso)).unwrap_or_default()),
                group => {
                    let part = captures.name(group).map(|part| String::from_utf8_lossy(part.as_bytes()));
                    what.push_str(part.unwrap_or_default().trim_end_matches(['.', '-', '/']));
                }
            }
            rest = after;
        }
        what.push_str(rest);
        what
    }
}

fn statement(form: &str, rule: &Rule, earliest: &str) -> String {
    let carries = match rule {
        Rule::Date => "a reference of this form carries its date",
        Rule::Number => "the numbers follow each other, so that a number has a first day",
        Rule::Clock(_) => "the identifier carries the time at which it was given",
        Rule::Form => return format!("{form}: no trace of it is known from before {}", plain_date(earliest)),
    };
    format!("{form}: {carries}")
}

fn shown(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests;
