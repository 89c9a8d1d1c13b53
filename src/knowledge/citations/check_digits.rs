//! Check digits of references: a number that fails its own is none, or was mistyped, and its date with it.

/// The rule by which a number checks itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CheckDigits {
    /// ISO 13616: an account number.
    Iban,
    /// ISO 17442: a legal entity.
    Lei,
    /// The Russian register of companies: the first twelve digits.
    Ogrn,
    /// The Russian register of sole traders: the first fourteen digits.
    Ogrnip,
    /// ISO 2108: thirteen digits.
    Isbn,
    /// BIP 173: an address of the first version of segregated witness.
    Bech32,
    /// BIP 350: an address of a later version.
    Bech32m,
}

impl CheckDigits {
    /// The rule by its name in the table.
    pub(super) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "iban" => Self::Iban,
            "lei" => Self::Lei,
            "ogrn" => Self::Ogrn,
            "ogrnip" => Self::Ogrnip,
            "isbn" => Self::Isbn,
            "bech32" => Self::Bech32,
            "bech32m" => Self::Bech32m,
            _ => return None,
        })
    }

    /// Whether a reference, with the words before its number, satisfies the rule.
    pub(super) fn hold(self, text: &str) -> bool {
        match self {
            Self::Iban => iban(text.trim_start_matches("IBAN")),
            Self::Lei => last_characters(text, 20).is_some_and(|number| remainder_97(&number) == Some(1)),
            Self::Ogrn => remainder_of_number(text, 13, 11),
            Self::Ogrnip => remainder_of_number(text, 15, 13),
            Self::Isbn => text.find("979").and_then(|at| text.get(at..)).is_some_and(isbn),
            Self::Bech32 => bech32(text) == Some(1),
            Self::Bech32m => bech32(text) == Some(0x2bc8_30a3),
        }
    }
}

fn last_characters(text: &str, count: usize) -> Option<String> {
    let start = text.len().checked_sub(count)?;
    text.get(start..).map(str::to_owned)
}

/// The remainder by 97 of a number in which letters count from ten on (ISO 7064).
fn remainder_97(text: &str) -> Option<u32> {
    text.chars().try_fold(0, |remainder, character| {
        let value = character.to_digit(36)?;
        Some((remainder * if value < 10 { 10 } else { 100 } + value) % 97)
    })
}

fn iban(text: &str) -> bool {
    let number: String = text.chars().filter(char::is_ascii_alphanumeric).collect();
    let Some((head, body)) = number.split_at_checked(4) else { return false };
    (15..=34).contains(&number.len()) && remainder_97(&format!("{body}{head}")) == Some(1)
}

/// Whether the last of so many digits is the remainder of the others by a divisor, modulo ten.
fn remainder_of_number(text: &str, digits: usize, divisor: u64) -> bool {
    let Some(number) = last_characters(text, digits).and_then(|number| number.parse::<u64>().ok()) else {
        return false;
    };
    number / 10 % divisor % 10 == number % 10
}

fn isbn(text: &str) -> bool {
    let digits: Vec<u32> = text.chars().filter_map(|character| character.to_digit(10)).collect();
    let sum: u32 = digits.iter().enumerate().map(|(at, digit)| digit * if at % 2 == 0 { 1 } else { 3 }).sum();
    digits.len() == 13 && sum.is_multiple_of(10)
}

/// The checksum of a bech32 word: 1, or the constant of bech32m, where it holds.
fn bech32(text: &str) -> Option<u32> {
    const ALPHABET: &str = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    const GENERATORS: [u32; 5] = [0x3b6a_57b2, 0x2650_8e6d, 0x1ea1_19fa, 0x3d42_33dd, 0x2a14_62b3];
    let (human, data) = text.split_once('1')?;
    let high = human.bytes().map(|byte| u32::from(byte >> 5));
    let low = human.bytes().map(|byte| u32::from(byte & 31));
    let mut values: Vec<u32> = high.chain([0]).chain(low).collect();
    for character in data.chars() {
        values.push(u32::try_from(ALPHABET.find(character)?).ok()?);
    }
    Some(values.into_iter().fold(1, |checksum, value| {
        let top = checksum >> 25;
        let shifted = (checksum & 0x01ff_ffff) << 5 ^ value;
        GENERATORS
            .iter()
            .enumerate()
            .fold(shifted, |sum, (bit, generator)| if top >> bit & 1 == 1 { sum ^ generator } else { sum })
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_in_one_place_is_found() {
        for (rule, text) in [
            (CheckDigits::Iban, "IBAN DE89 3704 0044 0532 0130 00"),
            (CheckDigits::Iban, "UA213223130000026007233566001"),
            (CheckDigits::Lei, "LEI: 5493001KJTIIGC8Y1R12"),
            (CheckDigits::Ogrn, "ОГРН 1027700132195"),
            (CheckDigits::Ogrnip, "ОГРНИП 304500116000157"),
            (CheckDigits::Isbn, "ISBN-13: 979-10-90636-07-1"),
            (CheckDigits::Bech32, "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq"),
            (CheckDigits::Bech32m, "bc1p5cyxnuxmeuwuvkwfem96lqzszd02n6xdcjrs20cac6yqjjwudpxqkedrcr"),
        ] {
            assert!(rule.hold(text), "{text}");
            // A digit turned into its neighbour, at every place but those of the words before.
            for (at, _) in text.char_indices().filter(|(_, character)| character.is_ascii_digit()).skip(4) {
                let digit = text[at..=at].parse::<u32>().unwrap();
                let slip = format!("{}{}{}", &text[..at], (digit + 1) % 10, &text[at + 1..]);
                assert!(!rule.hold(&slip), "{slip}");
            }
        }
    }

    #[test]
    fn nothing_short_or_foreign_holds() {
        for rule in ["iban", "lei", "ogrn", "ogrnip", "isbn", "bech32", "bech32m"] {
            let rule = CheckDigits::named(rule).unwrap();
            for text in ["", "1", "ж", "ОГРН", "bc1", "979", "жжжжжжжжжжжжжжжжжжжж"] {
                assert!(!rule.hold(text), "{rule:?} {text}");
            }
        }
        assert_eq!(CheckDigits::named("luhn"), None);
    }
}
