//! What a certification allows, and what was done after it.

use super::after_signature::redraws_page;
use super::signature_coverage::evidence_of;
use crate::checks::{Check, View, charter};
use crate::model::{
    Change, ChangeKind, Charter, Examination, Finding, Layer, ObjectKind, Revision, Signature, Strength,
};
use crate::properties::keys;

charter! {
    /// # What it looks for
    /// A certification says which later changes its signer allows: none, filling in forms and signing, or comments
    /// too. The check compares the revisions after it with that.
    ///
    /// # Why it matters
    /// Someone else made a change that the signer did not allow, or made it against the terms of the certification.
    ///
    /// # Innocent causes
    /// A program that knows nothing of certifications saved the document. It adds its own metadata, or a comment.
    ///
    /// # What it cannot tell
    /// Who made the change. The check does not read restrictions on single fields (`FieldMDP`).
    ///
    /// # Example
    /// The certification allows no later change; revision 2 filled in a form field.
    ///
    /// # Sources
    /// ISO 32000-2:2020, 12.8.2.2, table 257; Rohlmann and others, "Breaking the Specification: PDF Certification", 2021; catalogue of
    /// checks, 30. Strength: medium; weak where only metadata or structure was changed under a certification that allows nothing.
    pub struct CertificationPermissions { code: "R005", name: "certification-permissions", summary: "the file was changed in a way that its certification does not allow", since: "0.1.0", group: Revisions }
}

impl Check for CertificationPermissions {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn examine(&self, view: &View<'_>) -> Examination {
        let certifications: Vec<(&Signature, u8)> = view
            .extraction
            .signatures
            .iter()
            .filter(|signature| signature.covers > 0)
            .filter_map(|signature| Some((signature, signature.allows?)))
            .collect();
        if certifications.is_empty() {
            return Examination::not_applicable("no certification");
        }
        let mut findings = Vec::new();
        for (signature, allows) in certifications {
            let covered = usize::try_from(signature.covers).unwrap_or(usize::MAX);
            let behind = view.extraction.revisions.get(covered..).unwrap_or_default();
            findings.extend(behind.iter().filter_map(|revision| finding(view, signature, allows, revision)));
        }
        Examination::of(findings)
    }
}

fn finding(view: &View<'_>, signature: &Signature, allows: u8, revision: &Revision) -> Option<Finding> {
    let against: Vec<&Change> = revision
        .changes
        .iter()
        .filter(|change| change.change != ChangeKind::Rewritten)
        .filter(|change| needs(change) > allows)
        .collect();
    if against.is_empty() {
        return None;
    }
    let mut kinds: Vec<String> = against.iter().map(|change| change.what.to_string()).collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds.truncate(5);
    let allowed = match allows {
        1 => "no later change",
        2 => "only filling in forms and signing",
        _ => "only filling in forms, signing and comments",
    };
    let strength =
        if against.iter().all(|change| change.what.is_metadata()) { Strength::Weak } else { Strength::Medium };
    let summary = format!(
        "A later save made changes that the certification does not allow: {}. The certification allows {allowed} (it covers \
         revision {}; this is revision {}). Research papers call this \"certification violated\".",
        kinds.join(", "),
        signature.covers,
        revision.number
    );
    let because = evidence_of(view, signature, keys::SIGNATURE_COVERS);
    Some(
        Finding::of(&CertificationPermissions::CHARTER, strength, Layer::Bytes, summary)
            .resting_on(because)
            .innocently(&["A program that knows nothing of certifications saved the document."])
            .settled_by("Compare the certified version with the last one: valla revisions FILE --diff."),
    )
}

/// The level of permission that a change needs; 1 for what every level allows, 9 for what none does.
fn needs(change: &Change) -> u8 {
    let what = &change.what;
    let of_pages = *what == ObjectKind::PageTree || what.serves_page();
    if redraws_page(change) || change.change == ChangeKind::Repointed || of_pages {
        // Fonts and drawings that are new serve appearances; only what was there counts.
        let is_new =
            change.change == ChangeKind::Added && !matches!(what, ObjectKind::PageContent | ObjectKind::PageTree);
        return if is_new { 1 } else { 9 };
    }
    match what {
        ObjectKind::SecurityStore | ObjectKind::DocumentTimeStamp => 1,
        // Allowed by no level, and changed by every program: told under the strictest alone.
        what if what.is_metadata() => 2,
        what if what.is_form_field() => 2,
        what if what.is_annotation() => 3,
        // The catalogue, pages and the form name what is new, and carriers of data serve either.
        _ => 1,
    }
}
