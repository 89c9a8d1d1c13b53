//! Saves and signatures of one file, compared with each other in time.

use crate::checks::quotation::time as in_words;
use crate::checks::{Check, View, charter, wrong_zone};
use crate::model::{Charter, Evidence, Examination, Finding, Layer, Moment, Role, Signature, Strength, Zone};
use std::collections::BTreeSet;

charter! {
    /// # What it looks for
    /// Each save is added at the end of a file, so what comes later in the file is younger. The check reports a
    /// save after a signature that states an earlier time than the signature, and a signed save that states a later
    /// time than it.
    ///
    /// # Why it matters
    /// The order of the bytes is certain. Where two times contradict it, at least one came from a wrong clock or
    /// was written by hand.
    ///
    /// # Innocent causes
    /// Two machines had different clocks. A program carried an old date along.
    ///
    /// # What it cannot tell
    /// Which of the two is wrong. Only a time-stamp from a trusted authority is more than a statement. The check
    /// leaves out a date that an earlier revision already states.
    ///
    /// # Example
    /// Revision 3, added after a signature of 14 May 2013, says it was saved on 10 May 2013.
    ///
    /// # Sources
    /// ISO 32000-2:2020, 7.5.6 and 12.8.1; catalogue of checks, 30. Strength: medium; strong where the signature
    /// has a time-stamp that verifies; weak where the difference is whole quarters of an hour, as a wrong time zone makes
    /// it, or a time has no zone.
    pub struct RevisionSignatureDates { code: "D017", name: "revision-signature-dates", summary: "a save and a signature state times that contradict their order in the file", since: "0.1.0", group: Dates }
}

/// The signature is made while the file is saved: times this close are one.
const ONE_SAVE: i64 = 600;

impl Check for RevisionSignatureDates {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn examine(&self, view: &View<'_>) -> Examination {
        let signatures: Vec<(&Signature, &Moment)> = view
            .extraction
            .signatures
            .iter()
            .filter(|signature| signature.covers > 0 && signature.revision.is_some())
            .filter_map(|signature| Some((signature, time_of(signature)?)))
            .collect();
        let mut said = BTreeSet::new();
        let stated: Vec<(&Evidence, &Moment, u32)> = view
            .times(&[Role::Modified])
            .filter_map(|(evidence, moment)| Some((evidence, moment, evidence.locus.revision?)))
            .filter(|(_, moment, _)| said.insert(moment.text.clone()))
            .collect();
        if signatures.is_empty() || stated.is_empty() {
            return Examination::not_applicable("no signature with a time, or no save with a date");
        }
        let mut findings = Vec::new();
        for (evidence, moment, revision) in &stated {
            // One cause, one finding: the signature that speaks most plainly against the save.
            let against = signatures.iter().filter(|(signature, time)| {
                let behind = *revision > signature.covers;
                let earlier = behind && moment.latest.plus(ONE_SAVE) < time.earliest;
                let later = !behind && time.latest.plus(ONE_SAVE) < moment.earliest;
                earlier || later
            });
            let plainest = against.min_by_key(|(signature, time)| (a_zone_explains(moment, time), signature.number));
            if let Some((signature, time)) = plainest {
                findings.push(finding(view, signature, time, evidence, *revision));
            }
        }
        Examination::of(findings)
    }
}

/// Whether a wrong zone makes the difference, or the missing one of either may.
fn a_zone_explains(saved: &Moment, signed: &Moment) -> bool {
    let apart = saved.earliest.0.abs_diff(signed.earliest.0);
    let missing = saved.zone == Zone::Unwritten || signed.zone == Zone::Unwritten;
    missing && apart <= wrong_zone::WIDEST || wrong_zone::explains(apart)
}

/// A difference in words: "3 hours 7 minutes".
fn duration(seconds: u64) -> String {
    let counted = |count: u64, unit: &str| match count {
        0 => None,
        1 => Some(format!("1 {unit}")),
        count => Some(format!("{count} {unit}s")),
    };
    let (days, hours, minutes) = (seconds / 86_400, seconds / 3_600 % 24, seconds / 60 % 60);
    let parts =
        if days > 0 { vec![counted(days, "day")] } else { vec![counted(hours, "hour"), counted(minutes, "minute")] };
    let said: Vec<String> = parts.into_iter().flatten().collect();
    if said.is_empty() { format!("{seconds} seconds") } else { said.join(" ") }
}

/// The time of a time-stamp that holds, else the one that the signer's program states.
fn time_of(signature: &Signature) -> Option<&Moment> {
    let stamp = signature.time_stamp.as_ref().filter(|stamp| stamp.test.holds());
    stamp.and_then(|stamp| stamp.time.as_ref()).or(signature.stated.as_ref())
}

fn finding(view: &View<'_>, signature: &Signature, time: &Moment, evidence: &Evidence, revision: u32) -> Finding {
    let behind = revision > signature.covers;
    let stamped = signature.time_stamp.as_ref().is_some_and(|stamp| stamp.test.holds());
    let signed = if stamped { "time-stamped" } else { "signed" };
    let saved = evidence.moment().map_or_else(|| evidence.value_text(), in_words);
    let order = if behind {
        format!("A save made after signature {} says it is older than the signature", signature.number)
    } else {
        format!("A save that signature {} covers says it is younger than the signature", signature.number)
    };
    let summary = format!("{order}: saved {saved}; {signed} {} (revision {revision}).", in_words(time));
    let of_signature = view.evidence().find(|one| {
        one.role == Some(Role::SignatureTime)
            && one.locus.object == signature.locus.object
            && one.locus.revision == signature.locus.revision
    });
    let by_a_zone = evidence.moment().is_some_and(|moment| a_zone_explains(moment, time));
    let strength = match (by_a_zone, stamped) {
        (true, _) => Strength::Weak,
        (false, true) => Strength::Strong,
        (false, false) => Strength::Medium,
    };
    let apart = evidence.moment().map_or(0, |moment| moment.clock().abs_diff(time.clock()));
    let zone = if by_a_zone { ", which a wrong or missing time zone explains" } else { "" };
    let summary = format!("{summary} They are {} apart{zone}.", duration(apart));
    Finding::of(&RevisionSignatureDates::CHARTER, strength, Layer::Bytes, summary)
        .resting_on([evidence].into_iter().chain(of_signature))
        .innocently(&["Two machines had different clocks.", "A program carried an old date along."])
        .settled_by("Ask the authority that made the time-stamp, or ask for the file as it was first sent.")
}
