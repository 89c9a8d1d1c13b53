//! Checksums of rows that were written, and how many rows there must be.

use super::case::CaseFile;
use super::checksum::{TOTAL, renew_exhibits, renew_runs};
use crate::model::Error;
use rusqlite::{Transaction, params_from_iter};

/// How many rows there must be, and the checksum of the key for pseudonyms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Total {
    pub(super) exhibits: u64,
    pub(super) runs: u64,
    pub(super) pseudonym_key: Vec<u8>,
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
}
