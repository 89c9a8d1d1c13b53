//! Compact Font Format (Adobe Technical Note 5176): version, notice and copyright of the Top DICT.

use crate::readers::fonts::{COPYRIGHT, VERSION, text};
use crate::readers::part::PartFact;
use read_fonts::ps::cff::dict::{Entry, entries};
use read_fonts::tables::cff::Cff;
use read_fonts::{FontData, FontRead};

/// Reads a font.
#[must_use]
pub fn read(data: &[u8]) -> Vec<PartFact> {
    let Ok(font) = Cff::read(FontData::new(data)) else { return Vec::new() };
    let Some(top) = font.top_dicts().get(0).map(<[u8]>::to_vec) else { return Vec::new() };
    let mut facts = Vec::new();
    for entry in entries(&top, None).flatten() {
        let (property, sid, path) = match entry {
            Entry::Version(sid) => (&VERSION, sid, "Top DICT/version"),
            Entry::Notice(sid) => (&COPYRIGHT, sid, "Top DICT/Notice"),
            Entry::Copyright(sid) => (&COPYRIGHT, sid, "Top DICT/Copyright"),
            _ => continue,
        };
        let Some(string) = font.string(sid) else { continue };
        // Standard strings are in the specification, not in the font.
        let start = memchr::memmem::find(data, string).unwrap_or(0);
        let shown: String = string.iter().map(|&byte| char::from(byte)).collect();
        facts.push(text(property, string, &shown, start..start + string.len(), path));
    }
    facts
}
