//! Whether a thumbnail shows the picture that it is in: programs that change a picture often leave the thumbnail that the
//! camera made.

use crate::formats::budget::Purse;
use zune_core::bytestream::ZCursor;
use zune_core::colorspace::ColorSpace;
use zune_core::options::DecoderOptions;
use zune_jpeg::JpegDecoder;

/// Larger pictures are not decoded, in pixels: sixty million is beyond nearly all cameras of 2014.
const PIXELS: usize = 60_000_000;
/// Both are compared as so many by so many fields of brightness.
const FIELDS: usize = 24;
/// Pictures that vary less in brightness (of 255) look like any other.
const FLAT: f64 = 6.0;
/// Cameras and programs fill what the shape of a thumbnail leaves over with one colour: rows and columns at its edges that vary less
/// than this are left out.
const EVEN: u8 = 12;
/// At most so many percent of a picture are taken for such a bar, at each edge.
const BAR: usize = 40;

/// Brightness, row by row.
struct Brightness {
    width: usize,
    height: usize,
    values: Vec<u8>,
}

/// A part of it: left, top, width and height.
type Cut = (usize, usize, usize, usize);

impl Brightness {
    fn decode(jpeg: &[u8], purse: &Purse) -> Option<Self> {
        let options = DecoderOptions::default().set_strict_mode(true).jpeg_set_out_colorspace(ColorSpace::Luma);
        let mut decoder = JpegDecoder::new_with_options(ZCursor::new(jpeg), options);
        decoder.decode_headers().ok()?;
        let (width, height) = decoder.dimensions()?;
        let pixels = width.checked_mul(height).filter(|pixels| (1..=PIXELS).contains(pixels))?;
        if purse.room(jpeg.len()).0 < pixels {
            return None;
        }
        let values = decoder.decode().ok()?;
        purse.expanded(values.len());
        (values.len() == pixels).then_some(Self { width, height, values })
    }

    fn row(&self, y: usize) -> &[u8] {
        self.values.get(y * self.width..(y + 1) * self.width).unwrap_or_default()
    }

    /// Without bars of one colour at its edges.
    fn without_bars(&self) -> Cut {
        let at = |x: usize, y: usize| self.row(y).get(x).copied().unwrap_or(0);
        let (last_x, last_y) = (self.width.saturating_sub(1), self.height.saturating_sub(1));
        let even_row = |y: usize, colour: u8| self.row(y).iter().all(|value| value.abs_diff(colour) < EVEN);
        let even_column = |x: usize, colour: u8| (0..self.height).all(|y| at(x, y).abs_diff(colour) < EVEN);
        let limit = |length: usize| length * BAR / 100;
        let top = (0..limit(self.height)).take_while(|y| even_row(*y, at(0, 0))).count();
        let bottom = (0..limit(self.height)).take_while(|y| even_row(last_y - y, at(0, last_y))).count();
        let left = (0..limit(self.width)).take_while(|x| even_column(*x, at(0, 0))).count();
        let right = (0..limit(self.width)).take_while(|x| even_column(last_x - x, at(last_x, 0))).count();
        (left, top, self.width - left - right, self.height - top - bottom)
    }

    /// The middle of it in the form of another picture: some cameras cut a thumbnail out.
    fn middle(&self, width: usize, height: usize) -> Cut {
        if self.width * height > self.height * width {
            let cut = (self.height * width / height).clamp(1, self.width);
            ((self.width - cut) / 2, 0, cut, self.height)
        } else {
            let cut = (self.width * height / width).clamp(1, self.height);
            (0, (self.height - cut) / 2, self.width, cut)
        }
    }

    /// The mean brightness of each field of a cut.
    fn fields(&self, (left, top, width, height): Cut) -> Vec<f64> {
        let mut fields = Vec::with_capacity(FIELDS * FIELDS);
        for row in 0..FIELDS {
            let lines = span(top, height, row);
            for column in 0..FIELDS {
                let columns = span(left, width, column);
                let (mut sum, mut count) = (0_u64, 0_u64);
                for y in lines.clone() {
                    let values = self.row(y).get(columns.clone()).unwrap_or_default();
                    sum += values.iter().map(|value| u64::from(*value)).sum::<u64>();
                    count += values.len() as u64;
                }
                #[allow(clippy::cast_precision_loss, reason = "a mean of bytes needs no more than sixteen digits")]
                fields.push(sum as f64 / count.max(1) as f64);
            }
        }
        fields
    }
}

/// The lines or columns of one field.
fn span(start: usize, length: usize, field: usize) -> std::ops::Range<usize> {
    let from = start + length * field / FIELDS;
    from..(start + length * (field + 1) / FIELDS).max(from + 1)
}

/// A quarter turn.
fn turned(fields: &[f64]) -> Vec<f64> {
    let at = |row: usize, column: usize| fields.get(row * FIELDS + column).copied().unwrap_or_default();
    (0..FIELDS * FIELDS).map(|number| at(FIELDS - 1 - number % FIELDS, number / FIELDS)).collect()
}

/// The coefficient of correlation, none where one of the two is flat.
#[allow(clippy::cast_precision_loss, reason = "there are 576 fields")]
fn correlation(first: &[f64], second: &[f64]) -> Option<f64> {
    let count = first.len() as f64;
    let mean = |values: &[f64]| values.iter().sum::<f64>() / count;
    let (of_first, of_second) = (mean(first), mean(second));
    let spread =
        |values: &[f64], mean: f64| (values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / count).sqrt();
    let (wide, other) = (spread(first, of_first), spread(second, of_second));
    if wide < FLAT || other < FLAT {
        return None;
    }
    let together = first.iter().zip(second).map(|(a, b)| (a - of_first) * (b - of_second)).sum::<f64>() / count;
    Some(together / (wide * other))
}

/// How alike a picture and its thumbnail are, in percent of full correlation of brightness, turned and cut as programs turn and
/// cut thumbnails; none where one of the two cannot be decoded or is flat.
#[must_use]
pub fn likeness(picture: &[u8], thumbnail: &[u8], purse: &Purse) -> Option<i64> {
    let small = Brightness::decode(thumbnail, purse)?;
    let large = Brightness::decode(picture, purse)?;
    let mut best: Option<f64> = None;
    for cut in [small.without_bars(), (0, 0, small.width, small.height)] {
        let (_, _, width, height) = cut;
        let mut fields = small.fields(cut);
        for turn in 0..4 {
            let (wide, high) = if turn % 2 == 0 { (width, height) } else { (height, width) };
            let whole = (0, 0, large.width, large.height);
            for whole in [whole, large.without_bars(), large.middle(wide.max(1), high.max(1))] {
                let found = correlation(&large.fields(whole), &fields);
                best = best.into_iter().chain(found).max_by(f64::total_cmp);
            }
            fields = turned(&fields);
        }
    }
    #[allow(clippy::cast_possible_truncation, reason = "a percentage")]
    best.map(|best| (best.clamp(0.0, 1.0) * 100.0).round() as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_quarter_turns_are_none() {
        let fields: Vec<f64> = (0..FIELDS * FIELDS).map(|number| (number * number % 251) as f64).collect();
        let mut turning = fields.clone();
        for _ in 0..4 {
            turning = turned(&turning);
        }
        assert_eq!(turning, fields);
        assert!(correlation(&fields, &fields).expect("not flat") > 0.999);
        assert!(correlation(&fields, &vec![7.0; FIELDS * FIELDS]).is_none());
    }
}
