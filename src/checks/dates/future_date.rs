//! A date that cannot be right: still to come, or of a time before the format.

use crate::checks::impossible::{Impossible, impossible, in_other_calendars, speaks_of_the_file};
use crate::checks::quotation::{event, when};
use crate::checks::{Check, View, charter};
use crate::model::{Axiom, Charter, Examination, Finding, Layer, PremiseRef, Strength, plain_date};

charter! {
    /// # What it looks for
    /// Stated dates that are wholly after the day of the examination, or wholly before the format of the file
    /// existed. valla draws nothing else from such a date, and does not say of a file that has one that nothing was
    /// found against it.
    ///
    /// # Why it matters
    /// Such a date is wrong, whatever else is true: a clock ran wrong, or someone typed it.
    ///
    /// # Innocent causes
    /// A wrong clock. A dead clock battery. A calendar that counts other years, such as the Buddhist or the Islamic
    /// one. An archive that entered the date of the paper original.
    ///
    /// # What it cannot tell
    /// Whether the other dates from the same clock are wrong too.
    ///
    /// # Example
    /// `CreationDate` of 2061; `CreationDate` of 1968 in a PDF.
    ///
    /// # Sources
    /// The table `births`; catalogue of checks, 103. Strength: weak. The date is certainly wrong; whether that means
    /// anything is not certain.
    pub struct FutureDate { code: "D005", name: "future-date", summary: "the file has a date that cannot be right", since: "0.1.0", group: Dates }
}

impl Check for FutureDate {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn examine(&self, view: &View<'_>) -> Examination {
        let (mut findings, mut beyond_belief, mut retracted, mut seen) = (Vec::new(), Vec::new(), Vec::new(), false);
        for evidence in view.evidence() {
            let Some(moment) = evidence.moment() else { continue };
            seen = true;
            let Some(why) = impossible(evidence, view.knowledge, view.day) else { continue };
            if view.knowledge.null_date(evidence).is_some() {
                continue;
            }
            // When it was printed, or a part of it made, is not when the file was.
            if speaks_of_the_file(evidence) {
                beyond_belief.push(evidence.id);
            } else {
                retracted.push(evidence.id);
            }
            let (because, premise) = match why {
                Impossible::ToCome => (
                    format!("after the day of this examination ({})", plain_date(&view.day.to_string())),
                    PremiseRef::axiom(Axiom::SavedBeforeExamined),
                ),
                Impossible::BeforeItsFormat(birth) => {
                    (format!("which cannot be: {}", birth.what), PremiseRef::fact(birth.fact.id.clone()))
                }
            };
            let mut innocent: Vec<String> = Vec::new();
            let calendars = in_other_calendars(moment, view.day);
            if !calendars.is_empty() {
                innocent.push(format!("The year is {}.", calendars.join(", or ")));
            }
            innocent.push("A clock ran wrong or had lost its time.".to_owned());
            if matches!(why, Impossible::BeforeItsFormat(_)) {
                innocent.push("Somebody entered the date of the paper original.".to_owned());
            }
            findings.push(Finding {
                premises: vec![PremiseRef::evidence(evidence.id), premise],
                innocent,
                settle: "Look at other files from the same machine and time.".to_owned(),
                ..Finding::of(
                    &Self::CHARTER,
                    Strength::Weak,
                    Layer::Bytes,
                    format!("It says {} {}, {because}.", event(evidence.role), when(moment)),
                )
            });
        }
        if !seen {
            return Examination::not_applicable("no date");
        }
        let mut examination = Examination::of(findings);
        examination.beyond_belief = beyond_belief;
        examination.retracted = retracted;
        examination
    }
}
