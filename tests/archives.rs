//! What archives ask for: the first look over a collection, and events of preservation.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops at the first fault")]

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Output};

fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_valla")).current_dir(folder).args(arguments).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// The smallest archive: one empty member named `a` (APPNOTE 4.3).
fn archive(start: usize) -> Vec<u8> {
    let start = u32::try_from(start).unwrap();
    let local: Vec<u8> =
        [b"PK\x03\x04".as_slice(), &[20, 0, 0, 0, 0, 0, 0, 0, 33, 0], &[0; 12], &[1, 0, 0, 0], b"a"].concat();
    let central = [
        b"PK\x01\x02".as_slice(),
        &[20, 0, 20, 0, 0, 0, 0, 0, 0, 0, 33, 0],
        &[0; 12],
        &[1, 0],
        &[0; 12],
        &start.to_le_bytes(),
        b"a",
    ]
    .concat();
    let at = start + u32::try_from(local.len()).unwrap();
    let length = u32::try_from(central.len()).unwrap();
    let end = [b"PK\x05\x06".as_slice(), &[0, 0, 0, 0, 1, 0, 1, 0], &length.to_le_bytes(), &at.to_le_bytes(), &[0, 0]]
        .concat();
    [local, central, end].concat()
}

/// A collection in which each check of the survey has something to note, and a case of it.
fn collection() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let files = folder.path().join("files");
    std::fs::create_dir(&files).unwrap();
    let put = |name: &str, bytes: &[u8]| std::fs::write(files.join(name), bytes).unwrap();
    let order = std::fs::read("samples/leak/07-tablica.pdf").unwrap();
    put("table.pdf", &order);
    put("copy.pdf", &order);
    put("table.docx", &std::fs::read("samples/leak/08-doklad.pdf").unwrap());
    put("both.pdf", &[order.as_slice(), &archive(order.len())].concat());
    put("members.zip", &archive(0));
    put("empty.pdf", b"");
    put("nothing", &[7; 100]);
    put("named.xyz", &[7; 200]);
    put("undated.pdf", &std::fs::read("samples/checks/T004-fires-white-on-white.pdf").unwrap());
    let late =
        text(&std::fs::read("samples/checks/T004-fires-white-on-white.pdf").unwrap()).replace("D:2013", "D:2093");
    put("late.pdf", late.as_bytes());
    let undated = late.replace("/CreationDate", "/CreationDatx").replace("/ModDate", "/ModDatx");
    put("undated.pdf", undated.as_bytes());
    let made = run(folder.path(), &["files", "--case", "files.valla"]);
    assert_eq!(made.status.code(), Some(0), "{}", text(&made.stderr));
    folder
}

#[test]
fn each_check_of_the_survey_notes_its_file_and_no_other() {
    let folder = collection();
    std::fs::write(folder.path().join("allowed.txt"), "# the archive's list\nPDF\nfmt/412\n").unwrap();
    let table = run(folder.path(), &["survey", "files.valla", "--allowed", "allowed.txt", "--csv"]);
    let mut noted: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for row in csv::Reader::from_reader(table.stdout.as_slice()).records() {
        let row = row.unwrap();
        noted.entry(row[0].to_owned()).or_default().push(row[1].trim_start_matches("files/").to_owned());
    }
    let expected = [
        ("archive-containers", vec!["members.zip"]),
        ("duplicates", vec!["table.pdf"]),
        ("extension-mismatch", vec!["table.docx"]),
        ("extension-only", vec!["named.xyz"]),
        ("impossible-date", vec!["late.pdf"]),
        ("multiple-ids", vec!["both.pdf"]),
        ("not-allowed", vec!["members.zip"]),
        ("undated", vec!["undated.pdf"]),
        ("unidentified", vec!["nothing"]),
        ("zero-byte", vec!["empty.pdf"]),
    ];
    for (check, files) in expected {
        let mut found = noted.get(check).cloned().unwrap_or_default();
        found.dedup();
        assert_eq!(found, files, "{check}: {noted:#?}");
    }
    let one = text(&run(folder.path(), &["survey", "files.valla", "--check", "undated"]).stdout);
    assert!(one.contains("undated (1)") && one.contains("files/undated.pdf") && !one.contains("zero-byte"), "{one}");
    let wrong = run(folder.path(), &["survey", "files.valla", "--check", "undone"]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(text(&wrong.stderr).contains("impossible-date"), "the error says which there are");
}

#[test]
fn events_are_those_of_premis_and_the_same_twice() {
    let folder = collection();
    let rows = |case: &str| run(folder.path(), &["report", case, "--format", "premis-csv"]).stdout;
    assert_eq!(rows("files.valla"), rows("files.valla"));
    let signed = run(
        Path::new("."),
        &["examine", "samples/signatures/honest-twice.pdf", "samples/leak", "--format", "premis-csv"],
    );
    let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
    let mut identifiers = std::collections::BTreeSet::new();
    let mut count = 0;
    for row in csv::Reader::from_reader(signed.stdout.as_slice()).deserialize::<BTreeMap<String, String>>() {
        let row = row.unwrap();
        assert!(["success", "fail", "warning"].contains(&row["eventOutcome"].as_str()));
        assert!(!row["linkingObjectIdentifierValue"].is_empty() && row["eventDateTime"].len() == 20);
        identifiers.insert(row["eventIdentifierValue"].clone());
        *kinds.entry(row["eventType"].clone()).or_default() += 1;
        count += 1;
    }
    assert_eq!(identifiers.len(), count, "an identifier twice");
    let types: Vec<&str> = kinds.keys().map(String::as_str).collect();
    assert_eq!(
        types,
        [
            "digital signature validation",
            "forensic feature analysis",
            "format identification",
            "message digest calculation",
            "metadata extraction",
            "unpacking",
        ]
    );
}
