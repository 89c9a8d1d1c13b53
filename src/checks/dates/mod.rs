//! `D`: dates against each other, against the law of zones, against the claim and the day.

pub mod cfb_directory_times;
pub mod clock_pairs;
pub mod default_metadata;
pub mod edit_time_exceeds_interval;
pub mod edit_time_negative;
pub mod epoch_date;
pub mod future_date;
pub mod internal_date_order;
pub mod ole_dop_vs_summary;
pub mod revision_signature_dates;
pub mod signature_certificate_order;
pub mod stated_after_claim;
pub mod timezone_law;
pub mod tz_from_pairs;
pub mod uuid_v1_time_mac;
pub mod word_core_seconds;
pub mod xmp_history_chain;
pub mod xmp_info_contradiction;
pub mod zip_slip_of_time;

use crate::checks::Check;

/// The checks of this group, by code.
pub const CHECKS: &[&dyn Check] = &[
    &internal_date_order::InternalDateOrder,
    &xmp_info_contradiction::XmpInfoContradiction,
    &timezone_law::TimezoneLaw,
    &default_metadata::DefaultMetadata,
    &future_date::FutureDate,
    &epoch_date::EpochDate,
    &stated_after_claim::StatedAfterClaim,
    &uuid_v1_time_mac::UuidV1TimeMac,
    &xmp_history_chain::XmpHistoryChain,
    &signature_certificate_order::SignatureCertificateOrder,
    &edit_time_negative::EditTimeNegative,
    &edit_time_exceeds_interval::EditTimeExceedsInterval,
    &tz_from_pairs::TzFromPairs,
    &cfb_directory_times::CfbDirectoryTimes,
    &ole_dop_vs_summary::OleDopVsSummary,
    &word_core_seconds::WordCoreSeconds,
    &revision_signature_dates::RevisionSignatureDates,
    &zip_slip_of_time::ZipSlipOfTime,
];
