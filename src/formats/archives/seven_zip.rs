//! 7z archives (7zFormat.txt of the LZMA SDK): opened and unpacked by the crate `sevenz-rust2`, within bounds, in memory only.

use sevenz_rust2::{Archive, ArchiveEntry, BlockDecoder, EncoderMethod, Error, Password};
use std::collections::BTreeSet;
use std::io::{self, Read, Seek, SeekFrom};
use std::ops::ControlFlow;

/// A dictionary has at most so many bytes. Whoever packs an archive chooses it, and whoever unpacks it must hold it.
pub const DICTIONARY: u64 = 256 << 20;
/// The same for the crate, in KiB: it counts what a decoder takes besides.
const MEMORY: usize = (DICTIONARY as usize >> 10) + (1 << 10);
/// A header that says more than so many times the archive's size, and more than [`HEADER`], is no honest one.
const HEADER_EXPANDS: u64 = 4;
/// The bytes that every header may have, decoded. The dictionary of headers is at most so large too.
const HEADER: u64 = 32 << 20;
/// So many bytes of a member show whether a password is the right one.
const PROBE: u64 = 16 << 20;
/// The keys of one archive take at most so many steps for each password; 7-Zip takes 2^19 for one key, and has the same key for all of an
/// archive. Whoever packs it chooses the steps.
const STEPS: u64 = 1 << 26;

/// Why an archive or a block of it cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// A password locks it, and none of those given opens it.
    Locked,
    /// A password locks it, and to try one takes too many steps.
    Costly,
    /// It needs more memory than valla gives: so many bytes.
    TooLarge(u64),
    /// It is packed by a method that valla does not know.
    Method(String),
    /// It is broken.
    Broken(String),
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Locked => f.write_str("a password locks it"),
            Self::Costly => f.write_str("a password locks it, and to try one takes too many steps"),
            Self::TooLarge(bytes) => write!(f, "it needs {} MiB of memory to be unpacked", bytes.div_ceil(1 << 20)),
            Self::Method(name) => write!(f, "valla does not know the method {name}"),
            Self::Broken(why) => f.write_str(why),
        }
    }
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        match error {
            Error::MaxMemLimited { actaul_kb, .. } => Self::TooLarge((actaul_kb as u64).saturating_mul(1 << 10)),
            Error::PasswordRequired => Self::Locked,
            Error::UnsupportedCompressionMethod(name) => Self::Method(name),
            Error::Unsupported(what) => Self::Method(what.into_owned()),
            Error::ChecksumVerificationFailed | Error::NextHeaderCrcMismatch => {
                Self::Broken("its bytes do not match their checksum".to_owned())
            }
            Error::Io(error, _) | Error::MaybeBadPassword(error) => Self::Broken(in_words(&error)),
            Error::Other(why) => Self::Broken(why.into_owned()),
            other => Self::Broken(format!("{other:?}")),
        }
    }
}

/// An opened archive.
pub struct SevenZip<S> {
    source: S,
    archive: Archive,
    passwords: Vec<Password>,
    /// Whether the names of the members are encrypted.
    pub is_header_locked: bool,
    /// The CRC-32 of each member, where one is stated.
    checksums: Vec<Option<u32>>,
    /// The keys that were asked for, by steps and salt, and the steps that they took.
    keys: BTreeSet<Vec<u8>>,
    steps: u64,
}

impl<S: Read + Seek> SevenZip<S> {
    /// Reads the header. One that is encrypted is opened by one of the passwords.
    ///
    /// # Errors
    /// Why it cannot be read.
    pub fn open(mut source: S, passwords: &[String]) -> Result<Self, Refusal> {
        let size = source.seek(SeekFrom::End(0)).map_err(|error| Refusal::Broken(error.to_string()))?;
        let limit = size.saturating_mul(HEADER_EXPANDS).clamp(HEADER, DICTIONARY) >> 10;
        let limit = usize::try_from(limit).unwrap_or(MEMORY) + (1 << 10);
        let mut passwords: Vec<Password> =
            passwords.iter().filter(|word| !word.is_empty()).map(|word| Password::new(word)).collect();
        let mut is_header_locked = false;
        let mut archive = match Archive::read_with_memory_limit(&mut source, &Password::empty(), limit) {
            Err(Error::PasswordRequired) => {
                is_header_locked = true;
                let opened = passwords.iter().enumerate().find_map(|(number, password)| {
                    let archive = Archive::read_with_memory_limit(&mut source, password, limit).ok()?;
                    Some((number, archive))
                });
                let (number, archive) = opened.ok_or(Refusal::Locked)?;
                passwords.swap(0, number);
                archive
            }
            read => read?,
        };
        // A member of which the bytes are wrong costs that member: sums are compared here, and not by what unpacks all of a block.
        let checksum = |entry: &ArchiveEntry| entry.has_crc.then(|| u32::try_from(entry.crc).ok()).flatten();
        let checksums = archive.files.iter().map(checksum).collect();
        archive.files.iter_mut().for_each(|entry| entry.has_crc = false);
        Ok(Self { source, archive, passwords, is_header_locked, checksums, keys: BTreeSet::new(), steps: 0 })
    }

    /// The members, in the order of the header.
    #[must_use]
    pub fn entries(&self) -> &[ArchiveEntry] {
        &self.archive.files
    }

    /// How many blocks there are.
    #[must_use]
    pub fn blocks(&self) -> usize {
        self.archive.blocks.len()
    }

    /// The block in which a member is; none where it has no bytes.
    #[must_use]
    pub fn block_of(&self, entry: usize) -> Option<usize> {
        self.archive.stream_map.file_block_index.get(entry).copied().flatten()
    }

    /// Whether a password locks a block.
    #[must_use]
    pub fn is_locked(&self, block: usize) -> bool {
        let coders = self.archive.blocks.get(block).map(|block| block.coders.as_slice()).unwrap_or_default();
        coders.iter().any(|coder| coder.encoder_method_id() == EncoderMethod::ID_AES256_SHA256)
    }

    /// How a block is packed: the methods in the order of packing, with the size of a dictionary.
    #[must_use]
    pub fn methods(&self, block: usize) -> String {
        let coders = self.archive.blocks.get(block).map(|block| block.coders.as_slice()).unwrap_or_default();
        let name = |coder: &sevenz_rust2::Coder| {
            let (id, properties) = (coder.encoder_method_id(), coder.properties());
            let name = match EncoderMethod::by_id(id) {
                Some(method) if method.id() == EncoderMethod::ID_AES256_SHA256 => "AES, 256 bits".to_owned(),
                Some(method) => method.name().replace('_', " "),
                None => format!("method {}", base16ct::lower::encode_string(id)),
            };
            dictionary(id, properties).map_or(name.clone(), |size| format!("{name} (dictionary of {})", readable(size)))
        };
        coders.iter().map(name).collect::<Vec<String>>().join(", ")
    }

    /// Unpacks a block: `each` gets the number of each member with its bytes, and says whether to go on.
    ///
    /// # Errors
    /// Why the block cannot be unpacked, or not to its end; `each` had the members before.
    pub fn unpack(
        &mut self,
        block: usize,
        each: &mut dyn FnMut(usize, &mut dyn Read) -> ControlFlow<()>,
    ) -> Result<ControlFlow<()>, Refusal> {
        let mut password = Password::empty();
        if self.is_locked(block) {
            if !self.may_try(block) {
                return Err(Refusal::Costly);
            }
            password = self.password_of(block).ok_or(Refusal::Locked)?;
        }
        self.unpack_by(block, &password, each)
    }

    /// Whether the keys of a block take no more steps than are left.
    fn may_try(&mut self, block: usize) -> bool {
        let coders = self.archive.blocks.get(block).map(|block| block.coders.as_slice()).unwrap_or_default();
        for coder in coders.iter().filter(|coder| coder.encoder_method_id() == EncoderMethod::ID_AES256_SHA256) {
            // The steps, as a power of two, and the lengths of salt and vector (7zAes.cpp).
            let [first, second, rest @ ..] = coder.properties() else { continue };
            let salt = usize::from((first >> 7) + (second >> 4));
            let key = [&[*first & 63], rest.get(..salt).unwrap_or_default()].concat();
            if self.keys.insert(key) && first & 63 != 63 {
                self.steps = self.steps.saturating_add(1_u64.checked_shl(u32::from(first & 63)).unwrap_or(u64::MAX));
            }
        }
        self.steps <= STEPS
    }

    /// The password that opens a block: the one that opened the last is tried first.
    fn password_of(&mut self, block: usize) -> Option<Password> {
        for number in 0..self.passwords.len() {
            let password = self.passwords.get(number)?.clone();
            let mut opens = false;
            let unpacked = self.unpack_by(block, &password, &mut |_, bytes| {
                opens = io::copy(&mut bytes.take(PROBE), &mut io::sink()).is_ok();
                ControlFlow::Break(())
            });
            match unpacked {
                // No password helps where the decoder itself is refused.
                Err(Refusal::TooLarge(_) | Refusal::Method(_)) => return Some(password),
                Ok(_) if opens => {
                    self.passwords.swap(0, number);
                    return Some(password);
                }
                _ => {}
            }
        }
        None
    }

    fn unpack_by(
        &mut self,
        block: usize,
        password: &Password,
        each: &mut dyn FnMut(usize, &mut dyn Read) -> ControlFlow<()>,
    ) -> Result<ControlFlow<()>, Refusal> {
        let Some(first) = self.archive.stream_map.block_first_file_index.get(block).copied() else {
            return Ok(ControlFlow::Continue(()));
        };
        let decoder = BlockDecoder::new_with_memory_limit(1, MEMORY, block, &self.archive, password, &mut self.source);
        let (mut number, mut onwards) = (first, ControlFlow::Continue(()));
        decoder.for_each_entries(&mut |entry, bytes| {
            let stated = self.checksums.get(number).copied().flatten().filter(|_| entry.has_stream);
            let mut summed = Summed { bytes, left: entry.size, sum: flate2::Crc::new(), stated };
            onwards = each(number, &mut summed);
            number += 1;
            Ok(onwards.is_continue())
        })?;
        Ok(onwards)
    }
}

/// Bytes of a member, which end with an error where they do not match its checksum.
struct Summed<'a> {
    bytes: &'a mut dyn Read,
    left: u64,
    sum: flate2::Crc,
    stated: Option<u32>,
}

impl Read for Summed<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.bytes.read(buffer).map_err(|error| io::Error::new(error.kind(), in_words(&error)))?;
        self.sum.update(buffer.get(..read).unwrap_or_default());
        self.left = self.left.saturating_sub(read as u64);
        match self.stated {
            Some(stated) if self.left == 0 && read > 0 && self.sum.sum() != stated => {
                Err(io::Error::other("its bytes do not match their checksum"))
            }
            _ => Ok(read),
        }
    }
}

/// An error of the crate inside an error of reading says its variant and nothing else.
fn in_words(error: &io::Error) -> String {
    match error.get_ref().and_then(|inner| inner.downcast_ref::<Error>()) {
        Some(Error::ChecksumVerificationFailed) => "its bytes do not match their checksum".to_owned(),
        _ => error.to_string(),
    }
}

/// The bytes of a dictionary or of a model, where the method has one (methods.txt of the LZMA SDK; the properties of LZMA, LZMA2, PPMd).
fn dictionary(id: &[u8], properties: &[u8]) -> Option<u64> {
    let long = || Some(u64::from(u32::from_le_bytes(properties.get(1..5)?.try_into().ok()?)));
    match id {
        EncoderMethod::ID_LZMA | EncoderMethod::ID_PPMD => long(),
        EncoderMethod::ID_LZMA2 => {
            let bits = u64::from(*properties.first()?);
            if bits >= 40 { Some(u64::from(u32::MAX)) } else { Some((2 | bits & 1) << (bits / 2 + 11)) }
        }
        _ => None,
    }
}

fn readable(bytes: u64) -> String {
    let (mebi, kibi) = (1 << 20, 1 << 10);
    if bytes >= mebi { format!("{} MiB", bytes.div_ceil(mebi)) } else { format!("{} KiB", bytes.div_ceil(kibi)) }
}
