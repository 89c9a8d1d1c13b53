//! `T`: text and links.

pub mod chat_residue;
pub mod conversion_residue;
pub mod dated_name;
pub mod dated_reference;
pub mod docx_hidden_text;
pub mod marks_of_a_copy;
pub mod pdf_unseen_text;
pub mod text_date;
pub mod typed_date;
pub mod unicode_age;
pub mod url_postdating;
pub mod weekday_date;

use crate::checks::Check;

/// The checks of this group, by code.
pub const CHECKS: &[&dyn Check] = &[
    &url_postdating::UrlPostdating,
    &unicode_age::UnicodeAge,
    &docx_hidden_text::DocxHiddenText,
    &pdf_unseen_text::PdfUnseenText,
    &dated_reference::DatedReference,
    &dated_name::DatedName,
    &weekday_date::WeekdayDate,
    &text_date::TextDate,
    &chat_residue::ChatResidue,
    &marks_of_a_copy::MarksOfACopy,
    &typed_date::TypedDate,
    &conversion_residue::ConversionResidue,
];
