//! Pictures in ISO media files: HEIF (ISO/IEC 23008-12) and AVIF. Their Exif and XMP are items of the list.

use super::exif;
use super::{Picture, SIZE, size};
use crate::formats::iso_media::{find, items, number};
use crate::readers::credentials::Store;

/// What such a picture says.
#[must_use]
pub fn picture(bytes: &[u8]) -> Picture {
    let mut picture = Picture::default();
    for item in items(bytes) {
        let Some(raw) = bytes.get(item.place.clone()) else { continue };
        match &item.kind {
            b"Exif" => {
                // Four bytes say how far the block of Exif is (A.2.1).
                let skip = number(raw, 0, 4).and_then(|skip| usize::try_from(skip).ok()).unwrap_or(0);
                let start = 4_usize.saturating_add(skip).min(raw.len());
                let block = raw.get(start..).unwrap_or_default();
                let (block, start) = match block.strip_prefix(b"Exif\0\0") {
                    Some(block) => (block, start + 6),
                    None => (block, start),
                };
                picture.facts.extend(exif::facts(block, item.place.start + start));
            }
            b"mime" if memchr::memmem::find(raw, b"<x:xmpmeta").is_some() || raw.starts_with(b"<?xpacket") => {
                picture.packets.push((item.place, None));
            }
            _ => {}
        }
    }
    picture.credentials = Store::of_media(bytes);
    if let Some(place) = find(bytes, 0..bytes.len(), &[b"meta", b"iprp", b"ipco", b"ispe"])
        && let (Some(width), Some(height)) = (number(bytes, place.start + 4, 4), number(bytes, place.start + 8, 4))
    {
        let whole = |number: u64| u32::try_from(number).unwrap_or(u32::MAX);
        picture.facts.push(size(&SIZE, whole(width), whole(height), place.start + 4..place.start + 12, bytes, "ispe"));
    }
    picture
}
