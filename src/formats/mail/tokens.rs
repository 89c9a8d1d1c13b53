//! What structured fields are made of: quoted texts, comments and what is between them (RFC 5322, 3.2).

use std::ops::Range;

/// A piece of a structured field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// Blanks, ends of folded lines among them.
    Blank,
    /// A text in quotation marks, with them.
    Quoted,
    /// A comment in parentheses, with them and with the comments in it.
    Comment,
    /// One of the signs that were asked for.
    Sign(u8),
    /// Anything else.
    Word,
}

/// A piece and its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: Kind,
    /// Where it is.
    pub range: Range<usize>,
}

/// The pieces of a field's body, parted at blanks and at some signs. What is opened and not closed is a word to its end.
pub fn tokens<'a>(bytes: &'a [u8], range: Range<usize>, signs: &'a [u8]) -> impl Iterator<Item = Token> + 'a {
    let end = range.end.min(bytes.len());
    let mut at = range.start;
    // What is never closed is looked for once.
    let mut unclosed = [false; 2];
    std::iter::from_fn(move || {
        let byte = *bytes.get(at..end)?.first()?;
        let start = at;
        let kind = match byte {
            b' ' | b'\t' | b'\r' | b'\n' => {
                at += run(bytes.get(at..end)?, |byte| byte.is_ascii_whitespace());
                Kind::Blank
            }
            b'"' if !unclosed[0] => match quoted(bytes.get(at..end)?) {
                Some(length) => {
                    at += length;
                    Kind::Quoted
                }
                None => {
                    unclosed[0] = true;
                    at += 1;
                    Kind::Word
                }
            },
            b'(' if !unclosed[1] => match comment(bytes.get(at..end)?) {
                Some(length) => {
                    at += length;
                    Kind::Comment
                }
                None => {
                    unclosed[1] = true;
                    at += 1;
                    Kind::Word
                }
            },
            sign if signs.contains(&sign) => {
                at += 1;
                Kind::Sign(sign)
            }
            _ => {
                let is_inside =
                    |byte: &u8| !byte.is_ascii_whitespace() && !matches!(byte, b'"' | b'(') && !signs.contains(byte);
                at += run(bytes.get(at..end)?, is_inside).max(1);
                Kind::Word
            }
        };
        Some(Token { kind, range: start..at })
    })
}

fn run(bytes: &[u8], is_inside: impl Fn(&u8) -> bool) -> usize {
    bytes.iter().take_while(|byte| is_inside(byte)).count()
}

/// The length of a text in quotation marks.
fn quoted(bytes: &[u8]) -> Option<usize> {
    let mut at = 1;
    loop {
        match bytes.get(at)? {
            b'"' => return Some(at + 1),
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
}

/// The length of a comment.
fn comment(bytes: &[u8]) -> Option<usize> {
    let (mut at, mut depth) = (0, 0_usize);
    loop {
        match bytes.get(at)? {
            b'(' => depth += 1,
            b')' if depth == 1 => return Some(at + 1),
            b')' => depth -= 1,
            b'\\' => at += 1,
            _ => {}
        }
        at += 1;
    }
}

/// What is in quotation marks or in a comment, without the marks around it, the signs that escape and the folds.
#[must_use]
pub fn content(written: &[u8]) -> Vec<u8> {
    let inner = written.get(1..written.len().saturating_sub(1)).unwrap_or_default();
    let mut said = Vec::with_capacity(inner.len());
    let mut bytes = inner.iter().filter(|byte| !matches!(byte, b'\r' | b'\n'));
    while let Some(byte) = bytes.next() {
        said.push(if *byte == b'\\' { *bytes.next().unwrap_or(byte) } else { *byte });
    }
    said
}

/// A body without its comments and folds.
#[must_use]
pub fn without_comments(body: &[u8]) -> Vec<u8> {
    let mut kept = Vec::with_capacity(body.len());
    for token in tokens(body, 0..body.len(), b"") {
        match token.kind {
            Kind::Comment | Kind::Blank => kept.push(b' '),
            _ => kept.extend(body.get(token.range).unwrap_or_default()),
        }
    }
    kept.trim_ascii().to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_nest_and_quotes_escape() {
        let body = br#"a (x (y\) z)) "q \" (r)" ;b"#;
        let said: Vec<(Kind, &[u8])> =
            tokens(body, 0..body.len(), b";").map(|token| (token.kind, &body[token.range])).collect();
        let seen: Vec<&[u8]> = said.iter().filter(|(kind, _)| *kind != Kind::Blank).map(|(_, text)| *text).collect();
        assert_eq!(seen, [b"a".as_slice(), br"(x (y\) z))", br#""q \" (r)""#, b";", b"b"]);
        assert_eq!(content(br#""q \" (r)""#), b"q \" (r)");
        assert_eq!(without_comments(b"1 (a) 2 (b"), b"1   2 (b");
    }

    #[test]
    fn what_is_never_closed_costs_one_look() {
        let body = vec![b'('; 1_000_000];
        assert_eq!(tokens(&body, 0..body.len(), b"").count(), 1_000_000);
    }
}
