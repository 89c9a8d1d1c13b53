//! The revision walk: which bytes each save brought in (ISO 32000-2:2020, 7.5.6).
//!
//! The libraries merge the chain of cross-reference sections into one view; here every section stays what it is.
//! The rules, each learnt from real files:
//!
//! - Every `startxref` is a marker. A revision ends at the first marker after the section that the marker names.
//! - A section that no marker names belongs to the next newer one (Acrobat writes two sections per save in
//!   hybrid-reference files).
//! - A linearized file has two sections and is saved once: its first-page section points *forward* to the main one.
//! - An update owns only objects whose bytes lie within it. An entry that points back is a re-listing, or, where it
//!   differs from the state before, an object re-pointed to older bytes.
//! - An update that owns nothing but its cross-reference stream, deletes nothing and leaves the trailer's pointers as
//!   they were is no edit: Word and Excel write one into every file that they export.

use crate::formats::budget::Purse;
use crate::formats::pdf::history::{Marker, Walk, Walked, most};
use crate::formats::pdf::recovery::{catalog_found, mend_entries, rebuild, section_before};
use crate::formats::pdf::syntax::{Dictionary, Object, Parser, is_space};
use crate::formats::pdf::xref::{Entry, Section, section};
use memchr::memmem;
use std::collections::{BTreeMap, BTreeSet};

/// All markers of a file, in order.
#[must_use]
pub fn markers(bytes: &[u8], limit: usize) -> Vec<Marker> {
    memmem::find_iter(bytes, b"startxref")
        .take(limit)
        .filter_map(|position| {
            let mut parser = Parser::new(bytes, position + b"startxref".len(), 1);
            while bytes.get(parser.position()).is_some_and(|&byte| is_space(byte)) {
                parser = Parser::new(bytes, parser.position() + 1, 1);
            }
            let names = parser.unsigned()?;
            let mut end = parser.position();
            let mut probe = end;
            while bytes.get(probe).is_some_and(|&byte| is_space(byte)) && probe < end + 64 {
                probe += 1;
            }
            if bytes.get(probe..).is_some_and(|rest| rest.starts_with(b"%%EOF")) {
                end = probe + 5;
                if bytes.get(end) == Some(&b'\r') {
                    end += 1;
                }
                if bytes.get(end) == Some(&b'\n') {
                    end += 1;
                }
            }
            Some(Marker { position, names, end })
        })
        .collect()
}

/// Walks a file.
#[must_use]
pub fn walk(bytes: &[u8], purse: &Purse) -> Walk {
    let header = memmem::find(bytes.get(..1024.min(bytes.len())).unwrap_or_default(), b"%PDF-").unwrap_or(0);
    let markers = markers(bytes, most(purse).saturating_mul(4));
    let mut walk = Walk { header, ..Walk::default() };
    let chain = chain(bytes, &markers, &mut walk, purse);
    let mut hopeless = false;
    if !chain.is_empty() {
        group(bytes, chain, &markers, &mut walk);
        gather_oldest(&mut walk, purse);
        let mended = mend_entries(bytes, &mut walk);
        hopeless = mended.hopeless;
        if mended.count > 0 && !hopeless {
            let count = mended.count;
            walk.broken.push(format!("{count} entries in the cross-reference sections point to the wrong place"));
        }
        own(&mut walk, &mended.foreign);
        fold_empty_updates(&mut walk);
        find_orphans(bytes, &markers, &mut walk, purse);
    }
    let doubt = if walk.revisions.is_empty() {
        Some("no cross-reference section can be read")
    } else if !catalog_found(bytes, &walk) {
        Some("the catalog is not where the cross-reference section says")
    } else if hopeless {
        Some("most objects are not where the cross-reference sections say")
    } else {
        None
    };
    if let Some(why) = doubt {
        walk.broken.push(format!("{why}; valla scanned the whole file to find the objects"));
        rebuild(bytes, &markers, &mut walk, purse);
    }
    walk.trailing = walk.revisions.last().map_or(0, |last| bytes.len().saturating_sub(last.end));
    walk
}

/// So many times the revisions that are told apart are the sections that are followed.
const SECTIONS: usize = 16;

/// Takes the oldest revisions together where there are more than the limit: the first one told is then the state after
/// several saves, and the newest stay apart.
fn gather_oldest(walk: &mut Walk, purse: &Purse) {
    let Some(beyond) = walk.revisions.len().checked_sub(most(purse)).filter(|&beyond| beyond > 0) else { return };
    purse.reach("revisions", purse.budget.revisions);
    let mut oldest = walk.revisions.drain(..=beyond);
    let Some(mut first) = oldest.next() else { return };
    for later in oldest {
        first.end = later.end;
        first.sections.extend(later.sections);
    }
    first.notes.push(format!("the first {} saves, combined", beyond + 1));
    walk.revisions.insert(0, first);
}

/// The chain of sections, newest first.
fn chain(bytes: &[u8], markers: &[Marker], walk: &mut Walk, purse: &Purse) -> Vec<Section> {
    let Some(last) = markers.last() else {
        walk.broken.push("the file has no startxref".to_owned());
        return Vec::new();
    };
    let read = |at: usize| section(bytes, walk.header, at, purse);
    let mut chain: Vec<Section> = Vec::new();
    let mut seen = BTreeSet::new();
    let mut broken = Vec::new();
    let named = usize::try_from(last.names).unwrap_or(usize::MAX);
    let mut next = match read(named.saturating_add(walk.header))
        .or_else(|why| if walk.header > 0 { read(named) } else { Err(why) })
    {
        Ok(section) => Some(section),
        Err(why) => {
            broken.push(format!("the last startxref points to offset {named}, where there is {why}"));
            section_before(bytes, markers, markers.len() - 1, &read)
        }
    };
    while let Some(current) = next.take() {
        if !seen.insert(current.start) {
            broken.push(format!("the chain of cross-reference sections loops back to offset {}", current.start));
            // What is before the section that turns back is still there.
            next = chain
                .last()
                .and_then(|oldest: &Section| markers.iter().rposition(|marker| marker.end <= oldest.start))
                .and_then(|number| section_before(bytes, markers, number, &read))
                .filter(|section| !seen.contains(&section.start));
            continue;
        }
        if chain.len() >= most(purse).saturating_mul(SECTIONS) {
            purse.reach("revisions", purse.budget.revisions);
            break;
        }
        if let Some(at) = current.previous(walk.header) {
            next = match read(at) {
                Ok(section) => Some(section),
                // /Prev 0 is written by programs that mean "none".
                Err(_) if at == walk.header => None,
                Err(why) => {
                    broken.push(format!("/Prev points to offset {at}, where there is {why}"));
                    // A linearized file's main section is at its end, any other one before the section that names it.
                    let before = if at > current.start {
                        markers.len().checked_sub(1)
                    } else {
                        markers.iter().rposition(|marker| marker.end <= current.start)
                    };
                    before.and_then(|number| section_before(bytes, markers, number, &read))
                }
            };
        }
        chain.push(current);
    }
    walk.broken.extend(broken);
    chain
}

/// Offsets are often a line end short of what they name.
fn first_token(bytes: &[u8], offset: usize) -> usize {
    let mut parser = Parser::new(bytes, offset, 1);
    parser.skip_space();
    parser.position()
}

/// Sections into revisions, oldest first.
fn group(bytes: &[u8], chain: Vec<Section>, markers: &[Marker], walk: &mut Walk) {
    let header = walk.header;
    let behind = |section: &Section| {
        markers
            .iter()
            .find(|marker| {
                let named = usize::try_from(marker.names).unwrap_or(usize::MAX);
                let names = |offset: usize| first_token(bytes, offset) == section.start;
                marker.position > section.start && (names(named.saturating_add(header)) || names(named))
            })
            .copied()
    };
    let mut groups: Vec<(Option<usize>, Vec<Section>, Vec<String>)> = Vec::new();
    for (number, current) in chain.into_iter().enumerate() {
        let points_forward = current.previous(header).is_some_and(|previous| previous > current.start);
        let end = behind(&current).map(|marker| marker.end);
        let joins = groups.last().is_some_and(|(_, _, notes)| notes.iter().any(|note| note == LINEARIZED)) && {
            groups.last().is_some_and(|(_, sections, _)| sections.len() == 1)
        };
        if number > 0 && (end.is_none() || joins) {
            if let Some((_, sections, _)) = groups.last_mut() {
                sections.push(current);
            }
            continue;
        }
        let notes = if points_forward { vec![LINEARIZED.to_owned()] } else { vec![] };
        groups.push((end, vec![current], notes));
    }
    let last_end = markers.last().map_or(0, |marker| marker.end);
    let mut start = 0;
    for (end, mut sections, mut notes) in groups.into_iter().rev() {
        sections.reverse();
        if sections.iter().any(|section| section.hybrid.is_some()) {
            notes.push("hybrid-reference".to_owned());
        }
        let end = end.unwrap_or(last_end).max(start);
        walk.revisions.push(Walked {
            start,
            end,
            sections,
            notes,
            owned: BTreeSet::new(),
            deleted: BTreeSet::new(),
            repointed: BTreeSet::new(),
        });
        start = end;
    }
}

const LINEARIZED: &str = "linearized";

/// Who brought in what.
fn own(walk: &mut Walk, foreign: &BTreeSet<(usize, u32)>) {
    let mut state: BTreeMap<u32, Entry> = BTreeMap::new();
    for (position, revision) in walk.revisions.iter_mut().enumerate() {
        let number = u32::try_from(position + 1).unwrap_or(u32::MAX);
        let mut entries: BTreeMap<u32, Entry> = BTreeMap::new();
        for section in &revision.sections {
            for (&object, &entry) in &section.entries {
                // In one save the newer section wins, but a free entry does not hide what a hidden section holds.
                let hidden = entry == Entry::Free && entries.get(&object).is_some_and(|old| *old != Entry::Free);
                if !hidden {
                    entries.insert(object, entry);
                }
            }
        }
        // A section's own stream says nothing of the document, wherever it lists itself.
        for section in &revision.sections {
            for own in [section.stream, section.hybrid_stream].into_iter().flatten() {
                if entries.get(&own.number) == Some(&Entry::Free) {
                    entries.remove(&own.number);
                }
            }
        }
        let within = |offset: usize| offset >= revision.start && offset < revision.end;
        let place = |entry: Entry, entries: &BTreeMap<u32, Entry>, state: &BTreeMap<u32, Entry>| match entry {
            Entry::InUse { offset } => Some(offset),
            Entry::Compressed { container } => match entries.get(&container).or_else(|| state.get(&container)) {
                Some(Entry::InUse { offset }) => Some(*offset),
                _ => None,
            },
            Entry::Free => None,
        };
        for (&object, &entry) in &entries {
            let before = state.get(&object).copied();
            match place(entry, &entries, &state) {
                _ if foreign.contains(&(position, object)) => {
                    revision.repointed.insert(object);
                }
                Some(offset) if within(offset) => {
                    revision.owned.insert(object);
                }
                Some(_) if number > 1 && before != Some(entry) => {
                    revision.repointed.insert(object);
                }
                None if entry == Entry::Free && before.is_some_and(|before| before != Entry::Free) => {
                    revision.deleted.insert(object);
                }
                _ => {}
            }
            if before != Some(entry) || revision.owned.contains(&object) {
                walk.history.entry(object).or_default().push((number, entry));
            }
        }
        state.extend(entries);
    }
}

/// Empty updates are folded into the revision before them.
fn fold_empty_updates(walk: &mut Walk) {
    let mut number = 1;
    while number < walk.revisions.len() {
        if !is_empty_update(walk, number) {
            number += 1;
            continue;
        }
        let empty = walk.revisions.remove(number);
        let hidden = hidden_objects(walk, &empty, number);
        if let Some(before) = number.checked_sub(1).and_then(|before| walk.revisions.get_mut(before)) {
            before.end = empty.end;
            let hybrid = empty.sections.iter().any(|section| section.hybrid.is_some());
            let note = if hybrid {
                "an empty section follows that only points to a hidden cross-reference stream: not an edit"
            } else {
                "an update follows that changes nothing: not an edit"
            };
            before.notes.push(note.to_owned());
            if empty.notes.iter().any(|note| note == "hybrid-reference")
                && !before.notes.iter().any(|note| note == "hybrid-reference")
            {
                before.notes.push("hybrid-reference".to_owned());
            }
            before.sections.extend(empty.sections);
            before.owned.extend(empty.owned);
            before.owned.extend(hidden);
        }
        // What the update said counts as said by the revision before it; later revisions move down by one.
        let folded = u32::try_from(number + 1).unwrap_or(u32::MAX);
        for entries in walk.history.values_mut() {
            for (since, _) in entries.iter_mut().filter(|(since, _)| *since >= folded) {
                *since -= 1;
            }
        }
    }
}

/// The objects that a hidden section names, in the bytes of the revision before it: that save wrote them.
fn hidden_objects(walk: &Walk, section: &Walked, number: usize) -> BTreeSet<u32> {
    let Some(before) = number.checked_sub(1).and_then(|before| walk.revisions.get(before)) else {
        return BTreeSet::new();
    };
    let named = u32::try_from(number + 1).unwrap_or(u32::MAX);
    let offset = |object: u32| match walk.entry(object, named) {
        Some(Entry::InUse { offset }) => Some(offset),
        Some(Entry::Compressed { container }) => match walk.entry(container, named) {
            Some(Entry::InUse { offset }) => Some(offset),
            _ => None,
        },
        _ => None,
    };
    let within = |object: &u32| offset(*object).is_some_and(|offset| (before.start..before.end).contains(&offset));
    section.repointed.iter().copied().filter(within).collect()
}

fn is_empty_update(walk: &Walk, number: usize) -> bool {
    let (Some(update), Some(before)) =
        (walk.revisions.get(number), number.checked_sub(1).and_then(|before| walk.revisions.get(before)))
    else {
        return false;
    };
    let own_streams: BTreeSet<u32> = update
        .sections
        .iter()
        .flat_map(|section| [section.stream, section.hybrid_stream])
        .flatten()
        .map(|id| id.number)
        .collect();
    let pointers = |trailer: Option<&Dictionary>| {
        [b"Root".as_slice(), b"Info", b"ID", b"Encrypt"]
            .map(|key| trailer.and_then(|trailer| trailer.get(key)).map(|value| plain(&value.object)))
    };
    update.owned.iter().all(|object| own_streams.contains(object))
        && update.deleted.is_empty()
        // A hidden section names objects of the bytes before it; that is how a hybrid-reference file works.
        && (update.repointed.is_empty() || update.sections.iter().any(|section| section.hybrid.is_some()))
        && pointers(update.trailer()) == pointers(before.trailer())
}

/// An object without its place, for comparison.
fn plain(object: &Object) -> String {
    match object {
        Object::Array(items) => items.iter().map(|item| plain(&item.object)).collect::<Vec<_>>().join(" "),
        Object::Dictionary(dictionary) => {
            dictionary.entries.iter().map(|(key, value)| format!("{key:?}{}", plain(&value.object))).collect()
        }
        other => format!("{other:?}"),
    }
}

/// Markers that the chain does not reach, although a section is where they point: revisions whose bytes are still
/// there and that the file no longer shows.
fn find_orphans(bytes: &[u8], markers: &[Marker], walk: &mut Walk, purse: &Purse) {
    let reached: BTreeSet<usize> = walk
        .revisions
        .iter()
        .flat_map(|revision| &revision.sections)
        .flat_map(|section| [Some(section.start), section.hybrid])
        .flatten()
        .collect();
    let mut orphans: Vec<Marker> = Vec::new();
    for marker in markers {
        let Some(named) = usize::try_from(marker.names).ok().and_then(|named| named.checked_add(walk.header)) else {
            continue;
        };
        if marker.names == 0 || reached.contains(&named) || orphans.iter().any(|orphan| orphan.names == marker.names) {
            continue;
        }
        if reached.contains(&first_token(bytes, named)) || named >= marker.position {
            continue;
        }
        if section(bytes, walk.header, named, purse).is_ok() {
            orphans.push(*marker);
        }
    }
    walk.orphans = orphans;
}
