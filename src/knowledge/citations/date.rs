//! The date that a reference carries in its own signs.

use crate::knowledge::table::{first_instant, rows};
use crate::knowledge::text;
use crate::model::{Error, Instant};
use chrono::Datelike;
use regex::bytes::Captures;
use std::collections::BTreeMap;
use std::ops::RangeInclusive;

/// What names a year outside of these is no reference of our days.
const YEARS: RangeInclusive<i32> = 1900..=2100;
/// Two digits: years from here to 99 are of the last century.
const LAST_CENTURY: u32 = 50;
/// Two digits between this and [`LAST_CENTURY`] may be of either century: 1942 or 2042.
const THIS_CENTURY: u32 = 30;

/// A date as a reference carries it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Written {
    /// As tables write it: year, month or day.
    pub(super) iso: String,
    /// Its first instant.
    pub(super) first: Instant,
    /// Its year.
    pub(super) year: i32,
}

impl Written {
    /// Of numbers; none where they are no date of the calendar, or none of our days.
    pub(super) fn of(year: u32, month: Option<u32>, day: Option<u32>) -> Option<Self> {
        let iso = match (month, day) {
            (Some(month), Some(day)) => format!("{year:04}-{month:02}-{day:02}"),
            (Some(month), None) => format!("{year:04}-{month:02}"),
            _ => format!("{year:04}"),
        };
        let year = i32::try_from(year).ok().filter(|year| YEARS.contains(year))?;
        Some(Self { first: first_instant(&iso).ok()??, iso, year })
    }

    /// Of a clock that counts in universal time.
    pub(super) fn of_instant(first: Instant) -> Option<Self> {
        let year = first.date()?.year();
        YEARS.contains(&year).then(|| Self { iso: first.day_text(), first, year })
    }
}

/// The names of months, in the languages and cases of the patterns.
#[derive(Debug, Default)]
pub(super) struct Months(BTreeMap<String, u32>);

impl Months {
    /// Reads the table.
    ///
    /// # Errors
    /// The first broken row.
    pub(super) fn parse() -> Result<Self, Error> {
        let mut months = BTreeMap::new();
        rows("citation_months", text("citation_months"), |row| {
            let month = row.get("month")?;
            let month = month.parse().map_err(|_| row.error(format!("month {month:?} is not a number")))?;
            months.insert(row.get("name")?, month);
            Ok(())
        })?;
        Ok(Self(months))
    }

    /// The date in the named groups of a match: `year` or `yy`, `month` or `month_name`, `day`. The second name of a group
    /// (`day2`) is that of another branch of the pattern.
    ///
    /// # Errors
    /// When what is captured is no date.
    pub(super) fn date(&self, captures: &Captures<'_>) -> Result<Option<Written>, NoDate> {
        let group = |names: &[&str]| {
            let part = names.iter().find_map(|name| captures.name(name))?;
            std::str::from_utf8(part.as_bytes()).ok()
        };
        let number = |names: &[&str]| group(names).map(|text| text.parse::<u32>().map_err(|_| NoDate)).transpose();
        let year = match (number(&["year", "year2", "year3"])?, number(&["yy", "yy2"])?) {
            (Some(year), _) => year,
            (None, Some(year)) if year >= LAST_CENTURY => 1900 + year,
            (None, Some(year)) if year <= THIS_CENTURY => 2000 + year,
            (None, Some(_)) => return Err(NoDate),
            (None, None) => return Ok(None),
        };
        let named = match group(&["month_name", "month_name2"]) {
            Some(name) => Some(*self.0.get(&name.to_lowercase()).ok_or(NoDate)?),
            None => None,
        };
        let (month, day) = (number(&["month"])?.or(named), number(&["day", "day2"])?);
        Written::of(year, month, day).map(Some).ok_or(NoDate)
    }
}

/// What is captured is no date of the calendar, or none of our days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct NoDate;

#[cfg(test)]
mod tests {
    use super::*;
    use regex::bytes::Regex;

    #[test]
    fn only_dates_of_the_calendar_are_dates() {
        let months = Months::parse().unwrap();
        let read = |pattern: &str, text: &str| {
            let captures = Regex::new(pattern).unwrap().captures(text.as_bytes()).unwrap();
            match months.date(&captures) {
                Ok(Some(written)) => written.iso,
                Ok(None) => "none".to_owned(),
                Err(NoDate) => "no date".to_owned(),
            }
        };
        let numbers = r"(?P<day>\d+)\.(?P<month>\d+)\.(?P<year>\d+)";
        assert_eq!(read(numbers, "12.03.2019"), "2019-03-12");
        for wrong in ["32.03.2019", "30.02.2019", "12.13.2019", "01.01.2101", "01.01.1899", "0.1.2019"] {
            assert_eq!(read(numbers, wrong), "no date", "{wrong}");
        }
        let words = r"(?P<day2>\d+) (?P<month_name>\w+) (?P<year2>\d+)";
        assert_eq!(read(words, "5 Апреля 2013"), "2013-04-05");
        assert_eq!(read(words, "5 août 2013"), "2013-08-05");
        assert_eq!(read(words, "5 брюмера 2013"), "no date");
        let short = "(?P<yy>[0-9]{2})";
        assert_eq!(
            ["99", "50", "49", "31", "30", "07"].map(|year| read(short, year)),
            ["1999", "1950", "no date", "no date", "2030", "2007"]
        );
        assert_eq!(read("x", "x"), "none");
    }
}
