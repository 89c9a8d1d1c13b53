//! Letters of two scripts in one word, and characters that nobody sees: marks of how a text was made and copied.
//!
//! # A word of two scripts
//! A Latin `c` in a Russian word looks right and is another character. Innocent causes: the two letters share a key and
//! the layout was switched too late; a scan was recognised letter by letter; a font of a PDF maps its glyphs wrongly; an
//! abbreviation is written in both scripts in turn. Less innocent: a text made to pass a search for copies.
//!
//! # Characters that nobody sees
//! Web pages, editors and chat programs put them in; they come along when text is copied. A joiner is right in Arabic,
//! Persian, the scripts of India and in emoji, and keeps German letters apart; those are not counted.

use std::ops::Range;

/// So many of one run are given back.
const LIMIT: usize = 1_000;
/// Shorter words are units, signs and formulas.
const SHORTEST: usize = 4;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Script {
    Latin,
    Greek,
    Cyrillic,
}

/// The script of a letter, of the three whose letters look alike.
fn script(letter: char) -> Option<Script> {
    match u32::from(letter) {
        0x41..=0x5A | 0x61..=0x7A | 0xC0..=0xD6 | 0xD8..=0xF6 | 0xF8..=0x24F | 0x1E00..=0x1EFF => Some(Script::Latin),
        0x370..=0x373 | 0x376..=0x377 | 0x37B..=0x37D | 0x37F | 0x386 | 0x388..=0x3FF | 0x1F00..=0x1FFF => {
            Some(Script::Greek)
        }
        0x400..=0x52F | 0x1C80..=0x1C8F | 0x2DE0..=0x2DFF | 0xA640..=0xA69F => Some(Script::Cyrillic),
        _ => None,
    }
}

/// Letters that look like one of another of the three scripts, in upright type.
const LOOKALIKES: &str = "ABCEHIKMOPTXYaceiopxyАВСЕНІЈКМОРЅТХУаеіјорсхѕуһԁԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧοιν";

/// A word with letters of two scripts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MixedWord {
    /// Where the word is written, in bytes.
    pub range: Range<usize>,
    /// The letters of the script that is the rarer one in it: offset and character.
    pub strangers: Vec<(usize, char)>,
}

/// A letter with the script that it is of.
type Letter = (usize, char, Script);

/// The words in which a few letters are of another script than the rest and look like letters of it, a thousand at most.
/// Short words, words with figures, and words of two parts (`PHPшник`, `Web-сайт`) are none.
#[must_use]
pub fn mixed_script_words(text: &str) -> Vec<MixedWord> {
    let mut found = Vec::new();
    // Greek and Cyrillic letters begin with the bytes CD to D4 and E1.
    if !text.bytes().any(|byte| matches!(byte, 0xCD..=0xD4)) {
        return found;
    }
    let (mut letters, mut scripts, mut figures): (Vec<Letter>, u8, bool) = (Vec::new(), 0, false);
    let end = [(text.len(), ' ')];
    for (at, character) in text.char_indices().chain(end) {
        if let Some(script) = script(character) {
            letters.push((at, character, script));
            scripts |= 1 << (script as u8);
        } else if character.is_numeric() || character == '_' || character == '^' || is_mathematical(character) {
            figures = true;
        } else if !is_part_of_word(character) {
            if scripts.count_ones() > 1 && !figures {
                found.extend(mixed_word(&letters).filter(|word| !begins_with_bullet(text, word)));
                if found.len() == LIMIT {
                    break;
                }
            }
            (scripts, figures) = (0, false);
            letters.clear();
        }
    }
    found
}

/// Whether a character is inside a word without being a letter of the three scripts.
fn is_part_of_word(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36F}' | '\'' | '’' | 'ʼ' | '\u{AD}') || is_invisible(character)
}

fn is_mathematical(character: char) -> bool {
    matches!(u32::from(character), 0xB5 | 0x2070..=0x209F | 0x2100..=0x214F | 0x2200..=0x22FF | 0x1D400..=0x1D7FF)
        || matches!(character, '=' | '+' | '<' | '>' | '±' | '×' | '∙' | '°' | '{' | '}' | '\\' | '$')
}

fn mixed_word(letters: &[Letter]) -> Option<MixedWord> {
    // As many letters, and those that look like no other: `ГOCТ` is Russian.
    let weight = |script: Script| {
        let own = letters.iter().filter(|(_, _, of)| *of == script);
        (own.clone().count(), own.filter(|(_, letter, _)| !LOOKALIKES.contains(*letter)).count())
    };
    let weights = [Script::Latin, Script::Greek, Script::Cyrillic].map(|script| (weight(script), script));
    let ((most, unlike), main) = weights.into_iter().max_by_key(|(weight, _)| *weight)?;
    let strangers: Vec<&Letter> = letters.iter().filter(|(_, _, script)| *script != main).collect();
    let alike = strangers.iter().all(|(_, letter, _)| LOOKALIKES.contains(*letter));
    let odd = is_of_two_parts(letters) || !is_written_like_word(letters);
    if letters.len() < SHORTEST || most < strangers.len() || (most == strangers.len() && unlike == 0) || !alike || odd {
        return None;
    }
    let (first, last) = (letters.first()?, letters.last()?);
    Some(MixedWord {
        range: first.0..last.0 + last.1.len_utf8(),
        strangers: strangers.into_iter().map(|(at, letter, _)| (*at, *letter)).collect(),
    })
}

/// Word processors make bullets of the letter `o`, which comes before the first word of a line.
fn begins_with_bullet(text: &str, word: &MixedWord) -> bool {
    let before = text.get(..word.range.start).unwrap_or_default().trim_end_matches([' ', '\t']);
    let bullet = matches!(word.strangers.as_slice(), [(at, 'o')] if *at == word.range.start);
    bullet && (before.is_empty() || before.ends_with('\n'))
}

/// Whether capitals are where a word has them: none, the first, all. `ЕArch` is a letter with an index.
fn is_written_like_word(letters: &[Letter]) -> bool {
    let capitals = letters.iter().filter(|(_, letter, _)| letter.is_uppercase()).count();
    let first = letters.first().is_some_and(|(_, letter, _)| letter.is_uppercase());
    capitals == usize::from(first) || capitals == letters.len()
}

/// Whether a word is a name of two capitals or more in one script and an ending in the other: `SMSка`, `CDшный`.
fn is_of_two_parts(letters: &[Letter]) -> bool {
    let changed = |pair: &[Letter]| matches!(pair, [(_, _, one), (_, _, other)] if one != other);
    let mut changes = letters.windows(2).enumerate().filter(|(_, pair)| changed(pair)).map(|(at, _)| at + 1);
    let (Some(change), None) = (changes.next(), changes.next()) else { return false };
    let (name, ending) = letters.split_at(change);
    name.len() > 1
        && name.iter().all(|(_, letter, _)| letter.is_uppercase())
        && ending.iter().all(|(_, letter, _)| letter.is_lowercase())
}

/// What kind of character that nobody sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum InvisibleKind {
    /// A space of no width or a joiner (U+200B, U+200C, U+200D, U+2060) where the script needs none.
    ZeroWidth,
    /// A byte order mark inside the text (U+FEFF).
    ByteOrderMark,
    /// A tag (U+E0000 to U+E007F) that belongs to no flag: it can carry a hidden text.
    Tag,
    /// A variation selector after a letter, which has no variants, or after another one: a row of them can carry bytes.
    Selector,
    /// An invisible operator of a formula (U+2061 to U+2064) or a filler between letters.
    Filler,
    /// A blank of unusual width (U+2004 to U+200A, U+202F, U+205F) between two words.
    Blank,
}

/// A character that nobody sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Invisible {
    /// Where it is, in bytes.
    pub at: usize,
    /// The character.
    pub character: char,
    /// Its kind: characters of one kind are one mark.
    pub kind: InvisibleKind,
}

fn is_invisible(character: char) -> bool {
    matches!(u32::from(character), 0x200B..=0x200D | 0x2060..=0x2064 | 0xFEFF | 0x180E | 0x115F..=0x1160 | 0x3164 | 0xFFA0)
        || matches!(u32::from(character), 0xFE00..=0xFE0F | 0xE0000..=0xE007F | 0xE0100..=0xE01EF)
}

fn is_unusual_blank(character: char) -> bool {
    matches!(u32::from(character), 0x2004..=0x200A | 0x202F | 0x205F)
}

/// The characters of a text that nobody sees and that its script does not need, a thousand at most. Soft hyphens are not
/// counted, nor a byte order mark at the beginning.
#[must_use]
pub fn invisible_characters(text: &str) -> Vec<Invisible> {
    let mut found = Vec::new();
    if !text.as_bytes().windows(3).any(may_be_invisible) {
        return found;
    }
    // The last character that is seen, whether a flag of tags began, and whether the last one was a selector.
    let (mut before, mut flag, mut in_row) = (None, false, false);
    for (at, character) in text.char_indices() {
        if !is_invisible(character) && !is_unusual_blank(character) {
            flag = character == '\u{1F3F4}';
            in_row = false;
            before = Some(character);
            continue;
        }
        let rest = text.get(at + character.len_utf8()..).unwrap_or_default();
        let after = rest.chars().take(8).find(|next| !is_invisible(*next));
        if let Some(kind) = kind(character, at, (before, after), flag, in_row) {
            found.push(Invisible { at, character, kind });
            if found.len() == LIMIT {
                break;
            }
        }
        in_row = is_selector(character);
    }
    found
}

/// Whether three bytes may be the first ones of an invisible character or an unusual blank: nearly all texts have none.
fn may_be_invisible(bytes: &[u8]) -> bool {
    matches!(
        bytes,
        [0xE2, 0x80, 0x84..=0x8D | 0xAF]
            | [0xE2, 0x81, 0x9F..=0xA4]
            | [0xEF, 0xBB, 0xBF]
            | [0xEF, 0xB8, 0x80..=0x8F]
            | [0xEF, 0xBE, 0xA0]
            | [0xF3, 0xA0, 0x80..=0x87]
            | [0xE1, 0xA0, 0x8E]
            | [0xE1, 0x85, 0x9F..=0xA0]
            | [0xE3, 0x85, 0xA4]
    )
}

fn is_selector(character: char) -> bool {
    matches!(u32::from(character), 0xFE00..=0xFE0F | 0xE0100..=0xE01EF)
}

fn kind(
    character: char,
    at: usize,
    (before, after): (Option<char>, Option<char>),
    flag: bool,
    in_row: bool,
) -> Option<InvisibleKind> {
    let plain = |neighbour: Option<char>| {
        neighbour.is_none_or(|next| script(next).is_some() || next.is_ascii() || is_letter_of_east_asia(next))
    };
    let letter = |neighbour: Option<char>| neighbour.is_some_and(|next| script(next).is_some());
    match u32::from(character) {
        // German keeps `Auf|lage` apart with U+200C, as Persian does.
        0x200C => {
            (plain(before) && plain(after) && !(letter(before) && letter(after))).then_some(InvisibleKind::ZeroWidth)
        }
        0x200B | 0x200D | 0x2060 => (plain(before) && plain(after)).then_some(InvisibleKind::ZeroWidth),
        0xFEFF => (at > 0).then_some(InvisibleKind::ByteOrderMark),
        0xE0000..=0xE007F => (!flag).then_some(InvisibleKind::Tag),
        0xFE00..=0xFE0F | 0xE0100..=0xE01EF => (letter(before) || in_row).then_some(InvisibleKind::Selector),
        0x2061..=0x2064 | 0x180E | 0x115F..=0x1160 | 0x3164 | 0xFFA0 => {
            (letter(before) && letter(after)).then_some(InvisibleKind::Filler)
        }
        // Beside figures, initials and marks typesetters use them.
        _ => {
            let inside =
                |neighbour: Option<char>| neighbour.is_some_and(|next| script(next).is_some() && next.is_lowercase());
            (inside(before) && inside(after)).then_some(InvisibleKind::Blank)
        }
    }
}

fn is_letter_of_east_asia(character: char) -> bool {
    matches!(u32::from(character), 0x3000..=0x9FFF | 0xAC00..=0xD7A3 | 0xF900..=0xFAFF | 0xFF00..=0xFFEF)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mixed(text: &str) -> Vec<&str> {
        mixed_script_words(text).into_iter().map(|word| &text[word.range]).collect()
    }

    fn invisible(text: &str) -> Vec<InvisibleKind> {
        invisible_characters(text).into_iter().map(|found| found.kind).collect()
    }

    #[test]
    fn a_stranger_in_a_word_is_found() {
        // A Latin c, o and a in Russian words, a Cyrillic а in an English word, a Latin o in a Greek word.
        assert_eq!(mixed("прoект Cтраны и cовет"), ["прoект", "Cтраны", "cовет"]);
        assert_eq!(mixed("the contrаct of sale"), ["contrаct"]);
        assert_eq!(mixed("της Ελλάδoς"), ["Ελλάδoς"]);
        assert_eq!(mixed("по ГOCТ 7"), ["ГOCТ"], "two capitals inside");
        assert_eq!(mixed("the oк"), Vec::<&str>::new(), "too short");
        assert_eq!(mixed("задачи:\noописать\n и oписать"), ["oписать"], "the first o is a bullet");
        let word = mixed_script_words("в прoекте").remove(0);
        assert_eq!(word.strangers, [("в пр".len(), 'o')]);
    }

    #[test]
    fn units_names_and_formulas_are_no_mixed_words() {
        for text in [
            "220 кBт",
            "µm",
            "5 μм",
            "Web-сайт",
            "IT/ИТ",
            "PHPшник",
            "SMSка",
            "VIPы",
            "ВАЗ2101c",
            "x_и",
            "Δx",
            "λmax",
            "βlactam",
            "αβγabc",
            "Ωcm",
            "проект",
            "contract",
            "σ=maxο",
            "Т-shirt",
            "ПДДcom",
            "ЕArch",
            "nразрядный",
        ] {
            assert_eq!(mixed(text), Vec::<&str>::new(), "{text}");
        }
    }

    #[test]
    fn what_nobody_sees_is_found() {
        for (text, kind) in [
            ("con\u{200b}tract", InvisibleKind::ZeroWidth),
            ("слово\u{2060} и", InvisibleKind::ZeroWidth),
            ("契約\u{200b}書", InvisibleKind::ZeroWidth),
            ("a\u{feff}b", InvisibleKind::ByteOrderMark),
            ("hidden\u{e0041}", InvisibleKind::Tag),
            ("e\u{fe0f}", InvisibleKind::Selector),
            ("❤\u{fe0f}\u{e0101}", InvisibleKind::Selector),
            ("word\u{202f}word", InvisibleKind::Blank),
            ("a\u{2062}b", InvisibleKind::Filler),
        ] {
            assert_eq!(invisible(text), [kind], "{text:?}");
        }
    }

    #[test]
    fn what_a_script_or_a_typesetter_needs_is_not_counted() {
        for text in [
            "\u{feff}at the beginning",
            "soft\u{ad}hyphen",
            "می\u{200c}خواهم",
            "क्\u{200d}ष",
            "ภาษา\u{200b}ไทย",
            "Auf\u{200c}lage",
            "👩\u{200d}👩\u{200d}👧",
            "❤\u{fe0f} 1\u{fe0f}\u{20e3} 葛\u{e0100}",
            "\u{1F3F4}\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}",
            "100\u{2009}000\u{202f}€ A.\u{202f}B. «\u{202f}mot\u{202f}» ça\u{202f}!",
            "1\u{2003}Introduction",
            "(\u{fe02}\n)\u{fe02}",
            "plain words only",
        ] {
            assert_eq!(invisible(text), Vec::<InvisibleKind>::new(), "{text:?}");
        }
    }

    #[test]
    fn the_quick_look_misses_none() {
        for character in
            ('\u{80}'..=char::MAX).filter(|character| is_invisible(*character) || is_unusual_blank(*character))
        {
            assert!(character.to_string().as_bytes().windows(3).any(may_be_invisible), "{:04X}", u32::from(character));
        }
    }

    #[test]
    fn hostile_text_is_read_in_time() {
        let started = std::time::Instant::now();
        for piece in ["\u{200b}", "аa", "\u{e0041}", "прoект ", "\u{202f}", "🏴\u{e0041}"] {
            let text = piece.repeat(4_000_000 / piece.len());
            assert!(mixed_script_words(&text).len() <= LIMIT && invisible_characters(&text).len() <= LIMIT);
        }
        assert!(started.elapsed().as_secs() < 20, "{:?}", started.elapsed());
    }
}
