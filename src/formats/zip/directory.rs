//! The directory of a ZIP container: central headers (APPNOTE 6.3.10, 4.3.12), the local headers before the data (4.3.7),
//! and how they differ.

use super::image::Image;
use super::inflate::Inflater;
use crate::formats::budget::Purse;
use crate::model::ByteRange;
use encoding_rs::Encoding;
use memchr::memmem;
use std::ops::Range;

/// How the name of a member is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameEncoding {
    /// ASCII: every encoding is the same.
    Ascii,
    /// UTF-8, with the flag that says so (4.4.4, bit 11) or an extra field (4.6.9).
    Utf8,
    /// UTF-8 without a word of it.
    Utf8Unsaid,
    /// Only letters of code page 866: a DOS or Windows set to Russian. Guessed.
    CodePage866,
    /// Code page 437, as the specification has it (appendix D). Nothing more is known.
    CodePage437,
}

impl NameEncoding {
    /// In words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Ascii => "ASCII",
            Self::Utf8 => "UTF-8",
            Self::Utf8Unsaid => "UTF-8 without the flag that says so",
            Self::CodePage866 => "code page 866 (Cyrillic), by its letters",
            Self::CodePage437 => "an unnamed code page, shown as 437",
        }
    }
}

/// What a header says of a member. The central and the local header say most of it twice.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Header {
    /// Bytes of the name.
    pub name: Range<usize>,
    /// General purpose flags (4.4.4).
    pub flags: u16,
    /// Method of compression (4.4.5).
    pub method: u16,
    /// Time of last change, MS-DOS (4.4.6).
    pub time: u16,
    /// Date of last change, MS-DOS.
    pub date: u16,
    /// CRC-32 of the decoded bytes.
    pub crc: u32,
    /// Encoded bytes.
    pub compressed: u64,
    /// Decoded bytes.
    pub size: u64,
    /// Extra fields.
    pub extra: Range<usize>,
    /// Where time and date are.
    pub time_at: usize,
}

/// A member of the container.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// The name, decoded.
    pub name: String,
    /// How it is written.
    pub encoding: NameEncoding,
    /// The system that wrote it (4.4.2): 0 for MS-DOS and Windows, 3 for Unix, 11 for NTFS, 19 for macOS.
    pub system: u8,
    /// The version of the specification that its writer claims, times ten.
    pub written_by: u8,
    /// The central header.
    pub central: Header,
    /// The local header; none where there is none.
    pub local: Option<Header>,
    /// Where its local header should be.
    pub local_at: usize,
    /// Comment.
    pub comment: Range<usize>,
    /// The whole central header in the file.
    pub header: Range<usize>,
    /// The encoded data in the file.
    pub data: Range<usize>,
    /// Whether a checksum of the decoded bytes is stated.
    pub checksum_known: bool,
}

impl Member {
    /// Whether its bytes are locked by a password (4.4.4, bit 0).
    #[must_use]
    pub fn is_encrypted(&self) -> bool {
        self.central.flags & 1 != 0
    }

    /// Whether it is a folder.
    #[must_use]
    pub fn is_folder(&self) -> bool {
        self.name.ends_with('/')
    }

    /// Where its data are.
    #[must_use]
    pub fn bytes(&self) -> ByteRange {
        ByteRange::new(self.data.start, self.data.end)
    }
}

/// An opened container.
#[derive(Debug)]
pub struct Archive<'a> {
    /// The file.
    pub bytes: Image<'a>,
    /// The members, in the order of the directory.
    pub members: Vec<Member>,
    /// The comment of the whole.
    pub comment: Range<usize>,
    /// The container's first byte: others may be before it.
    pub start: usize,
    /// What is wrong with it.
    pub faults: Vec<String>,
    inflater: Inflater,
}

/// The end record may be before a comment of at most so many bytes (4.3.16).
const COMMENT: usize = (64 << 10) + 22;
/// Faults beyond this are of the same kind.
const FAULTS: usize = 20;

impl<'a> Archive<'a> {
    /// Reads the directory, of at most so many members. Where it cannot be read, members are taken from their local
    /// headers, and that is a fault.
    ///
    /// # Errors
    /// Why there is no member either way.
    pub fn open(bytes: &'a [u8], limit: usize) -> Result<Self, String> {
        Self::of(Image::Whole(bytes), limit)
    }

    /// The same of bytes that may be pieces.
    ///
    /// # Errors
    /// Why there is no member.
    pub fn of(bytes: Image<'a>, limit: usize) -> Result<Self, String> {
        Self::by_directory(bytes, limit).or_else(|why| {
            let mut archive =
                Self { bytes, members: vec![], comment: 0..0, start: 0, faults: vec![], inflater: Inflater::default() };
            archive.by_local_headers(limit);
            if archive.members.is_empty() {
                return Err(why);
            }
            let count = archive.members.len();
            archive.fault(format!("{why}; valla read {count} members from their local headers"));
            Ok(archive)
        })
    }

    fn by_local_headers(&mut self, limit: usize) {
        let Some(bytes) = self.bytes.whole() else { return };
        let mut from = 0;
        while self.members.len() < limit {
            let Some(at) = bytes.get(from..).and_then(|rest| memmem::find(rest, b"PK\x03\x04")) else { return };
            let at = from + at;
            from = at + 4;
            let Some((mut header, start)) = local(self.bytes, at) else { continue };
            // Where the size is after the data, the data end before the next header at the latest.
            let next = || {
                let rest = bytes.get(start..).unwrap_or_default();
                memmem::find(rest, b"PK\x07\x08").or_else(|| memmem::find(rest, b"PK\x03\x04")).unwrap_or(rest.len())
            };
            let unsaid = header.flags & 8 != 0 && header.compressed == 0;
            let length = if unsaid { next() } else { as_usize(header.compressed) };
            let end = start.saturating_add(length).min(bytes.len());
            header.compressed = (end - start.min(end)) as u64;
            let (name, encoding) = self.name(&header);
            from = end.max(from);
            self.members.push(Member {
                name,
                encoding,
                system: 0,
                written_by: 0,
                local: Some(header.clone()),
                comment: 0..0,
                header: at..start,
                local_at: at,
                data: start.min(end)..end,
                checksum_known: !unsaid,
                central: header,
            });
        }
    }

    fn by_directory(bytes: Image<'a>, limit: usize) -> Result<Self, String> {
        let EndRecord { count, size, offset, comment, behind } = end_record(bytes)?;
        let mut archive =
            Self { bytes, members: vec![], comment, start: 0, faults: vec![], inflater: Inflater::default() };
        // Bytes before the container shift every offset in it.
        let stated = as_usize(offset);
        let real = behind.checked_sub(size).filter(|&at| count == 0 || bytes.has(at, b"PK\x01\x02"));
        archive.start = real.and_then(|real| real.checked_sub(stated)).unwrap_or(0);
        let mut at = archive.start.saturating_add(stated);
        if count > 0 && !bytes.has(at, b"PK\x01\x02") {
            return Err(format!("its directory is not at offset {stated}, where the end record says it is"));
        }
        while (archive.members.len() as u64) < count && archive.members.len() < limit {
            let Some(member) = archive.central(at) else {
                let read = archive.members.len();
                archive.fault(format!("the directory is cut off after {read} of {count} members"));
                break;
            };
            at = member.header.end;
            archive.members.push(member);
        }
        archive.overlaps();
        Ok(archive)
    }

    fn fault(&mut self, fault: String) {
        if self.faults.len() < FAULTS {
            self.faults.push(fault);
        }
    }

    fn central(&mut self, at: usize) -> Option<Member> {
        let bytes = self.bytes;
        if !bytes.has(at, b"PK\x01\x02") {
            return None;
        }
        let field = |offset: usize, length: usize| bytes.number(at + offset, length);
        let (name, extra, comment) = (as_usize(field(28, 2)?), as_usize(field(30, 2)?), as_usize(field(32, 2)?));
        let (name, extra) = (at + 46..at + 46 + name, at + 46 + name..at + 46 + name + extra);
        let comment = extra.end..extra.end + comment;
        if comment.end > bytes.length() {
            return None;
        }
        let mut central = Header {
            flags: short(field(8, 2)?),
            method: short(field(10, 2)?),
            time: short(field(12, 2)?),
            date: short(field(14, 2)?),
            crc: u32::try_from(field(16, 4)?).ok()?,
            compressed: field(20, 4)?,
            size: field(24, 4)?,
            time_at: at + 12,
            name,
            extra,
        };
        let mut local_at = field(42, 4)?;
        widen(bytes, &mut central, Some(&mut local_at));
        let (text, encoding) = self.name(&central);
        let place = self.start.saturating_add(as_usize(local_at));
        let local = local(bytes, place);
        let start = local.as_ref().map_or(0, |(_, end)| *end);
        let end = start.saturating_add(as_usize(central.compressed));
        if local.is_none() {
            self.fault(format!("{text:?} has no local header at offset {local_at}"));
        }
        if local.is_some() && end > bytes.length() {
            self.fault(format!("the data of {text:?} go beyond the end of the file"));
        }
        let version = field(4, 2)?.to_le_bytes();
        Some(Member {
            name: text,
            encoding,
            system: version[1],
            written_by: version[0],
            local: local.map(|(header, _)| header),
            header: at..comment.end,
            comment,
            local_at: place,
            data: start.min(bytes.length())..end.min(bytes.length()),
            checksum_known: true,
            central,
        })
    }

    /// The name, by the best account of its encoding.
    fn name(&self, header: &Header) -> (String, NameEncoding) {
        let raw = self.slice(&header.name);
        if raw.is_ascii() {
            return (String::from_utf8_lossy(raw).into_owned(), NameEncoding::Ascii);
        }
        let unicode = extra_fields(self.bytes, &header.extra).find(|(id, _)| *id == 0x7075);
        if let Some(text) = unicode.and_then(|(_, field)| self.bytes.get(field.start + 5..field.end)) {
            return (String::from_utf8_lossy(text).into_owned(), NameEncoding::Utf8);
        }
        if let Ok(text) = std::str::from_utf8(raw) {
            let said = header.flags & 0x800 != 0;
            return (text.to_owned(), if said { NameEncoding::Utf8 } else { NameEncoding::Utf8Unsaid });
        }
        of_no_named_encoding(raw)
    }

    /// Members whose data share bytes: how a small file holds petabytes (Fifield 2019).
    fn overlaps(&mut self) {
        let mut ranges: Vec<(usize, usize)> =
            self.members.iter().filter(|member| !member.data.is_empty()).map(|m| (m.data.start, m.data.end)).collect();
        ranges.sort_unstable();
        let shared = ranges.windows(2).filter(|pair| matches!(pair, [first, second] if second.0 < first.1)).count();
        if shared > 0 {
            self.fault(format!("{shared} members share bytes in the file with other members"));
        }
    }

    /// Some bytes of the file; none where it ends before them.
    #[must_use]
    pub fn slice(&self, range: &Range<usize>) -> &'a [u8] {
        self.bytes.get(range.clone()).unwrap_or_default()
    }

    /// The member of a name.
    #[must_use]
    pub fn member(&self, name: &str) -> Option<&Member> {
        self.members.iter().find(|member| member.name == name)
    }

    /// The decoded bytes of a member.
    ///
    /// # Errors
    /// Why they cannot be had; a limit is noted in the purse.
    pub fn content(&self, member: &Member, purse: &Purse) -> Result<Vec<u8>, String> {
        self.content_of(member, self.slice(&member.data), purse)
    }

    /// The same where its encoded bytes were read apart.
    ///
    /// # Errors
    /// As [`Archive::content`].
    pub fn content_of(&self, member: &Member, raw: &[u8], purse: &Purse) -> Result<Vec<u8>, String> {
        if member.is_encrypted() {
            return Err("a password locks it".to_owned());
        }
        if member.local.is_none() {
            return Err("it has no local header".to_owned());
        }
        let plain = self.decoded(raw, member.central.method, member.central.size, purse)?;
        if member.checksum_known && crc32(&plain) != member.central.crc {
            return Err("its bytes do not match the checksum in the directory".to_owned());
        }
        Ok(plain)
    }

    /// Some bytes decoded by a method of compression; `stated` is how many the directory says that there are.
    ///
    /// # Errors
    /// Why they cannot be had; a limit is noted in the purse.
    pub fn decoded(&self, raw: &[u8], method: u16, stated: u64, purse: &Purse) -> Result<Vec<u8>, String> {
        let (room, limit, value) = purse.room(raw.len());
        let mut plain = Vec::new();
        match method {
            0 => plain.extend_from_slice(raw.get(..room.min(raw.len())).unwrap_or_default()),
            8 => {
                // The size that the directory states saves growing, as far as the data could hold it (1 to 1,032).
                let stated = usize::try_from(stated).unwrap_or(usize::MAX);
                plain.reserve(stated.min(room).min(raw.len().saturating_mul(32)) + 1);
                if let Err(error) = self.inflater.inflate(raw, &mut plain, room) {
                    purse.expanded(plain.len());
                    return Err(format!("its data are broken: {error}"));
                }
            }
            method => return Err(format!("its method of compression ({method}) is unknown to valla")),
        }
        purse.expanded(plain.len());
        if plain.len() > room || method == 0 && raw.len() > room {
            purse.reach(limit, value);
            return Err(format!("it is larger than the limit {limit} allows"));
        }
        Ok(plain)
    }

    /// The beginning of a member's decoded bytes, whatever its checksum; for a look at what it is.
    #[must_use]
    pub fn beginning(&self, member: &Member, enough: usize) -> Vec<u8> {
        let raw = self.slice(&member.data);
        let mut plain = Vec::new();
        match member.central.method {
            0 => plain.extend_from_slice(raw.get(..enough.min(raw.len())).unwrap_or_default()),
            8 => {
                // A member that is cut short still begins with what is asked of it.
                plain.reserve_exact(enough.min(raw.len().saturating_mul(1_032)));
                let _ = self.inflater.inflate(raw, &mut plain, enough.saturating_sub(1));
                plain.truncate(enough);
            }
            _ => {}
        }
        plain
    }
}

static IBM866: &Encoding = encoding_rs::IBM866;

/// A name that no word says the encoding of, by its letters.
#[must_use]
pub fn of_no_named_encoding(raw: &[u8]) -> (String, NameEncoding) {
    if let Ok(text) = std::str::from_utf8(raw) {
        return (text.to_owned(), if raw.is_ascii() { NameEncoding::Ascii } else { NameEncoding::Utf8Unsaid });
    }
    let cyrillic = |byte: &u8| matches!(byte, 0x80..=0xaf | 0xe0..=0xf1) || byte.is_ascii();
    if raw.iter().all(cyrillic) {
        let (text, _) = IBM866.decode_without_bom_handling(raw);
        return (text.into_owned(), NameEncoding::CodePage866);
    }
    (raw.iter().map(|&byte| code_page_437(byte)).collect(), NameEncoding::CodePage437)
}

fn crc32(bytes: &[u8]) -> u32 {
    let mut crc = flate2::Crc::new();
    crc.update(bytes);
    crc.sum()
}

/// The end record (4.3.16), with what Zip64 has before it (4.3.14).
pub(super) struct EndRecord {
    /// How many members the directory has.
    count: u64,
    /// How long it is.
    pub(super) size: usize,
    /// Where it says that it begins.
    offset: u64,
    comment: Range<usize>,
    /// What the directory ends before.
    pub(super) behind: usize,
}

/// Finds the end record.
pub(super) fn end_record(bytes: Image<'_>) -> Result<EndRecord, String> {
    let tail = bytes.length().saturating_sub(COMMENT);
    let end = memmem::rfind_iter(bytes.from(tail), b"PK\x05\x06")
        .map(|at| tail + at)
        .find(|at| bytes.number(at + 20, 2).is_some())
        .ok_or("it has no end record; it may be cut off")?;
    let field = |at: usize, length: usize| bytes.number(end + at, length).unwrap_or(0);
    let (mut count, mut size, mut offset) = (field(10, 2), field(12, 4), field(16, 4));
    let comment_end = (end + 22).saturating_add(as_usize(field(20, 2))).min(bytes.length());
    let mut behind = end;
    // Zip64: the fields of the end record are full, the true ones are before it.
    if (count == 0xffff || size == 0xffff_ffff || offset == 0xffff_ffff)
        && let Some(locator) = end.checked_sub(20).filter(|&at| bytes.has(at, b"PK\x06\x07"))
        && let Some(record) = bytes.number(locator + 8, 8).map(as_usize).filter(|&at| bytes.has(at, b"PK\x06\x06"))
    {
        let field = |at: usize| bytes.number(record.saturating_add(at), 8).unwrap_or(0);
        (count, size, offset) = (field(32), field(40), field(48));
        behind = record;
    }
    Ok(EndRecord { count, size: as_usize(size), offset, comment: end + 22..comment_end, behind })
}

/// The local header, and where the data begin.
fn local(bytes: Image<'_>, at: usize) -> Option<(Header, usize)> {
    if !bytes.has(at, b"PK\x03\x04") {
        return None;
    }
    let field = |offset: usize, length: usize| bytes.number(at + offset, length);
    let (name, extra) = (as_usize(field(26, 2)?), as_usize(field(28, 2)?));
    let (name, extra) = (at + 30..at + 30 + name, at + 30 + name..at + 30 + name + extra);
    let end = extra.end;
    if end > bytes.length() {
        return None;
    }
    let mut header = Header {
        flags: short(field(6, 2)?),
        method: short(field(8, 2)?),
        time: short(field(10, 2)?),
        date: short(field(12, 2)?),
        crc: u32::try_from(field(14, 4)?).ok()?,
        compressed: field(18, 4)?,
        size: field(22, 4)?,
        time_at: at + 10,
        name,
        extra,
    };
    widen(bytes, &mut header, None);
    Some((header, end))
}

/// Fields that are full have their true value in the Zip64 extra field (4.5.3), in a fixed order.
fn widen(bytes: Image<'_>, header: &mut Header, offset: Option<&mut u64>) {
    let Some((_, field)) = extra_fields(bytes, &header.extra).find(|(id, _)| *id == 1) else { return };
    let mut at = field.start;
    let mut fields = vec![&mut header.size, &mut header.compressed];
    fields.extend(offset);
    for value in fields {
        if *value == 0xffff_ffff
            && at + 8 <= field.end
            && let Some(true_value) = bytes.number(at, 8)
        {
            *value = true_value;
            at += 8;
        }
    }
}

/// The extra fields (4.5): id, and where the data of each are.
pub fn extra_fields(bytes: Image<'_>, extra: &Range<usize>) -> impl Iterator<Item = (u16, Range<usize>)> {
    let (mut at, end) = (extra.start, extra.end);
    std::iter::from_fn(move || {
        let id = short(bytes.number(at, 2).filter(|_| at + 4 <= end)?);
        let length = as_usize(bytes.number(at + 2, 2)?);
        let data = at + 4..(at + 4 + length).min(end);
        at = at + 4 + length;
        Some((id, data))
    })
}

fn short(number: u64) -> u16 {
    u16::try_from(number & 0xffff).unwrap_or(u16::MAX)
}

/// A place or a length; what is beyond memory is beyond every file.
pub(super) fn as_usize(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// Code page 437, upper half (APPNOTE, appendix D).
fn code_page_437(byte: u8) -> char {
    const UPPER: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}";
    match byte.checked_sub(128) {
        Some(upper) => UPPER.chars().nth(usize::from(upper)).unwrap_or(char::REPLACEMENT_CHARACTER),
        None => char::from(byte),
    }
}
