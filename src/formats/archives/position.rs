//! Reading with the place in mind: how far a source was read, and the bytes of one member, no fewer.

use std::io::{self, BufRead, Read};

/// A source that counts the bytes that were read from it.
#[derive(Debug)]
pub struct Position<R> {
    source: R,
    at: u64,
}

impl<R> Position<R> {
    /// Of a source from its beginning.
    pub fn new(source: R) -> Self {
        Self { source, at: 0 }
    }

    /// The offset of the next byte.
    pub fn at(&self) -> u64 {
        self.at
    }
}

impl<R: Read> Read for Position<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.source.read(buffer)?;
        self.at += read as u64;
        Ok(read)
    }
}

impl<R: BufRead> BufRead for Position<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.source.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.at += amount as u64;
        self.source.consume(amount);
    }
}

/// So many bytes of a source: where it ends before them, that is an error and no end.
#[derive(Debug)]
pub struct Exactly<R> {
    source: R,
    left: u64,
}

impl<R> Exactly<R> {
    /// The next bytes of a source.
    pub fn of(source: R, length: u64) -> Self {
        Self { source, left: length }
    }

    /// How many of them were not read yet.
    pub fn left(&self) -> u64 {
        self.left
    }
}

impl<R: Read> Read for Exactly<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let most = usize::try_from(self.left).unwrap_or(usize::MAX).min(buffer.len());
        if most == 0 {
            return Ok(0);
        }
        let read = self.source.read(buffer.get_mut(..most).unwrap_or_default())?;
        if read == 0 {
            let message = format!("the archive ends {} bytes before the end of the member", self.left);
            return Err(io::Error::new(io::ErrorKind::UnexpectedEof, message));
        }
        self.left -= read as u64;
        Ok(read)
    }
}

/// Reads as much as there is, up to so many bytes.
///
/// # Errors
/// Those of the source.
pub fn up_to(source: &mut dyn Read, length: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    source.take(length).read_to_end(&mut bytes)?;
    Ok(bytes)
}
