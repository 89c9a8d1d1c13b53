//! The stream of a PowerPoint presentation (MS-PPT): records inside records, and which of them the newest save still lists. Each save
//! appends what it changed and a table of where things are; what no table of the chain leads to any more is left from older saves.

use crate::formats::little_endian::{long, short};
use std::collections::BTreeMap;
use std::ops::Range;

/// A record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// What it is.
    pub kind: u16,
    /// Which of its kind.
    pub instance: u16,
    /// Whether it holds records.
    pub container: bool,
    /// Where its body is in the stream.
    pub body: Range<usize>,
}

/// The record at a place, no further than an end.
#[must_use]
pub fn record(bytes: &[u8], at: usize, end: usize) -> Option<Record> {
    let head = short(bytes, at)?;
    let length = usize::try_from(long(bytes, at.checked_add(4)?)?).ok()?;
    let body = at + 8..(at + 8).checked_add(length)?.min(end);
    let container = head & 15 == 15;
    (at + 8 <= end).then_some(Record { kind: short(bytes, at + 2)?, instance: head >> 4, container, body })
}

/// The records in a range, one after another.
pub fn records(bytes: &[u8], range: Range<usize>) -> impl Iterator<Item = Record> {
    let mut at = range.start;
    std::iter::from_fn(move || {
        let record = record(bytes, at, range.end)?;
        at = record.body.end.max(at + 8);
        Some(record)
    })
}

/// `UserEditAtom` (2.3.3) and `PersistDirectoryAtom` (2.3.4).
const EDIT: u16 = 0x0ff5;
const DIRECTORY: u16 = 0x1772;

/// What the saves of a presentation list: objects by their numbers, with where they begin.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Listed {
    /// The number of the document itself.
    pub document: u32,
    /// The places of objects.
    pub places: BTreeMap<u32, usize>,
}

/// Follows the tables from the newest save, at a place, to the first; what a newer one lists it lists for good. A file whose newest save
/// is not told has the last one in the stream as such.
#[must_use]
pub fn listed(bytes: &[u8], newest: Option<usize>) -> Listed {
    let is_edit = |at: &usize| record(bytes, *at, bytes.len()).is_some_and(|record| record.kind == EDIT);
    let last =
        || records(bytes, 0..bytes.len()).filter(|record| record.kind == EDIT).last().map(|edit| edit.body.start - 8);
    let mut found = Listed::default();
    let Some(mut at) = newest.filter(is_edit).or_else(last) else { return found };
    let (mut earlier, mut first) = (usize::MAX, true);
    while at < earlier {
        let Some(edit) = record(bytes, at, bytes.len()).filter(|record| record.kind == EDIT) else { break };
        let number = |offset: usize| long(bytes, edit.body.start + offset);
        if std::mem::take(&mut first) {
            found.document = number(16).unwrap_or(0);
        }
        if let Some(table) = number(12).and_then(|at| usize::try_from(at).ok()) {
            // A table lies before its save and after the save before: that none is read twice keeps a chain of saves linear.
            let before = number(8).and_then(|at| usize::try_from(at).ok()).unwrap_or(0);
            if (before..at).contains(&table) {
                directory(bytes, table, at, &mut found.places);
            }
        }
        earlier = at;
        match number(8).and_then(|at| usize::try_from(at).ok()) {
            Some(0) | None => break,
            Some(before) => at = before,
        }
    }
    found
}

fn directory(bytes: &[u8], at: usize, end: usize, places: &mut BTreeMap<u32, usize>) {
    let Some(table) = record(bytes, at, end).filter(|record| record.kind == DIRECTORY) else { return };
    let mut at = table.body.start;
    while let Some(head) = long(bytes, at).filter(|_| at + 4 <= table.body.end) {
        at += 4;
        for number in 0..head >> 20 {
            let Some(place) = long(bytes, at).filter(|_| at + 4 <= table.body.end) else { return };
            if let Ok(place) = usize::try_from(place) {
                places.entry((head & 0x000f_ffff) + number).or_insert(place);
            }
            at += 4;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(kind: u16, body: &[u8]) -> Vec<u8> {
        let head = [0, kind].map(u16::to_le_bytes).concat();
        [&head[..], &u32::try_from(body.len()).unwrap().to_le_bytes(), body].concat()
    }

    fn edit(before: u32, table: u32) -> Vec<u8> {
        made(EDIT, &[0, 0, before, table, 1, 0, 0].map(u32::to_le_bytes).concat())
    }

    #[test]
    fn what_a_newer_save_lists_counts() {
        let mut bytes = made(DIRECTORY, &[2 << 20 | 1, 500, 600].map(u32::to_le_bytes).concat());
        let first = bytes.len();
        bytes.extend(edit(0, 0));
        let table = bytes.len();
        bytes.extend(made(DIRECTORY, &[1 << 20 | 2, 700].map(u32::to_le_bytes).concat()));
        let second = bytes.len();
        bytes.extend(edit(u32::try_from(first).unwrap(), u32::try_from(table).unwrap()));
        let expected = Listed { document: 1, places: BTreeMap::from([(1, 500), (2, 700)]) };
        assert_eq!(listed(&bytes, Some(second)), expected);
        assert_eq!(listed(&bytes, None), expected);
        assert_eq!(listed(&bytes, Some(first)).places, BTreeMap::from([(1, 500), (2, 600)]));
    }
}
