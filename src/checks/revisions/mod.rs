//! `R`: revisions.

pub mod pdf_hidden_prior_text;
pub mod pdf_revisions;
pub mod signature_coverage;

use crate::checks::Check;

/// The checks of this group, by code.
pub const CHECKS: &[&dyn Check] =
    &[&pdf_revisions::PdfRevisions, &pdf_hidden_prior_text::PdfHiddenPriorText, &signature_coverage::SignatureCoverage];
