//! JPEG (ITU-T T.81) as far as it speaks of its origin: Exif, quantisation tables, Photoshop blocks with IPTC, XMP, profiles.

use super::{COMMENT, Picture, SIZE, exif, size};
use crate::model::evidence::hexadecimal;
use crate::model::{Editability, Property, Role};
use crate::readers::fonts::text;
use crate::readers::part::PartFact;
use std::ops::Range;

pub use exif::{CHANGED, DEVICE, DIGITIZED, MAKE, SOFTWARE, TAKEN};

/// The quantisation tables, as the first half of their SHA-256: the same encoder at the same quality has the same.
pub const QUANTISATION: Property = Property::plain("pdf.image.quantisation", Editability::F1);
/// A Photoshop block is there (APP13).
pub const PHOTOSHOP: Property = Property::plain("pdf.image.photoshop", Editability::F2);

/// Segments that are looked at; a picture with more is built to cost.
const SEGMENTS: usize = 500;
/// Behind the words with which a packet begins (XMP specification, part 3, 1.1.3).
const XMP: &[u8] = b"http://ns.adobe.com/xap/1.0/\0";

/// Fields of IPTC-IIM 4.2, record 2, that name persons, places and times.
const IPTC: &[(u8, &str, Option<Role>)] = &[
    (5, "ObjectName", Some(Role::Title)),
    (40, "SpecialInstructions", None),
    (55, "DateCreated", None),
    (60, "TimeCreated", None),
    (65, "OriginatingProgram", Some(Role::Creator)),
    (80, "By-line", Some(Role::Author)),
    (90, "City", Some(Role::Identifying)),
    (92, "Sub-location", Some(Role::Identifying)),
    (101, "Country", Some(Role::Identifying)),
    (103, "OriginalTransmissionReference", Some(Role::Identifier)),
    (110, "Credit", None),
    (115, "Source", None),
    (116, "CopyrightNotice", None),
    (120, "Caption", None),
    (122, "Writer", Some(Role::Identifying)),
];

/// The facts of a picture that stands in a document as one of its parts.
#[must_use]
pub fn read(data: &[u8]) -> Vec<PartFact> {
    picture(data).facts
}

/// Reads the segments before the picture's data.
#[must_use]
pub fn picture(data: &[u8]) -> Picture {
    let mut picture = Picture::default();
    let mut tables: Vec<u8> = Vec::new();
    let mut at = 2;
    if data.get(..2) != Some(&[0xff, 0xd8]) {
        return picture;
    }
    for _ in 0..SEGMENTS {
        let Some(&[0xff, marker, high, low]) = data.get(at..at + 4).and_then(|head| <&[u8; 4]>::try_from(head).ok())
        else {
            break;
        };
        let length = usize::from(high) << 8 | usize::from(low);
        let Some(body) = data.get(at + 4..(at + 2).saturating_add(length)) else {
            picture.faults.push(format!("the picture is cut off inside the segment at byte {at}"));
            break;
        };
        match marker {
            0xe1 => {
                if let Some(tiff) = body.strip_prefix(b"Exif\0\0") {
                    picture.facts.extend(exif::facts(tiff, at + 10));
                } else if body.starts_with(XMP) {
                    picture.packets.push((at + 4 + XMP.len()..at + 4 + body.len(), None));
                }
            }
            0xe2 => {
                // A profile stands in pieces behind their numbers (ICC.1:2022, B.4); they stand in order.
                if let Some(piece) = body.strip_prefix(b"ICC_PROFILE\0").and_then(|rest| rest.get(2..)) {
                    let (range, profile) = picture.profile.get_or_insert((at + 18..at + 18, vec![]));
                    profile.extend_from_slice(piece);
                    range.end = at + 4 + body.len();
                }
            }
            0xed if body.starts_with(b"Photoshop 3.0") => {
                let head = body.get(..13).unwrap_or_default();
                picture.facts.push(text(&PHOTOSHOP, head, "Photoshop 3.0", at + 4..at + 17, "APP13"));
                picture.facts.extend(iptc(body, at + 4));
            }
            0xfe => {
                let shown: String = String::from_utf8_lossy(body).chars().take(2_000).collect();
                picture.facts.push(text(&COMMENT, body, &shown, at + 4..at + 4 + body.len(), "COM"));
            }
            0xdb => tables.extend_from_slice(body),
            marker if is_frame(marker) => {
                if let Some((width, height)) = dimensions(body) {
                    picture.facts.push(size(&SIZE, width, height, at + 5..at + 9, data, "SOF"));
                }
            }
            // Start of scan: the picture itself follows.
            0xda => break,
            _ => {}
        }
        at += 2 + length;
    }
    if !tables.is_empty() {
        let digest = <sha2::Sha256 as sha2::Digest>::digest(&tables);
        let shown = hexadecimal(digest.get(..16).unwrap_or_default());
        picture.facts.push(text(&QUANTISATION, b"", &shown, 0..0, "DQT"));
    }
    picture
}

/// The markers that begin a frame (table B.1), without those of tables.
fn is_frame(marker: u8) -> bool {
    matches!(marker, 0xc0..=0xcf) && !matches!(marker, 0xc4 | 0xc8 | 0xcc)
}

fn dimensions(body: &[u8]) -> Option<(u32, u32)> {
    let &[a, b, c, d] = <&[u8; 4]>::try_from(body.get(1..5)?).ok()?;
    Some((u32::from(c) << 8 | u32::from(d), u32::from(a) << 8 | u32::from(b)))
}

/// Width and height of a picture, and where they stand.
#[must_use]
pub fn frame(data: &[u8]) -> Option<(u32, u32, Range<usize>)> {
    let mut at = 2;
    for _ in 0..SEGMENTS {
        let &[0xff, marker, high, low] = <&[u8; 4]>::try_from(data.get(at..at + 4)?).ok()? else { return None };
        if is_frame(marker) {
            let (width, height) = dimensions(data.get(at + 4..)?)?;
            return Some((width, height, at + 5..at + 9));
        }
        at += 2 + (usize::from(high) << 8 | usize::from(low));
    }
    None
}

/// Fields of IPTC in a Photoshop block (resource 0x0404).
fn iptc(block: &[u8], start: usize) -> Vec<PartFact> {
    let mut facts = Vec::new();
    let Some(resource) = memchr::memmem::find(block, b"8BIM\x04\x04") else { return facts };
    // The name of the resource is counted and even; then four bytes of length.
    let name = block.get(resource + 6).map_or(0, |length| usize::from(*length));
    let mut at = resource + 6 + (name + 1).next_multiple_of(2) + 4;
    while let Some(&[0x1c, record, field, high, low]) =
        block.get(at..at + 5).and_then(|head| <&[u8; 5]>::try_from(head).ok())
    {
        let length = usize::from(high) << 8 | usize::from(low);
        let Some(raw) = block.get(at + 5..at + 5 + length) else { break };
        if let Some((_, name, role)) = IPTC.iter().find(|(known, _, _)| record == 2 && *known == field) {
            let property = Property { role: *role, ..Property::named("pdf.image.iptc", name) };
            let range = start + at + 5..start + at + 5 + length;
            facts.push(text(&property, raw, &String::from_utf8_lossy(raw), range, &format!("IPTC/{name}")));
        }
        at += 5 + length;
    }
    facts
}
