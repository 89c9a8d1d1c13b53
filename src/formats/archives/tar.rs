//! tar: blocks of 512 bytes (POSIX.1-2017, pax, "ustar Interchange Format" and "pax Interchange Format"; GNU tar, manual,
//! "Basic Tar Format"; the seventh edition of Unix).

use super::position::{Exactly, Position, up_to};
use std::io::{self, Read};
use std::ops::Range;

/// The bytes of a block.
pub const BLOCK: usize = 512;
/// Fields of a header by their places.
pub mod field {
    use std::ops::Range;

    /// The name.
    pub const NAME: Range<usize> = 0..100;
    /// The number of the owner.
    pub const USER: Range<usize> = 108..116;
    /// The number of the group.
    pub const GROUP: Range<usize> = 116..124;
    /// The size in bytes.
    pub const SIZE: Range<usize> = 124..136;
    /// When it was last changed, in seconds since 1970.
    pub const MODIFIED: Range<usize> = 136..148;
    /// The sum of all bytes of the header.
    pub const CHECKSUM: Range<usize> = 148..156;
    /// What a link leads to.
    pub const LINK: Range<usize> = 157..257;
    /// The mark of the dialect.
    pub const MAGIC: Range<usize> = 257..265;
    /// The name of the owner.
    pub const USER_NAME: Range<usize> = 265..297;
    /// The name of the group.
    pub const GROUP_NAME: Range<usize> = 297..329;
    /// The beginning of the name, in ustar.
    pub const PREFIX: Range<usize> = 345..500;
    /// When it was last read, in GNU's own headers.
    pub const GNU_ACCESSED: Range<usize> = 345..357;
    /// When its entry was last changed, there too.
    pub const GNU_CHANGED: Range<usize> = 357..369;
}

/// One block that describes a member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// Its offset.
    pub at: u64,
    /// Its bytes.
    pub block: [u8; BLOCK],
}

/// Which form of header it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// That of the seventh edition of Unix, without a mark.
    Seventh,
    /// That of POSIX.
    Ustar,
    /// GNU's own.
    Gnu,
}

impl Header {
    /// The bytes of a field.
    #[must_use]
    pub fn raw(&self, field: &Range<usize>) -> &[u8] {
        self.block.get(field.clone()).unwrap_or_default()
    }

    /// A field up to its first zero.
    #[must_use]
    pub fn text(&self, field: &Range<usize>) -> &[u8] {
        self.raw(field).split(|byte| *byte == 0).next().unwrap_or_default()
    }

    /// A number: octal digits, or bytes behind a mark (GNU, "base-256"). None where it is neither.
    #[must_use]
    pub fn number(&self, field: &Range<usize>) -> Option<i64> {
        let raw = self.raw(field);
        let first = *raw.first()?;
        if first & 0x80 != 0 {
            // Two's complement of all bits but the mark.
            let start: i128 = if first & 0x40 != 0 { -1 } else { 0 };
            let start = start << 7 | i128::from(first & 0x7f);
            let value = raw.get(1..)?.iter().try_fold(start, |sum, byte| {
                let sum = sum.checked_mul(256)?;
                Some(sum | i128::from(*byte))
            })?;
            return i64::try_from(value).ok();
        }
        let digits = raw.split(|byte| *byte == 0).next()?.trim_ascii();
        digits.iter().try_fold(0_i64, |sum, byte| match byte {
            b'0'..=b'7' => sum.checked_mul(8)?.checked_add(i64::from(byte - b'0')),
            _ => None,
        })
    }

    /// What kind of member it is.
    #[must_use]
    pub fn kind(&self) -> u8 {
        self.block[156]
    }

    /// The form of the header.
    #[must_use]
    pub fn dialect(&self) -> Dialect {
        match self.raw(&field::MAGIC) {
            b"ustar  \0" => Dialect::Gnu,
            magic if magic.starts_with(b"ustar") => Dialect::Ustar,
            _ => Dialect::Seventh,
        }
    }

    /// Whether the sum is that of the block, of bytes with or without sign as programs count.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        let Some(stated) = self.number(&field::CHECKSUM) else { return false };
        let bytes = self.block.iter().enumerate();
        let bytes = bytes.map(|(at, byte)| if field::CHECKSUM.contains(&at) { b' ' } else { *byte });
        let (plain, signed) = bytes.fold((0_i64, 0_i64), |(plain, signed), byte| {
            (plain + i64::from(byte), signed + i64::from(byte.cast_signed()))
        });
        stated == plain || stated == signed
    }

    /// The name that the header alone has.
    #[must_use]
    pub fn name(&self) -> Vec<u8> {
        let name = self.text(&field::NAME);
        let prefix = self.text(&field::PREFIX);
        if self.dialect() == Dialect::Ustar && !prefix.is_empty() {
            [prefix, b"/", name].concat()
        } else {
            name.to_vec()
        }
    }
}

/// Whether bytes begin with a header that has no mark: its sum agrees, and its numbers are numbers.
#[must_use]
pub fn is_head(bytes: &[u8]) -> bool {
    let Some(block) = bytes.first_chunk::<BLOCK>() else { return false };
    let header = Header { at: 0, block: *block };
    let numbers = [field::USER, field::GROUP, field::SIZE, field::MODIFIED];
    block[0] != 0
        && header.is_sound()
        && numbers.iter().all(|field| header.number(field).is_some_and(|number| number >= 0))
        && (header.kind() == 0 || header.kind().is_ascii_alphanumeric())
}

/// A record of an extended header: `length key=value`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// The key.
    pub key: String,
    /// The value.
    pub value: Vec<u8>,
    /// The offset of the value.
    pub at: u64,
    /// Whether it holds for all members that follow.
    pub is_global: bool,
}

/// A text that was longer than its field, and its offset.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Long {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Its offset.
    pub at: u64,
}

/// A member, as all of its headers describe it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The header.
    pub header: Header,
    /// The name of the extended header before it, where there is one: programs name these each in its way.
    pub extended_by: Option<Vec<u8>>,
    /// Records that hold for it: its own before those for all.
    pub records: Vec<Record>,
    /// Its name in a header of its own (GNU).
    pub long_name: Option<Long>,
    /// What it leads to, in a header of its own (GNU).
    pub long_link: Option<Long>,
    /// The bytes that it has in the archive.
    pub size: u64,
    /// Whether it is behind the mark that ends the archive: most programs do not show it.
    pub is_behind_end: bool,
}

impl Entry {
    /// The record of this key that holds for the member.
    #[must_use]
    pub fn record(&self, key: &str) -> Option<&Record> {
        self.records.iter().find(|record| record.key == key)
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> Vec<u8> {
        let sparse = self.record("GNU.sparse.name").or_else(|| self.record("path"));
        match (sparse, &self.long_name) {
            (Some(record), _) => record.value.clone(),
            (None, Some(long)) => long.bytes.clone(),
            (None, None) => self.header.name(),
        }
    }

    /// What it leads to, where it is a link.
    #[must_use]
    pub fn link(&self) -> Vec<u8> {
        match (self.record("linkpath"), &self.long_link) {
            (Some(record), _) => record.value.clone(),
            (None, Some(long)) => long.bytes.clone(),
            (None, None) => self.header.text(&field::LINK).to_vec(),
        }
    }

    /// Whether only its parts that are not empty are in the archive.
    #[must_use]
    pub fn is_sparse(&self) -> bool {
        self.header.kind() == b'S' || self.records.iter().any(|record| record.key.starts_with("GNU.sparse."))
    }

    /// Whether it is a folder; headers of the seventh edition say it by the end of the name alone.
    #[must_use]
    pub fn is_folder(&self) -> bool {
        match self.header.kind() {
            b'5' => true,
            0 | b'0' => self.name().ends_with(b"/"),
            _ => false,
        }
    }
}

/// An extended header is not kept beyond so many bytes.
const EXTENDED: u64 = 1 << 20;
/// So many faults are told.
const FAULTS: usize = 50;

/// A walk over the members.
#[derive(Debug)]
pub struct Tar<R> {
    source: Position<R>,
    /// What is left of the current member, with what fills its last block.
    left: u64,
    padding: u64,
    globals: Vec<Record>,
    zeros: u64,
    /// What is wrong, and where.
    pub faults: Vec<(u64, String)>,
    /// The label of the volume (GNU).
    pub label: Option<Header>,
    /// How many members are there.
    pub count: u64,
}

impl<R: Read> Tar<R> {
    /// Of a source from its beginning.
    pub fn new(source: R) -> Self {
        let source = Position::new(source);
        Self { source, left: 0, padding: 0, globals: vec![], zeros: 0, faults: vec![], label: None, count: 0 }
    }

    fn fault(&mut self, at: u64, what: impl Into<String>) {
        if self.faults.len() < FAULTS {
            self.faults.push((at, what.into()));
        }
    }

    /// The records that hold for all members.
    pub fn globals(&self) -> &[Record] {
        &self.globals
    }

    /// The bytes of the member that [`Self::next_entry`] gave last.
    pub fn content(&mut self) -> Content<'_, R> {
        Content { tar: self }
    }

    /// The next block; none at the end, where a piece of a block is a fault.
    fn block(&mut self) -> io::Result<Option<Header>> {
        let at = self.source.at();
        let bytes = up_to(&mut self.source, BLOCK as u64)?;
        match <[u8; BLOCK]>::try_from(bytes.as_slice()) {
            Ok(block) => Ok(Some(Header { at, block })),
            Err(_) => {
                if bytes.iter().any(|byte| *byte != 0) {
                    self.fault(at, "the archive ends within a header");
                }
                Ok(None)
            }
        }
    }

    /// The next block that is a sound header; what is damaged before it is skipped and told.
    fn header(&mut self) -> io::Result<Option<Header>> {
        let mut damaged: Option<u64> = None;
        loop {
            let Some(header) = self.block()? else {
                if let Some(at) = damaged {
                    self.fault(at, "no header follows");
                } else if self.zeros == 0 {
                    self.fault(self.source.at(), "the mark of its end is missing");
                }
                return Ok(None);
            };
            if header.block.iter().all(|byte| *byte == 0) {
                self.zeros += 1;
            } else if header.is_sound() {
                if let Some(at) = damaged {
                    let bytes = header.at - at;
                    self.fault(at, format!("{bytes} bytes are no sound header and no member; they are skipped"));
                }
                return Ok(Some(header));
            } else {
                damaged.get_or_insert(header.at);
            }
        }
    }

    /// The next member.
    ///
    /// # Errors
    /// Those of the source.
    pub fn next_entry(&mut self) -> io::Result<Option<Entry>> {
        let (mut own, mut extended_by) = (Vec::new(), None);
        let (mut long_name, mut long_link) = (None, None);
        loop {
            io::copy(&mut (&mut self.source).take(self.left.saturating_add(self.padding)), &mut io::sink())?;
            (self.left, self.padding) = (0, 0);
            let Some(header) = self.header()? else { return Ok(None) };
            let size = self.size(&header, &own);
            match header.kind() {
                b'x' | b'X' => {
                    extended_by = Some(header.name());
                    own = self.records(size, false)?;
                }
                b'g' => {
                    let records = self.records(size, true)?;
                    self.globals.retain(|old| !records.iter().any(|new| new.key == old.key));
                    self.globals.extend(records);
                    self.globals.truncate(1_000);
                }
                b'L' => long_name = Some(self.long(size)?),
                b'K' => long_link = Some(self.long(size)?),
                b'V' => {
                    self.label.get_or_insert(header);
                }
                kind => {
                    let has_bytes = match kind {
                        // A hard link has bytes in the pax format alone.
                        b'1' => extended_by.is_some(),
                        b'2'..=b'6' => false,
                        _ => true,
                    };
                    if kind == b'S' {
                        self.skip_sparse_map(&header)?;
                    }
                    let size = if has_bytes { size } else { 0 };
                    self.expect(size);
                    self.count += 1;
                    own.extend(self.globals.iter().cloned());
                    return Ok(Some(Entry {
                        header,
                        extended_by,
                        records: own,
                        long_name,
                        long_link,
                        size,
                        is_behind_end: self.zeros > 1,
                    }));
                }
            }
        }
    }

    fn expect(&mut self, size: u64) {
        self.left = size;
        self.padding = (BLOCK as u64 - size % BLOCK as u64) % BLOCK as u64;
    }

    /// The size that the records say, else the header.
    fn size(&mut self, header: &Header, records: &[Record]) -> u64 {
        let record = records.iter().find(|record| record.key == "size");
        let stated = match record.and_then(|record| std::str::from_utf8(&record.value).ok()?.parse::<u64>().ok()) {
            Some(size) => Some(size),
            None => header.number(&field::SIZE).and_then(|size| u64::try_from(size).ok()),
        };
        if stated.is_none() {
            self.fault(header.at, "the size of the member is not readable");
        }
        stated.unwrap_or(0)
    }

    /// The bytes of an extended header; nothing of one that is too long.
    fn extended(&mut self, size: u64) -> io::Result<(u64, Vec<u8>)> {
        let at = self.source.at();
        self.expect(size);
        if size > EXTENDED {
            self.fault(at, format!("an extended header of {size} bytes is not read"));
            return Ok((at, vec![]));
        }
        let bytes = up_to(&mut self.source, size)?;
        self.left -= bytes.len() as u64;
        Ok((at, bytes))
    }

    fn long(&mut self, size: u64) -> io::Result<Long> {
        let (at, mut bytes) = self.extended(size)?;
        bytes.truncate(bytes.iter().position(|byte| *byte == 0).unwrap_or(bytes.len()));
        Ok(Long { bytes, at })
    }

    fn records(&mut self, size: u64, is_global: bool) -> io::Result<Vec<Record>> {
        let (at, bytes) = self.extended(size)?;
        let (mut found, mut from) = (Vec::new(), 0);
        while let Some(rest) = bytes.get(from..).filter(|rest| rest.first().is_some_and(|byte| *byte != 0)) {
            let Some((length, key, value)) = record(rest) else {
                self.fault(at + from as u64, "an extended header is not in records");
                break;
            };
            let value_at = at + (from + value.start) as u64;
            let value = rest.get(value).unwrap_or_default().to_vec();
            found.push(Record { key, value, at: value_at, is_global });
            from += length;
        }
        // Of two with one key the later holds.
        found.reverse();
        Ok(found)
    }

    /// Further parts of the map of a sparse file, before its bytes (GNU, old form).
    fn skip_sparse_map(&mut self, header: &Header) -> io::Result<()> {
        let mut goes_on = header.block.get(482).is_some_and(|byte| *byte != 0);
        while goes_on {
            let Some(part) = self.block()? else { return Ok(()) };
            goes_on = part.block.get(504).is_some_and(|byte| *byte != 0);
        }
        Ok(())
    }
}

/// The record at the beginning of some bytes: its length, its key, the place of its value.
fn record(bytes: &[u8]) -> Option<(usize, String, Range<usize>)> {
    let blank = bytes.iter().take(20).position(|byte| *byte == b' ')?;
    let length: usize = std::str::from_utf8(bytes.get(..blank)?).ok()?.parse().ok()?;
    let body = bytes.get(blank + 1..length)?.strip_suffix(b"\n")?;
    let equals = body.iter().position(|byte| *byte == b'=')?;
    let key = String::from_utf8_lossy(body.get(..equals)?).into_owned();
    Some((length, key, blank + 1 + equals + 1..length - 1))
}

/// The bytes of the current member: no fewer than its header says.
#[derive(Debug)]
pub struct Content<'a, R> {
    tar: &'a mut Tar<R>,
}

impl<R: Read> Read for Content<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut exactly = Exactly::of(&mut self.tar.source, self.tar.left);
        let read = exactly.read(buffer)?;
        self.tar.left -= read as u64;
        Ok(read)
    }
}
