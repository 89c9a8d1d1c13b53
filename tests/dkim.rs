//! Signatures of mail domains: what the key of the samples says of each, and what dkimpy says of it.
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
use valla::formats::dkim::{KeyFile, Outcome, Placed, Sealed, verify};
use valla::model::DkimVerdict;

#[derive(Deserialize)]
struct Key {
    mail: Vec<Mail>,
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
    domain: String,
    selector: String,
    beyond: u64,
    unsigned: String,
}

fn keys() -> KeyFile {
    KeyFile::read(Path::new("samples/dkim/keys.csv")).unwrap()
}

fn mails() -> Vec<Mail> {
    toml::from_str::<Key>(&std::fs::read_to_string("samples/dkim/KEY.toml").unwrap()).unwrap().mail
}

fn outcomes(file: &str) -> Vec<Outcome> {
    verify(&std::fs::read(Path::new("samples/dkim").join(file)).unwrap(), &keys())
}

#[test]
fn each_mail_is_what_the_key_says() {
    let mails = mails();
    assert!(mails.len() > 25);
    for mail in &mails {
        let found = outcomes(&mail.file);
        assert_eq!(found.len(), mail.signature.len(), "{}", mail.file);
        for (outcome, expected) in found.iter().zip(&mail.signature) {
            let told = format!("{}: {outcome:?}", mail.file);
            assert_eq!(outcome.verdict.word(), expected.outcome, "{told}");
            let text =
                |placed: &Option<Placed<String>>| placed.as_ref().map(|one| one.value.clone()).unwrap_or_default();
            assert_eq!(text(&outcome.domain), expected.domain, "{told}");
            assert_eq!(text(&outcome.selector), expected.selector, "{told}");
            assert_eq!(outcome.body.map_or(0, |body| body.beyond()), expected.beyond, "{told}");
            assert_eq!(outcome.unsigned.join(":"), expected.unsigned, "{told}");
        }
    }
}

#[test]
fn values_have_the_places_where_they_are_written() {
    let bytes = std::fs::read("samples/dkim/expired.eml").unwrap();
    let outcome = verify(&bytes, &keys()).remove(0);
    let at = |place: &std::ops::Range<usize>| std::str::from_utf8(&bytes[place.clone()]).unwrap().to_owned();
    assert!(at(&outcome.place).starts_with("DKIM-Signature: v=1;"));
    assert_eq!(at(&outcome.domain.unwrap().place), "example.org");
    assert_eq!(at(&outcome.selector.unwrap().place), "s2013");
    assert_eq!(at(&outcome.time.as_ref().unwrap().place), "1368512551");
    assert_eq!((outcome.time.unwrap().value, outcome.expires.as_ref().unwrap().value), (1_368_512_551, 1_368_516_151));
    assert_eq!(at(&outcome.expires.unwrap().place), "1368516151");
    assert_eq!(at(&outcome.signed.unwrap().place), "from:to:subject:date:message-id:mime-version:content-type");
}

#[test]
fn a_broken_body_leaves_the_header_fields_signed() {
    let body_changed = outcomes("body-changed.eml").remove(0);
    assert_eq!(body_changed.header_holds, Some(true));
    assert_eq!(outcomes("header-changed.eml").remove(0).header_holds, Some(false));
    assert!(body_changed.key.unwrap().kind.contains("2048"));
}

#[test]
fn every_single_byte_of_what_is_signed_counts() {
    let good = std::fs::read("samples/dkim/good-simple.eml").unwrap();
    let keys = keys();
    let said = |bytes: &[u8]| verify(bytes, &keys).first().map(|outcome| outcome.verdict);
    assert_eq!(said(&good), Some(DkimVerdict::Verified));
    for at in 0..good.len() {
        let mut changed = good.clone();
        changed[at] = if changed[at] == b'x' { b'y' } else { b'x' };
        assert_ne!(said(&changed), Some(DkimVerdict::Verified), "byte {at} does not count");
    }
}

#[test]
fn without_keys_the_body_is_tested_all_the_same() {
    let none = KeyFile::default();
    let said = |file: &str| {
        let outcome = verify(&std::fs::read(Path::new("samples/dkim").join(file)).unwrap(), &none).remove(0);
        (outcome.verdict, outcome.body.unwrap().agrees)
    };
    assert_eq!(said("good.eml"), (DkimVerdict::NoKey, true));
    assert_eq!(said("list-footer.eml"), (DkimVerdict::BodyChanged, false));
}

#[test]
fn a_key_in_several_rows_ends_with_the_last_and_is_public_from_the_first() {
    let text = std::fs::read_to_string("samples/dkim/keys.csv").unwrap();
    let row = text.lines().find(|line| line.starts_with("s2013,")).unwrap();
    let good = std::fs::read("samples/dkim/good.eml").unwrap();
    let with = |more: &str| {
        let keys = KeyFile::of_csv(format!("{text}{more}\n").as_bytes()).unwrap();
        let outcome = verify(&good, &keys).remove(0);
        let key = outcome.key.unwrap();
        (outcome.verdict, key.until.map(|until| until.text), key.published.map(|day| day.text))
    };
    assert_eq!(with(&row.replace("2014-06-30", "2016-01-01")).1.unwrap(), "2016-01-01");
    assert_eq!(with(&row.replace("2014-06-30", "2013-01-01")).1.unwrap(), "2014-06-30");
    assert_eq!(with(&row.replace("2014-06-30", "")).1, None);
    let elsewhere = row.replace("s2013,example.org", "other,example.com").replace(",2014-06-30,,", ",,2015-02-01,");
    assert_eq!(
        with(&elsewhere),
        (DkimVerdict::KeyPublic, Some("2014-06-30".to_owned()), Some("2015-02-01".to_owned()))
    );
}

#[test]
fn floods_end_soon() {
    let started = std::time::Instant::now();
    let one = "DKIM-Signature: v=1; a=rsa-sha256; d=example.org; s=s2013; h=from; bh=YQ==; b=YQ==\r\n";
    let many = verify(format!("{}\r\nbody", one.repeat(20_000)).as_bytes(), &keys());
    assert!(many.len() <= 100 && many.iter().any(|outcome| outcome.why.contains("more than")));
    let names = "from:".repeat(200_000);
    let fields = "From: x\r\n".repeat(200_000);
    let long = one.replace("h=from", &format!("h={names}from"));
    assert_eq!(verify(format!("{long}{fields}\r\nbody").as_bytes(), &keys()).len(), 1);
    let tags = format!("DKIM-Signature: {}\r\n\r\n", "a=1;".repeat(100_000));
    assert_eq!(verify(tags.as_bytes(), &keys())[0].verdict, DkimVerdict::Unusable);
    assert!(started.elapsed().as_secs() < 20, "{:?}", started.elapsed());
}

/// dkimpy verifies with the same keys; what it refuses by its day, its smallest key or its digest is asked of it without that.
#[test]
fn dkimpy_says_the_same() {
    let python = std::env::var("PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let has_dkimpy =
        Command::new(&python).args(["-c", "import dkim, nacl"]).output().is_ok_and(|out| out.status.success());
    if !has_dkimpy {
        println!("skipped: no Python with dkimpy and PyNaCl; name one with PYTHON");
        return;
    }
    let mails = mails();
    let paths: Vec<String> = mails.iter().map(|mail| format!("samples/dkim/{}", mail.file)).collect();
    let asked =
        Command::new(&python).args(["tests/beside/dkimpy.py", "samples/dkim/keys.csv"]).args(&paths).output().unwrap();
    assert!(asked.status.success(), "{}", String::from_utf8_lossy(&asked.stderr));
    let answers = String::from_utf8(asked.stdout).unwrap();
    let mut compared = 0;
    for line in answers.lines() {
        let columns: Vec<&str> = line.split('\t').collect();
        let [file, said, chain] = columns[..] else { panic!("{line}") };
        let theirs: Vec<&str> = said.split('|').filter(|one| !one.is_empty()).collect();
        let all = outcomes(file);
        for seal in chain.split('|').filter(|one| !one.is_empty()) {
            let said = |outcome: &&Outcome| {
                let name = match outcome.sealed {
                    Sealed::Mail => return false,
                    Sealed::PassedOn(place) => format!("message {place}"),
                    Sealed::Chain(place) => format!("seal {place}"),
                };
                format!("{name} {}", if outcome.verdict.is_arithmetically_right() { "verified" } else { "fails" })
                    == seal
            };
            assert_eq!(all.iter().filter(said).count(), 1, "{line}: {seal}: {all:?}");
            compared += 1;
        }
        let ours: Vec<Outcome> = all.into_iter().filter(|outcome| outcome.sealed == Sealed::Mail).collect();
        assert_eq!(ours.len(), theirs.len(), "{line}");
        for (outcome, theirs) in ours.iter().zip(theirs) {
            // RFC 6376, 5.4 and 6.1.1: a signature that leaves out From is none. dkimpy asks that of signers only.
            let theirs = if file == "from-unsigned.eml" { "refused" } else { theirs };
            assert_eq!(outcome.verdict.is_arithmetically_right(), theirs == "verified", "{line}: {outcome:?}");
            compared += 1;
        }
    }
    assert!(compared >= 30, "{compared} compared");
    println!("dkimpy agrees on {compared} signatures");
}
