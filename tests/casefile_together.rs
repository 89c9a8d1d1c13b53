//! A case that grows says of its collection what a case made at once says, byte for byte, and finds anew only what is linked to what changed.
#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a test stops at the first fault and says what it skips"
)]

mod support;

use rusqlite::Connection;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use support::{Dice, files};

fn run(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_valla"));
    let output = command.env("SOURCE_DATE_EPOCH", "1764000000").args(arguments).output().unwrap();
    assert!(output.status.code().is_some_and(|code| code < 4), "{}", String::from_utf8_lossy(&output.stderr));
    output
}

/// What a run says of the files below a folder, with the collection.
fn said(evidence: &Path, more: &[&str]) -> Vec<u8> {
    let all = [evidence.to_str().unwrap(), "--format", "jsonl", "--together"];
    let claims = ["--claims", "samples/collection/claims.toml"];
    run(&[&all[..], &claims[..], more].concat()).stdout
}

/// What a case remembers.
fn remembered(case: &Path) -> BTreeSet<(String, Vec<u8>)> {
    let database = Connection::open(case).unwrap();
    let mut select = database.prepare("SELECT code, key FROM collated").unwrap();
    select.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap().map(Result::unwrap).collect()
}

/// A letter that says that it was made on the fifth of some month, at the same second as all others.
fn letter(number: usize) -> String {
    let (year, month) = (2000 + number / 12, 1 + number % 12);
    format!(
        "{{\\rtf1\\ansi{{\\info{{\\author A. Petrov}}{{\\creatim\\yr{year}\\mo{month}\\dy5\\hr10\\min17\\sec44}}}}Letter No. {number}}}"
    )
}

#[test]
fn a_case_that_grows_and_shrinks_says_what_one_made_at_once_says() {
    let folder = tempfile::tempdir().unwrap();
    let (case, evidence) = (folder.path().join("c.valla"), folder.path().join("evidence"));
    let mut all: Vec<PathBuf> = Vec::new();
    files(Path::new("samples/collection"), &mut all);
    all.retain(|path| !path.ends_with("KEY.toml") && !path.ends_with("claims.toml"));
    all.sort();
    let mut dice = Dice(11);
    let place = |path: &Path| evidence.join(path.strip_prefix("samples/collection").unwrap());
    for step in 0..5 {
        for path in &all {
            let to = place(path);
            match dice.below(4) {
                0 => {
                    let _ = fs::remove_file(&to);
                }
                1 | 2 => {
                    fs::create_dir_all(to.parent().unwrap()).unwrap();
                    fs::copy(path, &to).unwrap();
                }
                _ => {}
            }
        }
        let case_text = case.to_str().unwrap();
        let grown = said(&evidence, &["--case", case_text, "--gone"]);
        let fresh = folder.path().join(format!("fresh-{step}.valla"));
        assert!(grown == said(&evidence, &["--case", fresh.to_str().unwrap()]), "step {step}: a fresh case");
        assert!(grown == said(&evidence, &[]), "step {step}: no case");
        let report = run(&["report", case_text, "--format", "jsonl", "--together"]).stdout;
        assert!(grown == report, "step {step}: the report");
        assert!(String::from_utf8(grown).unwrap().contains("\"collection\""));
    }
}

#[test]
fn a_value_that_becomes_a_commonplace_ties_nobody_and_ties_again_when_it_is_none() {
    let folder = tempfile::tempdir().unwrap();
    let (case, evidence) = (folder.path().join("c.valla"), folder.path().join("evidence"));
    fs::create_dir(&evidence).unwrap();
    let collection = |text: Vec<u8>| -> serde_json::Value {
        let text = String::from_utf8(text).unwrap();
        serde_json::from_str(text.lines().last().unwrap()).unwrap()
    };
    let clones = |collection: &serde_json::Value| {
        let findings = collection["collection"]["findings"].as_array().unwrap();
        findings.iter().filter(|finding| finding["code"] == "C004").count()
    };
    for (letters, ties) in [(150, true), (205, false), (199, true)] {
        for number in 0..210 {
            let to = evidence.join(format!("letter-{number:03}.rtf"));
            if number < letters {
                fs::write(&to, letter(number)).unwrap();
            } else {
                let _ = fs::remove_file(&to);
            }
        }
        let grown = said(&evidence, &["--case", case.to_str().unwrap(), "--gone"]);
        assert!(grown == said(&evidence, &[]), "{letters} letters");
        assert_eq!(clones(&collection(grown)) > 0, ties, "{letters} letters");
    }
}

#[test]
fn a_stranger_that_comes_costs_nothing_of_what_is_remembered() {
    let folder = tempfile::tempdir().unwrap();
    let (case, evidence) = (folder.path().join("c.valla"), folder.path().join("evidence"));
    fs::create_dir(&evidence).unwrap();
    for set in ["near-copy", "rsids", "pdf-id-pair", "shared-object"] {
        assert!(
            Command::new("cp")
                .args(["-r", &format!("samples/collection/{set}")])
                .arg(&evidence)
                .status()
                .unwrap()
                .success()
        );
    }
    let with_case = |evidence: &Path| said(evidence, &["--case", case.to_str().unwrap()]);
    with_case(&evidence);
    let before = remembered(&case);
    assert!(before.len() > 4, "{before:?}");
    fs::copy("samples/leak/07-tablica.pdf", evidence.join("stranger.pdf")).unwrap();
    assert!(with_case(&evidence) == said(&evidence, &[]));
    let after = remembered(&case);
    let lost: Vec<&str> = before.difference(&after).map(|(code, _)| code.as_str()).collect();
    // By how many files there are the check of cloned times counts chance.
    assert!(lost.iter().all(|code| *code == "C004"), "{lost:?}");
    // What is remembered is what is read: another answer in its place would be given.
    let database = Connection::open(&case).unwrap();
    database.execute_batch("UPDATE collated SET found = replace(found, 'words in common', 'words changed')").unwrap();
    drop(database);
    assert!(with_case(&evidence) == said(&evidence, &[]), "a row that is not as it was written is found anew");
}
