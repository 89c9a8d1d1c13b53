//! Lists of strings in the tables of a Word document (MS-DOC 2.2.4, STTB; 2.9.286, `SttbfFfn`).

use crate::formats::code_page;
use crate::formats::little_endian::short;
use std::ops::Range;

/// The associated strings by their number (2.9.284).
pub const ASSOCIATED: &[&str] = &[
    "file",
    "template",
    "title",
    "subject",
    "keywords",
    "",
    "author",
    "last author",
    "data source",
    "header source",
    "",
    "",
    "",
    "",
    "",
    "",
    "",
    "write password",
];

/// More strings in one list are not read.
const LIMIT: u32 = 5_000;

/// The strings of a list, and where each is.
#[must_use]
pub fn strings(bytes: &[u8], range: Range<usize>) -> Vec<(String, Range<usize>)> {
    let mut found = Vec::new();
    let wide = short(bytes, range.start) == Some(0xffff);
    let mut at = if wide { range.start + 2 } else { range.start };
    let (Some(count), Some(extra)) = (short(bytes, at), short(bytes, at + 2)) else { return found };
    at += 4;
    for _ in 0..u32::from(count).min(LIMIT) {
        let length = if wide {
            short(bytes, at).map(|units| usize::from(units) * 2)
        } else {
            bytes.get(at).map(|length| usize::from(*length))
        };
        let Some(length) = length.filter(|_| at < range.end) else { break };
        let start = at + if wide { 2 } else { 1 };
        let Some(raw) = bytes.get(start..start + length) else { break };
        let text = if wide { code_page::utf_16(raw) } else { code_page::decode(1252, raw) };
        found.push((text, start..start + length));
        at = start + length + usize::from(extra);
    }
    found
}

/// The names of fonts (2.9.286): each record has a head of 40 bytes, then the name, and perhaps another one.
#[must_use]
pub fn fonts(bytes: &[u8], range: Range<usize>) -> Vec<(String, Range<usize>)> {
    let mut found = Vec::new();
    let Some(count) = short(bytes, range.start) else { return found };
    let mut at = range.start + 4;
    for _ in 0..u32::from(count).min(LIMIT) {
        let Some(length) = bytes.get(at).map(|length| usize::from(*length) + 1).filter(|_| at < range.end) else {
            break;
        };
        if let Some(raw) = bytes.get(at + 40..at + length) {
            let text = code_page::utf_16(raw);
            let units = text.encode_utf16().count();
            if units > 0 {
                found.push((text, at + 40..at + 40 + units * 2));
            }
        }
        at += length;
    }
    found
}

/// Strings one after another, each after its length (2.9.346, Xst).
#[must_use]
pub fn counted(bytes: &[u8], range: Range<usize>) -> Vec<(String, Range<usize>)> {
    let mut found = Vec::new();
    let mut at = range.start;
    while at < range.end && found.len() < 5_000 {
        let Some(length) = short(bytes, at).map(|units| usize::from(units) * 2) else { break };
        let Some(raw) = bytes.get(at + 2..at + 2 + length) else { break };
        found.push((code_page::utf_16(raw), at + 2..at + 2 + length));
        at += 2 + length;
    }
    found
}

/// Variables of a document (2.9.307, StwUser): a list of names, then as many values, which end with a zero.
#[must_use]
pub fn variables(bytes: &[u8], range: Range<usize>) -> Vec<(String, String, Range<usize>)> {
    let names = strings(bytes, range.clone());
    // A name has four bytes after it; the values begin where the last of these ends.
    let Some(mut at) = names.last().map(|(_, place)| place.end + 4) else { return vec![] };
    let mut found = Vec::new();
    for (name, _) in names {
        let Some(length) = short(bytes, at).map(|units| usize::from(units) * 2).filter(|_| at < range.end) else {
            break;
        };
        let Some(raw) = bytes.get(at + 2..at + 2 + length) else { break };
        found.push((name, code_page::utf_16(raw), at + 2..at + 2 + length));
        at += 2 + length + 2;
    }
    found
}
