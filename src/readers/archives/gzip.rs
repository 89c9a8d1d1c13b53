//! gzip: what the head of a compressed file says of the file and of the machine that compressed it.

use super::{About, at, number, text, time};
use crate::formats::archives::gzip::{Gzip, Header};
use crate::formats::budget::Purse;
use crate::model::{Editability, Extraction, Format, Moment, Property, Reading, Role};
use crate::readers::members::{self, Members, Walk};
use crate::readers::{Content, Intake, ReadOptions, Reader};
use std::io::{BufReader, Read};
use std::sync::Arc;

/// When the file was last changed that was compressed, or when it was compressed, where it came from no file (RFC 1952, 2.3.1).
pub const MODIFIED: Property = Property::new("gzip.modified", Role::PackedTime, Editability::F2);
/// The same, told with the file that was compressed.
pub const MEMBER_MODIFIED: Property = Property::new("gzip.member.modified", Role::StoredTime, Editability::F2);
/// The name of the file that was compressed.
pub const NAME: Property = Property::plain("gzip.name", Editability::F2);
/// The system on which it was compressed.
pub const SYSTEM: Property = Property::plain("gzip.system", Editability::F2);
/// How much the compressor took pains.
pub const LEVEL: Property = Property::plain("gzip.level", Editability::F2);
/// A field for a program of its own.
pub const EXTRA: Property = Property::plain("gzip.extra", Editability::F2);
/// A comment.
pub const COMMENT: Property = Property::plain("gzip.comment", Editability::F2);
/// How many members of gzip make up the file.
pub const MEMBERS: Property = Property::plain("gzip.members", Editability::F2);
/// The size that is stated at the end, modulo 2^32.
pub const SIZE: Property = Property::plain("gzip.size", Editability::F2);

/// How a gzip file is walked over.
const WALK: Walk = Walk::Sequence(walk);

/// The reader.
#[derive(Debug, Clone, Copy)]
pub struct GzipFile;

impl Reader for GzipFile {
    fn name(&self) -> &'static str {
        "gzip"
    }

    fn specification(&self) -> &'static str {
        "RFC 1952"
    }

    fn recognise(&self, content: &Content<'_>) -> Option<Format> {
        content.format_of(&["gzip"])
    }

    fn walk(&self) -> Option<Walk> {
        Some(WALK)
    }

    fn read(&self, bytes: &Arc<Vec<u8>>, format: Format, options: &ReadOptions, purse: &Purse) -> Extraction {
        members::read_in_memory(WALK, bytes, format, options, purse)
    }
}

fn walk(source: &mut dyn Read, intake: &mut Intake, members: &mut Members<'_>) {
    let mut gzip = match Gzip::open(BufReader::new(source)) {
        Ok(gzip) => gzip,
        Err(error) => return intake.error("gzip-damaged", format!("the file cannot be read: {error}")),
    };
    let first = gzip.headers.first().cloned();
    let name = first.as_ref().and_then(|header| header.name.as_ref());
    let mut about = About::new(name.map_or(b"content", |name| name.bytes.as_slice()), intake);
    if let Some((header, value)) = first.as_ref().and_then(|header| Some((header, modified(header)?))) {
        let raw = header.fixed.get(4..8).unwrap_or_default();
        about.tell(&MEMBER_MODIFIED, raw, value, header.at + 4..header.at + 8, "last changed");
    }
    let flow = members.hand(about.member, &mut gzip);
    for header in &gzip.headers {
        say(header, intake);
    }
    if gzip.count > 1 {
        intake.evidence(&MEMBERS, b"", number(gzip.count), at(0..0, "members of gzip"));
    }
    if let Some(trailer) = &gzip.trailer {
        let size = u64::from(trailer.size());
        let raw = trailer.bytes.get(4..).unwrap_or_default();
        intake.evidence(&SIZE, raw, number(size), at(trailer.at + 4..trailer.at + 8, "size at the end"));
    }
    if let Some(behind) = gzip.behind.filter(|_| flow.is_continue()) {
        let message = format!("bytes from {behind} on are no member of gzip");
        intake.warn("gzip-behind-end", message, Some(at(behind..behind, "behind the last member")));
    }
}

/// The time of a head; none where it states none.
fn modified(header: &Header) -> Option<Reading> {
    let seconds = header.modified();
    (seconds != 0).then(|| time(Moment::of_unix_time(i64::from(seconds))))
}

/// What one head says; what was said before is not said again.
fn say(header: &Header, intake: &mut Intake) {
    let fixed = |from: usize, to: usize| header.fixed.get(from..to).unwrap_or_default();
    if let Some(value) = modified(header)
        && intake.first("modified", &header.modified().to_string())
    {
        intake.evidence(&MODIFIED, fixed(4, 8), value, at(header.at + 4..header.at + 8, "time of the head"));
    }
    let level = match header.extra_flags() {
        2 => Some("best compression"),
        4 => Some("fastest compression"),
        _ => None,
    };
    if let Some(level) = level.filter(|level| intake.first("level", level)) {
        intake.evidence(&LEVEL, fixed(8, 9), text(level), at(header.at + 8..header.at + 9, "extra flags"));
    }
    let system = system(header.system());
    if intake.first("system", &system) {
        intake.evidence(&SYSTEM, fixed(9, 10), text(system), at(header.at + 9..header.at + 10, "system"));
    }
    for (property, field, words) in [
        (&NAME, &header.name, "name of the file"),
        (&COMMENT, &header.comment, "comment"),
        (&EXTRA, &header.extra, "extra field"),
    ] {
        let Some(field) = field else { continue };
        // The letters of RFC 1952 are those of Latin 1; programs write those of their system.
        let shown = match (std::str::from_utf8(&field.bytes), words) {
            (Ok(shown), "name of the file" | "comment") => shown.to_owned(),
            (_, "name of the file" | "comment") => field.bytes.iter().map(|byte| char::from(*byte)).collect(),
            _ => extra(&field.bytes),
        };
        if intake.first(words, &shown) {
            let place = field.at..field.at + field.bytes.len() as u64;
            intake.evidence(property, &field.bytes, text(shown), at(place, words));
        }
    }
}

/// The subfields of an extra field by their two letters, with their lengths (2.3.1.1).
fn extra(bytes: &[u8]) -> String {
    let (mut rest, mut found) = (bytes, Vec::new());
    while let [first, second, low, high, ..] = *rest {
        let length = usize::from(u16::from_le_bytes([low, high]));
        let known = match &[first, second] {
            b"BC" => " (blocks of BGZF)",
            b"RA" => " (dictzip)",
            b"AP" => " (Apollo)",
            b"Ac" | b"AC" => " (Acorn)",
            _ => "",
        };
        found.push(format!("{}{}{known}, {length} bytes", char::from(first), char::from(second)));
        rest = rest.get(4 + length..).unwrap_or_default();
    }
    if found.is_empty() { format!("{} bytes", bytes.len()) } else { found.join("; ") }
}

/// The systems (2.3.1).
fn system(number: u8) -> String {
    match number {
        0 => "MS-DOS or Windows (FAT)".to_owned(),
        1 => "Amiga".to_owned(),
        2 => "VMS".to_owned(),
        3 => "Unix".to_owned(),
        4 => "VM/CMS".to_owned(),
        5 => "Atari".to_owned(),
        6 => "OS/2 or Windows NT (HPFS)".to_owned(),
        7 => "classic Mac OS".to_owned(),
        8 => "Z-System".to_owned(),
        9 => "CP/M".to_owned(),
        10 => "TOPS-20".to_owned(),
        11 => "Windows NT (NTFS)".to_owned(),
        12 => "QDOS".to_owned(),
        13 => "Acorn RISC OS".to_owned(),
        255 => "not said".to_owned(),
        other => format!("system {other}"),
    }
}
