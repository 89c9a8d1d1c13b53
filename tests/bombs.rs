//! Small files that are made to cost: each ends by a limit that is counted, none hides what it says of itself, and the memory of a run
//! stays within its bound whatever it examines.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops at the first fault and says what it skips"
)]

mod support;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use std::fmt::Write as _;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;
use support::examined;
use valla::Exhibit;
use valla::model::{Role, Status};

const VALLA: &str = env!("CARGO_BIN_EXE_valla");

/// A PDF of these objects, of which the first is the catalog and the last the document information.
fn pdf(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = b"%PDF-1.5\n".to_vec();
    let mut places = Vec::new();
    for (number, object) in (1..).zip(objects) {
        places.push(bytes.len());
        writeln!(bytes, "{number} 0 obj").unwrap();
        bytes.extend_from_slice(object);
        bytes.extend_from_slice(b"\nendobj\n");
    }
    let (table, count) = (bytes.len(), objects.len());
    write!(bytes, "xref\n0 {}\n0000000000 65535 f \n", count + 1).unwrap();
    for place in places {
        writeln!(bytes, "{place:010} 00000 n ").unwrap();
    }
    write!(bytes, "trailer\n<</Root 1 0 R/Info {count} 0 R/Size {}>>\nstartxref\n{table}\n%%EOF\n", count + 1).unwrap();
    bytes
}

fn text(object: &str) -> Vec<u8> {
    object.as_bytes().to_vec()
}

fn packed(keys: &str, content: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content).unwrap();
    let data = encoder.finish().unwrap();
    let mut object = format!("<</Filter/FlateDecode/Length {}{keys}>>stream\n", data.len()).into_bytes();
    object.extend_from_slice(&data);
    object.extend_from_slice(b"\nendstream");
    object
}

const INFO: &str = "<</CreationDate(D:20130514091733Z)/Producer(Distiller)>>";
const PAGES: &str = "<</Type/Pages/Kids[3 0 R]/Count 1>>";

/// Forms that each call the next one twice, to a depth at which nobody lives to see the end.
fn forms() -> Vec<u8> {
    let mut objects = vec![
        text("<</Type/Catalog/Pages 2 0 R>>"),
        text(PAGES),
        text("<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</XObject<</A 5 0 R>>>>>>"),
        text("<</Length 5>>stream\n/A Do\nendstream"),
    ];
    for next in 6..46 {
        let keys =
            format!("/Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources<</XObject<</A {next} 0 R>>>>/Length 11");
        objects.push(text(&format!("<<{keys}>>stream\n/A Do /A Do\nendstream")));
    }
    objects.push(text("<</Type/XObject/Subtype/Form/BBox[0 0 600 800]/Length 3>>stream\nq Q\nendstream"));
    objects.push(text(INFO));
    pdf(&objects)
}

/// A code that stands for a text of 30,000 characters, shown 200,000 times.
fn characters() -> Vec<u8> {
    let map = format!(
        "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <ff> endcodespacerange \
         1 beginbfchar <41> <{}> endbfchar endcmap",
        "0041".repeat(30_000)
    );
    pdf(&[
        text("<</Type/Catalog/Pages 2 0 R>>"),
        text(PAGES),
        text("<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>"),
        packed("", format!("BT /F 9 Tf 10 10 Td {} ET", "(AAAAAAAAAA) Tj\n".repeat(20_000)).as_bytes()),
        text("<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R>>"),
        packed("", map.as_bytes()),
        text(INFO),
    ])
}

/// Document information of 60,000 values, the date after them all.
fn information(seed: usize) -> Vec<u8> {
    let mut info = String::from("<<");
    for key in 0..60_000 {
        write!(info, "/K{seed}x{key}({})", "x".repeat(120)).unwrap();
    }
    info.push_str("/CreationDate(D:20130514091733Z)/Producer(Distiller)>>");
    pdf(&[text("<</Type/Catalog/Pages 2 0 R>>"), text("<</Type/Pages/Kids[]/Count 0>>"), text(&info)])
}

/// A summary of 2,000 values that are all one text of 64,000 bytes, the date after them.
fn summary(seed: u8) -> Vec<u8> {
    const COUNT: u32 = 2_000;
    let mut set = Vec::new();
    let body = 8 + (COUNT + 2) * 8;
    let text = vec![b'a' + seed % 26; 64_000];
    set.extend_from_slice(&0_u32.to_le_bytes());
    set.extend_from_slice(&(COUNT + 2).to_le_bytes());
    for id in 0..COUNT {
        set.extend_from_slice(&(100 + id).to_le_bytes());
        set.extend_from_slice(&body.to_le_bytes());
    }
    let behind = body + 8 + 64_000;
    for (id, at) in [(12_u32, behind), (18, behind + 12)] {
        set.extend_from_slice(&id.to_le_bytes());
        set.extend_from_slice(&at.to_le_bytes());
    }
    set.extend_from_slice(&0x1e_u32.to_le_bytes());
    set.extend_from_slice(&64_000_u32.to_le_bytes());
    set.extend_from_slice(&text);
    set.extend_from_slice(&0x40_u32.to_le_bytes());
    // 14 May 2013, in intervals of 100 nanoseconds since 1601.
    set.extend_from_slice(&130_130_158_530_000_000_u64.to_le_bytes());
    set.extend_from_slice(&0x1e_u32.to_le_bytes());
    set.extend_from_slice(&20_u32.to_le_bytes());
    set.extend_from_slice(b"Microsoft Word 9.0\0\0");
    let mut stream = vec![0xfe, 0xff, 0, 0, 5, 1, 2, 0];
    stream.extend_from_slice(&[0; 16]);
    stream.extend_from_slice(&1_u32.to_le_bytes());
    stream.extend_from_slice(&[
        0xe0, 0x85, 0x9f, 0xf2, 0xf9, 0x4f, 0x68, 0x10, 0xab, 0x91, 0x08, 0x00, 0x2b, 0x27, 0xb3, 0xd9,
    ]);
    stream.extend_from_slice(&48_u32.to_le_bytes());
    stream.extend_from_slice(&set);
    let mut file = cfb::CompoundFile::create(std::io::Cursor::new(Vec::new())).unwrap();
    file.create_stream("/WordDocument").unwrap().write_all(&[0; 4_096]).unwrap();
    file.create_stream("/\u{5}SummaryInformation").unwrap().write_all(&stream).unwrap();
    file.into_inner().into_inner()
}

fn read(folder: &Path, name: &str, bytes: &[u8]) -> Exhibit {
    let path = folder.join(name);
    fs::write(&path, bytes).unwrap();
    examined(&[path.to_str().unwrap()], |_| {}).exhibits.remove(0)
}

#[test]
fn a_bomb_ends_by_a_limit_and_its_dates_are_read_all_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let bombs = [
        ("forms.pdf", forms(), "drawing"),
        ("characters.pdf", characters(), "drawing"),
        ("information.pdf", information(0), "evidence"),
        ("summary.doc", summary(0), "evidence-bytes"),
    ];
    for (name, bytes, limit) in bombs {
        let exhibit = read(folder.path(), name, &bytes);
        let read = &exhibit.extraction;
        let limits: Vec<&str> = read.limits.iter().map(|limit| limit.name.as_str()).collect();
        assert_eq!(read.status, Status::Partial, "{name}: {:?}", read.warnings);
        assert!(limits.contains(&limit), "{name}: {limits:?}");
        let created = read.evidence.iter().find(|evidence| evidence.role == Some(Role::Created)).unwrap();
        assert_eq!(created.moment().unwrap().earliest.to_string().get(..10), Some("2013-05-14"), "{name}");
        assert!(read.evidence.iter().any(|evidence| evidence.role == Some(Role::Producer)), "{name}");
        assert!(read.evidence.len() <= 23_000, "{name}: {}", read.evidence.len());
    }
}

/// The most memory that a process had at any time, in MiB, as the system counts it.
fn peak(process: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().strip_suffix(" kB")?.trim().parse::<u64>().ok()? >> 10)
}

/// What the manual promises of the process that runs, with two jobs.
const MEMORY: u64 = 300;

#[test]
fn a_run_needs_no_more_memory_than_it_says_whatever_it_examines() {
    if peak(std::process::id()).is_none() {
        println!("skipped: this system does not tell the memory of a process");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let bombs = folder.path().join("bombs");
    fs::create_dir(&bombs).unwrap();
    for seed in 0..20_u8 {
        fs::write(bombs.join(format!("{seed}.doc")), summary(seed)).unwrap();
        fs::write(bombs.join(format!("{seed}.pdf")), information(usize::from(seed))).unwrap();
        let mut large = fs::read("samples/leak/01-prikaz.pdf").unwrap();
        large.resize((30 << 20) + usize::from(seed), b' ');
        fs::write(bombs.join(format!("{seed}-large.pdf")), large).unwrap();
    }
    let out = |name: &str| -> PathBuf { folder.path().join(name) };
    for (format, more) in [("jsonl", "--output"), ("terminal", "--output"), ("sarif", "--output"), ("html", "--output")]
        .into_iter()
        .chain([("json", "--case")])
    {
        let mut child = Command::new(VALLA)
            .arg(&bombs)
            .args(["--jobs", "2", "--format", format, more])
            .arg(out(&format!("{format}{more}")))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut most = 0;
        while child.try_wait().unwrap().is_none() {
            most = most.max(peak(child.id()).unwrap_or(0));
            std::thread::sleep(Duration::from_millis(5));
        }
        println!("{format} {more}: {most} MiB");
        assert!(most > 0 && most <= MEMORY, "{format} {more}: {most} MiB");
    }
}
