//! `K`: what would give away people and machines. For the protection of sources; never held against a document.

pub mod source_protection;

use crate::checks::Check;

/// The checks of this group, by code.
pub const CHECKS: &[&dyn Check] = &[&source_protection::SourceProtection];
