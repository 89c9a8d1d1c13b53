//! Canonical XML 1.0 (W3C, 15 March 2001), without comments, of one element: the form in which signatures of XML are digested.
//!
//! # Incomplete support
//! Document types are not expanded; attributes `xml:` of what is around the element are not inherited.

use crate::formats::xml::entity;
use crate::formats::xml::markup::{Markups, Piece, RawAttribute};

/// Deeper elements are not followed.
const DEPTH: usize = 200;

/// A declaration of a namespace: prefix, empty for the default one, and address.
type Declared = (String, String);

/// The canonical form of the first element that `wanted` picks by its local name and its attribute `Id`.
#[must_use]
pub fn canonical(text: &str, wanted: impl Fn(&str, Option<&str>) -> bool) -> Option<Vec<u8>> {
    let mut markups = Markups::new(text);
    let mut open: Vec<Opened> = Vec::new();
    let mut scopes: Vec<Vec<Declared>> = Vec::new();
    let mut rendered: Vec<Vec<Declared>> = Vec::new();
    let mut output = Vec::new();
    let mut inside = 0_usize;
    while let Some(piece) = markups.next().ok()? {
        match piece {
            Piece::Open { prefix, name, empty, .. } => {
                if open.len() >= DEPTH {
                    return None;
                }
                let opened = Opened::of(prefix, name, &markups.attributes)?;
                scopes.push(opened.declared.clone());
                if inside > 0 || wanted(&opened.local, opened.id.as_deref()) {
                    inside += 1;
                    opened.write(&scopes, &mut rendered, &mut output);
                }
                open.push(opened);
                if empty && end(&mut open, &mut scopes, &mut rendered, &mut inside, &mut output)? {
                    return Some(output);
                }
            }
            Piece::Close(_) if end(&mut open, &mut scopes, &mut rendered, &mut inside, &mut output)? => {
                return Some(output);
            }
            Piece::Text(raw) if inside > 0 => escape(&references(&lines(raw), false)?, false, &mut output),
            Piece::Verbatim(text) if inside > 0 => escape(&lines(text), false, &mut output),
            _ => {}
        }
    }
    None
}

/// Ends the element that is open; whether it was the wanted one. None where none is open.
fn end(
    open: &mut Vec<Opened>,
    scopes: &mut Vec<Vec<Declared>>,
    rendered: &mut Vec<Vec<Declared>>,
    inside: &mut usize,
    output: &mut Vec<u8>,
) -> Option<bool> {
    let opened = open.pop()?;
    scopes.pop();
    if *inside == 0 {
        return Some(false);
    }
    close(&opened.name, output);
    rendered.pop();
    *inside -= 1;
    Some(*inside == 0)
}

struct Opened {
    name: String,
    local: String,
    id: Option<String>,
    declared: Vec<Declared>,
    /// Name as written and value.
    attributes: Vec<(String, String)>,
}

/// A name with its prefix, as it is written.
fn written(prefix: &str, name: &str) -> String {
    if prefix.is_empty() { name.to_owned() } else { format!("{prefix}:{name}") }
}

impl Opened {
    fn of(prefix: &str, name: &str, attributes: &[RawAttribute<'_>]) -> Option<Self> {
        let mut opened = Self {
            name: written(prefix, name),
            local: name.to_owned(),
            id: None,
            declared: vec![],
            attributes: vec![],
        };
        for attribute in attributes {
            let value = references(&lines(attribute.raw), true)?;
            match (attribute.prefix, attribute.name) {
                ("", "xmlns") => opened.declared.push((String::new(), value)),
                ("xmlns", prefix) => opened.declared.push((prefix.to_owned(), value)),
                (prefix, name) => {
                    if prefix.is_empty() && name == "Id" {
                        opened.id = Some(value.clone());
                    }
                    opened.attributes.push((written(prefix, name), value));
                }
            }
        }
        Some(opened)
    }

    /// Writes the start of the element; `rendered` holds what the elements around it in the output declared.
    fn write(&self, scopes: &[Vec<Declared>], rendered: &mut Vec<Vec<Declared>>, output: &mut Vec<u8>) {
        let address = |prefix: &str, within: &[Vec<Declared>]| -> Option<String> {
            within
                .iter()
                .rev()
                .flat_map(|scope| scope.iter().rev())
                .find(|(known, _)| known == prefix)
                .map(|(_, a)| a.clone())
        };
        // Of the first element everything that is in scope is declared, of the others what is new (2.3).
        let mut prefixes: Vec<&str> = if rendered.is_empty() {
            scopes.iter().flatten().map(|(prefix, _)| prefix.as_str()).collect()
        } else {
            self.declared.iter().map(|(prefix, _)| prefix.as_str()).collect()
        };
        prefixes.sort_unstable();
        prefixes.dedup();
        let mut here: Vec<Declared> = Vec::new();
        for prefix in prefixes {
            let Some(now) = address(prefix, scopes) else { continue };
            let known = address(prefix, rendered);
            let same = known.as_deref() == Some(now.as_str()) || known.is_none() && prefix.is_empty() && now.is_empty();
            if !same && prefix != "xml" {
                here.push((prefix.to_owned(), now));
            }
        }
        output.push(b'<');
        output.extend(self.name.as_bytes());
        for (prefix, address) in &here {
            output.extend(
                if prefix.is_empty() { " xmlns=\"".to_owned() } else { format!(" xmlns:{prefix}=\"") }.as_bytes(),
            );
            escape(address, true, output);
            output.push(b'"');
        }
        // By namespace, then by name; those without a prefix have none and come first.
        let mut attributes: Vec<(String, &str, &str, &str)> = self
            .attributes
            .iter()
            .map(|(name, value)| {
                let (prefix, local) = name.split_once(':').unwrap_or(("", name));
                let space = if prefix.is_empty() { String::new() } else { address(prefix, scopes).unwrap_or_default() };
                (space, local, name.as_str(), value.as_str())
            })
            .collect();
        attributes.sort_unstable();
        for (_, _, name, value) in attributes {
            output.push(b' ');
            output.extend(name.as_bytes());
            output.extend(b"=\"");
            escape(value, true, output);
            output.push(b'"');
        }
        output.push(b'>');
        rendered.push(here);
    }
}

fn close(name: &str, output: &mut Vec<u8>) {
    output.extend(b"</");
    output.extend(name.as_bytes());
    output.push(b'>');
}

/// Ends of lines as a parser gives them (XML 1.0, 2.11).
fn lines(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// A text with its references resolved, as a parser gives it; in an attribute blanks are spaces (XML 1.0, 3.3.3). None
/// where a reference is not one of XML itself.
fn references(written: &str, attribute: bool) -> Option<String> {
    let blanks = |text: &str| if attribute { text.replace(['\t', '\n'], " ") } else { text.to_owned() };
    let mut value = String::with_capacity(written.len());
    let mut rest = written;
    while let Some(at) = rest.find('&') {
        value.push_str(&blanks(rest.get(..at)?));
        let end = at + rest.get(at..)?.find(';')?;
        value.push(entity(rest.get(at + 1..end)?)?);
        rest = rest.get(end + 1..)?;
    }
    value.push_str(&blanks(rest));
    Some(value)
}

fn escape(text: &str, attribute: bool, output: &mut Vec<u8>) {
    for character in text.chars() {
        match character {
            '&' => output.extend(b"&amp;"),
            '<' => output.extend(b"&lt;"),
            '>' if !attribute => output.extend(b"&gt;"),
            '"' if attribute => output.extend(b"&quot;"),
            '\t' if attribute => output.extend(b"&#x9;"),
            '\n' if attribute => output.extend(b"&#xA;"),
            '\r' => output.extend(b"&#xD;"),
            other => output.extend(other.encode_utf8(&mut [0; 4]).as_bytes()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(text: &str, local: &str) -> String {
        String::from_utf8(canonical(text, |name, _| name == local).unwrap()).unwrap()
    }

    #[test]
    fn namespaces_in_scope_are_declared_once_attributes_sorted_and_empty_elements_opened() {
        let text = "<?xml version='1.0'?><a xmlns='urn:a' xmlns:b='urn:b'><c  z='1' b:y='2' a='&#x41;&lt;'/>\r\n</a>";
        assert_eq!(form(text, "c"), r#"<c xmlns="urn:a" xmlns:b="urn:b" a="A&lt;" z="1" b:y="2"></c>"#);
        assert_eq!(form(text, "a"), "<a xmlns=\"urn:a\" xmlns:b=\"urn:b\"><c a=\"A&lt;\" z=\"1\" b:y=\"2\"></c>\n</a>");
    }

    #[test]
    fn text_is_written_anew() {
        assert_eq!(form("<a>1 &gt; 0 &amp; <![CDATA[<b>]]><!-- no --></a>", "a"), "<a>1 &gt; 0 &amp; &lt;b&gt;</a>");
        assert_eq!(
            form("<a xmlns='u'><b xmlns=''><c xmlns='u'/></b></a>", "a"),
            r#"<a xmlns="u"><b xmlns=""><c xmlns="u"></c></b></a>"#
        );
    }
}
