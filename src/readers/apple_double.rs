//! `AppleSingle` and `AppleDouble` (RFC 1740): what a Macintosh knows of a file beside its bytes, as it travels in archives and on foreign disks
//! (`._name`): times, Finder information, and extended attributes, among them from where and when a file was downloaded, and by which program.
//!
//! # Incomplete support
//! Resource forks are not read. Of extended attributes those are told that say something of a download, a comment or a tag; the others by name.

use crate::formats::budget::Purse;
use crate::formats::iso_media::number;
use crate::model::{
    ByteRange, Editability, Extraction, Format, Instant, Locus, Moment, Property, Reading, Role, Value,
};
use crate::properties::keys;
use crate::readers::{ChildName, Content, Intake, ReadOptions, Reader, read_child};
use std::ops::Range;
use std::sync::Arc;

const F1: Editability = Editability::F1;

/// When the file was made, and last changed, by the clock of the Macintosh, in universal time.
const CREATED: Property = Property::new("macintosh.created", Role::PartTime, F1);
const CHANGED: Property = Property::new("macintosh.changed", Role::DirectoryTime, F1);
/// The name of the file.
const NAME: Property = Property::plain("macintosh.name", F1);
/// Type and program, as four characters each.
const KIND: Property = Property::plain("macintosh.type", F1);
/// A comment of the Finder.
const COMMENT: Property = Property::plain("macintosh.comment", Editability::F2);
/// Tags that somebody gave the file.
const TAG: Property = Property::plain("macintosh.tag", Editability::F2);
/// An extended attribute, by its name.
const ATTRIBUTE: Property = Property::plain("macintosh.attribute", F1);
/// From which addresses it was downloaded.
const FROM: Property = Property::new(keys::DOWNLOADED_FROM, Role::Identifying, F1);
/// When.
const WHEN: Property = Property::new("download.time", Role::DirectoryTime, F1);
/// By which program.
const PROGRAM: Property = Property::plain(keys::DOWNLOADED_BY, F1);
/// The number that the system gave the download.
const NUMBER: Property = Property::new("download.number", Role::Identifier, F1);

/// From 1970 to 2000, in seconds: the dates count from there (RFC 1740, appendix A).
const SINCE_2000: i64 = 946_684_800;
/// More entries, attributes and values of a list are not read.
const MOST: usize = 200;

/// The reader.
#[derive(Debug, Clone, Copy)]
pub struct AppleDouble;

impl Reader for AppleDouble {
    fn name(&self) -> &'static str {
        "AppleDouble"
    }

    fn specification(&self) -> &'static str {
        "AppleSingle and AppleDouble (RFC 1740), version 2; extended attributes of macOS"
    }

    fn recognise(&self, content: &Content<'_>) -> Option<Format> {
        content.format_of(&["apple-single", "apple-double"])
    }

    fn read(&self, bytes: &Arc<Vec<u8>>, format: Format, options: &ReadOptions, purse: &Purse) -> Extraction {
        let mut intake = Intake::new(format, purse);
        purse.parsed(bytes.len());
        let entries = number(bytes, 24, 2).and_then(|count| usize::try_from(count).ok()).unwrap_or(0);
        let mut name = None;
        let mut data = None;
        for entry in 0..entries.min(MOST) {
            let at = 26 + 12 * entry;
            let field = |at: usize| number(bytes, at, 4).and_then(|number| usize::try_from(number).ok());
            let (Some(kind), Some(start), Some(length)) = (field(at), field(at + 4), field(at + 8)) else { break };
            let place = start..start.saturating_add(length);
            let Some(body) = bytes.get(place.clone()) else {
                intake.partial();
                intake.warn("member-damaged", "an entry of it lies beyond its end; it may be cut off", None);
                continue;
            };
            match kind {
                1 if length > 0 => data = Some(place),
                3 => {
                    name = Some(String::from_utf8_lossy(body).into_owned());
                    tell(&NAME, bytes, &place, &String::from_utf8_lossy(body), "real name", &mut intake);
                }
                4 => tell(&COMMENT, bytes, &place, &String::from_utf8_lossy(body), "comment", &mut intake),
                8 => dates(bytes, &place, &mut intake),
                9 => finder(bytes, &place, &mut intake),
                _ => {}
            }
        }
        if let Some(place) = data {
            let name = ChildName::from(name.unwrap_or_else(|| "data fork".to_owned()));
            let bytes = bytes.get(place).unwrap_or_default().to_vec();
            read_child(name, bytes, options, purse, &mut intake);
        }
        intake.limits_of(purse);
        intake.finish()
    }
}

fn locus(place: &Range<usize>, path: &str) -> Locus {
    Locus { bytes: Some(ByteRange::new(place.start, place.end)), path: path.to_owned(), ..Locus::default() }
}

fn tell(property: &Property, bytes: &[u8], place: &Range<usize>, text: &str, path: &str, intake: &mut Intake) {
    let text = text.trim_matches(|sign: char| sign == '\0' || sign.is_whitespace());
    if !text.is_empty() {
        let raw = bytes.get(place.clone()).unwrap_or_default();
        intake.evidence(property, raw, Reading::Present(Value::Text(text.to_owned())), locus(place, path));
    }
}

fn time(property: &Property, seconds: i64, written: &str, place: &Range<usize>, path: &str, intake: &mut Intake) {
    // The count is of universal time.
    let moment = Moment::from_iso8601(&Instant(seconds).to_string());
    let reading = moment.map_or(Reading::Absent, |moment| Reading::Present(Value::Moment(moment)));
    intake.evidence(property, written.as_bytes(), reading, locus(place, path));
}

/// Making, change, backup and access, in seconds from 2000, which may be before it.
fn dates(bytes: &[u8], place: &Range<usize>, intake: &mut Intake) {
    for (property, from, path) in [(&CREATED, 0, "created"), (&CHANGED, 4, "changed")] {
        let at = place.start + from;
        let Some(count) = number(bytes, at, 4).and_then(|count| u32::try_from(count).ok()) else { continue };
        let seconds = i64::from(count.cast_signed());
        // The least number stands for a date that is not known.
        if count.cast_signed() != i32::MIN {
            let written = format!("{seconds} seconds from 2000");
            time(property, seconds + SINCE_2000, &written, &(at..at + 4), path, intake);
        }
    }
}

/// Type and program of the file; behind them macOS writes extended attributes (copyfile, `struct attr_header`).
fn finder(bytes: &[u8], place: &Range<usize>, intake: &mut Intake) {
    let kind = place.start..(place.start + 8).min(place.end);
    let letters = bytes.get(kind.clone()).unwrap_or_default();
    if letters.iter().all(|byte| (0x20..0x7f).contains(byte)) {
        tell(&KIND, bytes, &kind, &String::from_utf8_lossy(letters), "type and creator", intake);
    }
    let head = place.start + 34;
    if bytes.get(head..head + 4) != Some(b"ATTR") {
        return;
    }
    let count = number(bytes, head + 34, 2).and_then(|count| usize::try_from(count).ok()).unwrap_or(0);
    let mut at = head + 36;
    for _ in 0..count.min(MOST) {
        let field = |at: usize, length: usize| number(bytes, at, length).and_then(|one| usize::try_from(one).ok());
        let (Some(start), Some(length), Some(letters)) = (field(at, 4), field(at + 4, 4), field(at + 10, 1)) else {
            break;
        };
        let name = bytes.get(at + 11..at + 11 + letters).unwrap_or_default();
        let name = String::from_utf8_lossy(name).trim_end_matches('\0').to_owned();
        // Each is filled up to four bytes.
        at += (11 + letters).next_multiple_of(4);
        let value = start..start.saturating_add(length);
        if value.end <= bytes.len() {
            attribute(&name, bytes, &value, intake);
        }
    }
}

fn attribute(name: &str, bytes: &[u8], place: &Range<usize>, intake: &mut Intake) {
    let value = bytes.get(place.clone()).unwrap_or_default();
    match name {
        "com.apple.quarantine" => quarantine(&String::from_utf8_lossy(value), place, bytes, intake),
        "com.apple.metadata:kMDItemWhereFroms" => {
            for address in texts(value) {
                tell(&FROM, bytes, place, &address, name, intake);
            }
        }
        "com.apple.metadata:kMDItemDownloadedDate" => {
            for seconds in days(value) {
                time(&WHEN, seconds, &format!("{seconds} seconds from 1970"), place, name, intake);
            }
        }
        "com.apple.metadata:kMDItemFinderComment" => {
            for comment in texts(value) {
                tell(&COMMENT, bytes, place, &comment, name, intake);
            }
        }
        "com.apple.metadata:_kMDItemUserTags" => {
            for tag in texts(value) {
                tell(&TAG, bytes, place, tag.lines().next().unwrap_or_default(), name, intake);
            }
        }
        _ => tell(&ATTRIBUTE, bytes, place, name, name, intake),
    }
}

/// `0083;5f3b8a10;Safari;E1F2...`: marks, when (seconds from 1970, to the base of sixteen), by which program, and a number.
fn quarantine(text: &str, place: &Range<usize>, bytes: &[u8], intake: &mut Intake) {
    let path = "com.apple.quarantine";
    let mut fields = text.trim_end_matches('\0').split(';').skip(1);
    if let Some(seconds) = fields.next().and_then(|digits| i64::from_str_radix(digits, 16).ok()).filter(|at| *at > 0) {
        time(&WHEN, seconds, text, place, path, intake);
    }
    for property in [&PROGRAM, &NUMBER] {
        if let Some(value) = fields.next() {
            tell(property, bytes, place, value, path, intake);
        }
    }
}

/// The texts of a property list: one, or an array of them.
fn texts(value: &[u8]) -> Vec<String> {
    let list = plist::Value::from_reader(std::io::Cursor::new(value)).ok();
    match list {
        Some(plist::Value::String(text)) => vec![text],
        Some(plist::Value::Array(list)) => list.into_iter().take(MOST).filter_map(plist::Value::into_string).collect(),
        _ => vec![],
    }
}

/// The dates of a property list, in seconds from 1970.
fn days(value: &[u8]) -> Vec<i64> {
    let list = plist::Value::from_reader(std::io::Cursor::new(value)).ok();
    let dates = match list {
        Some(plist::Value::Array(list)) => list,
        Some(one) => vec![one],
        None => vec![],
    };
    let seconds = |value: plist::Value| {
        let at: std::time::SystemTime = value.as_date()?.into();
        i64::try_from(at.duration_since(std::time::UNIX_EPOCH).ok()?.as_secs()).ok()
    };
    dates.into_iter().take(MOST).filter_map(seconds).collect()
}
