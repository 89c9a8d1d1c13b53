//! A value that a program writes into every file: no statement of anybody.

use crate::checks::quotation::value;
use crate::checks::{Check, View, charter};
use crate::model::{Charter, Examination, Finding, Layer, PremiseRef, Role, Strength};

charter! {
    /// # What it looks for
    /// Dates and names that libraries and templates write into every file they make: the date of python-docx
    /// (2013-12-23), of Excel's blank workbook, ReportLab's `anonymous` and `untitled`. valla sets such a date
    /// aside and draws nothing from it, for or against a claim.
    ///
    /// # Why it matters
    /// It prevents a wrong "made in 2013", and wrong links between files that share nothing but a library.
    ///
    /// # Innocent causes
    /// Programs make reports, forms and exports every day.
    ///
    /// # What it cannot tell
    /// When the file was made.
    ///
    /// # Example
    /// `CreationDate` of `2013-12-23T23:15:00Z`.
    ///
    /// # Sources
    /// The table `defaults`; catalogue of checks, 21. Strength: informational.
    pub struct DefaultMetadata { code: "D004", name: "default-metadata", summary: "the file has a value that a program writes into every file", since: "0.1.0", group: Dates }
}

impl Check for DefaultMetadata {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn examine(&self, view: &View<'_>) -> Examination {
        let (mut findings, mut retracted, mut seen) = (Vec::new(), Vec::new(), false);
        for evidence in view.evidence() {
            let default = match (evidence.moment(), evidence.text(), evidence.role) {
                (Some(_), _, _) => {
                    seen = true;
                    let null = view.knowledge.null_date(evidence).filter(|null| !null.epoch);
                    null.map(|null| (null.fact, null.what))
                }
                (_, Some(text), Some(role)) => {
                    let field = match role {
                        Role::Author => "author",
                        Role::Title => "title",
                        Role::Subject => "subject",
                        Role::Creator => "creator",
                        _ => continue,
                    };
                    seen = true;
                    let default = view.knowledge.default_name(field, text);
                    default.map(|default| (default.fact.id.clone(), default.what.clone()))
                }
                _ => None,
            };
            let Some((fact, what)) = default else { continue };
            if evidence.moment().is_some() {
                retracted.push(evidence.id);
            }
            findings.push(Finding {
                premises: vec![PremiseRef::evidence(evidence.id), PremiseRef::fact(fact)],
                innocent: vec!["Programs make files every day.".to_owned()],
                settle: "Nothing. The value shows which program made the file, not when or by whom.".to_owned(),
                ..Finding::of(
                    &Self::CHARTER,
                    Strength::Informational,
                    Layer::Bytes,
                    format!(
                        "{:?} says nothing about this file: {}. Field: {}.",
                        value(evidence),
                        what,
                        evidence.label()
                    ),
                )
            });
        }
        if !seen {
            return Examination::not_applicable("no date, author, title or subject");
        }
        let mut examination = Examination::of(findings);
        examination.retracted = retracted;
        examination
    }
}
