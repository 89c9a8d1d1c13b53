//! Exif (CIPA DC-008-2023) and the fields of TIFF 6.0: times, devices, programs, persons, places, the thumbnail.

use super::{Picture, SIZE, THUMBNAIL, THUMBNAIL_SIZE, maker_note, size};
use crate::formats::jpeg;
use crate::formats::tiff::{Directory, Tiff};
use crate::model::{Editability, Moment, Property, Reading, Role, Value};
use crate::properties::keys;
use crate::readers::dates;
use crate::readers::fonts::text;
use crate::readers::part::PartFact;
use std::ops::Range;

const F2: Editability = Editability::F2;

/// `DateTimeOriginal`: when the picture was taken.
pub const TAKEN: Property = Property::new(keys::INNER_PICTURE_TAKEN, Role::PartTime, F2);
/// `DateTimeDigitized`.
pub const DIGITIZED: Property = Property::new(keys::INNER_PICTURE_DIGITISED, Role::PartTime, F2);
/// `DateTime`: when the file of the picture was last changed.
pub const CHANGED: Property = Property::new(keys::INNER_PICTURE_CHANGED, Role::PartTime, F2);
/// `DateTime` of a thumbnail, or of an image inside the image.
pub const OTHER_CHANGED: Property = Property::new("pdf.image.exif.inner.changed", Role::PartTime, F2);
/// `Make`.
pub const MAKE: Property = Property::plain(keys::INNER_PICTURE_MAKE, F2);
/// `Model`.
pub const DEVICE: Property = Property::new("pdf.image.exif.Model", Role::Device, F2);
/// `Software`.
pub const SOFTWARE: Property = Property::new("pdf.image.exif.Software", Role::Creator, F2);
/// Latitude, longitude and altitude.
pub const POSITION: Property = Property::new("pdf.image.exif.position", Role::Identifying, F2);
/// The time of the satellites when the picture was taken: universal, and by no clock of the camera.
pub const POSITION_TIME: Property = Property::new(keys::INNER_PICTURE_PLACED, Role::PartTime, F2);
/// Notes of the camera's maker are there.
pub const MAKER_NOTE: Property = Property::plain("pdf.image.exif.MakerNote", Editability::F1);

/// The directory that the tags of TIFF itself are in.
const FIRST: Directory = Directory::Image(0);

/// Dates: where each is, its name, and the tag of its offset.
const DATES: &[(Directory, u16, Property, &str, u16)] = &[
    (Directory::Exif, 36_867, TAKEN, "Exif/DateTimeOriginal", 36_881),
    (Directory::Exif, 36_868, DIGITIZED, "Exif/DateTimeDigitized", 36_882),
    (FIRST, 306, CHANGED, "IFD0/DateTime", 36_880),
];

/// Texts that are handed over as they are.
const TEXTS: &[(Directory, u16, Property, &str)] = &[
    (FIRST, 272, DEVICE, "IFD0/Model"),
    (FIRST, 271, MAKE, "IFD0/Make"),
    (FIRST, 305, SOFTWARE, "IFD0/Software"),
    (FIRST, 315, Property::new("pdf.image.exif.Artist", Role::Author, Editability::F3), "IFD0/Artist"),
    (FIRST, 33_432, Property::new("pdf.image.exif.Copyright", Role::Copyright, Editability::F3), "IFD0/Copyright"),
    (FIRST, 270, Property::plain("pdf.image.exif.ImageDescription", Editability::F3), "IFD0/ImageDescription"),
    (
        Directory::Exif,
        42_033,
        Property::new("pdf.image.exif.BodySerialNumber", Role::Identifying, F2),
        "Exif/BodySerialNumber",
    ),
    (
        Directory::Exif,
        42_037,
        Property::new("pdf.image.exif.LensSerialNumber", Role::Identifying, F2),
        "Exif/LensSerialNumber",
    ),
    (
        Directory::Exif,
        42_032,
        Property::new("pdf.image.exif.CameraOwnerName", Role::Identifying, F2),
        "Exif/CameraOwnerName",
    ),
    (
        Directory::Exif,
        42_016,
        Property::new("pdf.image.exif.ImageUniqueID", Role::Identifier, F2),
        "Exif/ImageUniqueID",
    ),
    (Directory::Exif, 42_036, Property::plain("pdf.image.exif.LensModel", F2), "Exif/LensModel"),
    (FIRST, 316, Property::new("pdf.image.exif.HostComputer", Role::Identifying, F2), "IFD0/HostComputer"),
];

/// The values of a block of Exif that begins at this place of the file.
#[must_use]
pub fn facts(block: &[u8], start: usize) -> Vec<PartFact> {
    Tiff::open(block).map(|tiff| facts_of(&tiff, block, start)).unwrap_or_default()
}

/// The version of Exif that a block names, as it is written: `0230`.
#[must_use]
pub fn version(block: &[u8]) -> Option<[u8; 4]> {
    let tiff = Tiff::open(block).ok()?;
    tiff.raw(tiff.field(Directory::Exif, 36_864)?).try_into().ok()
}

/// A TIFF by itself.
#[must_use]
pub fn tiff(bytes: &[u8]) -> Picture {
    let mut picture = Picture::default();
    let tiff = match Tiff::open(bytes) {
        Ok(tiff) => tiff,
        Err(error) => {
            picture.faults.push(format!("its directory cannot be read: {error}"));
            return picture;
        }
    };
    picture.facts = facts_of(&tiff, bytes, 0);
    if let (Some(width), Some(height)) = (tiff.number(FIRST, 256), tiff.number(FIRST, 257)) {
        picture.facts.push(size(&SIZE, width, height, 0..0, bytes, "IFD0/ImageWidth, ImageLength"));
    }
    // XMP and the colour profile are blocks of bytes.
    let block = |tag: u16| tiff.field(FIRST, tag).map(|field| (field.range.clone(), tiff.raw(field)));
    picture.packets.extend(block(700).map(|(range, _)| (range, None)));
    picture.profile = block(34_675).map(|(range, profile)| (range, profile.to_vec()));
    picture.faults.extend(tiff.faults.iter().cloned());
    picture
}

fn facts_of(tiff: &Tiff<'_>, block: &[u8], start: usize) -> Vec<PartFact> {
    let mut facts = Vec::new();
    let place = |range: Range<usize>| start + range.start..start + range.end;
    for (directory, tag, property, name, offset) in DATES {
        let Some((raw, range)) = tiff.text(*directory, *tag) else { continue };
        let offset = tiff.text(Directory::Exif, *offset).map(|(offset, _)| latin(offset));
        facts.push(PartFact {
            property: property.clone(),
            raw: raw.to_vec(),
            reading: dates::exif(&latin(raw), offset.as_deref()),
            range: place(range),
            path: (*name).to_owned(),
        });
    }
    // Further pages of a file have their own dates, and so have the thumbnail of Exif and images inside an image.
    for field in tiff.fields.iter().filter(|field| field.tag == 306 && field.directory != FIRST) {
        let raw = tiff.raw(field).split(|byte| *byte == 0).next().unwrap_or_default();
        let (property, name) = match field.directory {
            Directory::Image(number) if start == 0 => (CHANGED, format!("IFD{number}/DateTime")),
            Directory::Image(number) => (OTHER_CHANGED, format!("IFD{number}/DateTime")),
            _ => (OTHER_CHANGED, "SubIFD/DateTime".to_owned()),
        };
        let range = place(field.range.start..field.range.start + raw.len());
        facts.push(PartFact {
            property,
            raw: raw.to_vec(),
            reading: dates::exif(&latin(raw), None),
            range,
            path: name,
        });
    }
    for (directory, tag, property, name) in TEXTS {
        if let Some((raw, range)) = tiff.text(*directory, *tag) {
            let shown = std::str::from_utf8(raw).map_or_else(|_| latin(raw), str::to_owned);
            facts.push(text(property, raw, &shown, place(range), name));
        }
    }
    if let Some(note) = tiff.field(Directory::Exif, 37_500) {
        facts.push(text(&MAKER_NOTE, b"", "there", place(note.range.clone()), "Exif/MakerNote"));
    }
    facts.extend(maker_note::facts(tiff, block, start));
    facts.extend(position(tiff, start));
    facts.extend(position_time(tiff, start));
    facts.extend(thumbnail(tiff, block, start).into_iter().flatten());
    facts
}

fn latin(bytes: &[u8]) -> String {
    bytes.iter().map(|&byte| char::from(byte)).collect()
}

/// Degrees, minutes and seconds of a field, and where they are.
fn angle(tiff: &Tiff<'_>, tag: u16) -> Option<(String, Range<usize>)> {
    let parts = tiff.fractions(Directory::Position, tag);
    let shown = |number: usize| {
        let (numerator, denominator) = parts.get(number).copied().filter(|(_, denominator)| *denominator > 0)?;
        Some(f64::from(numerator) / f64::from(denominator))
    };
    let range = tiff.field(Directory::Position, tag)?.range.clone();
    let degrees = shown(0)?;
    let (minutes, seconds) = (shown(1).unwrap_or(0.0), shown(2).unwrap_or(0.0));
    Some((format!("{degrees} deg {minutes} min {seconds} sec"), range))
}

fn position(tiff: &Tiff<'_>, start: usize) -> Option<PartFact> {
    let ((latitude, first), (longitude, last)) = (angle(tiff, 2)?, angle(tiff, 4)?);
    let reference = |tag: u16| tiff.text(Directory::Position, tag).map(|(text, _)| latin(text)).unwrap_or_default();
    let altitude = match tiff.fractions(Directory::Position, 6).first() {
        Some((numerator, denominator)) if *denominator > 0 => {
            format!(", altitude {} m", f64::from(*numerator) / f64::from(*denominator))
        }
        _ => String::new(),
    };
    let value = format!("{latitude} {}, {longitude} {}{altitude}", reference(1), reference(3));
    let range = start + first.start.min(last.start)..start + first.end.max(last.end);
    Some(text(&POSITION, b"", &value, range, "GPS/GPSLatitude, GPSLongitude"))
}

fn position_time(tiff: &Tiff<'_>, start: usize) -> Option<PartFact> {
    let (date, range) = tiff.text(Directory::Position, 29)?;
    let clock: Vec<u32> = tiff
        .fractions(Directory::Position, 7)
        .iter()
        .map(|(numerator, denominator)| numerator.checked_div(*denominator).unwrap_or(0))
        .collect();
    let [hour, minute, second] = clock[..] else { return None };
    let written = format!("{}T{hour:02}:{minute:02}:{second:02}Z", latin(date).replace(':', "-"));
    let moment = Moment::from_iso8601(&written).ok()?;
    Some(PartFact {
        property: POSITION_TIME,
        raw: written.into_bytes(),
        reading: Reading::Present(Value::Moment(moment)),
        range: start + range.start..start + range.end,
        path: "GPS/GPSDateStamp, GPSTimeStamp".to_owned(),
    })
}

/// The thumbnail of the second directory: its size next to that of the picture tells whether it is of the same picture.
fn thumbnail(tiff: &Tiff<'_>, block: &[u8], start: usize) -> Option<[PartFact; 2]> {
    let number = |tag: u16| usize::try_from(tiff.number(Directory::Image(1), tag)?).ok();
    let (at, length) = (number(513)?, number(514)?);
    let data = block.get(at..at.checked_add(length)?.min(block.len()))?;
    let (width, height, place) = jpeg::frame(data)?;
    let range: Range<usize> = start + at + place.start..start + at + place.end;
    let whole = PartFact {
        property: THUMBNAIL,
        raw: data.get(..4).unwrap_or_default().to_vec(),
        reading: Reading::Present(Value::Text(format!("a JPEG of {} bytes", data.len()))),
        range: start + at..start + at + data.len(),
        path: "IFD1/JPEGInterchangeFormat".to_owned(),
    };
    let size = PartFact {
        property: THUMBNAIL_SIZE,
        raw: data.get(place).unwrap_or_default().to_vec(),
        reading: Reading::Present(Value::Text(format!("{width}x{height}"))),
        range,
        path: "IFD1/thumbnail".to_owned(),
    };
    Some([whole, size])
}
