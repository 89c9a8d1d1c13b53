//! The signed parts of a mail (S/MIME: RFC 8551, 3.5; RFC 1847, 2.1): what is signed, in the form that was signed, and the signature.
//!
//! # Incomplete support
//! Signatures of `OpenPGP` (RFC 3156) are not read. What is signed and then encrypted is not seen.

use crate::formats::dkim::message::{Message, lines};
use base64ct::{Base64, Encoding};
use std::ops::Range;

/// Parts within parts are followed so deep.
const DEPTH: usize = 6;
/// More parts of one mail are not looked at.
const PARTS: usize = 200;
/// More signatures of one mail are not read.
const SIGNATURES: usize = 10;

/// A signed part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedPart {
    /// What is signed, with CRLF at the ends of lines; none where the signature holds it itself.
    pub content: Option<Vec<u8>>,
    /// The signature: a message of the Cryptographic Message Syntax.
    pub signature: Vec<u8>,
    /// Where what is signed is in the mail; of a signature that holds it, where that is.
    pub place: Range<usize>,
    /// Where the signature is in the mail, as written.
    pub signature_place: Range<usize>,
}

/// The signed parts of a mail, the outermost first.
#[must_use]
pub fn signed_parts(mail: &[u8]) -> Vec<SignedPart> {
    let mut walk = Walk { mail, found: vec![], parts: 0 };
    walk.entity(0..mail.len(), 0);
    walk.found
}

struct Walk<'a> {
    mail: &'a [u8],
    found: Vec<SignedPart>,
    parts: usize,
}

impl<'a> Walk<'a> {
    /// Looks at a mail or a part of one.
    fn entity(&mut self, place: Range<usize>, depth: usize) {
        self.parts += 1;
        if depth > DEPTH || self.parts > PARTS || self.found.len() >= SIGNATURES {
            return;
        }
        let entity = Entity::of(self.mail, place);
        let Some(kind) = entity.kind() else { return };
        if kind == "application/pkcs7-mime" || kind == "application/x-pkcs7-mime" {
            let states = entity.parameter("smime-type").map(|named| named.to_ascii_lowercase());
            if states.as_deref().is_none_or(|named| named == "signed-data")
                && let Some(signature) = entity.decoded()
            {
                let place = entity.body();
                self.found.push(SignedPart { content: None, signature, place: place.clone(), signature_place: place });
            }
            return;
        }
        let Some(boundary) = entity.parameter("boundary").filter(|_| kind.starts_with("multipart/")) else { return };
        let parts = parts(self.mail, entity.body(), boundary.as_bytes());
        if kind == "multipart/signed"
            && let [content, signature, ..] = parts.as_slice()
        {
            let part = Entity::of(self.mail, signature.clone());
            let is_signature =
                |kind: &str| ["application/pkcs7-signature", "application/x-pkcs7-signature"].contains(&kind);
            if part.kind().is_some_and(|kind| is_signature(&kind))
                && let Some(signature) = part.decoded()
            {
                let written = self.mail.get(content.clone()).unwrap_or_default();
                self.found.push(SignedPart {
                    content: Some(with_line_ends(written)),
                    signature,
                    place: content.clone(),
                    signature_place: part.body(),
                });
            }
        }
        for part in parts {
            self.entity(part, depth + 1);
        }
    }
}

/// A mail or a part of one, with its header.
struct Entity<'a> {
    start: usize,
    message: Message<'a>,
}

impl<'a> Entity<'a> {
    fn of(mail: &'a [u8], place: Range<usize>) -> Self {
        Self { start: place.start, message: Message::read(mail.get(place).unwrap_or_default()) }
    }

    fn body(&self) -> Range<usize> {
        self.start + self.message.body.start..self.start + self.message.body.end
    }

    fn field(&self, name: &str) -> Option<String> {
        let (_, field) = self.message.named(name).next()?;
        Some(String::from_utf8_lossy(self.message.at(&field.value)).into_owned())
    }

    /// Type and subtype in lower case (RFC 2045, 5.1).
    fn kind(&self) -> Option<String> {
        Some(self.field("Content-Type")?.split(';').next()?.trim().to_ascii_lowercase())
    }

    fn parameter(&self, wanted: &str) -> Option<String> {
        parameter(&self.field("Content-Type")?, wanted)
    }

    /// The bytes that the body means (RFC 2045, 6).
    fn decoded(&self) -> Option<Vec<u8>> {
        let body = self.message.at(&self.message.body);
        let encoding = self.field("Content-Transfer-Encoding").unwrap_or_default();
        if encoding.trim().eq_ignore_ascii_case("base64") {
            let bare: Vec<u8> = body.iter().copied().filter(|byte| !byte.is_ascii_whitespace()).collect();
            Base64::decode_vec(std::str::from_utf8(&bare).ok()?).ok()
        } else {
            Some(body.to_vec())
        }
    }
}

/// The value of a parameter of a field (RFC 2045, 5.1), in quotation marks or without.
fn parameter(field: &str, wanted: &str) -> Option<String> {
    let mut rest = field.split_once(';')?.1;
    loop {
        let (name, behind) = rest.split_once('=')?;
        let name = name.trim_matches(|sign: char| sign.is_whitespace() || sign == ';');
        let behind = behind.trim_start();
        let mut value = String::new();
        if let Some(quoted) = behind.strip_prefix('"') {
            let (mut escaped, mut end) = (false, quoted.len());
            for (at, sign) in quoted.char_indices() {
                if !escaped && sign == '"' {
                    end = at;
                    break;
                }
                escaped = !escaped && sign == '\\';
                if !escaped {
                    value.push(sign);
                }
            }
            rest = quoted.get(end..).unwrap_or_default().trim_start_matches('"');
        } else {
            let (bare, after) = behind.split_once(';').unwrap_or((behind, ""));
            bare.trim().clone_into(&mut value);
            rest = after;
        }
        if name.eq_ignore_ascii_case(wanted) {
            return Some(value);
        }
    }
}

/// The parts between the lines of a boundary (RFC 2046, 5.1.1), without the line end that belongs to the line behind them.
fn parts(mail: &[u8], body: Range<usize>, boundary: &[u8]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    // Where a part begins, and where the line before this one ends without its line end.
    let (mut start, mut before) = (None, body.start);
    for (line, next) in lines(mail.get(..body.end).unwrap_or_default(), body.start) {
        let text = mail.get(line.clone()).unwrap_or_default();
        let delimiter = text.strip_prefix(b"--").and_then(|text| text.strip_prefix(boundary));
        // Behind the boundary there are blanks alone, or the two hyphens of the last one.
        if let Some(rest) = delimiter.map(<[u8]>::trim_ascii_end).filter(|rest| rest.is_empty() || *rest == b"--") {
            if let Some(start) = start {
                found.push(start..before.max(start));
            }
            start = rest.is_empty().then_some(next);
            if start.is_none() || found.len() >= PARTS {
                return found;
            }
        }
        before = line.end;
    }
    // A mail that was cut ends its last part.
    found.extend(start.map(|start| start..body.end.max(start)));
    found
}

/// The same with CRLF at the ends of lines.
fn with_line_ends(bytes: &[u8]) -> Vec<u8> {
    let mut written = Vec::with_capacity(bytes.len() + bytes.len() / 32);
    for (line, next) in lines(bytes, 0) {
        written.extend_from_slice(bytes.get(line.clone()).unwrap_or_default());
        if next > line.end {
            written.extend_from_slice(b"\r\n");
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_read_quoted_or_not() {
        let field =
            " multipart/signed; protocol=\"application/pkcs7-signature\";\r\n micalg=sha-256; boundary=\"a;b=\\\"c\"";
        assert_eq!(parameter(field, "micalg").unwrap(), "sha-256");
        assert_eq!(parameter(field, "Boundary").unwrap(), "a;b=\"c");
        assert_eq!(parameter(field, "charset"), None);
        assert_eq!(parameter("text/plain; x", "x"), None);
    }

    #[test]
    fn parts_end_before_the_line_end_that_precedes_a_boundary() {
        for end in ["\r\n", "\n"] {
            let mail = format!("before{end}--b{end}one{end}{end}--b {end}two{end}--b--{end}behind");
            let read: Vec<&str> =
                parts(mail.as_bytes(), 0..mail.len(), b"b").into_iter().map(|part| &mail[part]).collect();
            assert_eq!(read, [format!("one{end}").as_str(), "two"]);
        }
        assert_eq!(with_line_ends(b"a\nb\r\n\nc"), b"a\r\nb\r\n\r\nc");
    }

    #[test]
    fn endless_nesting_ends() {
        let mail = "Content-Type: multipart/mixed; boundary=b\n\n--b\n".repeat(5_000);
        assert!(signed_parts(mail.as_bytes()).is_empty());
    }
}
