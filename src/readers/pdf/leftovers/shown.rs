//! The words that pages draw, folded, to be asked whether a word is among them.
//!
//! Words are compared without case, marks, blanks and punctuation, and with ligatures taken apart (NFKD): a title in other spacing,
//! a word that a line parts and a letter whose accent is drawn on its own are the same words.

use crate::formats::pdf::page::text::PageText;
use foldhash::{HashMap, HashSet};
use memchr::memmem;
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// So many bytes of words are kept; of a document with more nothing is told.
const KEPT: usize = 8 << 20;
/// So many bytes are searched for words that are not among those of the pages; then nothing more is told.
const SEARCHED: usize = 512 << 20;
/// A word has so many letters at least, one of ideographs or syllables so many, a number so many digits.
const LETTERS: usize = 3;
const IDEOGRAPHS: usize = 2;
const DIGITS: usize = 4;
/// A word of so many letters is shown where another word contains it; a shorter one only where that begins or ends with it.
const LONG: usize = 6;
/// Shorter words that differ by a letter are others; more words of a document are not compared with one, and a letter takes so many
/// bytes at most.
const NEARLY: usize = 5;
const COMPARED: usize = 100_000;
const LETTER: usize = 4;
/// The sign of a glyph whose character is not known, which may be a ligature of so many letters.
const UNREADABLE: char = '\u{fffd}';
const LIGATURE: usize = 3;
/// Of a page one glyph in so many may have no known character.
const KNOWN: usize = 50;

/// The words of all pages.
#[derive(Debug, Default)]
pub struct Shown {
    /// Words, one after the other, as they are drawn.
    text: String,
    /// Where each begins.
    starts: Vec<usize>,
    words: HashSet<String>,
    /// Pages of whose words some cannot be read.
    unread: usize,
    /// Pages that are pictures: what they say is not known.
    pictures: usize,
    /// Pages, counted from 1, whose drawing costs little, with the numbers of their objects.
    drawable: Vec<(usize, u32)>,
    /// Words with signs in them that cannot be read, and of which the rest is in letters: the pieces between those signs.
    gapped: Vec<Vec<String>>,
    /// The marked content, by the object of its page, that paints what may spell words.
    painted: BTreeMap<u32, BTreeSet<i64>>,
    beyond: bool,
    searched: Cell<usize>,
    asked: RefCell<HashMap<(String, bool), bool>>,
}

impl Shown {
    /// Takes the words of a page.
    pub fn page(&mut self, number: usize, page: &PageText) {
        if page.incomplete.is_none() && page.hidden.is_drawable() {
            self.drawable.extend(page.object.map(|object| (number, object)));
        }
        if let Some(object) = page.object.filter(|_| !page.painted.is_empty()) {
            self.painted.entry(object).or_default().extend(&page.painted);
        }
        let unreadable = page.unknown.saturating_mul(KNOWN) > page.glyphs;
        self.unread += usize::from(page.incomplete.is_some() || unreadable);
        self.pictures += usize::from(page.is_picture());
        for word in &page.words {
            let folded = folded(&word.text);
            if folded.is_empty() {
                continue;
            }
            if self.text.len() + folded.len() > KEPT {
                self.beyond = true;
                return;
            }
            self.take(&word.text, folded);
        }
    }

    /// Takes a word that is drawn, and its folded letters.
    fn take(&mut self, word: &str, folded: String) {
        let parts = parts(word);
        for part in &parts {
            self.edges(part);
            self.text.push_str(part);
        }
        if self.gapped.len() < COMPARED
            && let Some(pieces) = pieces_between_unreadable(word)
        {
            self.gapped.push(pieces);
        }
        let several = parts.len() > 1;
        for word in parts.into_iter().filter(|part| several && is_word(part)).chain([folded]) {
            if !self.words.contains(&word) {
                self.words.insert(word);
            }
        }
    }

    /// Whether marked content of a page, by the page's object, paints what may spell words.
    #[must_use]
    pub fn is_painted(&self, page: u32, number: i64) -> bool {
        self.painted.get(&page).is_some_and(|painted| painted.contains(&number))
    }

    /// Notes where a word begins, and where signs begin and end that words are not parted by blanks in.
    fn edges(&mut self, folded: &str) {
        let mut before = true;
        for (at, letter) in folded.char_indices() {
            let alone = is_ideograph(letter);
            if at == 0 || before || alone {
                self.starts.push(self.text.len() + at);
            }
            before = alone;
        }
    }

    /// The pages that may be drawn, counted from 1, with the numbers of their objects.
    #[must_use]
    pub fn drawable(&self) -> &[(usize, u32)] {
        &self.drawable
    }

    /// Whether what is not among the words is on no page: all pages have words, and they can be read.
    #[must_use]
    pub fn is_known(&self) -> bool {
        self.is_known_but_for_pictures() && self.pictures == 0 && !self.text.is_empty()
    }

    /// The same of what programs write with letters only: the values of fields.
    #[must_use]
    pub fn is_known_but_for_pictures(&self) -> bool {
        !self.beyond && self.unread == 0
    }

    /// The words of a text that no page draws, each once, as they are written.
    #[must_use]
    pub fn missing(&self, text: &str) -> Vec<String> {
        self.missing_at(text, true)
    }

    /// The same of a text whose first and last words may be parts of words.
    #[must_use]
    pub fn missing_pieces(&self, text: &str) -> Vec<String> {
        self.missing_at(text, false)
    }

    fn missing_at(&self, text: &str, whole_words: bool) -> Vec<String> {
        let mut missing: Vec<String> = Vec::new();
        let whole = folded(text);
        if whole.is_empty()
            || self.words.contains(&whole)
            || (!whole_words || whole.chars().count() >= LONG) && self.contains(&whole, whole_words)
        {
            return missing;
        }
        for run in text.split_whitespace() {
            if self.holds(&folded(run), whole_words) {
                continue;
            }
            for word in run.split(|letter: char| !letter.is_alphanumeric()) {
                if !self.holds(&folded(word), whole_words) && !missing.iter().any(|known| known == word) {
                    missing.push(word.to_owned());
                }
            }
        }
        missing
    }

    /// Whether a word is drawn that differs from this one by one letter, or by signs that cannot be read.
    #[must_use]
    pub fn nearly_holds(&self, word: &str) -> bool {
        let word = folded(word);
        let length = word.chars().count();
        if self.gapped.iter().any(|pieces| fits(&word, pieces)) {
            return true;
        }
        length >= NEARLY
            && self.words.len() <= COMPARED
            && self
                .words
                .iter()
                .filter(|shown| shown.len().abs_diff(word.len()) <= LETTER)
                .any(|shown| shown.chars().count().abs_diff(length) <= 1 && strsim::osa_distance(shown, &word) <= 1)
    }

    /// Whether a folded word is drawn, or is none.
    fn holds(&self, word: &str, whole_words: bool) -> bool {
        if !is_word(word) || self.words.contains(word) {
            return true;
        }
        let asked = (word.to_owned(), whole_words);
        if let Some(known) = self.asked.borrow().get(&asked) {
            return *known;
        }
        let found = self.contains(word, whole_words);
        self.asked.borrow_mut().insert(asked, found);
        found
    }

    fn contains(&self, word: &str, whole_words: bool) -> bool {
        self.searched.set(self.searched.get().saturating_add(self.text.len()));
        if self.searched.get() > SEARCHED {
            return true;
        }
        let anywhere = !whole_words || word.chars().count() >= LONG;
        let is_edge = |at: usize| at == self.text.len() || self.starts.binary_search(&at).is_ok();
        memmem::find_iter(self.text.as_bytes(), word.as_bytes())
            .any(|at| anywhere || is_edge(at) || is_edge(at + word.len()))
    }
}

/// Letters and digits alone, in lower case, without their marks.
#[must_use]
pub fn folded(text: &str) -> String {
    if text.is_ascii() {
        return text.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_lowercase()).collect();
    }
    text.nfkd()
        .filter(|letter| letter.is_alphanumeric())
        .flat_map(char::to_lowercase)
        // Letters that a drawn accent turns into others.
        .map(|letter| if letter == 'ı' { 'i' } else { letter })
        .collect()
}

/// The runs of letters and digits of a word, folded; a mark parts none.
fn parts(word: &str) -> Vec<String> {
    let letters: String =
        word.nfkd().filter(|letter| letter.is_alphanumeric() || !is_combining_mark(*letter)).collect();
    letters.split(|letter: char| !letter.is_alphanumeric()).map(folded).filter(|part| !part.is_empty()).collect()
}

/// The folded pieces of a word between signs that cannot be read; none where it has none, or too little else.
fn pieces_between_unreadable(word: &str) -> Option<Vec<String>> {
    let word = word.trim_end_matches(|sign: char| sign.is_ascii_punctuation());
    let pieces: Vec<String> = word.split(may_be_a_ligature).map(folded).collect();
    if pieces.len() < 2 {
        return None;
    }
    let letters: usize = pieces.iter().map(|piece| piece.chars().count()).sum();
    let unreadable = pieces.len() - 1;
    (unreadable <= LETTERS && letters >= LETTERS * unreadable).then_some(pieces)
}

/// Whether a sign in the middle of a word may be a ligature: it cannot be read, or it is one that no word has and that fonts with an
/// encoding of their own draw as something else.
fn may_be_a_ligature(sign: char) -> bool {
    sign == UNREADABLE || sign.is_ascii_control() || "!\"#$%*+<=>\\^|~".contains(sign)
}

/// Whether a folded word has these pieces, and from one letter to three between each two of them.
fn fits(word: &str, pieces: &[String]) -> bool {
    let Some((first, rest)) = pieces.split_first() else { return false };
    let Some(word) = word.strip_prefix(first.as_str()) else { return false };
    if rest.is_empty() {
        return word.is_empty();
    }
    let ends = word.char_indices().map(|(at, letter)| at + letter.len_utf8()).take(LIGATURE);
    ends.into_iter().any(|end| word.get(end..).is_some_and(|word| fits(word, rest)))
}

/// The words and numbers of a text that say something, as they are written.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| is_word(&folded(word)))
}

/// Whether missing words are like the name of a person: two or more of them, each with a capital at its beginning and small letters after it.
#[must_use]
pub fn is_like_a_name(missing: &[String]) -> bool {
    let capital = |word: &String| {
        let mut letters = word.chars();
        letters.next().is_some_and(char::is_uppercase) && letters.clone().count() > 1 && letters.all(char::is_lowercase)
    };
    missing.len() >= 2 && missing.len() <= 4 && missing.iter().all(capital)
}

/// Signs of the Far East.
fn is_ideograph(letter: char) -> bool {
    ('\u{2e80}'..='\u{d7ff}').contains(&letter)
}

/// Whether a folded run of letters is a word or a number that says something.
fn is_word(folded: &str) -> bool {
    let digits = folded.chars().filter(|letter| letter.is_numeric()).count();
    let letters = folded.chars().count() - digits;
    let ideographs = folded.chars().filter(|letter| is_ideograph(*letter)).count();
    letters >= LETTERS || ideographs >= IDEOGRAPHS || digits >= DIGITS
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(words: &[&str]) -> Shown {
        let mut shown = Shown::default();
        for word in words {
            shown.take(word, folded(word));
        }
        shown
    }

    #[test]
    fn the_same_words_in_other_spacing_are_shown() {
        let shown = shown(&["S", "tate", "ment", "of", "the", "de-", "fendant:", "Ange´lique", "\u{fb01}nal", "2014"]);
        for text in ["STATEMENT of the Defendant", "Angélique, final", "Final (2014)", "ad 12", "state-ment"] {
            assert_eq!(shown.missing(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn a_mistake_of_one_letter_is_nearly_the_word() {
        let shown = shown(&["Elkhorn", "Smith"]);
        assert!(shown.nearly_holds("Elkorn") && !shown.nearly_holds("Elk") && !shown.nearly_holds("Elmhurst"));
    }

    #[test]
    fn parts_of_a_word_are_words_and_a_sign_that_cannot_be_read_may_be_a_ligature() {
        let shown = shown(&["ELKHORN/MACEDONIA(west)", "simpli\u{fffd}ed", "a#liates", "Ange\u{301}lique"]);
        assert!(shown.nearly_holds("Elkorn") && shown.nearly_holds("Macedona"));
        assert_eq!(shown.missing("West Macedonia"), Vec::<String>::new());
        assert_eq!(shown.missing("Ang\u{e9}lique"), Vec::<String>::new());
        assert!(shown.nearly_holds("simplified") && !shown.nearly_holds("simplicities"));
        assert!(shown.nearly_holds("affiliates") && !shown.nearly_holds("affirmed"));
        assert_eq!(shown.missing("geli"), ["geli"]);
    }

    #[test]
    fn words_that_are_not_there_are_missing_however_short() {
        let shown = shown(&["asleep", "under", "the", "artichoke", "次のURLにアクセス"]);
        assert_eq!(shown.missing("URL アクセス"), Vec::<String>::new());
        assert_eq!(shown.missing("Lee, under the art of Kim: 4711"), ["Lee", "Kim", "4711"]);
        assert_eq!(shown.missing("山田 the"), ["山田"]);
    }
}
