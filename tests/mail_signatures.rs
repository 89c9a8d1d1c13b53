//! Signatures of mails: what the check says of those of domains, and what is told of those of persons.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops at the first fault and says what it skips"
)]

use serde::Deserialize;
use std::path::Path;
use std::process::Command;
use valla::checks::mail::dkim_verify::DkimVerify;
use valla::checks::{Check, View};
use valla::formats::dkim::KeyFile;
use valla::formats::signed::Trust;
use valla::knowledge::Knowledge;
use valla::model::{
    Claims, Day, DigestTest, Editability, Event, Evidence, EvidenceId, Examination, Extraction, Format, Identity,
    Locus, Moment, Outcome, Property, Reading, Side, SignatureKind, Strength, Value, ValueTest,
};
use valla::properties::keys::MAIL_DATE;
use valla::readers::mail::{dkim, smime};
use valla::readers::{Budget, Intake, Purse, ReadOptions};

#[derive(Deserialize)]
struct Key {
    mail: Vec<Mail>,
    smime: Vec<Person>,
}

#[derive(Deserialize)]
struct Mail {
    file: String,
    #[serde(default)]
    signature: Vec<Expected>,
}

#[derive(Deserialize)]
struct Expected {
    outcome: String,
    beyond: u64,
    unsigned: String,
    bound: String,
}

#[derive(Deserialize)]
struct Person {
    file: String,
    digest: String,
    value: String,
    signer: String,
}

fn key() -> Key {
    toml::from_str(&std::fs::read_to_string("samples/dkim/KEY.toml").unwrap()).unwrap()
}

fn keys() -> KeyFile {
    KeyFile::read(Path::new("samples/dkim/keys.csv")).unwrap()
}

fn read(file: &str, options: &ReadOptions) -> Extraction {
    let message = std::fs::read(Path::new("samples/dkim").join(file)).unwrap();
    let purse = Purse::new(Budget::default(), message.len());
    let mut intake = Intake::new(Format::default(), &purse);
    dkim::hand_over(&message, options, &mut intake);
    smime::smime(&message, options, &mut intake);
    intake.finish()
}

/// What the check says of a mail.
fn examined(file: &str, keys: KeyFile) -> Examination {
    said_of(&read(file, &ReadOptions { dkim_keys: keys, ..ReadOptions::default() }), file)
}

fn said_of(extraction: &Extraction, file: &str) -> Examination {
    let (claims, knowledge, day) =
        (Claims::default(), Knowledge::default(), Day::of_examination(Some("1700000000")).unwrap());
    DkimVerify.examine(&View::new((extraction, &[]), &claims, &knowledge, day, file))
}

#[test]
fn a_mail_that_dates_itself_later_than_its_key_is_not_bounded_by_it() {
    let mut extraction = read("good.eml", &ReadOptions { dkim_keys: keys(), ..ReadOptions::default() });
    for (date, bounds) in [("2013-05-14T10:22:31+04:00", 1), ("2015-05-14T10:22:31+04:00", 0)] {
        let date = Reading::Present(Value::Moment(Moment::from_iso8601(date).unwrap()));
        let property = Property::plain(MAIL_DATE, Editability::F2);
        extraction.evidence.push(Evidence::of(EvidenceId::numbered(99), &property, b"", date, Locus::default()));
        assert_eq!(said_of(&extraction, "good.eml").bounds.len(), bounds);
        extraction.evidence.pop();
    }
}

#[test]
fn the_check_finds_what_was_made_and_bounds_what_a_key_with_an_end_signed_whole() {
    let mut bounded = 0;
    for mail in key().mail {
        let examination = examined(&mail.file, keys());
        let expected: Vec<&str> =
            mail.signature.iter().map(|one| one.bound.as_str()).filter(|bound| !bound.is_empty()).collect();
        assert_eq!(examination.bounds.len(), expected.len(), "{}: {:?}", mail.file, examination.bounds);
        for (bound, day) in examination.bounds.iter().zip(expected) {
            let end = Moment::from_iso8601(day).unwrap();
            assert_eq!((bound.event, bound.side, bound.at), (Event::ContentWritten, Side::NotAfter, end.latest));
            let strength = if mail.file == "sha1.eml" { Strength::Medium } else { Strength::Strong };
            assert_eq!(bound.strength, strength, "{}", mail.file);
            bounded += 1;
        }
        for finding in &examination.findings {
            assert_eq!(finding.strength, Strength::Informational, "{finding:?}");
            assert!(!finding.innocent.is_empty() && finding.against.is_empty(), "{finding:?}");
        }
        // Where a signature holds, those that the way broke are no finding.
        let one_holds = mail.signature.iter().any(|one| one.outcome == "verified");
        let fires = mail.signature.iter().any(|one| {
            let broken = ["body changed", "header changed"].contains(&one.outcome.as_str()) && !one_holds;
            broken
                || ["weak key", "key public"].contains(&one.outcome.as_str())
                || one.beyond > 0
                || mail.file == "stated-after-key.eml"
                || one.unsigned == "Subject"
        });
        assert_eq!(examination.outcome == Outcome::Found, fires, "{}: {:?}", mail.file, examination.findings);
    }
    assert!(bounded > 8, "{bounded}");
}

#[test]
fn the_findings_say_what_happened_and_when() {
    let said =
        |file: &str| examined(file, keys()).findings.into_iter().map(|one| one.summary).collect::<Vec<_>>().join("\n");
    assert!(said("published-key.eml").contains("anyone could have made this signature since 1 February 2015"));
    assert!(said("list-footer-length.eml").contains("added after signing: 105 bytes"));
    assert!(said("body-changed.eml").contains("example.org does not match the body"));
    assert!(said("subject-twice.eml").contains("not all of that name: Subject"));
    assert!(
        said("stated-after-key.eml")
            .contains("was made on 14 May 2015, and by your keys file its key was out of use after 30 June 2014")
    );
    assert!(said("short-key.eml").contains("others can compute"));
    let without = examined("body-changed.eml", KeyFile::default());
    assert_eq!((without.findings.len(), without.bounds.len()), (1, 0), "a body is compared without keys too");
    assert_eq!(examined("good.eml", KeyFile::default()).outcome, Outcome::Clear);
    assert_eq!(examined("unsigned.eml", keys()).outcome, Outcome::NotApplicable);
}

#[test]
fn what_persons_signed_is_what_the_key_says() {
    let root = Trust::read(Path::new("samples/signatures/root.pem")).unwrap();
    for person in key().smime {
        let of = |trust: &Trust| {
            let extraction = read(&person.file, &ReadOptions { trust: trust.clone(), ..ReadOptions::default() });
            assert_eq!(extraction.signatures.len(), 1, "{}: {:?}", person.file, extraction.warnings);
            extraction
        };
        let extraction = of(&root);
        let signature = &extraction.signatures[0];
        let digest = match signature.test.digest {
            DigestTest::Agrees => "agrees",
            DigestTest::Differs => "differs",
            DigestTest::NotComputed => "not computed",
        };
        assert_eq!(digest, person.digest, "{}", person.file);
        assert_eq!(signature.test.value == ValueTest::Verified, person.value == "verified", "{}", person.file);
        assert!(signature.signer.as_ref().unwrap().contains(&person.signer), "{signature:?}");
        assert_eq!((signature.kind, signature.test.identity), (SignatureKind::Mail, Identity::Trusted));
        assert_eq!(signature.stated.as_ref().unwrap().readable(), "2013-05-14 09:00:00 UTC");
        assert_eq!(of(&Trust::default()).signatures[0].test.identity, Identity::NotAsked);
        let place =
            extraction.evidence.iter().find(|one| one.property.ends_with(".digest")).unwrap().locus.bytes.unwrap();
        assert!(place.len() > 50, "{place:?}");
    }
    assert!(read("good.eml", &ReadOptions::default()).signatures.is_empty());
}

#[test]
fn openssl_says_the_same_of_what_persons_signed() {
    if Command::new("openssl").arg("version").output().is_err() {
        println!("skipped: no OpenSSL");
        return;
    }
    let mut compared = 0;
    // OpenSSL wants the signed part outermost.
    for person in key().smime.into_iter().filter(|person| !person.file.contains("list")) {
        let asked = Command::new("openssl")
            .args([
                "cms",
                "-verify",
                "-CAfile",
                "samples/signatures/root.pem",
                "-purpose",
                "any",
                "-attime",
                "1368600000",
            ])
            .args(["-out", "/dev/null", "-in"])
            .arg(Path::new("samples/dkim").join(&person.file))
            .output()
            .unwrap();
        assert_eq!(asked.status.success(), person.digest == "agrees", "{}", String::from_utf8_lossy(&asked.stderr));
        compared += 1;
    }
    assert!(compared >= 5);
}

#[test]
fn a_keys_file_that_is_none_is_refused_with_its_line_and_a_long_one_reaches_the_workers() {
    let folder = tempfile::tempdir().unwrap();
    let run = |keys: &str| {
        let path = folder.path().join("keys.csv");
        std::fs::write(&path, keys).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_valla"));
        command.arg("--dkim-keys").arg(path).arg("samples/dkim/good.eml").output().unwrap()
    };
    let refused = run("selector,domain,p\na,example.org,?\n");
    let said = String::from_utf8(refused.stderr).unwrap();
    assert_eq!(refused.status.code(), Some(4), "{said}");
    assert!(said.contains("line 2: p is not base64"), "{said}");
    let keys = std::fs::read_to_string("samples/dkim/keys.csv").unwrap();
    let row = keys.lines().find(|line| line.starts_with("short,")).unwrap().to_owned() + "\n";
    let long =
        format!("selector,domain,p,valid_from,valid_until,published,source\n{}", row.repeat((2 << 20) / row.len()));
    let answered = run(&long);
    assert_eq!(answered.status.code(), Some(0), "{}", String::from_utf8_lossy(&answered.stderr));
}
