//! Transfer encodings (RFC 2045, 6), read as programs read them: what is no part of an encoding is passed over.

/// How a part is encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Transfer {
    /// As it is: 7bit, 8bit, binary, and what nobody knows.
    Plain,
    /// Base64.
    Base64,
    /// Quoted printable.
    QuotedPrintable,
    /// What uuencode writes.
    Uuencode,
}

impl Transfer {
    /// By the name in the field `Content-Transfer-Encoding`.
    #[must_use]
    pub fn named(name: &str) -> Self {
        match name.trim().trim_matches('"').to_ascii_lowercase().as_str() {
            "base64" => Self::Base64,
            "quoted-printable" => Self::QuotedPrintable,
            "uuencode" | "x-uuencode" | "x-uue" | "uue" => Self::Uuencode,
            _ => Self::Plain,
        }
    }

    /// The bytes that were encoded.
    #[must_use]
    pub fn decode(self, bytes: &[u8]) -> Vec<u8> {
        match self {
            Self::Plain => bytes.to_vec(),
            Self::Base64 => base64(bytes),
            Self::QuotedPrintable => quoted_printable(bytes),
            Self::Uuencode => uuencode(bytes),
        }
    }
}

/// Base64 (RFC 2045, 6.8): what is not of its alphabet is passed over, and a mark of the end within it begins it anew, as pieces do that were
/// encoded one by one.
#[must_use]
pub fn base64(bytes: &[u8]) -> Vec<u8> {
    let mut decoded = Vec::with_capacity(bytes.len() / 4 * 3 + 3);
    let (mut bits, mut count) = (0_u32, 0_u32);
    for &byte in bytes {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            b'=' => {
                (bits, count) = (0, 0);
                continue;
            }
            _ => continue,
        };
        bits = bits << 6 | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            decoded.push(u8::try_from(bits >> count & 0xff).unwrap_or_default());
        }
    }
    decoded
}

fn hexadecimal(digit: Option<&u8>) -> Option<u8> {
    digit.and_then(|digit| char::from(*digit).to_digit(16)).and_then(|digit| u8::try_from(digit).ok())
}

/// The value of two hexadecimal digits.
#[must_use]
pub fn octet(digits: Option<&[u8]>) -> Option<u8> {
    let digits = digits?;
    Some(hexadecimal(digits.first())? << 4 | hexadecimal(digits.get(1))?)
}

/// Quoted printable (RFC 2045, 6.7): an equals sign that begins nothing is itself.
#[must_use]
pub fn quoted_printable(bytes: &[u8]) -> Vec<u8> {
    let mut decoded = Vec::with_capacity(bytes.len());
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        let content = line.strip_suffix(b"\n").unwrap_or(line);
        let (content, end) = match content.strip_suffix(b"\r") {
            Some(content) if line.ends_with(b"\n") => (content, b"\r\n".as_slice()),
            _ if line.ends_with(b"\n") => (content, b"\n".as_slice()),
            _ => (content, b"".as_slice()),
        };
        let content = content.trim_ascii_end();
        let is_soft = content.ends_with(b"=");
        let content = content.strip_suffix(b"=").unwrap_or(content);
        let mut at = 0;
        while let Some(&byte) = content.get(at) {
            match octet(content.get(at + 1..at + 3)).filter(|_| byte == b'=') {
                Some(value) => {
                    decoded.push(value);
                    at += 3;
                }
                None => {
                    decoded.push(byte);
                    at += 1;
                }
            }
        }
        if !is_soft {
            decoded.extend(end);
        }
    }
    decoded
}

/// The encoding Q of words in headers (RFC 2047, 4.2).
#[must_use]
pub fn q_of_words(text: &[u8]) -> Vec<u8> {
    let mut decoded = Vec::with_capacity(text.len());
    let mut at = 0;
    while let Some(&byte) = text.get(at) {
        match byte {
            b'_' => decoded.push(b' '),
            b'=' => match octet(text.get(at + 1..at + 3)) {
                Some(value) => {
                    decoded.push(value);
                    at += 2;
                }
                None => decoded.push(byte),
            },
            _ => decoded.push(byte),
        }
        at += 1;
    }
    decoded
}

/// What uuencode writes between `begin` and `end` (POSIX.1, uuencode).
#[must_use]
pub fn uuencode(bytes: &[u8]) -> Vec<u8> {
    let mut decoded = Vec::with_capacity(bytes.len() / 4 * 3);
    let lines = bytes.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii_end);
    for line in lines.skip_while(|line| !line.starts_with(b"begin ")).skip(1) {
        let value = |byte: &u8| byte.wrapping_sub(0x20) & 0x3f;
        let Some(length) = line.first().map(value).filter(|length| *length > 0) else { break };
        if line == b"end" {
            break;
        }
        let before = decoded.len();
        for group in line.get(1..).unwrap_or_default().chunks(4) {
            let bits = (0..4).fold(0_u32, |bits, at| bits << 6 | u32::from(group.get(at).map_or(0, value)));
            decoded.extend(bits.to_be_bytes().iter().skip(1));
        }
        decoded.truncate(before + usize::from(length));
    }
    decoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_are_read() {
        assert_eq!(base64(b"aGVs\r\nbG8=\naGk="), b"hellohi");
        assert_eq!(base64(b"aGVsbG8"), b"hello");
        assert_eq!(quoted_printable(b"B=C3=BCro = =\r\nx=20 \r\n=4"), b"B\xc3\xbcro = x \r\n=4");
        assert_eq!(q_of_words(b"a_b=5F="), b"a b_=");
        assert_eq!(uuencode(b"begin 644 a\n%:&5L;&\\\n`\nend\n"), b"hello");
    }
}
