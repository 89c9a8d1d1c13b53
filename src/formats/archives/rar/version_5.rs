//! The headers of RAR 5.0 and later.

use super::{Block, Blocks, Entry, Fault, Fields, HEADER, Main, Stamp};
use crate::model::Moment;

impl Blocks<'_> {
    /// The next block: a checksum, a length, and a header of that length.
    pub(super) fn block_5(&mut self) -> Result<Option<Block>, Fault> {
        let at = self.at;
        let mut head = self.take_or_end(5)?;
        if head.is_empty() {
            return Ok(None);
        }
        // The length has at most three bytes.
        while head.len() < 7 && head.last().is_some_and(|byte| byte & 0x80 != 0) {
            head.extend(self.take(1)?);
        }
        let mut fields = Fields::new(&head, at);
        let (stated, length) = (fields.long(), fields.variable());
        let (Some(stated), Some(length)) = (stated, length) else { return Err(Fault::NoHeader(at)) };
        if length == 0 || length > HEADER {
            return Err(Fault::NoHeader(at));
        }
        let start = self.at;
        let header = self.take(usize::try_from(length).unwrap_or(usize::MAX))?;
        let mut sum = flate2::Crc::new();
        sum.update(head.get(4..).unwrap_or_default());
        sum.update(&header);
        if sum.sum() != stated {
            self.mismatches += 1;
        }
        let mut fields = Fields::new(&header, start);
        let block = self.parse_5(&mut fields, at).ok_or(Fault::NoHeader(at));
        // What does not match its checksum and cannot be read either says nothing of where the next one begins.
        block.map(Some)
    }

    fn parse_5(&mut self, fields: &mut Fields<'_>, at: u64) -> Option<Block> {
        let (kind, flags) = (fields.variable()?, fields.variable()?);
        let extra = if flags & 1 != 0 { fields.variable()? } else { 0 };
        self.left = if flags & 2 != 0 { fields.variable()? } else { 0 };
        let extra_at =
            fields.bytes.len().checked_sub(usize::try_from(extra).ok()?).filter(|&place| place >= fields.at)?;
        let extra = Fields::new(fields.bytes.get(extra_at..)?, fields.start + extra_at as u64);
        Some(match kind {
            1 => Block::Main(Box::new(main(fields, extra, at)?)),
            2 | 3 => {
                let mut entry = entry(fields)?;
                entry.at = at;
                entry.header = fields.start + fields.bytes.len() as u64 - at;
                entry.packed = self.left;
                (entry.from_previous, entry.into_next) = (flags & 8 != 0, flags & 16 != 0);
                records(extra, |kind, record| record_of_entry(kind, record, &mut entry));
                if kind == 2 { Block::File(Box::new(entry)) } else { Block::Service(Box::new(entry)) }
            }
            4 => {
                self.locked = true;
                Block::Locked
            }
            5 => Block::End { next_volume: fields.variable()? & 1 != 0, volume: None },
            _ => Block::Other,
        })
    }
}

fn main(fields: &mut Fields<'_>, extra: Fields<'_>, at: u64) -> Option<Main> {
    let flags = fields.variable()?;
    let is_volume = flags & 1 != 0;
    let volume = if flags & 2 != 0 { Some(fields.variable()?) } else { is_volume.then_some(0) };
    let mut main = Main {
        at,
        is_volume,
        volume,
        is_solid: flags & 4 != 0,
        has_recovery_record: flags & 8 != 0,
        is_closed: flags & 16 != 0,
        ..Main::default()
    };
    records(extra, |kind, record| {
        if kind == 2 {
            metadata(record, &mut main)?;
        }
        Some(())
    });
    Some(main)
}

/// The record "metadata" (RAR 7): the name that the archive had, and when it was made.
fn metadata(record: &mut Fields<'_>, main: &mut Main) -> Option<()> {
    let flags = record.variable()?;
    if flags & 1 != 0 {
        let length = usize::try_from(record.variable()?).ok()?;
        let name = record.bytes(length)?;
        let name = name.split(|byte| *byte == 0).next().unwrap_or_default();
        main.first_name = Some(String::from_utf8_lossy(name).into_owned()).filter(|name| !name.is_empty());
    }
    if flags & 2 != 0 {
        let place = record.place();
        let (raw, moment) = match flags & 12 {
            4 => {
                let raw = record.bytes(4)?;
                (raw, unix(raw, None))
            }
            12 => {
                let raw = record.bytes(8)?;
                let nanoseconds = little(raw);
                let seconds = i64::try_from(nanoseconds / 1_000_000_000).ok()?;
                (raw, of_unix(seconds, u32::try_from(nanoseconds % 1_000_000_000).ok()?))
            }
            _ => {
                let raw = record.bytes(8)?;
                (raw, Moment::of_filetime(little(raw)))
            }
        };
        main.created = Some(Stamp { moment, raw: raw.to_vec(), at: place });
    }
    Some(())
}

fn entry(fields: &mut Fields<'_>) -> Option<Entry> {
    let flags = fields.variable()?;
    let size = fields.variable()?;
    let attributes = fields.variable()?;
    let place = fields.place();
    let modified = if flags & 2 != 0 {
        let raw = fields.bytes(4)?;
        Some(Stamp { moment: unix(raw, None), raw: raw.to_vec(), at: place })
    } else {
        None
    };
    let checksum = if flags & 4 != 0 { Some(fields.long()?) } else { None };
    let compression = fields.variable()?;
    let system = match fields.variable()? {
        0 => "Windows".to_owned(),
        1 => "Unix".to_owned(),
        other => format!("system {other}"),
    };
    let length = usize::try_from(fields.variable()?).ok()?;
    let raw_name = fields.bytes(length)?.to_vec();
    let is_name_guessed = std::str::from_utf8(&raw_name).is_err();
    Some(Entry {
        name: String::from_utf8_lossy(&raw_name).into_owned(),
        raw_name,
        is_name_guessed,
        size: (flags & 8 == 0).then_some(size),
        checksum,
        modified,
        system,
        attributes,
        method: u8::try_from(compression >> 7 & 7).ok()?,
        // Versions of the algorithm are counted from 0, which RAR 5.0 unpacks; 1 is of RAR 7.0.
        needs: if compression & 63 == 0 { 50 } else { 70 },
        is_solid: compression & 64 != 0,
        is_folder: flags & 1 != 0,
        ..Entry::default()
    })
}

/// Goes through the records of an extra area; one that cannot be read ends it.
fn records(mut extra: Fields<'_>, mut each: impl FnMut(u64, &mut Fields<'_>) -> Option<()>) {
    while let Some(length) = extra.variable() {
        let place = extra.place();
        let Some(record) = usize::try_from(length).ok().and_then(|length| extra.bytes(length)) else { return };
        let mut record = Fields::new(record, place);
        let Some(kind) = record.variable() else { return };
        let _ = each(kind, &mut record);
    }
}

fn record_of_entry(kind: u64, record: &mut Fields<'_>, entry: &mut Entry) -> Option<()> {
    match kind {
        1 => entry.is_encrypted = true,
        3 => times(record, entry)?,
        4 => {
            let _ = record.variable()?;
            entry.version = Some(record.variable()?);
        }
        5 => {
            let what = match record.variable()? {
                1 => "symbolic link",
                2 => "symbolic link of Windows",
                3 => "junction",
                4 => "hard link",
                5 => "copy",
                _ => "link",
            };
            let _ = record.variable()?;
            let length = usize::try_from(record.variable()?).ok()?;
            let target = String::from_utf8_lossy(record.bytes(length)?).into_owned();
            entry.target = Some(format!("{what} of {target:?}"));
        }
        6 => {
            let flags = record.variable()?;
            let mut words = Vec::new();
            for (bit, what) in [(1, "user"), (2, "group")] {
                if flags & bit != 0 {
                    let length = usize::try_from(record.variable()?).ok()?;
                    words.push(format!("{what} {}", String::from_utf8_lossy(record.bytes(length)?)));
                }
            }
            for (bit, what) in [(4, "user"), (8, "group")] {
                if flags & bit != 0 {
                    words.push(format!("{what} {}", record.variable()?));
                }
            }
            entry.owner = Some(words.join(", "));
        }
        7 => entry.service = record.rest().to_vec(),
        _ => {}
    }
    Some(())
}

/// The record "file time": of Unix, to the second or finer, or FILETIMEs.
fn times(record: &mut Fields<'_>, entry: &mut Entry) -> Option<()> {
    let flags = record.variable()?;
    let is_unix = flags & 1 != 0;
    let mut found: [Option<(Vec<u8>, u64)>; 3] = [None, None, None];
    for (place, bit) in found.iter_mut().zip([2, 4, 8]) {
        if flags & bit != 0 {
            let at = record.place();
            *place = Some((record.bytes(if is_unix { 4 } else { 8 })?.to_vec(), at));
        }
    }
    let [modified, created, accessed] = found.map(|found| {
        let (mut raw, at) = found?;
        let moment = if is_unix {
            let fine = if flags & 16 != 0 { record.bytes(4) } else { None };
            let moment = unix(&raw, fine);
            raw.extend(fine.unwrap_or_default());
            moment
        } else {
            Moment::of_filetime(little(&raw))
        };
        Some(Stamp { moment, raw, at })
    });
    entry.modified = modified.or(entry.modified.take());
    (entry.created, entry.accessed) = (created, accessed);
    Some(())
}

fn little(raw: &[u8]) -> u64 {
    raw.iter().rev().fold(0, |sum, byte| sum << 8 | u64::from(*byte))
}

/// Seconds since 1970, and nanoseconds beyond them.
fn unix(raw: &[u8], fine: Option<&[u8]>) -> Option<Moment> {
    let nanoseconds = fine.map_or(0, little) & 0x3fff_ffff;
    of_unix(i64::try_from(little(raw)).ok()?, u32::try_from(nanoseconds).ok()?)
}

fn of_unix(seconds: i64, nanoseconds: u32) -> Option<Moment> {
    if nanoseconds == 0 {
        return Moment::of_unix_time(seconds);
    }
    let at = chrono::DateTime::from_timestamp(seconds, nanoseconds)?;
    Moment::from_iso8601(&at.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true)).ok()
}
