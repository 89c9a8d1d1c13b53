//! The document gives away people, machines or places.

use crate::checks::quotation::short;
use crate::checks::{Check, View, charter};
use crate::model::{Charter, Evidence, Examination, Finding, Layer, Role, Strength};
use crate::properties::keys;
use std::collections::BTreeMap;

charter! {
    /// # What it looks for
    /// Paths with account names, printers, positions (GPS), serial numbers, accounts of people who commented,
    /// addresses that the document fetches when someone opens it, traces of reviews by mail.
    ///
    /// # Why it matters
    /// They can show who made, handled or leaked a document, on which machine and where. Anyone who publishes it or
    /// passes it on gives them away.
    ///
    /// # Innocent causes
    /// Programs write them unasked into nearly every document.
    ///
    /// # What it cannot tell
    /// Anything about the date or origin of a document: the check never counts against one.
    ///
    /// # Example
    /// `C:\Users\i.petrov\Desktop\` in a workbook.
    ///
    /// # Sources
    /// Catalogue of checks, class K: xlsx-abspath, personal-paths, gps-serials, printer-devmode, outlook-review-props, tracking-beacons.
    /// Strength: informational, in a class of its own.
    pub struct SourceProtection { code: "K001", name: "source-protection", summary: "the file holds details that can identify people, machines or places", since: "0.1.0", group: Protection }
}

/// Custom properties that reviews by mail leave.
const REVIEWS: [&str; 6] = [
    "_AuthorEmail",
    "_AuthorEmailDisplayName",
    "_EmailSubject",
    "_AdHocReviewCycleID",
    "_PreviousAdHocReviewCycleID",
    "_NewReviewCycle",
];
/// So many values of a kind are quoted.
const QUOTED: usize = 3;
/// So many are named as premises.
const NAMED: usize = 20;

impl Check for SourceProtection {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn examine(&self, view: &View<'_>) -> Examination {
        let mut kinds: BTreeMap<&str, Vec<&Evidence>> = BTreeMap::new();
        for evidence in view.evidence().filter(|evidence| evidence.text().is_some()) {
            let review = REVIEWS.contains(&keys::name(&evidence.property));
            if evidence.role == Some(Role::Identifying) || review {
                kinds.entry(&evidence.property).or_default().push(evidence);
            }
        }
        if view.extraction.evidence.is_empty() {
            return Examination::not_applicable("nothing in the file could be read");
        }
        Examination::of(kinds.into_values().map(|evidence| finding(&evidence)).collect())
    }
}

fn finding(evidence: &[&Evidence]) -> Finding {
    let label = evidence.first().map(|evidence| evidence.label()).unwrap_or_default();
    let mut values: Vec<String> =
        evidence.iter().map(|evidence| format!("{:?}", short(&evidence.value_text()))).collect();
    values.dedup();
    let more = if values.len() > QUOTED { format!(" and {} more", values.len() - QUOTED) } else { String::new() };
    values.truncate(QUOTED);
    let summary = format!(
        "It holds details that can identify people, machines or places: {}{more}. Field: {label}.",
        values.join(", ")
    );
    Finding::of(&SourceProtection::CHARTER, Strength::Informational, Layer::Custody, summary)
        .resting_on(evidence.iter().take(NAMED).copied())
        .innocently(&["Programs write this unasked."])
        .settled_by("Decide before publication whether it may go with the document.")
}
