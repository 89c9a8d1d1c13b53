//! Identifiers with a clock inside: posts, identifiers of records, archived pages, eras.

use crate::knowledge::citations::date::Written;
use crate::model::Instant;
use regex::bytes::Captures;

/// Steps of 100 nanoseconds from the reform of the calendar, where UUIDs begin to count (RFC 9562), to 1970.
const GREGORIAN_STEPS: u64 = 0x01b2_1dd2_1381_4000;

/// How an identifier counts time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Clock {
    /// Posts on Twitter since 2010: milliseconds above 22 bits.
    Snowflake,
    /// Discord's, which begins to count in 2015.
    Discord,
    /// Videos of `TikTok`: seconds above 32 bits.
    TikTok,
    /// Posts on Instagram: milliseconds above 23 bits, in letters of base 64.
    Instagram,
    /// Posts on Mastodon: milliseconds above 16 bits.
    Mastodon,
    /// Time-based UUID.
    Uuid1,
    /// UUID whose first 48 bits are milliseconds.
    Uuid7,
    /// ULID: milliseconds in ten letters of base 32.
    Ulid,
    /// A capture of the Internet Archive: year to second.
    Wayback,
    /// A Japanese law by the year of the era.
    JapaneseEra,
}

impl Clock {
    /// The clock by its name in the table.
    pub(super) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "snowflake" => Self::Snowflake,
            "discord" => Self::Discord,
            "tiktok" => Self::TikTok,
            "instagram" => Self::Instagram,
            "mastodon" => Self::Mastodon,
            "uuid1" => Self::Uuid1,
            "uuid7" => Self::Uuid7,
            "ulid" => Self::Ulid,
            "wayback" => Self::Wayback,
            "japanese era" => Self::JapaneseEra,
            _ => return None,
        })
    }

    /// The time that an identifier carries; none where it carries no time of our days.
    pub(super) fn read(self, captures: &Captures<'_>) -> Option<Written> {
        let text = |group: &str| captures.name(group).and_then(|part| std::str::from_utf8(part.as_bytes()).ok());
        let number = || text("number").and_then(|number| number.parse::<u64>().ok());
        let milliseconds = match self {
            Self::Snowflake => (number()? >> 22).checked_add(1_288_834_974_657)?,
            Self::Discord => (number()? >> 22).checked_add(1_420_070_400_000)?,
            Self::TikTok => (number()? >> 32).checked_mul(1000)?,
            Self::Mastodon => number()? >> 16,
            Self::Instagram => {
                (in_letters(text("code")?, 6, base_64_for_addresses)? >> 23).checked_add(1_314_220_021_721)?
            }
            Self::Ulid => in_letters(text("ulid")?.get(..10)?, 5, crockford)?,
            Self::Uuid1 => {
                let groups: Vec<u64> = hexadecimal_groups(text("uuid")?)?;
                let [low, middle, high, ..] = *groups.as_slice() else { return None };
                ((high & 0x0fff) << 48 | middle << 32 | low).checked_sub(GREGORIAN_STEPS)? / 10_000
            }
            Self::Uuid7 => {
                let groups: Vec<u64> = hexadecimal_groups(text("uuid")?)?;
                let [high, low, ..] = *groups.as_slice() else { return None };
                high << 16 | low
            }
            Self::Wayback => {
                let digits = text("ts")?;
                let part = |range: std::ops::Range<usize>| digits.get(range)?.parse().ok();
                return Written::of(part(0..4)?, part(4..6), part(6..8));
            }
            Self::JapaneseEra => {
                let year = japanese_number(text("era")?)?;
                return match text("eraname")? {
                    "平成" if year <= 31 => Written::of(1988 + year, None, None),
                    "令和" => Written::of(2018_u32.checked_add(year)?, None, None),
                    _ => None,
                };
            }
        };
        Written::of_instant(Instant(i64::try_from(milliseconds / 1000).ok()?))
    }
}

/// A number written in letters of so many bits each; none where it does not fit or a letter is foreign.
fn in_letters(text: &str, bits: u32, value: impl Fn(u8) -> Option<u64>) -> Option<u64> {
    text.bytes().try_fold(0_u64, |number, letter| {
        let shifted = number.checked_mul(1 << bits)?;
        Some(shifted | value(letter)?)
    })
}

fn base_64_for_addresses(letter: u8) -> Option<u64> {
    Some(u64::from(match letter {
        b'A'..=b'Z' => letter - b'A',
        b'a'..=b'z' => letter - b'a' + 26,
        b'0'..=b'9' => letter - b'0' + 52,
        b'-' => 62,
        b'_' => 63,
        _ => return None,
    }))
}

fn crockford(letter: u8) -> Option<u64> {
    b"0123456789ABCDEFGHJKMNPQRSTVWXYZ".iter().position(|known| *known == letter).and_then(|at| u64::try_from(at).ok())
}

fn hexadecimal_groups(text: &str) -> Option<Vec<u64>> {
    text.split('-').map(|group| u64::from_str_radix(group, 16).ok()).collect()
}

/// A Japanese year: `元` for the first, digits of any width, or numerals up to ninety-nine.
fn japanese_number(text: &str) -> Option<u32> {
    if text == "元" {
        return Some(1);
    }
    let (mut tens, mut units) = (0, 0);
    for character in text.chars() {
        let digit = "〇一二三四五六七八九"
            .chars()
            .position(|numeral| numeral == character)
            .and_then(|at| u32::try_from(at).ok())
            .or_else(|| u32::from(character).checked_sub(u32::from('０')).filter(|digit| *digit < 10))
            .or_else(|| character.to_digit(10));
        match (character, digit) {
            ('十', _) => (tens, units) = (units.max(1), 0),
            (_, Some(digit)) if units == 0 => units = digit,
            (_, Some(digit)) if tens == 0 => (tens, units) = (units, digit),
            _ => return None,
        }
    }
    Some(tens * 10 + units)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn japanese_years_are_read() {
        let read = ["元", "二十五", "十", "三十一", "3", "２５", "10", "二五", "百"].map(japanese_number);
        assert_eq!(read, [Some(1), Some(25), Some(10), Some(31), Some(3), Some(25), Some(10), Some(25), None]);
    }
}
