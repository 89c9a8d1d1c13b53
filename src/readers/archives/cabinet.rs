//! Microsoft Cabinet: files of Windows with the local times of the disk that they were packed from.
//!
//! # Incomplete support
//! Files that are compressed by Quantum, and those that lie in several cabinets, are named and not read.

use super::{About, Newest, at, number, text};
use crate::formats::archives::cabinet::{self, Blocks, CONTINUED, Header, compression};
use crate::formats::archives::position::Exactly;
use crate::formats::budget::Purse;
use crate::model::{Editability, Extraction, Format, Moment, Property, Reading, Role, Value};
use crate::readers::members::{self, Members, ReadSeek, Walk};
use crate::readers::{Content, Intake, ReadOptions, Reader};
use std::io::{self, Read};
use std::ops::ControlFlow;
use std::sync::Arc;

/// When a file was last changed, by the clock of the machine that packed it: local time.
pub const MODIFIED: Property = Property::new("cab.member.modified", Role::StoredTime, Editability::F2);
/// When the youngest file was last changed.
pub const NEWEST: Property = Property::new("cab.newest", Role::PackedTime, Editability::F2);
/// How a folder of files is compressed.
pub const COMPRESSION: Property = Property::plain("cab.compression", Editability::F1);
/// The number of the set, and of the cabinet in it.
pub const SET: Property = Property::plain("cab.set", Editability::F2);
/// The cabinet before this one, and its disk.
pub const PREVIOUS: Property = Property::plain("cab.previous", Editability::F1);
/// The cabinet after it, and its disk.
pub const NEXT: Property = Property::plain("cab.next", Editability::F1);
/// How many bytes are kept for a program of its own: a signature mostly.
pub const RESERVED: Property = Property::plain("cab.reserved", Editability::F1);
/// How many files there are.
pub const MEMBERS: Property = Property::plain("cab.members", Editability::F1);

/// How a cabinet is walked over.
const WALK: Walk = Walk::Seek(walk);

/// The reader.
#[derive(Debug, Clone, Copy)]
pub struct Cabinet;

impl Reader for Cabinet {
    fn name(&self) -> &'static str {
        "Microsoft Cabinet"
    }

    fn specification(&self) -> &'static str {
        "[MS-CAB], [MS-MCI], [MS-PATCH] (LZX)"
    }

    fn recognise(&self, content: &Content<'_>) -> Option<Format> {
        content.format_of(&["cabinet"])
    }

    fn walk(&self) -> Option<Walk> {
        Some(WALK)
    }

    fn read(&self, bytes: &Arc<Vec<u8>>, format: Format, options: &ReadOptions, purse: &Purse) -> Extraction {
        members::read_in_memory(WALK, bytes, format, options, purse)
    }
}

fn walk(mut source: &mut dyn ReadSeek, intake: &mut Intake, members: &mut Members<'_>) {
    let (header, why) = match cabinet::open(&mut source) {
        Ok(opened) => opened,
        Err(error) => return intake.error("cab-damaged", format!("the cabinet cannot be read: {error}")),
    };
    if let Some(why) = why {
        intake.partial();
        intake.warn("cab-damaged", why, None);
    }
    say(&header, intake);
    let mut newest = Newest::default();
    let mut files: Vec<&cabinet::File> = header.files.iter().collect();
    files.sort_by_key(|file| (file.folder, file.offset));
    for files in files.chunk_by(|one, other| one.folder == other.folder) {
        let folder = files.first().and_then(|file| header.folders.get(usize::from(file.folder)));
        let Some(folder) = folder else { continue };
        let mut blocks = match Blocks::of(&mut source, &header, folder) {
            Ok(blocks) => blocks,
            Err(error) => {
                for file in files {
                    if unread(file, &error.to_string(), intake, members, &mut newest).is_break() {
                        return newest.hand_over(&NEWEST, intake);
                    }
                }
                continue;
            }
        };
        let mut broken = None;
        for file in files {
            if broken.is_none() && blocks.position <= u64::from(file.offset) {
                broken = skip(&mut blocks, u64::from(file.offset), members.purse).err().map(|error| error.to_string());
            }
            let flow = match &broken {
                Some(why) => unread(file, why, intake, members, &mut newest),
                None if blocks.position != u64::from(file.offset) => {
                    unread(file, "its bytes are those of another file", intake, members, &mut newest)
                }
                None => {
                    let about = about(file, intake, &mut newest);
                    members.hand(about.member, &mut Exactly::of(&mut blocks, u64::from(file.size)))
                }
            };
            if flow.is_break() {
                return newest.hand_over(&NEWEST, intake);
            }
        }
    }
    let folders = header.folders.len();
    for file in header.files.iter().filter(|file| usize::from(file.folder) >= folders) {
        let why =
            if file.folder >= CONTINUED { "it lies in several cabinets of the set" } else { "its folder is missing" };
        if unread(file, why, intake, members, &mut newest).is_break() {
            break;
        }
    }
    newest.hand_over(&NEWEST, intake);
}

/// Decodes and passes over bytes that belong to no file that is read.
fn skip(blocks: &mut Blocks<'_, &mut dyn ReadSeek>, to: u64, purse: &Purse) -> io::Result<()> {
    let mut buffer = [0; 4_096];
    while blocks.position < to {
        if purse.is_empty() {
            return Err(io::Error::other("a limit is reached"));
        }
        let most = usize::try_from(to - blocks.position).unwrap_or(usize::MAX).min(buffer.len());
        let read = blocks.read(buffer.get_mut(..most).unwrap_or_default())?;
        purse.expanded(read);
        if read == 0 {
            return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "the folder ends before the file begins"));
        }
    }
    Ok(())
}

fn unread(
    file: &cabinet::File,
    why: &str,
    intake: &mut Intake,
    members: &mut Members<'_>,
    newest: &mut Newest,
) -> ControlFlow<()> {
    let about = about(file, intake, newest);
    members.unread(about.member, u64::from(file.size), "member-not-readable", format!("it cannot be read: {why}"))
}

fn about(file: &cabinet::File, intake: &mut Intake, newest: &mut Newest) -> About {
    let mut about = About::new(&file.name, intake);
    let raw = [file.date.to_le_bytes(), file.time.to_le_bytes()].concat();
    let reading = match Moment::of_dos(file.date, file.time) {
        Some(moment) => Reading::Present(Value::Moment(moment)),
        None if file.date == 0 => Reading::Absent,
        None => Reading::Unreadable("not a date in the calendar".to_owned()),
    };
    about.tell(&MODIFIED, &raw, reading, file.time_at(), "last changed");
    newest.see_told(&about, &MODIFIED.key);
    about
}

fn say(header: &Header, intake: &mut Intake) {
    let (set, index) = header.set();
    let raw = header.fixed.get(32..36).unwrap_or_default();
    let value = text(format!("set {set}, cabinet {} of it", u32::from(index) + 1));
    intake.evidence(&SET, raw, value, at(32..36, "set and number"));
    for (property, cabinet, words) in
        [(&PREVIOUS, &header.previous, "cabinet before it"), (&NEXT, &header.next, "cabinet after it")]
    {
        let Some([name, disk]) = cabinet else { continue };
        let (shown, of_disk) = (String::from_utf8_lossy(&name.bytes), String::from_utf8_lossy(&disk.bytes));
        let place = name.at..disk.at + disk.bytes.len() as u64;
        intake.evidence(property, &name.bytes, text(format!("{shown}, on the disk {of_disk:?}")), at(place, words));
    }
    if let Some(reserved) = &header.reserved {
        let length = reserved.bytes.len() as u64;
        let place = at(reserved.at..reserved.at + length, "reserved for a program of its own");
        intake.evidence(&RESERVED, &reserved.bytes, number(length), place);
    }
    for folder in &header.folders {
        let how = compression(folder);
        if intake.first("compression", &how) {
            let raw = folder.compression.to_le_bytes();
            intake.evidence(&COMPRESSION, &raw, text(how), at(0..0, "folder"));
        }
    }
    intake.evidence(
        &MEMBERS,
        header.fixed.get(28..30).unwrap_or_default(),
        number(header.files.len() as u64),
        at(28..30, "files"),
    );
}
