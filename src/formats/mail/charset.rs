//! Character sets by the names that mails give them (RFC 2978, and the WHATWG Encoding Standard).

use crate::formats::code_page;
use crate::formats::likely;
use ::charset::Charset;

/// Text in a named character set, UTF-7 (RFC 2152) among them; none where nobody knows the name.
#[must_use]
pub fn decode(name: &str, bytes: &[u8]) -> Option<String> {
    let name = name.trim().trim_matches(['"', '\'']);
    if let Some(known) = Charset::for_label(name.as_bytes()) {
        return Some(known.decode_without_bom_handling(bytes).0.into_owned());
    }
    let lower = name.to_ascii_lowercase();
    let digits =
        ["windows-", "cp-", "cp", "ibm-", "ibm", "x-cp", "ms"].iter().find_map(|start| lower.strip_prefix(start));
    let number: u16 = digits?.parse().ok()?;
    code_page::encoding(number).map(|_| code_page::decode(number, bytes))
}

/// Text whose character set nobody names: UTF-8 where it is that (RFC 6532), else a guess. The name is of what it was read as; none for ASCII.
#[must_use]
pub fn guess(bytes: &[u8]) -> (String, Option<&'static str>) {
    if bytes.is_ascii() && !bytes.contains(&0x1b) {
        return (String::from_utf8_lossy(bytes).into_owned(), None);
    }
    if bytes.is_ascii() {
        // Only the escapes of ISO-2022-JP are in mails without a name (RFC 1468).
        let (text, _, broken) = encoding_rs::ISO_2022_JP.decode(bytes);
        if !broken {
            return (text.into_owned(), Some("ISO-2022-JP"));
        }
        return (String::from_utf8_lossy(bytes).into_owned(), None);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return (text.to_owned(), Some("UTF-8"));
    }
    let encoding = likely::encoding(std::iter::once(bytes)).unwrap_or(encoding_rs::WINDOWS_1252);
    (encoding.decode_without_bom_handling(bytes).0.into_owned(), Some(encoding.name()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_mails_are_known() {
        let cyrillic = b"\xcf\xf0\xe8\xea\xe0\xe7";
        for name in ["windows-1251", "CP1251", "cp-1251", "\"Windows-1251\"", "x-cp1251"] {
            assert_eq!(decode(name, cyrillic).as_deref(), Some("Приказ"), "{name}");
        }
        assert_eq!(decode("koi8-r", b"\xf0\xd2\xc9\xcb\xc1\xda").as_deref(), Some("Приказ"));
        assert_eq!(decode("iso-2022-jp", b"\x1b$BF|K\\\x1b(B").as_deref(), Some("日本"));
        assert_eq!(decode("utf-7", b"+BB8EQAQ4BDoEMAQ3- 7 +- 8").as_deref(), Some("Приказ 7 + 8"));
        assert_eq!(decode("unknown-8bit", b"a"), None);
    }

    #[test]
    fn what_nobody_names_is_guessed() {
        assert_eq!(guess(b"plain"), ("plain".to_owned(), None));
        assert_eq!(guess("Büro".as_bytes()), ("Büro".to_owned(), Some("UTF-8")));
        assert_eq!(guess(b"B\xfcro"), ("Büro".to_owned(), Some("windows-1252")));
        let said = encoding_rs::WINDOWS_1251.encode("Приказ о передаче склада").0;
        assert_eq!(guess(&said), ("Приказ о передаче склада".to_owned(), Some("windows-1251")));
    }
}
