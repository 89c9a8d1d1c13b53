//! A date later than the day of the examination.

use crate::checks::{Check, View, charter};
use crate::model::{Charter, Examination, Finding, Layer, PremiseRef, Role, Strength};

charter! {
    /// # What it looks for
    /// Stated dates that lie wholly after the day of the examination (or after the day on which the file was received, where
    /// that is given).
    ///
    /// # Why it matters
    /// Such a field is wrong, whatever else is true: a clock ran ahead, or somebody typed it.
    ///
    /// # Innocent causes
    /// A wrong clock; a dead clock battery on machines that then show a late year.
    ///
    /// # What it cannot tell
    /// Whether the other dates of the same clock are wrong too.
    ///
    /// # Example
    /// `CreationDate` of 2061.
    ///
    /// # Sources
    /// Catalogue of checks, 103. Strength: weak; that the field is wrong is certain, that it means something is not.
    pub struct FutureDate { code: "D005", name: "future-date", summary: "a date stands there that has not come yet", since: "0.1.0", group: Dates }
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
                innocent: vec!["A clock that ran ahead or had lost its time.".to_owned()],
                settle: "Look at other files of the same machine and time.".to_owned(),
                ..Finding::of(
                    &Self::CHARTER,
                    Strength::Weak,
                    Layer::Bytes,
                    format!(
                        "{}: {}, after the day of this examination ({}).",
                        evidence.label(),
                        evidence.value_text(),
                        view.day
                    ),
                )
            });
        }
        if !seen {
            return Examination::not_applicable("the document states no date");
        }
        Examination::of(findings)
    }
}
