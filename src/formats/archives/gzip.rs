//! gzip (RFC 1952): members one after another, each with a head, deflated bytes, and a checksum and a size at its end.

use super::position::Position;
use flate2::{Crc, Decompress, FlushDecompress, Status};
use std::io::{self, BufRead, Read};

/// The head of one member (RFC 1952, 2.3).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// Its offset.
    pub at: u64,
    /// Its ten fixed bytes.
    pub fixed: [u8; 10],
    /// Fields for programs of their own.
    pub extra: Option<Field>,
    /// The name of the file that was compressed.
    pub name: Option<Field>,
    /// The comment.
    pub comment: Option<Field>,
}

/// A field of variable length.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Its offset.
    pub at: u64,
    /// Its bytes, without length and end.
    pub bytes: Vec<u8>,
}

impl Header {
    /// Seconds since 1970 in universal time; 0 is none.
    #[must_use]
    pub fn modified(&self) -> u32 {
        let [_, _, _, _, a, b, c, d, _, _] = self.fixed;
        u32::from_le_bytes([a, b, c, d])
    }

    /// How much the compressor took pains.
    #[must_use]
    pub fn extra_flags(&self) -> u8 {
        self.fixed[8]
    }

    /// The system on which it was compressed.
    #[must_use]
    pub fn system(&self) -> u8 {
        self.fixed[9]
    }
}

/// The end of one member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Trailer {
    /// Its offset.
    pub at: u64,
    /// Its bytes: CRC-32, and the size modulo 2^32.
    pub bytes: [u8; 8],
}

impl Trailer {
    /// The size that is stated, modulo 2^32.
    #[must_use]
    pub fn size(&self) -> u32 {
        let [_, _, _, _, a, b, c, d] = self.bytes;
        u32::from_le_bytes([a, b, c, d])
    }

    fn checksum(&self) -> u32 {
        let [a, b, c, d, ..] = self.bytes;
        u32::from_le_bytes([a, b, c, d])
    }
}

/// So many heads are kept of one file; there may be millions.
const HEADERS: usize = 64;
/// No name and no comment is longer.
const LONGEST: u64 = 1 << 16;

/// The bytes of all members, decoded one after another.
#[derive(Debug)]
pub struct Gzip<R> {
    source: Position<R>,
    inflate: Decompress,
    checksum: Crc,
    state: State,
    /// A fault that is told after the bytes before it.
    fault: Option<io::Error>,
    /// The first heads.
    pub headers: Vec<Header>,
    /// How many members were begun.
    pub count: u64,
    /// The end of the member that ended last.
    pub trailer: Option<Trailer>,
    /// Where bytes begin that are no member, behind the last one.
    pub behind: Option<u64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Body,
    Between,
    Over,
}

impl<R: BufRead> Gzip<R> {
    /// Opens a file at its first head.
    ///
    /// # Errors
    /// Where the source begins with no whole head.
    pub fn open(source: R) -> io::Result<Self> {
        let mut gzip = Self {
            source: Position::new(source),
            inflate: Decompress::new(false),
            checksum: Crc::new(),
            state: State::Between,
            fault: None,
            headers: vec![],
            count: 0,
            trailer: None,
            behind: None,
        };
        gzip.begin()?;
        if gzip.headers.is_empty() {
            return Err(damaged("no head of a member"));
        }
        Ok(gzip)
    }

    /// Reads the next head, where there is one.
    fn begin(&mut self) -> io::Result<()> {
        let at = self.source.at();
        self.state = State::Over;
        let mut fixed = [0; 10];
        match self.source.fill_buf()?.first() {
            None => return Ok(()),
            Some(0x1f) => {}
            Some(_) => {
                self.behind = Some(at);
                return Ok(());
            }
        }
        self.source.read_exact(&mut fixed)?;
        let flags = fixed[3];
        if !fixed.starts_with(&[0x1f, 0x8b, 8]) || flags & 0xe0 != 0 {
            if self.count > 0 {
                self.behind = Some(at);
                return Ok(());
            }
            return Err(damaged("no head of a member"));
        }
        let mut header = Header { at, fixed, extra: None, name: None, comment: None };
        if flags & 4 != 0 {
            let mut length = [0; 2];
            self.source.read_exact(&mut length)?;
            let at = self.source.at();
            let mut bytes = vec![0; usize::from(u16::from_le_bytes(length))];
            self.source.read_exact(&mut bytes)?;
            header.extra = Some(Field { at, bytes });
        }
        if flags & 8 != 0 {
            header.name = Some(self.text()?);
        }
        if flags & 16 != 0 {
            header.comment = Some(self.text()?);
        }
        if flags & 2 != 0 {
            self.source.read_exact(&mut [0; 2])?;
        }
        if self.headers.len() < HEADERS {
            self.headers.push(header);
        }
        self.count += 1;
        self.inflate.reset(false);
        self.checksum.reset();
        self.state = State::Body;
        Ok(())
    }

    /// Bytes up to a zero.
    fn text(&mut self) -> io::Result<Field> {
        let at = self.source.at();
        let mut bytes = Vec::new();
        (&mut self.source).take(LONGEST).read_until(0, &mut bytes)?;
        match bytes.pop() {
            Some(0) => Ok(Field { at, bytes }),
            _ => Err(damaged("a name or a comment without an end")),
        }
    }

    fn end(&mut self) -> io::Result<()> {
        let at = self.source.at();
        let mut bytes = [0; 8];
        self.source.read_exact(&mut bytes)?;
        let trailer = Trailer { at, bytes };
        self.trailer = Some(trailer);
        self.state = State::Between;
        if trailer.checksum() != self.checksum.sum() {
            return Err(damaged("the checksum at its end does not agree"));
        }
        if trailer.size() != self.checksum.amount() {
            return Err(damaged("the size at its end does not agree"));
        }
        Ok(())
    }
}

impl<R: BufRead> Read for Gzip<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        loop {
            if let Some(fault) = self.fault.take() {
                self.state = State::Over;
                return Err(fault);
            }
            match self.state {
                State::Over => return Ok(0),
                State::Between => self.begin()?,
                State::Body => {
                    let input = self.source.fill_buf()?;
                    let is_over = input.is_empty();
                    let (taken, given) = (self.inflate.total_in(), self.inflate.total_out());
                    let status = self
                        .inflate
                        .decompress(input, buffer, FlushDecompress::None)
                        .map_err(|_| damaged("the deflated bytes are damaged"))?;
                    let taken = usize::try_from(self.inflate.total_in() - taken).unwrap_or(0);
                    let given = usize::try_from(self.inflate.total_out() - given).unwrap_or(0);
                    self.source.consume(taken);
                    self.checksum.update(buffer.get(..given).unwrap_or_default());
                    if status == Status::StreamEnd {
                        // What was decoded is given before the fault at the end is told.
                        self.fault = self.end().err();
                    }
                    if given > 0 {
                        return Ok(given);
                    }
                    if is_over && status != Status::StreamEnd {
                        return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "the deflated bytes are cut off"));
                    }
                    if taken == 0 && status != Status::StreamEnd {
                        return Err(damaged("the deflated bytes are damaged"));
                    }
                }
            }
        }
    }
}

fn damaged(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what.to_owned())
}
