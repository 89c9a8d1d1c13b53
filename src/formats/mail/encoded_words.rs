//! Encoded words in header fields (RFC 2047; the language of RFC 2231, 5).

use super::charset;
use super::transfer;
use std::borrow::Cow;

/// A text and what it took to read it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Decoded {
    /// The text.
    pub text: String,
    /// What bytes beyond ASCII that nobody encoded were read as; it is a guess, but for UTF-8.
    pub guessed: Option<&'static str>,
    /// A character set that nobody knows.
    pub unknown: Option<String>,
}

impl Decoded {
    fn plain(&mut self, bytes: &[u8]) {
        let (text, guessed) = charset::guess(bytes);
        self.text.push_str(&text);
        self.guessed = self.guessed.or(guessed);
    }

    fn encoded(&mut self, name: &str, bytes: &[u8]) {
        match charset::decode(name, bytes) {
            Some(text) => self.text.push_str(&text),
            None => {
                self.unknown.get_or_insert_with(|| name.to_owned());
                self.text.push_str(&charset::guess(bytes).0);
            }
        }
    }
}

/// One encoded word.
struct Word<'b> {
    charset: Cow<'b, str>,
    bytes: Vec<u8>,
    length: usize,
}

/// The encoded word that some bytes begin with.
fn word(bytes: &[u8]) -> Option<Word<'_>> {
    let rest = bytes.strip_prefix(b"=?")?;
    let mark = rest.iter().take(80).position(|byte| *byte == b'?')?;
    let name = rest.get(..mark)?;
    let kind = *rest.get(mark + 1)?;
    if name.is_empty() || !name.iter().all(u8::is_ascii_graphic) || rest.get(mark + 2) != Some(&b'?') {
        return None;
    }
    let text = rest.get(mark + 3..)?;
    // Programs write blanks into the text of a word, which none may have (RFC 2047, 2).
    let length = memchr::memmem::find(text.get(..text.len().min(LONGEST))?, b"?=")?;
    let text = text.get(..length)?;
    let decoded = match kind {
        b'b' | b'B' => transfer::base64(text),
        b'q' | b'Q' => transfer::q_of_words(text),
        _ => return None,
    };
    let name = name.split(|byte| *byte == b'*').next().unwrap_or(name);
    Some(Word { charset: String::from_utf8_lossy(name), bytes: decoded, length: 2 + mark + 3 + length + 2 })
}

/// A longer encoded word is none; the standard allows 75 characters (RFC 2047, 2), programs write whole subjects.
const LONGEST: usize = 4_096;

/// A text without its folds, its encoded words decoded. What is between two words is no part of the text, and characters that programs cut
/// between two of them are whole again.
#[must_use]
pub fn decode(bytes: &[u8]) -> Decoded {
    let mut decoded = Decoded::default();
    let mut open: Option<(String, Vec<u8>)> = None;
    let (mut at, mut plain) = (0, 0);
    while let Some(found) = memchr::memmem::find(bytes.get(at..).unwrap_or_default(), b"=?") {
        let start = at + found;
        let Some(word) = word(bytes.get(start..).unwrap_or_default()) else {
            at = start + 2;
            continue;
        };
        let between = bytes.get(plain..start).unwrap_or_default();
        let is_joined = between.trim_ascii().is_empty();
        match &mut open {
            // A set with escapes begins anew in each word, and cuts no character.
            Some((charset, gathered))
                if is_joined
                    && charset.eq_ignore_ascii_case(&word.charset)
                    && !charset.to_ascii_lowercase().starts_with("iso-2022") =>
            {
                gathered.extend(&word.bytes);
            }
            before => {
                if let Some((charset, gathered)) = before.take() {
                    decoded.encoded(&charset, &gathered);
                    if !is_joined {
                        decoded.plain(between);
                    }
                } else {
                    decoded.plain(between);
                }
                *before = Some((word.charset.into_owned(), word.bytes));
            }
        }
        at = start + word.length;
        plain = at;
    }
    if let Some((charset, gathered)) = open {
        decoded.encoded(&charset, &gathered);
    }
    decoded.plain(bytes.get(plain..).unwrap_or_default());
    decoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_decoded_and_joined() {
        for (written, said) in [
            ("=?utf-8?Q?B=C3=BCro?= now", "Büro now"),
            ("a =?iso-8859-1*de?q?B=FCro_2?=", "a Büro 2"),
            ("=?utf-8?B?0J8=?= =?UTF-8?b?0YDQuNC60LDQtw==?=", "Приказ"),
            // A character in two words.
            ("=?utf-8?B?0A==?= =?utf-8?B?nw==?=", "П"),
            ("=?koi8-r?B?8NLJy8Ha?= =?windows-1251?Q?_=E0?=", "Приказ а"),
            ("=?utf-8?X?a?= =?", "=?utf-8?X?a?= =?"),
            ("=?us-ascii?Q?a?=b", "ab"),
            ("=?iso-2022-jp?B?GyRCRnwbKEI=?= =?iso-2022-jp?B?GyRCS1wbKEI=?=", "日本"),
        ] {
            assert_eq!(decode(written.as_bytes()).text, said, "{written}");
        }
        let unknown = decode(b"=?x-nobody?Q?a=62?=");
        assert_eq!((unknown.text.as_str(), unknown.unknown.as_deref()), ("ab", Some("x-nobody")));
        assert_eq!(decode(b"B\xfcro").guessed, Some("windows-1252"));
    }
}
