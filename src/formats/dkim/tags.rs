//! Lists of tags: `v=1; a=rsa-sha256; ...` (RFC 6376, 3.2).

use std::ops::Range;

/// Why something is no list of tags.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// A piece between semicolons has no `=`.
    #[error("a tag without a value")]
    NoValue,
    /// The name of a tag is none.
    #[error("a tag whose name is not letters and digits")]
    Name,
    /// A tag is there twice, so that the list means nothing (RFC 6376, 3.2).
    #[error("the tag {0}= twice")]
    Twice(String),
}

/// One tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag<'a> {
    /// Its name; case counts.
    pub name: &'a str,
    /// Its value without the blanks around it.
    pub value: &'a [u8],
    /// Where the value is in the list, with the blanks around it.
    pub room: Range<usize>,
    /// Where it is in the list, without them.
    pub place: Range<usize>,
}

/// A list of tags.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tags<'a> {
    tags: Vec<Tag<'a>>,
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n')
}

/// The range of `bytes` within `range` without blanks at its ends.
fn trimmed(bytes: &[u8], range: Range<usize>) -> Range<usize> {
    let inside = bytes.get(range.clone()).unwrap_or_default();
    let Some(first) = inside.iter().position(|&byte| !is_blank(byte)) else { return range.start..range.start };
    let last = inside.iter().rposition(|&byte| !is_blank(byte)).unwrap_or(first);
    range.start + first..range.start + last + 1
}

impl<'a> Tags<'a> {
    /// Reads a list.
    ///
    /// # Errors
    /// Why it is none.
    pub fn read(list: &'a [u8]) -> Result<Self, Fault> {
        let mut tags: Vec<Tag<'a>> = Vec::new();
        let mut start = 0;
        let end = trimmed(list, 0..list.len()).end;
        while start < end {
            let stop = memchr::memchr(b';', list.get(start..end).unwrap_or_default()).map_or(end, |at| start + at);
            let piece = list.get(start..stop).unwrap_or_default();
            let equals = start + memchr::memchr(b'=', piece).ok_or(Fault::NoValue)?;
            let name = list.get(trimmed(list, start..equals)).unwrap_or_default();
            let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
            let name =
                std::str::from_utf8(name).ok().filter(|name| !name.is_empty() && name.bytes().all(|b| is_name(&b)));
            let name = name.ok_or(Fault::Name)?;
            if tags.iter().any(|tag| tag.name == name) {
                return Err(Fault::Twice(name.to_owned()));
            }
            if tags.len() >= TAGS {
                break;
            }
            let room = equals + 1..stop;
            let place = trimmed(list, room.clone());
            tags.push(Tag { name, value: list.get(place.clone()).unwrap_or_default(), room, place });
            start = stop + 1;
        }
        Ok(Self { tags })
    }

    /// The tag of this name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Tag<'a>> {
        self.tags.iter().find(|tag| tag.name == name)
    }

    /// Its value as text without any blanks, which may be folded anywhere in most values.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<String> {
        self.get(name).map(Tag::text)
    }
}

/// Standards know two dozen tags; more than this are not read.
const TAGS: usize = 100;

impl Tag<'_> {
    /// The value as text without any blanks.
    #[must_use]
    pub fn text(&self) -> String {
        let kept: Vec<u8> = self.value.iter().copied().filter(|&byte| !is_blank(byte)).collect();
        String::from_utf8_lossy(&kept).into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folded_list_has_its_values_and_their_places() {
        let list = b" v=1; b=ab\r\n\tcd ;\r\n h = from : to;\r\n";
        let tags = Tags::read(list).unwrap();
        assert_eq!(tags.text("b").unwrap(), "abcd");
        assert_eq!(tags.text("h").unwrap(), "from:to");
        let b = tags.get("b").unwrap();
        assert_eq!(&list[b.room.clone()], b"ab\r\n\tcd ");
        assert_eq!(&list[b.place.clone()], b"ab\r\n\tcd");
    }

    #[test]
    fn what_is_no_list_is_told_why() {
        assert_eq!(Tags::read(b"v=1; v=2"), Err(Fault::Twice("v".to_owned())));
        assert_eq!(Tags::read(b"v=1; x"), Err(Fault::NoValue));
        assert_eq!(Tags::read(b"v=1;; x=1"), Err(Fault::NoValue));
        assert_eq!(Tags::read(b"=1"), Err(Fault::Name));
        assert!(Tags::read(b"").unwrap().get("v").is_none());
    }
}
