//! The words of pages with their places, through hayro's interpreter: what is drawn as glyphs, visible or not.
//!
//! Words are in the order in which the page draws them. A glyph whose character is not known (no `ToUnicode`, no name) is
//! counted and given as U+FFFD. Text that is drawn as a picture or as lines is none.

use super::effort::{self, Scales, Walked, spend};
use super::glyph_names::GlyphNames;
use super::visibility::{Canvas, Character, Colour, Hidden};
use crate::formats::budget::Purse;
use crate::formats::pdf::objects::Objects;
use crate::formats::pdf::stream;
use hayro_interpret::font::{Glyph, GlyphRun};
use hayro_interpret::hayro_cmap::{BfString, WritingMode};
use hayro_interpret::kurbo::{Affine, BezPath, Point, Rect, Shape};
use hayro_interpret::util::RectExt;
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache,
    InterpreterSettings, Paint, RenderContent, SoftMask, interpret_page,
};
use hayro_syntax::Pdf;
use std::collections::{HashMap, HashSet};

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
    /// Why what is here is not all that the page draws.
    pub incomplete: Option<Walked>,
    /// The number of the page's object, by which it is the same page in another state.
    pub object: Option<u32>,
}

/// More words on one page are not read.
const WORDS: usize = 200_000;
/// A gap wider than this part of the size parts words.
const GAP: f64 = 0.17;
/// The white after the ink of a glyph, in thousandths of the size.
const BEARING: f64 = 60.0;
/// How high capitals are, in thousandths of the size.
const CAPITAL: f64 = 680.0;
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
/// has no words; that limit is noted.
pub fn pages(pdf: &Pdf, purse: &Purse, mut each: impl FnMut(usize, PageText) -> bool) {
    let cache = InterpreterCache::new();
    let mut scales = Scales::default();
    let (mut edges, mut names) = (HashMap::new(), GlyphNames::default());
    for (number, page) in pdf.pages().iter().enumerate() {
        let shown = page.intersected_crop_box().to_kurbo();
        let mut reader = Reader {
            purse,
            edges,
            names,
            page: PageText::default(),
            word: None,
            annotated: false,
            canvas: Canvas::of(shown),
            pen: Point::ZERO,
            drawn: HashSet::new(),
        };
        let weighed = purse.draws(scales.page(page));
        for (content, annotated) in [(RenderContent::PAGE, false), (RenderContent::ANNOTATIONS, true)] {
            let settings = InterpreterSettings { render_content: content, ..InterpreterSettings::default() };
            let mut context = Context::new(Affine::IDENTITY, shown, &cache, pdf.xref(), settings);
            reader.annotated = annotated;
            let walked = if weighed {
                effort::walk(|| interpret_page(page, &mut context, &mut reader))
            } else {
                Walked::Exhausted
            };
            reader.end_word();
            if walked != Walked::Whole {
                reader.page.incomplete = Some(walked);
                break;
            }
        }
        reader.page.object = page.raw().obj_id().map(|id| id.obj_number);
        let canvas = std::mem::replace(&mut reader.canvas, Canvas::of(shown));
        reader.page.hidden = canvas.finish(shown, reader.page.images);
        (edges, names) = (reader.edges, reader.names);
        if !each(number + 1, reader.page) {
            return;
        }
    }
}

/// Hebrew, Arabic and their kin.
fn reads_from_the_right(letter: char) -> bool {
    matches!(letter, '\u{0590}'..='\u{08ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}')
}

#[derive(Debug)]
struct Reader<'p> {
    purse: &'p Purse,
    page: PageText,
    /// The word that is being drawn, and its characters.
    word: Option<(Word, Vec<Character>)>,
    /// Whether annotations are being drawn.
    annotated: bool,
    /// What can hide words.
    canvas: Canvas,
    /// Where the next glyph of the word would be.
    pen: Point,
    /// Where the ink of each glyph ends.
    edges: HashMap<u128, f64>,
    /// What fonts say of glyphs that the document does not name.
    names: GlyphNames,
    /// Where characters are already, in twentieths of their size: bold type is made by drawing twice.
    drawn: HashSet<(char, i64, i64)>,
}

impl Reader<'_> {
    /// Where a glyph ends, in thousandths of its size. The ink says it: stated widths are often wrong, and hold the white after the glyph.
    fn right_edge(&mut self, glyph: &Glyph<'_>) -> f64 {
        let outline = match glyph {
            Glyph::Outline(outline) => outline,
            Glyph::Type3(drawn) => return f64::from(drawn.advance_width().unwrap_or(500.0)),
        };
        let ink = *self.edges.entry(outline.identifier().cache_key()).or_insert_with(|| {
            let ink = outline.outline().bounding_box();
            if ink.width() > 0.0 { ink.max_x().max(0.0) + BEARING } else { 0.0 }
        });
        // A font that is not in the file, and whose stand-in lacks the glyph, leaves no ink: then the width that the file states counts.
        if ink > 0.0 { ink } else { outline.advance_width().map_or(0.0, f64::from) }
    }

    /// Whether the character is there already, drawn before within a tenth of its size at most.
    fn is_drawn(&mut self, text: &str, origin: Point, size: f64) -> bool {
        let Some(character) = text.chars().next().filter(|character| !character.is_whitespace()) else { return false };
        let step = (size / 20.0).max(0.05);
        #[allow(clippy::cast_possible_truncation, reason = "places on a page are small")]
        let (x, y) = ((origin.x / step).round() as i64, (origin.y / step).round() as i64);
        let known = (-1..=1).any(|dx| (-1..=1).any(|dy| self.drawn.contains(&(character, x + dx, y + dy))));
        if !known && self.drawn.len() < WORDS {
            self.drawn.insert((character, x, y));
        }
        known
    }

    fn end_word(&mut self) {
        if let Some((mut word, characters)) = self.word.take().filter(|_| self.page.words.len() < WORDS) {
            // Scripts that are read from the right are drawn from the left, letter by letter.
            if word.text.chars().next().is_some_and(reads_from_the_right) {
                word.text = word.text.chars().rev().collect();
            }
            self.canvas.word(characters, word.colour, word.invisible);
            self.page.words.push(word);
        }
    }

    fn glyph(&mut self, transform: Affine, advance: Point, text: &str, colour: Option<Colour>, invisible: bool) {
        let origin = transform * Point::ZERO;
        let next = transform * advance;
        let across = (transform * Point::new(0.0, 1_000.0)) - origin;
        let size = across.hypot();
        if !origin.is_finite() || !size.is_finite() {
            return;
        }
        let ink = Rect::new(0.0, advance.y.min(0.0), advance.x.max(100.0), CAPITAL);
        let place = transform.transform_rect_bbox(ink);
        if self.is_drawn(text, origin, size) {
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
        let drawn = self.canvas.mark();
        let annotated = self.annotated;
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
                };
                (word, vec![])
            });
            characters.push(Character { text: character, place, drawn });
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
            self.canvas.fill(path, props.transform, colour_of(&props));
        }
    }

    fn push_clip_path(&mut self, clip: &ClipPath) {
        spend(self.purse, clip.path.elements().len() as u64 + 1);
        self.canvas.clip(&clip.path);
    }

    fn push_transparency_group(&mut self, opacity: f32, mask: Option<SoftMask<'a>>, blend: BlendMode) {
        spend(self.purse, 1);
        self.canvas.group(opacity < 1.0 || mask.is_some() || blend != BlendMode::Normal);
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        let colour = colour_of(&props);
        for glyph in run.glyphs() {
            self.page.glyphs += 1;
            self.canvas.cost_of_glyph(glyph);
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
            let advance = match run.writing_mode() {
                WritingMode::Vertical => Point::new(0.0, -1_000.0),
                // Signs of the Far East fill their square, whatever their ink.
                WritingMode::Horizontal if text.starts_with(|sign: char| ('\u{2e80}'..'\u{fffd}').contains(&sign)) => {
                    Point::new(self.right_edge(glyph).max(1_000.0), 0.0)
                }
                WritingMode::Horizontal => Point::new(self.right_edge(glyph), 0.0),
            };
            self.glyph(
                props.transform * glyph.transform(),
                advance,
                &text,
                colour,
                matches!(mode, DrawMode::Invisible),
            );
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        spend(self.purse, 1 + self.canvas.load());
        self.page.images += 1;
        self.drawn.clear();
        self.canvas.picture(props.transform, image.width(), image.height());
    }

    fn pop_clip(&mut self) {
        self.canvas.end_clip();
    }

    fn pop_transparency_group(&mut self) {
        self.canvas.end_group();
    }
}

/// The colour that is painted, where it is one and hides what lies under it.
fn colour_of(props: &DrawProps<'_>) -> Option<Colour> {
    let Paint::Color(colour) = &props.paint else { return None };
    let [red, green, blue, opacity] = colour.to_rgba().to_rgba8();
    (opacity == 255 && props.soft_mask.is_none() && props.blend_mode == BlendMode::Normal).then_some([red, green, blue])
}
