//! Dark bars in a line of words, under which no words are: what stood there was removed, and the width that its neighbours left narrows it
//! down (Bland, Iyer and Levchenko, PETS 2023). How many characters fit is told, and no guess.

use super::visibility::{Drawing, Placed};
use hayro_interpret::kurbo::Rect;

/// A bar in a line of words.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Gap {
    /// Where it is, in points.
    pub place: Rect,
    /// How many characters of the line it holds, blanks at its ends not counted: from.
    pub least: u32,
    /// To.
    pub most: u32,
}

/// More bars of a page are not looked at.
const BARS: usize = 500;
/// More such gaps of a page are its layout.
const GAPS: usize = 60;
/// A bar in a line is so many times as high as letters.
const HEIGHT: std::ops::RangeInclusive<f64> = 0.6..=3.2;
/// A neighbour is no further from the bar than this part of its height.
const NEAR: f64 = 1.2;
/// Characters of a line are this much wider or narrower than their mean.
const SPREAD: f64 = 0.15;
/// A blank, as a part of a mean character.
const BLANK: f64 = 0.55;

/// The gaps of a page.
#[must_use]
pub(super) fn of(drawing: &Drawing) -> Vec<Gap> {
    if drawing.bars.len() > BARS {
        return vec![];
    }
    let gaps: Vec<Gap> = drawing.bars.iter().filter_map(|bar| gap(*bar, &drawing.words)).collect();
    if gaps.len() > GAPS { vec![] } else { gaps }
}

/// The bar as a gap, where words of one line are on both of its sides, and none is under it or on it.
fn gap(bar: Rect, words: &[Placed]) -> Option<Gap> {
    let on_line = |word: &&Placed| {
        let overlap = word.place.y1.min(bar.y1) - word.place.y0.max(bar.y0);
        overlap > 0.8 * word.place.height() && HEIGHT.contains(&(bar.height() / word.place.height().max(1e-9)))
    };
    let near = |word: &&Placed, apart: f64| (-0.3..NEAR).contains(&(apart / word.place.height().max(1e-9)));
    let line: Vec<&Placed> = words.iter().filter(on_line).collect();
    let left = line
        .iter()
        .filter(|word| near(word, bar.x0 - word.place.x1))
        .max_by(|a, b| a.place.x1.total_cmp(&b.place.x1))?;
    let right = line
        .iter()
        .filter(|word| near(word, word.place.x0 - bar.x1))
        .min_by(|a, b| a.place.x0.total_cmp(&b.place.x0))?;
    let under = |word: &Placed| word.place.intersect(bar).area() > 0.2 * word.place.area();
    if bar.width() < 2.0 * left.place.height() || words.iter().any(under) {
        return None;
    }
    // One line: the same height of letters, the same base line.
    if (left.place.y0 - right.place.y0).abs() > 0.2 * left.place.height()
        || (left.place.height() / right.place.height() - 1.0).abs() > 0.1
    {
        return None;
    }
    let (characters, width) = line
        .iter()
        .fold((0_usize, 0.0), |(count, width), word| (count + word.characters.len(), width + word.place.width()));
    #[allow(clippy::cast_precision_loss, reason = "characters of a line are few")]
    let mean = width / characters.max(1) as f64;
    let fits = (right.place.x0 - left.place.x1) / mean.max(1e-9) - 2.0 * BLANK;
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "casts of floats saturate")]
    let whole = |count: f64| count.round().max(1.0) as u32;
    let (least, most) = (whole(fits * (1.0 - SPREAD)), whole(fits * (1.0 + SPREAD)));
    (fits >= 2.0 && characters >= 6).then_some(Gap { place: bar, least, most })
}
