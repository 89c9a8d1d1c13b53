//! Words that copy otherwise than they read, told from the fonts alone: what a font's program calls the glyph that is drawn, and which
//! other glyphs have the same outline, against the character that the document gives for it (`ToUnicode`, ISO 32000-2, 9.10.3).
//!
//! Only letters and digits count, only within a script (Latin, Cyrillic, Greek), and no look-alikes. A font that gives most of its letters otherwise than its
//! program names them is encoded so as a whole, as fonts were before Unicode: that is told, and is no lie of single letters.

use super::glyph_programs;
use super::look_alikes::{Kind, alike};
use super::visibility::is_rectangle;
use foldhash::HashMap;
use hayro_interpret::font::OutlineGlyph;
use hayro_interpret::kurbo::{BezPath, PathEl};
use hayro_syntax::Pdf;
use std::cmp::Ordering;
use std::collections::hash_map::{DefaultHasher, Entry};
use std::collections::{BTreeMap, BTreeSet};
use std::hash::{Hash, Hasher};

/// More pairs of a glyph and a character are not kept.
const PAIRS: usize = 20_000;
/// So many words are kept for each pair.
const WORDS: usize = 6;
/// Longer words are not kept.
const LONGEST: usize = 100;
/// An outline of fewer pieces is a stroke or a dot, which many signs share.
const PIECES: usize = 6;
/// A font that names fewer of its letters as the document gives them proves nothing by its names.
const AGREEING: usize = 4;

/// A font shows nothing of its letters where so many of them have one outline.
const STAND_INS: usize = 4;
/// What stands for the outline of every box.
const BOXES: u64 = 2;
/// What is shown of such a letter.
const BOX: char = '\u{25a0}';

/// How it is known that a glyph shows another character than the document gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Witness {
    /// The font's program names the glyph otherwise.
    Name,
    /// The same outline is drawn elsewhere for the other character.
    Twin,
    /// All letters of the font have one outline, or are boxes.
    Alike,
}

/// A word that copies otherwise than it reads.
#[derive(Debug, Clone, PartialEq)]
pub struct Lie {
    /// The page, counted from 1.
    pub page: usize,
    /// Where the word begins, in points from the left edge of the page's coordinates.
    pub x: f64,
    /// Its base line, in points from their lower edge.
    pub y: f64,
    /// The word as its glyphs show it.
    pub shown: String,
    /// The word as it is copied and found.
    pub copied: String,
    /// How it is known.
    pub witness: Witness,
}

/// A font that gives its letters otherwise than its program names them, as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Encoded {
    /// The first page that uses it, counted from 1.
    pub page: usize,
    /// How many of its letters and digits are given otherwise.
    pub otherwise: usize,
    /// How many of them the program names.
    pub named: usize,
}

/// What fonts say otherwise than their letters look.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Judged {
    /// Single letters.
    pub lies: Vec<Lie>,
    /// Whole fonts.
    pub encoded: Vec<Encoded>,
}

/// A glyph that was drawn for a character.
#[derive(Debug)]
struct Pair {
    glyph: OutlineGlyph,
    character: char,
    outline: u64,
    drawn: usize,
    page: usize,
    words: Vec<usize>,
}

/// A pair with its key: the glyph, and the character that it stands for.
type Keyed<'p> = (&'p (u128, char), &'p Pair);

/// A word that was kept, with the glyph of each of its characters.
#[derive(Debug)]
struct Kept {
    page: usize,
    x: f64,
    y: f64,
    text: Vec<(char, u128)>,
}

/// The letters and digits that pages draw, with the characters that the document gives for them.
#[derive(Debug, Default)]
pub struct Shapes {
    pairs: HashMap<(u128, char), Pair>,
    words: Vec<Kept>,
}

/// The digest of an outline: zero of an empty one, an even number of one that is too simple to tell signs apart, and the same of all boxes,
/// whatever their width.
#[must_use]
pub fn digest(outline: &BezPath) -> u64 {
    if outline.elements().is_empty() {
        return 0;
    }
    if is_rectangle(outline) {
        return BOXES;
    }
    let mut state = DefaultHasher::new();
    for element in outline.elements() {
        let (kind, points) = match *element {
            PathEl::MoveTo(a) => (0_u8, vec![a]),
            PathEl::LineTo(a) => (1, vec![a]),
            PathEl::QuadTo(a, b) => (2, vec![a, b]),
            PathEl::CurveTo(a, b, c) => (3, vec![a, b, c]),
            PathEl::ClosePath => (4, vec![]),
        };
        kind.hash(&mut state);
        for point in points {
            (point.x.to_bits(), point.y.to_bits()).hash(&mut state);
        }
    }
    if outline.elements().len() < PIECES { (state.finish() & !1).max(4) } else { state.finish() | 1 }
}

/// Whether an outline tells signs apart.
const fn tells_apart(outline: u64) -> bool {
    outline & 1 == 1
}

impl Shapes {
    /// A glyph is drawn for a character: the key and the digest of its outline, the page. Says whether the word that it is in is wanted.
    pub(super) fn drawn(
        &mut self,
        glyph: &OutlineGlyph,
        key: u128,
        outline: u64,
        character: char,
        page: usize,
    ) -> bool {
        if outline == 0 || !character.is_alphanumeric() {
            return false;
        }
        let full = self.pairs.len() >= PAIRS;
        match self.pairs.entry((key, character)) {
            Entry::Occupied(mut pair) => {
                pair.get_mut().drawn += 1;
                pair.get().words.len() < WORDS
            }
            Entry::Vacant(_) if full => false,
            Entry::Vacant(place) => {
                place.insert(Pair { glyph: glyph.clone(), character, outline, drawn: 1, page, words: vec![] });
                true
            }
        }
    }

    /// Keeps a word with the key of the glyph of each character.
    pub(super) fn keep(&mut self, page: usize, x: f64, y: f64, text: &str, keys: &[u128]) {
        let text: Vec<(char, u128)> = text.chars().zip(keys.iter().copied()).collect();
        if text.len() != keys.len() || text.len() > LONGEST {
            return;
        }
        let number = self.words.len();
        for (character, key) in &text {
            if let Some(pair) = self.pairs.get_mut(&(*key, *character)).filter(|pair| pair.words.len() < WORDS)
                && pair.words.last() != Some(&number)
            {
                pair.words.push(number);
            }
        }
        self.words.push(Kept { page, x, y, text });
    }

    /// Which words copy otherwise than they read, and which fonts are encoded otherwise as a whole.
    #[must_use]
    pub fn judge(&self, pdf: &Pdf) -> Judged {
        let mut programs: BTreeMap<u128, Vec<Keyed<'_>>> = BTreeMap::new();
        let pairs: BTreeMap<&(u128, char), &Pair> = self.pairs.iter().collect();
        for (key, pair) in pairs {
            programs.entry(glyph_programs::program_of(&pair.glyph)).or_default().push((key, pair));
        }
        let embedded = glyph_programs::embedded(pdf, &programs.keys().copied().collect());
        let mut judged = Judged::default();
        let mut lies: BTreeMap<(u128, char), (char, Witness)> = BTreeMap::new();
        // What an outline is, by the pairs whose names do not speak against it.
        let mut outlines: BTreeMap<u64, Vec<Keyed<'_>>> = BTreeMap::new();
        for (program, pairs) in &mut programs {
            if let Some(alike) = stand_ins(pairs) {
                lies.extend(alike.map(|key| (key, (BOX, Witness::Alike))));
                continue;
            }
            pairs.retain(|(_, pair)| tells_apart(pair.outline));
            let Some(data) = embedded.get(program) else { continue };
            let glyphs: BTreeSet<u32> = pairs.iter().map(|(_, pair)| pair.glyph.glyph_id().to_u32()).collect();
            let names = glyph_programs::named(data, &glyphs);
            let (mut agreeing, mut otherwise) = (0, Vec::new());
            for (key, pair) in pairs.iter() {
                let Some(names) = names.get(&pair.glyph.glyph_id().to_u32()) else { continue };
                let mut letters = names.iter().copied().filter(|name| Kind::of(*name).is_some()).peekable();
                if letters.peek().is_none() {
                    continue;
                }
                if letters.clone().any(|name| alike(name, pair.character)) {
                    agreeing += 1;
                } else if let Some(name) = letters.next() {
                    otherwise.push((*key, *pair, name));
                }
            }
            let within = |(_, pair, name): &(_, &Pair, char)| within_a_script(*name, pair.character);
            if agreeing >= AGREEING && otherwise.len() * 3 <= agreeing && otherwise.iter().all(within) {
                lies.extend(otherwise.iter().map(|(key, _, name)| (**key, (*name, Witness::Name))));
            } else if otherwise.len() >= AGREEING && otherwise.len() > agreeing {
                judged.encoded.push(Encoded {
                    page: pairs.iter().map(|(_, pair)| pair.page).min().unwrap_or(1),
                    otherwise: otherwise.len(),
                    named: otherwise.len() + agreeing,
                });
                // A font that is encoded otherwise as a whole is no witness for the outlines of others.
                continue;
            }
            for &(key, pair) in pairs.iter() {
                outlines.entry(pair.outline).or_default().push((key, pair));
            }
        }
        for pairs in outlines.values() {
            twins(pairs, None, &mut lies);
        }
        // Where the two are drawn as often, the font that lies elsewhere lies here too.
        let lie = outlines.values().flatten().filter(|(key, _)| lies.contains_key(*key));
        let liars: BTreeSet<u128> = lie.map(|(_, pair)| glyph_programs::program_of(&pair.glyph)).collect();
        for pairs in outlines.values() {
            twins(pairs, Some(&liars), &mut lies);
        }
        judged.lies = self.told(&lies);
        judged.encoded.sort_by_key(|font| font.page);
        judged
    }

    /// The words in which glyphs lie.
    fn told(&self, lies: &BTreeMap<(u128, char), (char, Witness)>) -> Vec<Lie> {
        let numbers: BTreeSet<usize> =
            lies.keys().filter_map(|key| self.pairs.get(key)).flat_map(|pair| pair.words.iter().copied()).collect();
        let words = numbers.into_iter().filter_map(|number| self.words.get(number));
        words
            .map(|word| {
                let lie = |(character, key): &(char, u128)| lies.get(&(*key, *character));
                Lie {
                    page: word.page,
                    x: word.x,
                    y: word.y,
                    shown: word.text.iter().map(|sign| lie(sign).map_or(sign.0, |(shown, _)| *shown)).collect(),
                    copied: word.text.iter().map(|(character, _)| *character).collect(),
                    witness: word
                        .text
                        .iter()
                        .filter_map(lie)
                        .map(|(_, witness)| *witness)
                        .min()
                        .unwrap_or(Witness::Twin),
                }
            })
            .collect()
    }
}

/// The letters of a font that all have one outline: it shows nothing of what is copied from it.
fn stand_ins<'p>(pairs: &[Keyed<'p>]) -> Option<impl Iterator<Item = (u128, char)> + use<'p>> {
    let outline = pairs.first()?.1.outline;
    let characters: BTreeSet<char> = pairs.iter().map(|((_, character), _)| *character).collect();
    let alike = characters.len() >= STAND_INS && pairs.iter().all(|(_, pair)| pair.outline == outline);
    alike.then(|| pairs.iter().map(|(key, _)| **key).collect::<Vec<_>>().into_iter())
}

/// Whether two signs are of one script whose letters a reader tells apart: forms of the Far East and of Arabic are many for one sign.
fn within_a_script(one: char, other: char) -> bool {
    let kind = Kind::of(one);
    kind == Kind::of(other) && !matches!(kind, None | Some(Kind::Other))
}

/// Glyphs of one outline that are given as two characters: the character that is drawn less is the lie. An outline that is given as more
/// than two is a stand-in for signs that a font lacks.
fn twins(pairs: &[Keyed<'_>], liars: Option<&BTreeSet<u128>>, lies: &mut BTreeMap<(u128, char), (char, Witness)>) {
    let mut groups: Vec<(char, usize, bool)> = Vec::new();
    for (key, pair) in pairs {
        // What the names have shown already is taken as it is shown.
        let character = lies.get(*key).map_or(pair.character, |(shown, _)| *shown);
        let by_a_liar = liars.is_some_and(|liars| liars.contains(&glyph_programs::program_of(&pair.glyph)));
        match groups.iter_mut().find(|(known, ..)| alike(*known, character)) {
            Some((_, drawn, lying)) => {
                *drawn += pair.drawn;
                *lying &= by_a_liar;
            }
            None => groups.push((character, pair.drawn, by_a_liar)),
        }
    }
    let [one, other] = groups.as_slice() else { return };
    if !within_a_script(one.0, other.0) {
        return;
    }
    let truth = match (one.1.cmp(&other.1), one.2, other.2) {
        (Ordering::Greater, ..) | (Ordering::Equal, false, true) => one.0,
        (Ordering::Less, ..) | (Ordering::Equal, true, false) => other.0,
        (Ordering::Equal, ..) if liars.is_none() => return,
        // Both codes are of one font, or no font is known to lie: that they differ is told, whichever is right.
        (Ordering::Equal, ..) => one.0,
    };
    for (key, pair) in pairs {
        if !alike(pair.character, truth) {
            lies.entry(**key).or_insert((truth, Witness::Twin));
        }
    }
}
