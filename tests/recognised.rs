//! Words that were recognised in pictures, as users give them: `--words`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops at the first fault and says what it skips"
)]

mod support;

use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::Arc;
use support::Dice;
use tempfile::TempDir;
use valla::model::Status;
use valla::readers::{ReadOptions, read};

const SAMPLES: &str = "samples/words/recognised";

/// A folder with documents, one for their words, and room for a case.
struct Newsroom {
    folder: TempDir,
}

impl Newsroom {
    /// With scans at these paths.
    fn with(documents: &[&str]) -> Self {
        let room = Self { folder: tempfile::tempdir().unwrap() };
        fs::create_dir(room.at("words")).unwrap();
        for document in documents {
            room.put(&format!("leak/{document}"), &fs::read(format!("{SAMPLES}/order.pdf")).unwrap());
        }
        room
    }

    fn at(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn put(&self, path: &str, bytes: &[u8]) {
        fs::create_dir_all(self.at(path).parent().unwrap()).unwrap();
        fs::write(self.at(path), bytes).unwrap();
    }

    /// Puts a sample among the words.
    fn recognised(&self, sample: &str, name: &str) {
        self.put(&format!("words/{name}"), &fs::read(format!("{SAMPLES}/{sample}")).unwrap());
    }

    fn run(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_valla"))
            .current_dir(self.folder.path())
            .args(arguments)
            .env_clear()
            .env("SOURCE_DATE_EPOCH", "1796083200")
            .env("LC_ALL", "C.UTF-8")
            .stdin(Stdio::null())
            .output()
            .unwrap()
    }

    /// The exhibits of a run on the folder of documents.
    fn exhibits(&self, more: &[&str]) -> Vec<Value> {
        let asked = [&["leak", "--claimed-date", "2012/2014", "--format", "jsonl"], more].concat();
        let output = self.run(&asked);
        assert!(output.status.success(), "{}", said(&output.stderr));
        said(&output.stdout).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }
}

fn said(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// The verdict on the content: term and sentence.
fn on_content(exhibit: &Value) -> (&str, &str) {
    let verdicts = exhibit["verdicts"].as_array().unwrap();
    let verdict = verdicts.iter().find(|verdict| verdict["layer"] == "content").unwrap();
    (verdict["term"].as_str().unwrap(), verdict["sentence"].as_str().unwrap())
}

/// Place and value of what the record says of the source of words.
fn source(exhibit: &Value) -> Option<(&str, &str)> {
    let evidence = exhibit["evidence"].as_array().unwrap();
    let mut sources = evidence.iter().filter(|one| one["property"] == "words.source");
    let source = sources.next()?;
    assert!(sources.next().is_none(), "one source for each exhibit");
    Some((source["locus"]["path"].as_str().unwrap(), source["value"].as_object().unwrap().values().find_map(text)?))
}

fn text(value: &Value) -> Option<&str> {
    value.as_str().or_else(|| value.as_object()?.values().find_map(text))
}

/// The places at which something was found in the words.
fn quoted(exhibit: &Value) -> Vec<&str> {
    let evidence = exhibit["evidence"].as_array().unwrap().iter();
    let key = |one: &Value| one["property"].as_str().unwrap().to_owned();
    evidence
        .filter(|one| key(one).starts_with("words.") && key(one) != "words.source")
        .map(|one| one["locus"]["path"].as_str().unwrap())
        .collect()
}

fn digest(path: &str) -> String {
    use sha2::Digest;
    valla::model::evidence::hexadecimal(&sha2::Sha256::digest(fs::read(path).unwrap()))
}

#[test]
fn a_scan_is_not_tested_and_names_its_pages_until_its_words_are_given() {
    let room = Newsroom::with(&["a/order.pdf"]);
    let exhibits = room.exhibits(&[]);
    let (term, sentence) = on_content(&exhibits[0]);
    assert_eq!(term, "not-tested");
    assert!(sentence.contains("its pages are pictures") && sentence.contains("--words"), "{sentence}");
    let evidence = exhibits[0]["evidence"].as_array().unwrap();
    let pages = evidence.iter().find(|one| one["property"] == "pdf.pages.without-words").unwrap();
    assert_eq!(pages["locus"]["path"], "pages 1 to 2");
    for (sample, name, by) in [
        ("order.hocr", "a/order.hocr", "hOCR by tesseract 5.3.0, mean confidence 95 %"),
        ("order.xml", "a/order.pdf.xml", "ALTO by tesseract 5.3.0, mean confidence 95 %"),
        ("order.txt", "order.txt", "plain text"),
    ] {
        let room = Newsroom::with(&["a/order.pdf"]);
        room.recognised(sample, name);
        let exhibits = room.exhibits(&["--words", "words"]);
        let expected = format!("{by}; SHA-256 {}", digest(&format!("{SAMPLES}/{sample}")));
        assert_eq!(source(&exhibits[0]), Some((name, expected.as_str())));
        let (term, sentence) = on_content(&exhibits[0]);
        assert_ne!(term, "not-tested", "{name}: {sentence}");
        assert!(!sentence.contains("not read"), "{name}: {sentence}");
        assert!(quoted(&exhibits[0]).contains(&"page 2"), "{name}: {:?}", quoted(&exhibits[0]));
    }
}

#[test]
fn files_of_single_pages_count_their_pages() {
    let room = Newsroom::with(&["order.pdf"]);
    let text = fs::read_to_string(format!("{SAMPLES}/order.txt")).unwrap();
    let (first, second) = text.split_once('\u{c}').unwrap();
    room.put("words/order-0002.txt", second.as_bytes());
    let exhibits = room.exhibits(&["--words", "words"]);
    assert!(!quoted(&exhibits[0]).is_empty());
    assert!(quoted(&exhibits[0]).iter().all(|place| *place == "page 2"), "{:?}", quoted(&exhibits[0]));
    assert_ne!(on_content(&exhibits[0]).0, "not-tested");
    room.put("words/order-0001.txt", first.as_bytes());
    let exhibits = room.exhibits(&["--words", "words"]);
    let (place, value) = source(&exhibits[0]).unwrap();
    assert_eq!(place, "order-0001.txt to order-0002.txt");
    assert!(value.starts_with("plain text; 2 files, SHA-256 of all in this order "), "{value}");
}

/// A document of 2013 with a page of words that name something young, and two pages that are pictures.
fn of_words_and_pictures() -> Vec<u8> {
    let page = |content: u32| {
        format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {content} 0 R /Resources << /Font << /F1 8 0 R >> >> >>"
        )
    };
    let stream = |content: &str| format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len());
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R 4 0 R 5 0 R] /Count 3 >>".to_owned(),
        page(6),
        page(7),
        page(7),
        stream("BT /F1 12 Tf 72 700 Td (Report on what the unit publishes on Instagram every week) Tj ET"),
        stream("q 500 0 0 700 40 40 cm BI /W 1 /H 1 /CS /G /BPC 8 ID 0 EI Q"),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
        "<< /CreationDate (D:20130520101500Z) /ModDate (D:20130520101500Z) >>".to_owned(),
    ];
    let (mut pdf, mut table) =
        ("%PDF-1.4\n".to_owned(), format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1));
    for (number, object) in (1..).zip(&objects) {
        table.push_str(&format!("{:010} 00000 n \n", pdf.len()));
        pdf.push_str(&format!("{number} 0 obj\n{object}\nendobj\n"));
    }
    let trailer = format!(
        "trailer\n<< /Size {} /Root 1 0 R /Info 9 0 R >>\nstartxref\n{}\n%%EOF\n",
        objects.len() + 1,
        pdf.len()
    );
    (pdf + &table + &trailer).into_bytes()
}

#[test]
fn where_some_pages_are_pictures_it_is_said_how_many_were_not_read() {
    let room = Newsroom::with(&[]);
    room.put("leak/report.pdf", &of_words_and_pictures());
    let unread = |exhibit: &Value| {
        let (term, sentence) = on_content(exhibit);
        assert_eq!(term, "agrees", "{sentence}");
        sentence.split_once("the same later.").unwrap().1.to_owned()
    };
    assert_eq!(unread(&room.exhibits(&[])[0]), " 2 pages are pictures, and their words were not read.");
    room.put("words/report_3.txt", b"Nothing of note");
    let with_words = ["--words", "words"];
    assert_eq!(unread(&room.exhibits(&with_words)[0]), " One page is a picture, and its words were not read.");
    room.put("words/report_2.txt", b"Nothing of note either");
    assert_eq!(unread(&room.exhibits(&with_words)[0]), "");
}

#[test]
fn what_fits_nothing_cannot_be_read_or_is_not_there_is_said() {
    let room = Newsroom::with(&["a/order.pdf", "b/order.pdf", "plan.pdf"]);
    room.recognised("order.hocr", "order.hocr");
    room.recognised("order.hocr", "nothing.hocr");
    room.put("words/plan.xml", b"<?xml version='1.0'?><PcGts><Page/></PcGts>");
    let output = room.run(&["leak", "--words", "words", "--format", "jsonl"]);
    let errors = said(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{errors}");
    assert!(errors.contains("2 files in the folder of --words fit no document of this run"), "{errors}");
    let plan = said(&output.stdout).lines().last().map(|line| serde_json::from_str::<Value>(line).unwrap()).unwrap();
    let warning = plan["warnings"][0]["message"].as_str().unwrap();
    assert!(warning.contains("plan.xml") && warning.contains("neither hOCR nor ALTO"), "{warning}");
    assert_eq!(source(&plan), None);
    let missing = room.run(&["leak", "--words", "no/such"]);
    assert!(!missing.status.success() && missing.stdout.is_empty());
    assert!(said(&missing.stderr).contains("no such folder"), "{}", said(&missing.stderr));
}

#[test]
fn nothing_is_written_among_the_recognised_words() {
    let room = Newsroom::with(&["order.pdf"]);
    let output = room.run(&["leak", "--words", "words", "--format", "json", "--output", "words/order.xml"]);
    assert_eq!(output.status.code(), Some(2), "{}", said(&output.stderr));
    assert!(!room.at("words/order.xml").exists());
}

#[test]
fn words_may_lie_beside_the_documents_whatever_way_was_named() {
    let room = Newsroom::with(&["order.pdf"]);
    room.put("leak/ocr/order.txt", b"Nothing of note");
    room.put("leak/ocr/order.json", b"{}");
    for (examined, words) in [("leak", "leak/ocr"), ("./leak", "leak/ocr/"), (".", "leak/ocr")] {
        let output = room.run(&[examined, "--words", words, "--format", "jsonl"]);
        let rows = said(&output.stdout);
        let rows: Vec<Value> = rows.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let order = rows.iter().find(|row| row["path"].as_str().unwrap().ends_with("order.pdf")).unwrap();
        assert_eq!(source(order).map(|(place, _)| place), Some("order.txt"), "{examined} {words}");
    }
}

/// The reading keys of a case that say with which words a document was read.
fn keys(case: &Path) -> Vec<String> {
    let database = rusqlite::Connection::open(case).unwrap();
    let mut statement = database.prepare("SELECT reading FROM exhibit ORDER BY path").unwrap();
    statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
}

#[test]
fn a_case_keeps_the_words_for_later_claims_and_notices_when_they_change() {
    let room = Newsroom::with(&["order.pdf", "other.pdf"]);
    room.recognised("order.hocr", "order.hocr");
    let with_words = |more: &[&str]| {
        let exhibits = room.exhibits(&[&["--case", "leak.valla"], more].concat());
        let order = exhibits.into_iter().find(|exhibit| exhibit["path"] == "leak/order.pdf").unwrap();
        (source(&order).map(|(_, value)| value.to_owned()), quoted(&order).len())
    };
    let (source, marks) = with_words(&["--words", "words"]);
    assert!(source.is_some() && marks > 0);
    let first = keys(&room.at("leak.valla"));
    assert!(first[0].ends_with(&format!(" words {}", digest(&format!("{SAMPLES}/order.hocr")))), "{first:?}");
    assert!(!first[1].contains("words"), "the same bytes without words are another reading: {first:?}");
    // New claims need neither the documents nor the words.
    let later = room.run(&["leak", "--case", "leak.valla", "--claimed-date", "2001", "--format", "jsonl"]);
    let later: Value = serde_json::from_str(said(&later.stdout).lines().next().unwrap()).unwrap();
    assert_eq!(quoted(&later).len(), marks);
    assert_eq!(keys(&room.at("leak.valla")), first);
    let found = room.run(&["search", "leak.valla", "OpenStreetMap"]);
    assert!(said(&found.stdout).contains("page 2"), "{}", said(&found.stdout));
    // Other words are read.
    room.put("words/order.hocr", b"<div class='ocr_page'>Nothing of note</div>");
    let (changed, marks) = with_words(&["--words", "words"]);
    assert!(changed.is_some() && changed != source, "{changed:?}");
    assert_eq!(marks, 0);
    fs::remove_file(room.at("words/order.hocr")).unwrap();
    assert_eq!(with_words(&["--words", "words"]), (None, 0));
    assert!(keys(&room.at("leak.valla")).iter().all(|key| !key.contains("words")));
}

/// Damaged files are read to an end, and never give more than they have.
#[test]
fn any_damage_is_read_to_an_end() {
    let options = ReadOptions { recognised: true, ..ReadOptions::default() };
    let mut dice = Dice(20);
    for sample in ["order.hocr", "order.xml", "order.txt"] {
        let whole = fs::read(format!("{SAMPLES}/{sample}")).unwrap();
        for _ in 0..400 {
            let mut bytes = whole.clone();
            for _ in 0..=dice.below(6) {
                let at = dice.below(bytes.len());
                match dice.below(4) {
                    0 => bytes.truncate(at + 1),
                    1 => bytes[at] = u8::try_from(dice.below(256)).unwrap(),
                    2 => {
                        bytes.splice(at..at, b"<div class='ocr_page' title='ppageno 9'>".iter().copied()).for_each(drop)
                    }
                    _ => bytes.drain(at..bytes.len().min(at + 40)).for_each(drop),
                }
                bytes.push(b'>');
            }
            let length = bytes.len();
            let read = read(&Arc::new(bytes), Path::new("damaged.hocr"), &options);
            let pages: Vec<u32> = read.words.iter().filter_map(|words| words.locus.page()).collect();
            assert!(pages.windows(2).all(|pages| pages[0] < pages[1]), "{pages:?}");
            assert!(read.words.iter().map(|words| words.text.len()).sum::<usize>() <= 3 * length);
            assert!(read.evidence.iter().all(|evidence| evidence.property.starts_with("words.source")));
        }
    }
}

/// A page of a million words, elements that nobody closes, titles without end: a pass over the bytes each.
#[test]
fn what_is_made_to_cost_costs_a_pass() {
    let options = ReadOptions { recognised: true, ..ReadOptions::default() };
    let page = "<div class='ocr_page'>";
    for bytes in [
        format!("{page}{}", "<span class='ocrx_word' title='x_wconf 1'>a".repeat(100_000)),
        page.repeat(200_000),
        format!("{page}{}", "<p>".repeat(1_000_000)),
        format!("{page}<span class='ocrx_word' title='{}'>a", "; ".repeat(2_000_000)),
        format!("{page}{}", "&".repeat(4_000_000)),
        format!("<alto><Page>{}", "<String CONTENT='a' SUBS_TYPE='HypPart1' SUBS_CONTENT='b'/>".repeat(70_000)),
        format!("<alto>{}", "<x>".repeat(1_000_000)),
        "\u{c}a".repeat(2_000_000),
    ] {
        let began = std::time::Instant::now();
        let read = read(&Arc::new(bytes.into_bytes()), Path::new("dear.hocr"), &options);
        assert!(began.elapsed().as_secs() < 10, "{:?}", began.elapsed());
        assert_ne!(read.status, Status::Error);
    }
}
