//! Annotations that a save put over what a page shows (12.5): where they lie, and whether they paint a surface.

use crate::formats::pdf::catalog::page_numbers;
use crate::formats::pdf::objects::{Found, Objects};
use crate::formats::pdf::syntax::Object;
use crate::model::{Change, ChangeKind, ObjectKind, Revision, RevisionKind};

/// An annotation that can hide what lies under it.
#[derive(Debug, Clone, PartialEq)]
pub struct Cover {
    /// The page, counted from 1.
    pub page: usize,
    /// Left, lower, right and upper edge, in points of the page's coordinates.
    pub rectangle: [f64; 4],
    /// What it is, with its object: `annotation (FreeText), object 12 0`.
    pub what: String,
}

/// Marks on words (12.5.6.10), links and windows lie over words and hide none.
const HARMLESS: &[&str] = &["Highlight", "Underline", "StrikeOut", "Squiggly", "Link", "Popup", "Text", "Ink", "Line"];
/// Operators that fill a path (8.5.3.1, 8.7.4.2).
const FILLS: &[&[u8]] = &[b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*"];
/// Operators that end a path, filled or not.
const ENDS: &[&[u8]] = &[b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"S", b"s", b"n"];
/// Forms within forms beyond this depth are not followed.
const NESTED: usize = 6;
/// More annotations of one revision are not looked at.
const LIMIT: usize = 200;

/// The annotations that a revision brought in or changed, and that paint a surface.
#[must_use]
pub fn of_revision(objects: &mut Objects<'_>, revision: &Revision) -> Vec<Cover> {
    if revision.kind != RevisionKind::Update {
        return vec![];
    }
    let may = |change: &&Change| {
        let appears = matches!(change.change, ChangeKind::Added | ChangeKind::Changed);
        let kind = match &change.what {
            ObjectKind::Annotation(Some(subtype)) => !HARMLESS.contains(&subtype.as_str()),
            what => what.is_annotation() || what.is_form_field(),
        };
        appears && kind
    };
    let candidates: Vec<&Change> = revision.changes.iter().filter(may).take(LIMIT).collect();
    if candidates.is_empty() {
        return vec![];
    }
    let pages = page_numbers(objects, revision.number);
    candidates.into_iter().filter_map(|change| cover(objects, revision.number, change, &pages)).collect()
}

fn cover(objects: &mut Objects<'_>, revision: u32, change: &Change, pages: &[u32]) -> Option<Cover> {
    let number = change.object.split(' ').next()?.parse().ok()?;
    let found = objects.get(number, revision)?;
    let dictionary = found.dictionary()?;
    let rectangle = dictionary.rectangle(b"Rect")?;
    let stated = dictionary.reference(b"P").map(|page| page.number);
    let page = stated
        .and_then(|page| pages.iter().position(|number| *number == page))
        .or_else(|| pages.iter().position(|&page| lists(objects, page, number, revision)))?;
    paints(objects, &found, revision).then(|| Cover {
        page: page + 1,
        rectangle,
        what: change.what.with_number(&change.object),
    })
}

/// Whether a page lists the annotation as its own.
fn lists(objects: &mut Objects<'_>, page: u32, annotation: u32, revision: u32) -> bool {
    let Some(found) = objects.get(page, revision) else { return false };
    let Some(listed) = found.dictionary().and_then(|page| page.get(b"Annots")).map(|listed| listed.object.clone())
    else {
        return false;
    };
    let listed = match listed {
        Object::Reference(_) => objects.resolve(&listed, revision).map(|found| found.object.object),
        direct => Some(direct),
    };
    let Some(Object::Array(items)) = listed else { return false };
    items.iter().any(|item| matches!(item.object, Object::Reference(id) if id.number == annotation))
}

/// Whether its normal appearance (12.5.5) paints a surface.
fn paints(objects: &mut Objects<'_>, annotation: &Found, revision: u32) -> bool {
    let appearance = |objects: &mut Objects<'_>| {
        let dictionary = annotation.dictionary()?;
        let appearances = match &dictionary.get(b"AP")?.object {
            Object::Dictionary(direct) => direct.clone(),
            reference => objects.resolve(reference, revision)?.dictionary()?.clone(),
        };
        let normal = appearances.get(b"N")?.object.clone();
        let found = objects.resolve(&normal, revision);
        // Of several states the one that is set.
        let states = match (&normal, &found) {
            (Object::Dictionary(states), _) => Some(states.clone()),
            (_, Some(found)) => found.dictionary().filter(|states| states.get(b"Length").is_none()).cloned(),
            _ => None,
        };
        match states {
            Some(states) => {
                let state = states.get(dictionary.name(b"AS")?)?.object.clone();
                objects.resolve(&state, revision)
            }
            None => found,
        }
    };
    let Some(stream) = appearance(objects) else { return false };
    drawn_surface(objects, &stream, revision, NESTED)
}

/// Whether a form (8.10) paints a surface over most of its box: a filled rectangle, or a picture that lets nothing through.
/// Lines, letters and masks hide no words.
fn drawn_surface(objects: &mut Objects<'_>, form: &Found, revision: u32, depth: usize) -> bool {
    let Some(dictionary) = form.dictionary().cloned() else { return false };
    let Some((raw, _)) = objects.raw_stream(form) else { return false };
    let Ok(content) = objects.decode(&dictionary, &raw) else { return false };
    let area = |[left, lower, right, upper]: [f64; 4]| ((right - left) * (upper - lower)).abs();
    let box_area = dictionary.rectangle(b"BBox").map_or(f64::MAX, area);
    let mut operands: Vec<f64> = Vec::new();
    let mut named: Option<Vec<u8>> = None;
    let mut rectangle = 0.0_f64;
    for token in tokens(&content) {
        match token {
            Token::Number(number) => operands.push(number),
            Token::Name(name) => named = Some(name.to_vec()),
            Token::Operator(operator) => {
                match operator {
                    b"re" => {
                        if let [.., width, height] = operands.as_slice() {
                            rectangle = rectangle.max((width * height).abs());
                        }
                    }
                    b"Do" if depth > 0 => {
                        let inner = named.take().and_then(|name| drawn_object(objects, &dictionary, &name, revision));
                        if let Some(inner) = inner
                            && hides(objects, &inner, revision, depth - 1)
                        {
                            return true;
                        }
                    }
                    _ if FILLS.contains(&operator) && rectangle >= box_area * MOST_OF_BOX => return true,
                    _ => {}
                }
                if ENDS.contains(&operator) {
                    rectangle = 0.0;
                }
                operands.clear();
            }
        }
    }
    false
}

/// So much of an appearance's box must be filled.
const MOST_OF_BOX: f64 = 0.5;

/// What a form draws by a name of its resources.
fn drawn_object(
    objects: &mut Objects<'_>,
    form: &crate::formats::pdf::syntax::Dictionary,
    name: &[u8],
    revision: u32,
) -> Option<Found> {
    let entry =
        |objects: &mut Objects<'_>, dictionary: &crate::formats::pdf::syntax::Dictionary, key: &[u8]| match &dictionary
            .get(key)?
            .object
        {
            Object::Dictionary(direct) => Some(direct.clone()),
            reference => objects.resolve(reference, revision)?.dictionary().cloned(),
        };
    let resources = entry(objects, form, b"Resources")?;
    let drawn = entry(objects, &resources, b"XObject")?;
    let named = drawn.get(name)?.object.clone();
    objects.resolve(&named, revision)
}

/// Whether a picture lets nothing through, or a form paints a surface.
fn hides(objects: &mut Objects<'_>, drawn: &Found, revision: u32, depth: usize) -> bool {
    let Some(dictionary) = drawn.dictionary() else { return false };
    if dictionary.is(b"Subtype", b"Image") {
        let masked = dictionary.get(b"SMask").is_some() || dictionary.get(b"Mask").is_some();
        let stencil = dictionary.get(b"ImageMask").is_some_and(|mask| mask.object == Object::Boolean(true));
        return !masked && !stencil;
    }
    drawn_surface(objects, drawn, revision, depth)
}

/// A token of a content stream, as far as it matters here: strings, dictionaries and comments are passed over (7.2, 7.8.2).
enum Token<'a> {
    Number(f64),
    Name(&'a [u8]),
    Operator(&'a [u8]),
}

fn tokens(content: &[u8]) -> impl Iterator<Item = Token<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let byte = *content.get(at)?;
            match byte {
                b'(' => at = behind_string(content, at),
                b'%' => at = content[at..].iter().position(|byte| matches!(byte, b'\r' | b'\n')).map(|end| at + end)?,
                b'<' if content.get(at + 1) != Some(&b'<') => {
                    at = content[at..].iter().position(|&byte| byte == b'>').map(|end| at + end + 1)?;
                }
                b'/' => {
                    let end = word_end(content, at + 1);
                    let name = content.get(at + 1..end)?;
                    at = end;
                    return Some(Token::Name(name));
                }
                _ if is_word(byte) => {
                    let end = word_end(content, at);
                    let word = content.get(at..end)?;
                    at = end;
                    let number = std::str::from_utf8(word).ok().and_then(|word| word.parse::<f64>().ok());
                    return Some(number.map_or(Token::Operator(word), Token::Number));
                }
                _ => at += 1,
            }
        }
    })
}

fn is_word(byte: u8) -> bool {
    !byte.is_ascii_whitespace() && byte != 0 && !b"()<>[]{}/%".contains(&byte)
}

fn word_end(content: &[u8], from: usize) -> usize {
    content
        .get(from..)
        .unwrap_or_default()
        .iter()
        .position(|&byte| !is_word(byte))
        .map_or(content.len(), |end| from + end)
}

/// After a string in brackets, which may hold brackets in pairs and escaped ones (7.3.4.2).
fn behind_string(content: &[u8], from: usize) -> usize {
    let (mut depth, mut at) = (0_usize, from);
    while let Some(&byte) = content.get(at) {
        at += 1;
        match byte {
            b'\\' => at += 1,
            b'(' => depth += 1,
            b')' => {
                depth -= 1;
                if depth == 0 {
                    return at;
                }
            }
            _ => {}
        }
    }
    content.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_in_a_string_or_a_comment_is_no_operator() {
        let operators: Vec<Vec<u8>> = tokens(b"q (a f \\) f (Do)) Tj % f\n<66> Tj /F1 Do 0 0 9 9 re f Q")
            .filter_map(|token| if let Token::Operator(word) = token { Some(word.to_vec()) } else { None })
            .collect();
        let expected: Vec<&[u8]> = vec![b"q", b"Tj", b"Tj", b"Do", b"re", b"f", b"Q"];
        assert_eq!(operators, expected);
    }
}
