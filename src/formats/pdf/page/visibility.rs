//! Words that a page draws and that nobody sees: in the colour of what lies under them, under a surface that was painted over
//! them, beyond the edge of the page, in the invisible mode.
//!
//! Which words these can be is told by what the page draws, in its order; words whose ink could show are held against the picture
//! of the page, so that nothing is called unseen that can be seen there.

use hayro_interpret::font::Glyph;
use hayro_interpret::kurbo::{Affine, BezPath, PathEl, Point, Rect, Shape};
use hayro_interpret::pattern::Pattern;
use hayro_interpret::shading::ShadingType;
use hayro_interpret::{BlendMode, DrawMode, DrawProps, Paint};

/// A colour as screens show it: red, green, blue.
pub type Colour = [u8; 3];

/// What lies over words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cover {
    /// A shape that is filled, a thick line, a block of type.
    Surface,
    /// A picture.
    Picture,
    /// A pattern or a shading.
    Pattern,
    /// An annotation.
    Annotation,
}

/// Why nobody sees words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Hiding {
    /// They have the colour of what lies under them.
    SameColour(Colour),
    /// Something was painted over them; its colour, where it has one.
    Covered(Cover, Option<Colour>),
    /// They are beyond the edge of the page, or of the part of it that is shown.
    Beyond,
    /// They are on the page, and what is shown of it leaves them out.
    CutOff,
    /// They are drawn in the invisible mode (ISO 32000-2, 9.3.6), and no picture is on the page.
    Invisible,
    /// They are smaller than [`READABLE`].
    Tiny,
}

/// Lower pages, in points, are no pages to be read.
const LARGE: f64 = 200.0;
/// Smaller letters, in points, cannot be read.
pub const READABLE: f64 = 1.0;

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
            Self::Covered(cover, colour) => {
                let cover = match cover {
                    Cover::Surface => "under a surface painted over them",
                    Cover::Picture => "under a picture",
                    Cover::Pattern => "under a pattern",
                    Cover::Annotation => "under an annotation",
                };
                colour.map_or_else(|| cover.to_owned(), |colour| format!("{cover} ({})", named(colour)))
            }
            Self::Beyond => "beyond the edge of the page".to_owned(),
            Self::CutOff => "cut off from what is shown".to_owned(),
            Self::Invisible => "drawn in the invisible mode".to_owned(),
            Self::Tiny => "too small to be read".to_owned(),
        }
    }

    /// Whether the picture of the page must show that they are unseen.
    #[must_use]
    pub(super) fn wants_picture(self) -> bool {
        matches!(self, Self::SameColour(_) | Self::Covered(..) | Self::CutOff)
    }
}

/// Colours that differ by less in every part are one.
const SAME: u8 = 10;
/// Surfaces of less than so many points in width or height hide no word.
const LEAST: f64 = 3.0;
/// A surface hides a word when so much of the word's box lies under it.
const MOST_OF_IT: f64 = 0.85;
/// Lines that fill so much of their place are a surface.
const FILLS: f64 = 0.6;
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

/// What the page paints.
#[derive(Debug, Clone, Copy)]
struct Surface {
    place: Rect,
    /// What it is.
    cover: Cover,
    /// None where it is a picture, a pattern, or lets through what lies under it.
    colour: Option<Colour>,
    /// Whether it lets nothing through, whatever it shows.
    opaque: bool,
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

/// A character of a word, and what became of it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tracked {
    /// The character.
    pub character: Character,
    /// Why perhaps nobody sees it.
    pub hiding: Option<Hiding>,
    /// Whether a single thing lies over it that lets nothing through.
    pub certain: bool,
    /// How much of it lies under what was painted later, added up.
    covered: f64,
    /// How much of it lies under the one thing that covers most of it.
    most: f64,
    /// Where that one thing is.
    pub by: Rect,
    /// Whether it was recognised in a picture that shows it, so that only a dark place there hides it.
    pub recognised: bool,
}

impl Tracked {
    fn new(character: Character, hiding: Option<Hiding>) -> Self {
        Self { character, hiding, certain: false, covered: 0.0, most: 0.0, by: Rect::ZERO, recognised: false }
    }

    /// Something is painted over it.
    fn cover(&mut self, surface: &Surface) {
        let place = self.character.place;
        let share = surface.place.intersect(place).area() / place.area().max(1e-9);
        if share <= 0.0 || !matches!(self.hiding, None | Some(Hiding::Covered(..))) {
            return;
        }
        self.covered += share;
        if self.covered >= MOST_OF_IT && (share > self.most || self.hiding.is_none()) {
            self.hiding = Some(Hiding::Covered(surface.cover, surface.colour));
            self.certain |= surface.opaque && share >= MOST_OF_IT;
        }
        if share > self.most {
            (self.most, self.by) = (share, surface.place);
        }
    }
}

/// A picture of which the page shows a part.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PartOfPicture {
    /// Where the page shows it, in points.
    pub place: Rect,
    /// Its pixels: across and down.
    pub pixels: (u32, u32),
    /// How much of it is shown, from 0 to 1.
    pub shown: f64,
    /// Whether dark boxes lie on it; else an edge cuts it off.
    pub covered: bool,
}

/// A picture that is drawn.
#[derive(Debug, Clone, Copy)]
struct Placement {
    /// All of it.
    whole: Rect,
    /// What clips leave of it.
    clipped: Rect,
    pixels: (u32, u32),
    /// How many surfaces were painted before it.
    after: usize,
}

/// Smaller pictures, in pixels of a side, are ornaments.
const ORNAMENT: u32 = 100;
/// More pictures of a page are not looked at.
const PICTURES: usize = 200;
/// Where so much of a picture is shown, its edge alone is cut off.
const EDGE_ALONE: f64 = 0.9;
/// Less of a picture is none that one sees, but a tile or a trick of a program.
const A_TILE_OF_IT: f64 = 0.02;

/// What a page drew.
#[derive(Debug)]
pub(super) struct Drawing {
    /// The words, with why perhaps nobody sees them.
    pub words: Vec<Placed>,
    /// Dark rectangles.
    pub bars: Vec<Rect>,
    /// Pictures of which the page shows a part.
    pub parts: Vec<PartOfPicture>,
    /// Whether the page can be drawn at a cost that is bounded.
    pub drawable: bool,
}

/// Every part of a colour of a bar that blacks words out is at most this.
pub(super) const DARK: u8 = 80;

/// A word as the canvas knows it: its box, and what became of each of its characters.
#[derive(Debug)]
pub(super) struct Placed {
    /// Its box.
    pub place: Rect,
    /// Its characters.
    pub characters: Vec<Tracked>,
    /// How many surfaces were painted before it.
    pub after: usize,
    /// Whether an annotation or a field of a form draws it.
    pub annotated: bool,
    /// The colour of its ink, where it is one.
    pub colour: Option<Colour>,
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
    /// Groups that are open: whether they are not drawn as they are, and how they mix with what lies under them.
    groups: Vec<(bool, BlendMode)>,
    words: Vec<Placed>,
    /// Pictures, as they are placed.
    placements: Vec<Placement>,
    /// Where characters were drawn that were there already.
    again: Vec<Point>,
    /// Whether annotations are being drawn.
    annotated: bool,
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
            placements: vec![],
            again: vec![],
            annotated: false,
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

    /// From here on annotations are drawn.
    pub fn annotations(&mut self) {
        self.annotated = true;
    }

    /// A path is filled, or a thick line drawn.
    pub fn fill(&mut self, path: &BezPath, props: &DrawProps<'_>, mode: &DrawMode, colour: Option<Colour>) {
        let transform = props.transform;
        let mut place = (transform * path.clone()).bounding_box();
        let stroke = match mode {
            DrawMode::Stroke(stroke) | DrawMode::FillAndStroke(_, stroke) => f64::from(stroke.line_width),
            _ => 0.0,
        };
        let width = stroke * transform.determinant().abs().sqrt();
        // Thin lines hide what lies under them where they are so dense that they fill their place.
        let (length, _) = lengths(path, 1.0);
        let dense = || length * stroke > FILLS * path.bounding_box().inflate(stroke / 2.0, stroke / 2.0).area();
        if matches!(mode, DrawMode::Stroke(_)) && width < LEAST && !dense() {
            return;
        }
        place = place.inflate(width / 2.0, width / 2.0);
        // What is no rectangle lets through at its edges, and a pattern may let through anywhere.
        let along_axes = transform.as_coeffs().iter().take(4).filter(|part| part.abs() < 1e-9).count() >= 2;
        let solid = colour.filter(|_| matches!(mode, DrawMode::Fill(_)) && is_rectangle(path) && along_axes);
        let cover = if matches!(props.paint, Paint::Pattern(_)) { Cover::Pattern } else { Cover::Surface };
        self.paint(place, cover, solid, false);
    }

    /// A block of type is drawn over what is there.
    pub fn block(&mut self, place: Rect, colour: Option<Colour>) {
        self.paint(place, Cover::Surface, colour, false);
    }

    /// A picture of so many pixels across and down is drawn; `opaque` where nothing shines through, `of_note` where a part of it that is
    /// not shown can say something.
    pub fn picture(&mut self, transform: Affine, (width, height): (u32, u32), opaque: bool, of_note: bool) {
        self.pixels = self.pixels.saturating_add(u64::from(width) * u64::from(height));
        let place = transform.transform_rect_bbox(Rect::new(0.0, 0.0, f64::from(width), f64::from(height)));
        let along_axes = transform.as_coeffs().iter().take(4).filter(|part| part.abs() < 1e-9).count() >= 2;
        if of_note && width.min(height) >= ORNAMENT && along_axes && self.placements.len() < PICTURES {
            let clipped = self.clips.last().map_or(place, |clip| clip.intersect(place));
            self.placements.push(Placement {
                whole: place,
                clipped,
                pixels: (width, height),
                after: self.surfaces.len(),
            });
        }
        self.paint(place, Cover::Picture, None, opaque && along_axes);
    }

    fn paint(&mut self, place: Rect, cover: Cover, colour: Option<Colour>, opaque: bool) {
        let place = self.clips.last().map_or(place, |clip| clip.intersect(place));
        if place.area() <= 0.0 {
            return;
        }
        if self.surfaces.len() >= SURFACES {
            self.too_many = true;
            return;
        }
        let changed = self.groups.iter().any(|(changed, _)| *changed);
        if self.groups.iter().any(|(_, blend)| !hides(*blend, colour)) {
            return;
        }
        let cover = if self.annotated { Cover::Annotation } else { cover };
        let (colour, opaque) = (colour.filter(|_| !changed), opaque && !changed);
        let surface = Surface { place, cover, colour, opaque };
        self.surfaces.push(surface);
        for word in self.words.iter_mut().filter(|word| word.place.intersect(place).area() > 0.0) {
            word.characters.iter_mut().for_each(|tracked| tracked.cover(&surface));
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

    /// A group begins; `changed` where it is drawn otherwise than painted over what is there, and how it mixes with that.
    pub fn group(&mut self, changed: bool, blend: BlendMode) {
        self.painted += A_GROUP;
        self.groups.push((changed, blend));
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

    /// A word was written, of letters of this size.
    pub fn word(&mut self, characters: Vec<Character>, colour: Option<Colour>, invisible: bool, size: f64) {
        let place = characters.iter().map(|character| character.place).reduce(|one, other| one.union(other));
        let place = place.unwrap_or(Rect::ZERO);
        let near: Vec<(usize, &Surface)> = self
            .surfaces
            .iter()
            .enumerate()
            .filter(|(_, surface)| surface.place.intersect(place).area() > 0.0)
            .collect();
        let judge = |character: Character| {
            let (place, centre, drawn) = (character.place, character.place.center(), character.drawn);
            let out = drawn.clip.is_some_and(|clip| clip.intersect(place).area() <= 0.0 && !clip.contains(centre));
            let (before, since) = near.split_at(near.partition_point(|(number, _)| *number < drawn.surfaces));
            let thick = |surface: &Surface| surface.place.width() >= LEAST && surface.place.height() >= LEAST;
            let under = before.iter().rev().find(|(_, surface)| thick(surface) && surface.place.contains(centre));
            let ground = under.map_or(Some([255; 3]), |(_, surface)| surface.colour);
            let same = colour.zip(ground).is_some_and(|(ink, ground)| alike(ink, ground));
            let hiding = match colour {
                _ if invisible => Some(Hiding::Invisible),
                _ if out => Some(Hiding::CutOff),
                Some(colour) if same => Some(Hiding::SameColour(colour)),
                // On a page as small as a stamp everything is small.
                _ if size < READABLE && self.shown.height() > LARGE => Some(Hiding::Tiny),
                _ => None,
            };
            let mut tracked = Tracked::new(character, hiding);
            since.iter().for_each(|(_, surface)| tracked.cover(surface));
            tracked
        };
        let after = characters.first().map_or(0, |first| first.drawn.surfaces);
        let characters = characters.into_iter().map(judge).collect();
        self.words.push(Placed { place, characters, after, annotated: self.annotated, colour });
    }

    /// What there is to hold beside a picture of the page, of which this box is shown.
    #[must_use]
    pub(super) fn finish(mut self, shown: Rect, pictures: usize) -> Drawing {
        for tracked in self.words.iter_mut().flat_map(|word| &mut word.characters) {
            let place = tracked.character.place;
            let beyond = place.intersect(shown).area() <= 0.0 && !shown.contains(place.center());
            tracked.hiding = match tracked.hiding {
                // Recognised in a picture: what is dark there was blacked out.
                Some(Hiding::Invisible) if pictures > 0 => {
                    tracked.recognised = true;
                    Some(Hiding::Covered(Cover::Surface, None))
                }
                Some(Hiding::CutOff) if !beyond && self.again.iter().any(|&again| place.contains(again)) => None,
                Some(Hiding::CutOff) | None if beyond => Some(Hiding::Beyond),
                hiding => hiding,
            };
        }
        if self.is_recognised_under_a_picture(shown) {
            for tracked in self.words.iter_mut().flat_map(|word| &mut word.characters) {
                tracked.recognised = true;
            }
        }
        let drawable = self.pixels <= PIXELS && self.painted <= PAINTED;
        let dark = |surface: &&Surface| surface.colour.is_some_and(|colour| colour.iter().all(|part| *part <= DARK));
        let parts = self.placements.iter().filter_map(|picture| self.part_of(picture, shown)).collect();
        let bars = self.surfaces.iter().filter(dark).map(|surface| surface.place).collect();
        Drawing { words: if self.too_many { vec![] } else { self.words }, bars, parts, drawable }
    }

    /// A picture of which a part is shown: an edge cuts it off, or dark boxes without words lie on it.
    fn part_of(&self, picture: &Placement, shown: Rect) -> Option<PartOfPicture> {
        let part = |place: Rect, shown: f64, covered| PartOfPicture { place, pixels: picture.pixels, shown, covered };
        let visible = picture.clipped.intersect(shown);
        let share = visible.area() / picture.whole.area().max(1e-9);
        if share < EDGE_ALONE && share > A_TILE_OF_IT {
            return Some(part(visible, share, false));
        }
        let on_it = |surface: &&Surface| {
            let place = surface.place;
            let dark = surface.colour.is_some_and(|colour| colour.iter().all(|part| *part <= DARK));
            let inside = place.intersect(picture.whole).area() > 0.9 * place.area();
            let word_on_it = || self.words.iter().any(|word| word.place.intersect(place).area() > 0.0);
            dark && inside && place.width() >= LEAST && place.height() >= LEAST && !word_on_it()
        };
        let boxes = self.surfaces.iter().skip(picture.after).filter(on_it).map(|surface| surface.place.area());
        let covered = boxes.sum::<f64>() / picture.whole.area().max(1e-9);
        (covered > 0.001 && covered < 0.7).then(|| part(visible, 1.0 - covered, true))
    }

    /// Whether a picture as large as the page lies over many words and nothing else: programs that recognise characters put them so.
    fn is_recognised_under_a_picture(&self, shown: Rect) -> bool {
        let page = |surface: &&Surface| {
            surface.cover == Cover::Picture && surface.place.intersect(shown).area() > MOST_OF_IT * shown.area()
        };
        let under = |word: &Placed| {
            let covered = |tracked: &Tracked| matches!(tracked.hiding, Some(Hiding::Covered(Cover::Picture, _)));
            word.characters.iter().all(covered)
        };
        self.words.len() >= RECOGNISED
            && self.surfaces.iter().any(|surface| page(&surface))
            && self.words.iter().all(under)
    }
}

/// So many words under a picture of the whole page are the work of a program that recognises characters.
const RECOGNISED: usize = 12;

/// Whether what is mixed so with what lies under it can hide that (ISO 32000-2, 11.3.5): a marker lets letters through, a dark one does not.
pub(super) fn hides(blend: BlendMode, colour: Option<Colour>) -> bool {
    match blend {
        BlendMode::Normal => true,
        BlendMode::Multiply | BlendMode::Darken | BlendMode::ColorBurn => {
            colour.is_some_and(|colour| colour.iter().all(|part| *part <= DARK))
        }
        _ => false,
    }
}

pub(super) fn alike(one: Colour, other: Colour) -> bool {
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
pub(super) fn is_rectangle(path: &BezPath) -> bool {
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
