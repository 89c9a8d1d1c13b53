//! Reading rows: each is tested against its checksum, and none may be missing.

use super::checksum::{EXHIBIT, RUN};
use super::store::CaseFile;
use crate::model::{Error, Examined};
use rusqlite::{OptionalExtension, Params};

/// A stored exhibit.
#[derive(Debug, Clone)]
pub struct Row {
    /// Its number in the case file.
    pub number: i64,
    /// The bytes of its path.
    pub path: Vec<u8>,
    /// What the file system said of it.
    pub state: String,
    /// Its SHA-256 when it was last hashed; empty where it never was.
    pub sha256: String,
    /// How reading ended.
    pub status: String,
    /// The version of the program that read it.
    pub valla: String,
    /// The reading key under which it was read.
    pub reading: String,
    /// The reasoning key under which it was reasoned on.
    pub reasoning: String,
    /// The run that last found it.
    pub seen: i64,
    /// 1 where a later run did not find it, 2 where somebody accepted that, else 0.
    pub gone: i64,
    /// Its record; empty where it was not asked for.
    pub record: String,
}

impl Row {
    /// Whether other exhibits stand inside this one.
    pub(super) fn holds_others(&self) -> bool {
        // Within a text of the record the first of these marks would be escaped.
        self.record.contains("\"children\":[")
    }

    /// The exhibit.
    ///
    /// # Errors
    /// When the record is broken.
    pub fn exhibit(&self, case: &CaseFile) -> Result<Examined, Error> {
        serde_json::from_str(&self.record).map_err(|error| case.broken(&error))
    }

    /// The row, where its checksum holds; else the path that it shows.
    fn checked(row: &rusqlite::Row<'_>) -> rusqlite::Result<Result<Self, String>> {
        if !row.get::<_, bool>("sound")? {
            let shown = row.get_ref("shown")?.as_bytes_or_null().ok().flatten().unwrap_or_default();
            return Ok(Err(String::from_utf8_lossy(shown).into_owned()));
        }
        Ok(Ok(Self {
            number: row.get("number")?,
            path: row.get("path")?,
            state: row.get("state")?,
            sha256: row.get("sha256")?,
            status: row.get("status")?,
            valla: row.get("valla")?,
            reading: row.get("reading")?,
            reasoning: row.get("reasoning")?,
            seen: row.get("seen")?,
            gone: row.get("gone")?,
            record: row.get("record")?,
        }))
    }
}

impl CaseFile {
    /// Selects exhibits; `with_record` is a condition on those of which the record is wanted.
    fn select(&self, with_record: &str, rest: &str) -> String {
        let columns = "e.number, e.path, e.shown, e.state, e.status, e.valla, e.reading, e.reasoning, e.seen, e.gone";
        let record = format!("CASE WHEN {with_record} THEN e.record ELSE '' END AS record");
        if self.has_checksums() {
            let of_record = format!("CASE WHEN {with_record} THEN s.record IS row_checksum(e.record) ELSE 1 END");
            let sound = format!("s.columns IS {EXHIBIT} AND {of_record} AS sound");
            let join = "LEFT JOIN exhibit_checksum AS s ON s.exhibit = e.number";
            return format!("SELECT {columns}, e.sha256, {record}, {sound} FROM exhibit AS e {join} {rest}");
        }
        // Before form 4 the digest of what could no longer be read was kept in the table of custody alone.
        let last = "SELECT f.sha256 FROM fixity AS f WHERE f.exhibit = e.number ORDER BY f.run DESC LIMIT 1";
        let sha256 = format!("coalesce(nullif(e.sha256, ''), ({last}), '') AS sha256");
        format!("SELECT {columns}, {sha256}, {record}, 1 AS sound FROM exhibit AS e {rest}")
    }

    fn unsound(&self, shown: &str) -> Error {
        self.damaged(&format!("the row of {shown:?} is not as valla wrote it"))
    }

    fn one(&self, rest: &str, values: impl Params) -> Result<Option<Row>, Error> {
        self.database()
            .prepare_cached(&self.select("1", rest))
            .and_then(|mut statement| statement.query_row(values, Row::checked).optional())
            .map_err(|error| self.on(&error))?
            .transpose()
            .map_err(|shown| self.unsound(&shown))
    }

    /// The row of a path.
    pub(super) fn row(&self, path: &[u8]) -> Result<Option<Row>, Error> {
        self.one("WHERE e.path = ?1", [path])
    }

    /// The row of a number.
    pub(super) fn numbered(&self, number: i64) -> Result<Option<Row>, Error> {
        self.one("WHERE e.number = ?1", [number])
    }

    /// An exhibit with these bytes that was read under this key.
    pub(super) fn with_bytes(&self, sha256: &str, reading: &str) -> Result<Option<Row>, Error> {
        let condition = "WHERE e.sha256 = ?1 AND e.reading = ?2 AND e.status IN ('ok', 'partial') LIMIT 1";
        self.one(condition, [sha256, reading])
    }

    /// Hands every row on, in the order of the paths: those that are gone, too. A row that is not as it was written, stands out of order or
    /// is missing is an error.
    pub(super) fn rows(&self, with_record: &str, mut each: impl FnMut(Row) -> Result<(), Error>) -> Result<(), Error> {
        let _snapshot = self.snapshot()?;
        let select = self.select(with_record, "ORDER BY e.path");
        let mut statement = self.database().prepare(&select).map_err(|error| self.on(&error))?;
        let mut rows = statement.query([]).map_err(|error| self.on(&error))?;
        let (mut count, mut last) = (0, None);
        while let Some(row) = rows.next().map_err(|error| self.on(&error))? {
            let row = Row::checked(row).map_err(|error| self.on(&error))?.map_err(|shown| self.unsound(&shown))?;
            if last.as_ref().is_some_and(|last| *last >= row.path) {
                return Err(self.damaged("its rows are out of order"));
            }
            last = Some(row.path.clone());
            count += 1;
            each(row)?;
        }
        match self.total()? {
            Some(total) if total.exhibits != count => {
                Err(self.damaged(&format!("it should have {} exhibits and shows {count}", total.exhibits)))
            }
            _ => Ok(()),
        }
    }

    /// Reads runs, the last one first, or the last one alone.
    fn read_runs<T>(
        &self,
        last_alone: bool,
        read: impl Fn(&rusqlite::Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, Error> {
        let _snapshot = self.snapshot()?;
        let total = self.total()?;
        let (sound, join) = match total {
            Some(_) => (format!("s.columns IS {RUN}"), "LEFT JOIN run_checksum AS s ON s.run = r.number"),
            None => ("1".to_owned(), ""),
        };
        let limit = if last_alone { "LIMIT 1" } else { "" };
        let select = format!("SELECT r.*, {sound} AS sound FROM run AS r {join} ORDER BY r.number DESC {limit}");
        let checked = |row: &rusqlite::Row<'_>| {
            let number = row.get::<_, i64>("number")?;
            Ok((number, if row.get("sound")? { Some(read(row)?) } else { None }))
        };
        let found = self
            .database()
            .prepare_cached(&select)
            .and_then(|mut statement| statement.query_map([], checked)?.collect::<rusqlite::Result<Vec<_>>>())
            .map_err(|error| self.on(&error))?;
        if let Some(total) = total {
            let runs = i64::try_from(total.runs).unwrap_or(i64::MAX);
            let expected = if last_alone { runs.min(1) } else { runs };
            // Runs are counted from one, and none is ever taken out.
            if !found.iter().map(|(number, _)| *number).eq((0..expected).map(|before| runs - before)) {
                return Err(self.damaged("a run is missing in it"));
            }
        }
        let unsound = |number| self.damaged(&format!("the row of run {number} is not as valla wrote it"));
        found.into_iter().map(|(number, run)| run.ok_or_else(|| unsound(number))).collect()
    }

    /// Reads the last run; nothing where there was none.
    pub(super) fn last_run<T>(
        &self,
        read: impl Fn(&rusqlite::Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Option<T>, Error> {
        Ok(self.read_runs(true, read)?.pop())
    }

    /// Reads every run, the last one first.
    pub(super) fn runs<T>(&self, read: impl Fn(&rusqlite::Row<'_>) -> rusqlite::Result<T>) -> Result<Vec<T>, Error> {
        self.read_runs(false, read)
    }
}
