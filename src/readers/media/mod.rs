//! Films and sound in ISO media files and `QuickTime` (ISO/IEC 14496-12 and -14, `QuickTime` File Format): when they say that they were made, by which
//! machine and program, and where.
//!
//! # Incomplete support
//! Pictures and sound are not decoded. Fragments, and what recorders write in ways of their own beyond the fields of `QuickTime`, are not read.

use crate::formats::budget::Purse;
use crate::formats::iso_media::{MediaBox, boxes, find, inner, number};
use crate::model::{
    ByteRange, Editability, Extraction, Format, Instant, Locus, Moment, Property, Reading, Role, Value,
};
use crate::properties::keys;
use crate::readers::credentials::{self, Store};
use crate::readers::{Content, Intake, ReadOptions, Reader, dates};
use std::ops::Range;
use std::sync::Arc;

const F2: Editability = Editability::F2;

/// The kind of file that it says it is.
const BRAND: Property = Property::plain("media.brand", Editability::F1);
/// When the file was made, and last changed. The count is of universal time; many recorders write the time of their clock.
const CREATED: Property = Property::new("media.created", Role::Created, F2);
const CHANGED: Property = Property::new("media.modified", Role::Modified, F2);
/// The same of each track.
const TRACK_CREATED: Property = Property::new("media.track.created", Role::PartTime, F2);
const TRACK_CHANGED: Property = Property::new("media.track.modified", Role::PartTime, F2);
/// What handles a track, in the words of the program that wrote it.
const HANDLER: Property = Property::plain("media.handler", Editability::F1);
/// How long it plays, in seconds.
const DURATION: Property = Property::plain("media.duration", Editability::F1);

/// Fields that have a meaning of their own: the key, and the property. The sign of copyright is a byte of its own (`QuickTime`, user data).
const FIELDS: &[(&str, Property)] = &[
    ("\u{a9}day", Property::new("media.day", Role::PartTime, F2)),
    ("\u{a9}too", Property::new("media.encoder", Role::Producer, F2)),
    ("\u{a9}swr", Property::new("media.software", Role::Producer, F2)),
    ("\u{a9}enc", Property::plain("media.encoded-by", F2)),
    ("\u{a9}nam", Property::new("media.title", Role::Title, Editability::F3)),
    ("\u{a9}ART", Property::new("media.artist", Role::Author, Editability::F3)),
    ("\u{a9}aut", Property::new("media.author", Role::Author, Editability::F3)),
    ("\u{a9}mak", Property::new("media.make", Role::Device, F2)),
    ("\u{a9}mod", Property::new("media.model", Role::Device, F2)),
    ("\u{a9}xyz", Property::new("media.location", Role::Identifying, F2)),
    ("com.apple.quicktime.creationdate", Property::new("media.apple.creationdate", Role::PartTime, F2)),
    ("com.apple.quicktime.make", Property::new("media.apple.make", Role::Device, F2)),
    ("com.apple.quicktime.model", Property::new("media.apple.model", Role::Device, F2)),
    ("com.apple.quicktime.software", Property::new("media.apple.software", Role::Producer, F2)),
    ("com.apple.quicktime.location.ISO6709", Property::new("media.apple.location", Role::Identifying, F2)),
    ("com.android.version", Property::plain("media.android.version", F2)),
];

/// Seconds from 1904, where the count begins, to 1970.
const SINCE_1904: i64 = 2_082_844_800;
/// A longer text is no field.
const LONGEST: usize = 4_096;
/// So many tracks and fields are looked at.
const MOST: usize = 200;

/// The reader.
#[derive(Debug, Clone, Copy)]
pub struct IsoMedia;

impl Reader for IsoMedia {
    fn name(&self) -> &'static str {
        "ISO media"
    }

    fn specification(&self) -> &'static str {
        "ISO/IEC 14496-12 and -14; QuickTime File Format"
    }

    fn recognise(&self, content: &Content<'_>) -> Option<Format> {
        content.format_of(&["iso-media", "m4a", "quicktime"])
    }

    fn read(&self, bytes: &Arc<Vec<u8>>, format: Format, options: &ReadOptions, purse: &Purse) -> Extraction {
        let mut intake = Intake::new(format, purse);
        purse.parsed(bytes.len());
        let top = boxes(bytes, 0..bytes.len());
        if let Some(brand) = top.iter().find(|one| one.kind == *b"ftyp") {
            let place = brand.body.start..brand.body.start + 4;
            text(&BRAND, bytes, place.clone(), bytes.get(place).unwrap_or_default(), "ftyp", &mut intake);
        }
        match top.iter().find(|one| one.kind == *b"moov") {
            Some(film) => read_film(bytes, film, &mut intake),
            None => {
                intake.partial();
                intake.warn("picture-damaged", "it has no list of its tracks; it may be cut off", None);
            }
        }
        if let Some(store) = Store::of_media(bytes) {
            credentials::hand_over(&store, bytes, options, &mut intake);
        }
        intake.limits_of(purse);
        intake.finish()
    }
}

fn read_film(bytes: &[u8], film: &MediaBox, intake: &mut Intake) {
    for one in boxes(bytes, film.body.clone()).into_iter().take(MOST) {
        match &one.kind {
            b"mvhd" => times(bytes, &one.body, (&CREATED, &CHANGED), "moov/mvhd", intake),
            b"trak" => track(bytes, &one, intake),
            b"udta" => user_data(bytes, &one, intake),
            b"meta" => fields_by_key(bytes, &one, intake),
            _ => {}
        }
    }
}

fn track(bytes: &[u8], track: &MediaBox, intake: &mut Intake) {
    if let Some(head) = find(bytes, track.body.clone(), &[b"mdia", b"mdhd"]) {
        times(bytes, &head, (&TRACK_CREATED, &TRACK_CHANGED), "moov/trak/mdia/mdhd", intake);
    }
    if let Some(handler) = find(bytes, track.body.clone(), &[b"mdia", b"hdlr"]) {
        let place = handler.start + 24..handler.end;
        let name = bytes.get(place.clone()).unwrap_or_default();
        // QuickTime counts the letters before them, ISO ends them with a zero.
        let name = match name.split_first() {
            Some((length, rest)) if usize::from(*length) == rest.len() => rest,
            _ => name,
        };
        let said = String::from_utf8_lossy(name).into_owned();
        if intake.first(&HANDLER.key, &said) {
            text(&HANDLER, bytes, place, name, "moov/trak/mdia/hdlr", intake);
        }
    }
}

/// The times of a header: seconds since 1904, in four bytes or eight.
fn times(bytes: &[u8], head: &Range<usize>, (made, changed): (&Property, &Property), path: &str, intake: &mut Intake) {
    let width = if number(bytes, head.start, 1) == Some(1) { 8 } else { 4 };
    for (property, at) in [(made, head.start + 4), (changed, head.start + 4 + width)] {
        // Nothing is the first second of this count, or of that of Unix.
        let is_said = |seconds: &u64| *seconds > 0 && i64::try_from(*seconds) != Ok(SINCE_1904);
        let Some(seconds) = number(bytes, at, width).filter(is_said) else { continue };
        let raw = bytes.get(at..at + width).unwrap_or_default();
        let written = format!("{seconds} seconds since 1904");
        let instant = i64::try_from(seconds).ok().and_then(|seconds| seconds.checked_sub(SINCE_1904));
        let moment = instant.and_then(|at| Moment::of_count(&written, Instant(at)));
        let reading = moment
            .map_or_else(|| Reading::Unreadable(written.clone()), |moment| Reading::Present(Value::Moment(moment)));
        let locus = Locus { bytes: Some(ByteRange::new(at, at + width)), path: path.to_owned(), ..Locus::default() };
        intake.evidence(property, raw, reading, locus);
    }
    let (scale, length) =
        (number(bytes, head.start + 4 + 2 * width, 4), number(bytes, head.start + 8 + 2 * width, width));
    if let (Some(scale @ 1..), Some(length)) = (scale, length)
        && property_is_of_the_film(made)
    {
        let place = head.start + 4 + 2 * width..head.start + 8 + 3 * width;
        let seconds = i64::try_from(length / scale).unwrap_or(i64::MAX);
        let locus =
            Locus { bytes: Some(ByteRange::new(place.start, place.end)), path: path.to_owned(), ..Locus::default() };
        let raw = bytes.get(place).unwrap_or_default();
        intake.evidence(&DURATION, raw, Reading::Present(Value::Number(seconds)), locus);
    }
}

fn property_is_of_the_film(property: &Property) -> bool {
    property.key == CREATED.key
}

/// Fields with a name of four letters; in `meta` they are those of iTunes.
fn user_data(bytes: &[u8], data: &MediaBox, intake: &mut Intake) {
    for one in boxes(bytes, data.body.clone()).into_iter().take(MOST) {
        if one.kind == *b"meta" {
            if let Some(list) = find(bytes, inner(bytes, &one), &[b"ilst"]) {
                for field in boxes(bytes, list).into_iter().take(MOST) {
                    let Some(value) = find(bytes, field.body.clone(), &[b"data"]) else { continue };
                    told(&letters(field.kind), bytes, value.start + 8..value.end, intake);
                }
            }
        } else if one.kind[0] == 0xa9 {
            // Two bytes of length, two of language.
            let length = number(bytes, one.body.start, 2).and_then(|length| usize::try_from(length).ok()).unwrap_or(0);
            let start = one.body.start + 4;
            told(&letters(one.kind), bytes, start..(start + length).min(one.body.end), intake);
        }
    }
}

/// Fields whose names are listed before them (`QuickTime`, metadata).
fn fields_by_key(bytes: &[u8], meta: &MediaBox, intake: &mut Intake) {
    let within = inner(bytes, meta);
    let Some(names) = find(bytes, within.clone(), &[b"keys"]) else { return };
    let names: Vec<String> = boxes(bytes, names.start + 8..names.end)
        .into_iter()
        .map(|one| String::from_utf8_lossy(bytes.get(one.body).unwrap_or_default()).into_owned())
        .collect();
    let Some(list) = find(bytes, within, &[b"ilst"]) else { return };
    for field in boxes(bytes, list).into_iter().take(MOST) {
        let index = usize::try_from(u32::from_be_bytes(field.kind)).unwrap_or(0);
        let name = index.checked_sub(1).and_then(|at| names.get(at));
        if let (Some(name), Some(value)) = (name, find(bytes, field.body.clone(), &[b"data"])) {
            told(name, bytes, value.start + 8..value.end, intake);
        }
    }
}

fn letters(kind: [u8; 4]) -> String {
    kind.iter().map(|byte| char::from(*byte)).collect()
}

fn told(name: &str, bytes: &[u8], place: Range<usize>, intake: &mut Intake) {
    let Some(raw) = bytes.get(place.clone()).filter(|raw| !raw.is_empty() && raw.len() <= LONGEST) else { return };
    match FIELDS.iter().find(|(known, _)| *known == name) {
        Some((_, property)) if property.role == Some(Role::PartTime) => {
            let said = String::from_utf8_lossy(raw).into_owned();
            let locus = Locus {
                bytes: Some(ByteRange::new(place.start, place.end)),
                path: name.to_owned(),
                ..Locus::default()
            };
            intake.evidence(property, raw, dates::iso(&said), locus);
        }
        Some((_, property)) => text(property, bytes, place, raw, name, intake),
        None if std::str::from_utf8(raw).is_ok_and(|said| !said.contains('\0')) => {
            let property = Property { editability: F2, ..Property::named(keys::MEDIA_FIELD, name) };
            text(&property, bytes, place, raw, name, intake);
        }
        None => {}
    }
}

fn text(property: &Property, bytes: &[u8], place: Range<usize>, raw: &[u8], path: &str, intake: &mut Intake) {
    let said = String::from_utf8_lossy(raw).trim_matches(['\0', ' ']).to_owned();
    if said.is_empty() {
        return;
    }
    let range = (place.end <= bytes.len()).then(|| ByteRange::new(place.start, place.end));
    let locus = Locus { bytes: range, path: path.to_owned(), ..Locus::default() };
    intake.evidence(property, raw, Reading::Present(Value::Text(said)), locus);
}
