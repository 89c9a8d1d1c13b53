//! Images of discs (ISO 9660): when and with what a volume was made, its sessions, and its files with the times of its directories.
//!
//! # Incomplete support
//! Of UDF it is said that it is there; files that UDF alone lists are not read. Interleaved files and images of raw sectors are not read.

mod times;

use super::{About, Newest, at, number, text};
use crate::formats::archives::iso9660::rock_ridge::Time;
use crate::formats::archives::iso9660::{self, Bytes, File, SECTOR, Session, Tree, Volume, bytes_at, field};
use crate::formats::archives::position::Exactly;
use crate::formats::budget::Purse;
use crate::model::{Editability, Extraction, Format, Property, Role};
use crate::properties::keys;
use crate::readers::members::{self, Members, ReadSeek, Walk};
use crate::readers::{Content, Intake, ReadOptions, Reader};
use std::collections::HashSet;
use std::io;
use std::ops::{ControlFlow, Range};
use std::sync::Arc;

/// When the volume was made.
pub const CREATED: Property = Property::new(keys::DISC_CREATED, Role::Created, Editability::F2);
/// When it was last changed.
pub const CHANGED: Property = Property::new("iso.volume.modified", Role::Modified, Editability::F2);
/// When it expires.
pub const EXPIRES: Property = Property::plain("iso.volume.expires", Editability::F2);
/// From when on it may be used.
pub const EFFECTIVE: Property = Property::plain("iso.volume.effective", Editability::F2);
/// When an earlier session of the disc was made.
pub const SESSION_CREATED: Property = Property::new(keys::DISC_SESSION_CREATED, Role::HistoryTime, Editability::F1);
/// How many sessions there are.
pub const SESSIONS: Property = Property::plain(keys::DISC_SESSIONS, Editability::F1);
/// When the youngest file was recorded.
pub const NEWEST: Property = Property::new(keys::DISC_NEWEST, Role::StoredTime, Editability::F1);
/// The name of the volume.
pub const VOLUME: Property = Property::new("iso.volume.name", Role::Title, Editability::F2);
/// The program, or what the data are for.
pub const APPLICATION: Property = Property::new("iso.volume.application", Role::Producer, Editability::F2);
/// Who prepared it: a person, or a program that writes its own name here.
pub const PREPARER: Property = Property::new("iso.volume.preparer", Role::Identifying, Editability::F2);
/// Who publishes it.
pub const PUBLISHER: Property = Property::new("iso.volume.publisher", Role::Identifying, Editability::F2);
/// The system that can use the first sectors.
pub const SYSTEM: Property = Property::plain("iso.volume.system", Editability::F2);
/// The name of the set of volumes.
pub const SET: Property = Property::plain("iso.volume.set", Editability::F2);
/// What the program wrote for itself.
pub const APPLICATION_USE: Property = Property::plain("iso.volume.application-use", Editability::F1);
/// The program of the family of mkisofs, the day and the words of its command, behind the descriptors.
pub const COMMAND: Property = Property::new("iso.command", Role::Identifying, Editability::F1);
/// Names and other extensions that are used.
pub const EXTENSION: Property = Property::plain("iso.extension", Editability::F1);
/// The catalogue from which a machine can start.
pub const BOOT: Property = Property::plain("iso.boot", Editability::F1);
/// How many files there are.
pub const MEMBERS: Property = Property::plain("iso.members", Editability::F1);
/// When a file was recorded, as its directory says (9.1.5).
pub const RECORDED: Property = Property::new("iso.member.recorded", Role::StoredTime, Editability::F1);
/// When it was made, by Rock Ridge.
pub const MEMBER_CREATED: Property = Property::plain("iso.member.created", Editability::F1);
/// When it was last changed, by Rock Ridge.
pub const MODIFIED: Property = Property::new("iso.member.modified", Role::StoredTime, Editability::F1);
/// When it was last read.
pub const ACCESSED: Property = Property::plain("iso.member.accessed", Editability::F1);
/// When its entry on the disk was last changed.
pub const ENTRY_CHANGED: Property = Property::plain("iso.member.changed", Editability::F1);
/// Another of the times of Rock Ridge.
pub const OTHER_TIME: Property = Property::plain("iso.member.other-time", Editability::F1);
/// The numbers of its owner and group.
pub const OWNER: Property = Property::new("iso.member.owner", Role::Identifying, Editability::F1);
/// What a link leads to.
pub const LINK: Property = Property::plain("iso.member.link", Editability::F1);
/// That not every program lists it: it is in one tree of names alone, or in an earlier session.
pub const ONLY_IN: Property = Property::plain("iso.member.only-in", Editability::F1);

/// How an image is walked over.
const WALK: Walk = Walk::Seek(walk);

/// The reader.
#[derive(Debug, Clone, Copy)]
pub struct DiscImage;

impl Reader for DiscImage {
    fn name(&self) -> &'static str {
        "ISO 9660"
    }

    fn specification(&self) -> &'static str {
        "ECMA-119, 4th edition (ISO 9660); Joliet 1995; SUSP and RRIP 1.12; El Torito 1.0"
    }

    fn recognise(&self, content: &Content<'_>) -> Option<Format> {
        content.format_of(&["iso-9660"])
    }

    fn walk(&self) -> Option<Walk> {
        Some(WALK)
    }

    fn read(&self, bytes: &Arc<Vec<u8>>, format: Format, options: &ReadOptions, purse: &Purse) -> Extraction {
        members::read_in_memory(WALK, bytes, format, options, purse)
    }
}

fn walk(source: &mut dyn ReadSeek, intake: &mut Intake, members: &mut Members<'_>) {
    if let Err(error) = image(source, intake, members) {
        intake.partial();
        intake.warn("iso-damaged", format!("the image breaks off: {error}"), None);
    }
}

/// A tree of files, in words of which session and of which names; the best names first.
struct Listed {
    tree: Tree,
    session: usize,
    names: &'static str,
}

fn image(source: &mut dyn ReadSeek, intake: &mut Intake, members: &mut Members<'_>) -> io::Result<()> {
    let Some(first) = iso9660::session(source, SECTOR_OF_FIRST)? else {
        intake.error("iso-damaged", "the image has no primary descriptor of a volume");
        return Ok(());
    };
    let purse = members.purse;
    let mut listed = trees(source, &first, 0, purse)?;
    let taken: Vec<Range<u64>> =
        listed.iter().flat_map(|one| one.tree.files.iter().flat_map(|file| file.extents.iter().cloned())).collect();
    let mut goes_on = || {
        purse.parsed(SCANNED);
        !purse.is_empty()
    };
    let mut sessions = vec![first];
    for session in iso9660::sessions(source, &taken, &mut goes_on)? {
        // A disc that can be written over has the descriptors of the last session twice.
        if sessions.iter().all(|known| known.primary.root() != session.primary.root()) {
            listed.extend(trees(source, &session, sessions.len(), purse)?);
            sessions.push(session);
        }
    }
    say(source, &sessions, &listed, intake)?;
    hand_on(source, &sessions, &listed, intake, members);
    Ok(())
}

/// The sector of the first descriptor.
const SECTOR_OF_FIRST: u64 = 16;
/// What looking at one sector counts for.
const SCANNED: usize = 64;

/// The trees of a session, the one with the best names first.
fn trees(source: &mut dyn ReadSeek, session: &Session, number: usize, purse: &Purse) -> io::Result<Vec<Listed>> {
    let mut read = |volume: &Volume| iso9660::tree(source, volume, || purse.takes_entry() && !purse.is_empty());
    let primary = read(&session.primary)?;
    let has_rock_ridge = primary.has_rock_ridge;
    let names = if has_rock_ridge { "Rock Ridge" } else { "ISO 9660" };
    let mut found = vec![Listed { tree: primary, session: number, names }];
    if let Some(joliet) = &session.joliet {
        let tree = read(joliet)?;
        let place = usize::from(has_rock_ridge);
        found.insert(place, Listed { tree, session: number, names: "Joliet" });
    }
    Ok(found)
}

/// What the descriptors say.
fn say(source: &mut dyn ReadSeek, sessions: &[Session], listed: &[Listed], intake: &mut Intake) -> io::Result<()> {
    // The last session is the one that a machine shows; an image that was grown in a file has it first.
    let shown = shown(sessions);
    intake.evidence(&SESSIONS, b"", number(sessions.len() as u64), at(0..0, "sessions"));
    for (index, session) in sessions.iter().enumerate() {
        let volume = &session.primary;
        let of_field = |field: &Range<usize>| volume.at + field.start as u64..volume.at + field.end as u64;
        if index != shown {
            let raw = volume.raw(&field::CREATED);
            let place = at(of_field(&field::CREATED), format!("session at byte {}: made", volume.at));
            intake.evidence(&SESSION_CREATED, raw, times::of_volume(raw), place);
            continue;
        }
        for (property, field, words) in [
            (&CREATED, &field::CREATED, "volume made"),
            (&CHANGED, &field::MODIFIED, "volume last changed"),
            (&EXPIRES, &field::EXPIRES, "volume expires"),
            (&EFFECTIVE, &field::EFFECTIVE, "volume holds from"),
        ] {
            let raw = volume.raw(field);
            intake.evidence(property, raw, times::of_volume(raw), at(of_field(field), words));
        }
        for (property, field, words) in [
            (&VOLUME, &field::VOLUME, "name of the volume"),
            (&SET, &field::SET, "name of the set"),
            (&PUBLISHER, &field::PUBLISHER, "publisher"),
            (&PREPARER, &field::PREPARER, "preparer"),
            (&APPLICATION, &field::APPLICATION, "application"),
            (&SYSTEM, &field::SYSTEM, "system"),
            (&APPLICATION_USE, &field::APPLICATION_USE, "for the use of the program"),
        ] {
            let shown = volume.text(field);
            if !shown.is_empty() {
                intake.evidence(property, volume.raw(field), text(shown), at(of_field(field), words));
            }
        }
        extensions(session, listed, index, intake);
        boot(source, session, intake)?;
        command(source, session, intake)?;
    }
    for one in listed {
        for (place, fault) in &one.tree.faults {
            intake.partial();
            intake.warn("iso-damaged", format!("at byte {place}: {fault}"), None);
        }
    }
    Ok(())
}

/// The session that a machine shows: the one that was recorded last.
fn shown(sessions: &[Session]) -> usize {
    let roots = sessions.iter().enumerate();
    roots.max_by_key(|(_, session)| session.primary.root().0).map_or(0, |(index, _)| index)
}

fn extensions(session: &Session, listed: &[Listed], index: usize, intake: &mut Intake) {
    let rock_ridge = listed.iter().any(|one| one.session == index && one.tree.has_rock_ridge);
    for (is_there, name, place) in [
        (rock_ridge, "Rock Ridge", session.primary.at),
        (session.joliet.is_some(), "Joliet", session.joliet.as_ref().map_or(0, |volume| volume.at)),
        (session.is_udf, "UDF", session.primary.at),
    ] {
        if is_there {
            intake.evidence(&EXTENSION, b"", text(name), at(place..place, "extension"));
        }
    }
    if session.is_udf {
        intake.warn("iso-udf", "the image has UDF too; files that UDF alone lists are not read", None);
    }
}

/// The validation entry of the catalogue (El Torito, 2.1): for which machine, and a name.
fn boot(source: &mut dyn ReadSeek, session: &Session, intake: &mut Intake) -> io::Result<()> {
    let Some((sector, descriptor)) = session.boot else { return Ok(()) };
    let place = u64::from(sector) * SECTOR;
    let entry = bytes_at(source, place, 32)?;
    let machine = match entry.get(1) {
        Some(0) => "80x86".to_owned(),
        Some(1) => "PowerPC".to_owned(),
        Some(2) => "Mac".to_owned(),
        Some(0xef) => "EFI".to_owned(),
        other => format!("machine {}", other.copied().unwrap_or(0)),
    };
    let raw = entry.get(4..28).unwrap_or_default();
    let name = String::from_utf8_lossy(raw).trim_matches(['\0', ' ']).to_owned();
    let named = if name.is_empty() { String::new() } else { format!(", named {name:?}") };
    let value = text(format!("a machine can start from it ({machine}{named})"));
    let words = format!("catalogue of El Torito, named by the descriptor at byte {descriptor}");
    intake.evidence(&BOOT, &entry, value, at(place..place + entry.len() as u64, words));
    Ok(())
}

/// What programs of the family of mkisofs leave in the sector behind the descriptors: `MKI`, the day, and the words of the command.
fn command(source: &mut dyn ReadSeek, session: &Session, intake: &mut Intake) -> io::Result<()> {
    let raw = bytes_at(source, session.end, SECTOR)?;
    if !raw.starts_with(b"MKI ") {
        return Ok(());
    }
    let end = raw.iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1);
    let raw = raw.get(..end).unwrap_or_default();
    let shown = String::from_utf8_lossy(raw).replace('\0', "\n").trim().to_owned();
    let place = session.end..session.end + raw.len() as u64;
    intake.evidence(&COMMAND, raw, text(shown), at(place, "behind the descriptors"));
    Ok(())
}

/// Hands the files on: those of the session that is shown first, and each once, by the best of its names.
fn hand_on(
    source: &mut dyn ReadSeek,
    sessions: &[Session],
    listed: &[Listed],
    intake: &mut Intake,
    members: &mut Members<'_>,
) {
    let shown = shown(sessions);
    let mut order: Vec<&Listed> = listed.iter().collect();
    order.sort_by_key(|one| (one.session != shown, one.session));
    let mut known: HashSet<Vec<Range<u64>>> = HashSet::new();
    let mut paths: HashSet<Vec<Vec<u8>>> = HashSet::new();
    let (mut newest, mut count) = (Newest::default(), 0);
    'trees: for (index, one) in order.iter().enumerate() {
        // Empty files have no place by which to know them: names tell those that no other session lists.
        let is_first_of_session =
            index.checked_sub(1).and_then(|before| order.get(before)).map(|one| one.session) != Some(one.session);
        let is_new = |file: &&File| match file.size() {
            _ if index == 0 => true,
            0 => is_first_of_session && !paths.contains(&file.path),
            _ => !known.contains(&file.extents),
        };
        let fresh: HashSet<u64> = one.tree.files.iter().filter(is_new).map(|file| file.at).collect();
        for file in one.tree.files.iter().filter(|file| fresh.contains(&file.at)) {
            let mut about = about(file, intake);
            newest.see_told(&about, &RECORDED.key);
            newest.see_told(&about, &MODIFIED.key);
            if index > 0 {
                let place = sessions.get(one.session).map_or(0, |session| session.primary.at);
                let value = if one.session == shown {
                    format!("only the names of {}", one.names)
                } else {
                    format!("only an earlier session (descriptors at byte {place})")
                };
                about.tell(&ONLY_IN, b"", text(value), file.at..file.at + 1, "listed in");
            }
            count += 1;
            if hand(source, file, about, members).is_break() {
                break 'trees;
            }
        }
        known.extend(one.tree.files.iter().map(|file| file.extents.clone()));
        paths.extend(one.tree.files.iter().map(|file| file.path.clone()));
    }
    intake.evidence(&MEMBERS, b"", number(count), at(0..0, "files"));
    newest.hand_over(&NEWEST, intake);
}

fn hand(source: &mut dyn ReadSeek, file: &File, mut about: About, members: &mut Members<'_>) -> ControlFlow<()> {
    if let Some(link) = &file.rock_ridge.link {
        let target = String::from_utf8_lossy(link).into_owned();
        about.tell(&LINK, link, text(target.clone()), file.at..file.at + 1, "what it leads to");
        let why = format!("it is a symbolic link to {target:?} and has no bytes");
        return members.without_bytes(about.member, "symbolic link", why);
    }
    if file.rock_ridge.is_compressed {
        let why = "it is compressed by zisofs, which valla does not decode";
        return members.unread(about.member, file.size(), "member-not-readable", why);
    }
    members.hand(about.member, &mut Exactly::of(Bytes::of(source, &file.extents), file.size()))
}

/// What the directory says of a file.
fn about(file: &File, intake: &mut Intake) -> About {
    let mut about = About::new(&file.path.join(b"/".as_slice()), intake);
    about.tell(&RECORDED, &file.recorded, times::of_record(&file.recorded), file.recorded_at(), "recorded");
    for (time, raw) in &file.rock_ridge.times {
        let (property, words) = match time {
            Time::Created => (&MEMBER_CREATED, "made"),
            Time::Modified => (&MODIFIED, "last changed"),
            Time::Accessed => (&ACCESSED, "last read"),
            Time::Changed => (&ENTRY_CHANGED, "entry last changed"),
            Time::BackedUp => (&OTHER_TIME, "last backed up"),
            Time::Expires => (&OTHER_TIME, "expires"),
            Time::Effective => (&OTHER_TIME, "holds from"),
        };
        let reading = match <[u8; 7]>::try_from(raw.as_slice()) {
            Ok(short) => times::of_record(&short),
            Err(_) => times::of_volume(raw),
        };
        about.tell(property, raw, reading, file.at..file.at + 1, words);
    }
    if let Some((user, group, raw)) = &file.rock_ridge.owner {
        let value = text(format!("owner {user}, group {group}"));
        about.tell(&OWNER, raw, value, file.at..file.at + 1, "owner");
    }
    about
}
