//! Tests about the code itself: the floors, the lists, the documentation, the tables.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops at the first fault and says what it skips"
)]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use valla::checks::checks;
use valla::knowledge::{Knowledge, TABLES};

/// What each floor may name. Everything else is a climb or a side door.
const MAY_NAME: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("readers", &["model"]),
    ("knowledge", &["model"]),
    ("checks", &["model", "knowledge"]),
    ("reasoning", &["model", "knowledge"]),
    ("pipeline", &["model", "readers", "knowledge", "checks", "reasoning"]),
    ("containment", &["model", "readers", "pipeline"]),
    ("casefile", &["model", "pipeline", "readers", "fixity"]),
    ("fixity", &["model", "pipeline"]),
    ("baseline", &["model"]),
    ("reports", &["model", "baseline"]),
    ("manual", &[]),
    (
        "cli",
        &[
            "model",
            "readers",
            "knowledge",
            "checks",
            "pipeline",
            "containment",
            "casefile",
            "fixity",
            "baseline",
            "reports",
            "manual",
        ],
    ),
];

/// No file of code is longer; a longer one is asked whether it is one thing.
const CEILING: usize = 620;

fn sources(folder: &Path) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push((path.clone(), std::fs::read_to_string(&path).unwrap()));
        }
    }
    found.sort();
    found
}

#[test]
fn no_floor_names_one_above_it() {
    let mut climbs = Vec::new();
    for (floor, allowed) in MAY_NAME {
        for (path, text) in sources(&Path::new("src").join(floor)) {
            assert!(!text.contains("use crate::{"), "{path:?}: grouped imports of floors hide climbs");
            for (other, _) in MAY_NAME {
                let named = text
                    .lines()
                    .any(|line| !line.trim_start().starts_with("//") && line.contains(&format!("crate::{other}")));
                if named && other != floor && !allowed.contains(other) {
                    climbs.push(format!("{} names {other}", path.display()));
                }
            }
        }
    }
    assert!(climbs.is_empty(), "\n{}", climbs.join("\n"));
    let floors: BTreeSet<String> = std::fs::read_dir("src")
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .map(|path| path.file_name().unwrap().to_str().unwrap().to_owned())
        .collect();
    assert_eq!(floors, MAY_NAME.iter().map(|(floor, _)| (*floor).to_owned()).collect(), "a floor without a rule");
}

#[test]
fn checks_do_not_name_each_other() {
    for (path, text) in sources(Path::new("src/checks")) {
        let own = path.parent().unwrap().file_name().unwrap().to_str().unwrap().to_owned();
        for group in
            ["dates", "programs", "revisions", "form"].into_iter().filter(|group| *group != own && own != "checks")
        {
            assert!(!text.contains(&format!("checks::{group}")), "{path:?} names the checks of {group}");
        }
    }
}

#[test]
fn every_check_file_is_listed_and_every_charter_is_whole() {
    const SECTIONS: &[&str] = &[
        "# What it looks for",
        "# Why it matters",
        "# Innocent causes",
        "# What it cannot tell",
        "# Example",
        "# Sources",
    ];
    let (mut codes, mut names, mut summaries) = (Vec::new(), BTreeSet::new(), BTreeSet::new());
    for check in checks() {
        let charter = check.charter();
        codes.push(charter.code);
        assert!(names.insert(charter.name), "two checks are named {}", charter.name);
        assert!(summaries.insert(charter.summary), "two checks say {}", charter.summary);
        assert!(charter.code.starts_with(charter.group.letter()), "{} is not of its group", charter.code);
        assert!(
            charter.code.len() == 4 && charter.code[1..].bytes().all(|byte| byte.is_ascii_digit()),
            "{}",
            charter.code
        );
        let mut last = 0;
        for section in SECTIONS {
            let at = charter.explanation.find(section).unwrap_or_else(|| panic!("{} has no {section}", charter.code));
            assert!(at >= last, "{}: {section} is out of order", charter.code);
            last = at;
        }
        let file = charter.name.replace('-', "_");
        let found =
            sources(Path::new("src/checks")).into_iter().any(|(path, _)| path.file_stem().unwrap() == file.as_str());
        assert!(found, "no file {file}.rs for {}", charter.name);
    }
    let unique: BTreeSet<&str> = codes.iter().copied().collect();
    assert_eq!(unique.len(), codes.len(), "a code is used twice");
    let files = sources(Path::new("src/checks"))
        .into_iter()
        .filter(|(path, text)| path.parent() != Some(Path::new("src/checks")) && text.contains("charter! {"))
        .count();
    assert_eq!(files, codes.len(), "a check file is not in its list");
}

#[test]
fn every_row_of_every_table_is_sourced_sorted_and_read() {
    Knowledge::embedded().verify().unwrap();
    for (table, text) in TABLES {
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let header = reader.headers().unwrap().clone();
        let column = |name: &str| header.iter().position(|column| column == name);
        let (mut ids, mut last) = (BTreeSet::new(), String::new());
        for record in reader.records() {
            let record = record.unwrap();
            let id = match column("version") {
                Some(version) => format!("{}/{}", &record[0], &record[version]),
                None => record[0].to_owned(),
            };
            assert!(ids.insert(id.clone()), "{table}: {id} is there twice");
            if ["versions", "devices"].contains(table) {
                // Their rows are found by halving.
                assert!(last.as_str() <= &record[0], "{table}: {id} must come before {last}");
                assert!(!record[0].contains([',', '"']) && !id.contains(','), "{table}: {id} has a comma or quotes");
                last = record[0].to_owned();
            }
            for field in record.iter() {
                assert_eq!(field, field.trim(), "{table}: {id}: blanks at the ends of {field:?}");
            }
            if let Some(source) = column("source") {
                assert!(!record[source].is_empty(), "{table}: {id} has no source");
            }
            if let (Some(basis), Some(source)) = (column("basis"), column("source")) {
                assert!(["read", "recall"].contains(&&record[basis]), "{table}: {id}: basis {:?}", &record[basis]);
                let _ = source;
            }
            if let (Some(earliest), Some(released)) = (column("earliest"), column("released")) {
                let (earliest, released) = (&record[earliest], &record[released]);
                // A coarser date begins with the finer one's beginning, so text order is the order of time.
                let length = earliest.len().min(released.len());
                assert!(
                    earliest.is_empty() || released.is_empty() || earliest[..length] <= released[..length],
                    "{table}: {id}: earliest {earliest} after released {released}"
                );
            }
        }
        assert!(!ids.is_empty(), "{table} is empty");
    }
}

#[test]
fn every_pattern_of_the_tables_compiles_and_every_row_reads() {
    let software = valla::knowledge::software::Software::parse().unwrap();
    for (id, expression) in software.expressions() {
        expression.compile().unwrap_or_else(|error| panic!("{id}: {error}"));
    }
    // Among others: no version is without a product.
    Knowledge::embedded().verify().unwrap();
    let self_dating = valla::knowledge::self_dating::SelfDating::parse().unwrap();
    for (id, expression) in self_dating.expressions() {
        expression.compile().unwrap_or_else(|error| panic!("{id}: {error}"));
    }
}

#[test]
fn a_row_that_is_read_by_its_place_is_the_row_that_the_table_has_there() {
    use valla::knowledge::table::{row_at, rows_with_offsets};
    for (table, text) in TABLES {
        let columns: Vec<String> =
            csv::Reader::from_reader(text.as_bytes()).headers().unwrap().iter().map(str::to_owned).collect();
        rows_with_offsets(table, text, |row, offset| {
            let by_place = row_at(table, text, offset, |row| {
                columns.iter().map(|column| row.get(column)).collect::<Result<Vec<_>, _>>()
            });
            let in_table = columns.iter().map(|column| row.get(column)).collect::<Result<Vec<_>, _>>();
            assert_eq!(by_place.unwrap(), in_table.unwrap(), "{table} at byte {offset}");
            Ok(())
        })
        .unwrap();
    }
}

#[test]
fn every_self_dating_row_reads_its_own_example() {
    let mut reader = csv::Reader::from_reader(include_str!("../src/knowledge/data/self_dating.csv").as_bytes());
    let header = reader.headers().unwrap().clone();
    let column = |name: &str| header.iter().position(|column| column == name).unwrap();
    for record in reader.records() {
        let record = record.unwrap();
        let (id, example) = (&record[column("id")], &record[column("example")]);
        let field = record[column("fields")].split('|').next().unwrap().to_owned();
        let found = Knowledge::embedded().self_dating(&field, example);
        assert!(
            found.iter().any(|stamp| stamp.fact.id == format!("self-dating:{id}")),
            "{id} does not read {example:?}"
        );
    }
}

#[test]
fn only_the_command_line_prints_and_no_file_is_too_long() {
    for (path, text) in sources(Path::new("src")) {
        assert!(text.lines().count() <= CEILING, "{path:?} has {} lines", text.lines().count());
        if !path.starts_with("src/cli") {
            for macro_name in ["println!(", "eprintln!(", "print!(", "eprint!("] {
                assert!(!text.contains(macro_name), "{path:?} prints");
            }
        }
        for banned in ["utils", "helpers", "common", "manager"] {
            assert_ne!(path.file_stem().unwrap().to_str().unwrap(), banned, "{path:?}: a name that says nothing");
        }
    }
}

/// Cargo refuses an older Rust; `.ci/run` tests the one that is promised.
#[test]
fn the_readme_promises_the_rust_that_cargo_asks_for() {
    let promised = format!("[Rust](https://rustup.rs) {}", env!("CARGO_PKG_RUST_VERSION"));
    let readme = std::fs::read_to_string("README.md").unwrap();
    assert!(readme.contains(&promised), "README.md does not say {promised}");
}

#[test]
fn every_path_that_the_manual_names_exists() {
    let mut pages: Vec<PathBuf> = ["README.md", "CONTRIBUTING.md"].map(PathBuf::from).to_vec();
    pages.extend(
        std::fs::read_dir("src/manual")
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|extension| extension == "md")),
    );
    for page in pages {
        let text = std::fs::read_to_string(&page).unwrap_or_else(|error| panic!("{page:?}: {error}"));
        for piece in text.split('`').skip(1).step_by(2) {
            let is_path = ["src/", "tests/", "samples/", "benches/"].iter().any(|folder| piece.starts_with(folder));
            if is_path && !piece.contains(['*', '<', ' ', '…']) {
                assert!(Path::new(piece).exists(), "{page:?} names {piece}, which is not there");
            }
        }
    }
}
