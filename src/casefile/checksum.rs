//! Checksums of rows: a flipped bit, or a row that is lost, never changes a report in silence.
//!
//! SQLite keeps no checksums of its own. So beside each row on which reports, fixity and resumed runs rest stands the beginning of a BLAKE3
//! over its values, and in one place how many such rows there are. They are tested whenever a row is read. A text is tested against its
//! digest whenever it is unpacked. The tables for people's own queries (evidence, finding, verdict, warning, part, fixity) have no checksums:
//! valla never reads them.

use super::store::CaseFile;
use crate::model::Error;
use rusqlite::functions::FunctionFlags;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Transaction, params_from_iter};
use std::path::Path;

/// The checksum that an exhibit must have; `e` is the exhibit.
pub(super) const EXHIBIT: &str = "row_checksum(e.number, e.path, e.shown, e.size, e.state, e.sha256, e.status, e.format, e.version, e.puid, e.valla, e.reading, e.reasoning, e.seen, e.examined, e.gone, e.hashed, e.digests, e.parts, e.locked, e.trouble, e.read, e.found)";
/// The checksum that a run must have; `r` is the run.
pub(super) const RUN: &str = "row_checksum(r.number, r.started, r.heard, r.outcome, r.valla, r.day, r.knowledge, r.claims, r.options, r.scope, r.run, r.items, r.done, r.read)";
const TOTAL: &str = "UPDATE total SET columns = row_checksum(exhibits, runs, pseudonym_key)";

fn renew_exhibits(which: &str) -> String {
    format!("INSERT OR REPLACE INTO exhibit_checksum SELECT e.number, {EXHIBIT} FROM exhibit AS e {which}")
}

fn renew_runs(which: &str) -> String {
    format!("INSERT OR REPLACE INTO run_checksum SELECT r.number, {RUN} FROM run AS r {which}")
}

/// How many rows there must be, and the checksum of the key for pseudonyms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Total {
    pub(super) exhibits: u64,
    pub(super) runs: u64,
    pub(super) pseudonym_key: Vec<u8>,
}

/// Teaches a connection the checksum of a row.
pub(super) fn teach(database: &Connection) -> rusqlite::Result<()> {
    // Nothing in a foreign file may call it.
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC | FunctionFlags::SQLITE_DIRECTONLY;
    database.create_scalar_function("row_checksum", -1, flags, |values| {
        let mut hasher = blake3::Hasher::new();
        for at in 0..values.len() {
            let mut take = |kind: u8, bytes: &[u8]| {
                hasher.update(&[kind]).update(&(bytes.len() as u64).to_le_bytes()).update(bytes);
            };
            match values.get_raw(at) {
                ValueRef::Null => take(0, &[]),
                ValueRef::Integer(number) => take(1, &number.to_le_bytes()),
                ValueRef::Real(number) => take(2, &number.to_le_bytes()),
                ValueRef::Text(bytes) => take(3, bytes),
                ValueRef::Blob(bytes) => take(4, bytes),
            }
        }
        Ok(hasher.finalize().as_bytes().get(..16).map(<[u8]>::to_vec))
    })
}

/// Statements that make the checksums of all runs, and count what is there.
pub(super) fn of_all() -> String {
    let runs = renew_runs("");
    let counts =
        "SELECT (SELECT count(*) FROM exhibit), (SELECT count(*) FROM run), row_checksum(key), x'' FROM pseudonym_key";
    format!("{runs}; INSERT INTO total {counts}; {TOTAL};")
}

impl CaseFile {
    fn renew(&self, statement: &str, number: Option<i64>) -> Result<(), Error> {
        self.database()
            .prepare_cached(statement)
            .and_then(|mut statement| statement.execute(params_from_iter(number)))
            .map(drop)
            .map_err(|error| self.on(&error))
    }

    /// After a change of an exhibit.
    pub(super) fn seal_exhibit(&self, exhibit: i64) -> Result<(), Error> {
        self.renew(&renew_exhibits("WHERE e.number = ?1"), Some(exhibit))
    }

    /// After a change of a run.
    pub(super) fn seal_run(&self, run: i64) -> Result<(), Error> {
        self.renew(&renew_runs("WHERE r.number = ?1"), Some(run))
    }

    /// After one more row in `exhibits` or `runs`.
    pub(super) fn one_more(&self, of: &str) -> Result<(), Error> {
        self.total()?;
        self.renew(&format!("UPDATE total SET {of} = {of} + 1"), None)?;
        self.renew(TOTAL, None)
    }

    /// How many rows there must be; nothing of a case of an older form, which has no checksums.
    pub(super) fn total(&self) -> Result<Option<Total>, Error> {
        if !self.has_checksums() {
            return Ok(None);
        }
        let select =
            "SELECT columns IS row_checksum(exhibits, runs, pseudonym_key), exhibits, runs, pseudonym_key FROM total";
        let read = |row: &rusqlite::Row<'_>| -> rusqlite::Result<Option<Total>> {
            if !row.get::<_, bool>(0)? {
                return Ok(None);
            }
            Ok(Some(Total {
                exhibits: row.get::<_, i64>(1)?.unsigned_abs(),
                runs: row.get::<_, i64>(2)?.unsigned_abs(),
                pseudonym_key: row.get(3)?,
            }))
        };
        let total = self.database().prepare_cached(select).and_then(|mut statement| statement.query_row([], read));
        match total {
            Ok(Some(total)) => Ok(Some(total)),
            Ok(None) | Err(rusqlite::Error::QueryReturnedNoRows) => {
                Err(self.damaged("the row that counts its rows is not as valla wrote it"))
            }
            Err(error) => Err(self.on(&error)),
        }
    }

    /// A view of the file that nothing changes as long as it is held.
    pub(super) fn snapshot(&self) -> Result<Option<Transaction<'_>>, Error> {
        // Within a transaction it is one already.
        if !self.database().is_autocommit() {
            return Ok(None);
        }
        self.database().unchecked_transaction().map(Some).map_err(|error| self.on(&error))
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
