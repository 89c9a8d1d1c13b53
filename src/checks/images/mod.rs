//! `I`: images and colour profiles against dates.

pub mod device_model_notbefore;
pub mod icc_profile_date;
pub mod image_embedded_metadata;
pub mod jpeg_qtable_source;
pub mod thumbnail_mismatch;

use crate::checks::Check;

/// The checks of this group, by code.
pub const CHECKS: &[&dyn Check] = &[
    &icc_profile_date::IccProfileDate,
    &image_embedded_metadata::ImageEmbeddedMetadata,
    &device_model_notbefore::DeviceModelNotbefore,
    &thumbnail_mismatch::ThumbnailMismatch,
    &jpeg_qtable_source::JpegQtableSource,
];
