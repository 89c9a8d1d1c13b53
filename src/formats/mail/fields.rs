//! The fields of a header, with their places (RFC 5322, 2.2 and 4.5).

use memchr::memchr;
use std::ops::Range;

/// A field: its name and its body, without the end of its last line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Where its name is.
    pub name: Range<usize>,
    /// Where its body is, folds and all.
    pub body: Range<usize>,
}

impl Field {
    /// Its name as written.
    #[must_use]
    pub fn name<'b>(&self, bytes: &'b [u8]) -> &'b [u8] {
        bytes.get(self.name.clone()).unwrap_or_default()
    }

    /// Whether it has this name, which is written in any case.
    #[must_use]
    pub fn is(&self, bytes: &[u8], name: &str) -> bool {
        self.name(bytes).eq_ignore_ascii_case(name.as_bytes())
    }

    /// Its body as written.
    #[must_use]
    pub fn body<'b>(&self, bytes: &'b [u8]) -> &'b [u8] {
        bytes.get(self.body.clone()).unwrap_or_default()
    }
}

/// Fields that mails have (RFC 5322, 3.6, and what transports and programs put before them): a text that begins with two of them is a mail.
pub const KNOWN: &[&str] = &[
    "return-path",
    "received",
    "delivered-to",
    "from",
    "to",
    "cc",
    "date",
    "message-id",
    "subject",
    "mime-version",
    "content-type",
    "reply-to",
    "sender",
    "references",
    "in-reply-to",
    "dkim-signature",
    "arc-seal",
    "x-received",
    "x-mozilla-status",
    "x-gm-thrid",
    "x-originating-ip",
    "x-mailer",
    "x-unsent",
    "status",
];

/// Whether a line begins with one of the fields that mails have.
#[must_use]
pub fn is_known(line: &[u8]) -> bool {
    let name = name_length(line).and_then(|colon| line.get(..colon)).unwrap_or_default().trim_ascii_end();
    KNOWN.iter().any(|known| name.eq_ignore_ascii_case(known.as_bytes()))
}

/// A header.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Header {
    /// Its fields, as far as so many were asked for.
    pub fields: Vec<Field>,
    /// Where what follows it begins.
    pub end: usize,
    /// Whether it has more fields than were asked for.
    pub more: bool,
    /// Where it ends at a line that is no field, instead of at an empty line.
    pub broken: Option<usize>,
}

impl Header {
    /// The first field of a name.
    #[must_use]
    pub fn first(&self, bytes: &[u8], name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.is(bytes, name))
    }
}

/// The line at a place, without its end, and where the next begins.
#[must_use]
pub fn line(bytes: &[u8], at: usize, end: usize) -> (Range<usize>, usize) {
    let rest = bytes.get(at..end).unwrap_or_default();
    match memchr(b'\n', rest) {
        Some(length) => {
            let is_crlf = length > 0 && rest.get(length - 1) == Some(&b'\r');
            (at..at + length - usize::from(is_crlf), at + length + 1)
        }
        None => (at..end.max(at), end.max(at)),
    }
}

/// The fields from a place on, at most so many.
#[must_use]
pub fn header(bytes: &[u8], range: Range<usize>, most: usize) -> Header {
    let end = range.end.min(bytes.len());
    let mut header = Header { end, ..Header::default() };
    let mut at = range.start.min(end);
    while at < end {
        let (place, next) = line(bytes, at, end);
        let written = bytes.get(place.clone()).unwrap_or_default();
        if written.is_empty() {
            header.end = next;
            return header;
        }
        if matches!(written.first(), Some(b' ' | b'\t')) {
            match header.fields.last_mut() {
                Some(field) if !header.more => field.body.end = place.end,
                // The first line cannot continue anything.
                None if !written.trim_ascii().is_empty() => {
                    (header.end, header.broken) = (at, Some(at));
                    return header;
                }
                _ => {}
            }
        } else if let Some(colon) = name_length(written) {
            if header.fields.len() >= most {
                header.more = true;
            } else {
                let name = written.get(..colon).unwrap_or_default().trim_ascii_end().len();
                header.fields.push(Field { name: at..at + name, body: at + colon + 1..place.end });
            }
        } else if !written.starts_with(b">From ") && !written.starts_with(b"From ") {
            (header.end, header.broken) = (at, Some(at));
            return header;
        }
        at = next;
    }
    header
}

/// Where the colon after the name of a field is; blanks may precede it (RFC 5322, 4.5).
#[must_use]
pub fn name_length(line: &[u8]) -> Option<usize> {
    let colon = memchr(b':', line)?;
    let name = line.get(..colon)?.trim_ascii_end();
    (!name.is_empty() && name.iter().all(u8::is_ascii_graphic)).then_some(colon)
}

/// A body without its folds (RFC 5322, 2.2.3) and without the blanks around it.
#[must_use]
pub fn unfolded(body: &[u8]) -> Vec<u8> {
    let kept: Vec<u8> = body.iter().copied().filter(|byte| !matches!(byte, b'\r' | b'\n')).collect();
    kept.trim_ascii().to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_have_their_places() {
        let bytes = b"Subject : a\r\n b\r\nX:\nDate: 1\n\nbody";
        let header = header(bytes, 0..bytes.len(), 10);
        let said: Vec<(&[u8], &[u8])> =
            header.fields.iter().map(|field| (field.name(bytes), field.body(bytes))).collect();
        assert_eq!(said, [(b"Subject".as_slice(), b" a\r\n b".as_slice()), (b"X", b""), (b"Date", b" 1")]);
        assert_eq!((&bytes[header.end..], header.broken), (b"body".as_slice(), None));
        assert_eq!(unfolded(b" a\r\n b"), b"a b");
    }

    #[test]
    fn a_line_that_is_no_field_ends_the_header() {
        let bytes = b"A: 1\nno field here\n";
        let header = header(bytes, 0..bytes.len(), 10);
        assert_eq!((header.fields.len(), header.broken), (1, Some(5)));
        assert_eq!(&bytes[header.end..], b"no field here\n");
    }

    #[test]
    fn more_fields_than_asked_for_are_passed_over() {
        let header = header(b"A: 1\nB: 2\n c\nC: 3\n\nx", 0..21, 1);
        assert!(header.more && header.fields.len() == 1 && header.end == 19);
    }
}
