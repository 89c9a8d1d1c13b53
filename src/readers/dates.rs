//! Dates as formats prescribe them, and as programs write them nevertheless: any legible date is read, as the interval of
//! what its text can mean.

use crate::model::{Civil, Moment, Precision, Reading, Value, Zone};
use chrono::{NaiveDate, NaiveDateTime, Weekday};
use regex::{Captures, Regex};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// A date of PDF (ISO 32000-2:2020, 7.9.4).
#[must_use]
pub fn pdf(text: &str) -> Reading {
    if let Some(moment) = year_after_1999_of_distiller(text).or_else(|| year_of_two_digits(text)) {
        return Reading::Present(Value::Moment(moment));
    }
    match reading(text, Moment::from_pdf) {
        unread @ Reading::Unreadable(_) => {
            as_far_as_the_calendar_goes(text).map_or(unread, |moment| Reading::Present(Value::Moment(moment)))
        }
        read => read,
    }
}

/// A date of which the hour, the day or the month is not of the calendar: what is before it is known.
fn as_far_as_the_calendar_goes(text: &str) -> Option<Moment> {
    let body = text.trim().trim_start_matches("D:");
    let digits = body.get(..14).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))?;
    let known = |length: usize| Moment::from_pdf(digits.get(..length)?).ok();
    let moment = [8, 6, 4].into_iter().find_map(known)?;
    Some(Moment { text: text.to_owned(), ..moment })
}

/// A date of XMP (ISO 16684-1:2019, 8.2.1.1) and of XML (W3C-DTF).
#[must_use]
pub fn iso(text: &str) -> Reading {
    reading(text, Moment::from_iso8601)
}

/// A date of Exif (CIPA DC-008-2023, 4.6.5): `2019:05:01 10:00:00`, local time, with the offset of its own field where the
/// file has one. Blanks and zeros are how cameras write that they do not know.
#[must_use]
pub fn exif(text: &str, offset: Option<&str>) -> Reading {
    let trimmed = text.trim_matches(['\0', ' ']);
    if trimmed.chars().all(|character| character.is_whitespace() || matches!(character, '0' | ':' | '-' | '/' | '.')) {
        return Reading::Absent;
    }
    // Nearly all are as prescribed, and need no other form to be tried.
    let prescribed = || {
        let (date, clock) = trimmed.split_once(' ').filter(|(date, _)| date.len() == 10)?;
        let moment = Moment::from_iso8601(&format!("{}T{clock}", date.replace(':', "-"))).ok()?;
        Some(Moment { text: trimmed.to_owned(), ..moment })
    };
    match prescribed().or_else(|| written(trimmed)) {
        Some(moment) if moment.zone == Zone::Unwritten => {
            let zoned = offset.and_then(|offset| {
                let shown = moment.readable().replace(' ', "T");
                Moment::from_iso8601(&format!("{shown}{}", offset.trim())).ok()
            });
            let moment = zoned.map_or(moment, |zoned| Moment { text: trimmed.to_owned(), ..zoned });
            Reading::Present(Value::Moment(moment))
        }
        Some(moment) => Reading::Present(Value::Moment(moment)),
        None => Reading::Unreadable(format!("no Exif date: {trimmed:?}")),
    }
}

/// A date in words of any form.
#[must_use]
pub fn free(text: &str) -> Reading {
    reading(text, |_| Err("not a date in a form that valla knows".to_owned()))
}

fn reading(text: &str, prescribed: impl Fn(&str) -> Result<Moment, String>) -> Reading {
    if text.trim_matches(|c: char| c.is_whitespace() || c == '\0').is_empty() {
        return Reading::Absent;
    }
    match prescribed(text) {
        Ok(moment) => Reading::Present(Value::Moment(moment)),
        Err(why) => match written(text) {
            Some(moment) => Reading::Present(Value::Moment(moment)),
            None => Reading::Unreadable(format!("{why}: {text:?}")),
        },
    }
}

/// Acrobat Distiller 3 counts years from 1900 and writes "19" before the count: `D:19101...` is of 2001 (Adobe's note on the
/// year 2000 in Distiller 3.0; 15 digits instead of 14).
fn year_after_1999_of_distiller(text: &str) -> Option<Moment> {
    let body = text.trim().trim_start_matches("D:");
    let digits = body.bytes().take_while(u8::is_ascii_digit).count();
    let years: u32 = body.get(2..5).filter(|_| digits == 15 && body.starts_with("191"))?.parse().ok()?;
    let moment = Moment::from_pdf(&format!("{}{}", 1900 + years, body.get(5..)?)).ok()?;
    Some(Moment { text: text.to_owned(), ..moment })
}

/// A year of two digits before twelve-digit dates: `D:210304050607`, where the four first digits are no year of documents.
fn year_of_two_digits(text: &str) -> Option<Moment> {
    let body = text.trim().trim_start_matches("D:");
    let digits = body.bytes().take_while(u8::is_ascii_digit).count();
    let literal: u32 = body.get(..4).filter(|_| digits == 12)?.parse().ok()?;
    if (1900..2060).contains(&literal) {
        return None;
    }
    let moment = Moment::from_pdf(&format!("{}{body}", century(body.get(..2)?.parse().ok()?))).ok()?;
    Some(Moment { text: text.to_owned(), ..moment })
}

/// The century of a year of two digits (POSIX.1, `%y`).
fn century(year: u32) -> u32 {
    if year < 69 { 20 } else { 19 }
}

const CLOCK: &str =
    r"(?<h>\d{1,2})\s*[:.hH]\s*(?<mi>\d{1,2})(?:\s*[:.]\s*(?<s>\d{1,2})(?:[.,]\d+)?)?\s*(?<half>[AaPp]\.?[Mm]\.?)?";
const ZONE: &str = r"\s*(?<zone>\(?(?:GMT|UTC|UT|Z|z)?\s*(?:[+-]\s*\d{1,2}(?:\s*[:']?\s*\d{2})?'?)?\)?|[A-Z]{2,5})";
const MONTH: &str = r"(?<name>[\p{L}\p{M}]+)\.?";
const WEEKDAY: &str = r"(?:[\p{L}\p{M}]+\.?,?\s+)?";

/// The forms of dates that programs write where they should not, each anchored at both ends. The order of the first two
/// groups of the fourth form is that of the country, and may not be known.
static FORMS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    let clock = format!(r"(?:\s*(?:[T,\s]|at)\s*{CLOCK}{ZONE})?");
    [
        // 2021-03-04, 2021/3/4, 2021:03:04, 2021. 3. 4.
        format!(r"^(?<y>\d{{4}})\s*[-/:.]\s*(?<m>\d{{1,2}})\s*[-/:.]\s*(?<d>\d{{1,2}})\.?{clock}$"),
        // 20210304T050607
        format!(r"^(?<y>\d{{4}})(?<m>\d\d)(?<d>\d\d)(?:[T ]?(?<h>\d\d):?(?<mi>\d\d):?(?<s>\d\d)?(?:[.,]\d+)?{ZONE})?$"),
        // 4.3.2021: points are for the day first (Germany, Russia, Poland).
        format!(r"^{WEEKDAY}(?<d>\d{{1,2}})\.\s*(?<m>\d{{1,2}})\.\s*(?<y>\d{{4}}){clock}$"),
        // 03/04/2021, 3-4-2021, 12/31/21
        format!(r"^{WEEKDAY}(?<a>\d{{1,2}})[-/](?<b>\d{{1,2}})[-/](?<y>\d{{4}}|\d{{2}}){clock}$"),
        // Thu Mar  4 05:06:07 2021 (C, asctime), with a zone before the year (Unix, date)
        format!(r"^{WEEKDAY}{MONTH}\s+(?<d>\d{{1,2}}),?\s+{CLOCK}(?:{ZONE})?\s+(?<y>\d{{4}})$"),
        // Thu, 04 Mar 2021 05:06:07 +0300 (RFC 5322), 4-Mar-2021
        format!(r"^{WEEKDAY}(?<d>\d{{1,2}})(?:st|nd|rd|th)?\.?[\s-]+{MONTH}[\s,-]+(?<y>\d{{4}}){clock}$"),
        // March 4, 2021 5:06 AM
        format!(r"^{WEEKDAY}{MONTH}\s+(?<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?<y>\d{{4}}){clock}$"),
    ]
    .iter()
    .filter_map(|form| Regex::new(form).ok())
    .collect()
});

/// Names of months in the languages that the table has.
static MONTHS: LazyLock<BTreeMap<&str, u32>> = LazyLock::new(|| {
    let row = |line: &'static str| line.split_once(' ').and_then(|(name, number)| Some((name, number.parse().ok()?)));
    include_str!("data/months.txt").lines().filter_map(row).collect()
});

/// A longer text is no date.
const LONGEST: usize = 80;

/// Reads a date in any of the forms that are known.
fn written(text: &str) -> Option<Moment> {
    let trimmed = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\0' | '"' | '(' | ')'));
    let body = trimmed.strip_prefix("D:").unwrap_or(trimmed);
    if body.len() > LONGEST {
        return None;
    }
    let plain: String = body.chars().map(plain_digit).collect();
    let body = plain.as_str();
    if let Some(moment) = era(text, body).or_else(|| week_or_day_of_year(text, body)) {
        return Some(moment);
    }
    FORMS.iter().find_map(|form| moment(text, &form.captures(body)?)).or_else(|| {
        // Blanks for the zeros of a number: `D:2021 8 2 9 5 1`.
        let stamp = body.get(..14)?;
        let filled = stamp.replace(' ', "0");
        let is_padded = stamp.contains(' ') && filled.bytes().all(|byte| byte.is_ascii_digit());
        let moment = Moment::from_pdf(&format!("{filled}{}", body.get(14..)?)).ok().filter(|_| is_padded)?;
        Some(Moment { text: text.to_owned(), ..moment })
    })
}

/// A digit of another script as the digit that it is.
fn plain_digit(character: char) -> char {
    const ZEROS: [u32; 6] = [0x660, 0x6f0, 0x966, 0xe50, 0xff10, 0x9e6];
    let code = u32::from(character);
    let digit = ZEROS.iter().find_map(|zero| code.checked_sub(*zero).filter(|digit| *digit < 10));
    digit.and_then(|digit| char::from_digit(digit, 10)).unwrap_or(character)
}

/// Eras of Japan and Taiwan, and the years before their first; `2013年5月13日` counts like everybody.
const ERAS: &[(&str, u32)] =
    &[("令和", 2018), ("平成", 1988), ("昭和", 1925), ("中華民國", 1911), ("民國", 1911), ("西暦", 0), ("", 0)];

/// The letters that stand for the eras of Japan: `H25.5.13`.
const LETTERS: &[(&str, u32)] = &[("R", 2018), ("H", 1988), ("S", 1925)];

/// `平成25年5月13日`, with a clock after it or not.
static IN_ERAS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    [
        r"^(?<era>\p{Han}*?)\s*(?<n>\d+|元)\s*年\s*(?<m>\d+)\s*月\s*(?<d>\d+)\s*日(?:\s*(?<h>\d{1,2})\s*[:時时]\s*(?<mi>\d{1,2})\s*分?(?:\s*:?\s*(?<s>\d{1,2})\s*秒?)?)?$",
        r"^(?<era>[RHS])\s?(?<n>\d{1,2})[./-](?<m>\d{1,2})[./-](?<d>\d{1,2})$",
    ]
    .iter()
    .filter_map(|form| Regex::new(form).ok())
    .collect()
});

fn era(text: &str, body: &str) -> Option<Moment> {
    let found = IN_ERAS.iter().find_map(|form| form.captures(body))?;
    let (_, before) = ERAS.iter().chain(LETTERS).find(|(era, _)| *era == &found["era"])?;
    let counted: u32 = if &found["n"] == "元" { 1 } else { found["n"].parse().ok()? };
    let date = format!("{:04}-{:0>2}-{:0>2}", before + counted, &found["m"], &found["d"]);
    let clock = found.name("h").zip(found.name("mi"));
    let written = match clock {
        Some((hour, minute)) => {
            let second = found.name("s").map(|second| format!(":{:0>2}", second.as_str())).unwrap_or_default();
            format!("{date}T{:0>2}:{:0>2}{second}", hour.as_str(), minute.as_str())
        }
        None => date,
    };
    Some(Moment { text: text.to_owned(), ..Moment::from_iso8601(&written).ok()? })
}

/// `2021-W09-4` and `2021-063` (ISO 8601, 4.1.3 and 4.1.4).
fn week_or_day_of_year(text: &str, body: &str) -> Option<Moment> {
    let (year, rest) = body.split_once('-')?;
    let year: i32 = year.parse().ok().filter(|_| year.len() == 4)?;
    let date = match rest.strip_prefix('W') {
        Some(week) => {
            let (week, day) = week.split_once('-')?;
            let days: [Weekday; 7] =
                [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];
            let day = day.parse::<usize>().ok()?.checked_sub(1)?;
            NaiveDate::from_isoywd_opt(year, week.parse().ok()?, *days.get(day)?)?
        }
        None => NaiveDate::from_yo_opt(year, rest.parse().ok().filter(|_| rest.len() == 3)?)?,
    };
    Moment::from_civil(
        text,
        Civil { start: date.and_hms_opt(0, 0, 0)?, precision: Precision::Day, zone: Zone::Unwritten },
    )
}

fn moment(text: &str, found: &Captures<'_>) -> Option<Moment> {
    let number = |name: &str| found.name(name).and_then(|part| part.as_str().parse::<u32>().ok());
    let is_short = found.name("y").is_some_and(|year| year.len() == 2);
    let is_thai = found.name("name").is_some_and(|name| name.as_str().contains(|c| matches!(c, '\u{e00}'..='\u{e7f}')));
    let year = number("y").map(|year| match year {
        year if is_short => century(year) * 100 + year,
        // With a Thai month comes a Thai year.
        year if is_thai && year > 2_400 => year - 543,
        year => year,
    })?;
    let clock = match (number("h"), number("mi"), number("s")) {
        (Some(hour), Some(minute), second) => {
            Some((half_day(hour, found.name("half").map(|half| half.as_str()))?, minute, second))
        }
        _ => None,
    };
    // An hour that no clock shows leaves the day.
    let clock =
        clock.filter(|(hour, minute, second)| *hour < 24 && *minute < 60 && second.is_none_or(|second| second < 61));
    let precision = match clock {
        None => Precision::Day,
        Some((_, _, None)) => Precision::Minute,
        Some(_) => Precision::Second,
    };
    let zone = found.name("zone").filter(|_| clock.is_some()).map_or(Zone::Unwritten, |zone| zone_of(zone.as_str()));
    let at = |month: u32, day: u32| {
        let (hour, minute, second) = clock.unwrap_or((0, 0, None));
        let date = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?;
        let start: NaiveDateTime = date.and_hms_opt(hour, minute, second.unwrap_or(0).min(59))?;
        Moment::from_civil(text, Civil { start, precision, zone })
    };
    if let (Some(a), Some(b)) = (number("a"), number("b")) {
        // Day or month first: what can be both is any instant of either, known to the year alone.
        return match (at(a, b), at(b, a)) {
            (Some(one), Some(other)) if one != other => Some(Moment {
                earliest: one.earliest.min(other.earliest),
                latest: one.latest.max(other.latest),
                precision: Precision::Year,
                ..one
            }),
            (one, other) => one.or(other),
        };
    }
    let month = match found.name("name") {
        Some(name) => month_of(name.as_str())?,
        None => number("m")?,
    };
    at(month, number("d")?)
}

fn month_of(name: &str) -> Option<u32> {
    MONTHS.get(name.to_lowercase().as_str()).copied()
}

fn half_day(hour: u32, half: Option<&str>) -> Option<u32> {
    match half.and_then(|half| half.chars().next()) {
        None => Some(hour),
        Some('a' | 'A') => (hour <= 12).then_some(hour % 12),
        Some(_) => (hour <= 12).then_some(hour % 12 + 12),
    }
}

/// The zone as written. Abbreviations such as EST or CST have several meanings and say nothing.
fn zone_of(written: &str) -> Zone {
    let bare: String = written.chars().filter(|c| !c.is_whitespace() && !matches!(c, '(' | ')')).collect();
    let Some(sign) = bare.find(['+', '-']) else {
        return if matches!(bare.as_str(), "Z" | "z" | "GMT" | "UTC" | "UT") { Zone::Utc } else { Zone::Unwritten };
    };
    let digits: String = bare.get(sign..).unwrap_or_default().chars().filter(char::is_ascii_digit).collect();
    let (hours, minutes) = if digits.len() <= 2 { (digits.as_str(), "0") } else { digits.split_at(digits.len() - 2) };
    let (Ok(hours), Ok(minutes)) = (hours.parse::<i32>(), minutes.parse::<i32>()) else { return Zone::Unwritten };
    if hours > 14 || minutes > 59 {
        return Zone::Unwritten;
    }
    let east = if bare.get(sign..=sign) == Some("-") { -1 } else { 1 };
    Zone::Offset(east * (hours * 60 + minutes))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(reading: Reading) -> String {
        match reading {
            Reading::Present(Value::Moment(moment)) => {
                format!("{} to {} {}", moment.earliest, moment.latest, moment.zone)
            }
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn broken_forms_are_read_as_what_they_can_mean() {
        let second = "2021-03-04T02:06:07Z to 2021-03-04T02:06:08Z +03:00";
        for text in [
            "2021:03:04T05:06:07+03:00",
            "2021/03/04 05:06:07 +0300",
            "2021-03-04 05:06:07 GMT+3",
            "Thu, 04 Mar 2021 05:06:07 +0300",
            "D:20210304050607+03'00'",
            "March 4, 2021 5:06:07 AM UTC+03:00",
            "4 March 2021 05:06:07 (GMT+03:00)",
        ] {
            assert_eq!(read(pdf(text)), second, "{text}");
        }
        let unclear = "2021-03-03T15:06:07Z to 2021-03-04T17:06:08Z no zone";
        for text in [
            "Thu Mar  4 05:06:07 2021",
            "Thu Mar 4 05:06:07 EST 2021",
            "2021- 3- 4T 5: 6: 7",
            "4.3.2021 05:06:07",
            "D:2021 3 4 5 6 7",
            "D:210304050607",
            "2021:03:04 05:06:07 AM",
            "20210304T050607",
        ] {
            assert_eq!(read(pdf(text)), unclear, "{text}");
        }
        assert_eq!(read(iso("2021- 8- 2T20:24:17Z")), "2021-08-02T20:24:17Z to 2021-08-02T20:24:18Z Z");
        assert_eq!(read(pdf("D:191010112100000")), "2001-01-11T20:00:00Z to 2001-01-12T22:00:01Z no zone");
        assert_eq!(read(pdf("03/04/2021")), "2021-03-03T10:00:00Z to 2021-04-04T12:00:00Z no zone");
        assert_eq!(read(pdf("13/04/2021")), read(pdf("2021-04-13")));
        for text in ["yesterday", "3", "31/31/2021", "Smarch 3, 2021", "2021-13-01", "4 parts 2021"] {
            assert!(matches!(pdf(text), Reading::Unreadable(_)), "{text}");
        }
        assert!(matches!(pdf(" "), Reading::Absent));
    }

    #[test]
    fn a_date_of_exif_keeps_the_zone_that_stands_behind_it_or_in_its_own_field() {
        let zoned = "2021-03-04T02:06:07Z to 2021-03-04T02:06:08Z +03:00";
        assert_eq!(read(exif("2021:03:04 05:06:07+03:00", None)), zoned);
        assert_eq!(read(exif("2021:03:04 05:06:07", Some("+03:00"))), zoned);
        assert_eq!(read(exif("2021/03/04 05:06:07", None)), read(exif("2021-03-04T05:06:07", None)));
        assert!(matches!(exif("0000:00:00 00:00:00", None), Reading::Absent));
    }
}
