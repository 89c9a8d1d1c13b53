//! The character of a glyph for which the document names none: what the embedded font's own table says of it.

use hayro_cmap::{BfString, CMap, CidFamily};
use hayro_interpret::font::Glyph;
use read_fonts::{FontRef, TableProvider};
use std::collections::HashMap;
use std::rc::Rc;

/// Characters by glyph, for each font that was asked.
#[derive(Debug, Default)]
pub(super) struct GlyphNames {
    fonts: HashMap<u128, Names>,
}

/// What one font says of its glyphs.
#[derive(Debug, Default)]
struct Names {
    characters: HashMap<u32, char>,
    /// The table of the character collection in which the font is set (ISO 32000-2, 9.7.5.2), by CID.
    collection: Option<Rc<CMap>>,
}

/// More glyphs of one font are not looked up.
const LIMIT: usize = 70_000;

impl GlyphNames {
    /// The character, where the font's table `cmap` names the glyph, or where the code that chose it is one of ASCII.
    pub(super) fn character(&mut self, glyph: &Glyph<'_>) -> Option<char> {
        if let Glyph::Outline(outline) = glyph
            && let Some(font) = outline.font_data()
        {
            let names = self.fonts.entry(font.cache_key).or_insert_with(|| {
                let font = font.data.as_ref().as_ref();
                Names { characters: by_glyph(font), collection: collection(font) }
            });
            if let Some(character) = names.characters.get(&outline.glyph_id().to_u32()) {
                return Some(*character);
            }
            // Codes of fonts of a collection are CIDs where the document names no table for them (Identity-H).
            if let Some(BfString::Char(character)) =
                names.collection.as_ref().and_then(|table| table.lookup_bf_string(glyph.char_code()))
            {
                return Some(character);
            }
        }
        let code = char::from_u32(glyph.char_code())?;
        code.is_ascii_graphic().then_some(code)
    }
}

/// The names of collections, as their registry and ordering are in the strings of a CFF font (Technical Note 5176, `ROS`): one
/// after the other, in all fonts that were looked at.
const COLLECTIONS: &[(&[u8], &[u8])] =
    &[(b"AdobeJapan1", b"Japan1"), (b"AdobeGB1", b"GB1"), (b"AdobeCNS1", b"CNS1"), (b"AdobeKorea1", b"Korea1")];
/// The strings of a font are near its beginning.
const BEGINNING: usize = 8 << 10;

/// The table from CIDs to characters of the collection that a bare CFF font names.
fn collection(font: &[u8]) -> Option<Rc<CMap>> {
    let beginning = font.get(..BEGINNING.min(font.len())).filter(|font| font.starts_with(&[1, 0]))?;
    let (_, ordering) = COLLECTIONS.iter().find(|(name, _)| memchr::memmem::find(beginning, name).is_some())?;
    let name = CidFamily::from_registry_ordering(b"Adobe", ordering).ucs2_cmap()?;
    CMap::parse(hayro_cmap::load_embedded(name)?, hayro_cmap::load_embedded).map(Rc::new)
}

fn by_glyph(font: &[u8]) -> HashMap<u32, char> {
    let mut names = HashMap::new();
    let Ok(font) = FontRef::from_index(font, 0) else { return names };
    let Ok(table) = font.cmap() else { return names };
    for record in table.encoding_records() {
        // Unicode, or Windows with Unicode; symbols are in a private area and say nothing.
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
