//! The words of HTML without its marks, and the program that it names. No more than that: a page is not laid out.

/// Elements whose text nobody sees.
const UNSEEN: &[&str] = &["style", "script", "title", "head", "xml"];
/// Elements that begin a line.
const LINES: &[&str] = &["p", "br", "div", "tr", "li", "table", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "hr"];
/// Characters that HTML names (HTML 4.01, 24), as far as mail programs write them where UTF-8 is not sure.
const NAMED: &[(&str, char)] = &[
    ("nbsp", '\u{a0}'),
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("auml", '\u{e4}'),
    ("ouml", '\u{f6}'),
    ("uuml", '\u{fc}'),
    ("Auml", '\u{c4}'),
    ("Ouml", '\u{d6}'),
    ("Uuml", '\u{dc}'),
    ("szlig", '\u{df}'),
    ("eacute", '\u{e9}'),
    ("egrave", '\u{e8}'),
    ("agrave", '\u{e0}'),
    ("ndash", '\u{2013}'),
    ("mdash", '\u{2014}'),
    ("lsquo", '\u{2018}'),
    ("rsquo", '\u{2019}'),
    ("ldquo", '\u{201c}'),
    ("rdquo", '\u{201d}'),
    ("hellip", '\u{2026}'),
    ("euro", '\u{20ac}'),
    ("copy", '\u{a9}'),
];
/// The longest reference to a character.
const REFERENCE: usize = 12;

/// The words.
#[must_use]
pub(super) fn words(text: &str) -> String {
    let mut words = String::with_capacity(text.len() / 2);
    let mut rest = text;
    while let Some(at) = rest.find(['<', '&']) {
        push(&mut words, rest.get(..at).unwrap_or_default());
        rest = rest.get(at..).unwrap_or_default();
        if rest.starts_with('&') {
            rest = reference(&mut words, rest);
        } else if let Some(after) = rest.strip_prefix("<!--") {
            rest = after.find("-->").and_then(|end| after.get(end + 3..)).unwrap_or_default();
        } else {
            rest = tag(&mut words, rest);
        }
    }
    push(&mut words, rest);
    words
}

/// Blanks and ends of lines are one blank.
fn push(words: &mut String, text: &str) {
    for letter in text.chars() {
        if !letter.is_ascii_whitespace() {
            words.push(letter);
        } else if !words.ends_with([' ', '\n']) {
            words.push(' ');
        }
    }
}

/// A reference to a character; what follows it.
fn reference<'t>(words: &mut String, rest: &'t str) -> &'t str {
    let end = rest.bytes().take(REFERENCE).position(|byte| byte == b';');
    let said = end.and_then(|end| Some((rest.get(1..end)?, rest.get(end + 1..)?)));
    let character = said.and_then(|(name, _)| match name.strip_prefix('#') {
        Some(number) => {
            let code = match number.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16),
                None => number.parse(),
            };
            code.ok().and_then(char::from_u32)
        }
        None => NAMED.iter().find(|(known, _)| *known == name).map(|(_, character)| *character),
    });
    match (said, character) {
        (Some((_, after)), Some(character)) => {
            words.push(character);
            after
        }
        _ => {
            words.push('&');
            rest.get(1..).unwrap_or_default()
        }
    }
}

/// A mark; what follows it, or the end of an element that nobody sees.
fn tag<'t>(words: &mut String, rest: &'t str) -> &'t str {
    let inside = rest.get(1..).unwrap_or_default();
    let Some(end) = inside.find('>') else { return "" };
    let after = inside.get(end + 1..).unwrap_or_default();
    let name_end = inside.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '/').unwrap_or(0);
    let name = inside.get(..name_end).unwrap_or_default().to_ascii_lowercase();
    if LINES.contains(&name.trim_matches('/')) {
        if !words.ends_with('\n') && !words.is_empty() {
            words.push('\n');
        }
    } else if UNSEEN.contains(&name.as_str()) {
        return closing(after, &name);
    }
    after
}

/// What follows the end of an element.
fn closing<'t>(text: &'t str, name: &str) -> &'t str {
    let mut rest = text;
    while let Some(at) = rest.find("</") {
        let inside = rest.get(at + 2..).unwrap_or_default();
        if inside.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name)) {
            return inside.find('>').and_then(|end| inside.get(end + 1..)).unwrap_or_default();
        }
        rest = inside;
    }
    // An element without an end is none.
    text
}

/// The program that a mark `meta` with the name `Generator` names.
#[must_use]
pub(super) fn generator(text: &str) -> Option<String> {
    const HEAD: usize = 8_192;
    let head = text.get(..text.floor_char_boundary(HEAD))?;
    let lower = head.to_ascii_lowercase();
    for (at, _) in lower.match_indices("<meta") {
        let end = at + lower.get(at..)?.find('>')?;
        let (tag, lower) = (head.get(at..end)?, lower.get(at..end)?);
        if !(lower.contains("name=generator") || lower.contains("name=\"generator\"")) {
            continue;
        }
        let content = tag.get(lower.find("content=")? + 8..)?;
        let name = match content.strip_prefix('"') {
            Some(quoted) => quoted.split('"').next()?,
            None => content.split_ascii_whitespace().next()?,
        };
        return Some(name.trim().to_owned()).filter(|name| !name.is_empty());
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_those_that_one_sees() {
        let text = "<html><head><meta name=Generator content=\"Microsoft Word 14\"><style>p {x}</style></head>\
                    <body><!-- no --><p>Grüße &amp;\r\n K&uuml;sse&nbsp;&#8211;</p><div>zwei<br>drei &foo; <b>vier</b></body>";
        assert_eq!(words(text), "Grüße & Küsse\u{a0}–\nzwei\ndrei &foo; vier");
        assert_eq!(generator(text).as_deref(), Some("Microsoft Word 14"));
        assert_eq!(words("<style>endless & <"), "endless & ");
    }
}
