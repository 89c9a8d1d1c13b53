//! What a content stream says, without its fonts: the codes of its glyphs and, where these are letters, its words (ISO 32000-2, 9.4.3).

use foldhash::HashSet;

/// So many codes in a row are one place of a text.
const RUN: usize = 8;
/// Of one content so many bytes of words are kept.
const TEXT: usize = 1 << 20;

/// What a content says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The bytes of all strings that it shows, one after the other.
    pub codes: Vec<u8>,
    /// The strings that are written in letters; those of one operator together, with a blank between operators.
    pub text: String,
}

/// Whether a content shows strings.
#[must_use]
pub fn shows_text(content: &[u8]) -> bool {
    let has = |operator: &[u8]| content.split(u8::is_ascii_whitespace).any(|token| token.ends_with(operator));
    has(b"BT") && (has(b"Tj") || has(b"TJ"))
}

impl Said {
    /// What a content says.
    #[must_use]
    pub fn of(content: &[u8]) -> Self {
        let (mut codes, mut text) = (Vec::new(), String::new());
        let mut at = 0;
        while let Some(&byte) = content.get(at) {
            at += 1;
            match byte {
                b'(' => at = literal(content, at, &mut codes, &mut text),
                b'<' if content.get(at) == Some(&b'<') => at += 1,
                b'<' => at = hexadecimal(content, at, &mut codes),
                b'j' | b'J' | b'*' if !text.is_empty() && !text.ends_with(' ') => text.push(' '),
                _ => {}
            }
        }
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        Self { codes, text }
    }

    /// Whether another content shows all of it, in runs of the same codes.
    #[must_use]
    pub fn is_within(&self, other: &Self) -> bool {
        if self.codes.len() < RUN {
            return self.codes == other.codes;
        }
        let mut runs: HashSet<&[u8]> = self.codes.windows(RUN).collect();
        for run in other.codes.windows(RUN) {
            runs.remove(run);
            if runs.is_empty() {
                return true;
            }
        }
        false
    }

    /// How many words it has.
    #[must_use]
    pub fn words(&self) -> usize {
        self.text.split(' ').count()
    }

    /// The words that another content does not have.
    #[must_use]
    pub fn words_missing_in(&self, other: &Self) -> Vec<String> {
        let known: HashSet<&str> = other.text.split(' ').collect();
        self.text.split(' ').filter(|word| !known.contains(word)).map(str::to_owned).collect()
    }

    /// How many of its pairs of words, of a hundred, another content has.
    #[must_use]
    pub fn pairs_in(&self, other: &Self) -> usize {
        let pairs = |said: &Self| -> HashSet<(String, String)> {
            let next = said.text.split(' ').skip(1);
            said.text.split(' ').zip(next).map(|(one, other)| (one.to_owned(), other.to_owned())).collect()
        };
        let (own, others) = (pairs(self), pairs(other));
        own.intersection(&others).count() * 100 / own.len().max(1)
    }
}

/// A string in brackets (7.3.4.2), from after the first one; gives where it ends.
fn literal(content: &[u8], start: usize, codes: &mut Vec<u8>, text: &mut String) -> usize {
    let (mut at, mut depth) = (start, 1);
    while let Some(&byte) = content.get(at) {
        at += 1;
        let code = match byte {
            b'\\' => {
                let Some(&escaped) = content.get(at) else { break };
                at += 1;
                match escaped {
                    b'0'..=b'7' => {
                        let mut code = u32::from(escaped - b'0');
                        for _ in 0..2 {
                            let Some(digit @ b'0'..=b'7') = content.get(at) else { break };
                            code = code * 8 + u32::from(digit - b'0');
                            at += 1;
                        }
                        u8::try_from(code & 0xff).unwrap_or_default()
                    }
                    b'n' => b'\n',
                    b'r' => b'\r',
                    b't' => b'\t',
                    b'b' | b'f' => 8,
                    b'\r' | b'\n' => continue,
                    other => other,
                }
            }
            b'(' => {
                depth += 1;
                byte
            }
            b')' if depth == 1 => break,
            b')' => {
                depth -= 1;
                byte
            }
            _ => byte,
        };
        codes.push(code);
        if (code == b' ' || code.is_ascii_graphic()) && text.len() < TEXT {
            text.push(char::from(code));
        }
    }
    at
}

/// A string in hexadecimal digits (7.3.4.3), from after its bracket; gives where it ends.
fn hexadecimal(content: &[u8], start: usize, codes: &mut Vec<u8>) -> usize {
    let length = content.get(start..).unwrap_or_default().iter().position(|byte| *byte == b'>');
    let end = length.map_or(content.len(), |length| start + length);
    let digits = content.get(start..end).unwrap_or_default().iter();
    let digits: Vec<u8> =
        digits.filter_map(|digit| char::from(*digit).to_digit(16).and_then(|digit| u8::try_from(digit).ok())).collect();
    codes.extend(
        digits.chunks(2).map(|pair| pair.first().copied().unwrap_or(0) << 4 | pair.get(1).copied().unwrap_or(0)),
    );
    end + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_read_in_brackets_and_in_digits() {
        let said = Said::of(b"BT [(Ja)-20(ne \\(R\\157e\\))] TJ <</MCID 3>> BDC <004a 00> Tj ET");
        assert_eq!(said.text, "Jane (Roe)");
        assert_eq!(said.codes, b"Jane (Roe)\x00\x4a\x00");
    }

    #[test]
    fn the_same_codes_in_other_pieces_are_within() {
        let page = Said::of(b"(one two three four five) Tj");
        assert!(Said::of(b"(two thr) Tj (ee four) Tj").is_within(&page));
        assert!(!Said::of(b"(two four three) Tj").is_within(&page));
        assert_eq!(Said::of(b"(one two six) Tj").words_missing_in(&page), ["six"]);
        assert_eq!(Said::of(b"(one two three) Tj").pairs_in(&page), 100);
    }
}
