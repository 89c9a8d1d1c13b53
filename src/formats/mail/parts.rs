//! The parts of a mail (RFC 2045, RFC 2046): their headers and bodies by their places, parts within parts with them.

use super::fields::{self, Header};
use super::parameters::{self, Parameters};
use super::transfer::Transfer;
use std::ops::Range;

/// A part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Its number in the tree, as mail programs count them: `1.2`; empty of the whole.
    pub number: String,
    /// What it is.
    pub kind: Parameters,
    /// How one is to show it, and under which name.
    pub disposition: Parameters,
    /// How it is encoded.
    pub transfer: Transfer,
    /// Where its header is.
    pub header: Range<usize>,
    /// Where its body is; of a part with parts, all of it.
    pub body: Range<usize>,
    /// Whether it has parts, which follow it.
    pub is_multipart: bool,
}

impl Part {
    /// The name that it gives itself.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.disposition.get("filename").or_else(|| self.kind.get("name")).filter(|name| !name.trim().is_empty())
    }

    /// Whether it is a text that a mail shows.
    #[must_use]
    pub fn is_text(&self) -> bool {
        self.kind.value.starts_with("text/") && self.disposition.value != "attachment" && self.name().is_none()
    }

    /// Whether it is a mail.
    #[must_use]
    pub fn is_mail(&self) -> bool {
        matches!(self.kind.value.as_str(), "message/rfc822" | "message/global" | "message/news")
    }
}

/// What there was no room for, or what is broken.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Faults {
    /// More parts than were asked for.
    pub more_parts: bool,
    /// Parts deeper in one another than was asked for.
    pub deeper: bool,
    /// A part with parts that does not say what is between them.
    pub no_boundary: bool,
    /// A part with parts of which no end is marked.
    pub no_end: bool,
    /// A part with parts that has none.
    pub no_parts: bool,
}

/// What a tree may hold.
#[derive(Debug, Clone, Copy)]
pub struct Most {
    /// Parts.
    pub parts: usize,
    /// Parts in one another.
    pub depth: usize,
}

/// Fields of a part that are looked at.
const FIELDS: usize = 200;

/// The parts of a mail whose header is read, in their order: the whole first.
#[must_use]
pub fn parts(bytes: &[u8], header: &Header, end: usize, most: Most) -> (Vec<Part>, Faults) {
    let mut faults = Faults::default();
    let start = header.fields.first().map_or(header.end, |field| field.name.start);
    let mut found = vec![part(bytes, String::new(), header, start..header.end, end, "text/plain")];
    let mut at = 0;
    let mut depths = vec![0_usize];
    // Each part with parts is replaced by nothing: its parts are put behind it, so the order is that of the bytes.
    while let Some(parent) = found.get(at).cloned() {
        let depth = depths.get(at).copied().unwrap_or(0);
        at += 1;
        if !parent.is_multipart {
            continue;
        }
        let Some(boundary) = parent.kind.get("boundary").filter(|boundary| !boundary.is_empty()) else {
            faults.no_boundary = true;
            continue;
        };
        if depth >= most.depth {
            faults.deeper = true;
            continue;
        }
        let (pieces, is_ended) =
            pieces(bytes, parent.body.clone(), boundary.as_bytes(), most.parts.saturating_sub(found.len()));
        faults.no_end |= !is_ended;
        faults.no_parts |= pieces.is_empty();
        faults.more_parts |= found.len() + pieces.len() >= most.parts;
        let assumed = if parent.kind.value == "multipart/digest" { "message/rfc822" } else { "text/plain" };
        let children: Vec<Part> = pieces
            .into_iter()
            .enumerate()
            .map(|(index, piece)| {
                let header = fields::header(bytes, piece.clone(), FIELDS);
                let number = if parent.number.is_empty() { String::new() } else { format!("{}.", parent.number) };
                part(bytes, format!("{number}{}", index + 1), &header, piece.start..header.end, piece.end, assumed)
            })
            .collect();
        let depths_of = vec![depth + 1; children.len()];
        found.splice(at..at, children);
        depths.splice(at..at, depths_of);
    }
    (found, faults)
}

fn part(bytes: &[u8], number: String, header: &Header, at: Range<usize>, end: usize, assumed: &str) -> Part {
    let field = |name: &str| header.first(bytes, name).map(|field| field.body(bytes));
    let mut kind = field("content-type").map(parameters::read).unwrap_or_default();
    // A kind that is none is read as text (RFC 2045, 5.2).
    if !kind.value.contains('/') {
        assumed.clone_into(&mut kind.value);
    }
    let disposition = field("content-disposition").map(parameters::read).unwrap_or_default();
    let transfer = field("content-transfer-encoding").map(parameters::read).unwrap_or_default();
    let is_multipart = kind.value.starts_with("multipart/");
    Part {
        number,
        kind,
        disposition,
        transfer: if is_multipart { Transfer::Plain } else { Transfer::named(&transfer.value) },
        header: at,
        body: header.end.min(end)..end,
        is_multipart,
    }
}

/// What lies between the boundaries, and whether the last of them is marked as the end.
fn pieces(bytes: &[u8], range: Range<usize>, boundary: &[u8], most: usize) -> (Vec<Range<usize>>, bool) {
    let mut pieces: Vec<Range<usize>> = Vec::new();
    let mut open: Option<usize> = None;
    let boundary = boundary.trim_ascii_end();
    let rest = bytes.get(range.clone()).unwrap_or_default();
    for found in memchr::memmem::find_iter(rest, boundary) {
        let Some(start) = (range.start + found).checked_sub(2).filter(|start| *start >= range.start) else { continue };
        let begins_line = start == range.start || bytes.get(start - 1) == Some(&b'\n');
        if !begins_line || bytes.get(start..start + 2) != Some(b"--") {
            continue;
        }
        let (place, next) = fields::line(bytes, start, range.end);
        let after = bytes.get(start + 2 + boundary.len()..place.end).unwrap_or_default().trim_ascii_end();
        let is_end = after == b"--";
        if !after.is_empty() && !is_end {
            continue;
        }
        if let Some(from) = open.take() {
            // The end of the line before the boundary is the boundary's (RFC 2046, 5.1.1).
            let mut end = start.saturating_sub(1).max(from);
            if end > from && bytes.get(end - 1) == Some(&b'\r') {
                end -= 1;
            }
            pieces.push(from..end);
            if pieces.len() >= most {
                return (pieces, true);
            }
        }
        if is_end {
            return (pieces, true);
        }
        open = Some(next.min(range.end));
    }
    pieces.extend(open.map(|from| from..range.end));
    (pieces, false)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MOST: Most = Most { parts: 100, depth: 10 };

    fn tree(text: &str) -> (Vec<(String, String, String)>, Faults) {
        let bytes = text.as_bytes();
        let header = fields::header(bytes, 0..bytes.len(), 100);
        let (found, faults) = parts(bytes, &header, bytes.len(), MOST);
        (found.into_iter().map(|part| (part.number, part.kind.value, text[part.body].to_owned())).collect(), faults)
    }

    #[test]
    fn parts_within_parts_are_in_the_order_of_the_bytes() {
        let (found, faults) = tree(
            "Content-Type: multipart/mixed; boundary=a\r\n\r\nno part\r\n--a\r\nContent-Type: multipart/alternative; boundary=\"a b\"\r\n\r\n--a b\r\n\r\none\r\n--a b \r\nContent-Type: text/html\r\n\r\n<p>\r\n--a b--\r\n--ab\r\n\r\n--a\r\nContent-Type: image/png\r\n\r\nPNG\r\n--a--\r\nno part",
        );
        let said: Vec<(&str, &str)> = found.iter().map(|(number, kind, _)| (number.as_str(), kind.as_str())).collect();
        assert_eq!(
            said,
            [
                ("", "multipart/mixed"),
                ("1", "multipart/alternative"),
                ("1.1", "text/plain"),
                ("1.2", "text/html"),
                ("2", "image/png")
            ]
        );
        assert_eq!((found[2].2.as_str(), found[3].2.as_str(), found[4].2.as_str()), ("one", "<p>", "PNG"));
        assert_eq!(faults, Faults::default());
    }

    #[test]
    fn what_is_broken_is_said() {
        assert!(tree("Content-Type: multipart/mixed\n\nx").1.no_boundary);
        let (found, faults) = tree("Content-Type: multipart/mixed; boundary=a\n\n--a\n\nopen");
        assert!(faults.no_end && found.len() == 2 && found[1].2 == "open");
        assert!(tree("Content-Type: multipart/mixed; boundary=a\n\nnothing").1.no_parts);
    }
}
