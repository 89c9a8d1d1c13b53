//! The two answers: was it altered, is it as old as it is said to be. The samples' key was written before any program looked at them.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops at the first fault and says what it skips"
)]

use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use valla::model::{Age, Alteration, Case, Exhibit, Layer, Standing, Term};
use valla::pipeline::{self, Options};

#[derive(Debug, Deserialize)]
struct Key {
    document: Vec<Truth>,
}

#[derive(Debug, Deserialize)]
struct Truth {
    file: String,
    #[serde(default)]
    inside: Option<String>,
    altered: Option<Alteration>,
    age: Age,
    before: Option<String>,
    after: Option<String>,
    #[serde(default)]
    confirmed: bool,
}

fn case(folder: &str, claims: &str) -> Case {
    let mut options = Options::default();
    options.claims.read_text(claims, "claims").unwrap();
    pipeline::examine(&[PathBuf::from(folder)], &options).unwrap()
}

fn standing() -> Case {
    case("samples/standing", &std::fs::read_to_string("samples/standing/claims.toml").unwrap())
}

fn find<'c>(case: &'c Case, file: &str, inside: Option<&str>) -> &'c Exhibit {
    let named = |exhibit: &&Exhibit| {
        exhibit.file.ends_with(&format!("/{file}")) && exhibit.inside.first().map(String::as_str) == inside
    };
    case.exhibits.iter().find(named).unwrap_or_else(|| panic!("{file} is missing"))
}

#[test]
fn every_document_is_answered_as_its_key_says() {
    let key: Key = toml::from_str(&std::fs::read_to_string("samples/standing/KEY.toml").unwrap()).unwrap();
    let case = standing();
    for truth in &key.document {
        let exhibit = find(&case, &truth.file, truth.inside.as_deref());
        let reasoned = &exhibit.reasoned;
        if let Some(altered) = truth.altered {
            assert_eq!(reasoned.altered.answer, altered, "{}: {}", truth.file, reasoned.altered.sentence);
        }
        assert_eq!(reasoned.age.answer, truth.age, "{}: {}", truth.file, reasoned.age.sentence);
        let confirmed = reasoned
            .verdicts
            .iter()
            .any(|verdict| verdict.term == Term::Confirmed && matches!(verdict.layer, Layer::Content | Layer::Bytes));
        assert_eq!(confirmed, truth.confirmed, "{}: an anchor confirms its own bytes alone", truth.file);
        // Both wordings are shown, where a later save exchanged them.
        if let (Some(before), Some(after), true) = (&truth.before, &truth.after, exhibit.extraction.revisions.len() > 1)
        {
            let shown = reasoned.altered.replaced.iter().any(|one| one.before == *before && one.after == *after);
            assert!(shown, "{}: {before:?} to {after:?}, not {:?}", truth.file, reasoned.altered.replaced);
        }
    }
}

/// What is known of the signed samples is known of the answers too: 23 changed after or within the signature, 20 not.
#[test]
fn signed_documents_are_told_from_those_that_were_changed() {
    #[derive(Deserialize)]
    struct Signed {
        file: String,
        expected: String,
    }
    #[derive(Deserialize)]
    struct Signatures {
        document: Vec<Signed>,
    }
    let key: Signatures = toml::from_str(&std::fs::read_to_string("samples/signatures/KEY.toml").unwrap()).unwrap();
    let mut options = Options::default();
    options.read.passwords = vec!["valla".to_owned()];
    let case = pipeline::examine(&[PathBuf::from("samples/signatures")], &options).unwrap();
    // What was prepared before the signature and waits for a later change, and what was never signed, show what was signed.
    let seen_otherwise = ["universal-forgery-contents", "universal-forgery-byterange-negative"];
    for signed in &key.document {
        let exhibit = find(&case, &signed.file, None);
        let answer = exhibit.reasoned.altered.answer;
        let changed = matches!(answer, Alteration::ChangedAfterSigning | Alteration::SignatureFails);
        if signed.expected.starts_with("silent") {
            assert!(!changed, "{}: {answer:?}, {}", signed.file, exhibit.reasoned.altered.sentence);
        } else if !seen_otherwise.iter().any(|name| signed.file.contains(name))
            && !signed.file.contains("certified-violated")
        {
            assert!(changed, "{}: {answer:?}", signed.file);
        }
        let of_signatures = exhibit.reasoned.verdicts.iter().filter(|verdict| verdict.claim.starts_with("signature:"));
        assert!(of_signatures.count() > 0, "{}: each signature has a verdict", signed.file);
    }
}

#[test]
fn a_stated_digest_is_a_claim_of_its_own() {
    let right = "30f362373c0af5974a187c3e87a4be08ca534f33002161e724cc868aea3437e4";
    let claims = format!(
        "[[claim]]\npath = 'letter-anchored.pdf'\nsha256 = '{right}'\n[[claim]]\npath = 'letter-other.pdf'\nsha256 = '{right}'"
    );
    let case = case("samples/standing", &claims);
    let term = |file: &str| {
        let verdicts = &find(&case, file, None).reasoned.verdicts;
        verdicts.iter().find(|verdict| verdict.claim.starts_with("sha256:")).unwrap().term
    };
    assert_eq!((term("letter-anchored.pdf"), term("letter-other.pdf")), (Term::Confirmed, Term::Contradicts));
    assert!(find(&case, "order-7.pdf", None).reasoned.verdicts.is_empty());
}

#[test]
fn without_a_claim_only_the_dates_are_compared_with_one_another() {
    let case = case("samples/leak", "");
    let ages: BTreeMap<Age, usize> = case.exhibits.iter().fold(BTreeMap::new(), |mut ages, exhibit| {
        *ages.entry(exhibit.reasoned.age.answer).or_default() += 1;
        ages
    });
    let expected = [Age::DatesDisagree, Age::DatesAgree, Age::NoEvidence, Age::NotExamined];
    assert!(ages.keys().all(|age| expected.contains(age)), "{ages:?}");
    assert!(ages[&Age::DatesAgree] > 8, "{ages:?}");
}

/// Every report and format gives the same standing and the same counts for the same run.
#[test]
fn every_report_gives_the_same_counts() {
    let run = |arguments: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_valla"))
            .args(["samples/standing", "--claims", "samples/standing/claims.toml"])
            .args(arguments)
            .env("SOURCE_DATE_EPOCH", "1795000000")
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    let case = standing();
    let expected: BTreeMap<&str, u64> =
        case.standings.files.iter().map(|(standing, count)| (standing.name(), *count)).collect();
    assert_eq!(expected.values().sum::<u64>(), case.summary.files, "the counts add up to the files");
    assert_eq!(case.standings.parts.values().sum::<u64>(), case.summary.children, "and to the parts inside them");
    let counted = |names: Vec<String>| -> BTreeMap<String, u64> {
        names.into_iter().fold(BTreeMap::new(), |mut counts, name| {
            *counts.entry(name).or_default() += 1;
            counts
        })
    };
    let expected: BTreeMap<String, u64> = expected.into_iter().map(|(name, count)| (name.to_owned(), count)).collect();

    let json: serde_json::Value = serde_json::from_str(&run(&["--format", "json"])).unwrap();
    let in_json: BTreeMap<String, u64> = serde_json::from_value(json["standings"]["files"].clone()).unwrap();
    assert_eq!(in_json, expected);

    let lines = run(&["--format", "jsonl"]);
    let files = lines.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    let of_lines: Vec<String> = files
        .filter(|exhibit| exhibit.get("parent").is_none())
        .map(|exhibit| {
            let altered: Alteration = serde_json::from_value(exhibit["altered"]["answer"].clone()).unwrap();
            let age: Age = serde_json::from_value(exhibit["age"]["answer"].clone()).unwrap();
            Standing::worse_of(altered, age).name().to_owned()
        })
        .collect();
    assert_eq!(counted(of_lines), expected);

    let sarif: serde_json::Value = serde_json::from_str(&run(&["--format", "sarif"])).unwrap();
    let artifacts = sarif["runs"][0]["artifacts"].as_array().unwrap();
    let of_sarif = artifacts.iter().filter(|one| one.get("parentIndex").is_none());
    let of_sarif = of_sarif.map(|one| one["properties"]["standing"].as_str().unwrap().to_owned());
    assert_eq!(counted(of_sarif.collect()), expected);

    let table = run(&["--format", "csv"]);
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let head = reader.headers().unwrap().clone();
    let column = |name: &str| head.iter().position(|one| one == name).unwrap();
    let (parent, standing) = (column("PARENT_ID"), column("STANDING"));
    let rows = reader.records().map(Result::unwrap).filter(|row| row[parent].is_empty());
    assert_eq!(counted(rows.map(|row| row[standing].to_owned()).collect()), expected);

    // A reader's pages: the number is next to the words of the standing.
    for audience in ["desk", "public"] {
        let terminal = run(&["--for", audience]);
        let page = run(&["--for", audience, "--format", "html"]);
        for (standing, count) in &case.standings.files {
            let tile = format!("data-filter=\"{}\"", standing.name());
            let tile = page.split(&tile).nth(1).unwrap_or_else(|| panic!("no tile for {standing:?}"));
            let shown = tile.split("<b>").nth(1).unwrap().split("</b>").next().unwrap();
            assert_eq!(shown, count.to_string(), "{audience} {standing:?}");
        }
        let of_terminal: u64 = terminal
            .lines()
            .filter_map(|line| {
                let line = line.strip_prefix(' ')?;
                let number = |text: &str| text.split_whitespace().next()?.parse::<u64>().ok();
                match line.strip_prefix("    ") {
                    Some(first) if first.starts_with(|one: char| one.is_ascii_digit()) => number(first),
                    Some(_) => None,
                    None if ["HIDE", "INSIDE", "TOGETHER"].iter().any(|head| line.starts_with(head)) => None,
                    None => number(line.trim_start_matches(|one: char| one.is_ascii_uppercase() || ", ".contains(one))),
                }
            })
            .sum();
        assert_eq!(of_terminal, case.summary.files, "{audience}:\n{terminal}");
        assert!(terminal.lines().count() <= 42, "about forty lines:\n{terminal}");
    }
}

#[test]
fn names_with_a_number_sign_are_names() {
    let case = standing();
    let part = find(&case, "name-with-#-sign.pdf", Some("annex.pdf"));
    assert_eq!(part.inside, ["annex.pdf"]);
    assert!(Path::new(&part.file).exists());
    let mut public = valla::reports::public::PublicEdition::under(
        valla::reports::public::PseudonymKey::new([7; 32]),
        pipeline::vocabulary(),
    );
    let paths: Vec<String> = case.exhibits.iter().map(|exhibit| public.exhibit(exhibit).path).collect();
    assert!(paths.iter().all(|path| !path.contains("annex") && !path.contains("sign")), "{paths:?}");
}

/// Opening an old document is enough for its container to note a new time: that is worth knowing, and asks for no explanation.
#[test]
fn a_container_that_was_opened_later_needs_no_explaining() {
    let case = case("samples/checks/D014-fires-container-2011.doc", "[[claim]]\ncontent = '2008'\nbytes = '2008'");
    let reasoned = &case.exhibits.first().unwrap().reasoned;
    let noted: Vec<_> = reasoned.findings.iter().filter(|finding| finding.code == "D007").collect();
    assert_eq!(noted.len(), 1, "it is still noted");
    assert_eq!(noted.first().unwrap().strength, valla::model::Strength::Informational);
    assert_eq!(reasoned.age.answer, Age::NothingFoundAgainst, "{}", reasoned.age.sentence);
}

/// A signature whose value cannot be computed still says which bytes were signed: what was changed after it is no less changed.
#[test]
fn what_is_changed_behind_an_untested_signature_is_changed() {
    let mut options = Options::default();
    options.claims.read_text("[[claim]]\ncontent = '2013'\nbytes = '2013'", "claims").unwrap();
    let items = pipeline::walk::walk(&["samples/standing/request-14.pdf".into()], false);
    let item = items.first().unwrap();
    let mut exhibit =
        pipeline::examine_item(item, &options, &pipeline::Silent, pipeline::Patience::Full).unwrap().exhibit;
    exhibit.extraction.signatures.first_mut().unwrap().test = valla::model::SignatureTest::none("an algorithm of GOST");
    pipeline::reason(&mut exhibit, &options);
    assert_eq!(exhibit.reasoned.altered.answer, Alteration::ChangedAfterSigning);
    assert!(
        exhibit.reasoned.verdicts.iter().all(|verdict| verdict.term != Term::Agrees),
        "{:?}",
        exhibit.reasoned.verdicts
    );
}
