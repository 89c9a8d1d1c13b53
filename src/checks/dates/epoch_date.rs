//! A date that is the zero of a clock.

use crate::checks::{Check, View, charter};
use crate::model::{Charter, Examination, Finding, Layer, PremiseRef, Strength};

charter! {
    /// # What it looks for
    /// Dates that are the zero or the null of some way of counting time: 1601-01-01 (Windows), 1904-01-01 (Macintosh),
    /// 1970-01-01 (Unix), 1980-01-01 (DOS), 0001-01-01. Such a date is retracted: nothing is reasoned from it.
    ///
    /// # Why it matters
    /// It says that no date was set or that a clock had lost its time, and must not be read as a time of making.
    ///
    /// # Innocent causes
    /// A dead clock battery; a converter that found no date; a reproducible build.
    ///
    /// # What it cannot tell
    /// When the file was made.
    ///
    /// # Example
    /// `CreationDate` of `D:19700101000000Z`.
    ///
    /// # Sources
    /// The table `defaults`; catalogue of checks, 103. Strength: informational.
    pub struct EpochDate { code: "D006", name: "epoch-date", summary: "a date stands there that is the zero of a clock", since: "0.1.0", group: Dates }
}

impl Check for EpochDate {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn examine(&self, view: &View<'_>) -> Examination {
        let (mut findings, mut retracted, mut seen) = (Vec::new(), Vec::new(), false);
        for evidence in view.evidence() {
            let Some(moment) = evidence.moment() else { continue };
            seen = true;
            let Some(default) = view.knowledge.default_date(moment).filter(|default| default.epoch) else { continue };
            retracted.push(evidence.id.clone());
            findings.push(Finding {
                premises: vec![PremiseRef::evidence(&evidence.id), PremiseRef::fact(default.fact.id.clone())],
                innocent: vec![
                    "A clock without battery, a converter that found no date, a reproducible build.".to_owned(),
                ],
                settle: "Nothing: the field holds no date.".to_owned(),
                ..Finding::of(
                    &Self::CHARTER,
                    Strength::Informational,
                    Layer::Bytes,
                    format!(
                        "{}: {}: {}. It is not used as a statement.",
                        evidence.label(),
                        evidence.value_text(),
                        default.what
                    ),
                )
            });
        }
        if !seen {
            return Examination::not_applicable("the document states no date");
        }
        let mut examination = Examination::of(findings);
        examination.retracted = retracted;
        examination
    }
}
