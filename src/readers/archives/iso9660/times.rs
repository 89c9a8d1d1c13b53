//! The two ways in which ISO 9660 writes times, each with a zone in quarters of an hour.
//!
//! Many programs write the time of a wall and the zone 0: a zone of 0 says nothing, and the time is any instant that its digits can
//! mean.

use crate::model::{Moment, Reading, Value};

/// Seven bytes: years since 1900, month, day, hour, minute, second, zone (ECMA-119, 9.1.5).
pub(super) fn of_record(raw: &[u8; 7]) -> Reading {
    let [year, month, day, hour, minute, second, zone] = *raw;
    if raw.iter().all(|byte| *byte == 0) {
        return Reading::Absent;
    }
    let year = 1_900 + u32::from(year);
    read(&format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}"), zone)
}

/// Seventeen bytes: sixteen digits to the hundredth of a second, and the zone (8.4.26.1).
pub(super) fn of_volume(raw: &[u8]) -> Reading {
    let Some((&zone, digits)) = raw.split_last().filter(|(_, digits)| digits.len() == 16) else {
        return Reading::Unreadable("cut off".to_owned());
    };
    if digits.iter().all(|byte| matches!(byte, b'0' | b' ' | 0)) {
        return Reading::Absent;
    }
    let Some(text) = std::str::from_utf8(digits).ok().filter(|text| text.bytes().all(|byte| byte.is_ascii_digit()))
    else {
        return Reading::Unreadable("not sixteen digits".to_owned());
    };
    let part = |from: usize, to: usize| text.get(from..to).unwrap_or_default();
    let date = format!("{}-{}-{}", part(0, 4), part(4, 6), part(6, 8));
    let hundredths = if part(14, 16) == "00" { String::new() } else { format!(".{}", part(14, 16)) };
    read(&format!("{date}T{}:{}:{}{hundredths}", part(8, 10), part(10, 12), part(12, 14)), zone)
}

fn read(local: &str, zone: u8) -> Reading {
    let quarters = i32::from(zone.cast_signed());
    let written = match quarters {
        0 => local.to_owned(),
        -48..=52 => {
            let sign = if quarters < 0 { '-' } else { '+' };
            format!("{local}{sign}{:02}:{:02}", quarters.abs() / 4, quarters.abs() % 4 * 15)
        }
        _ => return Reading::Unreadable(format!("{quarters} quarters of an hour are no zone")),
    };
    match Moment::from_iso8601(&written) {
        Ok(moment) => Reading::Present(Value::Moment(moment)),
        Err(why) => Reading::Unreadable(why),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn readable(reading: &Reading) -> String {
        reading.moment().map(Moment::readable).unwrap_or_default()
    }

    #[test]
    fn a_zone_is_kept_and_a_zone_of_zero_says_nothing() {
        assert_eq!(readable(&of_record(&[103, 3, 5, 23, 50, 11, 12])), "2003-03-05 23:50:11 +03:00");
        assert_eq!(readable(&of_record(&[103, 3, 5, 23, 50, 11, 0])), "2003-03-05 23:50:11");
        assert_eq!(readable(&of_record(&[103, 3, 5, 23, 50, 11, 0xec])), "2003-03-05 23:50:11 -05:00");
        assert_eq!(of_record(&[0; 7]), Reading::Absent);
        assert!(matches!(of_record(&[103, 13, 5, 23, 50, 11, 0]), Reading::Unreadable(_)));
        assert_eq!(readable(&of_volume(b"2003030523501142\x08")), "2003-03-05 23:50:11 +02:00");
        assert_eq!(of_volume(b"0000000000000000\0"), Reading::Absent);
        assert!(matches!(of_volume(b"2003030523501142\x7f"), Reading::Unreadable(_)));
        assert!(matches!(of_volume(b"20030305"), Reading::Unreadable(_)));
    }
}
