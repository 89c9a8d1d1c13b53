//! Tables of dated names: one row a name, with a pattern or an exact keyword, all read alike.

use crate::knowledge::answers::Answers;
use crate::knowledge::expression::Expression;
use crate::knowledge::table::{Row, first_instant, floor, rows};
use crate::knowledge::{Dated, text};
use crate::model::{Error, Fact, Instant, plain_date};
use std::collections::{BTreeMap, BTreeSet};

/// A row.
#[derive(Debug)]
pub struct DatedRow {
    fact: Fact,
    /// The name: a typeface, a service, a model.
    pub name: String,
    /// Who makes it.
    maker: String,
    /// What must occur in the text, in lower case; empty where the pattern says all.
    keyword: String,
    /// Empty where the keyword is the whole text.
    expression: Expression,
    /// A text that the pattern matches begins with one of these; none where it may begin with anything.
    beginnings: Vec<String>,
    earliest: Option<Instant>,
    released: Option<Instant>,
    ceiling: bool,
}

/// Reads a table: `columns` names its name, maker, keyword and pattern columns, empty where it has none.
///
/// # Errors
/// The first broken row.
pub fn parse(table: &'static str, prefix: &str, columns: [&str; 4]) -> Result<Vec<DatedRow>, Error> {
    let mut found = Vec::new();
    rows(table, text(table), |row| {
        found.push(DatedRow::read(row, prefix, columns)?);
        Ok(())
    })?;
    Ok(found)
}

fn statement(name: &str, earliest: &str, released: &str) -> String {
    let (before, since) = (plain_date(earliest), plain_date(released));
    match (earliest.is_empty(), released.is_empty()) {
        (true, true) => format!("{name}: no date is known"),
        (true, false) => format!("{name} dates from {since}"),
        (false, true) => format!("no trace of {name} is known from before {before}"),
        (false, false) => format!("{name} dates from {since}; no trace of it is known from before {before}"),
    }
}

/// The letters with which a text must begin, one of them, that an expression matches: those after a `^`, or those of each
/// alternative of a group that stands there. None where the expression does not say.
fn literal_beginnings(pattern: &str) -> Vec<String> {
    let Some(rest) = pattern.strip_prefix('^') else { return vec![] };
    let whole = alternatives(rest);
    let [_] = whole.as_slice() else { return vec![] };
    let group = rest.strip_prefix("(?:").and_then(|inner| {
        let first = alternatives(inner);
        let length: usize = first.iter().map(|alternative| alternative.len() + 1).sum();
        // What may be left out is no beginning.
        let behind = inner.get(length..).unwrap_or_default();
        (!behind.starts_with(['?', '*', '{'])).then_some(first)
    });
    let beginnings: Vec<&str> = group.unwrap_or(whole).into_iter().map(literal).collect();
    if beginnings.iter().any(|beginning| beginning.is_empty()) {
        return vec![];
    }
    beginnings.into_iter().map(str::to_owned).collect()
}

/// The alternatives up to the end of the text, or of the group in which it stands.
fn alternatives(pattern: &str) -> Vec<&str> {
    let (mut found, mut start, mut depth, mut escaped) = (Vec::new(), 0, 0_usize, false);
    for (at, character) in pattern.char_indices() {
        match character {
            _ if std::mem::take(&mut escaped) => {}
            '\\' => escaped = true,
            '(' => depth += 1,
            ')' if depth == 0 => {
                found.extend(pattern.get(start..at));
                return found;
            }
            ')' => depth -= 1,
            '|' if depth == 0 => {
                found.extend(pattern.get(start..at));
                start = at + 1;
            }
            _ => {}
        }
    }
    found.extend(pattern.get(start..));
    found
}

/// The plain letters with which a pattern begins.
fn literal(pattern: &str) -> &str {
    let plain = |character: char| character.is_alphanumeric() || matches!(character, ' ' | '-' | '_');
    let end = pattern.find(|character| !plain(character)).unwrap_or(pattern.len());
    let (letters, rest) = pattern.split_at(end);
    // The last letter may be optional or repeated.
    let last = letters.chars().last().filter(|_| rest.starts_with(['?', '*', '{']));
    last.and_then(|last| letters.strip_suffix(last)).unwrap_or(letters)
}

impl DatedRow {
    /// Reads a row; `columns` as for [`parse`].
    ///
    /// # Errors
    /// A missing column or a broken date.
    pub fn read(row: &Row<'_>, prefix: &str, columns: [&str; 4]) -> Result<Self, Error> {
        let column = |name: &str| if name.is_empty() { Ok(String::new()) } else { row.get(name) };
        let [name, maker, keyword, pattern] = columns;
        let (earliest, released) = (row.get("earliest")?, row.get("released")?);
        let name = column(name)?;
        let pattern = column(pattern)?;
        Ok(Self {
            beginnings: literal_beginnings(&pattern),
            earliest: first_instant(&earliest).map_err(|why| row.error(why))?,
            released: first_instant(&released).map_err(|why| row.error(why))?,
            ceiling: row.get("date_kind")? == "ceiling",
            fact: Fact {
                id: format!("{prefix}:{}", row.get("id")?),
                statement: statement(&name, &earliest, &released),
                basis: row.get("basis")?,
                confidence: row.get("confidence")?,
                earliest,
                released,
                source: row.get("source")?,
            },
            maker: column(maker)?,
            keyword: column(keyword)?,
            expression: Expression::new(pattern),
            name,
        })
    }

    /// Whether the text names the row. A row without pattern lists exact strings in its keyword, with `|` between them.
    #[must_use]
    pub fn matches(&self, text: &str, lower: &str) -> bool {
        if self.expression.pattern().is_empty() {
            return self.keyword.split('|').any(|exact| !exact.is_empty() && exact == lower);
        }
        let begins = self.beginnings.is_empty() || self.beginnings.iter().any(|beginning| text.starts_with(beginning));
        if !begins || !lower.contains(&self.keyword) {
            return false;
        }
        self.expression.get().is_some_and(|expression| expression.is_match(text.as_bytes()))
    }

    /// The row with its dates.
    #[must_use]
    pub fn dated(&self) -> Dated {
        let (floor, floor_strength) = floor(self.earliest, &self.fact.basis, &self.fact.confidence, self.ceiling);
        let low = self.fact.confidence == "low" || self.ceiling;
        Dated {
            fact: self.fact.clone(),
            what: self.name.clone(),
            maker: if self.maker.is_empty() { self.name.clone() } else { self.maker.clone() },
            floor,
            floor_strength,
            release: if low { None } else { self.released },
        }
    }

    /// Who makes it.
    #[must_use]
    pub fn maker(&self) -> &str {
        &self.maker
    }

    /// The row's fact.
    #[must_use]
    pub fn fact(&self) -> &Fact {
        &self.fact
    }

    /// The keyword.
    #[must_use]
    pub fn keyword(&self) -> &str {
        &self.keyword
    }

    /// Its expression.
    #[must_use]
    pub fn expression(&self) -> &Expression {
        &self.expression
    }
}

/// Rows that are looked up by the letters with which a text begins, so that few expressions are tried.
#[derive(Debug, Default)]
pub struct DatedRows {
    rows: Vec<DatedRow>,
    /// The numbers of rows whose texts begin with these two letters.
    by_beginning: BTreeMap<[char; 2], Vec<usize>>,
    /// The numbers of rows that may match any text.
    any: Vec<usize>,
    /// What was asked before.
    asked: Answers<Option<usize>>,
}

impl DatedRows {
    /// With an index over the rows.
    #[must_use]
    pub fn new(rows: Vec<DatedRow>) -> Self {
        let (mut by_beginning, mut any) = (BTreeMap::<_, Vec<usize>>::new(), Vec::new());
        for (number, row) in rows.iter().enumerate() {
            let letters: Option<BTreeSet<[char; 2]>> = row.beginnings.iter().map(|text| beginning(text)).collect();
            match letters.filter(|letters| !letters.is_empty()) {
                Some(letters) => {
                    letters.into_iter().for_each(|letters| by_beginning.entry(letters).or_default().push(number));
                }
                None => any.push(number),
            }
        }
        Self { rows, by_beginning, any, asked: Answers::default() }
    }

    /// All rows.
    #[must_use]
    pub fn rows(&self) -> &[DatedRow] {
        &self.rows
    }

    /// The most specific row that a text names, by the length of its name: Calibri Light over Calibri.
    #[must_use]
    pub fn best(&self, text: &str) -> Option<&DatedRow> {
        self.rows.get(self.asked.of(text, || self.search(text))?)
    }

    fn search(&self, text: &str) -> Option<usize> {
        let lower = text.to_lowercase();
        let length = |row: &DatedRow| row.name.chars().filter(|character| !character.is_whitespace()).count();
        let begun = beginning(text).and_then(|letters| self.by_beginning.get(&letters));
        let mut numbers: Vec<usize> = begun.into_iter().flatten().chain(&self.any).copied().collect();
        // In the order of the table, so that of two rows alike the later one counts.
        numbers.sort_unstable();
        numbers
            .into_iter()
            .filter_map(|number| Some((number, self.rows.get(number)?)))
            .filter(|(_, row)| row.matches(text, &lower))
            .max_by_key(|(_, row)| (length(row), row.earliest))
            .map(|(number, _)| number)
    }
}

/// Rows that are looked up by the keywords that occur in a text, of which most rows' do not.
#[derive(Debug, Default)]
pub struct KeywordRows {
    rows: Vec<DatedRow>,
    /// The numbers of rows whose keywords begin with these two bytes.
    by_pair: BTreeMap<[u8; 2], Vec<usize>>,
}

impl KeywordRows {
    /// With an index over the rows, all of which have a keyword of two bytes or more.
    #[must_use]
    pub fn new(rows: Vec<DatedRow>) -> Self {
        let mut by_pair = BTreeMap::<_, Vec<usize>>::new();
        for (number, row) in rows.iter().enumerate() {
            if let Some(pair) = row.keyword.as_bytes().first_chunk() {
                by_pair.entry(*pair).or_default().push(number);
            }
        }
        Self { rows, by_pair }
    }

    /// All rows.
    #[must_use]
    pub fn rows(&self) -> &[DatedRow] {
        &self.rows
    }

    /// The rows that a text names, in the order of the table.
    pub fn all<'a>(&'a self, text: &'a str) -> impl Iterator<Item = &'a DatedRow> {
        let lower = text.to_lowercase();
        let pairs: BTreeSet<[u8; 2]> = lower.as_bytes().windows(2).map(|pair| [pair[0], pair[1]]).collect();
        let numbers: BTreeSet<usize> =
            pairs.iter().filter_map(|pair| self.by_pair.get(pair)).flatten().copied().collect();
        let rows = numbers.into_iter().filter_map(|number| self.rows.get(number));
        rows.filter(move |row| row.matches(text, &lower))
    }
}

fn beginning(text: &str) -> Option<[char; 2]> {
    let mut letters = text.chars();
    Some([letters.next()?, letters.next()?])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_beginnings_of_an_expression_are_those_of_every_text_that_it_matches() {
        let beginnings = |pattern: &str| literal_beginnings(pattern).join("|");
        assert_eq!(beginnings("^Calibri(?:Bold)?$"), "Calibri");
        assert_eq!(beginnings("^Arial ?Unicode ?MS"), "Arial");
        assert_eq!(beginnings("^(?:KaiTi|楷体)(?:,Bold)?$"), "KaiTi|楷体");
        assert_eq!(beginnings(r"^(?:Chalkboard|Chalk SE \(10\.6\))(?:SE)?.*"), "Chalkboard|Chalk SE ");
        // One that may begin otherwise has none.
        for pattern in ["Calibri", r"^\.?SF", "^(?:A|B)?C", "^Aa|^Bb", "^(?:|B)", "^[AB]c", "^(?:A(?:b|c)|[Dd])"] {
            assert_eq!(beginnings(pattern), "", "{pattern}");
        }
    }
}
