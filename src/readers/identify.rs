//! Names for what no reader reads: by content where its first bytes say it, else by extension, and the basis of either.

use crate::model::Format;
use std::path::Path;

/// Signatures at fixed places: offset, bytes, name, media type.
const SIGNATURES: &[(usize, &[u8], &str, &str)] = &[
    (0, b"PK\x03\x04", "ZIP container (Office Open XML, OpenDocument or archive)", "application/zip"),
    (
        0,
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "OLE2 compound file (Word, Excel, PowerPoint before 2007)",
        "application/x-ole-storage",
    ),
    (0, b"{\\rtf", "Rich Text Format", "application/rtf"),
    (0, b"\xff\xd8\xff", "JPEG image", "image/jpeg"),
    (0, b"\x89PNG\r\n\x1a\n", "PNG image", "image/png"),
    (0, b"II*\0", "TIFF image", "image/tiff"),
    (0, b"MM\0*", "TIFF image", "image/tiff"),
    (0, b"GIF8", "GIF image", "image/gif"),
    (0, b"\x1f\x8b", "gzip archive", "application/gzip"),
    (0, b"7z\xbc\xaf\x27\x1c", "7z archive", "application/x-7z-compressed"),
    (0, b"Rar!", "RAR archive", "application/vnd.rar"),
    (257, b"ustar", "tar archive", "application/x-tar"),
    (0, b"%!PS", "PostScript", "application/postscript"),
    (4, b"ftyp", "ISO media file", "application/octet-stream"),
];

/// What a file is that no reader reads, and the sentence that says so.
#[must_use]
pub fn unread(bytes: &[u8], path: &Path) -> (Format, String) {
    if bytes.is_empty() {
        let format = Format { name: "empty file".to_owned(), basis: "no bytes".to_owned(), ..Format::default() };
        return (format, "the file is empty".to_owned());
    }
    for (offset, signature, name, mime) in SIGNATURES {
        if bytes.get(*offset..).is_some_and(|from| from.starts_with(signature)) {
            let format = Format {
                name: (*name).to_owned(),
                mime: (*mime).to_owned(),
                basis: format!("signature at byte {offset}"),
                ..Format::default()
            };
            return (format, format!("no reader for this format yet: {name}"));
        }
    }
    let extension = path.extension().map(|extension| extension.to_string_lossy().to_lowercase()).unwrap_or_default();
    let format = Format {
        name: if extension.is_empty() { "unknown".to_owned() } else { format!("unknown (named .{extension})") },
        basis: if extension.is_empty() {
            "no signature known to valla".to_owned()
        } else {
            "extension only".to_owned()
        },
        ..Format::default()
    };
    let why = if extension == "pdf" {
        "named .pdf, but no %PDF- header in its first 1,024 bytes and no PDF objects".to_owned()
    } else {
        "no reader for this format".to_owned()
    };
    (format, why)
}
