//! What a page paints with: colours, how they mix with what lies under them, and what marks or fills without saying anything.

use super::visibility::Colour;
use hayro_interpret::kurbo::Rect;
use hayro_interpret::util::RectExt;
use hayro_interpret::{BlendMode, DrawProps, Paint};
use hayro_syntax::object::{Array, Dict, Name, Stream};
use hayro_syntax::page::Page;

/// A picture of one colour takes a byte for so many pixels at least, where Deflate folds it.
const ONE_COLOUR: usize = 300;
/// More marks of a page are not looked at.
const MARKERS: usize = 2_000;

/// Whether a paint lets everything through.
pub(super) fn is_see_through(props: &DrawProps<'_>) -> bool {
    matches!(&props.paint, Paint::Color(colour) if colour.to_rgba().to_rgba8()[3] < SEEN)
}

/// What is less opaque, of 255, is not seen.
const SEEN: u8 = 10;

/// The colour that is painted, however it mixes with what lies under it.
pub(super) fn paint_of(props: &DrawProps<'_>) -> Option<Colour> {
    let Paint::Color(colour) = &props.paint else { return None };
    let [red, green, blue, _] = colour.to_rgba().to_rgba8();
    Some([red, green, blue])
}

/// Where annotations mark words as with a felt pen (12.5.6.10), which hides none.
pub(super) fn markers(page: &Page<'_>) -> Vec<Rect> {
    let annotations = page.raw().get::<Array<'_>>(b"Annots".as_slice());
    let is_marker = |annotation: &Dict<'_>| {
        annotation.get::<Name<'_>>(b"Subtype".as_slice()).is_some_and(|kind| kind.as_ref() == b"Highlight")
    };
    let all = annotations.iter().flat_map(|list| list.iter::<Dict<'_>>()).filter(is_marker).take(MARKERS);
    all.filter_map(|annotation| Some(annotation.get::<hayro_syntax::object::Rect>(b"Rect".as_slice())?.to_kurbo()))
        .collect()
}

/// The colour that is painted, where it is one and hides what lies under it.
pub(super) fn colour_of(props: &DrawProps<'_>) -> Option<Colour> {
    let Paint::Color(colour) = &props.paint else { return None };
    let [red, green, blue, opacity] = colour.to_rgba().to_rgba8();
    (opacity == 255 && props.soft_mask.is_none() && props.blend_mode == BlendMode::Normal).then_some([red, green, blue])
}

/// Whether a picture is so small, as the file has it, that it can be nothing but a field of one colour.
pub(super) fn is_of_one_colour(picture: &Stream<'_>) -> bool {
    let side = |key: &[u8]| picture.dict().get::<i64>(key).and_then(|side| usize::try_from(side).ok()).unwrap_or(0);
    let filter = picture.dict().get::<Name<'_>>(b"Filter".as_slice());
    let deflated = filter.is_some_and(|filter| filter.as_ref() == b"FlateDecode");
    deflated && picture.raw_data().len().saturating_mul(ONE_COLOUR) < side(b"Width").saturating_mul(side(b"Height"))
}
