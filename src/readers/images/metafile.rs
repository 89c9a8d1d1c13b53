//! Metafiles of Windows: EMF (MS-EMF 2.3.4.2) names the program that made it and its title; WMF (MS-WMF 2.3.2) says its size alone.

use super::{Picture, SIZE, size};
use crate::formats::little_endian::number;
use crate::model::{Editability, Property, Reading, Role, Value};
use crate::readers::part::PartFact;
use std::ops::Range;

/// The program that made it.
const PROGRAM: Property = Property::new("pdf.image.metafile.application", Role::Producer, Editability::F2);
/// Its title, or the name of the drawing.
const TITLE: Property = Property::new("pdf.image.metafile.title", Role::Title, Editability::F2);

/// What an EMF says.
#[must_use]
pub fn enhanced(bytes: &[u8]) -> Picture {
    let mut picture = Picture::default();
    let field = |at: usize| number(bytes, at, 4).and_then(|number| usize::try_from(number).ok()).unwrap_or(0);
    // The frame is in hundredths of a millimetre; programs show tenths.
    let side = |low: usize, high: usize| u32::try_from(field(high).saturating_sub(field(low)) / 100).unwrap_or(0);
    picture.facts.push(size(
        &SIZE,
        side(24, 32),
        side(28, 36),
        24..40.min(bytes.len()).max(24),
        bytes,
        "frame, in millimetres",
    ));
    let (letters, start) = (field(60).min(4_096), field(64));
    let text = start..start.saturating_add(letters * 2);
    if let Some(raw) = bytes.get(text.clone()).filter(|raw| !raw.is_empty()) {
        let units: Vec<u16> = raw.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
        let mut at = 0;
        for (part, property) in units.split(|unit| *unit == 0).zip([PROGRAM, TITLE]) {
            let place = text.start + at * 2..text.start + (at + part.len()) * 2;
            at += part.len() + 1;
            picture.facts.extend(said(property, part, place, bytes));
        }
    }
    let whole = field(48);
    if whole > bytes.len() {
        picture.faults.push(format!("the picture is cut off: it says that it has {whole} bytes"));
    } else {
        picture.end = Some(whole);
    }
    picture
}

fn said(property: Property, units: &[u16], range: Range<usize>, bytes: &[u8]) -> Option<PartFact> {
    let text = String::from_utf16_lossy(units).trim().to_owned();
    (!text.is_empty()).then(|| PartFact {
        property,
        raw: bytes.get(range.clone()).unwrap_or_default().to_vec(),
        reading: Reading::Present(Value::Text(text)),
        range,
        path: "description".to_owned(),
    })
}

/// What a WMF with a header that can be placed says.
#[must_use]
pub fn placeable(bytes: &[u8]) -> Picture {
    let mut picture = Picture::default();
    let field =
        |at: usize| number(bytes, at, 2).and_then(|number| u16::try_from(number).ok()).unwrap_or(0).cast_signed();
    let side = |low: usize, high: usize| u32::from(field(high).saturating_sub(field(low)).unsigned_abs());
    picture.facts.push(size(&SIZE, side(6, 10), side(8, 12), 6..14.min(bytes.len()).max(6), bytes, "bounding box"));
    picture
}
