//! The dots of colour printers in scans without loss: PNG, TIFF, and pictures of PDF that are kept so.

use crate::formats::budget::Purse;
use crate::formats::printer_dots;
use crate::formats::tiff::{Directory, Tiff};
use crate::model::{Concealment, Editability, Property, Reading, Value};
use crate::readers::part::PartFact;
use crate::readers::preview::Raster;
use std::io::Read;

/// Dots of a printer are on the page; after how many pixels they repeat.
pub const PRINTER_DOTS: Property =
    Property::plain("pdf.image.printer-dots", Editability::F1).hidden(Concealment::PrinterDots);

/// Larger pictures are not looked at, in pixels.
const PIXELS: usize = 60_000_000;

/// Dots in a picture of three bytes a pixel.
#[must_use]
pub fn of_colours(width: usize, height: usize, pixels: &[u8]) -> Option<PartFact> {
    let found = printer_dots::find(width, height, pixels)?;
    let shown = format!(
        "{} tiny yellow dots in a raster that repeats after {} pixels across and {} down",
        found.count, found.across, found.down
    );
    Some(PartFact {
        property: PRINTER_DOTS,
        raw: vec![],
        reading: Reading::Present(Value::Text(shown)),
        range: 0..0,
        path: "pixels".to_owned(),
    })
}

/// Dots in a picture that is a file, where it is PNG or TIFF.
#[must_use]
pub fn of_file(bytes: &[u8], purse: &Purse) -> Option<PartFact> {
    match bytes {
        [0x89, b'P', b'N', b'G', ..] => {
            // The kind of colours is in the head: two is true colour.
            if bytes.get(25).is_none_or(|kind| !matches!(kind, 2 | 6)) {
                return None;
            }
            let raster = Raster::of_png(bytes, purse)?;
            of_colours(raster.width, raster.height, &raster.pixels)
        }
        [b'I', b'I', ..] | [b'M', b'M', ..] => of_tiff(bytes, purse),
        _ => None,
    }
}

/// The first picture of a TIFF in strips of three bytes a pixel, as it is or deflated.
fn of_tiff(bytes: &[u8], purse: &Purse) -> Option<PartFact> {
    const FIRST: Directory = Directory::Image(0);
    let tiff = Tiff::open(bytes).ok()?;
    let number = |tag: u16| tiff.number(FIRST, tag).and_then(|number| usize::try_from(number).ok());
    let (width, height) = (number(256)?, number(257)?);
    let compression = number(259).unwrap_or(1);
    let is_plain =
        number(262) == Some(2) && number(277) == Some(3) && number(258) == Some(8) && number(284).unwrap_or(1) == 1;
    if !is_plain || !matches!(compression, 1 | 8 | 32_946) || width.checked_mul(height)? > PIXELS {
        return None;
    }
    let size = width * height * 3;
    if purse.room(bytes.len()).0 < size {
        return None;
    }
    purse.expanded(size);
    let numbers = |tag: u16| tiff.field(FIRST, tag).map(|field| tiff.numbers(field).collect::<Vec<u64>>());
    let (offsets, lengths) = (numbers(273)?, numbers(279)?);
    let mut pixels = Vec::with_capacity(size);
    for (offset, length) in offsets.into_iter().zip(lengths) {
        let (offset, length) = (usize::try_from(offset).ok()?, usize::try_from(length).ok()?);
        let strip = bytes.get(offset..offset.checked_add(length)?)?;
        if compression == 1 {
            pixels.extend_from_slice(strip);
        } else {
            let room = (size - pixels.len().min(size)) as u64;
            flate2::read::ZlibDecoder::new(strip).take(room).read_to_end(&mut pixels).ok()?;
        }
        if pixels.len() >= size {
            break;
        }
    }
    pixels.truncate(size);
    if number(317) == Some(2) {
        // Each value is told as the difference from its neighbour (TIFF 6.0, section 14).
        for row in pixels.chunks_exact_mut((width * 3).max(1)) {
            for at in 3..row.len() {
                let before = row.get(at - 3).copied().unwrap_or_default();
                if let Some(value) = row.get_mut(at) {
                    *value = value.wrapping_add(before);
                }
            }
        }
    }
    of_colours(width, height, &pixels)
}
