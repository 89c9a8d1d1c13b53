//! Documents of the Hangul Word Processor 5 (HWP Document File Formats 5.0, revision 1.3): the version of the form, whether a password locks
//! it, its words, and the pictures and files inside.
//!
//! # Incomplete support
//! Tables and boxes give their words in the order of the records. Distribution documents, whose text is enciphered, are named.

use super::{Sight, hand_over};
use crate::formats::budget::Purse;
use crate::formats::compound::directory::Compound;
use crate::formats::little_endian::{long, short};
use crate::model::trouble::LOCKED;
use crate::model::{Editability, Locus, Passage, Property, Reading, Role, Value, Words};
use crate::readers::{ChildName, Intake, ReadOptions, read_child};
use std::io::Read;

/// The version of the form: 5.0.3.4.
const VERSION: Property = Property::new("ole.hwp.version", Role::FormatVersion, Editability::F1);
/// The text of a paragraph (4.3.2).
const PARAGRAPH: u32 = 67;
/// Sections beyond these are not read.
const SECTIONS: usize = 1_000;
/// So many files inside are read.
const INSIDE: usize = 2_000;

pub(super) fn read(compound: &Compound<'_>, options: &ReadOptions, purse: &Purse, intake: &mut Intake) {
    let Some(head) = compound.stream("FileHeader", purse).filter(|head| head.bytes.starts_with(b"HWP Document File"))
    else {
        return;
    };
    let sight = Sight::of(&head);
    if let Some([revision, instance, minor, major]) = head.bytes.get(32..36) {
        let version = format!("{major}.{minor}.{instance}.{revision}");
        hand_over(&sight, &VERSION, 32..36, "version", Reading::Present(Value::Text(version)), intake);
    }
    let flags = long(&head.bytes, 36).unwrap_or(0);
    let packed = flags & 1 != 0;
    if flags & 0b110 != 0 {
        intake.partial();
        let what =
            if flags & 2 != 0 { "a password locks the document" } else { "its text is enciphered for distribution" };
        intake.warn(LOCKED, format!("{what}; valla read only its properties"), None);
        return;
    }
    for number in 0..SECTIONS {
        let Some(section) = compound.stream(&format!("BodyText/Section{number}"), purse) else { break };
        let plain = if packed { inflated(&section.bytes, purse) } else { section.bytes.clone() };
        let mut count = 0;
        for paragraph in paragraphs(&plain) {
            count += 1;
            let path = format!("section {}, paragraph {count}", number + 1);
            let locus =
                Locus { stream: Some(format!("stream {}", section.path.escape_default())), path, ..Locus::default() };
            intake.words(Words::new(paragraph, Passage::Body, locus));
        }
    }
    let inside: Vec<String> = compound
        .entries
        .iter()
        .filter(|entry| entry.path.starts_with("BinData/"))
        .map(|entry| entry.path.clone())
        .take(INSIDE)
        .collect();
    for path in inside {
        let Some(stream) = compound.stream(&path, purse) else { continue };
        let plain = if packed { inflated(&stream.bytes, purse) } else { vec![] };
        let bytes = if plain.is_empty() { stream.bytes.clone() } else { plain };
        read_child(ChildName::from(path), bytes, options, purse, intake);
    }
}

/// What was packed, without a head.
fn inflated(raw: &[u8], purse: &Purse) -> Vec<u8> {
    let (room, limit, value) = purse.room(raw.len());
    let mut plain = Vec::new();
    let most = u64::try_from(room).unwrap_or(u64::MAX);
    // What breaks off is read as far as it goes.
    let _ = flate2::read::DeflateDecoder::new(raw).take(most).read_to_end(&mut plain);
    purse.expanded(plain.len());
    if plain.len() >= room {
        purse.reach(limit, value);
    }
    plain
}

/// The paragraphs in the records of a section (3.2.3).
fn paragraphs(bytes: &[u8]) -> Vec<String> {
    let (mut at, mut found) = (0, Vec::new());
    while let Some(head) = long(bytes, at) {
        let (kind, mut size) = (head & 0x3ff, head >> 20);
        at += 4;
        if size == 0xfff {
            size = long(bytes, at).unwrap_or(0);
            at += 4;
        }
        let end = at.saturating_add(usize::try_from(size).unwrap_or(usize::MAX)).min(bytes.len());
        if kind == PARAGRAPH {
            let said = text(bytes.get(at..end).unwrap_or_default());
            if !said.trim().is_empty() {
                found.push(said);
            }
        }
        at = end;
    }
    found
}

/// The letters of a paragraph; what stands for tables, fields and notes takes eight units (table 6).
fn text(raw: &[u8]) -> String {
    let (mut at, mut units) = (0, Vec::new());
    while let Some(unit) = short(raw, at) {
        match unit {
            9 => units.push(u16::from(b'\t')),
            10 | 13 => units.push(u16::from(b'\n')),
            24..=31 => units.push(u16::from(b' ')),
            0..=23 => {}
            unit => units.push(unit),
        }
        at += if matches!(unit, 1..=9 | 11 | 12 | 14..=23) { 16 } else { 2 };
    }
    String::from_utf16_lossy(&units).trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_for_a_table_is_no_letter() {
        let mut raw: Vec<u8> = "가나".encode_utf16().flat_map(u16::to_le_bytes).collect();
        raw.extend([11_u16, 1, 2, 3, 4, 5, 6, 11].into_iter().flat_map(u16::to_le_bytes));
        raw.extend("다\r".encode_utf16().flat_map(u16::to_le_bytes));
        assert_eq!(text(&raw), "가나다");
        let mut record = (67_u32 | u32::try_from(raw.len()).unwrap() << 20).to_le_bytes().to_vec();
        record.extend(&raw);
        record.extend((66_u32 | 2 << 20).to_le_bytes());
        assert_eq!(paragraphs(&record), ["가나다"]);
    }
}
