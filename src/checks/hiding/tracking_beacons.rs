//! The file calls an address when it is opened.

use super::{NAMED, by_reason, places};
use crate::checks::{Check, View, charter};
use crate::model::{Charter, Concealment, Evidence, Examination, Finding, Layer, Strength};
use crate::properties::Family;

charter! {
    /// # What it looks for
    /// Addresses that a program may call by itself when it opens the document: remote templates, linked pictures and frames, links that
    /// renew themselves, actions that call an address or send a form. valla lists them and follows none. Scripts, and actions that start a
    /// program, are listed as active content; a link that waits for a click is a link. In a mail only pictures that nobody sees count: other
    /// pictures that it fetches are evidence, no finding.
    ///
    /// # Why it matters
    /// Opening such a file can tell its sender who opens it, when and from where. Examine it on a machine without a network.
    ///
    /// # Innocent causes
    /// Templates, pictures and tables on an office's own server.
    ///
    /// # What it cannot tell
    /// What the other end does, and whether a program asks before it calls.
    ///
    /// # Example
    /// A template that Word fetches from a server each time it opens the document.
    ///
    /// # Sources
    /// Catalogue of checks, 48 (canary tokens; remote templates). Strength: informational.
    pub struct ActiveContent { code: "H003", name: "tracking-beacons", summary: "opening it may call an address", since: "0.1.0", group: Hidden }
}

impl Check for ActiveContent {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn examine(&self, view: &View<'_>) -> Examination {
        let reads = |evidence: &Evidence| {
            evidence.is_of_office() || matches!(evidence.family(), Some(Family::Pdf | Family::Mail))
        };
        if !view.evidence().any(reads) {
            return Examination::not_applicable("no PDF, no Office file and no mail");
        }
        let found = by_reason(view, |_, row| row.reason == Concealment::Remote);
        let finding = |(row, evidence): (&crate::properties::concealments::Told, Vec<_>)| {
            let summary = format!("It holds {}: {}.", row.what, places(&evidence));
            Finding::of(&Self::CHARTER, Strength::Informational, Layer::Origin, summary)
                .resting_on(evidence.into_iter().take(NAMED))
                .innocently(&[
                    "It is a template, a picture or a table on the server of an office.",
                    "Newsletters and orders count in this way who opens them.",
                ])
                .settled_by("Open it only on a machine without a network, and read what the evidence quotes.")
        };
        Examination::of(found.into_values().map(finding).collect())
    }
}
