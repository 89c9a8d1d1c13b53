//! What of a page nobody sees: what its drawing suspects, held beside the picture of the page.

use super::letters::Letters;
use super::pictures::{self, Picture};
use super::visibility::{Colour, Cover, DARK, Drawing, Hiding, Placed, Tracked, alike};
use hayro_interpret::kurbo::{Affine, Point, Rect};
use hayro_syntax::Pdf;
use std::collections::BTreeMap;

/// So many pixels are looked at to confirm what a page hides.
const LOOKED_AT: u64 = 400_000_000;
/// So many pages of a document are drawn to see.
pub const DRAWN: usize = 40;
/// So many scanned pages of a document are drawn to see whether recognised words are blacked out.
pub const SCANS: usize = 8;

/// A bar is at most so many times as high as the words under it: it may take in two lines.
const OF_A_BAR: f64 = 4.2;
/// Of a larger dark field so much must be words.
const FILLED: f64 = 0.3;
/// A field that takes up more of the page is its ground.
const OF_THE_PAGE: f64 = 0.35;
/// Words of less contrast to their ground cannot be read.
const READABLE: f64 = 1.6;
/// The edge of a pattern beside words is at least so wide, in points.
const EDGE: f64 = 2.0;
/// Shares of shades that differ by less, all together, are of one pattern.
const LIKE_THE_REST: f64 = 0.12;
/// So many letters and digits that follow one another are told of a word of which the rest is seen.
const PIECE: usize = 4;

/// Words that nobody sees.
#[derive(Debug, Clone, PartialEq)]
pub struct Unseen {
    /// The number of the word among those of the page.
    pub word: usize,
    /// Why.
    pub hiding: Hiding,
    /// What of it nobody sees.
    pub text: String,
    /// Where it is, in points of the page.
    pub place: Rect,
    /// Whether it lies under, or on, a dark bar as one draws it to black words out.
    pub barred: bool,
    /// Whether a program recognised it in a picture.
    pub recognised: bool,
    /// The one surface that lies over it, where one does.
    by: Option<Rect>,
}

/// What perhaps nobody sees of one page.
#[derive(Debug, Default)]
pub struct Hidden {
    words: Vec<Placed>,
    shown: Rect,
    drawable: bool,
}

/// What the picture of a page shows where letters are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ink {
    /// Ink as the letters are.
    OfTheLetters,
    /// Something else.
    Other,
    /// The letters have no outlines to be held beside it.
    None,
}

/// The picture of a page, and how its coordinates become pixels.
type Drawn = (Picture, Affine);

impl Hidden {
    /// Of the words of a page, of which this box is shown.
    #[must_use]
    pub(super) fn of(drawing: Drawing, shown: Rect) -> Self {
        Self { words: drawing.words, shown, drawable: drawing.drawable }
    }

    /// Whether the page can be drawn at a cost that is bounded: its pictures are not too large.
    #[must_use]
    pub fn is_drawable(&self) -> bool {
        self.drawable
    }

    /// Whether the page must be drawn to know.
    #[must_use]
    pub fn wants_picture(&self) -> bool {
        let mut characters = self.words.iter().flat_map(|word| &word.characters);
        characters.any(|tracked| tracked.hiding.is_some_and(Hiding::wants_picture) && !self.is_written_again(tracked))
    }

    /// Whether a point, in points of the page, is more than the page's own width or height away from it.
    #[must_use]
    pub fn is_far(&self, x: f64, y: f64) -> bool {
        !self.shown.inflate(self.shown.width(), self.shown.height()).contains((x, y))
    }

    /// Whether only words that a program recognised in a picture ask for it.
    #[must_use]
    pub fn is_recognised(&self) -> bool {
        let mut characters = self.words.iter().flat_map(|word| &word.characters);
        characters.all(|tracked| tracked.recognised || !tracked.hiding.is_some_and(Hiding::wants_picture))
    }

    /// What nobody sees, word by word; what ink could show is looked up in the picture of the page.
    #[must_use]
    pub fn confirmed(&self, pdf: &Pdf, page: usize) -> Vec<Unseen> {
        // Programs that print from browsers draw letters of fonts that they may not embed as shapes, and the words invisibly over them.
        let is_invisible = |word: &Placed| word.characters.iter().any(|one| one.hiding == Some(Hiding::Invisible));
        let wants_picture = self.wants_picture() || page <= DRAWN && self.words.iter().any(is_invisible);
        let picture = (wants_picture && self.drawable).then(|| pictures::draw_placed(pdf, page)).flatten();
        let ink_of_words = picture.as_ref().map(|picture| self.ink_of_words(pdf, page, picture)).unwrap_or_default();
        let mut looked_at = 0;
        let mut found: Vec<Unseen> = Vec::new();
        for (number, word) in self.words.iter().enumerate() {
            if word.characters.iter().all(|tracked| tracked.hiding.is_none()) {
                continue;
            }
            if let Some((picture, transform)) = picture.as_ref() {
                looked_at += picture.pixels_of(transform.transform_rect_bbox(word.place));
                if looked_at > LOOKED_AT {
                    // Letters as large as the page: what was confirmed by then stays.
                    break;
                }
            }
            let unseen: Vec<Option<Hiding>> = word
                .characters
                .iter()
                .map(|tracked| {
                    let seen = ink_of_words.get(&number).copied().unwrap_or(Ink::None);
                    tracked.hiding.filter(|hiding| self.is_unseen(number, tracked, *hiding, picture.as_ref(), seen))
                })
                .collect();
            found.extend(pieces(word, &unseen).into_iter().map(|(hiding, text, place)| Unseen {
                word: number,
                hiding,
                text,
                place,
                barred: false,
                recognised: word.characters.iter().any(|tracked| tracked.recognised),
                by: word.characters.first().map(|tracked| tracked.by).filter(|by| by.area() > 0.0),
            }));
        }
        if let Some(picture) = &picture {
            self.bars(&mut found, picture);
        }
        // Programs read letters into dark places of a picture: a single one is no word that was blacked out.
        let read =
            found.iter().filter(|unseen| unseen.recognised && unseen.barred && letters(&unseen.text) >= 3).count();
        found.retain(|unseen| !unseen.recognised || unseen.barred && read >= 2);
        found
    }

    /// What the picture of the page shows of the letters of words over which a picture lies, or that are drawn invisibly.
    fn ink_of_words(&self, pdf: &Pdf, page: usize, picture: &Drawn) -> BTreeMap<usize, Ink> {
        let is_under = |tracked: &&Tracked| {
            !tracked.recognised
                && matches!(tracked.hiding, Some(Hiding::Covered(Cover::Picture, _) | Hiding::Invisible))
        };
        let place = |word: &Placed| {
            let places = word.characters.iter().filter(is_under).map(|tracked| tracked.character.place);
            // Letters reach below their line.
            places.reduce(|one, other| one.union(other)).map(|place| place.inflate(0.0, place.height() / 4.0))
        };
        let places: BTreeMap<usize, Rect> =
            self.words.iter().enumerate().filter_map(|(number, word)| Some((number, place(word)?))).collect();
        if places.is_empty() {
            return BTreeMap::new();
        }
        let letters = Letters::drawn_in(pdf, page, &places.values().copied().collect::<Vec<_>>());
        let ink = |place: Rect| match letters.are_seen(place, picture) {
            Some(true) => Ink::OfTheLetters,
            Some(false) => Ink::Other,
            None => Ink::None,
        };
        places.into_iter().map(|(number, place)| (number, ink(place))).collect()
    }

    fn is_unseen(&self, number: usize, tracked: &Tracked, hiding: Hiding, picture: Option<&Drawn>, ink: Ink) -> bool {
        let place = tracked.character.place;
        let uniform = || picture.is_some_and(|picture| colour_of(picture, place).is_some());
        match hiding {
            Hiding::Beyond | Hiding::Tiny => true,
            Hiding::Invisible => ink != Ink::OfTheLetters && !self.is_written_again(tracked),
            Hiding::CutOff => uniform() && !self.is_written_again(tracked),
            Hiding::SameColour(ink) => {
                picture.and_then(|picture| colour_of(picture, place)).is_some_and(|colour| alike(colour, ink))
            }
            Hiding::Covered(..) if tracked.recognised => {
                picture.and_then(|picture| colour_of(picture, place)).is_some_and(is_dark)
            }
            // A picture that shows the letters hides none, and of glyphs that are programs nobody knows where their ink is.
            Hiding::Covered(Cover::Picture, _) if ink == Ink::OfTheLetters => false,
            Hiding::Covered(Cover::Picture, _) if ink == Ink::None => {
                !self.is_written_again(tracked)
                    && picture.and_then(|picture| colour_of(picture, place)).is_some_and(is_dark)
            }
            Hiding::Covered(cover, colour) => {
                let mostly = |colour: Colour| picture.is_some_and(|picture| share(picture, place, colour) > 0.5);
                !self.is_written_again(tracked)
                    && (tracked.certain && picture.is_some()
                        || uniform()
                        || cover == Cover::Pattern
                            && picture.is_some_and(|picture| self.is_like_the_rest(picture, tracked))
                        || colour.is_some_and(mostly) && self.is_written_over(number, place))
            }
        }
    }

    /// Whether a place under a pattern looks as the pattern does where nothing lies under it.
    fn is_like_the_rest(&self, picture: &Drawn, tracked: &Tracked) -> bool {
        let (drawn, transform) = picture;
        let (place, by) = (tracked.character.place, tracked.by);
        let words: Vec<Rect> = self.words.iter().map(|word| word.place).collect();
        // Beside the words, above and below them: the edges of the pattern.
        let inside =
            words.iter().filter(|word| word.intersect(by).area() > 0.0).copied().reduce(|one, other| one.union(other));
        let inside = inside.unwrap_or(place).intersect(by);
        let rest = [
            Rect::new(by.x0, by.y0, inside.x0, by.y1),
            Rect::new(inside.x1, by.y0, by.x1, by.y1),
            Rect::new(by.x0, by.y0, by.x1, inside.y0),
            Rect::new(by.x0, inside.y1, by.x1, by.y1),
        ];
        let wide = |rest: &Rect| rest.width() > EDGE && rest.height() > EDGE;
        let rest = rest.into_iter().filter(wide).max_by(|one, other| one.area().total_cmp(&other.area()));
        let Some(rest) = rest.map(|rest| rest.inset((-0.5, -0.5))) else { return false };
        let shades = |place: Rect| {
            let mut shades = [0_usize; 8];
            let (all, _) = drawn.count(transform.transform_rect_bbox(place), |[red, green, blue]| {
                let bright = (usize::from(red) + usize::from(green) + usize::from(blue)) / 96;
                shades.get_mut(bright.min(7)).map(|count| *count += 1).is_some()
            });
            #[allow(clippy::cast_precision_loss, reason = "pixels of a place are few")]
            let shares = shades.map(|count| count as f64 / all.max(1) as f64);
            shares
        };
        let word = self.words.iter().find(|word| word.place.contains(place.center())).map_or(place, |word| word.place);
        let (here, there) = (shades(word), shades(rest));
        here.iter().zip(there).map(|(one, other)| (one - other).abs()).sum::<f64>() < LIKE_THE_REST
    }

    /// Whether a later word is in the same place, on another surface.
    fn is_written_over(&self, number: usize, place: Rect) -> bool {
        let Some(word) = self.words.get(number) else { return false };
        let later = self.words.iter().skip(number + 1);
        later.filter(|later| later.after > word.after).any(|later| later.place.intersect(place).area() > 0.0)
    }

    /// Whether the same character is written in the same place once more, where nothing hides it: what lies over the first is seen to hold it.
    fn is_written_again(&self, tracked: &Tracked) -> bool {
        let (place, text) = (tracked.character.place, tracked.character.text);
        let near = self.words.iter().filter(|word| word.place.intersect(place).area() > 0.0);
        near.flat_map(|word| &word.characters).any(|other| {
            other.hiding.is_none()
                && other.character.text == text
                && other.character.place.intersect(place).area() > 0.4 * place.area()
        })
    }

    /// Says which of the unseen words lie under or on a dark bar.
    fn bars(&self, found: &mut [Unseen], picture: &Drawn) {
        let fields: Vec<Option<Rect>> = found.iter().map(|unseen| field(picture, unseen)).collect();
        let page = self.shown.area();
        for at in 0..found.len() {
            let (Some(unseen), Some(Some(field))) = (found.get(at), fields.get(at)) else { continue };
            let height = unseen.place.height().max(1e-9);
            let words: f64 = found.iter().map(|other| other.place.intersect(*field).area()).sum();
            let like_a_bar = field.height() <= OF_A_BAR * height || words > FILLED * field.area();
            let drawn = self.words.get(unseen.word);
            let own = |word: usize| found.iter().any(|other| other.word == word);
            let written_on = self.words.iter().enumerate().skip(unseen.word + 1).any(|(number, word)| {
                field.contains(word.place.center())
                    && !own(number)
                    && word.characters.iter().any(|one| one.hiding.is_none())
            });
            let whole = drawn.is_some_and(|word| !word.annotated && letters(&unseen.text) >= 2)
                && drawn.is_some_and(|word| is_readable(word, *field, picture));
            let barred = whole && like_a_bar && !written_on && field.area() < OF_THE_PAGE * page;
            if let Some(unseen) = found.get_mut(at) {
                unseen.barred = barred;
            }
        }
    }
}

/// Whether the ink of a word could be read on what is beside the field that lies over it: nobody blacks out what nobody can read.
fn is_readable(word: &Placed, field: Rect, picture: &Drawn) -> bool {
    let Some(ink) = word.colour else { return true };
    let (drawn, transform) = picture;
    let place = word.place;
    let beside =
        [(field.x0 - EDGE, place.center().y), (field.x1 + EDGE, place.center().y), (place.center().x, field.y1 + EDGE)];
    let grounds: Vec<Colour> = beside.iter().filter_map(|at| drawn.colour_at(*transform * Point::from(*at))).collect();
    // What lies over a drawing has its colours beside it: then the paper decides.
    let paper = drawn.colour_at(Point::new(1.0, 1.0)).unwrap_or([255; 3]);
    let on_paper = contrast(ink, paper) >= READABLE;
    grounds.is_empty() || on_paper || grounds.iter().all(|ground| contrast(ink, *ground) >= READABLE)
}

/// The contrast of two colours, from 1 to 21 (WCAG 2.2, contrast ratio).
fn contrast(one: Colour, other: Colour) -> f64 {
    let part = |part: u8| {
        let share = f64::from(part) / 255.0;
        if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
    };
    let luminance = |[red, green, blue]: Colour| 0.2126 * part(red) + 0.7152 * part(green) + 0.0722 * part(blue) + 0.05;
    let (one, other) = (luminance(one), luminance(other));
    one.max(other) / one.min(other)
}

fn letters(text: &str) -> usize {
    text.chars().filter(|sign| is_letter(*sign)).count()
}

/// Whether a sign says something; a middle dot fills blanks.
fn is_letter(sign: char) -> bool {
    sign.is_alphanumeric() && sign != '\u{b7}'
}

/// The unseen pieces of a word: the word as a whole where most of it is unseen, else pieces that are long enough to be read. Signs of the Far
/// East are words of their own.
fn pieces(word: &Placed, unseen: &[Option<Hiding>]) -> Vec<(Hiding, String, Rect)> {
    let whole: String = word.characters.iter().map(|tracked| tracked.character.text).collect();
    let of = |keep: &dyn Fn(usize) -> bool| -> usize {
        word.characters.iter().enumerate().filter(|(at, one)| keep(*at) && is_letter(one.character.text)).count()
    };
    let hidden = of(&|at| unseen.get(at).is_some_and(Option::is_some));
    let Some(first) = unseen.iter().flatten().next().filter(|_| hidden > 0) else { return vec![] };
    if hidden * 3 >= of(&|_| true) * 2 && whole.chars().count() <= 40 {
        return vec![(*first, whole, word.place)];
    }
    let mut pieces: Vec<(Hiding, String, Rect)> = Vec::new();
    let mut last = None;
    for (tracked, hiding) in word.characters.iter().zip(unseen) {
        if let Some(hiding) = hiding {
            match pieces.last_mut().filter(|_| last == Some(*hiding)) {
                Some((_, text, place)) => {
                    text.push(tracked.character.text);
                    *place = place.union(tracked.character.place);
                }
                None => pieces.push((*hiding, tracked.character.text.to_string(), tracked.character.place)),
            }
        }
        last = *hiding;
    }
    let ideograph = |sign: char| ('\u{2e80}'..'\u{d7b0}').contains(&sign);
    pieces.retain(|(_, text, _)| letters(text) >= PIECE || text.chars().filter(|sign| ideograph(*sign)).count() >= 2);
    pieces
}

/// The box of a character in pixels, without its edge, into which a neighbour may reach.
fn inner(transform: &Affine, place: Rect) -> Rect {
    transform.transform_rect_bbox(place.inset((-place.width() / 8.0, -place.height() / 16.0)))
}

/// The one colour that a place shows; none where it shows several.
fn colour_of((picture, transform): &Drawn, place: Rect) -> Option<Colour> {
    let place = inner(transform, place);
    let colour = picture.colour_at(place.center())?;
    let (all, like) = picture.count(place, |pixel| alike(pixel, colour));
    (all > 0 && all == like).then_some(colour)
}

/// How much of a place shows a colour, from 0 to 1.
fn share((picture, transform): &Drawn, place: Rect, colour: Colour) -> f64 {
    let (all, like) = picture.count(inner(transform, place), |pixel| alike(pixel, colour));
    #[allow(clippy::cast_precision_loss, reason = "pixels of a character are few")]
    let share = like as f64 / all.max(1) as f64;
    share
}

fn is_dark(colour: Colour) -> bool {
    colour.iter().all(|part| *part <= DARK)
}

/// The dark field around unseen words, in points of the page; none where it is not dark.
fn field(picture: &Drawn, unseen: &Unseen) -> Option<Rect> {
    let (drawn, transform) = picture;
    let is_ink = matches!(unseen.hiding, Hiding::SameColour(_) | Hiding::Covered(..));
    let at = transform.transform_rect_bbox(unseen.place).center();
    let colour = colour_of(picture, unseen.place).filter(|colour| is_ink && is_dark(*colour))?;
    let field = drawn.stretch(at, |pixel| alike(pixel, colour));
    // What is written on the field, or drawn, is seen there.
    let (all, dark) = drawn.count(field, |pixel| alike(pixel, colour));
    let field = transform.inverse().transform_rect_bbox(field);
    let by = unseen.by.filter(|by| by.contains(unseen.place.center()) && !unseen.recognised);
    (dark * 100 >= all * 97).then(|| by.map_or(field, |by| by.union(field)))
}
