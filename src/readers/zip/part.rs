//! A part of a document that is a package in a ZIP container: its decoded bytes, and where they are in the file.

use crate::formats::budget::Purse;
use crate::formats::xml::encoding::decode;
use crate::formats::xml::namespaces::short;
use crate::formats::xml::{Declaration, Markup, Walker};
use crate::formats::zip::directory::{Archive, Member};
use crate::model::{ByteRange, Locus, Property, Reading, Value};
use crate::readers::Intake;
use std::ops::Range;

/// A part, decoded.
#[derive(Debug)]
pub struct Part {
    /// Its name, without the leading slash.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Where its encoded bytes are in the file.
    encoded: ByteRange,
    /// Whether they are there as they are.
    direct: bool,
    /// A mark of the order of bytes that is before [`Self::bytes`].
    mark: usize,
}

/// XML in UTF-16 is read in UTF-8; places in it are those of the recoded text.
fn in_utf_8(bytes: Vec<u8>) -> (Vec<u8>, bool) {
    match bytes.as_slice() {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] | [b'<', 0, ..] | [0, b'<', ..] => {
            (decode(&bytes).text.into_owned().into_bytes(), true)
        }
        [b'<' | 0xef, ..] => match String::from_utf8(bytes) {
            Ok(text) => (text.into_bytes(), false),
            Err(error) => (String::from_utf8_lossy(error.as_bytes()).into_owned().into_bytes(), true),
        },
        _ => (bytes, false),
    }
}

impl Part {
    /// The part that a member of a container is; where it cannot be decoded, that is said.
    #[must_use]
    pub fn of(archive: &Archive<'_>, member: &Member, purse: &Purse, intake: &mut Intake) -> Option<Self> {
        match archive.content(member, purse) {
            Ok(bytes) => Some(Self::decoded(member.name.clone(), bytes, member.bytes(), member.central.method == 0)),
            Err(why) => {
                intake.partial();
                let message = format!("the part {:?} cannot be read: {why}", member.name);
                intake.warn("part-not-readable", message, None);
                None
            }
        }
    }

    /// A file that is one part as a whole.
    #[must_use]
    pub fn whole_file(bytes: &[u8]) -> Self {
        Self::decoded("document".to_owned(), bytes.to_vec(), ByteRange::new(0, bytes.len()), true)
    }

    fn decoded(name: String, bytes: Vec<u8>, encoded: ByteRange, stored: bool) -> Self {
        let (mut bytes, recoded) = in_utf_8(bytes);
        let mark = if bytes.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
        bytes.drain(..mark);
        Self { name, bytes, encoded, direct: stored && !recoded, mark }
    }

    /// The place of a range of the part.
    #[must_use]
    pub fn locus(&self, range: Range<usize>, path: impl Into<String>) -> Locus {
        let path = path.into();
        let path = if self.direct { format!("{}: {path}", self.name) } else { path };
        Locus { path, ..self.place(range) }
    }

    /// The bytes of a range of the part, without a way to them.
    #[must_use]
    pub fn place(&self, range: Range<usize>) -> Locus {
        let range = range.start + self.mark..range.end + self.mark;
        if self.direct {
            let start = usize::try_from(self.encoded.start).unwrap_or(usize::MAX);
            let bytes = ByteRange::new(start.saturating_add(range.start), start.saturating_add(range.end));
            return Locus { bytes: Some(bytes), ..Locus::default() };
        }
        Locus {
            stream: Some(format!("part {}", self.name)),
            bytes: Some(self.encoded),
            decoded: Some(ByteRange::new(range.start, range.end)),
            ..Locus::default()
        }
    }

    /// The place of the whole part.
    #[must_use]
    pub fn whole(&self, path: impl Into<String>) -> Locus {
        self.locus(0..self.bytes.len(), path)
    }

    /// Some bytes of the part.
    #[must_use]
    pub fn slice(&self, range: &Range<usize>) -> &[u8] {
        self.bytes.get(range.clone()).unwrap_or_default()
    }

    /// Hands over a value that is in the part.
    pub fn hand_over(
        &self,
        property: &Property,
        range: Range<usize>,
        path: &str,
        reading: Reading,
        intake: &mut Intake,
    ) {
        intake.evidence(property, self.slice(&range), reading, self.locus(range.clone(), path));
    }

    /// Hands over a text; an empty one is an absent one.
    pub fn text(&self, property: &Property, range: Range<usize>, path: &str, text: &str, intake: &mut Intake) {
        let text = text.trim();
        let reading = if text.is_empty() { Reading::Absent } else { Reading::Present(Value::Text(text.to_owned())) };
        self.hand_over(property, range, path, reading, intake);
    }

    /// Walks over the elements of the part, and gives the namespaces that it declares. What is not well-formed is told,
    /// and what was read before it is kept.
    pub fn walk<'p>(
        &'p self,
        purse: &Purse,
        intake: &mut Intake,
        mut each: impl FnMut(&Markup<'_, 'p>, &mut Intake),
    ) -> Vec<Declaration<'p>> {
        let text = std::str::from_utf8(&self.bytes).unwrap_or_default();
        purse.parsed(self.bytes.len());
        let mut walker = Walker::new(text, short, purse.budget.depth);
        while let Some(markup) = walker.next() {
            each(&markup, intake);
        }
        // Drawings in VML are HTML of their time: `<br>` stands alone there.
        let is_html = self.name.to_lowercase().ends_with(".vml");
        if let Some(why) = walker.broken.as_ref().filter(|_| !is_html) {
            intake.partial();
            let message = format!("the part {:?} is not well-formed: {why}", self.name);
            intake.warn("part-not-well-formed", message, None);
        }
        if walker.document_type {
            let message =
                format!("the part {:?} declares a document type; valla does not expand its entities", self.name);
            intake.warn("part-document-type", message, None);
        }
        walker.into_declarations()
    }
}
