//! ISO 9660 (ECMA-119, 4th edition): descriptors of volumes, directories, and the sessions of a disc that was burnt more than once.

pub mod rock_ridge;

use super::position::up_to;
use rock_ridge::RockRidge;
use std::collections::{HashSet, VecDeque};
use std::io::{self, Read, Seek, SeekFrom};
use std::ops::Range;

/// The bytes of a sector.
pub const SECTOR: u64 = 2_048;
/// The first sector that describes a volume (ECMA-119, 7.2.1).
const FIRST: u64 = 16;
/// So many descriptors one session has at most.
const DESCRIPTORS: u64 = 64;
/// Folders inside one another.
const DEPTH: usize = 64;
/// Bytes of one directory that are read: a hundred thousand names.
const DIRECTORY: u64 = 16 << 20;

/// A number that is written twice, least byte first and last (7.3.3); the first is read.
#[must_use]
pub fn both(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

/// A descriptor of a volume (8.4, 8.5).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Volume {
    /// Its offset.
    pub at: u64,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Fields of a descriptor by their places (8.4).
pub mod field {
    use std::ops::Range;

    /// The system that can use the first sectors.
    pub const SYSTEM: Range<usize> = 8..40;
    /// The name of the volume.
    pub const VOLUME: Range<usize> = 40..72;
    /// The name of the set of volumes.
    pub const SET: Range<usize> = 190..318;
    /// Who publishes it.
    pub const PUBLISHER: Range<usize> = 318..446;
    /// Who prepared it.
    pub const PREPARER: Range<usize> = 446..574;
    /// The program, or what its data are for.
    pub const APPLICATION: Range<usize> = 574..702;
    /// When the volume was made.
    pub const CREATED: Range<usize> = 813..830;
    /// When it was last changed.
    pub const MODIFIED: Range<usize> = 830..847;
    /// When it expires.
    pub const EXPIRES: Range<usize> = 847..864;
    /// From when on it may be used.
    pub const EFFECTIVE: Range<usize> = 864..881;
    /// For the use of the program.
    pub const APPLICATION_USE: Range<usize> = 883..1_395;
}

impl Volume {
    /// The bytes of a field.
    #[must_use]
    pub fn raw(&self, field: &Range<usize>) -> &[u8] {
        self.bytes.get(field.clone()).unwrap_or_default()
    }

    /// A field as text, without the blanks behind it.
    #[must_use]
    pub fn text(&self, field: &Range<usize>) -> String {
        let raw = self.raw(field);
        let text = if self.is_joliet() { wide(raw) } else { String::from_utf8_lossy(raw).into_owned() };
        text.trim_matches(|letter: char| letter == '\0' || letter.is_whitespace()).to_owned()
    }

    /// Whether its names are in UCS-2 (Joliet: the escape sequences of the three levels).
    #[must_use]
    pub fn is_joliet(&self) -> bool {
        self.bytes.first() == Some(&2) && matches!(self.bytes.get(88..91), Some([b'%', b'/', b'@' | b'C' | b'E']))
    }

    /// The bytes of a logical block.
    #[must_use]
    pub fn block(&self) -> u64 {
        let block = both(&self.bytes, 128).unwrap_or(0) & 0xffff;
        if matches!(block, 512 | 1_024 | 2_048) { u64::from(block) } else { SECTOR }
    }

    /// How many bytes the volume says that it has.
    #[must_use]
    pub fn size(&self) -> u64 {
        u64::from(both(&self.bytes, 80).unwrap_or(0)) * self.block()
    }

    /// Where its directories begin, and how long the first is.
    #[must_use]
    pub fn root(&self) -> (u32, u32) {
        (both(&self.bytes, 158).unwrap_or(0), both(&self.bytes, 166).unwrap_or(0))
    }
}

/// Text in UCS-2, the higher byte first.
#[must_use]
pub fn wide(raw: &[u8]) -> String {
    let units = raw.chunks_exact(2).map(|pair| match pair {
        [high, low] => u16::from_be_bytes([*high, *low]),
        _ => 0,
    });
    char::decode_utf16(units).map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

/// What one session describes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Its primary volume.
    pub primary: Volume,
    /// The same with names of Joliet, where it is there.
    pub joliet: Option<Volume>,
    /// The sector of the catalogue from which a machine can start (El Torito), and the descriptor's offset.
    pub boot: Option<(u32, u64)>,
    /// Whether descriptors of UDF are there too.
    pub is_udf: bool,
    /// Where the descriptors end.
    pub end: u64,
}

/// Bytes at an offset.
///
/// # Errors
/// Those of the source.
pub fn bytes_at(source: &mut (impl Read + Seek + ?Sized), at: u64, length: u64) -> io::Result<Vec<u8>> {
    source.seek(SeekFrom::Start(at))?;
    let mut source = source;
    up_to(&mut source, length)
}

/// The session whose descriptors begin at a sector.
///
/// # Errors
/// Those of the source.
pub fn session(source: &mut (impl Read + Seek + ?Sized), first: u64) -> io::Result<Option<Session>> {
    let (mut primary, mut joliet, mut boot, mut is_udf) = (None, None, None, false);
    let mut end = first * SECTOR;
    for sector in first..first + DESCRIPTORS {
        let at = sector * SECTOR;
        let bytes = bytes_at(source, at, SECTOR)?;
        match (bytes.first(), bytes.get(1..6)) {
            (Some(1), Some(b"CD001")) if primary.is_none() && bytes.len() as u64 == SECTOR => {
                primary = Some(Volume { at, bytes });
            }
            (Some(2), Some(b"CD001")) => {
                joliet = joliet.or(Some(Volume { at, bytes }).filter(Volume::is_joliet));
            }
            (Some(0), Some(b"CD001")) if bytes.get(7..30) == Some(b"EL TORITO SPECIFICATION") => {
                boot = both(&bytes, 71).map(|sector| (sector, at));
            }
            (_, Some(b"NSR02" | b"NSR03")) => is_udf = true,
            (_, Some(b"CD001" | b"BEA01" | b"TEA01" | b"BOOT2")) => {}
            _ => break,
        }
        end = at + SECTOR;
    }
    Ok(primary.map(|primary| Session { primary, joliet, boot, is_udf, end }))
}

/// Whether the first directory of a volume is where it says: the image inside an image is counted from its own beginning, and is no
/// session.
fn has_its_root(source: &mut (impl Read + Seek + ?Sized), volume: &Volume) -> io::Result<bool> {
    let (root, _) = volume.root();
    let bytes = bytes_at(source, u64::from(root) * volume.block(), 34)?;
    Ok(both(&bytes, 2) == Some(root) && bytes.get(32..34) == Some(&[1, 0]))
}

/// The sessions in the parts of the image that no file takes, in the order of their places. `goes_on` is asked for every sector.
///
/// # Errors
/// Those of the source.
pub fn sessions(
    source: &mut (impl Read + Seek + ?Sized),
    taken: &[Range<u64>],
    mut goes_on: impl FnMut() -> bool,
) -> io::Result<Vec<Session>> {
    let size = source.seek(SeekFrom::End(0))?;
    let mut taken = taken.to_vec();
    taken.sort_by_key(|range| range.start);
    let (mut found, mut from) = (Vec::new(), (FIRST + 1) * SECTOR);
    for range in taken.into_iter().chain(std::iter::once(size..size)) {
        for sector in from.div_ceil(SECTOR)..range.start.min(size) / SECTOR {
            if !goes_on() {
                return Ok(found);
            }
            if bytes_at(source, sector * SECTOR, 7)? == *b"\x01CD001\x01"
                && let Some(session) = session(source, sector)?
                && has_its_root(source, &session.primary)?
            {
                found.push(session);
            }
        }
        from = from.max(range.end);
    }
    Ok(found)
}

/// A file of a volume.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// The names of its folders and its own, as the tree has them.
    pub path: Vec<Vec<u8>>,
    /// Where its bytes are.
    pub extents: Vec<Range<u64>>,
    /// The offset of its directory record.
    pub at: u64,
    /// When it was recorded: seven bytes (9.1.5).
    pub recorded: [u8; 7],
    /// What Rock Ridge says of it.
    pub rock_ridge: RockRidge,
}

impl File {
    /// The size in bytes.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.extents.iter().map(|extent| extent.end - extent.start).sum()
    }

    /// Where the seven bytes of its time are.
    #[must_use]
    pub fn recorded_at(&self) -> Range<u64> {
        self.at + 18..self.at + 25
    }
}

/// What a walk over the directories of a volume gave.
#[derive(Debug, Default)]
pub struct Tree {
    /// The files, in the order of the directories.
    pub files: Vec<File>,
    /// Where the directories are.
    pub directories: Vec<Range<u64>>,
    /// Whether Rock Ridge is used.
    pub has_rock_ridge: bool,
    /// What is wrong, and where.
    pub faults: Vec<(u64, String)>,
}

/// Walks over the directories of a volume. `takes` is asked for every entry.
///
/// # Errors
/// Those of the source.
pub fn tree(
    source: &mut (impl Read + Seek + ?Sized),
    volume: &Volume,
    mut takes: impl FnMut() -> bool,
) -> io::Result<Tree> {
    let mut tree = Tree::default();
    let (root, length) = volume.root();
    let mut skip = 0;
    let mut waiting = VecDeque::from([(root, length, Vec::new())]);
    let mut seen = HashSet::new();
    while let Some((place, length, path)) = waiting.pop_front() {
        let at = u64::from(place) * volume.block();
        if !seen.insert(place) || path.len() > DEPTH {
            tree.faults.push((at, "a folder is inside itself, or too deep".to_owned()));
            continue;
        }
        let length = u64::from(length).min(DIRECTORY);
        let bytes = bytes_at(source, at, length)?;
        if (bytes.len() as u64) < length {
            tree.faults.push((at, "the image ends within a folder".to_owned()));
        }
        tree.directories.push(at..at + bytes.len() as u64);
        let mut open: Option<File> = None;
        let mut from = 0;
        while from < bytes.len() {
            let size = usize::from(bytes.get(from).copied().unwrap_or(0));
            if size == 0 {
                // Records do not reach over sectors.
                from = (from / 2_048 + 1) * 2_048;
                continue;
            }
            let Some(record) = bytes.get(from..from + size).filter(|record| record.len() >= 34) else {
                tree.faults.push((at + from as u64, "a folder breaks off".to_owned()));
                break;
            };
            let record_at = at + from as u64;
            from += size;
            if !takes() {
                return Ok(tree);
            }
            let named = usize::from(record.get(32).copied().unwrap_or(0));
            let Some(name) = record.get(33..33 + named) else { continue };
            let fields = record.get(33 + named + usize::from(named % 2 == 0)..).unwrap_or_default();
            if name == [0] {
                // The first record of the first folder says how many bytes are not Rock Ridge's (SUSP, 5.3).
                if path.is_empty() && fields.starts_with(b"SP") {
                    skip = fields.get(6).map_or(0, |skip| usize::from(*skip));
                }
                continue;
            }
            if name == [1] {
                continue;
            }
            let fields = fields.get(skip..).unwrap_or_default();
            let rock_ridge = rock_ridge::read(fields, volume.block(), |at, length| bytes_at(source, at, length).ok());
            tree.has_rock_ridge |= rock_ridge.is_there;
            let shown = rock_ridge.name.clone().unwrap_or_else(|| own_name(name, volume.is_joliet()));
            let flags = record.get(25).copied().unwrap_or(0);
            let place = both(record, 2).unwrap_or(0);
            let length = both(record, 10).unwrap_or(0);
            let path: Vec<Vec<u8>> = path.iter().cloned().chain([shown]).collect();
            if let Some(moved) = rock_ridge.moved_to {
                let first = bytes_at(source, u64::from(moved) * volume.block(), 34)?;
                waiting.push_back((moved, both(&first, 10).unwrap_or(0), path));
            } else if rock_ridge.is_moved {
                // It is told where it was moved from.
            } else if flags & 2 != 0 {
                waiting.push_back((place, length, path));
            } else {
                let start = u64::from(place) * volume.block();
                let extent = start..start + u64::from(length);
                let goes_on = flags & 0x80 != 0;
                let recorded = record.get(18..25).and_then(|bytes| bytes.try_into().ok()).unwrap_or([0; 7]);
                match &mut open {
                    Some(file) if file.path == path => file.extents.push(extent),
                    _ => {
                        tree.files.extend(open.take());
                        let extents = vec![extent];
                        open = Some(File { path, extents, at: record_at, recorded, rock_ridge });
                    }
                }
                if !goes_on {
                    tree.files.extend(open.take());
                }
            }
        }
        tree.files.extend(open.take());
    }
    Ok(tree)
}

/// A name without its version: `NAME.TXT;1` (7.5.1).
fn own_name(name: &[u8], is_joliet: bool) -> Vec<u8> {
    let text = if is_joliet { wide(name).into_bytes() } else { name.to_vec() };
    let version = text.iter().rposition(|byte| *byte == b';');
    let is_version = |at: &usize| text.get(at + 1..).is_some_and(|rest| rest.iter().all(u8::is_ascii_digit));
    let end = version.filter(is_version).unwrap_or(text.len());
    let text = text.get(..end).unwrap_or_default();
    // A name without an ending has a dot all the same.
    if is_joliet { text.to_vec() } else { text.strip_suffix(b".").unwrap_or(text).to_vec() }
}

/// The bytes of a file, extent after extent.
pub struct Bytes<'a, S: ?Sized> {
    source: &'a mut S,
    extents: VecDeque<Range<u64>>,
}

impl<'a, S: Read + Seek + ?Sized> Bytes<'a, S> {
    /// Of these extents.
    pub fn of(source: &'a mut S, extents: &[Range<u64>]) -> Self {
        Self { source, extents: extents.iter().cloned().collect() }
    }
}

impl<S: Read + Seek + ?Sized> Read for Bytes<'_, S> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        while let Some(extent) = self.extents.front_mut() {
            let left = extent.end.saturating_sub(extent.start);
            if left == 0 {
                self.extents.pop_front();
                continue;
            }
            self.source.seek(SeekFrom::Start(extent.start))?;
            let most = usize::try_from(left).unwrap_or(usize::MAX).min(buffer.len());
            let read = self.source.read(buffer.get_mut(..most).unwrap_or_default())?;
            if read == 0 {
                let message = format!("the image ends {left} bytes before the end of the file");
                return Err(io::Error::new(io::ErrorKind::UnexpectedEof, message));
            }
            extent.start += read as u64;
            return Ok(read);
        }
        Ok(0)
    }
}
