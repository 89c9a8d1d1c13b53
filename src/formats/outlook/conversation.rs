//! The index of a conversation ([MS-OXOMSG], 2.2.1.3; the line `Thread-Index`): when it began and when each answer was written, by the
//! clocks of those who wrote.

use crate::formats::little_endian::long;

/// A conversation's index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConversationIndex {
    /// When the conversation began: a FILETIME whose lowest two or three bytes are cut off.
    pub began: u64,
    /// Its GUID, as it is in the bytes.
    pub guid: [u8; 16],
    /// When each answer was written: a FILETIME whose lowest bits are cut off; and where its five bytes begin. Empty in the younger form,
    /// whose differences follow no rule that is written down.
    pub answers: Vec<(u64, usize)>,
    /// How many answers it counts.
    pub depth: usize,
}

/// So many bytes come before the answers.
const HEAD: usize = 22;
/// So many bytes are those of an answer.
const ANSWER: usize = 5;

/// Reads an index. None where it is no such index.
#[must_use]
pub fn read(bytes: &[u8]) -> Option<ConversationIndex> {
    let head = bytes.get(..HEAD)?;
    let guid = head.get(6..HEAD)?.try_into().ok()?;
    let number = |from: usize| Some(head.get(from..6)?.iter().fold(0_u64, |sum, byte| sum << 8 | u64::from(*byte)));
    // The first byte is 1, and so is the highest byte of every FILETIME from 1829 to 2057. The older form leaves that one out, the
    // younger writes it, and has a byte less of the low ones.
    let (began, is_younger) = match head.get(..2)? {
        [1, 1] => (number(1)? << 24, true),
        [1, _] => (number(0)? << 16, false),
        _ => return None,
    };
    let rest = bytes.get(HEAD..)?;
    // The specification counts from the beginning of the conversation. Outlook counts from the answer before: in a thread of twelve
    // answers the sum is 337.71 hours, where the last was sent 337.84 hours after the beginning, and the last alone is 1.21.
    let mut at = began;
    let answer = |(number, answer): (usize, &[u8])| {
        let word = u64::from(long(answer, 0)?.swap_bytes());
        // The highest bit says which bits of the difference were kept.
        let shift = if word >> 31 == 0 { 18 } else { 23 };
        at = at.checked_add((word & 0x7fff_ffff) << shift)?;
        Some((at, HEAD + number * ANSWER))
    };
    let answers = if is_younger { vec![] } else { rest.chunks_exact(ANSWER).enumerate().filter_map(answer).collect() };
    Some(ConversationIndex { began, guid, answers, depth: rest.len() / ANSWER })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_of_the_beginning_are_read() {
        let older =
            [&[1, 0xcd, 0xc0, 0x11, 0x22, 0x33][..], &[7; 16], &[0, 0, 0x01, 0, 0x10], &[0, 0, 0x02, 0, 0]].concat();
        let read_older = read(&older).unwrap();
        assert_eq!(read_older.began, 0x01cd_c011_2233_0000);
        let answers = [(read_older.began + (0x100 << 18), 22), (read_older.began + (0x300 << 18), 27)];
        assert_eq!(read_older.answers, answers);
        let younger = [&[1, 1, 0xda, 0x71, 0x72, 0x7c][..], &[7; 16], &[0, 0, 0x01, 0, 0x10]].concat();
        let read_younger = read(&younger).unwrap();
        assert_eq!((read_younger.began, read_younger.depth), (0x01da_7172_7c00_0000, 1));
        assert!(read_younger.answers.is_empty() && read(&older[..21]).is_none());
    }
}
