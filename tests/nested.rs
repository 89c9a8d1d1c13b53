//! A document in a mail in an archive: each is a row of its own with all that it says, at the desk; what is published names nobody.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops at the first fault and says what it skips"
)]

mod support;

use std::process::Command;
use support::examined;

use valla::model::{Role, Status};

const SAMPLE: &str = "samples/nested/mail-with-a-document.7z";

#[test]
fn a_document_in_a_mail_in_an_archive_flows_through_everything() {
    let case = examined(&[SAMPLE], |_| {});
    let paths: Vec<&str> = case.exhibits.iter().map(|exhibit| exhibit.path.as_str()).collect();
    assert_eq!(paths, [SAMPLE, &format!("{SAMPLE}#tolls.eml"), &format!("{SAMPLE}#tolls.eml#tolls.docx")]);
    assert!(case.exhibits.iter().all(|exhibit| exhibit.extraction.status == Status::Ok));
    let [archive, mail, document] = case.exhibits.as_slice() else { panic!("three rows") };
    assert_eq!(
        (mail.parent.as_deref(), document.parent.as_deref()),
        (Some(archive.id.as_str()), Some(mail.id.as_str()))
    );
    // The document is the one that lies in a folder as well, byte for byte, and says the same.
    let alone = examined(&["samples/collection/time-clones/note-on-tolls.docx"], |_| {});
    let alone = alone.exhibits.first().unwrap();
    assert_eq!(document.sha256, alone.sha256);
    let dates = |exhibit: &valla::Exhibit| -> Vec<String> {
        let made = exhibit.extraction.evidence.iter().filter(|one| one.role == Some(Role::Created));
        made.map(|one| one.value_text()).collect()
    };
    assert_eq!(dates(document), dates(alone));
    let said = |property: &str| {
        let one = mail.extraction.evidence.iter().find(|one| one.property == property);
        one.unwrap_or_else(|| panic!("no {property}")).value_text()
    };
    assert!(said("mail.header.From").contains("gerta.quill@brennick.example"));
    assert!(said("mail.header.Date").contains("2013"));
}

#[test]
fn what_is_published_of_it_names_nobody() {
    for format in ["json", "jsonl", "html", "sarif", "csv", "evidence-csv", "terminal"] {
        let output = Command::new(env!("CARGO_BIN_EXE_valla"))
            .args([SAMPLE, "--for", "public", "--format", format])
            .env("SOURCE_DATE_EPOCH", "1796083200")
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(!said.trim().is_empty(), "{format}: {}", String::from_utf8_lossy(&output.stderr));
        for secret in [
            "gerta",
            "Gerta",
            "Quill",
            "Moll",
            "brennick",
            "oxmouth",
            "Tolls of",
            "northern gate",
            "20130514091231",
            "tolls.eml",
        ] {
            assert!(!said.contains(secret), "{format} gives {secret:?} away");
        }
    }
}
