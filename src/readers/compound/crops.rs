//! Pictures of which a document shows a part, in the older Office formats: properties of shapes (MS-ODRAW 2.3.23, `cropFromTop` and its
//! like), found by the heads of their tables in whatever stream they are.

use super::{Sight, hand_over};
use crate::formats::compound::directory::Stream;
use crate::formats::little_endian::{long, short};
use crate::model::{Concealment, Editability, Property, Reading, Value};
use crate::readers::Intake;
use memchr::memmem;
use std::fmt::Write;
use std::ops::Range;

/// A picture that is in the file as a whole, and of which the document shows a part.
pub const CROPPED: Property =
    Property::plain("ole.picture.cropped", Editability::F1).hidden(Concealment::PictureCropped);

/// The numbers of the properties: how much is cut off of which side, and which picture it is.
const SIDES: [(u16, &str); 4] = [(0x0100, "top"), (0x0101, "bottom"), (0x0102, "left"), (0x0103, "right")];
const PICTURE: u16 = 0x0104;
/// More properties have no shape.
const PROPERTIES: usize = 512;
/// A side that lacks no more than so many percent shows an edge cut straight.
const EDGE: i64 = 5;
/// So many are told.
const TOLD: usize = 200;

/// The table of properties that begins here, if one does: which picture it shows, and how many percent are cut off of each side.
fn crop(bytes: &[u8], at: usize) -> Option<(Range<usize>, u32, [i64; 4])> {
    let head = short(bytes, at)?;
    let length = usize::try_from(long(bytes, at + 4)?).ok()?;
    let count = usize::from(head >> 4);
    if head & 0x0f != 3 || count > PROPERTIES || length < count * 6 {
        return None;
    }
    let range = at..(at + 8).checked_add(length).filter(|end| *end <= bytes.len())?;
    let (mut picture, mut cut) = (None, [0; 4]);
    for number in 0..count {
        let place = at + 8 + number * 6;
        // The two highest bits say that it is a picture and that more of it follows the table.
        let (name, value) = (short(bytes, place)? & 0x3fff, long(bytes, place + 2)?);
        if name == PICTURE {
            picture = Some(value);
        }
        for (cut, _) in cut.iter_mut().zip(SIDES).filter(|(_, (side, _))| *side == name) {
            *cut = i64::from(value.cast_signed()) * 100 / 65_536;
        }
    }
    let is_cropped = cut.iter().any(|side| *side > EDGE) && cut.iter().all(|side| *side <= 100);
    picture.filter(|picture| *picture > 0 && is_cropped).map(|picture| (range, picture, cut))
}

/// Tells the cropped pictures of a stream.
pub fn read(stream: &Stream, intake: &mut Intake) {
    let bytes = stream.bytes.as_slice();
    let mut end = 0;
    let mut told = 0;
    for at in memmem::find_iter(bytes, &[0x0b, 0xf0]).filter_map(|at| at.checked_sub(2)) {
        let Some((range, picture, cut)) = crop(bytes, at).filter(|_| at >= end && told < TOLD) else { continue };
        end = range.end;
        if !intake.first("cropped", &format!("{picture} {cut:?}")) {
            continue;
        }
        told += 1;
        let mut text = format!("picture {picture} of the document: cut off");
        for (number, (cut, (_, side))) in cut.iter().zip(SIDES).filter(|(cut, _)| **cut > 0).enumerate() {
            let _ = write!(text, "{} {side} {cut} %", if number == 0 { ":" } else { "," });
        }
        let head = range.start..range.start + 8;
        hand_over(&Sight::of(stream), &CROPPED, head, "FOPT", Reading::Present(Value::Text(text)), intake);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(properties: &[(u16, u32)]) -> Vec<u8> {
        let mut bytes = (u16::try_from(properties.len()).unwrap() << 4 | 3).to_le_bytes().to_vec();
        bytes.extend([0x0b, 0xf0]);
        bytes.extend(u32::try_from(properties.len() * 6).unwrap().to_le_bytes());
        for (name, value) in properties {
            bytes.extend(name.to_le_bytes());
            bytes.extend(value.to_le_bytes());
        }
        bytes
    }

    #[test]
    fn a_crop_is_told_with_its_picture_and_an_edge_cut_straight_is_none() {
        let bytes = table(&[(0x0100, 0x4000), (0x0103, 0x2000), (0x4104, 2)]);
        assert_eq!(crop(&bytes, 0), Some((0..bytes.len(), 2, [25, 0, 0, 12])));
        assert_eq!(crop(&table(&[(0x0100, 0x0300), (0x4104, 2)]), 0), None);
        assert_eq!(crop(&table(&[(0x0100, 0x4000)]), 0), None, "no picture");
        assert_eq!(crop(&table(&[(0x0100, 0xffff_0000), (0x4104, 2)]), 0), None, "room around it");
    }
}
