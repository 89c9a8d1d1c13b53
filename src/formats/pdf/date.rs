//! Dates as PDF writes them (ISO 32000-2:2020, 7.9.4).

use crate::model::time::civil;
use crate::model::{Civil, Moment, Precision, Zone};

impl Moment {
    /// Reads a PDF date, `D:YYYYMMDDHHmmSSOHH'mm'` (ISO 32000-2:2020, 7.9.4). Every part after the year may be missing;
    /// writers leave out the `D:` and the apostrophes, and write blanks at the ends: all that is read.
    ///
    /// # Errors
    /// Says what is wrong with the text when it is not such a date.
    pub fn from_pdf(text: &str) -> Result<Self, String> {
        let trimmed = text.trim_matches(|c: char| c.is_whitespace() || c == '\0');
        let body = trimmed.strip_prefix("D:").unwrap_or(trimmed);
        if !body.is_ascii() {
            return Err("not a PDF date: letters that are not ASCII".to_owned());
        }
        let digits = body.bytes().take_while(u8::is_ascii_digit).count();
        let (stamp, rest) = body.split_at(digits.min(14));
        let part = |from: usize, to: usize| stamp.get(from..to).and_then(|part| part.parse::<u32>().ok());
        let year = part(0, 4).ok_or("not a PDF date: it does not begin with a year of four digits")?;
        if stamp.len() % 2 != 0 {
            return Err("not a PDF date: a part has a digit too few".to_owned());
        }
        let precision = match stamp.len() {
            4 => Precision::Year,
            6 => Precision::Month,
            8 => Precision::Day,
            10 => Precision::Hour,
            12 => Precision::Minute,
            _ => Precision::Second,
        };
        let start = civil(
            year,
            part(4, 6).unwrap_or(1),
            part(6, 8).unwrap_or(1),
            part(8, 10).unwrap_or(0),
            part(10, 12).unwrap_or(0),
            part(12, 14).unwrap_or(0),
        )
        .ok_or("not a date of the calendar")?;
        let zone = pdf_zone(rest)?;
        Self::from_civil(text, Civil { start, precision, zone }).ok_or_else(|| "a date beyond the calendar".to_owned())
    }
}

fn pdf_zone(rest: &str) -> Result<Zone, String> {
    let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.').trim();
    let Some(sign) = rest.chars().next() else { return Ok(Zone::Unwritten) };
    // The sign is before the hours and nowhere else.
    let numbers: Vec<u16> = rest
        .get(1..)
        .unwrap_or_default()
        .split(['\'', ':'])
        .filter(|part| !part.is_empty())
        .map(|part| part.trim().parse().map_err(|_| "not a PDF date: the zone is not of numbers".to_owned()))
        .collect::<Result<_, _>>()?;
    let (hours, minutes) = match numbers.as_slice() {
        [] => (0, 0),
        [both] if *both >= 100 => (both / 100, both % 100),
        [hours] => (*hours, 0),
        [hours, minutes, ..] => (*hours, *minutes),
    };
    let (hours, minutes) = (i32::from(hours), i32::from(minutes));
    if hours > 23 || minutes > 59 {
        return Err("not a PDF date: an offset of a day or more".to_owned());
    }
    match sign {
        // Universal time that is so many hours from itself is neither.
        'Z' | 'z' => Ok(if hours == 0 && minutes == 0 { Zone::Utc } else { Zone::Unwritten }),
        '+' => Ok(Zone::Offset(hours * 60 + minutes)),
        '-' => Ok(Zone::Offset(-(hours * 60 + minutes))),
        _ => Err(format!("not a PDF date: {sign:?} where the zone should stand")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pdf_date_keeps_its_offset_and_means_one_second() {
        let moment = Moment::from_pdf("D:20120120093000+04'00'").unwrap();
        assert_eq!(moment.earliest.to_string(), "2012-01-20T05:30:00Z");
        assert_eq!(moment.latest.0 - moment.earliest.0, 1);
        assert_eq!(moment.zone, Zone::Offset(240));
    }

    #[test]
    fn a_zone_with_a_second_sign_is_no_zone() {
        // Found by fuzzing: hours below any bound overflowed in minutes.
        for text in ["D:20120120100930+:-014010120", "D:20120120100930+-5'00'", "D:20120120100930+99999999"] {
            assert!(Moment::from_pdf(text).is_err(), "{text}");
        }
    }

    #[test]
    fn forms_that_real_writers_use_are_read() {
        for (text, zone) in [
            ("20120120093000", Zone::Unwritten),
            ("D:20120120093000Z", Zone::Utc),
            ("D:20120120093000Z00'00'", Zone::Utc),
            ("D:20120120093000+03'30", Zone::Offset(210)),
            ("D:20120120093000-0500", Zone::Offset(-300)),
            ("D:20120120093000.123-05'00'", Zone::Offset(-300)),
            ("D:20120120093000+00'00'\0", Zone::Offset(0)),
        ] {
            assert_eq!(Moment::from_pdf(text).unwrap_or_else(|why| panic!("{text}: {why}")).zone, zone, "{text}");
        }
        assert_eq!(Moment::from_pdf("D:2012").unwrap().precision, Precision::Year);
        for text in ["", "D:", "yesterday", "D:20121320", "D:201", "D:20120120093000?", "D:20120230"] {
            assert!(Moment::from_pdf(text).is_err(), "{text}");
        }
    }
}
