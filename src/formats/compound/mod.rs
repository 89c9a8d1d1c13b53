//! Compound files (MS-CFB) and what streams in them consist of.

pub mod directory;
pub mod excel;
pub mod macros;
pub mod notes;
pub mod powerpoint;
pub mod word;
