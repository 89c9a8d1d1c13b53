//! Brings a case up to date with the files: reads what is new or changed, reasons anew where claims or knowledge did, and
//! leaves the rest alone.

use super::case::CaseFile;
use super::columns::bytes_of;
use super::content::{self, Found, pack_reading, unpack_reading};
use super::gone::{Missing, Unfound};
use super::keys::Keys;
use super::packed::{Digest, Packed};
use super::rows::{Record, Row};
use super::shelf::Shelf;
use super::sketches::Kept;
use super::store::{Read, Reasoned};
use super::trouble::unsound;
use crate::model::{Error, Examined};
use crate::pipeline::members::Shelved;
use crate::pipeline::walk::{Item, path_of_bytes};
use crate::pipeline::{
    ExaminedFile, Options, Patience, Progress, PutOff, examine_item, reason, run_facts, schedule, shown,
};
use chrono::{SecondsFormat, Utc};
use rusqlite::params;
use std::cell::{Cell, RefCell};
use std::collections::{HashSet, VecDeque};
use std::io;
use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};

/// Which exhibits of a case are examined again, when not all that are new or changed are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Again {
    /// Those that gave an error.
    Errors,
    /// Those that another version of the program read.
    Older,
}

impl CaseFile {
    /// The paths of the exhibits that [`Again`] means.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn paths_again(&self, again: Again) -> Result<Vec<PathBuf>, Error> {
        let mut paths = Vec::new();
        self.rows(|row| {
            let meant = match again {
                Again::Errors => row.status == "error",
                Again::Older => row.valla != env!("CARGO_PKG_VERSION"),
            };
            if row.gone == 0 && meant {
                paths.push(path_of_bytes(&row.path));
            }
            Ok(())
        })?;
        Ok(paths)
    }
}

/// What there is to be done on one exhibit.
enum Task<'a> {
    /// Its file is new, or changed, or is to be read under other options, which have that key.
    Read { item: &'a Item, state: String, key: String, patience: Patience },
    /// Its reading is kept; findings are made anew. `seen` is the run that last found the file.
    Reason { row: Box<Row>, reading: Packed, reasoning: String, seen: Option<i64> },
}

/// What came of a task.
enum Done<'a> {
    /// It takes more than its first budget.
    PutOff(&'a Item),
    Read {
        path: Vec<u8>,
        state: String,
        key: String,
        exhibit: Box<Examined>,
        /// Its members, where they are too many to be kept with it.
        shelved: Option<Box<Shelved>>,
        reading: Packed,
        found: Found,
        sketches: Vec<Kept>,
    },
    Reason {
        row: Box<Row>,
        exhibit: Box<Examined>,
        found: Found,
        sketches: Vec<Kept>,
        reasoning: String,
        seen: Option<i64>,
    },
}

/// Brings the case up to date with the items that were found below the `scope`. Gives the files that it misses, where they are too many to
/// be marked as gone.
///
/// # Errors
/// When the case file cannot be written, or the run is interrupted; what was committed is kept.
pub fn update(
    case: &CaseFile,
    items: &[Item],
    scope: &[PathBuf],
    unfound: Unfound,
    options: &Options,
    progress: &dyn Progress,
) -> Result<Option<Missing>, Error> {
    let keys = Keys::of(options);
    case.begin()?;
    let run = begin(case, items.len(), scope, options)?;
    case.commit_and_begin()?;
    // Readings that the case has need no reader: a file that was moved or copied is known by its bytes.
    let shelf = Shelf::of(CaseFile::read(case.path())?, &keys.reading, options);
    let shelved = Options { reading_room: Arc::new(shelf), ..options.clone() };
    let update = Update {
        unfound,
        case,
        run,
        keys,
        options: &shelved,
        progress,
        done: Cell::new(0),
        read: Cell::new(0),
        put_off: RefCell::default(),
        answers: RwLock::default(),
    };
    let outcome = update.all(items, scope);
    match &outcome {
        Ok(_) => finish(case, run, "done")?,
        // What is done by then is kept, and the next run goes on from there.
        Err(Error::Interrupted) => {
            update.note()?;
            finish(case, run, "interrupted")?;
        }
        Err(why) => {
            case.roll_back();
            // The log is best effort where the disk is full.
            let _ = case.begin().and_then(|()| finish(case, run, &format!("failed: {why}")));
        }
    }
    outcome
}

fn now() -> String {
    Utc::now().to_rfc3339_opts(SecondsFormat::Millis, true)
}

fn begin(case: &CaseFile, items: usize, scope: &[PathBuf], options: &Options) -> Result<i64, Error> {
    let json = |what: Result<String, serde_json::Error>| what.unwrap_or_default();
    let digests: Vec<&str> = options.digests.iter().map(|digest| digest.name()).collect();
    let asked = serde_json::json!({
        "limits": options.read.budget,
        "digests": digests,
        "follow_links": options.follow_links,
        "passwords": !options.read.passwords.is_empty(),
        "recognised": options.recognised.is_some(),
    });
    let scope: Vec<String> = scope.iter().map(|path| shown(path).0).collect();
    let insert =
        "INSERT INTO run VALUES (NULL, ?1, ?1, 'running', ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 0, 0) RETURNING number";
    let run = case
        .database()
        .query_row(
            insert,
            params![
                now(),
                env!("CARGO_PKG_VERSION"),
                json(serde_json::to_string(&options.day)),
                json(serde_json::to_string(&options.knowledge.identity())),
                json(serde_json::to_string(&options.claims.record())),
                asked.to_string(),
                json(serde_json::to_string(&scope)),
                json(serde_json::to_string(&run_facts(options))),
                i64::try_from(items).unwrap_or(i64::MAX),
            ],
            |row| row.get(0),
        )
        .map_err(|error| case.on(&error))?;
    case.seal_run(run)?;
    case.one_more("runs")?;
    Ok(run)
}

fn finish(case: &CaseFile, run: i64, outcome: &str) -> Result<(), Error> {
    case.database()
        .execute("UPDATE run SET outcome = ?2, heard = ?3 WHERE number = ?1", params![run, outcome, now()])
        .map_err(|error| case.on(&error))?;
    case.seal_run(run)?;
    case.commit()
}

struct Update<'a> {
    case: &'a CaseFile,
    run: i64,
    unfound: Unfound,
    keys: Keys,
    options: &'a Options,
    progress: &'a dyn Progress,
    done: Cell<u64>,
    read: Cell<u64>,
    put_off: RefCell<VecDeque<&'a Item>>,
    /// The lists of answers that this run has kept.
    answers: RwLock<HashSet<Digest>>,
}

impl<'a> Update<'a> {
    fn all(&self, items: &'a [Item], scope: &[PathBuf]) -> Result<Option<Missing>, Error> {
        let pool = schedule::threads(self.options.jobs)?;
        self.progress.start(items.len() as u64, items.iter().map(|item| item.size).sum());
        let mut first = items.iter().filter_map(|item| self.task(item).transpose());
        // Files that were put off have their turn when all others are done.
        let again = || {
            let item = self.put_off.borrow_mut().pop_front()?;
            Some(Ok(Task::Read { item, state: state(item), key: self.key(item), patience: Patience::Full }))
        };
        self.schedule(&pool, std::iter::from_fn(|| first.next().or_else(again)))?;
        let missing = self.case.mark_gone(self.run, items, scope, self.unfound)?;
        // Exhibits that this run did not look for are reasoned on too: one case has one set of claims.
        let numbers = self.numbers("SELECT number FROM exhibit WHERE seen <> ?1 AND gone = 0 ORDER BY path")?;
        self.schedule(&pool, numbers.iter().filter_map(|number| self.again(*number).transpose()))?;
        self.case.draw_missing_sketches()?;
        self.note()?;
        Ok(missing)
    }

    fn schedule(
        &self,
        pool: &rayon::ThreadPool,
        tasks: impl Iterator<Item = Result<Task<'a>, Error>>,
    ) -> Result<(), Error> {
        let (options, progress, place) = (self.options, self.progress, self.case.path());
        let kept = &self.answers;
        let is_kept = |answers: &Digest| kept.read().unwrap_or_else(PoisonError::into_inner).contains(answers);
        let failed = |source: io::Error| Error::Output { path: place.to_path_buf(), source };
        // Texts are packed and unpacked here, where many do it at a time and nobody waits for the case file.
        let work = |task: Task<'a>| match task {
            Task::Read { item, state, key, patience } => match examine_item(item, options, progress, patience) {
                Ok(ExaminedFile { exhibit, shelved }) => {
                    let mut exhibit = Box::new(exhibit);
                    let reading = pack_reading(&exhibit).map_err(failed)?;
                    let sketches = Kept::of(&exhibit).map_err(failed)?;
                    let found = Found::take(&mut exhibit, is_kept).map_err(failed)?;
                    let path = bytes_of(&item.path);
                    Ok(Done::Read { path, state, key, exhibit, shelved, reading, found, sketches })
                }
                Err(PutOff) => Ok(Done::PutOff(item)),
            },
            Task::Reason { row, reading, reasoning, seen } => {
                let extraction = unpack_reading(&reading).ok_or_else(|| unsound(place, &row.shown))?;
                let mut exhibit = Box::new(content::exhibit(row.head(), extraction));
                reason(&mut exhibit, options);
                let sketches = Kept::of(&exhibit).map_err(failed)?;
                let found = Found::take(&mut exhibit, is_kept).map_err(failed)?;
                Ok(Done::Reason { row, exhibit, found, sketches, reasoning, seen })
            }
        };
        schedule::run(pool, &options.interrupt, tasks, work, |_, done| self.keep(done?))
    }

    /// What is to be done on an item; nothing where file, options, claims and knowledge are as they were.
    fn task(&self, item: &'a Item) -> Result<Option<Task<'a>>, Error> {
        // Its row stays, as of a file that is not found below a folder.
        if self.unfound != Unfound::Left && self.case.is_lost(item)? {
            self.passed(item)?;
            return Ok(None);
        }
        let path = bytes_of(&item.path);
        let state = state(item);
        let row = self.case.row(&path)?;
        let key = self.key(item);
        let Some(row) = row.filter(|row| self.stands(row, &state, &key)) else {
            return Ok(Some(Task::Read { item, state, key, patience: Patience::First }));
        };
        let reasoning = self.keys.reasoning(&shown(&item.path).0, row.parts > 0, self.options);
        if row.reasoning == reasoning {
            self.case.seen(row.number, self.run)?;
            self.passed(item)?;
            return Ok(None);
        }
        if self.case.count_members(row.number)? > 0 {
            // What its members were found to be depends on claims and knowledge too, and they were not kept to be reasoned on.
            return Ok(Some(Task::Read { item, state, key, patience: Patience::First }));
        }
        self.reason(row, reasoning, None)
    }

    /// To reason anew on what a row has of a reading.
    fn reason(&self, row: Row, reasoning: String, seen: Option<i64>) -> Result<Option<Task<'a>>, Error> {
        let reading = match &row.record {
            Record::Kept { read, .. } => self.case.text(*read)?,
            Record::Whole(_) => None,
        };
        let reading = reading.ok_or_else(|| unsound(self.case.path(), &row.shown))?;
        Ok(Some(Task::Reason { row: Box::new(row), reading, reasoning, seen }))
    }

    /// An item on which there is nothing to do.
    fn passed(&self, item: &Item) -> Result<(), Error> {
        self.progress.done(item.size);
        self.done.set(self.done.get() + 1);
        self.in_time()
    }

    /// The key of the reading of an item, with the words that were given for it.
    fn key(&self, item: &Item) -> String {
        let words = self.options.recognised.as_ref().and_then(|words| words.digest(&item.path, self.options));
        self.keys.with_words(words.as_deref())
    }

    /// Whether a stored reading can be taken for the file as it is now. Errors are tried again: they may have been the
    /// machine's. A file that was closed is tried again when there are passwords. Words that were given stay where none are given now.
    fn stands(&self, row: &Row, state: &str, key: &str) -> bool {
        let words_stay = self.options.recognised.is_none();
        !state.is_empty()
            && row.state == state
            && (row.reading == key || words_stay && self.keys.fit(&row.reading))
            && row.status != "error"
            && (self.options.read.passwords.is_empty() || !row.locked)
    }

    fn again(&self, number: i64) -> Result<Option<Task<'a>>, Error> {
        let Some(row) = self.case.numbered(number)? else { return Ok(None) };
        let reasoning = self.keys.reasoning(&row.shown, row.parts > 0, self.options);
        if row.reasoning == reasoning {
            return Ok(None);
        }
        if self.case.count_members(row.number)? > 0 {
            return Ok(None);
        }
        let seen = row.seen;
        self.reason(row, reasoning, Some(seen))
    }

    fn keep(&self, done: Done<'a>) -> Result<(), Error> {
        let size = match done {
            Done::PutOff(item) => {
                self.progress.put_off();
                self.put_off.borrow_mut().push_back(item);
                return Ok(());
            }
            Done::Read { path, state, key, exhibit, shelved, reading, found, sketches } => {
                let read = Read {
                    path: &path,
                    state: &state,
                    reading: &key,
                    reasoning: &self.keys.reasoning(
                        &exhibit.path,
                        !exhibit.parts.is_empty() || shelved.is_some(),
                        self.options,
                    ),
                    run: self.run,
                    members: shelved.as_ref().map_or(0, |shelved| shelved.count()),
                    text: &reading,
                    found: &found,
                };
                let number = self.case.store(&read, &exhibit)?;
                self.case.keep_sketches(number, &sketches)?;
                let mut position = 0;
                if let Some(shelved) = shelved {
                    shelved.each(|numbers, member| {
                        position += 1;
                        self.case.keep_member(number, position, numbers, member)
                    })?;
                }
                self.are_kept(&found);
                self.read.set(self.read.get() + 1);
                Some(exhibit.size)
            }
            Done::Reason { row, exhibit, found, sketches, reasoning, seen } => {
                let seen_by = seen.unwrap_or(self.run);
                let reasoned = Reasoned { reasoning: &reasoning, run: self.run, seen: seen_by, found: &found };
                self.case.store_found(&row, &reasoned, &exhibit)?;
                self.case.keep_sketches(row.number, &sketches)?;
                self.are_kept(&found);
                seen.is_none().then_some(exhibit.size)
            }
        };
        if let Some(size) = size {
            self.progress.done(size);
            self.done.set(self.done.get() + 1);
        }
        self.in_time()
    }

    fn are_kept(&self, found: &Found) {
        if !found.answers.is_empty() {
            let digests = found.answers.iter().map(|answers| answers.digest);
            self.answers.write().unwrap_or_else(PoisonError::into_inner).extend(digests);
        }
    }

    fn in_time(&self) -> Result<(), Error> {
        if self.case.is_time_to_commit() {
            self.note()?;
            self.case.commit_and_begin()?;
        }
        Ok(())
    }

    /// Writes into the log how far the run is.
    fn note(&self) -> Result<(), Error> {
        let signed = |count: &Cell<u64>| i64::try_from(count.get()).unwrap_or(i64::MAX);
        let case = self.case;
        case.database()
            .execute(
                "UPDATE run SET done = ?2, read = ?3, heard = ?4 WHERE number = ?1",
                params![self.run, signed(&self.done), signed(&self.read), now()],
            )
            .map_err(|error| case.on(&error))?;
        case.seal_run(self.run)
    }

    fn numbers(&self, select: &str) -> Result<Vec<i64>, Error> {
        let case = self.case;
        let mut statement = case.database().prepare(select).map_err(|error| case.on(&error))?;
        statement.query_map([self.run], |row| row.get(0)).and_then(Iterator::collect).map_err(|error| case.on(&error))
    }
}

/// What the file system says of a file, to notice a change without reading: size, times and inode. Empty of what is no
/// file, which is looked at each time.
fn state(item: &Item) -> String {
    let Ok(metadata) = std::fs::metadata(&item.path) else { return String::new() };
    if item.refused.is_some() || !metadata.is_file() {
        return String::new();
    }
    let modified = metadata
        .modified()
        .ok()
        .and_then(|time| time.duration_since(std::time::UNIX_EPOCH).ok())
        .map_or(0, |time| time.as_nanos());
    #[cfg(unix)]
    let more = {
        use std::os::unix::fs::MetadataExt;
        format!(" {}.{} {} {}", metadata.ctime(), metadata.ctime_nsec(), metadata.dev(), metadata.ino())
    };
    #[cfg(not(unix))]
    let more = String::new();
    format!("{} {modified}{more}", metadata.len())
}
