//! Lines that end with CR alone, as programs of the classic Mac OS wrote them: each is read as if it ended with LF, at the same place.

use std::borrow::Cow;
use std::io::{self, BufRead, BufReader, Read};

/// So much of a text decides how its lines end.
const HEAD: usize = 64 << 10;

/// Whether lines end with CR alone, by the beginning of a text.
#[must_use]
pub fn are_carriage_returns(head: &[u8]) -> bool {
    let head = head.get(..HEAD.min(head.len())).unwrap_or_default();
    // A CR at the very end may be the first half of one that is cut.
    let inner = head.get(..head.len().saturating_sub(1)).unwrap_or_default();
    !head.contains(&b'\n') && inner.contains(&b'\r')
}

/// The text with LF at the end of each line. Places stay what they are.
#[must_use]
pub fn with_line_feeds(text: &[u8]) -> Cow<'_, [u8]> {
    if !are_carriage_returns(text) {
        return Cow::Borrowed(text);
    }
    let mut text = text.to_vec();
    to_line_feeds(&mut text);
    Cow::Owned(text)
}

fn to_line_feeds(text: &mut [u8]) {
    text.iter_mut().filter(|byte| **byte == b'\r').for_each(|byte| *byte = b'\n');
}

/// The text as it was before its lines were given other ends.
pub fn to_carriage_returns(text: &mut [u8]) {
    text.iter_mut().filter(|byte| **byte == b'\n').for_each(|byte| *byte = b'\r');
}

/// A text that is read from its first byte to its last, with LF at the end of each line.
#[derive(Debug)]
pub struct LineFeeds<R> {
    source: BufReader<R>,
    replaces: bool,
}

impl<R: Read> LineFeeds<R> {
    /// Of a source; its beginning is read. What cannot be read is told when it is read again.
    pub fn new(source: R) -> Self {
        let mut source = BufReader::with_capacity(HEAD, source);
        let replaces = source.fill_buf().is_ok_and(are_carriage_returns);
        Self { source, replaces }
    }

    /// Whether its lines end with CR alone.
    #[must_use]
    pub fn replaces(&self) -> bool {
        self.replaces
    }
}

impl<R: Read> Read for LineFeeds<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.source.read(buffer)?;
        if self.replaces {
            to_line_feeds(buffer.get_mut(..length).unwrap_or_default());
        }
        Ok(length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn carriage_returns_alone_become_line_feeds_and_others_stay() {
        for (text, expected) in [
            (b"a: b\rc: d\r\re".as_slice(), b"a: b\nc: d\n\ne".as_slice()),
            (b"a: b\r\nc: d\r\n", b"a: b\r\nc: d\r\n"),
            (b"a: b\nc\rd", b"a: b\nc\rd"),
            (b"a: b\r", b"a: b\r"),
        ] {
            assert_eq!(with_line_feeds(text).as_ref(), expected);
            let mut read = Vec::new();
            LineFeeds::new(text).read_to_end(&mut read).unwrap();
            assert_eq!(read, expected);
        }
    }
}
