//! The zeros and ends of clocks: what a program writes that has no date.

use crate::knowledge::table::rows;
use crate::knowledge::text;
use crate::model::{Error, Fact, Instant, Moment, Precision, Zone, plain_day};

/// A zero or an end of a clock.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Row {
    fact: Fact,
    what: String,
    at: Moment,
    /// Any time of the day, and not only what a zone makes of the zero.
    whole_day: bool,
    /// How the properties begin that are read on this clock; none for all.
    formats: Vec<String>,
}

/// The table.
#[derive(Debug, Default)]
pub struct Clocks {
    rows: Vec<Row>,
}

/// A date that is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Null {
    /// The row that says so.
    pub fact: String,
    /// What it is, in words.
    pub what: String,
    /// Whether it is the zero or the end of a clock rather than a program's own default.
    pub epoch: bool,
}

/// The furthest that a zone moves a date, in seconds.
const FURTHEST: u64 = 14 * 3600;
/// Zones differ by whole quarters of an hour.
const QUARTER: i64 = 900;

/// Seconds that a program took for milliseconds lie in these seconds of Unix time: from 1993 to 2033 in truth.
const MISCOUNTED: std::ops::Range<i64> = 725_846..1_988_150;

impl Row {
    /// Zeros are moved by zones, in the instant or in the digits, and rounded to the minute.
    fn meets(&self, stated: &Moment) -> bool {
        if self.whole_day {
            return stated.local_date() == self.at.local_date();
        }
        let zero = self.at.earliest.0;
        let shifted = |at: i64| at.abs_diff(zero) <= FURTHEST && (at - zero) % QUARTER == 0;
        shifted(stated.clock()) || stated.zone != Zone::Unwritten && shifted(stated.earliest.0)
    }
}

/// Whether a property is of one of the formats, by how its name begins.
pub(super) fn is_of(formats: &[String], property: &str) -> bool {
    formats.is_empty()
        || formats.iter().any(|format| {
            property.strip_prefix(format.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        })
}

impl Clocks {
    /// Reads the table.
    ///
    /// # Errors
    /// The first broken row.
    pub fn parse() -> Result<Self, Error> {
        let mut clocks = Vec::new();
        rows("clocks", text("clocks"), |row| {
            let what = row.get("what")?;
            clocks.push(Row {
                at: Moment::from_iso8601(&row.get("at")?).map_err(|why| row.error(why))?,
                whole_day: row.get("kind")? == "day",
                formats: row.get("formats")?.split_whitespace().map(str::to_owned).collect(),
                fact: row.fact("clock", &what)?,
                what,
            });
            Ok(())
        })?;
        Ok(Self { rows: clocks })
    }

    /// The zero or end of a clock that a stated date of a property is.
    #[must_use]
    pub fn null(&self, property: &str, stated: &Moment) -> Option<Null> {
        let row = self.rows.iter().find(|row| is_of(&row.formats, property) && row.meets(stated));
        if let Some(row) = row {
            return Some(Null { fact: row.fact.id.clone(), what: row.what.clone(), epoch: true });
        }
        let seconds = stated.clock();
        let meant = Instant(seconds.saturating_mul(1000))
            .date()
            .filter(|_| stated.precision == Precision::Second && MISCOUNTED.contains(&seconds))?;
        let unix = self.rows.iter().find(|row| row.fact.id == "clock:unix-zero")?;
        Some(Null {
            fact: unix.fact.id.clone(),
            what: format!(
                "a program took seconds since 1970 for milliseconds; the day it meant is probably {}",
                plain_day(meant)
            ),
            epoch: true,
        })
    }

    /// A row by id.
    #[must_use]
    pub fn fact(&self, row: &str) -> Option<Fact> {
        self.rows.iter().map(|clock| &clock.fact).find(|fact| fact.id.strip_prefix("clock:") == Some(row)).cloned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zeros_are_known_in_every_zone_and_only_where_the_clock_counts_from_them() {
        let clocks = Clocks::parse().expect("the table");
        let null = |property: &str, text: &str| {
            let moment = Moment::from_iso8601(text).expect("a date");
            clocks.null(property, &moment).is_some()
        };
        for (property, text) in [
            ("ooxml.core.created", "1899-12-29T21:00:00Z"),
            ("ooxml.core.created", "1970-01-01T03:00:00"),
            ("pdf.info.CreationDate", "9999-12-31T23:59:59-12:00"),
            ("pdf.info.CreationDate", "1970-01-20T19:42:48Z"),
            ("image.exif.DateTime", "1980-01-01T00:00:00"),
            ("rtf.info.creatim", "1601-01-01T05:45"),
            ("pdf.xmp.CreateDate", "0001-01-01T00:00:00+03:00"),
        ] {
            assert!(null(property, text), "{property} {text}");
        }
        for (property, text) in [
            ("pdf.info.CreationDate", "1980-01-01T00:00:00Z"),
            ("ooxml.core.created", "1970-01-01T03:07:00Z"),
            ("pdf.info.CreationDate", "1970-02-20T00:00:00Z"),
            ("image.exif.DateTime", "2000-01-01T00:00:00"),
        ] {
            assert!(!null(property, text), "{property} {text}");
        }
    }
}
