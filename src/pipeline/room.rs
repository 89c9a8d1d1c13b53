//! Where files are read, how long a file may keep its reader, and what becomes of one that takes too long.

use crate::model::format::UNKNOWN;
use crate::model::{Extraction, Format, Status, Warning};
use crate::pipeline::digest::Digested;
use crate::pipeline::parts::Parts;
use crate::readers::ReadOptions;
use crate::readers::members::{self, Event, Source};
use std::fmt::Debug;
use std::fs::File;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;
use std::time::Duration;

/// How long a file may keep its reader. Both bounds are fixed by the file's size alone, so no row depends on other files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Patience {
    /// A small first budget, more than enough for nearly every file.
    First,
    /// All that a file may take: for files that were put off to the end of the run.
    Full,
}

/// A file took more than its first budget: it is read at the end of the run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PutOff;

/// What one file may cost its reader. Reaching one of these gives an error, never a partial reading: they depend on the
/// machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of address space.
    pub memory: u64,
    /// Seconds of processor time, for a large file.
    pub cpu_seconds: u64,
    /// Wall clock; for large files a second per 10 MiB is added.
    pub wall: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self { memory: 4 << 30, cpu_seconds: 60, wall: Duration::from_secs(120) }
    }
}

/// Seconds of the first budget; honest files of the development corpus need 0.4 at most.
const FIRST: u64 = 2;
/// A file of so many bytes may take all the time there is; a small one a twelfth of it, and its share.
const LARGE: u64 = 4 << 20;

impl Limits {
    /// Seconds of processor time for a file of so many bytes.
    #[must_use]
    pub fn cpu(&self, patience: Patience, size: u64) -> u64 {
        let seconds = match patience {
            Patience::First => FIRST + size / LARGE,
            Patience::Full => self.cpu_seconds / 12 + (self.cpu_seconds.saturating_mul(size) / LARGE).max(FIRST),
        };
        seconds.clamp(1, self.cpu_seconds.max(1))
    }

    /// Time on the clock for a file of so many bytes.
    #[must_use]
    pub fn wall(&self, patience: Patience, size: u64) -> Duration {
        // A machine that is busy with other things gives a reader but a part of its time.
        let share = Duration::from_secs(self.cpu(patience, size).saturating_mul(4));
        share.min(self.wall) + Duration::from_secs(size / (10 << 20))
    }
}

/// Where files are read: in this process, or in worker processes that a fault cannot leave.
pub trait ReadingRoom: Send + Sync + Debug {
    /// Files larger than this are not held by who asks; the room opens them itself.
    fn holds(&self) -> u64;

    /// Reads a file that was digested. Of a container, `parts` takes the members while they are read.
    ///
    /// # Errors
    /// That it took more than its first budget: it is to be asked again, with full patience.
    fn read(
        &self,
        path: &Path,
        file: &Digested,
        options: &ReadOptions,
        patience: Patience,
        parts: &mut dyn Parts,
    ) -> Result<Extraction, PutOff>;

    /// How reading is contained, in words for the record.
    fn containment(&self) -> Vec<String>;
}

/// Reading in this process. A reader that panics costs its own file only; one that ends the process ends the run.
#[derive(Debug, Clone, Default)]
pub struct InProcess {
    /// How long a file may take; none for as long as it takes.
    pub limits: Option<Limits>,
    /// Set when the run is to end.
    pub interrupt: Arc<AtomicBool>,
}

/// What a thread that reads says.
enum Heard {
    Part(Event),
    Read(Box<Extraction>),
}

impl InProcess {
    /// One reading in a thread of its own, which is told to stop and left alone when its time is over. Each member of a container has the
    /// time anew.
    fn attempt(
        &self,
        path: &Path,
        file: &Digested,
        options: &ReadOptions,
        wall: Duration,
        parts: &mut dyn Parts,
    ) -> Option<Extraction> {
        const LOOK: Duration = Duration::from_millis(100);
        let stop = Arc::new(AtomicBool::new(false));
        let options = ReadOptions { stop: Arc::clone(&stop), ..options.clone() };
        // Members wait with who reads them: a queue of them is memory.
        let (sender, receiver) = mpsc::sync_channel(1);
        let (path, file) = (path.to_path_buf(), file.clone());
        let work = move || {
            let mut hand = |event| match sender.send(Heard::Part(event)) {
                Ok(()) => ControlFlow::Continue(()),
                Err(_) => ControlFlow::Break(()),
            };
            let extraction = read_digested(&path, &file, &options, &mut hand);
            // Nobody listens any more when the time is over.
            let _ = sender.send(Heard::Read(Box::new(extraction)));
        };
        std::thread::Builder::new().stack_size(super::schedule::STACK).spawn(work).ok()?;
        let mut waited = Duration::ZERO;
        while waited < wall && !self.interrupt.load(Ordering::Relaxed) {
            match receiver.recv_timeout(LOOK.min(wall)) {
                Ok(Heard::Read(extraction)) => return Some(*extraction),
                Ok(Heard::Part(event)) => {
                    parts.take(event);
                    waited = Duration::ZERO;
                }
                Err(mpsc::RecvTimeoutError::Timeout) => waited += LOOK,
                Err(mpsc::RecvTimeoutError::Disconnected) => break,
            }
        }
        stop.store(true, Ordering::Relaxed);
        None
    }
}

impl ReadingRoom for InProcess {
    fn holds(&self) -> u64 {
        u64::MAX
    }

    fn read(
        &self,
        path: &Path,
        file: &Digested,
        options: &ReadOptions,
        patience: Patience,
        parts: &mut dyn Parts,
    ) -> Result<Extraction, PutOff> {
        let Some(limits) = self.limits else {
            let mut hand = |event| {
                parts.take(event);
                ControlFlow::Continue(())
            };
            return Ok(read_digested(path, file, options, &mut hand));
        };
        let wall = limits.wall(patience, file.size);
        if let Some(extraction) = self.attempt(path, file, options, wall, parts) {
            return Ok(extraction);
        }
        if self.interrupt.load(Ordering::Relaxed) {
            return Ok(interrupted());
        }
        if patience == Patience::First {
            return Err(PutOff);
        }
        let why = format!("valla stopped reading after {} s on the clock", wall.as_secs());
        if let Some(count) = parts.count() {
            return Ok(broken_off("time-limit", &why, count));
        }
        let reduced = self.attempt(path, file, &options.reduced(), limits.wall(Patience::First, file.size), parts);
        Ok(in_spite_of("time-limit", &why, reduced))
    }

    fn containment(&self) -> Vec<String> {
        vec!["none: valla reads files in its own process".to_owned()]
    }
}

/// The reading of a file that ended its reader: an error, with what a reduced reading gave of it all the same.
#[must_use]
pub fn in_spite_of(code: &str, why: &str, reduced: Option<Extraction>) -> Extraction {
    let Some(mut extraction) = reduced.filter(|reduced| !reduced.evidence.is_empty()) else {
        return unread(Status::Error, code, why);
    };
    extraction.status = Status::Error;
    extraction.reduced = true;
    let message = format!(
        "{why}; valla then read it again without the words of its pages, without pictures and without a second opinion"
    );
    extraction.warnings.push(Warning { code: code.to_owned(), message, locus: None });
    extraction
}

/// The reading of a container that ended its reader after so many members, which are kept.
#[must_use]
pub fn broken_off(code: &str, why: &str, members: u64) -> Extraction {
    unread(Status::Error, code, &format!("{why}; the {members} members that valla had read by then are listed"))
}

/// The reading of a file when the run is ended.
#[must_use]
pub fn interrupted() -> Extraction {
    unread(Status::Error, "interrupted", "the run was ended before valla had read it")
}

/// Reads the bytes of a file, or those of one that is too large to be held from the disk; a panic of a reader is that file's error.
pub fn read_digested(
    path: &Path,
    file: &Digested,
    options: &ReadOptions,
    hand: &mut dyn FnMut(Event) -> ControlFlow<()>,
) -> Extraction {
    let source = match &file.bytes {
        Some(bytes) => Source::Bytes(Arc::clone(bytes)),
        None => match File::open(path) {
            Ok(opened) => Source::File(opened, file.size),
            Err(error) => return unread(Status::Error, "unreadable", &error.to_string()),
        },
    };
    let read = std::panic::AssertUnwindSafe(|| members::read_streamed(source, path, options, hand));
    match std::panic::catch_unwind(read) {
        Ok(Ok(extraction)) => extraction,
        Ok(Err(error)) => unread(Status::Error, "unreadable", &error.to_string()),
        Err(_) => unread(
            Status::Error,
            "reader-failed",
            "valla failed to read this file; that is a fault in valla, please report it",
        ),
    }
}

/// The extraction of a file that no reader saw.
#[must_use]
pub fn unread(status: Status, code: &str, why: &str) -> Extraction {
    Extraction {
        format: Format { name: UNKNOWN.to_owned(), basis: "not read".to_owned(), ..Format::default() },
        status,
        reduced: false,
        limits: vec![],
        warnings: vec![Warning { code: code.to_owned(), message: why.to_owned(), locus: None }],
        revisions: vec![],
        edits: vec![],
        signatures: vec![],
        comparisons: vec![],
        preview: None,
        hidden_places: vec![],
        likeness: vec![],
        evidence: vec![],
        words: vec![],
        children: vec![],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_file_has_less_time_than_a_large_one() {
        let limits = Limits::default();
        let cpu = |patience, size| limits.cpu(patience, size);
        assert_eq!([cpu(Patience::First, 3_000), cpu(Patience::Full, 3_000)], [2, 7]);
        assert_eq!(cpu(Patience::Full, 1 << 20), 20);
        assert_eq!([cpu(Patience::First, 64 << 20), cpu(Patience::Full, 64 << 20)], [18, 60]);
        assert!(limits.wall(Patience::First, 3_000) <= limits.wall(Patience::Full, 3_000));
    }
}
