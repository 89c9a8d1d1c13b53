//! JPEG (ITU-T T.81) as far as it speaks of its origin: Exif, quantisation tables, Photoshop blocks with IPTC, XMP, profiles.

use super::{COMMENT, Picture, SIZE, exif, iptc, size};
use crate::formats::jpeg::{Segment, dimensions, end_of, is_frame, segments};
use crate::formats::{jpeg_tables, multi_picture};
use crate::model::evidence::hexadecimal;
use crate::model::{ByteRange, Editability, Property};
use crate::readers::credentials::Store;
use crate::readers::fonts::text;
use crate::readers::icc;
use crate::readers::part::PartFact;
use std::ops::Range;

pub use exif::{CHANGED, DEVICE, DIGITIZED, MAKE, SOFTWARE, TAKEN};

/// The quantisation tables, as the first half of their SHA-256: the same encoder at the same quality has the same.
pub const QUANTISATION: Property = Property::plain("pdf.image.quantisation", Editability::F1);
/// The class of its quantisation tables: those of the standard, at a quality, or its own.
pub const TABLES: Property = Property::plain("pdf.image.jpeg.tables", Editability::F1);
/// The segments before the data of the picture, in their order.
pub const SEGMENTS: Property = Property::plain("pdf.image.jpeg.segments", Editability::F1);
/// A further picture that the file lists, after the end of the first.
pub const FURTHER_PART: Property = Property::plain("pdf.image.further-part", Editability::F1);
/// A Photoshop block is there (APP13).
pub const PHOTOSHOP: Property = Property::plain("pdf.image.photoshop", Editability::F2);

/// After the words with which a packet begins (XMP specification, part 3, 1.1.3).
const XMP: &[u8] = b"http://ns.adobe.com/xap/1.0/\0";
/// After these words is a piece of a packet that is too long for one segment.
const EXTENSION: &[u8] = b"http://ns.adobe.com/xmp/extension/\0";

/// The pieces of a store of content credentials.
#[derive(Debug, Default)]
struct Pieces {
    store: u16,
    pieces: Vec<(u32, Vec<u8>)>,
    place: Option<Range<usize>>,
}

impl Pieces {
    fn piece(&mut self, body: &[u8], range: &Range<usize>) {
        let Some([a, b, c, d, e, f]) = body.get(2..8).and_then(|head| <[u8; 6]>::try_from(head).ok()) else { return };
        let (store, number) = (u16::from_be_bytes([a, b]), u32::from_be_bytes([c, d, e, f]));
        let first = self.pieces.is_empty();
        // Other boxes of the same kind of segment are other stores.
        let is_of_it = if first { body.get(12..16) == Some(b"jumb") } else { store == self.store };
        if !is_of_it {
            return;
        }
        self.store = store;
        // The head of the box is repeated before each further piece.
        let from = if first { 8 } else { 16 };
        self.pieces.push((number, body.get(from..).unwrap_or_default().to_vec()));
        let start = self.place.as_ref().map_or(range.start, |place| place.start);
        self.place = Some(start..range.end);
    }

    fn whole(mut self) -> Option<Store> {
        self.pieces.sort_by_key(|(number, _)| *number);
        let bytes = self.pieces.into_iter().flat_map(|(_, piece)| piece).collect();
        let place = self.place?;
        Some(Store { bytes, place: ByteRange::new(place.start, place.end) })
    }
}

/// The facts of a picture that is in a document as one of its parts.
#[must_use]
pub fn read(data: &[u8]) -> Vec<PartFact> {
    let mut picture = picture(data);
    if let Some((range, profile)) = &picture.profile {
        // In one piece every value has its own place.
        let whole = range.len() == profile.len();
        let at = |fact: PartFact| PartFact {
            range: if whole { range.start + fact.range.start..range.start + fact.range.end } else { range.clone() },
            path: format!("colour profile: {}", fact.path),
            ..fact
        };
        picture.facts.extend(icc::read(profile).into_iter().map(at));
    }
    picture.facts
}

/// Reads the segments before the picture's data.
#[must_use]
pub fn picture(data: &[u8]) -> Picture {
    let mut picture = Picture::default();
    if data.get(..2) != Some(&[0xff, 0xd8]) {
        return picture;
    }
    let mut tables: Vec<u8> = Vec::new();
    let mut extended = Extended::default();
    let mut store = Pieces::default();
    let mut further = Vec::new();
    let mut profile: Vec<(u8, Range<usize>, &[u8])> = Vec::new();
    let found = segments(data);
    for Segment { marker, body: range } in &found.list {
        let (start, body) = (range.start, data.get(range.clone()).unwrap_or_default());
        match marker {
            0xe1 => {
                if let Some(tiff) = body.strip_prefix(b"Exif\0\0") {
                    picture.facts.extend(exif::facts(tiff, start + 6));
                } else if body.starts_with(XMP) {
                    picture.packets.push((start + XMP.len()..range.end, None));
                } else if body.starts_with(EXTENSION) {
                    extended.piece(body, range);
                }
            }
            0xe2 => {
                // A profile is in pieces, each after its number (ICC.1:2022, B.4).
                if let Some([number, _, piece @ ..]) = body.strip_prefix(b"ICC_PROFILE\0") {
                    profile.push((*number, start + 14..range.end, piece));
                }
                // Several pictures in one file (CIPA DC-007): the others are after the end of the first.
                if let Some(list) = body.strip_prefix(b"MPF\0") {
                    further = multi_picture::parts(list, start + 4, data.len());
                }
            }
            // A store is in pieces, each after the number of the store, its own number and the head of the box (ISO/IEC 19566-5, D.2).
            0xeb if body.starts_with(b"JP") => store.piece(body, range),
            0xed if body.starts_with(b"Photoshop 3.0") => {
                let head = body.get(..13).unwrap_or_default();
                picture.facts.push(text(&PHOTOSHOP, head, "Photoshop 3.0", start..start + 13, "APP13"));
                picture.facts.extend(iptc::facts(body, start));
            }
            0xfe => {
                let shown: String = String::from_utf8_lossy(body).chars().take(2_000).collect();
                picture.facts.push(text(&COMMENT, body, &shown, range.clone(), "COM"));
            }
            0xdb => tables.extend_from_slice(body),
            marker if is_frame(*marker) => {
                if let Some((width, height)) = dimensions(body) {
                    picture.facts.push(size(&SIZE, width, height, start + 1..start + 5, data, "SOF"));
                }
            }
            _ => {}
        }
    }
    if let Some(whole) = extended.packet() {
        // The packet names the digest of what belongs to it (part 3, 1.1.3.1).
        let names = |(range, _): &(Range<usize>, Option<Vec<u8>>)| {
            data.get(range.clone()).is_some_and(|packet| memchr::memmem::find(packet, &whole.digest).is_some())
        };
        if picture.packets.iter().any(names) {
            picture.packets.push((whole.place, Some(whole.bytes)));
        } else {
            picture.oddities.push("a continued XMP packet belongs to no packet of this picture".to_owned());
        }
    }
    picture.credentials = store.whole();
    profile.sort_by_key(|(number, _, _)| *number);
    if let (Some(start), Some(end)) =
        (profile.iter().map(|(_, range, _)| range.start).min(), profile.iter().map(|(_, range, _)| range.end).max())
    {
        picture.profile = Some((start..end, profile.iter().flat_map(|(_, _, piece)| piece.iter().copied()).collect()));
    }
    picture.has_own_huffman_tables =
        jpeg_tables::huffman_is_standard(&contents(data, &found.list, 0xc4)) == Some(false);
    if let Some(class) = jpeg_tables::quantisation(&contents(data, &found.list, 0xdb)) {
        picture.facts.push(text(&TABLES, b"", &class.in_words(), 0..0, "DQT"));
        picture.facts.push(text(&SEGMENTS, b"", &order(data, &found.list), 0..0, "segments"));
    }
    if !tables.is_empty() {
        let digest = <sha2::Sha256 as sha2::Digest>::digest(&tables);
        let shown = hexadecimal(digest.get(..16).unwrap_or_default());
        picture.facts.push(text(&QUANTISATION, b"", &shown, 0..0, "DQT"));
    }
    let own_end = found.scan.and_then(|scan| end_of(data, scan));
    picture.end = own_end.map(|end| further.iter().map(|part| part.range.end).max().unwrap_or(0).max(end));
    // Telephones announce a film, a map of brightness or a picture for depth in XMP, and append it.
    let mut packets =
        picture.packets.iter().filter_map(|(range, whole)| whole.as_deref().or_else(|| data.get(range.clone())));
    picture.announced = packets.find_map(announced).or_else(|| preview(data, own_end?, &found.list));
    for part in further {
        let whole = text(&FURTHER_PART, b"", part.what, part.range, "MPF");
        picture.facts.push(whole);
    }
    picture.oddities.extend(found.oddities);
    picture.faults.extend(found.faults);
    picture
}

/// The contents of the segments with a marker.
fn contents<'a>(data: &'a [u8], list: &[Segment], marker: u8) -> Vec<&'a [u8]> {
    list.iter()
        .filter(|segment| segment.marker == marker)
        .filter_map(|segment| data.get(segment.body.clone()))
        .collect()
}

/// The names of the segments, in their order; several of a kind that follow each other once.
fn order(data: &[u8], list: &[Segment]) -> String {
    let mut names: Vec<String> = list
        .iter()
        .map(|segment| match segment.marker {
            marker @ 0xe0..=0xef => {
                let body = data.get(segment.body.clone()).unwrap_or_default();
                let letters = body.iter().take(12).take_while(|byte| byte.is_ascii_alphanumeric());
                let kind: String = letters.map(|byte| char::from(*byte)).collect();
                format!("APP{}{}{kind}", marker - 0xe0, if kind.is_empty() { "" } else { ":" })
            }
            0xc4 => "DHT".to_owned(),
            0xdb => "DQT".to_owned(),
            0xdd => "DRI".to_owned(),
            0xda => "SOS".to_owned(),
            0xfe => "COM".to_owned(),
            marker @ 0xc0..=0xcf => format!("SOF{}", marker - 0xc0),
            marker => format!("{marker:02X}"),
        })
        .take(SHOWN)
        .collect();
    names.dedup();
    names.join(" ")
}

/// More segments are not named.
const SHOWN: usize = 60;

/// How far after the end of the picture a preview begins at the most.
const NEAR: usize = 64;

/// Some cameras append a preview and tell its length in their notes: it is the rest of the file then.
fn preview(data: &[u8], end: usize, segments: &[Segment]) -> Option<&'static str> {
    let rest = data.get(end..)?;
    let start = memchr::memmem::find(rest.get(..rest.len().min(NEAR))?, &[0xff, 0xd8, 0xff])?;
    let length = u32::try_from(rest.len() - start).ok()?;
    let tells = |block: &[u8]| {
        let is_there = |four: [u8; 4]| memchr::memmem::find(block, &four).is_some();
        block.starts_with(b"Exif\0\0") && (is_there(length.to_le_bytes()) || is_there(length.to_be_bytes()))
    };
    let mut blocks = segments.iter().filter(|segment| segment.marker == 0xe1);
    blocks.any(|segment| data.get(segment.body.clone()).is_some_and(tells)).then_some("a preview by the camera")
}

/// What a packet says that follows the picture.
fn announced(packet: &[u8]) -> Option<&'static str> {
    const ANNOUNCED: &[(&[u8], &str)] = &[
        (b":MotionPhoto", "a film that belongs to the picture"),
        (b":MicroVideo", "a film that belongs to the picture"),
        (b"=\"GainMap\"", "a map of brightness (HDR)"),
        (b":DepthMap", "a picture for depth"),
        (b"=\"Depth\"", "a picture for depth"),
        (b"http://ns.google.com/photos/1.0/container/", "further pictures of the camera"),
    ];
    ANNOUNCED.iter().find(|(mark, _)| memchr::memmem::find(packet, mark).is_some()).map(|(_, what)| *what)
}

/// A packet that is too long for one segment (XMP specification, part 3, 1.1.3.1): its pieces, and where each belongs.
#[derive(Debug, Default)]
struct Extended {
    place: Option<Range<usize>>,
    digest: Vec<u8>,
    pieces: Vec<(usize, Vec<u8>)>,
}

/// A packet that was put together of pieces.
struct Whole {
    place: Range<usize>,
    digest: Vec<u8>,
    bytes: Vec<u8>,
}

impl Extended {
    /// After the name are the digest of the whole in 32 characters, its length and the place of the piece.
    fn piece(&mut self, body: &[u8], range: &Range<usize>) {
        let Some(offset) = body.get(EXTENSION.len() + 36..EXTENSION.len() + 40) else { return };
        let offset = offset.iter().fold(0_usize, |sum, byte| sum << 8 | usize::from(*byte));
        let digest = body.get(EXTENSION.len()..EXTENSION.len() + 32).unwrap_or_default();
        if self.digest.is_empty() {
            self.digest = digest.to_vec();
        } else if self.digest != digest {
            return;
        }
        let data = body.get(EXTENSION.len() + 40..).unwrap_or_default().to_vec();
        let place = self.place.get_or_insert(range.start + EXTENSION.len() + 40..range.end);
        place.start = place.start.min(range.start + EXTENSION.len() + 40);
        place.end = place.end.max(range.end);
        self.pieces.push((offset, data));
    }

    /// The whole packet, its pieces in their order.
    fn packet(mut self) -> Option<Whole> {
        self.pieces.sort_by_key(|(offset, _)| *offset);
        let bytes = self.pieces.into_iter().flat_map(|(_, piece)| piece).collect();
        Some(Whole { place: self.place?, digest: self.digest, bytes })
    }
}
