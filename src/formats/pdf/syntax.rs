//! Objects of PDF as they are written (ISO 32000-2:2020, 7.2 and 7.3), each with the range of its bytes.
//!
//! The libraries give objects; evidence needs the bytes too. Forgiving where readers forgive: what is malformed ends the
//! object, never the reading.

use memchr::memmem;

/// An object.
#[derive(Debug, Clone, PartialEq)]
pub enum Object {
    /// `null`
    Null,
    /// `true`, `false`
    Boolean(bool),
    /// `12`
    Integer(i64),
    /// `1.5`
    Real(f64),
    /// `(text)` or `<74657874>`, unescaped.
    String(Vec<u8>),
    /// `/Name`, unescaped.
    Name(Vec<u8>),
    /// `[ ]`
    Array(Vec<Spanned>),
    /// `<< >>`
    Dictionary(Dictionary),
    /// `12 0 R`
    Reference(Id),
}

/// Object number and generation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id {
    /// Object number.
    pub number: u32,
    /// Generation.
    pub generation: u16,
}

impl std::fmt::Display for Id {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.number, self.generation)
    }
}

/// An object and the range of its bytes in the slice that was parsed.
#[derive(Debug, Clone, PartialEq)]
pub struct Spanned {
    /// The object.
    pub object: Object,
    /// First byte.
    pub start: usize,
    /// After the last byte.
    pub end: usize,
}

/// A dictionary, in written order.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Dictionary {
    /// Keys and values.
    pub entries: Vec<(Vec<u8>, Spanned)>,
}

impl Dictionary {
    /// The value of a key; of a repeated key the last, as most readers have it.
    #[must_use]
    pub fn get(&self, key: &[u8]) -> Option<&Spanned> {
        self.entries.iter().rev().find(|(name, _)| name == key).map(|(_, value)| value)
    }

    /// A whole number.
    #[must_use]
    pub fn integer(&self, key: &[u8]) -> Option<i64> {
        match self.get(key)?.object {
            Object::Integer(number) => Some(number),
            Object::Real(number) if number.fract() == 0.0 && number.abs() < 1e15 => format!("{number:.0}").parse().ok(),
            _ => None,
        }
    }

    /// A reference.
    #[must_use]
    pub fn reference(&self, key: &[u8]) -> Option<Id> {
        match self.get(key)?.object {
            Object::Reference(id) => Some(id),
            _ => None,
        }
    }

    /// A name.
    #[must_use]
    pub fn name(&self, key: &[u8]) -> Option<&[u8]> {
        match &self.get(key)?.object {
            Object::Name(name) => Some(name),
            _ => None,
        }
    }

    /// A direct dictionary.
    #[must_use]
    pub fn dictionary(&self, key: &[u8]) -> Option<&Dictionary> {
        match &self.get(key)?.object {
            Object::Dictionary(dictionary) => Some(dictionary),
            _ => None,
        }
    }

    /// A direct array.
    #[must_use]
    pub fn array(&self, key: &[u8]) -> Option<&[Spanned]> {
        match &self.get(key)?.object {
            Object::Array(array) => Some(array),
            _ => None,
        }
    }

    /// An array of numbers; empty where it is none or holds anything else.
    #[must_use]
    pub fn numbers(&self, key: &[u8]) -> Vec<f64> {
        let number = |value: &Spanned| match value.object {
            Object::Integer(number) => i32::try_from(number).ok().map(f64::from),
            Object::Real(number) => Some(number),
            _ => None,
        };
        self.array(key).and_then(|array| array.iter().map(number).collect()).unwrap_or_default()
    }

    /// A rectangle (7.9.5): left, lower, right and upper edge, whatever corners it names.
    #[must_use]
    pub fn rectangle(&self, key: &[u8]) -> Option<[f64; 4]> {
        let [x, y, to_x, to_y] = <[f64; 4]>::try_from(self.numbers(key)).ok()?;
        Some([x.min(to_x), y.min(to_y), x.max(to_x), y.max(to_y)])
    }

    /// Whether `/Type` (or another key) is this name.
    #[must_use]
    pub fn is(&self, key: &[u8], name: &[u8]) -> bool {
        self.name(key) == Some(name)
    }
}

/// An indirect object: `12 0 obj ... endobj`.
#[derive(Debug, Clone, PartialEq)]
pub struct Indirect {
    /// Its number as written in the file.
    pub id: Id,
    /// What it is.
    pub object: Spanned,
    /// Where the data of a stream begin, when it is one.
    pub stream: Option<usize>,
}

/// A position in bytes.
#[derive(Debug, Clone)]
pub struct Parser<'a> {
    bytes: &'a [u8],
    position: usize,
    depth: usize,
    deepest: usize,
}

/// White space (7.2.3, table 1).
#[must_use]
pub fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | 9 | 10 | 12 | 13 | 32)
}

fn is_delimiter(byte: u8) -> bool {
    matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

fn is_regular(byte: u8) -> bool {
    !is_space(byte) && !is_delimiter(byte)
}

impl<'a> Parser<'a> {
    /// At a position of the bytes; arrays and dictionaries nest at most `depth` deep.
    #[must_use]
    pub fn new(bytes: &'a [u8], position: usize, depth: usize) -> Self {
        Self { bytes, position, depth: 0, deepest: depth }
    }

    /// Where it is.
    #[must_use]
    pub fn position(&self) -> usize {
        self.position
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.position).copied()
    }

    fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.position..).unwrap_or_default()
    }

    /// Passes white space and comments.
    pub fn skip_space(&mut self) {
        while let Some(byte) = self.peek() {
            if is_space(byte) {
                self.position += 1;
            } else if byte == b'%' {
                while self.peek().is_some_and(|byte| byte != b'\n' && byte != b'\r') {
                    self.position += 1;
                }
            } else {
                break;
            }
        }
    }

    /// Passes a keyword, if it is here.
    pub fn keyword(&mut self, word: &[u8]) -> bool {
        self.skip_space();
        let found = self.rest().starts_with(word);
        if found {
            self.position += word.len();
        }
        found
    }

    /// An unsigned whole number of at most 19 digits.
    pub fn unsigned(&mut self) -> Option<u64> {
        self.skip_space();
        let digits = self.rest().iter().take(20).take_while(|byte| byte.is_ascii_digit()).count();
        let text = std::str::from_utf8(self.rest().get(..digits)?).ok()?;
        let number = text.parse().ok()?;
        self.position += digits;
        Some(number)
    }

    /// An indirect object that begins here.
    pub fn indirect(&mut self) -> Option<Indirect> {
        let number = u32::try_from(self.unsigned()?).ok()?;
        let generation = u16::try_from(self.unsigned()?).ok()?;
        if !self.keyword(b"obj") {
            return None;
        }
        let object = self.object()?;
        let mut stream = None;
        if matches!(object.object, Object::Dictionary(_)) {
            let after = self.position;
            if self.keyword(b"stream") {
                // 7.3.8.1: the keyword is followed by CR LF or LF; a CR alone is written by some.
                if self.rest().starts_with(b"\r\n") {
                    self.position += 2;
                } else if self.rest().starts_with(b"\n") || self.rest().starts_with(b"\r") {
                    self.position += 1;
                }
                stream = Some(self.position);
            } else {
                self.position = after;
            }
        }
        Some(Indirect { id: Id { number, generation }, object, stream })
    }

    /// An object that begins here.
    pub fn object(&mut self) -> Option<Spanned> {
        self.skip_space();
        let start = self.position;
        let object = match self.peek()? {
            b'/' => Object::Name(self.name()?),
            b'(' => Object::String(self.literal_string()?),
            b'<' if self.rest().starts_with(b"<<") => Object::Dictionary(self.dictionary()?),
            b'<' => Object::String(self.hexadecimal_string()?),
            b'[' => Object::Array(self.array()?),
            b'+' | b'-' | b'.' | b'0'..=b'9' => self.number_or_reference()?,
            _ => self.word()?,
        };
        Some(Spanned { object, start, end: self.position })
    }

    fn word(&mut self) -> Option<Object> {
        let length = self.rest().iter().take_while(|&&byte| is_regular(byte)).count();
        let object = match self.rest().get(..length)? {
            b"null" => Object::Null,
            b"true" => Object::Boolean(true),
            b"false" => Object::Boolean(false),
            _ => return None,
        };
        self.position += length;
        Some(object)
    }

    fn number_or_reference(&mut self) -> Option<Object> {
        let start = self.position;
        let length = self.rest().iter().take_while(|&&byte| is_regular(byte)).count();
        let text = std::str::from_utf8(self.rest().get(..length)?).ok()?;
        self.position += length;
        let Ok(number) = text.parse::<i64>() else {
            // Writers make 1.-5 and --3; their value matters to nobody here.
            return Some(Object::Real(text.parse().unwrap_or(0.0)));
        };
        if let Ok(object_number) = u32::try_from(number)
            && !text.starts_with('+')
        {
            let after = self.position;
            if let Some(generation) = self.unsigned().and_then(|generation| u16::try_from(generation).ok()) {
                self.skip_space();
                if self.peek() == Some(b'R') && self.bytes.get(self.position + 1).is_none_or(|&byte| !is_regular(byte))
                {
                    self.position += 1;
                    return Some(Object::Reference(Id { number: object_number, generation }));
                }
            }
            self.position = after;
        }
        debug_assert!(self.position > start, "a number has at least one byte");
        Some(Object::Integer(number))
    }

    fn name(&mut self) -> Option<Vec<u8>> {
        self.position += 1;
        let length = self.rest().iter().take_while(|&&byte| is_regular(byte)).count();
        let written = self.rest().get(..length)?;
        self.position += length;
        let mut name = Vec::with_capacity(length);
        let mut at = 0;
        while let Some(&byte) = written.get(at) {
            let escaped = (byte == b'#').then(|| written.get(at + 1..at + 3).and_then(hexadecimal_pair)).flatten();
            at += if escaped.is_some() { 3 } else { 1 };
            name.push(escaped.unwrap_or(byte));
        }
        Some(name)
    }

    fn literal_string(&mut self) -> Option<Vec<u8>> {
        self.position += 1;
        let (mut text, mut open) = (Vec::new(), 1_usize);
        loop {
            let byte = self.peek()?;
            self.position += 1;
            match byte {
                b'(' => {
                    open += 1;
                    text.push(byte);
                }
                b')' => {
                    open -= 1;
                    if open == 0 {
                        return Some(text);
                    }
                    text.push(byte);
                }
                b'\\' => self.escape(&mut text)?,
                b'\r' => {
                    // 7.3.4.2: an end of line within a string is read as LF.
                    if self.peek() == Some(b'\n') {
                        self.position += 1;
                    }
                    text.push(b'\n');
                }
                _ => text.push(byte),
            }
        }
    }

    fn escape(&mut self, text: &mut Vec<u8>) -> Option<()> {
        let byte = self.peek()?;
        self.position += 1;
        match byte {
            b'n' => text.push(b'\n'),
            b'r' => text.push(b'\r'),
            b't' => text.push(b'\t'),
            b'b' => text.push(8),
            b'f' => text.push(12),
            b'\r' => {
                if self.peek() == Some(b'\n') {
                    self.position += 1;
                }
            }
            b'\n' => {}
            b'0'..=b'7' => {
                let mut value = u32::from(byte - b'0');
                for _ in 0..2 {
                    match self.peek() {
                        Some(digit @ b'0'..=b'7') => {
                            value = value * 8 + u32::from(digit - b'0');
                            self.position += 1;
                        }
                        _ => break,
                    }
                }
                text.push(u8::try_from(value & 0xff).unwrap_or_default());
            }
            other => text.push(other),
        }
        Some(())
    }

    fn hexadecimal_string(&mut self) -> Option<Vec<u8>> {
        self.position += 1;
        let end = memchr::memchr(b'>', self.rest())?;
        let mut digits: Vec<u8> = self.rest().get(..end)?.iter().copied().filter(u8::is_ascii_hexdigit).collect();
        self.position += end + 1;
        if digits.len() % 2 == 1 {
            digits.push(b'0');
        }
        Some(digits.chunks_exact(2).filter_map(hexadecimal_pair).collect())
    }

    fn array(&mut self) -> Option<Vec<Spanned>> {
        self.position += 1;
        self.deeper()?;
        let mut items = Vec::new();
        loop {
            self.skip_space();
            if self.peek()? == b']' {
                self.position += 1;
                self.depth -= 1;
                return Some(items);
            }
            items.push(self.object()?);
        }
    }

    fn dictionary(&mut self) -> Option<Dictionary> {
        self.position += 2;
        self.deeper()?;
        let mut dictionary = Dictionary::default();
        loop {
            self.skip_space();
            if self.rest().starts_with(b">>") {
                self.position += 2;
                self.depth -= 1;
                return Some(dictionary);
            }
            if self.peek()? != b'/' {
                // A stray token between the pairs: passed over, as readers do.
                let length = self.rest().iter().take_while(|&&byte| is_regular(byte)).count();
                if length == 0 {
                    return None;
                }
                self.position += length;
                continue;
            }
            let key = self.name()?;
            self.skip_space();
            if self.rest().starts_with(b">>") {
                continue;
            }
            let value = self.object()?;
            dictionary.entries.push((key, value));
        }
    }

    /// Whether something nested deeper than it may.
    #[must_use]
    pub fn is_too_deep(&self) -> bool {
        self.depth > self.deepest
    }

    fn deeper(&mut self) -> Option<()> {
        self.depth += 1;
        (self.depth <= self.deepest).then_some(())
    }
}

fn hexadecimal_pair(pair: &[u8]) -> Option<u8> {
    let text = std::str::from_utf8(pair).ok()?;
    u8::from_str_radix(text, 16).ok()
}

/// A text string: UTF-16BE or UTF-8 with a byte order mark, else `PDFDocEncoding` (7.9.2.2).
///
/// # Errors
/// When the bytes are not well-formed in the encoding that they announce; the text then has U+FFFD in the gaps.
pub fn text_string(bytes: &[u8]) -> Result<String, String> {
    let utf16 = |bytes: &[u8], unit: fn([u8; 2]) -> u16| {
        let units = bytes.chunks(2).map(|pair| match pair {
            [first, second] => unit([*first, *second]),
            _ => 0xfffd,
        });
        let units: Vec<u16> = units.collect();
        String::from_utf16(&units).map_err(|_| String::from_utf16_lossy(&units))
    };
    match bytes {
        [0xfe, 0xff, rest @ ..] => {
            // iText put its own name after whatever was there, in one byte a character.
            let appended = memmem::find(rest, b"; modified using").filter(|at| at % 2 == 0);
            let (wide, narrow) = rest.split_at(appended.unwrap_or(rest.len()));
            let (wide, narrow) = (utf16(&without_languages(wide), u16::from_be_bytes), text_string(narrow)?);
            match wide {
                Ok(wide) => Ok(wide + &narrow),
                Err(wide) => Err(wide + &narrow),
            }
        }
        // Not of the standard, but written.
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => {
            String::from_utf8(rest.to_vec()).map_err(|_| String::from_utf8_lossy(rest).into_owned())
        }
        _ => Ok(bytes.iter().map(|&byte| pdf_doc_encoding(byte)).collect()),
    }
}

/// UTF-16 without the marks of its language, which are between two escapes (7.9.2.2.1): `ESC enUS ESC`.
fn without_languages(wide: &[u8]) -> Vec<u8> {
    const ESCAPE: &[u8] = &[0, 0x1b];
    let mut plain = Vec::with_capacity(wide.len());
    let mut rest = wide;
    while let Some(at) = rest.chunks(2).position(|unit| unit == ESCAPE) {
        let (before, from) = rest.split_at(at * 2);
        plain.extend_from_slice(before);
        let length = [4, 6, 8].into_iter().find(|length| from.get(*length..length + 2) == Some(ESCAPE));
        rest = from.get(length.map_or(2, |length| length + 2)..).unwrap_or_default();
    }
    plain.extend_from_slice(rest);
    plain
}

/// Annex D.2: the bytes of `PDFDocEncoding` that are not Latin-1.
fn pdf_doc_encoding(byte: u8) -> char {
    const FROM_18: [char; 8] = ['˘', 'ˇ', 'ˆ', '˙', '˝', '˛', '˚', '˜'];
    const FROM_80: [char; 33] = [
        '•', '†', '‡', '…', '—', '–', 'ƒ', '⁄', '‹', '›', '−', '‰', '„', '“', '”', '‘', '’', '‚', '™', 'ﬁ', 'ﬂ', 'Ł',
        'Œ', 'Š', 'Ÿ', 'Ž', 'ı', 'ł', 'œ', 'š', 'ž', '\u{fffd}', '€',
    ];
    let from = |table: &[char], first: u8| table.get(usize::from(byte - first)).copied().unwrap_or('\u{fffd}');
    match byte {
        0x18..=0x1f => from(&FROM_18, 0x18),
        0x80..=0xa0 => from(&FROM_80, 0x80),
        _ => char::from(byte),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Option<Object> {
        Parser::new(text.as_bytes(), 0, 100).object().map(|spanned| spanned.object)
    }

    #[test]
    fn objects_keep_the_range_of_their_bytes() {
        let text = b"  <</A (x\\051y) /B 12 0 R /C[1 2.5/N#20]>>";
        let spanned = Parser::new(text, 0, 100).object().unwrap();
        let Object::Dictionary(dictionary) = &spanned.object else { panic!("no dictionary") };
        let string = dictionary.get(b"A").unwrap();
        assert_eq!(string.object, Object::String(b"x)y".to_vec()));
        assert_eq!(&text[string.start..string.end], b"(x\\051y)");
        assert_eq!(dictionary.reference(b"B"), Some(Id { number: 12, generation: 0 }));
        assert_eq!(dictionary.array(b"C").unwrap().len(), 3);
        assert_eq!((spanned.start, spanned.end), (2, text.len()));
    }

    #[test]
    fn malformed_objects_end_and_do_not_panic() {
        for text in ["", "<<", "<</A", "(((", "[1 2", "<41", "/", "<< 5 >>", "obj", "<</A>>", "[>>]", "-", "1 0"] {
            let _ = parse(text);
        }
        assert_eq!(parse(&"[".repeat(3000)), None);
    }

    #[test]
    fn a_number_before_a_name_is_no_reference() {
        assert_eq!(parse("12 0 Rx"), Some(Object::Integer(12)));
        assert_eq!(parse("12 0 R"), Some(Object::Reference(Id { number: 12, generation: 0 })));
    }

    #[test]
    fn text_strings_of_every_encoding() {
        assert_eq!(text_string(b"\xfe\xff\x04\x1f").unwrap(), "П");
        assert_eq!(text_string(b"\xef\xbb\xbf\xd0\x9f").unwrap(), "П");
        assert_eq!(text_string(b"a\x84b").unwrap(), "a—b");
        assert!(text_string(b"\xfe\xff\xd8\x00").is_err());
    }
}
