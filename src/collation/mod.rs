//! What is said across the exhibits of a case: their numbers, which have the same bytes, what an archivist looks for first.
//!
//! A row that was written is final: what is found here is added to a case and revises none of its exhibits.

pub mod families;
pub mod numbering;
pub mod revealing;
pub mod survey;

pub use families::Families;
pub use numbering::Numbering;
