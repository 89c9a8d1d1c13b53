//! JPEG (ITU-T T.81) as far as it speaks of its origin: Exif (CIPA DC-008), quantisation tables, Photoshop blocks.

use crate::model::evidence::hexadecimal;
use crate::model::{Editability, Moment, Property, Reading, Role, Value};
use crate::readers::fonts::text;
use crate::readers::part::PartFact;
use exif::{In, Tag};

/// `DateTimeOriginal`: when the picture was taken.
pub const TAKEN: Property = Property::new("pdf.image.exif.DateTimeOriginal", Role::PartTime, Editability::F2);
/// `DateTimeDigitized`.
pub const DIGITIZED: Property = Property::new("pdf.image.exif.DateTimeDigitized", Role::PartTime, Editability::F2);
/// `DateTime`: when the file of the picture was last changed.
pub const CHANGED: Property = Property::new("pdf.image.exif.DateTime", Role::PartTime, Editability::F2);
/// `Make`.
pub const MAKE: Property = Property::plain("pdf.image.exif.Make", Editability::F2);
/// `Model`.
pub const DEVICE: Property = Property::new("pdf.image.exif.Model", Role::Device, Editability::F2);
/// `Software`.
pub const SOFTWARE: Property = Property::new("pdf.image.exif.Software", Role::Creator, Editability::F2);
/// The quantisation tables, as the first half of their SHA-256: the same encoder at the same quality has the same.
pub const QUANTISATION: Property = Property::plain("pdf.image.quantisation", Editability::F1);
/// A Photoshop block is there (APP13).
pub const PHOTOSHOP: Property = Property::plain("pdf.image.photoshop", Editability::F2);

/// Segments that are looked at; a picture with more is built to cost.
const SEGMENTS: usize = 500;

/// Reads the segments before the picture's data.
#[must_use]
pub fn read(data: &[u8]) -> Vec<PartFact> {
    let mut facts = Vec::new();
    let mut tables: Vec<u8> = Vec::new();
    let mut at = 2;
    if data.get(..2) != Some(&[0xff, 0xd8]) {
        return facts;
    }
    for _ in 0..SEGMENTS {
        let Some(&[0xff, marker, high, low]) = data.get(at..at + 4).and_then(|head| <&[u8; 4]>::try_from(head).ok())
        else {
            break;
        };
        let length = usize::from(high) << 8 | usize::from(low);
        let Some(body) = data.get(at + 4..(at + 2).saturating_add(length)) else { break };
        match marker {
            0xe1 => {
                if let Some(tiff) = body.strip_prefix(b"Exif\0\0") {
                    facts.extend(exif_facts(tiff, at + 10));
                }
            }
            0xed if body.starts_with(b"Photoshop 3.0") => {
                facts.push(text(
                    &PHOTOSHOP,
                    body.get(..13).unwrap_or_default(),
                    "Photoshop 3.0",
                    at + 4..at + 17,
                    "APP13",
                ));
            }
            0xdb => tables.extend_from_slice(body),
            // Start of scan: the picture itself follows.
            0xda => break,
            _ => {}
        }
        at += 2 + length;
    }
    if !tables.is_empty() {
        let digest = <sha2::Sha256 as sha2::Digest>::digest(&tables);
        let shown = hexadecimal(digest.get(..16).unwrap_or_default());
        facts.push(text(&QUANTISATION, b"", &shown, 0..0, "DQT"));
    }
    facts
}

fn exif_facts(tiff: &[u8], start: usize) -> Vec<PartFact> {
    let Ok(exif) = exif::Reader::new().read_raw(tiff.to_vec()) else { return Vec::new() };
    let mut facts = Vec::new();
    let ascii = |tag: Tag| {
        let field = exif.get_field(tag, In::PRIMARY)?;
        match &field.value {
            exif::Value::Ascii(parts) => {
                parts.first().map(|part| part.iter().map(|&byte| char::from(byte)).collect::<String>())
            }
            _ => None,
        }
    };
    let place = |shown: &str| {
        let at = memchr::memmem::find(tiff, shown.as_bytes()).filter(|_| !shown.is_empty()).unwrap_or(0);
        (start + at)..(start + at + shown.len())
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
        let reading = exif_date(&shown, offset.as_deref());
        let range = place(&shown);
        facts.push(PartFact { property, raw: shown.into_bytes(), reading, range, path: name.to_owned() });
    }
    if let Some(model) = ascii(Tag::Model) {
        facts.push(text(&DEVICE, model.as_bytes(), &model, place(&model), "IFD0/Model"));
    }
    if let Some(make) = ascii(Tag::Make) {
        facts.push(text(&MAKE, make.as_bytes(), &make, place(&make), "IFD0/Make"));
    }
    if let Some(software) = ascii(Tag::Software) {
        let range = place(&software);
        facts.push(text(&SOFTWARE, software.as_bytes(), &software, range, "IFD0/Software"));
    }
    facts
}

/// `2019:05:01 10:00:00`, local time; blanks and zeros are how cameras write that they do not know.
fn exif_date(text: &str, offset: Option<&str>) -> Reading {
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
