//! 7z archives: what the header says of each member, and the members themselves.
//!
//! The header is mostly packed itself: what it says has no place among the bytes of the file, and is given with the bytes that it has
//! in the header.
//!
//! # Incomplete support
//! Methods of other makers (Zstandard, Brotli, LZ4, Deflate64) are named and not unpacked, and archives of several volumes are not
//! put together.

use super::tally::Tally;
use crate::formats::archives::seven_zip::{DICTIONARY, Refusal, SevenZip as Opened};
use crate::formats::budget::{DICTIONARY_BYTES, Purse};
use crate::model::trouble::LOCKED;
use crate::model::{Editability, Extraction, Format, Locus, Moment, Property, Reading, Role, Value};
use crate::readers::members::{Member, Members, ReadSeek, Told, Walk, read_in_memory};
use crate::readers::{Content, Intake, ReadOptions, Reader};
use sevenz_rust2::{ArchiveEntry, NtTime};
use std::ops::ControlFlow;
use std::sync::Arc;

/// The reader of 7z archives.
#[derive(Debug, Clone, Copy)]
pub struct SevenZip;

/// When the youngest member was last changed on the disk that it was packed from.
pub const NEWEST: Property = Property::new("seven-zip.newest", Role::PackedTime, Editability::F1);
/// When a folder was last changed.
pub const FOLDER_MODIFIED: Property = Property::plain("seven-zip.folder.modified", Editability::F1);
/// How members are packed.
pub const METHOD: Property = Property::plain("seven-zip.method", Editability::F1);
/// The system whose attributes members have.
pub const SYSTEM: Property = Property::plain("seven-zip.system", Editability::F1);
/// How many blocks hold more than one member.
pub const SOLID: Property = Property::plain("seven-zip.solid-blocks", Editability::F1);
/// The names in the order of the header.
pub const ORDER: Property = Property::plain("seven-zip.order", Editability::F1);
/// A file that is to be deleted where the archive is unpacked: it was deleted between two archives.
pub const ANTI_ITEM: Property = Property::plain("seven-zip.anti-item", Editability::F1);
/// What a password locks.
pub const LOCK: Property = Property::plain("seven-zip.encryption", Editability::F1);

/// When a member was last changed on the disk that it was packed from.
pub const MODIFIED: Property = Property::new("seven-zip.member.modified", Role::StoredTime, Editability::F1);
/// When it was made there.
pub const CREATED: Property = Property::plain("seven-zip.member.created", Editability::F1);
/// When it was last read there.
pub const ACCESSED: Property = Property::plain("seven-zip.member.accessed", Editability::F1);
/// Its attributes there.
pub const ATTRIBUTES: Property = Property::plain("seven-zip.member.attributes", Editability::F1);
/// How it is packed.
pub const MEMBER_METHOD: Property = Property::plain("seven-zip.member.method", Editability::F1);

const WALK: Walk = Walk::Seek(walk);

impl Reader for SevenZip {
    fn name(&self) -> &'static str {
        "7z"
    }

    fn specification(&self) -> &'static str {
        "7zFormat.txt and Methods.txt of the LZMA SDK 26.00"
    }

    fn recognise(&self, content: &Content<'_>) -> Option<Format> {
        content.format_of(&["7z"])
    }

    fn walk(&self) -> Option<Walk> {
        Some(WALK)
    }

    fn read(&self, bytes: &Arc<Vec<u8>>, format: Format, options: &ReadOptions, purse: &Purse) -> Extraction {
        read_in_memory(WALK, bytes, format, options, purse)
    }
}

fn walk(source: &mut dyn ReadSeek, intake: &mut Intake, members: &mut Members<'_>) {
    let mut archive = match Opened::open(source, &members.options.passwords) {
        Ok(archive) => archive,
        Err(Refusal::Locked) => {
            lock("the names of the members and their bytes", intake);
            let given = given(members.options);
            intake.error(LOCKED, format!("a password locks the names of the members and their bytes; {given}"));
            return;
        }
        Err(why) => {
            if let Refusal::TooLarge(_) = why {
                intake.limit(DICTIONARY_BYTES, DICTIONARY, "the header of the archive");
            }
            intake.error("seven-zip-header", format!("the header of the archive cannot be read: {why}"));
            return;
        }
    };
    describe(&archive, intake);
    let (mut next, mut locked) = (0, 0_u64);
    while next < archive.entries().len() {
        let Some(block) = archive.block_of(next) else {
            // Without bytes: an empty file, a folder, an item that deletes.
            let entry = archive.entries().get(next);
            if let Some(entry) = entry.filter(|entry| !entry.is_directory && !entry.is_anti_item)
                && members.hand(member(entry, None), &mut [].as_slice()).is_break()
            {
                return;
            }
            next += 1;
            continue;
        };
        let method = archive.methods(block);
        let entries = archive.entries();
        let count =
            entries.iter().enumerate().skip(next).take_while(|(at, _)| archive.block_of(*at) == Some(block)).count();
        let of_block: Vec<ArchiveEntry> = entries.get(next..next + count).unwrap_or_default().to_vec();
        let (first, mut handed) = (next, 0);
        let unpacked = archive.unpack(block, &mut |at, bytes| {
            handed = (at + 1).saturating_sub(first);
            match of_block.get(at.saturating_sub(first)) {
                Some(entry) if !entry.is_directory && !entry.is_anti_item => {
                    members.hand(member(entry, entry.has_stream.then_some(method.as_str())), bytes)
                }
                _ => ControlFlow::Continue(()),
            }
        });
        let left = of_block.get(handed..).unwrap_or_default();
        match unpacked {
            Ok(ControlFlow::Break(())) => return,
            Ok(ControlFlow::Continue(())) => {}
            Err(why) => {
                locked += if is_of_a_lock(&why) { left.len() as u64 } else { 0 };
                if give_up(left, &method, &why, intake, members).is_break() {
                    return;
                }
            }
        }
        next += count;
    }
    if locked > 0 {
        intake.partial();
        intake.warn(LOCKED, format!("a password locks {locked} members; {}", given(members.options)), None);
    }
}

/// Members that cannot be had are rows all the same.
fn give_up(
    left: &[ArchiveEntry],
    method: &str,
    why: &Refusal,
    intake: &mut Intake,
    members: &mut Members<'_>,
) -> ControlFlow<()> {
    let code = if is_of_a_lock(why) { LOCKED } else { "member-not-readable" };
    if let Refusal::TooLarge(_) = why {
        intake.limit(DICTIONARY_BYTES, DICTIONARY, "the members of a block");
    }
    if let [first, ..] = left
        && !is_of_a_lock(why)
    {
        intake.partial();
        let name = &first.name;
        let count = left.len();
        intake.warn(
            code,
            format!("{count} members cannot be unpacked, {name:?} and those after it in its block: {why}"),
            None,
        );
    }
    for entry in left.iter().filter(|entry| !entry.is_directory && !entry.is_anti_item) {
        members.unread(member(entry, entry.has_stream.then_some(method)), entry.size, code, why.to_string())?;
    }
    ControlFlow::Continue(())
}

fn is_of_a_lock(why: &Refusal) -> bool {
    matches!(why, Refusal::Locked | Refusal::Costly)
}

fn given(options: &ReadOptions) -> &'static str {
    if options.passwords.is_empty() { "you gave no password" } else { "none that you gave opens them" }
}

fn lock(what: &str, intake: &mut Intake) {
    let value = Reading::Present(Value::Text(format!("AES, 256 bits: {what}")));
    intake.evidence(&LOCK, b"", value, place("the lock"));
}

/// What the header says of the archive as a whole.
fn describe<S: std::io::Read + std::io::Seek>(archive: &Opened<S>, intake: &mut Intake) {
    let mut tally = Tally::default();
    let mut newest: Option<&ArchiveEntry> = None;
    let mut in_block = vec![0_u64; archive.blocks()];
    let mut locked = 0;
    for (number, entry) in archive.entries().iter().enumerate() {
        tally.name(&entry.name);
        if let Some(block) = archive.block_of(number) {
            tally.note("method", archive.methods(block));
            locked += u64::from(archive.is_locked(block));
            if let Some(count) = in_block.get_mut(block) {
                *count += u64::from(entry.has_stream);
            }
        }
        if entry.has_windows_attributes {
            tally.note("attributes", system(entry.windows_attributes).to_owned());
        }
        if entry.is_anti_item {
            let value = Reading::Present(Value::Text(entry.name.clone()));
            intake.evidence(&ANTI_ITEM, b"", value, place(&format!("{}: item that deletes", entry.name)));
        } else if entry.is_directory && entry.has_last_modified_date {
            let told = time(&FOLDER_MODIFIED, entry.last_modified_date, &format!("{}: last changed", entry.name));
            intake.evidence(&told.property, &told.raw, told.value, told.locus);
        } else if entry.has_last_modified_date
            && newest.is_none_or(|newest| u64::from(newest.last_modified_date) < u64::from(entry.last_modified_date))
        {
            newest = Some(entry);
        }
    }
    if let Some(entry) = newest {
        let told = time(&NEWEST, entry.last_modified_date, &format!("{}: last changed", entry.name));
        intake.evidence(&told.property, &told.raw, told.value, told.locus);
    }
    tally.hand_over("method", &METHOD, intake);
    tally.hand_over("attributes", &SYSTEM, intake);
    tally.hand_over_order(&ORDER, intake);
    let solid = in_block.iter().filter(|count| **count > 1).count();
    if solid > 0 {
        let value = Reading::Present(Value::Number(i64::try_from(solid).unwrap_or(i64::MAX)));
        intake.evidence(&SOLID, b"", value, place("blocks of several members"));
    }
    if archive.is_header_locked {
        lock("the names of the members", intake);
    }
    if locked > 0 {
        lock(&format!("the bytes of {locked} members"), intake);
    }
}

/// What the header says of one member.
fn member(entry: &ArchiveEntry, method: Option<&str>) -> Member {
    let mut told = Vec::new();
    let times = [
        (&MODIFIED, entry.has_last_modified_date, entry.last_modified_date, "last changed"),
        (&CREATED, entry.has_creation_date, entry.creation_date, "made"),
        (&ACCESSED, entry.has_access_date, entry.access_date, "last read"),
    ];
    told.extend(times.iter().filter(|(_, has, ..)| *has).map(|(property, _, at, what)| time(property, *at, what)));
    if entry.has_windows_attributes {
        let bits = entry.windows_attributes;
        let raw = bits.to_le_bytes().to_vec();
        told.push(text(&ATTRIBUTES, raw, attributes(bits), "attributes"));
    }
    if let Some(method) = method {
        told.push(text(&MEMBER_METHOD, vec![], method.to_owned(), "method"));
    }
    Member { name: entry.name.clone().into(), told }
}

fn time(property: &Property, at: NtTime, what: &str) -> Told {
    let ticks = u64::from(at);
    let value = match Moment::of_filetime(ticks) {
        Some(moment) => Reading::Present(Value::Moment(moment)),
        None if ticks == 0 => Reading::Absent,
        None => Reading::Unreadable("not a date in the calendar".to_owned()),
    };
    Told { property: property.clone(), raw: ticks.to_le_bytes().to_vec(), value, locus: place(what) }
}

fn text(property: &Property, raw: Vec<u8>, text: String, what: &str) -> Told {
    Told { property: property.clone(), raw, value: Reading::Present(Value::Text(text)), locus: place(what) }
}

fn place(what: &str) -> Locus {
    Locus { stream: Some("header of the archive".to_owned()), path: what.to_owned(), ..Locus::default() }
}

/// The bit by which programs on Unix say that the upper half is a mode of files (p7zip, 7-Zip 21 and later).
const UNIX_EXTENSION: u32 = 0x8000;

fn system(bits: u32) -> &'static str {
    if bits & UNIX_EXTENSION != 0 { "Unix" } else { "Windows" }
}

/// Attributes of files in words (MS-FSCC 2.6), or the mode of Unix.
fn attributes(bits: u32) -> String {
    const NAMES: &[(u32, &str)] = &[
        (0x1, "read-only"),
        (0x2, "hidden"),
        (0x4, "system"),
        (0x10, "folder"),
        (0x20, "archive"),
        (0x80, "normal"),
        (0x400, "reparse point"),
        (0x800, "compressed"),
        (0x1000, "offline"),
        (0x2000, "not indexed"),
        (0x4000, "encrypted"),
    ];
    if bits & UNIX_EXTENSION != 0 {
        return format!("Unix, mode {:o}", bits >> 16);
    }
    let names: Vec<&str> = NAMES.iter().filter(|(bit, _)| bits & bit != 0).map(|(_, name)| *name).collect();
    format!("Windows, {}", if names.is_empty() { "none".to_owned() } else { names.join(", ") })
}
