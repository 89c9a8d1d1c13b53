//! Dates of mails, the obsolete ones among them (RFC 5322, 3.3 and 4.3; RFC 822, 5), and those of the lines that part a mailbox (asctime of C).

use super::tokens::without_comments;
use crate::model::time::civil;
use crate::model::{Civil, Moment, Precision, Zone};

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
/// Zones with a name that has one meaning (RFC 5322, 4.3), in hours.
const ZONES: &[(&str, i32)] =
    &[("est", -5), ("edt", -4), ("cst", -6), ("cdt", -5), ("mst", -7), ("mdt", -6), ("pst", -8), ("pdt", -7)];
/// A longer text is no date.
const LONGEST: usize = 200;

fn month(word: &str) -> Option<u32> {
    let start = word.get(..3)?.to_ascii_lowercase();
    let at = MONTHS.iter().position(|month| *month == start)?;
    word.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'.').then(|| u32::try_from(at + 1).ok()).flatten()
}

/// A year of two digits is one of 1950 to 2049, of three digits one since 1900 (RFC 5322, 4.3). Programs of the years after 1999 wrote these
/// three with a zero before them: 0102 is 2002. Before 1969 nobody sent a mail.
fn year(digits: &str) -> Option<u32> {
    let year: u32 = digits.parse().ok()?;
    match digits.len() {
        2 if year < 50 => Some(2000 + year),
        2 | 3 => Some(1900 + year),
        4 if (100..200).contains(&year) => Some(1900 + year),
        4 => Some(year).filter(|year| *year >= 1969),
        _ => None,
    }
}

/// `hh:mm[:ss]`; fractions of seconds are passed over.
fn clock(word: &str) -> Option<(u32, u32, Option<u32>)> {
    let mut parts = word.split(':');
    let number = |part: &str| part.parse::<u32>().ok().filter(|_| part.len() < 3);
    let (hour, minute) = (number(parts.next()?)?, number(parts.next()?)?);
    let second = match parts.next() {
        Some(second) => Some(number(second.split(['.', ',']).next()?)?),
        None => None,
    };
    parts.next().is_none().then_some((hour, minute, second))
}

/// A zone as mails write it. `-0000` is universal time of a machine whose zone nobody says (RFC 5322, 3.3); letters of the military were
/// defined the wrong way round and say nothing (4.3), as no name says anything that has several meanings.
fn zone(word: &str) -> Option<Zone> {
    let lower = word.to_ascii_lowercase();
    let lower = lower.strip_prefix("gmt").or_else(|| lower.strip_prefix("utc")).unwrap_or(&lower);
    if lower.is_empty() || matches!(lower, "ut" | "z") {
        return Some(Zone::Utc);
    }
    if let Some((_, hours)) = ZONES.iter().find(|(name, _)| *name == lower) {
        return Some(Zone::Offset(hours * 60));
    }
    let (sign, digits) = match lower.split_at_checked(1)? {
        ("+", digits) => (1, digits.replace(':', "")),
        ("-", digits) => (-1, digits.replace(':', "")),
        _ if lower.bytes().all(|byte| byte.is_ascii_alphabetic()) => return Some(Zone::Unwritten),
        _ => return None,
    };
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let (hours, minutes) = digits.split_at(digits.len().saturating_sub(2).max(digits.len().min(1)));
    let (hours, minutes): (i32, i32) = match digits.len() {
        1 | 2 => (digits.parse().ok()?, 0),
        3 | 4 => (hours.parse().ok()?, minutes.parse().ok()?),
        _ => return Some(Zone::Unwritten),
    };
    if hours > 23 || minutes > 59 {
        return Some(Zone::Unwritten);
    }
    match sign * (hours * 60 + minutes) {
        0 if sign < 0 => Some(Zone::Utc),
        offset => Some(Zone::Offset(offset)),
    }
}

/// Reads a date of a header field; none where it has no such form.
#[must_use]
pub fn read(body: &[u8]) -> Option<Moment> {
    let text = written(body)?;
    let plain = without_comments(body);
    let plain = std::str::from_utf8(&plain).ok()?;
    let mut words =
        plain.split(|sign: char| sign.is_whitespace() || sign == ',').filter(|word| !word.is_empty()).peekable();
    words.next_if(|word| word.get(..3).is_some_and(|start| DAYS.contains(&start.to_ascii_lowercase().as_str())));
    let first = words.next()?;
    // Days, months and years with hyphens between them are older than RFC 822 (RFC 850, 2.1.4).
    let parted: Vec<&str> = first.split('-').collect();
    let (day, month_of, year_of) = match parted.as_slice() {
        [day, name, year_of] => (*day, month(name)?, year(year_of)?),
        _ => {
            let name = words.next()?;
            match month(name) {
                Some(month_of) => (first, month_of, year(words.next()?)?),
                // asctime of C, which some programs write into headers.
                None => return asctime(&text, plain),
            }
        }
    };
    let day: u32 = day.parse().ok()?;
    let (hour, minute, second) = clock(words.next()?)?;
    let written_zone = words.next();
    let zone = written_zone.map_or(Some(Zone::Unwritten), zone).unwrap_or(Zone::Unwritten);
    moment(&text, (year_of, month_of, day), (hour, minute, second), zone)
}

/// A date of the line before a message of a mailbox: `Fri Jul  8 12:08:34 2011`, with a zone before or after the year, or none.
#[must_use]
pub fn of_mailbox(line: &[u8]) -> Option<Moment> {
    let text = written(line)?;
    asctime(&text, &text)
}

fn asctime(text: &str, plain: &str) -> Option<Moment> {
    let mut words =
        plain.split(|sign: char| sign.is_whitespace() || sign == ',').filter(|word| !word.is_empty()).peekable();
    words.next_if(|word| word.get(..3).is_some_and(|start| DAYS.contains(&start.to_ascii_lowercase().as_str())));
    let month_of = month(words.next()?)?;
    let day: u32 = words.next()?.parse().ok()?;
    let (hour, minute, second) = clock(words.next()?)?;
    let (mut year_of, mut written_zone) = (None, None);
    for word in words.take(3) {
        match year(word).filter(|_| word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit())) {
            Some(found) if year_of.is_none() => year_of = Some(found),
            _ => written_zone = written_zone.or_else(|| zone(word)),
        }
    }
    moment(text, (year_of?, month_of, day), (hour, minute, second), written_zone.unwrap_or(Zone::Unwritten))
}

/// The text of a date, where it can be one.
fn written(body: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(body.get(..body.len().min(LONGEST))?).into_owned();
    Some(text.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|text| !text.is_empty())
}

fn moment(
    text: &str,
    (year, month, day): (u32, u32, u32),
    (hour, minute, second): (u32, u32, Option<u32>),
    zone: Zone,
) -> Option<Moment> {
    let start = civil(year, month, day, hour, minute, second.unwrap_or(0))?;
    let precision = if second.is_some() { Precision::Second } else { Precision::Minute };
    Moment::from_civil(text, Civil { start, precision, zone })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_in_every_form() {
        for (text, said) in [
            ("Fri, 21 Nov 1997 09:55:06 -0600", "1997-11-21 09:55:06 -06:00"),
            ("Thu,\r\n  13\r\n  Feb\r\n 1969\r\n 23:32\r\n -0330 (Newfoundland Time)", "1969-02-13 23:32 -03:30"),
            ("21 Nov 97 09:55:06 GMT", "1997-11-21 09:55:06 UTC"),
            ("21 Nov 49 09:55 EST", "2049-11-21 09:55 -05:00"),
            ("Fri, 21 Nov 103 09(comment):   55  :  06 -0600", ""),
            ("Tue, 1 Jul 2003 10:52:37 -0000", "2003-07-01 10:52:37 UTC"),
            ("Tue, 1 July 2003 10:52:37 +0000", "2003-07-01 10:52:37 +00:00"),
            ("Tue, 1 Jul 2003 10:52:37 MET DST", "2003-07-01 10:52:37"),
            ("Tuesday, 01-Jul-03 10:52:37 UTC", "2003-07-01 10:52:37 UTC"),
            ("1 Jul 2003 10:52:37 GMT+0300", "2003-07-01 10:52:37 +03:00"),
            ("Fri Jul  8 12:08:34 2011", "2011-07-08 12:08:34"),
            ("Wed, 31 Feb 2003 10:52:37 +0000", ""),
            ("Wed, 1 Feb 2003", ""),
            ("1 Jul 2003 10:52:60 +0200", "2003-07-01 10:53:00 +02:00"),
        ] {
            assert_eq!(read(text.as_bytes()).map(|moment| moment.readable()).unwrap_or_default(), said, "{text}");
        }
    }

    #[test]
    fn dates_of_mailboxes_are_read() {
        for (text, said) in [
            ("Fri Jul  8 12:08:34 2011", "2011-07-08 12:08:34"),
            ("Thu Jun 24 00:12:08 EDT 1993", "1993-06-24 00:12:08 -04:00"),
            ("Fri Jul 08 12:08:34 +0000 2011", "2011-07-08 12:08:34 +00:00"),
            ("Mon Jan 1 10:00:00 2001 -0200", "2001-01-01 10:00:00 -02:00"),
            ("who knows when", ""),
        ] {
            assert_eq!(of_mailbox(text.as_bytes()).map(|moment| moment.readable()).unwrap_or_default(), said, "{text}");
        }
    }
}
