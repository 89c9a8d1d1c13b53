//! The index of a conversation that Outlook and Exchange keep (MS-OXOMSG 2.2.1.3, with notes 2 and 3 of its appendix A).
//!
//! 22 bytes: the time at which the conversation began and a GUID; then five bytes for each answer, the time since what was before it. There
//! are two forms of the first six bytes: Outlook's are the highest 48 bits of a FILETIME, Exchange's (since 2013) are a 1 and its highest 40.
//! Either counts the first answer from the highest 48 bits, as Outlook reads them, and lets what does not fit into 31 bits go; so the time of
//! an answer is the first that fits and is not before the beginning.

/// The index of a conversation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ThreadIndex {
    /// When the conversation began: ticks of 100 ns since 1601.
    pub started: u64,
    /// Ticks that its form does not keep.
    pub coarse: u64,
    /// Its GUID, as it is usually written.
    pub guid: String,
    /// When each answer was begun.
    pub replies: Vec<u64>,
}

const HEADER: usize = 22;
const REPLY: usize = 5;
/// Answers that are looked at.
const MOST: usize = 1_000;
/// What rounding takes from the time of an answer: the coarsest unit is 2^23 ticks, 0.84 s, and the header's 2^24; 64 of them are room for
/// clocks of two machines.
const ROUNDING: u64 = 64 << 24;

/// Differences from this one on are below zero: of ten days at most, in units of 2^23 ticks.
const BEHIND: u128 = (1 << 31) - (1 << 20);

/// Reads the bytes of an index; none where they are too few or begin otherwise.
#[must_use]
pub fn read(bytes: &[u8]) -> Option<ThreadIndex> {
    if bytes.len() < HEADER || bytes.first() != Some(&1) {
        return None;
    }
    let number = |range: std::ops::Range<usize>| {
        bytes.get(range).map(|bytes| bytes.iter().fold(0_u64, |number, byte| number << 8 | u64::from(*byte)))
    };
    // The second byte of a FILETIME of 1990 and later is B3 at least.
    let is_of_exchange = *bytes.get(1)? < 0x80;
    let classic = number(0..6)? << 16;
    let (started, coarse) = if is_of_exchange { (number(1..6)? << 24, 1 << 24) } else { (classic, 1 << 16) };
    let guid: String = bytes.get(6..HEADER)?.iter().map(|byte| format!("{byte:02x}")).collect();
    let part = |from: usize, to: usize| guid.get(from..to).unwrap_or_default();
    let guid = [part(0, 8), part(8, 12), part(12, 16), part(16, 20), part(20, 32)].join("-");
    let mut replies = Vec::new();
    let mut at = u128::from(classic);
    let floor = u128::from(started.saturating_sub(ROUNDING));
    for block in bytes.get(HEADER..)?.chunks_exact(REPLY).take(MOST) {
        let word = block.iter().take(4).fold(0_u32, |word, byte| word << 8 | u32::from(*byte));
        let shift = if word >> 31 == 0 { 18 } else { 23 };
        let count = u128::from(word & 0x7fff_ffff);
        let unit = 1_u128 << (31 + shift);
        at += count << shift;
        // A clock that is behind that of the mail before gives a difference below zero, which is the highest there is and less.
        if shift == 23 && count >= BEHIND {
            at = at.saturating_sub(unit);
        }
        let missing = floor.saturating_sub(at).div_ceil(unit);
        replies.push(u64::try_from(at + missing * unit).unwrap_or(u64::MAX));
    }
    Some(ThreadIndex { started, coarse, guid, replies })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::mail::transfer::base64;
    use crate::model::Moment;

    fn times(text: &str) -> Vec<String> {
        let index = read(&base64(text.as_bytes())).unwrap();
        let ticks = std::iter::once(index.started).chain(index.replies);
        ticks.map(|ticks| Moment::of_filetime(ticks).unwrap().readable()).collect()
    }

    #[test]
    fn published_indices_give_their_published_times() {
        // https://community.metaspike.com/t/thread-index-header-field/175
        let text = "AdQc2DN7rLoS3hgnE/O76rpFzxN/EwAddF4A";
        assert_eq!(times(text), ["2018-07-16 07:40:00 UTC", "2018-07-16 21:43:22 UTC"]);
        assert_eq!(read(&base64(text.as_bytes())).unwrap().guid, "acba12de-1827-13f3-bbea-ba45cf137f13");
        // The form of Exchange: an answer 3 minutes 37 seconds after the beginning (the same thread there).
        assert_eq!(
            times("AQHWLRNo4NaOjvXU8EODe0ZotrA8B6itzaxf"),
            ["2020-05-18 12:54:02 UTC", "2020-05-18 12:57:39 UTC"]
        );
    }

    #[test]
    fn an_answer_by_a_clock_that_is_behind_is_before_what_it_answers() {
        let mut bytes = base64(b"AdQc2DN7rLoS3hgnE/O76rpFzxN/EwAddF4A");
        // A minute before the answer before it: -60 s in units of 2^23 ticks.
        bytes.extend((0xffff_ffff_u32 - 71).to_be_bytes());
        bytes.push(0);
        let index = read(&bytes).unwrap();
        let between = index.replies[0] - index.replies[1];
        assert!((590_000_000..620_000_000).contains(&between), "{between}");
    }

    #[test]
    fn what_is_none_is_none() {
        assert_eq!(read(&[1; 21]), None);
        assert_eq!(read(&[2; 22]), None);
        assert_eq!(read(&[1; 10_000]).unwrap().replies.len(), MOST);
    }
}
