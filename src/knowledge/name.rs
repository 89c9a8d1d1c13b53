//! A row of dated names: of the shipped table, or of the list of a newsroom.

use crate::knowledge::Dated;
use crate::knowledge::table::{Row, first_instant, floor, when};
use crate::model::{Error, Fact, Instant, Strength};
use chrono::{Datelike, Months, NaiveDate};

/// A day ends last in the furthest west, twelve hours after Greenwich.
const DAY_ENDS_LATER: i64 = 12 * 3600;
/// A row.
#[derive(Debug, Clone, Default)]
pub struct Name {
    /// The row, unique in its table.
    pub id: String,
    /// The name as it is said in a report.
    pub name: String,
    /// The spellings to look for, with `|` between them.
    pub forms: String,
    /// What it is a name of.
    pub kind: String,
    /// Words of which one must be in the same text, in small letters with `|` between them; empty where the name needs none.
    pub context: String,
    /// Whether the words have an older sense, so that they never count alone.
    pub ambiguous: bool,
    /// From when on it was in use: a year, a month or a day.
    pub released: String,
    /// Before this no trace of it is known.
    pub earliest: String,
    /// Whether room for error is in `earliest` already: it was reckoned from the release, not found.
    pub margin: bool,
    /// After this it was out of use.
    pub valid_until: String,
    /// Where the dates are stated.
    pub source: String,
    /// `read` at the source, `recall`, or `own` of a newsroom.
    pub basis: String,
    /// high, medium or low.
    pub confidence: String,
}

/// The end of the day, the month or the year that a date of a table names.
fn last_instant(iso: &str) -> Option<Instant> {
    let mut parts = iso.split('-').map(|part| part.parse::<u32>().ok());
    let (year, month, day) = (parts.next()??, parts.next().flatten(), parts.next().flatten());
    let first = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month.unwrap_or(1), day.unwrap_or(1))?;
    let next = match (month, day) {
        (_, Some(_)) => first.succ_opt(),
        (Some(_), None) => first.checked_add_months(Months::new(1)),
        (None, None) => first.with_year(first.year() + 1),
    };
    next.map(|next| Instant::from_date(next).plus(DAY_ENDS_LATER))
}

impl Name {
    /// Reads a row of the shipped table.
    ///
    /// # Errors
    /// A missing column.
    pub fn read(row: &Row<'_>) -> Result<Name, Error> {
        Ok(Name {
            id: row.get("id")?,
            name: row.get("name")?,
            forms: row.get("forms")?,
            kind: row.get("kind")?,
            context: row.get("context")?,
            ambiguous: row.get("ambiguous")? == "y",
            released: row.get("released")?,
            earliest: row.get("earliest")?,
            margin: row.get("margin")? == "y",
            valid_until: row.get("valid_until")?,
            source: row.get("source")?,
            basis: row.get("basis")?,
            confidence: row.get("confidence")?,
        })
    }

    fn statement(&self) -> String {
        let used =
            if self.released.is_empty() { String::new() } else { format!(" dates from {}", when_bare(&self.released)) };
        let since = if self.earliest.is_empty() { &self.released } else { &self.earliest };
        let trace = format!("no trace of it is known from before {}", when_bare(since));
        if used.is_empty() {
            format!("the name {}: {trace}", self.name)
        } else {
            format!("the name {}{used}; {trace}", self.name)
        }
    }

    /// The row with its dates; a name with an older sense has neither floor nor release.
    #[must_use]
    pub fn dated(&self) -> Dated {
        let instant = |iso: &str| first_instant(iso).ok().flatten();
        let (floor, floor_strength) = match self.ambiguous {
            true => (None, Strength::Informational),
            // Room for error is given once.
            false if self.margin => (instant(&self.earliest), Strength::Strong),
            false => floor(instant(&self.earliest), &self.basis, &self.confidence, false),
        };
        Dated {
            fact: Fact {
                id: format!("name:{}", self.id),
                statement: self.statement(),
                basis: self.basis.clone(),
                confidence: self.confidence.clone(),
                earliest: self.earliest.clone(),
                released: self.released.clone(),
                source: self.source.clone(),
            },
            what: self.name.clone(),
            maker: format!("the name {}", self.name),
            floor,
            // Plans and hopes use a name before its day.
            floor_strength: floor_strength.min(Strength::Strong),
            release: if self.ambiguous || self.confidence == "low" { None } else { instant(&self.released) },
        }
    }

    /// The instant at which the name is out of use everywhere.
    #[must_use]
    pub fn out_of_use(&self) -> Option<Instant> {
        last_instant(&self.valid_until)
    }

    /// A row that a newsroom wrote; the columns are named as in the shipped table.
    ///
    /// # Errors
    /// What cannot be used, with its line and column.
    pub fn own(header: &csv::StringRecord, record: &csv::StringRecord, line: u64) -> Result<Self, Error> {
        let fault =
            |column: &str, message: String| Error::Claim { place: format!("line {line}, column {column}"), message };
        let get = |column: &str| {
            let at = header.iter().position(|name| name.trim().trim_start_matches('\u{feff}') == column);
            at.and_then(|at| record.get(at)).unwrap_or_default().trim().to_owned()
        };
        let date = |column: &str| {
            first_instant(&get(column))
                .map_err(|why| fault(column, format!("{why}; write 2021, 2021-03 or 2021-03-14")))
        };
        let name = get("name");
        let forms = if get("forms").is_empty() { name.clone() } else { get("forms") };
        if name.is_empty() {
            return Err(fault("name", "a row needs a name".to_owned()));
        }
        if let Some(short) =
            forms.split('|').find(|form| form.chars().filter(|letter| letter.is_alphanumeric()).count() < 2)
        {
            return Err(fault("forms", format!("{short:?} is too short to look for")));
        }
        if date("earliest")?.is_none() {
            return Err(fault(
                "earliest",
                "a row needs a day, a month or a year before which nobody used the name".to_owned(),
            ));
        }
        if date("released")?.is_some_and(|released| Some(released) < date("earliest").ok().flatten()) {
            return Err(fault("released", "this is before what the column earliest says".to_owned()));
        }
        date("valid_until")?;
        let confidence = if get("confidence").is_empty() { "medium".to_owned() } else { get("confidence") };
        if !["high", "medium", "low"].contains(&confidence.as_str()) {
            return Err(fault("confidence", format!("{confidence:?} is not high, medium or low")));
        }
        Ok(Self {
            id: format!("own:{line}"),
            name,
            forms,
            kind: if get("kind").is_empty() { "own".to_owned() } else { get("kind") },
            context: get("context"),
            ambiguous: get("ambiguous") == "y",
            released: get("released"),
            earliest: get("earliest"),
            margin: false,
            valid_until: get("valid_until"),
            source: if get("source").is_empty() { "your own list of names".to_owned() } else { get("source") },
            basis: "own".to_owned(),
            confidence,
        })
    }
}

/// A date without its preposition.
fn when_bare(iso: &str) -> String {
    let words = when(iso);
    words.split_once(' ').map_or_else(|| words.clone(), |(_, date)| date.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::names::Names;

    #[test]
    fn a_name_ends_with_the_day_the_month_or_the_year() {
        for (text, last) in [("2022", 1_672_574_400), ("2022-12", 1_672_574_400), ("2022-12-31", 1_672_574_400)] {
            assert_eq!(last_instant(text), Some(Instant(last)), "{text}");
        }
        assert_eq!(last_instant(""), None);
        assert_eq!(last_instant("2022-13"), None);
    }

    #[test]
    fn a_fault_of_a_newsroom_is_named_with_its_place() {
        for (table, place) in [
            ("name\nx", "line 1: there is no column earliest"),
            ("name,earliest\nAlpha,2021\nBeta,soon", "line 3, column earliest: "),
            ("name,earliest\nAlpha,", "line 2, column earliest: "),
            ("name,earliest\n,2021", "line 2, column name: "),
            ("name,earliest,forms\nAlpha,2021,Alpha|-", "line 2, column forms: "),
            ("name,earliest,released\nAlpha,2021,2020", "line 2, column released: "),
            ("name,earliest\nAlpha", "line 2: "),
            ("name,earliest,confidence\nAlpha,2021,sure", "line 2, column confidence: "),
        ] {
            let error = Names::parse(Some(table)).expect_err(table).to_string();
            assert!(error.starts_with(place), "{table:?}: {error}");
        }
    }
}
