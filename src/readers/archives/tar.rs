//! tar: the members of an archive of Unix, with owners and times to the second or finer.
//!
//! # Incomplete support
//! Sparse files are named and not put together. Volumes that go on in another file are read as far as they are there.

use super::{About, Newest, at, number, text, time};
use crate::formats::archives::tar::{Dialect, Entry, Record, Tar, field};
use crate::formats::budget::Purse;
use crate::model::{Editability, Extraction, Format, Moment, Property, Reading, Role, Value};
use crate::readers::members::{self, Members, Walk};
use crate::readers::{Content, Intake, ReadOptions, Reader};
use std::io::Read;
use std::ops::{ControlFlow, Range};
use std::sync::Arc;

/// When a member was last changed, by the clock of the machine whose disk it was packed from: universal time.
pub const MODIFIED: Property = Property::new("tar.member.modified", Role::StoredTime, Editability::F1);
/// When it was last read.
pub const ACCESSED: Property = Property::plain("tar.member.accessed", Editability::F1);
/// When its entry on the disk was last changed.
pub const CHANGED: Property = Property::plain("tar.member.changed", Editability::F1);
/// When it was made on the disk that it was packed from (libarchive).
pub const CREATED: Property = Property::plain("tar.member.created", Editability::F1);
/// Names and numbers of the owner and of the group of a member.
pub const OWNER: Property = Property::new("tar.member.owner", Role::Identifying, Editability::F1);
/// What a link leads to.
pub const LINK: Property = Property::plain("tar.member.link", Editability::F1);
/// An attribute that the disk kept beside the bytes: addresses that it was loaded from, labels.
pub const ATTRIBUTE: Property = Property::new("tar.member.attribute", Role::Identifying, Editability::F1);
/// The form of the headers.
pub const DIALECT: Property = Property::plain("tar.dialect", Editability::F1);
/// What the names of extended headers say of the program that wrote them.
pub const PROGRAM: Property = Property::plain("tar.program", Editability::F1);
/// An owner of members: said once.
pub const OWNERS: Property = Property::new("tar.owner", Role::Identifying, Editability::F1);
/// The comment for all members; git writes the number of the commit there.
pub const COMMENT: Property = Property::plain("tar.comment", Editability::F1);
/// The label of the volume.
pub const LABEL: Property = Property::plain("tar.label", Editability::F1);
/// How many members there are, folders not counted.
pub const MEMBERS: Property = Property::plain("tar.members", Editability::F1);
/// How many folders.
pub const FOLDERS: Property = Property::plain("tar.folders", Editability::F1);
/// When the youngest member was last changed.
pub const NEWEST: Property = Property::new("tar.newest", Role::PackedTime, Editability::F1);

/// How a tar is walked over.
const WALK: Walk = Walk::Sequence(walk);

/// The reader.
#[derive(Debug, Clone, Copy)]
pub struct TapeArchive;

impl Reader for TapeArchive {
    fn name(&self) -> &'static str {
        "tar"
    }

    fn specification(&self) -> &'static str {
        "POSIX.1-2017 (pax); GNU tar 1.35, manual, Basic Tar Format"
    }

    fn recognise(&self, content: &Content<'_>) -> Option<Format> {
        content.format_of(&["tar"])
    }

    fn walk(&self) -> Option<Walk> {
        Some(WALK)
    }

    fn read(&self, bytes: &Arc<Vec<u8>>, format: Format, options: &ReadOptions, purse: &Purse) -> Extraction {
        members::read_in_memory(WALK, bytes, format, options, purse)
    }
}

fn walk(source: &mut dyn Read, intake: &mut Intake, members: &mut Members<'_>) {
    let mut tar = Tar::new(source);
    let (mut newest, mut folders, mut behind_end) = (Newest::default(), 0_u64, 0_u64);
    loop {
        let entry = match tar.next_entry() {
            Ok(Some(entry)) => entry,
            Ok(None) => break,
            Err(error) => {
                intake.partial();
                intake.warn("tar-damaged", format!("the archive breaks off: {error}"), None);
                break;
            }
        };
        behind_end += u64::from(entry.is_behind_end);
        say_once(&entry, intake);
        let about = about(&entry, intake);
        newest.see_told(&about, &MODIFIED.key);
        if entry.is_folder() {
            folders += 1;
            continue;
        }
        if hand_on(&entry, about, &mut tar, members).is_break() {
            break;
        }
    }
    for record in tar.globals().iter().filter(|record| record.key == "comment") {
        let comment = String::from_utf8_lossy(&record.value).into_owned();
        intake.evidence(&COMMENT, &record.value, text(comment), at(place(record), "comment for all members"));
    }
    if let Some(label) = &tar.label {
        let raw = label.text(&field::NAME);
        let range = label.at..label.at + raw.len() as u64;
        intake.evidence(&LABEL, raw, text(String::from_utf8_lossy(raw)), at(range, "label of the volume"));
    }
    intake.evidence(&MEMBERS, b"", number(tar.count - folders), at(0..0, "members"));
    if folders > 0 {
        intake.evidence(&FOLDERS, b"", number(folders), at(0..0, "folders"));
    }
    newest.hand_over(&NEWEST, intake);
    for (place, fault) in &tar.faults {
        intake.partial();
        intake.warn("tar-damaged", format!("at byte {place}: {fault}"), Some(at(*place..place + 512, "tar")));
    }
    if behind_end > 0 {
        let message =
            format!("{behind_end} entries are behind the mark that ends the archive: most programs do not show them");
        intake.warn("tar-behind-end", message, None);
    }
}

/// Hands a member on: its bytes, or that it has none.
fn hand_on(
    entry: &Entry,
    mut about: About,
    tar: &mut Tar<&mut dyn Read>,
    members: &mut Members<'_>,
) -> ControlFlow<()> {
    let kind = match entry.header.kind() {
        b'1' if entry.size == 0 => "hard link",
        b'2' => "symbolic link",
        b'3' => "device (by characters)",
        b'4' => "device (by blocks)",
        b'6' => "named pipe",
        b'M' => {
            let why = "it goes on from another volume, which is not here";
            return members.unread(about.member, entry.size, "member-not-readable", why);
        }
        _ if entry.is_sparse() => {
            let why = "it is a sparse file: its empty parts are left out, and valla does not put it together";
            return members.unread(about.member, entry.size, "member-not-readable", why);
        }
        _ => return members.hand(about.member, &mut tar.content()),
    };
    let link = entry.link();
    if matches!(entry.header.kind(), b'1' | b'2') {
        let start = entry.header.at + field::LINK.start as u64;
        let target = String::from_utf8_lossy(&link).into_owned();
        about.tell(&LINK, &link, text(target.clone()), start..start + 100, "what it leads to");
        return members.without_bytes(about.member, kind, format!("it is a {kind} to {target:?} and has no bytes"));
    }
    members.without_bytes(about.member, kind, format!("it is a {kind} and has no bytes"))
}

/// What the headers say of a member.
fn about(entry: &Entry, intake: &mut Intake) -> About {
    let mut about = About::new(&entry.name(), intake);
    let header = &entry.header;
    let place_of = |field: &Range<usize>| header.at + field.start as u64..header.at + field.end as u64;
    let gnu = header.dialect() == Dialect::Gnu;
    for (key, property, field, words) in [
        ("mtime", &MODIFIED, Some(&field::MODIFIED), "last changed"),
        ("atime", &ACCESSED, gnu.then_some(&field::GNU_ACCESSED), "last read"),
        ("ctime", &CHANGED, gnu.then_some(&field::GNU_CHANGED), "entry last changed"),
        ("LIBARCHIVE.creationtime", &CREATED, None, "made"),
    ] {
        if let Some(record) = entry.record(key) {
            let written = std::str::from_utf8(&record.value).ok();
            let moment = written.and_then(Moment::of_unix_seconds);
            about.tell(property, &record.value, time(moment), place(record), words);
        } else if let Some(field) = field {
            let raw = header.raw(field);
            // Fields that GNU tar leaves empty are no times.
            if *field != field::MODIFIED && raw.iter().all(|byte| *byte == 0) {
                continue;
            }
            let moment = header.number(field).and_then(Moment::of_unix_time);
            about.tell(property, raw, time(moment), place_of(field), words);
        }
    }
    if let Some((raw, owner)) = owner(entry) {
        about.tell(&OWNER, &raw, text(owner), place_of(&(field::USER.start..field::GROUP_NAME.end)), "owner");
    }
    for record in entry.records.iter().filter(|record| is_attribute(&record.key)).take(20) {
        let shown = String::from_utf8_lossy(&record.value).into_owned();
        let value = text(format!("{}: {shown}", record.key));
        about.tell(&ATTRIBUTE, &record.value, value, place(record), "attribute");
    }
    about
}

/// The owner and the group in words, with the bytes that say so.
fn owner(entry: &Entry) -> Option<(Vec<u8>, String)> {
    let header = &entry.header;
    let mut raw = Vec::new();
    let mut part = |name: (&str, &Range<usize>), id: (&str, &Range<usize>)| {
        let bytes = entry.record(name.0).map_or_else(
            || if header.dialect() == Dialect::Seventh { vec![] } else { header.text(name.1).to_vec() },
            |record| record.value.clone(),
        );
        let number = entry.record(id.0).and_then(|record| std::str::from_utf8(&record.value).ok()?.parse().ok());
        let number: Option<i64> = number.or_else(|| header.number(id.1));
        raw.extend_from_slice(header.raw(id.1));
        raw.extend_from_slice(&bytes);
        let name = String::from_utf8_lossy(&bytes).into_owned();
        let number = number.map(|number| number.to_string()).unwrap_or_default();
        if name.is_empty() { number } else { format!("{name} ({number})") }
    };
    let user = part(("uname", &field::USER_NAME), ("uid", &field::USER));
    let group = part(("gname", &field::GROUP_NAME), ("gid", &field::GROUP));
    (!user.is_empty() || !group.is_empty()).then(|| (raw, format!("owner {user}, group {group}")))
}

fn is_attribute(key: &str) -> bool {
    key.starts_with("SCHILY.xattr.") || key.starts_with("LIBARCHIVE.xattr.")
}

fn place(record: &Record) -> Range<u64> {
    record.at..record.at + record.value.len() as u64
}

/// So many owners are listed for the archive.
const OWNERS_LISTED: usize = 50;

/// What many members say alike is said once for the archive.
fn say_once(entry: &Entry, intake: &mut Intake) {
    let header = &entry.header;
    let magic = header.at + field::MAGIC.start as u64..header.at + field::MAGIC.end as u64;
    let dialect = match (header.dialect(), entry.extended_by.is_some()) {
        (_, true) => "POSIX, with extended headers (pax)",
        (Dialect::Gnu, false) => "GNU",
        (Dialect::Ustar, false) => "POSIX (ustar)",
        (Dialect::Seventh, false) => "seventh edition of Unix",
    };
    if intake.first("dialect", dialect) {
        intake.evidence(&DIALECT, header.raw(&field::MAGIC), text(dialect), at(magic, "form of the headers"));
    }
    if let Some(name) = &entry.extended_by
        && let Some(program) = program_of(&String::from_utf8_lossy(name))
        && intake.first("program", program)
    {
        let value = text(format!("extended headers named as {program} names them"));
        intake.evidence(&PROGRAM, name, value, at(header.at..header.at, "name of the extended header"));
    }
    if let Some((raw, owner)) = owner(entry)
        && intake.count(&OWNERS) < OWNERS_LISTED
        && intake.first("owner", &owner)
    {
        let range = header.at + field::USER.start as u64..header.at + field::GROUP_NAME.end as u64;
        let value = Reading::Present(Value::Text(owner));
        intake.evidence(&OWNERS, &raw, value, at(range, "owner of a member"));
    }
}

/// Programs by how they name extended headers.
fn program_of(name: &str) -> Option<&'static str> {
    PROGRAMS
        .lines()
        .filter_map(|line| line.split_once(','))
        .find(|(part, _)| name.contains(part))
        .map(|(_, rest)| rest.split(',').next().unwrap_or_default())
}

/// A part of the name, and the program: the first that fits holds.
const PROGRAMS: &str = include_str!("data/tar_programs.csv");
