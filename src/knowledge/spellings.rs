//! Looking for many spellings in one pass over a text.
//!
//! Text and spellings are cut into the same tokens: a run of letters and digits, a character of a script without blanks, a dash, a
//! blank of any length, any other sign. Each beginning of a spelling is kept as one number, the hash of its tokens without regard to
//! capitals; from each token of the text the longest known beginning is followed. As tokens are whole words, `Python 3.1` is not in
//! `Python 3.14`. Whoever looks compares what was found with the spelling itself ([`Spellings::longest`]), so hashes that meet do no harm.
//! An automaton over the bytes of all spellings would be many times as large and slower to build.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::ops::Range;

/// Longer words are in no spelling; a text of one word must not be read again at every step.
const LONGEST_WORD: usize = 256;
/// Bits of the filter over the first bytes of words, a power of two.
const FILTER_BITS: u32 = 1 << 18;

/// The keys are hashes already.
#[derive(Debug, Default)]
pub struct Unhashed(u64);

impl Hasher for Unhashed {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = mix(self.0, u64::from(*byte));
        }
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = number;
    }
}

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Letters and digits, or one character of a script without blanks.
    Word,
    /// Blanks and ends of lines.
    Blank,
    /// A dash with the blanks around it.
    Dash,
    /// A quotation mark, which a spelling does not have.
    Quote,
    /// Anything else.
    Sign,
}

/// A piece of a text.
#[derive(Debug, Clone, Copy)]
pub struct Token {
    /// What it is.
    pub kind: Kind,
    /// Where it ends.
    pub end: usize,
    key: u64,
}

/// Spellings with the numbers of their rows.
#[derive(Debug, Default)]
pub struct Spellings {
    /// Beginnings by hash: the number of the row that is spelt so, plus one; zero where the spelling goes on.
    beginnings: HashMap<u64, u32, BuildHasherDefault<Unhashed>>,
    /// A bit for each way in which the first word of a spelling begins, so that most words of a text are passed over by a look at four bytes.
    filter: Vec<u64>,
}

fn mix(state: u64, value: u64) -> u64 {
    let product = u128::from(state.rotate_left(23) ^ value ^ 0x9e37_79b9_7f4a_7c15) * 0xd6e8_feb8_6659_fd93;
    #[expect(clippy::cast_possible_truncation, reason = "both halves of the product are used")]
    let (low, high) = (product as u64, (product >> 64) as u64);
    low ^ high
}

/// Whether a character is a token of its own: scripts without blanks, and Korean, whose particles follow a name unseparated.
fn alone(character: char) -> bool {
    matches!(character, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

fn is_dash(character: char) -> bool {
    matches!(character, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}')
}

fn is_quote(character: char) -> bool {
    matches!(character, '"' | '«' | '»' | '\u{201c}'..='\u{201f}' | '「' | '」' | '『' | '』')
}

/// A character as spellings have it: apostrophes and wide forms alike, Ё as Е.
#[must_use]
pub fn plain(character: char) -> char {
    match character {
        '\u{2018}' | '\u{2019}' | '\u{2bb}' | '\u{2bc}' | '\u{b4}' | '`' => '\'',
        'ё' => 'е',
        'Ё' => 'Е',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(character) - 0xfee0).unwrap_or(character),
        _ => character,
    }
}

/// Without regard to capitals.
#[must_use]
pub fn small(character: char) -> char {
    match plain(character) {
        ascii @ '\0'..='\u{7f}' => ascii.to_ascii_lowercase(),
        small @ ('а'..='я' | 'ß'..='ÿ') => small,
        capital @ ('А'..='Я' | 'À'..='Ö' | 'Ø'..='Þ') => {
            char::from_u32(u32::from(capital) + 0x20).unwrap_or(capital)
        }
        other => other.to_lowercase().next().unwrap_or(other),
    }
}

/// Whether a character is one of a word, of scripts with blanks. What most texts are of needs no look into the tables of Unicode.
fn is_letter(character: char) -> bool {
    match character {
        'a'..='z' | 'A'..='Z' | '0'..='9' | 'À'..='Ö' | 'Ø'..='ö' | 'ø'..='\u{24f}' | '\u{400}'..='\u{47f}' => {
            true
        }
        _ if character.is_ascii() || is_punctuation(character) || alone(character) => false,
        _ => character.is_alphanumeric() && plain(character) != '\'',
    }
}

/// Guillemets, marks of General Punctuation that are neither blanks nor dashes, and the sign of what could not be read.
fn is_punctuation(character: char) -> bool {
    matches!(character, '«' | '»' | '\u{2016}'..='\u{2027}' | '\u{fffd}')
}

fn after_blanks(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    text.len() - rest.trim_start().len()
}

fn after_dash(text: &str, at: usize) -> Option<usize> {
    let character = text.get(at..)?.chars().next()?;
    is_dash(character).then(|| after_blanks(text, at + character.len_utf8()))
}

/// The token at an offset; none at the end of the text.
#[must_use]
pub fn token(text: &str, at: usize) -> Option<Token> {
    let bytes = text.as_bytes();
    let (mut end, mut key) = (at, 0);
    // Most text is of letters of one byte.
    while let Some(byte) = bytes.get(end).filter(|byte| byte.is_ascii_alphanumeric()) {
        key = mix(key, u64::from(byte.to_ascii_lowercase()));
        end += 1;
    }
    if end > at && bytes.get(end).is_none_or(|byte| byte.is_ascii() && *byte != b'-') {
        return Some(Token { kind: Kind::Word, end, key });
    }
    let first = text.get(at..)?.chars().next()?;
    if end > at || is_letter(first) {
        return Some(word(text, end, key));
    }
    end = at + first.len_utf8();
    if first.is_whitespace() {
        end = after_blanks(text, at);
        let dash = after_dash(text, end);
        let kind = if dash.is_some() { Kind::Dash } else { Kind::Blank };
        let key = if dash.is_some() { '-' } else { ' ' };
        return Some(Token { kind, end: dash.unwrap_or(end), key: mix(0, u64::from(key)) });
    }
    let kind = if alone(first) { Kind::Word } else { Kind::Sign };
    Some(match after_dash(text, at) {
        Some(end) => Token { kind: Kind::Dash, end, key: mix(0, u64::from('-')) },
        None if is_quote(first) => Token { kind: Kind::Quote, end, key: 0 },
        None => Token { kind, end, key: mix(0, u64::from(small(first))) },
    })
}

/// The rest of a word. A line's end may cut it: `Kuber-` and `netes`.
fn word(text: &str, from: usize, mut key: u64) -> Token {
    let mut end = from;
    while let Some(character) = text.get(end..).and_then(|rest| rest.chars().next()) {
        if is_letter(character) {
            key = mix(key, u64::from(small(character)));
            end += character.len_utf8();
            continue;
        }
        let cut = text.get(end..).and_then(|rest| rest.strip_prefix("-\n"));
        let goes_on = cut.and_then(|rest| rest.chars().next()).is_some_and(char::is_lowercase);
        let begun = || text.get(..end).and_then(|before| before.chars().next_back()).is_some_and(char::is_lowercase);
        if !goes_on || !begun() {
            break;
        }
        end += 2;
    }
    Token { kind: Kind::Word, end, key }
}

/// The characters of a text as spellings are compared: one blank for any, a bare dash for any, no quotation marks, no cuts.
pub fn characters(text: &str) -> impl Iterator<Item = char> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let found = token(text, at)?;
        let piece = text.get(at..found.end).unwrap_or_default();
        at = found.end;
        Some((found.kind, piece))
    })
    .flat_map(|(kind, piece)| {
        let single = match kind {
            Kind::Blank => Some(' '),
            Kind::Dash => Some('-'),
            Kind::Quote | Kind::Word | Kind::Sign => None,
        };
        let written = if single.is_some() || kind == Kind::Quote { "" } else { piece };
        single.into_iter().chain(written.chars().filter(|character| !matches!(character, '-' | '\n')).map(plain))
    })
}

/// The first bytes of the token at an offset, at most four: letters and digits of one byte, or one or two letters of two bytes, or the first
/// byte and what follows it.
fn first_bytes(bytes: &[u8], at: usize) -> u32 {
    let byte = |offset: usize| bytes.get(at + offset).copied().unwrap_or_default();
    let first = u32::from(byte(0));
    let pair = |offset: usize| u32::from(byte(offset)) << 8 | u32::from(byte(offset + 1));
    match byte(0) {
        0..=0x7f => (1..4)
            .map(byte)
            .take_while(u8::is_ascii_alphanumeric)
            .fold(first, |bytes, next| bytes << 8 | u32::from(next)),
        // Two bytes in a row that begin a letter are of Greek, Cyrillic and the like.
        0xc3..=0xdf if matches!(byte(2), 0xc3..=0xcb | 0xce..=0xdf) => pair(0) << 16 | pair(2),
        0xc3..=0xdf => pair(0),
        _ => first << 16 | pair(1),
    }
}

/// The filter's word and bit for the first bytes of a token.
fn place(first: u32) -> (usize, u64) {
    let bit = (first.wrapping_mul(0x9e37_79b1) >> 14) & (FILTER_BITS - 1);
    ((bit / 64) as usize, 1 << (bit % 64))
}

/// The end of a word that begins at an offset, or the next character.
fn after_word(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes();
    let mut end = at;
    loop {
        match bytes.get(end) {
            Some(byte) if byte.is_ascii_alphanumeric() => end += 1,
            // U+0400 to U+047F, which are all letters.
            Some(0xd0 | 0xd1) => end += 2,
            _ => break,
        }
    }
    match text.get(end..).and_then(|rest| rest.chars().next()) {
        None => end,
        Some(next) if end == at && (next.is_ascii() || alone(next) || is_punctuation(next)) => at + next.len_utf8(),
        Some(next) if end > at && !is_letter(next) => end,
        Some(_) => token(text, end).map_or(text.len(), |token| token.end),
    }
}

impl Spellings {
    /// Adds a spelling of a row. Of two rows that are spelt alike the later one counts.
    pub fn add(&mut self, spelling: &str, row: u32) {
        self.let_through(spelling);
        let (mut at, mut state) = (0, 0);
        while let Some(found) = token(spelling, at) {
            if found.kind != Kind::Quote {
                state = mix(state, found.key);
                self.beginnings.entry(state).or_insert(0);
            }
            at = found.end;
        }
        self.beginnings.insert(state, row.saturating_add(1));
    }

    /// Marks the ways in which the first word may be written: with a small letter, a capital or all in capitals, with Ё or Е.
    fn let_through(&mut self, spelling: &str) {
        self.filter.resize((FILTER_BITS / 64) as usize, 0);
        let start: String = spelling.chars().take(4).collect();
        let mut rest = start.chars();
        let first: String = rest.next().into_iter().flat_map(char::to_uppercase).collect();
        for written in [start.clone(), format!("{first}{}", rest.as_str()), start.to_uppercase()] {
            for written in [written.replace('ё', "е").replace('Ё', "Е"), written] {
                let (word, bit) = place(first_bytes(written.as_bytes(), 0));
                if let Some(bits) = self.filter.get_mut(word) {
                    *bits |= bit;
                }
            }
        }
    }

    /// The next place at or after an offset where a spelling may begin, with its first token.
    #[must_use]
    pub fn next(&self, text: &str, mut at: usize) -> Option<(usize, Token)> {
        let bytes = text.as_bytes();
        while let Some(byte) = bytes.get(at) {
            if matches!(byte, b' ' | b'\n') {
                at += 1;
                continue;
            }
            let (word, bit) = place(first_bytes(bytes, at));
            // Wide forms of letters begin with these bytes; the sign of what could not be read, of which a text may be full, does not.
            let wide = *byte == 0xef && matches!(bytes.get(at + 1), Some(0xbc | 0xbd));
            if wide || self.filter.get(word).is_some_and(|bits| bits & bit != 0) {
                return token(text, at).map(|token| (at, token));
            }
            at = after_word(text, at);
        }
        None
    }

    /// How many beginnings are kept.
    #[must_use]
    pub fn len(&self) -> usize {
        self.beginnings.len()
    }

    /// Whether no spelling is known.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.beginnings.is_empty()
    }

    /// The longest spelling that begins with a token and that `accept` takes: the number of its row and its place.
    pub fn longest(
        &self,
        text: &str,
        start: usize,
        first: Token,
        mut accept: impl FnMut(u32, Range<usize>) -> bool,
    ) -> Option<(u32, Range<usize>)> {
        let (mut best, mut state, mut next) = (None, 0, Some(first));
        while let Some(found) = next {
            if found.kind != Kind::Quote {
                state = mix(state, found.key);
                match self.beginnings.get(&state) {
                    None => break,
                    Some(0) => {}
                    Some(row) => {
                        let range = start..found.end;
                        if accept(row - 1, range.clone()) {
                            best = Some((row - 1, range));
                        }
                    }
                }
            }
            next = token(text, found.end).filter(|token| token.end - found.end <= LONGEST_WORD);
        }
        best
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(spellings: &[&str], text: &str) -> Vec<String> {
        let mut all = Spellings::default();
        for (number, spelling) in (0..).zip(spellings) {
            all.add(spelling, number);
        }
        let (mut found, mut at) = (Vec::new(), 0);
        while let Some((start, first)) = all.next(text, at) {
            at = first.end;
            if let Some((_, range)) = all.longest(text, start, first, |_, _| true) {
                at = at.max(range.end);
                found.push(text[range].to_owned());
            }
        }
        found
    }

    #[test]
    fn the_longest_one_is_found() {
        let names = ["Windows", "Windows 10", "Су-57", "外交部", "外交部长", ".NET 10", "Éire", "ёлка"];
        assert_eq!(found(&names, "Windows 10, Windows\n11"), ["Windows 10", "Windows"]);
        assert_eq!(found(&names, "СУ – 57 и елка"), ["СУ – 57", "елка"]);
        assert_eq!(found(&names, "在外交部长"), ["外交部长"]);
        assert_eq!(found(&names, "on .NET 10 in ÉIRE"), [".NET 10", "ÉIRE"]);
        assert_eq!(found(&names, "Windows10 Windowsill су57"), Vec::<String>::new());
        assert_eq!(found(&names, "Ｗindows Windo-\nws"), ["Ｗindows", "Windo-\nws"]);
    }

    #[test]
    fn a_name_begins_where_a_word_does() {
        assert_eq!(found(&["Bard"], "Lombard éBard Ебard жBard"), Vec::<String>::new());
        assert_eq!(found(&["Bard"], "日Bard Bard"), ["Bard", "Bard"]);
    }

    #[test]
    fn characters_known_by_heart_are_as_the_tables_of_unicode_say() {
        for character in '\0'..=char::MAX {
            let letter = character.is_alphanumeric() && !alone(character) && plain(character) != '\'';
            assert_eq!(is_letter(character), letter, "{character:?}");
            let lower = plain(character).to_lowercase().next();
            assert_eq!(Some(small(character)), lower, "{character:?}");
            let single = is_punctuation(character) || alone(character);
            assert!(!single || !character.is_whitespace() && !is_dash(character), "{character:?}");
        }
    }

    #[test]
    fn a_word_is_passed_over_to_where_its_token_ends() {
        for text in ["a«b»", "日本é–x", "Été à l’île", "‘a’ № 5\u{a0}…", "İstanbul ﬀ", "Ж«ё»éЖ", "東京は「x」한국"]
        {
            let mut at = 0;
            while let Some(token) = token(text, at) {
                assert!(token.kind == Kind::Blank || after_word(text, at) == token.end, "{text:?} at {at}");
                at = token.end;
            }
        }
    }

    #[test]
    fn every_text_is_cut_into_tokens_without_rest() {
        for text in ["", "a-\nb", "«»", "\u{301}x", "\u{a0}–\u{a0}", "x\u{fffd}\u{200b}", "İ ﬀ ß", "--- \n -"] {
            let mut at = 0;
            while let Some(token) = token(text, at) {
                assert!(token.end > at, "{text:?} at {at}");
                at = token.end;
            }
            assert_eq!(at, text.len(), "{text:?}");
        }
    }
}
