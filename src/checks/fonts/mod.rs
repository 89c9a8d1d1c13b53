//! `F`: fonts against dates.

pub mod embedded_font_head_dates;
pub mod font_name_notbefore;
pub mod font_version_os;

use crate::checks::Check;

/// The checks of this group, by code.
pub const CHECKS: &[&dyn Check] = &[
    &font_name_notbefore::FontNameNotbefore,
    &embedded_font_head_dates::EmbeddedFontHeadDates,
    &font_version_os::FontVersionOs,
];
