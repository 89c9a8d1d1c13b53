//! The document itself states a later date than is claimed of it.

use crate::checks::quotation::{claimed, day, event};
use crate::checks::{Check, View, charter};
use crate::model::finding::Sign;
use crate::model::{
    Charter, Claim, Evidence, Examination, Finding, Instant, Layer, Moment, PremiseRef, Role, Strength,
};

charter! {
    /// # What it looks for
    /// Dates of making and of saving in the file that are wholly after the time at which the file is said to have
    /// existed in this form.
    ///
    /// # Why it matters
    /// It is the plainest contradiction: between what is said of a file and what the file says.
    ///
    /// # Innocent causes
    /// Someone saved the document again, converted, annotated or scanned it later. A clock ran ahead.
    ///
    /// # What it cannot tell
    /// Anything about the words: a scan made in 2024 can show an order signed in 2013. A stated date is never more
    /// than strong, since clocks can be wrong.
    ///
    /// # Example
    /// `ModDate` of 2026 in a file that is said to be from 2013.
    ///
    /// # Sources
    /// ISO 32000-2:2020, 14.3.3. Strength: strong for dates of making and of saving, medium for dates of the
    /// metadata, of printing and of backups, informational for the container's own time, which opening a document can change.
    pub struct StatedAfterClaim { code: "D007", name: "stated-after-claim", summary: "the file itself states a later date than the claimed one", since: "0.1.0", group: Dates }
}

impl Check for StatedAfterClaim {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn examine(&self, view: &View<'_>) -> Examination {
        let claims: Vec<_> = view.claims_on(Layer::Bytes).collect();
        if claims.is_empty() {
            return Examination::not_applicable("no date is claimed for the file");
        }
        let times: Vec<_> = view
            .times(&[
                Role::Created,
                Role::Modified,
                Role::MetadataModified,
                Role::HistoryTime,
                Role::Printed,
                Role::BackedUp,
                Role::PackedTime,
                Role::DirectoryTime,
            ])
            .collect();
        if times.is_empty() {
            return Examination::not_applicable("no date");
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
    // Opening an old document is enough for its container to note a new time: 83 of 100 old presentations are younger there.
    let container_alone = save.iter().all(|(evidence, _)| evidence.role == Some(Role::DirectoryTime));
    let strength = match (plain, container_alone) {
        (true, _) => Strength::Strong,
        (_, true) => Strength::Informational,
        _ => Strength::Medium,
    };
    let claims: Vec<String> = against.iter().map(|claim| claimed(&claim.text)).collect();
    let mut stated: Vec<String> = Vec::new();
    for (evidence, moment) in save {
        let sentence = format!("says {} {}", event(evidence.role), day(moment));
        if !stated.contains(&sentence) {
            stated.push(sentence);
        }
    }
    let (first_stated, others) = stated.split_first()?;
    let others: String = others.iter().map(|sentence| format!(" It also {sentence}.")).collect();
    let (_, earliest) = save.iter().min_by_key(|(_, moment)| moment.earliest)?;
    let evidence = save.iter().map(|(evidence, _)| PremiseRef::evidence(evidence.id));
    Some(Finding {
        premises: evidence.chain(against.iter().map(|claim| PremiseRef::claim(claim.id.clone()))).collect(),
        innocent: vec![
            "The file was saved again, converted, annotated or scanned later.".to_owned(),
            "A clock ran ahead.".to_owned(),
        ],
        settle: "Ask for the file as it was before that date. Ask what was done with it then.".to_owned(),
        against: against.iter().map(|claim| claim.id.clone()).collect(),
        sign_of: Some(Sign {
            event: view.save_of(first),
            not_before: save.iter().map(|(_, moment)| moment.earliest).min()?,
            not_after: save.iter().map(|(_, moment)| moment.latest).max(),
            since: earliest.plain_date(),
            what: format!("its own date of {}", earliest.plain_date()),
        }),
        ..Finding::of(
            &StatedAfterClaim::CHARTER,
            strength,
            Layer::Bytes,
            format!("It {first_stated}, later than {}.{others}", claims.join(", ")),
        )
    })
}
