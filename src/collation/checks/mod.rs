//! Checks of the collection: one file each. A check sees what documents gave to be compared, and what is claimed of sets; never a file.
//!
//! What it finds is of the layer *collection*: it names no claim of a single document and enters none of its verdicts.

pub mod answer_before_message;
pub mod burst_resave;
pub mod copy_move_signature;
pub mod fixed_offset_clock_hypothesis;
pub mod hash_identity;
pub mod lineage;
pub mod message_copies;
pub mod near_duplicate_tamper;
pub mod object_number_layout_match;
pub mod outlier_in_series;
pub mod pdf_id_pair;
pub mod plagiarised_source;
pub mod rates;
pub mod rsid_overlap;
pub mod same_session_chain;
pub mod selection_warning;
pub mod sequence_gaps;
pub mod shared_object_reuse;
pub mod shared_pages;
pub mod time_of_day_pattern;
pub mod timestamp_component_clone;

use super::check::CollectionCheck;
use crate::model::{Charter, Rule};

/// The check of the collection with this code or name.
#[must_use]
pub fn charter(wanted: &str) -> Option<&'static Charter> {
    let mut charters = CHECKS.iter().map(|check| check.charter());
    charters.find(|charter| charter.code.eq_ignore_ascii_case(wanted) || charter.name.eq_ignore_ascii_case(wanted))
}

/// All of them as reports know them. How often unrelated documents show them is said with each.
#[must_use]
pub fn rules() -> Vec<Rule> {
    let measured = |code: &str| rates::rate(code).map(|rate| rate.sentence()).unwrap_or_default();
    CHECKS.iter().map(|check| Rule { charter: *check.charter(), measured: measured(check.charter().code) }).collect()
}

/// All checks of the collection, by code.
pub const CHECKS: &[&dyn CollectionCheck] = &[
    &hash_identity::HashIdentity,
    &shared_object_reuse::SharedObjectReuse,
    &near_duplicate_tamper::NearDuplicateTamper,
    &timestamp_component_clone::TimestampComponentClone,
    &burst_resave::BurstResave,
    &rsid_overlap::RsidOverlap,
    &pdf_id_pair::PdfIdPair,
    &lineage::Lineage,
    &same_session_chain::SameSessionChain,
    &sequence_gaps::SequenceGaps,
    &outlier_in_series::OutlierInSeries,
    &fixed_offset_clock_hypothesis::FixedOffsetClockHypothesis,
    &selection_warning::SelectionWarning,
    &time_of_day_pattern::TimeOfDayPattern,
    &plagiarised_source::PlagiarisedSource,
    &object_number_layout_match::ObjectNumberLayoutMatch,
    &copy_move_signature::CopyMoveSignature,
    &message_copies::MessageCopies,
    &answer_before_message::AnswerBeforeMessage,
    &shared_pages::SharedPages,
];
