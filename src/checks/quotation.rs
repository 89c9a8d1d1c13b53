//! How values are written in a sentence.

use crate::model::plain_date;
use crate::model::{Evidence, Moment, Precision, Role, Zone};
use chrono::DateTime;

/// The beginning of a long string.
#[must_use]
pub fn short(text: &str) -> String {
    const LENGTH: usize = 80;
    if text.chars().count() <= LENGTH {
        return text.to_owned();
    }
    text.chars().take(LENGTH).chain(['…']).collect()
}

/// A date of a table with its preposition: "on 9 May 2022", "in May 2017", "in 2013".
#[must_use]
pub fn at(iso: &str) -> String {
    let preposition = if iso.split('-').count() == 3 { "on" } else { "in" };
    format!("{preposition} {}", plain_date(iso))
}

/// The day of a stated time with its preposition: "on 20 February 2026".
#[must_use]
pub fn day(moment: &Moment) -> String {
    let preposition = if matches!(moment.precision, Precision::Year | Precision::Month) { "in" } else { "on" };
    format!("{preposition} {}", moment.plain_date())
}

/// A claimed time: "2013", "9 May 2013", "2008 to 2014".
#[must_use]
pub fn claimed(text: &str) -> String {
    match text.split_once('/') {
        Some((from, until)) => format!("{} to {}", plain_date(from.trim()), plain_date(until.trim())),
        None => plain_date(text),
    }
}

/// A stated time as finely as it was written: "20 February 2026, 10:15, UTC+3". Whole minutes stay without seconds.
#[must_use]
pub fn time(moment: &Moment) -> String {
    let form = match (moment.precision, moment.clock().rem_euclid(60)) {
        (Precision::Hour, _) => "%H h",
        (Precision::Minute, _) | (Precision::Second, 0) => "%H:%M",
        (Precision::Second, _) => "%H:%M:%S",
        _ => return moment.plain_date(),
    };
    let Some(local) = DateTime::from_timestamp(moment.clock(), 0) else { return moment.text.clone() };
    let zone = match moment.zone {
        Zone::Unwritten => String::new(),
        Zone::Utc => ", UTC".to_owned(),
        Zone::Offset(minutes) => format!(", {}", utc(minutes)),
    };
    format!("{}, {}{zone}", moment.plain_date(), local.format(form))
}

/// A stated time with its preposition: "on 20 February 2026, 10:15, UTC+3".
#[must_use]
pub fn when(moment: &Moment) -> String {
    let preposition = if matches!(moment.precision, Precision::Year | Precision::Month) { "in" } else { "on" };
    format!("{preposition} {}", time(moment))
}

/// A stated value: a time in words, anything else as it is.
#[must_use]
pub fn value(evidence: &Evidence) -> String {
    evidence.moment().map_or_else(|| evidence.value_text(), time)
}

/// An offset in minutes: "UTC+4", "UTC-3:30", "UTC".
#[must_use]
pub fn utc(minutes: i32) -> String {
    let sign = if minutes < 0 { '-' } else { '+' };
    match (minutes.abs() / 60, minutes.abs() % 60) {
        (0, 0) => "UTC".to_owned(),
        (hours, 0) => format!("UTC{sign}{hours}"),
        (hours, rest) => format!("UTC{sign}{hours}:{rest:02}"),
    }
}

/// What a date says of the file that states it: "it was last saved".
#[must_use]
pub fn event(role: Option<Role>) -> &'static str {
    match role {
        Some(Role::Created) => "it was made",
        Some(Role::Modified) => "it was last saved",
        Some(Role::MetadataModified) => "its metadata was last changed",
        Some(Role::Printed) => "it was last printed",
        Some(Role::BackedUp) => "it was last backed up",
        Some(Role::HistoryTime) => "a step in its history was taken",
        Some(Role::PackedTime) => "a file packed in it was last changed",
        Some(Role::DirectoryTime) => "its container was last written",
        _ => "a part of it was made or changed",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_written_as_people_write_them() {
        assert_eq!(["2022-05-09", "2017-05", "2013"].map(at), ["on 9 May 2022", "in May 2017", "in 2013"]);
        assert_eq!(["2013", "2008/2014"].map(claimed), ["2013", "2008 to 2014"]);
        assert_eq!([240, -210, 0].map(utc), ["UTC+4", "UTC-3:30", "UTC"]);
        let written = |text: &str| time(&Moment::from_pdf(text).expect("a date"));
        assert_eq!(written("D:20260220101500+03'00'"), "20 February 2026, 10:15, UTC+3");
        assert_eq!(written("D:20130514091733Z"), "14 May 2013, 09:17:33, UTC");
        assert_eq!(written("D:201305"), "May 2013");
    }
}
