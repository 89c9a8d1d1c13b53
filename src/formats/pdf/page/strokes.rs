//! Where characters are already: bold type is made by drawing twice, and what is drawn twice is one word.

use foldhash::HashSet;
use hayro_interpret::kurbo::Point;

/// A character at its place: twentieths of its size, which is in steps of half a percent, so that the cells of one size are not those of
/// another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Stroke {
    character: char,
    x: i64,
    y: i64,
    size: i64,
    invisible: bool,
}

/// Smaller letters are of one size.
const LEAST: f64 = 0.2;
/// So many steps of size are in one natural logarithm. No size in decimals lies on the edge of a step.
const SIZES: f64 = 200.0;
/// More characters on one page are not kept.
const CHARACTERS: usize = 200_000;

/// The characters of a page.
#[derive(Debug, Default)]
pub(super) struct Strokes {
    drawn: HashSet<Stroke>,
}

impl Strokes {
    /// Whether the character is there already in that size, drawn before within a tenth of its size at most. One that is seen is not there
    /// where only an invisible one is.
    pub(super) fn again(&mut self, text: &str, origin: Point, size: f64, invisible: bool) -> bool {
        let Some(character) = text.chars().next().filter(|character| !character.is_whitespace()) else { return false };
        let sizes = (size.max(LEAST).ln() * SIZES).round();
        let step = (sizes / SIZES).exp() / 20.0;
        #[allow(clippy::cast_possible_truncation, reason = "places and sizes on a page are small")]
        let (x, y, size) = ((origin.x / step).round() as i64, (origin.y / step).round() as i64, sizes as i64);
        let stroke = Stroke { character, x, y, size, invisible };
        let known = (-1..=1).any(|dx: i64| {
            (-1..=1).any(|dy: i64| {
                let (x, y) = (x.saturating_add(dx), y.saturating_add(dy));
                let near = Stroke { x, y, invisible: false, ..stroke };
                self.drawn.contains(&near) || invisible && self.drawn.contains(&Stroke { invisible, ..near })
            })
        });
        if !known && self.drawn.len() < CHARACTERS {
            self.drawn.insert(stroke);
        }
        known
    }

    /// What was drawn is covered: what is written now is no second stroke of it.
    pub(super) fn clear(&mut self) {
        self.drawn.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_letter_at_the_same_place_in_the_same_size_is_a_second_stroke() {
        let mut strokes = Strokes::default();
        assert!(!strokes.again("d", Point::new(62.0, 245.5), 20.04, false));
        assert!(strokes.again("d", Point::new(62.4, 245.5), 20.04, false));
        // In twentieths of its own size this one has the same numbers.
        assert!(!strokes.again("d", Point::new(62.0 * 2.0, 245.5 * 2.0), 40.08, false));
    }

    #[test]
    fn a_letter_that_is_seen_is_no_second_stroke_of_an_invisible_one() {
        let mut strokes = Strokes::default();
        assert!(!strokes.again("d", Point::new(62.0, 245.5), 12.0, true));
        assert!(!strokes.again("d", Point::new(62.0, 245.5), 12.0, false));
        assert!(strokes.again("d", Point::new(62.0, 245.5), 12.0, true));
        assert!(strokes.again("d", Point::new(62.0, 245.5), 12.0, false));
    }
}
