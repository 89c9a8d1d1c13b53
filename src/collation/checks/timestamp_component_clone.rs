//! Documents were made at the same second of the same day of other months or years.

use crate::collation::check::{CollectionCheck, Links, Strongest};
use crate::collation::sketch::{Sketch, TieKind};
use crate::collation::together::{Together, clock, finding, names, resting_on};
use crate::model::charter::charter;
use crate::model::{Charter, Error, Finding, Strength};
use chrono::{DateTime, Datelike};
use std::collections::BTreeSet;

charter! {
    /// # What it looks for
    /// Documents whose times of making have the same day of the month, hour, minute and second, and another month or year.
    ///
    /// # Why it matters
    /// Who moves a date by hand changes the year and the month, and leaves the rest as it was.
    ///
    /// # Innocent causes
    /// Chance, in large collections: the finding says how many such pairs chance alone gives. A program that makes a report at a set time.
    ///
    /// # What it cannot tell
    /// Which of the dates is the true one.
    ///
    /// # Example
    /// Three documents of three authors, made on the 12th of three months, each at 11:14:37.
    ///
    /// # Sources
    /// COPA v Wright (2024), document `ID_000536` beside the genuine paper; catalogue of checks (timestamp-component-clone). Measured: none
    /// in 107,000 pairs of unrelated files. Chance, for days of eight hours: pairs of documents with seconds, divided by 864,000. Strength:
    /// medium where chance gives fewer than one such group in twenty collections; times without seconds are weak at most.
    pub struct TimestampComponentClone { code: "C004", name: "timestamp-component-clone", summary: "documents were made at the same second of the same day of other months", since: "0.1.0", group: Collection }
}

/// Seconds, and minutes, of thirty days of eight hours: so many times of making there are.
const SECONDS: f64 = 30.0 * 8.0 * 3_600.0;
const MINUTES: f64 = 30.0 * 8.0 * 60.0;
/// Chance explains what it gives in one collection of so many.
const RARE: f64 = 0.05;
/// And what it gives in every other one is no news.
const USUAL: f64 = 0.5;

impl CollectionCheck for TimestampComponentClone {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn links(&self) -> Links {
        Links::Ties(&[TieKind::Clock])
    }

    fn depends_on(&self, together: &Together<'_>) -> String {
        // By how many there are chance is counted.
        format!("{:?}", together.dated)
    }

    fn find(&self, together: &Together<'_>) -> Result<Vec<Finding>, Error> {
        let (precise, coarse) = together.dated;
        let pairs = |count: u32| f64::from(count) * f64::from(count.saturating_sub(1)) / 2.0;
        let mut findings = Strongest::default();
        for shared in together.shared(TieKind::Clock)? {
            let mut sketches = together.sketches(&shared.numbers)?;
            sketches.retain(|sketch| sketch.parent.is_none() && sketch.made.is_some());
            // Of copies one is enough, and what keeps the whole date of its original moved none.
            let mut months = BTreeSet::new();
            sketches.retain(|sketch| month(sketch).is_some_and(|month| months.insert(month)));
            let Some(made) = sketches.first().and_then(|sketch| sketch.made) else { continue };
            if sketches.len() < 2 || made.clock.rem_euclid(3_600) == 0 {
                continue;
            }
            let to_the_second = made.to_the_second;
            let (count, room) = if to_the_second { (precise, SECONDS) } else { (coarse, MINUTES) };
            // Of each document more than two, chance has one more in so many.
            let more = i32::try_from(sketches.len() - 2).unwrap_or(i32::MAX);
            let expected = pairs(count) / room * (f64::from(count) / room).powi(more);
            let strength = match () {
                // Round minutes are typed, and set by jobs.
                () if expected >= USUAL || !to_the_second && made.clock.rem_euclid(300) == 0 => Strength::Informational,
                () if to_the_second && expected < RARE => Strength::Medium,
                () if to_the_second || expected < RARE => Strength::Weak,
                () => Strength::Informational,
            };
            findings.push(told(&sketches, to_the_second, count, expected, strength));
        }
        Ok(findings.into_list())
    }
}

/// Year and month of the making.
fn month(sketch: &Sketch) -> Option<(i32, u32)> {
    let made = DateTime::from_timestamp(sketch.made?.clock, 0)?;
    Some((made.year(), made.month()))
}

fn told(sketches: &[Sketch], to_the_second: bool, count: u32, expected: f64, strength: Strength) -> Finding {
    let dates: Vec<String> = sketches.iter().filter_map(|sketch| sketch.made.as_ref()).take(3).map(clock).collect();
    let what = if to_the_second { "second" } else { "minute" };
    let chance = if expected < 0.001 { "less than one in a thousand".to_owned() } else { format!("{expected:.3}") };
    let said = format!(
        "{} say that they were made at the same {what} of the same day of other months: {}. Among {count} documents with such times, chance gives {chance} groups like this.",
        names(sketches),
        dates.join("; ")
    );
    let found = finding(&TimestampComponentClone::CHARTER, strength, said, sketches);
    resting_on(found, sketches.iter().filter_map(|sketch| Some((sketch, sketch.made?.evidence))))
        .innocently(&["Chance, in a large collection.", "A program made reports at a set time."])
        .settled_by("Look for a second clock in each of them: times of parts, of mails that carried them, of the disk.")
}
