//! What documents say about each other: sets that fire are told from their honest twins. The key was written from how the samples were made,
//! before valla looked at them.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops at the first fault and says what it skips"
)]

mod support;

use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use support::{day, examined};
use valla::Case;
use valla::collation::checks::CHECKS;
use valla::model::{Finding, Strength};
use valla::pipeline::claims::ClaimBook;
use valla::pipeline::{Options, examine};

const FOLDER: &str = "samples/collection";

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Key {
    set: Vec<Truth>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Truth {
    folder: String,
    #[serde(rename = "is")]
    _is: String,
    #[serde(rename = "honest")]
    _honest: bool,
    #[serde(default, rename = "twin")]
    _twin: Option<String>,
    /// What must be told.
    #[serde(default)]
    tells: Vec<Tells>,
    /// Checks that may speak at any strength.
    #[serde(default)]
    also: Vec<String>,
    /// Checks that may speak as weak, as all may: named so that a reader expects them.
    #[serde(default, rename = "weak")]
    _weak: Vec<String>,
    #[serde(default)]
    claim: Vec<Claimed>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Tells {
    check: String,
    files: BTreeSet<String>,
    #[serde(rename = "what")]
    _what: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Claimed {
    says: String,
    verdict: String,
    verdict_also: Option<String>,
}

fn key() -> Key {
    toml::from_str(&std::fs::read_to_string(Path::new(FOLDER).join("KEY.toml")).unwrap()).unwrap()
}

fn claims() -> ClaimBook {
    let mut book = ClaimBook::default();
    book.read_file(&Path::new(FOLDER).join("claims.toml")).unwrap();
    book
}

fn case() -> Case {
    examined(&[FOLDER], |options| options.claims = claims())
}

/// The path of an exhibit below the folder of the samples.
fn below(case: &Case, id: &str) -> String {
    let exhibit = case.exhibits.iter().find(|exhibit| exhibit.id == id).unwrap_or_else(|| panic!("no exhibit {id}"));
    exhibit.path.strip_prefix(&format!("{FOLDER}/")).unwrap_or(&exhibit.path).to_owned()
}

/// The documents of a finding in one folder, by their names there.
fn in_folder(case: &Case, finding: &Finding, folder: &str) -> BTreeSet<String> {
    let paths = finding.among.iter().map(|id| below(case, id));
    paths.filter_map(|path| path.strip_prefix(&format!("{folder}/")).map(str::to_owned)).collect()
}

#[test]
fn what_is_true_of_the_sets_is_told_and_nothing_of_honest_ones() {
    let case = case();
    let mut faults = Vec::new();
    for set in key().set {
        let own: Vec<(&Finding, BTreeSet<String>)> = case
            .collection
            .findings
            .iter()
            .map(|finding| (finding, in_folder(&case, finding, &set.folder)))
            .filter(|(_, files)| !files.is_empty())
            .collect();
        for tells in &set.tells {
            // A finding is about these files and no others, of whatever folder.
            let told = |(finding, files): &(&Finding, BTreeSet<String>)| {
                finding.name == tells.check && *files == tells.files && finding.among.len() == files.len()
            };
            if !own.iter().any(told) {
                faults.push(format!("{}: {} is not told of {:?}", set.folder, tells.check, tells.files));
            }
        }
        for (finding, files) in &own {
            let told = set.tells.iter().any(|tells| tells.check == finding.name) || set.also.contains(&finding.name);
            if !told && finding.strength > Strength::Weak {
                faults.push(format!("{}: {} {} of {files:?}", set.folder, finding.name, finding.strength));
            }
        }
        for claimed in &set.claim {
            let verdicts: Vec<_> = case
                .collection
                .verdicts
                .iter()
                .filter(|verdict| verdict.says.to_string() == claimed.says)
                .filter(|verdict| {
                    verdict.exhibits.iter().any(|id| below(&case, id).starts_with(&format!("{}/", set.folder)))
                })
                .collect();
            assert!(!verdicts.is_empty(), "{}: no verdict on {}", set.folder, claimed.says);
            for verdict in verdicts {
                let term = verdict.term.to_string();
                if term != claimed.verdict && Some(&term) != claimed.verdict_also.as_ref() {
                    faults.push(format!("{}: {} is {term}: {}", set.folder, claimed.says, verdict.summary));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_single_document_says_what_it_says_alone() {
    // What the collection finds enters no verdict on a document: alone each says what it says among others.
    let case = case();
    for path in ["time-clones/survey-of-the-spit.pdf", "rsids/salt-works.docx", "near-copy/as-received.docx"] {
        let whole = format!("{FOLDER}/{path}");
        let alone = examined(&[&whole], |options| options.claims = claims());
        let among = case.exhibits.iter().find(|exhibit| exhibit.path == whole).unwrap();
        let alone = alone.exhibits.first().unwrap();
        assert_eq!((&alone.reasoned.verdicts, &alone.reasoned.age), (&among.reasoned.verdicts, &among.reasoned.age));
        let codes = |findings: &[Finding]| findings.iter().map(|finding| finding.code.clone()).collect::<Vec<_>>();
        assert_eq!(codes(&alone.reasoned.findings), codes(&among.reasoned.findings));
        assert!(!codes(&among.reasoned.findings).iter().any(|code| code.starts_with('C')));
    }
}

#[test]
fn threads_and_the_order_of_the_paths_change_nothing() {
    let told = |jobs: usize, folders: &[&str]| {
        let options = Options { jobs, day: day(), claims: claims(), ..Options::default() };
        let paths: Vec<PathBuf> = folders.iter().map(|folder| Path::new(FOLDER).join(folder)).collect();
        let case = examine(&paths, &options).unwrap();
        serde_json::to_string_pretty(&case.collection).unwrap()
    };
    let forwards = told(1, &["burst", "rsids", "near-copy", "session"]);
    assert!(forwards.contains("burst-resave"));
    assert_eq!(forwards, told(2, &["session", "near-copy", "rsids", "burst"]));
}

#[test]
fn every_check_of_the_collection_fires_on_a_sample_and_is_documented() {
    let case = case();
    let fired: BTreeSet<&str> = case.collection.findings.iter().map(|finding| finding.code.as_str()).collect();
    let mut codes: BTreeMap<&str, &str> = BTreeMap::new();
    for check in CHECKS {
        let charter = check.charter();
        assert!(fired.contains(charter.code), "{} {} fires on no sample", charter.code, charter.name);
        assert_eq!(codes.insert(charter.code, charter.name), None, "{} is there twice", charter.code);
        let mut at = 0;
        for section in [
            "# What it looks for",
            "# Why it matters",
            "# Innocent causes",
            "# What it cannot tell",
            "# Example",
            "# Sources",
        ] {
            let found = charter.explanation.get(at..).and_then(|rest| rest.find(section));
            at += found.unwrap_or_else(|| panic!("{} has no {section}", charter.code));
        }
        let file = format!("src/collation/checks/{}.rs", charter.name.replace('-', "_"));
        assert!(Path::new(&file).is_file(), "{} is not in {file}", charter.code);
    }
}

#[test]
fn findings_name_evidence_of_the_documents_they_are_about() {
    let case = case();
    for finding in &case.collection.findings {
        assert!(!finding.innocent.is_empty() && !finding.settle.is_empty(), "{}", finding.id);
        for premise in &finding.premises {
            let id = premise.id().into_owned();
            let (exhibit, evidence) = id.split_once('/').unwrap_or_else(|| panic!("{id} names no document"));
            let holder = case.exhibits.iter().find(|one| one.id == exhibit).unwrap_or_else(|| panic!("no {exhibit}"));
            assert!(holder.extraction.piece(evidence.parse().unwrap()).is_some(), "{id} is not there");
        }
    }
}

#[test]
fn a_claim_on_a_set_that_cannot_be_understood_says_what_can() {
    let mut book = ClaimBook::default();
    let error = book.read_text("[[set]]\nmembers=['a/*']\nsays='friends'", "claims.toml").unwrap_err().to_string();
    assert!(error.contains("s1") && error.contains("independent") && error.contains("one series"), "{error}");
    let error = book.read_text("[[set]]\nmembers=[]\nsays='independent'", "claims.toml").unwrap_err().to_string();
    assert!(error.contains("members"), "{error}");
}

#[test]
fn documents_that_cannot_be_read_agree_with_nothing() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["a.pdf", "b.pdf"] {
        std::fs::write(folder.path().join(name), format!("%PDF-1.4\nno document {name}")).unwrap();
    }
    std::fs::write(folder.path().join("c.bin"), [0_u8, 1, 2, 3]).unwrap();
    for says in ["independent", "one author", "one machine", "one series", "drafts in this order"] {
        let mut book = ClaimBook::default();
        book.read_text(&format!("[[set]]\nmembers=['*']\nsays='{says}'"), "claims.toml").unwrap();
        let options = Options { jobs: 1, day: day(), claims: book, ..Options::default() };
        let case = examine(&[folder.path().to_path_buf()], &options).unwrap();
        let verdict = case.collection.verdicts.first().unwrap();
        assert_eq!(verdict.exhibits.len(), 3);
        assert_eq!(verdict.term.to_string(), "no-evidence", "{says}: {}", verdict.summary);
    }
}
