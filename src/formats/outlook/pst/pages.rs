//! Pages of the two trees of a mailbox ([MS-PST], 2.2.2.7.7).

use super::Node;
use crate::formats::little_endian::{long, number};

/// Bytes of a page.
pub(super) const SIZE: usize = 512;

/// A page of the tree of nodes or of that of blocks.
#[derive(Debug)]
pub(super) struct Page {
    /// 0 for a leaf.
    pub(super) level: u8,
    bytes: Vec<u8>,
    count: usize,
    step: usize,
    width: usize,
    of_blocks: bool,
}

impl Page {
    /// Reads a page; none where its mark or its counts are none.
    pub(super) fn of(bytes: &[u8], is_unicode: bool) -> Option<Self> {
        let (foot, mark) = if is_unicode { (488, 496) } else { (496, 500) };
        let sort = *bytes.get(mark)?;
        if !matches!(sort, 0x80 | 0x81) || bytes.get(mark + 1) != Some(&sort) {
            return None;
        }
        let (count, step) = (usize::from(*bytes.get(foot)?), usize::from(*bytes.get(foot + 2)?));
        let width = if is_unicode { 8 } else { 4 };
        if step < 3 * width || count.checked_mul(step)? > foot {
            return None;
        }
        let of_blocks = sort == 0x80;
        Some(Self { level: *bytes.get(foot + 3)?, bytes: bytes.get(..foot)?.to_vec(), count, step, width, of_blocks })
    }

    /// An entry by its place on the page.
    pub(super) fn entry(&self, index: usize) -> Option<&[u8]> {
        if index >= self.count {
            return None;
        }
        let start = index * self.step;
        self.bytes.get(start..start + self.step)
    }

    fn key(&self, entry: &[u8]) -> u64 {
        let key = number(entry, 0, self.width).unwrap_or(0);
        // The lowest bit of a block's number means nothing, and only the lower half of a node's number is one.
        if self.of_blocks { key & !1 } else { key & 0xffff_ffff }
    }

    fn entries(&self) -> impl Iterator<Item = &[u8]> {
        (0..self.count).filter_map(|index| self.entry(index))
    }

    /// The entry of a key on a leaf.
    pub(super) fn entry_of(&self, key: u64) -> Option<&[u8]> {
        self.entries().find(|entry| self.key(entry) == key)
    }

    /// The page below that a key is on.
    pub(super) fn below(&self, key: u64) -> Option<u64> {
        let entry = self.entries().take_while(|entry| self.key(entry) <= key).last()?;
        self.place(entry)
    }

    /// Where the page is that an entry of a page above the leaves names.
    pub(super) fn place(&self, entry: &[u8]) -> Option<u64> {
        number(entry, 2 * self.width, self.width)
    }
}

/// The node of an entry of a leaf (2.2.2.7.7.4).
pub(super) fn node(entry: &[u8], width: usize) -> Option<Node> {
    Some(Node {
        number: long(entry, 0)?,
        data: number(entry, width, width)?,
        below: number(entry, 2 * width, width)?,
        parent: long(entry, 3 * width)?,
    })
}
