//! Which letters and digits look alike, so that one said to be the other says nothing about the words that a reader sees.

use std::collections::BTreeMap;
use std::sync::OnceLock;
use unicode_normalization::UnicodeNormalization;

/// The kinds of signs that a font may exchange on purpose: a whole font that exchanges kinds is an old encoding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Latin letters and digits.
    Latin,
    /// Cyrillic letters.
    Cyrillic,
    /// Greek letters.
    Greek,
    /// Letters of other scripts.
    Other,
}

impl Kind {
    /// The kind of a letter or digit; none of any other sign.
    pub(super) fn of(sign: char) -> Option<Self> {
        match base(sign) {
            'a'..='z' | '0'..='9' => Some(Self::Latin),
            '\u{0400}'..='\u{052f}' => Some(Self::Cyrillic),
            '\u{0370}'..='\u{03ff}' => Some(Self::Greek),
            other => other.is_alphanumeric().then_some(Self::Other),
        }
    }
}

/// The sign as small letter and without marks: forms for presentation, wide and raised ones are the plain sign (UAX 15, NFKD).
fn base(sign: char) -> char {
    if sign.is_ascii() {
        return sign.to_ascii_lowercase();
    }
    let plain = std::iter::once(sign).nfkd().next().unwrap_or(sign);
    plain.to_lowercase().next().unwrap_or(plain)
}

/// Whether two signs look alike, or are forms of one.
pub(super) fn alike(one: char, other: char) -> bool {
    let (one, other) = (base(one), base(other));
    if one == other {
        return true;
    }
    static GROUPS: OnceLock<BTreeMap<char, Vec<usize>>> = OnceLock::new();
    let groups = GROUPS.get_or_init(|| {
        let mut groups: BTreeMap<char, Vec<usize>> = BTreeMap::new();
        let lines = include_str!("../data/look_alikes.txt").lines().filter(|line| !line.starts_with('#'));
        for (number, line) in lines.enumerate() {
            for sign in line.trim().chars() {
                groups.entry(sign).or_default().push(number);
            }
        }
        groups
    });
    match (groups.get(&one), groups.get(&other)) {
        (Some(of_one), Some(of_other)) => of_one.iter().any(|group| of_other.contains(group)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn look_alikes_are_alike_and_digits_are_not() {
        for (one, other) in [
            ('A', 'А'),
            ('l', 'I'),
            ('1', 'l'),
            ('O', '0'),
            ('é', 'e'),
            ('２', '2'),
            ('¹', '1'),
            ('ς', 'c'),
            ('Ж', 'ж'),
        ] {
            assert!(alike(one, other), "{one} {other}");
        }
        for (one, other) in [('1', '7'), ('3', '8'), ('0', '6'), ('a', 'o'), ('Д', 'Л'), ('2', '3'), ('4', '9')] {
            assert!(!alike(one, other), "{one} {other}");
        }
        assert_eq!([Kind::of('7'), Kind::of('Ж'), Kind::of('-')], [Some(Kind::Latin), Some(Kind::Cyrillic), None]);
    }
}
