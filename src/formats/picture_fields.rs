//! Small fields of a scan by which the same piece of paper is known in another scan, pixel for pixel: what a computer copied is the same in
//! every pixel, the grain of the paper with it; what a hand wrote twice never is.
//!
//! Every window of sixteen by sixteen pixels is hashed (Karp and Rabin 1987, in two dimensions), and of those that show ink on paper with a
//! grain the ones with the least hashes are kept, wherever they are: two pictures that share a field choose the same windows in it.

use std::collections::BTreeMap;

/// A window, in pixels.
pub const SIDE: usize = 16;
/// So many windows of a picture are kept.
const KEPT: usize = 120;
/// One window in so many is a candidate.
const SAMPLED: u64 = 8;
/// So many pixels of a window are ink, and so many paper, at least.
const INK: usize = 20;
const PAPER: usize = 80;
/// Darker than this is ink, lighter than that paper.
const DARK: u8 = 110;
const LIGHT: u8 = 150;
/// Of a window with no grain so many pixels of a hundred have one value: a program drew it.
const FLAT: usize = 60;
/// Of a scan fewer of a hundred neighbours are equal.
const SMOOTH: usize = 88;
/// More windows of a picture are not looked into.
const TRIED: usize = 20_000;
/// Smaller pictures have no room for a signature; larger ones are not looked at.
const SMALLEST: usize = 200;
const PIXELS: usize = 60_000_000;

/// A window that was kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Field {
    /// The hash of its pixels.
    pub hash: u64,
    /// Its left edge.
    pub x: usize,
    /// Its upper edge.
    pub y: usize,
}

const ACROSS: u64 = 0x9e37_79b9_7f4a_7c15;
const DOWN: u64 = 0xc2b2_ae3d_27d4_eb4f;

/// The last step of a hash (`SplitMix64`).
const fn mixed(mut number: u64) -> u64 {
    number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}

fn power(base: u64) -> u64 {
    (0..SIDE).fold(1, |power: u64, _| power.wrapping_mul(base))
}

/// The windows of a picture by which its fields are known, by their hashes. `pixels` has a byte a pixel, from black to white.
#[must_use]
pub fn fields(width: usize, height: usize, pixels: &[u8]) -> Vec<Field> {
    let size = width.checked_mul(height);
    if width.min(height) < SMALLEST || size.is_none_or(|size| size > PIXELS || size != pixels.len()) {
        return vec![];
    }
    if !has_grain(width, pixels) {
        return vec![];
    }
    let (out_across, out_down) = (power(ACROSS), power(DOWN));
    let windows = width - SIDE + 1;
    // The hash of a run of pixels at each place of the last rows, and that of the window that ends there.
    let mut rows = vec![vec![0_u64; windows]; SIDE];
    let mut columns = vec![0_u64; windows];
    // How many pixels of ink, and of paper in the upper half, the windows have.
    let mut ink_rows = vec![vec![0_u32; windows]; SIDE];
    let mut ink_columns = vec![0_u32; windows];
    let mut tried = 0;
    let mut kept: BTreeMap<u64, Option<Field>> = BTreeMap::new();
    for (y, row) in pixels.chunks_exact(width).enumerate() {
        let (Some(slot), Some(ink_slot)) = (rows.get_mut(y % SIDE), ink_rows.get_mut(y % SIDE)) else { continue };
        let (mut run, mut ink) = (0_u64, 0_u32);
        for (x, pixel) in row.iter().enumerate() {
            let gone = x.checked_sub(SIDE).and_then(|x| row.get(x)).map_or(0, |pixel| u64::from(*pixel) + 1);
            run = run
                .wrapping_mul(ACROSS)
                .wrapping_add(u64::from(*pixel) + 1)
                .wrapping_sub(gone.wrapping_mul(out_across));
            ink = ink + kind(*pixel) - x.checked_sub(SIDE).and_then(|x| row.get(x)).map_or(0, |pixel| kind(*pixel));
            if let Some(at) = (x + 1).checked_sub(SIDE)
                && let (Some(last), Some(column)) = (slot.get_mut(at), columns.get_mut(at))
                && let (Some(last_ink), Some(ink_column)) = (ink_slot.get_mut(at), ink_columns.get_mut(at))
            {
                *ink_column = *ink_column + ink - *last_ink;
                *last_ink = ink;
                let (dark, light) = ((*ink_column & 0xffff) as usize, (*ink_column >> 16) as usize);
                *column = column.wrapping_mul(DOWN).wrapping_add(run).wrapping_sub(last.wrapping_mul(out_down));
                *last = run;
                let hash = mixed(*column);
                let least = kept.len() < KEPT || kept.last_key_value().is_some_and(|(most, _)| hash < *most);
                if y + 1 >= SIDE
                    && dark >= INK
                    && light >= PAPER
                    && hash.is_multiple_of(SAMPLED)
                    && least
                    && tried < TRIED
                {
                    tried += 1;
                    let field = Field { hash, x: at, y: y + 1 - SIDE };
                    if is_grainy(width, pixels, field) {
                        // What is there twice in one picture is a pattern.
                        kept.entry(hash).and_modify(|known| *known = None).or_insert(Some(field));
                        if kept.len() > KEPT {
                            kept.pop_last();
                        }
                    }
                }
            }
        }
    }
    kept.into_values().flatten().collect()
}

/// One pixel of ink in the lower half, or one of paper in the upper half.
const fn kind(pixel: u8) -> u32 {
    if pixel < DARK {
        1
    } else if pixel > LIGHT {
        1 << 16
    } else {
        0
    }
}

/// Whether neighbours differ as they do on paper that was scanned in grey; what a program drew, and scans in black and white, have none.
fn has_grain(width: usize, pixels: &[u8]) -> bool {
    const ROWS: usize = 61;
    let height = pixels.len() / width.max(1);
    let rows = pixels.chunks_exact(width).step_by((height / ROWS).max(1));
    let (mut all, mut equal) = (0_usize, 0_usize);
    for row in rows {
        all += row.len().saturating_sub(1);
        equal += row.windows(2).filter(|pair| matches!(pair, [one, other] if one == other)).count();
    }
    equal * 100 < SMOOTH * all
}

/// Whether the pixels of a window are of many values.
fn is_grainy(width: usize, pixels: &[u8], field: Field) -> bool {
    let mut counts = [0_usize; 256];
    for y in field.y..field.y + SIDE {
        let from = y * width + field.x;
        for pixel in pixels.get(from..from + SIDE).unwrap_or_default() {
            if let Some(count) = counts.get_mut(usize::from(*pixel)) {
                *count += 1;
            }
        }
    }
    let flat = counts.iter().max().copied().unwrap_or(0);
    flat * 100 < FLAT * SIDE * SIDE
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Paper with a grain, and a stroke of ink with one, from a seed.
    fn page(seed: u64, stroke: Option<(usize, usize, u64)>) -> Vec<u8> {
        let (width, height) = (300, 240);
        let noise =
            |seed: u64, at: usize| u8::try_from(mixed(seed.wrapping_mul(31).wrapping_add(at as u64)) % 40).unwrap();
        let mut pixels: Vec<u8> = (0..width * height).map(|at| 210 + noise(seed, at)).collect();
        if let Some((left, top, seed)) = stroke {
            for y in 0..40 {
                for x in 0..90 {
                    let is_ink = (x + y * y / 30) % 22 < 6;
                    pixels[(top + y) * width + left + x] = noise(seed, y * 90 + x) + if is_ink { 20 } else { 205 };
                }
            }
        }
        pixels
    }

    fn shared(one: &[u8], other: &[u8]) -> usize {
        let one: Vec<u64> = fields(300, 240, one).iter().map(|field| field.hash).collect();
        fields(300, 240, other).iter().filter(|field| one.contains(&field.hash)).count()
    }

    #[test]
    fn the_same_piece_is_known_wherever_it_lies() {
        assert!(shared(&page(1, Some((20, 30, 7))), &page(2, Some((151, 117, 7)))) > 20);
    }

    #[test]
    fn what_was_written_twice_is_not_the_same() {
        assert_eq!(shared(&page(1, Some((20, 30, 7))), &page(2, Some((151, 117, 8)))), 0);
    }

    #[test]
    fn paper_alone_and_what_a_program_draws_give_none() {
        assert!(fields(300, 240, &page(1, None)).is_empty());
        let drawn: Vec<u8> = (0..300 * 240).map(|at| if at % 300 % 37 < 5 { 0 } else { 255 }).collect();
        assert!(fields(300, 240, &drawn).is_empty());
        assert!(fields(10, 10, &[0; 100]).is_empty());
    }
}
