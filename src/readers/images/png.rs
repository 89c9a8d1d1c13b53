//! PNG (ISO/IEC 15948:2004, and the third edition of 2025): chunks with times, texts, Exif, profiles.

use super::{COMMENT, Picture, SIZE, exif, iptc, size};
use crate::formats::budget::Purse;
use crate::model::{ByteRange, Concealment, Editability, Moment, Property, Reading, Role, Value};
use crate::properties::keys;
use crate::readers::credentials::Store;
use crate::readers::dates;
use crate::readers::part::PartFact;
use std::io::Read;
use std::ops::Range;

/// When the picture was last changed (11.3.6.1): universal time.
pub const CHANGED: Property = Property::new("image.png.tIME", Role::Modified, Editability::F2);
/// The program that wrote it.
pub const SOFTWARE: Property = Property::new("image.png.Software", Role::Producer, Editability::F2);
/// Who made it.
pub const AUTHOR: Property = Property::new("image.png.Author", Role::Author, Editability::F3);
/// When it was made, in words of any form.
pub const CREATION: Property = Property::new("image.png.Creation-Time", Role::Created, Editability::F2);

/// Data of an earlier picture within the chunks of this one (CVE-2023-21036).
pub const LEFT_OVER: Property = Property::plain("image.png.left-over", Editability::F0).hidden(Concealment::BehindEnd);

/// Fewer bytes after the end of the data say nothing.
const LEFT: usize = 64;
/// More chunks than this are not looked at.
const CHUNKS: usize = 10_000;

/// Reads the chunks.
#[must_use]
pub fn picture(bytes: &[u8], purse: &Purse) -> Picture {
    let mut picture = Picture::default();
    let mut at = 8;
    let mut ended = false;
    let mut pixels: Vec<Range<usize>> = Vec::new();
    for _ in 0..CHUNKS {
        let Some(length) = number(bytes, at) else { break };
        let Some(kind) = bytes.get(at + 4..at + 8) else { break };
        let range = at + 8..(at + 8).saturating_add(length);
        let Some(body) = bytes.get(range.clone()) else { break };
        match kind {
            b"IHDR" => {
                if let (Some(width), Some(height)) = (number(body, 0), number(body, 4)) {
                    let whole = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
                    let place = range.start..range.start + 8;
                    picture.facts.push(size(&SIZE, whole(width), whole(height), place, bytes, "IHDR"));
                }
            }
            b"IDAT" => pixels.push(range),
            b"tIME" => picture.facts.extend(time(body, range)),
            b"tEXt" | b"zTXt" | b"iTXt" => text(&mut picture, kind, body, range, purse),
            b"caBX" => {
                picture.credentials =
                    Some(Store { bytes: body.to_vec(), place: ByteRange::new(range.start, range.end) })
            }
            b"eXIf" => picture.facts.extend(exif::facts(body, range.start)),
            b"iCCP" => {
                let name = body.iter().position(|byte| *byte == 0).unwrap_or(body.len());
                let packed = body.get(name + 2..).unwrap_or_default();
                picture.profile = inflate(packed, purse).map(|profile| (range, profile));
            }
            b"IEND" => {
                ended = true;
                picture.end = Some(range.end + 4);
                break;
            }
            _ => {}
        }
        at = at.saturating_add(12).saturating_add(length);
    }
    picture.facts.extend(left_over(bytes, &pixels, purse));
    if !ended {
        picture.faults.push("the picture is cut off: its end is missing".to_owned());
    }
    picture
}

/// Data within the chunks of pixels, after the end of what they unfold to: a program wrote a smaller picture over a larger one.
fn left_over(bytes: &[u8], pixels: &[Range<usize>], purse: &Purse) -> Option<PartFact> {
    let mut unfolding = flate2::Decompress::new(true);
    let mut sink = vec![0; 64 << 10];
    for (number, range) in pixels.iter().enumerate() {
        let chunk = bytes.get(range.clone())?;
        let mut read = 0;
        while read < chunk.len() {
            let (consumed, given) = (unfolding.total_in(), unfolding.total_out());
            let state = unfolding.decompress(chunk.get(read..)?, &mut sink, flate2::FlushDecompress::None).ok()?;
            let step = usize::try_from(unfolding.total_in() - consumed).ok()?;
            let written = usize::try_from(unfolding.total_out() - given).ok()?;
            read += step;
            purse.expanded(written);
            if purse.is_empty() || (step == 0 && written == 0) {
                return None;
            }
            if state == flate2::Status::StreamEnd {
                let from = range.start + read;
                let rest: usize = chunk.len() - read + pixels.iter().skip(number + 1).map(Range::len).sum::<usize>();
                let last = pixels.last().map_or(range.end, |last| last.end);
                let shown = format!("{rest} bytes after the end of the picture's data, within its chunks");
                return (rest >= LEFT).then(|| PartFact {
                    property: LEFT_OVER,
                    raw: bytes.get(from..(from + 64).min(last)).unwrap_or_default().to_vec(),
                    reading: Reading::Present(Value::Text(shown)),
                    range: from..last,
                    path: "IDAT".to_owned(),
                });
            }
        }
    }
    None
}

fn number(bytes: &[u8], at: usize) -> Option<usize> {
    let four = bytes.get(at..at.checked_add(4)?)?;
    Some(four.iter().fold(0, |sum, byte| sum << 8 | usize::from(*byte)))
}

fn time(body: &[u8], range: Range<usize>) -> Option<PartFact> {
    let &[high, low, month, day, hour, minute, second] = <&[u8; 7]>::try_from(body).ok()?;
    let year = u32::from(high) << 8 | u32::from(low);
    let text = format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z");
    let reading = match Moment::from_iso8601(&text) {
        Ok(moment) => Reading::Present(Value::Moment(moment)),
        Err(why) => Reading::Unreadable(format!("{why}: {text:?}")),
    };
    Some(PartFact { property: CHANGED, raw: body.to_vec(), reading, range, path: "tIME".to_owned() })
}

fn inflate(packed: &[u8], purse: &Purse) -> Option<Vec<u8>> {
    let (room, limit, value) = purse.room(packed.len());
    let mut plain = Vec::new();
    // What can be had of a broken stream is taken.
    let _ = flate2::read::ZlibDecoder::new(packed).take(room as u64 + 1).read_to_end(&mut plain);
    purse.expanded(plain.len());
    if plain.len() > room {
        purse.reach(limit, value);
        return None;
    }
    (!plain.is_empty()).then_some(plain)
}

/// A text after its keyword (11.3.4): plain, compressed, or international.
fn text(picture: &mut Picture, kind: &[u8], body: &[u8], range: Range<usize>, purse: &Purse) {
    let Some(end) = body.iter().position(|byte| *byte == 0).filter(|end| (1..80).contains(end)) else { return };
    let keyword = String::from_utf8_lossy(body.get(..end).unwrap_or_default()).into_owned();
    let rest = body.get(end + 1..).unwrap_or_default();
    let behind_zero = |from: usize| Some(from + rest.get(from..)?.iter().position(|byte| *byte == 0)? + 1);
    let (from, packed) = match kind {
        b"tEXt" => (0, false),
        // One byte for the method of compression.
        b"zTXt" => (1, true),
        // Flag and method, the language, the keyword in it.
        _ => match behind_zero(2).and_then(behind_zero) {
            Some(from) => (from, rest.first() == Some(&1)),
            None => return,
        },
    };
    let written = rest.get(from..).unwrap_or_default();
    let plain = if packed { inflate(written, purse).unwrap_or_default() } else { written.to_vec() };
    let start = end + 1 + from;
    let place = range.start + start..range.end;
    if keyword == "XML:com.adobe.xmp" {
        picture.packets.push((place, packed.then_some(plain)));
        return;
    }
    if let Some(kind) = keyword.strip_prefix("Raw profile type ") {
        raw_profile(picture, kind, &plain, place);
        return;
    }
    let shown = match std::str::from_utf8(&plain) {
        Ok(text) => text.to_owned(),
        Err(_) => plain.iter().map(|&byte| char::from(byte)).collect(),
    };
    let property = match keyword.as_str() {
        "Software" => SOFTWARE,
        "Author" => AUTHOR,
        "Creation Time" => CREATION,
        "Comment" => COMMENT,
        // ImageMagick keeps the times of the file that it read.
        "date:create" => Property::new("image.png.date-create", Role::PartTime, Editability::F2),
        "date:modify" => Property::new("image.png.date-modify", Role::PartTime, Editability::F2),
        _ => Property::named(keys::PNG, &keyword),
    };
    let shown: String = shown.trim().chars().take(2_000).collect();
    // Any text may be there (11.3.4.2); only what is a date is one.
    let value = if keyword == "Creation Time" || keyword.starts_with("date:") {
        dates::free(&shown)
    } else {
        Reading::Present(Value::Text(shown))
    };
    picture.facts.push(PartFact {
        property,
        raw: plain,
        reading: value,
        range: place,
        path: format!("text {keyword}"),
    });
}

/// A block of Exif, IPTC, XMP or a colour profile that `ImageMagick` writes as text: its name, its length, and its bytes as
/// hexadecimal digits. The values are in the text, at no place of their own.
fn raw_profile(picture: &mut Picture, kind: &str, text: &[u8], place: Range<usize>) {
    let digits: Vec<u8> = text
        .split(|byte| *byte == b'\n')
        // An empty line, the name and the length come first.
        .skip(3)
        .flatten()
        .filter_map(|byte| char::from(*byte).to_digit(16))
        .filter_map(|digit| u8::try_from(digit).ok())
        .collect();
    let block: Vec<u8> = digits.chunks_exact(2).map(|pair| pair[0] << 4 | pair[1]).collect();
    let facts = match kind {
        "exif" | "APP1" if block.starts_with(b"Exif\0\0") => exif::facts(block.get(6..).unwrap_or_default(), 0),
        "exif" => exif::facts(&block, 0),
        "iptc" | "8bim" if block.starts_with(b"8BIM") => iptc::facts(&block, 0),
        "iptc" => iptc::records(&block, 0, 0),
        "xmp" | "APP1" => {
            let packet = block.strip_prefix(b"http://ns.adobe.com/xap/1.0/\0").unwrap_or(&block).to_vec();
            picture.packets.push((place.clone(), Some(packet)));
            vec![]
        }
        "icc" | "icm" => {
            picture.profile.get_or_insert((place.clone(), block));
            vec![]
        }
        _ => vec![],
    };
    let path = |fact: &PartFact| format!("text Raw profile type {kind}: {}", fact.path);
    picture.facts.extend(facts.into_iter().map(|fact| PartFact { range: place.clone(), path: path(&fact), ..fact }));
}
