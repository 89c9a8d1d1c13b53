//! What of each document is compared with others: drawn when a row is written, and read when the collection is looked at.

use super::case::CaseFile;
use super::content::parts;
use super::packed::Packed;
use crate::collation::memory::Digest;
use crate::collation::sketch::{Sketch, Tie, TieKind, spoken};
use crate::collation::ties;
use crate::model::{Error, Examined};
use rusqlite::params;
use std::io;

/// The checksum that a sketch must have; `s` is the sketch.
pub(super) const SKETCH: &str = "row_checksum(s.exhibit, s.position, s.part, s.facts, s.ties, s.keys, s.digest)";
const INSERT: &str = "INSERT INTO sketch VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, row_checksum(?1, ?2, ?3, ?4, ?5, ?6, ?7))";

/// The sketch of a document, as it is kept.
#[derive(Debug)]
pub(super) struct Kept {
    part: String,
    facts: String,
    ties: Vec<u8>,
    keys: Vec<u8>,
    digest: Digest,
}

impl Kept {
    /// Of an exhibit, and of everything inside it, in the order of their numbers.
    pub(super) fn of(exhibit: &Examined) -> io::Result<Vec<Self>> {
        let mut sketches = Vec::with_capacity(1 + parts(exhibit));
        draw(exhibit, "", &mut sketches)?;
        Ok(sketches)
    }
}

fn draw(exhibit: &Examined, part: &str, sketches: &mut Vec<Kept>) -> io::Result<()> {
    let words = spoken(&exhibit.extraction.words);
    let sketch = Sketch::of(exhibit, &words);
    let facts = serde_json::to_string(&sketch)?;
    let packed = Packed::json(&sketch.ties)?;
    let mut hasher = blake3::Hasher::new();
    hasher.update(packed.digest.bytes()).update(blake3::hash(words.as_bytes()).as_bytes()).update(facts.as_bytes());
    let mut digest = Digest::default();
    digest.copy_from_slice(hasher.finalize().as_bytes().split_at(16).0);
    let keys = ties::keys(&sketch).into_iter().flat_map(|(kind, key)| {
        let [a, b, c, d, e, ..] = key.to_le_bytes();
        [kind.number(), a, b, c, d, e]
    });
    sketches.push(Kept { part: part.to_owned(), facts, ties: packed.bytes, keys: keys.collect(), digest });
    for (number, child) in (1..).zip(&exhibit.parts) {
        draw(child, &format!("{part}.{number}"), sketches)?;
    }
    Ok(())
}

/// The ties of a sketch as numbers.
pub(super) fn keys(bytes: &[u8]) -> impl Iterator<Item = (TieKind, u64)> {
    bytes.as_chunks::<6>().0.iter().filter_map(|[kind, a, b, c, d, e]| {
        Some((TieKind::of_number(*kind)?, u64::from_le_bytes([*a, *b, *c, *d, *e, 0, 0, 0])))
    })
}

/// The ties of a sketch as they were kept.
pub(super) fn ties_of(bytes: &[u8]) -> Option<Vec<Tie>> {
    serde_json::from_slice(&Packed::inflated(bytes)?).ok()
}

impl CaseFile {
    /// Keeps the sketches of an exhibit in the place of those that it had.
    pub(super) fn keep_sketches(&self, number: i64, sketches: &[Kept]) -> Result<(), Error> {
        self.database()
            .prepare_cached("DELETE FROM sketch WHERE exhibit = ?1")
            .and_then(|mut delete| delete.execute([number]))
            .map_err(|error| self.on(&error))?;
        self.keep_sketches_from(number, 0, sketches)
    }

    /// Keeps the sketches of the next member of an exhibit.
    pub(super) fn keep_sketches_of_member(&self, number: i64, part: &str, member: &Examined) -> Result<(), Error> {
        let mut sketches = Vec::new();
        draw(member, part, &mut sketches).map_err(|error| self.unwritten(error))?;
        let from = self
            .database()
            .prepare_cached("SELECT coalesce(max(position), -1) + 1 FROM sketch WHERE exhibit = ?1")
            .and_then(|mut select| select.query_row([number], |row| row.get(0)))
            .map_err(|error| self.on(&error))?;
        self.keep_sketches_from(number, from, &sketches)
    }

    fn keep_sketches_from(&self, number: i64, from: i64, sketches: &[Kept]) -> Result<(), Error> {
        let mut insert = self.database().prepare_cached(INSERT).map_err(|error| self.on(&error))?;
        for (position, sketch) in (from..).zip(sketches) {
            let Kept { part, facts, ties, keys, digest } = sketch;
            insert
                .execute(params![number, position, part, facts, ties, keys, digest])
                .map_err(|error| self.on(&error))?;
        }
        Ok(())
    }

    /// Draws the sketches of exhibits that have none yet: those that an earlier version of the program read.
    pub(super) fn draw_missing_sketches(&self) -> Result<(), Error> {
        let select = "SELECT number FROM exhibit AS e WHERE gone = 0 AND NOT EXISTS
                        (SELECT 1 FROM sketch WHERE exhibit = e.number AND position = 0)";
        let numbers: Vec<i64> = self
            .database()
            .prepare(select)
            .and_then(|mut select| select.query_map([], |row| row.get(0))?.collect())
            .map_err(|error| self.on(&error))?;
        for number in numbers {
            let Some(row) = self.numbered(number)? else { continue };
            let (shown, all) = (row.shown.clone(), row.parts);
            let exhibit = row.exhibit(self)?;
            self.keep_sketches(number, &Kept::of(&exhibit).map_err(|error| self.unwritten(error))?)?;
            let members = all.saturating_sub(parts(&exhibit) as u64);
            self.members(number, &shown, members, |numbers, member| {
                let part: String = numbers.iter().map(|number| format!(".{number}")).collect();
                self.keep_sketches_of_member(number, &part, &member)
            })?;
            if self.is_time_to_commit() {
                self.commit_and_begin()?;
            }
        }
        Ok(())
    }

    /// How many sketches there must be of the exhibits that are there.
    pub(super) fn count_documents(&self) -> Result<u64, Error> {
        self.database()
            .query_row("SELECT coalesce(sum(parts + 1), 0) FROM exhibit WHERE gone = 0", [], |row| row.get::<_, i64>(0))
            .map(i64::unsigned_abs)
            .map_err(|error| self.on(&error))
    }
}
