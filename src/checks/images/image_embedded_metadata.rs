//! A part of the document states a later date than is claimed of the whole.

use crate::checks::quotation::{claimed, day};
use crate::checks::{Check, View, charter};
use crate::model::finding::Sign;
use crate::model::{Charter, Examination, Finding, Layer, PremiseRef, Role, Strength};
use crate::properties::keys;

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
        let times: Vec<_> = view.times(&[Role::PartTime, Role::SignatureTime]).collect();
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
    match property {
        keys::INNER_PICTURE_TAKEN | keys::PICTURE_TAKEN_BY_PACKET | keys::PART_PICTURE_TAKEN => {
            ("a picture", "was taken")
        }
        keys::INNER_PICTURE_DIGITISED | keys::PICTURE_DIGITISED => ("a picture", "was digitised"),
        keys::INNER_PICTURE_PLACED | keys::PICTURE_PLACED => ("a picture", "got its position"),
        keys::INNER_PICTURE_CHANGED | keys::PART_PICTURE_CHANGED => ("a picture", "was changed"),
        keys::ANNOTATION_CREATED => ("an annotation", "was made"),
        keys::ANNOTATION_MODIFIED => ("an annotation", "was changed"),
        keys::ATTACHMENT_CREATED | keys::ATTACHMENT_MODIFIED => ("an attached file", "was made or changed"),
        keys::SIGNATURE_STAMPED => ("a signature", "was time-stamped"),
        keys::SIGNATURE_STATED
        | keys::SIGNATURE_SIGNED
        | keys::SIGNATURE_BUILD
        | keys::OFFICE_SIGNATURE_TIME
        | keys::ODF_SIGNATURE_TIME => ("a signature", "was made"),
        keys::COMMENT_TIME | keys::COMMENT_TIME_UTC | keys::OLD_COMMENT_TIME => ("a comment", "was written"),
        keys::CHANGE_TIME | keys::CHANGE_TIME_UTC | keys::RTF_CHANGE_TIME => ("a tracked change", "was made"),
        _ => ("a part", "was made or changed"),
    }
}
