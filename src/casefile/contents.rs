//! What a case holds: its exhibits, its head, what is expected of the files.

use super::store::{CaseFile, Row, SELECT, row};
use crate::fixity::Entry;
use crate::fixity::manifest::{is_listed, path_bytes};
use crate::model::{CaseHead, Error, Exhibit, PseudonymKey, Summary};
use crate::pipeline::Numbering;
use crate::pipeline::walk::path_of_bytes;
use rusqlite::OptionalExtension;
use std::path::PathBuf;

impl CaseFile {
    /// Hands every exhibit that is there on, numbered, in the order of the paths.
    ///
    /// # Errors
    /// When the file cannot be read, or `each` fails.
    pub fn each(&self, mut each: impl FnMut(Exhibit) -> Result<(), Error>) -> Result<Summary, Error> {
        let (mut numbering, mut summary) = (Numbering::default(), Summary::default());
        self.rows("gone = 0", |row| {
            for exhibit in numbering.number(row.exhibit(self)?) {
                summary.count(&exhibit);
                each(exhibit)?;
            }
            Ok(())
        })?;
        Ok(summary)
    }

    /// Hands every row that a condition holds of on, in the order of the paths.
    fn rows(&self, condition: &str, mut each: impl FnMut(Row) -> Result<(), Error>) -> Result<(), Error> {
        let mut statement = self
            .database()
            .prepare(&format!("{SELECT} WHERE {condition} ORDER BY path"))
            .map_err(|error| self.on(&error))?;
        let rows = statement.query_map([], row).map_err(|error| self.on(&error))?;
        for row in rows {
            each(row.map_err(|error| self.on(&error))?)?;
        }
        Ok(())
    }

    /// What the last run says of the case as a whole.
    ///
    /// # Errors
    /// When there was no run yet, or the file cannot be read.
    pub fn head(&self) -> Result<CaseHead, Error> {
        let texts: Option<[String; 5]> = self
            .database()
            .query_row("SELECT valla, day, knowledge, claims, run FROM run ORDER BY number DESC LIMIT 1", [], |row| {
                Ok([row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?])
            })
            .optional()
            .map_err(|error| self.on(&error))?;
        let Some([valla, day, knowledge, claims, run]) = texts else {
            return Err(Error::Usage(format!("the case file {:?} holds no examination yet", self.path())));
        };
        let head = || {
            Ok(CaseHead {
                valla,
                day: serde_json::from_str(&day)?,
                knowledge: serde_json::from_str(&knowledge)?,
                claims: serde_json::from_str(&claims)?,
                run: serde_json::from_str(&run)?,
            })
        };
        head().map_err(|error| self.broken(&error))
    }

    /// When the last run began, to the second, in universal time (RFC 3339).
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn examined_at(&self) -> Result<String, Error> {
        let started: Option<String> = self
            .database()
            .query_row("SELECT started FROM run ORDER BY number DESC LIMIT 1", [], |row| row.get(0))
            .optional()
            .map_err(|error| self.on(&error))?;
        let second = started.unwrap_or_default();
        Ok(second.split('.').next().map(|second| second.trim_end_matches('Z').to_owned() + "Z").unwrap_or_default())
    }

    /// What every file is expected to be that was ever hashed, but those that somebody accepted as gone: paths, sizes and digests. What a
    /// later run could not find or not read is expected to be what it was.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn expected(&self) -> Result<Vec<Entry>, Error> {
        let mut entries = Vec::new();
        self.rows("gone < 2", |row| {
            let exhibit = row.exhibit(self)?;
            let path = path_of_bytes(&path_bytes(&exhibit));
            if is_listed(&exhibit) {
                let mut digests = exhibit.digests;
                digests.insert("sha256".to_owned(), exhibit.sha256);
                entries.push(Entry { path, size: Some(exhibit.size), digests, within: None });
            } else if let Some((size, sha256)) = self.last_digest(row.number)? {
                entries.push(Entry {
                    path,
                    size: Some(size),
                    digests: [("sha256".to_owned(), sha256)].into(),
                    within: None,
                });
            }
            Ok(())
        })?;
        Ok(entries)
    }

    /// The size and digest that an exhibit had when it was last hashed.
    fn last_digest(&self, number: i64) -> Result<Option<(u64, String)>, Error> {
        let select = "SELECT size, sha256 FROM fixity WHERE exhibit = ?1 ORDER BY run DESC LIMIT 1";
        self.database()
            .prepare_cached(select)
            .and_then(|mut statement| {
                let last = |row: &rusqlite::Row<'_>| Ok((row.get::<_, i64>(0)?.unsigned_abs(), row.get(1)?));
                statement.query_row([number], last).optional()
            })
            .map_err(|error| self.on(&error))
    }

    /// The paths that runs were told to examine, as far as they are text.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn scope(&self) -> Result<Vec<PathBuf>, Error> {
        let mut statement =
            self.database().prepare("SELECT DISTINCT scope FROM run").map_err(|error| self.on(&error))?;
        let scopes = statement
            .query_map([], |row| row.get::<_, String>(0))
            .and_then(Iterator::collect::<rusqlite::Result<Vec<_>>>)
            .map_err(|error| self.on(&error))?;
        let mut paths = Vec::new();
        for scope in scopes {
            let named: Vec<String> = serde_json::from_str(&scope).map_err(|error| self.broken(&error))?;
            paths.extend(named.into_iter().map(PathBuf::from).filter(|path| path.exists()));
        }
        paths.sort();
        paths.dedup();
        Ok(paths)
    }

    /// The key under which public editions of this case have pseudonyms.
    ///
    /// # Errors
    /// When the case file is older than such keys, or cannot be read.
    pub fn pseudonym_key(&self) -> Result<PseudonymKey, Error> {
        let key = self.database().query_row("SELECT key FROM pseudonym_key", [], |row| row.get::<_, [u8; 32]>(0));
        key.map(PseudonymKey::new).map_err(|error| Error::CaseFile {
            path: self.path().to_path_buf(),
            message: format!(
                "it has no key for pseudonyms ({error}); examine the case again once (valla PATH --case) to make one"
            ),
        })
    }
}
