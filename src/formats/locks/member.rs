//! Locked members of ZIP archives: the traditional cipher of PKZIP (APPNOTE 6.3.10, 6.1) and AES as `WinZip` writes it (AE-1 and AE-2,
//! "AES Encryption Information").

use super::Aes;
use crate::formats::zip::directory::{Archive, Member};
use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;

/// How a member is locked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lock {
    /// The traditional cipher.
    Traditional,
    /// AES with a key of so many bytes, over data of the method of compression; whether the checksum is stated too.
    Aes {
        /// 16, 24 or 32.
        key: usize,
        /// The method of compression under it.
        method: u16,
        /// AE-1 states the checksum, AE-2 does not.
        checksum: bool,
    },
    /// Another form, which is not opened.
    Unknown,
}

impl Lock {
    /// The lock of a member that is locked.
    #[must_use]
    pub fn of(archive: &Archive<'_>, member: &Member) -> Self {
        if member.central.method != 99 {
            // Bit 6: strong encryption of PKWARE.
            return if member.central.flags & 0x40 == 0 { Self::Traditional } else { Self::Unknown };
        }
        let mut extra = archive.slice(&member.central.extra);
        while let [low, high, size, more, rest @ ..] = extra {
            let (kind, size) = (u16::from_le_bytes([*low, *high]), usize::from(u16::from_le_bytes([*size, *more])));
            let Some(body) = rest.get(..size) else { break };
            if let (0x9901, [version, _, b'A', b'E', strength @ 1..=3, method, high]) = (kind, body) {
                return Self::Aes {
                    key: 8 + 8 * usize::from(*strength),
                    method: u16::from_le_bytes([*method, *high]),
                    checksum: *version == 1,
                };
            }
            extra = rest.get(size..).unwrap_or_default();
        }
        Self::Unknown
    }

    /// What it is called.
    #[must_use]
    pub fn in_words(self) -> String {
        match self {
            Self::Traditional => "encrypted by the traditional cipher of PKZIP".to_owned(),
            Self::Aes { key, checksum, .. } => {
                format!("encrypted by AES-{} of WinZip ({})", key * 8, if checksum { "AE-1" } else { "AE-2" })
            }
            Self::Unknown => "encrypted in a form that valla does not open".to_owned(),
        }
    }

    /// The bytes under the lock, still compressed, and their method; none where the password is not the right one.
    #[must_use]
    pub fn opened_by(self, password: &str, member: &Member, data: &[u8]) -> Option<(Vec<u8>, u16)> {
        match self {
            Self::Traditional => {
                // The last byte of the head is that of the checksum, or of the time where the checksum follows the data (6.1.6).
                let check = if member.central.flags & 8 == 0 {
                    member.central.crc >> 24
                } else {
                    u32::from(member.central.time >> 8)
                };
                let also = member.central.crc >> 24;
                let mut cipher = Traditional::new(password.as_bytes());
                let plain: Vec<u8> = data.iter().map(|byte| cipher.decrypt(*byte)).collect();
                let last = u32::from(*plain.get(11)?);
                (last == check || last == also)
                    .then(|| (plain.get(12..).unwrap_or_default().to_vec(), member.central.method))
            }
            Self::Aes { key, method, .. } => {
                let salt = data.get(..key / 2)?;
                let end = data.len().checked_sub(10)?;
                let (proof, cipher) = (data.get(key / 2..key / 2 + 2)?, data.get(key / 2 + 2..end)?);
                let keys = derived(password.as_bytes(), salt, 1_000, key * 2 + 2)?;
                if keys.get(key * 2..) != Some(proof) {
                    return None;
                }
                let mut authority = Hmac::<Sha1>::new_from_slice(keys.get(key..key * 2)?).ok()?;
                authority.update(cipher);
                if authority.finalize().into_bytes().get(..10) != data.get(end..) {
                    return None;
                }
                let aes = Aes::new(keys.get(..key)?)?;
                let mut plain = cipher.to_vec();
                // A counter of 16 bytes, the lowest first, from one.
                for (number, chunk) in plain.chunks_mut(16).enumerate() {
                    let mut block = (number as u128 + 1).to_le_bytes();
                    aes.encrypt(&mut block);
                    chunk.iter_mut().zip(block).for_each(|(to, from)| *to ^= from);
                }
                Some((plain, method))
            }
            Self::Unknown => None,
        }
    }
}

/// PBKDF2 with HMAC-SHA-1 (RFC 8018, 5.2).
fn derived(password: &[u8], salt: &[u8], rounds: u32, length: usize) -> Option<Vec<u8>> {
    let mut derived = Vec::with_capacity(length + 20);
    let keyed = Hmac::<Sha1>::new_from_slice(password).ok()?;
    let mut block = 1_u32;
    while derived.len() < length {
        let mut first = keyed.clone();
        first.update(salt);
        first.update(&block.to_be_bytes());
        let mut round = first.finalize().into_bytes();
        let mut sum = round;
        for _ in 1..rounds {
            let mut next = keyed.clone();
            next.update(&round);
            round = next.finalize().into_bytes();
            sum.iter_mut().zip(round.iter()).for_each(|(to, from)| *to ^= from);
        }
        derived.extend_from_slice(&sum);
        block += 1;
    }
    derived.truncate(length);
    Some(derived)
}

/// The three keys of the traditional cipher (6.1.5).
struct Traditional([u32; 3]);

impl Traditional {
    fn new(password: &[u8]) -> Self {
        let mut cipher = Self([0x1234_5678, 0x2345_6789, 0x3456_7890]);
        password.iter().for_each(|byte| cipher.update(*byte));
        cipher
    }

    fn update(&mut self, byte: u8) {
        let [first, second, third] = &mut self.0;
        *first = step(*first, byte);
        *second = second.wrapping_add(*first & 0xff).wrapping_mul(134_775_813).wrapping_add(1);
        *third = step(*third, (*second >> 24) as u8);
    }

    fn decrypt(&mut self, byte: u8) -> u8 {
        let mixed = (self.0[2] | 2) & 0xffff;
        let plain = byte ^ (mixed.wrapping_mul(mixed ^ 1) >> 8) as u8;
        self.update(plain);
        plain
    }
}

/// One step of CRC-32.
fn step(sum: u32, byte: u8) -> u32 {
    let mut entry = (sum ^ u32::from(byte)) & 0xff;
    for _ in 0..8 {
        entry = if entry & 1 == 1 { 0xedb8_8320 ^ entry >> 1 } else { entry >> 1 };
    }
    sum >> 8 ^ entry
}
