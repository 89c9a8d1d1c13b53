//! The words of RTF (Rich Text Format specification 1.9.1): groups, control words, symbols, text.

/// One word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Word<'a> {
    /// `{`
    Open,
    /// `}`
    Close,
    /// `\name` with a number, where one is after it.
    Control(&'a str, Option<i64>),
    /// `\*`: readers that do not know the group pass over it.
    Ignorable,
    /// `\'hh`: a byte in the code page.
    Byte(u8),
    /// Text as it is.
    Text(&'a [u8]),
    /// Bytes after `\bin`.
    Binary(&'a [u8]),
}

/// Ends of lines are no text: they part the lines of the file.
pub(super) fn is_line_end(byte: u8) -> bool {
    matches!(byte, b'\r' | b'\n')
}

/// A word, and where it begins and ends.
pub type Placed<'a> = (Word<'a>, usize, usize);

/// The words of a text.
#[derive(Debug)]
pub struct Words<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Words<'a> {
    /// Of some bytes.
    #[must_use]
    pub fn of(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    fn control(&mut self, start: usize) -> Word<'a> {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let letters = rest.iter().take(32).take_while(|byte| byte.is_ascii_alphabetic()).count();
        if letters == 0 {
            self.at += 1;
            return match rest.first() {
                Some(b'*') => Word::Ignorable,
                Some(b'\'') => {
                    let digits = rest.get(1..3).and_then(|pair| std::str::from_utf8(pair).ok());
                    let byte = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok());
                    self.at += if byte.is_some() { 2 } else { 0 };
                    Word::Byte(byte.unwrap_or(b'?'))
                }
                Some(b'\\' | b'{' | b'}') => Word::Text(rest.get(..1).unwrap_or_default()),
                Some(b'~') => Word::Text(b" "),
                Some(b'_' | b'-') => Word::Text(b"-"),
                Some(b'\r' | b'\n') => Word::Control("par", None),
                _ => Word::Text(self.bytes.get(start..start).unwrap_or_default()),
            };
        }
        let name = rest.get(..letters).and_then(|name| std::str::from_utf8(name).ok()).unwrap_or_default();
        let mut end = letters;
        let negative = rest.get(end) == Some(&b'-');
        let digits_at = end + usize::from(negative);
        let digits =
            rest.get(digits_at..).unwrap_or_default().iter().take(10).take_while(|byte| byte.is_ascii_digit()).count();
        let mut number = None;
        if digits > 0 {
            let written = rest.get(digits_at..digits_at + digits).unwrap_or_default();
            let size = written.iter().fold(0, |number, digit| number * 10 + i64::from(digit - b'0'));
            number = Some(if negative { -size } else { size });
            end = digits_at + digits;
        }
        if rest.get(end) == Some(&b' ') {
            end += 1;
        }
        self.at += end;
        if name == "bin" {
            let length = number.and_then(|number| usize::try_from(number).ok()).unwrap_or(0);
            let end = self.at.saturating_add(length).min(self.bytes.len());
            let data = self.bytes.get(self.at..end).unwrap_or_default();
            self.at = end;
            return Word::Binary(data);
        }
        Word::Control(name, number)
    }
}

impl<'a> Iterator for Words<'a> {
    type Item = Placed<'a>;

    fn next(&mut self) -> Option<Placed<'a>> {
        let start = self.at;
        let word = match self.bytes.get(start)? {
            b'{' => {
                self.at += 1;
                Word::Open
            }
            b'}' => {
                self.at += 1;
                Word::Close
            }
            b'\\' => {
                self.at += 1;
                self.control(start)
            }
            _ => {
                let rest = self.bytes.get(start..).unwrap_or_default();
                let length = memchr::memchr3(b'{', b'}', b'\\', rest).unwrap_or(rest.len());
                self.at += length;
                Word::Text(rest.get(..length).unwrap_or_default())
            }
        };
        Some((word, start, self.at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_told_apart() {
        let words: Vec<Word<'_>> =
            Words::of(b"{\\rtf1\\ansicpg1251 a\\'cfb\\u-5 ?\\bin3 {}x}").map(|(word, _, _)| word).collect();
        assert_eq!(
            words,
            [
                Word::Open,
                Word::Control("rtf", Some(1)),
                Word::Control("ansicpg", Some(1251)),
                Word::Text(b"a"),
                Word::Byte(0xcf),
                Word::Text(b"b"),
                Word::Control("u", Some(-5)),
                Word::Text(b"?"),
                Word::Binary(b"{}x"),
                Word::Close
            ]
        );
    }
}
