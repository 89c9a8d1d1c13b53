//! The zone of the machine's clock, from times that are in the document twice.

use crate::checks::dates::clock_pairs::{ClockPair, pairs};
use crate::checks::quotation::{utc, value};
use crate::checks::{Check, View, charter};
use crate::model::{Charter, Examination, Finding, Layer, PremiseRef, Strength};

charter! {
    /// # What it looks for
    /// Word documents write some times twice: in local time and in universal time. The difference is the time zone
    /// of the machine. Where a place is claimed, the check compares the zone with legal time there on that day.
    ///
    /// # Why it matters
    /// It shows the time zone of the machine that saved the file even where no date has one, and in a way that no
    /// program shows.
    ///
    /// # Innocent causes
    /// The writer was abroad. A server or a virtual machine was in another zone. The machine's time-zone data was
    /// out of date.
    ///
    /// # What it cannot tell
    /// Where somebody was: many countries share a zone, and anyone can set a clock to any zone.
    ///
    /// # Example
    /// 16:41 in Word's own record and 15:41 UTC in the summary: the machine's clock was set to UTC+1.
    ///
    /// # Sources
    /// Catalogue of checks, 36; MS-DOC 2.9.67 (DTTM, local time) beside MS-OLEPS (universal time); measured: 207 of 208 documents
    /// differ by a whole offset. Strength: informational; medium where the claimed place did not have the offset on that day.
    pub struct TzFromPairs { code: "D013", name: "tz-from-pairs", summary: "times that the file gives twice show the time zone of the machine's clock", since: "0.1.0", group: Dates }
}

impl Check for TzFromPairs {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn examine(&self, view: &View<'_>) -> Examination {
        let told: Vec<(ClockPair<'_>, i32)> =
            pairs(view).into_iter().filter_map(|pair| pair.offset().map(|offset| (pair, offset))).collect();
        if told.is_empty() {
            return Examination::not_applicable("no time given both in local and in universal time");
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
    let mut summary = format!(
        "When the document was {}, the machine's clock was set to {}: its local time was {}, universal time was {}.",
        pair.event,
        utc(offset),
        value(pair.local),
        value(pair.universal)
    );
    let day = pair.local.moment().and_then(crate::model::Moment::local_date);
    let elsewhere = view.claims_on(Layer::Origin).find_map(|claim| {
        let place = view.knowledge.place(&claim.text)?;
        let lawful = place.offsets_around(day?);
        let law: Vec<String> = lawful.iter().copied().map(utc).collect();
        (!lawful.contains(&offset)).then(|| (claim, law.join(" or ")))
    });
    let mut strength = Strength::Informational;
    if let Some((claim, law)) = &elsewhere {
        strength = Strength::Medium;
        summary.push_str(&format!(" Legal time in {} that day was {law}.", claim.text));
    }
    let mut finding = Finding::of(&TzFromPairs::CHARTER, strength, Layer::Origin, summary)
        .resting_on([pair.local, pair.universal])
        .innocently(&[
            "The writer was abroad, or a server or a virtual machine in another zone saved it.",
            "The machine's time-zone data was out of date.",
        ])
        .settled_by("Compare other documents of the same machine from those days.");
    if let Some((claim, _)) = elsewhere {
        finding.premises.push(PremiseRef::claim(claim.id.clone()));
        finding.against.push(claim.id.clone());
    }
    finding
}
