//! The texts of a case, each kept once.

use super::case::CaseFile;
use super::packed::{Digest, Packed};
use crate::model::{CheckOutcome, Error};
use rusqlite::OptionalExtension;

/// So many lists are remembered: most exhibits have one of a few.
const REMEMBERED: usize = 256;

impl CaseFile {
    /// The text of a digest; none where it is missing.
    pub(super) fn text(&self, digest: Digest) -> Result<Option<Packed>, Error> {
        self.database()
            .prepare_cached("SELECT packed FROM text WHERE digest = ?1")
            .and_then(|mut select| select.query_row([digest.bytes()], |row| row.get(0)).optional())
            .map(|found| found.map(|bytes| Packed { digest, bytes }))
            .map_err(|error| self.on(&error))
    }

    /// Keeps a text, unless it is kept already.
    pub(super) fn keep(&self, text: &Packed) -> Result<(), Error> {
        self.database()
            .prepare_cached("INSERT OR IGNORE INTO text VALUES (?1, ?2)")
            .and_then(|mut insert| insert.execute((text.digest.bytes(), &text.bytes)))
            .map(drop)
            .map_err(|error| self.on(&error))
    }

    /// Lets go of a reading, or of what was found, where no exhibit has it any more.
    pub(super) fn let_go(&self, digest: Digest) -> Result<(), Error> {
        self.database()
            .prepare_cached(
                "DELETE FROM text WHERE digest = ?1 AND NOT EXISTS (SELECT 1 FROM exhibit WHERE read = ?1)
                   AND NOT EXISTS (SELECT 1 FROM exhibit WHERE found = ?1)",
            )
            .and_then(|mut delete| delete.execute([digest.bytes()]))
            .map(drop)
            .map_err(|error| self.on(&error))
    }

    /// What all checks answered, by the digest of the list; none where it is not there as it was kept.
    pub(super) fn answers(&self, digest: Digest) -> Result<Option<Vec<CheckOutcome>>, Error> {
        if let Some(known) = self.remembered().borrow().get(&digest) {
            return Ok(Some(known.clone()));
        }
        let text = self.text(digest)?.and_then(|text| text.unpack());
        let answers: Option<Vec<CheckOutcome>> = text.and_then(|text| serde_json::from_slice(&text).ok());
        if let Some(answers) = &answers {
            let mut remembered = self.remembered().borrow_mut();
            if remembered.len() >= REMEMBERED {
                remembered.clear();
            }
            remembered.insert(digest, answers.clone());
        }
        Ok(answers)
    }
}
