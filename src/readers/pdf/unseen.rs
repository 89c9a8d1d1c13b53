//! What the pages draw and nobody sees, as evidence: a value for each page and reason.

use super::leftovers::shown;
use super::properties::{
    GAP, PAGE_TEXT_BARRED, PAGE_TEXT_BEYOND, PAGE_TEXT_BLACKENED, PAGE_TEXT_COVERED, PAGE_TEXT_INVISIBLE,
    PAGE_TEXT_LAYER_OFF, PAGE_TEXT_LAYER_PRINT, PAGE_TEXT_LAYER_SCREEN, PAGE_TEXT_LENGTH, PAGE_TEXT_MARKED,
    PAGE_TEXT_SAME_COLOUR, PAGE_TEXT_TINY, PAGE_TEXT_UNDER_ANNOTATION, PAGE_TEXT_UNDER_PATTERN,
    PAGE_TEXT_UNDER_PICTURE, PICTURE_COVERED, PICTURE_CROPPED,
};
use super::redactions::Marked;
use crate::formats::pdf::page::pictures;
use crate::formats::pdf::page::seen::{self, DRAWN, SCANS};
use crate::formats::pdf::page::text::{Layer, PageText, Word};
use crate::formats::pdf::page::visibility::{Cover, Hiding};
use crate::model::{Concealment, HiddenPlace, Locus, Property, Reading, Value};
use crate::readers::Intake;
use base64ct::{Base64, Encoding};
use foldhash::HashSet;
use foldhash::fast::FixedState;
use hayro_interpret::kurbo::Rect;
use hayro_syntax::Pdf;
use std::collections::BTreeMap;
use std::hash::{BuildHasher, Hash, Hasher};

/// Fewer letters and digits of a page are not told.
const LEAST: usize = 2;
/// More pictures of one page that are cut off are tiles.
const PARTS: usize = 4;
/// So many places are drawn, and so much of their words is beside them.
const PLACES: usize = 4;
const WORDS_SHOWN: usize = 300;
/// Of so many pairs of words it is remembered that they are seen.
const SEEN: usize = 400_000;
/// A bar in the same place of so many pages is part of their layout.
const LAYOUT: usize = 3;

/// So many of ten pairs of words must be seen on other pages: of words at the page, of words far from it.
const NEAR_SEEN: usize = 9;
const FAR_SEEN: usize = 5;
/// So many times its height beside a covered word, the same word is seen in its stead.
const BESIDE: f64 = 0.5;
/// Operators that show or place text.
const OPERATORS: [&str; 9] = ["Tj", "TJ", "TD", "Td", "Tm", "Tf", "Tw", "Tc", "T*"];

/// What a report shows on the page itself, the most telling first.
const SHOWN_FIRST: [Property; 8] = [
    PAGE_TEXT_BARRED,
    PAGE_TEXT_BLACKENED,
    PAGE_TEXT_MARKED,
    PAGE_TEXT_UNDER_ANNOTATION,
    PAGE_TEXT_UNDER_PICTURE,
    PAGE_TEXT_UNDER_PATTERN,
    PAGE_TEXT_COVERED,
    PICTURE_COVERED,
];

/// Words of a page that are hidden in one way.
#[derive(Debug)]
struct Found {
    property: Property,
    page: usize,
    text: String,
    count: usize,
    /// Where the first is, in points.
    at: (f64, f64),
    /// The whole place on the page, in points, where there is one to be shown.
    place: Option<Rect>,
    why: String,
    /// Whether it is more than a page away from the page.
    far: bool,
    /// On how many later pages the same words are hidden in the same place.
    repeated: usize,
}

/// The unseen words of a document, page by page.
#[derive(Debug)]
pub struct Unseen {
    revision: Option<u32>,
    drawn: usize,
    scans: usize,
    not_drawn: usize,
    scans_not_drawn: usize,
    found: Vec<Found>,
    marked: Marked,
    /// The words of the pages with all layers on, where some are off.
    all_on: Vec<Vec<Word>>,
    /// Pairs of words that are seen, so that what another page shows is not told as hidden.
    seen: HashSet<u64>,
}

impl Unseen {
    /// In the newest revision, of which these places are marked for redaction, and which has these words with all of its layers on.
    #[must_use]
    pub fn of_revision(revision: Option<u32>, marked: Marked, all_on: Vec<Vec<Word>>) -> Self {
        Self {
            revision,
            drawn: 0,
            scans: 0,
            not_drawn: 0,
            scans_not_drawn: 0,
            found: vec![],
            marked,
            all_on,
            seen: HashSet::default(),
        }
    }

    /// Takes in the words of a page that nobody sees, and says which of the page's words these are.
    pub fn page(&mut self, pdf: &Pdf, number: usize, page: &PageText) -> Vec<(usize, Concealment)> {
        let marked = self.marked_on(number, page);
        self.on_layers(number, page);
        self.gaps(number, page);
        self.pictures(number, page);
        let mut confirmed = Vec::new();
        let wanted = page.hidden.wants_picture();
        let scan = wanted && page.hidden.is_recognised();
        // Of a long scan the first pages show how it was handled; drawing all of them costs too much.
        let enough = scan && (self.scans >= SCANS || !page.hidden.is_drawable());
        if wanted && !scan && (self.drawn >= DRAWN || !page.hidden.is_drawable()) {
            self.not_drawn += 1;
        } else if enough {
            self.scans_not_drawn += 1;
        } else {
            self.scans += usize::from(scan);
            self.drawn += usize::from(wanted && !scan);
            confirmed = page.hidden.confirmed(pdf, number);
        }
        // What was to be redacted is told as that.
        confirmed.retain(|unseen| !marked.contains(&unseen.word));
        let over = drawn_over(&confirmed, page);
        let mut over = over.into_iter();
        confirmed.retain(|_| !over.next().unwrap_or(false));
        let hidden: HashSet<usize> = confirmed.iter().map(|unseen| unseen.word).collect();
        let shown: Vec<&str> = page
            .words
            .iter()
            .enumerate()
            .filter(|(at, word)| !hidden.contains(at) && word.layer.is_none())
            .map(|(_, word)| word.text.as_str())
            .collect();
        if self.seen.len() < SEEN {
            self.seen.extend(pairs(&shown));
        }
        let mut reasons: BTreeMap<(Hiding, bool), Vec<&seen::Unseen>> = BTreeMap::new();
        for unseen in &confirmed {
            reasons.entry((unseen.hiding, unseen.barred)).or_default().push(unseen);
        }
        for ((hiding, barred), words) in reasons {
            let Some(first) = words.first().and_then(|unseen| page.words.get(unseen.word)) else { continue };
            let text = words.iter().map(|unseen| unseen.text.as_str()).collect::<Vec<_>>().join(" ");
            let (property, why) = (property(hiding, barred), hiding.in_words());
            // One bar of several, where words are far apart.
            let place = words.first().map(|first| {
                let near = words.iter().filter(|other| (other.place.y0 - first.place.y0).abs() < first.place.height());
                near.fold(first.place, |all, other| all.union(other.place))
            });
            let (at, count) = ((first.x, first.y), words.len());
            let far = page.hidden.is_far(first.x, first.y);
            self.keep(Found { property, page: number, text, count, at, place, why, far, repeated: 0 });
        }
        confirmed.iter().map(|unseen| (unseen.word, reason(unseen.hiding))).collect()
    }

    /// Words of a page that are marked for redaction; their numbers.
    fn marked_on(&mut self, number: usize, page: &PageText) -> HashSet<usize> {
        let is_marked = |word: &Word| !word.annotated && self.marked.holds(number, word);
        let marked: HashSet<usize> =
            page.words.iter().enumerate().filter(|(_, word)| is_marked(word)).map(|(at, _)| at).collect();
        let words: Vec<&Word> = page.words.iter().filter(|word| is_marked(word)).collect();
        self.keep_words(PAGE_TEXT_MARKED, number, &words, "marked for redaction and not removed");
        marked
    }

    /// Words of a page on layers that are not shown, or not everywhere.
    fn on_layers(&mut self, number: usize, page: &PageText) {
        for (layer, property, why) in [
            (Layer::PrintOnly, PAGE_TEXT_LAYER_PRINT, "on a layer that only paper shows"),
            (Layer::ScreenOnly, PAGE_TEXT_LAYER_SCREEN, "on a layer that only screens show"),
        ] {
            let words: Vec<&Word> = page.words.iter().filter(|word| word.layer == Some(layer)).collect();
            self.keep_words(property, number, &words, why);
        }
        let Some(all) = number.checked_sub(1).and_then(|at| self.all_on.get(at)) else { return };
        let place = |word: &Word| (word.x.round() as i64, word.y.round() as i64, word.text.clone());
        let shown: HashSet<_> = page.words.iter().map(place).collect();
        let off: Vec<Word> = all.iter().filter(|word| !shown.contains(&place(word))).cloned().collect();
        let (print, off): (Vec<&Word>, Vec<&Word>) = off.iter().partition(|word| word.layer == Some(Layer::PrintOnly));
        self.keep_words(PAGE_TEXT_LAYER_PRINT, number, &print, "on a layer that only paper shows");
        self.keep_words(PAGE_TEXT_LAYER_OFF, number, &off, "on a layer that is off");
    }

    /// Bars under which nothing is, in the middle of a line.
    fn gaps(&mut self, number: usize, page: &PageText) {
        for gap in &page.gaps {
            let counted = if gap.least == gap.most {
                format!("{} characters", gap.least)
            } else {
                format!("{} to {} characters", gap.least, gap.most)
            };
            let text = format!("the gap under a bar is as wide as {counted} of its line");
            let (at, why) = ((gap.place.x0, gap.place.y0), "removed; the gap is still as wide".to_owned());
            self.found.push(Found {
                property: GAP,
                page: number,
                text,
                count: 0,
                at,
                place: Some(gap.place),
                why,
                far: false,
                repeated: 0,
            });
        }
    }

    /// Pictures of which the page shows a part. What a program cuts into tiles, or every page shows so, is layout.
    fn pictures(&mut self, number: usize, page: &PageText) {
        if page.parts.len() > PARTS {
            return;
        }
        for part in &page.parts {
            let (property, how) = if part.covered {
                (PICTURE_COVERED, "dark boxes lie on it")
            } else {
                (PICTURE_CROPPED, "the rest is cut off")
            };
            let ((across, down), shown) = (part.pixels, part.shown * 100.0);
            let text = format!("the page shows {shown:.0} % of a picture of {across} by {down} pixels; {how}");
            let at = (part.place.x0, part.place.y0);
            let (place, why) = (Some(part.place), "a picture".to_owned());
            self.found.push(Found { property, page: number, text, count: 0, at, place, why, far: false, repeated: 0 });
        }
    }

    fn keep_words(&mut self, property: Property, page: usize, words: &[&Word], why: &str) {
        let Some(first) = words.first() else { return };
        let text = words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ");
        let at = (first.x, first.y);
        let place = words
            .iter()
            .filter(|word| (word.y - first.y).abs() < first.size)
            .map(|word| Rect::new(word.x, word.y - 0.2 * word.size, word.x + word.width, word.y + 0.8 * word.size))
            .reduce(|one, other| one.union(other));
        let (count, why) = (words.len(), why.to_owned());
        self.keep(Found { property, page, text, count, at, place, why, far: false, repeated: 0 });
    }

    fn keep(&mut self, found: Found) {
        // A full stop or a rule of dashes says nothing.
        let says = |sign: &char| sign.is_alphanumeric() && *sign != '\u{b7}';
        if found.text.chars().filter(says).count() >= LEAST {
            self.found.push(found);
        }
    }

    /// The first places that are worth a look, drawn with a frame around each: of most kinds what was blacked out first.
    #[must_use]
    pub fn places(&self, pdf: &Pdf) -> Vec<HiddenPlace> {
        let rank = |found: &Found| SHOWN_FIRST.iter().position(|property| found.property == *property);
        let mut shown: Vec<(usize, &Found)> =
            self.found.iter().filter_map(|found| Some((rank(found)?, found))).collect();
        shown.sort_by_key(|(rank, found)| (*rank, found.page));
        let place = |found: &Found| {
            let (picture, transform) = pictures::draw_placed(pdf, found.page)?;
            let cut = picture.framed(transform.transform_rect_bbox(found.place?));
            let mut words = found.text.clone();
            words.truncate(words.floor_char_boundary(WORDS_SHOWN));
            Some(HiddenPlace {
                page: u32::try_from(found.page).ok()?,
                reason: found.property.hidden?,
                words,
                picture: Base64::encode_string(&cut.png(&[]).ok()?),
            })
        };
        shown.into_iter().take(PLACES).filter_map(|(_, found)| place(found)).collect()
    }

    /// Hands over what was found, and says what was not looked at.
    pub fn finish(self, intake: &mut Intake) {
        let place = |found: &Found| (found.at.0.round() as i64, found.at.1.round() as i64, found.text.clone());
        let mut bars: BTreeMap<_, usize> = BTreeMap::new();
        for found in self.found.iter().filter(|found| found.property == PAGE_TEXT_BARRED) {
            *bars.entry(place(found)).or_default() += 1;
        }
        let seen = self.seen;
        let is_seen_elsewhere = |found: &Found| {
            let words: Vec<&str> = found.text.split_whitespace().collect();
            let pairs = pairs(&words);
            // Words that wait for a later page of a talk, or for a page that others were made of. Programs for talks put what a page
            // is to show later far away, and its formulas are taken apart there.
            let enough = if found.far { FAR_SEEN } else { NEAR_SEEN };
            (found.property == PAGE_TEXT_BEYOND || found.property == PAGE_TEXT_INVISIBLE)
                && pairs.iter().filter(|pair| seen.contains(pair)).count() * 10 >= pairs.len() * enough
        };
        let told = |found: &Found| {
            let is_broken = found.property == PAGE_TEXT_BEYOND && has_operators(&found.text);
            !is_seen_elsewhere(found) && !is_broken
        };
        for mut found in once_each(self.found.into_iter().filter(told)) {
            if bars.get(&place(&found)).is_some_and(|pages| *pages >= LAYOUT) && found.property == PAGE_TEXT_BARRED {
                found.property = PAGE_TEXT_COVERED;
            }
            found.text.truncate(found.text.floor_char_boundary(PAGE_TEXT_LENGTH));
            let counted = if found.count == 1 { "1 word".to_owned() } else { format!("{} words", found.count) };
            let (x, y) = found.at;
            let what = if found.count == 0 { found.why } else { format!("{counted} {}", found.why) };
            let also = match found.repeated {
                0 => String::new(),
                1 => ", and there on 1 later page".to_owned(),
                pages => format!(", and there on {pages} later pages"),
            };
            let path = format!("page {}, from {x:.0}, {y:.0}: {what}{also}", found.page);
            let locus = Locus { revision: self.revision, path, ..Locus::default() };
            intake.evidence(&found.property, b"", Reading::Present(Value::Text(found.text)), locus);
        }
        if self.not_drawn > 0 {
            let told = format!(
                "on {} pages, colour or a surface may hide words; valla did not draw these pages to check: it draws at most {DRAWN} pages, and none that cost very much to draw",
                self.not_drawn
            );
            intake.warn("page-pictures", told, None);
        }
        if self.scans_not_drawn > 0 {
            let told = format!(
                "{} scanned pages have words that a program recognised; valla looked for bars over such words on the first {SCANS} scanned pages only",
                self.scans_not_drawn
            );
            intake.warn("page-pictures", told, None);
        }
    }
}

/// Which of the unseen words are drawn once more, where they are seen: all that are covered in one line, or none of them.
fn drawn_over(unseen: &[seen::Unseen], page: &PageText) -> Vec<bool> {
    let over: Vec<bool> = unseen.iter().map(|one| is_drawn_over(one, unseen, page)).collect();
    let in_line = |one: &seen::Unseen, other: &seen::Unseen| {
        one.hiding == other.hiding && (one.place.y0 - other.place.y0).abs() < one.place.height()
    };
    unseen.iter().map(|one| unseen.iter().zip(&over).all(|(other, over)| *over || !in_line(one, other))).collect()
}

/// Whether words that something light covers are drawn once more in the same place or close by, where they are seen: a footer that a
/// newer one lies over, shapes in a stack. Of words under a dark bar nothing is said by others beside them.
fn is_drawn_over(unseen: &seen::Unseen, all: &[seen::Unseen], page: &PageText) -> bool {
    let wanted = shown::folded(&unseen.text);
    if !matches!(unseen.hiding, Hiding::Covered(..)) || unseen.barred || wanted.is_empty() {
        return false;
    }
    let near = unseen.place.inflate(unseen.place.height() * BESIDE, unseen.place.height() * BESIDE);
    page.words.iter().enumerate().any(|(at, word)| {
        let place = Rect::new(word.x, word.y - 0.2 * word.size, word.x + word.width, word.y + 0.8 * word.size);
        place.intersect(near).area() > 0.0
            && !all.iter().any(|other| other.word == at)
            && shown::folded(&word.text).contains(&wanted)
    })
}

/// Whether words are operators of a content stream (ISO 32000-2, table 107) that a string which does not end took in: numbers
/// stand before them.
fn has_operators(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let operators = words.windows(2).filter(|pair| match pair {
        [before, word] => {
            OPERATORS.contains(word)
                && before.ends_with(|last: char| last.is_ascii_digit() || matches!(last, ')' | ']' | '*'))
        }
        _ => false,
    });
    operators.count() >= 2
}

/// What is hidden in one way in one place of many pages, once, at the first of them.
fn once_each(found: impl Iterator<Item = Found>) -> Vec<Found> {
    let mut once: Vec<Found> = Vec::new();
    let mut known: BTreeMap<(String, i64, i64, String), usize> = BTreeMap::new();
    for found in found {
        let place =
            (found.property.key.to_string(), found.at.0.round() as i64, found.at.1.round() as i64, found.text.clone());
        match known.get(&place).and_then(|at| once.get_mut(*at)) {
            Some(first) if found.count > 0 => first.repeated += 1,
            _ => {
                known.insert(place, once.len());
                once.push(found);
            }
        }
    }
    once
}

/// Words and the words after them, as numbers; a word alone by itself.
fn pairs(words: &[&str]) -> Vec<u64> {
    let number = |words: &[&str]| {
        let mut hasher = FixedState::default().build_hasher();
        words.iter().for_each(|word| word.hash(&mut hasher));
        hasher.finish()
    };
    if words.len() < 2 { words.chunks(1).map(number).collect() } else { words.windows(2).map(number).collect() }
}

/// For what reason nobody sees words that are hidden so.
#[must_use]
pub fn reason(hiding: Hiding) -> Concealment {
    match hiding {
        Hiding::SameColour(_) => Concealment::SameColour,
        Hiding::Covered(Cover::Surface, _) => Concealment::Covered,
        Hiding::Covered(Cover::Picture, _) => Concealment::CoveredByPicture,
        Hiding::Covered(Cover::Pattern, _) => Concealment::CoveredByPattern,
        Hiding::Covered(Cover::Annotation, _) => Concealment::CoveredByAnnotation,
        Hiding::Beyond | Hiding::CutOff => Concealment::BeyondEdge,
        Hiding::Invisible => Concealment::Invisible,
        Hiding::Tiny => Concealment::Tiny,
    }
}

/// The property of words that are hidden so.
fn property(hiding: Hiding, barred: bool) -> Property {
    match hiding {
        Hiding::SameColour(_) if barred => PAGE_TEXT_BLACKENED,
        Hiding::Covered(Cover::Surface, _) if barred => PAGE_TEXT_BARRED,
        Hiding::SameColour(_) => PAGE_TEXT_SAME_COLOUR,
        Hiding::Covered(Cover::Surface, _) => PAGE_TEXT_COVERED,
        Hiding::Covered(Cover::Picture, _) => PAGE_TEXT_UNDER_PICTURE,
        Hiding::Covered(Cover::Pattern, _) => PAGE_TEXT_UNDER_PATTERN,
        Hiding::Covered(Cover::Annotation, _) => PAGE_TEXT_UNDER_ANNOTATION,
        Hiding::Beyond | Hiding::CutOff => PAGE_TEXT_BEYOND,
        Hiding::Invisible => PAGE_TEXT_INVISIBLE,
        Hiding::Tiny => PAGE_TEXT_TINY,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operators_are_told_from_words() {
        assert!(has_operators("Gas E of 91.6 Tw 0 -1.2 TD (Tennessee) Tj 12"));
        assert!(!has_operators("The TD of Tj met Td and Tm, who said 4 Tf"));
    }

    #[test]
    fn one_thing_in_one_place_of_many_pages_is_one_row() {
        let found = |page, text: &str, x: f64| Found {
            property: PAGE_TEXT_SAME_COLOUR,
            page,
            text: text.to_owned(),
            count: 1,
            at: (x, 17.0),
            place: None,
            why: String::new(),
            far: false,
            repeated: 0,
        };
        let pages = [found(1, "CONFIDENTIAL", 849.0), found(2, "Jane Roe", 100.0), found(3, "CONFIDENTIAL", 849.2)];
        let rows = once_each(pages.into_iter());
        let told: Vec<(usize, &str, usize)> =
            rows.iter().map(|row| (row.page, row.text.as_str(), row.repeated)).collect();
        assert_eq!(told, [(1, "CONFIDENTIAL", 1), (2, "Jane Roe", 0)]);
    }
}
