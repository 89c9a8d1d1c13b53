//! A case file that is open.

use super::packed::Answers;
use super::trouble::{damaged, on, unsound};
use crate::model::Error;
use rusqlite::Connection;
use std::cell::{Cell, RefCell};
use std::fs::File;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// At most so much work is lost when the process is ended.
const COMMIT_AFTER: Duration = Duration::from_secs(1);

/// An open case file. One at a time writes it.
#[derive(Debug)]
pub struct CaseFile {
    path: PathBuf,
    database: Connection,
    /// The form of its tables.
    pub(super) form: i64,
    /// Held while the file is written; the system lets go of it when the process ends, however it ends.
    _lock: Option<File>,
    last_commit: Cell<Instant>,
    remembered: RefCell<Answers>,
}

impl CaseFile {
    pub(super) fn of(path: &Path, database: Connection, form: i64, lock: Option<File>) -> Self {
        let last_commit = Cell::new(Instant::now());
        Self { path: path.to_path_buf(), database, form, _lock: lock, last_commit, remembered: RefCell::default() }
    }

    /// Whether a run is writing the file now.
    #[must_use]
    pub fn is_being_written(path: &Path) -> bool {
        File::open(beside(path, ".lock")).is_ok_and(|lock| lock.try_lock_shared().is_err())
    }

    pub(super) fn setting(&self, name: &str, value: &str) -> Result<(), Error> {
        self.database.pragma_update(None, name, value).map_err(|error| self.on(&error))
    }

    pub(super) fn batch(&self, statements: &str) -> Result<(), Error> {
        self.database.execute_batch(statements).map_err(|error| self.on(&error))
    }

    pub(super) fn on(&self, error: &rusqlite::Error) -> Error {
        on(&self.path, error)
    }

    pub(super) fn broken(&self, error: &serde_json::Error) -> Error {
        self.damaged(&format!("a record in it cannot be read ({error})"))
    }

    /// That a text could not be made.
    pub(super) fn unwritten(&self, source: std::io::Error) -> Error {
        Error::Output { path: self.path.clone(), source }
    }

    /// The form of its tables.
    pub(super) fn form(&self) -> i64 {
        self.form
    }

    /// Whether its rows have checksums: since form 4.
    pub(super) fn has_checksums(&self) -> bool {
        self.form >= 4
    }

    /// Whether it has an index of words: since form 6.
    pub(super) fn has_words(&self) -> bool {
        self.form >= 6
    }

    /// Whether it has sketches: since form 8.
    pub(super) fn has_sketches(&self) -> bool {
        self.form >= 8
    }

    /// What all checks answered on the exhibits that were read last.
    pub(super) fn remembered(&self) -> &RefCell<Answers> {
        &self.remembered
    }

    pub(super) fn database(&self) -> &Connection {
        &self.database
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    pub(super) fn begin(&self) -> Result<(), Error> {
        self.last_commit.set(Instant::now());
        self.batch("BEGIN IMMEDIATE")
    }

    /// Whether the last commit is a second ago.
    pub(super) fn is_time_to_commit(&self) -> bool {
        self.last_commit.get().elapsed() >= COMMIT_AFTER
    }

    pub(super) fn commit_and_begin(&self) -> Result<(), Error> {
        self.commit()?;
        self.begin()
    }

    pub(super) fn commit(&self) -> Result<(), Error> {
        self.batch("COMMIT")
    }

    /// Gives up what was not committed: after a full disk the file is as it was a second before.
    pub(super) fn roll_back(&self) {
        if !self.database.is_autocommit() {
            // Nothing is left to be done where even this fails; the file opens as it was committed.
            let _ = self.database.execute_batch("ROLLBACK");
        }
    }

    /// That a row is not what was written.
    pub(super) fn unsound(&self, shown: &str) -> Error {
        unsound(self.path(), shown)
    }

    /// What is wrong with a damaged file, and what to do.
    pub(super) fn damaged(&self, what: &str) -> Error {
        damaged(self.path(), what)
    }
}

/// The file next to another whose name has an ending more.
pub(super) fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}
