//! Compound files (MS-CFB) and what streams in them consist of.

pub mod directory;
pub mod notes;
pub mod word;
