//! XML as readers need it: elements resolved by namespace, with the place of every value in the text. Entities of a
//! document type are never expanded, so nothing can grow.

use quick_xml::Reader;
use quick_xml::events::Event;
use quick_xml::events::attributes::Attributes;
use std::borrow::Cow;
use std::ops::Range;

/// A namespace that is in scope.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Declaration<'t> {
    /// The prefix; empty for the default.
    pub prefix: &'t str,
    /// The namespace.
    pub uri: Cow<'t, str>,
    /// The short name under which the reader of the format knows it; empty where it does not.
    pub short: &'static str,
    /// Where the namespace is written.
    pub range: Range<usize>,
    /// Whether an element or an attribute is of it.
    pub used: bool,
    depth: usize,
}

/// An attribute as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribute<'t> {
    /// The prefix; empty where there is none.
    pub prefix: &'t str,
    /// The name behind the prefix.
    pub name: &'t str,
    /// The value, as it is written.
    raw: Cow<'t, str>,
    /// Where the value stands.
    pub range: Range<usize>,
}

impl Attribute<'_> {
    /// The value, with its references resolved.
    #[must_use]
    pub fn value(&self) -> String {
        unescape(&self.raw)
    }
}

/// What comes next.
#[derive(Debug)]
pub enum Markup<'w, 't> {
    /// An element begins.
    Open(Element<'w, 't>),
    /// An element ends.
    Close(Closed<'w, 't>),
}

/// An element that begins.
#[derive(Debug)]
pub struct Element<'w, 't> {
    /// The short name of its namespace; empty where the reader does not know it.
    pub space: &'static str,
    /// Its name without prefix.
    pub name: &'t str,
    /// Its attributes, without declarations of namespaces.
    pub attributes: &'w [Attribute<'t>],
    /// From `<` to behind `>`.
    pub range: Range<usize>,
    /// The elements in which it stands, outermost first.
    pub within: &'w [Frame<'t>],
    declarations: &'w [Declaration<'t>],
}

impl<'t> Element<'_, 't> {
    /// Whether it is this element.
    #[must_use]
    pub fn is(&self, space: &str, name: &str) -> bool {
        self.space == space && self.name == name
    }

    /// The attribute of a name, whatever its prefix.
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<&Attribute<'t>> {
        self.attributes.iter().find(|attribute| attribute.name == name)
    }

    /// The value of an attribute.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<String> {
        self.attribute(name).map(Attribute::value)
    }

    /// The namespace of a prefix that is in scope.
    #[must_use]
    pub fn namespace(&self, prefix: &str) -> Option<&str> {
        let declaration = self.declarations.iter().rev().find(|declaration| declaration.prefix == prefix)?;
        Some(&declaration.uri)
    }

    /// Whether it stands in an element of this name.
    #[must_use]
    pub fn is_within(&self, space: &str, name: &str) -> bool {
        is_within(self.within, space, name)
    }
}

fn is_within(within: &[Frame<'_>], space: &str, name: &str) -> bool {
    within.iter().any(|frame| frame.space == space && frame.name == name)
}

/// An element that ends.
#[derive(Debug)]
pub struct Closed<'w, 't> {
    /// The short name of its namespace.
    pub space: &'static str,
    /// Its name without prefix.
    pub name: &'t str,
    /// Its own text, without that of the elements in it; cut at [`TEXT_LIMIT`].
    pub text: String,
    /// From the first to behind the last byte of its content.
    pub range: Range<usize>,
    /// The elements in which it stands, outermost first.
    pub within: &'w [Frame<'t>],
}

impl Closed<'_, '_> {
    /// Whether it is this element.
    #[must_use]
    pub fn is(&self, space: &str, name: &str) -> bool {
        self.space == space && self.name == name
    }

    /// Whether it stands in an element of this name.
    #[must_use]
    pub fn is_within(&self, space: &str, name: &str) -> bool {
        is_within(self.within, space, name)
    }
}

/// The text of one element beyond this is left out: it is no statement.
pub const TEXT_LIMIT: usize = 64 << 10;

/// An element that is open.
#[derive(Debug)]
pub struct Frame<'t> {
    /// The short name of its namespace.
    pub space: &'static str,
    /// Its name without prefix.
    pub name: &'t str,
    text: String,
    content: usize,
}

/// A walk over the elements of a text.
#[derive(Debug)]
pub struct Walker<'t> {
    text: &'t str,
    reader: Reader<&'t [u8]>,
    short: fn(&str) -> &'static str,
    declarations: Vec<Declaration<'t>>,
    gone: Vec<Declaration<'t>>,
    attributes: Vec<Attribute<'t>>,
    frames: Vec<Frame<'t>>,
    close_next: bool,
    before: usize,
    depth_limit: usize,
    /// Why the walk ended before the end of the text.
    pub broken: Option<String>,
    /// Whether a document type was declared; its entities are not expanded.
    pub document_type: bool,
}

impl<'t> Walker<'t> {
    /// Walks over a text without a mark of the order of bytes, which places would not count; `short` gives namespaces the names under which the reader knows them.
    #[must_use]
    pub fn new(text: &'t str, short: fn(&str) -> &'static str, depth_limit: u64) -> Self {
        let mut reader = Reader::from_str(text);
        reader.config_mut().check_end_names = false;
        reader.config_mut().allow_unmatched_ends = true;
        Self {
            text,
            reader,
            short,
            declarations: vec![],
            gone: vec![],
            attributes: vec![],
            frames: vec![],
            close_next: false,
            before: 0,
            depth_limit: usize::try_from(depth_limit).unwrap_or(usize::MAX),
            broken: None,
            document_type: false,
        }
    }

    /// The next element that begins or ends.
    #[expect(clippy::should_implement_trait, reason = "what is given borrows from the walker, so it is no iterator")]
    pub fn next(&mut self) -> Option<Markup<'_, 't>> {
        if std::mem::take(&mut self.close_next) {
            return self.close(self.before);
        }
        loop {
            let event = match self.reader.read_event() {
                Ok(event) => event,
                Err(error) => {
                    self.broken = Some(format!("at byte {}: {error}", self.reader.error_position()));
                    return None;
                }
            };
            let after = usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX).min(self.text.len());
            let range = self.before..after;
            self.before = after;
            match event {
                Event::Start(_) => return self.open(range, false),
                Event::Empty(_) => return self.open(range, true),
                Event::End(_) if !self.frames.is_empty() => return self.close(range.start),
                Event::Text(_) | Event::CData(_) => {
                    let raw = self.text.get(range).unwrap_or_default();
                    let raw = raw.strip_prefix("<![CDATA[").map_or(raw, |raw| raw.strip_suffix("]]>").unwrap_or(raw));
                    self.push(raw);
                }
                Event::GeneralRef(reference) => {
                    let resolved = entity(&reference.xml10_content());
                    self.push(&resolved);
                }
                Event::DocType(_) => self.document_type = true,
                Event::Eof => {
                    if let Some(frame) = self.frames.first() {
                        self.broken = Some(format!("the element {} is not closed", frame.name));
                    }
                    return None;
                }
                _ => {}
            }
        }
    }

    fn push(&mut self, text: &str) {
        if let Some(frame) = self.frames.last_mut()
            && frame.text.len() < TEXT_LIMIT
        {
            frame.text.push_str(text);
        }
    }

    fn open(&mut self, range: Range<usize>, empty: bool) -> Option<Markup<'_, 't>> {
        let depth = self.frames.len() + 1;
        if depth > self.depth_limit {
            self.broken = Some(format!("elements stand inside one another more than {} deep", self.depth_limit));
            return None;
        }
        let text: &'t str = self.text;
        let tag = text.get(range.start + 1..range.end.saturating_sub(1)).unwrap_or_default();
        let tag = if empty { tag.strip_suffix('/').unwrap_or(tag) } else { tag };
        let length = tag.find(|c: char| c.is_ascii_whitespace()).unwrap_or(tag.len());
        self.attributes.clear();
        for attribute in Attributes::new(tag, length).flatten() {
            let start = range.start + 1;
            let place = match &attribute.value {
                Cow::Borrowed(value) => {
                    // The value is a slice of the tag: where it stands follows from the addresses.
                    let at = (value.as_ptr() as usize).saturating_sub(tag.as_ptr() as usize);
                    start + at..start + at + value.len()
                }
                Cow::Owned(_) => range.clone(),
            };
            let key: &'t str = key_of(tag, attribute.key.as_ref());
            let (prefix, name) = key.split_once(':').unwrap_or(("", key));
            if prefix == "xmlns" || prefix.is_empty() && name == "xmlns" {
                let uri: Cow<'t, str> = match attribute.value {
                    Cow::Borrowed(value) if !value.contains('&') => Cow::Borrowed(value),
                    value => Cow::Owned(unescape(&value)),
                };
                let short = (self.short)(&uri);
                let prefix = if prefix.is_empty() { "" } else { name };
                self.declarations.push(Declaration { prefix, uri, short, range: place, used: false, depth });
            } else {
                self.attributes.push(Attribute { prefix, name, raw: attribute.value, range: place });
            }
        }
        let name = tag.get(..length).unwrap_or_default();
        let (prefix, name) = name.split_once(':').unwrap_or(("", name));
        let space = self.use_prefix(prefix);
        for number in 0..self.attributes.len() {
            let prefix = self.attributes.get(number).map_or("", |attribute| attribute.prefix);
            if !prefix.is_empty() {
                self.use_prefix(prefix);
            }
        }
        self.frames.push(Frame { space, name, text: String::new(), content: range.end });
        self.close_next = empty;
        let (within, declarations) = (self.frames.get(..depth - 1).unwrap_or_default(), self.declarations.as_slice());
        Some(Markup::Open(Element { space, name, attributes: &self.attributes, range, within, declarations }))
    }

    fn close(&mut self, end: usize) -> Option<Markup<'_, 't>> {
        let depth = self.frames.len();
        let frame = self.frames.pop()?;
        while self.declarations.last().is_some_and(|declaration| declaration.depth >= depth) {
            self.gone.extend(self.declarations.pop());
        }
        let range = frame.content..end.max(frame.content);
        let Frame { space, name, text, .. } = frame;
        Some(Markup::Close(Closed { space, name, text, range, within: &self.frames }))
    }

    fn use_prefix(&mut self, prefix: &str) -> &'static str {
        match self.declarations.iter_mut().rev().find(|declaration| declaration.prefix == prefix) {
            Some(declaration) => {
                declaration.used = true;
                declaration.short
            }
            None => "",
        }
    }

    /// All namespaces that were declared, when the walk is over.
    #[must_use]
    pub fn into_declarations(mut self) -> Vec<Declaration<'t>> {
        self.gone.append(&mut self.declarations);
        self.gone
    }
}

/// The name of an attribute as a slice of its tag.
fn key_of<'t>(tag: &'t str, key: &str) -> &'t str {
    let at = (key.as_ptr() as usize).saturating_sub(tag.as_ptr() as usize);
    tag.get(at..at.saturating_add(key.len())).filter(|slice| *slice == key).unwrap_or_default()
}

/// The five entities of XML and character references; all others stay as they are written.
pub(super) fn entity(name: &str) -> String {
    let character = match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => name
            .strip_prefix("#x")
            .and_then(|digits| u32::from_str_radix(digits, 16).ok())
            .or_else(|| name.strip_prefix('#').and_then(|digits| digits.parse().ok()))
            .and_then(char::from_u32),
    };
    character.map_or_else(|| format!("&{name};"), String::from)
}

pub(super) fn unescape(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        plain.push_str(rest.get(..at).unwrap_or_default());
        rest = rest.get(at + 1..).unwrap_or_default();
        match rest.find(';').filter(|&end| end < 12) {
            Some(end) => {
                plain.push_str(&entity(rest.get(..end).unwrap_or_default()));
                rest = rest.get(end + 1..).unwrap_or_default();
            }
            None => plain.push('&'),
        }
    }
    plain.push_str(rest);
    plain
}

/// Bytes to text, and how many bytes of the bytes one byte of ASCII text stands for.
pub(super) fn decode(packet: &[u8]) -> (Cow<'_, str>, usize) {
    let wide = |unit: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = packet.chunks_exact(2).map(|pair| unit([pair[0], pair[1]])).collect();
        (Cow::Owned(String::from_utf16_lossy(&units).trim_start_matches('\u{feff}').to_owned()), 2)
    };
    match packet {
        [0, b'<', ..] | [0xfe, 0xff, ..] => wide(u16::from_be_bytes),
        [b'<', 0, ..] | [0xff, 0xfe, ..] => wide(u16::from_le_bytes),
        _ => (String::from_utf8_lossy(packet), 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn short(uri: &str) -> &'static str {
        if uri == "urn:a" { "a" } else { "" }
    }

    #[test]
    fn elements_are_resolved_and_values_have_their_place() {
        let text = r#"<?xml version="1.0"?><x:r xmlns:x="urn:a" xmlns:y="urn:b" k="1 &lt; 2"><x:v>one &amp; two</x:v><y:e y:z='3'/></x:r>"#;
        let mut walker = Walker::new(text, short, 10);
        let mut seen = Vec::new();
        while let Some(markup) = walker.next() {
            match markup {
                Markup::Open(element) => {
                    for attribute in element.attributes {
                        seen.push(format!(
                            "{}={} [{}]",
                            attribute.name,
                            attribute.value(),
                            &text[attribute.range.clone()]
                        ));
                    }
                }
                Markup::Close(closed) => {
                    seen.push(format!("{}:{} {:?} [{}]", closed.space, closed.name, closed.text, &text[closed.range]));
                }
            }
        }
        assert_eq!(walker.broken, None);
        assert_eq!(
            seen,
            [
                "k=1 < 2 [1 &lt; 2]",
                "a:v \"one & two\" [one &amp; two]",
                "z=3 [3]",
                ":e \"\" []",
                "a:r \"\" [<x:v>one &amp; two</x:v><y:e y:z='3'/>]"
            ]
        );
        let used: Vec<(String, bool)> = walker
            .into_declarations()
            .into_iter()
            .map(|declaration| (declaration.uri.into_owned(), declaration.used))
            .collect();
        assert!(used.contains(&("urn:a".to_owned(), true)) && used.contains(&("urn:b".to_owned(), true)));
    }

    #[test]
    fn what_breaks_off_keeps_what_was_read_and_nothing_is_expanded() {
        let mut walker = Walker::new("<!DOCTYPE a [<!ENTITY e 'xx'>]><a><b>&e;</b><c", short, 10);
        let mut texts = Vec::new();
        while let Some(markup) = walker.next() {
            if let Markup::Close(closed) = markup {
                texts.push(closed.text);
            }
        }
        assert_eq!(texts, ["&e;"]);
        assert!(walker.broken.is_some() && walker.document_type);
        let deep = "<a>".repeat(50);
        let mut walker = Walker::new(&deep, short, 10);
        while walker.next().is_some() {}
        assert!(walker.broken.unwrap().contains("deep"));
    }
}
