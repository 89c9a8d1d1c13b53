//! What endangers sources and hides in the corners of Office and PDF files: who edited, under which account, on which machine,
//! what was included, what is locked by a password. The key was written from how the samples were made.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops at the first fault and says what it skips"
)]

use serde::Deserialize;
use std::path::PathBuf;
use valla::model::{Case, Exhibit, Strength};
use valla::pipeline::{self, Options};

#[derive(Debug, Deserialize)]
struct Key {
    #[serde(alias = "document")]
    file: Vec<Truth>,
}

#[derive(Debug, Deserialize)]
struct Truth {
    file: String,
    #[serde(default)]
    names: Vec<String>,
    #[serde(default)]
    says: Vec<Says>,
}

#[derive(Debug, Deserialize)]
struct Says {
    #[serde(rename = "where")]
    place: String,
    text: String,
}

/// What is known not to be read: file, and what of it.
const NOT_READ: &[(&str, &str)] = &[
    // Told by their numbers: the system, the handler's revision.
    ("15-", "Macintosh 10.3"),
    ("16-", "Macintosh 10.3"),
    ("17-", "Macintosh 10.3"),
    ("29-", "AES, 256 bits, revision 6"),
    ("30-", "AES, 256 bits, revision 6"),
    // The words of Office documents are not read yet.
    ("18-", "word/document.xml"),
    ("19-", "sheet1.xml"),
    ("20-", "word/document.xml"),
    ("21-", "sheet1.xml"),
    ("22-", "sheet1.xml"),
    ("26-", "Keep this"),
    ("27-", "Keep this"),
    // Locks of the old binary formats are named by a warning and not opened.
    ("23-", "FibBase"),
    ("23-", "EncryptionHeader"),
    ("23-", "behind the password: WordDocument"),
    ("24-", "FilePass"),
    ("24-", "sheet"),
    ("24-", "cell A2"),
    ("25-", "FilePass"),
    ("25-", "sheet"),
    ("25-", "cell A2"),
    // For whom a PDF is encrypted.
    ("28-", "issuer"),
    ("28-", "serial number"),
    // Drawings in VML and controls are not read.
    ("34-", "imoll"),
    ("34-", "imagedata"),
    ("34-", "vmlDrawing1.vml tag"),
    ("34-", "Movie"),
    ("35-", "vmlDrawing1.vml"),
];

fn case(passwords: &[&str]) -> Case {
    let mut options = Options::default();
    options.read.passwords = passwords.iter().map(|password| (*password).to_owned()).collect();
    pipeline::examine(&[PathBuf::from("samples/traces")], &options).unwrap()
}

/// All that was read of a file and of what is in it, without blanks.
fn read(exhibits: &[&Exhibit]) -> String {
    let mut all = String::new();
    for exhibit in exhibits {
        let extraction = &exhibit.extraction;
        all.extend(extraction.evidence.iter().map(|evidence| format!("{}\n{}\n", evidence.value_text(), evidence.raw)));
        for edit in &extraction.edits {
            all.push_str(&format!("{} {}\n", edit.author.as_deref().unwrap_or_default(), edit.text));
        }
        all.extend(extraction.warnings.iter().map(|warning| format!("{}\n", warning.message)));
        all.push_str(&exhibit.path);
        all.push('\n');
    }
    squeezed(&all)
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|character| !character.is_whitespace()).collect::<String>().replace("\\\\", "\\")
}

#[test]
fn names_accounts_machines_and_what_is_locked_are_read() {
    let key: Key = toml::from_str(&std::fs::read_to_string("samples/traces/KEY.toml").unwrap()).unwrap();
    let case = case(&["valla-test"]);
    let mut missing = Vec::new();
    for truth in &key.file {
        let exhibits: Vec<&Exhibit> =
            case.exhibits.iter().filter(|exhibit| exhibit.file.ends_with(&format!("/{}", truth.file))).collect();
        let read = read(&exhibits);
        let wanted = truth.names.iter().map(|name| ("a name", name.as_str()));
        let wanted = wanted.chain(truth.says.iter().map(|says| (says.place.as_str(), says.text.as_str())));
        for (place, text) in wanted {
            let known = NOT_READ
                .iter()
                .any(|(file, known)| truth.file.starts_with(file) && (place.contains(known) || text.contains(known)));
            if read.contains(&squeezed(text)) == known {
                missing.push(format!(
                    "{}: {place}: {text:?} {}",
                    truth.file,
                    if known { "is read" } else { "is not read" }
                ));
            }
        }
    }
    assert!(missing.is_empty(), "{}:\n{}", missing.len(), missing.join("\n"));
}

/// Without the password nothing of what it locks is said, and the file is neither damaged nor without a word.
#[test]
fn what_is_locked_stays_locked_without_its_password() {
    let case = case(&[]);
    for exhibit in &case.exhibits {
        let locked = ["18-", "19-", "20-", "29-"].iter().any(|number| exhibit.file.contains(&format!("/{number}")));
        if locked {
            let said = read(&[exhibit]);
            assert!(!said.contains("72500") && !said.contains("RuthAlder"), "{}: {said}", exhibit.file);
            assert!(said.contains("password"), "{}: {said}", exhibit.file);
        }
        // What every Excel opens without asking is opened.
        if exhibit.file.contains("/21-") || exhibit.file.contains("/22-") {
            let inside: Vec<&Exhibit> = case.exhibits.iter().filter(|one| one.file == exhibit.file).collect();
            assert!(read(&inside).contains("RuthAlder"), "{}", exhibit.file);
        }
    }
}

/// What honest programs write is no fault of the file.
#[test]
fn honest_oddities_are_told_without_accusation() {
    let case = case(&["valla-test"]);
    for exhibit in &case.exhibits {
        let differs = ["/08-", "/43-", "/44-"].iter().any(|number| exhibit.file.contains(number));
        let strong = exhibit.reasoned.findings.iter().filter(|finding| finding.strength >= Strength::Medium);
        let strong: Vec<&str> = strong.map(|finding| finding.summary.as_str()).collect();
        assert!(strong.is_empty() || differs, "{}: {strong:?}", exhibit.path);
        let mismatch = exhibit.reasoned.findings.iter().any(|finding| finding.name == "thumbnail-mismatch");
        let other_scene = exhibit.file.contains("/43-") || exhibit.file.contains("/44-");
        assert_eq!(mismatch, other_scene, "{}", exhibit.file);
    }
}
