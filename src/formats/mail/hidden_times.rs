//! Times in the boundaries of parts and in identifiers of messages: the forms of a table, each certain by the source of the program that writes
//! it.

use crate::model::Moment;
use crate::model::time::Instant;
use regex::Regex;
use serde::Deserialize;
use std::sync::LazyLock;

/// Where a form is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Place {
    /// The boundary of a part.
    Boundary,
    /// The identifier of a message, without its angle brackets.
    MessageId,
}

/// How a form counts time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Count {
    /// Two hexadecimal halves of a FILETIME.
    Filetime,
    /// Two hexadecimal halves of microseconds since 1970.
    Microseconds,
    /// Milliseconds since 1970.
    Milliseconds,
    /// Hundredths of seconds since 1970.
    Centiseconds,
    /// Seconds since 1970.
    Seconds,
    /// Seconds since 1970 in hexadecimal.
    SecondsHex,
    /// Year, month, day, hour, minute, second.
    Digits,
    /// The same with a year of two digits.
    DigitsShort,
}

/// On which clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Clock {
    /// Universal time.
    Utc,
    /// The clock on the wall.
    Local,
}

#[derive(Debug, Deserialize)]
struct Row {
    place: Place,
    pattern: String,
    count: Count,
    clock: Clock,
    program: String,
}

/// The table.
pub const TABLE: &str = include_str!("data/hidden_times.csv");

static FORMS: LazyLock<Vec<(Row, Regex)>> = LazyLock::new(|| {
    csv::Reader::from_reader(TABLE.as_bytes())
        .deserialize::<Row>()
        .flatten()
        .filter_map(|row| Regex::new(&row.pattern).ok().map(|pattern| (row, pattern)))
        .collect()
});

/// A longer text is of no form.
const LONGEST: usize = 200;
/// Seconds from 1601 to 1970.
const WINDOWS_TO_UNIX: i64 = 11_644_473_600;
/// The years in which a mail can have been written.
const YEARS: std::ops::Range<i64> = 315_532_800..4_102_444_800;

/// A time in a text, and the programs that write such texts.
#[must_use]
pub fn read(place: Place, text: &str) -> Option<(Moment, &'static str)> {
    let text = if text.len() > LONGEST { return None } else { text };
    FORMS.iter().filter(|(row, _)| row.place == place).find_map(|(row, pattern)| {
        let found = pattern.captures(text)?;
        let part = |name: &str| found.name(name).map(|part| part.as_str());
        let a = part("a")?;
        let halves = || i64::from_str_radix(&format!("{a}{}", part("b")?), 16).ok();
        let seconds = match row.count {
            Count::Filetime => halves()? / 10_000_000 - WINDOWS_TO_UNIX,
            Count::Microseconds => halves()? / 1_000_000,
            Count::Milliseconds => a.parse::<i64>().ok()? / 1_000,
            Count::Centiseconds => a.parse::<i64>().ok()? / 100,
            Count::Seconds => a.parse().ok()?,
            Count::SecondsHex => i64::from_str_radix(a, 16).ok()?,
            Count::Digits => of_digits(a)?,
            Count::DigitsShort => {
                of_digits(&format!("{}{a}", if a.starts_with(['7', '8', '9']) { "19" } else { "20" }))?
            }
        };
        let moment = match row.clock {
            Clock::Utc => Moment::of_unix_time(seconds),
            Clock::Local => Moment::of_count(&digits(seconds)?, Instant(seconds)),
        };
        moment.filter(|_| YEARS.contains(&seconds)).map(|moment| (moment, row.program.as_str()))
    })
}

fn of_digits(text: &str) -> Option<i64> {
    let time = chrono::NaiveDateTime::parse_from_str(text, "%Y%m%d%H%M%S").ok()?;
    Some(time.and_utc().timestamp())
}

fn digits(seconds: i64) -> Option<String> {
    chrono::DateTime::from_timestamp(seconds, 0).map(|at| at.format("%Y-%m-%dT%H:%M:%S").to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_reads_its_example_and_has_a_source() {
        let mut rows = 0;
        for record in csv::Reader::from_reader(TABLE.as_bytes()).records() {
            let record = record.unwrap();
            let place = if &record[1] == "boundary" { Place::Boundary } else { Place::MessageId };
            let (moment, program) = read(place, &record[6]).unwrap_or_else(|| panic!("{}", &record[0]));
            assert!(moment.text.starts_with(&record[7]), "{}: {}", &record[0], moment.text);
            assert_eq!(program, &record[5], "{}", &record[0]);
            assert!(!record[8].is_empty());
            rows += 1;
        }
        assert_eq!(rows, FORMS.len());
    }

    #[test]
    fn what_only_looks_like_one_is_none() {
        for (place, text) in [
            (Place::Boundary, "----=_NextPart_000_0023_08_E8CD50F3.4EF2F754"),
            (Place::Boundary, "----=_NextPart_476c4fde88e507bb8028170e8cf47c73"),
            (Place::Boundary, "===============1234567890=="),
            (Place::MessageId, "5F0A1B2C-1111-4222-8333-444455556666@example.org"),
            (Place::MessageId, "20139931251010.123.qmail@x"),
        ] {
            assert_eq!(read(place, text), None, "{text}");
        }
    }
}
