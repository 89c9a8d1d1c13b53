//! Code pages by their Windows numbers, as old formats name them (MS-UCODEREF 2.2.1).

use encoding_rs::Encoding;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Code pages of the Macintosh that the encodings of the web lack: the characters of the bytes from 0x80 on.
static MACINTOSH: LazyLock<BTreeMap<u16, Vec<char>>> = LazyLock::new(|| {
    let row = |line: &str| {
        let mut fields = line.split(' ');
        let number = fields.next()?.parse().ok()?;
        let character = |code: &str| u32::from_str_radix(code, 16).ok().and_then(char::from_u32);
        Some((number, fields.filter_map(character).collect()))
    };
    include_str!("data/macintosh.txt").lines().filter_map(row).collect()
});

/// The encoding of a code page; none of one that is not known.
#[must_use]
pub fn encoding(number: u16) -> Option<&'static Encoding> {
    Some(match number {
        866 => encoding_rs::IBM866,
        874 => encoding_rs::WINDOWS_874,
        932 | 10_001 => encoding_rs::SHIFT_JIS,
        936 | 10_008 => encoding_rs::GBK,
        949 | 1361 | 10_003 => encoding_rs::EUC_KR,
        950 | 10_002 => encoding_rs::BIG5,
        1250 => encoding_rs::WINDOWS_1250,
        1251 => encoding_rs::WINDOWS_1251,
        1252 | 20_127 | 28_591 => encoding_rs::WINDOWS_1252,
        1253 => encoding_rs::WINDOWS_1253,
        1254 => encoding_rs::WINDOWS_1254,
        1255 => encoding_rs::WINDOWS_1255,
        1256 => encoding_rs::WINDOWS_1256,
        1257 => encoding_rs::WINDOWS_1257,
        1258 => encoding_rs::WINDOWS_1258,
        10_000 => encoding_rs::MACINTOSH,
        10_007 | 10_017 => encoding_rs::X_MAC_CYRILLIC,
        20_866 => encoding_rs::KOI8_R,
        21_866 => encoding_rs::KOI8_U,
        50_220 | 50_221 => encoding_rs::ISO_2022_JP,
        51_932 => encoding_rs::EUC_JP,
        54_936 => encoding_rs::GB18030,
        65_001 => encoding_rs::UTF_8,
        _ => return None,
    })
}

/// Text in a code page; in one that is not known, every byte beyond ASCII is shown as unreadable.
#[must_use]
pub fn decode(number: u16, bytes: &[u8]) -> String {
    match (number, encoding(number)) {
        (1200, _) => utf_16(bytes),
        (_, Some(encoding)) => encoding.decode_without_bom_handling(bytes).0.into_owned(),
        (_, None) => {
            let page = MACINTOSH.get(&number);
            let shown = |byte: &u8| {
                let beyond = byte.checked_sub(0x80).map(usize::from);
                let Some(beyond) = beyond else { return char::from(*byte) };
                let character = page.and_then(|page| page.get(beyond)).filter(|character| **character != '\0');
                character.copied().unwrap_or(char::REPLACEMENT_CHARACTER)
            };
            bytes.iter().map(shown).collect()
        }
    }
}

/// Text in UTF-16, little-endian, up to its first zero.
#[must_use]
pub fn utf_16(bytes: &[u8]) -> String {
    let units = bytes.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).take_while(|unit| *unit != 0);
    String::from_utf16_lossy(&units.collect::<Vec<_>>())
}

/// Which language or script a code page is for.
#[must_use]
pub fn language(number: u16) -> &'static str {
    match number {
        866 | 1251 | 10_007 | 10_017 | 20_866 | 21_866 => "Cyrillic",
        932 | 10_001 | 51_932 | 50_220 | 50_221 => "Japanese",
        936 | 10_008 | 54_936 => "Chinese, simplified",
        949 | 1361 | 10_003 => "Korean",
        950 | 10_002 => "Chinese, traditional",
        1250 | 10_010 | 10_029 | 10_082 => "Central European",
        1252 | 10_000 | 10_079 => "Western",
        1253 | 10_006 => "Greek",
        1254 | 10_081 => "Turkish",
        1255 => "Hebrew",
        1256 | 10_004 => "Arabic",
        1257 => "Baltic",
        1258 => "Vietnamese",
        1200 | 65_001 => "Unicode",
        _ => "unknown",
    }
}

/// The code page in which Windows writes a language, by its number (MS-LCID 2.2).
#[must_use]
pub fn of_language(number: u16) -> u16 {
    match (number, number & 0x03ff) {
        (0x0404 | 0x0c04 | 0x1404, _) => 950,
        (0x081a | 0x141a | 0x241a, _) => 1250,
        (_, 0x02 | 0x19 | 0x1a | 0x22 | 0x23 | 0x2f | 0x3f) if number != 0x041a => 1251,
        (_, 0x05 | 0x0e | 0x15 | 0x18 | 0x1a | 0x1b | 0x1c | 0x24) => 1250,
        (_, 0x04) => 936,
        (_, 0x08) => 1253,
        (_, 0x1f | 0x2c) => 1254,
        (_, 0x0d) => 1255,
        (_, 0x01 | 0x20 | 0x29) => 1256,
        (_, 0x25..=0x27) => 1257,
        (_, 0x2a) => 1258,
        (_, 0x1e) => 874,
        (_, 0x11) => 932,
        (_, 0x12) => 949,
        _ => 1252,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_of_the_macintosh_are_read() {
        let shown = [
            (10_007, b"\x8f\xf0\xe8\xea\xe0\xe7".as_slice()),
            (10_006, b"\xc1\xe1"),
            (10_029, b"\x91\x9d"),
            (10_001, b"\x93\xfa\x96\x7b"),
        ]
        .map(|(page, bytes)| decode(page, bytes));
        assert_eq!(shown, ["Приказ", "Να", "ĎĚ", "日本"]);
    }
}
