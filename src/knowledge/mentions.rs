//! How a text writes a name.
//!
//! Whole words, with the capitals of the spelling; a small letter at the beginning of a word may be a capital, and all may be capitals.
//! A number at the end of a name is on the same line as the name and goes no further: page numbers and headings follow the ends of
//! lines. A Korean name may be followed by a particle. The holder of an office is none where a word before says deputy, former,
//! candidate and the like.

use crate::knowledge::spellings::{characters, small};

/// Words before an office that say that somebody else holds it.
const OTHERS: &[&str] = &[
    "vice",
    "deputy",
    "shadow",
    "acting",
    "former",
    "assistant",
    "designate",
    "candidate",
    "ex",
    "interim",
    "future",
    "then-deputy",
    "would-be",
    "secretary to the",
    "adviser to the",
    "advisor to the",
    "spokesman for",
    "stellvertretender",
    "ehemaliger",
    "ehemalige",
    "vize",
    "ancien",
    "ancienne",
    "ancien vice",
    "adjoint",
    "expresidente",
    "заместитель",
    "заместителя",
    "заместителю",
    "заместителем",
    "зам",
    "зам.",
    "бывший",
    "бывшего",
    "бывшему",
    "бывшим",
    "бывшем",
    "бывшая",
    "экс",
    "вице",
    "и.о.",
    "и. о.",
    "и.о",
    "врио",
    "врид",
    "кандидат",
    "кандидата",
    "кандидату",
    "кандидатом",
    "кандидат в",
    "помощник",
    "помощника",
    "советник",
    "советника",
    "исполняющий обязанности",
    "исполняющего обязанности",
    "будущий",
    "будущего",
    "заступник",
    "заступника",
    "колишній",
    "колишнього",
    "колишнім",
    "екс",
    "віце",
    "в.о.",
    "в. о.",
    "т.в.о.",
    "кандидат у",
    "помічник",
    "радник",
    "майбутній",
];
/// What may follow a Korean name unseparated.
const PARTICLES: &[&str] = &[
    "은",
    "는",
    "이",
    "가",
    "을",
    "를",
    "의",
    "에",
    "와",
    "과",
    "로",
    "도",
    "만",
    "나",
    "측",
    "장",
    "에서",
    "에게",
    "으로",
    "부터",
    "까지",
    "보다",
    "처럼",
    "이나",
    "라고",
    "라는",
    "이라고",
    "이라는",
    "에는",
    "에도",
    "에서는",
    "에서도",
    "와의",
    "과의",
    "으로부터",
    "등",
    "장관",
    "청장",
    "위원장",
    "인",
    "이며",
    "이고",
    "이다",
    "입니다",
];

/// How far back the beginning of a line is looked for, in characters.
const LINE: usize = 200;

/// Whether a text is a spelling, capitals and all; a word may begin with a capital where the spelling has a small letter, and the whole may
/// be in capitals.
#[must_use]
pub fn written_as(written: &str, form: &str) -> bool {
    let (mut text, mut begins, mut exact) = (characters(written), true, true);
    for wanted in characters(form) {
        let Some(got) = text.next() else { return false };
        if got != wanted {
            let alike = small(got) == small(wanted);
            exact &= alike && begins && got.is_uppercase();
            if !alike {
                return false;
            }
        }
        begins = !wanted.is_alphanumeric();
    }
    text.next().is_none() && (exact || !written.chars().any(char::is_lowercase))
}

fn is_hangul(character: char) -> bool {
    matches!(character, '\u{ac00}'..='\u{d7a3}')
}

fn is_katakana(character: char) -> bool {
    matches!(character, '\u{30a1}'..='\u{30fa}' | 'ー')
}

/// Whether a name can begin there: not within a Korean or a katakana word, `.NET` not in `ASP.NET`.
#[must_use]
pub fn begins_well(before: &str, written: &str) -> bool {
    let (Some(last), Some(first)) = (before.chars().next_back(), written.chars().next()) else { return true };
    !(is_hangul(last) && is_hangul(first)
        || is_katakana(last) && is_katakana(first)
        || !first.is_alphanumeric() && last.is_alphanumeric())
}

/// Whether a name can end there.
#[must_use]
pub fn ends_well(before: &str, written: &str, after: &str) -> bool {
    let (Some(last), next) = (written.chars().next_back(), after.chars().next()) else { return false };
    if is_hangul(last) {
        let rest: String = after.chars().take(8).take_while(|character| is_hangul(*character)).collect();
        return rest.is_empty() || PARTICLES.contains(&rest.as_str());
    }
    if is_katakana(last) && next.is_some_and(is_katakana) {
        return false;
    }
    !last.is_ascii_digit() || number_ends_well(before, written, after)
}

/// Whether the number at the end of a name is the name's own and all of it.
fn number_ends_well(before: &str, written: &str, after: &str) -> bool {
    let mut following = after.chars();
    let goes_on =
        matches!(following.next(), Some('.' | ',')) && following.next().is_some_and(|next| next.is_ascii_digit());
    let stem = written.trim_end_matches(|character: char| character.is_ascii_digit() || character == '.');
    let number = written.get(stem.len()..).unwrap_or_default();
    // Longer numbers are years and designations, which nothing else on a page looks like.
    let short = number.contains('.') || number.len() <= 3;
    let blanks = stem.get(stem.trim_end().len()..).unwrap_or_default();
    if goes_on || short && !matches!(blanks, "" | " " | "\u{a0}") {
        return false;
    }
    // `3.2 Android 9` at the end of a line: a page of a table of contents.
    let line = before.chars().rev().take(LINE).take_while(|character| *character != '\n');
    let numbered =
        line.filter(|character| !character.is_whitespace()).last().is_some_and(|first| first.is_ascii_digit());
    let line_ends =
        after.trim_start_matches([' ', '\t']).chars().next().is_none_or(|next| matches!(next, '\n' | '\r' | '\u{c}'));
    !(short && !number.contains('.') && numbered && line_ends)
}

/// Whether the words before an office say that somebody else holds it.
#[must_use]
pub fn another(before: &str) -> bool {
    let near: String = before.chars().rev().take(32).collect();
    let near: String = near.chars().rev().flat_map(char::to_lowercase).collect();
    let near = near
        .trim_end_matches(|character: char| character.is_whitespace() || character == '-' || character == '\u{2011}');
    OTHERS.iter().any(|other| {
        near.strip_suffix(other).is_some_and(|rest| !rest.chars().next_back().is_some_and(char::is_alphanumeric))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_count() {
        for (text, form) in [
            ("Reform UK", "Reform UK"),
            ("BREXIT", "Brexit"),
            ("Научные роты", "научные роты"),
            ("ФЕДЕРАЛЬНАЯ СЛУЖБА", "Федеральная служба"),
            ("Федеральная  служба", "Федеральная\nслужба"),
            ("Концерн «Калашников»", "Концерн Калашников"),
            ("Алмаз – Антей", "Алмаз-Антей"),
            ("Объединенная", "Объединённая"),
        ] {
            assert!(written_as(text, form), "{text:?} is {form:?}");
        }
        for (text, form) in [
            ("reform UK", "Reform UK"),
            ("ever given", "Ever Given"),
            ("егрн", "ЕГРН"),
            ("Python 3.14", "Python 3.1"),
            ("MicA", "MiCA"),
        ] {
            assert!(!written_as(text, form), "{text:?} is not {form:?}");
        }
    }

    #[test]
    fn numbers_end_with_the_name() {
        assert!(ends_well("on ", "Windows 10", ", then"));
        assert!(ends_well("", "Windows 10", ""));
        assert!(ends_well("the ", "Modern Slavery Act\n2015", ""));
        for (before, written, after) in [
            ("", "Python 3.1", ".4"),
            ("", "Windows 10", ",5"),
            ("on ", "FreeBSD\n6", " Conclusions"),
            ("on ", "Android  9", " next"),
            ("see\n3.2 ", "Android 9", "\n3.3 iOS 12"),
            ("see\n3.2 ", "Android 9", "  "),
        ] {
            assert!(!ends_well(before, written, after), "{before:?} {written:?} {after:?}");
        }
    }

    #[test]
    fn another_holds_the_office() {
        for before in [
            "the deputy ",
            "Vice-",
            "Vice ",
            "the first Deputy ",
            "ex-",
            "бывший ",
            "первый заместитель ",
            "и. о. ",
            "врио ",
            "колишній ",
        ] {
            assert!(another(before), "{before:?}");
        }
        for before in ["the ", "device ", "British ", "новый ", "", "complex "] {
            assert!(!another(before), "{before:?}");
        }
    }

    #[test]
    fn scripts_without_blanks() {
        assert!(ends_well("", "행정안전부", "는 밝혔다"));
        assert!(!ends_well("", "행정안전부", "속보"));
        assert!(!begins_well("전", "행정안전부"));
        assert!(!ends_well("", "スマホ", "ケース"));
        assert!(!begins_well("ASP", ".NET 10"));
    }
}
