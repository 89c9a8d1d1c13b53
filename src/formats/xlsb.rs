//! The records of binary workbooks (MS-XLSB): their frames, and the strings in them.

use crate::formats::code_page;
use crate::formats::little_endian::long;
use std::ops::Range;

/// A record (2.1.4).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Its kind.
    pub kind: u16,
    /// Where its content is.
    pub body: Range<usize>,
}

/// The record at a place, and where the next begins: its kind has one byte or two, its size one to four, seven bits in each.
#[must_use]
pub fn record(bytes: &[u8], mut at: usize) -> Option<Record> {
    let mut bits = |most: u32| {
        let mut number = 0_u32;
        for step in 0..most {
            let byte = *bytes.get(at)?;
            at += 1;
            number |= u32::from(byte & 0x7f) << (7 * step);
            if byte & 0x80 == 0 {
                break;
            }
        }
        Some(number)
    };
    let (kind, size) = (bits(2)?, bits(4)?);
    let end = at.checked_add(usize::try_from(size).ok()?)?;
    Some(Record { kind: u16::try_from(kind).ok()?, body: at..end })
}

/// A string (2.5.169): four bytes that count its units, and these in UTF-16; none where it is null. Gives its place too.
#[must_use]
pub fn string(body: &[u8], at: usize) -> Option<(String, Range<usize>)> {
    let units = long(body, at)?;
    let start = at + 4;
    if units == u32::MAX {
        return Some((String::new(), start..start));
    }
    let end = start.checked_add(usize::try_from(units).ok()?.checked_mul(2)?)?;
    Some((code_page::utf_16(body.get(start..end)?), start..end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_and_strings_are_told_apart() {
        // A kind of two bytes, a size of two bytes.
        let bytes = [&[0x97, 0x10, 0x80, 0x01][..], &[0; 128], &[0x83, 0x01, 0x00]].concat();
        let first = record(&bytes, 0).unwrap();
        assert_eq!(first, Record { kind: 2071, body: 4..132 });
        assert_eq!(record(&bytes, first.body.end), Some(Record { kind: 131, body: 135..135 }));
        assert_eq!(record(&bytes, 135), None);
        assert_eq!(record(&[0x80], 0), None);
        assert_eq!(string(&[2, 0, 0, 0, 0x1f, 4, 0x43, 4], 0), Some(("Пу".to_owned(), 4..8)));
        assert_eq!(string(&[0xff; 4], 0), Some((String::new(), 4..4)));
        // A string that is longer than its record is none.
        assert_eq!(string(&[0xfe, 0xff, 0xff, 0xff, 0, 0], 0), None);
    }
}
