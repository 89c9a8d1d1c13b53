//! A reading room that looks into the case first: a file that was moved or copied is known by its bytes.

use super::case::CaseFile;
use super::content::unpack_reading;
use super::rows::Record;
use crate::model::{Extraction, Status};
use crate::pipeline::digest::Digested;
use crate::pipeline::parts::Parts;
use crate::pipeline::{Options, Patience, PutOff, ReadingRoom};
use crate::readers::ReadOptions;
use std::path::Path;
use std::sync::{Arc, Mutex};

/// The readings of a case, and the room that is asked where it has none.
#[derive(Debug)]
pub(super) struct Shelf {
    room: Arc<dyn ReadingRoom>,
    case: Mutex<CaseFile>,
    reading: String,
    passwords: bool,
}

impl Shelf {
    /// The readings that a case has under a key.
    pub(super) fn of(case: CaseFile, reading: &str, options: &Options) -> Self {
        Self {
            room: Arc::clone(&options.reading_room),
            case: Mutex::new(case),
            reading: reading.to_owned(),
            passwords: !options.read.passwords.is_empty(),
        }
    }

    fn known(&self, sha256: &str) -> Option<Extraction> {
        let case = self.case.lock().ok()?;
        let row = case.with_bytes(sha256, &self.reading).ok()??;
        let Record::Kept { read, .. } = row.record else { return None };
        if self.passwords && row.locked {
            return None;
        }
        // Of members that are rows of their own the file is read again.
        if case.count_members(row.number).ok()? > 0 {
            return None;
        }
        let text = case.text(read).ok()??;
        // Others look into the case while this is unpacked.
        drop(case);
        let extraction = unpack_reading(&text)?;
        // What no reader reads is named by its file's name: each has its own.
        (!matches!(extraction.status, Status::Error | Status::Skipped)).then_some(extraction)
    }
}

impl ReadingRoom for Shelf {
    fn holds(&self) -> u64 {
        self.room.holds()
    }

    fn read(
        &self,
        path: &Path,
        file: &Digested,
        options: &ReadOptions,
        patience: Patience,
        parts: &mut dyn Parts,
    ) -> Result<Extraction, PutOff> {
        // What was kept of the same bytes as a document is another reading.
        let known = if options.recognised { None } else { self.known(&file.sha256) };
        known.map_or_else(|| self.room.read(path, file, options, patience, parts), Ok)
    }

    fn containment(&self) -> Vec<String> {
        self.room.containment()
    }
}
