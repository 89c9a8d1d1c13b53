//! What the programs of embedded fonts call their glyphs: the table `cmap` and the names of `post`, of CFF (Technical Note 5176) and of
//! Type 1.

use hayro_interpret::font::OutlineGlyph;
use hayro_syntax::Pdf;
use hayro_syntax::object::{Dict, Stream};
use read_fonts::ps::agl;
use read_fonts::ps::cff::CffFontRef;
use read_fonts::ps::type1::Type1Font;
use read_fonts::types::GlyphId;
use read_fonts::{FontRef, TableProvider};
use siphasher::sip128::{Hasher128, SipHasher13};
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::hash::{Hash, Hasher};

/// Fonts of more pages are not looked for.
const PAGES: usize = 2_000;
/// More codes of one table are not looked up.
const CODES: usize = 200_000;

/// The digest of the font program of a glyph, as the interpreter keeps it: it tells programs of Type 1 apart, whose bytes the interpreter
/// does not hand out.
pub(super) fn program_of(glyph: &OutlineGlyph) -> u128 {
    let mut first = First::default();
    glyph.identifier().hash(&mut first);
    first.0.unwrap_or_default()
}

/// Keeps the first wide number that is hashed.
#[derive(Default)]
struct First(Option<u128>);

impl Hasher for First {
    fn finish(&self) -> u64 {
        0
    }

    fn write(&mut self, _: &[u8]) {}

    fn write_u128(&mut self, number: u128) {
        self.0.get_or_insert(number);
    }
}

/// The digest of a program from its bytes, as the interpreter makes it.
fn digest(data: &[u8]) -> u128 {
    let mut state = SipHasher13::new();
    (data, 0_u32).hash(&mut state);
    state.finish128().as_u128()
}

/// The wanted programs, as far as fonts of the pages embed them.
pub(super) fn embedded(pdf: &Pdf, wanted: &BTreeSet<u128>) -> BTreeMap<u128, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut visited = HashSet::new();
    for page in pdf.pages().iter().take(PAGES) {
        let fonts = &page.resources().fonts;
        for name in fonts.keys() {
            if found.len() == wanted.len() {
                return found;
            }
            if fonts.get_ref(&name).is_some_and(|reference| !visited.insert(reference)) {
                continue;
            }
            let Some(font) = fonts.get::<Dict<'_>>(&name) else { continue };
            let descendant = font
                .get::<hayro_syntax::object::Array<'_>>(b"DescendantFonts")
                .and_then(|list| list.iter::<Dict<'_>>().next());
            let Some(descriptor) = descendant.unwrap_or(font).get::<Dict<'_>>(b"FontDescriptor") else { continue };
            let program = [b"FontFile2".as_slice(), b"FontFile3", b"FontFile"]
                .into_iter()
                .find_map(|key| descriptor.get::<Stream<'_>>(key));
            let Some(data) = program.and_then(|stream| stream.decoded_data().ok()) else { continue };
            let digest = digest(&data);
            if wanted.contains(&digest) {
                found.insert(digest, data.into_owned());
            }
        }
    }
    found
}

/// The characters that a font program gives for each of these glyphs; those for which it has no names are left out.
pub(super) fn named(data: &[u8], glyphs: &BTreeSet<u32>) -> BTreeMap<u32, Vec<char>> {
    let mut names: BTreeMap<u32, Vec<char>> = BTreeMap::new();
    if let Ok(font) = FontRef::from_index(data, 0) {
        if let Ok(post) = font.post() {
            for (glyph, name) in post.glyph_names().take(CODES).filter(|(glyph, _)| glyphs.contains(&glyph.to_u32())) {
                add(&mut names, glyph.to_u32(), name);
            }
        }
        if let Some(cff) =
            font.cff().ok().and_then(|table| CffFontRef::new(table.offset_data().as_bytes(), 0, None).ok())
        {
            cff_names(&cff, glyphs, &mut names);
        }
        cmap_names(&font, glyphs, &mut names);
    } else if data.starts_with(&[1]) {
        if let Ok(cff) = CffFontRef::new(data, 0, None) {
            cff_names(&cff, glyphs, &mut names);
        }
    } else if let Ok(font) = Type1Font::new(data) {
        for (glyph, name) in font.glyph_names().filter(|(glyph, _)| glyphs.contains(&glyph.to_u32())) {
            add(&mut names, glyph.to_u32(), name);
        }
    }
    names
}

fn add(names: &mut BTreeMap<u32, Vec<char>>, glyph: u32, name: &str) {
    if let Some(character) = agl::name_to_char(name) {
        names.entry(glyph).or_default().push(character);
    }
}

fn cff_names(cff: &CffFontRef<'_>, glyphs: &BTreeSet<u32>, names: &mut BTreeMap<u32, Vec<char>>) {
    let Some(charset) = cff.charset().filter(|_| !cff.is_cid()) else { return };
    for &glyph in glyphs {
        let name = charset.string_id(GlyphId::new(glyph)).and_then(|name| cff.string(name));
        if let Some(name) = name.and_then(|name| std::str::from_utf8(name).ok()) {
            add(names, glyph, name);
        }
    }
}

fn cmap_names(font: &FontRef<'_>, glyphs: &BTreeSet<u32>, names: &mut BTreeMap<u32, Vec<char>>) {
    let Ok(table) = font.cmap() else { return };
    for record in table.encoding_records() {
        // Unicode, or Windows with Unicode; symbols are in a private area and say nothing.
        let (platform, encoding) = (record.platform_id() as u16, record.encoding_id());
        if platform != 0 && !(platform == 3 && matches!(encoding, 1 | 10)) {
            continue;
        }
        let Ok(subtable) = record.subtable(table.offset_data()) else { continue };
        for (code, glyph) in subtable.iter().take(CODES).filter(|(_, glyph)| glyphs.contains(&glyph.to_u32())) {
            if let Some(character) = char::from_u32(code) {
                names.entry(glyph.to_u32()).or_default().push(character);
            }
        }
    }
}
