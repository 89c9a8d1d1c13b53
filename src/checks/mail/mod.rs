//! `M`: mails and mailboxes. A mail passes several clocks, and each of them may be wrong: what these checks find is worth a question, and is
//! held at weak at most until it is measured.

pub mod attachment_vs_mail_time;
pub mod dkim_verify;
pub mod email_hop_order;
pub mod mailbox_provenance;
pub mod mime_boundary_time;
pub mod msg_mapi_times;
pub mod thread_index;

use crate::checks::{Check, View};
use crate::model::{Evidence, Moment, Strength};
use crate::properties::keys;

/// The checks of this group, by code.
pub const CHECKS: &[&dyn Check] = &[
    &email_hop_order::EmailHopOrder,
    &thread_index::ThreadIndex,
    &mime_boundary_time::MimeBoundaryTime,
    &attachment_vs_mail_time::AttachmentVsMailTime,
    &mailbox_provenance::MailboxProvenance,
    &msg_mapi_times::MsgMapiTimes,
    &dkim_verify::DkimVerify,
];

/// Clocks of honest hosts differ by so many seconds.
const TOLERANCE: i64 = 900;
/// What a wrong zone explains, in seconds: from -12:00 to +14:00.
const WRONG_ZONE: i64 = 26 * 3_600;

/// A time that a mail states.
type Stated<'v> = (&'v Evidence, &'v Moment);

/// Times of a property that state something and are not still to come.
fn stated<'v>(view: &View<'v>, key: &'static str) -> Vec<Stated<'v>> {
    let today = view.day.end_anywhere();
    view.evidence()
        .filter(|evidence| evidence.property == key && !view.is_no_statement(evidence))
        .filter_map(|evidence| evidence.moment().map(|moment| (evidence, moment)))
        .filter(|(_, moment)| moment.earliest <= today)
        .collect()
}

/// The mail's own date.
fn date<'v>(view: &View<'v>) -> Option<Stated<'v>> {
    stated(view, keys::MAIL_DATE).into_iter().next()
}

/// How many seconds one time is after another beyond what clocks differ by; none where it may be before.
fn after(later: &Moment, earlier: &Moment) -> Option<i64> {
    let gap = later.earliest.0.saturating_sub(earlier.latest.0);
    (gap > TOLERANCE).then_some(gap)
}

/// A wrong zone explains a day and two hours.
fn strength(gap: i64) -> Strength {
    if gap > WRONG_ZONE { Strength::Weak } else { Strength::Informational }
}

/// Seconds in words.
fn duration(seconds: i64) -> String {
    let count = |number: i64, unit: &str| format!("{number} {unit}{}", if number == 1 { "" } else { "s" });
    match seconds {
        172_800.. => count(seconds / 86_400, "day"),
        7_200.. => count(seconds / 3_600, "hour"),
        _ => count(seconds / 60, "minute"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gap_is_said_in_the_unit_that_fits() {
        assert_eq!([960, 7_200, 200_000].map(duration), ["16 minutes", "2 hours", "2 days"]);
        assert_eq!((strength(WRONG_ZONE), strength(WRONG_ZONE + 1)), (Strength::Informational, Strength::Weak));
    }
}
