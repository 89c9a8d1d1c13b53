//! ZIP containers: APPNOTE.TXT 6.3.10 of PKWARE, ISO/IEC 21320-1:2015.
//!
//! What the directory says of each member and of who wrote it; the members of a plain archive are documents of their own.
//! The times of members are those of the archive, apart from what the members say of themselves.
//!
//! # Incomplete support
//! Stored and deflated members are decoded; those of other methods are named and not opened. Members that a password locks are opened
//! where it is given (the traditional cipher of PKZIP, AES of `WinZip`).

pub mod part;
pub mod properties;
pub mod xml_signature;

use crate::formats::budget::Purse;
use crate::formats::locks::member::Lock;
use crate::formats::zip::directory::{Archive, Member as Header, NameEncoding};
use crate::formats::zip::image::Image;
use crate::formats::zip::on_disk;
use crate::model::evidence::hexadecimal;
use crate::model::trouble::LOCKED;
use crate::model::{Editability, Extraction, Format, Locus, Property, Reading, Value};
use crate::readers::members::{Member, Members, ReadSeek, Walk, read_in_memory};
use crate::readers::{ChildName, Content, Intake, ReadOptions, Reader};
use std::borrow::Cow;
use std::io::{self, Read, SeekFrom};
use std::ops::ControlFlow;
use std::sync::Arc;

/// The reader of plain archives, and of containers whose own reader there is not.
#[derive(Debug, Clone, Copy)]
pub struct Zip;

/// How the members are locked.
const LOCK: Property = Property::plain("zip.encryption", Editability::F1);

/// Kinds of container that are read as archives: their members are documents of their own.
const ARCHIVES: &[&str] = &["zip"];

impl Reader for Zip {
    fn name(&self) -> &'static str {
        "ZIP"
    }

    fn specification(&self) -> &'static str {
        "APPNOTE.TXT 6.3.10 (PKWARE), ISO/IEC 21320-1:2015"
    }

    fn recognise(&self, content: &Content<'_>) -> Option<Format> {
        content.format_of(ARCHIVES)
    }

    fn walk(&self) -> Option<Walk> {
        Some(WALK)
    }

    fn read(&self, bytes: &Arc<Vec<u8>>, format: Format, options: &ReadOptions, purse: &Purse) -> Extraction {
        read_in_memory(WALK, bytes, format, options, purse)
    }
}

/// The directory is at the end, and what is before it says more than the directory.
const WALK: Walk = Walk::Whole(walk, walk_on_disk);

/// So many bytes of a directory are held.
const DIRECTORY: usize = 256 << 20;

fn walk(bytes: &Arc<Vec<u8>>, intake: &mut Intake, members: &mut Members<'_>) {
    let most = usize::try_from(members.purse.budget.objects).unwrap_or(usize::MAX);
    match Archive::open(bytes, most) {
        Err(why) => intake.error("zip-directory", format!("the archive cannot be read: {why}")),
        Ok(archive) => hand_over(&archive, &mut Source::Memory, intake, members),
    }
}

/// An archive that is too large to be held: its directory is read, then one member after another.
fn walk_on_disk(file: &mut dyn ReadSeek, intake: &mut Intake, members: &mut Members<'_>) {
    let most = usize::try_from(members.purse.budget.objects).unwrap_or(usize::MAX);
    let pieces = on_disk::directory(file, DIRECTORY, most).map_err(|error| error.to_string());
    let opened = pieces.as_ref().map_err(Clone::clone).and_then(|pieces| Archive::of(Image::Pieces(pieces), most));
    match opened {
        Err(why) => intake.error("zip-directory", format!("the archive cannot be read: {why}")),
        Ok(archive) => hand_over(&archive, &mut Source::Disk(file), intake, members),
    }
}

/// Where the encoded bytes of members are.
enum Source<'s> {
    /// With the directory.
    Memory,
    /// On disk.
    Disk(&'s mut dyn ReadSeek),
}

impl Source<'_> {
    /// The encoded bytes of a member, read as they are asked for.
    fn open<'o>(&'o mut self, archive: &Archive<'o>, member: &Header) -> io::Result<Box<dyn Read + 'o>> {
        Ok(match self {
            Self::Memory => Box::new(archive.slice(&member.data)),
            Self::Disk(file) => {
                file.seek(SeekFrom::Start(member.data.start as u64))?;
                Box::new(file.take(member.data.len() as u64))
            }
        })
    }

    /// All of them.
    fn all<'o>(&mut self, archive: &Archive<'o>, member: &Header) -> io::Result<Cow<'o, [u8]>> {
        if matches!(self, Self::Memory) {
            return Ok(Cow::Borrowed(archive.slice(&member.data)));
        }
        let mut raw = Vec::new();
        self.open(archive, member)?.read_to_end(&mut raw)?;
        Ok(Cow::Owned(raw))
    }
}

fn hand_over(archive: &Archive<'_>, source: &mut Source<'_>, intake: &mut Intake, members: &mut Members<'_>) {
    properties::hand_over(archive, properties::Use::Archive, intake);
    let mut locked = Vec::new();
    let _ = hand_on(archive, source, &mut locked, intake, members);
    members.hand_over_pictures(intake);
    say_locks(archive, &locked, members.options, intake);
}

/// Hands on the members that are files; `locked` gets the locks that no password opens.
fn hand_on(
    archive: &Archive<'_>,
    source: &mut Source<'_>,
    locked: &mut Vec<Lock>,
    intake: &mut Intake,
    members: &mut Members<'_>,
) -> ControlFlow<()> {
    let (options, purse) = (members.options, members.purse);
    for member in archive.members.iter().filter(|member| !member.is_folder()) {
        if purse.is_empty() {
            break;
        }
        let row = || Member { name: name(archive, member), told: properties::stored(archive, member) };
        if is_large(member, purse) {
            match source.open(archive, member) {
                Ok(raw) => hand_on_as_a_stream(raw, member, row(), intake, members)?,
                Err(error) => members.unread(row(), member.central.size, "member-not-readable", error.to_string())?,
            }
            continue;
        }
        let raw = match source.all(archive, member) {
            Ok(raw) => raw,
            Err(error) => {
                members.unread(row(), member.central.size, "member-not-readable", error.to_string())?;
                continue;
            }
        };
        let content = if member.is_encrypted() {
            let lock = Lock::of(archive, member);
            let open = |password: &String| lock.opened_by(password, member, &raw);
            match options.passwords.iter().find_map(open) {
                Some((raw, method)) => archive.decoded(&raw, method, member.central.size, purse),
                None => {
                    locked.push(lock);
                    let why = format!("a password locks it ({})", lock.in_words());
                    members.unread(row(), member.central.size, LOCKED, why)?;
                    continue;
                }
            }
        } else {
            archive.content_of(member, &raw, purse)
        };
        match content {
            Ok(bytes) => members.hand_decoded(row(), bytes)?,
            Err(why) => {
                intake.partial();
                intake.warn("member-not-readable", format!("{:?} cannot be read: {why}", member.name), None);
                members.unread(row(), member.central.size, "member-not-readable", why)?;
            }
        }
    }
    ControlFlow::Continue(())
}

/// Whether a member is larger than what is held of one: it is read from its first byte to its last.
fn is_large(member: &Header, purse: &Purse) -> bool {
    !member.is_encrypted()
        && member.local.is_some()
        && member.central.size.max(member.data.len() as u64) > purse.budget.stream_bytes
        && matches!(member.central.method, 0 | 8)
}

/// Hands on a member that is read as it is unpacked, and says where its checksum is another.
fn hand_on_as_a_stream(
    raw: Box<dyn Read + '_>,
    member: &Header,
    row: Member,
    intake: &mut Intake,
    members: &mut Members<'_>,
) -> ControlFlow<()> {
    let plain: Box<dyn Read + '_> = match member.central.method {
        0 => raw,
        _ => Box::new(flate2::read::DeflateDecoder::new(raw)),
    };
    let mut checked = flate2::CrcReader::new(plain);
    let over = members.hand(row, &mut checked);
    let whole = u64::from(checked.crc().amount()) == member.central.size & u64::from(u32::MAX);
    if whole && member.checksum_known && checked.crc().sum() != member.central.crc {
        intake.partial();
        let message = format!("{:?} does not match the checksum in the directory", member.name);
        intake.warn("member-not-readable", message, None);
    }
    over
}

fn name(archive: &Archive<'_>, member: &Header) -> ChildName {
    let decoded = matches!(member.encoding, NameEncoding::CodePage866 | NameEncoding::CodePage437);
    let bytes = decoded.then(|| hexadecimal(archive.slice(&member.central.name)));
    ChildName { text: member.name.clone(), bytes }
}

/// How members are locked, and how many of them no password opens.
fn say_locks(archive: &Archive<'_>, locked: &[Lock], options: &ReadOptions, intake: &mut Intake) {
    if let Some(member) = archive.members.iter().find(|member| member.is_encrypted()) {
        let value = Reading::Present(Value::Text(Lock::of(archive, member).in_words()));
        let locus = Locus { bytes: Some(member.bytes()), path: member.name.clone(), ..Locus::default() };
        intake.evidence(&LOCK, b"", value, locus);
    }
    if let Some(first) = locked.first() {
        intake.partial();
        let (count, how) = (locked.len(), first.in_words());
        let given =
            if options.passwords.is_empty() { "valla did not open them" } else { "none that you gave opens them" };
        intake.warn(LOCKED, format!("a password locks {count} members ({how}); {given}"), None);
    }
}
