//! A part of the document states a later date than is claimed of the whole.

use crate::checks::{Check, View, charter};
use crate::model::finding::Sign;
use crate::model::{Charter, Examination, Finding, Layer, PremiseRef, Role, Strength};

charter! {
    /// # What it looks for
    /// The dates that parts of a document state of themselves (a picture's Exif, an annotation, an attachment, the data of a
    /// program, a signature's time), held against the time at which the whole is claimed to have existed in this form.
    ///
    /// # Why it matters
    /// Whoever sets back the dates of a document seldom thinks of its pictures and annotations.
    ///
    /// # Innocent causes
    /// The picture was exchanged, the document annotated or signed later; a camera's clock was not set.
    ///
    /// # What it cannot tell
    /// Anything of the words. A date without zone can be any instant of a day and two hours.
    ///
    /// # Example
    /// A photograph of 2019 in a document said to be of 2012.
    ///
    /// # Sources
    /// Catalogue of checks, 57; CIPA DC-008 (Exif); ISO 32000-2:2020, 12.5.2. Strength: strong, since clocks can be wrong.
    pub struct ImageEmbeddedMetadata { code: "I002", name: "image-embedded-metadata", summary: "a part of the document states a later date than is claimed of the whole", since: "0.1.0", group: Images }
}

impl Check for ImageEmbeddedMetadata {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn examine(&self, view: &View<'_>) -> Examination {
        let claims: Vec<_> = view.claims_on(Layer::Bytes).collect();
        if claims.is_empty() {
            return Examination::not_applicable("no time is claimed for the file in this form");
        }
        // Storages of a container are written with it: their times are those of its directory.
        let times: Vec<_> = view
            .times(&[Role::PartTime, Role::SignatureTime])
            .filter(|(evidence, _)| !evidence.property.starts_with("ole.directory."))
            .collect();
        if times.is_empty() {
            return Examination::not_applicable("no part of the document states a date");
        }
        let mut findings: Vec<Finding> = Vec::new();
        for revision in 1..=u32::try_from(view.extraction.revisions.len()).unwrap_or(1).max(1) {
            // The latest part of each revision says it; the others add nothing.
            let of_revision = times.iter().filter(|(evidence, _)| view.revision_of(evidence) == revision);
            let Some((evidence, moment)) = of_revision.max_by_key(|(_, moment)| moment.earliest) else { continue };
            let against: Vec<_> = claims
                .iter()
                .filter(|claim| claim.moment.as_ref().is_some_and(|claimed| moment.certainly_after(claimed)))
                .collect();
            let custody = view.claims.received.as_ref().is_some_and(|received| moment.earliest > received.latest);
            if against.is_empty() || custody {
                continue;
            }
            let claimed: Vec<&str> = against.iter().map(|claim| claim.text.as_str()).collect();
            findings.push(Finding {
                premises: std::iter::once(PremiseRef::evidence(&evidence.id))
                    .chain(against.iter().map(|claim| PremiseRef::claim(claim.id.clone())))
                    .collect(),
                innocent: vec![
                    "The picture was exchanged, or the document annotated or signed later.".to_owned(),
                    "A clock ran ahead.".to_owned(),
                ],
                settle: "Ask for the document as it was before that date.".to_owned(),
                against: against.iter().map(|claim| claim.id.clone()).collect(),
                sign_of: Some(Sign {
                    event: view.save_of(evidence),
                    not_before: moment.earliest,
                    not_after: None,
                    since: moment.earliest.day_text(),
                    what: format!("{} of {}", evidence.label(), evidence.value_text()),
                }),
                ..Finding::of(
                    &Self::CHARTER,
                    Strength::Strong,
                    Layer::Bytes,
                    format!(
                        "{} states {}, a later date than {}.",
                        evidence.label(),
                        evidence.value_text(),
                        claimed.join(", ")
                    ),
                )
            });
        }
        Examination::of(findings)
    }
}
