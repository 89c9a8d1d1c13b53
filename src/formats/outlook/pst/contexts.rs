//! Lists of properties and tables of a mailbox ([MS-PST], 2.3.3, 2.3.4).

use super::heap::{Heap, PROPERTIES, TABLE};
use super::{Below, Mailbox, NAMES};
use crate::formats::little_endian::{long, short};
use crate::formats::outlook::named;
use crate::formats::outlook::properties::{Place, Properties, Value, WESTERN, kind, several};
use crate::model::ByteRange;
use std::io::{Read, Seek};

/// A column of a table.
struct Column {
    kind: u16,
    id: u16,
    start: usize,
    width: usize,
    bit: usize,
}

impl<R: Read + Seek + ?Sized> Mailbox<'_, R> {
    /// The names that identifiers from 0x8000 on have here (2.4.7).
    pub(super) fn read_names(&mut self) {
        self.refill();
        let Ok(Some(node)) = self.node(NAMES) else { return };
        let Ok((values, _)) = self.properties(node.number, node.data, node.below) else { return };
        let list =
            |id: u16| values.iter().find(|value| value.id == id).map(|value| value.raw.as_slice()).unwrap_or_default();
        self.names = named::read(list(2), list(3), list(4));
    }

    /// The properties of a node, and what is wrong with single ones.
    pub(super) fn properties(&mut self, node: u32, data: u64, below: u64) -> Result<(Vec<Value>, Vec<String>), String> {
        let heap = Heap::of(self.data(data)?, node)?;
        if heap.sort != PROPERTIES {
            return Err(format!("the node 0x{node:x} has no list of properties"));
        }
        let mut faults = Vec::new();
        let below = self.below(below).unwrap_or_else(|why| {
            faults.push(why);
            Below::new()
        });
        let records = heap
            .own_tree(&self.effort)
            .ok_or_else(|| format!("the list of properties of node 0x{node:x} is damaged"))?;
        let mut values = Vec::new();
        for record in records {
            let (Some(id), Some(kind), Some(number)) =
                (short(record.bytes, 0), short(record.bytes, 2), long(record.bytes, 4))
            else {
                continue;
            };
            let width = kind::width(kind).filter(|width| *width <= 4 && kind & kind::SEVERAL == 0);
            if let Some(width) = width {
                // The value itself, in the record.
                let place = Place { bytes: record.place.bytes.map(|range| part(range, 4, width)), ..record.place };
                let raw = record.bytes.get(4..4 + width).unwrap_or_default().to_vec();
                values.push(self.named(Value { id, kind, name: None, raw, place }));
                continue;
            }
            match self.value(&heap, &below, node, number) {
                Ok((raw, place)) => {
                    values.extend(spread(id, kind, raw, place).into_iter().map(|value| self.named(value)))
                }
                Err(why) => faults.push(format!("the property 0x{id:04x} of node 0x{node:x} cannot be read: {why}")),
            }
        }
        Ok((values, faults))
    }

    fn named(&self, value: Value) -> Value {
        Value { name: self.names.get(&value.id).cloned(), ..value }
    }

    /// A value in the heap, or in a node below (2.3.3.2).
    fn value(&mut self, heap: &Heap, below: &Below, node: u32, number: u32) -> Result<(Vec<u8>, Place), String> {
        if number == 0 {
            return Ok((vec![], Place { holder: format!("node 0x{node:x}"), ..Place::default() }));
        }
        if number & 0x1f == 0 {
            let row = heap.row(number).ok_or("there is no such row in the heap")?;
            return Ok((row.bytes.to_vec(), row.place));
        }
        let (data, _) = below.get(&number).ok_or_else(|| format!("there is no node 0x{number:x} below"))?;
        let blocks = self.data(*data)?;
        let first = blocks.first().map(|block| ByteRange { start: block.at, end: block.at + block.bytes.len() as u64 });
        let raw = blocks.into_iter().flat_map(|block| block.bytes).collect();
        Ok((raw, Place { holder: format!("node 0x{number:x} below node 0x{node:x}"), bytes: first, decoded: None }))
    }

    /// The rows of a table: the number of each, and its properties where they are wanted (2.3.4).
    pub(super) fn table(
        &mut self,
        (node, data, below): (u32, u64, u64),
        are_wanted: bool,
    ) -> Result<Vec<(u32, Properties)>, String> {
        let heap = Heap::of(self.data(data)?, node)?;
        let damaged = || format!("the table of node 0x{node:x} is damaged");
        let header = heap.header().filter(|_| heap.sort == TABLE).ok_or_else(damaged)?.bytes;
        let count = usize::from(*header.get(1).ok_or_else(damaged)?);
        let width = short(header, 8).map(usize::from).filter(|width| *width > 4).ok_or_else(damaged)?;
        let bits = short(header, 6).map(usize::from).ok_or_else(damaged)?;
        let rows = long(header, 14).ok_or_else(damaged)?;
        let column = |number: usize| {
            let at = 22 + number * 8;
            Some(Column {
                kind: short(header, at)?,
                id: short(header, at + 2)?,
                start: usize::from(short(header, at + 4)?),
                width: usize::from(*header.get(at + 6)?),
                bit: usize::from(*header.get(at + 7)?),
            })
        };
        let columns: Vec<Column> = (0..count).filter(|_| are_wanted).filter_map(column).collect();
        let below = self.below(below)?;
        let blocks = if rows == 0 {
            vec![]
        } else if rows & 0x1f == 0 {
            let row = heap.row(rows).ok_or_else(damaged)?;
            vec![super::Block { at: row.place.bytes.map_or(0, |range| range.start), bytes: row.bytes.to_vec() }]
        } else {
            self.data(below.get(&rows).ok_or_else(damaged)?.0)?
        };
        let mut found = Vec::new();
        for block in &blocks {
            for (index, row) in block.bytes.chunks_exact(width).enumerate() {
                if !self.effort.takes_entry() {
                    return Ok(found);
                }
                let at = block.at + (index * width) as u64;
                let mut values = Vec::new();
                for column in &columns {
                    let exists =
                        row.get(bits + column.bit / 8).is_some_and(|byte| byte >> (7 - column.bit % 8) & 1 == 1);
                    let Some(cell) = row.get(column.start..column.start + column.width).filter(|_| exists) else {
                        continue;
                    };
                    let holder = format!("node 0x{node:x}");
                    let start = at + column.start as u64;
                    let place = Place {
                        holder,
                        bytes: Some(ByteRange { start, end: start + cell.len() as u64 }),
                        decoded: None,
                    };
                    let is_here =
                        kind::width(column.kind).is_some_and(|width| width <= 8) && column.kind & kind::SEVERAL == 0;
                    let (raw, place) = if is_here {
                        (cell.to_vec(), place)
                    } else {
                        match long(cell, 0).map(|number| self.value(&heap, &below, node, number)) {
                            Some(Ok(value)) => value,
                            _ => continue,
                        }
                    };
                    values
                        .extend(spread(column.id, column.kind, raw, place).into_iter().map(|value| self.named(value)));
                }
                found.push((long(row, 0).unwrap_or(0), Properties::new(values, WESTERN)));
            }
        }
        Ok(found)
    }
}

/// A part of a range.
fn part(range: ByteRange, start: usize, length: usize) -> ByteRange {
    let start = range.start + start as u64;
    ByteRange { start, end: start + length as u64 }
}

/// The values of a property of several values; one of a single value is itself.
fn spread(id: u16, kind: u16, raw: Vec<u8>, place: Place) -> Vec<Value> {
    let single = kind & !kind::SEVERAL;
    if single == kind {
        return vec![Value { id, kind, name: None, raw, place }];
    }
    if kind::width(single).is_some() {
        return several(id, single, &raw, &place);
    }
    // A count, where each begins, and their bytes (2.3.3.4.2).
    let count = long(&raw, 0).and_then(|count| usize::try_from(count).ok()).unwrap_or(0).min(raw.len() / 4);
    let at = |index: usize| long(&raw, 4 + 4 * index).and_then(|at| usize::try_from(at).ok());
    let value = |index: usize| {
        let (start, end) = (at(index)?, if index + 1 < count { at(index + 1)? } else { raw.len() });
        let bytes = place.bytes.map(|range| part(range, start, end.saturating_sub(start)));
        let place = Place { bytes, ..place.clone() };
        Some(Value { id, kind: single, name: None, raw: raw.get(start..end)?.to_vec(), place })
    };
    (0..count).filter_map(value).collect()
}
