//! The record holds to its schema, and the schema to its names: names are added, never renamed.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops at the first fault and says what it skips"
)]

mod support;

use std::collections::BTreeSet;
use support::{corpus, examined};
use valla::reports::schema;

#[test]
fn every_row_of_every_sample_holds_to_the_schema() {
    let of_exhibit = jsonschema::validator_for(&schema::of_exhibit()).unwrap();
    let of_case = jsonschema::validator_for(&schema::of_case()).unwrap();
    let case = examined(&["samples"], |options| {
        options.claims.read_file(std::path::Path::new("samples/leak/claims.toml")).unwrap()
    });
    for exhibit in &case.exhibits {
        let row = serde_json::to_value(exhibit).unwrap();
        let faults: Vec<String> = of_exhibit.iter_errors(&row).map(|error| error.to_string()).collect();
        assert!(faults.is_empty(), "{}: {faults:?}", exhibit.path);
    }
    let whole = serde_json::to_value(&case).unwrap();
    assert!(of_case.is_valid(&whole));
    assert!(!of_case.is_valid(&serde_json::json!({ "schema": "something else" })), "the schema accepts anything");
}

#[test]
fn a_record_read_back_is_the_same_case() {
    let case = examined(&["samples/leak", "samples/revisions"], |_| {});
    let mut written = Vec::new();
    valla::reports::whole(Box::<valla::reports::json::CaseStream>::default(), case.clone(), &mut written).unwrap();
    let read: valla::Case = serde_json::from_slice(&written).unwrap();
    assert_eq!(read, case);
}

#[test]
fn the_names_of_the_record_are_kept() {
    const EXHIBIT: &[&str] = &[
        "id",
        "path",
        "size",
        "sha256",
        "digests",
        "format",
        "status",
        "limits",
        "warnings",
        "revisions",
        "evidence",
        "windows",
        "findings",
        "conflicts",
        "explanations",
        "checks",
        "verdicts",
    ];
    const CASE: &[&str] = &["schema", "valla", "knowledge", "claims", "exhibits", "collection", "summary", "run"];
    let case = examined(&["samples/leak"], |options| {
        options.claims.read_file(std::path::Path::new("samples/leak/claims.toml")).unwrap()
    });
    let names =
        |value: &serde_json::Value| -> BTreeSet<String> { value.as_object().unwrap().keys().cloned().collect() };
    let whole = serde_json::to_value(&case).unwrap();
    for name in CASE {
        assert!(names(&whole).contains(*name), "the case has no {name}");
    }
    for exhibit in whole["exhibits"].as_array().unwrap() {
        for name in EXHIBIT {
            assert!(names(exhibit).contains(*name), "an exhibit has no {name}");
        }
    }
    let schema = serde_json::to_string_pretty(&schema::of_case()).unwrap();
    insta::assert_snapshot!("schema", schema);
}

#[test]
fn every_row_of_the_corpus_holds_to_the_schema() {
    let Some(corpus) = corpus() else { return };
    let of_exhibit = jsonschema::validator_for(&schema::of_exhibit()).unwrap();
    let case = examined(&[corpus.to_str().unwrap()], |_| {});
    for exhibit in &case.exhibits {
        let row = serde_json::to_value(exhibit).unwrap();
        assert!(
            of_exhibit.is_valid(&row),
            "{}: {:?}",
            exhibit.path,
            of_exhibit.iter_errors(&row).next().map(|error| error.to_string())
        );
    }
}
