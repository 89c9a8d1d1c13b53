//! What Windows and Office leave beside documents: shortcuts (MS-SHLLINK), which keep the times, the disk and the machine of what they lead to, and
//! the owner files of Office (`~$name.docx`), which name who had a document open.
//!
//! # Incomplete support
//! Of the list of shell items in a shortcut nothing is read.

use crate::formats::budget::Purse;
use crate::formats::code_page;
use crate::formats::compound::directory::guid;
use crate::formats::little_endian::{long, number, short};
use crate::model::{ByteRange, Editability, Extraction, Format, Locus, Moment, Property, Reading, Role, Value};
use crate::readers::{Content, Intake, ReadOptions, Reader};
use std::ops::Range;
use std::sync::Arc;

const F1: Editability = Editability::F1;

/// When what the shortcut leads to was made, changed and last read, by the disk on which it lay (2.1).
const TARGET_CREATED: Property = Property::new("shortcut.target.created", Role::PartTime, F1);
const TARGET_CHANGED: Property = Property::new("shortcut.target.modified", Role::PartTime, F1);
const TARGET_READ: Property = Property::plain("shortcut.target.accessed", F1);
/// How long it was, in bytes.
const TARGET_SIZE: Property = Property::plain("shortcut.target.size", F1);
/// Where it was (2.3), and on which disk.
const TARGET_PATH: Property = Property::new("shortcut.target.path", Role::Identifying, F1);
const VOLUME: Property = Property::new("shortcut.volume.serial", Role::Identifying, F1);
const VOLUME_NAME: Property = Property::new("shortcut.volume.name", Role::Identifying, F1);
/// The texts of a shortcut (2.4).
const TEXTS: [Property; 5] = [
    Property::plain("shortcut.description", Editability::F2),
    Property::new("shortcut.relative-path", Role::Identifying, F1),
    Property::new("shortcut.working-folder", Role::Identifying, F1),
    Property::plain("shortcut.arguments", Editability::F2),
    Property::plain("shortcut.icon", Editability::F2),
];
/// The machine on which the link was last followed (2.5.10), and the number that the disk gave to the file.
const MACHINE: Property = Property::new("shortcut.machine", Role::Identifying, F1);
const FILE_NUMBER: Property = Property::new("shortcut.file-number", Role::Identifier, F1);
/// Who had the document open, by an owner file.
const OWNER: Property = Property::new("owner-file.user", Role::Identifying, F1);

/// The reader of shortcuts.
#[derive(Debug, Clone, Copy)]
pub struct Shortcut;

impl Reader for Shortcut {
    fn name(&self) -> &'static str {
        "Shortcut"
    }

    fn specification(&self) -> &'static str {
        "MS-SHLLINK"
    }

    fn recognise(&self, content: &Content<'_>) -> Option<Format> {
        content.format_of(&["lnk"])
    }

    fn read(&self, bytes: &Arc<Vec<u8>>, format: Format, _: &ReadOptions, purse: &Purse) -> Extraction {
        let mut intake = Intake::new(format, purse);
        purse.parsed(bytes.len());
        shortcut(bytes, &mut intake);
        intake.limits_of(purse);
        intake.finish()
    }
}

fn at(range: Range<usize>, path: &str) -> Locus {
    Locus { bytes: Some(ByteRange::new(range.start, range.end)), path: path.to_owned(), ..Locus::default() }
}

fn tell(property: &Property, bytes: &[u8], range: Range<usize>, path: &str, reading: Reading, intake: &mut Intake) {
    let raw = bytes.get(range.clone()).unwrap_or_default();
    let locus = if raw.is_empty() { Locus { path: path.to_owned(), ..Locus::default() } } else { at(range, path) };
    intake.evidence(property, raw, reading, locus);
}

fn text(property: &Property, bytes: &[u8], range: Range<usize>, path: &str, said: &str, intake: &mut Intake) {
    if !said.trim().is_empty() {
        tell(property, bytes, range, path, Reading::Present(Value::Text(said.trim().to_owned())), intake);
    }
}

fn shortcut(bytes: &[u8], intake: &mut Intake) {
    for (property, start, path) in
        [(&TARGET_CREATED, 28, "CreationTime"), (&TARGET_READ, 36, "AccessTime"), (&TARGET_CHANGED, 44, "WriteTime")]
    {
        if let Some(moment) = number(bytes, start, 8).and_then(Moment::of_filetime) {
            tell(property, bytes, start..start + 8, path, Reading::Present(Value::Moment(moment)), intake);
        }
    }
    if let Some(size) = long(bytes, 52).filter(|size| *size > 0) {
        tell(&TARGET_SIZE, bytes, 52..56, "FileSize", Reading::Present(Value::Number(i64::from(size))), intake);
    }
    let flags = long(bytes, 20).unwrap_or(0);
    let mut at = 76;
    if flags & 1 != 0 {
        at += 2 + usize::from(short(bytes, at).unwrap_or(0));
    }
    if flags & 2 != 0 {
        target(bytes, at, intake);
        at = at.saturating_add(length(bytes, at));
    }
    let is_unicode = flags & 0x80 != 0;
    for (bit, property) in [2, 3, 4, 5, 6].into_iter().zip(&TEXTS) {
        if flags >> bit & 1 == 0 {
            continue;
        }
        let letters = usize::from(short(bytes, at).unwrap_or(0));
        let width = letters * if is_unicode { 2 } else { 1 };
        let range = at + 2..at + 2 + width;
        let raw = bytes.get(range.clone()).unwrap_or_default();
        let said = if is_unicode { wide(raw) } else { code_page::decode(1252, raw) };
        text(property, bytes, range, "StringData", &said, intake);
        at += 2 + width;
    }
    // Blocks behind them, up to one that is shorter than its own length (2.5).
    while let Some(size) = long(bytes, at).and_then(|size| usize::try_from(size).ok()).filter(|size| *size >= 8) {
        if long(bytes, at + 4) == Some(0xa000_0003) {
            tracker(bytes, at, intake);
        }
        at = at.saturating_add(size);
        if at >= bytes.len() {
            break;
        }
    }
}

fn length(bytes: &[u8], at: usize) -> usize {
    long(bytes, at).and_then(|length| usize::try_from(length).ok()).unwrap_or(0)
}

fn wide(raw: &[u8]) -> String {
    let units: Vec<u16> = raw.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
    String::from_utf16_lossy(&units)
}

/// Letters of the code page up to a zero, and where they are.
fn narrow(bytes: &[u8], start: usize) -> (String, Range<usize>) {
    let raw = bytes.get(start..).unwrap_or_default();
    let end = raw.iter().take(1_024).position(|byte| *byte == 0).unwrap_or(0);
    (code_page::decode(1252, raw.get(..end).unwrap_or_default()), start..start + end)
}

/// Where the target was (2.3).
fn target(bytes: &[u8], at: usize, intake: &mut Intake) {
    let field = |offset: usize| length(bytes, at + offset);
    if field(8) & 1 == 0 {
        return;
    }
    let (volume, path) = (at + field(12), at + field(16));
    let (said, range) = narrow(bytes, path);
    text(&TARGET_PATH, bytes, range, "LocalBasePath", &said, intake);
    if let Some(serial) = long(bytes, volume + 8) {
        let said = format!("{:04X}-{:04X}", serial >> 16, serial & 0xffff);
        text(&VOLUME, bytes, volume + 8..volume + 12, "DriveSerialNumber", &said, intake);
    }
    let label = volume + length(bytes, volume + 12);
    if length(bytes, volume + 12) == 16 {
        let (said, range) = narrow(bytes, label);
        text(&VOLUME_NAME, bytes, range, "VolumeLabel", &said, intake);
    }
}

/// The machine, and the numbers of disk and file (2.5.10).
fn tracker(bytes: &[u8], at: usize, intake: &mut Intake) {
    let (said, range) = narrow(bytes, at + 16);
    text(&MACHINE, bytes, range, "MachineID", &said, intake);
    let range = at + 48..at + 64;
    if let Some(number) = bytes.get(range.clone()).and_then(guid) {
        text(&FILE_NUMBER, bytes, range, "Droid", &number, intake);
    }
}

/// The reader of owner files.
#[derive(Debug, Clone, Copy)]
pub struct OwnerFile;

impl Reader for OwnerFile {
    fn name(&self) -> &'static str {
        "Owner file"
    }

    fn specification(&self) -> &'static str {
        "the habit of Word, Excel and PowerPoint: a length, a name in the code page, the same in UTF-16"
    }

    fn recognise(&self, content: &Content<'_>) -> Option<Format> {
        content.format_of(&["owner-file"])
    }

    fn read(&self, bytes: &Arc<Vec<u8>>, format: Format, _: &ReadOptions, purse: &Purse) -> Extraction {
        let mut intake = Intake::new(format, purse);
        if let Some((name, range)) = owner(bytes) {
            text(&OWNER, bytes, range, "name in UTF-16", &name, &mut intake);
        }
        intake.finish()
    }
}

/// The name in an owner file: 54 letters of a code page with their number before them, then 54 in UTF-16; 162 bytes with their lengths, and 165 of
/// Excel and PowerPoint, in which the second begins one byte later.
#[must_use]
pub fn owner(bytes: &[u8]) -> Option<(String, Range<usize>)> {
    let start = match bytes.len() {
        162 => 54,
        165 => 55,
        _ => return None,
    };
    let letters = usize::from(*bytes.first()?);
    let in_utf_16 = usize::from(short(bytes, start)?);
    let range = start + 2..start + 2 + letters * 2;
    let name = wide(bytes.get(range.clone())?);
    let sound = letters > 0 && letters <= 52 && in_utf_16 == letters && !name.chars().any(char::is_control);
    sound.then_some((name, range))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_owner_file_names_who_had_the_document_open() {
        let mut bytes = vec![4];
        bytes.extend(b"Vane");
        bytes.resize(54, b' ');
        bytes.extend([4, 0]);
        bytes.extend("Vane".encode_utf16().flat_map(u16::to_le_bytes));
        bytes.resize(162, 0);
        assert_eq!(owner(&bytes), Some(("Vane".to_owned(), 56..64)));
        bytes[54] = 5;
        assert_eq!(owner(&bytes), None);
        assert_eq!(owner(b"short"), None);
    }
}
