//! The database: opening, reading and writing rows.

use super::checksum::damaged;
use super::content::{Found, holds_a_lock, parts};
use super::form::{FORM, prepare};
use super::packed::Packed;
use super::rows::{Record, Row};
use super::texts::Answers;
use crate::model::{Error, Examined, Status};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, PercentEncode, percent_encode};
use rusqlite::{Connection, OpenFlags, named_params, params};
use std::cell::{Cell, RefCell};
use std::fs::{File, OpenOptions};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// At most so much work is lost when the process is ended.
const COMMIT_AFTER: Duration = Duration::from_secs(1);

/// An open case file. One at a time writes it.
#[derive(Debug)]
pub struct CaseFile {
    path: PathBuf,
    database: Connection,
    form: i64,
    /// Held while the file is written; the system lets go of it when the process ends, however it ends.
    _lock: Option<File>,
    last_commit: Cell<Instant>,
    remembered: RefCell<Answers>,
}

impl CaseFile {
    /// Opens a case file for writing, and makes it where there is none, readable by its owner only.
    ///
    /// # Errors
    /// When it cannot be opened, is none, is of a later form, or another run is writing it.
    pub fn open(path: &Path) -> Result<Self, Error> {
        let failed = |source| Error::Output { path: path.to_path_buf(), source };
        may_be_a_case(path)?;
        let lock_path = beside(path, ".lock");
        let lock = private(&lock_path).map_err(failed)?;
        if lock.try_lock().is_err() {
            return Err(Error::Usage(format!("another run is writing the case file {path:?}; wait for it to end")));
        }
        if !path.exists() {
            new(path)?;
        }
        let database =
            Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE).map_err(|e| on(path, &e))?;
        let form = prepare(path, &database, true)?;
        let mut case = Self::of(path, database, form, Some(lock));
        if form < FORM {
            case.form = case.renew_form(form)?;
        }
        case.setting("journal_mode", "wal")?;
        // A commit is on the disk when it is done: a cut of the power costs no more than a killed process.
        case.setting("synchronous", "full")?;
        case.setting("foreign_keys", "on")?;
        Ok(case)
    }

    /// Opens a case file for reading; it may be on a medium that cannot be written.
    ///
    /// # Errors
    /// When it cannot be opened, is none or is of a later form.
    pub fn read(path: &Path) -> Result<Self, Error> {
        if !path.is_file() {
            return Err(Error::Usage(format!(
                "there is no case file {path:?}; make one with: valla FOLDER --case {}",
                path.display()
            )));
        }
        let plain = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY);
        let usable = |database: &Connection| database.query_row("PRAGMA user_version", [], |row| row.get::<_, i64>(0));
        let database = match plain {
            Ok(database) if usable(&database).is_ok() => database,
            // Where nothing can be written beside the file, and no journal lies there, it is taken as it is.
            _ => {
                let uri = format!("file:{}?immutable=1", percent(path));
                Connection::open_with_flags(uri, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI)
                    .map_err(|error| on(path, &error))?
            }
        };
        let form = prepare(path, &database, false)?;
        Ok(Self::of(path, database, form, None))
    }

    fn of(path: &Path, database: Connection, form: i64, lock: Option<File>) -> Self {
        let last_commit = Cell::new(Instant::now());
        Self { path: path.to_path_buf(), database, form, _lock: lock, last_commit, remembered: RefCell::default() }
    }

    /// Whether a run is writing the file now.
    #[must_use]
    pub fn is_being_written(path: &Path) -> bool {
        File::open(beside(path, ".lock")).is_ok_and(|lock| lock.try_lock_shared().is_err())
    }

    fn setting(&self, name: &str, value: &str) -> Result<(), Error> {
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

    /// Says that a file was looked at and is as it was.
    pub(super) fn seen(&self, number: i64, run: i64) -> Result<(), Error> {
        self.database
            .prepare_cached("UPDATE exhibit SET seen = ?2, gone = 0 WHERE number = ?1")
            .and_then(|mut statement| statement.execute([number, run]))
            .map_err(|error| self.on(&error))?;
        self.seal_exhibit(number)
    }

    /// Stores an exhibit whose bytes were looked at in this run.
    pub(super) fn store(&self, read: &Read<'_>, exhibit: &Examined) -> Result<(), Error> {
        let before = self.row(read.path)?;
        self.keep(read.text)?;
        self.keep_found(read.found)?;
        let number: i64 = self
            .database
            .prepare_cached(STORE)
            .and_then(|mut statement| {
                statement.query_row(
                    named_params! {
                        ":path": read.path,
                        ":shown": exhibit.path,
                        ":size": signed(exhibit.size),
                        ":state": read.state,
                        ":sha256": exhibit.sha256,
                        ":status": word(&exhibit.extraction.status),
                        ":format": exhibit.extraction.format.name,
                        ":version": exhibit.extraction.format.version,
                        ":puid": exhibit.extraction.format.puid,
                        ":valla": env!("CARGO_PKG_VERSION"),
                        ":reading": read.reading,
                        ":reasoning": read.reasoning,
                        ":run": read.run,
                        ":hashed": !exhibit.sha256.is_empty(),
                        ":digests": digests(exhibit),
                        ":parts": signed(parts(exhibit) as u64),
                        ":locked": holds_a_lock(exhibit),
                        ":trouble": trouble(exhibit),
                        ":read": read.text.digest.bytes(),
                        ":found": read.found.text.digest.bytes(),
                    },
                    |row| row.get(0),
                )
            })
            .map_err(|error| self.on(&error))?;
        self.seal_exhibit(number)?;
        if before.is_none() {
            self.one_more("exhibits")?;
        }
        if let Some(Record::Kept { read, found }) = before.map(|row| row.record) {
            self.let_go(read)?;
            self.let_go(found)?;
        }
        self.digest_of(number, read.run, exhibit)
            .and_then(|()| self.index_reading(number, exhibit))
            .and_then(|()| self.index_found(number, exhibit))
            .map_err(|error| self.on(&error))
    }

    /// Stores what was found of an exhibit on a reading that is kept.
    pub(super) fn store_found(&self, row: &Row, reasoned: &Reasoned<'_>, exhibit: &Examined) -> Result<(), Error> {
        self.keep_found(reasoned.found)?;
        let found = reasoned.found.text.digest;
        self.database
            .prepare_cached(STORE_FOUND)
            .and_then(|mut statement| {
                let (reasoning, seen) = (reasoned.reasoning, reasoned.seen);
                statement.execute(params![row.number, reasoning, found.bytes(), seen, seen == reasoned.run])
            })
            .map_err(|error| self.on(&error))?;
        self.seal_exhibit(row.number)?;
        match row.record {
            Record::Kept { found: before, .. } if before == found => Ok(()),
            Record::Kept { found: before, .. } => {
                self.let_go(before)?;
                self.index_found(row.number, exhibit).map_err(|error| self.on(&error))
            }
            Record::Whole(_) => Ok(()),
        }
    }

    pub(super) fn keep_found(&self, found: &Found) -> Result<(), Error> {
        found.answers.iter().try_for_each(|answers| self.keep(answers))?;
        self.keep(&found.text)
    }

    /// Writes the digest of a file into the table of custody, where it is not the last one.
    fn digest_of(&self, number: i64, run: i64, exhibit: &Examined) -> rusqlite::Result<()> {
        if exhibit.sha256.is_empty() {
            return Ok(());
        }
        self.database
            .prepare_cached(
                "INSERT OR REPLACE INTO fixity SELECT ?1, ?2, ?3, ?4 WHERE ?4 IS NOT
                   (SELECT sha256 FROM fixity WHERE exhibit = ?1 ORDER BY run DESC LIMIT 1)",
            )?
            .execute(params![number, run, signed(exhibit.size), exhibit.sha256])
            .map(drop)
    }
}

/// What is stored of an exhibit that was read, beside what the exhibit itself says.
#[derive(Debug)]
pub(super) struct Read<'a> {
    pub(super) path: &'a [u8],
    pub(super) state: &'a str,
    pub(super) reading: &'a str,
    pub(super) reasoning: &'a str,
    /// The run that stores it.
    pub(super) run: i64,
    pub(super) text: &'a Packed,
    pub(super) found: &'a Found,
}

/// What is stored of an exhibit that was reasoned on anew.
#[derive(Debug)]
pub(super) struct Reasoned<'a> {
    pub(super) reasoning: &'a str,
    /// The run that stores it.
    pub(super) run: i64,
    /// The run that last found the file.
    pub(super) seen: i64,
    pub(super) found: &'a Found,
}

const STORE: &str = "
INSERT INTO exhibit (path, shown, size, state, sha256, status, format, version, puid, valla, reading, reasoning, seen,
                     examined, gone, hashed, digests, parts, locked, trouble, read, found)
VALUES (:path, :shown, :size, :state, :sha256, :status, :format, :version, :puid, :valla, :reading, :reasoning, :run,
        :run, 0, :hashed, :digests, :parts, :locked, :trouble, :read, :found)
ON CONFLICT (path) DO UPDATE SET
  shown = :shown, size = :size, state = :state, sha256 = CASE WHEN :sha256 = '' THEN sha256 ELSE :sha256 END, status = :status, format = :format, version = :version,
  puid = :puid, valla = :valla, reading = :reading, reasoning = :reasoning, seen = :run, examined = :run, gone = 0,
  hashed = :hashed, digests = :digests, parts = :parts, locked = :locked, trouble = :trouble, read = :read, found = :found
RETURNING number";

const STORE_FOUND: &str = "
UPDATE exhibit SET reasoning = ?2, found = ?3, seen = ?4, gone = CASE WHEN ?5 THEN 0 ELSE gone END WHERE number = ?1";

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

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// Refuses what is no database before anything is made beside it: an empty file may be what somebody has only begun to write.
fn may_be_a_case(path: &Path) -> Result<(), Error> {
    use std::io::Read;
    let mut head = Vec::new();
    match File::open(path).and_then(|file| file.take(16).read_to_end(&mut head)) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Ok(_) if head.starts_with(b"SQLite format 3") => Ok(()),
        Ok(0) => Err(Error::Usage(format!(
            "{path:?} is an empty file, not a case file; delete it, or choose another place for the case"
        ))),
        Ok(_) => Err(Error::Usage(format!("{path:?} is not a valla case file; choose another place for the case"))),
        Err(source) => Err(Error::Output { path: path.to_path_buf(), source }),
    }
}

/// Makes a case file without exhibits. It is in its place only when it is whole, and never in that of another file.
fn new(path: &Path) -> Result<(), Error> {
    let failed = |source| Error::Output { path: path.to_path_buf(), source };
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let file = tempfile::Builder::new().prefix(".valla-output-").tempfile_in(folder).map_err(failed)?;
    let database = Connection::open_with_flags(file.path(), OpenFlags::SQLITE_OPEN_READ_WRITE);
    prepare(path, &database.map_err(|error| on(path, &error))?, true)?;
    file.persist_noclobber(path).map_err(|error| failed(error.error))?;
    Ok(())
}

/// Opens a file, and makes it where there is none: for its owner only.
fn private(path: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// A path in a URI.
fn percent(path: &Path) -> PercentEncode<'_> {
    const IN_A_PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'.').remove(b'-').remove(b'_');
    percent_encode(path.as_os_str().as_encoded_bytes(), IN_A_PATH)
}
