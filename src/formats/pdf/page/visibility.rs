//! Words that a page draws and that nobody sees: in the colour of what lies under them, under a surface that was painted over
//! them, beyond the edge of the page, in the invisible mode.
//!
//! Which words these can be is told by what the page draws, in its order; words whose ink could show are held against the picture
//! of the page, so that nothing is called unseen that can be seen there.

use super::pictures::{self, Picture};
use hayro_interpret::font::Glyph;
use hayro_interpret::kurbo::{Affine, BezPath, PathEl, Point, Rect, Shape};
use hayro_interpret::pattern::Pattern;
use hayro_interpret::shading::ShadingType;
use hayro_interpret::{DrawMode, DrawProps, Paint};
use hayro_syntax::Pdf;

/// A colour as screens show it: red, green, blue.
pub type Colour = [u8; 3];

/// Why nobody sees words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Hiding {
    /// They have the colour of what lies under them.
    SameColour(Colour),
    /// A surface of this colour was painted over them.
    Covered(Colour),
    /// They are beyond the edge of the page, or of the part of it that is shown.
    Beyond,
    /// They are drawn in the invisible mode (ISO 32000-2, 9.3.6), and no picture is on the page.
    Invisible,
}

impl Hiding {
    /// In words, after "words".
    #[must_use]
    pub fn in_words(self) -> String {
        let named = |[red, green, blue]: Colour| match [red, green, blue] {
            [0..=24, 0..=24, 0..=24] => "black".to_owned(),
            [240..=255, 240..=255, 240..=255] => "white".to_owned(),
            _ => format!("#{red:02x}{green:02x}{blue:02x}"),
        };
        match self {
            Self::SameColour(colour) => format!("in the colour of what lies under them ({})", named(colour)),
            Self::Covered(colour) => format!("under a surface painted over them ({})", named(colour)),
            Self::Beyond => "beyond the edge of the page".to_owned(),
            Self::Invisible => "drawn in the invisible mode".to_owned(),
        }
    }
}

/// Colours that differ by less in every part are one.
const SAME: u8 = 10;
/// Surfaces of less than so many points in width or height hide no word.
const LEAST: f64 = 3.0;
/// A surface hides a word when so much of the word's box lies under it.
const MOST_OF_IT: f64 = 0.85;
/// More surfaces on one page are not held against words.
const SURFACES: usize = 4_000;
/// Pages with more pixels in their pictures are not drawn.
const PIXELS: u64 = 80_000_000;
/// Pages that cost more to draw are not drawn, in pixels that are painted: some five hundred times the page.
const PAINTED: f64 = 1e9;
/// What things cost besides the pixels that they cover: a piece of a path or a dash, a group or a mask, a tile of a pattern, and a pixel
/// whose colour is computed.
const A_PIECE: f64 = 200.0;
const A_GROUP: f64 = 4e6;
const A_PATCH: f64 = 1e5;
const A_TILE: f64 = 2e4;
const OF_A_SHADING: f64 = 200.0;
/// Pixels of a square point at the scale at which pages are drawn.
const PIXELS_A_POINT: f64 = 4.0;
/// So many pixels are looked at to confirm what a page hides.
const LOOKED_AT: u64 = 400_000_000;
/// So many pages of a document are drawn to see.
pub const DRAWN: usize = 40;

/// A surface that the page paints.
#[derive(Debug, Clone, Copy)]
struct Surface {
    place: Rect,
    /// None where it is a picture, a pattern, or lets through what lies under it.
    colour: Option<Colour>,
}

/// A character as it is on the page.
#[derive(Debug, Clone, Copy)]
pub struct Character {
    /// The character.
    pub text: char,
    /// Its box.
    pub place: Rect,
    /// How things were when it was drawn.
    pub drawn: Mark,
}

/// A word as the canvas knows it: its box, and why nobody sees each of its characters.
#[derive(Debug)]
struct Placed {
    place: Rect,
    characters: Vec<(Character, Option<Hiding>)>,
    /// How many surfaces were painted before it.
    after: usize,
}

/// How things are when a character is drawn: what is shown, and how many surfaces were painted before.
#[derive(Debug, Clone, Copy)]
pub struct Mark {
    clip: Option<Rect>,
    surfaces: usize,
}

/// What a page has drawn so far, as far as it can hide words.
#[derive(Debug)]
pub struct Canvas {
    /// The page, as far as it is shown.
    shown: Rect,
    surfaces: Vec<Surface>,
    /// What is shown, as boxes, each within the one before.
    clips: Vec<Rect>,
    /// Groups that are not drawn as they are.
    groups: Vec<bool>,
    words: Vec<Placed>,
    /// Where characters were drawn that were there already.
    again: Vec<Point>,
    pixels: u64,
    too_many: bool,
    /// What it costs to draw the page, in pixels that are painted.
    painted: f64,
}

impl Canvas {
    /// An empty page, of which this box is shown.
    #[must_use]
    pub fn of(shown: Rect) -> Self {
        Self {
            shown,
            surfaces: vec![],
            clips: vec![],
            groups: vec![],
            words: vec![],
            again: vec![],
            pixels: 0,
            too_many: false,
            painted: 0.0,
        }
    }

    /// What one more surface costs, in steps: it is held against all words.
    #[must_use]
    pub fn load(&self) -> u64 {
        self.words.len() as u64 / 16
    }

    /// Counts what it costs to paint a path: its surface, its pieces, its dashes, and the tiles of its pattern.
    pub fn cost(&mut self, path: &BezPath, props: &DrawProps<'_>, mode: &DrawMode) {
        let place = props.transform.transform_rect_bbox(path.control_box());
        let within = place.intersect(self.shown).area() * PIXELS_A_POINT;
        let (length, broken) = lengths(path, props.transform.determinant().abs().sqrt());
        self.painted += within + A_PIECE * broken;
        if let DrawMode::Stroke(stroke) | DrawMode::FillAndStroke(_, stroke) = mode {
            let period: f32 = stroke.dash_array.iter().sum();
            if period > 0.0 {
                self.painted += A_PIECE * length / f64::from(period).max(1e-9);
            }
        }
        if let Paint::Pattern(pattern) = &props.paint {
            self.painted += match &**pattern {
                Pattern::Shading(pattern) => {
                    let pieces = match &*pattern.shading.shading_type {
                        // Any program may give the colour of each point.
                        ShadingType::FunctionBased { .. } => PAINTED,
                        ShadingType::TriangleMesh { triangles, .. } => A_PATCH * triangles.len() as f64,
                        ShadingType::CoonsPatchMesh { patches, .. } => A_PATCH * patches.len() as f64,
                        ShadingType::TensorProductPatchMesh { patches, .. } => A_PATCH * patches.len() as f64,
                        _ => 0.0,
                    };
                    A_GROUP + within * OF_A_SHADING + pieces
                }
                Pattern::Tiling(tile) => {
                    let size = f64::from(tile.x_step * tile.y_step).abs() * tile.matrix.determinant().abs();
                    A_GROUP + A_TILE * place.intersect(self.shown).area() / size.max(1e-9)
                }
            };
        }
    }

    /// Counts what it costs to draw a glyph.
    pub fn cost_of_glyph(&mut self, glyph: &Glyph<'_>) {
        self.painted += if matches!(glyph, Glyph::Type3(_)) { A_TILE } else { A_PIECE };
    }

    /// A path is filled.
    pub fn fill(&mut self, path: &BezPath, transform: Affine, colour: Option<Colour>) {
        let place = (transform * path.clone()).bounding_box();
        // What is no rectangle lets through at its edges, and a picture or a pattern may let through anywhere.
        let solid = colour.filter(|_| {
            is_rectangle(path) && transform.as_coeffs().iter().take(4).filter(|part| part.abs() < 1e-9).count() >= 2
        });
        self.paint(place, solid);
    }

    /// A picture is drawn.
    pub fn picture(&mut self, transform: Affine, width: u32, height: u32) {
        self.pixels = self.pixels.saturating_add(u64::from(width) * u64::from(height));
        self.paint(transform.transform_rect_bbox(Rect::new(0.0, 0.0, f64::from(width), f64::from(height))), None);
    }

    fn paint(&mut self, place: Rect, colour: Option<Colour>) {
        let place = self.clips.last().map_or(place, |clip| clip.intersect(place));
        if place.width() < LEAST || place.height() < LEAST {
            return;
        }
        if self.surfaces.len() >= SURFACES {
            self.too_many = true;
            return;
        }
        let colour = colour.filter(|_| !self.groups.contains(&true));
        self.surfaces.push(Surface { place, colour });
        let Some(colour) = colour else { return };
        for word in self.words.iter_mut().filter(|word| word.place.intersect(place).area() > 0.0) {
            for (character, hiding) in word.characters.iter_mut().filter(|(_, hiding)| hiding.is_none()) {
                *hiding = covers(place, character.place).then_some(Hiding::Covered(colour));
            }
        }
    }

    /// From here on only what lies within is shown.
    pub fn clip(&mut self, path: &BezPath) {
        let place = path.bounding_box();
        self.clips.push(self.clips.last().map_or(place, |clip| clip.intersect(place)));
    }

    /// The last clip ends.
    pub fn end_clip(&mut self) {
        self.clips.pop();
    }

    /// A group begins; `changed` where it is drawn otherwise than painted over what is there.
    pub fn group(&mut self, changed: bool) {
        self.painted += A_GROUP;
        self.groups.push(changed);
    }

    /// The last group ends.
    pub fn end_group(&mut self) {
        self.groups.pop();
    }

    /// A character is drawn that is there already: what a clip cut off the first time may be seen now.
    pub fn again(&mut self, place: Rect) {
        if self.clips.last().is_none_or(|clip| clip.intersect(place).area() > 0.0) && self.again.len() < SURFACES {
            self.again.push(place.center());
        }
    }

    /// How things are.
    #[must_use]
    pub fn mark(&self) -> Mark {
        Mark { clip: self.clips.last().copied(), surfaces: self.surfaces.len() }
    }

    /// A word was written.
    pub fn word(&mut self, characters: Vec<Character>, colour: Option<Colour>, invisible: bool) {
        let place = characters.iter().map(|character| character.place).reduce(|one, other| one.union(other));
        let place = place.unwrap_or(Rect::ZERO);
        let near: Vec<(usize, &Surface)> = self
            .surfaces
            .iter()
            .enumerate()
            .filter(|(_, surface)| surface.place.intersect(place).area() > 0.0)
            .collect();
        let judge = |character: &Character| {
            let (place, centre, drawn) = (character.place, character.place.center(), character.drawn);
            let out = drawn.clip.is_some_and(|clip| clip.intersect(place).area() <= 0.0 && !clip.contains(centre));
            let (before, since) = near.split_at(near.partition_point(|(number, _)| *number < drawn.surfaces));
            let under = before.iter().rev().find(|(_, surface)| surface.place.contains(centre));
            let ground = under.map_or(Some([255; 3]), |(_, surface)| surface.colour);
            let same = colour.zip(ground).is_some_and(|(ink, ground)| alike(ink, ground));
            let over = since.iter().filter(|(_, surface)| covers(surface.place, place));
            match colour {
                _ if invisible => Some(Hiding::Invisible),
                _ if out => Some(Hiding::Beyond),
                Some(colour) if same => Some(Hiding::SameColour(colour)),
                _ => over.filter_map(|(_, surface)| surface.colour).map(Hiding::Covered).next(),
            }
        };
        let after = characters.first().map_or(0, |first| first.drawn.surfaces);
        let characters = characters.into_iter().map(|character| (character, judge(&character))).collect();
        self.words.push(Placed { place, characters, after });
    }

    /// What perhaps nobody sees of the page, of which this box is shown.
    #[must_use]
    pub fn finish(mut self, shown: Rect, pictures: usize) -> Hidden {
        for (character, hiding) in self.words.iter_mut().flat_map(|word| &mut word.characters) {
            let beyond = character.place.intersect(shown).area() <= 0.0 && !shown.contains(character.place.center());
            *hiding = match *hiding {
                Some(Hiding::Invisible) if pictures > 0 => None,
                Some(Hiding::Beyond) if !beyond && self.again.iter().any(|&again| character.place.contains(again)) => {
                    None
                }
                None if beyond => Some(Hiding::Beyond),
                hiding => hiding,
            };
        }
        let drawable = self.pixels <= PIXELS && self.painted <= PAINTED;
        Hidden { words: if self.too_many { vec![] } else { self.words }, drawable }
    }
}

/// What perhaps nobody sees of one page.
#[derive(Debug, Default)]
pub struct Hidden {
    words: Vec<Placed>,
    drawable: bool,
}

impl Hidden {
    /// Whether the page can be drawn at a cost that is bounded: its pictures are not too large.
    #[must_use]
    pub fn is_drawable(&self) -> bool {
        self.drawable
    }

    /// Whether the page must be drawn to know.
    #[must_use]
    pub fn wants_picture(&self) -> bool {
        let mut hidings = self.words.iter().flat_map(|word| &word.characters).filter_map(|(_, hiding)| *hiding);
        hidings.any(|hiding| matches!(hiding, Hiding::SameColour(_) | Hiding::Covered(_)))
    }

    /// What nobody sees, word by word, with the number of the word; what ink could show is looked up in the picture of the page.
    #[must_use]
    pub fn confirmed(&self, pdf: &Pdf, page: usize) -> Vec<(usize, Hiding, String)> {
        let picture = (self.wants_picture() && self.drawable).then(|| pictures::draw_placed(pdf, page)).flatten();
        let mut looked_at = 0;
        let mut found: Vec<(usize, Hiding, String)> = Vec::new();
        for (number, word) in self.words.iter().enumerate() {
            for (character, hiding) in &word.characters {
                let Some(hiding) = *hiding else { continue };
                if let Some((picture, transform)) = picture.as_ref() {
                    looked_at += picture.pixels_of(transform.transform_rect_bbox(character.place));
                    if looked_at > LOOKED_AT {
                        // Letters as large as the page: what was confirmed by then stays.
                        return found;
                    }
                }
                let unseen = match hiding {
                    Hiding::Beyond | Hiding::Invisible => true,
                    Hiding::SameColour(colour) => {
                        picture.as_ref().is_some_and(|picture| share(picture, character.place, colour) >= 1.0)
                    }
                    Hiding::Covered(colour) => picture.as_ref().is_some_and(|picture| {
                        let share = share(picture, character.place, colour);
                        share >= 1.0 || share > 0.5 && self.is_written_over(number, character.place)
                    }),
                };
                match found.last_mut().filter(|(last, reason, _)| *last == number && *reason == hiding) {
                    _ if !unseen => {}
                    Some((_, _, text)) => text.push(character.text),
                    None => found.push((number, hiding, character.text.to_string())),
                }
            }
        }
        found
    }

    /// Whether a later word is in the same place, on another surface.
    fn is_written_over(&self, number: usize, place: Rect) -> bool {
        let Some(word) = self.words.get(number) else { return false };
        let later = self.words.iter().skip(number + 1);
        later.filter(|later| later.after > word.after).any(|later| later.place.intersect(place).area() > 0.0)
    }
}

/// Whether a surface lies over a word.
fn covers(surface: Rect, word: Rect) -> bool {
    word.area() > 0.0 && surface.intersect(word).area() >= MOST_OF_IT * word.area()
}

/// How much of a place shows a colour, from 0 to 1; the edge of the box, into which a neighbour may reach, is left out.
fn share((picture, transform): &(Picture, Affine), place: Rect, colour: Colour) -> f64 {
    let place = transform.transform_rect_bbox(place.inset((-place.width() / 8.0, -place.height() / 16.0)));
    let (all, like) = picture.count(place, |pixel| alike(pixel, colour));
    #[allow(clippy::cast_precision_loss, reason = "pixels of a character are few")]
    let share = like as f64 / all.max(1) as f64;
    share
}

fn alike(one: Colour, other: Colour) -> bool {
    one.iter().zip(other).all(|(one, other)| one.abs_diff(other) <= SAME)
}

/// How long the pieces of a path are together, by their corners, and into how many lines it is broken at a scale: a curve into more the
/// longer it is, beyond the page too.
fn lengths(path: &BezPath, scale: f64) -> (f64, f64) {
    let (mut at, mut length, mut broken) = (Point::ZERO, 0.0, 0.0);
    for element in path.elements() {
        let corners: &[Point] = match element {
            PathEl::MoveTo(point) => {
                at = *point;
                continue;
            }
            PathEl::LineTo(one) => &[*one],
            PathEl::QuadTo(one, two) => &[*one, *two],
            PathEl::CurveTo(one, two, three) => &[*one, *two, *three],
            PathEl::ClosePath => continue,
        };
        let before = length;
        for corner in corners {
            length += (*corner - at).hypot();
            at = *corner;
        }
        broken += if corners.len() > 1 { 1.0 + ((length - before) * scale).sqrt() } else { 1.0 };
    }
    (length, broken)
}

/// Whether a path is one rectangle along its axes.
fn is_rectangle(path: &BezPath) -> bool {
    let mut corners: Vec<Point> = Vec::new();
    for element in path.elements() {
        match element {
            PathEl::MoveTo(point) if corners.is_empty() => corners.push(*point),
            PathEl::LineTo(point) if !corners.is_empty() && corners.len() < 6 => corners.push(*point),
            PathEl::ClosePath => {}
            _ => return false,
        }
    }
    if corners.len() == 5 && corners.first() == corners.last() {
        corners.pop();
    }
    corners.len() == 4
        && corners
            .iter()
            .zip(corners.iter().cycle().skip(1))
            .all(|(one, other)| (one.x - other.x).abs() < 1e-6 || (one.y - other.y).abs() < 1e-6)
}
