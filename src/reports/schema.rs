//! The JSON Schema of the record.

use crate::model::{Case, Exhibit};

/// The schema of `--format json`.
#[must_use]
pub fn of_case() -> serde_json::Value {
    schemars::schema_for!(Case).to_value()
}

/// The schema of one line of `--format jsonl`.
#[must_use]
pub fn of_exhibit() -> serde_json::Value {
    schemars::schema_for!(Exhibit).to_value()
}
