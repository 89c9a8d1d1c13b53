//! PDF (ISO 32000-2:2020): objects, cross-references, the revisions that a file consists of, and what pages draw.

pub mod catalog;
pub mod date;
pub mod encryption;
pub mod history;
pub mod objects;
pub mod page;
mod recovery;
pub mod revisions;
pub mod stream;
pub mod syntax;
pub mod xref;
