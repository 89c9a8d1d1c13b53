//! What a file says depends on no other: rows of a shuffled run, with files among them that are made to mislead, are those of each
//! file alone.
#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops at the first fault and says what it skips"
)]

mod support;

use lopdf::{Dictionary, Document, Object, Stream, dictionary};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use support::Dice;

const VALLA: &str = env!("CARGO_BIN_EXE_valla");

/// The encoded bytes of the fonts and colour profiles of a document.
fn parts(bytes: &[u8]) -> Vec<Vec<u8>> {
    let Ok(document) = Document::load_mem(bytes) else { return vec![] };
    let fonts = [b"FontFile".as_slice(), b"FontFile2", b"FontFile3"];
    let named = |object: &Object| -> Vec<(u32, u16)> {
        let dictionary = object.as_dict().cloned().unwrap_or_default();
        fonts.iter().filter_map(|key| dictionary.get(key).and_then(Object::as_reference).ok()).collect()
    };
    let ids: Vec<(u32, u16)> = document.objects.values().flat_map(named).collect();
    let profile =
        |object: &&Object| object.as_stream().is_ok_and(|stream| stream.dict.has(b"N") && !stream.dict.has(b"Type"));
    let of_fonts = ids.iter().filter_map(|id| document.get_object(*id).ok());
    of_fonts
        .chain(document.objects.values().filter(profile))
        .filter_map(|object| object.as_stream().ok())
        .map(|stream| stream.content.clone())
        .collect()
}

/// A document that carries the bytes of another's font under a filter that makes nothing of them.
fn poisoner(part: &[u8], filter: &str) -> Vec<u8> {
    let mut document = Document::with_version("1.4");
    let mut keys = Dictionary::new();
    keys.set("Filter", Object::Name(filter.as_bytes().to_vec()));
    keys.set("N", 3);
    let font = document.add_object(Stream::new(keys, part.to_vec()));
    document.add_object(dictionary! {
        "Type" => "FontDescriptor", "FontName" => "Poison", "FontFile2" => font,
    });
    let pages = document.add_object(dictionary! { "Type" => "Pages", "Kids" => vec![], "Count" => 0 });
    let root = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
    document.trailer.set("Root", root);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

/// The rows of a run over these paths, by path; what depends on the run alone is left out.
fn rows(paths: &[PathBuf], jobs: &str) -> BTreeMap<String, Vec<Value>> {
    let mut child = Command::new(VALLA)
        .args(["--files-from", "-", "--format", "jsonl", "--jobs", jobs, "--claimed-date", "2008"])
        .env("SOURCE_DATE_EPOCH", "1764000000")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut list = child.stdin.take().unwrap();
    for path in paths {
        writeln!(list, "{}", path.display()).unwrap();
    }
    drop(list);
    let output = String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap();
    let mut rows: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for line in output.lines() {
        // The number of a row is that of its place in the run.
        let number = serde_json::from_str::<Value>(line).unwrap()["id"].as_str().unwrap().to_owned();
        let file = number.split('.').next().unwrap().to_owned();
        // `x14ac` in a workbook is a prefix of its own, no number of a row.
        let numbers = ["\"", "/", "."]
            .iter()
            .fold(line.to_owned(), |line, end| line.replace(&format!("\"{file}{end}"), &format!("\"x{end}")));
        let mut row: Value = serde_json::from_str(&numbers).unwrap();
        row.as_object_mut().unwrap().remove("same_bytes_as");
        let path = row["file"].as_str().unwrap().to_owned();
        rows.entry(path).or_default().push(row);
    }
    rows
}

#[test]
fn a_file_is_read_alone_whatever_was_read_before_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut found = Vec::new();
    for samples in ["samples/leak", "samples/checks", "samples/cases", "samples/signed"] {
        support::files(Path::new(samples), &mut found);
    }
    let mut files: Vec<PathBuf> = found.into_iter().filter(|path| path.extension().is_some()).collect();
    files.sort();
    let mut poisoners = 0;
    for path in files.clone() {
        let bytes = fs::read(&path).unwrap();
        if !bytes.starts_with(b"%PDF") {
            continue;
        }
        for part in parts(&bytes) {
            for filter in ["ASCIIHexDecode", "RunLengthDecode", "FlateDecode"] {
                poisoners += 1;
                let poison = folder.path().join(format!("{poisoners}.pdf"));
                fs::write(&poison, poisoner(&part, filter)).unwrap();
                files.push(poison);
            }
        }
    }
    assert!(poisoners > 20, "{poisoners}");
    let alone: BTreeMap<String, Vec<Value>> = {
        // A worker reads 500 files at the most: each chunk of one file has a worker of its own.
        let (mut dice, mut some) = (Dice(1), files.clone());
        dice.shuffle(&mut some);
        some.iter().take(60).flat_map(|path| rows(std::slice::from_ref(path), "1")).collect()
    };
    let mut dice = Dice(7);
    let mut before: Option<BTreeMap<String, Vec<Value>>> = None;
    for jobs in ["1", "2", "2"] {
        dice.shuffle(&mut files);
        // Paths are walked in their order: the order of reading changes with what is left out.
        let (first, second) = files.split_at(files.len() / 2);
        let mut together = rows(first, jobs);
        together.extend(rows(second, jobs));
        for (path, row) in &alone {
            assert!(together.get(path) == Some(row), "{path} says something else alone");
        }
        if let Some(before) = &before {
            for (path, row) in before {
                assert!(together.get(path) == Some(row), "{path} says something else in another company");
            }
        }
        before = Some(together);
    }
}
