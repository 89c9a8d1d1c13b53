//! What a ZIP container is: by the names in its central directory (APPNOTE 6.3.10, 4.3), and by the parts that say it.

use super::Kind;
use std::io::Read;

/// A part that says what the container is has at most so many bytes, encoded and decoded; a larger one is not looked into.
const PART: usize = 1 << 20;
/// More entries than this say nothing new.
const ENTRIES: usize = 20_000;

/// Main parts of Office Open XML (ECMA-376, part 1, and MS-OFFMACRO2): how the content type of each begins, in the order of
/// asking, and the key.
const MAIN_PARTS: &[(&str, &str)] = &[
    ("application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml", "docx"),
    ("application/vnd.ms-word.document.macroEnabled.main+xml", "docm"),
    ("application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml", "dotx"),
    ("application/vnd.ms-word.template.macroEnabledTemplate.main+xml", "dotm"),
    ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", "xlsx"),
    ("application/vnd.ms-excel.sheet.macroEnabled.main+xml", "xlsm"),
    ("application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml", "xltx"),
    ("application/vnd.ms-excel.template.macroEnabled.main+xml", "xltm"),
    ("application/vnd.ms-excel.sheet.binary.macroEnabled.main", "xlsb"),
    ("application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml", "pptx"),
    ("application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml", "pptm"),
    ("application/vnd.openxmlformats-officedocument.presentationml.slideshow.main+xml", "ppsx"),
    ("application/vnd.ms-powerpoint.slideshow.macroEnabled.main+xml", "ppsm"),
    ("application/vnd.openxmlformats-officedocument.presentationml.template.main+xml", "potx"),
    ("application/vnd.ms-powerpoint.template.macroEnabled.main+xml", "potm"),
];

/// Media types of OpenDocument (part 2, 2.2.4) and their keys.
const OPEN_DOCUMENT: &[(&[u8], &str)] = &[
    (b"application/vnd.oasis.opendocument.text", "odt"),
    (b"application/vnd.oasis.opendocument.spreadsheet", "ods"),
    (b"application/vnd.oasis.opendocument.presentation", "odp"),
    (b"application/vnd.oasis.opendocument.graphics", "odg"),
];

/// An entry of the central directory, as far as it is needed here.
struct Entry<'a> {
    name: &'a [u8],
    method: u16,
    compressed: usize,
    local: usize,
}

pub(super) fn kind(bytes: &[u8]) -> Option<Kind> {
    if !bytes.starts_with(b"PK\x03\x04") && !bytes.starts_with(b"PK\x05\x06") {
        return None;
    }
    let entries = directory(bytes);
    let part = |name: &[u8]| entries.iter().find(|entry| entry.name == name).and_then(|entry| content(bytes, entry));
    let media_type = part(b"mimetype").unwrap_or_default();
    let media_type = media_type.trim_ascii_end();
    if media_type == b"application/epub+zip" {
        return Some(Kind::new("epub", "the part mimetype"));
    }
    if let Some((_, key)) = OPEN_DOCUMENT.iter().find(|(name, _)| *name == media_type) {
        let version = [b"meta.xml".as_slice(), b"content.xml", b"styles.xml"]
            .into_iter()
            .find_map(|name| open_document_version(&part(name)?));
        return Some(match version {
            Some(version) if super::formats().contains_key(&format!("{key}-{version}")) => {
                Kind::new(format!("{key}-{version}"), "the part mimetype, and office:version")
            }
            _ => Kind::new(*key, "the part mimetype"),
        });
    }
    if let Some(types) = part(b"[Content_Types].xml") {
        let types = String::from_utf8_lossy(&types);
        let main = MAIN_PARTS.iter().find(|(content_type, _)| types.contains(content_type));
        return Some(main.map_or_else(
            || Kind::new("ooxml", "the part [Content_Types].xml"),
            |(_, key)| Kind::new(*key, "the main part's type in [Content_Types].xml"),
        ));
    }
    Some(Kind::new("zip", "signature at byte 0"))
}

/// `office:version` of the root element.
fn open_document_version(part: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(part.get(..8_192.min(part.len()))?).into_owned();
    let (_, behind) = head.split_once("office:version=")?;
    let quote = behind.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    let version = behind.get(1..)?.split(quote).next()?;
    (version.len() <= 4 && version.chars().all(|character| character.is_ascii_digit() || character == '.'))
        .then(|| version.to_owned())
}

/// Reads the central directory; as far as it can be read.
fn directory(bytes: &[u8]) -> Vec<Entry<'_>> {
    let mut entries = Vec::new();
    // The end record stands in the last 64 KiB, before a comment.
    let tail = bytes.len().saturating_sub((64 << 10) + 22);
    let Some(end) = memchr::memmem::rfind(bytes.get(tail..).unwrap_or_default(), b"PK\x05\x06") else { return entries };
    let Some(mut at) = number(bytes, tail + end + 16, 4) else { return entries };
    while entries.len() < ENTRIES && bytes.get(at..).is_some_and(|rest| rest.starts_with(b"PK\x01\x02")) {
        let field = |offset: usize, length: usize| number(bytes, at + offset, length);
        let (Some(method), Some(compressed), Some(name), Some(extra), Some(comment), Some(local)) =
            (field(10, 2), field(20, 4), field(28, 2), field(30, 2), field(32, 2), field(42, 4))
        else {
            break;
        };
        let Some(name_bytes) = bytes.get(at + 46..at + 46 + name) else { break };
        let method = u16::try_from(method).unwrap_or(u16::MAX);
        entries.push(Entry { name: name_bytes, method, compressed, local });
        at += 46 + name + extra + comment;
    }
    entries
}

/// The content of a part that is stored or deflated, at most [`PART`] bytes.
fn content(bytes: &[u8], entry: &Entry<'_>) -> Option<Vec<u8>> {
    let (name, extra) = (number(bytes, entry.local.checked_add(26)?, 2)?, number(bytes, entry.local + 28, 2)?);
    let start = entry.local + 30 + name + extra;
    let raw = bytes.get(start..start.checked_add(entry.compressed)?)?;
    match entry.method {
        0 => Some(raw.get(..PART.min(raw.len()))?.to_vec()),
        8 => {
            let mut plain = Vec::new();
            // A part that is cut short still begins with what is asked of it.
            let _ = flate2::read::DeflateDecoder::new(raw).take(PART as u64).read_to_end(&mut plain);
            Some(plain)
        }
        _ => None,
    }
}

/// A number in little-endian order.
fn number(bytes: &[u8], at: usize, length: usize) -> Option<usize> {
    let field = bytes.get(at..at.checked_add(length)?)?;
    Some(field.iter().rev().fold(0, |sum, byte| sum << 8 | usize::from(*byte)))
}
