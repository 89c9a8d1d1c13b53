//! Tables of dated names: one row a name, with a pattern or an exact keyword, all read alike.

use crate::knowledge::table::{Row, first_instant, floor, rows};
use crate::knowledge::{Dated, text};
use crate::model::{Error, Fact, Instant};
use regex::Regex;
use std::collections::BTreeMap;
use std::sync::OnceLock;

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
    /// An expression; empty where the keyword is the whole text.
    pattern: String,
    expression: OnceLock<Option<Regex>>,
    /// The letters with which a text that the pattern matches begins.
    beginning: String,
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
    match (earliest.is_empty(), released.is_empty()) {
        (true, true) => format!("{name}: no date known"),
        (true, false) => format!("{name} is known since {released}"),
        (false, true) => format!("{name} is not known before {earliest}"),
        (false, false) => format!("{name} is known since {released}; nothing of it is known before {earliest}"),
    }
}

/// The letters with which a text must begin, for an expression that begins with `^` and plain letters and has no
/// alternative to them.
fn literal_beginning(pattern: &str) -> &str {
    let Some(rest) = pattern.strip_prefix('^') else { return "" };
    let mut depth = 0_i32;
    let alternative = rest.chars().any(|character| {
        depth += i32::from(character == '(') - i32::from(character == ')');
        character == '|' && depth == 0
    });
    if alternative {
        return "";
    }
    let end = rest.find(|character: char| !character.is_ascii_alphanumeric()).unwrap_or(rest.len());
    // The last letter may be optional or repeated.
    let end =
        if rest.get(end..).is_some_and(|tail| tail.starts_with(['?', '*', '{'])) { end.saturating_sub(1) } else { end };
    rest.get(..end).unwrap_or_default()
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
            beginning: literal_beginning(&pattern).to_owned(),
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
            pattern,
            expression: OnceLock::new(),
            name,
        })
    }

    /// Whether the text names the row. A row without pattern lists exact strings in its keyword, with `|` between them.
    #[must_use]
    pub fn matches(&self, text: &str, lower: &str) -> bool {
        if self.pattern.is_empty() {
            return self.keyword.split('|').any(|exact| !exact.is_empty() && exact == lower);
        }
        if !lower.contains(&self.keyword) || !text.starts_with(&self.beginning) {
            return false;
        }
        let expression = self.expression.get_or_init(|| Regex::new(&self.pattern).ok()).as_ref();
        expression.is_some_and(|expression| expression.is_match(text))
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

    /// The pattern, for the test that compiles them all.
    #[must_use]
    pub fn pattern(&self) -> &str {
        &self.pattern
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
}

impl DatedRows {
    /// With an index over the rows.
    #[must_use]
    pub fn new(rows: Vec<DatedRow>) -> Self {
        let (mut by_beginning, mut any) = (BTreeMap::<_, Vec<usize>>::new(), Vec::new());
        for (number, row) in rows.iter().enumerate() {
            match beginning(&row.beginning) {
                Some(letters) => by_beginning.entry(letters).or_default().push(number),
                None => any.push(number),
            }
        }
        Self { rows, by_beginning, any }
    }

    /// All rows.
    #[must_use]
    pub fn rows(&self) -> &[DatedRow] {
        &self.rows
    }

    /// The most specific row that a text names, by the length of its name: Calibri Light over Calibri.
    #[must_use]
    pub fn best(&self, text: &str) -> Option<&DatedRow> {
        let lower = text.to_lowercase();
        let length = |row: &DatedRow| row.name.chars().filter(|character| !character.is_whitespace()).count();
        let begun = beginning(text).and_then(|letters| self.by_beginning.get(&letters));
        let mut numbers: Vec<usize> = begun.into_iter().flatten().chain(&self.any).copied().collect();
        // In the order of the table, so that of two rows alike the later one counts.
        numbers.sort_unstable();
        numbers
            .into_iter()
            .filter_map(|number| self.rows.get(number))
            .filter(|row| row.matches(text, &lower))
            .max_by_key(|row| (length(row), row.earliest))
    }
}

fn beginning(text: &str) -> Option<[char; 2]> {
    let mut letters = text.chars();
    Some([letters.next()?, letters.next()?])
}
