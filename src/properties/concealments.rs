//! What each reason for which something is not seen is called, how to see it all the same, and what removing it takes.

use crate::model::{Concealment, Hiding};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// What is known of a reason.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Told {
    /// The reason.
    pub reason: Concealment,
    /// Of which kind it is in the count of what a document hides.
    pub kind: Hiding,
    /// What is hidden so, as a noun: "words under a picture".
    pub what: String,
    /// Why nobody sees it, as a clause: "under a picture".
    pub why: String,
    /// How to see it, as an instruction.
    pub see: String,
    /// What removing it takes, as an instruction.
    pub removing: String,
}

/// The row of a reason; none only where the table lacks it, which a test rules out.
#[must_use]
pub fn told(reason: Concealment) -> Option<&'static Told> {
    static ROWS: OnceLock<BTreeMap<Concealment, Told>> = OnceLock::new();
    let rows = ROWS.get_or_init(|| {
        let mut reader = csv::Reader::from_reader(include_str!("data/concealments.csv").as_bytes());
        reader.deserialize().flatten().map(|row: Told| (row.reason, row)).collect()
    });
    rows.get(&reason)
}

/// Why nobody sees it, as a clause.
#[must_use]
pub fn why(reason: Concealment) -> &'static str {
    told(reason).map_or("not seen", |row| row.why.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_has_a_row_and_every_row_says_everything() {
        let schema = serde_json::to_value(schemars::schema_for!(Concealment)).unwrap();
        let reasons: Vec<&str> =
            schema["oneOf"].as_array().unwrap().iter().filter_map(|one| one["const"].as_str()).collect();
        assert!(reasons.len() > 40, "{schema}");
        for name in reasons {
            let reason: Concealment = serde_json::from_value(name.into()).unwrap();
            let row = told(reason).unwrap_or_else(|| panic!("no row for {name}"));
            for text in [&row.what, &row.why, &row.see, &row.removing] {
                assert!(!text.is_empty() && text.trim() == text, "{row:?}");
            }
        }
    }
}
