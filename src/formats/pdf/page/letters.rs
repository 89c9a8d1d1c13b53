//! The outlines of letters that a picture lies over, held beside the picture of the page: programs that flatten a page put a picture of
//! the same words over them, and then everybody sees them.

use super::effort;
use super::pictures::Picture;
use hayro_interpret::font::{Glyph, GlyphRun};
use hayro_interpret::kurbo::{self, Affine, BezPath, PathEl, Point, Rect, Shape};
use hayro_interpret::util::RectExt;
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache,
    InterpreterSettings, RenderContent, SoftMask, interpret_page,
};
use hayro_syntax::Pdf;
use std::cell::Cell;
use std::ops::Deref;

/// More letters of a page, and letters in more places, are not looked at.
const LETTERS: usize = 4_000;
const PLACES: usize = 1_000;
/// More pictures of a page are not looked at; one lies over a place where it covers more than this of it.
const PICTURES: usize = 2_000;
const OVER: f64 = 0.3;
/// A row of pixels is looked at along so many lines.
const LINES: u32 = 3;
/// Outlines are taken as straight lines where they are no farther from them, in pixels.
const STRAIGHT: f64 = 0.1;
/// A place of more pixels is larger than a word; of one page no more pixels are looked at, and no more crossings of lines and outlines.
const PIXELS: usize = 200_000;
const OF_A_PAGE: usize = 3_000_000;
const CROSSINGS: usize = 1_000_000;
/// A picture may show the letters so many pixels beside their place.
const BESIDE: i64 = 2;
/// Ink that correlates so well with the outlines is that of the letters; chance comes nearer with few of them (measured: seen ones 0.7 to
/// 1.0, unseen ones below 0.3).
const ALIKE: f64 = 0.5;
const ALIKE_FEW: f64 = 0.65;
const FEW: usize = 4;

/// The outlines of letters, with the boxes of their ink, in points of the page.
#[derive(Debug, Default)]
pub(super) struct Letters {
    drawn: Vec<(Rect, BezPath)>,
    /// Where pictures are, and how many of the letters were drawn before each.
    pictures: Vec<(Rect, usize)>,
    looked_at: Cell<usize>,
}

/// Takes the outlines of the glyphs of a page that are in certain places.
struct Collector<'p> {
    places: &'p [Rect],
    drawn: Vec<(Rect, BezPath)>,
    pictures: Vec<(Rect, usize)>,
}

impl<'a> Device<'a> for Collector<'_> {
    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, _: &DrawMode) {
        for glyph in run.glyphs() {
            let Glyph::Outline(outline) = glyph.deref() else { continue };
            let transform = props.transform * glyph.transform();
            let origin = transform * Point::ZERO;
            if self.drawn.len() >= LETTERS || !origin.is_finite() {
                return;
            }
            // Most letters are elsewhere, which their origin shows.
            let reach = (transform * Point::new(0.0, 1_500.0) - origin).hypot();
            let near = |place: &&Rect| place.inflate(reach, reach).contains(origin);
            if !self.places.iter().any(|place| near(&place)) {
                continue;
            }
            let path = transform * outline.outline();
            let ink = path.bounding_box();
            if self.places.iter().any(|place| place.contains(ink.center())) {
                self.drawn.push((ink, path));
            }
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        if self.pictures.len() < PICTURES {
            let whole = Rect::new(0.0, 0.0, f64::from(image.width()), f64::from(image.height()));
            self.pictures.push((props.transform.transform_rect_bbox(whole), self.drawn.len()));
        }
    }

    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}

impl Letters {
    /// The letters that a page, counted from 1, draws in these places.
    pub(super) fn drawn_in(pdf: &Pdf, number: usize, places: &[Rect]) -> Self {
        let Some(page) = number.checked_sub(1).and_then(|at| pdf.pages().get(at)) else { return Self::default() };
        let places = places.get(..PLACES).unwrap_or(places);
        let mut collector = Collector { places, drawn: vec![], pictures: vec![] };
        let cache = InterpreterCache::new();
        for content in [RenderContent::PAGE, RenderContent::ANNOTATIONS] {
            let settings = InterpreterSettings { render_content: content, ..InterpreterSettings::default() };
            let shown = page.intersected_crop_box().to_kurbo();
            let mut context = Context::new(Affine::IDENTITY, shown, &cache, pdf.xref(), settings);
            effort::walk(|| interpret_page(page, &mut context, &mut collector));
        }
        Self { drawn: collector.drawn, pictures: collector.pictures, looked_at: Cell::default() }
    }

    /// Whether the picture of the page shows ink in a place as its letters are; none where the place has no letters with outlines.
    pub(super) fn are_seen(&self, place: Rect, (picture, transform): &(Picture, Affine)) -> Option<bool> {
        // What is written over the picture is no ink of what lies under it.
        let over = |(picture, _): &&(Rect, usize)| picture.intersect(place).area() > OVER * place.area();
        let before = self.pictures.iter().filter(over).map(|(_, before)| *before).max().unwrap_or(self.drawn.len());
        let inside: Vec<BezPath> = self
            .drawn
            .iter()
            .take(before)
            .filter(|(ink, _)| place.contains(ink.center()))
            .map(|(_, path)| *transform * path)
            .collect();
        let box_of = inside.iter().map(Shape::bounding_box).reduce(|one, other| one.union(other))?;
        let alike = if inside.len() > FEW { ALIKE } else { ALIKE_FEW };
        let field = Field::of(box_of.inflate(2.0, 2.0))?;
        self.looked_at.set(self.looked_at.get().saturating_add(field.pixels()));
        let mask = field.covered_by(&inside).filter(|_| self.looked_at.get() <= OF_A_PAGE)?;
        let beside = -BESIDE..=BESIDE;
        Some(beside.clone().any(|dx| {
            beside
                .clone()
                .any(|dy| field.shades(picture, dx, dy).iter().any(|shades| correlation(&mask, shades) >= alike))
        }))
    }
}

/// A place in whole pixels.
#[derive(Debug, Clone, Copy)]
struct Field {
    left: i64,
    upper: i64,
    width: u32,
    height: u32,
}

impl Field {
    fn of(place: Rect) -> Option<Self> {
        #[allow(clippy::cast_possible_truncation, reason = "casts of floats saturate")]
        let (left, upper, right, lower) =
            (place.x0.floor() as i64, place.y0.floor() as i64, place.x1.ceil() as i64, place.y1.ceil() as i64);
        let side = |from: i64, to: i64| u32::try_from(to.checked_sub(from)?).ok();
        let (width, height) = (side(left, right)?, side(upper, lower)?);
        let pixels = usize::try_from(u64::from(width) * u64::from(height)).unwrap_or(usize::MAX);
        (pixels > 0 && pixels <= PIXELS).then_some(Self { left, upper, width, height })
    }

    fn pixels(&self) -> usize {
        self.width as usize * self.height as usize
    }

    /// How much of each pixel paths cover, from 0 to 1; none where they are too tangled.
    fn covered_by(&self, paths: &[BezPath]) -> Option<Vec<f64>> {
        let lines = self.height * LINES;
        let mut crossings: Vec<Vec<(f64, i32)>> = vec![vec![]; lines as usize];
        let mut count = 0;
        for path in paths {
            let (mut first, mut last) = (Point::ZERO, Point::ZERO);
            kurbo::flatten(path, STRAIGHT, |element| {
                let next = match element {
                    PathEl::MoveTo(point) => {
                        (first, last) = (point, point);
                        return;
                    }
                    PathEl::LineTo(point) => point,
                    _ => first,
                };
                self.cross(last, next, &mut crossings, &mut count);
                last = next;
            });
        }
        if count > CROSSINGS {
            return None;
        }
        let mut covered = vec![0.0; self.pixels()];
        for (line, mut crossings) in crossings.into_iter().enumerate() {
            crossings.sort_by(|(one, _), (other, _)| one.total_cmp(other));
            let row = line / LINES as usize * self.width as usize;
            let pixels = covered.get_mut(row..row + self.width as usize)?;
            let mut winding = 0;
            for ((from, way), (to, _)) in crossings.iter().zip(crossings.iter().skip(1)) {
                winding += way;
                if winding == 0 {
                    continue;
                }
                #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "casts of floats saturate")]
                let (begin, end) = (from.max(0.0) as usize, to.ceil().max(0.0) as usize);
                for (pixel, left) in pixels.iter_mut().zip(0_u32..).take(end).skip(begin) {
                    let left = f64::from(left);
                    *pixel += (to.min(left + 1.0) - from.max(left)).max(0.0) / f64::from(LINES);
                }
            }
        }
        Some(covered)
    }

    /// Notes where a straight piece of an outline crosses the lines, and which way.
    #[allow(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "casts of floats saturate, and places in a picture are small"
    )]
    fn cross(&self, from: Point, to: Point, crossings: &mut [Vec<(f64, i32)>], count: &mut usize) {
        let line_of = |y: f64| (y - self.upper as f64) * f64::from(LINES) - 0.5;
        let (upper, lower) = (line_of(from.y.min(to.y)), line_of(from.y.max(to.y)));
        let (begin, end) = (upper.ceil().max(0.0) as usize, (lower.ceil().max(0.0) as usize).min(crossings.len()));
        for (number, line) in crossings.iter_mut().enumerate().take(end).skip(begin) {
            *count += 1;
            if *count > CROSSINGS {
                return;
            }
            let y = self.upper as f64 + (number as f64 + 0.5) / f64::from(LINES);
            let x = from.x + (to.x - from.x) * (y - from.y) / (to.y - from.y);
            line.push((x - self.left as f64, if to.y > from.y { 1 } else { -1 }));
        }
    }

    /// The red, green and blue of each pixel of a picture there, moved by so many pixels.
    fn shades(&self, picture: &Picture, dx: i64, dy: i64) -> [Vec<f64>; 3] {
        let mut shades = [vec![], vec![], vec![]];
        for y in 0..i64::from(self.height) {
            for x in 0..i64::from(self.width) {
                #[allow(clippy::cast_precision_loss, reason = "places in a picture are small")]
                let at = Point::new((self.left + x + dx) as f64, (self.upper + y + dy) as f64);
                let colour = picture.colour_at(at).unwrap_or([255; 3]);
                shades.iter_mut().zip(colour).for_each(|(shades, part)| shades.push(f64::from(part)));
            }
        }
        shades
    }
}

/// How far two rows of numbers rise and fall together, or against one another; 0 where one of them is flat.
#[allow(clippy::cast_precision_loss, reason = "the pixels of a word are few")]
fn correlation(one: &[f64], other: &[f64]) -> f64 {
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len().max(1) as f64;
    let (first, second) = (mean(one), mean(other));
    let (mut together, mut of_one, mut of_other) = (0.0, 0.0, 0.0);
    for (a, b) in one.iter().zip(other) {
        let (a, b) = (a - first, b - second);
        together += a * b;
        of_one += a * a;
        of_other += b * b;
    }
    if of_one > 0.0 && of_other > 0.0 { (together / (of_one * of_other).sqrt()).abs() } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_knows_how_much_of_each_pixel_is_covered() {
        let field = Field { left: 10, upper: 20, width: 4, height: 3 };
        let box_of = Rect::new(11.0, 20.0, 12.5, 22.0).to_path(0.1);
        let hole = Rect::new(11.0, 21.0, 12.0, 22.0).to_path(0.1).reverse_subpaths();
        let covered = field.covered_by(&[box_of, hole]).unwrap();
        let expected = [0.0, 1.0, 0.5, 0.0, 0.0, 0.0, 0.5, 0.0, 0.0, 0.0, 0.0, 0.0];
        assert!(covered.iter().zip(expected).all(|(one, other)| (one - other).abs() < 1e-6), "{covered:?}");
    }

    #[test]
    fn what_rises_and_falls_together_correlates_and_what_is_flat_does_not() {
        assert!((correlation(&[0.0, 1.0, 0.0], &[9.0, 2.0, 9.0]) - 1.0).abs() < 1e-9);
        assert!(correlation(&[0.0, 1.0, 0.0], &[5.0, 5.0, 5.0]) < 1e-9);
    }
}
