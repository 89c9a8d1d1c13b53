//! XML as readers need it: elements resolved by namespace, with the place of every value in the text. Entities of a
//! document type are never expanded, so nothing can grow.

pub mod encoding;
pub(in crate::formats) mod markup;
pub mod namespaces;

pub use markup::RawAttribute as Attribute;
use markup::{Markups, Piece};
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

impl<'t> Attribute<'t> {
    /// The value, with its references resolved.
    #[must_use]
    pub fn value(&self) -> Cow<'t, str> {
        unescape(self.raw)
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
    /// From `<` to after `>`.
    pub range: Range<usize>,
    /// The elements in which it is, outermost first.
    pub within: &'w [Frame<'t>],
    declarations: &'w [Declaration<'t>],
    assumed: fn(&str) -> &'static str,
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
    pub fn value(&self, name: &str) -> Option<Cow<'t, str>> {
        self.attribute(name).map(Attribute::value)
    }

    /// The namespace of a prefix that is in scope.
    #[must_use]
    pub fn namespace(&self, prefix: &str) -> Option<&str> {
        let declaration = self.declarations.iter().rev().find(|declaration| declaration.prefix == prefix)?;
        Some(&declaration.uri)
    }

    /// The short name of the namespace of an attribute; empty where it has none, or the reader does not know it.
    #[must_use]
    pub fn space_of(&self, attribute: &Attribute<'_>) -> &'static str {
        if attribute.prefix.is_empty() {
            return "";
        }
        let declared = self.declarations.iter().rev().find(|declaration| declaration.prefix == attribute.prefix);
        declared.map_or_else(|| (self.assumed)(attribute.prefix), |declaration| declaration.short)
    }

    /// Whether it is in an element of this name.
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
    pub text: Cow<'t, str>,
    /// From the first byte to after the last of its content.
    pub range: Range<usize>,
    /// The elements in which it is, outermost first.
    pub within: &'w [Frame<'t>],
}

impl Closed<'_, '_> {
    /// Whether it is this element.
    #[must_use]
    pub fn is(&self, space: &str, name: &str) -> bool {
        self.space == space && self.name == name
    }

    /// Whether it is in an element of this name.
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
    text: Cow<'t, str>,
    content: usize,
}

impl Frame<'_> {
    /// Its own text so far, without that of the elements in it.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }
}

/// A walk over the elements of a text.
#[derive(Debug)]
pub struct Walker<'t> {
    markups: Markups<'t>,
    short: fn(&str) -> &'static str,
    declarations: Vec<Declaration<'t>>,
    /// Which declaration a prefix means, as long as none comes or goes.
    meant: Vec<(&'t str, Option<usize>)>,
    gone: Vec<Declaration<'t>>,
    frames: Vec<Frame<'t>>,
    /// Where the empty element that was opened ends.
    close_next: Option<usize>,
    depth_limit: usize,
    /// Why the walk ended before the end of the text.
    pub broken: Option<String>,
    /// Whether a document type was declared; its entities are not expanded.
    pub document_type: bool,
    /// Whether a `&` begins no reference; it is taken as it is.
    pub bare_ampersand: bool,
    /// Prefixes that no namespace was declared for, the first few.
    pub undeclared: Vec<&'t str>,
    /// What a prefix means that is not declared: the short name of the namespace that it is always used for.
    assumed: fn(&str) -> &'static str,
}

/// So many prefixes without a namespace are noted.
const UNDECLARED: usize = 20;

impl<'t> Walker<'t> {
    /// Walks over a text without a mark of the order of bytes, which places would not count; `short` gives namespaces the names under which the reader knows them.
    #[must_use]
    pub fn new(text: &'t str, short: fn(&str) -> &'static str, depth_limit: u64) -> Self {
        Self {
            markups: Markups::new(text),
            short,
            declarations: vec![],
            meant: vec![],
            gone: vec![],
            frames: vec![],
            close_next: None,
            depth_limit: usize::try_from(depth_limit).unwrap_or(usize::MAX),
            broken: None,
            document_type: false,
            bare_ampersand: false,
            undeclared: vec![],
            assumed: |_| "",
        }
    }

    /// Takes prefixes that are not declared for what they mean everywhere else; that they are not is noted.
    #[must_use]
    pub fn assuming(mut self, assumed: fn(&str) -> &'static str) -> Self {
        self.assumed = assumed;
        self
    }

    /// The next element that begins or ends.
    #[expect(clippy::should_implement_trait, reason = "what is given borrows from the walker, so it is no iterator")]
    pub fn next(&mut self) -> Option<Markup<'_, 't>> {
        if let Some(end) = self.close_next.take() {
            return self.close(end);
        }
        loop {
            match self.markups.next() {
                Ok(Some(Piece::Open { prefix, name, range, empty })) => return self.open(prefix, name, range, empty),
                Ok(Some(Piece::Close(start))) if !self.frames.is_empty() => return self.close(start),
                Ok(Some(Piece::Text(raw))) => {
                    let text = unescape(raw);
                    // What is borrowed has no reference in it.
                    self.bare_ampersand |=
                        matches!(text, Cow::Owned(_)) && raw.split('&').skip(1).any(|behind| !behind.contains(';'));
                    self.push(text);
                }
                Ok(Some(Piece::Verbatim(text))) => self.push(Cow::Borrowed(text)),
                Ok(Some(Piece::DocumentType)) => self.document_type = true,
                Ok(Some(Piece::Close(_))) => {}
                Ok(None) => {
                    if let Some(frame) = self.frames.first() {
                        self.broken = Some(format!("the element {} is not closed", frame.name));
                    }
                    return None;
                }
                Err(why) => {
                    self.broken = Some(why);
                    return None;
                }
            }
        }
    }

    /// The innermost element that is open where the walk broke off, with the text that is in it.
    #[must_use]
    pub fn unfinished(&self) -> Option<Closed<'_, 't>> {
        let (frame, within) = self.frames.split_last()?;
        let text = frame.text.trim_end();
        let range = frame.content..frame.content + text.len();
        Some(Closed { space: frame.space, name: frame.name, text: Cow::Owned(text.to_owned()), range, within })
    }

    fn push(&mut self, text: Cow<'t, str>) {
        if let Some(frame) = self.frames.last_mut() {
            if frame.text.is_empty() {
                frame.text = text;
            } else if frame.text.len() < TEXT_LIMIT {
                frame.text.to_mut().push_str(&text);
            }
        }
    }

    fn open(&mut self, prefix: &'t str, name: &'t str, range: Range<usize>, empty: bool) -> Option<Markup<'_, 't>> {
        let depth = self.frames.len() + 1;
        if depth > self.depth_limit {
            self.broken = Some(format!("elements are nested more than {} deep", self.depth_limit));
            return None;
        }
        if self.markups.declares {
            self.declare(depth);
        }
        let space = self.use_prefix(prefix);
        let mut latest = prefix;
        for number in 0..self.markups.attributes.len() {
            let prefix = self.markups.attributes.get(number).map_or("", |attribute| attribute.prefix);
            // Attributes have the prefix of their element, or of one another.
            if !prefix.is_empty() && prefix != latest {
                self.use_prefix(prefix);
                latest = prefix;
            }
        }
        self.frames.push(Frame { space, name, text: Cow::Borrowed(""), content: range.end });
        self.close_next = empty.then_some(range.end);
        let (within, declarations) = (self.frames.get(..depth - 1).unwrap_or_default(), self.declarations.as_slice());
        let (attributes, assumed) = (self.markups.attributes.as_slice(), self.assumed);
        Some(Markup::Open(Element { space, name, attributes, range, within, declarations, assumed }))
    }

    /// Takes the declarations of namespaces out of the attributes of the tag.
    fn declare(&mut self, depth: usize) {
        self.meant.clear();
        let Self { markups, declarations, short, .. } = self;
        markups.attributes.retain(|attribute| {
            let prefix = match (attribute.prefix, attribute.name) {
                ("xmlns", name) => name,
                ("", "xmlns") => "",
                _ => return true,
            };
            let uri = attribute.value();
            let (short, range) = (short(&uri), attribute.range.clone());
            declarations.push(Declaration { prefix, uri, short, range, used: false, depth });
            false
        });
    }

    fn close(&mut self, end: usize) -> Option<Markup<'_, 't>> {
        let depth = self.frames.len();
        let frame = self.frames.pop()?;
        while self.declarations.last().is_some_and(|declaration| declaration.depth >= depth) {
            self.gone.extend(self.declarations.pop());
            self.meant.clear();
        }
        let range = frame.content..end.max(frame.content);
        let Frame { space, name, text, .. } = frame;
        Some(Markup::Close(Closed { space, name, text, range, within: &self.frames }))
    }

    /// The short name of the namespace that a prefix means, which is used by that.
    fn use_prefix(&mut self, prefix: &'t str) -> &'static str {
        let known = self.meant.iter().find(|(known, _)| *known == prefix).map(|(_, number)| *number);
        let number = known.unwrap_or_else(|| {
            let number = self.declarations.iter().rposition(|declaration| declaration.prefix == prefix);
            let known = number.is_some() || prefix.is_empty() || prefix == "xml" || self.undeclared.contains(&prefix);
            if !known && self.undeclared.len() < UNDECLARED {
                self.undeclared.push(prefix);
            }
            if let Some(declaration) = number.and_then(|number| self.declarations.get_mut(number)) {
                declaration.used = true;
            }
            // A document has few prefixes; one of thousands is looked up anew.
            if self.meant.len() < 50 {
                self.meant.push((prefix, number));
            }
            number
        });
        let declared = number.and_then(|number| self.declarations.get(number));
        declared.map_or_else(|| (self.assumed)(prefix), |declaration| declaration.short)
    }

    /// All namespaces that were declared, when the walk is over.
    #[must_use]
    pub fn into_declarations(mut self) -> Vec<Declaration<'t>> {
        self.gone.append(&mut self.declarations);
        self.gone
    }
}

/// The five entities of XML and character references; none for all others, which stay as they are written.
pub fn entity(name: &str) -> Option<char> {
    match name {
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
    }
}

/// A reference is no longer than this: `&#x0010FFFF;`.
const REFERENCE: usize = 12;

/// A text with its references resolved; what is no reference stays as it is written.
pub(in crate::formats) fn unescape(text: &str) -> Cow<'_, str> {
    let Some(first) = memchr::memchr(b'&', text.as_bytes()) else { return Cow::Borrowed(text) };
    let mut plain = String::with_capacity(text.len());
    let (before, mut rest) = text.split_at(first);
    plain.push_str(before);
    while let Some(behind) = rest.strip_prefix('&') {
        let end = behind.bytes().take(REFERENCE).position(|byte| byte == b';');
        let name = end.and_then(|end| behind.get(..end));
        match name.and_then(|name| entity(name).map(|character| (name, character))) {
            Some((name, character)) => {
                plain.push(character);
                rest = behind.get(name.len() + 1..).unwrap_or_default();
            }
            None => {
                plain.push('&');
                rest = behind;
            }
        }
        let next = memchr::memchr(b'&', rest.as_bytes()).unwrap_or(rest.len());
        let (before, next) = rest.split_at(next);
        plain.push_str(before);
        rest = next;
    }
    Cow::Owned(plain)
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
