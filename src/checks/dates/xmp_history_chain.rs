//! The steps of a document's history go back in time.

use crate::checks::quotation::time;
use crate::checks::{Check, View, charter};
use crate::model::{Charter, Evidence, Examination, Finding, Layer, Moment, PremiseRef, Role, Strength};
use crate::properties::keys;

charter! {
    /// # What it looks for
    /// The steps of `xmpMM:History`, which programs add in order: a step that is certainly earlier than the one
    /// before it.
    ///
    /// # Why it matters
    /// Programs write the steps themselves. Where they go back in time, a clock was set back or someone edited the
    /// history.
    ///
    /// # Innocent causes
    /// Two machines had different clocks, or a clock was corrected. A program joined two histories.
    ///
    /// # What it cannot tell
    /// Which step is wrong. Files inherit histories from templates that are years older.
    ///
    /// # Example
    /// A step of May 2012, followed by one of January 2011.
    ///
    /// # Sources
    /// Adobe XMP Specification Part 2, `xmpMM:History`; catalogue of checks, 52. Strength: medium; weak within 26 hours.
    pub struct XmpHistoryChain { code: "D009", name: "xmp-history-chain", summary: "the steps in the file's history go back in time", since: "0.1.0", group: Dates }
}

/// What a wrong zone explains, in seconds.
const WRONG_ZONE: i64 = 26 * 3600;

impl Check for XmpHistoryChain {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn examine(&self, view: &View<'_>) -> Examination {
        // The hosts on the way of a mail have a clock each; another check compares them.
        let is_of_history = |(step, _): &(&Evidence, &Moment)| step.property != keys::MAIL_RECEIVED;
        let steps: Vec<_> = view.times(&[Role::HistoryTime]).filter(is_of_history).collect();
        if steps.len() < 2 {
            return Examination::not_applicable("no two steps of a history");
        }
        let mut findings = Vec::new();
        for pair in steps.windows(2) {
            let [(first, before), (second, after)] = pair else { continue };
            let same_packet =
                first.locus.object == second.locus.object && first.locus.revision == second.locus.revision;
            if !same_packet || !before.certainly_after(after) {
                continue;
            }
            let gap = before.earliest.0 - after.latest.0;
            findings.push(Finding {
                premises: vec![PremiseRef::evidence(first.id), PremiseRef::evidence(second.id)],
                innocent: vec![
                    "Two machines had different clocks, or a clock was corrected.".to_owned(),
                    "A program joined two histories.".to_owned(),
                ],
                settle: "Compare other files of the same machines.".to_owned(),
                ..Finding::of(
                    &Self::CHARTER,
                    if gap <= WRONG_ZONE { Strength::Weak } else { Strength::Medium },
                    Layer::Bytes,
                    format!(
                        "A step in its history is dated {}, but the next step is dated earlier, {} ({}, {}).",
                        time(before),
                        time(after),
                        first.locus.path,
                        second.locus.path
                    ),
                )
            });
        }
        Examination::of(findings)
    }
}
