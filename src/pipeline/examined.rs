//! One file through the flow: digest, identify, read, look up, check, reason.

use crate::model::{Examined, Extraction, Reasoned, Status};
use crate::pipeline::digest::{self, Digested};
use crate::pipeline::members::{Received, Shelved};
use crate::pipeline::reason::reason_part;
use crate::pipeline::room::{Patience, PutOff, unread};
use crate::pipeline::walk::{Item, Refused};
use crate::pipeline::{Options, Progress, children, shown};
use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, PoisonError};

/// Readings by digest: the same bytes are read once. Only files whose size occurs twice can have the same bytes, so only
/// their readings are kept, and of these the youngest.
#[derive(Debug)]
pub(super) struct Readings {
    repeated_sizes: HashSet<u64>,
    kept: Mutex<Kept>,
}

#[derive(Debug, Default)]
struct Kept {
    by_digest: HashMap<String, Arc<Mutex<Option<Extraction>>>>,
    order: VecDeque<(String, usize)>,
    /// What the kept readings take.
    weight: usize,
}

/// So many readings are kept, and so many bytes of them: a copy is usually near its original.
const READINGS: usize = 512;
const WEIGHT: usize = 16 << 20;

impl Kept {
    /// Notes what a reading takes, and lets go of the oldest ones.
    fn weigh(&mut self, sha256: &str, weight: usize) {
        self.weight += weight;
        self.order.push_back((sha256.to_owned(), weight));
        while self.order.len() > READINGS || self.weight > WEIGHT {
            let Some((oldest, weight)) = self.order.pop_front() else { return };
            self.weight -= weight;
            self.by_digest.remove(&oldest);
        }
    }
}

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
    pub(super) fn examine(
        &self,
        item: &Item,
        options: &Options,
        progress: &dyn Progress,
        patience: Patience,
    ) -> Result<ExaminedFile, PutOff> {
        examine_with(item, options, progress, patience, |file, parts| {
            self.get(&file.sha256, file.size, parts, |parts| {
                options.reading_room.read(&item.path, file, &options.read, patience, parts)
            })
        })
    }

    fn get(
        &self,
        sha256: &str,
        size: u64,
        parts: &mut Received<'_>,
        read: impl FnOnce(&mut Received<'_>) -> Result<Extraction, PutOff>,
    ) -> Result<Extraction, PutOff> {
        if !self.may_repeat(size) {
            return read(parts);
        }
        let Ok(mut kept) = self.kept.lock() else { return read(parts) };
        let reading = Arc::clone(kept.by_digest.entry(sha256.to_owned()).or_default());
        drop(kept);
        // Whoever comes second waits for the first.
        let mut reading = reading.lock().unwrap_or_else(PoisonError::into_inner);
        // What no reader reads is named by its file's name: each has its own.
        match &*reading {
            Some(known) if known.status != Status::Skipped => Ok(known.clone()),
            _ => {
                let mut read = read(parts)?;
                if !parts.settle(&mut read) {
                    // Of a container whose members were filed nothing is kept: its copy is read again.
                    return Ok(read);
                }
                reading.replace(read.clone());
                drop(reading);
                self.kept.lock().unwrap_or_else(PoisonError::into_inner).weigh(sha256, read.weight());
                Ok(read)
            }
        }
    }
}

/// Examines one item.
///
/// # Errors
/// That its file took more than its first budget.
pub fn examine_item(
    item: &Item,
    options: &Options,
    progress: &dyn Progress,
    patience: Patience,
) -> Result<ExaminedFile, PutOff> {
    examine_with(item, options, progress, patience, |file, parts| {
        options.reading_room.read(&item.path, file, &options.read, patience, parts)
    })
}

fn examine_with(
    item: &Item,
    options: &Options,
    progress: &dyn Progress,
    patience: Patience,
    read: impl FnOnce(&Digested, &mut Received<'_>) -> Result<Extraction, PutOff>,
) -> Result<ExaminedFile, PutOff> {
    let (path, path_bytes) = shown(&item.path);
    let mut parts = Received::of(&path, options);
    let mut exhibit = Examined {
        file: path.clone(),
        inside: vec![],
        path,
        path_bytes,
        size: item.size,
        sha256: String::new(),
        digests: BTreeMap::new(),
        extraction: unread(Status::Skipped, "skipped", ""),
        reasoned: Reasoned::default(),
        parts: vec![],
    };
    match &item.refused {
        Some(Refused::Skipped(why)) => exhibit.extraction = unread(Status::Skipped, "skipped", why),
        Some(Refused::Error(why)) => exhibit.extraction = unread(Status::Error, "unreadable", why),
        None => {
            let holds = options.reading_room.holds().min(options.read.budget.file_bytes);
            let intake = digest::Intake {
                algorithms: &options.digests,
                holds,
                root: item.root.as_deref(),
                follow_links: options.follow_links,
                goes_on: &|bytes| {
                    progress.read(bytes);
                    !options.interrupt.load(Ordering::Relaxed)
                },
            };
            let _pass = options.gate.enter(if item.size <= holds { item.size } else { 0 });
            match digest::read(&item.path, &intake) {
                Err(trouble) => exhibit.extraction = unread(Status::Error, trouble.code, &trouble.message),
                Ok(file) => {
                    exhibit.size = file.size;
                    exhibit.sha256.clone_from(&file.sha256);
                    exhibit.digests.clone_from(&file.digests);
                    let extraction = read(&file, &mut parts);
                    digest::give_back(file);
                    exhibit.extraction = extraction?;
                }
            }
        }
    }
    if let Some(recognised) = &options.recognised {
        recognised.hand_over(item, &mut exhibit.extraction, options, patience)?;
    }
    let (shelved, below) = parts.finish(&mut exhibit.extraction);
    children::adopt(&mut exhibit);
    reason_part(&mut exhibit, &mut vec![], below, options);
    Ok(ExaminedFile { exhibit, shelved })
}

/// A file that was examined, and its members where there were too many to be held.
#[derive(Debug)]
pub struct ExaminedFile {
    /// The file, with all that is inside it and held with it.
    pub exhibit: Examined,
    /// Its members, where they were filed.
    pub shelved: Option<Box<Shelved>>,
}
