//! Text in objects that no state of the document shows: objects that no table of the file names, and objects to which nothing leads
//! from any trailer. What was prepared to be shown later hides there, and so does what a program left behind.

use super::leftovers::shown::words;
use super::properties::UNREFERENCED_TEXT;
use crate::formats::pdf::catalog::{self, page_numbers};
use crate::formats::pdf::objects::{Found, Objects};
use crate::formats::pdf::page::said::{self, Said};
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
/// So many bytes of what the document shows are held beside them, and so many comparisons of bytes are made.
const SHOWN: usize = 16 << 20;
const COMPARED: usize = 1 << 30;
/// Words in another order are another text where fewer of their pairs than this, of a hundred, are shown.
const PAIRS: usize = 80;

/// Hands over the text of such objects.
pub fn hand_over(objects: &mut Objects<'_>, intake: &mut Intake) {
    if objects.walk.rebuilt || !objects.walk.broken.is_empty() {
        // Without a whole chain of tables nobody can say what is named.
        return;
    }
    let reached = reached(objects);
    let mut teller = Teller { shown: None, reached: reached.as_ref(), compared: 0, listed: 0 };
    for offset in unnamed(objects) {
        let Some(found) = objects.at(offset) else { continue };
        teller.tell(objects, &found, offset, "which no table of the file names", intake);
        if teller.listed >= LISTED {
            return;
        }
    }
    let Some(reached) = &reached else { return };
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
        teller.tell(objects, &found, offset, "to which nothing in the document leads", intake);
        if teller.listed >= LISTED {
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

/// Tells the text of objects, but for what the document shows.
struct Teller<'a> {
    /// What its pages and forms say, once that was asked for.
    shown: Option<Vec<Said>>,
    reached: Option<&'a BTreeSet<u32>>,
    compared: usize,
    listed: usize,
}

impl Teller<'_> {
    fn tell(&mut self, objects: &mut Objects<'_>, found: &Found, offset: usize, how: &str, intake: &mut Intake) {
        let Some(dictionary) = found.dictionary().cloned() else { return };
        let Some(content) = content_of(objects, found, &dictionary) else { return };
        let Some(text) = self.missing(objects, &Said::of(&content), content.len()) else { return };
        self.listed += 1;
        let locus = Locus {
            object: Some(found.id.to_string()),
            bytes: Some(ByteRange::new(offset, found.object.end.max(offset))),
            path: format!("object {}, {how}", found.id),
            ..Locus::default()
        };
        intake.evidence(&UNREFERENCED_TEXT, b"", Reading::Present(Value::Text(text)), locus);
    }

    /// What a content of so many bytes says and no page or form that the document shows says alike: programs write pages anew and leave
    /// the old ones.
    fn missing(&mut self, objects: &mut Objects<'_>, said: &Said, length: usize) -> Option<String> {
        let text: String = said.text.chars().take(KEPT).collect();
        // A letter or two are the marks and rules of a program.
        let letters = text.chars().filter(|character| character.is_alphanumeric()).count();
        let whole = match (text.is_empty(), letters) {
            (true, _) if length > PLAIN => "(glyphs that only their font gives a meaning)".to_owned(),
            (false, LETTERS..) => text,
            _ => return None,
        };
        let reached = self.reached;
        let shown = self.shown.get_or_insert_with(|| shown(objects, reached));
        let mut fewest: Option<Vec<String>> = None;
        for other in shown {
            self.compared = self.compared.saturating_add(other.codes.len() + said.codes.len());
            if self.compared > COMPARED {
                break;
            }
            if said.is_within(other) {
                return None;
            }
            if said.text.is_empty() {
                continue;
            }
            let missing = said.words_missing_in(other);
            if missing.is_empty() && said.pairs_in(other) < PAIRS {
                continue;
            }
            if fewest.as_ref().is_none_or(|fewest| missing.len() < fewest.len()) {
                fewest = Some(missing);
            }
        }
        let Some(missing) = fewest.filter(|missing| missing.len() * 2 < said.words()) else { return Some(whole) };
        // A figure tells as much as a word.
        let is_figure = |word: &str| word.bytes().filter(u8::is_ascii_digit).count() > 1;
        let telling: Vec<&str> = missing
            .iter()
            .flat_map(|word| if is_figure(word) { vec![word.as_str()] } else { words(word).collect() })
            .collect();
        (!telling.is_empty()).then(|| telling.join(" ").chars().take(KEPT).collect())
    }
}

/// What the pages of the last state and the forms to which anything leads say.
fn shown(objects: &mut Objects<'_>, reached: Option<&BTreeSet<u32>>) -> Vec<Said> {
    let last = u32::try_from(objects.walk.revisions.len()).unwrap_or(u32::MAX);
    let (mut shown, mut kept) = (Vec::new(), 0);
    for page in page_numbers(objects, last) {
        let found = objects.get(page, last);
        let Some(contents) = found.as_ref().and_then(|found| found.dictionary()?.get(b"Contents")) else { continue };
        let numbers = match objects.resolve(&contents.object, last).map(|found| found.object.object) {
            Some(Object::Array(items)) => catalog::references(&items),
            _ => match &contents.object {
                Object::Array(items) => catalog::references(items),
                Object::Reference(id) => vec![id.number],
                _ => vec![],
            },
        };
        let mut whole = Vec::new();
        for number in numbers {
            let Some(found) = objects.get(number, last) else { continue };
            let Some(dictionary) = found.dictionary().cloned() else { continue };
            let Some((raw, _)) = objects.raw_stream(&found) else { continue };
            whole.extend(objects.decode(&dictionary, &raw).unwrap_or_default());
            whole.push(b'\n');
        }
        kept += whole.len();
        if kept > SHOWN {
            return shown;
        }
        shown.push(Said::of(&whole));
    }
    for &number in reached.into_iter().flatten() {
        let Some(found) = objects.get(number, last) else { continue };
        let Some(dictionary) = found.dictionary().filter(|form| form.is(b"Subtype", b"Form")).cloned() else {
            continue;
        };
        let Some(content) = content_of(objects, &found, &dictionary) else { continue };
        kept += content.len();
        if kept > SHOWN {
            return shown;
        }
        shown.push(Said::of(&content));
    }
    shown
}

/// The content of a stream that shows text; none of what is no content.
fn content_of(objects: &mut Objects<'_>, found: &Found, dictionary: &Dictionary) -> Option<Vec<u8>> {
    let is_content = dictionary.get(b"Length").is_some()
        && dictionary.get(b"Type").is_none_or(|_| dictionary.is(b"Type", b"XObject"))
        && !dictionary.is(b"Subtype", b"Image");
    if !is_content {
        return None;
    }
    let (raw, _) = objects.raw_stream(found)?;
    let content = objects.decode(dictionary, &raw).ok()?;
    said::shows_text(&content).then_some(content)
}

#[cfg(test)]
mod tests {
    use crate::readers::pdf::leftovers::written;

    fn told(page: &str, left: &str) -> Vec<String> {
        let content = format!("BT /F 12 Tf 72 700 Td {left} ET");
        let stream = format!("<</Length {}>>stream\n{content}\nendstream", content.len());
        written::told(&written::read_page("", "", page, &[&stream]), &super::UNREFERENCED_TEXT)
    }

    #[test]
    fn what_a_page_says_too_is_not_told_and_of_an_older_page_only_what_is_gone() {
        let page = "(The committee grants the whole sum to the applicant in two parts) Tj";
        assert_eq!(told(page, page), Vec::<String>::new());
        let before = "[(The committee grants)-20( the whole sum to Jane Roe in two parts)] TJ";
        assert_eq!(told(page, before), ["Jane Roe"]);
        assert_eq!(told(page, "(Prepared to be shown later: 48500) Tj"), ["Prepared to be shown later: 48500"]);
    }

    #[test]
    fn glyphs_that_a_page_shows_too_are_not_told() {
        let glyphs = |first: u8| (first..first + 60).map(|glyph| format!("01{glyph:02x}")).collect::<String>();
        let page = format!("<{}> Tj", glyphs(1));
        assert_eq!(told(&page, &format!("<{}> Tj 0 -14 Td % {}", glyphs(1), "-".repeat(200))), Vec::<String>::new());
        assert_eq!(told(&page, &format!("<{}> Tj 0 -14 Td % {}", glyphs(90), "-".repeat(200))).len(), 1);
    }
}
