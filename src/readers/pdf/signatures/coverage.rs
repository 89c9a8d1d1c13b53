//! Which bytes a signature covers (ISO 32000-2, 12.8.1, `ByteRange`), and the revision that they make up.

use crate::readers::pdf::objects::Objects;
use crate::readers::pdf::syntax::{Dictionary, Object, Spanned};
use std::ops::Range;

/// What a byte range says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Coverage {
    /// The two ranges, where they are those of the file and nothing but the value lies between them.
    pub ranges: Option<[Range<usize>; 2]>,
    /// The revision that is covered whole; 0 for none.
    pub revision: usize,
    /// What is wrong with the range.
    pub faults: Vec<String>,
}

/// Reads the range of a signature whose value is `value`, written as `contents`.
#[must_use]
pub fn coverage(objects: &Objects<'_>, dictionary: &Dictionary, contents: &Spanned, value: &[u8]) -> Coverage {
    let faulty = |fault: &str| Coverage { faults: vec![fault.to_owned()], ..Coverage::default() };
    let Some(written) = dictionary.get(b"ByteRange") else {
        return faulty("it names no range of bytes (/ByteRange is missing)");
    };
    let Object::Array(items) = &written.object else {
        return faulty("its range of bytes is not a list of numbers");
    };
    let numbers: Option<Vec<usize>> = items
        .iter()
        .map(|item| match item.object {
            Object::Integer(number) => usize::try_from(number).ok(),
            _ => None,
        })
        .collect();
    let Some([from, length, behind, rest]) =
        numbers.as_deref().and_then(|numbers| <[usize; 4]>::try_from(numbers).ok())
    else {
        return faulty("its range of bytes does not name two ranges in the file");
    };
    if length == 0 || rest == 0 {
        return faulty("its range of bytes is empty");
    }
    // Counted from the first byte of the file, or from its header where something stands before that.
    let ranges = [0, objects.walk.header].into_iter().find_map(|base| {
        let ranges = [from..from.checked_add(length)?, behind..behind.checked_add(rest)?]
            .map(|range| range.start.saturating_add(base)..range.end.saturating_add(base));
        let hole = ranges[0].end..ranges[1].start;
        let here =
            hole.start <= contents.start && contents.end <= hole.end && hole.len() <= contents.end - contents.start + 2;
        (here || holds(objects.bytes.get(hole)?, value)).then_some(ranges)
    });
    let Some(ranges) = ranges else {
        let fault = if behind <= from.saturating_add(length) {
            "the two parts of its range overlap or are in the wrong order"
        } else {
            "between the two parts of its range lies more than the signature's value"
        };
        // The bytes are tested all the same: in a wrapped file they are those that were signed.
        let parts = [from..from.saturating_add(length), behind..behind.saturating_add(rest)];
        let inside = parts.iter().all(|part| part.end <= objects.bytes.len()) && parts[0].end <= parts[1].start;
        return Coverage { ranges: inside.then_some(parts), ..faulty(fault) };
    };
    let end = |at: usize| line_end(objects.bytes, at);
    let saves = &objects.walk.revisions;
    let mut faults = Vec::new();
    if ranges[1].end > objects.bytes.len() {
        faults.push("its range goes beyond the end of the file".to_owned());
    } else if from != 0 {
        faults.push("its range does not start at the start of the file".to_owned());
    }
    let at = saves.iter().position(|walked| end(ranges[1].end) == end(walked.end));
    // What stands behind the last marker of the file is signed too.
    let last = || saves.len().checked_sub(1).filter(|_| end(ranges[1].end) == objects.bytes.len());
    let whole = at.or_else(last).filter(|_| faults.is_empty());
    if whole.is_none() && faults.is_empty() {
        faults.push("its range ends where no save ends".to_owned());
    }
    Coverage { ranges: Some(ranges), revision: whole.map_or(0, |at| at + 1), faults }
}

/// Whether the hole between the ranges holds a value in hexadecimal digits, as it does where a later save repeats the dictionary.
fn holds(hole: &[u8], value: &[u8]) -> bool {
    let digits = value.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    hole.iter().filter_map(|&byte| char::from(byte).to_digit(16)).eq(digits.map(u32::from))
}

/// Behind line ends: programs count the one after `%%EOF` or not.
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
