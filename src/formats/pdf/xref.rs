//! One cross-reference section: a table (ISO 32000-2:2020, 7.5.4) or a stream (7.5.8), never a merged view.

use crate::formats::budget::Purse;
use crate::formats::pdf::stream::decode;
use crate::formats::pdf::syntax::{Dictionary, Id, Object, Parser};
use std::collections::BTreeMap;

/// Where an object is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entry {
    /// Marked free.
    Free,
    /// At an absolute offset of the file.
    InUse {
        /// Absolute, from the first byte of the file.
        offset: usize,
    },
    /// In an object stream.
    Compressed {
        /// The object stream's number.
        container: u32,
    },
}

/// A section, as it is in the file.
#[derive(Debug, Clone, PartialEq)]
pub struct Section {
    /// Where the keyword `xref` or the stream's object begins.
    pub start: usize,
    /// Its entries.
    pub entries: BTreeMap<u32, Entry>,
    /// The trailer dictionary, or the stream's. Its ranges are absolute.
    pub trailer: Dictionary,
    /// The number of the cross-reference stream, when it is one.
    pub stream: Option<Id>,
    /// The start of the hidden section of a hybrid-reference file (7.5.8.4).
    pub hybrid: Option<usize>,
    /// The number of the hidden section's stream.
    pub hybrid_stream: Option<Id>,
}

impl Section {
    /// The absolute offset that `/Prev` names.
    #[must_use]
    pub fn previous(&self, header: usize) -> Option<usize> {
        let offset = usize::try_from(self.trailer.integer(b"Prev")?).ok()?;
        offset.checked_add(header)
    }
}

/// Reads the section at an absolute offset, with its hidden section if it has one.
///
/// # Errors
/// What is there instead.
pub fn section(bytes: &[u8], header: usize, start: usize, purse: &Purse) -> Result<Section, String> {
    let mut parser = Parser::new(bytes, start, 32);
    parser.skip_space();
    let start = parser.position();
    if parser.keyword(b"xref") {
        let mut section = table(bytes, header, start, &mut parser, purse)?;
        if let Some(hidden) = section.trailer.integer(b"XRefStm").and_then(|offset| usize::try_from(offset).ok()) {
            let at = hidden.saturating_add(header);
            if let Ok(hidden) = stream(bytes, header, at, purse) {
                section.hybrid = Some(at);
                section.hybrid_stream = hidden.stream;
                for (number, entry) in hidden.entries {
                    let free = section.entries.get(&number).is_none_or(|entry| *entry == Entry::Free);
                    if free {
                        section.entries.insert(number, entry);
                    }
                }
            }
        }
        return Ok(section);
    }
    stream(bytes, header, start, purse)
}

fn table(bytes: &[u8], header: usize, start: usize, parser: &mut Parser<'_>, purse: &Purse) -> Result<Section, String> {
    let mut entries = BTreeMap::new();
    while !parser.keyword(b"trailer") {
        let (Some(mut first), Some(count)) = (parser.unsigned(), parser.unsigned()) else {
            return Err("a cross-reference table that is cut off before its trailer".to_owned());
        };
        for index in 0..count {
            if !purse.takes_entry() {
                break;
            }
            let (Some(offset), Some(generation)) = (parser.unsigned(), parser.unsigned()) else {
                return Err("a cross-reference table with an invalid entry".to_owned());
            };
            let in_use = if parser.keyword(b"n") {
                true
            } else if parser.keyword(b"f") {
                false
            } else {
                return Err("a cross-reference table with an entry that is neither in use nor free".to_owned());
            };
            // Some writers begin the table of object 0 at 1.
            if index == 0 && first == 1 && !in_use && generation == 65_535 && offset == 0 {
                first = 0;
            }
            let Ok(number) = u32::try_from(first.saturating_add(index)) else { continue };
            let offset = usize::try_from(offset).unwrap_or(usize::MAX).saturating_add(header);
            // An entry in use at offset 0 is how some writers mark an object that does not exist.
            let entry = if in_use && offset > header { Entry::InUse { offset } } else { Entry::Free };
            entries.insert(number, entry);
        }
    }
    let trailer = match Parser::new(bytes, parser.position(), 32).object().map(|spanned| spanned.object) {
        Some(Object::Dictionary(trailer)) => trailer,
        _ => return Err("a cross-reference table without a trailer dictionary".to_owned()),
    };
    Ok(Section { start, entries, trailer, stream: None, hybrid: None, hybrid_stream: None })
}

fn stream(bytes: &[u8], header: usize, start: usize, purse: &Purse) -> Result<Section, String> {
    let nothing = || "neither a cross-reference table nor a cross-reference stream".to_owned();
    let indirect = Parser::new(bytes, start, 32).indirect().ok_or_else(nothing)?;
    let Object::Dictionary(trailer) = indirect.object.object else { return Err(nothing()) };
    if !trailer.is(b"Type", b"XRef") {
        return Err(nothing());
    }
    let data_start = indirect.stream.ok_or_else(nothing)?;
    let length = trailer.integer(b"Length").and_then(|length| usize::try_from(length).ok());
    let raw = crate::formats::pdf::stream::raw(bytes, data_start, length);
    let data = decode(&trailer, raw, purse)
        .map_err(|why| format!("a cross-reference stream that cannot be decoded: {why}"))?;
    let numbers = |key: &[u8]| -> Option<Vec<u64>> {
        trailer
            .array(key)?
            .iter()
            .map(|item| if let Object::Integer(number) = item.object { u64::try_from(number).ok() } else { None })
            .collect()
    };
    let widths =
        numbers(b"W").filter(|widths| widths.len() >= 3).ok_or("a cross-reference stream without field widths")?;
    let [kind_width, second_width, third_width] =
        [0, 1, 2].map(|at| widths.get(at).and_then(|&width| usize::try_from(width).ok()).unwrap_or(usize::MAX));
    if [kind_width, second_width, third_width].iter().any(|&width| width > 8) {
        return Err("a cross-reference stream with a field wider than eight bytes".to_owned());
    }
    let row = kind_width + second_width + third_width;
    if row == 0 {
        return Err("a cross-reference stream with rows of zero width".to_owned());
    }
    let size = trailer.integer(b"Size").and_then(|size| u64::try_from(size).ok()).unwrap_or(0);
    let index = numbers(b"Index").unwrap_or_else(|| vec![0, size]);
    let mut rows = data.chunks_exact(row);
    let mut entries = BTreeMap::new();
    'sections: for pair in index.chunks_exact(2) {
        let (Some(&first), Some(&count)) = (pair.first(), pair.get(1)) else { break };
        for number in first..first.saturating_add(count) {
            let Some(fields) = rows.next() else { break 'sections };
            if !purse.takes_entry() {
                break 'sections;
            }
            let (kind, fields) = fields.split_at(kind_width);
            let (second, third) = fields.split_at(second_width);
            let _ = third;
            let kind = if kind_width == 0 { 1 } else { big_endian(kind) };
            let Ok(number) = u32::try_from(number) else { break 'sections };
            let entry = match kind {
                0 => Entry::Free,
                // Offset 0 is how some writers list the stream that they are just writing.
                1 if big_endian(second) == 0 => Entry::Free,
                1 => Entry::InUse {
                    offset: usize::try_from(big_endian(second)).unwrap_or(usize::MAX).saturating_add(header),
                },
                2 => match u32::try_from(big_endian(second)) {
                    Ok(container) => Entry::Compressed { container },
                    Err(_) => continue,
                },
                // 7.5.8.3: other types are references to null.
                _ => continue,
            };
            entries.insert(number, entry);
        }
    }
    Ok(Section { start, entries, trailer, stream: Some(indirect.id), hybrid: None, hybrid_stream: None })
}

fn big_endian(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0, |value, &byte| value << 8 | u64::from(byte))
}
