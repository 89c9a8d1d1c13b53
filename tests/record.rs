//! What is written of a case: the same on any number of threads, and as it was reviewed.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops at the first fault and says what it skips"
)]

mod support;

use std::path::{Path, PathBuf};
use support::{day, examined};
use valla::pipeline::Options;
use valla::reports::terminal::{Setting, Terminal};
use valla::reports::whole;

#[test]
fn the_report_on_the_leak_reads_as_it_should() {
    let case =
        examined(&["samples/leak"], |options| options.claims.read_file(Path::new("samples/leak/claims.toml")).unwrap());
    let mut page = Vec::new();
    whole(
        Box::new(Terminal::set(Setting { width: 100, colour: false, full: true, answer_last: false })),
        case.clone(),
        &mut page,
    )
    .unwrap();
    let page = String::from_utf8(page).unwrap();
    // The digest of the tables changes with every row; the report is the same.
    let knowledge = &case.knowledge.sha256[..12];
    insta::assert_snapshot!("leak", page.replace(knowledge, "[digest]").replace(&case.knowledge.version, "[day]"));
}

#[test]
fn the_record_of_one_document_reads_as_it_should() {
    let case = examined(&["samples/leak/02-plan-uchenij.pdf"], |options| {
        options.claims.read_file(Path::new("samples/leak/claims.toml")).unwrap();
    });
    insta::assert_snapshot!("record", serde_json::to_string_pretty(&case.exhibits[0]).unwrap());
}

#[test]
fn rows_do_not_depend_on_threads() {
    let run = |jobs: usize| {
        let options = Options { jobs, day: day(), ..Options::default() };
        let mut rows = Vec::new();
        let items = valla::pipeline::walk::walk(&[PathBuf::from("samples")], false);
        valla::pipeline::examine_each(&items, &options, &valla::pipeline::Silent, |exhibit| {
            valla::reports::json::line(&exhibit, &mut rows)
                .map_err(|source| valla::Error::Output { path: PathBuf::new(), source })
        })
        .unwrap();
        rows
    };
    let one = run(1);
    assert!(one == run(2) && one == run(7), "rows differ with the number of threads");
}
