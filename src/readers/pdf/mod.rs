//! PDF: ISO 32000-1:2008, ISO 32000-2:2020 and the Adobe references before them.
//!
//! Every value is handed over with the bytes as they are, their range in the file, and the revision that brought
//! them in. Our own revision walk ([`revisions`]) reads the structure; hayro gives a second opinion on every file, lopdf
//! where the chain is broken or hayro fails.
//!
//! # Incomplete support
//! Of encrypted files those are read that the standard security handler opens with the empty password or with one that is given; the
//! ranges are those of the encrypted bytes.

pub mod active_content;
pub mod attachments;
pub mod changes;
pub mod comparison;
pub mod covers;
pub mod duplicate_keys;
pub mod encryption;
pub mod features;
pub mod fields;
pub mod font_lies;
pub mod form_changes;
pub mod info;
pub mod layers;
pub mod leftovers;
pub mod likeness;
pub mod pages;
pub mod parts;
pub mod properties;
pub mod redactions;
pub mod second_opinion;
pub mod signatures;
pub mod stored_letters;
pub mod story;
pub mod traces;
pub mod unreferenced;
pub mod unseen;
pub mod words;

use crate::formats::budget::Purse;
use crate::formats::pdf::catalog::latest_pointer;
use crate::formats::pdf::encryption::Access;
use crate::formats::pdf::history::{Walk, Walked};
use crate::formats::pdf::objects::{Found, Objects, Place};
use crate::formats::pdf::page::text;
use crate::formats::pdf::syntax::{Id, Object};
use crate::formats::pdf::xref::Entry;
use crate::formats::pdf::{revisions, stream};
use crate::model::format::PDF;
use crate::model::{ByteRange, Extraction, Format, Locus, Reading, Value};
use crate::readers::xmp::{self, Owner};
use crate::readers::{Content, Intake, ReadOptions, Reader};
use memchr::memmem;
use properties::{DESCRIPTION_REMOVED, EXIFTOOL_UPDATE, ORPHAN_REVISION, PAGES, TRAILING, TRAILING_OBJECTS};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The reader.
#[derive(Debug, Clone, Copy)]
pub struct Pdf;

impl Reader for Pdf {
    fn name(&self) -> &'static str {
        "PDF"
    }

    fn specification(&self) -> &'static str {
        "ISO 32000-2:2020, ISO 32000-1:2008, Adobe PDF Reference 1.0 to 1.7"
    }

    fn recognise(&self, content: &Content<'_>) -> Option<Format> {
        recognise(content.bytes)
    }

    /// A head further in is that of a PDF that is in an archive or a package, or words of a comment; in a picture or a
    /// text it is the file's own only where its end leads back to a table of objects.
    fn leads(&self, content: &Content<'_>) -> bool {
        // Their last member may be a PDF that is stored as it is.
        let container = [b"PK\x03\x04".as_slice(), b"\xd0\xcf\x11\xe0", b"\x78\x9f\x3e\x22", b"!BDN"]
            .iter()
            .any(|mark| content.bytes.starts_with(mark));
        content.bytes.starts_with(b"%PDF-") || !container && (content.key().is_none() || ends_at_a_table(content.bytes))
    }

    fn read(&self, bytes: &Arc<Vec<u8>>, format: Format, options: &ReadOptions, purse: &Purse) -> Extraction {
        let mut intake = Intake::new(format, purse);
        let walk = revisions::walk(bytes, purse);
        report_structure(bytes, &walk, &mut intake);
        features::header(bytes, walk.header, &mut intake);
        let mut objects = Objects::new(bytes, &walk, purse);
        objects.access = encryption::open(&mut objects, &options.passwords, &mut intake);
        let mut document = None;
        if !matches!(objects.access, Access::Closed) {
            read_values(&mut objects, &mut intake, options);
        }
        // Libraries decode without a bound: what unfolds beyond the limits is not theirs to read.
        let refused = if options.reduced { None } else { text::refused(&mut objects) };
        let asks_others = refused.is_none() && !options.reduced && !purse.is_empty();
        let lazy =
            if asks_others { second_opinion::hayro(bytes, &options.passwords) } else { second_opinion::Lazy::NotAsked };
        if !matches!(objects.access, Access::Closed) {
            let doubtful =
                !walk.broken.is_empty() || !matches!(lazy, second_opinion::Lazy::Opened { pages, .. } if pages > 0);
            if doubtful && asks_others {
                match second_opinion::lopdf(bytes, options) {
                    Ok(loaded) => document = Some(loaded),
                    Err(why) => intake.warn("lopdf-cannot-open", format!("lopdf cannot open the file: {why}"), None),
                }
            }
            if let Some(document) = &document {
                second_opinion::compare_trailer(&objects, document, &mut intake);
            }
        }
        second_opinion::compare_info(&lazy, &mut intake);
        features::identifiers(&objects, &mut intake);
        let pages = second_opinion::compare_pages(&mut objects, &lazy, document.as_ref(), &mut intake);
        if let Some(pages) = pages {
            pages_evidence(&objects, pages, &mut intake);
        }
        let mut revisions = changes::revisions(&mut objects);
        likeness::beginnings(bytes, &mut revisions);
        likeness::layout(&walk, &mut intake);
        if !matches!(objects.access, Access::Closed) && purse.budget.pages > 0 {
            match refused {
                Some(why) => {
                    intake.partial();
                    intake.warn("page-text", format!("valla did not read the pages' words: {why}"), None);
                }
                None => pages::page_text(bytes, &mut objects, &mut revisions, options, &mut intake),
            }
            unreferenced::hand_over(&mut objects, &mut intake);
        }
        intake.revisions(revisions);
        if !objects.undecrypted().is_empty() {
            let ids: Vec<String> = objects.undecrypted().iter().take(10).map(ToString::to_string).collect();
            intake.partial();
            intake.warn(
                "not-decryptable",
                format!("the file's key does not decrypt {} objects: {}", objects.undecrypted().len(), ids.join(", ")),
                None,
            );
        }
        intake.limits_of(purse);
        if walk.revisions.iter().all(|revision| revision.owned.is_empty()) && pages.unwrap_or(0) == 0 {
            intake.error("nothing-readable", "the file starts like a PDF, but no object in it can be read");
        }
        intake.finish()
    }
}

/// Whether the last `startxref` of the bytes leads to a cross-reference table or stream, counted from the first byte or
/// from the head.
fn ends_at_a_table(bytes: &[u8]) -> bool {
    let Some(end) = memmem::rfind(bytes, b"startxref") else { return false };
    let digits: String = bytes
        .iter()
        .skip(end + 9)
        .skip_while(|byte| byte.is_ascii_whitespace())
        .take_while(|byte| byte.is_ascii_digit())
        .map(|&byte| char::from(byte))
        .collect();
    let Ok(offset) = digits.parse::<usize>() else { return false };
    let head = memmem::find(bytes, b"%PDF-").unwrap_or(0);
    [offset, offset.saturating_add(head)].iter().any(|&at| {
        let there = bytes.get(at..).unwrap_or_default().trim_ascii_start();
        there.starts_with(b"xref")
            || there.first().is_some_and(u8::is_ascii_digit) && {
                memmem::find(there.get(..64.min(there.len())).unwrap_or_default(), b" obj").is_some()
            }
    })
}

/// What the bytes are, when they are of this format.
#[must_use]
pub fn recognise(bytes: &[u8]) -> Option<Format> {
    let head = bytes.get(..1024.min(bytes.len()))?;
    // The words "%PDF-" alone are not enough: texts about PDF have them too.
    let has_objects = || memmem::find(bytes, b" obj").is_some();
    let at = memmem::find_iter(head, b"%PDF-")
        .find(|at| *at == 0 || head.get(at + 5).is_some_and(u8::is_ascii_digit) && has_objects());
    let (version, basis) = match at {
        Some(at) => {
            let text = head.get(at + 5..)?;
            let length = text.iter().take_while(|byte| byte.is_ascii_digit() || **byte == b'.').count();
            let version = String::from_utf8_lossy(text.get(..length)?).into_owned();
            (version, format!("%PDF- at byte {at}"))
        }
        None => {
            // Some real files lost their head; their tail still says what they are.
            let tail = bytes.get(bytes.len().saturating_sub(2048)..)?;
            let found = memmem::find(tail, b"startxref").is_some() && has_objects();
            found.then(|| (String::new(), "no %PDF- header; objects and startxref found".to_owned()))?
        }
    };
    Some(Format {
        name: PDF.to_owned(),
        puid: puid(&version).to_owned(),
        version,
        mime: "application/pdf".to_owned(),
        basis,
    })
}

/// Versions, and the identifier in PRONOM of each (PRONOM signature file V125).
const VERSIONS: [(&str, &str); 9] = [
    ("1.0", "fmt/14"),
    ("1.1", "fmt/15"),
    ("1.2", "fmt/16"),
    ("1.3", "fmt/17"),
    ("1.4", "fmt/18"),
    ("1.5", "fmt/19"),
    ("1.6", "fmt/20"),
    ("1.7", "fmt/276"),
    ("2.0", "fmt/1129"),
];

fn puid(version: &str) -> &'static str {
    VERSIONS.iter().find(|(known, _)| *known == version).map_or("", |(_, puid)| puid)
}

/// The formats that a PDF can be.
pub fn formats() -> impl Iterator<Item = Format> {
    VERSIONS.iter().map(|(version, puid)| Format {
        name: PDF.to_owned(),
        version: (*version).to_owned(),
        puid: (*puid).to_owned(),
        mime: "application/pdf".to_owned(),
        basis: String::new(),
    })
}

fn report_structure(bytes: &[u8], walk: &Walk, intake: &mut Intake) {
    for why in &walk.broken {
        intake.warn("chain-broken", why.clone(), None);
    }
    for orphan in &walk.orphans {
        let raw = bytes.get(orphan.position..orphan.end).unwrap_or_default();
        let locus = Locus {
            bytes: Some(ByteRange::new(orphan.position, orphan.end)),
            path: "startxref".to_owned(),
            ..Locus::default()
        };
        let value = format!("the chain does not reach the section at offset {}", orphan.names);
        intake.evidence(&ORPHAN_REVISION, raw, Reading::Present(Value::Text(value)), locus);
    }
    if walk.trailing > 2 && !walk.rebuilt {
        let start = bytes.len() - walk.trailing;
        let locus = Locus {
            bytes: Some(ByteRange::new(start, bytes.len())),
            path: "behind the last %%EOF".to_owned(),
            ..Locus::default()
        };
        let objects = memmem::find_iter(bytes.get(start..).unwrap_or_default(), b" obj").count();
        if let Some(missing) = missing_behind(bytes, start) {
            let message = format!(
                "a signature behind the last save ends {missing} bytes behind the end of the file: the file is cut, and the \
                 signature cannot be checked"
            );
            intake.warn("signature-cut", message, Some(locus.clone()));
        }
        if objects > 0 {
            let value = Reading::Present(Value::Number(i64::try_from(objects).unwrap_or(i64::MAX)));
            intake.evidence(&TRAILING_OBJECTS, b"", value, locus.clone());
        }
        let raw = bytes.get(start..(start + 64).min(bytes.len())).unwrap_or_default();
        intake.evidence(
            &TRAILING,
            raw,
            Reading::Present(Value::Number(i64::try_from(walk.trailing).unwrap_or(i64::MAX))),
            locus,
        );
    }
}

/// How many bytes of a signature that is after the last save are missing: its range ends after the end of the file.
fn missing_behind(bytes: &[u8], start: usize) -> Option<usize> {
    const NAME: &[u8] = b"/ByteRange";
    let trailing = bytes.get(start..)?;
    let list = trailing.get(memmem::find(trailing, NAME)? + NAME.len()..)?;
    let list = list.get(..list.iter().position(|byte| *byte == b']')?)?;
    let numbers: Vec<usize> = String::from_utf8_lossy(list)
        .trim_start_matches(|one: char| one.is_whitespace() || one == '[')
        .split_whitespace()
        .filter_map(|number| number.parse().ok())
        .collect();
    let end = numbers.chunks_exact(2).map(|pair| pair[0].saturating_add(pair[1])).max()?;
    end.checked_sub(bytes.len()).filter(|missing| *missing > 0)
}

fn pages_evidence(objects: &Objects<'_>, pages: usize, intake: &mut Intake) {
    let last = u32::try_from(objects.walk.revisions.len()).ok().filter(|&last| last > 0);
    let locus = Locus { revision: last, path: "Catalog/Pages".to_owned(), ..Locus::default() };
    intake.evidence(&PAGES, b"", Reading::Present(Value::Number(i64::try_from(pages).unwrap_or(i64::MAX))), locus);
}

/// Reads what each revision brought in.
fn read_values(objects: &mut Objects<'_>, intake: &mut Intake, options: &ReadOptions) {
    let mut features = features::Features::default();
    let mut used_packets: Vec<std::ops::Range<usize>> = Vec::new();
    let mut read_infos = BTreeSet::new();
    let revisions = u32::try_from(objects.walk.revisions.len()).unwrap_or(u32::MAX);
    let mut looked_at = 0_u64;
    let mut files = attachments::Attachments::default();
    let mut active = active_content::ActiveContent::default();
    let mut signed = signatures::Signatures::default();
    let mut known = Described::default();
    for revision in 1..=revisions {
        let walk = objects.walk;
        let Some(walked) = walk.revisions.get(revision as usize - 1) else { break };
        if let Some(info) = latest_pointer(objects, revision, b"Info")
            && let Some(entry) = walk.entry(info.number, revision)
            && read_infos.insert((info.number, entry_key(entry)))
        {
            match objects.get(info.number, revision) {
                Some(found) => info::hand_over(objects, &found, revision, intake),
                None => intake.warn("info-missing", format!("the trailer of revision {revision} names object {info} as document information, but that object cannot be read"), None),
            }
        }
        direct_info(objects, walked, revision, intake);
        exiftool_update(objects, walked, revision, intake);
        let described = Described::at(objects, revision);
        described.told(&known, revision, intake);
        known = described;
        features.structure(objects, revision, intake);
        features.catalog(objects, revision, intake);
        let document_packet = document_packet(objects, revision);
        for &number in &walked.owned {
            looked_at += 1;
            let purse = objects.purse;
            if looked_at > purse.budget.objects {
                purse.reach("objects", purse.budget.objects);
                break;
            }
            let Some(found) = objects.get(number, revision) else { continue };
            traces::hand_over(objects, &found, revision, intake);
            let Some(dictionary) = found.dictionary() else { continue };
            features.object(&found, dictionary, revision, intake);
            files.note(objects, &found, dictionary, revision, intake);
            signed.note(&found, dictionary, revision);
            active.note(&found, revision);
            duplicate_keys::hand_over(objects, &found, revision, intake);
            parts::hand_over(objects, &found, revision, intake);
            if dictionary.is(b"Type", b"Metadata")
                || dictionary.is(b"Subtype", b"XML") && dictionary.get(b"Length").is_some()
            {
                let owner = if document_packet == Some(number) { Owner::Document } else { Owner::Part };
                metadata_stream(objects, &found, owner, revision, &mut used_packets, intake);
            }
        }
    }
    stray_packets(objects, &used_packets, intake);
    duplicate_keys::of_trailers(objects, intake);
    active.finish(objects, intake);
    signed.read(objects, options, intake);
    files.read(objects, options, intake);
}

/// What a state of the document says of itself.
#[derive(Debug, Default)]
struct Described {
    information: bool,
    packet: bool,
}

impl Described {
    fn at(objects: &mut Objects<'_>, revision: u32) -> Self {
        let pointer = latest_pointer(objects, revision, b"Info");
        let stands = |objects: &Objects<'_>, number: u32| {
            !matches!(objects.walk.entry(number, revision), None | Some(Entry::Free))
        };
        let information = pointer.is_some_and(|info| stands(objects, info.number));
        let packet = document_packet(objects, revision);
        Self { information, packet: packet.is_some_and(|number| stands(objects, number)) }
    }

    /// Tells what is no longer there that an earlier state had.
    fn told(&self, before: &Self, revision: u32, intake: &mut Intake) {
        for (had, has, what) in [
            (before.information, self.information, "the document information"),
            (before.packet, self.packet, "the XMP packet"),
        ] {
            if had && !has {
                let locus = Locus { revision: Some(revision), path: "trailer".to_owned(), ..Locus::default() };
                let value = Reading::Present(Value::Text(what.to_owned()));
                intake.evidence(&DESCRIPTION_REMOVED, b"", value, locus);
            }
        }
    }
}

/// The comment with which ExifTool marks its own saves, so that it can undo them.
fn exiftool_update(objects: &Objects<'_>, walked: &Walked, revision: u32, intake: &mut Intake) {
    const MARK: &[u8] = b"%BeginExifToolUpdate";
    let stretch = objects.bytes.get(walked.start..walked.end).unwrap_or_default();
    // It is at the very beginning of what the program appended.
    let head = stretch.get(..stretch.len().min(64)).unwrap_or_default();
    if let Some(at) = memmem::find(head, MARK) {
        let start = walked.start + at;
        let locus = Locus {
            revision: Some(revision),
            bytes: Some(ByteRange::new(start, start + MARK.len())),
            path: "comment".to_owned(),
            ..Locus::default()
        };
        intake.evidence(&EXIFTOOL_UPDATE, MARK, Reading::Present(Value::Text("ExifTool".to_owned())), locus);
    }
}

fn entry_key(entry: Entry) -> (u8, usize) {
    match entry {
        Entry::Free => (0, 0),
        Entry::InUse { offset } => (1, offset),
        Entry::Compressed { container } => (2, container as usize),
    }
}

/// An Info dictionary written into the trailer itself, against the specification, is still read.
fn direct_info(objects: &mut Objects<'_>, walked: &Walked, revision: u32, intake: &mut Intake) {
    for section in &walked.sections {
        let Some(value) = section.trailer.get(b"Info") else { continue };
        if matches!(value.object, Object::Dictionary(_)) {
            let found = Found {
                id: Id { number: 0, generation: 0 },
                object: value.clone(),
                place: Place::File { stream: None, encrypted: false },
            };
            info::hand_over(objects, &found, revision, intake);
            return;
        }
    }
}

fn document_packet(objects: &mut Objects<'_>, revision: u32) -> Option<u32> {
    let root = latest_pointer(objects, revision, b"Root")?;
    let catalog = objects.get(root.number, revision)?;
    catalog.dictionary()?.reference(b"Metadata").map(|id| id.number)
}

fn metadata_stream(
    objects: &mut Objects<'_>,
    found: &Found,
    owner: Owner,
    revision: u32,
    used: &mut Vec<std::ops::Range<usize>>,
    intake: &mut Intake,
) {
    let Some(dictionary) = found.dictionary() else { return };
    let Some((raw, range)) = objects.raw_stream(found) else { return };
    let start = usize::try_from(range.start).unwrap_or(usize::MAX);
    used.push(start..start.saturating_add(raw.len()));
    let direct = !stream::is_encoded(dictionary) && !found.was_encrypted();
    let base = Locus {
        revision: Some(revision),
        object: Some(found.id.to_string()),
        stream: (!direct).then(|| format!("stream of object {}", found.id)),
        bytes: Some(range),
        decoded: None,
        path: "XMP".to_owned(),
    };
    match objects.decode(dictionary, &raw) {
        Ok(data) => xmp::read(&data, owner, &base, direct, intake),
        Err(why) => {
            intake.partial();
            intake.warn("xmp-not-decodable", format!("a metadata packet cannot be decoded: {why}"), Some(base));
        }
    }
}

/// Packets that are in the file as they are and belong to no metadata stream that was read.
fn stray_packets(objects: &mut Objects<'_>, used: &[std::ops::Range<usize>], intake: &mut Intake) {
    let mut offsets: BTreeMap<usize, (u32, u32)> = BTreeMap::new();
    let packets = xmp::packets(objects.bytes, 500);
    if packets.is_empty() {
        return;
    }
    for (&number, entries) in &objects.walk.history {
        for (revision, entry) in entries {
            if let Entry::InUse { offset } = entry {
                offsets.insert(*offset, (number, *revision));
            }
        }
    }
    for packet in packets {
        if used.iter().any(|range| range.start <= packet.range.start && packet.range.start < range.end) {
            continue;
        }
        // The object in whose bytes the packet is: an image that carries its own, or one that nothing reaches.
        let holder = offsets
            .range(..=packet.range.start)
            .next_back()
            .map(|(&offset, &(number, revision))| (offset, number, revision))
            .filter(|(offset, _, _)| {
                objects
                    .bytes
                    .get(*offset..packet.range.start)
                    .is_some_and(|between| memmem::find(between, b"endobj").is_none())
            });
        let position = packet.range.start;
        let in_revision = objects
            .walk
            .revisions
            .iter()
            .position(|revision| position < revision.end)
            .and_then(|at| u32::try_from(at + 1).ok());
        let (owner, object, revision) = match holder {
            Some((_, number, revision)) => (Owner::Part, Some(format!("{number} 0")), Some(revision)),
            None => (Owner::Orphan, None, in_revision),
        };
        let base = Locus {
            revision,
            object,
            bytes: Some(ByteRange::new(packet.range.start, packet.range.end)),
            path: "XMP".to_owned(),
            ..Locus::default()
        };
        xmp::read(objects.bytes.get(packet.range.clone()).unwrap_or_default(), owner, &base, true, intake);
    }
}
