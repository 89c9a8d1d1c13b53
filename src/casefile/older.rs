//! Cases of older forms. Before form 5 they had the whole record of an exhibit in its row, as JSON: they are read as they are, and become cases of the
//! present form when a run goes on with them.

use super::case::CaseFile;
use super::checksum;
use super::columns::{digests, signed, trouble};
use super::content::{Found, holds_a_lock, pack_reading, parts};
use super::form::{FORM, IN_TEXTS, making};
use super::packed::Packed;
use super::rows::{Record, Row, shown};
use crate::model::{Error, Examined};
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use rusqlite::named_params;
use std::io;

/// The checksum that an exhibit of form 4 had; `e` is the exhibit, `s` its checksums.
const EXHIBIT: &str = "row_checksum(e.number, e.path, e.shown, e.size, e.state, e.sha256, e.status, e.format, e.version, e.puid, e.valla, e.reading, e.reasoning, e.seen, e.examined, e.gone, s.record)";

/// Form 2 had no key for pseudonyms.
const KEY: &str = "CREATE TABLE pseudonym_key (key BLOB NOT NULL); INSERT INTO pseudonym_key VALUES (randomblob(32));";

/// What the present form has in another shape.
const ASIDE: &str =
    "DROP INDEX exhibit_sha256; DROP INDEX exhibit_status; DROP TABLE evidence; ALTER TABLE exhibit RENAME TO earlier;";

/// So many records are compressed at a time.
const AT_ONCE: usize = 128;

/// Selects the exhibits of an older form from the table of this name.
fn select(form: i64, exhibits: &str) -> String {
    if form >= 4 {
        let sound = format!("s.columns IS {EXHIBIT} AND s.record IS row_checksum(e.record) AS sound");
        let join = format!("LEFT JOIN {exhibits}_checksum AS s ON s.exhibit = e.number");
        return format!("SELECT e.*, e.sha256 AS hash, {sound} FROM {exhibits} AS e {join} ORDER BY e.path");
    }
    // Before form 4 the digest of what could no longer be read was kept in the table of custody alone.
    let last = "SELECT f.sha256 FROM fixity AS f WHERE f.exhibit = e.number ORDER BY f.run DESC LIMIT 1";
    let hash = format!("coalesce(nullif(e.sha256, ''), ({last}), '') AS hash");
    format!("SELECT e.*, {hash}, 1 AS sound FROM {exhibits} AS e ORDER BY e.path")
}

impl Row {
    /// A row of an older form, where its checksum holds; else the path that it shows.
    pub(super) fn of_older_form(row: &rusqlite::Row<'_>) -> rusqlite::Result<Result<Self, String>> {
        let exhibit: Option<Box<Examined>> =
            if row.get("sound")? { serde_json::from_str(row.get_ref("record")?.as_str()?).ok() } else { None };
        let Some(exhibit) = exhibit else { return shown(row).map(Err) };
        Ok(Ok(Self {
            number: row.get("number")?,
            path: row.get("path")?,
            shown: row.get("shown")?,
            size: exhibit.size,
            state: row.get("state")?,
            sha256: row.get("hash")?,
            hashed: !exhibit.sha256.is_empty(),
            digests: exhibit.digests.clone(),
            status: row.get("status")?,
            trouble: trouble(&exhibit).to_owned(),
            parts: parts(&exhibit) as u64,
            locked: holds_a_lock(&exhibit),
            valla: row.get("valla")?,
            reading: row.get("reading")?,
            reasoning: row.get("reasoning")?,
            seen: row.get("seen")?,
            gone: row.get("gone")?,
            record: Record::Whole(exhibit),
        }))
    }
}

/// A row, and the texts in which its record will be kept.
struct Renewed {
    number: i64,
    sha256: String,
    exhibit: Examined,
    read: Packed,
    found: Found,
}

impl Renewed {
    fn of(row: Row) -> io::Result<Option<Self>> {
        let Row { number, sha256, record: Record::Whole(mut exhibit), .. } = row else { return Ok(None) };
        let read = pack_reading(&exhibit)?;
        let found = Found::take(&mut exhibit, |_| false)?;
        Ok(Some(Self { number, sha256, exhibit: *exhibit, read, found }))
    }
}

impl CaseFile {
    /// How exhibits are selected of a case that has whole records in its rows; none of any later form.
    pub(super) fn older_rows(&self) -> Option<String> {
        (self.form() < IN_TEXTS).then(|| select(self.form(), "exhibit"))
    }

    /// Makes a case of an older form one of the present form, at once or not at all. Gives its form.
    pub(super) fn renew_form(&self, form: i64) -> Result<i64, Error> {
        // Tables that refer to exhibits by the name of the table do so afterwards, and nothing in them goes with the old one.
        self.batch("PRAGMA foreign_keys = off; PRAGMA legacy_alter_table = on; BEGIN IMMEDIATE")?;
        let renewed = self.renew_tables(form).and_then(|()| self.commit());
        if renewed.is_err() {
            self.roll_back();
        }
        renewed?;
        // Most of the file is free now. Where there is no room to make it smaller, later runs fill it.
        let _ = self.batch("PRAGMA legacy_alter_table = off; VACUUM");
        Ok(FORM)
    }

    fn renew_tables(&self, form: i64) -> Result<(), Error> {
        // Sketches are drawn at the end of the run that goes on with the case.
        self.batch(&self.making(&["sketch", "collated"])?)?;
        if form == 7 {
            return self.batch(&format!("PRAGMA user_version = {FORM}"));
        }
        self.batch(&self.making(&["member"])?)?;
        if form == 6 {
            return self.batch(&format!("PRAGMA user_version = {FORM}"));
        }
        // Form 5 lacks the index of words. It is filled as files are read again.
        self.batch(&self.making(&["words", "words_of"])?)?;
        if form >= IN_TEXTS {
            return self.batch(&format!("PRAGMA user_version = {FORM}"));
        }
        if form < 3 {
            self.batch(KEY)?;
        }
        let (checksums, rest) = if form < 4 {
            (self.making(&["run_checksum", "total"])?, "")
        } else {
            ("ALTER TABLE exhibit_checksum RENAME TO earlier_checksum;".to_owned(), "DROP TABLE earlier_checksum;")
        };
        self.batch(&format!("{checksums} {ASIDE}"))?;
        self.batch(&self.making(&["text", "exhibit", "exhibit_checksum", "evidence"])?)?;
        let mut waiting = Vec::with_capacity(AT_ONCE);
        self.rows_of(&select(form, "earlier"), Row::of_older_form, |row| {
            waiting.push(row);
            if waiting.len() < AT_ONCE { Ok(()) } else { self.take_over(std::mem::take(&mut waiting)) }
        })?;
        self.take_over(waiting)?;
        let counts = if form < 4 { checksum::of_all() } else { String::new() };
        self.batch(&format!("{counts} {rest} DROP TABLE earlier; PRAGMA user_version = {FORM}"))
    }

    fn making(&self, tables: &[&str]) -> Result<String, Error> {
        tables.iter().map(|table| making(table)).collect::<rusqlite::Result<String>>().map_err(|error| self.on(&error))
    }

    fn take_over(&self, rows: Vec<Row>) -> Result<(), Error> {
        let renewed: io::Result<Vec<Option<Renewed>>> = rows.into_par_iter().map(Renewed::of).collect();
        for renewed in renewed.map_err(|error| self.unwritten(error))?.into_iter().flatten() {
            self.take_over_one(&renewed)?;
        }
        Ok(())
    }

    fn take_over_one(&self, renewed: &Renewed) -> Result<(), Error> {
        let Renewed { number, sha256, exhibit, read, found } = renewed;
        self.keep(read)?;
        self.keep_found(found)?;
        self.database()
            .prepare_cached(TAKE_OVER)
            .and_then(|mut insert| {
                insert.execute(named_params! {
                    ":number": number,
                    ":sha256": sha256,
                    ":hashed": !exhibit.sha256.is_empty(),
                    ":digests": digests(exhibit),
                    ":parts": signed(parts(exhibit) as u64),
                    ":locked": holds_a_lock(exhibit),
                    ":trouble": trouble(exhibit),
                    ":read": read.digest.bytes(),
                    ":found": found.text.digest.bytes(),
                })
            })
            .and_then(|_| self.index_reading(*number, exhibit))
            .and_then(|()| self.index_words(*number, exhibit))
            .map_err(|error| self.on(&error))?;
        self.seal_exhibit(*number)
    }
}

const TAKE_OVER: &str = "
INSERT INTO exhibit SELECT number, path, shown, size, state, :sha256, status, format, version, puid, valla, reading, reasoning, seen,
  examined, gone, :hashed, :digests, :parts, :locked, :trouble, :read, :found
FROM earlier WHERE number = :number";
