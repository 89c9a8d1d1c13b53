//! Encrypted packages of Office: agile encryption (MS-OFFCRYPTO 2.3.4.10 to 2.3.4.15, from Office 2010 on) and standard encryption
//! (2.3.4.5 to 2.3.4.9, Office 2007).

use super::{Aes, decrypted};
use crate::formats::little_endian::long;
use crate::formats::signed::algorithms::Hash;
use crate::formats::xml::{Markup, Walker};
use base64ct::{Base64, Encoding};

/// Excel tries this password before it asks for one (MS-OFFCRYPTO 2.2.7).
pub const OF_EXCEL: &str = "VelvetSweatshop";

/// More rounds are a trap: Office makes 100,000.
const ROUNDS: u32 = 1_000_000;
/// The rounds of standard encryption.
const STANDARD_ROUNDS: u32 = 50_000;
/// Pieces of a package are encrypted each with its own vector.
const SEGMENT: usize = 4_096;

/// How a package is locked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lock {
    kind: Kind,
    hash: Hash,
    key_bits: usize,
    salt: Vec<u8>,
    rounds: u32,
    verifier: Vec<u8>,
    verifier_hash: Vec<u8>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Kind {
    Agile { key: Vec<u8>, data_hash: Hash, data_salt: Vec<u8>, data_bits: usize },
    Standard,
}

impl Lock {
    /// Reads the stream `EncryptionInfo`.
    ///
    /// # Errors
    /// Which form it has that valla does not open.
    pub fn read(information: &[u8]) -> Result<Self, String> {
        match (information.get(..2), information.get(2..4)) {
            (Some([4, 0]), Some([4, 0])) => Self::agile(information.get(8..).unwrap_or_default()),
            (Some([2..=4, 0]), Some([2, 0])) => {
                Self::standard(information).ok_or_else(|| "its description is broken".to_owned())
            }
            _ => Err("by a form of encryption that valla does not open".to_owned()),
        }
    }

    fn agile(xml: &[u8]) -> Result<Self, String> {
        let text = std::str::from_utf8(xml).map_err(|_| "its description is no text".to_owned())?;
        let mut walker = Walker::new(text, |_| "", 16);
        let (mut data, mut key) = (None, None);
        while let Some(markup) = walker.next() {
            let Markup::Open(element) = markup else { continue };
            let said = |name: &str| element.value(name).unwrap_or_default().into_owned();
            let number = |name: &str| said(name).parse::<usize>().unwrap_or(0);
            match element.name {
                "keyData" => data = Some((said("hashAlgorithm"), base64(&said("saltValue")), number("keyBits"))),
                "encryptedKey" => {
                    if !said("cipherChaining").ends_with("CBC") || said("cipherAlgorithm") != "AES" {
                        return Err(format!("by {}, which valla does not open", said("cipherAlgorithm")));
                    }
                    key = Some(Self {
                        kind: Kind::Standard,
                        hash: hash(&said("hashAlgorithm"))?,
                        key_bits: number("keyBits"),
                        salt: base64(&said("saltValue")),
                        rounds: said("spinCount").parse().unwrap_or(u32::MAX),
                        verifier: base64(&said("encryptedVerifierHashInput")),
                        verifier_hash: base64(&said("encryptedVerifierHashValue")),
                    });
                    if let (Some(key), Some((data_hash, data_salt, data_bits))) = (&mut key, &data) {
                        key.kind = Kind::Agile {
                            key: base64(&said("encryptedKeyValue")),
                            data_hash: hash(data_hash)?,
                            data_salt: data_salt.clone(),
                            data_bits: *data_bits,
                        };
                    }
                }
                _ => {}
            }
        }
        key.filter(|key| matches!(key.kind, Kind::Agile { .. }))
            .ok_or_else(|| "for a certificate, not under a password".to_owned())
    }

    fn standard(information: &[u8]) -> Option<Self> {
        let size = usize::try_from(long(information, 8)?).ok()?;
        let header = information.get(12..12 + size)?;
        let (algorithm, bits) = (long(header, 8)?, long(header, 16)?);
        // AES of three lengths (2.3.2).
        if !matches!(algorithm, 0x660e..=0x6610) {
            return None;
        }
        let verifier = information.get(12 + size..)?;
        Some(Self {
            kind: Kind::Standard,
            hash: Hash::Sha1,
            key_bits: usize::try_from(if bits == 0 { 128 } else { bits }).ok()?,
            salt: verifier.get(4..20)?.to_vec(),
            rounds: STANDARD_ROUNDS,
            verifier: verifier.get(20..36)?.to_vec(),
            verifier_hash: verifier.get(40..72)?.to_vec(),
        })
    }

    /// How it is locked, in words: "agile encryption: AES, 256 bits, SHA512".
    #[must_use]
    pub fn in_words(&self) -> String {
        let form = if matches!(self.kind, Kind::Agile { .. }) { "agile" } else { "standard" };
        format!("{form} encryption: AES, {} bits, {}", self.key_bits, self.hash.name().replace('-', ""))
    }

    /// The key of the package, where the password is the right one.
    #[must_use]
    pub fn opened_by(&self, password: &str) -> Option<Key> {
        if self.rounds > ROUNDS {
            return None;
        }
        let wide: Vec<u8> = password.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let mut digest = self.hash.digest(&[&self.salt, &wide]);
        for round in 0..self.rounds {
            digest = self.hash.digest(&[&round.to_le_bytes(), &digest]);
        }
        match &self.kind {
            Kind::Standard => {
                let last = self.hash.digest(&[&digest, &0_u32.to_le_bytes()]);
                let half = |with: u8| {
                    let mut pad = [with; 64];
                    pad.iter_mut().zip(&last).for_each(|(to, from)| *to ^= from);
                    self.hash.digest(&[&pad])
                };
                let mut key = half(0x36);
                key.extend(half(0x5c));
                key.truncate(self.key_bits / 8);
                let aes = Aes::new(&key)?;
                let (verifier, expected) =
                    (decrypted(&aes, None, &self.verifier), decrypted(&aes, None, &self.verifier_hash));
                let right = expected.get(..20) == Some(self.hash.digest(&[&verifier]).as_slice());
                right.then_some(Key { key, chained: None })
            }
            Kind::Agile { key, data_hash, data_salt, data_bits } => {
                let of_block = |block: [u8; 8]| {
                    let mut key = self.hash.digest(&[&digest, &block]);
                    key.resize(self.key_bits / 8, 0x36);
                    Aes::new(&key)
                };
                let open = |block: [u8; 8], data: &[u8]| Some(decrypted(&of_block(block)?, Some(&self.salt), data));
                let verifier = open([0xfe, 0xa7, 0xd2, 0x76, 0x3b, 0x4b, 0x9e, 0x79], &self.verifier)?;
                let expected = open([0xd7, 0xaa, 0x0f, 0x6d, 0x30, 0x61, 0x34, 0x4e], &self.verifier_hash)?;
                // The verifier is as long as the salt; what is after it is filling.
                let computed = self.hash.digest(&[verifier.get(..self.salt.len().min(verifier.len()))?]);
                if !expected.starts_with(&computed) {
                    return None;
                }
                let mut key = open([0x14, 0x6e, 0x0b, 0xe7, 0xab, 0xac, 0xd0, 0xd6], key)?;
                key.truncate(data_bits / 8);
                Some(Key { key, chained: Some((*data_hash, data_salt.clone())) })
            }
        }
    }
}

/// The key of a package.
#[derive(Debug)]
pub struct Key {
    key: Vec<u8>,
    /// Digest and salt of the vectors; none where every block is encrypted by itself.
    chained: Option<(Hash, Vec<u8>)>,
}

impl Key {
    /// The package in the stream `EncryptedPackage`: its length in eight bytes, then its data.
    #[must_use]
    pub fn open(&self, stream: &[u8]) -> Option<Vec<u8>> {
        let length = u64::from_le_bytes(stream.get(..8)?.try_into().ok()?);
        let data = stream.get(8..)?;
        let aes = Aes::new(&self.key)?;
        let mut plain = match &self.chained {
            None => decrypted(&aes, None, data),
            Some((hash, salt)) => {
                let segments = data.chunks(SEGMENT).enumerate().flat_map(|(number, segment)| {
                    let number = u32::try_from(number).unwrap_or(u32::MAX);
                    decrypted(&aes, Some(&hash.digest(&[salt, &number.to_le_bytes()])), segment)
                });
                segments.collect()
            }
        };
        plain.truncate(usize::try_from(length).unwrap_or(usize::MAX));
        Some(plain)
    }
}

fn base64(text: &str) -> Vec<u8> {
    Base64::decode_vec(text.trim()).unwrap_or_default()
}

fn hash(name: &str) -> Result<Hash, String> {
    Hash::ALL
        .iter()
        .find(|hash| hash.name().replace('-', "") == name.replace('-', ""))
        .copied()
        .ok_or_else(|| format!("by {name}, which valla does not compute"))
}
