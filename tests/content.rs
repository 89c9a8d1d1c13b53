//! The words of a document date it: each late sample is told from its honest twin. The key was written from how the samples were made, before
//! valla looked at them.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops at the first fault and says what it skips"
)]

mod support;

use serde::Deserialize;
use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::Path;
use support::{examined, files, literal};
use valla::model::{Case, Exhibit, Finding, Layer, Status, Strength, Term};

const FOLDER: &str = "samples/content";

/// The checks that date words, or look for marks in them.
const OF_WORDS: &[&str] = &["T001", "T002", "T005", "T006", "T007", "T008", "T009", "T010"];

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Key {
    document: Vec<Truth>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Truth {
    file: String,
    /// When its words are said to be from.
    claimed: String,
    #[serde(rename = "is")]
    _is: String,
    #[serde(rename = "why", default)]
    _why: String,
    /// What may be said of that.
    verdict: Term,
    /// What must be told. No other check of words may say anything of medium strength or more.
    #[serde(default)]
    speaks: Vec<Speaks>,
    /// The checks that must find nothing at all.
    #[serde(default)]
    silent: BTreeSet<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Speaks {
    code: String,
    strength: Strength,
    /// Of words: content; of the save that brought them in: bytes.
    layer: Layer,
    /// A part of its summary.
    says: String,
}

impl Speaks {
    fn is(&self, finding: &Finding) -> bool {
        finding.code == self.code
            && finding.strength == self.strength
            && finding.layer == self.layer
            && finding.summary.contains(&self.says)
    }
}

fn key() -> Key {
    toml::from_str(&std::fs::read_to_string(format!("{FOLDER}/KEY.toml")).unwrap()).unwrap()
}

/// All samples, each with the claim of its own row.
fn case(key: &Key) -> Case {
    let mut claims = String::new();
    for truth in &key.document {
        writeln!(claims, "[[claim]]\npath = '{}'\ncontent = '{}'", literal(&truth.file), truth.claimed).unwrap();
    }
    examined(&[FOLDER], |options| options.claims.read_text(&claims, "claims").unwrap())
}

/// What is not as the key says.
fn faults(truth: &Truth, exhibit: &Exhibit) -> Vec<String> {
    let mut faults = Vec::new();
    let mut fault = |what: String| faults.push(format!("{}: {what}", truth.file));
    if exhibit.extraction.status != Status::Ok {
        fault(format!("read as {:?}, {:?}", exhibit.extraction.status, exhibit.extraction.warnings));
    }
    match exhibit.reasoned.verdicts.iter().find(|verdict| verdict.layer == Layer::Content) {
        Some(verdict) if verdict.term == truth.verdict => {}
        Some(verdict) => fault(format!("{}, not {}: {}", verdict.term, truth.verdict, verdict.sentence)),
        None => fault("no verdict on its words".to_owned()),
    }
    let told =
        |finding: &Finding| format!("{} {} on {}: {}", finding.code, finding.strength, finding.layer, finding.summary);
    let found: Vec<&Finding> =
        exhibit.reasoned.findings.iter().filter(|finding| OF_WORDS.contains(&finding.code.as_str())).collect();
    for speaks in truth.speaks.iter().filter(|speaks| !found.iter().any(|finding| speaks.is(finding))) {
        let of_code: Vec<String> =
            found.iter().filter(|finding| finding.code == speaks.code).map(|finding| told(finding)).collect();
        fault(format!("{} {} does not say {:?}: {of_code:?}", speaks.code, speaks.strength, speaks.says));
    }
    for finding in found {
        let asked = truth.speaks.iter().any(|speaks| speaks.code == finding.code);
        if truth.silent.contains(&finding.code) || (finding.strength >= Strength::Medium && !asked) {
            fault(format!("nobody asked for {}", told(finding)));
        }
    }
    faults
}

#[test]
fn late_words_are_told_from_their_honest_twins() {
    let key = key();
    let case = case(&key);
    let mut all = Vec::new();
    for truth in &key.document {
        let path = format!("{FOLDER}/{}", truth.file);
        match case.exhibits.iter().find(|exhibit| exhibit.path == path) {
            Some(exhibit) => all.extend(faults(truth, exhibit)),
            None => all.push(format!("{}: it is missing", truth.file)),
        }
    }
    assert!(all.is_empty(), "\n{}", all.join("\n"));
}

#[test]
fn every_sample_is_in_the_key_and_has_its_twin() {
    let key = key();
    let keyed: BTreeSet<&str> = key.document.iter().map(|truth| truth.file.as_str()).collect();
    assert_eq!(keyed.len(), key.document.len(), "a sample is in the key twice");
    let mut there = Vec::new();
    files(Path::new(FOLDER), &mut there);
    let names: BTreeSet<&str> = there
        .iter()
        .map(|path| path.file_name().unwrap().to_str().unwrap())
        .filter(|name| !name.ends_with(".toml"))
        .collect();
    assert_eq!(names, keyed);
    for name in keyed.iter().filter(|name| name.contains("-late.")) {
        assert!(keyed.contains(name.replace("-late.", "-honest.").as_str()), "{name} has no twin");
    }
    // What the key asks for is no empty promise: late ones speak, honest ones do not.
    for truth in &key.document {
        let is_against = matches!(truth.verdict, Term::Contradicts | Term::Tension);
        assert!(!is_against || truth.file.contains("-late."), "{}: an honest twin speaks against itself", truth.file);
        for speaks in &truth.speaks {
            assert!(OF_WORDS.contains(&speaks.code.as_str()), "{}: {} is no check of words", truth.file, speaks.code);
        }
    }
}
