//! A mail as signers see it: header fields with all their bytes, and the body (RFC 5322, 2.1 and 2.2).
//!
//! Line ends may be CRLF or LF: what is stored in a file mostly lost its CR, and signing is over CRLF.

use std::ops::Range;

/// A header field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field<'a> {
    /// Its name as written, without blanks behind it.
    pub name: &'a str,
    /// Where the whole field is in the mail, without its last line end.
    pub place: Range<usize>,
    /// Where its value is, from behind the colon, without its last line end.
    pub value: Range<usize>,
}

/// A mail in its parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message<'a> {
    /// The bytes.
    pub bytes: &'a [u8],
    /// Its header fields, from the top.
    pub fields: Vec<Field<'a>>,
    /// Where its body is.
    pub body: Range<usize>,
}

/// The lines of some bytes from an offset on: where each is without its end, and where the next begins.
pub fn lines(bytes: &[u8], from: usize) -> impl Iterator<Item = (Range<usize>, usize)> + '_ {
    let mut start = from;
    std::iter::from_fn(move || {
        let rest = bytes.get(start..).filter(|rest| !rest.is_empty())?;
        let (end, next) = match memchr::memchr(b'\n', rest) {
            Some(at) => (start + at, start + at + 1),
            None => (bytes.len(), bytes.len()),
        };
        let ends_in_crlf = next > end && end > start && bytes.get(end - 1) == Some(&b'\r');
        let line = start..end - usize::from(ends_in_crlf);
        start = next;
        Some((line, next))
    })
}

impl<'a> Message<'a> {
    /// Takes a mail apart. A line that is no part of a field is left out: no signature can name it.
    #[must_use]
    pub fn read(bytes: &'a [u8]) -> Self {
        let mut fields: Vec<Field<'a>> = Vec::new();
        let mut body = bytes.len()..bytes.len();
        // Whether the lines before this one belong to a field.
        let mut in_field = false;
        for (line, next) in lines(bytes, 0) {
            let text = bytes.get(line.clone()).unwrap_or_default();
            match text.first() {
                None => {
                    body = next..bytes.len();
                    break;
                }
                Some(b' ' | b'\t') => {
                    if let Some(field) = fields.last_mut().filter(|_| in_field) {
                        (field.place.end, field.value.end) = (line.end, line.end);
                    }
                }
                Some(_) => {
                    let field = field(text, line);
                    in_field = field.is_some();
                    fields.extend(field);
                }
            }
        }
        Self { bytes, fields, body }
    }

    /// The fields of a name, from the top; case does not count.
    pub fn named<'m>(&'m self, name: &'m str) -> impl Iterator<Item = (usize, &'m Field<'a>)> + 'm {
        self.fields.iter().enumerate().filter(move |(_, field)| field.name.eq_ignore_ascii_case(name))
    }

    /// The bytes of a place.
    #[must_use]
    pub fn at(&self, place: &Range<usize>) -> &'a [u8] {
        self.bytes.get(place.clone()).unwrap_or_default()
    }
}

/// The field that begins with a line.
fn field(text: &[u8], line: Range<usize>) -> Option<Field<'_>> {
    let colon = memchr::memchr(b':', text)?;
    let name = text.get(..colon)?.trim_ascii_end();
    // Printable and without blanks (RFC 5322, 2.2). The line before a mail in a mailbox, `From name day`, has blanks.
    let is_name = !name.is_empty() && name.iter().all(u8::is_ascii_graphic);
    let name = std::str::from_utf8(name).ok().filter(|_| is_name)?;
    Some(Field { name, value: line.start + colon + 1..line.end, place: line })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_and_body_have_their_places_whatever_ends_lines() {
        for end in ["\r\n", "\n"] {
            let text = format!("From x Mon{end}A: 1{end}\t2{end}no field{end} more of it{end}B : 3{end}{end}body{end}");
            let mail = Message::read(text.as_bytes());
            let read: Vec<(&str, String)> =
                mail.fields.iter().map(|f| (f.name, String::from_utf8_lossy(mail.at(&f.value)).into_owned())).collect();
            assert_eq!(read, [("A", format!(" 1{end}\t2")), ("B", " 3".to_owned())]);
            assert_eq!(mail.at(&mail.body), format!("body{end}").as_bytes());
        }
        assert_eq!(Message::read(b"A: 1").body, 4..4);
    }
}
