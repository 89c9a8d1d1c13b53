//! What the directory of a ZIP container says: times, systems, owners, comments, and where its two accounts differ.

use crate::formats::zip::directory::{Archive, Header, Member, extra_fields};
use crate::formats::zip::image::Image;
use crate::model::{ByteRange, Editability, Locus, Moment, Property, Reading, Role, Value};
use crate::properties::keys;
use crate::readers::Intake;
use crate::readers::members::Told;
use memchr::memmem;
use std::collections::BTreeMap;
use std::ops::Range;

/// When a member of an archive was last changed, by the clock of the machine that packed it: local time.
pub const MODIFIED: Property = Property::new("zip.member.modified", Role::PackedTime, Editability::F2);
/// The same in universal time, from an extra field (Info-ZIP 0x5455, NTFS 0x000a).
pub const MODIFIED_UTC: Property = Property::new("zip.member.modified.utc", Role::PackedTime, Editability::F1);
/// When the member was last read, from an extra field.
pub const ACCESSED: Property = Property::plain("zip.member.accessed.utc", Editability::F1);
/// When the member was made on the disk it came from, from an extra field.
pub const CREATED: Property = Property::plain("zip.member.created.utc", Editability::F1);
/// The same of a member by itself: what the archive around it says.
pub const STORED: Property = Property::new("zip.stored.modified", Role::StoredTime, Editability::F2);
/// The same in universal time, from an extra field.
pub const STORED_UTC: Property = Property::new("zip.stored.modified.utc", Role::StoredTime, Editability::F1);
/// When it was last read, from an extra field.
pub const STORED_ACCESSED: Property = Property::plain("zip.stored.accessed.utc", Editability::F1);
/// When it was made on the disk it came from, from an extra field.
pub const STORED_CREATED: Property = Property::plain("zip.stored.created.utc", Editability::F1);
/// The time of a part of a document: programs of an office write a constant here.
pub const PART_MODIFIED: Property = Property::plain(keys::PACKAGE_PART_MODIFIED, Editability::F2);
/// The same in universal time, from an extra field: whoever packs a document anew leaves it, so it speaks of no save.
pub const PART_MODIFIED_UTC: Property = Property::plain("zip.part.modified.utc", Editability::F1);
/// How many parts have the constant 1980-01-01 00:00 for a time.
pub const PART_TIME_CONSTANT: Property = Property::plain(keys::PACKAGE_PART_CONSTANT, Editability::F2);
/// The system and version of the specification that the writer claims (4.4.2).
pub const WRITTEN_BY: Property = Property::plain(keys::PACKAGE_WRITTEN_BY, Editability::F1);
/// The owner on a Unix system, from an extra field (0x7875).
pub const OWNER: Property = Property::new("zip.member.owner", Role::Identifying, Editability::F1);
/// The kinds of extra fields.
pub const EXTRA: Property = Property::plain("zip.extra", Editability::F1);
/// The comment of the archive.
pub const COMMENT: Property = Property::plain("zip.comment", Editability::F3);
/// The comment of a member.
pub const MEMBER_COMMENT: Property = Property::plain("zip.member.comment", Editability::F3);
/// How names are written, where they are not ASCII.
pub const NAME_ENCODING: Property = Property::plain("zip.name-encoding", Editability::F1);
/// The names in the order of the directory.
pub const ORDER: Property = Property::plain(keys::PACKAGE_ORDER, Editability::F1);
/// What the local header of a member says otherwise than the directory.
pub const DIFFERENCE: Property = Property::plain("zip.member.difference", Editability::F1);
/// A member that is in the file and not in the directory.
pub const UNLISTED: Property = Property::plain("zip.member.unlisted", Editability::F1);
/// Bytes before the container.
pub const PREFIX: Property = Property::plain("zip.prefix", Editability::F1);

/// What the container is used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Use {
    /// An archive of files: the times are those of files.
    Archive,
    /// The package of one document: the times are those of its last writer.
    Package,
}

/// So many characters of the order of names are kept.
const ORDER_LENGTH: usize = 2_000;

/// Hands over what the directory says.
pub fn hand_over(archive: &Archive<'_>, used: Use, intake: &mut Intake) {
    for fault in &archive.faults {
        intake.partial();
        intake.warn("zip-damaged", fault.clone(), None);
    }
    if archive.start > 0 {
        let value = Value::Number(i64::try_from(archive.start).unwrap_or(i64::MAX));
        let head = 0..archive.start.min(64);
        intake.evidence(
            &PREFIX,
            archive.slice(&head),
            Reading::Present(value),
            at(0..archive.start, "before the container"),
        );
    }
    text(archive, &COMMENT, &archive.comment, "comment of the archive", intake);
    let mut tally = Tally::default();
    for member in &archive.members {
        tally.count(archive, member);
        times(archive, member, used, intake);
        text(archive, &MEMBER_COMMENT, &member.comment, &format!("{}: comment", member.name), intake);
        difference(archive, member, intake);
    }
    tally.hand_over(archive, intake);
    unlisted(archive, intake);
}

/// What is said once for all members of a kind: where it is first, and how many there are.
#[derive(Debug, Default)]
struct Tally {
    seen: BTreeMap<(&'static str, String), (Range<usize>, usize)>,
    names: String,
    constant_time: Option<(Range<usize>, usize)>,
}

impl Tally {
    fn note(&mut self, kind: &'static str, what: String, place: Range<usize>) {
        self.seen.entry((kind, what)).or_insert((place, 0)).1 += 1;
    }

    fn count(&mut self, archive: &Archive<'_>, member: &Member) {
        let version = member.header.start + 4..member.header.start + 6;
        let (major, minor) = (member.written_by / 10, member.written_by % 10);
        self.note("written-by", format!("{}, version {major}.{minor}", system(member.system)), version);
        if !archive.slice(&member.central.name).is_ascii() {
            self.note("name", member.encoding.words().to_owned(), member.central.name.clone());
        }
        for (id, data) in extra_fields(archive.bytes, &member.central.extra) {
            self.note("extra", format!("0x{id:04x} {}", extra_kind(id)), data.clone());
            if let (0x7875, Some(owner)) = (id, owner(archive.bytes, &data)) {
                self.note("owner", owner, data);
            }
        }
        if is_constant(&member.central) {
            let place = member.central.time_at..member.central.time_at + 4;
            self.constant_time.get_or_insert((place, 0)).1 += 1;
        }
        if self.names.len() < ORDER_LENGTH {
            let comma = if self.names.is_empty() { "" } else { ", " };
            self.names.push_str(&format!("{comma}{}", member.name));
        }
    }

    fn hand_over(self, archive: &Archive<'_>, intake: &mut Intake) {
        for ((kind, what), (place, count)) in self.seen {
            let (property, path) = match kind {
                "written-by" => (&WRITTEN_BY, "version made by"),
                "name" => (&NAME_ENCODING, "names"),
                "extra" => (&EXTRA, "extra fields"),
                _ => (&OWNER, "extra field 0x7875"),
            };
            let raw = archive.slice(&place);
            let value = Reading::Present(Value::Text(what));
            intake.evidence(property, raw, value, at(place, &format!("{path} ({count} members)")));
        }
        if let Some((place, count)) = self.constant_time {
            let value = Reading::Present(Value::Number(i64::try_from(count).unwrap_or(i64::MAX)));
            let raw = archive.slice(&place);
            intake.evidence(&PART_TIME_CONSTANT, raw, value, at(place, "members of 1980-01-01 00:00"));
        }
        if !self.names.is_empty() {
            let order: String = self.names.chars().take(ORDER_LENGTH).collect();
            let locus = Locus { path: "order of the members".to_owned(), ..Locus::default() };
            intake.evidence(&ORDER, b"", Reading::Present(Value::Text(order)), locus);
        }
    }
}

/// The time that programs of an office write for want of one.
fn is_constant(header: &Header) -> bool {
    (header.date, header.time) == (0x21, 0)
}

/// What the directory says of one member, for the member itself.
#[must_use]
pub fn stored(archive: &Archive<'_>, member: &Member) -> Vec<Told> {
    let header = &member.central;
    let told = |property: &Property, value, place: Range<usize>| Told {
        property: property.clone(),
        raw: archive.slice(&place).to_vec(),
        value,
        locus: at(place, "directory of the archive: last changed"),
    };
    let mut found = Vec::new();
    if !is_constant(header) {
        found.push(told(&STORED, time(header), header.time_at..header.time_at + 4));
    }
    for (property, moment, place) in times_of(archive, member) {
        let (property, path) = match property {
            property if property == MODIFIED_UTC => (&STORED_UTC, "extra field: last changed"),
            property if property == CREATED => (&STORED_CREATED, "extra field: made"),
            _ => (&STORED_ACCESSED, "extra field: last read"),
        };
        let mut told = told(property, Reading::Present(Value::Moment(moment)), place);
        path.clone_into(&mut told.locus.path);
        found.push(told);
    }
    found
}

/// The times of the extra fields of a member: the local header often has all of them and the central one the first alone; some programs
/// (7-Zip) write them into the central one alone.
fn times_of(archive: &Archive<'_>, member: &Member) -> Vec<(Property, Moment, Range<usize>)> {
    let local: Vec<_> = member.local.iter().flat_map(|local| extra_times(archive.bytes, &local.extra)).collect();
    if local.is_empty() { extra_times(archive.bytes, &member.central.extra).into_iter().collect() } else { local }
}

/// The time of a header.
fn time(header: &Header) -> Reading {
    match Moment::of_dos(header.date, header.time) {
        Some(moment) => Reading::Present(Value::Moment(moment)),
        None if header.date == 0 && header.time == 0 => Reading::Absent,
        None => Reading::Unreadable("not a date in the calendar".to_owned()),
    }
}

fn times(archive: &Archive<'_>, member: &Member, used: Use, intake: &mut Intake) {
    let header = &member.central;
    if !is_constant(header) {
        let place = header.time_at..header.time_at + 4;
        let reading = time(header);
        let property = if used == Use::Archive { &MODIFIED } else { &PART_MODIFIED };
        let path = format!("{}: last changed", member.name);
        intake.evidence(property, archive.slice(&place), reading, at(place, &path));
    }
    for (property, moment, place) in times_of(archive, member) {
        let path = format!("{}: extra field", member.name);
        let raw = archive.slice(&place);
        let of_package = used == Use::Package && property == MODIFIED_UTC;
        let property = if of_package { PART_MODIFIED_UTC } else { property };
        intake.evidence(&property, raw, Reading::Present(Value::Moment(moment)), at(place, &path));
    }
}

/// The times of extra fields: Info-ZIP's extended timestamp, and NTFS (4.5.5).
fn extra_times(bytes: Image<'_>, extra: &Range<usize>) -> Vec<(Property, Moment, Range<usize>)> {
    let mut found = Vec::new();
    for (id, data) in extra_fields(bytes, extra) {
        match id {
            0x5455 => {
                let flags = bytes.number(data.start, 1).unwrap_or(0);
                let mut place = data.start + 1;
                for (bit, property) in [(1, MODIFIED_UTC), (2, ACCESSED), (4, CREATED)] {
                    if flags & bit == 0 || place + 4 > data.end {
                        continue;
                    }
                    let seconds = bytes.number(place, 4).unwrap_or(0) as u32;
                    let moment = Moment::of_unix_time(i64::from(seconds.cast_signed()));
                    found.extend(moment.map(|moment| (property, moment, place..place + 4)));
                    place += 4;
                }
            }
            0x000a if bytes.number(data.start + 4, 4) == Some(0x0018_0001) => {
                for (at, property) in [(8, MODIFIED_UTC), (16, ACCESSED), (24, CREATED)] {
                    let place = data.start + at..data.start + at + 8;
                    let moment = bytes.number(place.start, 8).filter(|_| place.end <= data.end);
                    found.extend(moment.and_then(Moment::of_filetime).map(|moment| (property, moment, place)));
                }
            }
            _ => {}
        }
    }
    found
}

fn owner(bytes: Image<'_>, data: &Range<usize>) -> Option<String> {
    let length = usize::try_from(bytes.number(data.start + 1, 1)?).ok()?;
    let user = bytes.number(data.start + 2, length.min(8))?;
    let group_at = data.start + 2 + length;
    let group = bytes.number(group_at + 1, usize::try_from(bytes.number(group_at, 1)?).ok()?.min(8))?;
    Some(format!("user {user}, group {group}"))
}

/// What a local header says otherwise than the directory. Sizes and checksum may be after the data instead (bit 3).
fn difference(archive: &Archive<'_>, member: &Member, intake: &mut Intake) {
    let Some(local) = &member.local else { return };
    let central = &member.central;
    let mut words = Vec::new();
    if archive.slice(&local.name) != archive.slice(&central.name) {
        let name = String::from_utf8_lossy(archive.slice(&local.name)).into_owned();
        words.push(format!("the name {name:?}"));
    }
    if (local.date, local.time) != (central.date, central.time) {
        let time = Moment::of_dos(local.date, local.time).map_or("no time".to_owned(), |moment| moment.readable());
        words.push(format!("the time {time}"));
    }
    if local.method != central.method {
        words.push(format!("the method {}", local.method));
    }
    if (local.flags ^ central.flags) & !0x080e != 0 {
        words.push(format!("the flags 0x{:04x}", local.flags));
    }
    let later = local.flags & 8 != 0;
    if !later && (local.crc, local.compressed, local.size) != (central.crc, central.compressed, central.size) {
        words.push(format!("{} bytes, checksum {:08x}", local.size, local.crc));
    }
    if words.is_empty() {
        return;
    }
    let place = local.time_at - 10..local.name.end;
    let text = format!("{}: the local header has {}, the directory does not", member.name, words.join(", "));
    let raw = archive.slice(&place);
    intake.evidence(&DIFFERENCE, raw, Reading::Present(Value::Text(text)), at(place, "local header"));
}

/// Members that were taken out of the directory and left in the file.
fn unlisted(archive: &Archive<'_>, intake: &mut Intake) {
    const UNLISTED_LIMIT: usize = 100;
    let mut covered: Vec<Range<usize>> = archive
        .members
        .iter()
        .filter_map(|member| Some(member.local.as_ref()?.time_at - 10..member.data.end))
        .collect();
    covered.sort_by_key(|range| range.start);
    let directory = archive.members.iter().map(|member| member.header.start).min().unwrap_or(archive.bytes.length());
    let mut from = archive.start;
    let mut found = 0;
    for range in covered.into_iter().chain(std::iter::once(directory..directory)) {
        let gap = from..range.start;
        // A data descriptor has at most 24 bytes.
        if gap.len() > 24 {
            for place in memmem::find_iter(archive.slice(&gap), b"PK\x03\x04").map(|place| gap.start + place) {
                let length = archive.bytes.number(place + 26, 2).and_then(|length| usize::try_from(length).ok());
                let name = length.and_then(|length| archive.bytes.get(place + 30..place + 30 + length));
                if let (Some(name), true) = (name.filter(|name| !name.is_empty()), found < UNLISTED_LIMIT) {
                    found += 1;
                    let text = String::from_utf8_lossy(name).into_owned();
                    let end = place + 30 + name.len();
                    let value = Reading::Present(Value::Text(text));
                    intake.evidence(
                        &UNLISTED,
                        name,
                        value,
                        at(place..end, "local header that the directory leaves out"),
                    );
                }
            }
        }
        from = from.max(range.end);
    }
}

fn text(archive: &Archive<'_>, property: &Property, range: &Range<usize>, path: &str, intake: &mut Intake) {
    let raw = archive.slice(range);
    if !raw.is_empty() {
        let text = String::from_utf8_lossy(raw).into_owned();
        intake.evidence(property, raw, Reading::Present(Value::Text(text)), at(range.clone(), path));
    }
}

fn at(range: Range<usize>, path: &str) -> Locus {
    Locus { bytes: Some(ByteRange::new(range.start, range.end)), path: path.to_owned(), ..Locus::default() }
}

/// The systems (4.4.2.2).
fn system(number: u8) -> String {
    match number {
        0 => "MS-DOS or Windows".to_owned(),
        3 => "Unix".to_owned(),
        6 => "OS/2".to_owned(),
        7 => "classic Mac OS".to_owned(),
        10 => "Windows (NTFS)".to_owned(),
        11 => "MVS".to_owned(),
        14 => "VFAT".to_owned(),
        19 => "macOS".to_owned(),
        other => format!("system {other}"),
    }
}

fn extra_kind(id: u16) -> &'static str {
    match id {
        0x0001 => "Zip64",
        0x000a => "NTFS times",
        0x5455 => "extended timestamp",
        0x5855 => "Info-ZIP Unix, old",
        0x7855 => "Info-ZIP Unix",
        0x7875 => "Info-ZIP Unix owner",
        0x7075 => "Unicode name",
        0x6375 => "Unicode comment",
        0x9901 => "AES encryption",
        0xa220 => "padding of Office Open XML",
        0xcafe => "Java archive",
        _ => "unknown",
    }
}
