//! The notes of cameras' makers in Exif, as far as they say who owns the camera and which camera it is. No maker has published them; what
//! the fields are is as ExifTool's documentation of tag names (Phil Harvey) lists them.

use crate::formats::tiff::{Directory, Tiff};
use crate::model::{Editability, Property, Reading, Role, Value};
use crate::readers::part::PartFact;
use serde::Deserialize;
use std::borrow::Cow;
use std::ops::Range;
use std::sync::OnceLock;

/// The keys of what notes hold, by the names of the table.
const KEYS: [&str; 4] = [
    "pdf.image.maker-note.OwnerName",
    "pdf.image.maker-note.SerialNumber",
    "pdf.image.maker-note.InternalSerialNumber",
    "pdf.image.maker-note.LensSerialNumber",
];

/// More fields of one directory are not looked at.
const FIELDS: usize = 500;
/// Longer texts are no number of a camera and no name of an owner.
const LONGEST: usize = 64;

/// A field that identifies: of which maker, in which directory inside the note, and what it is called.
#[derive(Debug, Deserialize)]
struct Row {
    maker: String,
    directory: String,
    tag: String,
    kind: String,
    name: String,
}

fn rows() -> &'static [Row] {
    static ROWS: OnceLock<Vec<Row>> = OnceLock::new();
    ROWS.get_or_init(|| {
        csv::Reader::from_reader(include_str!("data/maker_notes.csv").as_bytes()).deserialize().flatten().collect()
    })
}

fn number_of(text: &str) -> Option<u16> {
    u16::from_str_radix(text.strip_prefix("0x")?, 16).ok()
}

/// A note: the bytes from which its offsets are counted, where its directory begins in them, and their order.
struct Note<'b> {
    bytes: &'b [u8],
    /// Where these bytes begin in the block of Exif.
    base: usize,
    directory: usize,
    little: bool,
}

/// A field of a note.
struct Field {
    tag: u16,
    kind: u16,
    /// In the block of Exif.
    range: Range<usize>,
}

impl<'b> Note<'b> {
    /// How each maker begins its notes and counts their offsets.
    fn open(maker: &str, block: &'b [u8], note: Range<usize>) -> Option<(&'static str, Self)> {
        let bytes = block.get(note.clone())?;
        let of_block = block.starts_with(b"II");
        let from = |base: usize, directory: usize, little: bool| {
            block.get(base..).map(|bytes| Self { bytes, base, directory, little })
        };
        if bytes.starts_with(b"Nikon\0\x02") {
            let own = bytes.get(10..)?;
            let little = own.starts_with(b"II");
            let first = long(own, 4, little)?;
            return Some(("nikon", from(note.start + 10, first, little)?));
        }
        if bytes.starts_with(b"OLYMPUS\0") || bytes.starts_with(b"OM SYSTEM\0") {
            let head = if bytes.starts_with(b"OM") { 12 } else { 8 };
            let little = bytes.get(head..head + 2)? == b"II";
            return Some(("olympus", from(note.start, head + 4, little)?));
        }
        if bytes.starts_with(b"Panasonic\0") {
            return Some(("panasonic", from(0, note.start + 12, of_block)?));
        }
        // Canon's notes have no head.
        if !maker.to_ascii_lowercase().contains("canon") {
            return None;
        }
        Some(("canon", from(0, note.start, of_block)?))
    }

    fn fields(&self, directory: usize) -> Vec<Field> {
        let count = short(self.bytes, directory, self.little).map_or(0, usize::from).min(FIELDS);
        let field = |number: usize| {
            let entry = directory.checked_add(2 + number * 12)?;
            let (tag, kind) = (short(self.bytes, entry, self.little)?, short(self.bytes, entry + 2, self.little)?);
            let width = match kind {
                1 | 2 | 6 | 7 => 1,
                3 | 8 => 2,
                4 | 9 | 13 => 4,
                _ => 8,
            };
            let length = long(self.bytes, entry + 4, self.little)?.checked_mul(width)?;
            let start = if length <= 4 { entry + 8 } else { long(self.bytes, entry + 8, self.little)? };
            let end = start.checked_add(length).filter(|end| *end <= self.bytes.len())?;
            Some(Field { tag, kind, range: self.base + start..self.base + end })
        };
        (0..count).filter_map(field).collect()
    }
}

fn short(bytes: &[u8], at: usize, little: bool) -> Option<u16> {
    let two: [u8; 2] = bytes.get(at..at.checked_add(2)?)?.try_into().ok()?;
    Some(if little { u16::from_le_bytes(two) } else { u16::from_be_bytes(two) })
}

fn long(bytes: &[u8], at: usize, little: bool) -> Option<usize> {
    let four: [u8; 4] = bytes.get(at..at.checked_add(4)?)?.try_into().ok()?;
    usize::try_from(if little { u32::from_le_bytes(four) } else { u32::from_be_bytes(four) }).ok()
}

/// What the note of a block of Exif that begins at this place of the file says of the owner and the camera.
#[must_use]
pub(super) fn facts(tiff: &Tiff<'_>, block: &[u8], start: usize) -> Vec<PartFact> {
    let Some(field) = tiff.field(Directory::Exif, 37_500) else { return vec![] };
    let maker = tiff.text(Directory::Image(0), 271).map(|(maker, _)| String::from_utf8_lossy(maker).into_owned());
    let Some((maker, note)) = Note::open(&maker.unwrap_or_default(), block, field.range.clone()) else { return vec![] };
    let main = note.fields(note.directory);
    let mut facts: Vec<PartFact> = Vec::new();
    for row in rows().iter().filter(|row| row.maker == maker) {
        let inner = number_of(&row.directory).map(|directory| {
            let holder = main.iter().find(|field| field.tag == directory);
            let place = holder.and_then(|holder| match holder.kind {
                // A pointer, or the directory itself as bytes.
                4 | 13 => long(block, holder.range.start, note.little),
                _ => holder.range.start.checked_sub(note.base),
            });
            place.map(|place| note.fields(place)).unwrap_or_default()
        });
        let fields = inner.as_deref().unwrap_or(&main);
        let Some(field) = number_of(&row.tag).and_then(|tag| fields.iter().find(|field| field.tag == tag)) else {
            continue;
        };
        let raw = block.get(field.range.clone()).unwrap_or_default();
        // A program that moved the note and not its offsets makes them point into the middle of other texts.
        let before = field.range.start.checked_sub(1).and_then(|before| block.get(before));
        if field.kind == 2 && raw.len() > 4 && before.is_some_and(u8::is_ascii_alphanumeric) {
            continue;
        }
        let Some(value) = value(&row.kind, raw, note.little) else { continue };
        let Some(key) = KEYS.iter().find(|key| key.rsplit('.').next() == Some(row.name.as_str())) else { continue };
        let property = Property {
            key: Cow::Borrowed(key),
            role: Some(Role::Identifying),
            editability: Editability::F1,
            hidden: None,
        };
        if facts.iter().any(|fact| fact.property.key == property.key) {
            continue;
        }
        facts.push(PartFact {
            property,
            raw: raw.to_vec(),
            reading: Reading::Present(Value::Text(value)),
            range: start + field.range.start..start + field.range.end,
            path: format!("Exif/MakerNote/{}", row.name),
        });
    }
    facts
}

/// A value in words; none where it says nothing: blanks, zeros, bytes that are no text.
fn value(kind: &str, raw: &[u8], little: bool) -> Option<String> {
    let shown = if kind == "number" {
        long(raw, 0, little)?.to_string()
    } else {
        let text = raw.split(|byte| *byte == 0).next()?;
        let text = std::str::from_utf8(text).ok()?.trim();
        text.to_owned()
    };
    let speaks = shown.chars().any(|sign| sign.is_alphanumeric() && sign != '0');
    (speaks && shown.len() <= LONGEST && !shown.chars().any(char::is_control)).then_some(shown)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A block of Exif with the maker and one note.
    fn of(maker: &[u8], note: &[u8]) -> Vec<u8> {
        let mut block = b"II*\0\x08\0\0\0".to_vec();
        let field = |tag: u16, kind: u16, count: usize, value: usize| {
            let mut field = [tag.to_le_bytes(), kind.to_le_bytes()].concat();
            field.extend(u32::try_from(count).unwrap().to_le_bytes());
            field.extend(u32::try_from(value).unwrap().to_le_bytes());
            field
        };
        block.extend([2, 0]);
        block.extend(field(271, 2, maker.len(), 56));
        block.extend(field(34_665, 4, 1, 38));
        block.extend([0; 4]);
        block.extend([1, 0]);
        block.extend(field(37_500, 7, note.len(), 56 + maker.len()));
        block.extend([0; 4]);
        assert_eq!(block.len(), 56);
        block.extend(maker);
        block.extend(note);
        block
    }

    #[test]
    fn a_camera_of_canon_says_whose_it_is_and_a_note_of_noise_says_nothing() {
        // Its offsets count from the beginning of the block.
        let maker = b"Canon\0";
        let own = 56 + maker.len() + 2 + 24 + 4;
        let mut note = vec![2, 0, 9, 0, 2, 0, 10, 0, 0, 0];
        note.extend(u32::try_from(own).unwrap().to_le_bytes());
        note.extend([12, 0, 4, 0, 1, 0, 0, 0, 0x39, 0x30, 0, 0, 0, 0, 0, 0]);
        note.extend(b"Olga Nowa\0");
        let block = of(maker, &note);
        let tiff = Tiff::open(&block).unwrap();
        let said: Vec<(String, Range<usize>)> = facts(&tiff, &block, 100)
            .into_iter()
            .map(|fact| (format!("{} {:?}", fact.path, fact.reading), fact.range))
            .collect();
        assert_eq!(said.len(), 2, "{said:?}");
        assert!(said[0].0.contains("OwnerName") && said[0].0.contains("Olga Nowa"), "{said:?}");
        assert_eq!(said[0].1, 100 + own..100 + own + 10);
        assert!(said[1].0.contains("12345"), "{said:?}");
        for length in 0..note.len() {
            let cut = of(maker, &note[..length]);
            let _ = facts(&Tiff::open(&cut).unwrap(), &cut, 0);
        }
    }
}
