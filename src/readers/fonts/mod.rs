//! Fonts: the dates, versions and notices that font programs carry.
//!
//! Subsetters keep the dates of the original font (of 611 real files with both, 4 had a font date on the day of saving),
//! so a font's date says from when on the file can have its form.
//!
//! # Incomplete support
//! Glyphs are not looked at.

pub mod cff;
pub mod opentype;
pub mod type1;

use crate::model::{Editability, Property, Reading, Role, Value};
use crate::properties::keys;
use crate::readers::part::PartFact;
use std::ops::Range;

/// `head.created` (OpenType 1.9, table head).
pub const CREATED: Property = Property::new("pdf.font.created", Role::FontTime, Editability::F1);
/// `head.modified`.
pub const MODIFIED: Property = Property::new("pdf.font.modified", Role::FontTime, Editability::F1);
/// `head.fontRevision`.
pub const REVISION: Property = Property::plain("pdf.font.revision", Editability::F1);
/// Name id 0, or the notice of a CFF or Type 1 font.
pub const COPYRIGHT: Property = Property::new(keys::FONT_COPYRIGHT, Role::Copyright, Editability::F1);
/// Name id 1.
pub const FAMILY: Property = Property::plain(keys::FONT_FAMILY, Editability::F1);
/// Name id 3.
pub const UNIQUE_ID: Property = Property::plain("pdf.font.unique-id", Editability::F1);
/// Name id 5, or the version of a CFF or Type 1 font.
pub const VERSION: Property = Property::new("pdf.font.version", Role::FontVersion, Editability::F1);
/// Name id 8.
pub const MANUFACTURER: Property = Property::plain("pdf.font.manufacturer", Editability::F1);

/// The version of the table `OS/2`.
pub const METRICS: Property = Property::new("pdf.font.os2-version", Role::Feature, Editability::F1);
/// `OS/2.achVendID`: whose the font is.
pub const VENDOR: Property = Property::plain("pdf.font.vendor", Editability::F1);

/// A value that is text.
pub(crate) fn text(property: &Property, raw: &[u8], text: &str, range: Range<usize>, path: &str) -> PartFact {
    let text = text.trim();
    let reading = if text.is_empty() { Reading::Absent } else { Reading::Present(Value::Text(text.to_owned())) };
    PartFact { property: property.clone(), raw: raw.to_vec(), reading, range, path: path.to_owned() }
}

/// Reads a font program by what it begins with.
#[must_use]
pub fn read(data: &[u8]) -> Vec<PartFact> {
    match data {
        [0, 1, 0, 0, ..] | [b't', b'r', b'u', b'e', ..] | [b'O', b'T', b'T', b'O', ..] => opentype::read(data),
        [b'%', b'!', ..] | [0x80, 1, ..] => type1::read(data),
        [1, 0, ..] => cff::read(data),
        _ => Vec::new(),
    }
}
