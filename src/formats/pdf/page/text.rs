//! The words of pages with their places, through hayro's interpreter: what is drawn as glyphs, visible or not.
//!
//! Words are in the order in which the page draws them. A glyph whose character is not known (no `ToUnicode`, no name) is
//! counted and given as U+FFFD. Text that is drawn as a picture or as lines is none.

use super::effort::{self, Scales, Walked, spend};
use super::gaps::{self, Gap};
use super::glyph_names::GlyphNames;
use super::paint::{colour_of, is_of_one_colour, is_see_through, markers, paint_of};
use super::seen::Hidden;
use super::shapes::{self, Shapes};
use super::strokes::Strokes;
use super::visibility::{Canvas, Character, Colour, DARK, PartOfPicture, hides};
use crate::formats::budget::Purse;
use crate::formats::pdf::objects::Objects;
use crate::formats::pdf::stream;
use crate::formats::pdf::syntax::text_string;
use foldhash::HashMap;
use hayro_interpret::font::{Glyph, GlyphRun};
use hayro_interpret::hayro_cmap::{BfString, WritingMode};
use hayro_interpret::kurbo::{Affine, BezPath, Point, Rect, Shape};
use hayro_interpret::util::RectExt;
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache,
    InterpreterSettings, Paint, RenderContent, SoftMask, interpret_page,
};
use hayro_syntax::Pdf;
use hayro_syntax::object::{Dict, Name};
use std::collections::BTreeSet;
use std::ops::Deref;

/// A word as it is drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Word {
    /// Its characters.
    pub text: String,
    /// Left edge in points from the left edge of the page's coordinates.
    pub x: f64,
    /// Base line in points from their lower edge.
    pub y: f64,
    /// Width in points.
    pub width: f64,
    /// Size of the type in points.
    pub size: f64,
    /// The colour of its ink as screens show it; none where it is a pattern, or lets through what lies under it.
    pub colour: Option<Colour>,
    /// Whether it is drawn so that nobody sees it (ISO 32000-2, 9.3.6, mode 3): what recognition of characters puts under a scan.
    pub invisible: bool,
    /// Whether an annotation or a field of a form draws it, not the page.
    pub annotated: bool,
    /// Whether screens alone show it, or paper alone.
    pub layer: Option<Layer>,
}

/// A layer that is not shown everywhere (ISO 32000-2, 8.11.4.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Layer {
    /// Paper alone shows it.
    PrintOnly,
    /// Screens alone show it.
    ScreenOnly,
}

impl Layer {
    /// What an optional-content group says of where it is shown.
    fn of(group: &Dict<'_>) -> Option<Self> {
        let usage = group.get::<Dict<'_>>(b"Usage".as_slice())?;
        let is_off = |where_shown: &[u8], state: &[u8]| {
            let shown = usage.get::<Dict<'_>>(where_shown)?;
            Some(shown.get::<Name<'_>>(state)?.as_ref() == b"OFF")
        };
        let view = is_off(b"View", b"ViewState").unwrap_or(false);
        let print = is_off(b"Print", b"PrintState").unwrap_or(false);
        match (view, print) {
            (true, false) => Some(Self::PrintOnly),
            (false, true) => Some(Self::ScreenOnly),
            _ => None,
        }
    }
}

/// The words of one page.
#[derive(Debug, Default)]
pub struct PageText {
    /// The words, in the order in which they are drawn.
    pub words: Vec<Word>,
    /// How many glyphs were drawn.
    pub glyphs: usize,
    /// How many of them have no known character.
    pub unknown: usize,
    /// How many pictures were drawn.
    pub images: usize,
    /// Words that perhaps nobody sees.
    pub hidden: Hidden,
    /// Bars in a line of words, under which nothing is.
    pub gaps: Vec<Gap>,
    /// What marked content says that it reads as (14.9.4), each once; the first of them. What it paints may spell them.
    pub spoken: Vec<String>,
    /// The numbers of the marked content (14.7.5.1) that paints what may spell words: shapes, shadings, pictures.
    pub painted: BTreeSet<i64>,
    /// Pictures of which the page shows a part.
    pub parts: Vec<PartOfPicture>,
    /// Why what is here is not all that the page draws.
    pub incomplete: Option<Walked>,
    /// The number of the page's object, by which it is the same page in another state.
    pub object: Option<u32>,
}

/// More texts of marked content on one page are not kept.
const SPOKEN: usize = 200;
/// More words on one page are not read.
const WORDS: usize = 200_000;
/// A gap wider than this part of the size parts words.
const GAP: f64 = 0.17;
/// The white after the ink of a glyph, in thousandths of the size.
const BEARING: f64 = 60.0;
/// How high capitals are, in thousandths of the size.
const CAPITAL: f64 = 680.0;
/// Letters are at most so many times as wide as their size.
const WIDEST: f64 = 1.5;
/// Rules of less than so many points hide no word.
const THIN: f64 = 3.0;
/// A path of more elements may be a letter.
const LINE_OR_BOX: usize = 6;
/// A step up or down by more than this part of the size begins a line.
const LINE: f64 = 0.5;

impl PageText {
    /// The words as text, with a blank between them and a line end where a line ends.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = String::new();
        let mut last: Option<&Word> = None;
        for word in &self.words {
            if let Some(last) = last {
                text.push(if (word.y - last.y).abs() > LINE * last.size.max(1.0) { '\n' } else { ' ' });
            }
            text.push_str(&word.text);
            last = Some(word);
        }
        text
    }

    /// Whether the page draws pictures and no words of its own: if it says anything, its pictures do.
    #[must_use]
    pub fn is_picture(&self) -> bool {
        self.images > 0 && self.incomplete.is_none() && self.words.iter().all(|word| word.annotated)
    }

    /// Whether the page is a picture with a layer of recognised characters.
    #[must_use]
    pub fn is_recognised(&self) -> bool {
        self.images > 0 && !self.words.is_empty() && self.words.iter().all(|word| word.invisible)
    }
}

/// Why the words of a file are not read: a stream that is no picture and unfolds beyond what the budget allows. The
/// interpreter decodes without a bound, so this is asked first.
pub fn refused(objects: &mut Objects<'_>) -> Option<String> {
    let limit = objects.purse.budget.stream_bytes;
    let numbers: Vec<u32> = objects.walk.history.keys().copied().collect();
    let last = u32::try_from(objects.walk.revisions.len()).unwrap_or(u32::MAX);
    for number in numbers {
        let Some(found) = objects.get(number, last) else { continue };
        let Some(dictionary) = found.dictionary() else { continue };
        let folds = stream::filters(dictionary).iter().filter(|filter| UNFOLDING.contains(filter)).count();
        if folds == 0 || dictionary.is(b"Subtype", b"Image") {
            continue;
        }
        let Some((raw, _)) = objects.raw_stream(&found) else { continue };
        let most = (0..folds).fold(raw.len() as u64, |size, _| size.saturating_mul(MOST));
        if most > limit
            && let Err(why) = objects.decode(dictionary, &raw)
            && why.is_a_limit()
        {
            return Some(format!("object {}: {why}", found.id));
        }
    }
    None
}

/// Filters that make much of little.
const UNFOLDING: [&[u8]; 7] = [b"FlateDecode", b"Fl", b"LZWDecode", b"LZW", b"RunLengthDecode", b"RL", b"BrotliDecode"];
/// How much one of them makes of a byte at most (Deflate).
const MOST: u64 = 1_032;

/// Reads pages one after another, at the cost of a purse, while `each` says so of what was read so far. A page that costs too much
/// has no words; that limit is noted. Gives the letters that were drawn, with the characters that they are said to be.
pub fn pages(pdf: &Pdf, purse: &Purse, mut each: impl FnMut(usize, PageText) -> bool) -> Shapes {
    let cache = InterpreterCache::new();
    let mut scales = Scales::default();
    let (mut inks, mut names, mut shapes) = (HashMap::default(), GlyphNames::default(), Shapes::default());
    for (number, page) in pdf.pages().iter().enumerate() {
        let shown = page.intersected_crop_box().to_kurbo();
        let mut reader = Reader {
            purse,
            inks,
            names,
            shapes,
            number: number + 1,
            keys: vec![],
            kept: false,
            page: PageText::default(),
            word: None,
            annotated: false,
            of_programs: false,
            marked: vec![],
            markers: markers(page),
            canvas: Canvas::of(shown),
            pen: Point::ZERO,
            drawn: Strokes::default(),
        };
        let weighed = purse.draws(scales.page(page));
        for (content, annotated) in [(RenderContent::PAGE, false), (RenderContent::ANNOTATIONS, true)] {
            let settings = InterpreterSettings { render_content: content, ..InterpreterSettings::default() };
            let mut context = Context::new(Affine::IDENTITY, shown, &cache, pdf.xref(), settings);
            reader.annotated = annotated;
            if annotated {
                reader.canvas.annotations();
            }
            let walked = if weighed {
                effort::walk(|| interpret_page(page, &mut context, &mut reader))
            } else {
                Walked::Exhausted
            };
            reader.end_word();
            while !reader.marked.is_empty() {
                reader.end_marked();
            }
            if walked != Walked::Whole {
                reader.page.incomplete = Some(walked);
                break;
            }
        }
        reader.page.object = page.raw().obj_id().map(|id| id.obj_number);
        let canvas = std::mem::replace(&mut reader.canvas, Canvas::of(shown));
        let drawing = canvas.finish(shown, reader.page.images);
        reader.page.gaps = gaps::of(&drawing);
        reader.page.parts.clone_from(&drawing.parts);
        reader.page.hidden = Hidden::of(drawing, shown);
        (inks, names, shapes) = (reader.inks, reader.names, reader.shapes);
        if !each(number + 1, reader.page) {
            break;
        }
    }
    shapes
}

/// Hebrew, Arabic and their kin.
fn reads_from_the_right(letter: char) -> bool {
    matches!(letter, '\u{0590}'..='\u{08ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}')
}

/// The only character of a text.
fn single(text: &str) -> Option<char> {
    let mut characters = text.chars();
    characters.next().filter(|_| characters.next().is_none())
}

/// What the ink of a glyph says.
#[derive(Debug, Clone, Copy)]
struct Ink {
    /// Where it ends, and the white after it, in thousandths of the size; zero where there is none.
    edge: f64,
    /// The digest of its outline.
    outline: u64,
}

/// Where a glyph ends, in thousandths of its size. The ink says it: stated widths are often wrong, and hold the white after the glyph.
fn right_edge(glyph: &Glyph<'_>, ink: f64) -> f64 {
    match glyph {
        // A font that is not in the file, and whose stand-in lacks the glyph, leaves no ink: then the width that the file states counts.
        Glyph::Outline(outline) if ink <= 0.0 => outline.advance_width().map_or(0.0, f64::from),
        Glyph::Outline(_) => ink,
        Glyph::Type3(drawn) => f64::from(drawn.advance_width().unwrap_or(500.0)),
    }
}

/// Marked content (14.6) that is open.
#[derive(Debug, Default)]
struct Marked {
    /// The layer that it names.
    layer: Option<Layer>,
    /// Its number for the structure.
    number: Option<i64>,
    /// What it says that it reads as.
    spoken: Option<String>,
    /// Whether it paints what may spell words.
    paints: bool,
}

#[derive(Debug)]
struct Reader<'p> {
    purse: &'p Purse,
    page: PageText,
    /// The word that is being drawn, and its characters.
    word: Option<(Word, Vec<Character>)>,
    /// Whether annotations are being drawn.
    annotated: bool,
    /// Whether glyphs of the word that is being drawn are programs of their own (9.6.4).
    of_programs: bool,
    /// The marked content that is open.
    marked: Vec<Marked>,
    /// Where annotations mark words.
    markers: Vec<Rect>,
    /// What can hide words.
    canvas: Canvas,
    /// Where the next glyph of the word would be.
    pen: Point,
    /// The ink of each glyph.
    inks: HashMap<u128, Ink>,
    /// What fonts say of glyphs that the document does not name.
    names: GlyphNames,
    /// Which letters were drawn for which characters.
    shapes: Shapes,
    /// The number of the page.
    number: usize,
    /// The keys of the glyphs of the word that is being drawn.
    keys: Vec<u128>,
    /// Whether that word is wanted to show what its glyphs say.
    kept: bool,
    /// Where characters are already: bold type is made by drawing twice.
    drawn: Strokes,
}

impl Reader<'_> {
    /// The ink of a glyph that has an outline, and its key.
    fn ink(&mut self, glyph: &Glyph<'_>) -> Option<(u128, Ink)> {
        let Glyph::Outline(outline) = glyph else { return None };
        let key = outline.identifier().cache_key();
        let ink = self.inks.entry(key).or_insert_with(|| {
            let path = outline.outline();
            let ink = path.bounding_box();
            let edge = if ink.width() > 0.0 { ink.max_x().max(0.0) + BEARING } else { 0.0 };
            Ink { edge, outline: shapes::digest(&path) }
        });
        Some((key, *ink))
    }

    /// The innermost marked content ends; what it paints, that around it paints.
    fn end_marked(&mut self) {
        let Some(marked) = self.marked.pop() else { return };
        if marked.layer.is_some() {
            self.end_word();
        }
        if marked.paints {
            self.page.painted.extend(marked.number);
            self.paints();
        } else if let Some(spoken) =
            marked.spoken.filter(|spoken| self.page.spoken.len() < SPOKEN && !self.page.spoken.contains(spoken))
        {
            self.page.spoken.push(spoken);
        }
    }

    /// Something is painted that may spell words.
    fn paints(&mut self) {
        if let Some(marked) = self.marked.last_mut() {
            marked.paints = true;
        }
    }

    fn end_word(&mut self) {
        if let Some((mut word, characters)) = self.word.take().filter(|_| self.page.words.len() < WORDS) {
            // Scripts that are read from the right are drawn from the left, letter by letter.
            if word.text.chars().next().is_some_and(reads_from_the_right) {
                word.text = word.text.chars().rev().collect();
            }
            if self.kept && !word.invisible && !word.text.starts_with(reads_from_the_right) {
                self.shapes.keep(self.number, word.x, word.y, &word.text, &self.keys);
            }
            // Glyphs that are programs, or wider than letters of their size can be, state no size that says how large they are.
            #[allow(clippy::cast_precision_loss, reason = "letters of a word are few")]
            let fits = word.width <= WIDEST * word.size * characters.len() as f64;
            let size = if self.of_programs || !fits { f64::INFINITY } else { word.size };
            self.canvas.word(characters, word.colour, word.invisible, size);
            self.page.words.push(word);
        }
        self.keys.clear();
        self.kept = false;
        self.of_programs = false;
    }

    fn glyph(
        &mut self,
        transform: Affine,
        advance: Point,
        text: &str,
        colour: Option<Colour>,
        invisible: bool,
        drawn_by: Option<(u128, bool)>,
    ) {
        let origin = transform * Point::ZERO;
        let next = transform * advance;
        let across = (transform * Point::new(0.0, 1_000.0)) - origin;
        let size = across.hypot();
        if !origin.is_finite() || !size.is_finite() {
            return;
        }
        let ink = Rect::new(0.0, advance.y.min(0.0), advance.x.max(100.0), CAPITAL);
        let place = transform.transform_rect_bbox(ink);
        if self.drawn.again(text, origin, size, invisible) {
            self.canvas.again(place);
            self.pen = next;
            return;
        }
        let gap = origin - self.pen;
        let apart = self.word.as_ref().is_none_or(|(word, _)| {
            gap.hypot() > GAP * word.size.max(size) && !(gap.x < 0.0 && gap.hypot() < LINE * size)
                || word.invisible != invisible
        });
        if apart {
            self.end_word();
        }
        self.pen = next;
        if text.chars().all(is_block) && !invisible {
            self.canvas.block(place, colour);
        }
        let drawn = self.canvas.mark();
        let (annotated, layer) = (self.annotated, self.marked.iter().rev().find_map(|marked| marked.layer));
        for character in text.chars() {
            if character.is_whitespace() || character.is_control() {
                self.end_word();
                continue;
            }
            let (word, characters) = self.word.get_or_insert_with(|| {
                let word = Word {
                    text: String::new(),
                    x: origin.x,
                    y: origin.y,
                    width: 0.0,
                    size,
                    colour,
                    invisible,
                    annotated,
                    layer,
                };
                (word, vec![])
            });
            characters.push(Character { text: character, place, drawn });
            let (key, wanted) = drawn_by.unwrap_or_default();
            self.keys.push(key);
            self.kept |= wanted;
            word.text.push(character);
            word.width = (next - Point::new(word.x, word.y)).hypot();
        }
    }
}

impl<'a> Device<'a> for Reader<'_> {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        spend(self.purse, path.elements().len() as u64 + self.canvas.load());
        self.canvas.cost(path, &props, mode);
        if matches!(mode, DrawMode::Fill(_) | DrawMode::FillAndStroke(..)) {
            // What is written over a painted surface is no second stroke of what lies under it.
            self.drawn.clear();
        }
        if !matches!(mode, DrawMode::Invisible) {
            let paint = paint_of(&props);
            let is_marker = || {
                let place = props.transform.transform_rect_bbox(path.bounding_box());
                let light = paint.is_none_or(|paint| paint.iter().any(|part| *part > DARK));
                self.annotated && light && self.markers.iter().any(|marker| marker.contains(place.center()))
            };
            if hides(props.blend_mode, paint) && !is_marker() {
                self.canvas.fill(path, &props, mode, colour_of(&props));
            }
            // A line or a box spells nothing.
            if path.elements().len() > LINE_OR_BOX || matches!(props.paint, Paint::Pattern(_)) {
                self.paints();
            }
        }
    }

    fn push_clip_path(&mut self, clip: &ClipPath) {
        spend(self.purse, clip.path.elements().len() as u64 + 1);
        self.canvas.clip(&clip.path);
    }

    fn push_transparency_group(&mut self, opacity: f32, mask: Option<SoftMask<'a>>, blend: BlendMode) {
        spend(self.purse, 1);
        self.canvas.group(opacity < 1.0 || mask.is_some() || blend != BlendMode::Normal, blend);
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        let colour = colour_of(&props);
        for glyph in run.glyphs() {
            self.page.glyphs += 1;
            self.canvas.cost_of_glyph(glyph);
            let is_program = matches!(**glyph, Glyph::Type3(_));
            let text = match glyph.as_unicode() {
                Some(BfString::Char(character)) => character.to_string(),
                Some(BfString::String(text)) => text,
                None => {
                    let named = self.names.character(glyph);
                    self.page.unknown += usize::from(named.is_none());
                    named.unwrap_or('\u{fffd}').to_string()
                }
            };
            // A code may stand for a text of any length; each of its characters is kept with its place.
            spend(self.purse, 1 + 10 * (text.len() as u64).saturating_sub(16));
            let ink = self.ink(glyph);
            let right_edge = right_edge(glyph, ink.map_or(0.0, |(_, ink)| ink.edge));
            let invisible = matches!(mode, DrawMode::Invisible) || is_see_through(&props);
            let drawn_by = match (glyph.deref(), ink, single(&text)) {
                (Glyph::Outline(outline), Some((key, ink)), Some(character)) if !invisible => {
                    Some((key, self.shapes.drawn(outline, key, ink.outline, character, self.number)))
                }
                _ => None,
            };
            let advance = match run.writing_mode() {
                WritingMode::Vertical => Point::new(0.0, -1_000.0),
                // Signs of the Far East fill their square, whatever their ink.
                WritingMode::Horizontal if text.starts_with(|sign: char| ('\u{2e80}'..'\u{fffd}').contains(&sign)) => {
                    Point::new(right_edge.max(1_000.0), 0.0)
                }
                WritingMode::Horizontal => Point::new(right_edge, 0.0),
            };
            self.glyph(props.transform * glyph.transform(), advance, &text, colour, invisible, drawn_by);
            self.of_programs |= is_program && self.word.is_some();
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        spend(self.purse, 1 + self.canvas.load());
        self.page.images += 1;
        self.paints();
        self.drawn.clear();
        let whole = props.soft_mask.is_none() && props.blend_mode == BlendMode::Normal;
        let (opaque, of_note) = match &image {
            Image::Raster(raster) => {
                let dictionary = raster.stream().dict();
                let has = |keys: &[&[u8]]| keys.iter().any(|key| dictionary.contains_key(*key));
                let is_shadow = has(&[b"SMask", b"SMaskInData"]) || is_of_one_colour(raster.stream());
                (!has(&[b"SMask", b"Mask", b"SMaskInData"]), !is_shadow)
            }
            // A rule of which nobody can say that it is a picture.
            Image::Stencil(_) if image.width() == 1 && image.height() == 1 => {
                let place = props.transform.transform_rect_bbox(Rect::new(0.0, 0.0, 1.0, 1.0));
                if place.width().min(place.height()) < THIN {
                    return;
                }
                (false, false)
            }
            Image::Stencil(_) => (false, true),
        };
        self.canvas.picture(props.transform, (image.width(), image.height()), whole && opaque, of_note);
    }

    fn begin_marked_content(&mut self, tag: &[u8], properties: Option<&Dict<'_>>) {
        spend(self.purse, 1);
        let spoken = properties
            .and_then(|properties| properties.get::<hayro_syntax::object::String<'_>>(b"ActualText".as_slice()))
            .and_then(|spoken| text_string(&spoken).ok());
        let number = properties.and_then(|properties| properties.get::<i64>(b"MCID".as_slice()));
        let layer = properties.filter(|_| tag == b"OC").and_then(Layer::of);
        if layer.is_some() {
            self.end_word();
        }
        self.marked.push(Marked { layer, number, spoken, paints: false });
    }

    fn end_marked_content(&mut self) {
        self.end_marked();
    }

    fn pop_clip(&mut self) {
        self.canvas.end_clip();
    }

    fn pop_transparency_group(&mut self) {
        self.canvas.end_group();
    }
}

/// Whether a sign is a block that fills its place.
fn is_block(sign: char) -> bool {
    matches!(sign, '\u{2588}' | '\u{25a0}' | '\u{2589}' | '\u{258a}' | '\u{2b1b}')
}
