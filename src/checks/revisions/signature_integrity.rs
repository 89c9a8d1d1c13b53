//! Whether a signature holds: the bytes that it covers, its value, its time-stamp.

use super::signature_coverage::evidence_of;
use crate::checks::{Check, View, charter};
use crate::model::{
    Artefact, Bound, Charter, DigestTest, Event, Evidence, Examination, Fault, Finding, Identity, Layer, PremiseRef,
    Side, Signature, SignatureKind, Strength, ValueTest,
};
use crate::properties::keys;

charter! {
    /// # What it looks for
    /// For each signature: whether the bytes it covers match the digest that was signed, whether the certificate's
    /// key made its value, the same for its time-stamp, and whether it signs anything at all. Where the examiner
    /// names a trusted certificate and a time-stamp leads to it, the covered revision existed by that time.
    ///
    /// # Why it matters
    /// Only cryptography gives a true latest date from inside a file. A signature that does not verify vouches for
    /// nothing.
    ///
    /// # Innocent causes
    /// A program repaired or rewrote the file, or a transfer changed its line ends. Someone prepared a form for
    /// signing and never signed it.
    ///
    /// # What it cannot tell
    /// Whose key it was, without `--trust`; whether the certificate was revoked; whether the key was stolen. valla
    /// names GOST, DSA and other algorithms and does not compute them: then it reports nothing.
    ///
    /// # Example
    /// The bytes that signature 1 covers do not match the digest that was signed.
    ///
    /// # Sources
    /// RFC 5652, 5.4 to 5.6 and 11.2; RFC 3161; ISO 32000-2:2020, 12.8.3; Mladenov and others, "1 Trillion Dollar Refund", 2019;
    /// catalogue of checks, 30. Strength: medium; weak where a signature was never filled in.
    pub struct SignatureIntegrity { code: "R004", name: "signature-integrity", summary: "a signature or its time-stamp does not match what it covers, or signs nothing", since: "0.1.0", group: Revisions }
}

impl Check for SignatureIntegrity {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn examine(&self, view: &View<'_>) -> Examination {
        let signatures = &view.extraction.signatures;
        if signatures.is_empty() {
            return Examination::not_applicable("no signature");
        }
        let findings = signatures.iter().flat_map(|signature| of_one(view, signature)).collect();
        let bounds = signatures.iter().filter_map(|signature| bound(view, signature)).collect();
        Examination::of(findings).with_bounds(bounds)
    }
}

const WRITTEN_ANEW: &[&str] =
    &["A mail program, a gateway or an export (Outlook, PST) wrote the signed part anew, or in another encoding."];
const REPAIRED: &[&str] = &[
    "A program repaired or rewrote the file, or a transfer changed its line ends.",
    "The signing program made a mistake.",
];

const SAVED_ANEW: &[&str] = &[
    "A program that knows no content credentials saved the picture anew, or changed its description, and left the credentials as they were.",
];

fn of_one(view: &View<'_>, signature: &Signature) -> Vec<Finding> {
    let number = signature.number;
    let told = |strength: Strength, summary: String, property: &str, innocent: &[&str]| {
        let because: Vec<&Evidence> = [
            property,
            keys::SIGNATURE_COVERS,
            keys::SIGNATURE_STATED,
            keys::OFFICE_SIGNATURE_TIME,
            keys::ODF_SIGNATURE_DIGEST,
            keys::SMIME_DIGEST,
            keys::CREDENTIALS_DIGEST,
        ]
        .into_iter()
        .find_map(|property| evidence_of(view, signature, property))
        .into_iter()
        .collect();
        Finding::of(&SignatureIntegrity::CHARTER, strength, Layer::Bytes, summary)
            .resting_on(because)
            .innocently(innocent)
            .settled_by("Verify the signature with another program and the signer's certificate. Ask for the file as it was sent.")
    };
    let mut findings = Vec::new();
    let test = &signature.test;
    if test.digest == DigestTest::Differs {
        let of_parts = matches!(signature.kind, SignatureKind::Package | SignatureKind::Credentials);
        let parts = signature.faults.first().filter(|_| of_parts);
        let of_mail = signature.kind == SignatureKind::Mail;
        let summary = match parts {
            Some(Fault::ChangedParts(parts)) if parts == Fault::FILE => {
                "It is not the file for which its content credentials were signed: it was changed or saved anew afterwards."
                    .to_owned()
            }
            Some(Fault::ChangedParts(parts)) => format!(
                "What signature {number} covers does not match it: these parts changed after signing, or others were signed from the start: {parts}."
            ),
            _ => format!(
                "The bytes that signature {number} covers do not match it: they changed after signing, or other bytes were signed from \
                 the start."
            ),
        };
        // Whoever changes what the manifest says has to change the manifest.
        let of_the_file = matches!(parts, Some(Fault::ChangedParts(parts)) if parts == Fault::FILE);
        let (strength, innocent) = match signature.kind {
            _ if of_mail => (Strength::Weak, WRITTEN_ANEW),
            SignatureKind::Credentials if of_the_file => (Strength::Weak, SAVED_ANEW),
            _ => (Strength::Medium, REPAIRED),
        };
        findings.push(told(strength, summary, keys::SIGNATURE_DIGEST, innocent));
    } else if test.value == ValueTest::OtherDigest {
        let why = test.why.first().cloned().unwrap_or_default();
        let summary = format!("Signature {number} does not verify as it is written: {why}.");
        let innocent = &["The signing program named the wrong algorithm."];
        findings.push(told(Strength::Weak, summary, keys::SIGNATURE_VALUE, innocent));
    } else if test.value == ValueTest::Fails {
        let summary = format!(
            "Signature {number} was not made with the key of the certificate it names{}.",
            signature.signer.as_deref().map_or_else(String::new, |signer| format!(" ({signer})"))
        );
        findings.push(told(Strength::Medium, summary, keys::SIGNATURE_VALUE, REPAIRED));
    }
    if let Some(stamp) = signature.time_stamp.as_ref().filter(|_| signature.kind != SignatureKind::DocumentTimeStamp)
        && (stamp.test.digest == DigestTest::Differs || stamp.test.value == ValueTest::Fails)
    {
        let summary = format!(
            "The time-stamp of signature {number} is for other bytes, or was not made with its authority's key."
        );
        findings.push(told(Strength::Medium, summary, keys::SIGNATURE_STAMPED, REPAIRED));
    }
    if signature.kind.covers_revisions() {
        findings.extend(signs_nothing(signature).map(|(strength, summary)| {
            told(
                strength,
                summary,
                keys::SIGNATURE_COVERS,
                &["Someone prepared a form for signing and never signed it."],
            )
        }));
    }
    findings
}

/// What looks like a signature and signs no bytes.
fn signs_nothing(signature: &Signature) -> Option<(Strength, String)> {
    const FORM: &str = "Research papers call this \"universal signature forgery\" where a program shows it as valid.";
    let number = signature.number;
    let fault = signature.faults.first()?;
    if *fault == Fault::NoValue {
        // What waits for a signature has a hole of zeros for it; the strength is that of an unfilled form.
        return Some((Strength::Weak, format!("Signature {number} signs nothing: {fault}. {FORM}")));
    }
    if matches!(fault, Fault::Cut(_)) {
        return Some((Strength::Weak, format!("Signature {number} cannot be checked: {fault}.")));
    }
    let no_bytes = signature.test.digest == DigestTest::NotComputed && fault.names_no_bytes();
    (no_bytes && signature.signer.is_some()).then(|| {
        let strength = Strength::Medium;
        (strength, format!("Signature {number} has a certificate but covers no bytes of the file: {fault}. {FORM}"))
    })
}

/// The covered revision existed by the time of a trusted time-stamp.
fn bound(view: &View<'_>, signature: &Signature) -> Option<Bound> {
    let stamp = signature.time_stamp.as_ref()?;
    let sound = stamp.test.holds() && stamp.test.identity == Identity::Trusted;
    // The time-stamp of a value dates what the value covers, as far as the signature itself holds.
    if !sound || !signature.test.holds() || signature.covers == 0 {
        return None;
    }
    let time = stamp.time.as_ref()?;
    let because = evidence_of(view, signature, keys::SIGNATURE_STAMPED)?;
    let authority = stamp.authority.clone().unwrap_or_default();
    Some(Bound {
        event: Event::Saved(signature.covers),
        side: Side::NotAfter,
        at: time.latest,
        strength: Strength::Hard,
        artefact: Artefact(format!("time-stamp:{authority}")),
        because: vec![PremiseRef::evidence(because.id)],
        what: format!("a time-stamp from {authority}, which the examiner trusts"),
        floor: true,
    })
}
