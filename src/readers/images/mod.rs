//! Pictures by themselves and inside documents: JPEG (ITU-T T.81, JFIF), PNG (ISO/IEC 15948), TIFF (6.0) and what is made of it (DNG and other raw
//! pictures of cameras), GIF, BMP, WebP, HEIF, AVIF, and the metafiles of Windows, as far as they speak of their origin: Exif (CIPA DC-008), XMP, IPTC, colour profiles, thumbnails.
//!
//! # Incomplete support
//! Pixels are decoded only to compare a picture with its thumbnail, to look for the dots of printers, and to know fields of a scan again.

pub mod bitmap;
pub mod dots;
pub mod exif;
pub mod fields;
pub mod gif;
pub mod heif;
pub mod iptc;
pub mod jpeg;
mod maker_note;
pub mod metafile;
pub mod png;
pub mod thumbnail;
pub mod webp;

use crate::formats::budget::Purse;
use crate::formats::likely;
use crate::model::{ByteRange, Concealment, Editability, Extraction, Format, Locus, Property, Reading, Role, Value};
use crate::properties::keys;
use crate::readers::credentials::{self, Store};
use crate::readers::part::PartFact;
use crate::readers::xmp::{self, Owner};
use crate::readers::{Content, Intake, ReadOptions, Reader, behind_end, icc};
use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

/// Width and height in pixels.
pub const SIZE: Property = Property::plain("pdf.image.size", Editability::F1);
/// Width and height of the thumbnail.
pub const THUMBNAIL_SIZE: Property = Property::plain("pdf.image.thumbnail.size", Editability::F1);
/// The thumbnail itself.
pub const THUMBNAIL: Property = Property::plain("pdf.image.thumbnail", Editability::F1);
/// How alike picture and thumbnail are, in percent of full correlation of brightness.
pub const LIKENESS: Property = Property::plain("pdf.image.thumbnail.likeness", Editability::F1);
/// What the thumbnail shows that the picture does not.
pub const THUMBNAIL_SHOWS: Property =
    Property::plain("pdf.image.thumbnail.shows", Editability::F1).hidden(Concealment::Thumbnail);
/// Huffman tables that are none of the standard: whoever wrote the picture made them for it alone, as programs do and cameras do not.
const OWN_HUFFMAN_TABLES: Property = Property::plain(keys::OWN_HUFFMAN_TABLES, Editability::F1);
/// A comment.
pub const COMMENT: Property = Property::plain("pdf.image.comment", Editability::F2);

/// What a reader of pictures gives: facts, and the parts that have readers of their own.
#[derive(Debug, Default)]
pub struct Picture {
    /// Values.
    pub facts: Vec<PartFact>,
    /// Packets of XMP: where they are, decoded where they are not there as they are.
    pub packets: Vec<(Range<usize>, Option<Vec<u8>>)>,
    /// A colour profile: where it begins, and its bytes.
    pub profile: Option<(Range<usize>, Vec<u8>)>,
    /// Of a JPEG, whether its Huffman tables were made for it alone.
    pub has_own_huffman_tables: bool,
    /// Content credentials.
    pub credentials: Option<Store>,
    /// What could not be read.
    pub faults: Vec<String>,
    /// What is not as the format prescribes, and was read nevertheless.
    pub oddities: Vec<String>,
    /// Where the picture ends, with the further pictures that it lists; none where that is not known.
    pub end: Option<usize>,
    /// What the file says that follows its end.
    pub announced: Option<&'static str>,
}

/// The reader.
#[derive(Debug, Clone, Copy)]
pub struct Images;

const JPEG: &[&str] = &["jpeg", "jfif-1.00", "jfif-1.01", "jfif-1.02", "exif-2.1", "exif-2.2", "exif-2.21", "exif-2.3"];
const PNG: &[&str] = &["png-1.0", "png-1.1", "png-1.2"];
const TIFF: &[&str] = &["tiff"];
const OTHERS: &[&str] = &["gif-87a", "gif-89a", "bmp", "webp", "heif", "avif", "emf", "wmf"];

impl Reader for Images {
    fn name(&self) -> &'static str {
        "Images"
    }

    fn specification(&self) -> &'static str {
        "JPEG (ITU-T T.81), PNG (ISO/IEC 15948), TIFF 6.0, GIF89a, BMP, WebP (RFC 9649), HEIF (ISO/IEC 23008-12), AVIF, EMF and WMF; Exif (CIPA DC-008), IPTC-IIM, ICC.1, XMP"
    }

    fn recognise(&self, content: &Content<'_>) -> Option<Format> {
        [JPEG, PNG, TIFF, OTHERS].iter().find_map(|keys| content.format_of(keys))
    }

    fn read(&self, bytes: &Arc<Vec<u8>>, format: Format, options: &ReadOptions, purse: &Purse) -> Extraction {
        let mut intake = Intake::new(format, purse);
        purse.parsed(bytes.len());
        let mut picture = match bytes.as_slice() {
            [0xff, 0xd8, ..] => jpeg::picture(bytes),
            [0x89, b'P', ..] => png::picture(bytes, purse),
            [b'G', b'I', b'F', ..] => gif::picture(bytes),
            [b'B', b'M', ..] => bitmap::picture(bytes),
            [b'R', b'I', b'F', b'F', ..] => webp::picture(bytes),
            [_, _, _, _, b'f', b't', b'y', b'p', ..] => heif::picture(bytes),
            [1, 0, 0, 0, ..] => metafile::enhanced(bytes),
            [0xd7, 0xcd, 0xc6, 0x9a, ..] => metafile::placeable(bytes),
            // A metafile without that header says nothing.
            [1, 0, 9, 0, ..] => Picture::default(),
            _ => exif::tiff(bytes),
        };
        picture.facts.extend(dots::of_file(bytes, purse));
        if bytes.starts_with(&[0x89, b'P']) {
            fields::of_png(bytes, purse, &mut intake);
        }
        digitised_is_made(&mut picture.facts);
        for fault in &picture.faults {
            intake.partial();
            intake.warn("picture-damaged", fault.clone(), None);
        }
        for oddity in &picture.oddities {
            intake.warn("picture-odd", oddity.clone(), None);
        }
        let iptc = picture.facts.iter().filter(|fact| keys::IPTC.holds(&fact.property.key));
        let encoding = likely::encoding(iptc.map(|fact| fact.raw.as_slice()));
        for fact in &picture.facts {
            hand_over(fact, bytes, &mut intake);
            // IPTC has no encoding of its own unless record 1 names one.
            if keys::IPTC.holds(&fact.property.key)
                && std::str::from_utf8(&fact.raw).is_err()
                && let Some((text, encoding)) = likely::text(&fact.raw, encoding)
            {
                let message = format!("{} probably says \u{201c}{text}\u{201d} (in {encoding})", fact.path);
                intake.warn("text-encoding", message, None);
            }
        }
        if let Some(end) = picture.end {
            behind_end::tell(bytes, end, picture.announced, &mut intake);
        }
        if let Some(fact) = picture.facts.iter().find(|fact| fact.property.key == THUMBNAIL.key)
            && let Some(small) = bytes.get(fact.range.clone())
            && let Some(found) = thumbnail::compare(bytes, small, purse)
        {
            let reading = Reading::Present(Value::Number(found.likeness));
            hand_over(&PartFact { property: LIKENESS, reading, ..fact.clone() }, bytes, &mut intake);
            if let Some(shows) = found.shows {
                let reading = Reading::Present(Value::Text(shows.in_words()));
                hand_over(&PartFact { property: THUMBNAIL_SHOWS, reading, ..fact.clone() }, bytes, &mut intake);
            }
        }
        for (range, packet) in &picture.packets {
            let base = Locus {
                bytes: Some(ByteRange::new(range.start, range.end)),
                stream: packet.as_ref().map(|_| "compressed chunk".to_owned()),
                path: "XMP".to_owned(),
                ..Locus::default()
            };
            let raw = bytes.get(range.clone()).unwrap_or_default();
            xmp::read(packet.as_deref().unwrap_or(raw), Owner::Picture, &base, packet.is_none(), &mut intake);
        }
        if let Some((range, profile)) = &picture.profile {
            for fact in icc::read(profile) {
                let locus = Locus {
                    bytes: Some(ByteRange::new(range.start, range.end)),
                    stream: Some("colour profile".to_owned()),
                    decoded: Some(ByteRange::new(fact.range.start, fact.range.end)),
                    path: fact.path.clone(),
                    ..Locus::default()
                };
                intake.evidence(&of_picture(&fact.property), &fact.raw, fact.reading.clone(), locus);
            }
        }
        if picture.has_own_huffman_tables {
            let locus = Locus { path: "DHT".to_owned(), ..Locus::default() };
            let said = Reading::Present(Value::Text("made for this picture".to_owned()));
            intake.evidence(&OWN_HUFFMAN_TABLES, b"", said, locus);
        }
        if let Some(store) = &picture.credentials {
            credentials::hand_over(store, bytes, options, &mut intake);
        }
        intake.limits_of(purse);
        intake.finish()
    }
}

/// When a picture was digitised is when its file was made, where it does not say when it was taken.
fn digitised_is_made(facts: &mut [PartFact]) {
    let taken = |fact: &PartFact| {
        fact.reading.moment().is_some()
            && (fact.property.key == exif::TAKEN.key || fact.property.role == Some(Role::Created))
    };
    if facts.iter().any(taken) {
        return;
    }
    if let Some(digitised) = facts.iter_mut().find(|fact| {
        fact.reading.moment().is_some()
            && matches!(keys::name(&fact.property.key), "DateTimeDigitized" | "DigitalCreationDate")
    }) {
        digitised.property.role = Some(Role::Created);
    }
}

/// The property of a picture that is a file by itself: it speaks of the file, not of a part of a document.
fn of_picture(property: &Property) -> Property {
    let key = property.key.strip_prefix("pdf.").unwrap_or(&property.key).to_owned();
    let role = match (property.role, keys::name(&key)) {
        (Some(Role::PartTime), "DateTimeOriginal" | "DateCreated") => Some(Role::Created),
        (Some(Role::PartTime), "DateTime") => Some(Role::Modified),
        (role, _) => role,
    };
    Property { key: Cow::Owned(key), role, editability: property.editability, hidden: property.hidden }
}

fn hand_over(fact: &PartFact, bytes: &[u8], intake: &mut Intake) {
    // What is made up of several places has none.
    let place = (!fact.range.is_empty() && fact.range.end <= bytes.len())
        .then(|| ByteRange::new(fact.range.start, fact.range.end));
    let locus = Locus { bytes: place, path: fact.path.clone(), ..Locus::default() };
    intake.evidence(&of_picture(&fact.property), &fact.raw, fact.reading.clone(), locus);
}

/// Width and height as evidence.
pub(crate) fn size(
    property: &Property,
    width: u32,
    height: u32,
    range: Range<usize>,
    bytes: &[u8],
    path: &str,
) -> PartFact {
    PartFact {
        property: property.clone(),
        raw: bytes.get(range.clone()).unwrap_or_default().to_vec(),
        reading: Reading::Present(Value::Text(format!("{width}x{height}"))),
        range,
        path: path.to_owned(),
    }
}
