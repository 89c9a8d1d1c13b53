//! The case file: a run that can be stopped at any moment and goes on where it was, new claims on old readings, and the
//! custody of what was examined. One SQLite database, documented in its schema.
//!
//! A row is keyed twice. What is read depends on the file's bytes and on the [reading key](Keys::reading): the version of the
//! program and the limits. What is found depends on the reading and on the [reasoning key](Keys::reasoning): path, claims,
//! knowledge and day. So new claims read no file, and an unchanged file is not read again.
//!
//! A record is kept in two texts, both compressed: what was read, and what was found. A text that many exhibits have is kept once.
//!
//! Each row that a report rests on has a checksum, and no row may be missing: a damaged case file is an error, never another report.
//!
//! Writing is grouped: a commit a second, each flushed to the disk. Whatever ends the process costs at most that second.

mod case;
mod checksum;
mod collated;
mod columns;
mod content;
mod contents;
mod form;
mod gone;
mod index;
mod keys;
mod members;
mod older;
mod opening;
mod packed;
mod rows;
mod runs;
mod seal;
mod shelf;
mod sketches;
mod status;
mod store;
mod texts;
mod trouble;
mod update;
mod words;

pub use case::CaseFile;
pub use gone::{Missing, Unfound};
pub use keys::Keys;
pub use status::{Status, status};
pub use update::{Again, update};
pub use words::Hit;
