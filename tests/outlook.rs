//! Messages of Outlook in its three forms: the key of the samples is held, every value is where it says, hostile bytes end, and other
//! programs report nothing that is not ours.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops at the first fault and says what it skips"
)]

mod support;

use serde::Deserialize;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use support::Dice;
use valla::model::evidence::escape_bytes;
use valla::model::{Evidence, Extraction, Status};
use valla::readers::{ReadOptions, read};

const FOLDER: &str = "samples/outlook";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Key {
    document: Vec<Document>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    file: String,
    #[serde(rename = "truth")]
    _truth: String,
    says: Vec<(String, String)>,
    words: Vec<String>,
    children: Vec<String>,
}

fn key() -> Vec<Document> {
    toml::from_str::<Key>(&std::fs::read_to_string(format!("{FOLDER}/KEY.toml")).unwrap()).unwrap().document
}

fn bytes_of(path: &Path) -> Arc<Vec<u8>> {
    Arc::new(std::fs::read(path).unwrap())
}

fn extraction(path: &Path) -> Extraction {
    read(&bytes_of(path), path, &ReadOptions::default())
}

/// A time of the key as a report shows it: `2013-05-14 12:22:31 +02:00`.
fn shown(value: &str) -> String {
    if value.as_bytes().get(10) == Some(&b'T') {
        value.replacen('T', " ", 1).replace('+', " +")
    } else {
        value.to_owned()
    }
}

#[test]
fn the_key_of_the_samples_is_held() {
    let mut faults = Vec::new();
    let documents = key();
    assert!(documents.len() >= 9);
    for document in documents {
        let read = extraction(&Path::new(FOLDER).join(&document.file));
        for (key, value) in &document.says {
            let wanted = shown(value);
            let given: Vec<String> =
                read.evidence.iter().filter(|evidence| evidence.property == *key).map(Evidence::value_text).collect();
            if !given.iter().any(|given| given == &wanted || wanted.len() > 15 && given.starts_with(&wanted)) {
                faults.push(format!("{}: {key} is {given:?}, not {wanted:?}", document.file));
            }
        }
        let words: String = read.words.iter().map(|words| words.text.as_str()).collect();
        for wanted in document.words {
            if !words.contains(&wanted) {
                faults.push(format!("{}: no words {wanted:?} in {words:?}", document.file));
            }
        }
        let children: BTreeSet<&str> = read.children.iter().map(|child| child.name.as_str()).collect();
        if children != document.children.iter().map(String::as_str).collect() {
            faults.push(format!("{}: inside are {children:?}", document.file));
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

/// All evidence of what was read and of what is inside and has its places in the same file.
fn all<'e>(read: &'e Extraction, found: &mut Vec<&'e Evidence>) {
    found.extend(&read.evidence);
    for child in read.children.iter().filter(|child| child.extraction.format.name.starts_with("Outlook message in")) {
        all(&child.extraction, found);
    }
}

#[test]
fn every_value_is_where_its_place_says() {
    let table = include_str!("../src/formats/outlook/data/cipher.txt").lines().last().unwrap();
    let table = base16ct::lower::decode_vec(table).unwrap();
    let mut places = 0;
    for document in key() {
        let path = Path::new(FOLDER).join(&document.file);
        let (bytes, read) = (bytes_of(&path), extraction(&path));
        let mut evidence = Vec::new();
        all(&read, &mut evidence);
        for evidence in evidence.into_iter().filter(|evidence| evidence.property.starts_with("mapi.")) {
            let Some(range) = evidence.locus.bytes else {
                panic!("{}: {} has no place", document.file, evidence.property);
            };
            let range = usize::try_from(range.start).unwrap()..usize::try_from(range.end).unwrap();
            let mut there = bytes[range].to_vec();
            if document.file.ends_with(".pst") && bytes[513] == 1 {
                there.iter_mut().for_each(|byte| *byte = table[usize::from(*byte)]);
            }
            assert_eq!(
                escape_bytes(&there),
                evidence.raw,
                "{}: {} at {}",
                document.file,
                evidence.property,
                evidence.locus
            );
            places += 1;
        }
    }
    assert!(places > 250, "{places}");
}

#[test]
fn every_message_of_a_mailbox_is_a_row_and_a_damaged_one_costs_itself_only() {
    let whole = extraction(&Path::new(FOLDER).join("mailbox.pst"));
    let torn = extraction(&Path::new(FOLDER).join("damaged.pst"));
    let status = |read: &Extraction| -> Vec<(String, Status)> {
        read.children.iter().map(|child| (child.name.clone(), child.extraction.status)).collect()
    };
    let (first, second) = (status(&whole), status(&torn));
    assert_eq!(first.len(), 5);
    for ((name, before), (_, after)) in first.into_iter().zip(second) {
        let expected = match name.as_str() {
            "Posteingang/message 0x2000a4" => (Status::Error, Status::Error),
            "Posteingang/message 2" => (Status::Ok, Status::Error),
            _ => (Status::Ok, Status::Ok),
        };
        assert_eq!((before, after), expected, "{name}");
    }
    let unlisted = |child: &&valla::model::Child| {
        child.extraction.evidence.iter().any(|evidence| evidence.property == "pst.message.unlisted")
    };
    let unlisted: Vec<&str> = whole.children.iter().filter(unlisted).map(|child| child.name.as_str()).collect();
    assert_eq!(unlisted, ["Posteingang/message 2"]);
    // The same message as a file and in a mailbox is told alike.
    let of_file = extraction(&Path::new(FOLDER).join("received.msg"));
    let in_mailbox = &whole.children[0].extraction;
    for evidence in of_file.evidence.iter().filter(|evidence| evidence.property.starts_with("mapi.")) {
        let same = |other: &&Evidence| other.property == evidence.property && other.value == evidence.value;
        assert!(
            in_mailbox.evidence.iter().any(|other| same(&other)),
            "{} {}",
            evidence.property,
            evidence.value_text()
        );
    }
    assert_eq!(of_file.children.len(), in_mailbox.children.len());
}

#[test]
fn changed_bytes_never_end_the_reading() {
    let mut dice = Dice(22);
    for document in key() {
        let bytes = bytes_of(&Path::new(FOLDER).join(&document.file));
        for _ in 0..30 {
            let mut changed = bytes.as_ref().clone();
            for _ in 0..1 + dice.below(12) {
                let at = dice.below(changed.len());
                changed[at] = [0, 1, 0x7f, 0xff, u8::try_from(dice.below(256)).unwrap()][dice.below(5)];
            }
            if dice.below(4) == 0 {
                changed.truncate(dice.below(changed.len()));
            }
            let read = read(&Arc::new(changed), Path::new(&document.file), &ReadOptions::default());
            assert!(!read.warnings.iter().any(|warning| warning.code == "reader-failed"), "{}", document.file);
        }
    }
}

#[derive(Deserialize)]
struct Told {
    file: PathBuf,
    #[serde(default)]
    messages: Vec<Message>,
    #[serde(default)]
    absent: bool,
    refused: Option<String>,
}

#[derive(Deserialize)]
struct Message {
    subject: Option<String>,
    sender: Option<String>,
    #[serde(default)]
    times: Vec<String>,
    #[serde(default)]
    recipients: Vec<String>,
    #[serde(default)]
    attachments: Vec<String>,
}

/// What of a message of the oracle is not among what we say.
fn missing(theirs: &Message, ours: &Extraction) -> Vec<String> {
    let says = |keys: &[&str]| -> Vec<String> {
        let of = |evidence: &&Evidence| keys.contains(&evidence.property.as_str());
        ours.evidence.iter().filter(of).map(|evidence| evidence.value_text().trim_end().to_owned()).collect()
    };
    let times =
        says(&["mapi.client-submit-time", "mapi.delivery-time", "mapi.creation-time", "mapi.last-modification-time"]);
    let names = says(&["mapi.attachment.long-name", "mapi.attachment.name", "mapi.attachment.display-name"]);
    let recipients = says(&["mapi.recipient.name"]);
    let mut missing = Vec::new();
    missing.extend(theirs.times.iter().filter(|time| !times.contains(&format!("{time} UTC"))).cloned());
    missing.extend(theirs.attachments.iter().filter(|name| !names.contains(&name.trim_end().to_owned())).cloned());
    let recipient = |name: &&String| !name.trim().is_empty() && !recipients.contains(&name.trim_end().to_owned());
    missing.extend(theirs.recipients.iter().filter(recipient).cloned());
    for (text, key) in [(&theirs.subject, "mapi.subject"), (&theirs.sender, "mapi.sender.name")] {
        let text = text.as_deref().unwrap_or_default().trim_end();
        if !text.is_empty() && !says(&[key]).iter().any(|said| said == text) {
            missing.push(format!("{key} {text}"));
        }
    }
    missing
}

/// What others say of files of other projects and we do not, and why.
const EXPLAINED: &[(&str, &str)] = &[
    (
        "logsat.com_signatures_valid.msg",
        "extract-msg opens the signed mail that is attached; we hand it on as a document of its own",
    ),
    ("ASCII_CP1251_LCID1049.msg", "the locale is Russian; extract-msg reads the texts in the western code page"),
];

/// Next to extract-msg, tnefparse and libpff: the python of `VALLA_PYTHON`, and beside the samples the files of the folder
/// `VALLA_OUTLOOK`.
#[test]
fn other_programs_report_nothing_that_is_not_ours() {
    let python = std::env::var_os("VALLA_PYTHON").unwrap_or_else(|| "python3".into());
    let mut paths: Vec<PathBuf> = key().iter().map(|document| Path::new(FOLDER).join(&document.file)).collect();
    if let Some(folder) = std::env::var_os("VALLA_OUTLOOK") {
        support::files(Path::new(&folder), &mut paths);
    }
    let output = std::process::Command::new(python).arg("tests/outlook_oracle.py").args(&paths).output();
    let Ok(output) = output else {
        println!("skipped: no Python");
        return;
    };
    let (mut compared, mut messages, mut faults) = (0, 0, Vec::new());
    for line in String::from_utf8(output.stdout).unwrap().lines() {
        let told: Told = serde_json::from_str(line).unwrap();
        let name = told.file.display();
        if told.absent {
            println!("skipped: {name}: its library is not installed");
            continue;
        }
        if let Some(why) = told.refused {
            println!("refused by the oracle: {name}: {why}");
            continue;
        }
        let ours = extraction(&told.file);
        compared += 1;
        let is_mailbox = ours.children.iter().any(|child| child.name.contains("message "));
        for theirs in &told.messages {
            messages += 1;
            let lack = if is_mailbox {
                ours.children.iter().map(|child| missing(theirs, &child.extraction)).min_by_key(Vec::len)
            } else {
                Some(missing(theirs, &ours))
            };
            let lack = lack.unwrap_or_else(|| vec!["the message".to_owned()]);
            let explained = EXPLAINED.iter().find(|(file, _)| told.file.ends_with(file));
            if let (false, Some((_, why))) = (lack.is_empty(), explained) {
                println!("{name}: {lack:?}: {why}");
            } else if !lack.is_empty() {
                faults.push(format!("{name}: {lack:?}"));
            }
        }
    }
    println!("{compared} files, {messages} messages compared");
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}
