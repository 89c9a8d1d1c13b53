//! Strings that carry a date of their own: build stamps, calendar versions, copyright years.

use crate::knowledge::expression::Expression;
use crate::knowledge::table::rows;
use crate::knowledge::text;
use crate::model::{Error, Fact, Instant, Strength};
use chrono::NaiveDate;
use regex::bytes::Captures;

/// Dates outside of this range are misreadings: there was no PDF before, and no table will be used after.
const YEARS: std::ops::RangeInclusive<i32> = 1985..=2100;
const DAY_BEGINS_EARLIER: i64 = -14 * 3600;

#[derive(Debug)]
struct Pattern {
    fact: Fact,
    vendor: String,
    product: String,
    fields: Vec<String>,
    keyword: String,
    allowance_months: u32,
    expression: Expression,
}

/// The table.
#[derive(Debug, Default)]
pub struct SelfDating {
    patterns: Vec<Pattern>,
}

/// A date that a string carries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    /// The row that reads it.
    pub fact: Fact,
    /// The date in the string, normalised.
    pub date: String,
    /// What carries it: "XMP Core build stamp".
    pub what: String,
    /// Who makes the program.
    pub maker: String,
    /// The string cannot have been written before this.
    pub floor: Instant,
    /// Hard where the rule was read and is of high confidence.
    pub strength: Strength,
}

impl SelfDating {
    /// Reads the table.
    ///
    /// # Errors
    /// The first broken row.
    pub fn parse() -> Result<Self, Error> {
        let mut patterns = Vec::new();
        rows("self_dating", text("self_dating"), |row| {
            let allowance = row.get("allowance_months")?;
            let (id, product) = (row.get("id")?, row.get("product")?);
            patterns.push(Pattern {
                fact: Fact {
                    id: format!("self-dating:{id}"),
                    statement: format!("{product}: the string itself contains the date"),
                    basis: row.get("basis")?,
                    confidence: row.get("confidence")?,
                    earliest: String::new(),
                    released: String::new(),
                    source: row.get("source")?,
                },
                vendor: row.get("vendor")?,
                product,
                fields: row.get("fields")?.split('|').map(str::to_owned).collect(),
                keyword: row.get("keyword")?,
                allowance_months: allowance
                    .parse()
                    .map_err(|_| row.error(format!("allowance {allowance:?} is not a number")))?,
                expression: Expression::new(row.get("pattern")?),
            });
            Ok(())
        })?;
        Ok(Self { patterns })
    }

    /// The dates that a string in a field carries.
    #[must_use]
    pub fn look_up(&self, field: &str, text: &str) -> Vec<Stamp> {
        let lower = text.to_lowercase();
        self.patterns
            .iter()
            .filter(|pattern| pattern.fields.iter().any(|word| word == field) && lower.contains(&pattern.keyword))
            .filter_map(|pattern| {
                let expression = pattern.expression.get()?;
                // A string may name several years; the latest is when it was written.
                let (date, shown) =
                    expression.captures_iter(text.as_bytes()).filter_map(|captures| date_in(&captures)).max()?;
                let read = pattern.fact.basis == "read" && pattern.fact.confidence == "high";
                if pattern.fact.confidence == "low" {
                    return None;
                }
                let allowance = pattern.allowance_months + if read { 0 } else { 12 };
                Some(Stamp {
                    fact: pattern.fact.clone(),
                    date: shown,
                    what: pattern.product.clone(),
                    maker: if pattern.vendor.is_empty() {
                        "the string itself".to_owned()
                    } else {
                        pattern.vendor.clone()
                    },
                    floor: Instant::from_date(date).plus(DAY_BEGINS_EARLIER).months_before(allowance),
                    strength: if read { Strength::Hard } else { Strength::Strong },
                })
            })
            .collect()
    }

    /// A row by id.
    #[must_use]
    pub fn fact(&self, row: &str) -> Option<Fact> {
        self.patterns
            .iter()
            .map(|pattern| &pattern.fact)
            .find(|fact| fact.id.strip_prefix("self-dating:") == Some(row))
            .cloned()
    }

    /// Every expression with its id.
    pub fn expressions(&self) -> impl Iterator<Item = (&str, &Expression)> {
        self.patterns.iter().map(|pattern| (pattern.fact.id.as_str(), &pattern.expression))
    }
}

fn date_in(captures: &Captures<'_>) -> Option<(NaiveDate, String)> {
    let text = |name: &str| captures.name(name).and_then(|part| std::str::from_utf8(part.as_bytes()).ok());
    let number = |name: &str| text(name).and_then(|part| part.parse::<u32>().ok());
    if let Some(days) = number("days_since_2005_01_01") {
        let date = NaiveDate::from_ymd_opt(2005, 1, 1)?.checked_add_days(chrono::Days::new(u64::from(days)))?;
        return in_range(date).map(|date| (date, date.to_string()));
    }
    let year = match (number("year"), number("yy")) {
        (Some(year), _) => i32::try_from(year).ok()?,
        (None, Some(yy)) => 2000 + i32::try_from(yy % 100).ok()?,
        (None, None) => return None,
    };
    let month = number("month")
        .or_else(|| text("month_name").and_then(month_named))
        .or_else(|| number("half").map(|half| if half == 2 { 7 } else { 1 }));
    let day = number("day");
    let date = in_range(NaiveDate::from_ymd_opt(year, month.unwrap_or(1), day.unwrap_or(1))?)?;
    let shown = match (month, day) {
        (Some(_), Some(_)) => date.to_string(),
        (Some(month), None) => format!("{year}-{month:02}"),
        _ => year.to_string(),
    };
    Some((date, shown))
}

fn in_range(date: NaiveDate) -> Option<NaiveDate> {
    use chrono::Datelike;
    YEARS.contains(&date.year()).then_some(date)
}

fn month_named(name: &str) -> Option<u32> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let name = name.to_lowercase();
    MONTHS.iter().position(|month| name.starts_with(month)).and_then(|at| u32::try_from(at + 1).ok())
}
