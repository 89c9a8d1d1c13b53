//! Soft masks that hide a part of a picture (ISO 32000-2, 11.6.5.3): its pixels are in the file all the same.
//!
//! One in five ordinary PDFs has such masks: drawings with nothing around them. There the hidden pixels have one colour. A picture is told
//! only where they show something: a background that a program made see-through, a part that was wiped away.

use super::State;
use super::greys::{self, Grey};
use crate::formats::pdf::catalog::page_numbers;
use crate::formats::pdf::objects::Found;
use crate::formats::pdf::syntax::Object;
use crate::model::{Concealment, Editability, Locus, Property, Reading, Value};
use crate::readers::Intake;
use std::collections::BTreeSet;
use std::ops::RangeInclusive;

/// A picture of which a mask hides a part that shows something.
pub const MASKED: Property =
    Property::plain("pdf.leftover.picture-masked", Editability::F1).hidden(Concealment::PictureMasked);

/// More pages, pictures and pixels are not looked at.
const PAGES: usize = 500;
const PICTURES: usize = 60;
const PIXELS: usize = 12_000_000;
/// Sides in pixels: on a smaller picture nothing can be seen.
const SIDES: RangeInclusive<usize> = 24..=3_000;
/// Pixels that are this much or less are not seen (of 255).
const CLEAR: u8 = 3;
/// A hidden part is one in so many pixels at least.
const PART: usize = 50;
/// It shows something where its brightest and darkest tenths are so far apart, in steps of 255.
const APART: u8 = 60;

/// Hands over the pictures that a mask hides in part.
pub(super) fn hand_over(state: &mut State<'_, '_>, intake: &mut Intake) {
    let (mut seen, mut pixels) = (BTreeSet::new(), 0);
    for (number, page) in (1..).zip(page_numbers(state.objects, state.revision).into_iter().take(PAGES)) {
        for picture in pictures(state, page) {
            if seen.len() >= PICTURES || pixels > PIXELS {
                return;
            }
            if !seen.insert(picture) {
                continue;
            }
            let Some(found) = state.objects.get(picture, state.revision) else { continue };
            let Some(hidden) = hidden_part(state, &found, &mut pixels) else { continue };
            let text = format!(
                "a mask hides {hidden} % of the picture, and the pixels there show something; take the mask away to see it"
            );
            let path = format!("page {number}, picture in object {picture}");
            let locus = Locus { path, ..found.locus(state.revision, &found.object, String::new()) };
            intake.evidence(&MASKED, b"", Reading::Present(Value::Text(text)), locus);
        }
    }
}

/// The pictures with a mask that a page names.
fn pictures(state: &mut State<'_, '_>, page: u32) -> Vec<u32> {
    let Some(page) = state.objects.get(page, state.revision).and_then(|found| found.dictionary().cloned()) else {
        return vec![];
    };
    let named = state.dictionary(&page, b"Resources").and_then(|resources| state.dictionary(&resources, b"XObject"));
    let numbers: Vec<u32> = named
        .iter()
        .flat_map(|named| &named.entries)
        .filter_map(|(_, value)| if let Object::Reference(id) = value.object { Some(id.number) } else { None })
        .collect();
    let is_masked = |number: &u32| {
        let found = state.objects.get(*number, state.revision);
        found.and_then(|found| found.dictionary().map(|picture| picture.get(b"SMask").is_some())).unwrap_or(false)
    };
    numbers.into_iter().filter(is_masked).collect()
}

/// How many of a hundred pixels a mask hides, where they show something.
fn hidden_part(state: &mut State<'_, '_>, picture: &Found, pixels: &mut usize) -> Option<usize> {
    let reference = picture.dictionary()?.get(b"SMask")?.object.clone();
    let mask = state.objects.resolve(&reference, state.revision)?;
    let mask = greys::decode(state, &mask, &SIDES)?;
    *pixels += mask.values.len();
    let clear = mask.values.iter().filter(|value| **value <= CLEAR).count();
    if clear * PART < mask.values.len() {
        return None;
    }
    let picture = greys::decode(state, picture, &SIDES)?;
    *pixels += picture.values.len();
    shows_something(&picture, &mask).then(|| (clear * 100 / mask.values.len()).max(1))
}

/// Whether what a mask hides of a picture is more than one colour.
fn shows_something(picture: &Grey, mask: &Grey) -> bool {
    let mut counts = [0_usize; 256];
    for y in 0..picture.height {
        let row = y * mask.height / picture.height * mask.width;
        for x in 0..picture.width {
            let at = row + x * mask.width / picture.width;
            if mask.values.get(at).is_some_and(|value| *value <= CLEAR)
                && let Some(value) = picture.values.get(y * picture.width + x)
            {
                counts[usize::from(*value)] += 1;
            }
        }
    }
    let all: usize = counts.iter().sum();
    let shade_of = |part: usize| {
        let mut passed = 0;
        let found = (0..=u8::MAX).zip(counts).find(|(_, count)| {
            passed += count;
            passed * 10 > all * part
        });
        found.map_or(u8::MAX, |(shade, _)| shade)
    };
    all * PART >= picture.values.len() && shade_of(9).abs_diff(shade_of(1)) >= APART
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_pixels_of_one_colour_show_nothing_and_a_drawing_does() {
        let grey = |value: fn(usize) -> u8| Grey { width: 40, height: 40, values: (0..1600).map(value).collect() };
        let mask = grey(|at| if at < 800 { 0 } else { 255 });
        assert!(!shows_something(&grey(|at| if at < 800 { 0 } else { 200 }), &mask));
        assert!(shows_something(&grey(|at| if at % 5 == 0 { 0 } else { 250 }), &mask));
    }
}
