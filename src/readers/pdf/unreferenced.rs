//! Text in objects that no state of the document shows: objects that no table of the file names, and objects to which nothing leads
//! from any trailer. What was prepared to be shown later hides there, and so does what a program left behind.

use super::properties::UNREFERENCED_TEXT;
use crate::formats::pdf::objects::{Found, Objects};
use crate::formats::pdf::syntax::{Dictionary, Object, Spanned};
use crate::formats::pdf::xref::Entry;
use crate::model::{ByteRange, Locus, Reading, Value};
use crate::readers::Intake;
use memchr::memmem;
use std::collections::BTreeSet;

/// Larger files are not followed through: this many objects, over all states.
const VISITED: usize = 60_000;
/// More pieces of text are not listed.
const LISTED: usize = 50;
/// Fewer letters, or a content of fewer bytes, say nothing.
const LETTERS: usize = 8;
const PLAIN: usize = 200;
/// Of one piece so many bytes are kept.
const KEPT: usize = 2_000;

/// Hands over the text of such objects.
pub fn hand_over(objects: &mut Objects<'_>, intake: &mut Intake) {
    if objects.walk.rebuilt || !objects.walk.broken.is_empty() {
        // Without a whole chain of tables nobody can say what is named.
        return;
    }
    let mut listed = 0;
    for offset in unnamed(objects) {
        let Some(found) = objects.at(offset) else { continue };
        listed += usize::from(tell(objects, &found, offset, "which no table of the file names", intake));
        if listed >= LISTED {
            return;
        }
    }
    let Some(reached) = reached(objects) else { return };
    let last = u32::try_from(objects.walk.revisions.len()).unwrap_or(u32::MAX);
    let numbers: Vec<(u32, usize)> = objects
        .walk
        .history
        .iter()
        .filter(|(number, _)| !reached.contains(number))
        .filter_map(|(number, history)| match history.last() {
            Some((_, Entry::InUse { offset })) => Some((*number, *offset)),
            _ => None,
        })
        .collect();
    for (number, offset) in numbers {
        let Some(found) = objects.get(number, last) else { continue };
        listed += usize::from(tell(objects, &found, offset, "to which nothing in the document leads", intake));
        if listed >= LISTED {
            return;
        }
    }
}

/// Where objects are that no table names.
fn unnamed(objects: &Objects<'_>) -> Vec<usize> {
    let named: BTreeSet<usize> = objects
        .walk
        .revisions
        .iter()
        .flat_map(|walked| walked.sections.iter())
        .flat_map(|section| section.entries.values().map(|entry| (section.start, entry)))
        .flat_map(|(start, entry)| match entry {
            Entry::InUse { offset } => vec![start, *offset],
            _ => vec![start],
        })
        .collect();
    let mut found = Vec::new();
    let mut behind = 0;
    for at in memmem::find_iter(objects.bytes, b" obj") {
        let Some(head) = head_of(objects.bytes, at) else { continue };
        // Within the object before it, as in a stream that holds another file.
        if head < behind || named.contains(&head) {
            continue;
        }
        let end = memmem::find(objects.bytes.get(at..).unwrap_or_default(), b"endobj").map_or(at, |end| at + end);
        behind = end;
        found.push(head);
    }
    // A named object's bytes may hold such words too.
    let spans: Vec<(usize, usize)> = named
        .iter()
        .filter_map(|&offset| {
            let end = memmem::find(objects.bytes.get(offset..)?, b"endobj")?;
            Some((offset, offset + end))
        })
        .collect();
    found.retain(|head| {
        let before = spans.partition_point(|(start, _)| start <= head);
        before.checked_sub(1).and_then(|at| spans.get(at)).is_none_or(|(_, end)| head >= end)
    });
    found.truncate(LISTED * 4);
    found
}

/// Where `12 0` before ` obj` begins.
fn head_of(bytes: &[u8], at: usize) -> Option<usize> {
    let digits = |end: usize| {
        let count = bytes.get(..end)?.iter().rev().take(10).take_while(|byte| byte.is_ascii_digit()).count();
        (count > 0).then(|| end - count)
    };
    let generation = digits(at)?;
    let space = generation.checked_sub(1).filter(|&space| bytes.get(space) == Some(&b' '))?;
    digits(space)
}

/// The numbers of the objects to which something leads, in any state; none where there are too many.
fn reached(objects: &mut Objects<'_>) -> Option<BTreeSet<u32>> {
    let mut all = BTreeSet::new();
    let mut visited = 0;
    for at in 0..objects.walk.revisions.len() {
        let revision = u32::try_from(at + 1).unwrap_or(u32::MAX);
        let walk = objects.walk;
        let mut open: Vec<u32> = Vec::new();
        for section in walk.revisions.get(..=at)?.iter().flat_map(|walked| &walked.sections) {
            let ids = |key: &[u8]| section.trailer.reference(key).map(|id| id.number);
            open.extend([b"Root".as_slice(), b"Info", b"Encrypt"].into_iter().filter_map(ids));
            open.extend(section.stream.iter().chain(&section.hybrid_stream).map(|id| id.number));
        }
        // A state leads where the one before led, but for what it brought in: only its own objects are followed anew.
        let mut seen = BTreeSet::new();
        while let Some(number) = open.pop() {
            if !seen.insert(number) {
                continue;
            }
            visited += 1;
            if visited > VISITED || objects.purse.is_empty() {
                return None;
            }
            if let Some(Entry::Compressed { container }) = walk.entry(number, revision) {
                seen.insert(container);
            }
            if let Some(found) = objects.get(number, revision) {
                references(&found.object, &mut open);
            }
        }
        all.extend(seen);
    }
    Some(all)
}

fn references(value: &Spanned, open: &mut Vec<u32>) {
    match &value.object {
        Object::Reference(id) => open.push(id.number),
        Object::Array(items) => items.iter().for_each(|item| references(item, open)),
        Object::Dictionary(dictionary) => dictionary.entries.iter().for_each(|(_, value)| references(value, open)),
        _ => {}
    }
}

fn tell(objects: &mut Objects<'_>, found: &Found, offset: usize, how: &str, intake: &mut Intake) -> bool {
    let Some(dictionary) = found.dictionary().cloned() else { return false };
    let Some(text) = text_of(objects, found, &dictionary) else { return false };
    let locus = Locus {
        object: Some(found.id.to_string()),
        bytes: Some(ByteRange::new(offset, found.object.end.max(offset))),
        path: format!("object {}, {how}", found.id),
        ..Locus::default()
    };
    intake.evidence(&UNREFERENCED_TEXT, b"", Reading::Present(Value::Text(text)), locus);
    true
}

/// The words of a content stream as far as they are written in letters; none of what is no content.
fn text_of(objects: &mut Objects<'_>, found: &Found, dictionary: &Dictionary) -> Option<String> {
    let is_content = dictionary.get(b"Length").is_some()
        && dictionary.get(b"Type").is_none_or(|_| dictionary.is(b"Type", b"XObject"))
        && !dictionary.is(b"Subtype", b"Image");
    if !is_content {
        return None;
    }
    let (raw, _) = objects.raw_stream(found)?;
    let content = objects.decode(dictionary, &raw).ok()?;
    let has = |operator: &[u8]| content.split(u8::is_ascii_whitespace).any(|token| token.ends_with(operator));
    if !(has(b"BT") && (has(b"Tj") || has(b"TJ"))) {
        return None;
    }
    // The strings that are shown (9.4.3), those of one array together; an operator parts them.
    let (mut text, mut depth, mut escaped) = (String::new(), 0_usize, false);
    for &byte in &content {
        match byte {
            _ if escaped => {
                escaped = false;
                if matches!(byte, b'(' | b')' | b'\\') {
                    text.push(char::from(byte));
                }
            }
            b'\\' if depth > 0 => escaped = true,
            b'(' => depth += 1,
            b')' if depth > 0 => depth -= 1,
            _ if depth > 0 && (byte == b' ' || byte.is_ascii_graphic()) => text.push(char::from(byte)),
            b'j' | b'J' | b'*' if depth == 0 && !text.is_empty() && !text.ends_with(' ') => text.push(' '),
            _ => {}
        }
        if text.len() >= KEPT {
            break;
        }
    }
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    // A letter or two are the marks and rules of a program.
    let letters = text.chars().filter(|character| character.is_alphanumeric()).count();
    match (text.is_empty(), letters) {
        (true, _) if content.len() > PLAIN => Some("(glyphs that only their font gives a meaning)".to_owned()),
        (false, LETTERS..) => Some(text),
        _ => None,
    }
}
