//! A date that is the zero of a clock.

use crate::checks::quotation::value;
use crate::checks::{Check, View, charter};
use crate::model::{Charter, Examination, Finding, Layer, PremiseRef, Strength};

charter! {
    /// # What it looks for
    /// Dates that are the zero point of some way of counting time: 1601-01-01 (Windows), 1904-01-01 (Macintosh),
    /// 1970-01-01 (Unix), 1980-01-01 (DOS), 0001-01-01, moved by a time zone or not; and the last day that a
    /// calendar of programs can hold (9999-12-31). valla sets such a date aside and draws nothing from it.
    ///
    /// # Why it matters
    /// It means that no date was set or that a clock had lost its time. Nobody should read it as the time when the
    /// file was made.
    ///
    /// # Innocent causes
    /// A clock battery was dead, a converter found no date, or a build was made reproducible on purpose.
    ///
    /// # What it cannot tell
    /// When the file was made.
    ///
    /// # Example
    /// `CreationDate` of `D:19700101000000Z`.
    ///
    /// # Sources
    /// The tables `clocks` and `defaults`; catalogue of checks, 103. Strength: informational; weak where a camera's
    /// clock may have counted on from such a date.
    pub struct EpochDate { code: "D006", name: "epoch-date", summary: "the file has a date that only means that no date was set", since: "0.1.0", group: Dates }
}

impl Check for EpochDate {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn examine(&self, view: &View<'_>) -> Examination {
        let (mut findings, mut retracted, mut seen) = (Vec::new(), Vec::new(), false);
        let mut told: Vec<(String, String, String)> = Vec::new();
        for evidence in view.evidence() {
            seen |= evidence.moment().is_some();
            let Some(default) = view.knowledge.null_date(evidence).filter(|null| null.epoch) else { continue };
            retracted.push(evidence.id);
            // An archive says the same of a hundred members: one finding.
            let written = (default.fact.clone(), evidence.property.clone(), evidence.value_text());
            if let Some(at) = told.iter().position(|known| *known == written) {
                let known: Option<&mut Finding> = findings.get_mut(at);
                known.into_iter().for_each(|known| known.premises.insert(0, PremiseRef::evidence(evidence.id)));
                continue;
            }
            told.push(written);
            findings.push(Finding {
                premises: vec![PremiseRef::evidence(evidence.id), PremiseRef::fact(default.fact.clone())],
                innocent: vec![
                    "A clock battery was dead, a converter found no date, or a build was made reproducible.".to_owned(),
                ],
                settle: "Nothing. The field holds no real date.".to_owned(),
                ..Finding::of(
                    &Self::CHARTER,
                    Strength::Informational,
                    Layer::Bytes,
                    format!(
                        "The date {} says nothing about this file ({}). Field: {}.",
                        value(evidence),
                        default.what,
                        evidence.label()
                    ),
                )
            });
        }
        for evidence in view.evidence() {
            let Some(clock) = view.knowledge.restarted_clock(evidence).filter(|_| !view.is_no_statement(evidence))
            else {
                continue;
            };
            findings.push(
                Finding::of(
                    &Self::CHARTER,
                    Strength::Weak,
                    Layer::Bytes,
                    format!(
                        "The date {} may be that of a clock that had lost its time: {}. Field: {}.",
                        value(evidence),
                        clock.what,
                        evidence.label()
                    ),
                )
                .resting_on([evidence])
                .innocently(&["The camera's battery was empty, and nobody set the clock."])
                .settled_by("Look at other pictures from the same camera and time."),
            );
        }
        if !seen {
            return Examination::not_applicable("no date");
        }
        let mut examination = Examination::of(findings);
        examination.retracted = retracted;
        examination
    }
}
