//! Fixity: whether files are still what a case or a manifest says they were.
//!
//! Manifests are those of `sha256sum` and its kin (GNU coreutils, plain and BSD style), of `hashdeep` 4, and of BagIt (RFC
//! 8493). Files are hashed anew, never written to.

pub mod manifest;
mod verify;

pub use manifest::{Entry, Manifest};
pub use verify::{Fixity, Outcome, Tally, verify};
