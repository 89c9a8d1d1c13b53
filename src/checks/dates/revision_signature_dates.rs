//! Saves and signatures of one file, held against each other in time.

use crate::checks::{Check, View, charter};
use crate::model::{Charter, Evidence, Examination, Finding, Layer, Moment, Role, Signature, Strength};
use std::collections::BTreeSet;

charter! {
    /// # What it looks for
    /// What is appended to a file is younger than what stands before it. A save behind a signature that states a time before the
    /// signature's, or a signed save that states a time after it, cannot be as both say.
    ///
    /// # Why it matters
    /// The order of the bytes is certain. Of two times that contradict it at least one was read on a wrong clock, or written by hand.
    ///
    /// # Innocent causes
    /// Two machines with clocks that differ. A program that carries an old date along.
    ///
    /// # What it cannot tell
    /// Which of the two is wrong; only a time-stamp of a trusted authority is more than a statement. A date that an earlier revision
    /// states already is not held against anything.
    ///
    /// # Example
    /// Revision 3, behind a signature of 14 May 2013, states that it was changed on 10 May 2013.
    ///
    /// # Sources
    /// ISO 32000-2:2020, 7.5.6 and 12.8.1; catalogue of checks, 30. Strength: medium; strong where the signature bears a time-stamp that
    /// holds.
    pub struct RevisionSignatureDates { code: "D017", name: "revision-signature-dates", summary: "saves that are older than the signature they stand behind, or younger than the one that covers them", since: "0.1.0", group: Dates }
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
            return Examination::not_applicable("needs a signature with a time and a save that states one");
        }
        let mut findings = Vec::new();
        for (signature, time) in signatures {
            for (evidence, moment, revision) in &stated {
                let behind = *revision > signature.covers;
                let earlier = behind && moment.latest.plus(ONE_SAVE) < time.earliest;
                let later = !behind && time.latest.plus(ONE_SAVE) < moment.earliest;
                if earlier || later {
                    findings.push(finding(view, signature, time, evidence, *revision, behind));
                }
            }
        }
        Examination::of(findings)
    }
}

/// The time of a time-stamp that holds, else the one that the signer's program states.
fn time_of(signature: &Signature) -> Option<&Moment> {
    let stamp = signature.time_stamp.as_ref().filter(|stamp| stamp.test.holds());
    stamp.and_then(|stamp| stamp.time.as_ref()).or(signature.stated.as_ref())
}

fn finding(
    view: &View<'_>,
    signature: &Signature,
    time: &Moment,
    evidence: &Evidence,
    revision: u32,
    behind: bool,
) -> Finding {
    let stamped = signature.time_stamp.as_ref().is_some_and(|stamp| stamp.test.holds());
    let place = if behind {
        format!("Revision {revision} stands behind signature {}", signature.number)
    } else {
        format!("Signature {} covers revision {revision}", signature.number)
    };
    let summary = format!(
        "{place}, which {} {}; the revision states that it was changed on {}.",
        if stamped { "bears a time-stamp of" } else { "states that it was made on" },
        time.readable(),
        evidence.value_text()
    );
    let of_signature = view.evidence().find(|one| {
        one.role == Some(Role::SignatureTime)
            && one.locus.object == signature.locus.object
            && one.locus.revision == signature.locus.revision
    });
    let strength = if stamped { Strength::Strong } else { Strength::Medium };
    Finding::of(&RevisionSignatureDates::CHARTER, strength, Layer::Bytes, summary)
        .resting_on([evidence].into_iter().chain(of_signature))
        .innocently(&["Two machines with clocks that differ.", "A program carried an old date along."])
        .settled_by("Ask the authority of a time-stamp, or for the file as it was first sent.")
}
