//! What checks found among linked documents, remembered from an earlier run.

use crate::model::Error;
use std::fmt;

/// A digest of documents, or of what findings depend on.
pub type Digest = [u8; 16];

/// Remembers findings by all that they depend on.
pub trait Memory: fmt::Debug {
    /// The digest of the sketch and the words of a document.
    ///
    /// # Errors
    /// When there is no such document.
    fn digest(&self, number: u32) -> Result<Digest, Error>;

    /// What a check found, as JSON, where it is remembered.
    ///
    /// # Errors
    /// When the memory cannot be read.
    fn recall(&self, check: &str, key: &Digest) -> Result<Option<String>, Error>;

    /// Keeps what a check found.
    ///
    /// # Errors
    /// When it cannot be written.
    fn keep(&self, check: &str, key: &Digest, findings: &str) -> Result<(), Error>;
}
