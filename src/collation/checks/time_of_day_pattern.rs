//! The times of many documents are round: somebody typed them.

use crate::collation::check::{CollectionCheck, Links, Strongest};
use crate::collation::together::{Named, Row, Together, finding, names, resting_on};
use crate::model::charter::charter;
use crate::model::{Charter, Error, Finding, Strength};
use std::collections::BTreeMap;

charter! {
    /// # What it looks for
    /// Twelve documents of one folder or more, four of five of which were made at a full hour.
    ///
    /// # Why it matters
    /// Clocks show every minute alike. Times that are round were typed, or come from a table of days.
    ///
    /// # Innocent causes
    /// A program that knows the day only and writes midnight or noon; a job that runs each hour.
    ///
    /// # What it cannot tell
    /// Whether the days are right.
    ///
    /// # Example
    /// Thirty entries of a journal, all made at a full hour, ten of them at midnight.
    ///
    /// # Sources
    /// Catalogue of checks (time-of-day-pattern). Chance: one time in 60 falls on a full hour where minutes are written. Strength: weak.
    pub struct TimeOfDayPattern { code: "C014", name: "time-of-day-pattern", summary: "the times of many documents are round", since: "0.1.0", group: Collection }
}

/// So many documents show a pattern.
const LEAST: usize = 12;
/// So many seconds are an hour.
const HOUR: i64 = 3_600;

impl CollectionCheck for TimeOfDayPattern {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn links(&self) -> Links {
        Links::Whole
    }

    fn find(&self, together: &Together<'_>) -> Result<Vec<Finding>, Error> {
        let mut folders: BTreeMap<Option<Named>, Vec<(i64, &Row)>> = BTreeMap::new();
        for row in together.rows.iter().filter(|row| !row.inside) {
            if let Some(made) = row.made {
                folders.entry(row.folder).or_default().push((made.clock, row));
            }
        }
        let mut findings = Strongest::default();
        for times in folders.into_values() {
            let round: Vec<&(i64, &Row)> = times.iter().filter(|(clock, _)| clock.rem_euclid(HOUR) == 0).collect();
            let instants: std::collections::BTreeSet<i64> = round.iter().map(|(clock, _)| *clock).collect();
            let midnight = round.iter().filter(|(clock, _)| clock.rem_euclid(24 * HOUR) == 0).count();
            // A program that knows days alone writes midnight always; one that writes one time into all files says nothing of any.
            if round.len() < LEAST
                || round.len() * 5 < times.len() * 4
                || instants.len() * 2 < round.len()
                || midnight == round.len()
            {
                continue;
            }
            let numbers: Vec<u32> = round.iter().map(|(_, row)| row.number).collect();
            let sketches = together.sketches(&numbers)?;
            let said = format!(
                "Of {} documents in one folder {} say that they were made at a full hour, {midnight} of them at midnight; by chance it would be {}. The first are {}.",
                times.len(),
                round.len(),
                match times.len() / 60 {
                    0 => "none or one".to_owned(),
                    some => some.to_string(),
                },
                names(&sketches)
            );
            let found = finding(&Self::CHARTER, Strength::Weak, said, &sketches);
            findings.push(
                resting_on(found, sketches.iter().filter_map(|sketch| Some((sketch, sketch.made?.evidence))))
                    .innocently(&[
                        "A program that knows the day only wrote a time of its own.",
                        "A job runs each hour.",
                    ])
                    .settled_by("Look for a second clock in the documents."),
            );
        }
        Ok(findings.into_list())
    }
}
