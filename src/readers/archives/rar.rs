//! RAR archives: what the headers say of each member, and the members that are stored.
//!
//! # Incomplete support
//! Packed members are rows that say so: no free program packs as RAR does, and what unpacks it is not free. Passwords are not tried, and
//! the volumes of a set are read each by itself.

use super::tally::Tally;
use crate::formats::archives::rar::{Block, Blocks, Entry, Fault, Main, Stamp};
use crate::formats::budget::Purse;
use crate::formats::zip::directory::of_no_named_encoding;
use crate::model::evidence::hexadecimal;
use crate::model::trouble::LOCKED;
use crate::model::{ByteRange, Editability, Extraction, Format, Locus, Property, Reading, Role, Value};
use crate::readers::members::{Member, Members, Told, Walk, read_in_memory};
use crate::readers::{ChildName, Content, Intake, ReadOptions, Reader};
use std::io::Read;
use std::ops::ControlFlow;
use std::sync::Arc;

/// The reader of RAR archives.
#[derive(Debug, Clone, Copy)]
pub struct Rar;

/// When the archive says that it was made (RAR 7).
pub const MADE: Property = Property::new("rar.created", Role::Created, Editability::F1);
/// The name that it had then.
pub const FIRST_NAME: Property = Property::new("rar.first-name", Role::Identifying, Editability::F1);
/// When the youngest member was last changed on the disk that it was packed from.
pub const NEWEST: Property = Property::new("rar.newest", Role::PackedTime, Editability::F1);
/// When a folder was last changed.
pub const FOLDER_MODIFIED: Property = Property::plain("rar.folder.modified", Editability::F1);
/// The system that members were packed on.
pub const SYSTEM: Property = Property::plain("rar.system", Editability::F1);
/// How members are packed.
pub const METHOD: Property = Property::plain("rar.method", Editability::F1);
/// The version of RAR that a program needs to unpack members.
pub const NEEDS: Property = Property::plain("rar.needs", Editability::F1);
/// The comment of the archive.
pub const COMMENT: Property = Property::plain("rar.comment", Editability::F3);
/// What the archive has besides its members: a record to repair it by, a lock against changes.
pub const FEATURE: Property = Property::plain("rar.feature", Editability::F1);
/// Which volume of a set it is.
pub const VOLUME: Property = Property::plain("rar.volume", Editability::F1);
/// A stream of the Windows file system beside a member: of one that was downloaded it often says where from.
pub const STREAM: Property = Property::new("rar.stream", Role::Identifying, Editability::F1);
/// The names in the order of the headers.
pub const ORDER: Property = Property::plain("rar.order", Editability::F1);
/// What a password locks.
pub const LOCK: Property = Property::plain("rar.encryption", Editability::F1);

/// When a member was last changed on the disk that it was packed from.
pub const MODIFIED: Property = Property::new("rar.member.modified", Role::StoredTime, Editability::F1);
/// When it was made there.
pub const CREATED: Property = Property::plain("rar.member.created", Editability::F1);
/// When it was last read there.
pub const ACCESSED: Property = Property::plain("rar.member.accessed", Editability::F1);
/// When it was last archived there.
pub const ARCHIVED: Property = Property::plain("rar.member.archived", Editability::F1);
/// The system that it was packed on.
pub const MEMBER_SYSTEM: Property = Property::plain("rar.member.system", Editability::F1);
/// How it is packed.
pub const MEMBER_METHOD: Property = Property::plain("rar.member.method", Editability::F1);
/// The owner on a Unix system.
pub const OWNER: Property = Property::new("rar.member.owner", Role::Identifying, Editability::F1);
/// What it points to.
pub const TARGET: Property = Property::plain("rar.member.target", Editability::F1);
/// Which older version of a member it is.
pub const VERSION: Property = Property::plain("rar.member.version", Editability::F1);

const WALK: Walk = Walk::Sequence(walk);
/// A comment or a stream that is longer says nothing more.
const SERVICE: u64 = 64 << 10;

impl Reader for Rar {
    fn name(&self) -> &'static str {
        "RAR"
    }

    fn specification(&self) -> &'static str {
        "technote of RAR 4.20 and \"RAR 5.0 archive format\" (win.rar GmbH)"
    }

    fn recognise(&self, content: &Content<'_>) -> Option<Format> {
        content.format_of(&["rar-4", "rar-5"])
    }

    fn walk(&self) -> Option<Walk> {
        Some(WALK)
    }

    fn read(&self, bytes: &Arc<Vec<u8>>, format: Format, options: &ReadOptions, purse: &Purse) -> Extraction {
        read_in_memory(WALK, bytes, format, options, purse)
    }
}

/// What is gathered on the way and said at the end.
#[derive(Default)]
struct Seen {
    tally: Tally,
    newest: Option<(String, Stamp)>,
    packed: u64,
    locked: u64,
    member: String,
    volume: Option<u64>,
    is_volume: bool,
}

fn walk(source: &mut dyn Read, intake: &mut Intake, members: &mut Members<'_>) {
    let mut seen = Seen::default();
    let ended = match Blocks::open(source) {
        Ok(mut blocks) => {
            let ended = go(&mut blocks, &mut seen, intake, members);
            let mismatches = blocks.mismatches;
            if mismatches > 0 {
                intake.partial();
                let message = format!("{mismatches} headers of the archive do not match their checksums");
                intake.warn("rar-damaged", message, None);
            }
            ended
        }
        Err(fault) => Err(fault),
    };
    if let Err(fault) = ended {
        intake.partial();
        intake.warn("rar-damaged", format!("the archive cannot be read to its end: {fault}"), None);
    }
    conclude(&seen, intake);
}

fn go(blocks: &mut Blocks<'_>, seen: &mut Seen, intake: &mut Intake, members: &mut Members<'_>) -> Result<(), Fault> {
    while let Some(block) = blocks.next_block()? {
        if members.purse.is_empty() || !members.purse.takes_entry() {
            return Ok(());
        }
        match block {
            Block::Main(main) => describe(&main, seen, intake),
            Block::File(entry) => {
                if file(&entry, blocks, seen, intake, members).is_break() {
                    return Ok(());
                }
            }
            Block::Service(entry) => service(&entry, blocks, seen, intake),
            Block::Locked => {
                lock("the names of the members and their bytes", intake);
                let message =
                    "a password locks the names of the members and their bytes; valla tries no passwords on RAR";
                intake.error(LOCKED, message);
            }
            Block::End { next_volume, volume } => {
                seen.volume = volume.or(seen.volume);
                if next_volume {
                    intake.partial();
                    let message = "another volume follows; valla reads each volume by itself";
                    intake.warn("rar-volumes", message, None);
                }
            }
            Block::Other => {}
        }
    }
    Ok(())
}

/// What the header of the archive says.
fn describe(main: &Main, seen: &mut Seen, intake: &mut Intake) {
    (seen.is_volume, seen.volume) = (main.is_volume, main.volume);
    let features = [
        (main.is_solid, "members are packed as one stream"),
        (main.is_closed, "closed to changes"),
        (main.has_recovery_record, "a record to repair it by"),
        (main.has_authenticity, "authenticity information: who packed it, by the registration of the program"),
    ];
    for (_, feature) in features.iter().filter(|(has, _)| *has) {
        say(&FEATURE, (*feature).to_owned(), b"", at(main.at, 0, "header of the archive"), intake);
    }
    if let Some(name) = &main.first_name {
        say(&FIRST_NAME, name.clone(), name.as_bytes(), at(main.at, 0, "header of the archive: name"), intake);
    }
    if let Some(stamp) = &main.created {
        let told = time(&MADE, stamp, "header of the archive: made");
        intake.evidence(&told.property, &told.raw, told.value, told.locus);
    }
    if let Some(comment) = &main.comment {
        let (text, _) = of_no_named_encoding(comment);
        say(&COMMENT, text, comment, at(main.at, 0, "header of the archive: comment"), intake);
    }
}

fn file(
    entry: &Entry,
    blocks: &mut Blocks<'_>,
    seen: &mut Seen,
    intake: &mut Intake,
    members: &mut Members<'_>,
) -> ControlFlow<()> {
    seen.tally.name(&entry.name);
    seen.tally.note("system", entry.system.clone());
    seen.member.clone_from(&entry.name);
    if entry.is_folder {
        if let Some(stamp) = &entry.modified {
            let told = time(&FOLDER_MODIFIED, stamp, &format!("{}: last changed", entry.name));
            intake.evidence(&told.property, &told.raw, told.value, told.locus);
        }
        return ControlFlow::Continue(());
    }
    seen.tally.note("method", entry.method_in_words().to_owned());
    seen.tally.note("version needed", format!("{}.{}", entry.needs / 10, entry.needs % 10));
    if let Some(stamp) = entry.modified.as_ref().filter(|stamp| stamp.moment.is_some()) {
        let earliest = |stamp: &Stamp| stamp.moment.as_ref().map(|moment| moment.latest);
        if seen.newest.as_ref().is_none_or(|(_, newest)| earliest(newest) < earliest(stamp)) {
            seen.newest = Some((entry.name.clone(), stamp.clone()));
        }
    }
    let size = entry.size.unwrap_or(entry.packed);
    let row = member(entry);
    if entry.is_encrypted {
        seen.locked += 1;
        let how = if blocks.is_5() { "AES, 256 bits" } else { "AES, 128 bits, or the cipher of an older version" };
        let why = format!("a password locks it ({how}); valla tries no passwords on RAR");
        return members.unread(row, size, LOCKED, why);
    }
    if let Some(target) = &entry.target
        && entry.packed == 0
    {
        return members.unread(row, size, "member-is-a-link", format!("it has no bytes of its own: {target}"));
    }
    if entry.from_previous || entry.into_next {
        let where_ = match (entry.from_previous, entry.into_next) {
            (true, true) => "it begins in the volume before and goes on in the next one",
            (true, false) => "it begins in the volume before",
            _ => "it goes on in the next volume",
        };
        return members.unread(row, size, "member-in-volumes", format!("{where_}; valla reads each volume by itself"));
    }
    if !entry.is_stored() && size > 0 {
        seen.packed += 1;
        let why = format!("valla does not unpack members of RAR (method: {})", entry.method_in_words());
        return members.unread(row, size, "member-not-readable", why);
    }
    if size == 0 {
        return members.hand(row, &mut [].as_slice());
    }
    members.hand(row, &mut blocks.stored(entry))
}

/// What belongs to the archive or to the member before it.
fn service(entry: &Entry, blocks: &mut Blocks<'_>, seen: &mut Seen, intake: &mut Intake) {
    let place = format!("{}: service {}", if seen.member.is_empty() { "archive" } else { &seen.member }, entry.name);
    let whole = || at(entry.at, entry.header, &place);
    match entry.name.as_str() {
        "CMT" | "STM" => {
            let property = if entry.name == "CMT" { &COMMENT } else { &STREAM };
            let name = String::from_utf8_lossy(&entry.service).into_owned();
            if !entry.is_stored() || entry.is_encrypted {
                let why = if entry.is_encrypted { "a password locks it" } else { "it is packed" };
                let value = Reading::Unreadable(format!("{name} {why}").trim().to_owned());
                intake.evidence(property, b"", value, whole());
                return;
            }
            let mut bytes = Vec::new();
            // What breaks off is said by the walk.
            let _ = blocks.data().take(SERVICE).read_to_end(&mut bytes);
            let text = text_of(&bytes);
            let text = if name.is_empty() { text } else { format!("{name}: {text}") };
            say(property, text, &bytes, at(entry.at, entry.header + entry.packed, &place), intake);
        }
        "RR" => {
            let first = intake.first("rar feature", "RR") && intake.count(&FEATURE) == 0;
            first.then(|| say(&FEATURE, "a record to repair it by".to_owned(), b"", whole(), intake));
        }
        "ACL" => {
            let first = intake.first("rar feature", "ACL");
            first.then(|| say(&FEATURE, "rights of Windows on members".to_owned(), b"", whole(), intake));
        }
        _ => {}
    }
}

/// A comment of version 4 may be UTF-16.
fn text_of(bytes: &[u8]) -> String {
    let text = match bytes {
        [_, 0, ..] if bytes.len().is_multiple_of(2) => {
            encoding_rs::UTF_16LE.decode_without_bom_handling(bytes).0.into_owned()
        }
        _ => of_no_named_encoding(bytes).0,
    };
    text.trim_end_matches('\0').to_owned()
}

fn conclude(seen: &Seen, intake: &mut Intake) {
    if let Some((name, stamp)) = &seen.newest {
        let told = time(&NEWEST, stamp, &format!("{name}: last changed"));
        intake.evidence(&told.property, &told.raw, told.value, told.locus);
    }
    for (kind, property) in [("system", &SYSTEM), ("method", &METHOD), ("version needed", &NEEDS)] {
        seen.tally.hand_over(kind, property, intake);
    }
    seen.tally.hand_over_order(&ORDER, intake);
    if seen.is_volume {
        let which =
            seen.volume.map_or("a volume of a set".to_owned(), |number| format!("volume {} of a set", number + 1));
        say(&VOLUME, which, b"", at(0, 0, "header of the archive"), intake);
    }
    if seen.packed > 0 {
        intake.partial();
        let count = seen.packed;
        intake.warn("rar-packed", format!("{count} members are packed; valla does not unpack members of RAR"), None);
    }
    if seen.locked > 0 {
        intake.partial();
        let count = seen.locked;
        lock(&format!("the bytes of {count} members"), intake);
        intake.warn(LOCKED, format!("a password locks {count} members; valla tries no passwords on RAR"), None);
    }
}

/// What the header says of one member.
fn member(entry: &Entry) -> Member {
    let times = [
        (&MODIFIED, &entry.modified, "last changed"),
        (&CREATED, &entry.created, "made"),
        (&ACCESSED, &entry.accessed, "last read"),
        (&ARCHIVED, &entry.archived, "last archived"),
    ];
    let mut told: Vec<Told> =
        times.into_iter().filter_map(|(property, stamp, what)| Some(time(property, stamp.as_ref()?, what))).collect();
    let needs = format!("{}, needs RAR {}.{}", entry.method_in_words(), entry.needs / 10, entry.needs % 10);
    let texts = [
        (&MEMBER_SYSTEM, Some(entry.system.clone()), "system"),
        (&MEMBER_METHOD, Some(needs), "method"),
        (&OWNER, entry.owner.clone(), "owner"),
        (&TARGET, entry.target.clone(), "target"),
        (&VERSION, entry.version.map(|version| version.to_string()), "older version"),
    ];
    for (property, text, what) in texts {
        if let Some(text) = text {
            let value = Reading::Present(Value::Text(text));
            told.push(Told { property: property.clone(), raw: vec![], value, locus: at(entry.at, entry.header, what) });
        }
    }
    let bytes = entry.is_name_guessed.then(|| hexadecimal(&entry.raw_name));
    Member { name: ChildName { text: entry.name.clone(), bytes }, told }
}

fn time(property: &Property, stamp: &Stamp, what: &str) -> Told {
    let value = match &stamp.moment {
        Some(moment) => Reading::Present(Value::Moment(moment.clone())),
        None if stamp.raw.iter().all(|byte| *byte == 0) => Reading::Absent,
        None => Reading::Unreadable("not a date in the calendar".to_owned()),
    };
    Told {
        property: property.clone(),
        raw: stamp.raw.clone(),
        value,
        locus: at(stamp.at, stamp.raw.len() as u64, what),
    }
}

fn lock(what: &str, intake: &mut Intake) {
    say(&LOCK, what.to_owned(), b"", at(0, 0, "the lock"), intake);
}

fn say(property: &Property, text: String, raw: &[u8], locus: Locus, intake: &mut Intake) {
    intake.evidence(property, raw, Reading::Present(Value::Text(text)), locus);
}

fn at(start: u64, length: u64, path: &str) -> Locus {
    let place = |at: u64| usize::try_from(at).unwrap_or(usize::MAX);
    let bytes = (length > 0).then(|| ByteRange::new(place(start), place(start.saturating_add(length))));
    Locus { bytes, path: path.to_owned(), ..Locus::default() }
}
