//! BMP (the bitmap file of Windows, MS-WMF 2.2.2.3 and 2.2.2.9): its size, the version of its header, a colour profile, and where it ends.

use super::{Picture, SIZE, size};
use crate::formats::little_endian::number;
use crate::model::{Editability, Property, Reading, Value};
use crate::readers::part::PartFact;

/// The header that it has, which tells of the time and the kind of the program.
const HEADER: Property = Property::plain("pdf.image.bitmap.header", Editability::F1);

/// What such a picture says.
#[must_use]
pub fn picture(bytes: &[u8]) -> Picture {
    let mut picture = Picture::default();
    let field = |at: usize, length: usize| number(bytes, at, length).unwrap_or(0);
    let low = |number: u64| u32::try_from(number & 0xffff_ffff).unwrap_or(u32::MAX);
    let (width, height, name) = match field(14, 4) {
        12 => (low(field(18, 2)), low(field(20, 2)), "of OS/2 1"),
        length => {
            // The height is below zero where the first line is on top.
            let height = low(field(22, 4)).cast_signed().unsigned_abs();
            let name = match length {
                16 | 64 => "of OS/2 2",
                40 => "of Windows 3",
                52 | 56 => "of Windows 3, as Adobe widens it",
                108 => "of Windows 95 and NT 4 (version 4)",
                124 => "of Windows 98 and 2000 (version 5)",
                _ => "of unknown length",
            };
            (low(field(18, 4)), height, name)
        }
    };
    picture.facts.push(size(&SIZE, width, height, 18..26.min(bytes.len()).max(18), bytes, "header"));
    picture.facts.push(PartFact {
        property: HEADER,
        raw: bytes.get(14..18).unwrap_or_default().to_vec(),
        reading: Reading::Present(Value::Text(name.to_owned())),
        range: 14..18.min(bytes.len()).max(14),
        path: "header".to_owned(),
    });
    let length = usize::try_from(field(2, 4)).unwrap_or(0);
    if length > bytes.len() {
        picture.faults.push(format!("the picture is cut off: it says that it has {length} bytes"));
    } else if length > 54 {
        picture.end = Some(length);
    }
    picture
}
