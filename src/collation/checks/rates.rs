//! How often each check of the collection speaks of ordinary files: measured, written by `tests/power.rs`, and part of every explanation.

use serde::Deserialize;

/// A check's measured rate.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Rate {
    /// The check's code.
    pub code: String,
    /// Files in the measurement.
    pub files: usize,
    /// Unrelated publishers from whom they are.
    pub sources: usize,
    /// Findings among files of one publisher.
    pub within: usize,
    /// Those of medium strength or more.
    pub within_medium: usize,
    /// Findings among files of two publishers or more: what chance and commonplaces bring.
    pub across: usize,
    /// Those of medium strength or more.
    pub across_medium: usize,
}

/// The measurement.
pub const TABLE: &str = include_str!("rates.csv");

/// The measured rate of a check.
#[must_use]
pub fn rate(code: &str) -> Option<Rate> {
    let mut reader = csv::Reader::from_reader(TABLE.as_bytes());
    reader.deserialize().flatten().find(|rate: &Rate| rate.code == code)
}

impl Rate {
    /// The rate in two sentences.
    #[must_use]
    pub fn sentence(&self) -> String {
        let times = |count: usize, medium: usize| match (count, medium) {
            (0, _) => "never".to_owned(),
            (1, 0) => "once, below medium strength".to_owned(),
            (1, _) => "once, with medium strength or more".to_owned(),
            (count, 0) => format!("{count} times, always below medium strength"),
            (count, medium) => format!("{count} times, {medium} of them with medium strength or more"),
        };
        format!(
            "Tested on {} real files of {} unrelated publishers. It found something among files of two publishers or more {}; among files \
             of one publisher {}.",
            self.files,
            self.sources,
            times(self.across, self.across_medium),
            times(self.within, self.within_medium)
        )
    }
}
