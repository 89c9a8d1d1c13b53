//! The zone of the machine's clock, from times that stand in the document twice.

use crate::checks::dates::clock_pairs::{ClockPair, pairs};
use crate::checks::{Check, View, charter};
use crate::model::{Charter, Examination, Finding, Layer, PremiseRef, Strength, Zone};

charter! {
    /// # What it looks for
    /// Documents of Word write some times twice: by the clock on the wall and in universal time. What lies between is the zone of
    /// the machine. Where a place is claimed, the zone is held against its law on that day.
    ///
    /// # Why it matters
    /// It tells the zone of the machine that saved, where no date is written with one, and by a way that no program shows.
    ///
    /// # Innocent causes
    /// The writer was abroad; a server or a virtual machine stands in another zone; the machine's table of zones was not updated.
    ///
    /// # What it cannot tell
    /// Where somebody was: a zone holds many countries, and a clock can be set to any.
    ///
    /// # Example
    /// 16:41 by Word's own record and 15:41 UTC in the summary: the machine stood at +01:00.
    ///
    /// # Sources
    /// Catalogue of checks, 36; MS-DOC 2.9.67 (DTTM, local time) beside MS-OLEPS (universal time); measured: 207 of 208 documents
    /// differ by a whole offset. Strength: informational; medium where the claimed place did not have the offset on that day.
    pub struct TzFromPairs { code: "D013", name: "tz-from-pairs", summary: "times that stand in the document twice tell the zone of the machine's clock", since: "0.1.0", group: Dates }
}

impl Check for TzFromPairs {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn examine(&self, view: &View<'_>) -> Examination {
        let told: Vec<(ClockPair<'_>, i32)> =
            pairs(view).into_iter().filter_map(|pair| pair.offset().map(|offset| (pair, offset))).collect();
        if told.is_empty() {
            return Examination::not_applicable("no time stands in the document twice, local and universal");
        }
        let mut findings: Vec<Finding> = Vec::new();
        for (number, (pair, offset)) in told.iter().enumerate() {
            // The same clock wrote them all: an offset is told once.
            if told.iter().take(number).all(|(_, earlier)| earlier != offset) {
                findings.push(finding(view, pair, *offset));
            }
        }
        Examination::of(findings)
    }
}

fn finding(view: &View<'_>, pair: &ClockPair<'_>, offset: i32) -> Finding {
    let zone = Zone::Offset(offset);
    let mut summary = format!(
        "When the document was {}, the machine's clock stood at {zone}: {} by the clock, {} in universal time.",
        pair.event,
        pair.local.value_text(),
        pair.universal.value_text()
    );
    let day = pair.local.moment().and_then(crate::model::Moment::local_date);
    let elsewhere = view.claims_on(Layer::Origin).find_map(|claim| {
        let place = view.knowledge.place(&claim.text)?;
        let lawful = place.offsets_around(day?);
        let law: Vec<String> = lawful.iter().map(|offset| Zone::Offset(*offset).to_string()).collect();
        (!lawful.contains(&offset)).then(|| (claim, law.join(" or ")))
    });
    let mut strength = Strength::Informational;
    if let Some((claim, law)) = &elsewhere {
        strength = Strength::Medium;
        summary.push_str(&format!(" {} was at {law} on that day.", claim.text));
    }
    let mut finding = Finding::of(&TzFromPairs::CHARTER, strength, Layer::Origin, summary)
        .resting_on([pair.local, pair.universal])
        .innocently(&[
            "The writer was abroad, or a server or a virtual machine in another zone saved it.",
            "The machine's table of zones was not up to date.",
        ])
        .settled_by("Compare with other documents of the same machine from those days.");
    if let Some((claim, _)) = elsewhere {
        finding.premises.push(PremiseRef::claim(claim.id.clone()));
        finding.against.push(claim.id.clone());
    }
    finding
}
