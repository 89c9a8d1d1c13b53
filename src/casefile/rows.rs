//! Reading rows: each is tested against its checksum, and none may be missing.

use super::case::CaseFile;
use super::checksum::EXHIBIT;
use super::content::{self, Head, unpack_found, unpack_reading};
use super::packed::Digest;
use crate::model::evidence::hexadecimal;
use crate::model::{Error, Examined};
use rusqlite::{OptionalExtension, Params};
use std::collections::BTreeMap;

/// A stored exhibit.
#[derive(Debug)]
pub(super) struct Row {
    /// Its number in the case file.
    pub(super) number: i64,
    /// The bytes of its path.
    pub(super) path: Vec<u8>,
    /// Its path as text.
    pub(super) shown: String,
    /// Number of bytes.
    pub(super) size: u64,
    /// What the file system said of it.
    pub(super) state: String,
    /// Its SHA-256 when it was last hashed; empty where it never was.
    pub(super) sha256: String,
    /// Whether that is of this reading: not where the file could no longer be read to its end.
    pub(super) hashed: bool,
    /// Further digests of this reading, by name.
    pub(super) digests: BTreeMap<String, String>,
    /// How reading ended.
    pub(super) status: String,
    /// Of status `error`, the code of its first warning.
    pub(super) trouble: String,
    /// How many documents are inside it, at any depth.
    pub(super) parts: u64,
    /// Whether a lock keeps it, or something inside it, from being read.
    pub(super) locked: bool,
    /// The version of the program that read it.
    pub(super) valla: String,
    /// The reading key under which it was read.
    pub(super) reading: String,
    /// The reasoning key under which it was reasoned on.
    pub(super) reasoning: String,
    /// The run that last found it.
    pub(super) seen: i64,
    /// 1 where a later run did not find it, 2 where somebody accepted that, else 0.
    pub(super) gone: i64,
    /// Its record.
    pub(super) record: Record,
}

/// Where the record of an exhibit is.
#[derive(Debug)]
pub(super) enum Record {
    /// In two texts: what was read, and what was found.
    Kept { read: Digest, found: Digest },
    /// A case of an older form had it whole in the row.
    Whole(Box<Examined>),
}

impl Row {
    /// What it says of the exhibit besides the record.
    pub(super) fn head(&self) -> Head {
        Head {
            path: self.shown.clone(),
            path_bytes: std::str::from_utf8(&self.path).is_err().then(|| hexadecimal(&self.path)),
            size: self.size,
            sha256: if self.hashed { self.sha256.clone() } else { String::new() },
            digests: self.digests.clone(),
        }
    }

    /// The exhibit.
    ///
    /// # Errors
    /// When its texts are not as they were kept.
    pub(super) fn exhibit(self, case: &CaseFile) -> Result<Examined, Error> {
        let head = self.head();
        let (read, found) = match self.record {
            Record::Whole(exhibit) => return Ok(*exhibit),
            Record::Kept { read, found } => (read, found),
        };
        let unsound = || case.unsound(&self.shown);
        let extraction = case.text(read)?.and_then(|text| unpack_reading(&text)).ok_or_else(unsound)?;
        let mut exhibit = content::exhibit(head, extraction);
        let found = case.text(found)?.ok_or_else(unsound)?;
        unpack_found(&mut exhibit, &found, |digest| case.answers(digest))?.ok_or_else(unsound)?;
        Ok(exhibit)
    }

    /// The row, where its checksum holds; else the path that it shows.
    fn checked(row: &rusqlite::Row<'_>) -> rusqlite::Result<Result<Self, String>> {
        let sound = row.get::<_, bool>("sound")?;
        let digest = |name| -> rusqlite::Result<_> { Ok(Digest::from_bytes(row.get_ref(name)?.as_bytes()?)) };
        let of_sound = || -> rusqlite::Result<_> {
            let digests = serde_json::from_str(row.get_ref("digests")?.as_str()?).ok();
            Ok(digests.zip(digest("read")?.zip(digest("found")?)))
        };
        let Some((digests, (read, found))) = (if sound { of_sound()? } else { None }) else {
            return shown(row).map(Err);
        };
        Ok(Ok(Self {
            number: row.get("number")?,
            path: row.get("path")?,
            shown: row.get("shown")?,
            size: row.get::<_, i64>("size")?.unsigned_abs(),
            state: row.get("state")?,
            sha256: row.get("sha256")?,
            hashed: row.get("hashed")?,
            digests,
            status: row.get("status")?,
            trouble: row.get("trouble")?,
            parts: row.get::<_, i64>("parts")?.unsigned_abs(),
            locked: row.get("locked")?,
            valla: row.get("valla")?,
            reading: row.get("reading")?,
            reasoning: row.get("reasoning")?,
            seen: row.get("seen")?,
            gone: row.get("gone")?,
            record: Record::Kept { read, found },
        }))
    }
}

/// The path that a row shows, whatever is left of it.
pub(super) fn shown(row: &rusqlite::Row<'_>) -> rusqlite::Result<String> {
    let shown = row.get_ref("shown")?.as_bytes_or_null().ok().flatten().unwrap_or_default();
    Ok(String::from_utf8_lossy(shown).into_owned())
}

/// Selects exhibits.
fn select(rest: &str) -> String {
    let join = "LEFT JOIN exhibit_checksum AS s ON s.exhibit = e.number";
    format!("SELECT e.*, s.columns IS {EXHIBIT} AS sound FROM exhibit AS e {join} {rest}")
}

impl CaseFile {
    fn one(&self, rest: &str, values: impl Params) -> Result<Option<Row>, Error> {
        self.database()
            .prepare_cached(&select(rest))
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

    /// Hands every row on, in the order of the paths: those that are gone, too. A row that is not as it was written, out of order or
    /// missing is an error.
    pub(super) fn rows(&self, each: impl FnMut(Row) -> Result<(), Error>) -> Result<(), Error> {
        let _snapshot = self.snapshot()?;
        match self.older_rows() {
            Some(select) => self.rows_of(&select, Row::of_older_form, each),
            None => self.rows_of(&select("ORDER BY e.path"), Row::checked, each),
        }
    }

    /// Hands on what a statement selects; `read` gives of a row that is not as it was written the path that it shows.
    pub(super) fn rows_of(
        &self,
        select: &str,
        read: fn(&rusqlite::Row<'_>) -> rusqlite::Result<Result<Row, String>>,
        mut each: impl FnMut(Row) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let mut statement = self.database().prepare(select).map_err(|error| self.on(&error))?;
        let mut rows = statement.query([]).map_err(|error| self.on(&error))?;
        let (mut count, mut last) = (0, None);
        while let Some(row) = rows.next().map_err(|error| self.on(&error))? {
            let row = read(row).map_err(|error| self.on(&error))?.map_err(|shown| self.unsound(&shown))?;
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
}
