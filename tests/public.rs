//! The public edition: of everything by which the samples could be known or their makers named, nothing is in any output, in any
//! encoding.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops at the first fault and says what it skips"
)]

use aho_corasick::AhoCorasick;
use base64ct::{Base64Unpadded, Encoding};
use serde_json::Value;
use std::collections::BTreeSet;
use std::process::Command;
use valla::model::PseudonymKey;
use valla::reports::public::PublicEdition;

fn valla(arguments: &[&str]) -> Vec<u8> {
    let output = Command::new(env!("CARGO_BIN_EXE_valla")).args(arguments).output().unwrap();
    assert!(matches!(output.status.code(), Some(0 | 3)), "{}", String::from_utf8_lossy(&output.stderr));
    [output.stdout, output.stderr].concat()
}

/// The roles whose values are public in no form.
const IDENTIFYING: &[&str] = &[
    "author",
    "last-author",
    "identifier",
    "identifying",
    "template",
    "title",
    "subject",
    "link",
    "page-text",
    "device",
    "copyright",
];
/// Shorter strings stand in a report by chance.
const SHORTEST: usize = 6;

/// Everything in a desk's record by which a document, its maker or its copy could be known.
fn identifying(case: &Value) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut put = |text: &str| {
        found.insert(text.trim().to_owned());
    };
    for exhibit in case["exhibits"].as_array().unwrap() {
        let words = ["samples", "checks", "signatures", "revisions"];
        exhibit["path"].as_str().unwrap().split(['/', '#']).filter(|name| !words.contains(name)).for_each(&mut put);
        put(exhibit["sha256"].as_str().unwrap());
        if exhibit["size"].as_u64().unwrap() > 10_000 {
            put(&exhibit["size"].to_string());
        }
        for evidence in exhibit["evidence"].as_array().unwrap() {
            put(evidence["raw"].as_str().unwrap());
            let present = &evidence["value"]["present"];
            if evidence["role"].as_str().is_some_and(|role| IDENTIFYING.contains(&role)) {
                present["text"].as_str().into_iter().for_each(&mut put);
            }
            present["moment"]["text"].as_str().into_iter().for_each(&mut put);
        }
        for signature in exhibit["signatures"].as_array().into_iter().flatten() {
            signature["signer"].as_str().into_iter().for_each(&mut put);
            signature["issuer"].as_str().into_iter().for_each(&mut put);
        }
        for edit in exhibit["edits"].as_array().into_iter().flatten() {
            put(edit["text"].as_str().unwrap());
            edit["author"].as_str().into_iter().for_each(&mut put);
        }
        for words in exhibit["revisions"].as_array().into_iter().flatten().flat_map(|one| one["words"].as_array()) {
            words.iter().for_each(|words| put(words["text"].as_str().unwrap()));
        }
        for finding in exhibit["findings"].as_array().unwrap() {
            put(finding["summary"].as_str().unwrap());
        }
    }
    found
}

/// A text as it can stand in an output: as it is, and as encodings write it.
fn encodings(text: &str) -> Vec<Vec<u8>> {
    let bytes = text.as_bytes();
    let units = |turn: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(turn).collect::<Vec<u8>>();
    let hexadecimal: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    let escaped: String = text.encode_utf16().map(|unit| format!("\\u{unit:04x}")).collect();
    let percent: String = bytes
        .iter()
        .map(|&byte| {
            if byte.is_ascii_alphanumeric() || b"-._~/#".contains(&byte) {
                char::from(byte).to_string()
            } else {
                format!("%{byte:02X}")
            }
        })
        .collect();
    let all: String = bytes.iter().map(|byte| format!("%{byte:02X}")).collect();
    let entities = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
    let mut found = vec![
        bytes.to_vec(),
        units(u16::to_le_bytes),
        units(u16::to_be_bytes),
        hexadecimal.to_uppercase().into_bytes(),
        hexadecimal.into_bytes(),
        escaped.into_bytes(),
        percent.into_bytes(),
        all.into_bytes(),
        entities.into_bytes(),
        text.replace('"', "\"\"").into_bytes(),
        text.replace('\\', "\\\\").replace('"', "\\\"").into_bytes(),
    ];
    // Base64 of a text that begins at each of three places; what is mixed with its neighbours is left out.
    for before in 0..3_usize {
        let shifted = [vec![0; before], bytes.to_vec()].concat();
        let whole = Base64Unpadded::encode_string(&shifted);
        let (first, last) = ((before * 8).div_ceil(6), shifted.len() * 8 / 6);
        found.extend(whole.get(first..last).filter(|text| text.len() >= SHORTEST).map(|text| text.as_bytes().to_vec()));
    }
    found
}

/// Examines files for the desk, and searches every public output for what identifies them; says how many values were looked for.
fn search(examine: &[&str], encodings: impl Fn(&str) -> Vec<Vec<u8>>, formats: &[&str]) -> usize {
    let text = String::from_utf8(valla(&[&["examine", "--format", "json"], examine].concat())).unwrap();
    let end = text.rfind("\n}").unwrap() + 2;
    let case: Value = serde_json::from_str(&text[..end]).unwrap();
    // What is public by its kind: the words of checks, of the embedded knowledge, of claims, and times to the month.
    let mut allowed = String::from_utf8([valla(&["list", "checks"]), valla(&["schema"])].concat()).unwrap();
    for check in valla::checks::checks() {
        allowed.push_str(check.charter().explanation);
        allowed.push_str(&Value::from(check.charter().explanation).to_string());
    }
    for exhibit in case["exhibits"].as_array().unwrap() {
        allowed.push_str(&exhibit["facts"].to_string());
        allowed.push_str(&exhibit["format"].to_string());
        for revision in exhibit["revisions"].as_array().into_iter().flatten() {
            allowed.push_str(&revision["notes"].to_string());
        }
    }
    allowed.push_str(&case["claims"].to_string());
    let values: Vec<String> = identifying(&case)
        .into_iter()
        .filter(|value| value.chars().count() >= SHORTEST && !allowed.contains(value.as_str()) && !is_a_month(value))
        .collect();
    let patterns: Vec<(usize, Vec<u8>)> = values
        .iter()
        .enumerate()
        .flat_map(|(number, value)| encodings(value).into_iter().map(move |pattern| (number, pattern)))
        .collect();
    let finder = AhoCorasick::new(patterns.iter().map(|(_, pattern)| pattern)).unwrap();
    // The net holds: in the desk's own record nearly all are found.
    let there: BTreeSet<usize> =
        finder.find_overlapping_iter(text.as_bytes()).map(|hit| patterns[hit.pattern().as_usize()].0).collect();
    assert!(there.len() * 10 > values.len() * 9, "{} of {}", there.len(), values.len());
    let folder = tempfile::tempdir().unwrap();
    for format in formats {
        let file = folder.path().join(format);
        let written = ["examine", "--for", "public", "--full", "--format", format, "--output", file.to_str().unwrap()];
        valla(&[&written, examine].concat());
        let output = std::fs::read(&file).unwrap();
        assert!(output.len() > 10_000, "{format}: {} bytes", output.len());
        let told: BTreeSet<&str> = finder
            .find_overlapping_iter(&output)
            .map(|hit| values[patterns[hit.pattern().as_usize()].0].as_str())
            .collect();
        assert!(told.is_empty(), "{format} tells {told:#?}");
    }
    values.len()
}

#[test]
fn nothing_that_identifies_is_in_a_public_output() {
    let formats = ["terminal", "html", "json", "jsonl", "csv", "evidence-csv", "sarif", "premis-csv"];
    let values = search(&["samples", "--claims", "samples/leak/claims.toml"], encodings, &formats);
    assert!(values > 2_000, "{values} values");
}

#[test]
fn nothing_that_identifies_is_in_the_public_dossier_of_the_corpus() {
    let Some(corpus) = std::env::var("VALLA_CORPUS").ok().filter(|folder| std::path::Path::new(folder).is_dir()) else {
        println!("skipped: VALLA_CORPUS names no folder");
        return;
    };
    let plain = |text: &str| {
        let quoted = Value::from(text).to_string();
        vec![text.as_bytes().to_vec(), quoted.trim_matches('"').as_bytes().to_vec()]
    };
    println!("{} values", search(&[&corpus, "--claimed-date", "2009"], plain, &["html", "jsonl"]));
}

/// Text that is as coarse as the public edition itself: a year, a month, an interval of years.
fn is_a_month(value: &str) -> bool {
    value.chars().all(|letter| letter.is_ascii_digit() || "-/".contains(letter)) && value.len() <= 7
        || value.ends_with("-01T00:00:00Z")
        || value.ends_with("-01T00:00")
}

#[test]
fn there_is_no_public_manifest_and_pseudonyms_are_those_of_the_case() {
    for format in ["sha256sum", "hashdeep", "bagit"] {
        let output = Command::new(env!("CARGO_BIN_EXE_valla"))
            .args(["examine", "samples/leak", "--for", "public", "--format", format])
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(2));
    }
    let folder = tempfile::tempdir().unwrap();
    let case = folder.path().join("leak.valla");
    valla(&["examine", "samples/leak", "--case", case.to_str().unwrap()]);
    let public = |format: &str| valla(&["report", case.to_str().unwrap(), "--for", "public", "--format", format]);
    // One case, one key: the same twice, and the same name in each form.
    assert_eq!(public("jsonl"), public("jsonl"));
    let record = String::from_utf8(public("jsonl")).unwrap();
    let pseudonym = record.split("\"document-").nth(1).unwrap().split('.').next().unwrap().to_owned();
    assert!(String::from_utf8(public("html")).unwrap().contains(&format!("document-{pseudonym}")));
    let other = folder.path().join("other.valla");
    valla(&["examine", "samples/leak", "--case", other.to_str().unwrap()]);
    let other = valla(&["report", other.to_str().unwrap(), "--for", "public", "--format", "jsonl"]);
    assert!(!String::from_utf8(other).unwrap().contains(&pseudonym));
}

/// Parts of a record whose words are valla's own, or public by their kind. Every other string is the document's or the desk's.
const OWN_WORDS: &[&str] = &[
    "id",
    "not_before",
    "not_after",
    "parent",
    "same_bytes_as",
    "status",
    "kind",
    "change",
    "role",
    "editability",
    "code",
    "strength",
    "layer",
    "outcome",
    "term",
    "event",
    "at",
    "claim",
    "earliest",
    "latest",
    "zone",
    "precision",
    "identity",
    "digest",
    "against",
    "notes",
    "facts",
    "retracted",
    "name",
    "version",
    "puid",
    "mime",
    "findings",
    "answer",
];

/// Puts a mark into every string that is not valla's own, and counts them.
fn mark(value: &mut Value, key: &str, count: &mut usize) {
    match value {
        Value::String(text) if !OWN_WORDS.contains(&key) && text != "absent" => {
            *count += 1;
            *text = format!("MARKED{count}");
        }
        Value::Array(values) if key == "findings" => {
            values.iter_mut().filter(|one| one.is_object()).for_each(|one| mark(one, "", count));
        }
        Value::Array(values) if key != "facts" => values.iter_mut().for_each(|one| mark(one, key, count)),
        Value::Object(fields) => fields.iter_mut().for_each(|(key, one)| mark(one, key, count)),
        _ => {}
    }
}

#[test]
fn whatever_string_a_document_brings_none_is_in_the_public_edition() {
    let text = String::from_utf8(valla(&[
        "examine",
        "samples",
        "--claims",
        "samples/leak/claims.toml",
        "--format",
        "json",
        "--digest",
        "md5",
    ]))
    .unwrap();
    let end = text.rfind("\n}").unwrap() + 2;
    let case: Value = serde_json::from_str(&text[..end]).unwrap();
    let edition = PublicEdition::under(PseudonymKey::new([7; 32]), valla::checks::rates::rules());
    let mut count = 0;
    let mut exhibits = Vec::new();
    for desk in case["exhibits"].as_array().unwrap() {
        let mut marked = desk.clone();
        mark(&mut marked, "", &mut count);
        // Values that are enumerations are not strings of the document.
        if let Some(signatures) = marked.get_mut("signatures") {
            *signatures = desk["signatures"].clone();
            for signature in signatures.as_array_mut().unwrap() {
                for field in ["signer", "issuer", "field", "algorithm"] {
                    if signature.get(field).is_some() {
                        signature[field] = format!("MARKED-{field}").into();
                    }
                }
                signature["faults"] = serde_json::json!(["MARKED-fault"]);
                signature["why"] = serde_json::json!(["MARKED-why"]);
            }
        }
        let marked: valla::Exhibit = serde_json::from_value(marked).unwrap_or_else(|why| panic!("{why}: {desk}"));
        exhibits.push(edition.exhibit(&marked));
    }
    assert!(count > 20_000, "{count} strings were marked");
    let mut public: valla::Case = serde_json::from_value(case).unwrap();
    public.exhibits = exhibits;
    let public = edition.case(public);
    let mut written = Vec::new();
    valla::reports::json::case(&public, &mut written).unwrap();
    valla::reports::html::dossier(&public, &mut written).unwrap();
    valla::reports::sarif::case(&public, &valla::checks::rates::rules(), &mut written).unwrap();
    let mut events = valla::reports::premis::Events::at("2026-11-28T00:00:00Z", public.day);
    let mut table = valla::reports::table::Table::default();
    for exhibit in &public.exhibits {
        events.write(exhibit, &mut written).unwrap();
        table.file(exhibit, &mut written).unwrap();
        table.evidence(exhibit, &mut written).unwrap();
    }
    let written = String::from_utf8(written).unwrap();
    if let Some(at) = written.find("MARKED") {
        panic!(
            "{}",
            &written[written.floor_char_boundary(at.saturating_sub(300))..written.ceil_char_boundary(at + 60)]
        );
    }
}
