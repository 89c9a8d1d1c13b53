//! An offset from universal time that was not the law of the claimed place on that day.

use crate::checks::quotation::{event, utc, when};
use crate::checks::{Check, View, charter};
use crate::model::{Charter, Evidence, Examination, Finding, Layer, Moment, PremiseRef, Role, Strength, plain_date};

charter! {
    /// # What it looks for
    /// The time zones written with the dates (`+03'00'`), compared with the legal time of the claimed place on that
    /// day (IANA time-zone database). For a country, all of its zones count.
    ///
    /// # Why it matters
    /// Countries change their clocks, and people who set back a date seldom set back the zone too. Legal time in
    /// Moscow was UTC+3 in winter and UTC+4 in summer until March 2011, UTC+4 all year until 26 October 2014, and
    /// has been UTC+3 since.
    ///
    /// # Innocent causes
    /// The writer was abroad. A server or a virtual machine was in another zone. The machine's time-zone data was
    /// out of date (Windows XP never got the Russian change of 2014). Windows shows old dates with today's rule.
    ///
    /// # What it cannot tell
    /// Where somebody was. Libraries that know no place write `Z` and `+00'00'`, which say nothing.
    ///
    /// # Example
    /// 20 January 2012 with `+03'00'` in a document that is said to come from Moscow.
    ///
    /// # Sources
    /// IANA time-zone database; catalogue of checks, 15 (COPA v Wright (EWHC 1198 (Ch) of 2024), para 492). Strength: medium at
    /// most, and tension only.
    pub struct TimezoneLaw { code: "D003", name: "timezone-law", summary: "the file gives a time zone that the claimed place did not have on that day", since: "0.1.0", group: Dates }
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
            return Examination::not_applicable("no date with a time zone of a place");
        }
        let mut findings: Vec<Finding> = Vec::new();
        let mut said: Vec<(&str, i32)> = Vec::new();
        for (claim, place) in &places {
            for (evidence, moment, offset) in &times {
                let Some(day) = moment.local_date() else { continue };
                let lawful = place.offsets_around(day);
                if lawful.contains(offset) {
                    continue;
                }
                let law: Vec<String> = lawful.iter().copied().map(utc).collect();
                let month = |day: chrono::NaiveDate| plain_date(&day.format("%Y-%m").to_string());
                let zone = utc(*offset);
                let today = view.day.0;
                let known = match place.nearest_months_with(*offset, day) {
                    (Some(before), Some(after)) if after <= today => {
                        format!("{zone} was legal time there until {}, and again from {}.", month(before), month(after))
                    }
                    (Some(before), _) => format!("{zone} was last legal time there in {}.", month(before)),
                    (None, Some(after)) if after <= today => {
                        format!("{zone} became legal time there in {}.", month(after))
                    }
                    (None, _) => format!("{zone} was not legal time there in the forty years before."),
                };
                // One finding per offset and place: the same clock wrote them all.
                if said.contains(&(claim.id.as_str(), *offset)) {
                    continue;
                }
                said.push((claim.id.as_str(), *offset));
                findings.push(Finding {
                    premises: vec![
                        PremiseRef::evidence(evidence.id),
                        PremiseRef::fact(format!("zone:{}", claim.text)),
                        PremiseRef::claim(claim.id.clone()),
                    ],
                    innocent: vec![
                        "The writer, the server or the virtual machine was in another zone.".to_owned(),
                        "The machine's time-zone data was out of date, or it applied today's rule to an old date."
                            .to_owned(),
                    ],
                    settle:
                        "Compare the time zones in other files of the same machine. Ask where the document was written."
                            .to_owned(),
                    against: std::iter::once(claim.id.clone())
                        .chain(view.claims_on(Layer::Bytes).map(|claim| claim.id.clone()))
                        .collect(),
                    ..Finding::of(
                        &Self::CHARTER,
                        Strength::Medium,
                        Layer::Bytes,
                        format!(
                            "It says {} {}. Legal time in {} that day was {}. {known}",
                            event(evidence.role),
                            when(moment),
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
