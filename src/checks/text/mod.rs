//! `T`: text and links.

pub mod docx_hidden_text;
pub mod pdf_unseen_text;
pub mod unicode_age;
pub mod url_postdating;

use crate::checks::Check;

/// The checks of this group, by code.
pub const CHECKS: &[&dyn Check] = &[
    &url_postdating::UrlPostdating,
    &unicode_age::UnicodeAge,
    &docx_hidden_text::DocxHiddenText,
    &pdf_unseen_text::PdfUnseenText,
];
