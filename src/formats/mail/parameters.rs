//! Fields with parameters: `Content-Type`, `Content-Disposition` (RFC 2045, 5.1; RFC 2183; RFC 2231).

use super::charset;
use super::encoded_words;
use super::fields::unfolded;
use super::tokens::{Kind, content, tokens};
use super::transfer::octet;

/// A value with parameters.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Parameters {
    /// The value, in lower case: `text/plain`.
    pub value: String,
    /// The parameters by name, in lower case, decoded.
    pub parameters: Vec<(String, String)>,
}

impl Parameters {
    /// A parameter by its name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// More parameters than this are not looked at.
const MOST: usize = 200;

/// Reads the body of such a field.
#[must_use]
pub fn read(body: &[u8]) -> Parameters {
    let body = unfolded(body);
    let mut pieces: Vec<Vec<u8>> = vec![vec![]];
    let mut raw: Vec<(Vec<u8>, Vec<u8>)> = Vec::new();
    for token in tokens(&body, 0..body.len(), b";") {
        let written = body.get(token.range).unwrap_or_default();
        match token.kind {
            Kind::Sign(_) if pieces.len() > MOST => break,
            Kind::Sign(_) => pieces.push(vec![]),
            Kind::Comment => {}
            _ => pieces.last_mut().into_iter().for_each(|piece| piece.extend(written)),
        }
    }
    let mut pieces = pieces.into_iter();
    let value = pieces.next().unwrap_or_default();
    for piece in pieces {
        let Some(sign) = memchr::memchr(b'=', &piece) else { continue };
        let (name, value) = piece.split_at(sign);
        let value = value.get(1..).unwrap_or_default().trim_ascii();
        let quoted = value.len() > 1 && value.starts_with(b"\"") && value.ends_with(b"\"");
        let value = if quoted { content(value) } else { value.to_vec() };
        raw.push((name.trim_ascii().to_ascii_lowercase(), value));
    }
    let value = String::from_utf8_lossy(&value).split_whitespace().collect::<String>().to_ascii_lowercase();
    Parameters { value, parameters: joined(raw) }
}

/// Pieces of a parameter: its name, and their numbers, whether they are encoded, and what they say.
type Pieces = (String, Vec<(u32, bool, Vec<u8>)>);

/// Parameters whose pieces are parted and encoded are whole again (RFC 2231, 3 and 4).
fn joined(raw: Vec<(Vec<u8>, Vec<u8>)>) -> Vec<(String, String)> {
    let mut found: Vec<Pieces> = Vec::new();
    for (name, value) in raw {
        let name = String::from_utf8_lossy(&name).into_owned();
        let mut steps = name.split('*');
        let base = steps.next().unwrap_or_default().to_owned();
        let steps: Vec<&str> = steps.collect();
        let number = steps.first().and_then(|step| step.parse().ok());
        let encoded = steps.last() == Some(&"");
        // A name in both forms says it in the encoded one (RFC 6266, 4.3).
        let key = if steps.is_empty() { format!("{base}\0") } else { base };
        let piece = (number.unwrap_or(0), encoded, value);
        match found.iter_mut().find(|(known, _)| *known == key) {
            Some((_, pieces)) if !steps.is_empty() => pieces.push(piece),
            Some(_) => {}
            None => found.push((key, vec![piece])),
        }
    }
    let mut told: Vec<(String, String)> = Vec::new();
    for (key, mut pieces) in found {
        let name = key.trim_end_matches('\0').to_owned();
        let text = if key.ends_with('\0') {
            pieces.first().map(|(_, _, value)| encoded_words::decode(value).text).unwrap_or_default()
        } else {
            pieces.sort_by_key(|(number, _, _)| *number);
            extended(&pieces)
        };
        match told.iter_mut().find(|(known, _)| *known == name) {
            Some((_, known)) if !key.ends_with('\0') => *known = text,
            Some(_) => {}
            None => told.push((name, text)),
        }
    }
    told
}

fn extended(pieces: &[(u32, bool, Vec<u8>)]) -> String {
    let mut charset = None;
    let mut bytes = Vec::new();
    for (at, (_, encoded, value)) in pieces.iter().enumerate() {
        let mut value = value.as_slice();
        if *encoded && at == 0 {
            let mut quotes = value.splitn(3, |byte| *byte == b'\'');
            if let (Some(name), Some(_), Some(rest)) = (quotes.next(), quotes.next(), quotes.next()) {
                charset = Some(String::from_utf8_lossy(name).into_owned()).filter(|name| !name.is_empty());
                value = rest;
            }
        }
        if *encoded { percent(value, &mut bytes) } else { bytes.extend(value) }
    }
    charset.and_then(|name| charset::decode(&name, &bytes)).unwrap_or_else(|| encoded_words::decode(&bytes).text)
}

fn percent(value: &[u8], bytes: &mut Vec<u8>) {
    let mut at = 0;
    while let Some(&byte) = value.get(at) {
        match octet(value.get(at + 1..at + 3)).filter(|_| byte == b'%') {
            Some(octet) => {
                bytes.push(octet);
                at += 3;
            }
            None => {
                bytes.push(byte);
                at += 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_read_in_every_form() {
        let read = read(b" Text/Plain (c); charset=\"utf-8\"; name*0*=koi8-r'ru'%F0%D2; name*1=\"x;y\";\r\n boundary = \"a\\\"b\"; x");
        assert_eq!(read.value, "text/plain");
        let said: Vec<(&str, &str)> =
            read.parameters.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        assert_eq!(said, [("charset", "utf-8"), ("name", "Прx;y"), ("boundary", "a\"b")]);
    }

    #[test]
    fn names_of_files_are_read_as_programs_write_them() {
        for (written, name) in [
            (r#"attachment; filename="=?utf-8?B?0J/RgNC40LrQsNC3LmRvY3g=?=""#, "Приказ.docx"),
            ("attachment; filename*=utf-8''%D0%9F.txt; filename=x.txt", "П.txt"),
            ("attachment; filename=a b.pdf", "a b.pdf"),
            ("attachment; filename*1=b; filename*0=a", "ab"),
        ] {
            assert_eq!(read(written.as_bytes()).get("filename"), Some(name), "{written}");
        }
    }
}
