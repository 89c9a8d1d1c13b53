//! Writing rows.

use super::case::CaseFile;
use super::columns::{digests, signed, trouble, word};
use super::content::{Found, holds_a_lock, parts};
use super::packed::Packed;
use super::rows::{Record, Row};
use crate::model::{Error, Examined};
use rusqlite::{named_params, params};

impl CaseFile {
    /// Says that a file was looked at and is as it was.
    pub(super) fn seen(&self, number: i64, run: i64) -> Result<(), Error> {
        self.database()
            .prepare_cached("UPDATE exhibit SET seen = ?2, gone = 0 WHERE number = ?1")
            .and_then(|mut statement| statement.execute([number, run]))
            .map_err(|error| self.on(&error))?;
        self.seal_exhibit(number)
    }

    /// Stores an exhibit whose bytes were looked at in this run.
    pub(super) fn store(&self, read: &Read<'_>, exhibit: &Examined) -> Result<i64, Error> {
        let before = self.row(read.path)?;
        self.keep(read.text)?;
        self.keep_found(read.found)?;
        let number: i64 = self
            .database()
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
                        ":parts": signed(parts(exhibit) as u64 + read.members),
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
        self.forget_members(number)?;
        self.digest_of(number, read.run, exhibit)
            .and_then(|()| self.index_reading(number, exhibit))
            .and_then(|()| self.index_words(number, exhibit))
            .and_then(|()| self.index_found(number, exhibit))
            .map_err(|error| self.on(&error))?;
        Ok(number)
    }

    /// Stores what was found of an exhibit on a reading that is kept.
    pub(super) fn store_found(&self, row: &Row, reasoned: &Reasoned<'_>, exhibit: &Examined) -> Result<(), Error> {
        self.keep_found(reasoned.found)?;
        let found = reasoned.found.text.digest;
        self.database()
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
        self.database()
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
    /// How many of its members are rows of their own, with all that is inside them.
    pub(super) members: u64,
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
