//! A case looked at as a collection: by the sketches that it keeps, and by what it remembers of the run before.

use super::case::CaseFile;
use super::sketches::{SKETCH, keys, ties_of};
use crate::collation::Collator;
use crate::collation::laid_aside::WORDS;
use crate::collation::memory::{Digest, Memory};
use crate::collation::sketch::{Sketch, spoken};
use crate::collation::together::Sketches;
use crate::model::{Collection, Error, Examined};
use rusqlite::{OptionalExtension, params};
use std::cell::RefCell;
use std::collections::{HashSet, VecDeque};

/// So many exhibits whose words were asked for stay open: what is compared comes in pairs.
const OPEN: usize = 3;

/// Where the sketch of a document is.
#[derive(Debug, Clone, Copy)]
struct Place {
    exhibit: i64,
    position: u32,
    /// The number of the exhibit among those of the report.
    rank: u32,
    /// The place of the document that holds it, among all documents.
    holder: Option<u32>,
}

/// An exhibit, or a member of one, whose words were asked for.
#[derive(Debug)]
struct Open {
    exhibit: i64,
    held_by: String,
    examined: Examined,
}

/// The sketches of a case, and what it remembers.
#[derive(Debug)]
struct Kept<'c> {
    case: &'c CaseFile,
    places: Vec<Place>,
    digests: Vec<Digest>,
    open: RefCell<VecDeque<Open>>,
    /// What was asked for of what is remembered: the rest is of no more use.
    used: RefCell<HashSet<(String, Digest)>>,
    writes: bool,
}

impl CaseFile {
    /// Whether the case keeps what of its documents is compared: one of an older form has it from the first run that goes on with it.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn keeps_sketches(&self) -> Result<bool, Error> {
        if !CaseFile::has_sketches(self) {
            return Ok(false);
        }
        // Without any, it is of an older form, and no run has gone on with it.
        let any = self.database().query_row("SELECT EXISTS (SELECT 1 FROM sketch)", [], |row| row.get(0));
        any.map_err(|error| self.on(&error))
    }

    /// What the documents of the case say about each other. With `remember`, what was found is kept for the next run.
    ///
    /// # Errors
    /// When the file cannot be read or written, or a sketch is missing or not as it was written.
    pub fn collate(&self, mut collator: Collator, remember: bool) -> Result<Collection, Error> {
        let snapshot = if remember { None } else { self.snapshot()? };
        if remember {
            self.begin()?;
        }
        let kept = Kept::read(self, &mut collator, remember)?;
        let collection = collator.finish_with(&kept, Some(&kept))?;
        if remember {
            kept.forget_the_rest()?;
            self.commit()?;
        }
        drop(snapshot);
        Ok(collection)
    }
}

impl<'c> Kept<'c> {
    fn read(case: &'c CaseFile, collator: &mut Collator, writes: bool) -> Result<Self, Error> {
        let mut kept =
            Self { case, places: vec![], digests: vec![], open: RefCell::default(), used: RefCell::default(), writes };
        let select = format!(
            "SELECT e.number, s.position, s.part, s.facts, s.keys, s.digest, s.checksum IS {SKETCH}, e.shown
             FROM exhibit AS e JOIN sketch AS s ON s.exhibit = e.number WHERE e.gone = 0 ORDER BY e.path, s.position"
        );
        let on = |error: rusqlite::Error| case.on(&error);
        let mut statement = case.database().prepare(&select).map_err(on)?;
        let mut rows = statement.query([]).map_err(on)?;
        let (mut rank, mut last) = (0, None);
        while let Some(row) = rows.next().map_err(on)? {
            let unsound = || case.unsound(&row.get::<_, String>(7).unwrap_or_default());
            if !row.get::<_, bool>(6).map_err(on)? {
                return Err(unsound());
            }
            let (exhibit, position): (i64, u32) = (row.get(0).map_err(on)?, row.get(1).map_err(on)?);
            if last.replace(exhibit) != Some(exhibit) {
                rank += 1;
            }
            let part: String = row.get(2).map_err(on)?;
            let facts = row.get_ref(3).and_then(|facts| Ok(facts.as_str()?)).map_err(on)?;
            let sketch: Sketch = serde_json::from_str(facts).map_err(|_| unsound())?;
            let (id, parent) = names(rank, &part);
            let sketch = Sketch { id, parent, ..sketch };
            let ties = row.get_ref(4).and_then(|ties| Ok(ties.as_blob()?)).map_err(on)?;
            let (_, holder) = collator.take_kept(&sketch, keys(ties));
            kept.places.push(Place { exhibit, position, rank, holder });
            kept.digests.push(row.get(5).map_err(on)?);
        }
        if kept.places.len() as u64 == case.count_documents()? {
            Ok(kept)
        } else {
            Err(case.damaged("what of its documents is compared is not there of all of them"))
        }
    }

    fn place(&self, number: u32) -> Result<Place, Error> {
        let place = self.places.get(number as usize).copied();
        place.ok_or_else(|| self.case.damaged("it is asked for a document that it does not have"))
    }

    fn part(&self, place: Place) -> Result<String, Error> {
        self.case
            .database()
            .prepare_cached("SELECT part FROM sketch WHERE exhibit = ?1 AND position = ?2")
            .and_then(|mut select| select.query_row(params![place.exhibit, place.position], |row| row.get(0)))
            .map_err(|error| self.case.on(&error))
    }

    /// Forgets what no check asked for: it was found among documents that have changed since.
    fn forget_the_rest(&self) -> Result<(), Error> {
        let on = |error: rusqlite::Error| self.case.on(&error);
        let used = self.used.borrow();
        let mut stale: Vec<(String, Digest)> = Vec::new();
        {
            let mut all = self.case.database().prepare("SELECT code, key FROM collated").map_err(on)?;
            let rows = all.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).map_err(on)?;
            for row in rows {
                let row = row.map_err(on)?;
                if !used.contains(&row) {
                    stale.push(row);
                }
            }
        }
        let mut delete =
            self.case.database().prepare("DELETE FROM collated WHERE code = ?1 AND key = ?2").map_err(on)?;
        stale.iter().try_for_each(|(code, key)| delete.execute(params![code, key]).map(drop)).map_err(on)
    }
}

/// The number of a document in the case, and that of what holds it.
fn names(rank: u32, part: &str) -> (String, Option<String>) {
    let parent = part.rfind('.').map(|at| format!("x{rank}{}", part.get(..at).unwrap_or_default()));
    (format!("x{rank}{part}"), parent)
}

impl Sketches for Kept<'_> {
    fn sketch(&self, number: u32) -> Result<Sketch, Error> {
        let place = self.place(number)?;
        let select = format!(
            "SELECT s.part, s.facts, s.ties, s.checksum IS {SKETCH} FROM sketch AS s WHERE s.exhibit = ?1 AND s.position = ?2"
        );
        let read = |row: &rusqlite::Row<'_>| -> rusqlite::Result<Option<Sketch>> {
            if !row.get::<_, bool>(3)? {
                return Ok(None);
            }
            let (id, parent) = names(place.rank, row.get_ref(0)?.as_str()?);
            let sketch: Option<Sketch> = serde_json::from_str(row.get_ref(1)?.as_str()?).ok();
            let ties = ties_of(row.get_ref(2)?.as_blob()?);
            let both = sketch.zip(ties);
            Ok(both.map(|(sketch, ties)| Sketch { number, id, parent, holder: place.holder, ties, ..sketch }))
        };
        let sketch = self
            .case
            .database()
            .prepare_cached(&select)
            .and_then(|mut select| select.query_row(params![place.exhibit, place.position], read))
            .map_err(|error| self.case.on(&error))?;
        sketch.ok_or_else(|| self.case.damaged("what of a document is compared is not as it was written"))
    }

    fn spoken(&self, number: u32) -> Result<String, Error> {
        let place = self.place(number)?;
        let part = self.part(place)?;
        let holds = |open: &Open| open.exhibit == place.exhibit && part.starts_with(open.held_by.as_str());
        let mut open = self.open.borrow_mut();
        if let Some(at) = open.iter().position(holds) {
            // What was asked for last is in front.
            if let Some(found) = open.remove(at) {
                open.push_front(found);
            }
        } else {
            let (held_by, examined) = match self.case.member_that_holds(place.exhibit, &part)? {
                Some(member) => member,
                None => match self.case.opened(place.exhibit)? {
                    Some(examined) => (String::new(), examined),
                    None => return Ok(String::new()),
                },
            };
            open.push_front(Open { exhibit: place.exhibit, held_by, examined });
            open.truncate(OPEN);
        }
        let Some(open) = open.front() else { return Ok(String::new()) };
        let inner = part.strip_prefix(open.held_by.as_str()).unwrap_or(&part);
        let examined = super::words::within(&open.examined, inner);
        let mut words = examined.map(|examined| spoken(&examined.extraction.words)).unwrap_or_default();
        words.truncate(words.floor_char_boundary(WORDS));
        Ok(words)
    }

    fn id(&self, number: u32) -> Result<String, Error> {
        let place = self.place(number)?;
        let part = if place.position == 0 { String::new() } else { self.part(place)? };
        Ok(names(place.rank, &part).0)
    }
}

impl Memory for Kept<'_> {
    fn digest(&self, number: u32) -> Result<Digest, Error> {
        let digest = self.digests.get(number as usize).copied();
        digest.ok_or_else(|| self.case.damaged("it is asked for a document that it does not have"))
    }

    fn recall(&self, check: &str, key: &Digest) -> Result<Option<String>, Error> {
        let select = "SELECT c.found FROM collated AS c
                      WHERE c.code = ?1 AND c.key = ?2 AND c.checksum IS row_checksum(c.code, c.key, c.found)";
        let found: Option<String> = self
            .case
            .database()
            .prepare_cached(select)
            .and_then(|mut select| select.query_row(params![check, key], |row| row.get(0)).optional())
            .map_err(|error| self.case.on(&error))?;
        if found.is_some() && self.writes {
            self.used.borrow_mut().insert((check.to_owned(), *key));
        }
        Ok(found)
    }

    fn keep(&self, check: &str, key: &Digest, findings: &str) -> Result<(), Error> {
        if !self.writes {
            return Ok(());
        }
        self.used.borrow_mut().insert((check.to_owned(), *key));
        self.case
            .database()
            .prepare_cached("INSERT OR REPLACE INTO collated VALUES (?1, ?2, ?3, row_checksum(?1, ?2, ?3))")
            .and_then(|mut insert| insert.execute(params![check, key, findings]))
            .map(drop)
            .map_err(|error| self.case.on(&error))
    }
}
