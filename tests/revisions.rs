//! What the saves of a file did: they are counted, told apart and read as the truth of the samples says.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops at the first fault and says what it skips"
)]

mod support;

use std::collections::BTreeSet;
use support::examined;
use valla::model::ChangeKind;

#[test]
fn revisions_are_counted_and_told_as_their_truth_says() {
    let case = examined(&["samples/revisions"], |_| {});
    let of = |name: &str| case.exhibits.iter().find(|exhibit| exhibit.path.contains(name)).unwrap();
    let changed = |name: &str, revision: usize| -> BTreeSet<String> {
        let revisions = &of(name).extraction.revisions;
        revisions[revision - 1]
            .changes
            .iter()
            .filter(|change| change.change != ChangeKind::Rewritten)
            .map(|change| change.what.to_string())
            .collect()
    };
    for (name, count) in [
        ("1-pymupdf-text", 2),
        ("2-exiftool-title", 2),
        ("3-pyhanko-note", 2),
        ("4-three-programs", 4),
        ("5-signed-then-filled", 3),
        ("6-linearized-updated", 2),
        ("7-broken-startxref", 2),
        ("8-orphan-revision", 2),
    ] {
        assert_eq!(of(name).extraction.revisions.len(), count, "{name}");
    }
    assert!(changed("1-pymupdf-text", 2).contains("page content"));
    assert_eq!(changed("2-exiftool-title", 2), BTreeSet::from(["document information".to_owned()]));
    assert!(changed("3-pyhanko-note", 2).iter().any(|what| what.starts_with("annotation")));
    assert!(changed("5-signed-then-filled", 2).contains("signature"));
    assert!(!changed("5-signed-then-filled", 3).contains("page content"));
    assert!(of("6-linearized-updated").extraction.revisions[0].notes.contains(&"linearized".to_owned()));
    assert!(of("7-broken-startxref").extraction.warnings.iter().any(|warning| warning.code == "chain-broken"));
    let orphan = of("8-orphan-revision");
    assert!(orphan.extraction.evidence.iter().any(|evidence| evidence.property == "pdf.orphan-revision"));
    assert!(orphan.extraction.evidence.iter().any(|evidence| evidence.property == "pdf.trailing-bytes"));
    // Every revision but the last ends where the next begins, and the file cut there is a whole file.
    for exhibit in case.exhibits.iter().filter(|exhibit| exhibit.path.ends_with(".pdf")) {
        for pair in exhibit.extraction.revisions.windows(2) {
            assert_eq!(pair[0].end, pair[1].start, "{}", exhibit.path);
        }
    }
}

#[test]
fn what_a_fast_save_took_out_is_read_and_what_was_put_in_is_an_exhibit() {
    let case = examined(&["samples/revisions"], |_| {});
    let of = |name: &str| case.exhibits.iter().find(|exhibit| exhibit.path.ends_with(name)).unwrap();
    let values = |name: &str, property: &str| -> Vec<String> {
        let evidence = &of(name).extraction.evidence;
        evidence.iter().filter(|one| one.property == property).map(valla::model::Evidence::value_text).collect()
    };
    assert_eq!(values("9-fast-saved.doc", "ole.remains.text"), ["90,000 is granted to the second"]);
    let inside = "10-embedded-document.doc#ObjectPool/_1500000000";
    assert_eq!(of(inside).extraction.format.puid, "fmt/40");
    assert_eq!(values(inside, "ole.summary.Author"), ["Depot"]);
    // Its streams lie about in the whole file: a value has its place in one of them.
    let author = of(inside).extraction.evidence.iter().find(|one| one.property == "ole.summary.Author").unwrap();
    assert!(author.locus.bytes.is_none() && author.locus.decoded.is_some(), "{:?}", author.locus);
}
