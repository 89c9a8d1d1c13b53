//! The signed samples against their answer key: what is tested of each signature, what is found, and what is not.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops at the first fault and says what it skips"
)]

mod support;

use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use valla::formats::signed::Trust;
use valla::model::{Identity, Layer, Strength, Term};
use valla::pipeline::{self, Options};

#[derive(Deserialize)]
struct Key {
    document: Vec<Document>,
}

#[derive(Deserialize)]
struct Document {
    file: String,
    revisions: usize,
    expected: String,
    attack: Option<String>,
    #[serde(default)]
    signature: Vec<Signature>,
}

#[derive(Deserialize)]
struct Signature {
    digest: String,
    value: String,
    covers: u32,
    under_root: bool,
    certifies: Option<u8>,
    token: Option<String>,
    token_time: Option<String>,
}

fn examined(trust: Trust) -> valla::Case {
    let mut options = Options::default();
    options.read.passwords = vec!["valla".to_owned()];
    options.read.trust = trust;
    pipeline::examine(&[PathBuf::from("samples/signatures")], &options).unwrap()
}

fn root() -> Trust {
    Trust::read(Path::new("samples/signatures/root.pem")).unwrap()
}

/// The word in the record.
fn word(value: &impl serde::Serialize) -> String {
    serde_json::to_value(value).unwrap().as_str().unwrap().to_owned()
}

#[test]
fn each_signature_is_tested_as_its_key_says() {
    let key: Key = toml::from_str(&std::fs::read_to_string("samples/signatures/KEY.toml").unwrap()).unwrap();
    let case = examined(root());
    let mut faults = Vec::new();
    for document in &key.document {
        let exhibit = case.exhibits.iter().find(|exhibit| exhibit.path.ends_with(&document.file)).unwrap();
        let read = &exhibit.extraction;
        let mut held = |what: &str, ours: String, theirs: String| {
            if ours != theirs {
                faults.push(format!("{}: {what} is {ours}, the key says {theirs}", document.file));
            }
        };
        held("revisions", read.revisions.len().to_string(), document.revisions.to_string());
        held("signatures", read.signatures.len().to_string(), document.signature.len().to_string());
        for (ours, theirs) in read.signatures.iter().zip(&document.signature) {
            held("digest", word(&ours.test.digest), theirs.digest.clone());
            held("value", word(&ours.test.value), theirs.value.clone());
            held("covers", ours.covers.to_string(), theirs.covers.to_string());
            held("under root", (ours.test.identity == Identity::Trusted).to_string(), theirs.under_root.to_string());
            held("allows", format!("{:?}", ours.allows), format!("{:?}", theirs.certifies));
            let stamp = ours.time_stamp.as_ref();
            let sound = stamp.map(|stamp| if stamp.test.holds() { "verified" } else { "fails" });
            held("token", format!("{sound:?}"), format!("{:?}", theirs.token.as_deref()));
            let time = stamp.and_then(|stamp| stamp.time.as_ref()).map(|time| time.text.clone());
            held("token time", format!("{time:?}"), format!("{:?}", theirs.token_time));
        }
        // What is expected to be found weighs more than what is said of every honest save.
        let of_signatures = ["R003", "R004", "R005", "R006"];
        let found: BTreeMap<&str, Strength> = exhibit
            .reasoned
            .findings
            .iter()
            .filter(|finding| of_signatures.contains(&finding.code.as_str()) && finding.strength >= Strength::Weak)
            .map(|finding| (finding.code.as_str(), finding.strength))
            .collect();
        held("findings", (!found.is_empty()).to_string(), (document.expected == "finding").to_string());
        assert!(document.attack.is_some() == (document.expected == "finding"), "{}", document.file);
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn the_attack_is_named_in_the_words_of_its_literature() {
    let case = examined(root());
    let told = |file: &str| -> String {
        let exhibit = case.exhibits.iter().find(|exhibit| exhibit.path.ends_with(file)).unwrap();
        exhibit.reasoned.findings.iter().map(|finding| finding.summary.clone()).collect::<Vec<_>>().join("\n")
    };
    for (file, name) in [
        ("attack-incremental-saving.pdf", "incremental saving attack"),
        ("attack-incremental-saving-no-xref.pdf", "incremental saving attack"),
        ("attack-signature-wrapping.pdf", "signature wrapping"),
        ("attack-universal-forgery-byterange-zero.pdf", "universal signature forgery"),
        ("attack-universal-forgery-contents-missing.pdf", "universal signature forgery"),
        ("attack-shadow-hide.pdf", "shadow attack (hide)"),
        ("attack-shadow-replace.pdf", "shadow attack (replace)"),
        ("attack-shadow-hide-and-replace.pdf", "shadow attack (hide and replace)"),
        ("attack-shadow-hide-and-replace-root.pdf", "shadow attack (hide and replace)"),
        ("attack-certified-annotation.pdf", "evil annotation attack"),
        ("attack-certified-signature.pdf", "sneaky signature attack"),
        ("attack-certified-violated.pdf", "certification violated"),
    ] {
        assert!(told(file).contains(name), "{file}: {}", told(file));
    }
    assert!(told("attack-certified-annotation.pdf").contains("\"10,000\" (page 1)"));
}

#[test]
fn without_trust_identity_is_not_claimed_and_no_time_is_a_bound() {
    let window = |case: &valla::Case, file: &str| {
        let exhibit = case.exhibits.iter().find(|exhibit| exhibit.path.ends_with(file)).unwrap();
        let of = exhibit.reasoned.windows.iter().find(|window| window.event == valla::model::Event::Saved(1)).unwrap();
        of.not_after.as_ref().map(|edge| edge.at.to_string())
    };
    let case = examined(Trust::default());
    let signatures = case.exhibits.iter().flat_map(|exhibit| &exhibit.extraction.signatures);
    assert!(signatures.clone().count() > 40);
    assert!(signatures.into_iter().all(|signature| signature.test.identity == Identity::NotAsked));
    assert!(!window(&case, "honest-timestamp.pdf").unwrap().starts_with("2013"));
    assert!(window(&examined(root()), "honest-timestamp.pdf").unwrap().starts_with("2013-05-14T09:01"));
}

#[test]
fn a_trusted_time_stamp_confirms_that_the_bytes_existed() {
    let mut options = Options::default();
    options.read.trust = root();
    options.claims.claim_date("2014").unwrap();
    let paths = ["honest-timestamp.pdf", "broken-timestamp.pdf", "honest-rsa.pdf"]
        .map(|file| Path::new("samples/signatures").join(file));
    let case = pipeline::examine(&paths, &options).unwrap();
    let term = |file: &str| {
        let exhibit = case.exhibits.iter().find(|exhibit| exhibit.path.ends_with(file)).unwrap();
        let verdicts = &exhibit.reasoned.verdicts;
        verdicts.iter().find(|verdict| verdict.layer == Layer::Bytes).unwrap().term
    };
    assert_eq!(term("honest-timestamp.pdf"), Term::Confirmed);
    assert_ne!(term("broken-timestamp.pdf"), Term::Confirmed);
    assert_ne!(term("honest-rsa.pdf"), Term::Confirmed);
}

#[test]
fn what_was_not_compared_confirms_nothing() {
    let terms = |change: &dyn Fn(&mut Options)| {
        let case = support::examined(&["samples/signatures", "samples/signed"], |options| change(options));
        let terms = |exhibit: &valla::Exhibit| -> Vec<Term> {
            let custody = exhibit.reasoned.verdicts.iter().filter(|one| one.claim.starts_with("signature:"));
            custody.map(|verdict| verdict.term).collect()
        };
        case.exhibits.iter().map(|one| (one.path.clone(), terms(one))).collect::<Vec<_>>()
    };
    let whole = terms(&|_| {});
    let mut silenced = 0;
    for setting in ["drawing=1", "drawing=2000", "evidence-bytes=3000", "operations=1", "objects=5"] {
        let cut = terms(&|options| options.read.budget.set(setting).unwrap());
        for ((path, whole), (_, cut)) in whole.iter().zip(&cut) {
            for (whole, cut) in whole.iter().zip(cut) {
                let yes = *cut == Term::Confirmed && *whole != Term::Confirmed;
                assert!(!yes, "{path}: {setting} turns {whole:?} into a yes");
                silenced += usize::from(*cut == Term::NotTested && *whole == Term::Tension);
            }
        }
    }
    assert!(silenced > 4, "{silenced}");
    let quick = terms(&|options| options.read.budget.pages = 0);
    let turned = whole.iter().zip(&quick).any(|((_, whole), (_, quick))| {
        whole.iter().zip(quick).any(|(whole, quick)| *quick == Term::Confirmed && *whole != Term::Confirmed)
    });
    assert!(!turned, "without words, a change of words is confirmed");
}
