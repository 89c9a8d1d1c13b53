//! Mailboxes in one file: the families mboxo, mboxrd, mboxcl and mboxcl2 (RFC 4155, appendix A; qmail's mbox(5)).
//!
//! They differ in how they keep a line that begins with `From ` from being taken for the next message: a sign before it (mboxo), a sign more
//! than it has (mboxrd), its length in the header (mboxcl, with the sign; mboxcl2, without). A line parts two messages here where it follows
//! an empty line or begins the file, and has a date as these lines have or is followed by a field that mails have; a length that a message states of itself is
//! believed where such a line or the end of the file follows at its end.

use super::dates;
use super::fields::{self, is_known, name_length};
use std::io::{self, Read};

/// The line before a message.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FromLine {
    /// The line, without its end.
    pub text: Vec<u8>,
    /// Where it begins in the mailbox.
    pub at: u64,
}

impl FromLine {
    /// The address in it: what precedes the date.
    #[must_use]
    pub fn sender(&self) -> &[u8] {
        let rest = self.text.get(FROM.len()..).unwrap_or_default().trim_ascii_start();
        let end = if rest.starts_with(b"\"") {
            rest.iter().skip(1).position(|byte| *byte == b'"').map_or(rest.len(), |quote| quote + 2)
        } else {
            0
        };
        let blank = |from: usize| {
            let blank = rest.iter().skip(from).position(|byte| matches!(byte, b' ' | b'\t'));
            blank.map_or(rest.len(), |blank| from + blank)
        };
        let end = blank(end);
        // Archives of lists write `name at host`.
        let at_host = rest.get(end..).filter(|rest| rest.starts_with(AT)).map(|_| blank(end + AT.len()));
        rest.get(..at_host.unwrap_or(end)).unwrap_or_default()
    }

    /// What follows the address: the date.
    #[must_use]
    pub fn date(&self) -> &[u8] {
        let rest = self.text.get(FROM.len()..).unwrap_or_default().trim_ascii_start();
        let date = rest.get(self.sender().len()..).unwrap_or_default().trim_ascii();
        // UUCP wrote where it came from behind it.
        memchr::memmem::find(date, b" remote from ").and_then(|at| date.get(..at)).unwrap_or(date)
    }
}

const FROM: &[u8] = b"From ";
const AT: &[u8] = b" at ";
/// What git writes before a patch, whatever its day; in a text it parts nothing.
const OF_A_PATCH: &[u8] = b"Mon Sep 17 00:00:00 2001";
/// A longer line is handed on in pieces.
const LINE: usize = 1 << 20;
/// How far a stated length is followed up.
const LENGTH: usize = 64 << 20;
/// A header is looked at so far for a stated length.
const HEADER: usize = 256 << 10;
const BLOCK: usize = 64 << 10;

/// How a message was kept.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Keeping {
    /// Lines of which a sign was taken off that stood before `From `.
    pub unquoted: u64,
    /// Such lines that had more than one sign.
    pub requoted: u64,
    /// Lines that begin with `From ` and part nothing.
    pub bare: u64,
    /// Whether the length that it states was right.
    pub by_length: bool,
}

/// A mailbox that is read from its first byte to its last.
#[derive(Debug)]
pub struct Mailbox<R> {
    source: R,
    buffer: Vec<u8>,
    /// Where what was not handed on begins in the buffer.
    at: usize,
    /// Where the buffer begins in the mailbox.
    before: u64,
    ended: bool,
    after_empty: bool,
    error: Option<io::Error>,
}

impl<R: Read> Mailbox<R> {
    /// Of some bytes.
    pub fn new(source: R) -> Self {
        Self { source, buffer: Vec::new(), at: 0, before: 0, ended: false, after_empty: true, error: None }
    }

    /// What ended the reading before its end.
    pub fn take_error(&mut self) -> Option<io::Error> {
        self.error.take()
    }

    /// How many bytes were read so far.
    #[must_use]
    pub fn position(&self) -> u64 {
        self.before + self.at as u64
    }

    fn rest(&self) -> &[u8] {
        self.buffer.get(self.at..).unwrap_or_default()
    }

    /// Reads on until so many bytes are at hand, or there are no more.
    fn fill(&mut self, wanted: usize) {
        while self.rest().len() < wanted && !self.ended {
            if self.at > self.buffer.len() / 2 {
                self.buffer.drain(..self.at);
                self.before += self.at as u64;
                self.at = 0;
            }
            let length = self.buffer.len();
            self.buffer.resize(length + BLOCK, 0);
            let read = match self.source.read(self.buffer.get_mut(length..).unwrap_or_default()) {
                Ok(read) => read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {
                    self.buffer.truncate(length);
                    continue;
                }
                Err(error) => {
                    self.error = Some(error);
                    0
                }
            };
            self.buffer.truncate(length + read);
            self.ended = read == 0;
        }
    }

    /// The length of the line that begins so many bytes ahead, with its end; a longer one than the limit is cut.
    fn line(&mut self, ahead: usize) -> usize {
        let mut seen = ahead;
        loop {
            if let Some(end) = memchr::memchr(b'\n', self.rest().get(seen..).unwrap_or_default()) {
                return (seen + end + 1 - ahead).min(LINE);
            }
            seen = self.rest().len().max(ahead);
            if seen - ahead >= LINE || self.ended {
                return (seen - ahead).min(LINE);
            }
            self.fill(seen + 1);
        }
    }

    /// Whether the line of a length that begins so many bytes ahead parts two messages.
    fn parts(&mut self, ahead: usize, length: usize, after_empty: bool) -> bool {
        if !self.rest().get(ahead..).is_some_and(|line| line.starts_with(FROM)) {
            return false;
        }
        const AHEAD: usize = 1_024;
        self.fill(ahead + length + AHEAD);
        let text = self.rest().get(ahead..ahead + length).unwrap_or_default().trim_ascii_end().to_vec();
        let line = FromLine { text, at: 0 };
        let has_date = dates::of_mailbox(line.date()).or_else(|| dates::read(line.date())).is_some();
        let next = self.rest().get(ahead + length..).unwrap_or_default();
        let (place, _) = fields::line(next, 0, next.len());
        let next = next.get(place).unwrap_or_default();
        let is_field = name_length(next).is_some() || next.starts_with(b">From ");
        if after_empty { has_date || is_known(next) } else { has_date && is_field && line.date() != OF_A_PATCH }
    }

    /// The line before the next message; what precedes the first is passed over and counted.
    pub fn next_from(&mut self) -> (Option<FromLine>, u64) {
        let mut passed = 0;
        loop {
            self.fill(FROM.len());
            if self.rest().is_empty() {
                return (None, passed);
            }
            let length = self.line(0);
            if self.parts(0, length, self.after_empty) {
                let text = self.rest().get(..length).unwrap_or_default().trim_ascii_end().to_vec();
                let at = self.position();
                self.advance(length);
                return (Some(FromLine { text, at }), passed);
            }
            let is_empty = self.rest().get(..length).unwrap_or_default().trim_ascii().is_empty();
            self.after_empty = is_empty;
            passed += u64::from(!is_empty);
            self.advance(length);
        }
    }

    fn advance(&mut self, length: usize) {
        self.at = (self.at + length).min(self.buffer.len());
    }

    /// The message that follows the line that was read last.
    pub fn message(&mut self) -> Message<'_, R> {
        let stated = self.stated();
        self.after_empty = false;
        Message {
            mailbox: self,
            stated,
            line: 0,
            keeping: Keeping { by_length: stated.is_some(), ..Keeping::default() },
            over: false,
            begins: true,
        }
    }

    /// The length of a message whose header states that of its body, where it is right.
    fn stated(&mut self) -> Option<usize> {
        self.fill(BLOCK.min(HEADER));
        let rest = self.rest();
        let header = fields::header(rest, 0..rest.len().min(HEADER), 1_000);
        let field = header.first(rest, "content-length")?;
        let length: usize = std::str::from_utf8(field.body(rest)).ok()?.trim().parse().ok()?;
        let end = header.end.checked_add(length).filter(|end| *end <= LENGTH && header.broken.is_none())?;
        self.fill(end + 2 + FROM.len());
        let after = self.rest().get(end..)?;
        let after = after.strip_prefix(b"\r\n").or_else(|| after.strip_prefix(b"\n")).unwrap_or(after);
        (after.is_empty() && self.ended || after.starts_with(FROM)).then_some(end)
    }
}

/// A message: it ends before the line of the next.
#[derive(Debug)]
pub struct Message<'m, R> {
    mailbox: &'m mut Mailbox<R>,
    /// What is left of a length that is right.
    stated: Option<usize>,
    /// What is left of the line that is handed on.
    line: usize,
    keeping: Keeping,
    over: bool,
    begins: bool,
}

impl<R: Read> Message<'_, R> {
    /// How it was kept, as far as it was read.
    #[must_use]
    pub fn keeping(&self) -> Keeping {
        self.keeping
    }

    /// Makes a line ready; whether there is one.
    fn next_line(&mut self) -> bool {
        let length = self.mailbox.line(0);
        if length == 0 {
            return false;
        }
        if self.begins {
            if self.mailbox.parts(0, length, self.mailbox.after_empty) {
                return false;
            }
            let line = self.mailbox.rest().get(..length).unwrap_or_default();
            let signs = line.iter().take_while(|byte| **byte == b'>').count();
            let is_from = line.get(signs..).is_some_and(|rest| rest.starts_with(FROM));
            match signs {
                0 if is_from => self.keeping.bare += 1,
                1.. if is_from => {
                    self.keeping.unquoted += 1;
                    self.keeping.requoted += u64::from(signs > 1);
                    self.mailbox.advance(1);
                    self.line = length - 1;
                    return true;
                }
                _ => {}
            }
        }
        self.line = length;
        true
    }
}

impl<R: Read> Read for Message<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() || self.over {
            return Ok(0);
        }
        if let Some(left) = self.stated {
            self.mailbox.fill(left.min(buffer.len()).max(1));
            let length = left.min(buffer.len()).min(self.mailbox.rest().len());
            let from = self.mailbox.rest().get(..length).unwrap_or_default();
            buffer.get_mut(..length).into_iter().for_each(|to| to.copy_from_slice(from));
            self.mailbox.advance(length);
            self.stated = Some(left - length);
            if length == 0 {
                self.over = true;
                self.mailbox.after_empty = true;
            }
            return Ok(length);
        }
        if self.line == 0 {
            if !self.next_line() {
                self.over = true;
                self.mailbox.after_empty = true;
                return match self.mailbox.take_error() {
                    Some(error) => Err(error),
                    None => Ok(0),
                };
            }
            let line = self.mailbox.rest().get(..self.line).unwrap_or_default();
            let ends = line.ends_with(b"\n");
            let is_empty = self.begins && matches!(line, b"\n" | b"\r\n");
            self.mailbox.after_empty = is_empty;
            self.begins = ends;
            if is_empty {
                // The empty line before the next message parts them and is of neither.
                let next = self.mailbox.line(self.line);
                let parts = next == 0 || self.mailbox.parts(self.line, next, true);
                if parts {
                    self.mailbox.advance(self.line);
                    self.line = 0;
                    self.over = true;
                    return match self.mailbox.take_error() {
                        Some(error) => Err(error),
                        None => Ok(0),
                    };
                }
            }
        }
        let length = self.line.min(buffer.len()).min(self.mailbox.rest().len());
        let from = self.mailbox.rest().get(..length).unwrap_or_default();
        buffer.get_mut(..length).into_iter().for_each(|to| to.copy_from_slice(from));
        self.mailbox.advance(length);
        self.line -= length;
        Ok(length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Vec<(String, String, Keeping)> {
        let mut mailbox = Mailbox::new(bytes);
        let mut found = Vec::new();
        while let (Some(line), _) = mailbox.next_from() {
            let mut text = String::new();
            let mut message = mailbox.message();
            message.read_to_string(&mut text).unwrap();
            let keeping = message.keeping();
            assert!(bytes.get(usize::try_from(line.at).unwrap()..).unwrap().starts_with(&line.text));
            found.push((String::from_utf8_lossy(line.sender()).into_owned(), text, keeping));
        }
        found
    }

    #[test]
    fn messages_are_parted_where_they_are() {
        let text = b"From a@b.c Fri Jul  8 12:08:34 2011\nSubject: 1\n\nFrom here on, no message.\n\nFrom a distance: it is none.\n>From x\n>>From y\n\n\
                     From d@e.f Fri Jul  8 12:09:34 2011\r\nSubject: 2\r\n\r\nend\r\n\r\nFrom - Fri Jul  8 12:10:00 2011\nSubject: 3\n\n";
        let found = read(text);
        let senders: Vec<&str> = found.iter().map(|(sender, _, _)| sender.as_str()).collect();
        assert_eq!(senders, ["a@b.c", "d@e.f", "-"]);
        assert_eq!(
            found[0].1,
            "Subject: 1\n\nFrom here on, no message.\n\nFrom a distance: it is none.\nFrom x\n>From y\n"
        );
        assert_eq!(found[0].2, Keeping { unquoted: 2, requoted: 1, bare: 2, by_length: false });
        assert_eq!((found[1].1.as_str(), found[2].1.as_str()), ("Subject: 2\r\n\r\nend\r\n", "Subject: 3\n"));
    }

    #[test]
    fn archives_of_lists_leave_out_the_empty_line() {
        let text = b"From roe at some.host  Sat Aug 14 12:00:00 2004\nSubject: 1\n\nUrl : x\n\
                     From doe at other.host  Sun Aug 15 12:00:00 2004\nFrom: doe at other.host\n\nFrom what I see, none.\n\
                     From 0123456789abcdef0123456789abcdef01234567 Mon Sep 17 00:00:00 2001\nFrom: a patch\n";
        let found = read(text);
        let senders: Vec<&str> = found.iter().map(|(sender, _, _)| sender.as_str()).collect();
        assert_eq!(senders, ["roe at some.host", "doe at other.host"]);
    }

    #[test]
    fn a_length_is_believed_where_it_is_right() {
        let inner = "\nFrom x@y.z Fri Jul  8 12:08:34 2011\nA: 1\n\n";
        let message = |length: usize| {
            format!(
                "From a@b.c Fri Jul  8 12:08:34 2011\nContent-Length: {length}\n\n{inner}\nFrom d@e.f Fri Jul  8 12:09:34 2011\nB: 2\n\n"
            )
        };
        let right = read(message(inner.len()).as_bytes());
        assert_eq!((right.len(), right[0].2.by_length), (2, true));
        assert!(right[0].1.ends_with(inner));
        let wrong = read(message(7).as_bytes());
        assert_eq!((wrong.len(), wrong[0].2.by_length), (3, false));
    }

    #[test]
    fn a_line_without_end_is_read_in_pieces() {
        let text = [b"From a@b.c Fri Jul  8 12:08:34 2011\nA: 1\n\n".as_slice(), &vec![b'x'; 3 << 20]].concat();
        assert_eq!(read(&text)[0].1.len(), (3 << 20) + 6);
    }
}
