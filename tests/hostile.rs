//! Files that are made to mislead their reader: each becomes a row, and nothing of them acts on the page or reaches the record.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops at the first fault and says what it skips"
)]

mod support;

use std::path::Path;
use support::{examined, files};
use valla::model::Status;
use valla::reports::escape::acts;
use valla::reports::terminal::{Setting, Terminal};
use valla::reports::whole;

#[test]
fn hostile_files_become_rows_and_nothing_of_them_reaches_the_page() {
    let case = examined(&["samples/hostile"], |_| {});
    let mut there = Vec::new();
    files(Path::new("samples/hostile"), &mut there);
    assert_eq!(case.summary.files as usize, there.len());
    let status =
        |name: &str| case.exhibits.iter().find(|exhibit| exhibit.path.contains(name)).unwrap().extraction.status;
    assert_eq!(status("zero-bytes"), Status::Skipped);
    assert_eq!(status("text-file"), Status::Ok);
    assert_eq!(status("password-sesame"), Status::Partial);
    assert_eq!(status("junk-before-header"), Status::Ok);
    let mut page = Vec::new();
    whole(
        Box::new(Terminal::set(Setting { width: 100, colour: false, full: true, answer_last: false })),
        case.clone(),
        &mut page,
    )
    .unwrap();
    let page = String::from_utf8(page).unwrap();
    assert!(
        !page.chars().any(|character| character != '\n' && acts(character)),
        "a character that acts reached the page"
    );
    let mut record = Vec::new();
    whole(Box::<valla::reports::json::CaseStream>::default(), case, &mut record).unwrap();
    let record = String::from_utf8(record).unwrap();
    assert!(
        !record.chars().any(|character| character != '\n' && acts(character)),
        "a character that acts reached the record"
    );
}

#[test]
fn a_password_opens_and_is_never_recorded() {
    let case = examined(&["samples/hostile/password-sesame.pdf"], |options| {
        options.read.passwords = vec!["wrong".to_owned(), "sesame".to_owned()]
    });
    let exhibit = &case.exhibits[0];
    assert_eq!(exhibit.extraction.status, Status::Ok, "{:?}", exhibit.extraction.warnings);
    assert!(exhibit.extraction.evidence.iter().any(|evidence| evidence.property.starts_with("pdf.info.")));
    // The page itself says which word opens it; nothing else may.
    let record = serde_json::to_string(&case).unwrap().replace("password-sesame", "");
    let page = exhibit.extraction.evidence.iter().find(|evidence| evidence.property == "pdf.page.text").unwrap();
    assert_eq!(record.matches("sesame").count(), page.text().unwrap().matches("sesame").count(), "{record}");
}
