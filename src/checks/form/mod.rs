//! `S`: the form of the file against dates.

pub mod pdf_feature_version;

use crate::checks::Check;

/// The checks of this group, by code.
pub const CHECKS: &[&dyn Check] = &[&pdf_feature_version::PdfFeatureVersion];
