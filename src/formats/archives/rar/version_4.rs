//! The headers of RAR 1.5 to 4.

use super::{Block, Blocks, Entry, Fault, Fields, Main, Stamp, guessed};
use crate::model::Moment;
use std::collections::VecDeque;

/// Bytes that every header begins with.
const BASE: usize = 7;

impl Blocks<'_> {
    /// The next block: two bytes of a checksum, kind, flags, length.
    pub(super) fn block_4(&mut self) -> Result<Option<Block>, Fault> {
        let at = self.at;
        if self.locked {
            return Ok(Some(Block::Locked));
        }
        let head = self.take_or_end(BASE)?;
        if head.is_empty() {
            return Ok(None);
        }
        let mut fields = Fields::new(&head, at);
        let parsed = (fields.short(), fields.byte(), fields.short(), fields.short());
        let (Some(stated), Some(kind), Some(flags), Some(length)) = parsed else {
            return Err(Fault::CutOff(self.at));
        };
        let Some(length) = usize::from(length).checked_sub(BASE).filter(|_| (0x72..=0x7b).contains(&kind)) else {
            return Err(Fault::NoHeader(at));
        };
        let header = [head, self.take(length)?].concat();
        // The data's length is the first field after the base, wherever there are data.
        let added = flags & 0x8000 != 0;
        self.left = if added { u64::from(long(&header, BASE).ok_or(Fault::NoHeader(at))?) } else { 0 };
        // A header that holds a comment is summed up without it (type 0x73: 13 bytes).
        let summed = if kind == 0x73 && flags & 2 != 0 { 13.min(header.len()) } else { header.len() };
        let mut sum = flate2::Crc::new();
        sum.update(header.get(2..summed).unwrap_or_default());
        if sum.sum() & 0xffff != u32::from(stated) {
            self.mismatches += 1;
        }
        let block = match kind {
            0x73 => {
                self.locked = flags & 0x80 != 0;
                Block::Main(Box::new(main(&header, flags, at)))
            }
            0x74 | 0x7a => {
                let entry = entry(&header, flags, at).ok_or(Fault::NoHeader(at))?;
                self.left = entry.packed;
                if kind == 0x74 { Block::File(Box::new(entry)) } else { Block::Service(Box::new(entry)) }
            }
            0x7b => {
                let volume = if flags & 2 != 0 { BASE + 4 } else { BASE };
                let volume = header.get(volume..volume + 2).filter(|_| flags & 8 != 0);
                let volume = volume.map(|bytes| bytes.iter().rev().fold(0, |sum, byte| sum << 8 | u64::from(*byte)));
                Block::End { next_volume: flags & 1 != 0, volume }
            }
            _ => Block::Other,
        };
        Ok(Some(block))
    }
}

fn long(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

fn main(header: &[u8], flags: u16, at: u64) -> Main {
    let is_volume = flags & 1 != 0;
    Main {
        at,
        is_volume,
        volume: (is_volume && flags & 0x100 != 0).then_some(0),
        is_solid: flags & 8 != 0,
        is_closed: flags & 4 != 0,
        has_recovery_record: flags & 0x40 != 0,
        has_authenticity: flags & 0x20 != 0,
        comment: if flags & 2 != 0 { comment(header.get(13..).unwrap_or_default()) } else { None },
        ..Main::default()
    }
}

/// The comment in the header of the archive (RAR 2): a block of its own, which is mostly packed.
fn comment(block: &[u8]) -> Option<Vec<u8>> {
    let (method, text) = (block.get(10)?, block.get(13..)?);
    (*method == 0x30).then(|| text.to_vec())
}

fn entry(header: &[u8], flags: u16, at: u64) -> Option<Entry> {
    let mut fields = Fields::new(header, at);
    fields.at = BASE;
    let (mut packed, mut size) = (fields.number(4)?, fields.number(4)?);
    let system = system(fields.byte()?);
    let checksum = fields.long()?;
    let time_at = fields.place();
    let time = fields.bytes(4)?;
    let (needs, method) = (fields.byte()?, fields.byte()?);
    let length = usize::from(fields.short()?);
    let attributes = fields.number(4)?;
    if flags & 0x100 != 0 {
        packed |= fields.number(4)? << 32;
        size |= fields.number(4)? << 32;
    }
    let raw_name = fields.bytes(length)?.to_vec();
    let (name, is_name_guessed) = name(&raw_name, flags & 0x200 != 0);
    if flags & 0x400 != 0 {
        let _ = fields.bytes(8)?;
    }
    let dos = Dos::of(time)?;
    let mut entry = Entry {
        at,
        header: header.len() as u64,
        name: name.replace('\\', "/"),
        raw_name,
        is_name_guessed,
        packed,
        size: (size != u64::MAX && size != 0xffff_ffff).then_some(size),
        checksum: Some(checksum),
        modified: dos.stamp(0, 0, time_at, time),
        system,
        attributes,
        // A password that locks it changes the sum; a part of a member has the sum of that part.
        method: method.wrapping_sub(0x30),
        needs,
        is_folder: flags & 0xe0 == 0xe0,
        is_encrypted: flags & 4 != 0,
        is_solid: flags & 0x10 != 0,
        from_previous: flags & 1 != 0,
        into_next: flags & 2 != 0,
        ..Entry::default()
    };
    if flags & 0x1000 != 0 {
        // A record that is cut short leaves the time of the header as it is.
        let _ = extended(&mut fields, (time, time_at), &mut entry);
    }
    Some(entry)
}

fn system(number: u8) -> String {
    match number {
        0 => "MS-DOS".to_owned(),
        1 => "OS/2".to_owned(),
        2 => "Windows".to_owned(),
        3 => "Unix".to_owned(),
        4 => "Mac OS".to_owned(),
        5 => "BeOS".to_owned(),
        other => format!("system {other}"),
    }
}

/// A date and a time of MS-DOS.
#[derive(Debug, Clone, Copy)]
struct Dos {
    date: u16,
    time: u16,
}

impl Dos {
    fn of(raw: &[u8]) -> Option<Self> {
        let time = u16::from_le_bytes(raw.get(..2)?.try_into().ok()?);
        let date = u16::from_le_bytes(raw.get(2..4)?.try_into().ok()?);
        Some(Self { date, time })
    }

    /// The time, later by so many seconds and ticks of 100 ns. None where no time is written.
    fn stamp(self, seconds: i64, ticks: u32, at: u64, raw: &[u8]) -> Option<Stamp> {
        if (self.date, self.time) == (0, 0) {
            return None;
        }
        let moment = Moment::of_dos(self.date, self.time);
        let moment =
            if (seconds, ticks) == (0, 0) { moment } else { moment.and_then(|moment| finer(&moment, seconds, ticks)) };
        Some(Stamp { moment, raw: raw.to_vec(), at })
    }
}

/// A local time, later by so many seconds and ticks of 100 ns.
fn finer(moment: &Moment, seconds: i64, ticks: u32) -> Option<Moment> {
    let clock = chrono::NaiveDateTime::parse_from_str(&moment.text, "%Y-%m-%dT%H:%M:%S").ok()?;
    let later = clock.checked_add_signed(chrono::TimeDelta::seconds(seconds))?;
    let text = later.format("%Y-%m-%dT%H:%M:%S").to_string();
    let fraction = if ticks == 0 { String::new() } else { format!(".{ticks:07}") };
    Moment::from_iso8601(&format!("{text}{fraction}")).ok()
}

/// The record of extended times: for each of four times, four bits say whether it is there, whether a second is to be added and how
/// many bytes of its fraction follow.
fn extended(fields: &mut Fields<'_>, (time, time_at): (&[u8], u64), entry: &mut Entry) -> Option<()> {
    let flags = fields.short()?;
    let mut found = VecDeque::new();
    for (number, shift) in [12, 8, 4, 0].into_iter().enumerate() {
        let bits = flags >> shift & 15;
        if bits & 8 == 0 {
            found.push_back(None);
            continue;
        }
        let (mut at, mut raw) = (time_at, time.to_vec());
        if number > 0 {
            (at, raw) = (fields.place(), fields.bytes(4)?.to_vec());
        }
        let dos = Dos::of(&raw)?;
        let count = usize::from(bits & 3);
        let fine = fields.bytes(count)?;
        // Of three bytes the highest are written.
        let ticks = fine.iter().rev().fold(0_u32, |sum, byte| sum << 8 | u32::from(*byte)) << (8 * (3 - count));
        raw.extend(fine);
        found.push_back(dos.stamp(i64::from(bits >> 2 & 1), ticks, at, &raw));
    }
    entry.modified = found.pop_front().flatten().or(entry.modified.take());
    entry.created = found.pop_front().flatten();
    entry.accessed = found.pop_front().flatten();
    entry.archived = found.pop_front().flatten();
    Some(())
}

/// The name, and whether its encoding is guessed. With the flag of Unicode it is UTF-8, or a name and its shortened UTF-16 after a
/// zero.
fn name(raw: &[u8], unicode: bool) -> (String, bool) {
    if !unicode {
        return guessed(raw);
    }
    match raw.iter().position(|byte| *byte == 0) {
        Some(end) => {
            let (plain, packed) = (raw.get(..end).unwrap_or_default(), raw.get(end + 1..).unwrap_or_default());
            let units = widened(plain, packed);
            (String::from_utf16_lossy(&units), false)
        }
        None => match std::str::from_utf8(raw) {
            Ok(name) => (name.to_owned(), false),
            Err(_) => guessed(raw),
        },
    }
}

/// UTF-16 of which the common upper byte is written once, and runs of letters are taken from the name in the code page.
fn widened(plain: &[u8], packed: &[u8]) -> Vec<u16> {
    let mut units: Vec<u16> = Vec::new();
    let mut bytes = packed.iter().copied().map(u16::from);
    let Some(high) = bytes.next().map(|high| high << 8) else { return units };
    let (mut flags, mut left) = (0_u16, 0);
    let mut step = |units: &mut Vec<u16>| -> Option<()> {
        if left == 0 {
            (flags, left) = (bytes.next()?, 4);
        }
        match flags >> 6 & 3 {
            0 => units.push(bytes.next()?),
            1 => units.push(bytes.next()? | high),
            2 => units.push(bytes.next()? | bytes.next()? << 8),
            _ => {
                let length = bytes.next()?;
                let correction = if length & 0x80 != 0 { Some(bytes.next()?) } else { None };
                for _ in 0..(length & 0x7f) + 2 {
                    let letter = u16::from(*plain.get(units.len())?);
                    units.push(match correction {
                        Some(correction) => (letter + correction) & 0xff | high,
                        None => letter,
                    });
                }
            }
        }
        (flags, left) = (flags << 2, left - 1);
        Some(())
    };
    while step(&mut units).is_some() {}
    units
}
