//! What is done where the chain of cross-reference sections is broken: a section is looked for where it should be, or
//! every object is found by its own head. Each repair is said before it is used.

use crate::formats::budget::Purse;
use crate::formats::pdf::history::{Marker, Walk, Walked, most};
use crate::formats::pdf::stream::{decode, raw};
use crate::formats::pdf::syntax::{Dictionary, Id, Object, Parser, Spanned, is_space};
use crate::formats::pdf::xref::{Entry, Section};
use memchr::memmem;
use std::collections::{BTreeMap, BTreeSet};

/// The section that is between a marker and the one before it, where the offsets are wrong.
pub(super) fn section_before(
    bytes: &[u8],
    markers: &[Marker],
    number: usize,
    read: &impl Fn(usize) -> Result<Section, String>,
) -> Option<Section> {
    let marker = markers.get(number)?;
    let from = number.checked_sub(1).and_then(|before| markers.get(before)).map_or(0, |before| before.end);
    let window = bytes.get(from..marker.position)?;
    if let Some(table) = memmem::rfind(window, b"xref")
        && let Ok(section) = read(from + table)
    {
        return Some(section);
    }
    let kind = memmem::rfind(window, b"/XRef")?;
    let object = memmem::rfind(window.get(..kind)?, b" obj")?;
    let digits = window.get(..object)?.iter().rev().take_while(|&&byte| byte.is_ascii_digit() || byte == b' ').count();
    read(from + object - digits).ok()
}

/// Whether the catalog is where the newest section says.
pub(super) fn catalog_found(bytes: &[u8], walk: &Walk) -> bool {
    let Some(last) = walk.revisions.last() else { return false };
    let revision = u32::try_from(walk.revisions.len()).unwrap_or(u32::MAX);
    let root = walk
        .revisions
        .iter()
        .rev()
        .flat_map(|revision| revision.sections.iter().rev())
        .find_map(|section| section.trailer.reference(b"Root"));
    let Some(root) = root else { return false };
    match walk.entry(root.number, revision) {
        Some(Entry::InUse { offset }) => {
            Parser::new(bytes, offset, 64).indirect().is_some_and(|found| found.id.number == root.number)
        }
        Some(Entry::Compressed { .. }) => true,
        _ => last.sections.is_empty(),
    }
}

/// A stretch of the file between two markers, as the scan finds it.
#[derive(Debug, Default)]
struct Stretch {
    start: usize,
    end: usize,
    entries: BTreeMap<u32, Entry>,
    trailer: Dictionary,
    linearized: bool,
}

/// Finds every object by its own head. Without a chain the markers alone tell one save from the next: an object belongs
/// to the stretch between two markers in which its bytes lie.
pub(super) fn rebuild(bytes: &[u8], markers: &[Marker], walk: &mut Walk, purse: &Purse) {
    let mut stretches = stretches(bytes, markers, purse);
    let mut found = 0_u64;
    for position in memmem::find_iter(bytes, b"obj") {
        let Some(start) = head_before(bytes, position) else { continue };
        found += 1;
        if found > purse.budget.objects {
            purse.reach("objects", purse.budget.objects);
            break;
        }
        if purse.is_empty() {
            break;
        }
        let number = Parser::new(bytes, start, 1).unsigned().and_then(|number| u32::try_from(number).ok());
        let stretch = stretches.partition_point(|stretch| stretch.end <= start);
        if let (Some(number), Some(stretch)) = (number, stretches.get_mut(stretch)) {
            stretch.entries.insert(number, Entry::InUse { offset: start });
            look_into(bytes, start, position, number, stretch, purse);
        }
    }
    for position in memmem::find_iter(bytes, b"trailer").take(most(purse)) {
        let stretch = stretches.partition_point(|stretch| stretch.end <= position);
        let mut parser = Parser::new(bytes, position + b"trailer".len(), 32);
        let object = parser.object().map(|spanned| spanned.object);
        purse.parsed(parser.position().saturating_sub(position));
        if purse.is_empty() {
            break;
        }
        if let (Some(Object::Dictionary(dictionary)), Some(stretch)) = (object, stretches.get_mut(stretch)) {
            take_pointers(&mut stretch.trailer, &dictionary);
        }
    }
    walk.history.clear();
    walk.revisions.clear();
    walk.rebuilt = true;
    for stretch in stretches {
        // A stretch without an object is no save: trailing bytes, or the tail of a linearized file.
        if stretch.entries.is_empty()
            && let Some(last) = walk.revisions.last_mut()
        {
            last.end = stretch.end;
            continue;
        }
        let revision = u32::try_from(walk.revisions.len() + 1).unwrap_or(u32::MAX);
        for (&number, &entry) in &stretch.entries {
            walk.history.entry(number).or_default().push((revision, entry));
        }
        let mut notes = vec!["rebuilt by a scan".to_owned()];
        notes.extend(stretch.linearized.then(|| "linearized".to_owned()));
        walk.revisions.push(Walked {
            start: stretch.start,
            end: stretch.end,
            owned: stretch.entries.keys().copied().collect(),
            sections: vec![Section {
                start: stretch.start,
                entries: BTreeMap::new(),
                trailer: stretch.trailer,
                stream: None,
                hybrid: None,
                hybrid_stream: None,
            }],
            notes,
            deleted: BTreeSet::new(),
            repointed: BTreeSet::new(),
        });
    }
}

fn stretches(bytes: &[u8], markers: &[Marker], purse: &Purse) -> Vec<Stretch> {
    let mut ends: Vec<usize> = markers.iter().filter(|marker| marker.names != 0).map(|marker| marker.end).collect();
    ends.retain(|&end| end < bytes.len());
    ends.push(bytes.len());
    // Of too many the oldest are taken together.
    if let Some(beyond) = ends.len().checked_sub(most(purse)).filter(|&beyond| beyond > 0) {
        purse.reach("revisions", purse.budget.revisions);
        ends.drain(..beyond);
    }
    let mut start = 0;
    ends.into_iter()
        .map(|end| {
            let stretch = Stretch { start, end, ..Stretch::default() };
            start = end;
            stretch
        })
        .collect()
}

/// Catalogs, cross-reference streams and object streams say more than that they are there.
fn look_into(bytes: &[u8], start: usize, position: usize, number: u32, stretch: &mut Stretch, purse: &Purse) {
    let head = bytes.get(position..position.saturating_add(400).min(bytes.len())).unwrap_or_default();
    let says = |word: &[u8]| memmem::find(head, word).is_some();
    stretch.linearized |= stretch.start == 0 && start < 1024 && says(b"/Linearized");
    if !says(b"/XRef") && !says(b"/Catalog") && !says(b"/ObjStm") {
        return;
    }
    let mut parser = Parser::new(bytes, start, 32);
    let indirect = parser.indirect();
    // An object that does not end is parsed to the end of the file.
    purse.parsed(parser.position().saturating_sub(start));
    let Some(indirect) = indirect else { return };
    let Object::Dictionary(dictionary) = indirect.object.object else { return };
    if dictionary.is(b"Type", b"XRef") {
        take_pointers(&mut stretch.trailer, &dictionary);
    } else if dictionary.is(b"Type", b"Catalog") && stretch.trailer.get(b"Root").is_none() {
        let object = Object::Reference(Id { number, generation: 0 });
        stretch.trailer.entries.push((b"Root".to_vec(), Spanned { object, start, end: start }));
    } else if dictionary.is(b"Type", b"ObjStm")
        && let Some(data) = indirect.stream
    {
        let length = dictionary.integer(b"Length").and_then(|length| usize::try_from(length).ok());
        let Ok(decoded) = decode(&dictionary, raw(bytes, data, length), purse) else { return };
        let mut parser = Parser::new(&decoded, 0, 1);
        for _ in 0..dictionary.integer(b"N").unwrap_or(0) {
            if !purse.takes_entry() {
                break;
            }
            let (Some(inner), Some(_)) = (parser.unsigned(), parser.unsigned()) else { break };
            if let Ok(inner) = u32::try_from(inner) {
                stretch.entries.insert(inner, Entry::Compressed { container: number });
            }
        }
    }
}

/// Entries that point next to their objects, in a file whose sections are otherwise sound: the objects are looked for by
/// their heads within the save that lists them. Says how many there were.
pub(super) fn mend_entries(bytes: &[u8], walk: &mut Walk) -> Mended {
    let mut foreign = BTreeSet::new();
    let mut wrong: BTreeMap<usize, Vec<(usize, u32)>> = BTreeMap::new();
    let (mut count, mut all) = (0, 0);
    for (position, revision) in walk.revisions.iter().enumerate() {
        for (at, section) in revision.sections.iter().enumerate() {
            for (&number, entry) in &section.entries {
                let Entry::InUse { offset } = *entry else { continue };
                all += 1;
                match number_of_head(bytes, offset) {
                    Some(stands) if stands == number => {}
                    // In the first save this is damage; an update that points an object to another's bytes hides it.
                    Some(_) if position > 0 => {
                        foreign.insert((position, number));
                    }
                    _ => {
                        wrong.entry(position).or_default().push((at, number));
                        count += 1;
                    }
                }
            }
        }
    }
    if count * 2 > all {
        return Mended { count, hopeless: true, foreign };
    }
    for (position, entries) in wrong {
        let Some(revision) = walk.revisions.get_mut(position) else { continue };
        let window = bytes.get(revision.start..revision.end).unwrap_or_default();
        let mut heads: BTreeMap<u32, usize> = BTreeMap::new();
        for found in memmem::find_iter(window, b"obj") {
            let Some(start) = head_before(bytes, revision.start + found) else { continue };
            if let Some(number) = Parser::new(bytes, start, 1).unsigned().and_then(|number| u32::try_from(number).ok())
            {
                heads.insert(number, start);
            }
        }
        for (at, number) in entries {
            let Some(section) = revision.sections.get_mut(at) else { continue };
            match heads.get(&number) {
                Some(&offset) => section.entries.insert(number, Entry::InUse { offset }),
                // An entry that points at nothing tells nothing: neither of an object nor that one is gone.
                None => section.entries.remove(&number),
            };
        }
    }
    Mended { count, hopeless: false, foreign }
}

/// The number of the object whose head begins exactly here.
fn number_of_head(bytes: &[u8], offset: usize) -> Option<u32> {
    let mut parser = Parser::new(bytes, offset, 1);
    parser.skip_space();
    let before = parser.position().checked_sub(1).and_then(|before| bytes.get(before));
    if before.is_some_and(u8::is_ascii_digit) {
        return None;
    }
    let number = parser.unsigned().and_then(|number| u32::try_from(number).ok())?;
    parser.unsigned()?;
    parser.keyword(b"obj").then_some(number)
}

/// What became of entries that point next to their objects.
#[derive(Debug, Default)]
pub(super) struct Mended {
    /// How many pointed at no object.
    pub(super) count: usize,
    /// They are so many that the sections are not worth mending.
    pub(super) hopeless: bool,
    /// Position of a revision and number of an object that it points to the bytes of another object.
    pub(super) foreign: BTreeSet<(usize, u32)>,
}

fn take_pointers(trailer: &mut Dictionary, found: &Dictionary) {
    for (key, value) in &found.entries {
        if [b"Root".as_slice(), b"Info", b"ID", b"Encrypt"].contains(&key.as_slice()) {
            trailer.entries.push((key.clone(), value.clone()));
        }
    }
}

/// The start of `12 0 obj`, given where `obj` is.
fn head_before(bytes: &[u8], position: usize) -> Option<usize> {
    let mut at = position;
    let step_back = |at: &mut usize, test: fn(u8) -> bool| {
        let from = *at;
        while *at > 0 && bytes.get(*at - 1).is_some_and(|&byte| test(byte)) && from - *at < 12 {
            *at -= 1;
        }
        from - *at
    };
    step_back(&mut at, is_space);
    if step_back(&mut at, |byte| byte.is_ascii_digit()) == 0 {
        return None;
    }
    if step_back(&mut at, is_space) == 0 {
        return None;
    }
    (step_back(&mut at, |byte| byte.is_ascii_digit()) > 0).then_some(at)
}
