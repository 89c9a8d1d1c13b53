//! The older Office formats: compound files (MS-CFB) with property sets (MS-OLEPS) and the streams of Word (MS-DOC), Excel
//! (MS-XLS) and PowerPoint (MS-PPT).
//!
//! # Incomplete support
//! Of Word 6 and 95 words are read, but not their marks of characters. PowerPoint 95 and earlier, and what other programs keep in
//! compound files, are read as far as their property sets and directory go. Numbers in cells are not read.

pub mod crops;
pub mod excel;
pub mod hangul;
pub mod linked_workbooks;
pub mod objects;
pub mod pictures;
pub mod powerpoint;
pub mod property_sets;
pub mod remains;
pub mod storages;
pub mod thumbnails;
pub mod word;
pub mod words;

use crate::formats::budget::Purse;
use crate::formats::compound::directory::{Compound, Kind, Stream, guid};
use crate::formats::little_endian::long;
use crate::formats::locks::package::{Lock, OF_EXCEL};
use crate::formats::remains::texts;
use crate::model::trouble::LOCKED;
use crate::model::{ByteRange, Editability, Extraction, Format, Locus, Moment, Property, Reading, Role, Value};
use crate::readers::{ChildName, Content, Intake, ReadOptions, Reader, read_child};
use std::ops::Range;
use std::sync::Arc;

/// When the root was last changed: by the clock of the machine, and not by any field that a program shows.
pub const ROOT_MODIFIED: Property = Property::new("ole.directory.root-modified", Role::DirectoryTime, Editability::F1);
/// When a storage was made or changed.
pub const STORAGE_CREATED: Property = Property::new("ole.directory.created", Role::DirectoryTime, Editability::F1);
/// When a storage was last changed.
pub const STORAGE_MODIFIED: Property = Property::new("ole.directory.modified", Role::DirectoryTime, Editability::F1);
/// The class of the root or of a storage: which program it belongs to.
pub const CLASS: Property = Property::plain("ole.directory.class", Editability::F1);
/// An entry of the directory to which the tree does not lead.
pub const UNLISTED: Property = Property::plain("ole.directory.unlisted", Editability::F1);
/// Bytes in sectors that the table has as free.
pub const FREE: Property = Property::plain("ole.free-sectors", Editability::F1);

/// A stream in which values are.
#[derive(Debug, Clone, Copy)]
pub struct Sight<'a> {
    stream: &'a Stream,
}

impl<'a> Sight<'a> {
    /// Of a stream.
    #[must_use]
    pub fn of(stream: &'a Stream) -> Self {
        Self { stream }
    }

    fn locus(&self, range: &Range<usize>, path: &str) -> Locus {
        let decoded = Some(ByteRange::new(range.start, range.end));
        let place = self.stream.place(range);
        Locus {
            stream: Some(format!("stream {}", self.stream.path.escape_default())),
            bytes: place.map(|(bytes, _)| bytes),
            decoded,
            path: path.to_owned(),
            ..Locus::default()
        }
    }
}

/// Hands over a value that is in a stream.
pub fn hand_over(
    sight: &Sight<'_>,
    property: &Property,
    range: Range<usize>,
    path: &str,
    reading: Reading,
    intake: &mut Intake,
) {
    let raw = sight.stream.bytes.get(range.clone()).unwrap_or_default();
    intake.evidence(property, raw, reading, sight.locus(&range, path));
}

/// The reader.
#[derive(Debug, Clone, Copy)]
pub struct CompoundFile;

const KEYS: &[&str] = &[
    "doc-97",
    "doc-95",
    "doc-97-encrypted",
    "xls-97",
    "xls-95",
    "ppt-97",
    "ppt-95",
    "ppt-4",
    "office-encrypted",
    "vsd",
    "pub",
    "hwp",
    "compound",
];

impl Reader for CompoundFile {
    fn name(&self) -> &'static str {
        "OLE2"
    }

    fn specification(&self) -> &'static str {
        "MS-CFB, MS-OLEPS; MS-DOC, MS-XLS, MS-PPT; HWP 5.0"
    }

    fn recognise(&self, content: &Content<'_>) -> Option<Format> {
        content.format_of(KEYS)
    }

    fn read(&self, bytes: &Arc<Vec<u8>>, format: Format, options: &ReadOptions, purse: &Purse) -> Extraction {
        let mut intake = Intake::new(format, purse);
        match Compound::open(bytes) {
            Err(why) => intake.error("compound-file", format!("the compound file cannot be read: {why}")),
            Ok(compound) => {
                read_compound(&compound, bytes, options, purse, &mut intake);
                leftovers(&compound, bytes, purse, &mut intake);
            }
        }
        intake.limits_of(purse);
        intake.finish()
    }
}

/// Hands over what the container of a document of another reader says and leaves behind.
pub fn container(compound: &Compound<'_>, bytes: &[u8], purse: &Purse, intake: &mut Intake) {
    entries(compound, bytes, intake);
    leftovers(compound, bytes, purse, intake);
}

fn read_compound(compound: &Compound<'_>, bytes: &[u8], options: &ReadOptions, purse: &Purse, intake: &mut Intake) {
    entries(compound, bytes, intake);
    for path in ["\u{5}SummaryInformation", "\u{5}DocumentSummaryInformation", "\u{5}HwpSummaryInformation"] {
        let Some(stream) = compound.stream(path, purse) else { continue };
        match property_sets::read(&stream, purse) {
            Ok(values) => {
                for value in values {
                    hand_over(&Sight::of(&stream), &value.property, value.range, &value.path, value.reading, intake);
                }
            }
            Err(why) => {
                intake.partial();
                intake.warn(
                    "property-set",
                    format!("the properties in {:?} cannot be read: {why}", path.trim_start_matches('\u{5}')),
                    None,
                );
            }
        }
    }
    if compound.is_stream("EncryptedPackage") {
        locked_package(compound, options, purse, intake);
        return;
    }
    hangul::read(compound, options, purse, intake);
    thumbnails::read(compound, options, purse, intake);
    word::read(compound, options, purse, intake);
    for path in ["Workbook", "Book"] {
        if let Some(stream) = compound.stream(path, purse) {
            excel::read(&stream, purse, intake);
            linked_workbooks::read(&stream, intake);
            let drawings = excel::drawings(&stream);
            pictures::read(&drawings, options, purse, intake);
        }
    }
    let document = compound.stream("PowerPoint Document", purse);
    let user = compound.stream("Current User", purse);
    if let Some(user) = &user {
        powerpoint::current_user(user, document.as_ref(), intake);
    }
    if let Some(document) = &document {
        powerpoint::read(document, options, purse, intake);
        crops::read(document, intake);
        let newest = user.as_ref().and_then(|user| usize::try_from(long(&user.bytes, 16)?).ok());
        // What a password locks has no words to read.
        if user.is_none_or(|user| long(&user.bytes, 12) != Some(powerpoint::LOCKED_TOKEN)) {
            words::powerpoint::read(document, newest, purse.budget.depth, intake);
        }
    }
    for path in ["Pictures", "Data", "WordDocument"] {
        if let Some(stream) = compound.stream(path, purse) {
            pictures::read(&stream, options, purse, intake);
            crops::read(&stream, intake);
        }
    }
    let documents = storages::documents(compound);
    objects::read(compound, &documents, options, purse, intake);
    storages::read(compound, &documents, bytes, options, purse, intake);
}

/// How a package is locked.
const LOCK: Property = Property::plain("ole.encryption", Editability::F1);

/// A package of Office that a password locks: it is opened by one that was given, or by the one that Excel tries first.
fn locked_package(compound: &Compound<'_>, options: &ReadOptions, purse: &Purse, intake: &mut Intake) {
    let lock = match compound.stream("EncryptionInfo", purse) {
        None => Err("without a description of its lock".to_owned()),
        Some(information) => Lock::read(&information.bytes).inspect(|lock| {
            let value = Reading::Present(Value::Text(lock.in_words()));
            let head = 0..information.bytes.len().min(8);
            hand_over(&Sight::of(&information), &LOCK, head, "EncryptionInfo", value, intake);
        }),
    };
    let why = match lock {
        Err(why) => format!("the document is encrypted {why}; valla read only its container"),
        Ok(lock) => {
            let tried = options.passwords.iter().map(String::as_str).chain([OF_EXCEL]);
            let key = tried.into_iter().find_map(|password| lock.opened_by(password));
            let stream = key.is_some().then(|| compound.stream("EncryptedPackage", purse)).flatten();
            if let (Some(key), Some(stream)) = (key, stream)
                && let Some(package) = key.open(&stream.bytes)
            {
                purse.expanded(package.len());
                read_child(ChildName::from("EncryptedPackage".to_owned()), package, options, purse, intake);
                return;
            }
            let tried =
                if options.passwords.is_empty() { "valla read" } else { "none that you gave opens it, so valla read" };
            format!("a password locks the document ({}); {tried} only its container", lock.in_words())
        }
    };
    intake.partial();
    intake.warn(LOCKED, why, None);
}

/// What the directory says: classes, times, and what it leaves out.
fn entries(compound: &Compound<'_>, bytes: &[u8], intake: &mut Intake) {
    // What is below a document of its own is told there.
    let documents: Vec<String> =
        storages::documents(compound).iter().map(|storage| format!("{}/", storage.path)).collect();
    for entry in &compound.entries {
        let name =
            if entry.kind == Kind::Root { "Root Entry".to_owned() } else { entry.path.escape_default().to_string() };
        let tell = |property: &Property, offset: usize, length: usize, reading: Reading, intake: &mut Intake| {
            let range = entry.at + offset..entry.at + offset + length;
            let locus = Locus {
                bytes: compound.is_whole.then(|| ByteRange::new(range.start, range.end)),
                path: format!("directory: {name}"),
                ..Locus::default()
            };
            intake.evidence(property, bytes.get(range).unwrap_or_default(), reading, locus);
        };
        if documents.iter().any(|folder| entry.path.starts_with(folder)) {
            continue;
        }
        if !entry.listed {
            let value = Reading::Present(Value::Text(entry.name.escape_default().to_string()));
            tell(&UNLISTED, 0, 64, value, intake);
            continue;
        }
        if entry.kind == Kind::Stream {
            continue;
        }
        if entry.class != [0; 16]
            && let Some(class) = guid(&entry.class)
        {
            tell(&CLASS, 80, 16, Reading::Present(Value::Text(class)), intake);
        }
        let root = entry.kind == Kind::Root;
        let times = [
            (100, entry.created, &STORAGE_CREATED),
            (108, entry.modified, if root { &ROOT_MODIFIED } else { &STORAGE_MODIFIED }),
        ];
        for (offset, ticks, property) in times {
            if let Some(moment) = Moment::of_filetime(ticks) {
                tell(property, offset, 8, Reading::Present(Value::Moment(moment)), intake);
            }
        }
    }
}

/// What the whole container leaves behind: sectors that are free and filled, and what is wrong with it.
fn leftovers(compound: &Compound<'_>, bytes: &[u8], purse: &Purse, intake: &mut Intake) {
    let free = compound.free_and_filled();
    if let Some(first) = free.first() {
        let count: usize = free.iter().map(|range| range.len()).sum();
        let locus = Locus {
            bytes: Some(ByteRange::new(first.start, first.end)),
            path: format!("sectors that are free and filled, {} runs", free.len()),
            ..Locus::default()
        };
        let head = bytes.get(first.start..first.end.min(first.start + 64)).unwrap_or_default();
        let value = Reading::Present(Value::Number(i64::try_from(count).unwrap_or(i64::MAX)));
        intake.evidence(&FREE, head, value, locus);
    }
    let mut live = remains::Live::default();
    for range in &free {
        let raw = bytes.get(range.clone()).unwrap_or_default();
        for found in texts(raw) {
            if live.say(&found.text, compound, purse) {
                continue;
            }
            let range = range.start + found.range.start..range.start + found.range.end;
            let locus = Locus {
                bytes: Some(ByteRange::new(range.start, range.end)),
                path: "free sectors".to_owned(),
                ..Locus::default()
            };
            remains::hand_over(&found, &bytes[range], locus, intake);
        }
    }
    for fault in &compound.faults {
        intake.partial();
        intake.warn("compound-file", fault.clone(), None);
    }
}
