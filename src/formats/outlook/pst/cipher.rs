//! How the data of a mailbox are enciphered ([MS-PST], 5.1, 5.2): against a glance, not against anybody who knows the table.

use std::sync::LazyLock;

/// The three tables of 256 bytes.
static TABLES: LazyLock<[Vec<u8>; 3]> = LazyLock::new(|| {
    let mut lines = include_str!("../data/cipher.txt").lines().filter(|line| !line.starts_with('#'));
    std::array::from_fn(|_| base16ct::lower::decode_vec(lines.next().unwrap_or_default()).unwrap_or_default())
});

/// A cipher of a mailbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cipher {
    None,
    Permutation,
    Cyclic,
}

impl Cipher {
    /// By its number in the header.
    pub(super) fn of(number: u8) -> Option<Self> {
        Some(match number {
            0 => Self::None,
            1 => Self::Permutation,
            2 => Self::Cyclic,
            _ => return None,
        })
    }

    pub(super) fn in_words(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Permutation => "permutation of bytes",
            Self::Cyclic => "cyclic",
        }
    }

    /// Deciphers the bytes of a block.
    pub(super) fn open(self, bytes: &mut [u8], block: u64) {
        let [first, second, third] = &*TABLES;
        let through = |table: &[u8], byte: u8| table.get(usize::from(byte)).copied().unwrap_or(byte);
        match self {
            Self::None => {}
            Self::Permutation => bytes.iter_mut().for_each(|byte| *byte = through(third, *byte)),
            Self::Cyclic => {
                let [a, b, c, d, ..] = block.to_le_bytes();
                let mut key = u16::from_le_bytes([a ^ c, b ^ d]);
                for byte in bytes {
                    let [low, high] = key.to_le_bytes();
                    let mut turned = through(first, byte.wrapping_add(low));
                    turned = through(second, turned.wrapping_add(high));
                    turned = through(third, turned.wrapping_sub(high));
                    *byte = turned.wrapping_sub(low);
                    key = key.wrapping_add(1);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_undo_each_other() {
        let [first, second, third] = &*TABLES;
        for byte in 0..=255_u8 {
            assert_eq!(third[usize::from(first[usize::from(byte)])], byte);
            assert_eq!(second[usize::from(second[usize::from(byte)])], byte);
        }
        let mut bytes = b"twice is plain".to_vec();
        Cipher::Cyclic.open(&mut bytes, 0x1234);
        Cipher::Cyclic.open(&mut bytes, 0x1234);
        assert_eq!(bytes, b"twice is plain");
    }
}
