//! `S`: the form of the file.

pub mod doc_embedded_theme_zip;
pub mod office_feature_version;
pub mod ooxml_namespace_notbefore;
pub mod pdf_feature_version;
pub mod polyglot_type;
pub mod zip_part_replacement;
pub mod zip_writer_fingerprint;

use crate::checks::Check;

/// The checks of this group, by code.
pub const CHECKS: &[&dyn Check] = &[
    &pdf_feature_version::PdfFeatureVersion,
    &polyglot_type::PolyglotType,
    &zip_part_replacement::ZipPartReplacement,
    &ooxml_namespace_notbefore::OoxmlNamespaceNotbefore,
    &doc_embedded_theme_zip::DocEmbeddedThemeZip,
    &office_feature_version::OfficeFeatureVersion,
    &zip_writer_fingerprint::ZipWriterFingerprint,
];
