//! Pages drawn as pictures, and where two of them differ.

use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings};
use hayro_interpret::InterpreterSettings;
use hayro_interpret::kurbo::{Affine, Point, Rect};
use hayro_interpret::util::TransformExt;
use hayro_syntax::Pdf;

/// The longer side of a picture, in pixels: a page of A4 at about 130 dots an inch.
const LONGER_SIDE: f32 = 1_500.0;
/// A page is not drawn at more than three pixels a point.
const LARGEST_SCALE: f32 = 3.0;
/// Pixels of a side of the squares by which pictures are compared.
const SQUARE: usize = 8;
/// A channel that differs by less is the same: edges are smoothed.
const SAME: u8 = 32;
/// Squares this far apart belong to one region.
const NEAR: usize = 3;
/// More regions of a page are framed as one.
const REGIONS: usize = 60;
/// The frame: dark red, this many pixels wide, this far from what changed.
const FRAME: [u8; 4] = [0xb0, 0x00, 0x20, 0xff];
const WIDTH: u32 = 3;
const APART: u32 = 8;

/// How much of a page is shown around a changed region at least, in pixels.
const AROUND: (u32, u32) = (420, 130);

/// A page as a picture: four bytes a pixel, from above and the left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Pixels of a row.
    pub width: u32,
    /// Rows.
    pub height: u32,
    pixels: Vec<u8>,
}

/// A region: left, upper, width and height, in pixels.
pub type Region = [u32; 4];

/// Draws a page, counted from 1; none where there is no such page.
#[must_use]
pub fn draw(pdf: &Pdf, number: usize) -> Option<Picture> {
    draw_placed(pdf, number).map(|(picture, _)| picture)
}

/// Draws a page, counted from 1, and tells how its coordinates become pixels.
#[must_use]
pub fn draw_placed(pdf: &Pdf, number: usize) -> Option<(Picture, Affine)> {
    draw_scaled(pdf, number, LONGER_SIDE)
}

/// Draws a page, counted from 1, with so many pixels on its longer side.
#[must_use]
pub fn draw_at(pdf: &Pdf, number: usize, longer_side: f32) -> Option<Picture> {
    draw_scaled(pdf, number, longer_side).map(|(picture, _)| picture)
}

fn draw_scaled(pdf: &Pdf, number: usize, longer_side: f32) -> Option<(Picture, Affine)> {
    let pages = pdf.pages();
    let page = pages.get(number.checked_sub(1)?)?;
    let (width, height) = page.render_dimensions();
    let scale = (longer_side / width.max(height).max(1.0)).min(LARGEST_SCALE);
    let settings = PixmapSettings { x_scale: scale, y_scale: scale, bg_color: WHITE };
    let pixmap = hayro::render(
        page,
        &RenderCache::new(),
        &InterpreterSettings::default(),
        &RenderSettings::default(),
        &settings,
    );
    let (width, height) = (u32::from(pixmap.width()), u32::from(pixmap.height()));
    let transform = Affine::scale(f64::from(scale)) * page.initial_transform(true).to_kurbo();
    Some((Picture { width, height, pixels: pixmap.data_as_u8_slice().to_vec() }, transform))
}

impl Picture {
    /// The picture with frames around regions, as PNG.
    ///
    /// # Errors
    /// Why it cannot be encoded.
    pub fn png(&self, regions: &[Region]) -> Result<Vec<u8>, String> {
        let mut framed = self.clone();
        for region in regions {
            framed.frame(*region);
        }
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, self.width, self.height);
        encoder.set_color(png::ColorType::Rgba);
        encoder.set_depth(png::BitDepth::Eight);
        let mut writer = encoder.write_header().map_err(|why| why.to_string())?;
        writer.write_image_data(&framed.pixels).map_err(|why| why.to_string())?;
        writer.finish().map_err(|why| why.to_string())?;
        Ok(bytes)
    }

    /// How many pixels a box has, and how many of them are such; the box is in pixels.
    #[must_use]
    pub fn count(&self, place: Rect, mut such: impl FnMut([u8; 3]) -> bool) -> (usize, usize) {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "casts of floats saturate")]
        let within =
            |from: f64, to: f64, most: u32| from.max(0.0) as usize..(to.ceil().max(0.0) as usize).min(most as usize);
        let (mut all, mut alike) = (0, 0);
        for y in within(place.y0, place.y1, self.height) {
            for x in within(place.x0, place.x1, self.width) {
                let &[red, green, blue] = self.pixel(x, y) else { continue };
                all += 1;
                alike += usize::from(such([red, green, blue]));
            }
        }
        (all, alike)
    }

    /// The colour at a place, in pixels; none beyond the edge.
    #[must_use]
    pub fn colour_at(&self, place: Point) -> Option<[u8; 3]> {
        let within = |at: f64, most: u32| (at >= 0.0 && at < f64::from(most)).then_some(at);
        let (x, y) = (within(place.x, self.width)?, within(place.y, self.height)?);
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "both are within the picture")]
        let pixel = self.pixel(x as usize, y as usize);
        pixel.try_into().ok()
    }

    /// How far such pixels reach from a place upwards, downwards and to both sides, as a box in pixels.
    #[must_use]
    pub fn stretch(&self, from: Point, such: impl Fn([u8; 3]) -> bool) -> Rect {
        let reach = |dx: f64, dy: f64| {
            let longest = self.width.max(self.height);
            let step = |number: &u32| {
                let at = Point::new(from.x + dx * f64::from(*number), from.y + dy * f64::from(*number));
                self.colour_at(at).is_some_and(&such)
            };
            f64::from((1..=longest).take_while(step).last().unwrap_or(0))
        };
        Rect::new(
            from.x - reach(-1.0, 0.0),
            from.y - reach(0.0, -1.0),
            from.x + reach(1.0, 0.0),
            from.y + reach(0.0, 1.0),
        )
    }

    /// How many pixels of a box lie in the picture; the box is in pixels.
    #[must_use]
    pub fn pixels_of(&self, place: Rect) -> u64 {
        let within = place.intersect(Rect::new(0.0, 0.0, f64::from(self.width), f64::from(self.height)));
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "casts of floats saturate")]
        let pixels = within.area() as u64;
        pixels
    }

    /// A place, in pixels, with a frame around it and what is beside it.
    #[must_use]
    pub fn framed(&self, place: Rect) -> Self {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "casts of floats saturate")]
        let region = [place.x0, place.y0, place.width(), place.height()].map(|edge| edge.max(0.0) as u32);
        let mut framed = self.clone();
        framed.frame(region);
        framed.cut(region)
    }

    /// A region with what is around it: enough to read the line that it is on.
    #[must_use]
    pub fn cut(&self, [left, upper, width, height]: Region) -> Self {
        let within = |start: u32, length: u32, least: u32, most: u32| {
            let length = length.max(least).min(most);
            let start =
                (start + length / 2).saturating_sub(length / 2 + (least.min(most)) / 6).min(most - length.min(most));
            start..(start + length).min(most)
        };
        let rows = within(
            upper.saturating_sub(AROUND.1 / 3),
            (height + AROUND.1 / 2).min(4 * AROUND.1),
            AROUND.1,
            self.height,
        );
        let columns =
            within(left.saturating_sub(AROUND.0 / 3), (width + AROUND.0 / 3).min(2 * AROUND.0), AROUND.0, self.width);
        let mut pixels = Vec::with_capacity(rows.len() * columns.len() * 4);
        for row in rows.clone() {
            let from = (row as usize * self.width as usize + columns.start as usize) * 4;
            pixels.extend_from_slice(self.pixels.get(from..from + columns.len() * 4).unwrap_or_default());
        }
        Self { width: columns.end - columns.start, height: rows.end - rows.start, pixels }
    }

    /// Its colours, three bytes a pixel.
    #[must_use]
    pub fn colours(&self) -> Vec<u8> {
        self.pixels.chunks_exact(4).flat_map(|pixel| pixel.iter().take(3).copied()).collect()
    }

    fn frame(&mut self, [left, upper, width, height]: Region) {
        let (outer_left, outer_upper) = (left.saturating_sub(APART + WIDTH), upper.saturating_sub(APART + WIDTH));
        let (outer_right, outer_lower) =
            ((left + width + APART + WIDTH).min(self.width), (upper + height + APART + WIDTH).min(self.height));
        for y in outer_upper..outer_lower {
            for x in outer_left..outer_right {
                let inside = (outer_left + WIDTH..outer_right.saturating_sub(WIDTH)).contains(&x)
                    && (outer_upper + WIDTH..outer_lower.saturating_sub(WIDTH)).contains(&y);
                let at = (y as usize * self.width as usize + x as usize) * 4;
                if let Some(pixel) = self.pixels.get_mut(at..at + 4).filter(|_| !inside) {
                    pixel.copy_from_slice(&FRAME);
                }
            }
        }
    }

    fn pixel(&self, x: usize, y: usize) -> &[u8] {
        let at = (y * self.width as usize + x) * 4;
        self.pixels.get(at..at + 3).unwrap_or_default()
    }
}

/// The regions in which two pictures differ; all of it where they are not of one size.
#[must_use]
pub fn regions(before: &Picture, after: &Picture) -> Vec<Region> {
    if (before.width, before.height) != (after.width, after.height) {
        return vec![[0, 0, after.width, after.height]];
    }
    let (width, height) = (after.width as usize, after.height as usize);
    let (columns, rows) = (width.div_ceil(SQUARE), height.div_ceil(SQUARE));
    let differs = |column: usize, row: usize| {
        (row * SQUARE..((row + 1) * SQUARE).min(height)).any(|y| {
            (column * SQUARE..((column + 1) * SQUARE).min(width)).any(|x| {
                before.pixel(x, y).iter().zip(after.pixel(x, y)).any(|(one, other)| one.abs_diff(*other) > SAME)
            })
        })
    };
    let mut changed: Vec<bool> = (0..columns * rows).map(|at| differs(at % columns, at / columns)).collect();
    let mut found = Vec::new();
    for start in 0..changed.len() {
        if !std::mem::take(&mut changed[start]) {
            continue;
        }
        let (mut open, mut edges) = (vec![start], [columns, rows, 0, 0]);
        while let Some(at) = open.pop() {
            let (column, row) = (at % columns, at / columns);
            edges = [edges[0].min(column), edges[1].min(row), edges[2].max(column + 1), edges[3].max(row + 1)];
            for near_row in row.saturating_sub(NEAR)..(row + NEAR + 1).min(rows) {
                for near_column in column.saturating_sub(NEAR)..(column + NEAR + 1).min(columns) {
                    let near = near_row * columns + near_column;
                    if std::mem::take(&mut changed[near]) {
                        open.push(near);
                    }
                }
            }
        }
        found.push(in_pixels(edges, width, height));
    }
    if found.len() > REGIONS {
        let whole = found.iter().fold([width, height, 0, 0], |all, &[left, upper, wide, high]| {
            let (left, upper, wide, high) = (left as usize, upper as usize, wide as usize, high as usize);
            [all[0].min(left), all[1].min(upper), all[2].max(left + wide), all[3].max(upper + high)]
        });
        found = vec![[whole[0], whole[1], whole[2] - whole[0], whole[3] - whole[1]].map(narrow)];
    }
    found
}

fn in_pixels([left, upper, right, lower]: [usize; 4], width: usize, height: usize) -> Region {
    let (x, y) = (left * SQUARE, upper * SQUARE);
    [x, y, (right * SQUARE).min(width) - x, (lower * SQUARE).min(height) - y].map(narrow)
}

fn narrow(pixels: usize) -> u32 {
    u32::try_from(pixels).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn white(width: u32, height: u32) -> Picture {
        Picture { width, height, pixels: vec![255; width as usize * height as usize * 4] }
    }

    #[test]
    fn what_lies_together_is_one_region_and_what_lies_apart_is_two() {
        let before = white(400, 200);
        let mut after = before.clone();
        for (x, y) in [(10, 10), (30, 12), (300, 150)] {
            let at = (y * 400 + x) * 4;
            after.pixels[at..at + 3].copy_from_slice(&[0, 0, 0]);
        }
        assert_eq!(regions(&before, &after), [[8, 8, 24, 8], [296, 144, 8, 8]]);
        assert_eq!(regions(&before, &before), Vec::<Region>::new());
        assert_eq!(regions(&before, &white(10, 10)), [[0, 0, 10, 10]]);
        assert!(after.png(&[[8, 8, 24, 8]]).unwrap().starts_with(b"\x89PNG"));
    }
}
