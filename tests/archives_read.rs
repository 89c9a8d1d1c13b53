//! Archives of files, compressed files and images of discs: what the key says of the samples, what other tools say of them, and what
//! ends as it must.
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
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::Write;
use std::ops::ControlFlow;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use support::hexadecimal;
use valla::model::{Child, Evidence, Extraction, Role, Status};
use valla::readers::members::{Event, Source, Tree, read_streamed};
use valla::readers::{Budget, ReadOptions, read};

const SAMPLES: &str = "samples/archives";

#[derive(Debug, Deserialize)]
struct Key {
    document: Vec<Truth>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Truth {
    file: String,
    format: String,
    status: Option<String>,
    #[serde(default)]
    warnings: Vec<String>,
    #[serde(default)]
    says: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    member: Vec<Told>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Told {
    name: String,
    size: Option<u64>,
    status: Option<String>,
    #[serde(default)]
    says: BTreeMap<String, String>,
}

fn key() -> Vec<Truth> {
    let text = std::fs::read_to_string(format!("{SAMPLES}/KEY.toml")).unwrap();
    toml::from_str::<Key>(&text).unwrap().document
}

fn sample(name: &str) -> Arc<Vec<u8>> {
    Arc::new(std::fs::read(format!("{SAMPLES}/{name}")).unwrap())
}

fn extraction(name: &str) -> Extraction {
    read(&sample(name), Path::new(name), &ReadOptions::default())
}

fn status(status: Status) -> String {
    serde_json::to_value(status).unwrap().as_str().unwrap().to_owned()
}

/// All members, those inside one another joined, each before its own.
fn flat<'a>(children: &'a [Child], within: &str, found: &mut Vec<(String, &'a Child)>) {
    for child in children {
        let name = if within.is_empty() { child.name.clone() } else { format!("{within} > {}", child.name) };
        found.push((name.clone(), child));
        flat(&child.extraction.children, &name, found);
    }
}

fn values(evidence: &[Evidence], property: &str) -> Vec<String> {
    evidence.iter().filter(|one| one.property == property).map(Evidence::value_text).collect()
}

#[test]
fn what_the_key_says_of_each_archive_is_read() {
    let mut faults = Vec::new();
    for truth in key() {
        let read = extraction(&truth.file);
        let mut fault = |what: String| faults.push(format!("{}: {what}", truth.file));
        if read.format.name != truth.format {
            fault(format!("format {:?}", read.format.name));
        }
        let expected = truth.status.as_deref().unwrap_or("ok");
        if status(read.status) != expected {
            fault(format!("status {:?}, {:?}", read.status, read.warnings));
        }
        let warnings: Vec<&str> = read.warnings.iter().map(|warning| warning.code.as_str()).collect();
        if warnings != truth.warnings {
            fault(format!("warnings {:?}", read.warnings));
        }
        for (property, expected) in &truth.says {
            let found = values(&read.evidence, property);
            if found != *expected {
                fault(format!("{property} {found:?}"));
            }
        }
        let mut members = Vec::new();
        flat(&read.children, "", &mut members);
        let names: Vec<&str> = members.iter().map(|(name, _)| name.as_str()).collect();
        let expected: Vec<&str> = truth.member.iter().map(|member| member.name.as_str()).collect();
        if names != expected {
            fault(format!("members {names:?}"));
            continue;
        }
        for ((name, child), told) in members.iter().zip(&truth.member) {
            if told.size.is_some_and(|size| size != child.size) {
                fault(format!("{name}: size {}", child.size));
            }
            let expected = told.status.as_deref().unwrap_or("ok");
            if status(child.extraction.status) != expected {
                fault(format!("{name}: status {:?} {:?}", child.extraction.status, child.extraction.warnings));
            }
            for (property, expected) in &told.says {
                let found = values(&child.extraction.evidence, property);
                if found != [expected.as_str()] {
                    fault(format!("{name}: {property} {found:?}"));
                }
            }
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn every_value_that_is_told_lies_where_it_says() {
    for truth in key() {
        let bytes = sample(&truth.file);
        let read = extraction(&truth.file);
        let mut members = vec![];
        for child in &read.children {
            members.extend(child.extraction.evidence.iter().filter(|one| one.role == Some(Role::StoredTime)));
        }
        for evidence in read.evidence.iter().chain(members) {
            let Some(place) = evidence.locus.bytes.filter(|place| !place.is_empty()) else { continue };
            let (start, end) = (usize::try_from(place.start).unwrap(), usize::try_from(place.end).unwrap());
            assert!(end <= bytes.len(), "{}: {evidence:?}", truth.file);
            // The times of Rock Ridge have the place of the record that they are in.
            if evidence.role == Some(Role::StoredTime) && end - start > 1 {
                let there = valla::model::evidence::escape_bytes(&bytes[start..end]);
                assert_eq!(there, evidence.raw, "{}: {}", truth.file, evidence.property);
            }
        }
    }
}

/// The members of a file as they are handed on one after another.
fn streamed(source: Source, name: &str, options: &ReadOptions) -> (Extraction, Vec<Child>) {
    let mut tree = Tree::default();
    let mut hand = |event: Event| {
        tree.take(event);
        ControlFlow::Continue(())
    };
    let read = read_streamed(source, Path::new(name), options, &mut hand).unwrap();
    (read, tree.children())
}

#[test]
fn members_that_are_handed_on_are_those_of_a_reading_in_memory() {
    for truth in key() {
        let path = format!("{SAMPLES}/{}", truth.file);
        let whole = extraction(&truth.file);
        let size = std::fs::metadata(&path).unwrap().len();
        let bytes = Source::Bytes(sample(&truth.file));
        for source in [bytes, Source::File(File::open(&path).unwrap(), size)] {
            let (read, children) = streamed(source, &truth.file, &ReadOptions::default());
            let (mut expected, mut found) = (vec![], vec![]);
            flat(&whole.children, "", &mut expected);
            flat(&children, "", &mut found);
            assert_eq!(found.len(), expected.len(), "{}", truth.file);
            for ((name, child), (other, same)) in found.iter().zip(&expected) {
                assert_eq!((name, child.size, &child.sha256), (other, same.size, &same.sha256), "{}", truth.file);
                assert_eq!(child.extraction.evidence, same.extraction.evidence, "{}: {name}", truth.file);
            }
            assert_eq!(read.evidence, whole.evidence, "{}", truth.file);
        }
    }
}

#[test]
fn a_bomb_ends_as_partial() {
    let budget = Budget { expanded_bytes: 8 << 20, stream_bytes: 4 << 20, ..Budget::default() };
    let options = ReadOptions { budget, ..ReadOptions::default() };
    let bytes = sample("bomb.tar.gz");
    let read = read(&bytes, Path::new("bomb.tar.gz"), &options);
    assert_eq!(read.status, Status::Partial, "{read:?}");
    assert!(read.limits.iter().any(|limit| limit.name == "expanded-bytes"), "{:?}", read.limits);
    assert!(read.children.iter().all(|child| child.size <= 9 << 20), "it reads on behind the limit");
    // The limit of a stream costs the member alone.
    let budget = Budget { stream_bytes: 4 << 20, ..Budget::default() };
    let (outer, children) =
        streamed(Source::Bytes(bytes), "bomb.tar.gz", &ReadOptions { budget, ..ReadOptions::default() });
    assert_eq!(outer.status, Status::Ok, "{:?}", outer.limits);
    let mut found = vec![];
    flat(&children, "", &mut found);
    let (name, zeros) = found.last().unwrap();
    assert_eq!(
        (name.as_str(), zeros.size, zeros.extraction.status),
        ("content > zeros.bin", 40 << 20, Status::Partial)
    );
}

/// A header of ustar, by hand.
fn header(name: &str, size: usize, modified: u64) -> [u8; 512] {
    let mut block = [0_u8; 512];
    let mut put = |at: usize, text: &[u8]| block[at..at + text.len()].copy_from_slice(text);
    put(0, name.as_bytes());
    put(100, b"0000644\x00000001750\x00000000144\x00");
    put(124, format!("{size:011o}\0{modified:011o}\0").as_bytes());
    put(148, b"        0");
    put(257, b"ustar\x0000");
    let sum: u32 = block.iter().map(|byte| u32::from(*byte)).sum();
    block[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
    block
}

#[test]
fn a_hundred_thousand_members_are_handed_on_one_after_another() {
    const MEMBERS: usize = 100_000;
    let mut file = std::io::BufWriter::new(tempfile::NamedTempFile::new().unwrap());
    for number in 0..MEMBERS {
        let mut body = [0_u8; 512];
        let text = format!("paper number {number}\n");
        body[..text.len()].copy_from_slice(text.as_bytes());
        file.write_all(&header(&format!("papers/{number:06}.txt"), text.len(), 1_331_803_800)).unwrap();
        file.write_all(&body).unwrap();
    }
    file.write_all(&[0; 1_024]).unwrap();
    let file = file.into_inner().unwrap();
    let size = file.as_file().metadata().unwrap().len();
    let (mut count, mut told) = (0, 0);
    let mut hand = |event: Event| {
        if let Event::Member(child) = event {
            assert_eq!(child.name, format!("papers/{count:06}.txt"));
            told += values(&child.extraction.evidence, "tar.member.modified").len();
            count += 1;
        }
        ControlFlow::Continue(())
    };
    let source = Source::File(File::open(file.path()).unwrap(), size);
    let read = read_streamed(source, Path::new("many.tar"), &ReadOptions::default(), &mut hand).unwrap();
    assert_eq!((count, told), (MEMBERS, MEMBERS));
    assert_eq!(values(&read.evidence, "tar.members"), [MEMBERS.to_string()]);
    assert!(read.children.is_empty() && read.status == Status::Ok, "{read:?}");
}

#[test]
fn cut_and_changed_archives_are_read_without_a_fault_of_valla() {
    let mut state = 7_u32;
    for truth in key().into_iter().filter(|truth| truth.file != "bomb.tar.gz") {
        let bytes = sample(&truth.file);
        let options =
            ReadOptions { budget: Budget { expanded_bytes: 4 << 20, ..Budget::default() }, ..ReadOptions::default() };
        for _ in 0..30 {
            let mut next = || {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                usize::try_from(state >> 8).unwrap()
            };
            let mut changed = bytes.to_vec();
            if next() % 3 == 0 {
                changed.truncate(next() % bytes.len());
            }
            for _ in 0..1 + next() % 4 {
                if let Some(at) = next().checked_rem(changed.len()) {
                    changed[at] = u8::try_from(next() % 256).unwrap();
                }
            }
            let read = read(&Arc::new(changed), Path::new(&truth.file), &options);
            let mut members = vec![];
            flat(&read.children, "", &mut members);
            for (name, child) in members {
                let failed = child.extraction.warnings.iter().any(|warning| warning.code == "reader-failed");
                assert!(!failed, "{}: {name}", truth.file);
            }
        }
    }
}

/// What a program prints; none where it is not installed.
fn printed(program: &str, arguments: &[&str]) -> Option<String> {
    match Command::new(program).args(arguments).env("TZ", "UTC").output() {
        Ok(output) => Some(String::from_utf8_lossy(&output.stdout).into_owned()),
        Err(_) => {
            println!("skipped: {program} is not installed");
            None
        }
    }
}

/// Names and sizes of the outermost members.
fn listed(name: &str) -> Vec<String> {
    extraction(name).children.iter().map(|child| format!("{} {}", child.size, child.name)).collect()
}

#[test]
fn pythons_tarfile_lists_the_same_names_sizes_times_and_owners() {
    const SCRIPT: &str = "import sys, tarfile, datetime
for one in tarfile.open(sys.argv[1]):
    if not one.isdir():
        at = datetime.datetime.fromtimestamp(int(one.mtime), datetime.timezone.utc)
        user, group = ((f'{name} ({number})' if name else str(number)) for name, number in ((one.uname, one.uid), (one.gname, one.gid)))
        print(one.name, 0 if one.issym() or one.islnk() else one.size, at.strftime('%Y-%m-%d %H:%M:%S UTC'), f'owner {user}, group {group}', sep='|')";
    for name in ["ustar.tar", "gnu-long-names.tar", "pax.tar", "seventh.tar", "names-that-lead-out.tar"] {
        let path = format!("{SAMPLES}/{name}");
        let Some(printed) = printed("python3", &["-c", SCRIPT, &path]) else { return };
        let read = extraction(name);
        let ours: Vec<String> = read
            .children
            .iter()
            .map(|child| {
                let of = |property| values(&child.extraction.evidence, property).join(", ");
                format!("{}|{}|{}|{}", child.name, child.size, of("tar.member.modified"), of("tar.member.owner"))
            })
            .collect();
        assert_eq!(ours, printed.lines().collect::<Vec<_>>(), "{name}");
    }
}

#[test]
fn bsdtar_lists_the_same_names_of_tars_and_discs() {
    // Where a header is damaged it goes on; what is behind the end it does not show.
    for name in
        ["ustar.tar", "gnu-long-names.tar", "pax.tar", "seventh.tar", "sparse.tar", "damaged-checksum.tar", "disc.iso"]
    {
        let path = format!("{SAMPLES}/{name}");
        let Some(printed) = printed("bsdtar", &["-tf", &path]) else { return };
        let mut theirs: Vec<&str> = printed.lines().filter(|line| !line.ends_with('/')).collect();
        theirs.retain(|line| !matches!(*line, "." | "Papers"));
        let ours: Vec<String> = extraction(name).children.iter().map(|child| child.name.clone()).collect();
        assert_eq!(ours, theirs, "{name}");
    }
}

#[test]
fn isoinfo_and_cabextract_list_the_same() {
    if let Some(printed) = printed("isoinfo", &["-f", "-R", "-i", &format!("{SAMPLES}/disc.iso")]) {
        let theirs: Vec<&str> =
            printed.lines().map(|line| line.trim_start_matches('/')).filter(|line| *line != "Papers").collect();
        let ours: Vec<String> = extraction("disc.iso").children.iter().map(|child| child.name.clone()).collect();
        assert_eq!(ours, theirs);
    }
    for name in ["stored.cab", "mszip.cab", "lzx.cab"] {
        let Some(printed) = printed("cabextract", &["-l", &format!("{SAMPLES}/{name}")]) else { return };
        let row = |line: &str| {
            let mut parts = line.splitn(3, '|');
            let (size, when, name) =
                (parts.next()?.trim().to_owned(), parts.next()?.trim().to_owned(), parts.next()?.trim().to_owned());
            size.parse::<u64>().ok()?;
            let (date, clock) = when.split_once(' ')?;
            let date: Vec<&str> = date.split('.').collect();
            Some(format!("{size} {} {}-{}-{} {clock}", name.replace('/', "\\"), date[2], date[1], date[0]))
        };
        let theirs: Vec<String> = printed.lines().filter_map(row).collect();
        let ours: Vec<String> = extraction(name)
            .children
            .iter()
            .map(|child| {
                let when = values(&child.extraction.evidence, "cab.member.modified").join(", ");
                format!("{} {} {when}", child.size, child.name)
            })
            .collect();
        assert_eq!(ours, theirs, "{name}");
    }
}

#[test]
fn what_other_programs_compress_comes_out_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let plain = folder.path().join("plain.txt");
    let text: String = (0..60_000).map(|number| format!("line {} of many\n", number * 7_919 % 10_007)).collect();
    std::fs::write(&plain, &text).unwrap();
    let expected = hexadecimal(&Sha256::digest(text.as_bytes()));
    for (program, arguments) in [
        ("gzip", ["-9", "-c"]),
        ("bzip2", ["-1", "-c"]),
        ("xz", ["-6", "-c"]),
        ("xz", ["--check=sha256", "-c"]),
        ("xz", ["--x86", "-c"]),
        ("zstd", ["-19", "-c"]),
        ("zstd", ["-1", "-c"]),
    ] {
        let mut command = Command::new(program);
        if arguments[0] == "--x86" {
            command.args(["--x86", "--lzma2", "-c"]);
        } else {
            command.args(arguments);
        }
        let Ok(output) = command.arg(&plain).output() else {
            println!("skipped: {program} is not installed");
            continue;
        };
        assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
        let read = read(&Arc::new(output.stdout), Path::new("plain"), &ReadOptions::default());
        let child = read.children.first().unwrap_or_else(|| panic!("{program} {arguments:?}: {read:?}"));
        assert_eq!(child.sha256, expected, "{program} {arguments:?}");
        if program == "gzip" {
            assert_eq!(child.name, "plain.txt");
            assert_eq!(values(&read.evidence, "gzip.level"), ["best compression"]);
        }
    }
}

#[test]
fn names_and_sizes_are_not_taken_for_paths() {
    let before: Vec<_> =
        std::fs::read_dir("/etc/cron.d").map(|rows| rows.flatten().map(|row| row.path()).collect()).unwrap_or_default();
    assert_eq!(listed("names-that-lead-out.tar"), ["31 /etc/cron.d/job", "31 ../../home/user/.bashrc"]);
    let after: Vec<_> =
        std::fs::read_dir("/etc/cron.d").map(|rows| rows.flatten().map(|row| row.path()).collect()).unwrap_or_default();
    assert_eq!(before, after);
}
