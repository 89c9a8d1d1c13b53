//! Bytes to evidence: one reader per format.
//!
//! A reader knows nothing of rules. It promises: no panic, no output, bounded work; present, absent and unreadable are
//! three answers; a fault is reported before it is tolerated; what was read before a break is kept.

pub mod budget;
pub mod fonts;
pub mod icc;
pub mod identify;
pub mod intake;
pub mod jpeg;
pub mod part;
pub mod pdf;
pub mod xmp;

use crate::model::{Extraction, Format};
use std::path::Path;
use std::sync::Arc;

pub use budget::{Budget, Purse};
pub use intake::Intake;

/// What a reading depends on beside the bytes.
#[derive(Debug, Clone, Default)]
pub struct ReadOptions {
    /// Passwords to try on encrypted files, after the empty one. They are never recorded.
    pub passwords: Vec<String>,
    /// Limits.
    pub budget: Budget,
    /// Parts that were read before; it changes no reading, only its cost.
    pub memory: Arc<part::Memory>,
}

/// A reader of one format.
pub trait Reader: Sync {
    /// The name of the format, as `valla list formats` shows it.
    fn name(&self) -> &'static str;
    /// The specification it follows.
    fn specification(&self) -> &'static str;
    /// What the bytes are, when they are of this format.
    fn recognise(&self, bytes: &[u8]) -> Option<Format>;
    /// Reads evidence.
    fn read(&self, bytes: &Arc<Vec<u8>>, format: Format, options: &ReadOptions) -> Extraction;
}

/// All readers: the one list.
pub const READERS: &[&dyn Reader] = &[&pdf::Pdf];

/// Whether these bytes are parsed: by a reader, or to name them. All others are named by looks that are bounded.
#[must_use]
pub fn looks_into(bytes: &[u8]) -> bool {
    identify::looks_into(bytes) || READERS.iter().any(|reader| reader.recognise(bytes).is_some())
}

/// Identifies the bytes and reads them.
#[must_use]
pub fn read(bytes: &Arc<Vec<u8>>, path: &Path, options: &ReadOptions) -> Extraction {
    for reader in READERS {
        if let Some(format) = reader.recognise(bytes) {
            return reader.read(bytes, format, options);
        }
    }
    let (format, why) = identify::unread(bytes, path);
    let mut intake = Intake::new(format);
    intake.skipped(why);
    intake.finish()
}
