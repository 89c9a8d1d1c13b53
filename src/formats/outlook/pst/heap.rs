//! The heap on a node, and trees on it ([MS-PST], 2.3.1, 2.3.2).

use super::{Block, Effort};
use crate::formats::little_endian::{long, short};
use crate::formats::outlook::properties::Place;
use crate::model::ByteRange;

/// A heap: small rows of bytes in the blocks of a node.
#[derive(Debug)]
pub(super) struct Heap {
    blocks: Vec<Block>,
    /// What it is used for.
    pub(super) sort: u8,
    root: u32,
    node: u32,
}

/// A heap of properties.
pub(super) const PROPERTIES: u8 = 0xbc;
/// A heap of a table.
pub(super) const TABLE: u8 = 0x7c;

/// A row of bytes, and where it is.
pub(super) struct Row<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) place: Place,
}

impl Heap {
    pub(super) fn of(blocks: Vec<Block>, node: u32) -> Result<Self, String> {
        let first = blocks.first().map(|block| block.bytes.as_slice()).unwrap_or_default();
        let (Some(0xec), Some(sort), Some(root)) = (first.get(2), first.get(3), long(first, 4)) else {
            return Err(format!("the node 0x{node:x} has no heap"));
        };
        Ok(Self { sort: *sort, root, blocks, node })
    }

    /// A row of bytes by its number (2.3.1.1).
    pub(super) fn row(&self, number: u32) -> Option<Row<'_>> {
        let (block, index) = (usize::try_from(number >> 16).ok()?, usize::try_from(number >> 5 & 0x7ff).ok()?);
        let block = self.blocks.get(block)?;
        let map = usize::from(short(&block.bytes, 0)?);
        if index == 0 || index > usize::from(short(&block.bytes, map)?) {
            return None;
        }
        let at = |index: usize| short(&block.bytes, map + 4 + 2 * index).map(usize::from);
        let (start, end) = (at(index - 1)?, at(index)?);
        Some(Row { bytes: block.bytes.get(start..end)?, place: self.place(block, start, end - start) })
    }

    fn place(&self, block: &Block, start: usize, length: usize) -> Place {
        let from = block.at + start as u64;
        Place {
            holder: format!("node 0x{:x}", self.node),
            bytes: Some(ByteRange { start: from, end: from + length as u64 }),
            decoded: None,
        }
    }

    /// The first row: the header of what the heap is used for.
    pub(super) fn header(&self) -> Option<Row<'_>> {
        self.row(self.root)
    }

    /// The records of the tree whose header is at a number (2.3.2).
    pub(super) fn tree(&self, header: u32, effort: &Effort) -> Option<Vec<Row<'_>>> {
        let header = self.row(header)?.bytes;
        let (&sort, &key, &value, &levels) = (header.first()?, header.get(1)?, header.get(2)?, header.get(3)?);
        if sort != 0xb5 || key == 0 || levels > 8 {
            return None;
        }
        let mut records = Vec::new();
        self.level(long(header, 4)?, (usize::from(key), usize::from(value), levels), effort, &mut records);
        Some(records)
    }

    /// The records of the tree that is the heap's own.
    pub(super) fn own_tree(&self, effort: &Effort) -> Option<Vec<Row<'_>>> {
        self.tree(self.root, effort)
    }

    fn level<'h>(&'h self, at: u32, shape: (usize, usize, u8), effort: &Effort, records: &mut Vec<Row<'h>>) {
        let (key, value, levels) = shape;
        let Some(row) = self.row(at) else { return };
        let step = if levels == 0 { key + value } else { key + 4 };
        for (index, bytes) in row.bytes.chunks_exact(step).enumerate() {
            if !effort.takes_entry() {
                return;
            }
            if levels > 0 {
                self.level(long(bytes, key).unwrap_or(0), (key, value, levels - 1), effort, records);
                continue;
            }
            let start = row.place.bytes.map_or(0, |range| range.start) + (index * step) as u64;
            let place = Place {
                bytes: Some(ByteRange { start, end: start + step as u64 }),
                holder: row.place.holder.clone(),
                decoded: None,
            };
            records.push(Row { bytes, place });
        }
    }
}
