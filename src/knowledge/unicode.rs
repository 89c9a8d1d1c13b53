//! Characters and the versions of Unicode that brought them.

use crate::knowledge::dated::{DatedRow, parse};
use crate::knowledge::table::rows;
use crate::knowledge::{Dated, text};
use crate::model::{Error, Strength};
use std::collections::BTreeMap;

/// The tables: ranges of code points, versions, and characters with dates of their own.
#[derive(Debug, Default)]
pub struct Unicode {
    /// By first code point: the last one, and the version. Characters older than Unicode 3.2 are left out.
    ranges: BTreeMap<u32, (u32, String)>,
    versions: Vec<DatedRow>,
    characters: BTreeMap<u32, DatedRow>,
}

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
        Ok(Self { ranges, versions: parse("unicode_versions", "unicode", ["version", "", "", ""])?, characters })
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
        dated.what = format!("the character U+{point:04X}");
        dated.maker = "Unicode".to_owned();
        dated.floor_strength = dated.floor_strength.min(Strength::Strong);
        Some(dated)
    }

    /// A row by id.
    pub fn rows(&self) -> impl Iterator<Item = &DatedRow> {
        self.versions.iter().chain(self.characters.values())
    }
}
