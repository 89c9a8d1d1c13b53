//! Which names the identifiers from 0x8000 on have in a file ([MS-OXMSG], 2.2.3; [MS-PST], 2.4.7).

use super::properties::{Label, Name};
use crate::formats::code_page::utf_16;
use crate::formats::little_endian::{long, short};
use std::collections::BTreeMap;

/// The set of properties that MAPI itself names, 00020328-0000-0000-C000-000000000046.
pub const OF_MAPI: [u8; 16] = *b"\x28\x03\x02\0\0\0\0\0\xc0\0\0\0\0\0\0\x46";
/// The set of texts that anybody may name, 00020329-...
pub const PUBLIC_STRINGS: [u8; 16] = *b"\x29\x03\x02\0\0\0\0\0\xc0\0\0\0\0\0\0\x46";
/// The set of lines of the head of a mail, 00020386-...
pub const INTERNET_HEADERS: [u8; 16] = *b"\x86\x03\x02\0\0\0\0\0\xc0\0\0\0\0\0\0\x46";
/// The set that all items of Outlook have in common, 00062008-...
pub const COMMON: [u8; 16] = *b"\x08\x20\x06\0\0\0\0\0\xc0\0\0\0\0\0\0\x46";

/// The identifiers that have a name.
pub type Names = BTreeMap<u16, Name>;

/// Reads the three lists: sets, entries of eight bytes, texts.
#[must_use]
pub fn read(sets: &[u8], entries: &[u8], texts: &[u8]) -> Names {
    let name = |entry: &[u8]| {
        let (first, sort, index) = (long(entry, 0)?, short(entry, 4)?, short(entry, 6)?);
        let set = match sort >> 1 {
            0 => [0; 16],
            1 => OF_MAPI,
            2 => PUBLIC_STRINGS,
            further => {
                let at = usize::from(further - 3) * 16;
                sets.get(at..at + 16)?.try_into().ok()?
            }
        };
        let label = if sort & 1 == 0 {
            Label::Number(first)
        } else {
            let at = usize::try_from(first).ok()?;
            let length = usize::try_from(long(texts, at)?).ok()?;
            let start = at.checked_add(4)?;
            Label::Text(utf_16(texts.get(start..start.checked_add(length)?)?))
        };
        Some((0x8000_u16.checked_add(index)?, Name { set, label }))
    };
    entries.chunks_exact(8).filter_map(name).collect()
}
