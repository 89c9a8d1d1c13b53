//! What an OLE2 compound file is (MS-CFB): by the names of its streams, and the heads of those that say it.

use super::Kind;
use crate::formats::compound::directory::Compound;

/// Streams that name the kind, in the order of asking.
const STREAMS: &[(&str, &str)] = &[
    ("EncryptedPackage", "office-encrypted"),
    ("WordDocument", "doc-97"),
    ("Workbook", "xls-97"),
    ("Book", "xls-95"),
    ("PersistentStorage Directory", "ppt-95"),
    ("PowerPoint Document", "ppt-97"),
    ("PP40", "ppt-4"),
    ("__properties_version1.0", "msg"),
    ("VisioDocument", "vsd"),
    ("Quill/QuillSub/CONTENTS", "pub"),
    ("FileHeader", "hwp"),
];

pub(super) fn kind(bytes: &[u8]) -> Option<Kind> {
    if !bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        return None;
    }
    let unnamed = Kind::new("compound", "signature at byte 0");
    let Ok(file) = Compound::open(bytes) else { return Some(unnamed) };
    Some(kind_of(&file).unwrap_or(unnamed))
}

/// What an opened compound file is, or a storage of one; none where no stream says it.
pub(super) fn kind_of(file: &Compound<'_>) -> Option<Kind> {
    let found = STREAMS.iter().find(|(stream, _)| file.is_stream(stream));
    let (stream, key) = found?;
    // What cannot be read stays unsaid.
    let head = file.head(stream, 32);
    let key = match (*key, head.as_slice()) {
        // MS-DOC, 2.5.1 (FibBase): nFib before 97, and the bit fEncrypted.
        ("doc-97", [0xec | 0xdc, 0xa5, low, high, ..]) if u16::from_le_bytes([*low, *high]) < 0xc0 => "doc-95",
        ("doc-97", [_, _, _, _, _, _, _, _, _, _, _, flags, ..]) if flags & 1 != 0 => "doc-97-encrypted",
        ("hwp", head) if !head.starts_with(b"HWP Document File") => return None,
        (key, _) => key,
    };
    Some(Kind::new(key, format!("the stream {}", stream)))
}
