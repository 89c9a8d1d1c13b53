//! What is said across the exhibits of a case: their numbers, which have the same bytes, what ties them, what an archivist looks for first.
//!
//! ```text
//! exhibit -> sketch -> ties (sorted once) -> groups -> checks of the collection -> verdicts on sets
//! ```
//!
//! A row that was written is final: what is found here is added to a case and revises none of its exhibits. Groups are what a value ties
//! that few share; nothing is closed transitively.

pub mod check;
pub mod checks;
pub mod collator;
pub mod compare;
pub mod drawing;
pub mod families;
pub mod laid_aside;
pub mod linked;
pub mod memory;
pub mod mentioned;
pub mod numbering;
pub mod passages;
pub mod revealing;
pub mod sets;
pub mod shingles;
pub mod sketch;
pub mod survey;
pub mod ties;
pub mod together;
pub mod tying;

pub use collator::Collator;
pub use families::Families;
pub use numbering::Numbering;
