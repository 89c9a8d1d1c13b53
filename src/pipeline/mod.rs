//! The run: walk, digest, identify, read, check, reason, for every file, in parallel, with rows in stable order.

pub mod claims;
pub mod digest;
pub mod walk;

use crate::checks::{self, View};
use crate::knowledge::Knowledge;
use crate::model::case::{Collection, Family, SCHEMA};
use crate::model::{Case, Day, Error, Exhibit, Extraction, Format, Reasoned, Run, Status, Summary, Warning};
use crate::readers::{self, ReadOptions};
use crate::reasoning::{self, Question};
use claims::ClaimBook;
use digest::{DigestAlgorithm, Digested};
use rayon::prelude::*;
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock};
use walk::Item;

/// How a run is done.
#[derive(Debug, Clone)]
pub struct Options {
    /// What is claimed.
    pub claims: ClaimBook,
    /// What a reading depends on beside the bytes.
    pub read: ReadOptions,
    /// Digests beside SHA-256.
    pub digests: Vec<DigestAlgorithm>,
    /// Whether symbolic links are followed.
    pub follow_links: bool,
    /// Worker threads; 0 for one per processor.
    pub jobs: usize,
    /// The day of the examination.
    pub day: Day,
    /// What is known.
    pub knowledge: Arc<Knowledge>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            claims: ClaimBook::default(),
            read: ReadOptions::default(),
            digests: vec![],
            follow_links: false,
            jobs: 0,
            // Without SOURCE_DATE_EPOCH in the call there is nothing that could fail.
            day: Day::of_examination(None).unwrap_or(Day(chrono::NaiveDate::MIN)),
            knowledge: Arc::new(Knowledge::default()),
        }
    }
}

/// Who wants to know how far a run is.
pub trait Progress: Sync {
    /// So many files, with so many bytes, are to be examined.
    fn start(&self, files: u64, bytes: u64);
    /// One file of so many bytes is done.
    fn done(&self, bytes: u64);
}

/// Nobody.
#[derive(Debug, Clone, Copy)]
pub struct Silent;

impl Progress for Silent {
    fn start(&self, _: u64, _: u64) {}
    fn done(&self, _: u64) {}
}

/// How many files are examined before their rows are handed on: the memory of a run is bounded by it.
const BATCH: usize = 256;
/// Parsers of nested data want room; the default of a thread is 2 MiB.
const STACK: usize = 16 << 20;

/// Examines files and folders and gives the whole case.
///
/// # Errors
/// When worker threads cannot be started. What concerns one file is that file's row.
pub fn examine(paths: &[PathBuf], options: &Options) -> Result<Case, Error> {
    let mut exhibits = Vec::new();
    let summary = examine_each(&walk::walk(paths, options.follow_links), options, &Silent, |exhibit| {
        exhibits.push(exhibit);
        Ok(())
    })?;
    Ok(case(exhibits, summary, options))
}

/// Puts a case together.
#[must_use]
pub fn case(exhibits: Vec<Exhibit>, summary: Summary, options: &Options) -> Case {
    let collection = Collection { findings: vec![], families: families(&exhibits) };
    Case {
        schema: SCHEMA.to_owned(),
        valla: env!("CARGO_PKG_VERSION").to_owned(),
        day: options.day,
        knowledge: options.knowledge.identity(),
        claims: options.claims.record(),
        exhibits,
        collection,
        summary,
        run: Run { machine: format!("{} {}", std::env::consts::OS, std::env::consts::ARCH), jobs: options.jobs as u64 },
    }
}

fn families(exhibits: &[Exhibit]) -> Vec<Family> {
    let mut same: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for exhibit in exhibits {
        if let Some(first) = &exhibit.same_bytes_as {
            same.entry(first).or_insert_with(|| vec![first.clone()]).push(exhibit.id.clone());
        }
    }
    let mut families: Vec<Family> =
        same.into_values().map(|exhibits| Family { shares: "the same bytes".to_owned(), exhibits }).collect();
    families.sort_by(|first, second| first.exhibits.cmp(&second.exhibits));
    families
}

/// Examines items and hands each row on, in the order of the items.
///
/// # Errors
/// When worker threads cannot be started, or `each` fails (a full disk).
pub fn examine_each(
    items: &[Item],
    options: &Options,
    progress: &dyn Progress,
    mut each: impl FnMut(Exhibit) -> Result<(), Error>,
) -> Result<Summary, Error> {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(options.jobs)
        .stack_size(STACK)
        .thread_name(|number| format!("valla-{number}"))
        .build()
        .map_err(|error| Error::Usage(format!("cannot start worker threads: {error}")))?;
    progress.start(items.len() as u64, items.iter().map(|item| item.size).sum());
    let readings = Readings::new(items);
    let mut first_of: HashMap<String, String> = HashMap::new();
    let mut summary = Summary::default();
    for (number, batch) in items.chunks(BATCH).enumerate() {
        // The largest first, so that no thread is left alone with it at the end; then back into order.
        let mut order: Vec<usize> = (0..batch.len()).collect();
        order.sort_by_key(|&position| std::cmp::Reverse(batch.get(position).map_or(0, |item| item.size)));
        let mut rows: Vec<(usize, Exhibit)> = pool.install(|| {
            order
                .into_par_iter()
                .with_max_len(1)
                .filter_map(|position| {
                    let item = batch.get(position)?;
                    let exhibit = examine_item(item, options, &readings);
                    progress.done(item.size);
                    Some((position, exhibit))
                })
                .collect()
        });
        rows.sort_by_key(|(position, _)| *position);
        for (position, mut exhibit) in rows {
            exhibit.id = format!("x{}", number * BATCH + position + 1);
            if readings.may_repeat(exhibit.size)
                && !exhibit.sha256.is_empty()
                && exhibit.extraction.status != Status::Error
            {
                match first_of.get(&exhibit.sha256) {
                    Some(first) => exhibit.same_bytes_as = Some(first.clone()),
                    None => {
                        first_of.insert(exhibit.sha256.clone(), exhibit.id.clone());
                    }
                }
            }
            summary.count(exhibit.extraction.status);
            each(exhibit)?;
        }
    }
    Ok(summary)
}

/// Readings by digest: the same bytes are read once. Only files whose size occurs twice can have the same bytes, so only
/// their readings are kept.
struct Readings {
    repeated_sizes: std::collections::HashSet<u64>,
    by_digest: Mutex<HashMap<String, Arc<OnceLock<Extraction>>>>,
}

impl Readings {
    fn new(items: &[Item]) -> Self {
        let mut counts: HashMap<u64, u32> = HashMap::new();
        for item in items {
            *counts.entry(item.size).or_default() += 1;
        }
        let repeated_sizes = counts.into_iter().filter(|(_, count)| *count > 1).map(|(size, _)| size).collect();
        Self { repeated_sizes, by_digest: Mutex::default() }
    }

    fn may_repeat(&self, size: u64) -> bool {
        self.repeated_sizes.contains(&size)
    }

    fn get(&self, sha256: &str, size: u64, read: impl FnOnce() -> Extraction) -> Extraction {
        if !self.may_repeat(size) {
            return read();
        }
        let Ok(mut readings) = self.by_digest.lock() else { return read() };
        let reading = Arc::clone(readings.entry(sha256.to_owned()).or_default());
        drop(readings);
        reading.get_or_init(read).clone()
    }
}

fn examine_item(item: &Item, options: &Options, readings: &Readings) -> Exhibit {
    let (path, path_bytes) = shown(&item.path);
    let mut exhibit = Exhibit {
        id: String::new(),
        path,
        path_bytes,
        parent: None,
        size: item.size,
        sha256: String::new(),
        digests: BTreeMap::new(),
        same_bytes_as: None,
        extraction: unread(Status::Skipped, "skipped", ""),
        reasoned: Reasoned::default(),
    };
    match &item.refused {
        Some(walk::Refused::Skipped(why)) => exhibit.extraction = unread(Status::Skipped, "skipped", why),
        Some(walk::Refused::Error(why)) => exhibit.extraction = unread(Status::Error, "unreadable", why),
        None => match digest::read(&item.path, &options.digests) {
            Err(error) => exhibit.extraction = unread(Status::Error, "unreadable", &error),
            Ok(file) => {
                exhibit.size = file.size;
                exhibit.sha256 = file.sha256.clone();
                exhibit.digests = file.digests.clone();
                exhibit.extraction =
                    readings.get(&file.sha256, file.size, || read_contained(&item.path, &file, options));
            }
        },
    }
    let claims = options.claims.of(&exhibit.path);
    let knowledge = options.knowledge.as_ref();
    let view = View::new(&exhibit.extraction, &claims, knowledge, options.day, &exhibit.path);
    let answers = checks::run(&view);
    let question = Question {
        extraction: &exhibit.extraction,
        sha256: &exhibit.sha256,
        claims: &claims,
        knowledge,
        day: options.day,
    };
    exhibit.reasoned = reasoning::reason(question, answers);
    exhibit
}

/// A reader that panics costs its own file only.
fn read_contained(path: &Path, file: &Digested, options: &Options) -> Extraction {
    let Some(bytes) = &file.bytes else {
        return unread(Status::Skipped, "skipped", "larger than 256 MiB and not of a format that valla reads");
    };
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| readers::read(bytes, path, &options.read))).unwrap_or_else(
        |_| {
            unread(
                Status::Error,
                "reader-failed",
                "the reader failed on this file; this is a fault of valla, please report it",
            )
        },
    )
}

fn unread(status: Status, code: &str, why: &str) -> Extraction {
    Extraction {
        format: Format { name: "unknown".to_owned(), basis: "not read".to_owned(), ..Format::default() },
        status,
        limits: vec![],
        warnings: vec![Warning { code: code.to_owned(), message: why.to_owned(), locus: None }],
        revisions: vec![],
        evidence: vec![],
    }
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
