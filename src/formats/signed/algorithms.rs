//! Algorithms by their object identifiers.

use sha2::digest::Digest;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// The name of an algorithm; its identifier where it has none here.
#[must_use]
pub fn name(identifier: &str) -> &str {
    static NAMES: OnceLock<BTreeMap<String, String>> = OnceLock::new();
    let names = NAMES.get_or_init(|| {
        csv::Reader::from_reader(include_str!("data/algorithms.csv").as_bytes())
            .deserialize::<(String, String, String)>()
            .flatten()
            .map(|(identifier, name, _)| (identifier, name))
            .collect()
    });
    names.get(identifier).map_or(identifier, String::as_str)
}

/// A digest algorithm that is computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hash {
    /// MD5.
    Md5,
    /// SHA-1.
    Sha1,
    /// SHA-224.
    Sha224,
    /// SHA-256.
    Sha256,
    /// SHA-384.
    Sha384,
    /// SHA-512.
    Sha512,
}

impl Hash {
    /// All of them.
    pub const ALL: &[Self] = &[Self::Sha256, Self::Sha1, Self::Sha512, Self::Sha384, Self::Sha224, Self::Md5];

    /// What it is called.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Md5 => "MD5",
            Self::Sha1 => "SHA-1",
            Self::Sha224 => "SHA-224",
            Self::Sha256 => "SHA-256",
            Self::Sha384 => "SHA-384",
            Self::Sha512 => "SHA-512",
        }
    }

    /// Its object identifier, as DER writes it.
    #[must_use]
    pub const fn identifier(self) -> &'static [u8] {
        match self {
            Self::Md5 => &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 2, 5],
            Self::Sha1 => &[0x2b, 0x0e, 3, 2, 0x1a],
            Self::Sha224 => &[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 4],
            Self::Sha256 => &[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 1],
            Self::Sha384 => &[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 2],
            Self::Sha512 => &[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 3],
        }
    }

    /// The algorithm of an identifier: that of a digest, or of a signature that names its digest.
    #[must_use]
    pub fn of(identifier: &str) -> Option<Self> {
        Some(match identifier {
            "1.2.840.113549.2.5" | "1.2.840.113549.1.1.4" => Self::Md5,
            "1.3.14.3.2.26" | "1.2.840.113549.1.1.5" | "1.2.840.10045.4.1" => Self::Sha1,
            "2.16.840.1.101.3.4.2.4" | "1.2.840.113549.1.1.14" => Self::Sha224,
            "2.16.840.1.101.3.4.2.1" | "1.2.840.113549.1.1.11" | "1.2.840.10045.4.3.2" => Self::Sha256,
            "2.16.840.1.101.3.4.2.2" | "1.2.840.113549.1.1.12" | "1.2.840.10045.4.3.3" => Self::Sha384,
            "2.16.840.1.101.3.4.2.3" | "1.2.840.113549.1.1.13" | "1.2.840.10045.4.3.4" => Self::Sha512,
            _ => return None,
        })
    }

    /// The digest of pieces that follow one another.
    #[must_use]
    pub fn digest(self, pieces: &[&[u8]]) -> Vec<u8> {
        fn hash<D: Digest>(pieces: &[&[u8]]) -> Vec<u8> {
            let mut hash = D::new();
            pieces.iter().for_each(|piece| hash.update(piece));
            hash.finalize().to_vec()
        }
        match self {
            Self::Md5 => hash::<md5::Md5>(pieces),
            Self::Sha1 => hash::<sha1::Sha1>(pieces),
            Self::Sha224 => hash::<sha2::Sha224>(pieces),
            Self::Sha256 => hash::<sha2::Sha256>(pieces),
            Self::Sha384 => hash::<sha2::Sha384>(pieces),
            Self::Sha512 => hash::<sha2::Sha512>(pieces),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn algorithms_have_names_and_those_of_russia_too() {
        assert_eq!(name("1.2.643.7.1.1.3.2"), "GOST R 34.10-2012 (256 bit) with GOST R 34.11-2012");
        assert_eq!(name("1.2.3.4"), "1.2.3.4");
    }
}
