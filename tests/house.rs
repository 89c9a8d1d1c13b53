//! Tests about the code itself: the floors, the lists, the documentation, the tables.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops at the first fault and says what it skips"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use valla::checks::checks;
use valla::knowledge::{Knowledge, TABLES};
use valla::properties::Family;
use valla::properties::family::FAMILIES;
use valla::properties::keys;

/// What each floor may name. Everything else is a climb or a side door.
const MAY_NAME: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("properties", &["model"]),
    ("formats", &["model"]),
    ("readers", &["model", "properties", "formats"]),
    ("knowledge", &["model"]),
    ("lookup", &["model", "properties", "knowledge"]),
    ("checks", &["model", "properties", "knowledge", "lookup"]),
    ("reasoning", &["model", "properties", "knowledge"]),
    ("collation", &["model", "properties"]),
    ("pipeline", &["model", "readers", "knowledge", "lookup", "checks", "reasoning", "collation"]),
    ("containment", &["model", "formats", "readers", "pipeline"]),
    ("casefile", &["model", "pipeline", "readers", "fixity", "collation"]),
    ("fixity", &["model", "pipeline"]),
    ("baseline", &["model", "properties"]),
    ("reports", &["model", "properties", "baseline", "collation"]),
    ("manual", &[]),
    (
        "cli",
        &[
            "model",
            "properties",
            "formats",
            "readers",
            "knowledge",
            "checks",
            "collation",
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

/// Code without its comments and its tests.
fn code(text: &str) -> String {
    let text = text.split("#[cfg(test)]\nmod tests").next().unwrap();
    text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// The path of a file as a module.
fn module(path: &Path) -> Vec<String> {
    let path = path.strip_prefix("src").unwrap().with_extension("");
    let mut module: Vec<String> = path
        .iter()
        .map(|part| part.to_str().unwrap().to_owned())
        .filter(|part| part != "lib" && part != "main")
        .collect();
    module.pop_if(|last| last == "mod");
    module
}

/// The modules that a file names: by `crate::`, by `super::`, or as its own children; groups in braces too.
fn named_by(own: &[String], code: &str, all: &BTreeSet<Vec<String>>) -> BTreeSet<Vec<String>> {
    let mut named = BTreeSet::new();
    let mut take = |base: &[String], rest: &str| {
        let end = rest.find(|letter: char| !(letter.is_alphanumeric() || "_:{".contains(letter))).unwrap_or(rest.len());
        let (path, group) = match rest[..end].split_once('{') {
            Some((path, _)) => (path, rest[path.len() + 1..].split('}').next().unwrap()),
            None => (&rest[..end], ""),
        };
        for member in group.split(',') {
            let member = member.trim().split("::").next().unwrap();
            let mut target: Vec<String> = base.to_vec();
            target.extend(path.split("::").chain([member]).filter(|part| !part.is_empty()).map(str::to_owned));
            while !target.is_empty() && !all.contains(&target) {
                target.pop();
            }
            named.insert(target);
        }
    };
    for (at, _) in code.match_indices("crate::") {
        take(&[], &code[at + "crate::".len()..]);
    }
    for (at, _) in code.match_indices("super::") {
        take(&own[..own.len().saturating_sub(1)], &code[at + "super::".len()..]);
    }
    for child in all.iter().filter(|module| module.len() == own.len() + 1 && module.starts_with(own)) {
        let name = format!("{}::", child.last().unwrap());
        let is_start =
            |at: usize| !code[..at].ends_with(|letter: char| letter.is_alphanumeric() || "_:".contains(letter));
        if code.match_indices(&name).any(|(at, _)| is_start(at)) {
            named.insert(child.clone());
        }
    }
    // A room and what stands in it may name each other.
    named.retain(|module| !module.starts_with(own) && !own.starts_with(module));
    named
}

#[test]
fn no_file_leads_back_to_itself() {
    let files: Vec<(Vec<String>, String)> =
        sources(Path::new("src")).iter().map(|(path, text)| (module(path), code(text))).collect();
    let all: BTreeSet<Vec<String>> =
        files.iter().map(|(module, _)| module.clone()).filter(|own| !own.is_empty()).collect();
    let mut left: BTreeMap<Vec<String>, BTreeSet<Vec<String>>> = files
        .iter()
        .filter(|(own, _)| !own.is_empty())
        .map(|(own, code)| (own.clone(), named_by(own, code, &all)))
        .collect();
    // Whoever names nobody that is left is in no circle.
    loop {
        let free: Vec<Vec<String>> = left
            .iter()
            .filter(|(_, named)| named.iter().all(|name| !left.contains_key(name)))
            .map(|(own, _)| own.clone())
            .collect();
        if free.is_empty() {
            break;
        }
        free.iter().for_each(|own| drop(left.remove(own)));
    }
    let in_circles: Vec<String> = left
        .iter()
        .filter(|(own, _)| left.values().any(|named| named.contains(*own)))
        .map(|(own, named)| {
            let named: Vec<String> =
                named.iter().filter(|name| left.contains_key(*name)).map(|name| name.join("::")).collect();
            format!("{} names {}", own.join("::"), named.join(", "))
        })
        .collect();
    assert!(in_circles.is_empty(), "circles, and what leads into them:\n{}", in_circles.join("\n"));
}

#[test]
fn formats_know_nothing_of_evidence() {
    for (path, text) in sources(Path::new("src/formats")) {
        for word in ["Evidence", "Property", "Role", "Reading", "Editability", "Extraction", "Finding"] {
            let named = code(&text).split(|letter: char| !letter.is_alphanumeric()).any(|token| token == word);
            assert!(!named, "{path:?} names {word}: what a value means is the business of readers");
        }
    }
}

#[test]
fn checks_do_not_name_each_other() {
    let groups: Vec<String> = std::fs::read_dir("src/checks")
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .map(|path| path.file_name().unwrap().to_str().unwrap().to_owned())
        .collect();
    assert!(groups.len() >= 8, "{groups:?}");
    for (path, text) in sources(Path::new("src/checks")) {
        let own = path.parent().unwrap().file_name().unwrap().to_str().unwrap().to_owned();
        for group in groups.iter().filter(|group| **group != own && own != "checks") {
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
                assert!(
                    ["read", "recall", "axiom"].contains(&&record[basis]),
                    "{table}: {id}: basis {:?}",
                    &record[basis]
                );
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

/// The texts in quotation marks in a piece of code.
fn literals(code: &str) -> Vec<&str> {
    let bytes = code.as_bytes();
    let (mut found, mut at) = (Vec::new(), 0);
    while at < bytes.len() {
        match bytes[at] {
            b'/' if bytes[at..].starts_with(b"//") => at += code[at..].find('\n').unwrap_or(code.len() - at),
            b'\'' if bytes.get(at + 1) == Some(&b'\\') => at += 2 + code[at + 2..].find('\'').unwrap(),
            b'\'' if bytes.get(at + 2) == Some(&b'\'') => at += 2,
            b'"' => {
                let hashes = code[..at].bytes().rev().take_while(|byte| *byte == b'#').count();
                let is_raw = code[..at - hashes].ends_with('r');
                let start = at + 1;
                at = start;
                let end = format!("\"{}", "#".repeat(if is_raw { hashes } else { 0 }));
                while !code.as_bytes()[at..].starts_with(end.as_bytes()) {
                    at += if bytes[at] == b'\\' && !is_raw { 2 } else { 1 };
                }
                found.push(&code[start..at]);
            }
            _ => {}
        }
        at += 1;
    }
    found
}

/// Whether a text is a key or begins like one.
fn looks_like_a_key(text: &str) -> bool {
    let is_word = |letter: char| letter.is_ascii_alphanumeric() || "._-".contains(letter);
    text.chars().all(is_word) && Family::of(text).is_some()
}

/// The keys that readers give, and the branches below which they name what a document names: those of the table of keys that a reader
/// names, in its tests too where it makes them up, and those that only it spells.
fn given_by_readers() -> (BTreeSet<String>, BTreeSet<&'static str>) {
    let (mut given, mut branches) = (BTreeSet::new(), BTreeSet::new());
    // What is looked up in the words is evidence too.
    for (_, text) in sources(Path::new("src/readers")).into_iter().chain(sources(Path::new("src/lookup"))) {
        let names: BTreeSet<&str> = text
            .split("keys::")
            .skip(1)
            .map(|rest| rest.split(|letter: char| !letter.is_alphanumeric() && letter != '_').next().unwrap())
            .collect();
        given.extend(keys::ALL.iter().filter(|(name, _)| names.contains(name)).map(|(_, key)| (*key).to_owned()));
        branches
            .extend(keys::BRANCHES.iter().filter(|(name, _)| names.contains(name)).map(|(_, branch)| branch.start()));
        given.extend(literals(&code(&text)).into_iter().filter(|text| looks_like_a_key(text)).map(str::to_owned));
    }
    // A picture that is a file by itself says what one in a PDF says, without the PDF.
    let of_pictures: Vec<String> =
        given.iter().filter(|key| key.starts_with("pdf.image.")).map(|key| key["pdf.".len()..].to_owned()).collect();
    given.extend(of_pictures);
    let of_pictures: Vec<&str> =
        branches.iter().filter(|start| start.starts_with("pdf.image.")).map(|start| &start["pdf.".len()..]).collect();
    branches.extend(of_pictures);
    (given, branches)
}

/// The values of a column of a table.
fn column(table: &str, name: &str) -> Vec<String> {
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let at = reader.headers().unwrap().iter().position(|column| column == name).unwrap();
    reader.records().map(|record| record.unwrap()[at].to_owned()).collect()
}

#[test]
fn every_format_of_a_class_is_one_that_a_reader_names() {
    let named: BTreeSet<String> = valla::readers::formats().into_iter().map(|format| format.name).collect();
    for name in valla::model::format::CLASSES.iter().flat_map(|(_, names)| *names) {
        assert!(named.contains(*name), "no reader names {name}");
    }
}

#[test]
fn nobody_spells_a_key_but_readers_and_the_table_of_keys() {
    let (given, _) = given_by_readers();
    let mut spelt: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut strangers = Vec::new();
    for (path, text) in sources(Path::new("src")) {
        let code = code(&text);
        let is_words = path.file_name().unwrap() == "label.rs";
        for literal in literals(&code) {
            if looks_like_a_key(literal) && !is_words {
                spelt.entry(literal.to_owned()).or_default().push(path.display().to_string());
            }
            let is_piece = literal.contains('.')
                && literal.contains(char::is_alphabetic)
                && given.iter().any(|key| key.contains(literal));
            let may_spell = ["src/readers", "src/properties"].iter().any(|floor| path.starts_with(floor)) || is_words;
            if !may_spell && (looks_like_a_key(literal) || is_piece) {
                strangers.push(format!("{} spells {literal:?}", path.display()));
            }
        }
    }
    assert!(strangers.is_empty(), "ask by a name of properties::keys:\n{}", strangers.join("\n"));
    let twice: Vec<_> = spelt.iter().filter(|(_, paths)| paths.len() > 1).collect();
    assert!(twice.is_empty(), "spelt more than once: it belongs into properties::keys\n{twice:#?}");
}

#[test]
fn every_key_that_anybody_asks_for_is_one_that_a_reader_gives() {
    let (given, branches) = given_by_readers();
    for (name, key) in keys::ALL {
        assert!(given.contains(*key), "no reader gives {key} (keys::{name})");
        assert!(Family::of(key).is_some(), "{key} is of no family");
    }
    for (name, branch) in keys::BRANCHES {
        let begins = given.iter().any(|key| branch.holds(key));
        assert!(begins || branches.contains(branch.start()), "no reader gives what is below keys::{name}");
    }
    for (word, family) in FAMILIES {
        assert!(given.iter().any(|key| Family::of(key) == Some(*family)), "no reader gives a key of the family {word}");
    }
    // What begins a key ends at a dot of it.
    let begins = |start: &str| {
        let below = format!("{start}.");
        given.iter().any(|key| key == start || key.starts_with(&below))
            || branches.iter().any(|branch| *branch == start || branch.starts_with(&below))
    };
    let table = |name: &str| TABLES.iter().find(|(table, _)| *table == name).unwrap().1;
    // Formats of which no reader gives anything yet.
    let to_come = ["odf", "cfb"];
    for (name, separators) in [("births", " "), ("clocks", " "), ("defaults", "|")] {
        for formats in column(table(name), "formats") {
            for start in formats.split(separators).filter(|start| !start.is_empty() && !to_come.contains(start)) {
                assert!(begins(start), "{name}: no reader gives {start}");
            }
        }
    }
    let revealing = include_str!("../src/collation/data/revealing.csv");
    for (by, what) in column(revealing, "by").iter().zip(column(revealing, "what")) {
        assert!(by == "role" || begins(&what), "revealing: no reader gives {what}");
    }
    let (_, words) = sources(Path::new("src")).into_iter().find(|(path, _)| path.ends_with("label.rs")).unwrap();
    let words = code(&words);
    let named: Vec<&str> = literals(&words).into_iter().filter(|text| looks_like_a_key(text)).collect();
    assert!(named.len() > 80, "{named:?}");
    for key in named {
        let is_given = key.strip_suffix('.').map_or_else(|| given.contains(key), begins);
        assert!(is_given, "label: no reader gives {key}");
    }
}
