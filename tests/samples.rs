//! The samples: each is what its manifest says, each check fires and keeps still where its samples say so, and documents after known
//! cases are caught.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops at the first fault and says what it skips"
)]

mod support;

use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use support::{examined, files, hexadecimal};
use valla::checks::checks;
use valla::model::{Exhibit, Layer, Outcome, Strength, Term};

#[derive(Deserialize)]
struct Manifest {
    sample: Vec<Sample>,
}

#[derive(Deserialize)]
struct Sample {
    file: String,
    sha256: String,
    made_by: String,
    recipe: String,
    truth: String,
}

#[test]
fn every_sample_is_in_the_manifest_with_its_digest_recipe_and_truth() {
    let manifest: Manifest = toml::from_str(&std::fs::read_to_string("samples/MANIFEST.toml").unwrap()).unwrap();
    let listed: BTreeMap<&str, &Sample> = manifest.sample.iter().map(|sample| (sample.file.as_str(), sample)).collect();
    let mut unlisted = Vec::new();
    let mut paths = Vec::new();
    files(Path::new("samples"), &mut paths);
    for path in paths {
        let name = path.strip_prefix("samples").unwrap().to_str().unwrap().to_owned();
        if name.starts_with("recipes/") || name.ends_with(".toml") || name.ends_with(".pem") {
            continue;
        }
        match listed.get(name.as_str()) {
            Some(sample) => {
                let digest = hexadecimal(&Sha256::digest(std::fs::read(&path).unwrap()));
                assert_eq!(digest, sample.sha256, "{name} is not the file of the manifest");
                for (field, text) in
                    [("made_by", &sample.made_by), ("recipe", &sample.recipe), ("truth", &sample.truth)]
                {
                    assert!(!text.trim().is_empty(), "{name}: {field} is empty");
                }
            }
            None => unlisted.push(name),
        }
    }
    assert!(unlisted.is_empty(), "not in the manifest: {unlisted:?}");
}

#[test]
fn each_check_fires_on_its_sample_and_keeps_still_on_the_other() {
    let case = examined(&["samples/checks"], |options| {
        options.claims.read_file(Path::new("samples/checks/claims.toml")).unwrap()
    });
    let mut seen: BTreeMap<(String, bool), usize> = BTreeMap::new();
    let mut faults = Vec::new();
    let files = case.exhibits.iter().filter(|exhibit| exhibit.parent.is_none() && !exhibit.path.ends_with(".toml"));
    for exhibit in files {
        let name = exhibit.path.rsplit('/').next().unwrap();
        let mut parts = name.splitn(3, '-');
        let (code, fires) = (parts.next().unwrap().to_owned(), parts.next().unwrap() == "fires");
        // What an archive says of a member is found in the member.
        let family: Vec<&Exhibit> = case
            .exhibits
            .iter()
            .filter(|inner| inner.path == exhibit.path || inner.parent.is_some() && inner.file == exhibit.path)
            .collect();
        let found = family.iter().flat_map(|inner| &inner.reasoned.findings).any(|finding| finding.code == code);
        if found != fires {
            faults.push(format!("{name}: {code} {}", if found { "fires" } else { "keeps still" }));
        }
        let answers = family.iter().flat_map(|inner| &inner.reasoned.checks).filter(|check| check.code == code);
        let outcomes: Vec<Outcome> = answers.map(|check| check.outcome).collect();
        assert!(!outcomes.is_empty(), "{name}: nobody asked {code}");
        assert_eq!(outcomes.contains(&Outcome::Found), found, "{name}: outcome and findings of {code} differ");
        *seen.entry((code, fires)).or_default() += 1;
    }
    for check in checks() {
        for fires in [true, false] {
            let key = (check.charter().code.to_owned(), fires);
            if !seen.contains_key(&key) {
                faults.push(format!("{}: no sample that {}", key.0, if fires { "fires" } else { "must keep still" }));
            }
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

/// What `samples/cases/KEY.toml` says of a document after a known case.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Known {
    file: String,
    #[serde(rename = "after")]
    _after: String,
    layer: Option<Layer>,
    term: Option<Term>,
    #[serde(default)]
    caught_by: Vec<String>,
    #[serde(default)]
    inside: Vec<String>,
    #[serde(default)]
    silent: bool,
}

#[derive(Debug, Deserialize)]
struct Cases {
    document: Vec<Known>,
}

#[test]
fn documents_after_known_cases_are_caught_and_their_honest_twins_are_not() {
    let key: Cases = toml::from_str(&std::fs::read_to_string("samples/cases/KEY.toml").unwrap()).unwrap();
    let case = examined(&["samples/cases"], |options| {
        options.claims.read_file(Path::new("samples/cases/claims.toml")).unwrap();
    });
    let mut faults = Vec::new();
    for known in &key.document {
        let path = format!("samples/cases/{}", known.file);
        let document = case.exhibits.iter().find(|exhibit| exhibit.path == path).unwrap();
        let held = case.exhibits.iter().filter(|exhibit| exhibit.path.starts_with(&format!("{path}#")));
        let found: BTreeSet<&str> = document.reasoned.findings.iter().map(|finding| finding.code.as_str()).collect();
        let inside: BTreeSet<&str> =
            held.flat_map(|part| &part.reasoned.findings).map(|finding| finding.code.as_str()).collect();
        let mut fault = |what: String| faults.push(format!("{}: {what}", known.file));
        for (codes, found) in [(&known.caught_by, &found), (&known.inside, &inside)] {
            codes
                .iter()
                .filter(|code| !found.contains(code.as_str()))
                .for_each(|code| fault(format!("{code} is silent")));
        }
        if let (Some(layer), Some(term)) = (known.layer, known.term) {
            let verdict = document.reasoned.verdicts.iter().find(|verdict| verdict.layer == layer).unwrap();
            if verdict.term != term {
                fault(format!("{layer}: {:?}, not {term:?}", verdict.term));
            }
        }
        let loud = document.reasoned.findings.iter().filter(|finding| finding.strength > Strength::Informational);
        let against = document
            .reasoned
            .verdicts
            .iter()
            .filter(|verdict| !matches!(verdict.term, Term::Agrees | Term::NoEvidence));
        if known.silent {
            loud.for_each(|finding| fault(format!("{} {}: {}", finding.code, finding.strength, finding.summary)));
            against.for_each(|verdict| fault(format!("{:?} on {}", verdict.term, verdict.layer)));
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
    let keyed: BTreeSet<&str> = key.document.iter().map(|known| known.file.as_str()).collect();
    let mut there = Vec::new();
    files(Path::new("samples/cases"), &mut there);
    let unkeyed: Vec<_> = there
        .iter()
        .map(|path| path.file_name().unwrap().to_str().unwrap())
        .filter(|name| !name.ends_with(".toml") && !keyed.contains(name))
        .collect();
    assert!(unkeyed.is_empty(), "not in the key: {unkeyed:?}");
}
