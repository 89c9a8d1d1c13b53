//! Mails and mailboxes: the key of the samples, Python as a second opinion, and a mailbox larger than memory.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::indexing_slicing,
    reason = "a test stops at the first fault and says what it skips"
)]

mod support;

use serde::Deserialize;
use serde_json::Value as Json;
use std::collections::BTreeSet;
use std::io::Read;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use support::{examined, files};
use valla::formats::mail::mailbox::Mailbox;
use valla::model::{Extraction, Strength};
use valla::readers::members::{Event, Source, read_streamed};
use valla::readers::{ReadOptions, read};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Sample {
    file: String,
    #[serde(rename = "truth")]
    _truth: String,
    says: Vec<(String, String)>,
    told: Vec<(String, String)>,
    children: Vec<String>,
    warns: Vec<String>,
    words: Vec<String>,
    fires: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct Key {
    mail: Vec<Sample>,
}

fn key() -> Key {
    toml::from_str(&std::fs::read_to_string("samples/mail/KEY.toml").unwrap()).unwrap()
}

fn reading(path: &Path) -> Extraction {
    read(&Arc::new(std::fs::read(path).unwrap()), path, &ReadOptions::default())
}

fn says(extraction: &Extraction, property: &str, value: &str) -> bool {
    extraction.evidence.iter().any(|one| one.property == property && one.value_text() == value)
}

#[test]
fn each_sample_says_what_its_key_says() {
    let mut faults = Vec::new();
    for sample in key().mail {
        let path = Path::new("samples/mail").join(&sample.file);
        let bytes = std::fs::read(&path).unwrap();
        let extraction = reading(&path);
        let mut fault = |what: String| faults.push(format!("{}: {what}", sample.file));
        for (property, value) in &sample.says {
            if !says(&extraction, property, value) {
                fault(format!("does not say {property} {value}"));
            }
        }
        for (property, value) in &sample.told {
            if !extraction.children.first().is_some_and(|first| says(&first.extraction, property, value)) {
                fault(format!("the first message is not told {property} {value}"));
            }
        }
        let warned: BTreeSet<&str> = extraction.warnings.iter().map(|warning| warning.code.as_str()).collect();
        if warned != sample.warns.iter().map(String::as_str).collect() {
            fault(format!("warns {warned:?}"));
        }
        let children: Vec<&str> = extraction.children.iter().map(|child| child.name.as_str()).collect();
        if !sample.file.starts_with("hostile") && children != sample.children {
            fault(format!("holds {children:?}"));
        }
        for words in &sample.words {
            if !extraction.words.iter().any(|one| one.text.contains(words)) {
                fault(format!("lacks the words {words:?}"));
            }
        }
        // What is quoted raw is at its place.
        for one in &extraction.evidence {
            if let Some(range) = one.locus.bytes {
                let (start, end) = (usize::try_from(range.start).unwrap(), usize::try_from(range.end).unwrap());
                assert!(start <= end && end <= bytes.len(), "{}: {}", sample.file, one.property);
                let raw = valla::model::evidence::escape_bytes(&bytes[start..end]);
                let whole = one.property.starts_with("mail.header.") || one.property.starts_with("mail.received.");
                if whole && one.raw != raw {
                    fault(format!("{} is not at its place: {:?} and {raw:?}", one.property, one.raw));
                }
            }
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn checks_of_mail_fire_where_the_key_says_so_and_weakly() {
    let case = examined(&["samples/mail"], |_| {});
    let mut faults = Vec::new();
    for sample in key().mail {
        let path = format!("samples/mail/{}", sample.file);
        let exhibit = case.exhibits.iter().find(|exhibit| exhibit.path == path).unwrap();
        let of_mail = exhibit.reasoned.findings.iter().filter(|finding| finding.code.starts_with('M'));
        let fired: BTreeSet<&str> = of_mail.clone().map(|finding| finding.code.as_str()).collect();
        if fired != sample.fires.iter().map(String::as_str).collect() {
            faults.push(format!("{path}: {fired:?}, not {:?}", sample.fires));
        }
        assert!(of_mail.clone().all(|finding| finding.strength <= Strength::Weak), "{path}");
        let loud = exhibit.reasoned.findings.iter().filter(|finding| finding.strength > Strength::Weak);
        loud.for_each(|finding| faults.push(format!("{path}: {} {}", finding.code, finding.summary)));
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn what_is_a_hundred_thousand_deep_ends() {
    const HEAD: &str = "From: a@b.example\nDate: Tue, 14 May 2013 09:30:00 +0200\nMIME-Version: 1.0\n";
    let mails = format!("{HEAD}{}Subject: innermost\n\nx\n", "Content-Type: message/rfc822\n\n".repeat(100_000));
    let parts: String =
        (0..100_000).map(|n| format!("Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n")).collect();
    let flat = format!("{HEAD}Content-Type: multipart/mixed; boundary=b\n\n{}--b--\n", "--b\n\nx\n".repeat(100_000));
    let endless = format!("{HEAD}Subject: {}\n\nx\n", "x".repeat(20_000_000));
    for bytes in [mails, format!("{HEAD}{parts}\nx\n"), flat, endless] {
        let extraction = read(&Arc::new(bytes.into_bytes()), Path::new("deep.eml"), &ReadOptions::default());
        assert!(says(&extraction, "mail.header.Date", "2013-05-14 09:30:00 +02:00"));
        let is_limited = !extraction.limits.is_empty()
            || extraction
                .children
                .first()
                .is_some_and(|child| says(&child.extraction, "mail.header.Content-Type", "message/rfc822"));
        assert!(is_limited, "{:?}", extraction.status);
    }
}

/// A source of so many messages, of which no more than one is in memory.
struct Generator {
    made: u32,
    messages: u32,
    open: Vec<u8>,
}

impl Read for Generator {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        if self.open.is_empty() && self.made < self.messages {
            self.made += 1;
            let number = self.made;
            self.open = format!(
                "From a@b.example Tue May 14 09:30:12 2013\nFrom: a@b.example\nDate: Tue, 14 May 2013 09:30:00 +0200\nMessage-ID: <{number}@b.example>\nSubject: number {number}\n\n>From here on, text number {number}.\n{}\n\n",
                "A line of ordinary length.\n".repeat(40)
            )
            .into_bytes();
        }
        let length = self.open.len().min(buffer.len());
        buffer[..length].copy_from_slice(&self.open[..length]);
        self.open.drain(..length);
        Ok(length)
    }
}

#[test]
fn a_hundred_thousand_messages_are_counted_in_bounded_memory() {
    const MESSAGES: u32 = 100_000;
    let mut mailbox = Mailbox::new(Generator { made: 0, messages: MESSAGES, open: vec![] });
    let (mut count, mut bytes) = (0, 0);
    while let (Some(_), 0) = mailbox.next_from() {
        count += 1;
        bytes += std::io::copy(&mut mailbox.message(), &mut std::io::sink()).unwrap();
    }
    assert_eq!(count, MESSAGES);
    assert!(bytes > 110_000_000, "{bytes}");
}

/// The highest number of kilobytes that this process has held.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

#[test]
fn the_rows_of_a_large_mailbox_are_handed_on_one_after_another() {
    const MESSAGES: u32 = 20_000;
    let file = tempfile::NamedTempFile::new().unwrap();
    let mut source = Generator { made: 0, messages: MESSAGES, open: vec![] };
    let size = std::io::copy(&mut source, &mut file.reopen().unwrap()).unwrap();
    let before = peak();
    let mut rows = 0_u32;
    let mut hand = |event| {
        if let Event::Member(child) = event {
            rows += 1;
            assert_eq!(child.name, format!("message {rows}"));
            assert!(says(&child.extraction, "mail.header.Subject", &format!("number {rows}")));
            assert!(says(&child.extraction, "mail.mailbox.from", "a@b.example"));
        }
        ControlFlow::Continue(())
    };
    let options = ReadOptions::default();
    let read = read_streamed(Source::File(file.reopen().unwrap(), size), file.path(), &options, &mut hand).unwrap();
    assert_eq!(rows, MESSAGES, "{:?} {:?}", read.status, read.limits);
    assert!(says(&read, "mail.mailbox.messages", &MESSAGES.to_string()));
    assert!(read.children.is_empty());
    if let (Some(before), Some(after)) = (before, peak()) {
        println!("{size} bytes of mailbox, {} kB more memory", after - before);
    }
}

/// What Python says of files; none where there is no Python.
fn python(paths: &[PathBuf]) -> Option<Vec<Json>> {
    let output = Command::new("python3").arg("tests/beside/mail.py").args(paths).output().ok()?;
    if !output.status.success() {
        println!("skipped: python3 fails: {}", String::from_utf8_lossy(&output.stderr));
        return None;
    }
    Some(String::from_utf8(output.stdout).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect())
}

/// Whatever Python says of a mail is ours.
fn compare(path: &str, message: &Json, extraction: &Extraction, faults: &mut Vec<String>) {
    let of = |starts: &'static str| extraction.evidence.iter().filter(move |one| one.property.starts_with(starts));
    let mut fault = |what: String| faults.push(format!("{path}: {what}"));
    let spaces = |text: &str| text.split_whitespace().collect::<String>();
    for date in message["dates"].as_array().unwrap() {
        let field = |at: usize| date[0][at].as_i64().unwrap();
        let start = chrono::NaiveDate::from_ymd_opt(
            i32::try_from(field(0)).unwrap(),
            u32::try_from(field(1)).unwrap_or(0),
            u32::try_from(field(2)).unwrap_or(0),
        )
        .and_then(|day| {
            day.and_hms_opt(u32::try_from(field(3)).ok()?, u32::try_from(field(4)).ok()?, u32::try_from(field(5)).ok()?)
        });
        // Python gives dates that no calendar has.
        let Some(start) = start else { continue };
        let at = start.and_utc().timestamp() - date[1].as_i64().unwrap_or(0);
        let is_ours = |moment: &valla::model::Moment| moment.earliest.0 <= at && at <= moment.latest.0;
        if !of("mail.header.").filter_map(|one| one.moment()).any(is_ours) {
            fault(format!("date {date}"));
        }
    }
    for address in message["addresses"].as_array().unwrap() {
        let address = spaces(address.as_str().unwrap());
        if !of("mail.header.").any(|one| spaces(&one.value_text()).contains(&address)) {
            fault(format!("address {address}"));
        }
    }
    let texts = [&message["subject"]].into_iter().chain(message["programs"].as_array().unwrap());
    for text in texts.filter_map(Json::as_str).filter(|text| !text.contains('\u{fffd}') && !text.trim().is_empty()) {
        if !of("mail.header.").any(|one| spaces(&one.value_text()) == spaces(text)) {
            fault(format!("text {text:?}"));
        }
    }
    for name in message["names"].as_array().unwrap().iter().filter_map(Json::as_str) {
        if !of("mail.attachment.name").any(|one| spaces(&one.value_text()) == spaces(name)) {
            fault(format!("name {name:?}"));
        }
    }
    let hops = of("mail.received.date").count() as u64;
    if message["received"].as_u64() != Some(hops) {
        fault(format!("{hops} hosts, not {}", message["received"]));
    }
}

fn beside_python(paths: &[PathBuf], explained: &[&str]) {
    let Some(said) = python(paths) else {
        println!("skipped: no python3");
        return;
    };
    assert_eq!(said.len(), paths.len());
    let (mut faults, mut messages) = (Vec::new(), 0);
    for one in said {
        let path = one["path"].as_str().unwrap();
        let Some(of_python) = one["messages"].as_array() else { continue };
        let extraction = reading(Path::new(path));
        let is_mailbox = says(&extraction, "mail.mailbox.messages", &extraction.children.len().to_string());
        let ours: Vec<&Extraction> = if is_mailbox {
            extraction.children.iter().map(|child| &child.extraction).collect()
        } else {
            vec![&extraction]
        };
        if ours.len() != of_python.len() {
            faults.push(format!("{path}: {} messages, not {}", ours.len(), of_python.len()));
            continue;
        }
        for (message, ours) in of_python.iter().zip(ours) {
            messages += 1;
            compare(path, message, ours, &mut faults);
        }
    }
    faults.retain(|fault| !explained.iter().any(|known| fault.contains(known)));
    println!("{messages} messages of {} files compared with Python", paths.len());
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn python_says_nothing_of_the_samples_that_valla_does_not() {
    let mut paths = Vec::new();
    files(Path::new("samples/mail"), &mut paths);
    paths.retain(|path| path.extension().is_some_and(|extension| extension != "toml"));
    paths.sort();
    // Python believes no stated length, knows no line that ends with CR alone, and does not guess at bytes that nobody encoded.
    beside_python(
        &paths,
        &["mboxcl2.mbox: 2 messages, not 3", "header-cp1251.eml: text", "carriage-returns.mbox: 3 messages"],
    );
}

#[test]
fn python_says_nothing_of_real_mails_that_valla_does_not() {
    let Some(corpus) = support::corpus() else { return };
    let mut paths = Vec::new();
    files(&corpus, &mut paths);
    paths.retain(|path| {
        path.extension()
            .is_some_and(|extension| ["eml", "mbox", "emlx"].iter().any(|known| extension.eq_ignore_ascii_case(known)))
    });
    paths.retain(|path| valla::readers::recognise(&std::fs::read(path).unwrap()).is_some());
    paths.sort();
    beside_python(&paths, &[]);
}
