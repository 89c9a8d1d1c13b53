//! Which bytes a signature covers (ISO 32000-2, 12.8.1, `ByteRange`), and the revision that they make up.

use crate::formats::pdf::objects::Objects;
use crate::formats::pdf::syntax::{Dictionary, Object, Spanned};
use crate::model::{ByteRange, Fault, Unsigned};
use std::ops::Range;

/// Nobody writes more parts.
const PARTS: usize = 16;

/// What a byte range says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Coverage {
    /// The ranges, where they are those of the file and the value lies between two of them.
    pub ranges: Option<Vec<Range<usize>>>,
    /// The revision that is covered whole; 0 for none.
    pub revision: usize,
    /// What is wrong with the range.
    pub faults: Vec<Fault>,
}

/// Reads the range of a signature whose value is `value`, written as `contents`.
#[must_use]
pub fn coverage(objects: &Objects<'_>, dictionary: &Dictionary, contents: &Spanned, value: &[u8]) -> Coverage {
    let faulty = |fault: Fault| Coverage { faults: vec![fault], ..Coverage::default() };
    let Some(written) = dictionary.get(b"ByteRange") else {
        return faulty(Fault::NoRange);
    };
    let Object::Array(items) = &written.object else {
        return faulty(Fault::RangeIsNoList);
    };
    let numbers: Option<Vec<usize>> = items
        .iter()
        .map(|item| match item.object {
            Object::Integer(number) => usize::try_from(number).ok(),
            _ => None,
        })
        .collect();
    let parts: Option<Vec<Range<usize>>> = numbers
        .filter(|numbers| numbers.len() >= 4 && numbers.len() % 2 == 0 && numbers.len() <= PARTS * 2)
        .and_then(|numbers| numbers.chunks_exact(2).map(|pair| Some(pair[0]..pair[0].checked_add(pair[1])?)).collect());
    let Some(parts) = parts else {
        return faulty(Fault::RangeIsNoPairs);
    };
    if parts.iter().all(Range::is_empty)
        || parts.first().is_none_or(Range::is_empty)
        || parts.last().is_none_or(Range::is_empty)
    {
        return faulty(Fault::EmptyRange);
    }
    // Counted from the first byte of the file, or from its header where something is before that.
    let shifted = |base: usize| -> Vec<Range<usize>> {
        parts.iter().map(|part| part.start.saturating_add(base)..part.end.saturating_add(base)).collect()
    };
    let holes = |parts: &[Range<usize>]| -> Vec<Range<usize>> {
        parts.windows(2).map(|pair| pair[0].end..pair[1].start).collect()
    };
    let is_of_value = |hole: &Range<usize>| {
        let here =
            hole.start <= contents.start && contents.end <= hole.end && hole.len() <= contents.end - contents.start + 2;
        here || objects.bytes.get(hole.clone()).is_some_and(|hole| holds(hole, value))
    };
    let in_order = parts.windows(2).all(|pair| pair[0].end <= pair[1].start);
    let ranges = [0, objects.walk.header]
        .into_iter()
        .map(shifted)
        .find(|ranges| in_order && holes(ranges).iter().any(is_of_value));
    let Some(ranges) = ranges else {
        let fault = if in_order { Fault::Wrapped } else { Fault::Disordered };
        // The bytes are tested all the same: in a wrapped file they are those that were signed.
        let inside = in_order && parts.iter().all(|part| part.end <= objects.bytes.len());
        return Coverage { ranges: inside.then_some(parts), ..faulty(fault) };
    };
    let from = parts.first().map_or(0, |part| part.start);
    let last_end = ranges.last().map_or(0, |part| part.end);
    let others: Vec<Range<usize>> =
        holes(&ranges).into_iter().filter(|hole| !hole.is_empty() && !is_of_value(hole)).collect();
    let end = |at: usize| line_end(objects.bytes, at);
    let saves = &objects.walk.revisions;
    let mut faults = Vec::new();
    if last_end > objects.bytes.len() {
        faults.push(Fault::Cut((last_end - objects.bytes.len()) as u64));
    } else if from != 0 {
        faults.push(Fault::StartsLate);
    }
    let at = saves.iter().position(|walked| end(last_end) == end(walked.end));
    // What is after the last marker of the file is signed too.
    let last = || saves.len().checked_sub(1).filter(|_| end(last_end) == objects.bytes.len());
    let whole = at.or_else(last).filter(|_| faults.is_empty());
    if whole.is_none() && faults.is_empty() {
        faults.push(Fault::EndsAtNoSave);
    }
    let revision = whole.map_or(0, |at| at + 1);
    for hole in others {
        faults.push(Fault::LeavesOut {
            parts: ranges.len(),
            hole: ByteRange::new(hole.start, hole.end),
            what: what_stands_in(objects.bytes.get(hole.clone()).unwrap_or_default()),
        });
    }
    Coverage { ranges: Some(ranges), revision, faults }
}

/// What a hole that is not the value's leaves unsigned.
fn what_stands_in(hole: &[u8]) -> Unsigned {
    let is_comment = |line: &[u8]| line.trim_ascii().is_empty() || line.trim_ascii_start().starts_with(b"%");
    if hole.split(|byte| matches!(byte, b'\n' | b'\r')).all(is_comment) {
        Unsigned::Comment
    } else if memchr::memmem::find(hole, b" obj").is_some() || memchr::memmem::find(hole, b"stream").is_some() {
        Unsigned::Objects
    } else {
        Unsigned::Bytes
    }
}

/// Whether the hole between the ranges holds a value in hexadecimal digits, as it does where a later save repeats the dictionary.
fn holds(hole: &[u8], value: &[u8]) -> bool {
    let digits = value.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    hole.iter().filter_map(|&byte| char::from(byte).to_digit(16)).eq(digits.map(u32::from))
}

/// After line ends: programs count the one after `%%EOF` or not.
fn line_end(bytes: &[u8], at: usize) -> usize {
    at + bytes.get(at..).unwrap_or_default().iter().take(2).take_while(|byte| matches!(byte, b'\r' | b'\n')).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hole_is_known_by_its_digits() {
        assert!(holds(b"<00ffA5 >", &[0, 255, 0xA5]));
        assert!(!holds(b"<00ffA5>", &[0, 255]));
        assert!(!holds(b"<00ff>", &[0, 254]));
    }

    #[test]
    fn line_ends_behind_the_marker_count_to_the_save() {
        let bytes = b"%%EOF\r\n1 0 obj";
        assert_eq!(line_end(bytes, 5), 7);
        assert_eq!(line_end(bytes, 7), 7);
        assert_eq!(line_end(bytes, 99), 99);
    }
}
