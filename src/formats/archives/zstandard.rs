//! Zstandard (RFC 8878): frames one after another, and frames that are skipped.

use super::position::up_to;
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};
use std::io::{self, Cursor, Read};

/// What the head of the first frame says (RFC 8878, 3.1.1.1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// The size before compression, where it is stated.
    pub size: Option<u64>,
    /// Whether a checksum follows.
    pub checksum: bool,
    /// The number of the dictionary that decoding needs.
    pub dictionary: Option<u32>,
}

/// The longest head of a frame, with its mark.
pub const HEADER: u64 = 18;
const MARK: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];
/// Frames with more window than this are not decoded: 128 MiB, as `zstd` itself asks before it takes more.
const WINDOW: u64 = 128 << 20;

impl Header {
    /// The head at the beginning of some bytes.
    #[must_use]
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let flags = *bytes.strip_prefix(&MARK)?.first()?;
        let is_single = flags & 0x20 != 0;
        let mut at = 5 + usize::from(!is_single);
        let number = |at: usize, length: usize| {
            let field = bytes.get(at..at + length)?;
            Some(field.iter().rev().fold(0_u64, |sum, byte| sum << 8 | u64::from(*byte)))
        };
        let of_dictionary = [0, 1, 2, 4][usize::from(flags & 3)];
        let dictionary = number(at, of_dictionary)?;
        at += of_dictionary;
        let of_size = match flags >> 6 {
            0 => usize::from(is_single),
            power => 1 << power,
        };
        let size = number(at, of_size)?;
        let size = (of_size > 0).then_some(if of_size == 2 { size + 256 } else { size });
        let dictionary = u32::try_from(dictionary).ok().filter(|number| *number > 0);
        let bytes = bytes.get(..at + of_size)?.to_vec();
        Some(Self { bytes, size, checksum: flags & 4 != 0, dictionary })
    }
}

/// The bytes of all frames, decoded one after another.
pub struct Frames<R> {
    source: R,
    decoder: FrameDecoder,
    is_within: bool,
    is_over: bool,
}

impl<R: Read> Frames<R> {
    /// Of a source that begins with a frame.
    pub fn new(source: R) -> Self {
        let mut decoder = FrameDecoder::new();
        decoder.set_max_window_size(WINDOW);
        Self { source, decoder, is_within: false, is_over: false }
    }

    /// Begins the next frame that is not skipped; none where the source is over.
    fn begin(&mut self) -> io::Result<bool> {
        loop {
            let mark = up_to(&mut self.source, 4)?;
            if mark.is_empty() {
                return Ok(false);
            }
            if let [0x50..=0x5f, 0x2a, 0x4d, 0x18] = mark.as_slice() {
                let mut length = [0; 4];
                self.source.read_exact(&mut length)?;
                let length = u64::from(u32::from_le_bytes(length));
                io::copy(&mut (&mut self.source).take(length), &mut io::sink())?;
                continue;
            }
            self.decoder.init(Cursor::new(mark).chain(&mut self.source)).map_err(io::Error::other)?;
            return Ok(true);
        }
    }
}

impl<R: Read> Read for Frames<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while !self.is_over && !buffer.is_empty() {
            if !self.is_within {
                self.is_over = !self.begin()?;
                self.is_within = !self.is_over;
                continue;
            }
            if self.decoder.can_collect() > 0 {
                return self.decoder.read(buffer);
            }
            if self.decoder.is_finished() {
                self.is_within = false;
                let stated = self.decoder.get_checksum_from_data();
                if stated.is_some() && stated != self.decoder.get_calculated_checksum() {
                    self.is_over = true;
                    return Err(io::Error::new(io::ErrorKind::InvalidData, "the checksum of a frame does not agree"));
                }
                continue;
            }
            self.decoder
                .decode_blocks(&mut self.source, BlockDecodingStrategy::UptoBlocks(1))
                .map_err(io::Error::other)?;
        }
        Ok(0)
    }
}
