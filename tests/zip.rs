//! Our own reading of ZIP directories next to the crate `zip`: the same members, with the same sizes, methods, times, sums and bytes.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops at the first fault and says what it skips"
)]

mod support;

use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};
use support::{corpus, files};
use valla::formats::zip::directory::{Archive, extra_fields};
use valla::readers::members::{Source, Tree, read_streamed};
use valla::readers::{Budget, Purse, ReadOptions};
use zip::{CompressionMethod, ZipArchive};

/// The extra field with a member's name in UTF-8.
const UNICODE_PATH: u16 = 0x7075;

/// What a directory says of a member.
#[derive(Debug, PartialEq, Eq)]
struct Listed {
    size: u64,
    compressed: u64,
    crc: u32,
    method: Option<u16>,
    /// Date and time of MS-DOS; none where they are no date.
    modified: Option<(u16, u16)>,
    encrypted: bool,
}

/// The methods that the oracle names by the number of the specification (4.4.5).
fn number(method: CompressionMethod) -> Option<u16> {
    match method {
        CompressionMethod::Stored => Some(0),
        CompressionMethod::Deflated => Some(8),
        _ => None,
    }
}

/// Members by the bytes of their names, as the crate lists them; none where it refuses the file or a member.
fn by_the_oracle(bytes: &[u8]) -> Option<BTreeMap<Vec<u8>, Listed>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut members = BTreeMap::new();
    for index in 0..archive.len() {
        let member = archive.by_index_raw(index).ok()?;
        let listed = Listed {
            size: member.size(),
            compressed: member.compressed_size(),
            crc: member.crc32(),
            method: number(member.compression()),
            modified: member.last_modified().map(|time| (time.datepart(), time.timepart())),
            encrypted: member.encrypted(),
        };
        members.insert(member.name_raw().to_vec(), listed);
    }
    Some(members)
}

/// Whether an extra field (4.6.9) names a member otherwise than its header: the oracle follows the field, we the header, as programs
/// that open such packages do.
fn is_renamed(archive: &Archive<'_>) -> bool {
    archive.members.iter().any(|member| {
        let name = archive.slice(&member.central.name);
        let mut fields = extra_fields(archive.bytes, &member.central.extra);
        fields.any(|(id, data)| id == UNICODE_PATH && name.is_ascii() && !archive.slice(&data).ends_with(name))
    })
}

/// The same by our own reader. Of two members of one name the later one counts, as it does for the oracle.
fn by_us(archive: &Archive<'_>) -> BTreeMap<Vec<u8>, Listed> {
    let listed = archive.members.iter().map(|member| {
        let header = &member.central;
        let modified = zip::DateTime::try_from_msdos(header.date, header.time);
        let listed = Listed {
            size: header.size,
            compressed: header.compressed,
            crc: header.crc,
            method: Some(header.method).filter(|method| [0, 8].contains(method)),
            modified: modified.ok().map(|time| (time.datepart(), time.timepart())),
            encrypted: member.is_encrypted(),
        };
        (archive.slice(&header.name).to_vec(), listed)
    });
    listed.collect()
}

/// How many members hold the same bytes in both; those that the oracle cannot decode are left out.
fn same_bytes(path: &Path, bytes: &[u8], archive: &Archive<'_>) -> usize {
    let mut oracle = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut same = 0;
    for index in 0..oracle.len() {
        let Ok(mut member) = oracle.by_index(index) else { continue };
        let mut expected = Vec::new();
        if member.read_to_end(&mut expected).is_err() {
            continue;
        }
        let wanted = member.name_raw().to_vec();
        let ours = archive.members.iter().rev().find(|ours| archive.slice(&ours.central.name) == wanted).unwrap();
        let purse = Purse::new(Budget { ratio: u64::MAX, ..Budget::default() }, bytes.len());
        let content =
            archive.content(ours, &purse).unwrap_or_else(|why| panic!("{}: {}: {why}", path.display(), ours.name));
        assert!(content == expected, "{}: {}: other bytes", path.display(), ours.name);
        same += 1;
    }
    same
}

/// How many archives and members of a folder were compared.
fn agree(folder: &Path) -> (usize, usize) {
    let (mut archives, mut members) = (0, 0);
    let mut paths: Vec<PathBuf> = Vec::new();
    files(folder, &mut paths);
    paths.sort();
    for path in paths {
        let bytes = std::fs::read(&path).unwrap();
        if !bytes.starts_with(b"PK") {
            continue;
        }
        let Some(expected) = by_the_oracle(&bytes) else { continue };
        let archive = Archive::open(&bytes, usize::MAX).unwrap_or_else(|why| panic!("{}: {why}", path.display()));
        if is_renamed(&archive) {
            continue;
        }
        assert_eq!(by_us(&archive), expected, "{}", path.display());
        members += same_bytes(&path, &bytes, &archive);
        archives += 1;
    }
    (archives, members)
}

#[test]
fn members_of_the_samples_are_those_of_the_oracle() {
    let (archives, members) = agree(Path::new("samples"));
    println!("{archives} archives, {members} members, all alike");
    assert!(archives >= 100 && members >= 800, "only {archives} archives with {members} members among the samples");
}

#[test]
fn members_of_the_corpus_are_those_of_the_oracle() {
    let Some(corpus) = corpus() else { return };
    let (archives, members) = agree(&corpus);
    println!("{archives} archives, {members} members, all alike");
    assert!(archives >= 100);
}

/// An archive that is too large to be held says of each member what it says where it is held.
#[test]
fn an_archive_on_disk_is_read_as_one_in_memory() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("archive.zip");
    let mut writer = zip::ZipWriter::new(std::fs::File::create(&path).unwrap());
    let options = zip::write::SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, sample) in [
        ("order.pdf", "samples/leak/01-prikaz.pdf"),
        ("box.mbox", "samples/mail/three.mbox"),
        ("plain.eml", "samples/mail/plain.eml"),
    ] {
        let Ok(bytes) = std::fs::read(sample) else { continue };
        writer.start_file(name, options).unwrap();
        std::io::Write::write_all(&mut writer, &bytes).unwrap();
    }
    // More than is read of the end at once.
    let noise: Vec<u8> = (0..300_000_u32).map(|at| (at.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    writer.start_file("noise.bin", options).unwrap();
    std::io::Write::write_all(&mut writer, &noise).unwrap();
    writer.finish().unwrap();
    let read = |source| {
        let mut tree = Tree::default();
        let mut hand = |event| {
            tree.take(event);
            std::ops::ControlFlow::Continue(())
        };
        let whole = read_streamed(source, &path, &ReadOptions::default(), &mut hand).unwrap();
        (whole, tree.children())
    };
    let bytes = std::fs::read(&path).unwrap();
    let length = bytes.len() as u64;
    let (held, members) = read(Source::Bytes(std::sync::Arc::new(bytes)));
    let (on_disk, members_on_disk) = read(Source::File(std::fs::File::open(&path).unwrap(), length));
    assert!(length > 200_000 && members.len() >= 2, "{members:?}");
    assert_eq!(held.evidence, on_disk.evidence);
    assert_eq!(members, members_on_disk);
}
