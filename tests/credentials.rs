//! Content credentials (C2PA): the key of the samples, and what the files of the specification's authors are judged to be by their own tool.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a test stops at the first fault and says what it skips"
)]

use serde::Deserialize;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use valla::formats::signed::trust::Trust;
use valla::model::{Extraction, Identity, Signature, SignatureKind};
use valla::readers::{ReadOptions, read};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Sample {
    file: String,
    #[serde(rename = "truth")]
    _truth: String,
    digest: String,
    value: String,
    says: Vec<(String, String)>,
    warns: Vec<String>,
    why: String,
}

#[derive(Debug, Deserialize)]
struct Key {
    sample: Vec<Sample>,
}

fn reading(path: &Path, options: &ReadOptions) -> Extraction {
    read(&Arc::new(std::fs::read(path).unwrap()), path, options)
}

fn signature(extraction: &Extraction) -> Option<&Signature> {
    extraction.signatures.iter().find(|signature| signature.kind == SignatureKind::Credentials)
}

#[test]
fn each_sample_is_what_its_key_says() {
    let key: Key = toml::from_str(&std::fs::read_to_string("samples/credentials/KEY.toml").unwrap()).unwrap();
    let mut faults = Vec::new();
    for sample in key.sample {
        let extraction = reading(&Path::new("samples/credentials").join(&sample.file), &ReadOptions::default());
        let mut fault = |what: String| faults.push(format!("{}: {what}", sample.file));
        let found = signature(&extraction);
        let answers = found
            .map(|one| (one.test.digest.answer().unwrap_or_default(), one.test.value.answer().unwrap_or_default()));
        if answers.unwrap_or_default() != (sample.digest.as_str(), sample.value.as_str()) {
            fault(format!("{:?}", found.map(|one| (&one.test, &one.faults))));
        }
        for (property, value) in &sample.says {
            let of = extraction.evidence.iter().filter(|one| one.property == *property).map(|one| one.value_text());
            let of: Vec<String> = of.collect();
            if !of.contains(value) {
                fault(format!("says {property} {of:?}, not {value}"));
            }
        }
        let warned: BTreeSet<&str> = extraction.warnings.iter().map(|warning| warning.code.as_str()).collect();
        if warned != sample.warns.iter().map(String::as_str).collect() {
            fault(format!("warns {:?}", extraction.warnings));
        }
        if !sample.why.is_empty() && !found.is_some_and(|one| one.test.why.contains(&sample.why)) {
            fault(format!("{:?}", found.map(|one| &one.test.why)));
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn who_signed_is_known_where_the_examiner_trusts_somebody() {
    let identity = |trust: Trust| {
        let options = ReadOptions { trust, ..ReadOptions::default() };
        let extraction = reading(Path::new("samples/credentials/stamped.jpg"), &options);
        let signature = signature(&extraction).unwrap().clone();
        (signature.test.identity, signature.time_stamp.unwrap().test.identity)
    };
    assert_eq!(identity(Trust::default()), (Identity::NotAsked, Identity::NotAsked));
    let root = Trust::read(Path::new("samples/signatures/root.pem")).unwrap();
    assert_eq!(identity(root), (Identity::Trusted, Identity::Trusted));
}

/// Every byte of a picture that its digest covers, and every byte of its manifest that the signature covers, is missed when it changes.
#[test]
fn no_bit_can_be_changed_in_silence() {
    let bytes = std::fs::read("samples/credentials/as-made.jpg").unwrap();
    let path = Path::new("as-made.jpg");
    let mut silent = Vec::new();
    for at in (2..bytes.len()).step_by(7) {
        let mut changed = bytes.clone();
        changed[at] ^= 4;
        let extraction = read(&Arc::new(changed), path, &ReadOptions::default());
        if signature(&extraction).is_some_and(|one| one.test.holds()) {
            silent.push(at);
        }
    }
    // What is not covered: lengths of segments, kinds and heads of boxes, the certificates of others.
    println!("{} of {} places change nothing that is told: {silent:?}", silent.len(), bytes.len() / 7);
    assert!(silent.iter().all(|at| *at < 2 + 3_100), "{silent:?}");
    assert!(silent.len() * 3 < bytes.len() / 7, "{silent:?}");
}

/// The public test files of the coalition, where `VALLA_C2PA` names their folder: the reference tool's own results lie beside them.
#[test]
fn the_coalitions_files_are_judged_as_its_own_tool_judges_them() {
    let Some(folder) = std::env::var_os("VALLA_C2PA").map(PathBuf::from) else {
        println!("skipped: VALLA_C2PA does not name the folder of the coalition's test files");
        return;
    };
    let (mut same, mut other) = (0, Vec::new());
    for entry in std::fs::read_dir(folder.join("image/jpeg")).unwrap() {
        let path = entry.unwrap().path();
        let stem = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let result = folder.join(format!("image/jpeg/manifests/{stem}/manifest_store.json"));
        let Ok(text) = std::fs::read_to_string(result) else { continue };
        let result: serde_json::Value = serde_json::from_str(&text).unwrap();
        let holds = result["validation_status"].as_array().is_none_or(Vec::is_empty);
        let extraction = reading(&path, &ReadOptions::default());
        let one = signature(&extraction).unwrap();
        let said = one.test.holds() && one.test.why.is_empty();
        if said == holds {
            same += 1
        } else {
            other.push(format!("{stem}: {:?} against {}", one.test, result["validation_status"]))
        }
    }
    println!("{same} the same, others: {other:#?}");
    // The tool of that time let no certificate that is out of date sign, where valla asks whether it was valid then; and it says nothing of what
    // a later signer had noted as broken, where valla says it. Truepic's digests leave out the beginning of the file with its Exif.
    let explained = ["nikon-20221019-building", "adobe-20220124-CIE-sig-CA", "truepic-20230212-"];
    assert!(other.iter().all(|one| explained.iter().any(|stem| one.starts_with(stem))), "{other:#?}");
    assert!(same >= 19);
}
