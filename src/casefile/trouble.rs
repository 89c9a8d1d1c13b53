//! What can be wrong with a case file, in words.

use crate::model::Error;
use std::path::Path;

/// What SQLite says of a case file.
pub(super) fn on(path: &Path, error: &rusqlite::Error) -> Error {
    use rusqlite::ErrorCode::{DatabaseBusy, DatabaseCorrupt, DiskFull, NotADatabase, ReadOnly};
    let message = match error.sqlite_error_code() {
        Some(DiskFull) => {
            "the disk is full; everything saved so far is kept: make room, and run the same command again".to_owned()
        }
        Some(ReadOnly) => "valla cannot write to it".to_owned(),
        Some(DatabaseBusy) => "another program is using it".to_owned(),
        Some(NotADatabase) => "it is not a valla case file".to_owned(),
        Some(DatabaseCorrupt) => return damaged(path, &error.to_string()),
        _ => error.to_string(),
    };
    Error::CaseFile { path: path.to_path_buf(), message }
}

/// What is wrong with a damaged file, and what to do.
pub(super) fn damaged(path: &Path, what: &str) -> Error {
    let message = format!(
        "{what}: the file is damaged. Restore it from a copy, or examine the documents again into a new case file"
    );
    Error::CaseFile { path: path.to_path_buf(), message }
}

/// That the row of an exhibit, whose path is shown, is not what was written.
pub(super) fn unsound(path: &Path, shown: &str) -> Error {
    damaged(path, &format!("the row of {shown:?} is not as valla wrote it"))
}
