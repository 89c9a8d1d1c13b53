//! Thumbnails of pages (ISO 32000-2, 12.3.4) that show what a dark bar on the page hides now.
//!
//! A thumbnail is told only where it is alike to the page but for a bar: of 200 thumbnails of real pages none has a stretch of
//! `STRETCH` pixels in a row at which the page is dark and the thumbnail is not, all around.

use super::State;
use super::greys::{self, Grey, shade};
use crate::formats::pdf::page::pictures::{self, Picture};
use crate::model::{Concealment, Editability, Locus, Property, Reading, Value};
use crate::readers::Intake;
use hayro_syntax::Pdf;

/// A thumbnail that shows what the page no longer shows.
pub const THUMBNAIL: Property =
    Property::plain("pdf.leftover.thumbnail", Editability::F1).hidden(Concealment::PageThumbnail);

/// So many pages with a thumbnail are drawn to be compared.
const DRAWN: usize = 20;
/// Sides of a thumbnail, in pixels: of a smaller one nothing can be seen, and a larger one is none.
const SIDES: std::ops::RangeInclusive<usize> = 30..=512;
/// The page is drawn so many times as large, and averaged.
const LARGER: usize = 4;
/// A bar: so dark on the page, so much lighter in the thumbnail, so many pixels in a row.
const DARK: i32 = 110;
const LIGHTER: i32 = 60;
const STRETCH: usize = 6;
/// The thumbnail is of this page where they correlate so well at least.
const ALIKE: f64 = 0.3;
/// The forms of both differ by so much at most.
const FORM: f64 = 0.1;

/// Compares the thumbnails with their pages, drawn from the pages that may be drawn.
pub(super) fn hand_over(state: &mut State<'_, '_>, pdf: &Pdf, drawable: &[(usize, u32)], intake: &mut Intake) {
    let mut drawn = 0;
    for &(page, object) in drawable {
        let Some(found) = state.objects.get(object, state.revision) else { continue };
        let Some(reference) = found.dictionary().and_then(|page| page.get(b"Thumb")).map(|thumb| thumb.object.clone())
        else {
            continue;
        };
        let Some(thumb) = state.objects.resolve(&reference, state.revision) else { continue };
        let Some(thumbnail) = greys::decode(state, &thumb, &SIDES) else { continue };
        drawn += 1;
        if drawn > DRAWN {
            return;
        }
        #[allow(clippy::cast_precision_loss, reason = "at most 2,048 pixels")]
        let longer = (thumbnail.width.max(thumbnail.height) * LARGER) as f32;
        let Some(picture) = pictures::draw_at(pdf, page, longer) else { continue };
        let Some(shown) = averaged(&picture, thumbnail.width, thumbnail.height) else { continue };
        let bars = bars(&shown, &thumbnail);
        if bars > 0 && correlation(&shown, &thumbnail) >= ALIKE {
            let text = if bars == 1 {
                "the thumbnail of the page shows the place of a dark bar without it".to_owned()
            } else {
                format!(
                    "the thumbnail of the page shows the places of dark bars without them, in {bars} rows of its pixels"
                )
            };
            let path = format!("page {page}, Thumb, {} by {} pixels", thumbnail.width, thumbnail.height);
            let locus = Locus { path, ..thumb.locus(state.revision, &thumb.object, String::new()) };
            intake.evidence(&THUMBNAIL, b"", Reading::Present(Value::Text(text)), locus);
        }
    }
}

/// A page as small as its thumbnail; none where it has another form.
fn averaged(picture: &Picture, width: usize, height: usize) -> Option<Grey> {
    let (wide, high) = (picture.width as usize, picture.height as usize);
    #[allow(clippy::cast_precision_loss, reason = "sides of pictures")]
    let (form, of_thumbnail) = (wide as f64 / high.max(1) as f64, width as f64 / height.max(1) as f64);
    if (form - of_thumbnail).abs() > FORM * of_thumbnail || wide < width || high < height {
        return None;
    }
    let colours = picture.colours();
    let mut values = Vec::with_capacity(width * height);
    for y in 0..height {
        let rows = y * high / height..(y + 1) * high / height;
        for x in 0..width {
            let columns = x * wide / width..(x + 1) * wide / width;
            let (mut sum, mut count) = (0_usize, 0_usize);
            for row in rows.clone() {
                let from = (row * wide + columns.start) * 3;
                let pixels = colours.get(from..from + columns.len() * 3).unwrap_or_default();
                sum += pixels.chunks_exact(3).map(|pixel| usize::from(shade(pixel))).sum::<usize>();
                count += columns.len();
            }
            values.push(u8::try_from(sum / count.max(1)).unwrap_or(u8::MAX));
        }
    }
    Some(Grey { width, height, values })
}

/// In how many rows a stretch of the page is dark that is light in the thumbnail, whatever is next to it.
fn bars(shown: &Grey, thumbnail: &Grey) -> usize {
    let darkest_near = |x: usize, y: usize| {
        let rows = y.saturating_sub(1)..(y + 2).min(thumbnail.height);
        let columns = x.saturating_sub(1)..(x + 2).min(thumbnail.width);
        rows.flat_map(|row| columns.clone().map(move |column| row * thumbnail.width + column))
            .map(|at| thumbnail.values.get(at).copied().unwrap_or(0))
            .min()
            .unwrap_or(0)
    };
    let is_bar = |x: usize, y: usize| {
        let page = i32::from(shown.values.get(y * shown.width + x).copied().unwrap_or(u8::MAX));
        page <= DARK && i32::from(darkest_near(x, y)) - page >= LIGHTER
    };
    (0..shown.height)
        .filter(|&y| {
            let mut stretch = 0;
            (0..shown.width).any(|x| {
                stretch = if is_bar(x, y) { stretch + 1 } else { 0 };
                stretch >= STRETCH
            })
        })
        .count()
}

/// The coefficient of correlation; 0 where one of the two is flat.
#[allow(clippy::cast_precision_loss, reason = "a mean of bytes needs no more than sixteen digits")]
fn correlation(one: &Grey, other: &Grey) -> f64 {
    let mean = |grey: &Grey| grey.values.iter().map(|&value| f64::from(value)).sum::<f64>() / grey.values.len() as f64;
    let (first, second) = (mean(one), mean(other));
    let (mut together, mut of_one, mut of_other) = (0.0, 0.0, 0.0);
    for (&a, &b) in one.values.iter().zip(&other.values) {
        let (a, b) = (f64::from(a) - first, f64::from(b) - second);
        together += a * b;
        of_one += a * a;
        of_other += b * b;
    }
    if of_one > 0.0 && of_other > 0.0 { together / (of_one * of_other).sqrt() } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use crate::readers::pdf::leftovers::written;

    /// The thumbnail, 60 by 80 pixels, of a page with a heading and, where it is to have one, a bar.
    fn thumbnail(bar: bool) -> String {
        let mut pixels = String::new();
        for y in 0..80 {
            for x in 0..60 {
                let dark = y < 20 && x < 30 || bar && (40..44).contains(&y) && (10..30).contains(&x);
                pixels.push_str(if dark { "00" } else { "ff" });
            }
        }
        format!(
            "<</Width 60/Height 80/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/ASCIIHexDecode/Length {}>>stream\n{pixels}>\nendstream",
            pixels.len() + 1
        )
    }

    fn told(bar: bool) -> Vec<String> {
        // A heading in the upper left corner, and a bar over rows 40 to 44 of the thumbnail.
        let content = "(Minutes) Tj ET 0 594 306 198 re f 102 356 204 40 re f BT";
        written::told(&written::read_page("", "/Thumb 6 0 R", content, &[&thumbnail(bar)]), &super::THUMBNAIL)
    }

    #[test]
    fn a_thumbnail_without_the_bar_of_its_page_is_told_and_one_with_it_is_not() {
        assert_eq!(told(false).len(), 1, "{:?}", told(false));
        assert_eq!(told(true), Vec::<String>::new());
    }
}
