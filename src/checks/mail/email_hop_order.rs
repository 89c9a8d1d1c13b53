//! The clocks on the way of a mail are in an order in which it cannot have travelled.

use super::{Stated, after, date, duration, stated, strength};
use crate::checks::quotation::time;
use crate::checks::{Check, View, charter};
use crate::model::{Charter, Examination, Finding, Layer, Strength};
use crate::properties::keys;
use chrono::{DateTime, Datelike, NaiveDate};

charter! {
    /// # What it looks for
    /// A host on the way of the mail that says it took the mail before the host that handed it over had it, or a date of the mail itself
    /// that is after the first host took it. valla compares times with their zones and lets clocks differ by 15 minutes.
    ///
    /// # Why it matters
    /// Every host writes the time of its own clock. Somebody who invents a mail or moves its date seldom moves all of them.
    ///
    /// # Innocent causes
    /// The clock of one host or of the sender's machine was wrong, or its zone was. A list, a gateway or an import wrote a date anew. A mail
    /// that is delivered late, held for approval or sent from a draft is in order, and the check says nothing of it.
    ///
    /// # What it cannot tell
    /// Which of two clocks was wrong. Hosts before the recipient's own can be invented as a whole.
    ///
    /// # Example
    /// `Date` says 12 May, and the first host took the mail on 3 May.
    ///
    /// # Sources
    /// RFC 5321, 4.4; RFC 5322, 3.6.1; catalogue of checks (email-hop-order). Strength: informational where a wrong zone, one wrong clock or
    /// day and month exchanged explain it, else weak; one clock that is wrong by an hour or less is left out. Measured on honest mails of public
    /// lists and mailboxes: weak in 7 of 13,849, six of them from one machine; of unsolicited mails in 3 of 100.
    pub struct EmailHopOrder { code: "M001", name: "email-hop-order", summary: "the clocks on the way of the mail are in an impossible order", since: "0.1.0", group: Mail }
}

/// One clock that is wrong by an hour or less is daily bread: half of what honest mails of 2002 showed.
const AN_HOUR: i64 = 65 * 60;
/// Dates whose day and month were exchanged come within so many seconds of the right one.
const NEAR: i64 = 26 * 3_600;

const INNOCENT: &[&str] = &[
    "The clock of one host or of the sender's machine was wrong, or its zone was.",
    "A list, a gateway or an import wrote a date anew.",
];
const SETTLE: &str =
    "Compare other mails that passed the same hosts on that day, and ask the recipient's provider for its log.";

impl Check for EmailHopOrder {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn examine(&self, view: &View<'_>) -> Examination {
        let hops = stated(view, keys::MAIL_RECEIVED);
        let date = date(view);
        if hops.is_empty() || hops.len() < 2 && date.is_none() {
            return Examination::not_applicable("no two times of a mail's way");
        }
        let mut findings: Vec<Finding> = backwards(&hops).into_iter().collect();
        if let (Some(date), Some(first)) = (date, hops.first())
            && let Some(gap) = after(date.1, first.1)
        {
            let said = format!(
                "The mail is dated {}, but the first host says that it took it {} earlier, {} ({}).",
                time(date.1),
                duration(gap),
                time(first.1),
                first.0.locus.path
            );
            if is_exchanged(date, *first) {
                let said = format!("{said} Day and month exchanged explain it.");
                findings.push(finding(Strength::Informational, said, [date, *first]));
            } else {
                findings.push(finding(strength(gap), said, [date, *first]));
            }
        }
        Examination::of(findings)
    }
}

/// Whether a date with its day and month exchanged is near another.
fn is_exchanged(date: Stated<'_>, other: Stated<'_>) -> bool {
    let exchanged = |date: Stated<'_>| {
        let at = DateTime::from_timestamp(date.1.clock(), 0)?;
        let day = NaiveDate::from_ymd_opt(at.year(), at.day(), at.month())?;
        Some(day.and_time(at.time()).and_utc().timestamp() - date.1.clock() + date.1.earliest.0)
    };
    exchanged(date).is_some_and(|at| (at - other.1.earliest.0).abs() <= NEAR)
}

/// The widest step back in time, and whether one wrong clock explains all of them.
fn backwards(hops: &[Stated<'_>]) -> Option<Finding> {
    let steps = |hops: &[Stated<'_>]| -> Vec<(usize, i64)> {
        let pairs = hops.windows(2).enumerate();
        pairs.filter_map(|(at, pair)| Some((at, after(pair.first()?.1, pair.get(1)?.1)?))).collect()
    };
    let found = steps(hops);
    let (at, gap) = *found.iter().max_by_key(|(_, gap)| *gap)?;
    let (before, next) = (hops.get(at)?, hops.get(at + 1)?);
    // With only two hosts either clock may be the wrong one, and the gap decides.
    let without = |left_out: usize| {
        let kept: Vec<Stated<'_>> =
            hops.iter().enumerate().filter(|(number, _)| *number != left_out).map(|(_, hop)| *hop).collect();
        steps(&kept).is_empty()
    };
    let is_one_clock = hops.len() > 2 && [at, at + 1].into_iter().any(without);
    if is_one_clock && gap <= AN_HOUR {
        return None;
    }
    let said = format!(
        "One host took the mail {} ({}), and the next says that it did so {} earlier, {} ({}).{}",
        time(before.1),
        before.0.locus.path,
        duration(gap),
        time(next.1),
        next.0.locus.path,
        if is_one_clock { " One wrong clock explains it." } else { "" }
    );
    let strength = if is_one_clock { Strength::Informational } else { strength(gap) };
    Some(finding(strength, said, [*before, *next]))
}

fn finding(strength: Strength, said: String, resting_on: [Stated<'_>; 2]) -> Finding {
    Finding::of(&EmailHopOrder::CHARTER, strength, Layer::Bytes, said)
        .resting_on(resting_on.map(|(evidence, _)| evidence))
        .innocently(INNOCENT)
        .settled_by(SETTLE)
}
