//! One file through the flow: digest, identify, read, look up, check, reason.

use crate::checks::{self, View};
use crate::model::{Bound, Event, Exhibit, Extraction, Format, Reasoned, Status, Warning};
use crate::pipeline::digest::{self, Digested};
use crate::pipeline::walk::{Item, Refused};
use crate::pipeline::{Options, children, shown};
use crate::readers::{self, ReadOptions};
use crate::reasoning::{self, Question};
use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};
use std::fmt::Debug;
use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock};

/// Where files are read: in this process, or in worker processes that a fault cannot leave.
pub trait ReadingRoom: Send + Sync + Debug {
    /// Files larger than this are not held by who asks; the room opens them itself.
    fn holds(&self) -> u64;

    /// Reads a file that was digested.
    fn read(&self, path: &Path, file: &Digested, options: &ReadOptions) -> Extraction;

    /// How reading is contained, in words for the record.
    fn containment(&self) -> Vec<String>;
}

/// Reading in this process. A reader that panics costs its own file only; one that ends the process ends the run.
#[derive(Debug, Clone, Copy, Default)]
pub struct InProcess;

impl ReadingRoom for InProcess {
    fn holds(&self) -> u64 {
        u64::MAX
    }

    fn read(&self, path: &Path, file: &Digested, options: &ReadOptions) -> Extraction {
        read_digested(path, file, options)
    }

    fn containment(&self) -> Vec<String> {
        vec!["none: valla reads files in its own process".to_owned()]
    }
}

/// Reads the bytes of a file; a panic of a reader is that file's error.
#[must_use]
pub fn read_digested(path: &Path, file: &Digested, options: &ReadOptions) -> Extraction {
    let Some(bytes) = &file.bytes else { return too_large(file, options) };
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| readers::read(bytes, path, options))).unwrap_or_else(
        |_| {
            unread(
                Status::Error,
                "reader-failed",
                "valla failed to read this file; that is a fault in valla, please report it",
            )
        },
    )
}

/// A file that is hashed and not held: what it is, as far as its beginning says, and which limit it is beyond.
fn too_large(file: &Digested, options: &ReadOptions) -> Extraction {
    let limit = options.budget.file_bytes;
    match readers::recognise(&file.head) {
        Some(format) => {
            let mut intake = readers::Intake::new(format);
            intake.limit("file-bytes", limit, "the file");
            intake.finish()
        }
        None => unread(
            Status::Skipped,
            "skipped",
            &format!("larger than the limit file-bytes ({limit}), and not in a format that valla reads"),
        ),
    }
}

/// The extraction of a file that no reader saw.
#[must_use]
pub fn unread(status: Status, code: &str, why: &str) -> Extraction {
    Extraction {
        format: Format { name: "unknown".to_owned(), basis: "not read".to_owned(), ..Format::default() },
        status,
        limits: vec![],
        warnings: vec![Warning { code: code.to_owned(), message: why.to_owned(), locus: None }],
        revisions: vec![],
        edits: vec![],
        signatures: vec![],
        comparisons: vec![],
        preview: None,
        evidence: vec![],
        children: vec![],
    }
}

/// Readings by digest: the same bytes are read once. Only files whose size occurs twice can have the same bytes, so only
/// their readings are kept, and of these the youngest.
#[derive(Debug)]
pub(super) struct Readings {
    repeated_sizes: HashSet<u64>,
    kept: Mutex<Kept>,
}

#[derive(Debug, Default)]
struct Kept {
    by_digest: HashMap<String, Arc<OnceLock<Extraction>>>,
    order: VecDeque<String>,
}

/// So many readings are kept: a copy usually stands near its original.
const READINGS: usize = 512;

impl Readings {
    pub(super) fn new<'a>(items: impl Iterator<Item = &'a Item>) -> Self {
        let (mut once, mut repeated_sizes) = (HashSet::new(), HashSet::new());
        for item in items {
            if !once.insert(item.size) {
                repeated_sizes.insert(item.size);
            }
        }
        Self { repeated_sizes, kept: Mutex::default() }
    }

    /// Whether another file may have the same bytes.
    fn may_repeat(&self, size: u64) -> bool {
        self.repeated_sizes.contains(&size)
    }

    /// Examines one item; its reading may be that of an earlier file with the same bytes.
    pub(super) fn examine(&self, item: &Item, options: &Options) -> Exhibit {
        examine_with(item, options, |file| {
            self.get(&file.sha256, file.size, || options.reading_room.read(&item.path, file, &options.read))
        })
    }

    fn get(&self, sha256: &str, size: u64, read: impl FnOnce() -> Extraction) -> Extraction {
        if !self.may_repeat(size) {
            return read();
        }
        let Ok(mut kept) = self.kept.lock() else { return read() };
        if !kept.by_digest.contains_key(sha256) {
            kept.order.push_back(sha256.to_owned());
            if kept.order.len() > READINGS
                && let Some(oldest) = kept.order.pop_front()
            {
                kept.by_digest.remove(&oldest);
            }
        }
        let reading = Arc::clone(kept.by_digest.entry(sha256.to_owned()).or_default());
        drop(kept);
        // What no reader reads is named by its file's name: each has its own.
        if reading.get().is_some_and(|known| known.status == Status::Skipped) {
            return read();
        }
        reading.get_or_init(read).clone()
    }
}

/// Examines one item. Its `id` and `same_bytes_as` depend on the other exhibits and are left empty.
#[must_use]
pub fn examine_item(item: &Item, options: &Options) -> Exhibit {
    examine_with(item, options, |file| options.reading_room.read(&item.path, file, &options.read))
}

fn examine_with(item: &Item, options: &Options, read: impl FnOnce(&Digested) -> Extraction) -> Exhibit {
    let (path, path_bytes) = shown(&item.path);
    let mut exhibit = Exhibit {
        id: String::new(),
        file: path.clone(),
        inside: vec![],
        path,
        path_bytes,
        parent: None,
        size: item.size,
        sha256: String::new(),
        digests: BTreeMap::new(),
        same_bytes_as: None,
        extraction: unread(Status::Skipped, "skipped", ""),
        reasoned: Reasoned::default(),
        differences: vec![],
        children: vec![],
    };
    match &item.refused {
        Some(Refused::Skipped(why)) => exhibit.extraction = unread(Status::Skipped, "skipped", why),
        Some(Refused::Error(why)) => exhibit.extraction = unread(Status::Error, "unreadable", why),
        None => {
            let intake = digest::Intake {
                algorithms: &options.digests,
                holds: options.reading_room.holds().min(options.read.budget.file_bytes),
                follow_links: options.follow_links,
            };
            match digest::read(&item.path, &intake) {
                Err(trouble) => exhibit.extraction = unread(Status::Error, trouble.code, &trouble.message),
                Ok(file) => {
                    exhibit.size = file.size;
                    exhibit.sha256.clone_from(&file.sha256);
                    exhibit.digests.clone_from(&file.digests);
                    exhibit.extraction = read(&file);
                    digest::give_back(file);
                }
            }
        }
    }
    children::adopt(&mut exhibit);
    reason(&mut exhibit, options);
    exhibit
}

/// Checks and reasons on what was read, and on what stands inside it; it depends on path, claims, knowledge and the day
/// too.
pub fn reason(exhibit: &mut Exhibit, options: &Options) {
    reason_within(exhibit, &mut vec![], options);
}

/// `owners` are the paths of what holds the exhibit, from the file inwards.
fn reason_within(exhibit: &mut Exhibit, owners: &mut Vec<String>, options: &Options) -> Vec<Bound> {
    let claims = options.claims.of(&exhibit.path, owners);
    owners.push(exhibit.path.clone());
    let last = u32::try_from(exhibit.extraction.revisions.len()).unwrap_or(u32::MAX).max(1);
    let mut inherited = Vec::new();
    for (number, child) in exhibit.children.iter_mut().enumerate() {
        for mut bound in reason_within(child, owners, options) {
            // A part is made before the whole that holds its bytes.
            bound.event = Event::Saved(last);
            bound.because.iter_mut().for_each(|reference| *reference = children::reference_into(number, reference));
            if !bound.what.contains(INSIDE) {
                bound.what.push_str(&format!("{INSIDE}{})", child.inside.last().map_or("", String::as_str)));
            }
            inherited.push(bound);
        }
    }
    owners.pop();
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
    let weighed = reasoning::reason(question, answers, inherited);
    exhibit.reasoned = weighed.reasoned;
    weighed.bounds
}

/// How a sentence goes on that speaks of a mark inside.
const INSIDE: &str = " (in the part ";
