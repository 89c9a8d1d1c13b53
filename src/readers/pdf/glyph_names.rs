//! The character of a glyph for which the document names none: what the embedded font's own table says of it.

use hayro_interpret::font::Glyph;
use read_fonts::{FontRef, TableProvider};
use std::collections::HashMap;

/// Characters by glyph, for each font that was asked.
#[derive(Debug, Default)]
pub(super) struct GlyphNames {
    fonts: HashMap<u128, HashMap<u32, char>>,
}

/// More glyphs of one font are not looked up.
const LIMIT: usize = 70_000;

impl GlyphNames {
    /// The character, where the font's table `cmap` names the glyph, or where the code that chose it is one of ASCII.
    pub(super) fn character(&mut self, glyph: &Glyph<'_>) -> Option<char> {
        if let Glyph::Outline(outline) = glyph
            && let Some(font) = outline.font_data()
        {
            let names = self.fonts.entry(font.cache_key).or_insert_with(|| by_glyph(font.data.as_ref().as_ref()));
            if let Some(character) = names.get(&outline.glyph_id().to_u32()) {
                return Some(*character);
            }
        }
        let code = char::from_u32(glyph.char_code())?;
        code.is_ascii_graphic().then_some(code)
    }
}

fn by_glyph(font: &[u8]) -> HashMap<u32, char> {
    let mut names = HashMap::new();
    let Ok(font) = FontRef::from_index(font, 0) else { return names };
    let Ok(table) = font.cmap() else { return names };
    for record in table.encoding_records() {
        // Unicode, or Windows with Unicode; symbols stand in a private area and say nothing.
        let (platform, encoding) = (record.platform_id() as u16, record.encoding_id());
        if platform != 0 && !(platform == 3 && matches!(encoding, 1 | 10)) {
            continue;
        }
        let Ok(subtable) = record.subtable(table.offset_data()) else { continue };
        for (code, glyph) in subtable.iter().take(LIMIT) {
            let character = char::from_u32(code).filter(|character| !('\u{e000}'..='\u{f8ff}').contains(character));
            if let Some(character) = character {
                names.entry(glyph.to_u32()).or_insert(character);
            }
        }
    }
    names
}
