//! The case file: a run that can be stopped at any moment and goes on where it was, new claims on old readings, and the
//! custody of what was examined. One SQLite database, documented in its schema.
//!
//! A row is keyed twice. What is read depends on the file's bytes and on the [reading key](Keys::reading): the version of the
//! program and the limits. What is found depends on the reading and on the [reasoning key](Keys::reasoning): path, claims,
//! knowledge and day. So new claims read no file, and an unchanged file is not read again.
//!
//! Writing is grouped: a commit a second, each flushed to the disk. Whatever ends the process costs at most that second.

mod contents;
mod gone;
mod keys;
mod status;
mod store;
mod update;

pub use gone::{Missing, Unfound};
pub use keys::Keys;
pub use status::{Status, status};
pub use store::{CaseFile, Row};
pub use update::{Again, update};
