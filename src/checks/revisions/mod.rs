//! `R`: revisions.

pub mod after_signature;
pub mod appended_data;
pub mod certification_permissions;
pub mod description_rewritten;
pub mod field_appearance;
pub mod pdf_hidden_prior_text;
pub mod pdf_revisions;
pub mod signature_coverage;
pub mod signature_integrity;
pub mod unreferenced_text;

use crate::checks::Check;

/// The checks of this group, by code.
pub const CHECKS: &[&dyn Check] = &[
    &pdf_revisions::PdfRevisions,
    &pdf_hidden_prior_text::PdfHiddenPriorText,
    &signature_coverage::SignatureCoverage,
    &signature_integrity::SignatureIntegrity,
    &certification_permissions::CertificationPermissions,
    &appended_data::AppendedData,
    &unreferenced_text::UnreferencedText,
    &field_appearance::FieldAppearance,
    &description_rewritten::DescriptionRewritten,
];
