//! `S`: the form of the file against dates.

pub mod pdf_feature_version;
pub mod polyglot_type;

use crate::checks::Check;

/// The checks of this group, by code.
pub const CHECKS: &[&dyn Check] = &[&pdf_feature_version::PdfFeatureVersion, &polyglot_type::PolyglotType];
