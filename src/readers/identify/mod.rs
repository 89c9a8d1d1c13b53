//! Names for what no reader reads: by content where it says it, else by extension, and the basis of either.
//!
//! A container is named by what it holds. Identifiers are those of PRONOM, the registry of The National Archives; where the
//! version of a format decides on one and is not known, none is given.

mod compound;
pub mod several;
mod text;
mod zip;

use crate::formats::archives::tar;
use crate::formats::compound::directory::Compound;
use crate::model::Format;
use crate::model::format::{BY_NAME, UNKNOWN};
use crate::readers::images::exif;
use crate::readers::macbinary;
use crate::readers::shortcut;
use serde::Deserialize;
use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::OnceLock;

/// Bytes to be identified; what they are is found out once, when it is first asked for.
#[derive(Debug)]
pub struct Content<'a> {
    /// The bytes.
    pub bytes: &'a [u8],
    kind: OnceCell<Option<Kind>>,
}

impl<'a> Content<'a> {
    /// Of some bytes.
    #[must_use]
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, kind: OnceCell::new() }
    }

    fn kind(&self) -> Option<&Kind> {
        self.kind.get_or_init(|| kind(self.bytes)).as_ref()
    }

    /// The key of the format in the table of formats, when the content says one.
    #[must_use]
    pub fn key(&self) -> Option<&str> {
        self.kind().map(|kind| kind.key.as_str())
    }

    /// The format that the content says, if it says one.
    #[must_use]
    pub fn format(&self) -> Option<Format> {
        self.kind()?.format()
    }

    /// The format, when its key is one of these.
    #[must_use]
    pub fn format_of(&self, keys: &[&str]) -> Option<Format> {
        self.key().filter(|key| keys.contains(key)).and_then(|_| self.format())
    }
}

/// What content says a file is: a key of the table of formats, and the bytes that say so.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Kind {
    key: String,
    basis: String,
}

impl Kind {
    fn new(key: impl Into<String>, basis: impl Into<String>) -> Self {
        Self { key: key.into(), basis: basis.into() }
    }

    fn format(&self) -> Option<Format> {
        Some(Format { basis: self.basis.clone(), ..formats().get(&self.key)?.format() })
    }
}

/// The format of the document in a storage of a compound file, where its streams say one that is read.
#[must_use]
pub fn storage(storage: &Compound<'_>, keys: &[&str]) -> Option<Format> {
    compound::kind_of(storage).filter(|kind| keys.contains(&kind.key.as_str()))?.format()
}

/// The format of a text that is none of the texts that have a name of their own.
#[must_use]
pub fn plain_text() -> Option<Format> {
    Kind::new("plain-text", "no byte in it but those of text").format()
}

/// The format of a message of Outlook that is no file of its own.
#[must_use]
pub fn outlook_message(basis: &str) -> Option<Format> {
    Kind::new("outlook-item", basis).format()
}

#[derive(Debug, Deserialize)]
struct Row {
    key: String,
    name: String,
    version: String,
    puid: String,
    mime: String,
}

impl Row {
    fn format(&self) -> Format {
        Format {
            name: self.name.clone(),
            version: self.version.clone(),
            puid: self.puid.clone(),
            mime: self.mime.clone(),
            basis: String::new(),
        }
    }
}

/// The formats that can be named by content, and the file of no bytes.
pub fn named() -> impl Iterator<Item = Format> {
    formats().values().map(Row::format).chain([Format { name: EMPTY.to_owned(), ..Format::default() }])
}

/// The name of a file of no bytes.
const EMPTY: &str = "empty file";

/// The table of formats by key.
fn formats() -> &'static BTreeMap<String, Row> {
    static FORMATS: OnceLock<BTreeMap<String, Row>> = OnceLock::new();
    FORMATS.get_or_init(|| {
        csv::Reader::from_reader(include_str!("data/formats.csv").as_bytes())
            .deserialize::<Row>()
            .flatten()
            .map(|row| (row.key.clone(), row))
            .collect()
    })
}

/// Signatures at fixed places: offset, bytes, key.
const SIGNATURES: &[(usize, &[u8], &str)] = &[
    (0, b"II*\0", "tiff"),
    (0, b"MM\0*", "tiff"),
    (0, b"II+\0", "tiff"),
    (0, b"MM\0+", "tiff"),
    (0, b"GIF87a", "gif-87a"),
    (0, b"GIF89a", "gif-89a"),
    (4, b"moov", "quicktime"),
    (8, b"WEBPVP8", "webp"),
    (40, b" EMF", "emf"),
    (0, b"\xd7\xcd\xc6\x9a", "wmf"),
    (0, b"\x01\0\x09\0\0\x03", "wmf"),
    (0, b"\x1f\x8b\x08", "gzip"),
    (0, b"L\0\0\0\x01\x14\x02\0\0\0\0\0\xc0\0\0\0\0\0\0F", "lnk"),
    (0, b"BZh", "bzip2"),
    (0, b"7z\xbc\xaf\x27\x1c", "7z"),
    (0, b"Rar!\x1a\x07\0", "rar-4"),
    (0, b"Rar!\x1a\x07\x01\0", "rar-5"),
    (0, b"\xfd7zXZ\0", "xz"),
    (0, b"\x28\xb5\x2f\xfd", "zstandard"),
    (0, b"MSCF\0\0\0\0", "cabinet"),
    (257, b"ustar", "tar"),
    (32_769, b"CD001", "iso-9660"),
    (0, b"%!PS", "postscript"),
    (0, b"!BDN", "pst"),
    (0, b"\0\x05\x16\0\0\x02\0\0", "apple-single"),
    (0, b"\0\x05\x16\x07\0\x02\0\0", "apple-double"),
    (0, b"[ZoneTransfer]", "zone-identifier"),
    (0, b"AC1009", "dwg-r12"),
    (0, b"AC1012", "dwg-r13"),
    (0, b"AC1014", "dwg-r14"),
    (0, b"AC1015", "dwg-2000"),
    (0, b"AC1018", "dwg-2004"),
    (0, b"AC1021", "dwg-2007"),
    (0, b"AC1024", "dwg-2010"),
    (0, b"AC1027", "dwg-2013"),
    (0, b"AC1032", "dwg-2018"),
    (0, b"\x78\x9f\x3e\x22", "tnef"),
    (0, b"HWP Document File V", "hwp-3"),
    (0, b"\xffWPC", "wordperfect"),
    (0, b"\x09\0\x04\0\x02\0", "biff-2"),
    (0, b"\x09\0\x04\0\x07\0", "biff-2"),
    (0, b"\x09\x02\x06\0", "biff-3"),
    (0, b"\x09\x04\x06\0", "biff-4"),
];

/// What a file is that no reader reads, and the sentence that says so.
#[must_use]
pub fn unread(content: &Content<'_>, path: &Path) -> (Format, String) {
    if content.bytes.is_empty() {
        let format = Format { name: EMPTY.to_owned(), basis: "no bytes".to_owned(), ..Format::default() };
        return (format, "the file is empty".to_owned());
    }
    if let Some(format) = content.format() {
        let why = format!("valla cannot read this format yet: {}", format.name);
        return (format, why);
    }
    let format = by_name(path);
    let why = if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("pdf")) {
        "named .pdf, but has no %PDF- header in its first 1,024 bytes and no PDF objects".to_owned()
    } else {
        "valla cannot read this format".to_owned()
    };
    (format, why)
}

/// What the name says of a file whose bytes say nothing, or cannot be had.
#[must_use]
pub fn by_name(path: &Path) -> Format {
    let extension = path.extension().map(|extension| extension.to_string_lossy().to_lowercase()).unwrap_or_default();
    Format {
        name: if extension.is_empty() { UNKNOWN.to_owned() } else { format!("{UNKNOWN} (named .{extension})") },
        basis: if extension.is_empty() { "no signature known to valla".to_owned() } else { BY_NAME.to_owned() },
        ..Format::default()
    }
}

fn kind(bytes: &[u8]) -> Option<Kind> {
    if let Some(kind) = zip::kind(bytes).or_else(|| compound::kind(bytes)).or_else(|| picture(bytes)) {
        return Some(kind);
    }
    let found = SIGNATURES
        .iter()
        .find(|(offset, signature, _)| bytes.get(*offset..).is_some_and(|from| from.starts_with(signature)));
    if let Some((offset, _, key)) = found {
        return Some(Kind::new(*key, format!("signature at byte {offset}")));
    }
    if let Some(key) = iso_media(bytes) {
        return Some(Kind::new(key, "the brands in its first box"));
    }
    if shortcut::owner(bytes).is_some() {
        return Some(Kind::new("owner-file", "a name twice, at the places where Office writes it"));
    }
    if is_bitmap(bytes) {
        return Some(Kind::new("bmp", "signature at byte 0, and the length of its header"));
    }
    if let Some(at) = rich_text(bytes) {
        return Some(Kind::new("rtf", format!("signature at byte {at}")));
    }
    if macbinary::is_head(bytes) {
        return Some(Kind::new("macbinary", "the zeros, the name and the lengths of its head"));
    }
    if tar::is_head(bytes) {
        return Some(Kind::new("tar", "the numbers and the checksum of its first header"));
    }
    text::kind(bytes)
}

/// Brands of ISO media files that name a kind (ISO/IEC 14496-12, 4.3; 23008-12, 10; AV1 Image File Format, 8).
const BRANDS: &[(&[&[u8; 4]], &str)] = &[
    (&[b"avif", b"avis"], "avif"),
    (&[b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"], "heif"),
    (&[b"M4A ", b"M4B "], "m4a"),
    (&[b"qt  "], "quicktime"),
];

/// What an ISO media file is, by its own brand and those that it says it fits.
fn iso_media(bytes: &[u8]) -> Option<&'static str> {
    let length = bytes.get(..4).map(|four| u32::from_be_bytes([four[0], four[1], four[2], four[3]]))?;
    let end = usize::try_from(length).ok()?.min(bytes.len()).min(512);
    let names = bytes.get(8..end).filter(|_| bytes.get(4..8) == Some(b"ftyp"))?;
    let (own, fits) = (names.get(..4)?, names.get(8..).unwrap_or_default());
    let of = |brand: &[u8]| BRANDS.iter().find(|(brands, _)| brands.iter().any(|one| one.as_slice() == brand));
    // A picture of either kind says that it is one; which, only the brands that it fits may say.
    let known = of(own).filter(|(_, key)| *key != "heif").or_else(|| fits.chunks(4).find_map(of)).or_else(|| of(own));
    Some(known.map_or("iso-media", |(_, key)| *key))
}

/// Whether bytes begin as a bitmap of Windows does: two letters, and a header of a length that one has.
fn is_bitmap(bytes: &[u8]) -> bool {
    let header = bytes.get(14..18).map(|four| u32::from_le_bytes([four[0], four[1], four[2], four[3]]));
    bytes.starts_with(b"BM") && header.is_some_and(|length| matches!(length, 12 | 16 | 40 | 52 | 56 | 64 | 108 | 124))
}

/// Where a text begins as Rich Text does; Word opens it after blanks and a mark of UTF-8 too.
fn rich_text(bytes: &[u8]) -> Option<usize> {
    const BEFORE: usize = 64;
    let mark = if bytes.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
    let head = bytes.get(mark..bytes.len().min(BEFORE))?;
    let blanks = head.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
    bytes.get(mark + blanks..)?.starts_with(b"{\\rtf").then_some(mark + blanks)
}

/// JPEG by its first segment, PNG by the youngest of its chunks.
fn picture(bytes: &[u8]) -> Option<Kind> {
    if bytes.starts_with(b"\xff\xd8\xff") || bytes.starts_with(b"\xff\xd8") && segment_follows(bytes) {
        let jfif = bytes.get(6..11).is_some_and(|name| name == b"JFIF\0");
        let version = bytes.get(11..13);
        let key = match version {
            Some([1, minor @ 0..=2]) if jfif => format!("jfif-1.0{minor}"),
            _ if bytes.get(6..12).is_some_and(|name| name == b"Exif\0\0") => {
                version_of_exif(bytes).unwrap_or("jpeg").to_owned()
            }
            _ => "jpeg".to_owned(),
        };
        return Some(Kind::new(key, "signature at byte 0, and the segment at byte 2"));
    }
    let mut rest = bytes.strip_prefix(b"\x89PNG\r\n\x1a\n")?;
    let mut key = "png-1.0";
    while let (Some(length), Some(name)) = (rest.get(..4), rest.get(4..8)) {
        match name {
            b"iTXt" => key = "png-1.2",
            b"iCCP" | b"sPLT" | b"sRGB" if key == "png-1.0" => key = "png-1.1",
            b"IEND" => break,
            _ => {}
        }
        let length = length.iter().fold(0_usize, |sum, byte| sum << 8 | usize::from(*byte));
        rest = rest.get(length.saturating_add(12)..).unwrap_or_default();
    }
    Some(Kind::new(key, "signature at byte 0, and the kinds of chunks"))
}

/// Whether a segment that names itself is near the beginning, after bytes that belong to none.
fn segment_follows(bytes: &[u8]) -> bool {
    let head = bytes.get(2..bytes.len().min(256)).unwrap_or_default();
    [b"JFIF\0".as_slice(), b"Exif\0\0"].iter().any(|name| {
        let at = memchr::memmem::find(head, name).and_then(|at| at.checked_sub(4));
        at.and_then(|at| head.get(at..at + 2)).is_some_and(|mark| matches!(mark, [0xff, 0xe0 | 0xe1]))
    })
}

/// The version of Exif of a picture that begins with a block of it.
fn version_of_exif(bytes: &[u8]) -> Option<&'static str> {
    let length = usize::from(u16::from_be_bytes(bytes.get(4..6)?.try_into().ok()?));
    match &exif::version(bytes.get(12..(4 + length).min(bytes.len()))?)? {
        b"0210" => Some("exif-2.1"),
        b"0220" => Some("exif-2.2"),
        b"0221" => Some("exif-2.21"),
        [b'0', b'2', b'3', _] => Some("exif-2.3"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_signature_has_a_row_and_every_row_a_source() {
        for (_, _, key) in SIGNATURES {
            assert!(formats().contains_key(*key), "{key}");
        }
        let mut reader = csv::Reader::from_reader(include_str!("data/formats.csv").as_bytes());
        for record in reader.records() {
            let record = record.unwrap();
            assert_eq!(record.len(), 6, "{record:?}");
            assert!(!record[1].is_empty() && !record[5].is_empty(), "{record:?}");
        }
    }
}
