//! Times as machines count them: MS-DOS words, ticks since 1601, minutes packed into bits, days since 1899.

use crate::model::Moment;
use chrono::{DateTime, Duration, NaiveDate, SecondsFormat};

/// Seconds from 1601-01-01, where the count of Windows begins, to 1970-01-01.
const WINDOWS_TO_UNIX: i64 = 11_644_473_600;

impl Moment {
    /// The time of an MS-DOS directory: local, in steps of two seconds (APPNOTE 6.3.10, 4.4.6). None where it is no date.
    #[must_use]
    pub fn of_dos(date: u16, time: u16) -> Option<Self> {
        let (date, time) = (u32::from(date), u32::from(time));
        let (year, month, day) = (1980 + (date >> 9), date >> 5 & 15, date & 31);
        let (hour, minute, second) = (time >> 11, time >> 5 & 63, (time & 31) * 2);
        let text = format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}");
        Self::of_digits(&text, (year, month, day), (hour, minute, second))
    }

    /// A FILETIME: ticks of 100 ns since 1601 in universal time (MS-DTYP 2.3.3). None for zero, and beyond the calendar.
    #[must_use]
    pub fn of_filetime(ticks: u64) -> Option<Self> {
        if ticks == 0 {
            return None;
        }
        let seconds = i64::try_from(ticks / 10_000_000).ok()? - WINDOWS_TO_UNIX;
        let nanoseconds = u32::try_from(ticks % 10_000_000).ok()? * 100;
        let at = DateTime::from_timestamp(seconds, nanoseconds)?;
        let format = if nanoseconds == 0 { SecondsFormat::Secs } else { SecondsFormat::AutoSi };
        Self::from_iso8601(&at.to_rfc3339_opts(format, true)).ok()
    }

    /// Seconds since 1970 in universal time.
    #[must_use]
    pub fn of_unix_time(seconds: i64) -> Option<Self> {
        Self::from_iso8601(&DateTime::from_timestamp(seconds, 0)?.to_rfc3339_opts(SecondsFormat::Secs, true)).ok()
    }

    /// Seconds since 1970 in universal time as decimal digits, with a fraction or not (POSIX.1-2017, pax, "pax Extended Header"):
    /// `1368526951.25`.
    #[must_use]
    pub fn of_unix_seconds(text: &str) -> Option<Self> {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let seconds: i64 = whole.parse().ok()?;
        if !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let digits: String = fraction.chars().chain("000000000".chars()).take(9).collect();
        let nanoseconds: u32 = digits.parse().ok()?;
        // Of a time before 1970 the fraction lies before the second too.
        let at = match (whole.starts_with('-'), nanoseconds) {
            (true, 1..) => DateTime::from_timestamp(seconds.checked_sub(1)?, 1_000_000_000 - nanoseconds)?,
            _ => DateTime::from_timestamp(seconds, nanoseconds)?,
        };
        let format = if at.timestamp_subsec_nanos() == 0 { SecondsFormat::Secs } else { SecondsFormat::AutoSi };
        Self::from_iso8601(&at.to_rfc3339_opts(format, true)).ok()
    }

    /// A DTTM of Word: local time to the minute in 32 bits (MS-DOC 2.9.67). None for zero, and for what is no date.
    #[must_use]
    pub fn of_dttm(packed: u32) -> Option<Self> {
        let (minute, hour, day) = (packed & 63, packed >> 6 & 31, packed >> 11 & 31);
        let (month, year) = (packed >> 16 & 15, 1900 + (packed >> 20 & 511));
        if packed == 0 {
            return None;
        }
        Self::from_iso8601(&format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}")).ok()
    }

    /// Days since 1899-12-30, as automation counts them: local time (MS-OAUT 2.2.25).
    #[must_use]
    pub fn of_automation_date(days: f64) -> Option<Self> {
        if !days.is_finite() || !(0.0..2_958_466.0).contains(&days) || days == 0.0 {
            return None;
        }
        let start = NaiveDate::from_ymd_opt(1899, 12, 30)?.and_hms_opt(0, 0, 0)?;
        let at = start + Duration::milliseconds(float_to_whole(days * 86_400_000.0)?);
        Self::from_iso8601(&at.format("%Y-%m-%dT%H:%M:%S").to_string()).ok()
    }
}

/// The whole number nearest to a number that is known to be within range.
fn float_to_whole(number: f64) -> Option<i64> {
    format!("{number:.0}").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_of_machines_are_read() {
        let text = |moment: Option<Moment>| moment.map(|moment| moment.readable()).unwrap_or_default();
        // 2013-05-14 10:22:30, as MS-DOS packs it.
        assert_eq!(text(Moment::of_dos((33 << 9) | (5 << 5) | 14, (10 << 11) | (22 << 5) | 15)), "2013-05-14 10:22:30");
        assert_eq!(text(Moment::of_dos(0x21, 0)), "1980-01-01 00:00:00");
        assert!(Moment::of_dos(0, 0).is_none());
        assert_eq!(text(Moment::of_filetime(130_130_005_510_000_000)), "2013-05-14 10:22:31 UTC");
        assert_eq!(text(Moment::of_unix_time(1_368_526_951)), "2013-05-14 10:22:31 UTC");
        assert_eq!(Moment::of_unix_seconds("1368526951.25").unwrap().text, "2013-05-14T10:22:31.250Z");
        assert_eq!(Moment::of_unix_seconds("-1.25").unwrap().text, "1969-12-31T23:59:58.750Z");
        assert_eq!(text(Moment::of_unix_seconds("1368526951")), "2013-05-14 10:22:31 UTC");
        assert!(Moment::of_unix_seconds("1.-5").is_none() && Moment::of_unix_seconds("soon").is_none());
        let packed = 22 | 10 << 6 | 14 << 11 | 5 << 16 | 113 << 20 | 2 << 29;
        assert_eq!(text(Moment::of_dttm(packed)), "2013-05-14 10:22");
        assert_eq!(text(Moment::of_automation_date(41_408.432_303_240_7)), "2013-05-14 10:22:31");
        assert!(Moment::of_dttm(0).is_none() && Moment::of_filetime(0).is_none());
        assert!(Moment::of_filetime(u64::MAX).is_none() && Moment::of_automation_date(f64::NAN).is_none());
    }
}
