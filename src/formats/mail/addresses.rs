//! Lists of addresses (RFC 5322, 3.4 and 4.4).

use super::encoded_words;
use super::tokens::{Kind, Token, content, tokens};
use std::ops::Range;

/// An address, and who it says has it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Address {
    /// The name, decoded; empty where none is given.
    pub name: String,
    /// The address as written, without blanks and comments; empty where there is none.
    pub address: String,
    /// The group that it is of.
    pub group: Option<String>,
    /// Where both are.
    pub range: Range<usize>,
}

impl Address {
    /// As one writes it: `Name <address>`.
    #[must_use]
    pub fn in_words(&self) -> String {
        match (self.name.as_str(), self.address.as_str()) {
            ("", address) => address.to_owned(),
            (name, "") => name.to_owned(),
            (name, address) => format!("{name} <{address}>"),
        }
    }
}

/// The addresses in a range of some bytes, at most so many.
#[must_use]
pub fn addresses(bytes: &[u8], range: Range<usize>, most: usize) -> Vec<Address> {
    let mut found = Vec::new();
    let mut open: Vec<Token> = Vec::new();
    let mut group: Option<String> = None;
    let mut within = false;
    for token in tokens(bytes, range, b",;:<>@") {
        match token.kind {
            Kind::Sign(b'<') => within = true,
            Kind::Sign(b'>') => within = false,
            _ => {}
        }
        match token.kind {
            Kind::Sign(b',' | b';') if !within => {
                let is_end = token.kind == Kind::Sign(b';');
                found.extend(one(bytes, &open, group.as_ref()));
                open.clear();
                if is_end {
                    group = None;
                }
            }
            Kind::Sign(b':') if !within && !open.iter().any(|token| token.kind == Kind::Sign(b'@')) => {
                group =
                    one(bytes, &open, None).map(|named| if named.name.is_empty() { named.address } else { named.name });
                open.clear();
            }
            _ => open.push(token),
        }
        if found.len() >= most {
            return found;
        }
    }
    found.extend(one(bytes, &open, group.as_ref()));
    found
}

/// The address of some tokens.
fn one(bytes: &[u8], tokens: &[Token], group: Option<&String>) -> Option<Address> {
    let is_something = |token: &&Token| token.kind != Kind::Blank;
    let (first, last) = (tokens.iter().find(is_something)?, tokens.iter().rfind(is_something)?);
    let range = first.range.start..last.range.end;
    let written = |token: &Token| bytes.get(token.range.clone()).unwrap_or_default();
    let text = |token: &Token| match token.kind {
        Kind::Quoted | Kind::Comment => content(written(token)),
        Kind::Blank => b" ".to_vec(),
        _ => written(token).to_vec(),
    };
    let join = |tokens: &[Token]| tokens.iter().flat_map(text).collect::<Vec<u8>>();
    let words = |bytes: &[u8]| {
        let decoded = encoded_words::decode(bytes).text;
        decoded.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let address = |tokens: &[Token]| {
        let kept = tokens.iter().filter(|token| !matches!(token.kind, Kind::Comment | Kind::Blank));
        let joined: Vec<u8> = kept.flat_map(|token| written(token).to_vec()).collect();
        // A route before the address is obsolete (RFC 5322, 4.4).
        let routed = joined.starts_with(b"@").then(|| joined.iter().rposition(|byte| *byte == b':')).flatten();
        let joined = routed.and_then(|at| joined.get(at + 1..)).unwrap_or(&joined);
        let (text, _) = super::charset::guess(joined);
        text
    };
    let comment = || {
        let comments: Vec<u8> = tokens.iter().filter(|token| token.kind == Kind::Comment).flat_map(text).collect();
        words(&comments)
    };
    let before_comment = |tokens: &[Token]| {
        let comment = tokens.iter().position(|token| token.kind == Kind::Comment).unwrap_or(tokens.len());
        words(&join(tokens.get(..comment).unwrap_or_default()))
    };
    let has_comment = |tokens: &[Token]| tokens.iter().any(|token| token.kind == Kind::Comment);
    let opens = tokens.iter().rposition(|token| token.kind == Kind::Sign(b'<'));
    let (name, address) = match opens {
        Some(at) => {
            let (before, after) = tokens.split_at(at);
            let after = after.get(1..).unwrap_or_default();
            let close = after.iter().position(|token| token.kind == Kind::Sign(b'>')).unwrap_or(after.len());
            let before: Vec<Token> = before.iter().filter(|token| token.kind != Kind::Comment).cloned().collect();
            let name = words(&join(&before));
            (if name.is_empty() { comment() } else { name }, address(after.get(..close).unwrap_or_default()))
        }
        // Archives of lists write `name at host (Name)`, and put signs in, so that nobody collects addresses.
        None if has_comment(tokens) && before_comment(tokens).replace(" @ ", "@").contains(' ') => {
            (comment(), before_comment(tokens))
        }
        None if tokens.iter().any(|token| token.kind == Kind::Sign(b'@')) => (comment(), address(tokens)),
        // A name alone, or an account without a host.
        None => (String::new(), words(&join(tokens))),
    };
    (!name.is_empty() || !address.is_empty()).then(|| Address { name, address, group: group.cloned(), range })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(String, String)> {
        let bytes = text.as_bytes();
        addresses(bytes, 0..bytes.len(), 100).into_iter().map(|found| (found.name, found.address)).collect()
    }

    #[test]
    fn addresses_are_read_in_every_form() {
        let expected = |pairs: &[(&str, &str)]| {
            pairs.iter().map(|(name, address)| ((*name).to_owned(), (*address).to_owned())).collect::<Vec<_>>()
        };
        for (text, pairs) in [
            ("a@b.c", [("", "a@b.c")].as_slice()),
            ("\"Doe, J.\" <j@d.e>, k@l.m (K. L.)", &[("Doe, J.", "j@d.e"), ("K. L.", "k@l.m")]),
            ("=?utf-8?B?0J/RkdGC0YA=?=\r\n =?utf-8?B?INCeLg==?= <p@o.ru>", &[("Пётр О.", "p@o.ru")]),
            ("Team: a@b.c, D <d@e.f>;, g@h.i", &[("", "a@b.c"), ("D", "d@e.f"), ("", "g@h.i")]),
            ("undisclosed-recipients:;", &[]),
            ("<@hub.example,@x.y:a@b.c>", &[("", "a@b.c")]),
            ("<>", &[]),
            ("root", &[("", "root")]),
            ("j at d.e (Jan D.)", &[("Jan D.", "j at d.e")]),
            ("j at d@.d|e ¦ (Jan D.)", &[("Jan D.", "j at d@.d|e ¦")]),
            ("A B <a@b.c", &[("A B", "a@b.c")]),
            (",, ,", &[]),
        ] {
            assert_eq!(read(text), expected(pairs), "{text}");
        }
        let bytes = b"x, \"A\" <a@b.c> ,y";
        assert_eq!(&bytes[addresses(bytes, 0..bytes.len(), 9)[1].range.clone()], b"\"A\" <a@b.c>");
    }
}
