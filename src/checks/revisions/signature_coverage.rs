//! What a signature in the file covers, and what was changed after it.

use super::after_signature;
use crate::checks::{Check, View, charter};
use crate::model::{
    Charter, Evidence, Examination, Fault, Finding, Layer, Revision, Signature, Strength, Undone, WordChange,
};
use crate::properties::keys;

charter! {
    /// # What it looks for
    /// For each signature: the revision that its byte range covers whole, what is outside the range, and what later
    /// revisions did to what the document shows. They may exchange words, remove drawings, exchange fonts, switch
    /// to another catalog, or put annotations over signed words.
    ///
    /// # Why it matters
    /// A signature vouches for the bytes it covers and for nothing added later, though a reader sees the last
    /// version.
    ///
    /// # Innocent causes
    /// After a signature, people fill in forms, comment and sign again, as the standard allows. The check leaves
    /// that out, or reports it as information or weakly.
    ///
    /// # What it cannot tell
    /// Who signed, and why the file was changed. The names of attacks in the findings come from research papers;
    /// someone may have made such a change in good faith. What was prepared before the signature, to be shown by a
    /// later change, is visible only once that change is there.
    ///
    /// # Example
    /// The signature covers revision 2 whole; revision 3, after it, removed `10 000` from page 1 and put `90 000`
    /// in its place.
    ///
    /// # Sources
    /// ISO 32000-2:2020, 12.8.1; Mladenov and others, "1 Trillion Dollar Refund", 2019; Mainka and others, "Shadow
    /// Attacks", 2021; Rohlmann and others, "Breaking the Specification: PDF Certification", 2021; catalogue of
    /// checks, 30. Strength: medium where page content, a drawing or a font was changed after the signature, an
    /// object or the catalog was redirected, or an annotation hides signed words and shows others; weak where it
    /// removes words in other ways, or the range is not that of a save; informational where words were added.
    pub struct SignatureCoverage { code: "R003", name: "signature-coverage", summary: "the file was changed after it was signed, or a signature covers only part of it", since: "0.1.0", group: Revisions }
}

impl Check for SignatureCoverage {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn examine(&self, view: &View<'_>) -> Examination {
        let signatures: Vec<(&Signature, &Evidence)> = view
            .extraction
            .signatures
            .iter()
            .filter(|signature| signature.kind.covers_revisions())
            .filter_map(|signature| Some((signature, evidence_of(view, signature, keys::SIGNATURE_COVERS)?)))
            .collect();
        if signatures.is_empty() {
            return Examination::not_applicable("no PDF signature");
        }
        let mut findings = Vec::new();
        for (signature, evidence) in signatures {
            let covered = usize::try_from(signature.covers).unwrap_or(0);
            let undone = signature.undone(&view.extraction.revisions);
            findings.extend(undone.into_iter().map(|undone| told(undone, signature, evidence)));
            if covered == 0 || signature.faults.iter().any(Fault::leaves_out) {
                findings.extend(partial(signature, evidence));
            }
            if covered == 0 {
                continue;
            }
            let behind = view.extraction.revisions.get(covered..).unwrap_or_default();
            findings.extend(behind.iter().enumerate().filter_map(|(at, revision)| {
                let since: Vec<&WordChange> = behind[..at].iter().flat_map(|revision| &revision.words).collect();
                changed(evidence, covered, revision, &since)
            }));
        }
        Examination::of(findings)
    }
}

/// What was read of a signature under a property.
#[must_use]
pub fn evidence_of<'a>(view: &View<'a>, signature: &Signature, property: &str) -> Option<&'a Evidence> {
    view.evidence().find(|evidence| {
        evidence.property == property
            && evidence.locus.object == signature.locus.object
            && evidence.locus.revision == signature.locus.revision
    })
}

/// A range that is not that of a save. Where it names no bytes at all, nothing is signed, which another check tells.
fn partial(signature: &Signature, evidence: &Evidence) -> Option<Finding> {
    let fault = signature.faults.first()?;
    if matches!(fault, Fault::Cut(_)) {
        // Another check tells that.
        return None;
    }
    let wrapped = *fault == Fault::Wrapped;
    if !wrapped && signature.test.digest == crate::model::DigestTest::NotComputed {
        return None;
    }
    // A good signature over parts of the file with other bytes between them is what the literature calls wrapping.
    let (strength, form) = if fault.leaves_out_a_comment() {
        (Strength::Informational, "")
    } else if wrapped && signature.test.holds() {
        (Strength::Medium, " Research papers call this kind of change \"signature wrapping\".")
    } else {
        (Strength::Weak, "")
    };
    let summary = format!(
        "A signature does not cover the whole file as any save left it: {fault}. Some bytes in or around what it covers are \
         unsigned.{form}"
    );
    let finding = Finding::of(&SignatureCoverage::CHARTER, strength, Layer::Bytes, summary)
        .resting_on([evidence])
        .innocently(&["The signing program wrote a wrong range, or the file was damaged or cut."])
        .settled_by("Look at the bytes outside the range: valla revisions FILE.");
    Some(finding)
}

/// What was done to what a signature rests on.
fn told(undone: Undone, signature: &Signature, evidence: &Evidence) -> Finding {
    let save = if undone.revision > 0 { format!(" (revision {})", undone.revision) } else { String::new() };
    let summary = format!("After signature {}, a later save{save} {}.", signature.number, undone.what);
    Finding::of(&SignatureCoverage::CHARTER, undone.strength, Layer::Bytes, summary)
        .resting_on([evidence])
        .innocently(&["A program that knows nothing of signatures saved the document."])
        .settled_by("Take the signed version out of the file and compare: valla revisions FILE --extract DIR.")
}

/// What a revision after the signature did to the document.
fn changed(evidence: &Evidence, covered: usize, revision: &Revision, since: &[&WordChange]) -> Option<Finding> {
    let later = after_signature::of(revision, since)?;
    // A change that may be ordinary has no name of an attack.
    let named = later.form.filter(|_| later.strength >= Strength::Medium);
    let form = named.map_or_else(String::new, |form| format!(" Research papers call this kind of change {form:?}."));
    let summary = format!(
        "A save after the signature {} (revision {}; the signature covers revision {covered}).{form}",
        later.what, revision.number
    );
    let layer = if later.content { Layer::Content } else { Layer::Bytes };
    Some(
        Finding::of(&SignatureCoverage::CHARTER, later.strength, layer, summary)
            .resting_on([evidence])
            .innocently(&["Someone filled in a form or commented, as the standard allows after a signature."])
            .settled_by("Compare the signed version with the last one: valla revisions FILE --diff."),
    )
}
