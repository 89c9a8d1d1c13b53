//! The document itself states a later date than is claimed of it.

use crate::checks::{Check, View, charter};
use crate::model::finding::Sign;
use crate::model::{
    Charter, Claim, Evidence, Examination, Finding, Instant, Layer, Moment, PremiseRef, Role, Strength,
};

charter! {
    /// # What it looks for
    /// Stated times of making and of change that lie wholly after the time at which the file is claimed to have existed in this
    /// form.
    ///
    /// # Why it matters
    /// It is the plainest contradiction of all: between what is said of a file and what the file says.
    ///
    /// # Innocent causes
    /// The document was saved again, converted, annotated or scanned later; a clock ran ahead.
    ///
    /// # What it cannot tell
    /// Anything of the words: a scan made in 2024 of an order signed in 2013 is no forgery. A statement is never more than
    /// strong, since clocks can be wrong.
    ///
    /// # Example
    /// `ModDate` of 2026 in a file that is said to be from 2013.
    ///
    /// # Sources
    /// ISO 32000-2:2020, 14.3.3. Strength: strong for times of making and of change, medium for times of the metadata.
    pub struct StatedAfterClaim { code: "D007", name: "stated-after-claim", summary: "the document itself states a later date than is claimed of it", since: "0.1.0", group: Dates }
}

impl Check for StatedAfterClaim {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn examine(&self, view: &View<'_>) -> Examination {
        let claims: Vec<_> = view.claims_on(Layer::Bytes).collect();
        if claims.is_empty() {
            return Examination::not_applicable("no time is claimed for the file in this form");
        }
        let times: Vec<_> = view
            .times(&[
                Role::Created,
                Role::Modified,
                Role::MetadataModified,
                Role::HistoryTime,
                Role::PackedTime,
                Role::DirectoryTime,
            ])
            .collect();
        if times.is_empty() {
            return Examination::not_applicable("the document states no date");
        }
        // What happened after the file was received is custody, and says nothing against the claim.
        let custody =
            |earliest: Instant| view.claims.received.as_ref().is_some_and(|received| earliest > received.latest);
        let mut saves: Vec<Vec<(&Evidence, &Moment)>> = Vec::new();
        for (evidence, moment) in times {
            let late =
                claims.iter().any(|claim| claim.moment.as_ref().is_some_and(|claimed| moment.certainly_after(claimed)));
            if !late || custody(moment.earliest) {
                continue;
            }
            // What one save wrote in several places counts once.
            let same = saves.iter_mut().find(|save| {
                save.iter().all(|(other, at)| {
                    view.revision_of(other) == view.revision_of(evidence) && at.may_equal(moment, ONE_SAVE)
                })
            });
            match same {
                Some(save) => save.push((evidence, moment)),
                None => saves.push(vec![(evidence, moment)]),
            }
        }
        Examination::of(saves.iter().filter_map(|save| finding(view, &claims, save)).collect())
    }
}

/// Times that one save wrote lie this close together, in seconds.
const ONE_SAVE: i64 = 3_600;

fn finding(view: &View<'_>, claims: &[&Claim], save: &[(&Evidence, &Moment)]) -> Option<Finding> {
    let (first, _) = save.first()?;
    let against: Vec<&&Claim> = claims
        .iter()
        .filter(|claim| {
            claim.moment.as_ref().is_some_and(|claimed| save.iter().any(|(_, moment)| moment.certainly_after(claimed)))
        })
        .collect();
    let plain = save.iter().any(|(evidence, _)| matches!(evidence.role, Some(Role::Created | Role::Modified)));
    let claimed: Vec<&str> = against.iter().map(|claim| claim.text.as_str()).collect();
    let stated: Vec<String> =
        save.iter().map(|(evidence, _)| format!("{}: {}", evidence.label(), evidence.value_text())).collect();
    let evidence = save.iter().map(|(evidence, _)| PremiseRef::evidence(&evidence.id));
    Some(Finding {
        premises: evidence.chain(against.iter().map(|claim| PremiseRef::claim(claim.id.clone()))).collect(),
        innocent: vec![
            "The document was saved again, converted, annotated or scanned later.".to_owned(),
            "A clock ran ahead.".to_owned(),
        ],
        settle: "Ask for the file as it was before that date, and what was done with it then.".to_owned(),
        against: against.iter().map(|claim| claim.id.clone()).collect(),
        sign_of: Some(Sign {
            event: view.save_of(first),
            not_before: save.iter().map(|(_, moment)| moment.earliest).min()?,
            not_after: save.iter().map(|(_, moment)| moment.latest).max(),
            since: save.iter().map(|(_, moment)| moment.earliest).min()?.day_text(),
            what: format!("the document's own date, {}", stated.first()?),
        }),
        ..Finding::of(
            &StatedAfterClaim::CHARTER,
            if plain { Strength::Strong } else { Strength::Medium },
            Layer::Bytes,
            format!("The document itself states a later date than {}: {}.", claimed.join(", "), stated.join("; ")),
        )
    })
}
