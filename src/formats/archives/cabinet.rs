//! Microsoft Cabinet ([MS-CAB], 2021): a head, folders of compressed blocks, and files that lie in the folders one after another.

use super::position::up_to;
use crate::formats::little_endian::{long, number, short};
use flate2::{Decompress, FlushDecompress};
use lzxd::{Lzxd, WindowSize};
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::ops::Range;

/// The mark, and the four zeros behind it.
pub const MARK: &[u8] = b"MSCF\0\0\0\0";

/// The head of a cabinet (2.1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// Its fixed bytes.
    pub fixed: Vec<u8>,
    /// The reserved area for programs of their own: where, and its bytes.
    pub reserved: Option<Text>,
    /// The cabinet before this one in the set, and the disk that holds it.
    pub previous: Option<[Text; 2]>,
    /// The cabinet after it, and its disk.
    pub next: Option<[Text; 2]>,
    /// Its folders.
    pub folders: Vec<Folder>,
    /// Its files.
    pub files: Vec<File>,
    reserved_of_block: usize,
}

/// Bytes of text, and their offset.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// The offset.
    pub at: u64,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// Files that are compressed together (2.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Folder {
    /// Where its first block is.
    pub start: u64,
    /// How many blocks it has.
    pub blocks: u16,
    /// How they are compressed.
    pub compression: u16,
}

/// A file (2.3).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// The offset of its entry.
    pub at: u64,
    /// Its size.
    pub size: u32,
    /// Where it begins among the bytes of its folder.
    pub offset: u32,
    /// The number of its folder; the last three say that it goes on in another cabinet.
    pub folder: u16,
    /// Date and time as MS-DOS packs them.
    pub date: u16,
    /// The time.
    pub time: u16,
    /// Its attributes; 0x80 says that the name is UTF-8.
    pub attributes: u16,
    /// Its name.
    pub name: Vec<u8>,
}

impl File {
    /// Where date and time are.
    #[must_use]
    pub fn time_at(&self) -> Range<u64> {
        self.at + 10..self.at + 14
    }
}

impl Header {
    /// The number of the set, and of the cabinet in it.
    #[must_use]
    pub fn set(&self) -> (u16, u16) {
        (short(&self.fixed, 32).unwrap_or(0), short(&self.fixed, 34).unwrap_or(0))
    }

    /// How many bytes the cabinet says that it has.
    #[must_use]
    pub fn size(&self) -> u32 {
        long(&self.fixed, 8).unwrap_or(0)
    }
}

/// The first number of a folder that is not in this cabinet alone.
pub const CONTINUED: u16 = 0xfffd;
/// A name has at most so many bytes, with its end.
const NAME: u64 = 257;

/// Reads the head, the folders and the files. What of the files cannot be read is left out, and the second value says why.
///
/// # Errors
/// Where it has no head.
pub fn open(source: &mut (impl Read + Seek)) -> io::Result<(Header, Option<String>)> {
    source.rewind()?;
    let mut source = BufReader::new(source);
    let fixed = exactly(&mut source, 36)?;
    if !fixed.starts_with(b"MSCF") {
        return Err(damaged("no head of a cabinet"));
    }
    let field = |at: usize| short(&fixed, at).unwrap_or(0);
    let flags = field(30);
    let (mut of_folder, mut reserved_of_block, mut reserved) = (0, 0, None);
    if flags & 4 != 0 {
        let lengths = exactly(&mut source, 4)?;
        of_folder = number(&lengths, 2, 1).unwrap_or(0);
        reserved_of_block = lengths.get(3).map_or(0, |length| usize::from(*length));
        let length = number(&lengths, 0, 2).unwrap_or(0);
        reserved = (length > 0).then_some(Text { at: 40, bytes: exactly(&mut source, length)? });
    }
    let mut neighbour = |bit: u16| {
        if flags & bit == 0 {
            return Ok(None);
        }
        Ok::<_, io::Error>(Some([text(&mut source)?, text(&mut source)?]))
    };
    let (previous, next) = (neighbour(1)?, neighbour(2)?);
    let mut folders = Vec::new();
    for _ in 0..field(26) {
        let bytes = exactly(&mut source, 8 + of_folder)?;
        folders.push(Folder {
            start: number(&bytes, 0, 4).unwrap_or(0),
            blocks: short(&bytes, 4).unwrap_or(0),
            compression: short(&bytes, 6).unwrap_or(0),
        });
    }
    source.seek(SeekFrom::Start(number(&fixed, 16, 4).unwrap_or(0)))?;
    let (mut files, mut why) = (Vec::new(), None);
    let count = field(28);
    for at in 0..count {
        match file(&mut source) {
            Ok(file) => files.push(file),
            Err(error) => {
                why = Some(format!("of {count} files the entries of {} are not readable: {error}", count - at));
                break;
            }
        }
    }
    Ok((Header { fixed, reserved, previous, next, folders, files, reserved_of_block }, why))
}

fn file(source: &mut (impl BufRead + Seek)) -> io::Result<File> {
    let at = source.stream_position()?;
    let fixed = exactly(source, 16)?;
    let field = |at: usize| short(&fixed, at).unwrap_or(0);
    Ok(File {
        at,
        size: long(&fixed, 0).unwrap_or(0),
        offset: long(&fixed, 4).unwrap_or(0),
        folder: field(8),
        date: field(10),
        time: field(12),
        attributes: field(14),
        name: text(source)?.bytes,
    })
}

fn text(source: &mut (impl BufRead + Seek)) -> io::Result<Text> {
    let at = source.stream_position()?;
    let mut bytes = Vec::new();
    source.take(NAME).read_until(0, &mut bytes)?;
    match bytes.pop() {
        Some(0) => Ok(Text { at, bytes }),
        _ => Err(damaged("a name without an end")),
    }
}

fn exactly(source: &mut impl Read, length: u64) -> io::Result<Vec<u8>> {
    let bytes = up_to(source, length)?;
    if bytes.len() as u64 == length { Ok(bytes) } else { Err(damaged("the cabinet is cut off")) }
}

fn damaged(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what.to_owned())
}

/// How the blocks of a folder are decoded (2.2, typeCompress).
enum Method {
    Stored,
    /// Deflated, each block with the bytes of the last one for a dictionary.
    Deflated,
    Lzx(Box<Lzxd>),
}

/// How the files of a folder are compressed, in words.
#[must_use]
pub fn compression(folder: &Folder) -> String {
    match folder.compression & 15 {
        0 => "stored".to_owned(),
        1 => "MSZIP".to_owned(),
        2 => "Quantum".to_owned(),
        3 => format!("LZX, window of 2^{} bytes", folder.compression >> 8 & 31),
        other => format!("method {other}"),
    }
}

/// The bytes of a folder, decoded block by block.
pub struct Blocks<'a, S> {
    source: &'a mut S,
    method: Method,
    /// Where the next block is.
    at: u64,
    left: u16,
    reserved: usize,
    decoded: Vec<u8>,
    given: usize,
    /// How many bytes were given.
    pub position: u64,
}

/// A block decodes to at most so many bytes.
const BLOCK: usize = 32_768;

impl<'a, S: Read + Seek> Blocks<'a, S> {
    /// Of one folder.
    ///
    /// # Errors
    /// Where it is compressed as nobody here decodes.
    pub fn of(source: &'a mut S, header: &Header, folder: &Folder) -> io::Result<Self> {
        let method = match folder.compression & 15 {
            0 => Method::Stored,
            1 => Method::Deflated,
            3 => Method::Lzx(Box::new(Lzxd::new(window(folder.compression >> 8 & 31)?))),
            _ => {
                let what = format!("valla does not decode {}", compression(folder));
                return Err(io::Error::new(io::ErrorKind::Unsupported, what));
            }
        };
        Ok(Self {
            source,
            method,
            at: folder.start,
            left: folder.blocks,
            reserved: header.reserved_of_block,
            decoded: vec![],
            given: 0,
            position: 0,
        })
    }

    fn next_block(&mut self) -> io::Result<()> {
        self.source.seek(SeekFrom::Start(self.at))?;
        let head = exactly(&mut self.source, 8)?;
        let (packed, size) = (short(&head, 4).unwrap_or(0), usize::from(short(&head, 6).unwrap_or(0)));
        let body = exactly(&mut self.source, self.reserved as u64 + u64::from(packed))?;
        self.at += 8 + body.len() as u64;
        self.left -= 1;
        let stated = long(&head, 0).unwrap_or(0);
        let counted = checksum(head.get(4..).unwrap_or_default(), checksum(&body, 0));
        if stated != 0 && stated != counted {
            return Err(damaged("the checksum of a block does not agree"));
        }
        if size == 0 {
            return Err(damaged("a block goes on in the next cabinet"));
        }
        if size > BLOCK {
            return Err(damaged("a block is larger than blocks are"));
        }
        let body = body.get(self.reserved..).unwrap_or_default();
        let decoded = match &mut self.method {
            Method::Stored => body.to_vec(),
            Method::Deflated => inflate(body, size, &self.decoded)?,
            Method::Lzx(decoder) => {
                let decoded = decoder.decompress_next(body, size);
                decoded.map_err(|error| damaged(&error.to_string()))?.to_vec()
            }
        };
        if decoded.len() != size {
            return Err(damaged("a block has another size than it says"));
        }
        (self.decoded, self.given) = (decoded, 0);
        Ok(())
    }
}

impl<S: Read + Seek> Read for Blocks<'_, S> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.given >= self.decoded.len() {
            if self.left == 0 {
                return Ok(0);
            }
            self.next_block()?;
        }
        let read = self.decoded.get(self.given..).unwrap_or_default().read(buffer)?;
        self.given += read;
        self.position += read as u64;
        Ok(read)
    }
}

fn window(power: u16) -> io::Result<WindowSize> {
    Ok(match power {
        15 => WindowSize::KB32,
        16 => WindowSize::KB64,
        17 => WindowSize::KB128,
        18 => WindowSize::KB256,
        19 => WindowSize::KB512,
        20 => WindowSize::MB1,
        21 => WindowSize::MB2,
        _ => return Err(damaged("a window that LZX does not have in cabinets")),
    })
}

/// MSZIP ([MS-MCI]): `CK`, then deflated bytes that may refer to those of the block before.
fn inflate(block: &[u8], size: usize, before: &[u8]) -> io::Result<Vec<u8>> {
    let deflated = block.strip_prefix(b"CK").ok_or_else(|| damaged("a block without its mark"))?;
    let mut decoder = Decompress::new(false);
    if !before.is_empty() {
        decoder.set_dictionary(before).map_err(|_| damaged("the block before is no dictionary"))?;
    }
    let mut decoded = Vec::with_capacity(size);
    let done = decoder.decompress_vec(deflated, &mut decoded, FlushDecompress::Finish);
    done.map_err(|_| damaged("the deflated bytes are damaged"))?;
    Ok(decoded)
}

/// The sum over words of four bytes (3.1).
fn checksum(bytes: &[u8], seed: u32) -> u32 {
    let mut words = bytes.chunks_exact(4);
    let sum = words.by_ref().fold(seed, |sum, word| sum ^ long(word, 0).unwrap_or(0));
    sum ^ words.remainder().iter().fold(0, |last, byte| last << 8 | u32::from(*byte))
}
