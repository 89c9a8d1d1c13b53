//! 7z, RAR and ZIP archives: what each says of its members, and what the members are. The key was written from how the samples were made.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops at the first fault and says what it skips"
)]

mod support;

use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use support::{corpus, files};
use valla::model::{Child, Evidence, Extraction, Role, Status};
use valla::readers::members::{Event, Source, Tree, read_streamed};
use valla::readers::{self, ReadOptions};

const FOLDER: &str = "samples/archives-packed";

#[derive(Debug, Deserialize)]
struct Key {
    archive: Vec<Packed>,
}

#[derive(Debug, Deserialize)]
struct Packed {
    file: String,
    says: Vec<Says>,
    warns: Vec<String>,
    limits: Vec<String>,
    password: Option<String>,
    #[serde(default)]
    opened: Vec<String>,
    #[serde(default)]
    members: Vec<Truth>,
}

#[derive(Debug, Deserialize)]
struct Says {
    what: String,
    text: String,
}

#[derive(Debug, Deserialize)]
struct Truth {
    name: String,
    size: u64,
    status: String,
    sha256: Option<String>,
    #[serde(flatten)]
    told: BTreeMap<String, String>,
}

fn key() -> Key {
    toml::from_str(&std::fs::read_to_string(format!("{FOLDER}/KEY.toml")).unwrap()).unwrap()
}

fn options(passwords: &[&str]) -> ReadOptions {
    ReadOptions { passwords: passwords.iter().map(|word| (*word).to_owned()).collect(), ..ReadOptions::default() }
}

fn in_memory(path: &Path, options: &ReadOptions) -> Extraction {
    readers::read(&Arc::new(std::fs::read(path).unwrap()), path, options)
}

/// What a reading says besides the members, in words.
fn words(evidence: &Evidence) -> String {
    evidence.moment().map_or_else(|| evidence.value_text(), |moment| moment.text.clone())
}

/// The code of a warning that each status of the key means; none for a member that is read.
fn code(status: &str) -> Option<&'static str> {
    Some(match status {
        "locked" => "encrypted",
        "not-readable" | "packed" => "member-not-readable",
        "link" => "member-is-a-link",
        "volumes" => "member-in-volumes",
        "damaged" => "member-damaged",
        _ => return None,
    })
}

/// The last part of the key of the property that tells a value of a member.
fn name_of(file: &str, field: &str) -> String {
    let zip = Path::new(file).extension().is_some_and(|extension| extension == "zip");
    match (zip, field) {
        (true, "modified") => "zip.stored.modified".to_owned(),
        (true, _) => "zip.stored.modified.utc".to_owned(),
        (false, field) => format!(".member.{field}"),
    }
}

fn check_member(file: &str, truth: &Truth, child: &Child) {
    let place = format!("{file}: {}", truth.name);
    assert_eq!(child.name, truth.name, "{place}");
    for (field, text) in &truth.told {
        let wanted = name_of(file, field);
        let told: Vec<String> =
            child.extraction.evidence.iter().filter(|one| one.property.ends_with(&wanted)).map(words).collect();
        assert_eq!(told, [text.as_str()], "{place}: {field}");
    }
    let codes: Vec<&str> = child.extraction.warnings.iter().map(|warning| warning.code.as_str()).collect();
    match code(&truth.status) {
        None => {
            assert_eq!(Some(&child.sha256), truth.sha256.as_ref(), "{place}: other bytes");
            assert_eq!(child.size, truth.size, "{place}");
            assert!(child.extraction.status != Status::Error, "{place}: {codes:?}");
        }
        Some(code) => assert!(codes.contains(&code), "{place}: {codes:?}, not {code}"),
    }
}

#[test]
fn each_archive_says_what_the_key_says() {
    for truth in key().archive {
        let path = Path::new(FOLDER).join(&truth.file);
        let read = in_memory(&path, &options(&[]));
        let file = &truth.file;
        for says in &truth.says {
            let said: Vec<String> =
                read.evidence.iter().filter(|evidence| evidence.property == says.what).map(words).collect();
            assert!(said.contains(&says.text), "{file}: {} says {said:?}, not {:?}", says.what, says.text);
        }
        for warns in &truth.warns {
            assert!(read.warnings.iter().any(|warning| warning.code == *warns), "{file}: {warns}: {:?}", read.warnings);
        }
        for limit in &truth.limits {
            assert!(read.limits.iter().any(|reached| reached.name == *limit), "{file}: {limit}: {:?}", read.limits);
        }
        let names: Vec<&str> = read.children.iter().map(|child| child.name.as_str()).collect();
        let expected: Vec<&str> = truth.members.iter().map(|member| member.name.as_str()).collect();
        assert_eq!(names, expected, "{file}");
        for (member, child) in truth.members.iter().zip(&read.children) {
            check_member(file, member, child);
        }
    }
}

#[test]
fn passwords_open_what_they_lock_and_are_not_recorded() {
    for truth in key().archive {
        let Some(password) = &truth.password else { continue };
        let path = Path::new(FOLDER).join(&truth.file);
        let read = in_memory(&path, &options(&["a wrong one", password]));
        for name in &truth.opened {
            let child = read.children.iter().find(|child| child.name == *name).unwrap();
            assert_eq!(child.extraction.status, Status::Ok, "{}: {name}: {:?}", truth.file, child.extraction.warnings);
            assert!(!child.sha256.is_empty() && child.extraction.format.name.contains("Rich Text"), "{child:?}");
        }
        assert!(!read.warnings.iter().any(|warning| warning.code == "encrypted"), "{:?}", read.warnings);
        assert!(!serde_json::to_string(&read).unwrap().contains(password.as_str()));
        let wrong = in_memory(&path, &options(&["a wrong one"]));
        assert!(wrong.warnings.iter().any(|warning| warning.code == "encrypted"), "{:?}", wrong.warnings);
    }
}

#[test]
fn a_streamed_reading_gives_the_same_members() {
    for truth in key().archive {
        let path = Path::new(FOLDER).join(&truth.file);
        let bytes = Arc::new(std::fs::read(&path).unwrap());
        let mut tree = Tree::default();
        let mut take = |event: Event| {
            tree.take(event);
            std::ops::ControlFlow::Continue(())
        };
        let streamed = read_streamed(Source::Bytes(Arc::clone(&bytes)), &path, &options(&[]), &mut take).unwrap();
        let whole = readers::read(&bytes, &path, &options(&[]));
        assert_eq!(streamed.evidence, whole.evidence, "{}", truth.file);
        assert_eq!(tree.children(), whole.children, "{}", truth.file);
    }
}

#[test]
fn every_member_has_the_time_of_its_disk() {
    for truth in key().archive {
        let read = in_memory(&Path::new(FOLDER).join(&truth.file), &options(&[]));
        for child in &read.children {
            let stored = child.extraction.evidence.iter().filter(|evidence| evidence.role == Some(Role::StoredTime));
            assert!(stored.count() >= 1, "{}: {}", truth.file, child.name);
        }
    }
}

/// What 7-Zip lists of an archive: name, size and time of each file.
fn listed(path: &Path) -> Option<Vec<(String, u64, String)>> {
    let mut seven_zip = Command::new("7z");
    seven_zip.args(["l", "-slt", "-ba", "-pvalla-test"]).arg(path).env("TZ", "UTC").env("LC_ALL", "C.UTF-8");
    let Ok(output) = seven_zip.output() else {
        println!("no 7z here: the oracle is skipped");
        return None;
    };
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let blocks = text.split("\n\n").filter(|block| block.contains("Path = "));
    let field = |block: &str, name: &str| {
        let start = format!("{name} = ");
        block.lines().find_map(|line| Some(line.strip_prefix(&start)?.to_owned())).unwrap_or_default()
    };
    let is_file = |block: &&str| {
        let attributes = field(block, "Attributes");
        field(block, "Folder") != "+" && !attributes.contains('D') && field(block, "Anti") != "+"
    };
    let row = |block: &str| (field(block, "Path"), field(block, "Size").parse().unwrap_or(0), field(block, "Modified"));
    Some(blocks.filter(is_file).map(row).collect())
}

/// The time of a member as 7-Zip shows it: to the second, in the zone of the test or in the archive's own.
fn shown(child: &Child) -> String {
    let mut stored = child.extraction.evidence.iter().filter(|evidence| evidence.role == Some(Role::StoredTime));
    let text =
        stored.next_back().and_then(Evidence::moment).map_or(String::new(), |moment| moment.text.replace('T', " "));
    text.chars().take(19).collect()
}

fn agrees_with_the_oracle(path: &Path) -> Option<usize> {
    let mut expected = listed(path)?;
    let read = in_memory(path, &options(&["valla-test"]));
    // A name in an unnamed encoding has the bytes of its own; 7-Zip prints them as they are.
    let named = read.children.iter().filter(|child| child.name_bytes.is_none());
    let mut ours: Vec<(String, u64, String)> =
        named.map(|child| (child.name.clone(), child.size, shown(child))).collect();
    expected.retain(|row| !row.0.contains(char::REPLACEMENT_CHARACTER));
    for row in &mut expected {
        row.2.truncate(19);
    }
    ours.sort();
    expected.sort();
    let names = |rows: &[(String, u64, String)]| rows.iter().map(|row| row.0.clone()).collect::<Vec<String>>();
    assert_eq!(names(&ours), names(&expected), "{}", path.display());
    for (ours, theirs) in ours.iter().zip(&expected) {
        assert_eq!(ours.2, theirs.2, "{}: {}", path.display(), ours.0);
    }
    Some(expected.len())
}

#[test]
fn members_and_times_are_those_of_seven_zip() {
    let mut members = 0;
    for truth in key().archive {
        let Some(count) = agrees_with_the_oracle(&Path::new(FOLDER).join(&truth.file)) else { return };
        members += count;
    }
    println!("{members} members, all alike");
    assert!(members >= 30, "only {members} members");
}

#[test]
fn archives_of_the_corpus_are_listed_as_by_seven_zip() {
    let Some(corpus) = corpus() else { return };
    let mut paths: Vec<PathBuf> = Vec::new();
    files(&corpus, &mut paths);
    for path in paths {
        let extension = path.extension().unwrap_or_default();
        if extension != "7z" && extension != "rar" {
            continue;
        }
        let read = in_memory(&path, &options(&[]));
        let listed = listed(&path).unwrap_or_default();
        println!(
            "{}: {} members, 7-Zip lists {}: {:?}",
            path.display(),
            read.children.len(),
            listed.len(),
            read.warnings
        );
        assert!(read.children.len() >= listed.len() || !read.warnings.is_empty(), "{}", path.display());
    }
}
