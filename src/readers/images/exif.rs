//! Exif (CIPA DC-008-2023) and the fields of TIFF 6.0: times, devices, programs, persons, places, the thumbnail.

use super::{Picture, SIZE, THUMBNAIL, THUMBNAIL_SIZE, jpeg, size};
use crate::model::{Editability, Moment, Property, Reading, Role, Value};
use crate::readers::fonts::text;
use crate::readers::part::PartFact;
use exif::{Exif, In, Tag};
use std::ops::Range;

const F2: Editability = Editability::F2;

/// `DateTimeOriginal`: when the picture was taken.
pub const TAKEN: Property = Property::new("pdf.image.exif.DateTimeOriginal", Role::PartTime, F2);
/// `DateTimeDigitized`.
pub const DIGITIZED: Property = Property::new("pdf.image.exif.DateTimeDigitized", Role::PartTime, F2);
/// `DateTime`: when the file of the picture was last changed.
pub const CHANGED: Property = Property::new("pdf.image.exif.DateTime", Role::PartTime, F2);
/// `Make`.
pub const MAKE: Property = Property::plain("pdf.image.exif.Make", F2);
/// `Model`.
pub const DEVICE: Property = Property::new("pdf.image.exif.Model", Role::Device, F2);
/// `Software`.
pub const SOFTWARE: Property = Property::new("pdf.image.exif.Software", Role::Creator, F2);
/// Latitude, longitude and altitude.
pub const POSITION: Property = Property::new("pdf.image.exif.position", Role::Identifying, F2);
/// The time of the satellites when the picture was taken: universal, and by no clock of the camera.
pub const POSITION_TIME: Property = Property::new("pdf.image.exif.GPSDateTime", Role::PartTime, F2);
/// Notes of the camera's maker are there.
pub const MAKER_NOTE: Property = Property::plain("pdf.image.exif.MakerNote", Editability::F1);

/// Texts that are handed over as they stand.
const TEXTS: &[(Tag, Property, &str)] = &[
    (Tag::Model, DEVICE, "IFD0/Model"),
    (Tag::Make, MAKE, "IFD0/Make"),
    (Tag::Software, SOFTWARE, "IFD0/Software"),
    (Tag::Artist, Property::new("pdf.image.exif.Artist", Role::Author, Editability::F3), "IFD0/Artist"),
    (Tag::Copyright, Property::new("pdf.image.exif.Copyright", Role::Copyright, Editability::F3), "IFD0/Copyright"),
    (
        Tag::ImageDescription,
        Property::plain("pdf.image.exif.ImageDescription", Editability::F3),
        "IFD0/ImageDescription",
    ),
    (
        Tag::BodySerialNumber,
        Property::new("pdf.image.exif.BodySerialNumber", Role::Identifying, F2),
        "Exif/BodySerialNumber",
    ),
    (
        Tag::LensSerialNumber,
        Property::new("pdf.image.exif.LensSerialNumber", Role::Identifying, F2),
        "Exif/LensSerialNumber",
    ),
    (
        Tag::CameraOwnerName,
        Property::new("pdf.image.exif.CameraOwnerName", Role::Identifying, F2),
        "Exif/CameraOwnerName",
    ),
    (Tag::ImageUniqueID, Property::new("pdf.image.exif.ImageUniqueID", Role::Identifier, F2), "Exif/ImageUniqueID"),
    (Tag::LensModel, Property::plain("pdf.image.exif.LensModel", F2), "Exif/LensModel"),
    (
        Tag(exif::Context::Tiff, 0x013c),
        Property::new("pdf.image.exif.HostComputer", Role::Identifying, F2),
        "IFD0/HostComputer",
    ),
];

/// The values of a block of Exif that begins at this place of the file.
#[must_use]
pub fn facts(tiff: &[u8], start: usize) -> Vec<PartFact> {
    let read = exif::Reader::new().continue_on_error(true).read_raw(tiff.to_vec());
    match read.or_else(|error| error.distill_partial_result(|_| {})) {
        Ok(exif) => facts_of(&exif, tiff, start),
        Err(_) => Vec::new(),
    }
}

/// A TIFF by itself.
#[must_use]
pub fn tiff(bytes: &[u8]) -> Picture {
    let mut picture = Picture::default();
    let read = exif::Reader::new().continue_on_error(true).read_raw(bytes.to_vec());
    match read.or_else(|error| error.distill_partial_result(|_| {})) {
        Ok(exif) => {
            picture.facts = facts_of(&exif, bytes, 0);
            let number = |tag: Tag| exif.get_field(tag, In::PRIMARY).and_then(|field| field.value.get_uint(0));
            if let (Some(width), Some(height)) = (number(Tag::ImageWidth), number(Tag::ImageLength)) {
                picture.facts.push(size(&SIZE, width, height, 0..0, bytes, "IFD0/ImageWidth, ImageLength"));
            }
            // XMP (tag 700) and the colour profile (tag 34675) are blocks of bytes.
            let block = |number: u16| {
                let field = exif.get_field(Tag(exif::Context::Tiff, number), In::PRIMARY)?;
                let data = match &field.value {
                    exif::Value::Byte(data) | exif::Value::Undefined(data, _) => data.clone(),
                    _ => return None,
                };
                let at = memchr::memmem::find(bytes, data.get(..data.len().min(4_096))?)?;
                Some((at..at + data.len(), data))
            };
            picture.packets.extend(block(700).map(|(range, _)| (range, None)));
            picture.profile = block(34_675);
        }
        Err(error) => picture.faults.push(format!("its directory cannot be read: {error}")),
    }
    picture
}

fn facts_of(exif: &Exif, tiff: &[u8], start: usize) -> Vec<PartFact> {
    let mut facts = Vec::new();
    let ascii = |tag: Tag| {
        let field = exif.get_field(tag, In::PRIMARY)?;
        match &field.value {
            exif::Value::Ascii(parts) => parts.first().map(|part| latin(part)),
            _ => None,
        }
    };
    let place = |shown: &str| {
        let bytes: Vec<u8> = shown.chars().filter_map(|character| u8::try_from(u32::from(character)).ok()).collect();
        let at = memchr::memmem::find(tiff, &bytes).filter(|_| !shown.is_empty()).unwrap_or(0);
        (start + at)..(start + at + bytes.len())
    };
    for (tag, property, name) in [
        (Tag::DateTimeOriginal, TAKEN, "Exif/DateTimeOriginal"),
        (Tag::DateTimeDigitized, DIGITIZED, "Exif/DateTimeDigitized"),
        (Tag::DateTime, CHANGED, "IFD0/DateTime"),
    ] {
        let Some(shown) = ascii(tag) else { continue };
        let offset = match tag {
            Tag::DateTimeOriginal => ascii(Tag::OffsetTimeOriginal),
            Tag::DateTimeDigitized => ascii(Tag::OffsetTimeDigitized),
            _ => ascii(Tag::OffsetTime),
        };
        let reading = date(&shown, offset.as_deref());
        let range = place(&shown);
        facts.push(PartFact { property, raw: shown.into_bytes(), reading, range, path: name.to_owned() });
    }
    for (tag, property, name) in TEXTS {
        if let Some(shown) = ascii(*tag) {
            let utf_8 = String::from_utf8(shown.chars().filter_map(|c| u8::try_from(u32::from(c)).ok()).collect());
            let readable = utf_8.unwrap_or_else(|_| shown.clone());
            facts.push(text(property, shown.as_bytes(), &readable, place(&shown), name));
        }
    }
    if exif.get_field(Tag::MakerNote, In::PRIMARY).is_some() {
        facts.push(text(&MAKER_NOTE, b"", "there", 0..0, "Exif/MakerNote"));
    }
    facts.extend(position(exif));
    facts.extend(position_time(exif));
    facts.extend(thumbnail(exif, tiff, start).into_iter().flatten());
    facts
}

fn latin(bytes: &[u8]) -> String {
    bytes.iter().map(|&byte| char::from(byte)).collect()
}

fn position(exif: &Exif) -> Option<PartFact> {
    let shown = |tag: Tag| exif.get_field(tag, In::PRIMARY).map(|field| field.display_value().to_string());
    let (latitude, longitude) = (shown(Tag::GPSLatitude)?, shown(Tag::GPSLongitude)?);
    let reference = |tag: Tag| shown(tag).unwrap_or_default();
    let altitude = shown(Tag::GPSAltitude).map(|altitude| format!(", altitude {altitude} m")).unwrap_or_default();
    let value = format!(
        "{latitude} {}, {longitude} {}{altitude}",
        reference(Tag::GPSLatitudeRef),
        reference(Tag::GPSLongitudeRef)
    );
    Some(text(&POSITION, b"", &value, 0..0, "GPS/GPSLatitude, GPSLongitude"))
}

fn position_time(exif: &Exif) -> Option<PartFact> {
    let date = exif.get_field(Tag::GPSDateStamp, In::PRIMARY)?.display_value().to_string();
    let clock = match &exif.get_field(Tag::GPSTimeStamp, In::PRIMARY)?.value {
        exif::Value::Rational(parts) => {
            parts.iter().map(|part| part.num.checked_div(part.denom).unwrap_or(0)).collect::<Vec<_>>()
        }
        _ => return None,
    };
    let [hour, minute, second] = clock[..] else { return None };
    let written = format!("{}T{hour:02}:{minute:02}:{second:02}Z", date.trim_matches('"').replace(':', "-"));
    let moment = Moment::from_iso8601(&written).ok()?;
    Some(PartFact {
        property: POSITION_TIME,
        raw: written.into_bytes(),
        reading: Reading::Present(Value::Moment(moment)),
        range: 0..0,
        path: "GPS/GPSDateStamp, GPSTimeStamp".to_owned(),
    })
}

/// The thumbnail of the second directory: its size beside that of the picture tells whether it is of the same picture.
fn thumbnail(exif: &Exif, tiff: &[u8], start: usize) -> Option<[PartFact; 2]> {
    let number = |tag: Tag| exif.get_field(tag, In::THUMBNAIL).and_then(|field| field.value.get_uint(0));
    let at = usize::try_from(number(Tag::JPEGInterchangeFormat)?).ok()?;
    let length = usize::try_from(number(Tag::JPEGInterchangeFormatLength)?).ok()?;
    let data = tiff.get(at..at.checked_add(length)?.min(tiff.len()))?;
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

/// `2019:05:01 10:00:00`, local time; blanks and zeros are how cameras write that they do not know.
fn date(text: &str, offset: Option<&str>) -> Reading {
    let trimmed = text.trim_matches(['\0', ' ']);
    if !trimmed.bytes().any(|byte| byte.is_ascii_digit() && byte != b'0') {
        return Reading::Absent;
    }
    let numbers: Vec<u32> = trimmed.split([':', ' ']).filter_map(|part| part.parse().ok()).collect();
    let [year, month, day, hour, minute, second] = numbers[..] else {
        return Reading::Unreadable(format!("no Exif date: {trimmed:?}"));
    };
    let written =
        format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{}", offset.unwrap_or_default().trim());
    match Moment::from_iso8601(&written) {
        Ok(moment) => Reading::Present(Value::Moment(Moment { text: trimmed.to_owned(), ..moment })),
        Err(why) => Reading::Unreadable(format!("{why}: {trimmed:?}")),
    }
}
