//! The container of the older Office formats: MS-CFB, the compound file. Sectors are chained by a table, small streams are in
//! a stream of their own, and storages and streams form a tree whose entries have class identifiers and times.

use crate::formats::budget::Purse;
use crate::formats::little_endian::{long, short};
use crate::model::ByteRange;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

/// Sector numbers from here on are marks, not sectors (2.1).
const REGULAR: u32 = 0xffff_fffa;
const FREE: u32 = 0xffff_ffff;
/// No entry (2.6.1).
const NOBODY: u32 = 0xffff_ffff;
/// Storages that are deeper in one another are not followed: honest files have four or five.
const DEPTH: usize = 100;

/// What an entry of the directory is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A storage: a folder.
    Storage,
    /// A stream: a file.
    Stream,
    /// The root.
    Root,
}

/// An entry of the directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its name.
    pub name: String,
    /// The way to it from the root: `ObjectPool/_123/\u{1}CompObj`. Empty for the root.
    pub path: String,
    /// What it is.
    pub kind: Kind,
    /// The class of a storage.
    pub class: [u8; 16],
    /// FILETIME of its making.
    pub created: u64,
    /// FILETIME of its last change.
    pub modified: u64,
    /// Whether the tree leads to it; one that is left out may have been taken out.
    pub listed: bool,
    /// Number of bytes of a stream.
    pub size: u64,
    start: u32,
    /// Where the entry is in the file.
    pub at: usize,
    left: u32,
    right: u32,
    child: u32,
}

/// An opened compound file.
#[derive(Debug)]
pub struct Compound<'a> {
    bytes: &'a [u8],
    sector: usize,
    mini_sector: usize,
    mini_limit: u64,
    table: Arc<Vec<u32>>,
    mini_table: Arc<Vec<u32>>,
    mini_stream: Arc<Vec<Range<usize>>>,
    /// Whether places in the bytes are those of the document; not in a storage, whose places are those of the whole file.
    pub is_whole: bool,
    /// The entries, in the order of the directory.
    pub entries: Vec<Entry>,
    /// What is wrong with it.
    pub faults: Vec<String>,
}

/// A stream: its bytes, and where pieces of them are in the file.
#[derive(Debug, Clone, Default)]
pub struct Stream {
    /// The way to it from the root.
    pub path: String,
    /// The bytes.
    pub bytes: Vec<u8>,
    pieces: Vec<Range<usize>>,
}

impl Stream {
    /// Bytes that were put together from a stream and have no place of their own.
    #[must_use]
    pub fn put_together(path: String, bytes: Vec<u8>) -> Self {
        Self { path, bytes, pieces: vec![] }
    }

    /// Where a range of the stream is in the file: its first piece, and whether that is all of it.
    #[must_use]
    pub fn place(&self, range: &Range<usize>) -> Option<(ByteRange, bool)> {
        let mut from = 0;
        for piece in &self.pieces {
            if range.start < from + piece.len() || piece.is_empty() {
                let start = piece.start + (range.start - from);
                let end = start + range.len();
                return Some((ByteRange::new(start, end.min(piece.end)), end <= piece.end));
            }
            from += piece.len();
        }
        None
    }
}

impl<'a> Compound<'a> {
    /// Whether the bytes begin as a compound file does.
    #[must_use]
    pub fn is_one(bytes: &[u8]) -> bool {
        bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    }

    /// Reads header, table and directory.
    ///
    /// # Errors
    /// Why they cannot be read.
    pub fn open(bytes: &'a [u8]) -> Result<Self, String> {
        if !Self::is_one(bytes) {
            return Err("it does not start like a compound file".to_owned());
        }
        let short = |at: usize| short(bytes, at).ok_or("it is cut off inside its header");
        let long = |at: usize| long(bytes, at).ok_or("it is cut off inside its header");
        let (shift, mini_shift) = (short(30)?, short(32)?);
        if !matches!(shift, 7..=16) || mini_shift > shift {
            return Err(format!("its header gives sectors of 2^{shift} bytes, a size no program writes"));
        }
        let sector = 1_usize << shift;
        let mut compound = Self {
            bytes,
            sector,
            mini_sector: 1 << mini_shift,
            mini_limit: u64::from(long(56)?),
            table: Arc::default(),
            mini_table: Arc::default(),
            mini_stream: Arc::default(),
            is_whole: true,
            entries: vec![],
            faults: vec![],
        };
        compound.table = Arc::new(compound.read_table(long(68)?));
        let directory = compound.chain(long(48)?);
        compound.mini_table = Arc::new(compound.numbers(&compound.chain(long(60)?)));
        compound.read_directory(&directory);
        if compound.entries.is_empty() {
            return Err("its directory cannot be read".to_owned());
        }
        if let Some(root) = compound.entries.iter().find(|entry| entry.kind == Kind::Root) {
            compound.mini_stream = Arc::new(compound.chain(root.start));
        }
        compound.link();
        Ok(compound)
    }

    /// What is in a storage, as a compound file of its own: the storage is its root. It has no bytes
    /// in a row, so that values have a place in their stream only.
    #[must_use]
    pub fn below(&self, storage: &Entry) -> Self {
        let folder = format!("{}/", storage.path);
        let inside = self.entries.iter().filter(|entry| entry.listed).filter_map(|entry| {
            let path = entry.path.strip_prefix(&folder)?.to_owned();
            Some(Entry { path, ..entry.clone() })
        });
        // Its times are those at which the whole was written, and are told there.
        let root = Entry { kind: Kind::Root, path: String::new(), created: 0, modified: 0, ..storage.clone() };
        Self {
            table: Arc::clone(&self.table),
            mini_table: Arc::clone(&self.mini_table),
            mini_stream: Arc::clone(&self.mini_stream),
            entries: std::iter::once(root).chain(inside).collect(),
            faults: vec![],
            is_whole: false,
            ..*self
        }
    }

    /// Where a sector is.
    fn sector_at(&self, number: u32) -> Option<Range<usize>> {
        let start = usize::try_from(number).ok()?.checked_add(1)?.checked_mul(self.sector)?;
        (start < self.bytes.len()).then(|| start..(start + self.sector).min(self.bytes.len()))
    }

    fn numbers(&self, sectors: &[Range<usize>]) -> Vec<u32> {
        let whole = sectors.iter().flat_map(|range| self.bytes.get(range.clone()).unwrap_or_default().chunks_exact(4));
        whole.map(|four| u32::from_le_bytes([four[0], four[1], four[2], four[3]])).collect()
    }

    /// The table of sectors (2.3), whose own sectors are listed in the header and in sectors chained after it (2.5).
    fn read_table(&mut self, mut next: u32) -> Vec<u32> {
        let mut sectors: Vec<u32> = (0..109).filter_map(|number| long(self.bytes, 76 + number * 4)).collect();
        let mut seen = BTreeSet::new();
        while next < REGULAR && seen.insert(next) {
            let Some(range) = self.sector_at(next) else { break };
            let mut more = self.numbers(std::slice::from_ref(&range));
            next = more.pop().unwrap_or(FREE);
            sectors.extend(more);
        }
        let mut listed = BTreeSet::new();
        let ranges: Vec<Range<usize>> = sectors
            .into_iter()
            // In the order in which they are listed, which need not be that of the file.
            .filter(|number| *number < REGULAR && listed.insert(*number))
            .filter_map(|number| self.sector_at(number))
            .collect();
        self.numbers(&ranges)
    }

    /// The sectors of a chain, in order; neighbours joined.
    fn chain(&self, start: u32) -> Vec<Range<usize>> {
        let mut ranges: Vec<Range<usize>> = Vec::new();
        let mut next = start;
        // No chain has more sectors than the table has.
        for _ in 0..=self.table.len() {
            if next >= REGULAR {
                break;
            }
            let Some(range) = self.sector_at(next) else { break };
            match ranges.last_mut() {
                Some(last) if last.end == range.start => last.end = range.end,
                _ => ranges.push(range),
            }
            next = usize::try_from(next).ok().and_then(|at| self.table.get(at)).copied().unwrap_or(FREE);
        }
        ranges
    }

    fn read_directory(&mut self, directory: &[Range<usize>]) {
        for range in directory {
            for at in (range.start..range.end).step_by(128) {
                let entry = self.bytes.get(at..at + 128).and_then(|raw| entry(raw, at));
                // Entries that are free keep their number.
                self.entries.push(entry.unwrap_or(Entry {
                    name: String::new(),
                    path: String::new(),
                    kind: Kind::Storage,
                    class: [0; 16],
                    created: 0,
                    modified: 0,
                    listed: false,
                    size: 0,
                    start: FREE,
                    at,
                    left: NOBODY,
                    right: NOBODY,
                    child: NOBODY,
                }));
            }
        }
    }

    /// Follows the tree from the root and gives every entry its path.
    fn link(&mut self) {
        let root = self.entries.iter().position(|entry| entry.kind == Kind::Root).unwrap_or(0);
        let mut open = Vec::new();
        if let Some(entry) = self.entries.get_mut(root) {
            entry.listed = true;
            open.push((entry.child, String::new(), 0));
        }
        let mut too_deep = false;
        while let Some((number, folder, depth)) = open.pop() {
            let Some(entry) = usize::try_from(number).ok().and_then(|at| self.entries.get_mut(at)) else { continue };
            if entry.listed || entry.name.is_empty() {
                continue;
            }
            entry.listed = true;
            entry.path = if folder.is_empty() { entry.name.clone() } else { format!("{folder}/{}", entry.name) };
            open.push((entry.left, folder.clone(), depth));
            open.push((entry.right, folder, depth));
            if entry.kind == Kind::Storage && depth < DEPTH {
                open.push((entry.child, entry.path.clone(), depth + 1));
            }
            too_deep |= entry.kind == Kind::Storage && depth >= DEPTH && entry.child != NOBODY;
        }
        if too_deep {
            self.faults
                .push(format!("storages stand more than {DEPTH} deep in one another; what is deeper was not read"));
        }
        for entry in self.entries.iter_mut().filter(|entry| !entry.listed && !entry.name.is_empty()) {
            entry.path.clone_from(&entry.name);
        }
        // PowerPoint 97 on some systems leaves the root without a name.
        self.entries.retain(|entry| !entry.name.is_empty() || entry.kind == Kind::Root);
    }

    /// The entry of a path.
    #[must_use]
    pub fn entry(&self, path: &str) -> Option<&Entry> {
        // Names are the same in capitals and in small letters (2.6.4).
        self.entries.iter().find(|entry| entry.listed && entry.path.eq_ignore_ascii_case(path))
    }

    /// Whether there is a stream at this path.
    #[must_use]
    pub fn is_stream(&self, path: &str) -> bool {
        self.entry(path).is_some_and(|entry| entry.kind == Kind::Stream)
    }

    /// The stream of a path.
    #[must_use]
    pub fn stream(&self, path: &str, purse: &Purse) -> Option<Stream> {
        self.entry(path).filter(|entry| entry.kind == Kind::Stream).map(|entry| self.stream_of(entry, purse))
    }

    /// The bytes of an entry; fewer than it states where the file is cut, or a limit is reached.
    #[must_use]
    pub fn stream_of(&self, entry: &Entry, purse: &Purse) -> Stream {
        let (room, limit, value) = purse.room(self.bytes.len());
        let size = usize::try_from(entry.size).unwrap_or(usize::MAX);
        if size > room && size <= self.bytes.len() {
            purse.reach(limit, value);
        }
        let mut stream = Stream { path: entry.path.clone(), ..Stream::default() };
        let pieces = if entry.size < self.mini_limit { self.mini_chain(entry.start) } else { self.chain(entry.start) };
        let mut left = size.min(room);
        for piece in pieces {
            let piece = piece.start..piece.end.min(piece.start.saturating_add(left));
            left -= piece.len();
            stream.bytes.extend_from_slice(self.bytes.get(piece.clone()).unwrap_or_default());
            if self.is_whole {
                stream.pieces.push(piece);
            }
            if left == 0 {
                break;
            }
        }
        purse.expanded(stream.bytes.len());
        stream
    }

    /// The first bytes of a stream, without cost worth counting.
    #[must_use]
    pub fn head(&self, path: &str, length: usize) -> Vec<u8> {
        let Some(entry) = self.entry(path) else { return vec![] };
        let pieces = if entry.size < self.mini_limit { self.mini_chain(entry.start) } else { self.chain(entry.start) };
        let first = pieces.first().cloned().unwrap_or_default();
        let end = first.end.min(first.start.saturating_add(length.min(usize::try_from(entry.size).unwrap_or(0))));
        self.bytes.get(first.start..end).unwrap_or_default().to_vec()
    }

    /// The pieces of a small stream (2.4): sectors of the stream that holds all small ones.
    fn mini_chain(&self, start: u32) -> Vec<Range<usize>> {
        let mut ranges: Vec<Range<usize>> = Vec::new();
        let mut next = start;
        for _ in 0..=self.mini_table.len() {
            let Some(number) = usize::try_from(next).ok().filter(|_| next < REGULAR) else { break };
            let Some(start) = self.within_mini_stream(number.saturating_mul(self.mini_sector)) else { break };
            let range = start..start + self.mini_sector;
            match ranges.last_mut() {
                Some(last) if last.end == range.start => last.end = range.end,
                _ => ranges.push(range),
            }
            next = self.mini_table.get(number).copied().unwrap_or(FREE);
        }
        ranges
    }

    fn within_mini_stream(&self, offset: usize) -> Option<usize> {
        let mut from = 0;
        for range in self.mini_stream.iter() {
            if offset < from + range.len() {
                return Some(range.start + (offset - from));
            }
            from += range.len();
        }
        None
    }

    /// The sectors that the table has as free, and that hold something.
    #[must_use]
    pub fn free_and_filled(&self) -> Vec<Range<usize>> {
        let mut found: Vec<Range<usize>> = Vec::new();
        for (number, _) in self.table.iter().enumerate().filter(|(_, next)| **next == FREE) {
            let Some(range) = u32::try_from(number).ok().and_then(|number| self.sector_at(number)) else { break };
            let raw = self.bytes.get(range.clone()).unwrap_or_default();
            if raw.iter().all(|byte| matches!(byte, 0 | 0xff)) {
                continue;
            }
            match found.last_mut() {
                Some(last) if last.end == range.start => last.end = range.end,
                _ => found.push(range),
            }
        }
        found
    }
}

/// An entry (2.6.1); none of one that is free.
fn entry(raw: &[u8], at: usize) -> Option<Entry> {
    let kind = match raw.get(66)? {
        1 => Kind::Storage,
        2 => Kind::Stream,
        5 => Kind::Root,
        _ => return None,
    };
    let length = usize::from(short(raw, 64)?).saturating_sub(2).min(62);
    let units: Vec<u16> =
        raw.get(..length)?.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
    let wide = |at: usize| Some(u64::from(long(raw, at)?) | u64::from(long(raw, at + 4)?) << 32);
    Some(Entry {
        name: String::from_utf16_lossy(&units),
        path: String::new(),
        kind,
        class: raw.get(80..96)?.try_into().ok()?,
        created: wide(100)?,
        modified: wide(108)?,
        listed: false,
        start: long(raw, 116)?,
        // Of the older version only the lower half counts, and some writers leave the upper one unset.
        size: u64::from(long(raw, 120)?),
        at,
        left: long(raw, 68)?,
        right: long(raw, 72)?,
        child: long(raw, 76)?,
    })
}

/// A class identifier as it is written.
#[must_use]
pub fn guid(raw: &[u8]) -> Option<String> {
    let (first, second, third) = (long(raw, 0)?, short(raw, 4)?, short(raw, 6)?);
    let rest: Vec<String> = raw.get(8..16)?.iter().map(|byte| format!("{byte:02X}")).collect();
    let (fourth, fifth) = rest.split_at_checked(2)?;
    Some(format!("{{{first:08X}-{second:04X}-{third:04X}-{}-{}}}", fourth.concat(), fifth.concat()))
}
