//! Bytes that are a file of more than one format at once: what one program opens is not what another opens.

use super::Content;
use crate::formats::zip::directory::Archive;
use crate::model::{Format, FormatClass};
use memchr::memmem;

/// An archive's end record may have so many bytes of comment after it, and is 22 bytes itself (APPNOTE 4.3.16).
const TAIL: usize = 65_535 + 22;
/// So many members are looked at.
const MEMBERS: usize = 1_000;

/// Another format that the bytes have besides the one that they are read as, with what says so.
#[must_use]
pub fn beside(content: &Content<'_>, format: &Format) -> Option<String> {
    let bytes = content.bytes;
    let is_archive = bytes.starts_with(b"PK");
    let class = format.class();
    if class == FormatClass::Pdf {
        if let Some(other) = content.format().filter(|_| !bytes.starts_with(b"%PDF-")) {
            return Some(format!("{} ({})", other.name, other.basis));
        }
    } else if !is_archive && class == FormatClass::Picture {
        // A picture with a document in its comment; texts may speak of PDF, pictures do not.
        let head = bytes.get(..1_024.min(bytes.len()))?;
        let named = memmem::find_iter(head, b"%PDF-1.").next();
        if let Some(at) = named.filter(|_| memmem::rfind(bytes, b"startxref").is_some()) {
            return Some(format!("PDF (%PDF- at byte {at}, and an end)"));
        }
    }
    let tail = bytes.get(bytes.len().saturating_sub(TAIL)..)?;
    // Nearly no file has the signature of an end record, and to look for it forwards is quicker.
    memmem::find(tail, b"PK\x05\x06").filter(|_| !is_archive)?;
    let end = tail.get(memmem::rfind(tail, b"PK\x05\x06")?..)?;
    // An archive that is inside the file ends before it; one that is the file too ends with it.
    let comment = u16::from_le_bytes(end.get(20..22)?.try_into().ok()?);
    if end.len() != 22 + usize::from(comment) {
        return None;
    }
    let archive = Archive::open(bytes, MEMBERS).ok()?;
    (!archive.members.is_empty())
        .then(|| format!("ZIP archive (a directory of {} members at its end)", archive.members.len()))
}
