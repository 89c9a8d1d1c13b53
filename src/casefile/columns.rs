//! How values are written into columns.

use crate::model::{Examined, Status};
use std::path::Path;

/// Further digests, as JSON.
pub(super) fn digests(exhibit: &Examined) -> String {
    serde_json::json!(exhibit.digests).to_string()
}

/// Of an exhibit that could not be read, the code of its first warning.
pub(super) fn trouble(exhibit: &Examined) -> &str {
    let warning = exhibit.extraction.warnings.first().filter(|_| exhibit.extraction.status == Status::Error);
    warning.map_or("", |warning| warning.code.as_str())
}

/// The word that the record has for a value of a closed list.
pub(super) fn word(what: &impl serde::Serialize) -> String {
    match serde_json::to_value(what) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

/// SQLite counts with a sign; no file has so many bytes.
pub(super) fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// The bytes of a path.
pub(super) fn bytes_of(path: &Path) -> Vec<u8> {
    path.as_os_str().as_encoded_bytes().to_vec()
}
