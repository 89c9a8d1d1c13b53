//! The directories of TIFF (revision 6.0, section 2) as files, blocks of Exif (CIPA DC-008, 4.6) and raw formats have them:
//! every field with the place of its value, followed by offset and never searched for.

use std::collections::BTreeSet;
use std::ops::Range;

/// Which directory a field is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Directory {
    /// The directory of an image: the first, the second (of Exif: the thumbnail's), and so on.
    Image(usize),
    /// The one of Exif (tag 34665).
    Exif,
    /// The one of positions (tag 34853).
    Position,
    /// Images inside an image (tag 330).
    Sub,
}

/// A field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Where it is.
    pub directory: Directory,
    /// Its number.
    pub tag: u16,
    /// The type of its values (section 2, "Types").
    pub kind: u16,
    /// How many values it has.
    pub count: u64,
    /// Where the values are, in the block.
    pub range: Range<usize>,
}

/// A block of TIFF.
#[derive(Debug)]
pub struct Tiff<'b> {
    bytes: &'b [u8],
    little: bool,
    /// Offsets and counts of eight bytes (`BigTIFF`).
    big: bool,
    /// The fields, as the directories list them.
    pub fields: Vec<Field>,
    /// What does not hold together.
    pub faults: Vec<String>,
}

/// More directories than this are not followed.
const DIRECTORIES: usize = 100;
/// More fields than this are not listed.
const FIELDS: usize = 10_000;

const BYTE: u16 = 1;
const ASCII: u16 = 2;
const SHORT: u16 = 3;
const LONG: u16 = 4;
const UNDEFINED: u16 = 7;
/// A pointer to a directory (Adobe's technical notes on TIFF, 1995).
const IFD: u16 = 13;
/// Whole numbers and pointers of `BigTIFF`.
const LONG_8: u16 = 16;
const IFD_8: u16 = 18;

/// How many bytes one value of a type takes.
fn width(kind: u16) -> Option<usize> {
    match kind {
        BYTE | ASCII | 6 | UNDEFINED => Some(1),
        SHORT | 8 => Some(2),
        LONG | 9 | 11 | IFD => Some(4),
        5 | 10 | 12 | LONG_8 | 17 | IFD_8 => Some(8),
        _ => None,
    }
}

impl<'b> Tiff<'b> {
    /// Follows the directories of a block.
    ///
    /// # Errors
    /// Where the block does not begin as a TIFF does.
    pub fn open(bytes: &'b [u8]) -> Result<Self, String> {
        let (little, big) = match bytes {
            [b'I', b'I', 42, 0, ..] => (true, false),
            [b'M', b'M', 0, 42, ..] => (false, false),
            [b'I', b'I', 43, 0, 8, 0, 0, 0, ..] => (true, true),
            [b'M', b'M', 0, 43, 0, 8, 0, 0, ..] => (false, true),
            _ => return Err("it does not begin as a TIFF does".to_owned()),
        };
        let mut tiff = Self { bytes, little, big, fields: vec![], faults: vec![] };
        let first = tiff.offset(if big { 8 } else { 4 }).ok_or("it is cut off behind its head")?;
        let mut pending = vec![(Directory::Image(0), first)];
        let mut visited = BTreeSet::new();
        while let Some((directory, at)) = pending.pop() {
            if at == 0 || visited.len() >= DIRECTORIES {
                continue;
            }
            if !visited.insert(at) {
                tiff.faults.push(format!("the directory at byte {at} is listed twice"));
                continue;
            }
            tiff.directory(directory, at, &mut pending);
        }
        Ok(tiff)
    }

    fn directory(&mut self, directory: Directory, at: u64, pending: &mut Vec<(Directory, u64)>) {
        let start = usize::try_from(at).unwrap_or(usize::MAX);
        let head = if self.big { 8 } else { 2 };
        let count = if self.big { self.offset(start) } else { self.short(start).map(u64::from) };
        let Some(count) = count else {
            self.faults.push(format!("a directory should begin at byte {at}, behind the end"));
            return;
        };
        let (length_of_entry, place) = if self.big { (20, 12) } else { (12, 8) };
        let entries = start + head;
        let count = usize::try_from(count).unwrap_or(usize::MAX).min(FIELDS);
        for number in 0..count {
            let entry = entries + number * length_of_entry;
            let (Some(tag), Some(kind), Some(count)) =
                (self.short(entry), self.short(entry + 2), self.offset(entry + 4))
            else {
                self.faults.push(format!("the directory at byte {at} is cut off after {number} of {count} fields"));
                return;
            };
            if self.fields.len() >= FIELDS {
                return;
            }
            // A type that is not known has values of unknown width; the field is passed over.
            let Some(width) = width(kind) else { continue };
            let length = usize::try_from(count).unwrap_or(usize::MAX).saturating_mul(width);
            let value = if length <= length_of_entry - place {
                entry + place
            } else {
                self.offset(entry + place).and_then(|at| usize::try_from(at).ok()).unwrap_or(usize::MAX)
            };
            let range = value..value.saturating_add(length);
            if range.end > self.bytes.len() {
                self.faults.push(format!("the value of field {tag} should stand at byte {value}, behind the end"));
                continue;
            }
            let field = Field { directory, tag, kind, count, range };
            let leads = match (directory, tag) {
                (Directory::Image(_), 34_665) => Some(Directory::Exif),
                (Directory::Image(_), 34_853) => Some(Directory::Position),
                (Directory::Image(_) | Directory::Sub, 330) => Some(Directory::Sub),
                _ => None,
            };
            if let Some(leads) = leads {
                pending.extend(self.numbers(&field).take(DIRECTORIES).map(|at| (leads, at)));
            }
            self.fields.push(field);
        }
        if let (Directory::Image(number), Some(next)) = (directory, self.offset(entries + count * length_of_entry)) {
            pending.push((Directory::Image(number + 1), next));
        }
    }

    fn take<const LENGTH: usize>(&self, at: usize) -> Option<[u8; LENGTH]> {
        self.bytes.get(at..at.checked_add(LENGTH)?)?.try_into().ok()
    }

    fn short(&self, at: usize) -> Option<u16> {
        self.take(at).map(|two| if self.little { u16::from_le_bytes(two) } else { u16::from_be_bytes(two) })
    }

    fn long(&self, at: usize) -> Option<u32> {
        self.take(at).map(|four| if self.little { u32::from_le_bytes(four) } else { u32::from_be_bytes(four) })
    }

    /// An offset or a count, as wide as the file has them.
    fn offset(&self, at: usize) -> Option<u64> {
        if !self.big {
            return self.long(at).map(u64::from);
        }
        self.take(at).map(|eight| if self.little { u64::from_le_bytes(eight) } else { u64::from_be_bytes(eight) })
    }

    /// A field of a directory.
    #[must_use]
    pub fn field(&self, directory: Directory, tag: u16) -> Option<&Field> {
        self.fields.iter().find(|field| field.directory == directory && field.tag == tag)
    }

    /// The bytes of a field's values.
    #[must_use]
    pub fn raw(&self, field: &Field) -> &'b [u8] {
        self.bytes.get(field.range.clone()).unwrap_or_default()
    }

    /// A text up to its first zero, and where it is: of the type ASCII, or of bytes that some programs write instead.
    #[must_use]
    pub fn text(&self, directory: Directory, tag: u16) -> Option<(&'b [u8], Range<usize>)> {
        let field = self.field(directory, tag).filter(|field| matches!(field.kind, ASCII | BYTE | UNDEFINED))?;
        let raw = self.raw(field);
        let text = raw.split(|byte| *byte == 0).next().unwrap_or_default();
        Some((text, field.range.start..field.range.start + text.len()))
    }

    /// The values of a field of whole numbers.
    pub fn numbers(&self, field: &Field) -> impl Iterator<Item = u64> {
        let (start, kind) = (field.range.start, field.kind);
        let count = usize::try_from(field.count).unwrap_or(0);
        (0..count).map_while(move |number| match kind {
            BYTE => self.bytes.get(start + number).copied().map(u64::from),
            SHORT => self.short(start + number * 2).map(u64::from),
            LONG | IFD => self.long(start + number * 4).map(u64::from),
            LONG_8 | IFD_8 => self.offset(start + number * 8),
            _ => None,
        })
    }

    /// The first whole number of a field.
    #[must_use]
    pub fn number(&self, directory: Directory, tag: u16) -> Option<u32> {
        let field = self.field(directory, tag)?;
        self.numbers(field).next().and_then(|number| u32::try_from(number).ok())
    }

    /// The values of a field of fractions; numerator and denominator.
    #[must_use]
    pub fn fractions(&self, directory: Directory, tag: u16) -> Vec<(u32, u32)> {
        let Some(field) = self.field(directory, tag).filter(|field| field.kind == 5) else { return vec![] };
        let fraction = |at: usize| Some((self.long(at)?, self.long(at + 4)?));
        field.range.clone().step_by(8).filter_map(fraction).collect()
    }
}
