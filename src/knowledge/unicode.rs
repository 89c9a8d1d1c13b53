//! Characters and the versions of Unicode that brought them.

use crate::knowledge::dated::{DatedRow, parse};
use crate::knowledge::table::rows;
use crate::knowledge::{Dated, text};
use crate::model::{Error, Strength};
use std::collections::BTreeMap;
use std::ops::RangeInclusive;

/// Code points below this are those of nearly all text.
const BASIC: u32 = 0x1_0000;

/// The tables: ranges of code points, versions, and characters with dates of their own.
#[derive(Debug, Default)]
pub struct Unicode {
    /// By first code point: the last one, and the version. Characters older than Unicode 3.2 are left out.
    ranges: BTreeMap<u32, (u32, String)>,
    versions: Vec<DatedRow>,
    characters: BTreeMap<u32, DatedRow>,
    /// A bit for each of the first code points: whether one of the tables has it. Letters of a text are passed over by a look at it.
    known: Vec<u64>,
}

/// Blocks of signs that are seen alone: currencies, letter-like signs, arrows and technical signs, dingbats, emoji.
const EMOJI_AND_SIGNS: &[RangeInclusive<u32>] = &[0x20a0..=0x20cf, 0x2100..=0x2bff, 0x3200..=0x33ff, 0x1f300..=0x1faff];

impl Unicode {
    /// Reads the tables.
    ///
    /// # Errors
    /// The first broken row.
    pub fn parse() -> Result<Self, Error> {
        let mut ranges = BTreeMap::new();
        rows("unicode", text("unicode"), |row| {
            let number = |column: &str| {
                let text = row.get(column)?;
                u32::from_str_radix(&text, 16).map_err(|_| row.error(format!("{text:?} is not a code point")))
            };
            ranges.insert(number("start")?, (number("end")?, row.get("version")?));
            Ok(())
        })?;
        let mut characters = BTreeMap::new();
        for row in parse("characters", "character", ["codepoint", "", "", ""])? {
            if let Ok(point) = u32::from_str_radix(row.name.trim_start_matches("U+"), 16) {
                characters.insert(point, row);
            }
        }
        let mut known = vec![0_u64; (BASIC / 64) as usize];
        let in_ranges = ranges.iter().flat_map(|(start, (end, _))| *start..=(*end).min(BASIC));
        for point in in_ranges.chain(characters.keys().copied()) {
            if let Some(bits) = known.get_mut((point / 64) as usize) {
                *bits |= 1 << (point % 64);
            }
        }
        let versions = parse("unicode_versions", "unicode", ["version", "", "", ""])?;
        Ok(Self { ranges, versions, characters, known })
    }

    /// Whether a table may have a date of a character: none of the others is looked up.
    #[must_use]
    pub fn may_know(&self, character: char) -> bool {
        let point = u32::from(character);
        point >= BASIC || self.known.get((point / 64) as usize).is_some_and(|bits| bits >> (point % 64) & 1 == 1)
    }

    /// The date of a character that is younger than Unicode 3.2. Private glyphs and fonts ran ahead of the standard, so
    /// it is never more than strong.
    #[must_use]
    pub fn look_up(&self, character: char) -> Option<Dated> {
        let point = u32::from(character);
        let mut dated = match self.characters.get(&point) {
            Some(row) => row.dated(),
            None => {
                let (_, (end, version)) = self.ranges.range(..=point).next_back()?;
                let row = self.versions.iter().find(|row| row.name == *version).filter(|_| point <= *end)?;
                row.dated()
            }
        };
        // A reader knows a sign by its look, where it has one.
        dated.what = if character.is_alphanumeric() || EMOJI_AND_SIGNS.iter().any(|signs| signs.contains(&point)) {
            format!("the character \u{201c}{character}\u{201d} (U+{point:04X})")
        } else {
            format!("the character U+{point:04X}")
        };
        dated.maker = "Unicode".to_owned();
        dated.floor_strength = dated.floor_strength.min(Strength::Strong);
        Some(dated)
    }

    /// A row by id.
    pub fn rows(&self) -> impl Iterator<Item = &DatedRow> {
        self.versions.iter().chain(self.characters.values())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_character_with_a_date_is_looked_up() {
        let unicode = Unicode::parse().expect("the tables");
        for character in '\0'..='\u{ffff}' {
            assert_eq!(unicode.may_know(character), unicode.look_up(character).is_some(), "{character:?}");
        }
        assert!(unicode.may_know('\u{1f979}'));
    }
}
