//! Time as documents write it: intervals of instants, with the text, the precision and the zone as written.
//!
//! A written time is seldom an instant. `2013` is a year; a local time without zone is any instant between fourteen
//! hours before and twelve hours after its digits. All reasoning works on whole intervals, so a missing zone alone
//! never makes a conflict.

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, NaiveTime};
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;
use std::fmt;

/// The largest offset in use east of Greenwich (Line Islands, +14:00), in seconds.
pub const EASTERNMOST: i64 = 14 * 3600;
/// The largest offset in use west of Greenwich (Baker Island time, -12:00), in seconds.
const WESTERNMOST: i64 = 12 * 3600;

/// A point in time, in whole seconds since 1970-01-01T00:00:00Z, leap seconds not counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(pub i64);

impl Instant {
    /// The first instant of a civil date in UTC.
    #[must_use]
    pub fn from_date(date: NaiveDate) -> Self {
        Self(date.and_time(NaiveTime::MIN).and_utc().timestamp())
    }

    /// This instant moved by a number of seconds; at the ends of the range it stays there.
    #[must_use]
    pub fn plus(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds))
    }

    /// This instant moved back by whole calendar months.
    #[must_use]
    pub fn months_before(self, months: u32) -> Self {
        DateTime::from_timestamp(self.0, 0)
            .and_then(|at| at.checked_sub_months(chrono::Months::new(months)))
            .map_or(self, |at| Self(at.timestamp()))
    }

    /// The civil date in UTC, where the calendar reaches that far.
    #[must_use]
    pub fn date(self) -> Option<NaiveDate> {
        DateTime::from_timestamp(self.0, 0).map(|at| at.date_naive())
    }

    /// The civil day that begins at this instant in the furthest east: how the days of tables are written.
    #[must_use]
    pub fn first_day_text(self) -> String {
        self.plus(EASTERNMOST).day_text()
    }

    /// The date alone, as `2013-05-14`.
    #[must_use]
    pub fn day_text(self) -> String {
        self.date().map_or_else(|| self.0.to_string(), |date| date.format("%Y-%m-%d").to_string())
    }
}

impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // RFC 3339 has years of four digits; what lies beyond is a count of seconds, so that it can be read again.
        match DateTime::from_timestamp(self.0, 0).filter(|at| (1..=9999).contains(&at.year())) {
            Some(at) => write!(f, "{}", at.format("%Y-%m-%dT%H:%M:%SZ")),
            None => write!(f, "{}", self.0),
        }
    }
}

impl Serialize for Instant {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Instant {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        DateTime::parse_from_rfc3339(&text)
            .map(|at| Self(at.timestamp()))
            .or_else(|_| text.parse().map(Self))
            .map_err(|_| serde::de::Error::custom("an instant is written as 2013-05-14T07:30:00Z"))
    }
}

impl JsonSchema for Instant {
    fn schema_name() -> Cow<'static, str> {
        "Instant".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "description": "An instant in UTC, RFC 3339, whole seconds; outside of the years 1 to 9999 the number of seconds since 1970" })
    }
}

/// How finely a time was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Precision {
    /// Only a year.
    Year,
    /// Year and month.
    Month,
    /// A calendar day.
    Day,
    /// To the hour.
    Hour,
    /// To the minute.
    Minute,
    /// To the second or finer.
    Second,
}

/// The zone as written. It is evidence of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Zone {
    /// No zone is written: the relation to universal time is unknown (ISO 32000-2, 7.9.4).
    Unwritten,
    /// `Z`: universal time.
    Utc,
    /// Minutes east of Greenwich, as written.
    Offset(i32),
}

impl Zone {
    /// The offset in minutes, where one is written that can speak of a place: `Z` and zero offsets are what libraries
    /// write that do not know where they are, and say nothing.
    #[must_use]
    pub fn speaks_of_a_place(self) -> Option<i32> {
        match self {
            Self::Offset(minutes) if minutes != 0 => Some(minutes),
            _ => None,
        }
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unwritten => f.write_str("no zone"),
            Self::Utc => f.write_str("Z"),
            Self::Offset(minutes) => {
                let sign = if *minutes < 0 { '-' } else { '+' };
                write!(f, "{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
            }
        }
    }
}

/// A time as written: the interval of instants that its text can mean.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Moment {
    /// The text as written, decoded.
    pub text: String,
    /// The first instant that the text can mean.
    pub earliest: Instant,
    /// The last instant that the text can mean.
    pub latest: Instant,
    /// The zone as written.
    pub zone: Zone,
    /// How finely it is written.
    pub precision: Precision,
}

/// The civil fields of a written time, before it becomes an interval.
#[derive(Debug, Clone, Copy)]
pub struct Civil {
    /// The first instant of its digits, on the clock that showed them.
    pub start: NaiveDateTime,
    /// How finely it is written.
    pub precision: Precision,
    /// The zone as written.
    pub zone: Zone,
}

impl Moment {
    /// The interval of the instants that civil fields can mean; none beyond the calendar.
    #[must_use]
    pub fn from_civil(text: &str, civil: Civil) -> Option<Self> {
        let end = match civil.precision {
            Precision::Year => civil.start.checked_add_months(chrono::Months::new(12))?,
            Precision::Month => civil.start.checked_add_months(chrono::Months::new(1))?,
            Precision::Day => civil.start.checked_add_signed(chrono::TimeDelta::days(1))?,
            Precision::Hour => civil.start.checked_add_signed(chrono::TimeDelta::hours(1))?,
            Precision::Minute => civil.start.checked_add_signed(chrono::TimeDelta::minutes(1))?,
            Precision::Second => civil.start.checked_add_signed(chrono::TimeDelta::seconds(1))?,
        };
        let (start, end) = (civil.start.and_utc().timestamp(), end.and_utc().timestamp());
        let (earliest, latest) = match civil.zone {
            Zone::Utc => (start, end),
            Zone::Offset(minutes) => (start - i64::from(minutes) * 60, end - i64::from(minutes) * 60),
            Zone::Unwritten => (start - EASTERNMOST, end + WESTERNMOST),
        };
        Some(Self {
            text: text.to_owned(),
            earliest: Instant(earliest),
            latest: Instant(latest),
            zone: civil.zone,
            precision: civil.precision,
        })
    }

    /// Reads a date of XMP, the profile of ISO 8601 that ISO 16684-1:2019, 8.2.1.1 names:
    /// `YYYY[-MM[-DD[Thh:mm[:ss[.s]][TZD]]]]`.
    ///
    /// # Errors
    /// Says what is wrong with the text when it is not such a date.
    pub fn from_iso8601(text: &str) -> Result<Self, String> {
        let trimmed = text.trim();
        if !trimmed.is_ascii() {
            return Err("not an ISO 8601 date: letters that are not ASCII".to_owned());
        }
        let (date, time) = match trimmed.find(['T', 't', ' ']) {
            Some(at) => (trimmed.get(..at).unwrap_or_default(), trimmed.get(at + 1..)),
            None => (trimmed, None),
        };
        let mut fields = date.splitn(3, '-');
        let mut number = |digits: usize| match fields.next() {
            None => Ok(None),
            Some(field) if field.len() == digits => field.parse::<u32>().map(Some).map_err(|_| NOT_ISO),
            Some(_) => Err(NOT_ISO),
        };
        let year = number(4)?.ok_or(NOT_ISO)?;
        let (month, day) = (number(2)?, number(2)?);
        let mut precision = match (month, day) {
            (None, _) => Precision::Year,
            (_, None) => Precision::Month,
            _ => Precision::Day,
        };
        let (mut clock, mut zone) = ((0, 0, 0), Zone::Unwritten);
        if let Some(time) = time {
            if precision != Precision::Day {
                return Err(NOT_ISO.to_owned());
            }
            let zone_at = time.find(['Z', 'z', '+', '-']).unwrap_or(time.len());
            let (digits, written_zone) = time.split_at(zone_at);
            let whole = digits.split('.').next().unwrap_or_default();
            let parts: Vec<u32> =
                whole.split(':').map(|part| part.parse().map_err(|_| NOT_ISO)).collect::<Result<_, _>>()?;
            (clock, precision) = match parts.as_slice() {
                [hour, minute] => ((*hour, *minute, 0), Precision::Minute),
                [hour, minute, second] => ((*hour, *minute, *second), Precision::Second),
                _ => return Err(NOT_ISO.to_owned()),
            };
            zone = iso_zone(written_zone)?;
        }
        let start = civil(year, month.unwrap_or(1), day.unwrap_or(1), clock.0, clock.1, clock.2)
            .ok_or("not a date of the calendar")?;
        Self::from_civil(text, Civil { start, precision, zone }).ok_or_else(|| "a date beyond the calendar".to_owned())
    }

    /// The moment that a build stamp or a row of a table names: a UTC year, month or day.
    #[must_use]
    pub fn of_date(text: &str, year: i32, month: Option<u32>, day: Option<u32>) -> Option<Self> {
        let precision = match (month, day) {
            (None, _) => Precision::Year,
            (_, None) => Precision::Month,
            _ => Precision::Day,
        };
        let start = NaiveDate::from_ymd_opt(year, month.unwrap_or(1), day.unwrap_or(1))?.and_time(NaiveTime::MIN);
        Self::from_civil(text, Civil { start, precision, zone: Zone::Utc })
    }

    /// The moment of a count of seconds that is meant in universal time but written by machines that often mean local
    /// time: any instant that its digits can mean.
    #[must_use]
    pub fn of_count(text: &str, at: Instant) -> Option<Self> {
        let start = DateTime::from_timestamp(at.0, 0)?.naive_utc();
        Self::from_civil(text, Civil { start, precision: Precision::Second, zone: Zone::Unwritten })
    }

    /// The moment of civil digits without zone, to the second.
    #[must_use]
    pub fn of_digits(text: &str, date: (u32, u32, u32), clock: (u32, u32, u32)) -> Option<Self> {
        let start = civil(date.0, date.1, date.2, clock.0, clock.1, clock.2)?;
        Self::from_civil(text, Civil { start, precision: Precision::Second, zone: Zone::Unwritten })
    }

    /// The moment as a person reads it: `2012-01-20 10:15:00 +03:00`, as finely as it is written.
    #[must_use]
    pub fn readable(&self) -> String {
        let (shift, zone) = match self.zone {
            Zone::Utc => (0, " UTC".to_owned()),
            Zone::Offset(minutes) => (i64::from(minutes) * 60, format!(" {}", self.zone)),
            Zone::Unwritten => (EASTERNMOST, String::new()),
        };
        let Some(local) = DateTime::from_timestamp(self.earliest.plus(shift).0, 0) else { return self.text.clone() };
        match self.precision {
            Precision::Year => local.format("%Y").to_string(),
            Precision::Month => local.format("%Y-%m").to_string(),
            Precision::Day => local.format("%Y-%m-%d").to_string(),
            Precision::Hour => format!("{}{zone}", local.format("%Y-%m-%d %H h")),
            Precision::Minute => format!("{}{zone}", local.format("%Y-%m-%d %H:%M")),
            Precision::Second => format!("{}{zone}", local.format("%Y-%m-%d %H:%M:%S")),
        }
    }

    /// Whether every instant of this moment lies after every instant of the other.
    #[must_use]
    pub fn certainly_after(&self, other: &Self) -> bool {
        self.earliest > other.latest
    }

    /// Whether the two can be the same instant, give or take `slack` seconds.
    #[must_use]
    pub fn may_equal(&self, other: &Self, slack: i64) -> bool {
        self.earliest <= other.latest.plus(slack) && other.earliest <= self.latest.plus(slack)
    }

    /// The digits as they are, counted as if they were universal time: what a clock on a wall showed.
    #[must_use]
    pub fn clock(&self) -> i64 {
        let offset = match self.zone {
            Zone::Offset(minutes) => i64::from(minutes) * 60,
            Zone::Utc => 0,
            Zone::Unwritten => EASTERNMOST,
        };
        self.earliest.plus(offset).0
    }

    /// The local calendar date as its digits say, for the law of a place on that day.
    #[must_use]
    pub fn local_date(&self) -> Option<NaiveDate> {
        Instant(self.clock()).date()
    }
}

const NOT_ISO: &str = "not a date of the form YYYY-MM-DDThh:mm:ss with a zone";

/// A time of the calendar; 24:00:00 and a leap second are the beginning of what follows. None where there is no such time.
#[must_use]
pub fn civil(year: u32, month: u32, day: u32, hour: u32, minute: u32, second: u32) -> Option<NaiveDateTime> {
    let date = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?;
    match (hour, minute, second) {
        // The end of a day (ISO 8601, 4.3.7), and a leap second, are the beginning of what follows.
        (24, 0, 0) => date.succ_opt()?.and_hms_opt(0, 0, 0),
        (_, _, 60) => date.and_hms_opt(hour, minute, 59)?.checked_add_signed(chrono::TimeDelta::seconds(1)),
        _ => date.and_hms_opt(hour, minute, second),
    }
}

fn iso_zone(written: &str) -> Result<Zone, String> {
    if written.is_empty() {
        return Ok(Zone::Unwritten);
    }
    if written.eq_ignore_ascii_case("z") {
        return Ok(Zone::Utc);
    }
    let digits: String = written.chars().skip(1).filter(char::is_ascii_digit).collect();
    let (hours, minutes) = digits.split_at(digits.len().min(2));
    let hours: i32 = hours.parse().map_err(|_| NOT_ISO.to_owned())?;
    let minutes: i32 = if minutes.is_empty() { 0 } else { minutes.parse().map_err(|_| NOT_ISO.to_owned())? };
    if hours > 23 || minutes > 59 {
        return Err(NOT_ISO.to_owned());
    }
    let sign = if written.starts_with('-') { -1 } else { 1 };
    Ok(Zone::Offset(sign * (hours * 60 + minutes)))
}

/// The day of the examination. Findings depend on it, so it is part of the record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Day(#[schemars(with = "String")] pub NaiveDate);

impl Day {
    /// The day that `SOURCE_DATE_EPOCH` names (seconds since 1970), else today in UTC.
    ///
    /// # Errors
    /// When the variable is set and is not a number of seconds in the calendar's range.
    pub fn of_examination(source_date_epoch: Option<&str>) -> Result<Self, String> {
        match source_date_epoch {
            None => Ok(Self(chrono::Utc::now().date_naive())),
            Some(text) => text
                .trim()
                .parse()
                .ok()
                .and_then(|seconds| Instant(seconds).date())
                .map(Self)
                .ok_or_else(|| format!("SOURCE_DATE_EPOCH is {text:?}; it must be a number of seconds since 1970")),
        }
    }

    /// The last instant at which it is still this day anywhere on Earth.
    #[must_use]
    pub fn end_anywhere(self) -> Instant {
        Instant::from_date(self.0).plus(86_400 + WESTERNMOST)
    }

    /// The calendar year.
    #[must_use]
    pub fn year(self) -> i32 {
        self.0.year()
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.format("%Y-%m-%d"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_without_zone_is_any_instant_of_a_day_and_two_hours() {
        let moment = Moment::from_iso8601("2012-01-20T12:00:00").unwrap();
        assert_eq!(moment.earliest.to_string(), "2012-01-19T22:00:00Z");
        assert_eq!(moment.latest.to_string(), "2012-01-21T00:00:01Z");
    }

    #[test]
    fn iso_dates_of_every_precision() {
        for (text, precision) in [
            ("2012", Precision::Year),
            ("2012-05", Precision::Month),
            ("2012-05-06", Precision::Day),
            ("2012-05-06T07:08Z", Precision::Minute),
            ("2012-05-06T07:08:09.123+04:00", Precision::Second),
        ] {
            assert_eq!(Moment::from_iso8601(text).unwrap().precision, precision, "{text}");
        }
        for text in ["12", "2012-5", "2012-05-06T7", "2012-05-06T07:08:xx", "2012T07:08"] {
            assert!(Moment::from_iso8601(text).is_err(), "{text}");
        }
    }

    #[test]
    fn the_same_instant_in_two_zones_is_equal() {
        let moscow = Moment::from_iso8601("2013-05-14T09:30:00+02:00").unwrap();
        let utc = Moment::from_iso8601("2013-05-14T07:30:00Z").unwrap();
        assert!(moscow.may_equal(&utc, 0));
        assert!(!moscow.certainly_after(&utc));
    }
}
