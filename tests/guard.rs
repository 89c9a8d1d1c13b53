//! A folder that is guarded: SARIF that holds to its public schema, and a baseline that notices what changed and keeps still on what
//! changes always.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops at the first fault")]

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_valla")).current_dir(folder).args(arguments).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// A folder with three documents, and a baseline next to it.
fn guarded() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let samples = folder.path().join("samples");
    std::fs::create_dir(&samples).unwrap();
    for name in ["07-tablica.pdf", "02-plan-uchenij.pdf", "16-spisok.doc"] {
        std::fs::copy(Path::new("samples/leak").join(name), samples.join(name)).unwrap();
    }
    let written = run(folder.path(), &["samples", "--baseline", "known.json", "--update-baseline"]);
    assert_eq!(written.status.code(), Some(0), "{}", text(&written.stderr));
    (folder, samples)
}

/// Puts other bytes of the same length in their place.
fn exchange(file: &Path, before: &str, after: &str) {
    assert_eq!(before.len(), after.len());
    let bytes = std::fs::read(file).unwrap();
    let at: Vec<usize> =
        (0..bytes.len() - before.len()).filter(|&at| &bytes[at..at + before.len()] == before.as_bytes()).collect();
    assert!(!at.is_empty(), "{before} is not there");
    let mut changed = bytes;
    for at in at {
        changed[at..at + after.len()].copy_from_slice(after.as_bytes());
    }
    std::fs::write(file, changed).unwrap();
}

#[test]
fn sarif_of_the_leak_holds_to_the_public_schema() {
    // The schema of OASIS, whose pattern for languages (which valla does not write) has a bracket too many for this validator.
    let schema = include_str!("schemas/sarif-schema-2.1.0.json").replace("-[a-zA-Z]{2}]?$", "-[a-zA-Z]{2}$");
    let schema: Value = serde_json::from_str(&schema).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    for folder in ["samples/leak", "samples/hostile", "samples/signatures"] {
        let claims = ["--claims", "samples/leak/claims.toml", "--format", "sarif"];
        let output = run(Path::new("."), &[&["examine", folder], claims.as_slice()].concat());
        let log: Value = serde_json::from_slice(&output.stdout).unwrap();
        let faults: Vec<String> = validator.iter_errors(&log).take(5).map(|fault| fault.to_string()).collect();
        assert!(faults.is_empty(), "{folder}: {faults:?}");
        let run = &log["runs"][0];
        let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
        assert_eq!(rules.len(), valla::checks::checks().len() + valla::collation::checks::CHECKS.len());
        assert!(rules.iter().all(|rule| rule["help"]["text"].as_str().unwrap().contains("# Innocent causes")));
        for result in run["results"].as_array().unwrap() {
            let rule = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
            assert_eq!(rules[rule]["id"], result["ruleId"]);
        }
        let prints: Vec<String> = run["results"]
            .as_array()
            .unwrap()
            .iter()
            .map(|result| {
                format!(
                    "{} {}",
                    result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"],
                    result["partialFingerprints"]
                )
            })
            .collect();
        assert_eq!(prints.iter().collect::<std::collections::BTreeSet<_>>().len(), prints.len(), "a fingerprint twice");
        let mut broken = log.clone();
        broken["runs"][0]["results"][0]["level"] = "loud".into();
        assert!(!validator.is_valid(&broken), "the schema accepts anything");
    }
}

#[test]
fn a_new_producer_is_noticed_and_a_new_date_is_not() {
    let (folder, samples) = guarded();
    let still = run(folder.path(), &["samples", "--baseline", "known.json"]);
    assert_eq!(still.status.code(), Some(0), "{}", text(&still.stdout));
    assert!(text(&still.stdout).contains("nothing differs from the baseline"));
    // Saved again on another day: of the same form.
    exchange(&samples.join("16-spisok.doc"), "Microsoft Office Word", "Microsoft Office Word");
    exchange(&samples.join("02-plan-uchenij.pdf"), "D:2011", "D:2012");
    let dated = run(folder.path(), &["samples", "--baseline", "known.json"]);
    let told = text(&dated.stdout);
    assert!(!told.contains("value changed: pdf.info.ModDate"), "{told}");
    // The producer is upgraded.
    exchange(&samples.join("07-tablica.pdf"), "pdfTeX-1.40.24", "pdfTeX-1.40.25");
    let upgraded = run(folder.path(), &["samples", "--baseline", "known.json"]);
    assert_eq!(upgraded.status.code(), Some(1));
    let told = text(&upgraded.stdout);
    assert!(told.contains("value changed: pdf.info.Producer"), "{told}");
    assert!(told.contains("was \"pdfTeX-1.40.24\", is now \"pdfTeX-1.40.25\""), "{told}");
    // Accepted, it is known.
    assert_eq!(
        run(folder.path(), &["samples", "--baseline", "known.json", "--update-baseline"]).status.code(),
        Some(0)
    );
    assert_eq!(run(folder.path(), &["samples", "--baseline", "known.json"]).status.code(), Some(0));
}

#[test]
fn exactly_means_every_digit() {
    let (folder, samples) = guarded();
    let wrong = run(folder.path(), &["samples", "--baseline", "known.json", "--exact"]);
    assert_eq!(wrong.status.code(), Some(2), "a baseline by form cannot be compared exactly");
    run(folder.path(), &["samples", "--baseline", "exact.json", "--update-baseline", "--exact"]);
    assert_eq!(run(folder.path(), &["samples", "--baseline", "exact.json", "--exact"]).status.code(), Some(0));
    let bytes = std::fs::read(samples.join("07-tablica.pdf")).unwrap();
    std::fs::write(samples.join("07-tablica.pdf"), [bytes.as_slice(), b"\n"].concat()).unwrap();
    let changed = run(folder.path(), &["samples", "--baseline", "exact.json", "--exact"]);
    assert_eq!(changed.status.code(), Some(1));
    assert!(text(&changed.stdout).contains("read differently: sha256"), "{}", text(&changed.stdout));
}

#[test]
fn known_findings_are_marked_with_the_reason_and_new_ones_fail() {
    let (folder, samples) = guarded();
    let baseline = folder.path().join("known.json");
    let mut known: Value = serde_json::from_slice(&std::fs::read(&baseline).unwrap()).unwrap();
    let accepted = &mut known["files"]["samples/02-plan-uchenij.pdf"]["findings"][0];
    accepted["why"] = "A note was added in the office; see the log.".into();
    std::fs::write(&baseline, known.to_string()).unwrap();
    let sarif = |name: &str| -> Value {
        let output = run(folder.path(), &["samples", "--baseline", name, "--format", "sarif"]);
        serde_json::from_slice(&output.stdout).unwrap()
    };
    let log = sarif("known.json");
    let results = log["runs"][0]["results"].as_array().unwrap();
    assert!(!results.is_empty() && results.iter().all(|result| result["baselineState"] == "unchanged"));
    let reasons: Vec<&str> =
        results.iter().map(|result| result["suppressions"][0]["justification"].as_str().unwrap()).collect();
    assert!(reasons.contains(&"A note was added in the office; see the log."), "{reasons:?}");
    // What is known does not fail, however strong it is.
    let strict = ["samples", "--baseline", "known.json", "--fail-on", "medium", "--claimed-date", "2011"];
    run(folder.path(), &[&strict[..], &["--update-baseline"]].concat());
    assert_eq!(run(folder.path(), &strict).status.code(), Some(0));
    let kept: Value = serde_json::from_slice(&std::fs::read(&baseline).unwrap()).unwrap();
    assert!(kept.to_string().contains("see the log"), "the reason is kept");
    // A document more, a document less.
    std::fs::rename(samples.join("16-spisok.doc"), samples.join("another.doc")).unwrap();
    let moved = run(folder.path(), &strict);
    let told = text(&moved.stdout);
    assert_eq!(moved.status.code(), Some(1));
    assert!(told.contains("not found: samples/16-spisok.doc") && told.contains("new file"), "{told}");
    let log = sarif("known.json");
    let of_new = log["runs"][0]["results"].as_array().unwrap().iter().filter(|result| result["baselineState"] == "new");
    assert!(of_new.count() > 0);
}

#[test]
fn a_baseline_that_is_none_is_wrong_use() {
    let (folder, _) = guarded();
    std::fs::write(folder.path().join("no.json"), "{}").unwrap();
    for name in ["no.json", "missing.json", "samples/07-tablica.pdf"] {
        let output = run(folder.path(), &["samples", "--baseline", name]);
        assert_eq!(output.status.code(), Some(2), "{name}");
        assert!(output.stdout.is_empty(), "{name}");
    }
    let among = run(folder.path(), &["samples", "--baseline", "samples/known.json", "--update-baseline"]);
    assert_eq!(among.status.code(), Some(2), "evidence is never written to");
}

#[test]
fn what_documents_say_about_each_other_is_guarded() {
    let folder = tempfile::tempdir().unwrap();
    let samples = folder.path().join("samples");
    std::fs::create_dir(&samples).unwrap();
    for (name, file) in [("a.docx", "near-copy-byte/copy-1.docx"), ("b.docx", "near-copy-byte/copy-2.docx")] {
        std::fs::copy(Path::new("samples/collection").join(file), samples.join(name)).unwrap();
    }
    let guard = ["samples", "--baseline", "known.json"];
    let written = run(folder.path(), &[&guard[..], &["--update-baseline"]].concat());
    assert_eq!(written.status.code(), Some(0), "{}", text(&written.stderr));
    assert!(std::fs::read_to_string(folder.path().join("known.json")).unwrap().contains("near-duplicate-tamper"));
    // What is known does not count, whatever its strength.
    let same = run(folder.path(), &[&guard[..], &["--fail-on", "medium"]].concat());
    assert_eq!(same.status.code(), Some(0), "{}", text(&same.stdout));
    // A third copy says something new of the two.
    std::fs::copy("samples/collection/near-copy-byte/copy-2.docx", samples.join("c.docx")).unwrap();
    let other = run(folder.path(), &[&guard[..], &["--format", "json"]].concat());
    assert_eq!(other.status.code(), Some(1));
    let case: Value = serde_json::from_slice(&other.stdout).unwrap();
    let together = case["baseline"]["together"].as_array().unwrap();
    assert!(together.iter().any(|one| one["kind"] == "new-finding"), "{together:?}");
}
