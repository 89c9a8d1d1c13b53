//! Reads a file once and hashes it.

use crate::model::evidence::hexadecimal;
use crate::pipeline::walk::describe;
use memchr::memmem;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;

/// A digest beside SHA-256.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DigestAlgorithm {
    /// MD5, only to match old exhibits.
    Md5,
    /// SHA-1, only to match old exhibits.
    Sha1,
    /// SHA-512.
    Sha512,
    /// BLAKE3.
    Blake3,
}

impl DigestAlgorithm {
    /// The name in the record.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Md5 => "md5",
            Self::Sha1 => "sha1",
            Self::Sha512 => "sha512",
            Self::Blake3 => "blake3",
        }
    }

    fn of(self, bytes: &[u8]) -> String {
        match self {
            Self::Md5 => hexadecimal(&md5::Md5::digest(bytes)),
            Self::Sha1 => hexadecimal(&sha1::Sha1::digest(bytes)),
            Self::Sha512 => hexadecimal(&sha2::Sha512::digest(bytes)),
            Self::Blake3 => blake3::hash(bytes).to_hex().to_string(),
        }
    }
}

/// A file as read.
#[derive(Debug, Clone)]
pub struct Digested {
    /// Number of bytes that were read.
    pub size: u64,
    /// SHA-256, in lower-case hexadecimal.
    pub sha256: String,
    /// Further digests by name.
    pub digests: BTreeMap<String, String>,
    /// The bytes; none for a large file that no reader would take.
    pub bytes: Option<Arc<Vec<u8>>>,
}

/// Files above this are held in memory only when their head says that a reader takes them.
const LARGE: u64 = 256 << 20;

/// Reads and hashes a file.
///
/// # Errors
/// Why it cannot be read.
pub fn read(path: &Path, algorithms: &[DigestAlgorithm]) -> Result<Digested, String> {
    let mut file = File::open(path).map_err(|error| describe(&error))?;
    let size = file.metadata().map_err(|error| describe(&error))?.len();
    if size > LARGE {
        let mut head = [0; 1024];
        let count = read_full(&mut file, &mut head)?;
        let head = head.get(..count).unwrap_or_default();
        if memmem::find(head, b"%PDF-").is_none() {
            return stream(&mut file, head, algorithms);
        }
        let mut bytes = head.to_vec();
        file.read_to_end(&mut bytes).map_err(|error| describe(&error))?;
        return Ok(whole(bytes, algorithms));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0).saturating_add(1));
    file.read_to_end(&mut bytes).map_err(|error| describe(&error))?;
    Ok(whole(bytes, algorithms))
}

fn whole(bytes: Vec<u8>, algorithms: &[DigestAlgorithm]) -> Digested {
    Digested {
        size: bytes.len() as u64,
        sha256: hexadecimal(&Sha256::digest(&bytes)),
        digests: algorithms.iter().map(|algorithm| (algorithm.name().to_owned(), algorithm.of(&bytes))).collect(),
        bytes: Some(Arc::new(bytes)),
    }
}

/// Hashes a file that is too large to be held, piece by piece.
fn stream(file: &mut File, head: &[u8], algorithms: &[DigestAlgorithm]) -> Result<Digested, String> {
    let (mut sha256, mut md5, mut sha1, mut sha512, mut blake3) =
        (Sha256::new(), md5::Md5::new(), sha1::Sha1::new(), sha2::Sha512::new(), blake3::Hasher::new());
    let mut size = 0;
    let mut update = |piece: &[u8]| {
        size += piece.len() as u64;
        sha256.update(piece);
        for algorithm in algorithms {
            match algorithm {
                DigestAlgorithm::Md5 => md5.update(piece),
                DigestAlgorithm::Sha1 => sha1.update(piece),
                DigestAlgorithm::Sha512 => sha512.update(piece),
                DigestAlgorithm::Blake3 => {
                    blake3.update(piece);
                }
            }
        }
    };
    update(head);
    let mut piece = vec![0; 1 << 20];
    loop {
        let count = read_full(file, &mut piece)?;
        if count == 0 {
            break;
        }
        update(piece.get(..count).unwrap_or_default());
    }
    let mut digests = BTreeMap::new();
    for algorithm in algorithms {
        let digest = match algorithm {
            DigestAlgorithm::Md5 => hexadecimal(&md5.clone().finalize()),
            DigestAlgorithm::Sha1 => hexadecimal(&sha1.clone().finalize()),
            DigestAlgorithm::Sha512 => hexadecimal(&sha512.clone().finalize()),
            DigestAlgorithm::Blake3 => blake3.finalize().to_hex().to_string(),
        };
        digests.insert(algorithm.name().to_owned(), digest);
    }
    Ok(Digested { size, sha256: hexadecimal(&sha256.finalize()), digests, bytes: None })
}

fn read_full(file: &mut File, piece: &mut [u8]) -> Result<usize, String> {
    let mut filled = 0;
    while let Some(room) = piece.get_mut(filled..).filter(|room| !room.is_empty()) {
        match file.read(room) {
            Ok(0) => break,
            Ok(count) => filled += count,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(error) => return Err(describe(&error)),
        }
    }
    Ok(filled)
}
