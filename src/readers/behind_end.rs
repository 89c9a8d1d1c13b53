//! Data after the end of a file: readers of its format never look there.

use crate::model::{ByteRange, Concealment, Editability, Locus, Property, Reading, Value};
use crate::properties::keys;
use crate::readers::{Content, Intake};
use memchr::memmem;

/// Data after the end that the format knows.
pub const BEHIND_END: Property = Property::plain(keys::BEHIND_END, Editability::F1).hidden(Concealment::BehindEnd);
/// Data after the end that cameras and telephones put there, and that programs show: a film, a further picture.
pub const FURTHER_PART: Property = Property::plain("file.further-part", Editability::F1);

/// Fewer bytes are what writers leave by mistake.
const FEWEST: usize = 4;
/// So much of what follows is looked at to say what it is.
const BEGINNING: usize = 4 << 10;

/// Tells what is after the end of the format; blanks and zeros that fill a block are nothing. Where the file itself names what follows
/// (`announced`), that is no secret.
pub fn tell(bytes: &[u8], end: usize, announced: Option<&str>, intake: &mut Intake) {
    let Some(rest) = bytes.get(end..) else { return };
    let is_filling = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, 0 | 0x1a | 0xff);
    let Some(start) = rest.iter().position(|byte| !is_filling(byte)) else { return };
    if rest.len() - start < FEWEST {
        return;
    }
    // A picture begins with the byte that fills too.
    let begins = rest.get(start.saturating_sub(1)..).filter(|rest| rest.starts_with(&[0xff, 0xd8, 0xff]));
    let head = begins.unwrap_or_else(|| rest.get(start..).unwrap_or_default());
    let known = announced.or_else(|| usual(rest)).or_else(|| is_block(bytes).then_some(MEMORY));
    let property = if known.is_some() { &FURTHER_PART } else { &BEHIND_END };
    let what = known.map_or_else(|| what(head), |known| format!(": {known}"));
    let value = Reading::Present(Value::Text(format!("{} bytes{what}", rest.len())));
    let locus =
        Locus { bytes: Some(ByteRange::new(end, bytes.len())), path: "behind the end".to_owned(), ..Locus::default() };
    intake.evidence(property, head.get(..head.len().min(64)).unwrap_or_default(), value, locus);
}

/// What Office fills the last block of a preview with.
const MEMORY: &str = "what was in the memory of the program fills the last block";
/// The size of its blocks, in bytes.
const BLOCK: usize = 512;

/// Office writes previews in JPEG block by block, and what was in its memory before fills the last ones.
fn is_block(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0xff, 0xd8]) && bytes.len().is_multiple_of(BLOCK)
}

/// What telephones and programs for the press put after their pictures, by their own marks.
fn usual(rest: &[u8]) -> Option<&'static str> {
    // Their directories are at the end, with a mark.
    if rest.len() > 8 && rest.ends_with(b"SEFT") {
        let is_film = memmem::find(rest, b"MotionPhoto_Data").is_some();
        return Some(if is_film {
            "a film that belongs to the picture (Samsung)"
        } else {
            "data of the telephone (Samsung)"
        });
    }
    let last = |count: usize| rest.get(rest.len().checked_sub(count)?..);
    if last(12).is_some_and(|last| last.starts_with(b"AXS!") || last.starts_with(b"AXS*")) {
        return Some("a description in the form AFCP");
    }
    if rest.ends_with(&[0xa1, 0xb2, 0xc3, 0xd4]) {
        return Some("a description by FotoStation");
    }
    if rest.ends_with(b"cbipcbbl") {
        return Some("a description by Photo Mechanic");
    }
    rest.starts_with(b"CANON OPTIONAL DATA\0").then_some("settings of Canon's programs")
}

/// What data are, by how they begin.
fn what(head: &[u8]) -> String {
    if let Some(pieces) = pieces_of_png(head) {
        return format!(", which are the rest of an earlier, larger picture ({pieces}): CVE-2023-21036");
    }
    if head.get(4..8) == Some(b"ftyp") {
        return ", which begin as a film".to_owned();
    }
    if let Some(format) = Content::new(head).format() {
        return format!(", which begin as {}", format.name);
    }
    let beginning = head.get(..head.len().min(BEGINNING)).unwrap_or_default();
    let text = std::str::from_utf8(beginning).or_else(|cut| {
        // A letter may be cut at the edge.
        std::str::from_utf8(
            beginning.get(..cut.valid_up_to().max(beginning.len().saturating_sub(3))).unwrap_or_default(),
        )
    });
    match text {
        Ok(text) if !text.chars().any(|sign| sign.is_control() && !sign.is_whitespace()) => {
            let words: String = text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(200).collect();
            format!(" of text: \u{201c}{words}\u{201d}")
        }
        _ => String::new(),
    }
}

/// Whether data are the tail of a picture in PNG: a program wrote a smaller picture over a larger one and did not cut the file
/// ("aCropalypse"). Its last chunk is whole, and so is the chunk of pixels before it where there is one.
fn pieces_of_png(rest: &[u8]) -> Option<&'static str> {
    const END: &[u8] = b"\0\0\0\0IEND\xae\x42\x60\x82";
    if rest.starts_with(b"\x89PNG") {
        return None;
    }
    let end = memmem::rfind(rest, END)?;
    let before = rest.get(..end)?;
    let pixels = memmem::rfind_iter(before, b"IDAT").any(|at| {
        let length = at.checked_sub(4).and_then(|from| before.get(from..at));
        let length = length.and_then(|four| <[u8; 4]>::try_from(four).ok()).map(u32::from_be_bytes);
        length.and_then(|length| usize::try_from(length).ok()) == before.len().checked_sub(at + 8)
    });
    Some(if pixels { "whole pieces of its pixels and its end" } else { "a piece of its pixels and its end" })
}
