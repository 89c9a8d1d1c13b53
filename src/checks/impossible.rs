//! Dates that nobody can believe: still to come, or of a time before the format. They are no statements, and they are told.

use crate::knowledge::Knowledge;
use crate::knowledge::births::Birth;
use crate::model::{Day, Evidence, Moment, Role};
use chrono::Datelike;

/// Why a date cannot be right.
#[derive(Debug, Clone, Copy)]
pub enum Impossible<'k> {
    /// It lies wholly after the day of the examination.
    ToCome,
    /// It lies wholly before the format.
    BeforeItsFormat(&'k Birth),
}

/// Roles whose dates speak of the file itself; a photograph or a scan may show what is older than any format.
const OF_THE_FILE: &[Role] =
    &[Role::Created, Role::Modified, Role::MetadataModified, Role::HistoryTime, Role::SignatureTime];
/// Whether a date speaks of the making, the saving or the signing of the file.
#[must_use]
pub fn speaks_of_the_file(evidence: &Evidence) -> bool {
    evidence.role.is_some_and(|role| OF_THE_FILE.contains(&role))
}

/// Roles whose dates cannot be still to come.
const PAST: &[Role] = &[
    Role::Created,
    Role::Modified,
    Role::MetadataModified,
    Role::HistoryTime,
    Role::SignatureTime,
    Role::PartTime,
    Role::PackedTime,
    Role::DirectoryTime,
    Role::Printed,
    Role::BackedUp,
    Role::FontTime,
    Role::ProfileTime,
];

/// Why a stated date cannot be right, where it cannot.
#[must_use]
pub fn impossible<'k>(evidence: &Evidence, knowledge: &'k Knowledge, day: Day) -> Option<Impossible<'k>> {
    let (moment, role) = (evidence.moment()?, evidence.role?);
    if PAST.contains(&role) && moment.earliest > day.end_anywhere() {
        return Some(Impossible::ToCome);
    }
    let birth = knowledge.birth(&evidence.property).filter(|_| OF_THE_FILE.contains(&role))?;
    (moment.latest < birth.first).then_some(Impossible::BeforeItsFormat(birth))
}

/// Calendars that count other years: name, what is to be added to their year, and the years that are written today.
const CALENDARS: &[(&str, i32, std::ops::RangeInclusive<i32>)] = &[
    ("Thai (Buddhist)", -543, 2_526..=2_643),
    ("Minguo (Taiwanese)", 1_911, 72..=189),
    ("Persian", 621, 1_362..=1_420),
    ("Jewish", -3_761, 5_743..=5_800),
    ("Japanese (Heisei)", 1_988, 1..=31),
];

/// Years that are written short: what they count from, what is to be added, and the years that are written today.
const SHORT: &[(&str, i32, std::ops::RangeInclusive<i32>)] = &[
    ("counted from 1900", 1_900, 83..=140),
    ("without its century", 2_000, 0..=68),
    ("without its century", 1_900, 83..=99),
];

/// What the year of a date is in calendars in which it is a year of documents: "2013 in the Thai (Buddhist) calendar".
#[must_use]
pub fn in_other_calendars(moment: &Moment, day: Day) -> Vec<String> {
    let Some(year) = moment.local_date().map(|date| date.year()) else { return vec![] };
    let meant = |add: &i32, written: &std::ops::RangeInclusive<i32>| {
        Some(year + add).filter(|meant| written.contains(&year) && (1983..=day.year() + 1).contains(meant))
    };
    let calendars = CALENDARS.iter().filter_map(|(name, add, written)| {
        let year = meant(add, written)?;
        // The years of some calendars begin in autumn.
        let later = if *name == "Jewish" { format!(" or {}", year + 1) } else { String::new() };
        Some(format!("{year}{later} in the {name} calendar"))
    });
    let short = SHORT.iter().filter_map(|(how, add, written)| Some(format!("{} {how}", meant(add, written)?)));
    let mut named: Vec<String> = calendars.chain(short).collect();
    // The Islamic year has 354.37 days; its first began on 16 July 622.
    let islamic = 622 + year * 9_702 / 10_000;
    if (1_403..=1_470).contains(&year) && islamic <= day.year() + 1 {
        named.push(format!("{} or {islamic} in the Islamic calendar", islamic - 1));
    }
    named
}
