//! Rock Ridge (IEEE P1282, RRIP 1.12) on SUSP 1.12: names, owners and times of Unix in the directory records of ISO 9660.

use super::{SECTOR, both};

/// What the fields of a record say.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RockRidge {
    /// The name.
    pub name: Option<Vec<u8>>,
    /// The numbers of the owner and of the group, and the bytes.
    pub owner: Option<(u32, u32, Vec<u8>)>,
    /// What it leads to, where it is a symbolic link.
    pub link: Option<Vec<u8>>,
    /// Its times: which, and the 7 or 17 bytes.
    pub times: Vec<(Time, Vec<u8>)>,
    /// Whether the bytes are compressed (zisofs).
    pub is_compressed: bool,
    /// Where the folder is that was moved away from here.
    pub moved_to: Option<u32>,
    /// Whether it is such a folder, in the place to which it was moved.
    pub is_moved: bool,
    /// Whether any field of Rock Ridge is there.
    pub is_there: bool,
    link_goes_on: bool,
}

/// A time of a file (RRIP, 4.1.6).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Time {
    /// When it was made.
    Created,
    /// When its bytes were last changed.
    Modified,
    /// When it was last read.
    Accessed,
    /// When its entry was last changed.
    Changed,
    /// When it was last backed up.
    BackedUp,
    /// When it expires.
    Expires,
    /// From when on it holds.
    Effective,
}

const TIMES: [Time; 7] =
    [Time::Created, Time::Modified, Time::Accessed, Time::Changed, Time::BackedUp, Time::Expires, Time::Effective];
/// Fields go on in so many further places at most.
const CONTINUATIONS: usize = 16;
/// A name or a link has at most so many bytes.
const LONGEST: usize = 4_096;

/// Reads the fields of a record; `further` reads bytes at an offset.
pub fn read(fields: &[u8], block: u64, mut further: impl FnMut(u64, u64) -> Option<Vec<u8>>) -> RockRidge {
    let mut found = RockRidge::default();
    let mut area = fields.to_vec();
    for _ in 0..CONTINUATIONS {
        let goes_on = found.take(&area);
        let Some((at, offset, length)) = goes_on.filter(|(_, _, length)| u64::from(*length) <= SECTOR) else { break };
        let Some(bytes) = further(u64::from(at) * block + u64::from(offset), u64::from(length)) else { break };
        area = bytes;
    }
    found
}

impl RockRidge {
    /// Takes the fields of one area; where they go on, if they do.
    fn take(&mut self, area: &[u8]) -> Option<(u32, u32, u32)> {
        let (mut rest, mut goes_on) = (area, None);
        while let [first, second, length, _, ..] = *rest {
            let length = usize::from(length);
            let Some(field) = rest.get(..length).filter(|field| field.len() >= 4) else { break };
            let data = field.get(4..).unwrap_or_default();
            match &[first, second] {
                b"CE" => goes_on = both(data, 0).zip(both(data, 8)).zip(both(data, 16)).map(|((a, b), c)| (a, b, c)),
                b"ST" => break,
                b"NM" => self.name(data),
                b"PX" => {
                    if let (Some(user), Some(group)) = (both(data, 16), both(data, 24)) {
                        self.owner = Some((user, group, data.get(16..32).unwrap_or_default().to_vec()));
                    }
                }
                b"SL" => self.link(data),
                b"TF" => self.times(data),
                b"ZF" => self.is_compressed = true,
                b"CL" => self.moved_to = both(data, 0),
                b"RE" => self.is_moved = true,
                _ => {}
            }
            self.is_there |= matches!(&[first, second], b"NM" | b"PX" | b"TF" | b"RR" | b"SL" | b"CL" | b"RE");
            rest = rest.get(length..).unwrap_or_default();
        }
        goes_on
    }

    fn name(&mut self, data: &[u8]) {
        let name = self.name.get_or_insert_default();
        // The marks of this folder and the one above are no names.
        if data.first().is_some_and(|flags| flags & 6 == 0) && name.len() < LONGEST {
            name.extend(data.get(1..).unwrap_or_default());
        }
    }

    /// The components of a link (4.1.3.1).
    fn link(&mut self, data: &[u8]) {
        let goes_on = self.link_goes_on;
        let link = self.link.get_or_insert_default();
        let mut glued = goes_on || link.is_empty();
        let mut rest = data.get(1..).unwrap_or_default();
        while let [flags, length, ..] = *rest {
            let text = rest.get(2..2 + usize::from(length)).unwrap_or_default();
            if link.len() > LONGEST {
                break;
            }
            if !glued && !link.ends_with(b"/") {
                link.push(b'/');
            }
            match flags & 14 {
                2 => link.push(b'.'),
                4 => link.extend(b".."),
                8 => link.push(b'/'),
                _ => link.extend(text),
            }
            glued = flags & 1 != 0;
            rest = rest.get(2 + usize::from(length)..).unwrap_or_default();
        }
        self.link_goes_on = glued;
    }

    fn times(&mut self, data: &[u8]) {
        let flags = data.first().copied().unwrap_or(0);
        let length = if flags & 0x80 != 0 { 17 } else { 7 };
        let mut at = 1;
        for (_, time) in TIMES.iter().enumerate().filter(|(bit, _)| flags >> bit & 1 != 0) {
            if let Some(bytes) = data.get(at..at + length) {
                self.times.push((*time, bytes.to_vec()));
            }
            at += length;
        }
    }
}
