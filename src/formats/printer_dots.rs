//! The yellow dots that colour printers put on every page: a raster of tiny dots that repeats over the whole sheet (Richter, Escher, Schönfeld
//! and Strufe, "Forensic Analysis and Anonymisation of Printed Documents", 2018). They are found, and not decoded.

use std::collections::HashMap;

/// A raster that repeats.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dots {
    /// How many dots there are.
    pub count: usize,
    /// After how many pixels to the right the raster repeats.
    pub across: usize,
    /// After how many pixels downwards.
    pub down: usize,
}

/// Fewer dots are dirt.
const FEWEST: usize = 30;
/// With more dots in so many pixels of the page it is a printed tint.
const SPARSE: usize = 500;
/// More dots are not compared.
const MOST: usize = 20_000;
/// A raster that repeats after fewer pixels is a screen of a tint.
const SHORTEST: usize = 60;
/// A page of A4 or Letter at 150 dots an inch, in pixels: with fewer the dots are too small to be seen.
const SHORTER: usize = 1_200;
const LONGER: usize = 1_650;
/// How long a page is, in percent of its shorter side: A4 141, Letter 129. Screens are longer, and repeat yellow marks too.
const FORM: std::ops::RangeInclusive<usize> = 125..=155;
/// A dot has no more pixels than these, at 300 dots an inch.
const PIXELS: usize = 6;
/// Nor is it wider or higher.
const WIDEST: usize = 3;
/// Paper: no channel is darker, and none differs from another by more.
const PAPER: u8 = 222;
const GREY: u8 = 18;
/// A yellow pixel: red and green are as light as this at least, and blue is darker than both by as much.
const LIGHT: u8 = 205;
const DARKER: u8 = 30;
/// So much paper is around a dot, in pixels.
const AROUND: usize = 3;
/// Of the dots so many of a hundred repeat, to each side.
const REPEATING: usize = 60;
/// A scan may lie askew: by so many pixels a period.
const ASKEW: usize = 6;
/// More pairs of dots are not compared.
const PAIRS: usize = 4_000_000;

/// Three bytes a pixel: whether this one is yellow on the way from paper.
fn is_yellow(pixel: &[u8]) -> bool {
    let &[red, green, blue] = pixel else { return false };
    red >= LIGHT && green >= LIGHT && blue.saturating_add(DARKER) <= red.min(green)
}

fn is_paper(pixel: &[u8]) -> bool {
    let &[red, green, blue] = pixel else { return false };
    let (least, most) = (red.min(green).min(blue), red.max(green).max(blue));
    least >= PAPER && most - least <= GREY
}

/// Looks for a raster of yellow dots in a picture of three bytes a pixel; none where there is none that is sure.
#[must_use]
pub fn find(width: usize, height: usize, pixels: &[u8]) -> Option<Dots> {
    let (shorter, longer) = (width.min(height), width.max(height));
    let is_page = shorter >= SHORTER && longer >= LONGER && FORM.contains(&(longer.checked_mul(100)? / shorter));
    if !is_page || pixels.len() != width.checked_mul(height)?.checked_mul(3)? {
        return None;
    }
    let dots = isolated(width, height, pixels)?;
    if dots.len() < FEWEST || dots.len() * SPARSE > width * height {
        return None;
    }
    // Printers cover the whole sheet.
    let spread = |values: &mut dyn Iterator<Item = usize>| {
        let (least, most) = values.fold((usize::MAX, 0), |(least, most), value| (least.min(value), most.max(value)));
        most.saturating_sub(least)
    };
    let wide = spread(&mut dots.iter().map(|dot| dot.0));
    let high = spread(&mut dots.iter().map(|dot| dot.1));
    if wide * 2 < width || high * 2 < height {
        return None;
    }
    let turned: Vec<(usize, usize)> = dots.iter().map(|&(x, y)| (y, x)).collect();
    Some(Dots { count: dots.len(), across: period(dots, width)?, down: period(turned, height)? })
}

/// The middles of the dots that are alone on paper; none where there are too many.
fn isolated(width: usize, height: usize, pixels: &[u8]) -> Option<Vec<(usize, usize)>> {
    let pixel = |x: usize, y: usize| pixels.get((y * width + x) * 3..(y * width + x) * 3 + 3).unwrap_or_default();
    let mut dots = Vec::new();
    for y in AROUND..height.saturating_sub(AROUND + WIDEST) {
        for x in AROUND..width.saturating_sub(AROUND + WIDEST) {
            if !is_yellow(pixel(x, y)) {
                continue;
            }
            // The upper left corner of a dot: no yellow above it, nor to the left of it in the rows that it may have.
            let before = (x - 1..=x + WIDEST).any(|x| is_yellow(pixel(x, y - 1)))
                || (y..y + WIDEST).any(|y| is_yellow(pixel(x - 1, y)));
            if before {
                continue;
            }
            let (mut count, mut right, mut lower) = (0, x, y);
            for inner_y in y..y + WIDEST {
                for inner_x in x..x + WIDEST {
                    if is_yellow(pixel(inner_x, inner_y)) {
                        (count, right, lower) = (count + 1, right.max(inner_x), lower.max(inner_y));
                    }
                }
            }
            if count > PIXELS {
                continue;
            }
            // Scanners blur: the ring next to the dot may be of any light colour.
            let inside =
                |at_x: usize, at_y: usize| at_x + 1 >= x && at_x <= right + 1 && at_y + 1 >= y && at_y <= lower + 1;
            let alone = (y - AROUND..=lower + AROUND).all(|at_y| {
                (x - AROUND..=right + AROUND).all(|at_x| inside(at_x, at_y) || is_paper(pixel(at_x, at_y)))
            });
            if alone {
                if dots.len() >= MOST {
                    return None;
                }
                dots.push(((x + right) / 2, (y + lower) / 2));
            }
        }
    }
    Some(dots)
}

/// After how many pixels to the right dots repeat; none where too few of them do.
fn period(mut dots: Vec<(usize, usize)>, width: usize) -> Option<usize> {
    dots.sort_by_key(|(x, y)| (*y, *x));
    // How often a dot is to the right of another, by so much across and askew.
    let mut steps: HashMap<(usize, usize), usize> = HashMap::new();
    let mut pairs = 0;
    for (number, &(x, y)) in dots.iter().enumerate() {
        // From the dots a little above to those a little below.
        let from = dots.get(..number).unwrap_or_default().partition_point(|dot| dot.1 + ASKEW < y);
        for &(other_x, other_y) in dots.get(from..).unwrap_or_default().iter().take_while(|dot| dot.1 <= y + ASKEW) {
            pairs += 1;
            if pairs > PAIRS {
                return None;
            }
            let step = other_x.saturating_sub(x);
            if step >= SHORTEST && step * 2 <= width {
                *steps.entry((step, other_y + ASKEW - y)).or_default() += 1;
            }
        }
    }
    let around = |(across, askew): (usize, usize)| -> usize {
        (across - 1..=across + 1)
            .flat_map(|across| (askew.saturating_sub(1)..=askew + 1).map(move |askew| (across, askew)))
            .filter_map(|step| steps.get(&step))
            .sum()
    };
    let mut found: Vec<usize> = steps
        .keys()
        .filter(|step| {
            let with_room = dots.iter().filter(|(x, _)| x + step.0 < width).count();
            with_room >= FEWEST / 2 && around(**step) * 100 >= with_room * REPEATING
        })
        .map(|step| step.0)
        .collect();
    found.sort_unstable();
    found.first().copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A white page with a pattern of dots that repeats.
    fn page(across: usize, down: usize, shift: impl Fn(usize) -> usize) -> Vec<u8> {
        let mut pixels = vec![250; 1_200 * 1_700 * 3];
        let pattern = [(10, 12), (30, 12), (50, 40), (90, 60), (70, 100), (110, 130), (30, 90)];
        let mut number = 0;
        for top in (0..1_600).step_by(down) {
            for left in (0..1_050).step_by(across) {
                for (x, y) in pattern {
                    number += 1;
                    let (x, y) = (left + x + shift(number), top + y + shift(number + 7));
                    if x < 1_190 && y < 1_690 {
                        for (x, y) in [(x, y), (x + 1, y)] {
                            pixels[(y * 1_200 + x) * 3..][..3].copy_from_slice(&[246, 244, 180]);
                        }
                    }
                }
            }
        }
        pixels
    }

    #[test]
    fn a_raster_that_repeats_is_found_and_dirt_is_not() {
        let found = find(1_200, 1_700, &page(150, 180, |_| 0)).unwrap();
        assert_eq!((found.across, found.down), (150, 180));
        assert!(found.count > 300);
        // The same dots on something that is as wide as a screen.
        let screen = page(150, 180, |_| 0)[..1_200 * 700 * 3].to_vec();
        assert_eq!(find(1_200, 700, &screen), None);
        let noise = page(150, 180, |number| number * number * 7_919 % 83);
        assert_eq!(find(1_200, 1_700, &noise), None);
        assert_eq!(find(1_200, 1_700, &vec![250; 1_200 * 1_700 * 3]), None);
        // A tint is a screen of many dots.
        let mut tint = vec![250; 1_200 * 1_700 * 3];
        for y in (0..1_700).step_by(6) {
            for x in (0..1_200).step_by(6) {
                tint[(y * 1_200 + x) * 3 + 2] = 150;
            }
        }
        assert_eq!(find(1_200, 1_700, &tint), None);
    }
}
