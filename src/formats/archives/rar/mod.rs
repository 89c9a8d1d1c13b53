//! RAR archives, versions 1.5 to 4 (technote of RAR 4.20) and 5 to 7 (technote "RAR 5.0 archive format"): a walk over their blocks.
//!
//! An archive is a mark and then blocks, each a header and data that it names the length of. Packed data are not unpacked: the method
//! is nobody's but its maker's. Stored data are read as they are.

mod version_4;
mod version_5;

use crate::formats::zip::directory::{NameEncoding, of_no_named_encoding};
use crate::model::Moment;
use std::io::{self, Read};

/// The mark of versions 1.5 to 4.
pub const MARK_4: &[u8] = b"Rar!\x1a\x07\0";
/// The mark of versions 5 and later.
pub const MARK_5: &[u8] = b"Rar!\x1a\x07\x01\0";
/// A header has at most so many bytes (RAR 5.0: 2 MiB).
const HEADER: u64 = 2 << 20;

/// What a block is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// The header of the archive.
    Main(Box<Main>),
    /// A member.
    File(Box<Entry>),
    /// What belongs to the archive or to the member before it: comments, streams, rights.
    Service(Box<Entry>),
    /// From here on the headers are encrypted.
    Locked,
    /// The end, and whether another volume follows.
    End {
        /// Whether another volume follows.
        next_volume: bool,
        /// The number of this volume, counted from 0, where it is said.
        volume: Option<u64>,
    },
    /// A block of another kind.
    Other,
}

/// What the header of the archive says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Main {
    /// Where it begins in the file.
    pub at: u64,
    /// Whether it is one of several volumes.
    pub is_volume: bool,
    /// The number of the volume, counted from 0; version 4 says at most that it is the first.
    pub volume: Option<u64>,
    /// Whether members are packed as one stream.
    pub is_solid: bool,
    /// Whether it is closed to changes.
    pub is_closed: bool,
    /// Whether it has a record to repair it by.
    pub has_recovery_record: bool,
    /// Whether it has authenticity information (version 4).
    pub has_authenticity: bool,
    /// The name that it had when it was made (RAR 7).
    pub first_name: Option<String>,
    /// When it was made (RAR 7).
    pub created: Option<Stamp>,
    /// Its comment, where the header itself holds one (RAR 2).
    pub comment: Option<Vec<u8>>,
}

/// A time as it is in a header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    /// The time; none where the digits are of no calendar.
    pub moment: Option<Moment>,
    /// Its bytes.
    pub raw: Vec<u8>,
    /// Where they are in the file.
    pub at: u64,
}

/// What the header of a member or of a service says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Entry {
    /// Where the header begins in the file.
    pub at: u64,
    /// Its bytes.
    pub header: u64,
    /// The name, with `/` between folders.
    pub name: String,
    /// Its bytes.
    pub raw_name: Vec<u8>,
    /// Whether the bytes of the name are in no encoding that the archive names.
    pub is_name_guessed: bool,
    /// Bytes that are packed.
    pub packed: u64,
    /// Bytes of the member; none where it is not said.
    pub size: Option<u64>,
    /// CRC-32 of the member.
    pub checksum: Option<u32>,
    /// When the member was last changed.
    pub modified: Option<Stamp>,
    /// When it was made on the disk that it was packed from.
    pub created: Option<Stamp>,
    /// When it was last read.
    pub accessed: Option<Stamp>,
    /// When it was last archived (version 4).
    pub archived: Option<Stamp>,
    /// The system that it was packed on.
    pub system: String,
    /// Attributes of that system.
    pub attributes: u64,
    /// How it is packed: 0 stored, 1 (fastest) to 5 (best).
    pub method: u8,
    /// The version of RAR that unpacks it, times ten.
    pub needs: u8,
    /// Whether it is a folder.
    pub is_folder: bool,
    /// Whether a password locks it.
    pub is_encrypted: bool,
    /// Whether it is packed as one with the member before it.
    pub is_solid: bool,
    /// Whether it begins in the volume before.
    pub from_previous: bool,
    /// Whether it goes on in the next volume.
    pub into_next: bool,
    /// What it points to, where it is a link or a copy.
    pub target: Option<String>,
    /// The owner on a Unix system.
    pub owner: Option<String>,
    /// The number of an older version of the member that the archive keeps.
    pub version: Option<u64>,
    /// Data of a service in its header: the name of a stream.
    pub service: Vec<u8>,
}

impl Entry {
    /// Whether its data are the bytes of the member.
    #[must_use]
    pub fn is_stored(&self) -> bool {
        self.method == 0
    }

    /// The method in words.
    #[must_use]
    pub fn method_in_words(&self) -> &'static str {
        match self.method {
            0 => "stored",
            1 => "fastest",
            2 => "fast",
            3 => "normal",
            4 => "good",
            5 => "best",
            _ => "unknown method",
        }
    }
}

/// Why the walk ends before the end of the archive.
#[derive(Debug)]
pub enum Fault {
    /// The bytes cannot be had.
    Unreadable(io::Error),
    /// The file ends within a block, at this byte.
    CutOff(u64),
    /// What is at this byte is no header.
    NoHeader(u64),
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Unreadable(error) => write!(f, "{error}"),
            Self::CutOff(at) => write!(f, "the file ends within a block, at byte {at}"),
            Self::NoHeader(at) => write!(f, "there is no valid header at byte {at}"),
        }
    }
}

/// The blocks of an archive, one after another.
pub struct Blocks<'a> {
    source: &'a mut dyn Read,
    /// Version 5 and later.
    is_5: bool,
    at: u64,
    /// Bytes of data that belong to the block that was read last, and are not read yet.
    left: u64,
    /// Whether headers from here on are encrypted.
    locked: bool,
    over: bool,
    /// Headers that do not match their checksum.
    pub mismatches: u64,
}

impl<'a> Blocks<'a> {
    /// Begins with the mark.
    ///
    /// # Errors
    /// That there is none.
    pub fn open(source: &'a mut dyn Read) -> Result<Self, Fault> {
        let mut blocks = Self { source, is_5: false, at: 0, left: 0, locked: false, over: false, mismatches: 0 };
        let mark = blocks.take(MARK_4.len())?;
        if mark == MARK_4 {
            return Ok(blocks);
        }
        let last = blocks.take(1)?;
        blocks.is_5 = [mark, last].concat() == MARK_5;
        if blocks.is_5 { Ok(blocks) } else { Err(Fault::NoHeader(0)) }
    }

    /// Whether it is of version 5 or later.
    #[must_use]
    pub fn is_5(&self) -> bool {
        self.is_5
    }

    /// The next block; none after the last one. Data that were not read are passed over.
    ///
    /// # Errors
    /// Why it cannot be read; nothing comes after that.
    pub fn next_block(&mut self) -> Result<Option<Block>, Fault> {
        if self.over {
            return Ok(None);
        }
        let block = self.pass_over().and_then(|()| if self.is_5 { self.block_5() } else { self.block_4() });
        self.over = !matches!(&block, Ok(Some(block)) if !matches!(block, Block::Locked | Block::End { .. }));
        block
    }

    /// The data of the block that was read last.
    pub fn data(&mut self) -> Data<'_, 'a> {
        Data { blocks: self, checksum: None }
    }

    /// The data of a stored member, which end with an error where they do not match its checksum.
    pub fn stored(&mut self, entry: &Entry) -> Data<'_, 'a> {
        Data { blocks: self, checksum: entry.checksum.map(|sum| (flate2::Crc::new(), sum)) }
    }

    fn pass_over(&mut self) -> Result<(), Fault> {
        let wanted = self.left;
        let passed = io::copy(&mut (&mut *self.source).take(wanted), &mut io::sink()).map_err(Fault::Unreadable)?;
        self.at += passed;
        self.left = 0;
        if passed == wanted { Ok(()) } else { Err(Fault::CutOff(self.at)) }
    }

    /// So many bytes of a header.
    fn take(&mut self, count: usize) -> Result<Vec<u8>, Fault> {
        let bytes = self.take_or_end(count)?;
        if bytes.len() == count { Ok(bytes) } else { Err(Fault::CutOff(self.at)) }
    }

    /// So many bytes, or fewer where the file ends before.
    fn take_or_end(&mut self, count: usize) -> Result<Vec<u8>, Fault> {
        let mut bytes = Vec::new();
        (&mut *self.source).take(count as u64).read_to_end(&mut bytes).map_err(Fault::Unreadable)?;
        self.at += bytes.len() as u64;
        Ok(bytes)
    }
}

/// Reads the data of one block.
pub struct Data<'b, 'a> {
    blocks: &'b mut Blocks<'a>,
    checksum: Option<(flate2::Crc, u32)>,
}

impl Read for Data<'_, '_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let wanted = usize::try_from(self.blocks.left).unwrap_or(usize::MAX).min(buffer.len());
        let read = self.blocks.source.read(buffer.get_mut(..wanted).unwrap_or_default())?;
        if read == 0 && wanted > 0 {
            return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "the archive ends within the member"));
        }
        self.blocks.at += read as u64;
        self.blocks.left -= read as u64;
        if let Some((sum, stated)) = &mut self.checksum {
            sum.update(buffer.get(..read).unwrap_or_default());
            if self.blocks.left == 0 && read > 0 && sum.sum() != *stated {
                return Err(io::Error::other("its bytes do not match the checksum in its header"));
            }
        }
        Ok(read)
    }
}

/// A name that the archive says no encoding of.
fn guessed(raw: &[u8]) -> (String, bool) {
    let (name, encoding) = of_no_named_encoding(raw);
    (name, matches!(encoding, NameEncoding::CodePage866 | NameEncoding::CodePage437))
}

/// The bytes of a header, read field by field.
struct Fields<'a> {
    bytes: &'a [u8],
    at: usize,
    /// Where the first of them is in the file.
    start: u64,
}

impl<'a> Fields<'a> {
    fn new(bytes: &'a [u8], start: u64) -> Self {
        Self { bytes, at: 0, start }
    }

    fn bytes(&mut self, count: usize) -> Option<&'a [u8]> {
        let end = self.at.checked_add(count)?;
        let field = self.bytes.get(self.at..end)?;
        self.at = end;
        Some(field)
    }

    fn number(&mut self, length: usize) -> Option<u64> {
        Some(self.bytes(length)?.iter().rev().fold(0, |sum, byte| sum << 8 | u64::from(*byte)))
    }

    fn short(&mut self) -> Option<u16> {
        u16::try_from(self.number(2)?).ok()
    }

    fn long(&mut self) -> Option<u32> {
        u32::try_from(self.number(4)?).ok()
    }

    fn byte(&mut self) -> Option<u8> {
        self.bytes(1)?.first().copied()
    }

    /// A number in groups of seven bits, the lowest first (RAR 5.0, "vint").
    fn variable(&mut self) -> Option<u64> {
        let mut value = 0_u64;
        for shift in (0..64).step_by(7) {
            let byte = u64::from(self.byte()?);
            value |= (byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Some(value);
            }
        }
        None
    }

    fn place(&self) -> u64 {
        self.start + self.at as u64
    }

    fn rest(&mut self) -> &'a [u8] {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        self.at = self.bytes.len();
        rest
    }
}
