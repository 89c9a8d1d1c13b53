//! Colour profiles (ICC.1:2022): date and copyright.

use crate::model::{Editability, Moment, Property, Reading, Role, Value};
use crate::properties::keys;
use crate::readers::fonts::text;
use crate::readers::part::PartFact;

/// `dateTimeNumber` of the header, bytes 24 to 35 (7.2.8).
pub const CREATED: Property = Property::new("pdf.icc.created", Role::ProfileTime, Editability::F1);
/// The tag `cprt` (9.2.22).
pub const COPYRIGHT: Property = Property::new("pdf.icc.copyright", Role::Copyright, Editability::F1);
/// The tag `desc` (9.2.41).
pub const DESCRIPTION: Property = Property::plain("pdf.icc.description", Editability::F1);

/// Whether the bytes are a profile: the signature `acsp` at byte 36.
#[must_use]
pub fn is_profile(data: &[u8]) -> bool {
    data.get(36..40) == Some(b"acsp")
}

/// Reads a profile, or the beginning of one: what lies beyond is left out.
#[must_use]
pub fn read(data: &[u8]) -> Vec<PartFact> {
    if !is_profile(data) {
        return Vec::new();
    }
    let mut facts = vec![date(data)];
    let count = u32_at(data, 128).unwrap_or(0).min(200);
    for number in 0..count {
        let at = 132 + usize::try_from(number).unwrap_or(0) * 12;
        let property = match data.get(at..at + 4) {
            Some(b"cprt") => COPYRIGHT,
            Some(b"desc") => DESCRIPTION,
            _ => continue,
        };
        let (Some(offset), Some(size)) = (u32_at(data, at + 4), u32_at(data, at + 8)) else { continue };
        let (Ok(offset), Ok(size)) = (usize::try_from(offset), usize::try_from(size)) else { continue };
        let Some(tag) = offset.checked_add(size).and_then(|end| data.get(offset..end)) else { continue };
        if let Some((shown, start, end)) = tag_text(tag) {
            let raw = tag.get(start..end).unwrap_or_default();
            facts.push(text(
                &property,
                raw,
                &shown,
                offset + start..offset + end,
                keys::COLOUR_PROFILE.name_of(&property.key).unwrap_or_default(),
            ));
        }
    }
    facts
}

fn date(data: &[u8]) -> PartFact {
    let number = |at: usize| data.get(at..at + 2).map(|pair| u32::from(pair[0]) << 8 | u32::from(pair[1])).unwrap_or(0);
    let (day, clock) = ((number(24), number(26), number(28)), (number(30), number(32), number(34)));
    let written = format!("{:04}-{:02}-{:02} {:02}:{:02}:{:02}", day.0, day.1, day.2, clock.0, clock.1, clock.2);
    let reading = if day == (0, 0, 0) {
        Reading::Absent
    } else {
        match Moment::of_digits(&written, day, clock).filter(|_| (1990..2100).contains(&day.0)) {
            Some(moment) => Reading::Present(Value::Moment(moment)),
            None => Reading::Unreadable(format!("not a valid profile date: {written}")),
        }
    };
    let raw = data.get(24..36).unwrap_or_default().to_vec();
    PartFact { property: CREATED, raw, reading, range: 24..36, path: "header/dateTimeNumber".to_owned() }
}

/// The text of a tag of type `text`, `desc` or `mluc` (10.24, 6.5.17 of ICC.1:2001, 10.15), and where it is in the tag.
fn tag_text(tag: &[u8]) -> Option<(String, usize, usize)> {
    let latin = |start: usize, end: usize| {
        let bytes = tag.get(start..end)?;
        let length = bytes.iter().position(|&byte| byte == 0).unwrap_or(bytes.len());
        let shown = bytes.get(..length)?.iter().map(|&byte| char::from(byte)).collect();
        Some((shown, start, start + length))
    };
    match tag.get(..4)? {
        b"text" => latin(8, tag.len()),
        b"desc" => {
            let length = usize::try_from(u32_at(tag, 8)?).ok()?;
            latin(12, 12_usize.checked_add(length)?.min(tag.len()))
        }
        b"mluc" => {
            let (length, offset) = (usize::try_from(u32_at(tag, 20)?).ok()?, usize::try_from(u32_at(tag, 24)?).ok()?);
            let bytes = tag.get(offset..offset.checked_add(length)?)?;
            let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
            Some((String::from_utf16_lossy(&units), offset, offset + length))
        }
        _ => None,
    }
}

fn u32_at(data: &[u8], at: usize) -> Option<u32> {
    data.get(at..at.checked_add(4)?).map(|bytes| bytes.iter().fold(0, |value, &byte| value << 8 | u32::from(byte)))
}
