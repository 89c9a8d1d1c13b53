//! How a case stands: what is done, what is left, what went wrong.

use super::store::CaseFile;
use crate::model::Error;
use chrono::DateTime;
use rusqlite::Connection;
use std::path::Path;

/// How a case stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Status {
    /// The last run: its number, and the version that ran.
    pub run: i64,
    /// The version of the program.
    pub valla: String,
    /// When it began (UTC).
    pub started: String,
    /// When it last wrote.
    pub heard: String,
    /// running | done | interrupted | failed: why; of a run that ended without a word `cut off`.
    pub outcome: String,
    /// Files that it found.
    pub items: u64,
    /// Files that are done.
    pub done: u64,
    /// Files whose bytes it read.
    pub read: u64,
    /// Files done in a second.
    pub rate: f64,
    /// Exhibits of the case by status.
    pub exhibits: Vec<(String, u64)>,
    /// Exhibits that a later run did not find.
    pub gone: u64,
    /// Those of which somebody said so: they are expected no longer.
    pub accepted: u64,
    /// Exhibits of status `error`, by the code of their first warning.
    pub errors: Vec<(String, u64)>,
    /// Exhibits by the version of the program that read them.
    pub versions: Vec<(String, u64)>,
}

/// Says how a case stands.
///
/// # Errors
/// When the file cannot be read, or nothing was examined yet.
pub fn status(path: &Path) -> Result<Status, Error> {
    let written = CaseFile::is_being_written(path);
    let case = CaseFile::read(path)?;
    case.head()?;
    let database = case.database();
    let read = || -> rusqlite::Result<Status> {
        let mut status = database.query_row(
            "SELECT number, valla, started, heard, outcome, items, done, read FROM run ORDER BY number DESC LIMIT 1",
            [],
            |row| {
                Ok(Status {
                    run: row.get(0)?,
                    valla: row.get(1)?,
                    started: row.get(2)?,
                    heard: row.get(3)?,
                    outcome: row.get(4)?,
                    items: unsigned(row.get(5)?),
                    done: unsigned(row.get(6)?),
                    read: unsigned(row.get(7)?),
                    rate: 0.0,
                    exhibits: vec![],
                    gone: 0,
                    accepted: 0,
                    errors: vec![],
                    versions: vec![],
                })
            },
        )?;
        status.exhibits = counts(database, "SELECT status, count(*) FROM exhibit WHERE gone = 0 GROUP BY status")?;
        let gone = |how: i64| {
            database.query_row("SELECT count(*) FROM exhibit WHERE gone = ?1", [how], |row| row.get(0)).map(unsigned)
        };
        (status.gone, status.accepted) = (gone(1)?, gone(2)?);
        status.errors = counts(
            database,
            "SELECT code, count(*) FROM exhibit JOIN warning ON exhibit = number AND position = 1
             WHERE gone = 0 AND status = 'error' GROUP BY code ORDER BY 2 DESC, 1",
        )?;
        status.versions = counts(database, "SELECT valla, count(*) FROM exhibit WHERE gone = 0 GROUP BY valla")?;
        Ok(status)
    };
    let mut status = read().map_err(|error| case.on(&error))?;
    if status.outcome == "running" && !written {
        "cut off".clone_into(&mut status.outcome);
    }
    let time = |text: &str| DateTime::parse_from_rfc3339(text).ok();
    if let (Some(started), Some(heard)) = (time(&status.started), time(&status.heard)) {
        #[allow(clippy::cast_precision_loss, reason = "a rate for people")]
        let (done, seconds) = (status.done as f64, (heard - started).num_milliseconds() as f64 / 1_000.0);
        status.rate = if seconds > 0.0 { done / seconds } else { 0.0 };
    }
    Ok(status)
}

fn counts(database: &Connection, select: &str) -> rusqlite::Result<Vec<(String, u64)>> {
    database.prepare(select)?.query_map([], |row| Ok((row.get(0)?, unsigned(row.get(1)?))))?.collect()
}

fn unsigned(number: i64) -> u64 {
    u64::try_from(number).unwrap_or(0)
}
