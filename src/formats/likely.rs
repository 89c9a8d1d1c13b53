//! What a text probably says that is written in another encoding than its format prescribes. It is a guess, and is shown
//! next to the literal reading, never in its place.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::Encoding;

/// A shorter text fits too many encodings.
const SHORTEST: usize = 3;

/// The encoding in which some texts of one document are probably written that are none of ASCII; none where that of Western
/// Europe fits as well.
#[must_use]
pub fn encoding<'t>(texts: impl Iterator<Item = &'t [u8]> + Clone) -> Option<&'static Encoding> {
    let mut beyond = texts.filter(|text| !text.is_ascii()).peekable();
    beyond.peek()?;
    if beyond.clone().all(|text| std::str::from_utf8(text).is_ok()) {
        return Some(encoding_rs::UTF_8);
    }
    if beyond.clone().any(is_cyrillic_of_the_macintosh) {
        return Some(encoding_rs::X_MAC_CYRILLIC);
    }
    let short = beyond.clone();
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    for text in beyond {
        detector.feed(text, false);
        detector.feed(b" ", false);
    }
    detector.feed(b"", true);
    let encoding = detector.guess(None, Utf8Detection::Deny);
    // Two names of two characters are too little for it; Western texts have no such runs.
    if encoding == encoding_rs::WINDOWS_1252 && short.clone().all(is_chinese) {
        return Some(encoding_rs::GBK);
    }
    Some(encoding).filter(|encoding| *encoding != encoding_rs::WINDOWS_1252 && *encoding != encoding_rs::ISO_8859_15)
}

/// Capitals of Mac Cyrillic are signs elsewhere: a capital among small letters, twice at least.
fn is_cyrillic_of_the_macintosh(text: &[u8]) -> bool {
    let small = |byte: &u8| matches!(byte, 0xde..=0xfe);
    let is_word = |word: &[u8]| matches!(word, [0x80..=0x9f, rest @ ..] if rest.len() > 1 && rest.iter().all(small));
    let words = || text.split(|byte| byte.is_ascii()).filter(|word| !word.is_empty());
    words().any(is_word) && words().all(|word| is_word(word) || word.iter().all(small))
}

/// Whether all that is not ASCII are pairs of the common characters of GB 2312 (level 1).
fn is_chinese(text: &[u8]) -> bool {
    let mut runs = text.split(u8::is_ascii).filter(|run| !run.is_empty()).peekable();
    let pairs = |run: &[u8]| {
        run.len() >= 4
            && run.len().is_multiple_of(2)
            && run.chunks(2).all(|pair| matches!(pair, [0xb0..=0xd7, 0xa1..=0xfe]))
    };
    runs.peek().is_some() && runs.all(pairs)
}

/// The probable text in an encoding and what that is called, where one byte at least is none of ASCII.
#[must_use]
pub fn text(bytes: &[u8], encoding: Option<&'static Encoding>) -> Option<(String, &'static str)> {
    if let Some(found) = wide(bytes) {
        return Some(found);
    }
    let encoding = encoding.filter(|_| !bytes.is_ascii())?;
    let (text, _, broken) = encoding.decode(bytes);
    let beyond = text.chars().filter(|character| !character.is_ascii()).count();
    let letters = text.chars().filter(|character| !character.is_ascii() && character.is_alphabetic()).count();
    // A single letter among signs proves nothing, but that it is UTF-8.
    let enough = if encoding.is_single_byte() { SHORTEST } else { 2 };
    let fits = encoding == encoding_rs::UTF_8 || letters >= enough && letters * 10 >= beyond * 8;
    (!broken && fits).then(|| (text.into_owned(), encoding.name()))
}

/// UTF-16 without its mark, or with the mark FE FF written as 254 255 in octal numbers (as `FastReport` does).
fn wide(bytes: &[u8]) -> Option<(String, &'static str)> {
    let rest = bytes.strip_prefix(&[0o254, 0o255]).unwrap_or(bytes);
    if rest.len() < 2 * SHORTEST
        || !rest.len().is_multiple_of(2)
        || rest.len() == bytes.len() && !bytes.contains(&0) && !bytes.contains(&4)
    {
        return None;
    }
    // One half of each unit is the script, which is the same nearly everywhere.
    let script =
        |at: usize| rest.iter().skip(at).step_by(2).filter(|byte| matches!(byte, 0 | 4)).count() * 2 == rest.len();
    let unit: fn([u8; 2]) -> u16 = match (script(0), script(1)) {
        (true, false) => u16::from_be_bytes,
        (false, true) => u16::from_le_bytes,
        _ => return None,
    };
    let units: Vec<u16> = rest.chunks_exact(2).map(|pair| unit([pair[0], pair[1]])).collect();
    let text = String::from_utf16(&units).ok()?;
    text.chars().all(|character| !character.is_control()).then_some((text, "UTF-16 without its mark"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn encoding_of(bytes: &[u8]) -> Option<&'static Encoding> {
        encoding(std::iter::once(bytes))
    }

    fn guess(encoding: &'static Encoding, said: &str) -> Option<String> {
        let bytes = encoding.encode(said).0;
        text(&bytes, encoding_of(&bytes)).map(|(text, _)| text)
    }

    #[test]
    fn names_in_other_scripts_are_guessed_and_western_ones_are_left_alone() {
        for (encoding, said) in [
            (encoding_rs::WINDOWS_1251, "Орлов Пётр Ильич"),
            (encoding_rs::GBK, "仓库清单说明"),
            (encoding_rs::GBK, "张建"),
            (encoding_rs::SHIFT_JIS, "倉庫の一覧表"),
            (encoding_rs::EUC_KR, "창고 목록 문서"),
            (encoding_rs::UTF_8, "Büro"),
        ] {
            assert_eq!(guess(encoding, said).as_deref(), Some(said), "{}", encoding.name());
        }
        let macintosh: Vec<u8> = vec![0x8e, 0xf0, 0xeb, 0xee, 0xe2];
        let found = encoding(std::iter::once(macintosh.as_slice()));
        assert_eq!(text(&macintosh, found).map(|(text, _)| text).as_deref(), Some("Орлов"));
        for said in ["Müller & Söhne", "Café à la crème", "Ærø", "plain"] {
            assert_eq!(guess(encoding_rs::WINDOWS_1252, said), None, "{said}");
        }
        let wide: Vec<u8> = "Отчёт 2013".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(text(&wide, None).map(|(text, _)| text).as_deref(), Some("Отчёт 2013"));
    }
}
