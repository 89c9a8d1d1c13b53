//! The words of a body in HTML: what is between its tags, line by line, and what its own styles hide.
//!
//! # Incomplete support
//! Styles are read where they are attributes of an element; what a sheet of styles hides by classes is taken as shown.

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Words that are hidden or shown alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// What is written; lines are parted by `\n`.
    pub text: String,
    /// Whether a style of an element hides it.
    pub hidden: bool,
}

/// An address that a program calls when it shows the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fetched {
    /// As written, references to characters resolved.
    pub address: String,
    /// Whether it is of a picture that nobody sees: of a point at most, or hidden.
    pub unseen: bool,
}

/// What a text in HTML says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Page {
    /// Its words.
    pub runs: Vec<Run>,
    /// What it fetches, in the order in which it is named, at most [`FETCHED`].
    pub fetched: Vec<Fetched>,
}

/// So many addresses of one text are kept.
pub const FETCHED: usize = 200;

/// Elements whose content is no text.
const NO_TEXT: &[&str] = &["script", "style"];
/// Elements without an end.
const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
    "!doctype",
];
/// Elements that end a line.
const LINES: &[&str] = &[
    "address",
    "article",
    "blockquote",
    "body",
    "br",
    "center",
    "dd",
    "div",
    "dl",
    "dt",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "li",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "title",
    "tr",
    "ul",
];
/// Elements in one another that are followed; what is deeper is as its parent.
const DEPTH: usize = 200;

static ENTITIES: LazyLock<BTreeMap<&str, char>> = LazyLock::new(|| {
    let row = |line: &'static str| {
        let mut fields = line.splitn(3, ',');
        Some((fields.next()?, char::from_u32(fields.next()?.parse().ok()?)?))
    };
    include_str!("data/entities.csv").lines().skip(1).filter_map(row).collect()
});

/// The words of a text in HTML, and what it fetches.
#[must_use]
pub fn read(text: &str) -> Page {
    let mut fetched = Vec::new();
    let mut writer = Writer::default();
    let mut open: Vec<(String, Sight)> = Vec::new();
    let mut rest = text;
    let mut unclosed = false;
    loop {
        let Some(at) = rest.find('<') else {
            writer.write(rest);
            break;
        };
        let (before, tag) = rest.split_at(at);
        writer.write(before);
        if let Some(comment) = tag.strip_prefix("<!--") {
            rest = comment.find("-->").and_then(|end| comment.get(end + 3..)).unwrap_or_default();
            continue;
        }
        let is_tag = tag
            .get(1..)
            .is_some_and(|tag| tag.starts_with(|sign: char| sign.is_ascii_alphabetic() || "/!?".contains(sign)));
        let end = if is_tag { tag_end(tag, &mut unclosed) } else { None };
        if is_tag && end.is_none() {
            // No tag ends any more.
            writer.write(tag);
            break;
        }
        let Some(end) = end else {
            writer.write("<");
            rest = tag.get(1..).unwrap_or_default();
            continue;
        };
        let inner = tag.get(1..end).unwrap_or_default();
        rest = tag.get(end + 1..).unwrap_or_default();
        let is_end = inner.starts_with('/');
        let name_of = inner.trim_start_matches('/');
        let length = name_of.find(|sign: char| sign.is_whitespace() || sign == '/').unwrap_or(name_of.len());
        let name = name_of.get(..length).unwrap_or_default().to_ascii_lowercase();
        if LINES.contains(&name.as_str()) {
            writer.line();
        } else if matches!(name.as_str(), "td" | "th") {
            writer.blank();
        }
        let attributes = name_of.get(length..).unwrap_or_default();
        if !is_end && fetched.len() < FETCHED {
            let around = open.last().map(|(_, sight)| *sight).unwrap_or_default();
            fetched.extend(fetches(&name, attributes, around));
        }
        if is_end {
            if let Some(at) = open.iter().rposition(|(known, _)| *known == name) {
                open.truncate(at);
            }
        } else if !VOID.contains(&name.as_str()) && !inner.ends_with('/') && open.len() < DEPTH {
            let around = open.last().map(|(_, sight)| *sight).unwrap_or_default();
            open.push((name.clone(), around.within(attributes)));
        }
        writer.hide(open.last().is_some_and(|(_, sight)| sight.hides()));
        if !is_end && NO_TEXT.contains(&name.as_str()) {
            rest = after_element(rest, &name);
        }
    }
    Page { runs: writer.finish(), fetched }
}

/// A text without marks, its references to characters resolved.
#[must_use]
pub fn resolved(text: &str) -> String {
    let mut writer = Writer::default();
    writer.write(text);
    writer.text
}

/// What an element fetches without being asked (HTML, 4.8; CSS Values, 4.5).
fn fetches(element: &str, attributes: &str, around: Sight) -> Vec<Fetched> {
    let is_picture = element == "img";
    let of_a_point = |value: &str| matches!(value.trim().trim_end_matches("px"), "0" | "1");
    let mut addresses = Vec::new();
    let (mut sides, mut is_sheet, mut link) = (0, false, None);
    for (name, value) in Attributes(attributes) {
        match name.as_str() {
            "src" | "background" => addresses.push(value),
            "href" if element == "link" => link = Some(value),
            "rel" if element == "link" => is_sheet = value.eq_ignore_ascii_case("stylesheet"),
            "width" | "height" if is_picture && of_a_point(value) => sides += 1,
            "style" => addresses.extend(addresses_of_style(value)),
            _ => {}
        }
    }
    addresses.extend(link.filter(|_| is_sheet));
    let sight = around.within(attributes);
    let unseen = is_picture && (sides == 2 || sight.gone || sight.invisible);
    addresses.into_iter().map(|address| Fetched { address: resolved(address), unseen }).collect()
}

/// The addresses in a style: `url(...)`, with or without quotation marks.
fn addresses_of_style(style: &str) -> impl Iterator<Item = &str> {
    style.split("url(").skip(1).filter_map(|rest| rest.split_once(')')).map(|(address, _)| {
        address.trim().trim_start_matches("&quot;").trim_end_matches("&quot;").trim_matches(['"', '\''])
    })
}

/// Where a tag ends; a sign in quotation marks does not end it, but where one of them is never closed.
fn tag_end(tag: &str, unclosed: &mut bool) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in tag.bytes().enumerate().take_while(|_| !*unclosed) {
        match (quote, byte) {
            (None, b'>') => return Some(at),
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
    }
    *unclosed = true;
    tag.find('>')
}

/// What follows the end of an element.
fn after_element<'t>(rest: &'t str, name: &str) -> &'t str {
    let mut from = 0;
    while let Some(at) = rest.get(from..).and_then(|rest| rest.find("</")) {
        let start = from + at + 2;
        let is_end = rest.get(start..start + name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name));
        if is_end {
            return rest.get(from + at..).unwrap_or_default();
        }
        from = start;
    }
    ""
}

/// How an element is seen, with what it takes over from the one that holds it.
#[derive(Debug, Clone, Copy, Default)]
struct Sight {
    /// It is not displayed; nothing in it can be.
    gone: bool,
    /// It is invisible; what is in it may be shown again.
    invisible: bool,
    /// Its type has no size; what is in it may have one again.
    sizeless: bool,
}

impl Sight {
    fn hides(self) -> bool {
        self.gone || self.invisible || self.sizeless
    }

    /// That of an element with these attributes inside one of this sight.
    fn within(self, attributes: &str) -> Self {
        let mut sight = self;
        for (name, value) in Attributes(attributes) {
            match name.as_str() {
                "hidden" => sight.gone = true,
                "size" if self.sizeless => sight.sizeless = false,
                "style" => sight.style(value),
                _ => {}
            }
        }
        sight
    }

    fn style(&mut self, style: &str) {
        for declaration in style.split(';') {
            let Some((name, value)) = declaration.split_once(':') else { continue };
            let value = value.to_ascii_lowercase().replace("!important", "");
            let value = value.trim();
            match name.trim().to_ascii_lowercase().as_str() {
                "display" if value == "none" => self.gone = true,
                "visibility" => match value {
                    "hidden" | "collapse" => self.invisible = true,
                    "visible" => self.invisible = false,
                    _ => {}
                },
                "font-size" => self.size(value),
                "font" => {
                    let sizes = value.split_whitespace().map(|word| word.split('/').next().unwrap_or(word));
                    if let Some(size) =
                        sizes.into_iter().find(|word| word.starts_with(|sign: char| sign.is_ascii_digit()))
                    {
                        self.size(size);
                    }
                }
                _ => {}
            }
        }
    }

    /// A size of type: what is a share of nothing stays nothing.
    fn size(&mut self, value: &str) {
        let digits = value.find(|sign: char| !sign.is_ascii_digit() && sign != '.').unwrap_or(value.len());
        let (number, unit) = value.split_at(digits);
        match number.parse::<f64>() {
            Ok(0.0) => self.sizeless = true,
            Ok(_) => self.sizeless &= matches!(unit.trim(), "em" | "%" | "ex" | "ch"),
            Err(_) => self.sizeless &= matches!(value, "inherit" | "smaller" | "larger" | "unset"),
        }
    }
}

/// Names, in small letters, and values of attributes (HTML, 13.1.2.3).
struct Attributes<'t>(&'t str);

impl<'t> Iterator for Attributes<'t> {
    type Item = (String, &'t str);

    fn next(&mut self) -> Option<Self::Item> {
        let rest = self.0.trim_start_matches(|sign: char| sign.is_whitespace() || sign == '/' || sign == '=');
        if rest.is_empty() {
            return None;
        }
        let end = rest.find(|sign: char| sign.is_whitespace() || matches!(sign, '=' | '/')).unwrap_or(rest.len());
        let (name, after) = rest.split_at(end);
        let Some(value) = after.trim_start().strip_prefix('=') else {
            self.0 = after;
            return Some((name.to_ascii_lowercase(), ""));
        };
        let value = value.trim_start();
        let quote = value.chars().next().filter(|sign| matches!(sign, '"' | '\''));
        let (value, after) = match quote {
            Some(quote) => {
                value.get(1..).unwrap_or_default().split_once(quote).unwrap_or((value.get(1..).unwrap_or_default(), ""))
            }
            None => value.split_at(value.find(char::is_whitespace).unwrap_or(value.len())),
        };
        self.0 = after;
        Some((name.to_ascii_lowercase(), value))
    }
}

/// Gathers words.
#[derive(Debug, Default)]
struct Writer {
    runs: Vec<Run>,
    text: String,
    hidden: bool,
    blank: bool,
}

impl Writer {
    fn write(&mut self, text: &str) {
        let mut rest = text;
        while let Some(sign) = rest.chars().next() {
            let (decoded, length) = if sign == '&' { entity(rest) } else { (sign, sign.len_utf8()) };
            rest = rest.get(length..).unwrap_or_default();
            if decoded.is_whitespace() && decoded != '\u{a0}' {
                self.blank();
            } else {
                if self.blank && !self.text.is_empty() && !self.text.ends_with('\n') {
                    self.text.push(' ');
                }
                self.blank = false;
                self.text.push(if decoded == '\u{a0}' { ' ' } else { decoded });
            }
        }
    }

    fn blank(&mut self) {
        self.blank = true;
    }

    fn line(&mut self) {
        self.blank = false;
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    fn hide(&mut self, hidden: bool) {
        if hidden != self.hidden {
            self.end();
            self.hidden = hidden;
        }
    }

    fn end(&mut self) {
        let text = std::mem::take(&mut self.text);
        if !text.trim().is_empty() {
            self.runs.push(Run { text: text.trim_end().to_owned(), hidden: self.hidden });
        }
    }

    fn finish(mut self) -> Vec<Run> {
        self.end();
        self.runs
    }
}

/// The character that a reference names, and how long the reference is; the sign itself where it names none.
fn entity(text: &str) -> (char, usize) {
    const LONGEST: usize = 12;
    let head = text.get(1..text.floor_char_boundary(LONGEST.min(text.len()))).unwrap_or_default();
    let length = head.find(|sign: char| !sign.is_ascii_alphanumeric() && sign != '#').unwrap_or(head.len());
    let name = head.get(..length).unwrap_or_default();
    let number = name.strip_prefix('#').and_then(|digits| match digits.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16).ok(),
        None => digits.parse().ok(),
    });
    let found = number.and_then(char::from_u32).or_else(|| ENTITIES.get(name).copied());
    let ends = usize::from(head.get(length..).is_some_and(|rest| rest.starts_with(';')));
    found.map_or(('&', 1), |sign| (sign, 1 + length + ends))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> Vec<(String, bool)> {
        read(text).runs.into_iter().map(|run| (run.text, run.hidden)).collect()
    }

    #[test]
    fn words_are_taken_out_of_their_tags() {
        let text = "<html><head><style>p{color:red}</style></head><body><p>One &amp; two<br>three &#1046;&nbsp;4</p><!-- <p>no -->\
                    <script>if (a<b) x()</script><table><tr><td>a</td><td>b</td></tr></table> 1 < 2 &unknown;</body></html>";
        assert_eq!(said(text), [("One & two\nthree Ж 4\n\na b\n\n1 < 2 &unknown;".to_owned(), false)]);
    }

    #[test]
    fn what_a_style_hides_is_hidden() {
        let text = "<div style=\"color: red; Display : None !important\">no <b>nor</b></div><p>yes</p><span hidden>x</span>\
                    <span style='font-size:0px'>y</span><span style='font-size:0.9em'>shown</span>";
        assert_eq!(
            said(text),
            [("no nor", true), ("yes", false), ("x", true), ("y", true), ("shown", false)]
                .map(|(text, hidden)| (text.to_owned(), hidden))
        );
    }

    #[test]
    fn the_innermost_size_decides_and_a_value_is_no_attribute() {
        // Programs for newsletters set the size of a cell to nothing, so that blanks between columns take no room.
        let text = "<td style='font-size:0px; list-style: none'><div style=\"font-size:13px\">read <b style='font-size:90%'>me</b></div>trap\
                    <i style='font-size:2em'>trap</i></td><div style='overflow: hidden auto'>shown</div>\
                    <p class=\"x-style\" style='display:none'>gone</p><a style='mso-hide:all'>button</a>\
                    <p style='visibility:hidden'>no<b style='visibility: visible'>yes</b></p>";
        let hidden: Vec<String> = said(text).into_iter().filter(|(_, hidden)| *hidden).map(|(text, _)| text).collect();
        assert_eq!(hidden, ["traptrap", "gone", "no"]);
    }

    #[test]
    fn what_is_fetched_is_named_and_a_picture_of_a_point_is_unseen() {
        let text = "<img src='https://a.example/logo.png' width=200 height=60><IMG SRC=\"https://t.example/o?u=1&amp;k=2\" width='1' height='1'>\
                    <div style='display:none'><img src=https://h.example/x></div><a href='https://link.example'>go</a>\
                    <td background='http://b.example/g' style=\"background:url('https://s.example/c')\"></td>\
                    <link rel=stylesheet href='https://l.example/s.css'><link rel=canonical href='https://no.example'>";
        let found: Vec<(String, bool)> = read(text).fetched.into_iter().map(|one| (one.address, one.unseen)).collect();
        let expected = [
            ("https://a.example/logo.png", false),
            ("https://t.example/o?u=1&k=2", true),
            ("https://h.example/x", true),
            ("http://b.example/g", false),
            ("https://s.example/c", false),
            ("https://l.example/s.css", false),
        ];
        assert_eq!(found, expected.map(|(address, unseen)| (address.to_owned(), unseen)));
    }

    #[test]
    fn what_never_ends_ends() {
        assert!(read(&"<".repeat(100_000)).runs.len() < 2);
        assert!(read(&"<a \"".repeat(100_000)).runs.len() < 2);
        assert!(read(&"<div>".repeat(100_000)).runs.is_empty());
        assert!(read(&"<script>".repeat(100_000)).runs.is_empty());
    }
}
