//! The steps of a document's history go back in time.

use crate::checks::{Check, View, charter};
use crate::model::{Charter, Examination, Finding, Layer, PremiseRef, Role, Strength};

charter! {
    /// # What it looks for
    /// The steps of `xmpMM:History`, which programs append in order: a step that is certainly earlier than the one before it.
    ///
    /// # Why it matters
    /// Programs write the steps by themselves; an order that goes back shows a clock that was set back, or an edited packet.
    ///
    /// # Innocent causes
    /// Two machines with different clocks; a clock that was corrected; a packet that was put together from two.
    ///
    /// # What it cannot tell
    /// Which step is wrong. Histories are inherited from templates of years before.
    ///
    /// # Example
    /// A step of May 2012, followed by one of January 2011.
    ///
    /// # Sources
    /// Adobe XMP Specification Part 2, `xmpMM:History`; catalogue of checks, 52. Strength: medium; weak within 26 hours.
    pub struct XmpHistoryChain { code: "D009", name: "xmp-history-chain", summary: "the steps of the document's history go back in time", since: "0.1.0", group: Dates }
}

/// What a wrong zone explains, in seconds.
const WRONG_ZONE: i64 = 26 * 3600;

impl Check for XmpHistoryChain {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn examine(&self, view: &View<'_>) -> Examination {
        let steps: Vec<_> = view.times(&[Role::HistoryTime]).collect();
        if steps.len() < 2 {
            return Examination::not_applicable("needs two steps of a history");
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
                premises: vec![PremiseRef::evidence(&first.id), PremiseRef::evidence(&second.id)],
                innocent: vec![
                    "Two machines with different clocks, or a clock that was corrected.".to_owned(),
                    "A packet that was put together from two.".to_owned(),
                ],
                settle: "Compare with other files of the same machines.".to_owned(),
                ..Finding::of(
                    &Self::CHARTER,
                    if gap <= WRONG_ZONE { Strength::Weak } else { Strength::Medium },
                    Layer::Bytes,
                    format!(
                        "{} states {}, and the step after it ({}) an earlier time, {}.",
                        first.locus.path,
                        first.value_text(),
                        second.locus.path,
                        second.value_text()
                    ),
                )
            });
        }
        Examination::of(findings)
    }
}
