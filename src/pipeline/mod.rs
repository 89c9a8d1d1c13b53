//! The run: walk, digest, identify, read, check, reason, for every file, in parallel, with rows in stable order.

mod aside;
pub mod children;
pub mod claims;
pub mod digest;
pub mod examined;
mod gate;
pub mod members;
pub mod parts;
mod reason;
pub mod recognised;
pub mod room;
pub mod schedule;
pub mod walk;

use crate::checks::rates::rules;
use crate::collation::{Collator, Numbering};
use crate::knowledge::Knowledge;
use crate::model::{Case, CaseHead, Counts, Day, Error, Examined, Exhibit, Run, Summary, Vocabulary};
use crate::readers::{Budget, ReadOptions, formats};
use aside::{Aside, Waiting};
use claims::ClaimBook;
use digest::DigestAlgorithm;
use examined::Readings;
pub use examined::{ExaminedFile, examine_item};
pub use gate::Gate;
use members::Shelved;
pub use reason::reason;
use recognised::RecognisedWords;
pub use room::{InProcess, Limits, Patience, PutOff, ReadingRoom};
use schedule::InOrder;
use std::cell::RefCell;
use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use walk::Item;

/// How a run is done.
#[derive(Debug, Clone)]
pub struct Options {
    /// What is claimed.
    pub claims: ClaimBook,
    /// What a reading depends on besides the bytes.
    pub read: ReadOptions,
    /// Where files are read.
    pub reading_room: Arc<dyn ReadingRoom>,
    /// Digests besides SHA-256.
    pub digests: Vec<DigestAlgorithm>,
    /// Whether symbolic links are followed.
    pub follow_links: bool,
    /// Worker threads; 0 for one per processor.
    pub jobs: usize,
    /// The day of the examination.
    pub day: Day,
    /// What is known.
    pub knowledge: Arc<Knowledge>,
    /// What programs recognised in the pictures of documents, where that was given.
    pub recognised: Option<Arc<RecognisedWords>>,
    /// Set by who wants the run to end early; what is done by then is kept.
    pub interrupt: Arc<AtomicBool>,
    /// What may be held of files at one time.
    pub gate: Arc<Gate>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            claims: ClaimBook::default(),
            read: ReadOptions::default(),
            reading_room: Arc::new(InProcess::default()),
            digests: vec![],
            follow_links: false,
            jobs: 0,
            // Without SOURCE_DATE_EPOCH in the call there is nothing that could fail.
            day: Day::of_examination(None).unwrap_or(Day(chrono::NaiveDate::MIN)),
            knowledge: Arc::new(Knowledge::default()),
            recognised: None,
            interrupt: Arc::default(),
            gate: Arc::default(),
        }
    }
}

/// Who wants to know how far a run is.
pub trait Progress: Sync {
    /// So many files, with so many bytes, are to be examined.
    fn start(&self, files: u64, bytes: u64);
    /// So many bytes of a file were read.
    fn read(&self, _: u64) {}
    /// One file of so many bytes is done.
    fn done(&self, bytes: u64);
    /// A file took more than its first budget, and waits for the end of the run.
    fn put_off(&self) {}
}

/// Nobody.
#[derive(Debug, Clone, Copy)]
pub struct Silent;

impl Progress for Silent {
    fn start(&self, _: u64, _: u64) {}
    fn done(&self, _: u64) {}
}

/// Examines files and folders and gives the whole case.
///
/// # Errors
/// When worker threads cannot be started. What concerns one file is that file's row.
pub fn examine(paths: &[PathBuf], options: &Options) -> Result<Case, Error> {
    let mut exhibits = Vec::new();
    examine_each(&walk::walk(paths, options.follow_links), options, &Silent, |exhibit| {
        exhibits.push(exhibit);
        Ok(())
    })?;
    case(exhibits, options)
}

/// Puts a case together.
///
/// # Errors
/// When what is laid aside to compare documents cannot be written or read.
pub fn case(mut exhibits: Vec<Exhibit>, options: &Options) -> Result<Case, Error> {
    let head = head(options);
    let (mut collator, mut counts) = (Collator::of(&head.claims), Counts::default());
    for exhibit in &mut exhibits {
        collator.take(exhibit)?;
        counts.count(exhibit);
    }
    Ok(head.case(exhibits, collator.finish()?, counts))
}

/// What a case says that does not depend on its exhibits.
#[must_use]
pub fn head(options: &Options) -> CaseHead {
    CaseHead {
        valla: env!("CARGO_PKG_VERSION").to_owned(),
        day: options.day,
        knowledge: options.knowledge.identity(),
        claims: options.claims.record(),
        run: run_facts(options),
    }
}

/// The facts of machine and run.
#[must_use]
pub fn run_facts(options: &Options) -> Run {
    Run {
        machine: format!("{} {}", std::env::consts::OS, std::env::consts::ARCH),
        jobs: options.jobs as u64,
        containment: options.reading_room.containment(),
    }
}

/// The words that a report for the public may have.
#[must_use]
pub fn vocabulary() -> Vocabulary {
    Vocabulary {
        rules: rules(),
        formats: formats(),
        limits: Budget::NAMES.into_iter().chain(Budget::FIXED).collect(),
        fact: |id| Knowledge::embedded().fact(id),
    }
}

/// Examines items and hands each row on, in the order of the items.
///
/// # Errors
/// When worker threads cannot be started, `each` fails (a full disk), or the run is interrupted.
pub fn examine_each(
    items: &[Item],
    options: &Options,
    progress: &dyn Progress,
    mut each: impl FnMut(Exhibit) -> Result<(), Error>,
) -> Result<Summary, Error> {
    let pool = schedule::threads(options.jobs)?;
    progress.start(items.len() as u64, items.iter().map(|item| item.size).sum());
    let readings = Readings::new(items.iter());
    let (mut order, mut numbering, mut summary) = (InOrder::default(), Numbering::default(), Summary::default());
    let waiting_room = RefCell::new(Aside::default());
    let put_off = RefCell::new(VecDeque::new());
    let mut first = (0..items.len()).map(|at| (at, Patience::First));
    // Files that were put off have their turn when all others are done, or when these cannot wait any longer.
    let tasks = std::iter::from_fn(|| {
        let again = || put_off.borrow_mut().pop_front().map(|at| (at, Patience::Full));
        if waiting_room.borrow().is_full() { again().or_else(|| first.next()) } else { first.next().or_else(again) }
    });
    schedule::run(
        &pool,
        &options.interrupt,
        tasks.map(Ok),
        |(at, patience)| (at, items.get(at).map(|item| readings.examine(item, options, progress, patience))),
        |_, (at, examined)| {
            let ExaminedFile { exhibit, shelved } = match examined {
                Some(Ok(examined)) => examined,
                Some(Err(PutOff)) => {
                    progress.put_off();
                    put_off.borrow_mut().push_back(at);
                    return Ok(());
                }
                None => return Ok(()),
            };
            progress.done(items.get(at).map_or(0, |item| item.size));
            let waits = if order.is_next(at) {
                Waiting::Held(Box::new(exhibit), 0)
            } else {
                waiting_room.borrow_mut().lay(exhibit)?
            };
            order.take(at, (waits, shelved), |_, (waits, shelved)| {
                let exhibit = waiting_room.borrow_mut().take(waits)?;
                number(exhibit, shelved, &mut numbering, |exhibit| {
                    summary.count(&exhibit);
                    each(exhibit)
                })
            })
        },
    )?;
    Ok(summary)
}

/// Numbers a file and all that is inside it, those of its members that were filed too, and hands each on.
///
/// # Errors
/// When a filed row cannot be read, or the first error of `each`.
pub fn number(
    file: Examined,
    shelved: Option<Box<Shelved>>,
    numbering: &mut Numbering,
    mut each: impl FnMut(Exhibit) -> Result<(), Error>,
) -> Result<(), Error> {
    let exhibits = numbering.number(file);
    let number = exhibits.first().map(|exhibit| exhibit.id.clone()).unwrap_or_default();
    exhibits.into_iter().try_for_each(&mut each)?;
    let Some(shelved) = shelved else { return Ok(()) };
    shelved.each(|numbers, member| numbering.number_at(member, &number, numbers).into_iter().try_for_each(&mut each))
}

/// A path as text, and its bytes where the text loses any.
#[must_use]
pub fn shown(path: &Path) -> (String, Option<String>) {
    match path.to_str() {
        Some(text) => (text.to_owned(), None),
        None => {
            let bytes = crate::model::evidence::hexadecimal(path.as_os_str().as_encoded_bytes());
            (path.to_string_lossy().into_owned(), Some(bytes))
        }
    }
}

/// The path whose bytes [`shown`] wrote in hexadecimal; none where the text is none.
#[must_use]
pub fn path_of_hexadecimal(text: &str) -> Option<PathBuf> {
    Some(walk::path_of_bytes(&base16ct::mixed::decode_vec(text).ok()?))
}
