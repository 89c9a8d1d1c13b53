//! Markup and text of XML 1.0 one after the other, each with its place, in one pass over the bytes. Nothing is resolved here
//! but where names and values begin and end; every name and value is a slice of the text.

use memchr::{memchr, memmem};
use std::ops::Range;

/// An attribute as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawAttribute<'t> {
    /// The prefix; empty where there is none.
    pub prefix: &'t str,
    /// The name after the prefix.
    pub name: &'t str,
    /// The value, as it is written.
    pub raw: &'t str,
    /// Where the value is.
    pub range: Range<usize>,
}

/// What is at a place of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::formats) enum Piece<'t> {
    /// Character data between markup (2.4), its references as they are written.
    Text(&'t str),
    /// The content of a CDATA section (2.7).
    Verbatim(&'t str),
    /// A start tag, or the tag of an empty element (3.1); its attributes are [`Markups::attributes`].
    Open {
        /// What is before the colon of its name; empty where there is none.
        prefix: &'t str,
        /// Its local name.
        name: &'t str,
        /// From its bracket to after the other.
        range: Range<usize>,
        /// Whether the element ends with it.
        empty: bool,
    },
    /// An end tag; where it begins.
    Close(usize),
    /// A document type declaration (2.8).
    DocumentType,
}

/// The pieces of a text.
#[derive(Debug)]
pub(in crate::formats) struct Markups<'t> {
    text: &'t str,
    at: usize,
    /// The attributes of the tag that came last.
    pub attributes: Vec<RawAttribute<'t>>,
    /// Whether one of them declares a namespace.
    pub declares: bool,
}

/// The bytes that end a name, or a part of it.
const ENDS: [bool; 256] = {
    let (bytes, mut ends, mut number) = (*b":>/= \t\n\r", [false; 256], 0);
    while number < bytes.len() {
        ends[bytes[number] as usize] = true;
        number += 1;
    }
    ends
};

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

impl<'t> Markups<'t> {
    /// At the begin of a text.
    #[must_use]
    pub(in crate::formats) fn new(text: &'t str) -> Self {
        Self { text, at: 0, attributes: vec![], declares: false }
    }

    /// Every end is that of a character: markup is ASCII, and the text is cut nowhere else.
    fn slice(&self, range: Range<usize>) -> &'t str {
        let text: &'t str = self.text;
        text.get(range).unwrap_or_default()
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }

    /// The next piece; none at the end of the text.
    ///
    /// # Errors
    /// What is not well-formed, and where: nothing comes after it.
    pub(in crate::formats) fn next(&mut self) -> Result<Option<Piece<'t>>, String> {
        loop {
            let start = self.at;
            let rest = self.text.as_bytes().get(start..).unwrap_or_default();
            match rest {
                [] => return Ok(None),
                [b'<', b'/', ..] => {
                    self.skip(start, b">", "an end tag is not closed")?;
                    return Ok(Some(Piece::Close(start)));
                }
                [b'<', b'?', ..] => self.skip(start, b"?>", "a processing instruction is not closed")?,
                [b'<', b'!', b'-', b'-', ..] => self.skip(start + 4, b"-->", "a comment is not closed")?,
                [b'<', b'!', b'[', ..] if rest.starts_with(b"<![CDATA[") => {
                    let content = start + 9;
                    self.skip(content, b"]]>", "a CDATA section is not closed")?;
                    return Ok(Some(Piece::Verbatim(self.slice(content..self.at - 3))));
                }
                [b'<', b'!', b'D' | b'd', ..] => {
                    self.document_type(start)?;
                    return Ok(Some(Piece::DocumentType));
                }
                // What Office writes into drawings for browsers: `<![if gte mso 9]>`.
                [b'<', b'!', b'[', ..] => self.skip(start, b">", "a condition is not closed")?,
                [b'<', b'!', ..] => return Err(broken(start, "this is not markup")),
                [b'<', ..] => return self.tag(start).map(Some),
                _ => {
                    self.at = start + memchr(b'<', rest).unwrap_or(rest.len());
                    return Ok(Some(Piece::Text(self.slice(start..self.at))));
                }
            }
        }
    }

    /// Goes on after the next place of an end.
    fn skip(&mut self, from: usize, end: &[u8], trouble: &str) -> Result<(), String> {
        let rest = self.text.as_bytes().get(from..).unwrap_or_default();
        let length = match end {
            [byte] => memchr(*byte, rest),
            end => memmem::find(rest, end),
        };
        let length = length.ok_or_else(|| broken(from, trouble))?;
        self.at = from + length + end.len();
        Ok(())
    }

    /// Goes on after a document type declaration, its internal subset with it.
    fn document_type(&mut self, start: usize) -> Result<(), String> {
        let (mut depth, mut at) = (0_usize, start);
        while let Some(byte) = self.byte(at) {
            match byte {
                b'<' if self.text.as_bytes().get(at..).is_some_and(|rest| rest.starts_with(b"<!--")) => {
                    self.skip(at + 4, b"-->", "a comment is not closed")?;
                    at = self.at;
                    continue;
                }
                quote @ (b'"' | b'\'') => {
                    let rest = self.text.as_bytes().get(at + 1..).unwrap_or_default();
                    at += 1 + memchr(quote, rest).ok_or_else(|| broken(at, "a quotation is not closed"))?;
                }
                b'<' => depth += 1,
                b'>' => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        self.at = at + 1;
                        return Ok(());
                    }
                }
                _ => {}
            }
            at += 1;
        }
        Err(broken(start, "a document type is not closed"))
    }

    /// Reads the tag that begins at `start`.
    fn tag(&mut self, start: usize) -> Result<Piece<'t>, String> {
        self.attributes.clear();
        self.declares = false;
        let unclosed = || broken(start, "a tag is not closed");
        let (prefix, name, mut at) = self.name(start + 1);
        loop {
            match self.byte(at).ok_or_else(unclosed)? {
                b'>' => {
                    self.at = at + 1;
                    return Ok(Piece::Open { prefix, name, range: start..self.at, empty: false });
                }
                b'/' if self.byte(at + 1) == Some(b'>') => {
                    self.at = at + 2;
                    return Ok(Piece::Open { prefix, name, range: start..self.at, empty: true });
                }
                byte if is_space(byte) || byte == b'/' => at += 1,
                _ => at = self.attribute(at).ok_or_else(unclosed)?,
            }
        }
    }

    /// Reads an attribute; what is none is passed over. Gives where the tag goes on; none where the text ends.
    fn attribute(&mut self, start: usize) -> Option<usize> {
        let (prefix, name, mut at) = self.name(start);
        while is_space(self.byte(at)?) {
            at += 1;
        }
        if self.byte(at)? != b'=' {
            return Some(at.max(start + 1));
        }
        at += 1;
        while is_space(self.byte(at)?) {
            at += 1;
        }
        let quote = self.byte(at)?;
        if !matches!(quote, b'"' | b'\'') {
            return Some(at);
        }
        let from = at + 1;
        let end = from + memchr(quote, self.text.as_bytes().get(from..)?)?;
        self.declares |= if prefix.is_empty() { name == "xmlns" } else { prefix == "xmlns" };
        self.attributes.push(RawAttribute { prefix, name, raw: self.slice(from..end), range: from..end });
        Some(end + 1)
    }

    /// A name with its prefix, and where it ends.
    fn name(&self, start: usize) -> (&'t str, &'t str, usize) {
        let rest = self.text.as_bytes().get(start..).unwrap_or_default();
        let part = |rest: &[u8]| rest.iter().position(|byte| ENDS[usize::from(*byte)]).unwrap_or(rest.len());
        let first = part(rest);
        if rest.get(first) != Some(&b':') {
            return ("", self.slice(start..start + first), start + first);
        }
        let mut length = first + 1;
        // A second colon belongs to the name.
        while let Some(behind) = rest.get(length..).filter(|behind| !behind.is_empty()) {
            length += part(behind);
            if rest.get(length) != Some(&b':') {
                break;
            }
            length += 1;
        }
        let end = start + length;
        (self.slice(start..start + first), self.slice(start + first + 1..end), end)
    }
}

fn broken(at: usize, what: &str) -> String {
    format!("at byte {at}: {what}")
}
