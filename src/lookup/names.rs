//! Dated names.

use crate::knowledge::Knowledge;
use crate::lookup::mark::{Found, Sighting};
use crate::model::{Words, Written};

/// A name that a program recognised in a picture has so many letters at least: shorter ones are easily misread for one another.
const RECOGNISED: usize = 6;

/// What follows a number that counts: "Debian 10 years ago" names no version.
const COUNTED: [&str; 20] = [
    "year", "years", "month", "months", "week", "weeks", "day", "days", "hour", "hours", "minute", "minutes", "times",
    "users", "machines", "servers", "boxes", "people", "percent", "packages",
];

/// Whether the number at the end of a name counts what follows it.
fn is_a_count(name: &str, rest: &str) -> bool {
    let next = rest.split_whitespace().next().unwrap_or_default();
    name.ends_with(|last: char| last.is_ascii_digit())
        && rest.starts_with(char::is_whitespace)
        && COUNTED.contains(&next.trim_end_matches(|sign: char| !sign.is_alphanumeric()).to_lowercase().as_str())
}

/// Finds names.
#[must_use]
pub fn find(words: &[Words], knowledge: &Knowledge) -> Vec<Sighting> {
    let mut sightings = Vec::new();
    for (number, words) in words.iter().enumerate().filter(|(_, words)| !matches!(words.written, Written::Field(_))) {
        for named in knowledge.names(&words.text) {
            let letters = || words.text.get(named.range.clone()).map_or(0, |name| name.chars().count());
            if words.written == Written::Recognised && letters() < RECOGNISED {
                continue;
            }
            if is_a_count(
                words.text.get(..named.range.end).unwrap_or_default(),
                words.text.get(named.range.end..).unwrap_or_default(),
            ) {
                continue;
            }
            let range = named.range.clone();
            sightings.push(Sighting { words: number, range, found: Found::Name(named) });
        }
    }
    sightings
}
