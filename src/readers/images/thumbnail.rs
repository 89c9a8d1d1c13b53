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

/// So many pixels next to a bar are left out with it.
const BLUR: usize = 1;
/// The side of a block of JPEG.
const BLOCK: usize = 8;

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
        let row = |y: usize, colour: u8, most: u8| self.row(y).iter().all(|value| value.abs_diff(colour) < most);
        let column = |x: usize, colour: u8, most: u8| (0..self.height).all(|y| at(x, y).abs_diff(colour) < most);
        // Where compression blurs the edge of a bar, within one of its blocks, its colour is less even.
        let bar = |length: usize, is_even: &dyn Fn(usize, u8) -> bool| {
            let even = (0..length * BAR / 100).take_while(|at| is_even(*at, EVEN)).count();
            let blurred = (even..(even + BLOCK).min(length)).take_while(|at| is_even(*at, 2 * EVEN)).count();
            if even > 0 { even + blurred } else { 0 }
        };
        let top = bar(self.height, &|y, most| row(y, at(0, 0), most));
        let bottom = bar(self.height, &|y, most| row(last_y - y, at(0, last_y), most));
        let left = bar(self.width, &|x, most| column(x, at(0, 0), most));
        let right = bar(self.width, &|x, most| column(last_x - x, at(last_x, 0), most));
        // The last line of it is half a line of the picture.
        let [left, top, right, bottom] = [left, top, right, bottom].map(|bar| if bar > 0 { bar + BLUR } else { 0 });
        (left, top, self.width.saturating_sub(left + right).max(1), self.height.saturating_sub(top + bottom).max(1))
    }

    fn whole(&self) -> Cut {
        (0, 0, self.width, self.height)
    }

    /// The middle of it in the form of another picture: some cameras cut a thumbnail out.
    fn middle(&self, width: usize, height: usize) -> Cut {
        let (width, height) = (width.max(1), height.max(1));
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

/// What a picture and its thumbnail have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Comparison {
    /// How alike they are, in percent of full correlation of brightness, turned and cut as programs turn and cut thumbnails.
    pub likeness: i64,
    /// What the thumbnail shows that the picture does not.
    pub shows: Option<Shows>,
}

/// What a thumbnail shows that its picture does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shows {
    /// More: the picture is so many percent of it.
    More(i64),
    /// Another picture.
    Other,
    /// Something else in one place: left, top, right and lower edge, in percent of the thumbnail.
    Place([i64; 4]),
}

impl Shows {
    /// What that is, in words.
    #[must_use]
    pub fn in_words(self) -> String {
        match self {
            Self::More(percent) => format!(
                "the thumbnail shows more: the picture was cropped, and is some {percent} % of what the thumbnail shows"
            ),
            Self::Other => "the thumbnail shows something else than the picture".to_owned(),
            Self::Place([left, top, right, lower]) => format!(
                "the thumbnail shows something else in one place: from {left} % to {right} % of its width, {top} % to {lower} % of its height"
            ),
        }
    }
}

/// Pictures less alike show two things (the check `thumbnail-mismatch` has the same bound).
const ALIKE: f64 = 0.80;
/// A part of a thumbnail is the picture where they are so alike.
const SAME: f64 = 0.96;
/// And where they are alike by so much more than the whole thumbnail is.
const BETTER: f64 = 0.08;
/// More of the thumbnail than this is taken for all of it, in percent.
const ALL: i64 = 90;
/// Thumbnails of more pixels are not searched for parts.
const SMALL: usize = 320 * 240;
/// What a search takes from the purse, in bytes: it reads the thumbnail many times over.
const SEARCH: usize = 4 << 20;
/// A part is moved by so many pixels to find where it is best.
const FINE: usize = 4;
/// What a thumbnail shows beyond the picture varies in brightness by so much: bars do not.
const VARIED: f64 = 14.0;
/// Steps in which parts of a thumbnail are tried.
const STEPS: usize = 24;

/// Compares a picture and its thumbnail; none where one of the two cannot be decoded or is flat.
#[must_use]
pub fn compare(picture: &[u8], thumbnail: &[u8], purse: &Purse) -> Option<Comparison> {
    let small = Brightness::decode(thumbnail, purse)?;
    let large = Brightness::decode(picture, purse)?;
    let of_large = [large.whole(), large.without_bars()].map(|cut| large.fields(cut));
    let mut best: Option<(f64, Vec<f64>, Vec<f64>, usize)> = None;
    let mut take = |of_picture: &[f64], of_thumbnail: &[f64], turn: usize| {
        if let Some(found) = correlation(of_picture, of_thumbnail)
            && best.as_ref().is_none_or(|(known, ..)| found > *known)
        {
            best = Some((found, of_picture.to_vec(), of_thumbnail.to_vec(), turn));
        }
    };
    for cut in [small.without_bars(), small.whole()] {
        let (_, _, width, height) = cut;
        let middles = [large.middle(width, height), large.middle(height, width)].map(|cut| large.fields(cut));
        let mut fields = small.fields(cut);
        for turn in 0..4 {
            for of_picture in of_large.iter().chain(middles.get(turn % 2)) {
                take(of_picture, &fields, turn);
            }
            fields = turned(&fields);
        }
    }
    // Some cameras take a picture in another form than their sensor's, and keep the whole in the thumbnail or fill it with bars.
    for turn in 0..4 {
        let (wide, high) = if turn % 2 == 0 { (large.width, large.height) } else { (large.height, large.width) };
        let fields = (0..turn).fold(small.fields(small.middle(wide, high)), |fields, _| turned(&fields));
        of_large.first().into_iter().for_each(|of_picture| take(of_picture, &fields, turn));
    }
    let (found, of_picture, of_thumbnail, turn) = best?;
    // A part can be better than the whole only where the whole is not the same already.
    let cropped = if found + BETTER <= 1.0 { part(&small, &large, found, purse) } else { None };
    let shows = match cropped {
        Some(percent) => Some(Shows::More(percent)),
        None if found < ALIKE => Some(Shows::Other),
        None => place(&of_picture, &of_thumbnail).filter(|_| turn == 0).map(Shows::Place),
    };
    Some(Comparison { likeness: percent(found.clamp(0.0, 1.0)), shows })
}

/// How alike a picture and its thumbnail are, in percent of full correlation of brightness, turned and cut as programs turn and
/// cut thumbnails; none where one of the two cannot be decoded or is flat.
#[must_use]
pub fn likeness(picture: &[u8], thumbnail: &[u8], purse: &Purse) -> Option<i64> {
    compare(picture, thumbnail, purse).map(|found| found.likeness)
}

#[allow(clippy::cast_possible_truncation, reason = "a percentage")]
fn percent(share: f64) -> i64 {
    (share * 100.0).round() as i64
}

/// How much of the thumbnail the picture is, in percent, where it is a part of it: the part is looked for at all places and sizes that the
/// form of the picture leaves.
#[allow(clippy::cast_precision_loss, reason = "pixels of a thumbnail")]
fn part(small: &Brightness, large: &Brightness, whole: f64, purse: &Purse) -> Option<i64> {
    if small.width * small.height > SMALL || purse.room(SEARCH).0 < SEARCH {
        return None;
    }
    purse.expanded(SEARCH);
    let reference = large.fields(large.whole());
    // A sky of one colour looks like a bar.
    let cuts = [small.without_bars(), small.whole()];
    let tried = if cuts[0] == cuts[1] { &cuts[..1] } else { &cuts[..] };
    let parts = tried.iter().filter_map(|cut| Some((best_part(small, *cut, large, &reference)?, *cut)));
    let (best, cut) = parts.max_by(|one, other| one.0.0.total_cmp(&other.0.0))?;
    let (found, part, _) = refined(small, best, &reference);
    let share = percent((part.2 * part.3) as f64 / (cut.2 * cut.3).max(1) as f64);
    let is_cropped = found >= SAME && found - whole >= BETTER && share < ALL;
    (is_cropped && shows_something(small, cut, part)).then_some(share)
}

/// A part, how alike it is, and by how many quarter turns.
type Part = (f64, Cut, usize);

/// The part of a cut that is most like a picture, given as its fields.
fn best_part(small: &Brightness, cut: Cut, large: &Brightness, reference: &[f64]) -> Option<Part> {
    let (left, top, width, height) = cut;
    let mut best: Option<Part> = None;
    let mut fields = reference.to_vec();
    for turns in 0..4 {
        let (wide, high) = if turns % 2 == 0 { (large.width, large.height) } else { (large.height, large.width) };
        for step in 5..=STEPS {
            let (mut cut_width, mut cut_height) = (width * step / STEPS, width * step / STEPS * high / wide.max(1));
            if cut_height > height {
                (cut_width, cut_height) = (height * step / STEPS * wide / high.max(1), height * step / STEPS);
            }
            if cut_width < FIELDS || cut_height < FIELDS || cut_width > width {
                continue;
            }
            for x in (0..=width - cut_width).step_by((width / STEPS).max(1)) {
                for y in (0..=height.saturating_sub(cut_height)).step_by((height / STEPS).max(1)) {
                    let part = (left + x, top + y, cut_width, cut_height);
                    let found = correlation(&fields, &small.fields(part));
                    if let Some(found) = found.filter(|found| best.is_none_or(|(known, ..)| *found > known)) {
                        best = Some((found, part, turns));
                    }
                }
            }
        }
        fields = turned(&fields);
    }
    best
}

/// A part moved and widened by a few pixels, as it is most alike.
fn refined(small: &Brightness, best: Part, reference: &[f64]) -> Part {
    let (mut best, turns) = (best, best.2);
    let fields = (0..turns).fold(reference.to_vec(), |fields, _| turned(&fields));
    let (_, (left, top, width, height), _) = best;
    let around = |value: usize| value.saturating_sub(FINE)..=value + FINE;
    for wide in around(width).filter(|wide| *wide >= FIELDS) {
        let high = (wide * height / width.max(1)).max(1);
        for x in around(left).filter(|x| x + wide <= small.width) {
            for y in around(top).filter(|y| y + high <= small.height) {
                let part = (x, y, wide, high);
                let found = correlation(&fields, &small.fields(part));
                if let Some(found) = found.filter(|found| *found > best.0) {
                    best = (found, part, turns);
                }
            }
        }
    }
    best
}

/// Whether a thumbnail shows anything outside a part: bars of one colour around it are nothing.
#[allow(clippy::cast_precision_loss, reason = "pixels of a thumbnail")]
fn shows_something(small: &Brightness, (left, top, width, height): Cut, part: Cut) -> bool {
    let (mut count, mut sum, mut squares) = (0.0, 0.0, 0.0);
    for y in top..top + height {
        for (x, value) in small.row(y).iter().enumerate().skip(left).take(width) {
            // The edge of the part is blurred.
            let across = x + FINE >= part.0 && x < part.0 + part.2 + FINE;
            if !(across && y + FINE >= part.1 && y < part.1 + part.3 + FINE) {
                let value = f64::from(*value);
                (count, sum, squares) = (count + 1.0, sum + value, squares + value * value);
            }
        }
    }
    let mean = sum / f64::max(count, 1.0);
    count > 0.0 && (squares / count - mean * mean).max(0.0).sqrt() >= VARIED
}

/// Fields that differ by more brightness than this may be another thing.
const DIFFERENT: f64 = 48.0;
/// Fewer such fields side by side are an edge that two programs reduced otherwise.
const SIDE_BY_SIDE: usize = 6;
/// The rest of the picture is the same by so much, in brightness: the middle of the differences.
const QUIET: f64 = 3.0;

/// The place in which two pictures differ that are the same elsewhere, in percent of each side.
fn place(picture: &[f64], thumbnail: &[f64]) -> Option<[i64; 4]> {
    let differences: Vec<f64> = picture.iter().zip(thumbnail).map(|(one, other)| one - other).collect();
    let mut sizes: Vec<f64> = differences.iter().map(|difference| difference.abs()).collect();
    sizes.sort_by(f64::total_cmp);
    if sizes.get(sizes.len() / 2).is_none_or(|middle| *middle > QUIET) {
        return None;
    }
    for sign in [1.0, -1.0] {
        let mut open: Vec<bool> = differences.iter().map(|difference| difference * sign > DIFFERENT).collect();
        for start in 0..open.len() {
            if !open.get_mut(start).is_some_and(std::mem::take) {
                continue;
            }
            let (mut waiting, mut count, mut edges) = (vec![start], 0, [FIELDS, FIELDS, 0, 0]);
            while let Some(at) = waiting.pop() {
                let (row, column) = (at / FIELDS, at % FIELDS);
                count += 1;
                edges = [edges[0].min(column), edges[1].min(row), edges[2].max(column + 1), edges[3].max(row + 1)];
                let near = [
                    (column > 0).then(|| at - 1),
                    (column + 1 < FIELDS).then_some(at + 1),
                    at.checked_sub(FIELDS),
                    Some(at + FIELDS),
                ];
                for near in near.into_iter().flatten() {
                    if open.get_mut(near).is_some_and(std::mem::take) {
                        waiting.push(near);
                    }
                }
            }
            // An edge is one field wide.
            let [left, top, right, lower] = edges;
            if count >= SIDE_BY_SIDE && right - left >= 2 && lower - top >= 2 {
                return Some(edges.map(|edge| i64::try_from(edge * 100 / FIELDS).unwrap_or(100)));
            }
        }
    }
    None
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
