//! Property sets (MS-OLEPS, MS-OSHARED 2.3.3): the summary of a document, and what users and programs added to it.

use crate::formats::budget::Purse;
use crate::formats::code_page;
use crate::formats::compound::directory::{Stream, guid};
use crate::formats::little_endian::{long, short};
use crate::model::{Editability, Moment, Property, Reading, Role, Value};
use crate::properties::keys;
use std::ops::Range;

const F2: Editability = Editability::F2;
const F3: Editability = Editability::F3;

/// A property set by its format identifier.
const SUMMARY: &str = "{F29F85E0-4FF9-1068-AB91-08002B27B3D9}";
/// That of the Hangul Word Processor, with the same numbers (HWP Document File Formats 5.0, 3.2.4).
const HANGUL_SUMMARY: &str = "{9FA2B660-1061-11D4-B4C6-006097C09D8C}";
const DOCUMENT_SUMMARY: &str = "{D5CDD502-2E9C-101B-9397-08002B2CF9AE}";
const USER_DEFINED: &str = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}";

/// Properties of the summary (MS-OLEPS, 3.1.2).
const SUMMARY_PROPERTIES: &[(u32, Property)] = &[
    (2, Property::new("ole.summary.Title", Role::Title, F3)),
    (3, Property::new("ole.summary.Subject", Role::Subject, F3)),
    (4, Property::new("ole.summary.Author", Role::Author, F3)),
    (5, Property::plain("ole.summary.Keywords", F3)),
    (6, Property::plain("ole.summary.Comments", F3)),
    (7, Property::new("ole.summary.Template", Role::Template, F2)),
    (8, Property::new("ole.summary.LastAuthor", Role::LastAuthor, F3)),
    (9, Property::plain(keys::SUMMARY_REVISION, F2)),
    (10, Property::new(keys::SUMMARY_EDIT_TIME, Role::EditTime, F2)),
    (11, Property::new("ole.summary.LastPrinted", Role::Printed, F2)),
    (12, Property::new(keys::SUMMARY_CREATED, Role::Created, F2)),
    (13, Property::new(keys::SUMMARY_SAVED, Role::Modified, F2)),
    (14, Property::plain(keys::SUMMARY_PAGES, F2)),
    (15, Property::plain(keys::SUMMARY_WORDS, F2)),
    (16, Property::plain(keys::SUMMARY_CHARACTERS, F2)),
    (17, Property::plain("ole.summary.Thumbnail", F2)),
    (18, Property::new("ole.summary.AppName", Role::Producer, F2)),
    (19, Property::plain("ole.summary.Security", F2)),
];

/// Properties of the document summary (MS-OSHARED, 2.3.3.2.1).
const DOCUMENT_PROPERTIES: &[(u32, Property)] = &[
    (2, Property::plain("ole.document.Category", F3)),
    (3, Property::plain("ole.document.PresentationFormat", F2)),
    (4, Property::plain("ole.document.Bytes", F2)),
    (5, Property::plain(keys::DOCUMENT_SUMMARY_LINES, F2)),
    (6, Property::plain(keys::DOCUMENT_SUMMARY_PARAGRAPHS, F2)),
    (7, Property::plain("ole.document.Slides", F2)),
    (8, Property::plain("ole.document.Notes", F2)),
    (9, Property::plain("ole.document.HiddenSlides", F2)),
    (10, Property::plain("ole.document.MMClips", F2)),
    (11, Property::plain("ole.document.ScaleCrop", F2)),
    (12, Property::plain("ole.document.HeadingPairs", F2)),
    (13, Property::plain("ole.document.TitlesOfParts", F2)),
    (14, Property::plain("ole.document.Manager", F3)),
    (15, Property::plain("ole.document.Company", F3)),
    (16, Property::plain("ole.document.LinksUpToDate", F2)),
    (17, Property::plain("ole.document.CharactersWithSpaces", F2)),
    (19, Property::plain("ole.document.SharedDoc", F2)),
    (21, Property::new("ole.document.HyperlinkBase", Role::Identifying, F2)),
    (22, Property::plain("ole.document.HyperlinksChanged", F2)),
    (23, VERSION),
    (24, Property::plain("ole.document.DigitalSignature", Editability::F0)),
    (26, Property::plain("ole.document.ContentType", F3)),
    (27, Property::plain("ole.document.ContentStatus", F3)),
    (28, Property::new("ole.document.Language", Role::Locale, F2)),
    (29, Property::plain("ole.document.DocVersion", F3)),
];

/// The version of the program that wrote the document summary, as `11.9999`: main version, and a build's number.
pub const VERSION: Property = Property::new(keys::DOCUMENT_SUMMARY_VERSION, Role::ProducerVersion, F2);
/// The code page of the texts.
pub const CODE_PAGE: Property = Property::new("ole.code-page", Role::Locale, F2);
/// The system on which the set was written (MS-OLEPS, 2.21).
pub const SYSTEM: Property = Property::new("ole.system", Role::Feature, F2);

/// The address of a link of the document.
pub const HYPERLINK: Property = Property::new("ole.custom._PID_HLINKS.target", Role::Link, F2);
/// The place in what a link of the document leads to.
pub const HYPERLINK_PLACE: Property = Property::plain("ole.custom._PID_HLINKS.location", F2);
/// The identifier that Word 97 gave a document, from the address of the network card (MS-OSHARED 2.3.3.2.3.1).
pub const DOCUMENT_ID: Property = Property::new("ole.custom._PID_GUID", Role::Identifier, F2);

/// One value, and where it is in its stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PropertyValue {
    /// The property.
    pub property: Property,
    /// The value as understood.
    pub reading: Reading,
    /// Where it is, without its type.
    pub range: Range<usize>,
    /// The way to it.
    pub path: String,
}

/// More properties in one set are not read, but for those up to this number.
const LIMIT: u32 = 2_000;
const KNOWN: u32 = 29;
/// More values in one stream are not read.
const VALUES: usize = 20_000;
/// Texts are cut after so many bytes, and once there are so many bytes of texts in one set after fewer.
const TEXT: usize = 64 << 10;
const TEXTS: usize = 1 << 20;
const SHORT: usize = 1 << 10;

/// Reads the sets of a stream.
///
/// # Errors
/// Why it is no property set.
pub fn read(stream: &Stream, purse: &Purse) -> Result<Vec<PropertyValue>, String> {
    let bytes = stream.bytes.as_slice();
    purse.parsed(bytes.len());
    if short(bytes, 0) != Some(0xfffe) {
        return Err("it does not start like a property set".to_owned());
    }
    let mut values = Vec::new();
    if let (Some(version), Some(kind)) = (short(bytes, 4), short(bytes, 6)) {
        let system = match kind {
            0 => "Windows, 16 bit",
            1 => "Macintosh",
            2 => "Windows",
            _ => "another system",
        };
        let text = format!("{system} {}.{}", version & 0xff, version >> 8);
        let reading = Reading::Present(Value::Text(text));
        values.push(PropertyValue { property: SYSTEM, reading, range: 4..8, path: "system identifier".to_owned() });
    }
    let sets = long(bytes, 24).ok_or("it is cut off inside its header")?.min(8);
    for number in 0..usize::try_from(sets).unwrap_or(0) {
        let at = 28 + number * 20;
        let (Some(format), Some(start)) = (bytes.get(at..at + 16).and_then(guid), long(bytes, at + 16)) else { break };
        set(bytes, &format, usize::try_from(start).unwrap_or(usize::MAX), purse, &mut values);
    }
    Ok(values)
}

fn set(bytes: &[u8], format: &str, start: usize, purse: &Purse, values: &mut Vec<PropertyValue>) {
    let Some(count) = start.checked_add(4).and_then(|at| long(bytes, at)) else { return };
    let place = |number: u32| {
        let at = start + 8 + usize::try_from(number).ok()? * 8;
        let offset = usize::try_from(long(bytes, at + 4)?).ok()?;
        Some((long(bytes, at)?, start.checked_add(offset)?))
    };
    // What a set says of its document has low numbers; however many others there are, these are read.
    let mut others = 0;
    let places: Vec<(u32, usize)> = (0..count)
        .map_while(place)
        .filter(|(id, _)| {
            others += u32::from(*id > KNOWN);
            *id <= KNOWN || others <= LIMIT
        })
        .take(VALUES)
        .collect();
    if others > LIMIT {
        purse.reach("evidence", purse.budget.evidence);
    }
    let mut page = 1252;
    if let Some((_, at)) = places.iter().find(|(id, _)| *id == 1)
        && let Some(number) = short(bytes, at + 4)
    {
        page = number;
        let text = format!("{number} ({})", code_page::language(number));
        let reading = Reading::Present(Value::Text(text));
        values.push(PropertyValue {
            property: CODE_PAGE,
            reading,
            range: at + 4..at + 6,
            path: "code page".to_owned(),
        });
    }
    let names = if format == USER_DEFINED {
        places.iter().find(|(id, _)| *id == 0).map(|(_, at)| dictionary(bytes, *at, page)).unwrap_or_default()
    } else {
        vec![]
    };
    let mut texts = 0;
    for (id, at) in places.into_iter().filter(|(id, _)| !matches!(id, 0 | 1 | 0x8000_0000)) {
        if purse.is_empty() || values.len() >= VALUES {
            return;
        }
        let known = |table: &[(u32, Property)]| table.iter().find(|(known, _)| *known == id).map(|(_, p)| p.clone());
        let property = match format {
            SUMMARY | HANGUL_SUMMARY => {
                known(SUMMARY_PROPERTIES).unwrap_or_else(|| Property::named(keys::SUMMARY, &id.to_string()))
            }
            DOCUMENT_SUMMARY => {
                known(DOCUMENT_PROPERTIES).unwrap_or_else(|| Property::named(keys::DOCUMENT_SUMMARY, &id.to_string()))
            }
            USER_DEFINED => {
                let name = names.iter().find(|(known, _)| *known == id).map(|(_, name)| name.clone());
                match name.as_deref() {
                    Some("_PID_GUID") => DOCUMENT_ID,
                    name => Property::named(keys::OLD_CUSTOM, name.unwrap_or(&id.to_string())),
                }
            }
            // Sets of other programs are named by their format and number.
            other => Property::named(keys::OTHER_SET, &format!("{other}.{id}")),
        };
        let path = keys::name(&property.key).to_owned();
        // The identifier is a blob that holds text.
        let blob = property.key == DOCUMENT_ID.key && long(bytes, at) == Some(0x41);
        if blob
            && let Some(raw) =
                long(bytes, at + 4).and_then(|length| bytes.get(at + 8..at + 8 + usize::try_from(length).ok()?))
        {
            let text = code_page::decode(1200, raw).trim_end_matches('\0').to_owned();
            values.push(PropertyValue {
                property,
                reading: Reading::Present(Value::Text(text)),
                range: at + 8..at + 8 + raw.len(),
                path,
            });
            continue;
        }
        if property.key == "ole.custom._PID_HLINKS" && long(bytes, at) == Some(0x41) {
            values.extend(hyperlinks(bytes, at));
            continue;
        }
        for (mut reading, range) in value(bytes, at, page, property.role, &property.key) {
            if let Reading::Present(Value::Text(text)) = &mut reading {
                let most = if texts < TEXTS { TEXT } else { SHORT };
                if text.len() > most {
                    purse.reach("evidence-bytes", purse.budget.evidence_bytes);
                    text.truncate(text.floor_char_boundary(most));
                }
                texts += text.len();
                purse.expanded(text.len());
            }
            values.push(PropertyValue { property: property.clone(), reading, range, path: path.clone() });
        }
    }
}

/// The names of the properties that users defined (MS-OLEPS, 2.17).
fn dictionary(bytes: &[u8], start: usize, page: u16) -> Vec<(u32, String)> {
    let mut names = Vec::new();
    let Some(count) = long(bytes, start) else { return names };
    let mut at = start + 4;
    for _ in 0..count.min(LIMIT) {
        let (Some(id), Some(length)) = (long(bytes, at), long(bytes, at + 4)) else { break };
        let length = usize::try_from(length).unwrap_or(usize::MAX);
        let length = if page == 1200 { length.saturating_mul(2) } else { length };
        let Some(raw) = bytes.get(at + 8..(at + 8).saturating_add(length)) else { break };
        names.push((id, code_page::decode(page, raw).trim_end_matches('\0').to_owned()));
        at += 8 + length;
        if page == 1200 {
            at = at.next_multiple_of(4);
        }
    }
    names
}

/// The links of a document (MS-OSHARED 2.3.3.1.21): a blob of a vector of six values a link, of which the fifth is the address and the
/// sixth the place in it.
fn hyperlinks(bytes: &[u8], at: usize) -> Vec<PropertyValue> {
    let Some(count) = long(bytes, at + 8) else { return vec![] };
    let (mut next, mut found) = (at + 12, Vec::new());
    for number in 0..count.min(LIMIT) {
        let Some(kind) = long(bytes, next) else { break };
        let Some((reading, range, end)) = scalar(bytes, kind, next + 4, 1200, None, "") else { break };
        let property = match number % 6 {
            4 => Some(HYPERLINK),
            5 => Some(HYPERLINK_PLACE),
            _ => None,
        };
        if let (Some(property), Reading::Present(_)) = (property, &reading) {
            let path = format!("_PID_HLINKS[{}]", number / 6 + 1);
            found.push(PropertyValue { property, reading, range, path });
        }
        next = end.next_multiple_of(4);
    }
    found
}

/// A value by its type (MS-OLEPS, 2.15); a vector gives one for each of its items.
fn value(bytes: &[u8], at: usize, page: u16, role: Option<Role>, key: &str) -> Vec<(Reading, Range<usize>)> {
    let Some(kind) = long(bytes, at) else { return vec![] };
    let start = at + 4;
    if kind & 0x1000 == 0 {
        return scalar(bytes, kind, start, page, role, key)
            .map(|(reading, range, _)| (reading, range))
            .into_iter()
            .collect();
    }
    let Some(count) = long(bytes, start) else { return vec![] };
    let mut found = Vec::new();
    let mut next = start + 4;
    for _ in 0..count.min(LIMIT) {
        let kind = match kind & 0xfff {
            // Items of a mixed vector say their type each.
            0x0c => match long(bytes, next) {
                Some(kind) => {
                    next += 4;
                    kind
                }
                None => break,
            },
            kind => kind,
        };
        let Some((reading, range, end)) = scalar(bytes, kind, next, page, role, key) else { break };
        found.push((reading, range));
        // Only wide texts are padded within a vector.
        next = if kind == 0x1f { end.next_multiple_of(4) } else { end };
    }
    found
}

fn scalar(
    bytes: &[u8],
    kind: u32,
    at: usize,
    page: u16,
    role: Option<Role>,
    key: &str,
) -> Option<(Reading, Range<usize>, usize)> {
    let text = |length: usize, page: u16| {
        let raw = bytes.get(at + 4..(at + 4).checked_add(length)?)?;
        let text = code_page::decode(page, raw.get(..TEXT.min(raw.len()))?);
        let text = text.split('\0').next().unwrap_or_default().trim().to_owned();
        let reading = if text.is_empty() { Reading::Absent } else { Reading::Present(Value::Text(text)) };
        Some((reading, at + 4..at + 4 + length, at + 4 + length))
    };
    let number = |value: i64, length: usize| (Reading::Present(Value::Number(value)), at..at + length, at + length);
    Some(match kind {
        0x02 => number(i64::from(short(bytes, at)?.cast_signed()), 2),
        0x03 | 0x16 | 0x0a if key == keys::DOCUMENT_SUMMARY_VERSION => {
            let version = long(bytes, at)?;
            let text = format!("{}.{:04}", version >> 16, version & 0xffff);
            (Reading::Present(Value::Text(text)), at..at + 4, at + 4)
        }
        0x03 | 0x16 | 0x0a => number(i64::from(long(bytes, at)?.cast_signed()), 4),
        0x0b => number(i64::from(short(bytes, at)? != 0), 2),
        0x12 => number(i64::from(short(bytes, at)?), 2),
        0x13 | 0x17 => number(i64::from(long(bytes, at)?), 4),
        0x14 | 0x15 => number((u64::from(long(bytes, at)?) | u64::from(long(bytes, at + 4)?) << 32).cast_signed(), 8),
        0x05 | 0x07 => {
            let raw: [u8; 8] = bytes.get(at..at + 8)?.try_into().ok()?;
            let number = f64::from_le_bytes(raw);
            let moment = Moment::of_automation_date(number).filter(|_| kind == 0x07);
            let value = moment.map_or_else(|| Value::Text(number.to_string()), Value::Moment);
            (Reading::Present(value), at..at + 8, at + 8)
        }
        0x1e => text(usize::try_from(long(bytes, at)?).ok()?, page)?,
        0x1f => text(usize::try_from(long(bytes, at)?).ok()?.checked_mul(2)?, 1200)?,
        0x40 => {
            let ticks = u64::from(long(bytes, at)?) | u64::from(long(bytes, at + 4)?) << 32;
            (time(ticks, role), at..at + 8, at + 8)
        }
        0x41 | 0x46 | 0x47 => {
            let length = usize::try_from(long(bytes, at)?).ok()?;
            let end = (at + 4).checked_add(length)?.min(bytes.len());
            (Reading::Present(Value::Text(format!("{length} bytes"))), at + 4..end, end)
        }
        0x48 => {
            let text = guid(bytes.get(at..at + 16)?)?;
            (Reading::Present(Value::Text(text)), at..at + 16, at + 16)
        }
        0x00 | 0x01 => (Reading::Absent, at..at, at),
        other => (Reading::Unreadable(format!("a value of type 0x{other:04x}")), at..at, at),
    })
}

/// A FILETIME: a time, or of editing a span in seconds, which is negative where a clock went back.
fn time(ticks: u64, role: Option<Role>) -> Reading {
    if role == Some(Role::EditTime) {
        return Reading::Present(Value::Number(ticks.cast_signed() / 10_000_000));
    }
    match Moment::of_filetime(ticks) {
        Some(moment) => Reading::Present(Value::Moment(moment)),
        None if ticks == 0 => Reading::Absent,
        None => Reading::Unreadable(format!("a date beyond the calendar: {ticks} ticks since 1601")),
    }
}
