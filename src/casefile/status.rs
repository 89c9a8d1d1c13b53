//! How a case is: what is done, what is left, what went wrong.

use super::case::CaseFile;
use crate::model::Error;
use chrono::DateTime;
use std::collections::BTreeMap;
use std::path::Path;

/// How many there are of each.
type Counts = BTreeMap<String, u64>;

/// How a case is.
#[derive(Debug, Clone, Default, PartialEq)]
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

/// Says how a case is.
///
/// # Errors
/// When the file cannot be read, or nothing was examined yet.
pub fn status(path: &Path) -> Result<Status, Error> {
    let written = CaseFile::is_being_written(path);
    let case = CaseFile::read(path)?;
    case.head()?;
    let run = case.last_run(|run| {
        Ok(Status {
            run: run.get("number")?,
            valla: run.get("valla")?,
            started: run.get("started")?,
            heard: run.get("heard")?,
            outcome: run.get("outcome")?,
            items: unsigned(run.get("items")?),
            done: unsigned(run.get("done")?),
            read: unsigned(run.get("read")?),
            ..Status::default()
        })
    })?;
    let mut status = run.unwrap_or_default();
    let (mut exhibits, mut versions, mut errors) = (Counts::new(), Counts::new(), Counts::new());
    case.rows(|row| {
        match row.gone {
            0 => {}
            1 => status.gone += 1,
            _ => status.accepted += 1,
        }
        if row.gone > 0 {
            return Ok(());
        }
        if row.status == "error" {
            *errors.entry(row.trouble).or_default() += 1;
        }
        *exhibits.entry(row.status).or_default() += 1;
        *versions.entry(row.valla).or_default() += 1;
        Ok(())
    })?;
    (status.exhibits, status.versions) = (exhibits.into_iter().collect(), versions.into_iter().collect());
    status.errors = errors.into_iter().collect();
    status.errors.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
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

fn unsigned(number: i64) -> u64 {
    u64::try_from(number).unwrap_or(0)
}
