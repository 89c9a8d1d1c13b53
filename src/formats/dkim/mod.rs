//! Signatures of mail domains: `DomainKeys` Identified Mail (RFC 6376, RFC 8463) and the seals of those who passed a mail on (ARC, RFC
//! 8617), verified without the network, by keys that the examiner has in a file.
//!
//! # Incomplete support
//! Computed are rsa-sha256, rsa-sha1 and ed25519-sha256. The forerunner `DomainKey-Signature` (RFC 4870) is not read. Names of domains
//! are compared as they are written, without regard to case; a domain in its own letters is not turned into ASCII.

pub mod algorithm;
pub mod canonical;
pub mod keys;
pub mod message;
pub mod outcome;
pub mod signature;
pub mod tags;
pub mod verification;

pub use keys::KeyFile;
pub use outcome::{Body, Outcome, Placed, Sealed, UsedKey};
pub use verification::verify;
