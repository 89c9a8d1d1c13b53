//! Documents and members that a password locks: packages of Office (MS-OFFCRYPTO) and members of ZIP archives. A password is tried and
//! never recorded.

pub mod member;
pub mod package;

use aes::cipher::{BlockCipherDecrypt, BlockCipherEncrypt, KeyInit};
use aes::{Aes128, Aes192, Aes256};

/// AES with a key of any of its lengths.
enum Aes {
    Of128(Box<Aes128>),
    Of192(Box<Aes192>),
    Of256(Box<Aes256>),
}

impl Aes {
    fn new(key: &[u8]) -> Option<Self> {
        Some(match key.len() {
            16 => Self::Of128(Box::new(Aes128::new_from_slice(key).ok()?)),
            24 => Self::Of192(Box::new(Aes192::new_from_slice(key).ok()?)),
            32 => Self::Of256(Box::new(Aes256::new_from_slice(key).ok()?)),
            _ => return None,
        })
    }

    fn decrypt(&self, block: &mut [u8; 16]) {
        let block = block.into();
        match self {
            Self::Of128(aes) => aes.decrypt_block(block),
            Self::Of192(aes) => aes.decrypt_block(block),
            Self::Of256(aes) => aes.decrypt_block(block),
        }
    }

    fn encrypt(&self, block: &mut [u8; 16]) {
        let block = block.into();
        match self {
            Self::Of128(aes) => aes.encrypt_block(block),
            Self::Of192(aes) => aes.encrypt_block(block),
            Self::Of256(aes) => aes.encrypt_block(block),
        }
    }
}

/// Whole blocks, each by itself where there is no vector to begin with, else chained (NIST SP 800-38A, 6.1 and 6.2).
fn decrypted(aes: &Aes, vector: Option<&[u8]>, data: &[u8]) -> Vec<u8> {
    let mut before: Option<[u8; 16]> = vector.map(|vector| {
        let mut first = [0_u8; 16];
        first.iter_mut().zip(vector).for_each(|(to, from)| *to = *from);
        first
    });
    let mut plain = Vec::with_capacity(data.len());
    for chunk in data.chunks_exact(16) {
        let mut block = [0_u8; 16];
        block.copy_from_slice(chunk);
        let cipher = block;
        aes.decrypt(&mut block);
        if let Some(before) = &mut before {
            block.iter_mut().zip(before.iter()).for_each(|(to, from)| *to ^= from);
            *before = cipher;
        }
        plain.extend_from_slice(&block);
    }
    plain
}
