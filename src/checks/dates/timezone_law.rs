//! An offset from universal time that was not the law of the claimed place on that day.

use crate::checks::{Check, View, charter};
use crate::model::{Charter, Evidence, Examination, Finding, Layer, Moment, PremiseRef, Role, Strength, Zone};

charter! {
    /// # What it looks for
    /// The offsets that stand with the dates (`+03'00'`), held against the law of the place that is claimed, on that day (IANA
    /// time-zone database). A country means all of its zones.
    ///
    /// # Why it matters
    /// Countries change their clocks; who sets back a date seldom sets back the offset too. Moscow was at +03:00 in winter and
    /// +04:00 in summer until March 2011, at +04:00 all year until 26 October 2014, and is at +03:00 since.
    ///
    /// # Innocent causes
    /// The writer was abroad; a server or a virtual machine in another zone; a machine whose time-zone data was not updated
    /// (Windows XP never got the Russian change of 2014); Windows shows old dates with today's rule.
    ///
    /// # What it cannot tell
    /// Where somebody was. `Z` and `+00'00'` are what libraries write that know no place, and say nothing.
    ///
    /// # Example
    /// 20 January 2012 with `+03'00'` in a document said to be made in Moscow.
    ///
    /// # Sources
    /// IANA time-zone database; catalogue of checks, 15 (COPA v Wright (EWHC 1198 (Ch) of 2024), para 492). Strength: medium at
    /// most, and tension only.
    pub struct TimezoneLaw { code: "D003", name: "timezone-law", summary: "an offset from universal time was not the law of the claimed place on that day", since: "0.1.0", group: Dates }
}

impl Check for TimezoneLaw {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn examine(&self, view: &View<'_>) -> Examination {
        let places: Vec<_> = view
            .claims_on(Layer::Origin)
            .filter_map(|claim| view.knowledge.place(&claim.text).map(|place| (claim, place)))
            .collect();
        if places.is_empty() {
            return Examination::not_applicable("no place is claimed");
        }
        let times: Vec<(&Evidence, &Moment, i32)> = view
            .times(&[Role::Created, Role::Modified, Role::MetadataModified])
            .filter_map(|(evidence, moment)| moment.zone.speaks_of_a_place().map(|offset| (evidence, moment, offset)))
            .collect();
        if times.is_empty() {
            return Examination::not_applicable("no date is written with an offset that could speak of a place");
        }
        let mut findings: Vec<Finding> = Vec::new();
        for (claim, place) in &places {
            for (evidence, moment, offset) in &times {
                let Some(day) = moment.local_date() else { continue };
                let lawful = place.offsets_around(day);
                if lawful.contains(offset) {
                    continue;
                }
                let law: Vec<String> = lawful.iter().map(|offset| Zone::Offset(*offset).to_string()).collect();
                let month = |day: chrono::NaiveDate| day.format("%Y-%m").to_string();
                let today = view.day.0;
                let known = match place.nearest_months_with(*offset, day) {
                    (Some(before), Some(after)) if after <= today => {
                        format!("It was the law there until {}, and again from {}.", month(before), month(after))
                    }
                    (Some(before), _) => format!("It was last the law there in {}.", month(before)),
                    (None, Some(after)) if after <= today => format!("It became the law there in {}.", month(after)),
                    (None, _) => "It was not the law of that place in the forty years before.".to_owned(),
                };
                // One finding per offset and place: the same clock wrote them all.
                let already = findings.iter().any(|finding| {
                    finding.summary.contains(&format!("offset {}", moment.zone)) && finding.against.contains(&claim.id)
                });
                if already {
                    continue;
                }
                findings.push(Finding {
                    premises: vec![
                        PremiseRef::evidence(&evidence.id),
                        PremiseRef::fact(format!("zone:{}", claim.text)),
                        PremiseRef::claim(claim.id.clone()),
                    ],
                    innocent: vec![
                        "The writer, the server or the virtual machine was in another zone.".to_owned(),
                        "The machine's time-zone data was not up to date, or shows old dates with today's rule."
                            .to_owned(),
                    ],
                    settle:
                        "Compare the offsets of other files of the same machine; ask where the document was written."
                            .to_owned(),
                    against: std::iter::once(claim.id.clone())
                        .chain(view.claims_on(Layer::Bytes).map(|claim| claim.id.clone()))
                        .collect(),
                    ..Finding::of(
                        &Self::CHARTER,
                        Strength::Medium,
                        Layer::Bytes,
                        format!(
                            "{}: {}, with the offset {}. On that day the law of {} was {}. {known}",
                            evidence.label(),
                            evidence.value_text(),
                            moment.zone,
                            place.name,
                            law.join(" or "),
                        ),
                    )
                });
            }
        }
        Examination::of(findings)
    }
}
