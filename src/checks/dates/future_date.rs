//! A date later than the day of the examination.

use crate::checks::quotation::{event, when};
use crate::checks::{Check, View, charter};
use crate::model::{Charter, Examination, Finding, Layer, PremiseRef, Role, Strength, plain_date};

charter! {
    /// # What it looks for
    /// Stated dates that are wholly after the day of the examination (or after the day on which the file was
    /// received, where that is given).
    ///
    /// # Why it matters
    /// Such a date is wrong, whatever else is true: a clock ran ahead, or someone typed it.
    ///
    /// # Innocent causes
    /// A wrong clock. A dead clock battery, on machines that then show a late year.
    ///
    /// # What it cannot tell
    /// Whether the other dates from the same clock are wrong too.
    ///
    /// # Example
    /// `CreationDate` of 2061.
    ///
    /// # Sources
    /// Catalogue of checks, 103. Strength: weak. The date is certainly wrong; whether that means anything is not
    /// certain.
    pub struct FutureDate { code: "D005", name: "future-date", summary: "the file has a date that is still to come", since: "0.1.0", group: Dates }
}

impl Check for FutureDate {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn examine(&self, view: &View<'_>) -> Examination {
        let end = view.day.end_anywhere();
        let (mut findings, mut seen) = (Vec::new(), false);
        for (evidence, moment) in view.times(&[
            Role::Created,
            Role::Modified,
            Role::MetadataModified,
            Role::HistoryTime,
            Role::PartTime,
            Role::PackedTime,
        ]) {
            seen = true;
            if moment.earliest <= end {
                continue;
            }
            findings.push(Finding {
                premises: vec![PremiseRef::evidence(&evidence.id), PremiseRef::axiom("saved-before-examined")],
                innocent: vec!["A clock ran ahead or had lost its time.".to_owned()],
                settle: "Look at other files from the same machine and time.".to_owned(),
                ..Finding::of(
                    &Self::CHARTER,
                    Strength::Weak,
                    Layer::Bytes,
                    format!(
                        "It says {} {}, after the day of this examination ({}).",
                        event(evidence.role),
                        when(moment),
                        plain_date(&view.day.to_string())
                    ),
                )
            });
        }
        if !seen {
            return Examination::not_applicable("no date");
        }
        Examination::of(findings)
    }
}
