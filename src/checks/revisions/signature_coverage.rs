//! What a signature in the file covers, and what was changed behind it.

use super::after_signature;
use crate::checks::{Check, View, charter};
use crate::model::{
    Charter, Evidence, Examination, Finding, Layer, Revision, Signature, SignatureKind, Strength, WordChange,
};

charter! {
    /// # What it looks for
    /// For each signature: the revision that its byte range covers whole, what stands outside of the range, and what the revisions
    /// behind it did to what the document shows: words exchanged, drawings taken away, fonts exchanged, another catalogue named,
    /// annotations put over signed words.
    ///
    /// # Why it matters
    /// A signature speaks for the bytes it covers and for nothing that was appended later, though a reader sees the last state.
    ///
    /// # Innocent causes
    /// Forms are filled in, commented and signed again after a signature, as the standard allows; that is not told here, or is told
    /// as information or weakly.
    ///
    /// # What it cannot tell
    /// Who signed, and why the file was changed. The names of forms that stand in the findings are those of the literature; a change
    /// of that form may have been made in good faith. What was prepared before the signature, to be shown by a change after it,
    /// is seen only when the change is there.
    ///
    /// # Example
    /// The signature covers revision 2 whole; revision 3, after it, took `10 000` from page 1 and put `90 000` in its place.
    ///
    /// # Sources
    /// ISO 32000-2:2020, 12.8.1; Mladenov and others, "1 Trillion Dollar Refund", 2019; Mainka and others, "Shadow Attacks", 2021;
    /// Rohlmann and others, "Breaking the Specification: PDF Certification", 2021; catalogue of checks, 30. Strength: medium where
    /// page content, a drawing or a font was changed behind the signature, an object or the catalogue was pointed elsewhere, or an
    /// annotation hides signed words and shows others; weak where words went without it, or the range is not that of a save;
    /// informational where words came.
    pub struct SignatureCoverage { code: "R003", name: "signature-coverage", summary: "what a signature covers, and what was changed behind it", since: "0.1.0", group: Revisions }
}

/// The revision that a signature covers whole; 0 for none.
const COVERS: &str = "pdf.signature.covers";

impl Check for SignatureCoverage {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn examine(&self, view: &View<'_>) -> Examination {
        let signatures: Vec<(&Signature, &Evidence)> = view
            .extraction
            .signatures
            .iter()
            .filter(|signature| signature.kind != SignatureKind::Package)
            .filter_map(|signature| Some((signature, evidence_of(view, signature, COVERS)?)))
            .collect();
        if signatures.is_empty() {
            return Examination::not_applicable("no signature with a byte range");
        }
        let mut findings = Vec::new();
        for (signature, evidence) in signatures {
            let covered = usize::try_from(signature.covers).unwrap_or(0);
            if covered == 0 {
                findings.extend(partial(signature, evidence));
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
    let wrapped = fault.starts_with("between the two parts");
    if !wrapped && signature.test.digest == crate::model::DigestTest::NotComputed {
        return None;
    }
    // A good signature over parts of the file with other bytes between them is what the literature calls wrapping.
    let (strength, form) = if wrapped && signature.test.holds() {
        (Strength::Medium, " Changes of this form are known as \"signature wrapping\".")
    } else {
        (Strength::Weak, "")
    };
    let summary = format!(
        "The byte range of a signature is not that of the file as any save left it: {fault}. Bytes within or around it are outside \
         the signature.{form}"
    );
    let finding = Finding::of(&SignatureCoverage::CHARTER, strength, Layer::Bytes, summary)
        .resting_on([evidence])
        .innocently(&["The signing program wrote its range wrongly, or the file was damaged or cut."])
        .settled_by("Look at the bytes outside the range: valla revisions FILE.");
    Some(finding)
}

/// What a revision behind the signature did to the document.
fn changed(evidence: &Evidence, covered: usize, revision: &Revision, since: &[&WordChange]) -> Option<Finding> {
    let later = after_signature::of(revision, since)?;
    let form = later.form.map_or_else(String::new, |form| format!(" Changes of this form are known as {form:?}."));
    let summary = format!(
        "The signature covers revision {covered} whole; revision {}, after it, {}.{form}",
        revision.number, later.what
    );
    let layer = if later.content { Layer::Content } else { Layer::Bytes };
    Some(
        Finding::of(&SignatureCoverage::CHARTER, later.strength, layer, summary)
            .resting_on([evidence])
            .innocently(&[
                "A form was filled in anew, or the document was commented, as the standard allows after a signature.",
            ])
            .settled_by("Compare the signed state with the last one: valla revisions FILE --diff."),
    )
}
