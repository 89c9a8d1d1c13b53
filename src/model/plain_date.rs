//! Dates as a newsroom writes them: "9 May 2022", "May 2017", "2013".

use crate::model::{Instant, Moment, Precision};
use chrono::{Datelike, NaiveDate};

/// The months, in order.
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A date of a table (`2022-05-09`, `2017-05`, `2013`) in words; what is none of these stays as it is.
#[must_use]
pub fn plain_date(iso: &str) -> String {
    let mut parts = iso.split('-');
    let number = |part: Option<&str>| part.and_then(|part| part.parse::<usize>().ok());
    let month = |at: usize| MONTHS.get(at.wrapping_sub(1)).copied();
    match (parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some(year), Some(at), None, None) if year.len() == 4 => {
            number(Some(at)).and_then(month).map_or_else(|| iso.to_owned(), |month| format!("{month} {year}"))
        }
        (Some(year), Some(at), Some(day), None) if year.len() == 4 => {
            match (number(Some(at)).and_then(month), number(Some(day))) {
                (Some(month), Some(day)) => format!("{day} {month} {year}"),
                _ => iso.to_owned(),
            }
        }
        _ => iso.to_owned(),
    }
}

/// A civil date in words.
#[must_use]
pub fn plain_day(date: NaiveDate) -> String {
    plain_date(&date.format("%Y-%m-%d").to_string())
}

impl Instant {
    /// The day of tables that begins at this instant (see [`Self::first_day_text`]), in words, with its preposition: "on 24 September
    /// 2021"; where it is the first of a month or a year, which tables write for want of the day, "in May 2023" and "in 2012".
    #[must_use]
    pub fn plain_since(self) -> String {
        let text = self.first_day_text();
        let coarse = text.strip_suffix("-01-01").or_else(|| text.strip_suffix("-01"));
        coarse.map_or_else(|| format!("on {}", plain_date(&text)), |coarse| format!("in {}", plain_date(coarse)))
    }

    /// The same day in words, without preposition.
    #[must_use]
    pub fn plain_first_day(self) -> String {
        plain_date(&self.first_day_text())
    }

    /// Its day in UTC, in words.
    #[must_use]
    pub fn plain_day(self) -> String {
        plain_date(&self.day_text())
    }
}

impl Moment {
    /// The date as it was written, in words, as finely as it was written but never finer than the day: "9 May 2022".
    #[must_use]
    pub fn plain_date(&self) -> String {
        let Some(date) = self.local_date() else { return self.readable() };
        match self.precision {
            Precision::Year => date.year().to_string(),
            Precision::Month => plain_date(&date.format("%Y-%m").to_string()),
            _ => plain_day(date),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_written_as_people_write_them() {
        assert_eq!(
            ["2022-05-09", "2017-05", "2013", "soon"].map(plain_date),
            ["9 May 2022", "May 2017", "2013", "soon"]
        );
        let moment = Moment::from_iso8601("2013-05-14T09:17:33+04:00").expect("a date");
        assert_eq!(moment.plain_date(), "14 May 2013");
    }
}
