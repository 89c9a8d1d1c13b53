//! What a case holds: its exhibits, its head, what is expected of the files.

use super::case::CaseFile;
use super::content::parts;
use crate::collation::Numbering;
use crate::fixity::Entry;
use crate::model::{CaseHead, Error, Exhibit, Summary};
use crate::pipeline::walk::path_of_bytes;
use std::path::PathBuf;

impl CaseFile {
    /// Hands every exhibit that is there on, numbered, in the order of the paths.
    ///
    /// # Errors
    /// When the file cannot be read, or `each` fails.
    pub fn each(&self, mut each: impl FnMut(Exhibit) -> Result<(), Error>) -> Result<Summary, Error> {
        let (mut numbering, mut summary) = (Numbering::default(), Summary::default());
        self.rows(|row| {
            if row.gone > 0 {
                return Ok(());
            }
            let (row_number, shown, all) = (row.number, row.shown.clone(), row.parts);
            let file = row.exhibit(self)?;
            let members = all.saturating_sub(parts(&file) as u64);
            let mut give = |exhibit: Exhibit| {
                summary.count(&exhibit);
                each(exhibit)
            };
            let exhibits = numbering.number(file);
            let id = exhibits.first().map(|exhibit| exhibit.id.clone()).unwrap_or_default();
            exhibits.into_iter().try_for_each(&mut give)?;
            self.members(row_number, &shown, members, |numbers, member| {
                numbering.number_at(member, &id, numbers).into_iter().try_for_each(&mut give)
            })
        })?;
        Ok(summary)
    }

    /// What the last run says of the case as a whole.
    ///
    /// # Errors
    /// When there was no run yet, or the file cannot be read.
    pub fn head(&self) -> Result<CaseHead, Error> {
        let texts = self.last_run(|run| -> rusqlite::Result<[String; 5]> {
            Ok([run.get("valla")?, run.get("day")?, run.get("knowledge")?, run.get("claims")?, run.get("run")?])
        })?;
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
        let started: Option<String> = self.last_run(|run| run.get("started"))?;
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
        self.rows(|row| {
            if row.gone > 1 || row.sha256.is_empty() {
                return Ok(());
            }
            let mut entry = Entry { path: path_of_bytes(&row.path), ..Entry::default() };
            if row.hashed {
                (entry.size, entry.digests) = (Some(row.size), row.digests);
            }
            entry.digests.insert("sha256".to_owned(), row.sha256);
            entries.push(entry);
            Ok(())
        })?;
        Ok(entries)
    }

    /// The paths that runs were told to examine, as far as they are text.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn scope(&self) -> Result<Vec<PathBuf>, Error> {
        let scopes: Vec<String> = self.runs(|run| run.get("scope"))?;
        let mut paths = Vec::new();
        for scope in scopes {
            let named: Vec<String> = serde_json::from_str(&scope).map_err(|error| self.broken(&error))?;
            paths.extend(named.into_iter().map(PathBuf::from).filter(|path| path.exists()));
        }
        paths.sort();
        paths.dedup();
        Ok(paths)
    }

    /// The key under which public editions of this case have pseudonyms: random bytes.
    ///
    /// # Errors
    /// When the case file is older than such keys, or cannot be read.
    pub fn pseudonym_key(&self) -> Result<[u8; 32], Error> {
        let total = self.total()?;
        let select = "SELECT key, row_checksum(key) FROM pseudonym_key";
        let key =
            self.database().query_row(select, [], |row| Ok((row.get::<_, [u8; 32]>(0)?, row.get::<_, Vec<u8>>(1)?)));
        let (key, checksum) = key.map_err(|error| Error::CaseFile {
            path: self.path().to_path_buf(),
            message: format!(
                "it has no key for pseudonyms ({error}); examine the case again once (valla PATH --case) to make one"
            ),
        })?;
        match total {
            Some(total) if total.pseudonym_key != checksum => {
                Err(self.damaged("the key for pseudonyms in it is not the one that valla wrote"))
            }
            _ => Ok(key),
        }
    }
}
