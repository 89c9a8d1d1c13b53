//! Small fields of scans, by which the same piece of paper is known in another scan: PNG, and pictures of PDF that are kept without loss.

use crate::formats::budget::Purse;
use crate::formats::picture_fields::{SIDE, fields};
use crate::model::LikenessKind;
use crate::readers::Intake;
use crate::readers::preview::Raster;

/// How long a page is, in percent of its shorter side: A4 141, Letter 129, with room for what a scanner adds.
const FORM: std::ops::RangeInclusive<usize> = 120..=160;
/// The shorter side of a page, in pixels, at least.
const SHORTER: usize = 300;

/// Whether a picture of this size can be the scan of an upright page.
#[must_use]
pub fn is_page(width: usize, height: usize) -> bool {
    // What is wider than high is a screen far more often than a page.
    width >= SHORTER && height.checked_mul(100).is_some_and(|height| FORM.contains(&(height / width)))
}

/// Hands over the fields of a picture of one byte a pixel, or of three.
pub fn of_pixels(width: usize, height: usize, pixels: &[u8], intake: &mut Intake) {
    let area = width.saturating_mul(height);
    let found = match pixels.len() {
        len if len == area => fields(width, height, pixels),
        len if Some(len) == area.checked_mul(3) => {
            let grey = pixels.chunks_exact(3).map(|pixel| {
                let sum: u16 = pixel.iter().map(|part| u16::from(*part)).sum();
                u8::try_from(sum / 3).unwrap_or(u8::MAX)
            });
            fields(width, height, &grey.collect::<Vec<u8>>())
        }
        _ => return,
    };
    for field in found {
        let place = format!("{},{} {SIDE}x{SIDE}", field.x, field.y);
        intake.likeness(LikenessKind::Field, blake3::hash(&field.hash.to_le_bytes()), place);
    }
}

/// The fields of a PNG, where it can be the scan of a page.
pub fn of_png(bytes: &[u8], purse: &Purse, intake: &mut Intake) {
    let number = |at: usize| {
        let bytes = bytes.get(at..at + 4)?.try_into().ok()?;
        usize::try_from(u32::from_be_bytes(bytes)).ok()
    };
    // The head has width, height, depth and the kind of colours; of few colours no picture is a scan.
    let (Some(width), Some(height), Some(depth), Some(kind)) = (number(16), number(20), bytes.get(24), bytes.get(25))
    else {
        return;
    };
    if is_page(width, height)
        && *depth == 8
        && matches!(kind, 0 | 2 | 4 | 6)
        && let Some(raster) = Raster::of_png(bytes, purse)
    {
        of_pixels(raster.width, raster.height, &raster.pixels, intake);
    }
}
