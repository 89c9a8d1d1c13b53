//! How often each check fires on ordinary files: measured, written by `tests/power.rs`, and part of every explanation.

use super::checks;
use crate::model::Rule;

/// All checks as reports know them.
#[must_use]
pub fn rules() -> Vec<Rule> {
    let rates = rates();
    let measured = |code: &str| rates.iter().find(|rate| rate.code == code).map(Rate::sentence).unwrap_or_default();
    checks().iter().map(|check| Rule { charter: *check.charter(), measured: measured(check.charter().code) }).collect()
}

/// A check's measured rate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rate {
    /// The check's code.
    pub code: String,
    /// Files in the measurement, each claimed to be of its own last stated year.
    pub files: usize,
    /// Files to which the check applied.
    pub applied: usize,
    /// Files in which it found something.
    pub found: usize,
    /// Files in which it found something of medium strength or more.
    pub medium: usize,
}

/// The measurement.
pub const TABLE: &str = include_str!("rates.csv");

/// All rates.
#[must_use]
pub fn rates() -> Vec<Rate> {
    let mut reader = csv::Reader::from_reader(TABLE.as_bytes());
    let number = |text: Option<&str>| text.and_then(|text| text.parse().ok()).unwrap_or(0);
    reader
        .records()
        .flatten()
        .map(|record| Rate {
            code: record.get(0).unwrap_or_default().to_owned(),
            files: number(record.get(1)),
            applied: number(record.get(2)),
            found: number(record.get(3)),
            medium: number(record.get(4)),
        })
        .collect()
}

impl Rate {
    /// The rate in one sentence.
    #[must_use]
    pub fn sentence(&self) -> String {
        format!(
            "Tested on {} real files with dates, each taken to be from the last year that it states itself. The check applied \
             to {}, found something in {}, and something of medium strength or more in {}.",
            self.files, self.applied, self.found, self.medium
        )
    }
}
