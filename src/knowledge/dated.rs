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
        lower.contains(&self.keyword)
            && self.expression.get().is_some_and(|expression| expression.is_match(text.as_bytes()))
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

/// Rows that are looked up by the bytes with which a text begins, so that few expressions are tried.
#[derive(Debug, Default)]
pub struct DatedRows {
    rows: Vec<DatedRow>,
    /// Beginnings of the texts that a row matches, with the number of the row. A row that may match any text has the empty one.
    beginnings: Vec<(Vec<u8>, usize)>,
    /// What was asked before.
    asked: Answers<Option<usize>>,
}

impl DatedRows {
    /// With an index over the rows.
    #[must_use]
    pub fn new(rows: Vec<DatedRow>) -> Self {
        let numbered = rows.iter().enumerate().flat_map(|(number, row)| {
            let beginnings = row.expression.beginnings();
            let beginnings = if beginnings.is_empty() { vec![vec![]] } else { beginnings };
            beginnings.into_iter().map(move |beginning| (beginning, number))
        });
        let beginnings = numbered.collect();
        Self { rows, beginnings, asked: Answers::default() }
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
        let begun = self.beginnings.iter().filter(|(beginning, _)| text.as_bytes().starts_with(beginning));
        // In the order of the table, so that of two rows alike the later one counts; two beginnings of a row are one after the other.
        let mut numbers: Vec<usize> = begun.map(|(_, number)| *number).collect();
        numbers.dedup();
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
