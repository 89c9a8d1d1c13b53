//! A part of the document states a later date than is claimed of the whole.

use crate::checks::quotation::{claimed, day};
use crate::checks::{Check, View, charter};
use crate::model::finding::Sign;
use crate::model::{Charter, Examination, Finding, Layer, PremiseRef, Role, Strength};

charter! {
    /// # What it looks for
    /// The dates that parts of a document give for themselves (a picture's Exif, an annotation, an attachment, the
    /// data of a program, the time of a signature), compared with the time at which the whole is said to have
    /// existed in this form.
    ///
    /// # Why it matters
    /// People who set back the dates of a document seldom think of its pictures and annotations.
    ///
    /// # Innocent causes
    /// Someone exchanged the picture, or annotated or signed the document later. A camera's clock was not set.
    ///
    /// # What it cannot tell
    /// Anything about the words. A date without a time zone can be any instant of a day and two hours.
    ///
    /// # Example
    /// A photograph of 2019 in a document that is said to be from 2012.
    ///
    /// # Sources
    /// Catalogue of checks, 57; CIPA DC-008 (Exif); ISO 32000-2:2020, 12.5.2. Strength: strong, since clocks can be wrong.
    pub struct ImageEmbeddedMetadata { code: "I002", name: "image-embedded-metadata", summary: "a part of the file states a later date than the claimed one", since: "0.1.0", group: Images }
}

impl Check for ImageEmbeddedMetadata {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn examine(&self, view: &View<'_>) -> Examination {
        let claims: Vec<_> = view.claims_on(Layer::Bytes).collect();
        if claims.is_empty() {
            return Examination::not_applicable("no date is claimed for the file");
        }
        // Storages of a container are written with it: their times are those of its directory.
        let times: Vec<_> = view
            .times(&[Role::PartTime, Role::SignatureTime])
            .filter(|(evidence, _)| !evidence.property.starts_with("ole.directory."))
            .collect();
        if times.is_empty() {
            return Examination::not_applicable("no part with a date");
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
            let claims: Vec<String> = against.iter().map(|claim| claimed(&claim.text)).collect();
            let (what, done) = part(&evidence.property);
            findings.push(Finding {
                premises: std::iter::once(PremiseRef::evidence(evidence.id))
                    .chain(against.iter().map(|claim| PremiseRef::claim(claim.id.clone())))
                    .collect(),
                innocent: vec![
                    "Someone exchanged the picture, or annotated or signed the file later.".to_owned(),
                    "A clock ran ahead.".to_owned(),
                ],
                settle: "Ask for the document as it was before that date.".to_owned(),
                against: against.iter().map(|claim| claim.id.clone()).collect(),
                sign_of: Some(Sign {
                    event: view.save_of(evidence),
                    not_before: moment.earliest,
                    not_after: None,
                    since: moment.plain_date(),
                    what: format!("{what} of {}", moment.plain_date()),
                }),
                ..Finding::of(
                    &Self::CHARTER,
                    Strength::Strong,
                    Layer::Bytes,
                    format!("It says that {what} in it {done} {}, later than {}.", day(moment), claims.join(", ")),
                )
            });
        }
        Examination::of(findings)
    }
}

/// What part a property dates, and what was done to it then.
fn part(property: &str) -> (&'static str, &'static str) {
    const PARTS: &[(&str, &str, &str)] = &[
        ("DateTimeOriginal", "a picture", "was taken"),
        ("picture.taken", "a picture", "was taken"),
        ("DateTimeDigitized", "a picture", "was digitised"),
        ("GPSDateTime", "a picture", "got its position"),
        ("exif.DateTime", "a picture", "was changed"),
        ("picture.changed", "a picture", "was changed"),
        ("annotation.CreationDate", "an annotation", "was made"),
        ("annotation.M", "an annotation", "was changed"),
        ("attachment.", "an attached file", "was made or changed"),
        ("signature.time-stamp", "a signature", "was time-stamped"),
        ("signature.", "a signature", "was made"),
        (".comment.", "a comment", "was written"),
        (".change.", "a tracked change", "was made"),
    ];
    let found = PARTS.iter().find(|(key, _, _)| property.contains(key));
    found.map_or(("a part", "was made or changed"), |(_, what, done)| (*what, *done))
}
