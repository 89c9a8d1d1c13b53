//! `T`: text and links.

pub mod claim_metadata_typed_date;
pub mod content_anachronism_lexicon;
pub mod dated_reference;
pub mod docx_hidden_text;
pub mod llm_artifact;
pub mod marks_of_a_copy;
pub mod pdf_conversion_residue;
pub mod pdf_unseen_text;
pub mod text_date_after_claim;
pub mod toc_pageref_cache;
pub mod typed_date_and_names;
pub mod unicode_age;
pub mod url_postdating;
pub mod weekday_date_check;

use crate::checks::Check;

/// The checks of this group, by code.
pub const CHECKS: &[&dyn Check] = &[
    &url_postdating::UrlPostdating,
    &unicode_age::UnicodeAge,
    &docx_hidden_text::DocxHiddenText,
    &pdf_unseen_text::PdfUnseenText,
    &dated_reference::DatedReference,
    &content_anachronism_lexicon::DatedName,
    &weekday_date_check::WeekdayDate,
    &text_date_after_claim::TextDate,
    &llm_artifact::ChatResidue,
    &marks_of_a_copy::MarksOfACopy,
    &typed_date_and_names::TypedDate,
    &pdf_conversion_residue::ConversionResidue,
    &toc_pageref_cache::TableOfContents,
    &claim_metadata_typed_date::LagOfTypedDate,
];
