//! Whether a file has the digest that its manifest states: of all bytes but some, of boxes, or of the boxes of an ISO media file (C2PA 9.2).

use super::{bytes, field, hash, number, text};
use crate::formats::iso_media::{MediaBox, boxes, inner};
use crate::formats::jpeg;
use crate::formats::signed::algorithms::Hash;
use crate::model::DigestTest;
use ciborium::value::Value;
use std::ops::Range;

/// So many exclusions are followed.
const EXCLUSIONS: usize = 1_000;

/// An answer, and why where nothing was computed.
pub type Answer = (DigestTest, Option<String>);

fn not_computed(why: impl Into<String>) -> Answer {
    (DigestTest::NotComputed, Some(why.into()))
}

/// A file, and where its manifests are.
#[derive(Debug, Clone)]
pub struct Bound<'a> {
    /// The file.
    pub file: &'a [u8],
    /// From the first byte of the store to the last.
    pub store: Range<usize>,
    /// Whether the store has grown since the digest was made: by a manifest that only adds to an earlier one.
    pub has_grown: bool,
}

/// Whether a file has the digest that an assertion states, of which the label is this; none where that assertion states no digest of the file.
#[must_use]
pub fn test(label: &str, assertion: &Value, algorithm: Option<&str>, bound: &Bound<'_>) -> Option<Answer> {
    let file = bound.file;
    // Of several assertions of a kind the label has a number (6.4).
    let kind = label.split("__").next().unwrap_or(label);
    if !kind.starts_with("c2pa.hash.") {
        return None;
    }
    let Some(name) = text(assertion, "alg").or(algorithm) else {
        return Some(not_computed("the manifest names no algorithm for the digest of the file"));
    };
    let Some(hash) = hash(name) else { return Some(not_computed(format!("valla does not compute {name}"))) };
    let stated = field(assertion, "hash").and_then(bytes);
    match kind {
        "c2pa.hash.data" => Some(of_data(assertion, hash, stated, bound)),
        "c2pa.hash.boxes" => Some(of_boxes(assertion, hash, file)),
        "c2pa.hash.bmff" | "c2pa.hash.bmff.v2" | "c2pa.hash.bmff.v3" => {
            Some(of_media(assertion, kind != "c2pa.hash.bmff", hash, stated, file))
        }
        _ => None,
    }
}

fn answered(agrees: bool) -> Answer {
    (if agrees { DigestTest::Agrees } else { DigestTest::Differs }, None)
}

/// The answer of a digest that may leave out more than the credentials: then it vouches for the rest alone, and not for the file.
fn answered_for(agrees: bool, left_out: Option<&str>) -> Answer {
    match left_out.filter(|_| agrees) {
        Some(what) => not_computed(format!("the digest agrees, but it leaves out {what} beside the credentials")),
        None => answered(agrees),
    }
}

fn whole(value: Option<&Value>) -> Option<usize> {
    usize::try_from(number(value?)?).ok()
}

/// Between the beginning of what is left out and the store there are heads of a segment or a box, no more.
const HEADS: usize = 64;

fn of_data(assertion: &Value, hash: Hash, stated: Option<Vec<u8>>, bound: &Bound<'_>) -> Answer {
    let Some(stated) = stated else { return not_computed("the manifest states no digest of the file") };
    let exclusions = field(assertion, "exclusions").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let mut excluded: Vec<Range<usize>> = Vec::new();
    for one in exclusions.iter().take(EXCLUSIONS) {
        let (Some(start), Some(length)) = (whole(field(one, "start")), whole(field(one, "length"))) else {
            return not_computed("what the digest leaves out cannot be read");
        };
        excluded.push(start..start.saturating_add(length));
    }
    let store = &bound.store;
    if bound.has_grown
        && let Some(place) = excluded.iter().position(|range| (range.start..range.start + HEADS).contains(&store.start))
    {
        let before = excluded.get(place).map_or(0, |range| range.end);
        for range in excluded.iter_mut().filter(|range| range.start >= before) {
            let moved = store.end.saturating_sub(before);
            *range = range.start.saturating_add(moved)..range.end.saturating_add(moved);
        }
        excluded.get_mut(place).into_iter().for_each(|range| range.end = store.end);
    }
    let own = store.start.saturating_sub(HEADS)..store.end.saturating_add(HEADS);
    let beside = excluded.iter().map(|range| range.start..range.end.min(bound.file.len())).find_map(|range| {
        let before = range.start < own.start && !range.is_empty();
        let after = range.end > own.end && !range.is_empty();
        match (before, after) {
            (true, _) => Some(format!("bytes {} to {}", range.start, range.end.min(store.start))),
            (false, true) => Some(format!("bytes {} to {}", range.start.max(store.end), range.end)),
            (false, false) => None,
        }
    });
    answered_for(hash.digest(&without(bound.file, excluded)) == stated, beside.as_deref())
}

/// The pieces of a file that are left.
fn without(file: &[u8], mut excluded: Vec<Range<usize>>) -> Vec<&[u8]> {
    excluded.sort_by_key(|range| range.start);
    let (mut at, mut pieces) = (0, Vec::new());
    for range in excluded {
        pieces.extend(file.get(at..range.start.max(at).min(file.len())));
        at = at.max(range.end);
    }
    pieces.extend(file.get(at..));
    pieces
}

/// The segments of a JPEG with the names that the specification gives them (A.3.1), the manifest as one.
fn segments(file: &[u8]) -> Option<Vec<(String, Range<usize>)>> {
    let found = jpeg::segments(file);
    let mut boxes: Vec<(String, Range<usize>)> = vec![("SOI".to_owned(), 0..2)];
    for segment in found.list.iter().take_while(|segment| segment.marker != 0xda) {
        let start = segment.body.start.checked_sub(4)?;
        let end = segment.body.end;
        let is_manifest = segment.marker == 0xeb && file.get(segment.body.clone())?.starts_with(b"JP");
        let name = match segment.marker {
            _ if is_manifest => "C2PA".to_owned(),
            0xe0..=0xef => format!("APP{}", segment.marker - 0xe0),
            0xc4 => "DHT".to_owned(),
            0xc8 => "JPG".to_owned(),
            0xcc => "DAC".to_owned(),
            marker @ 0xc0..=0xcf => format!("SOF{}", marker - 0xc0),
            0xdb => "DQT".to_owned(),
            0xdc => "DNL".to_owned(),
            0xdd => "DRI".to_owned(),
            0xfe => "COM".to_owned(),
            _ => return None,
        };
        match boxes.last_mut().filter(|(last, _)| is_manifest && *last == "C2PA") {
            Some((_, range)) => range.end = end,
            None => boxes.push((name, start..end)),
        }
    }
    let scan = found.scan?;
    let end = jpeg::end_of(file, scan)?;
    // One scan alone: of several each would be a box.
    let last = boxes.last().map_or(2, |(_, range)| range.end);
    let several = file.get(scan..end)?.windows(2).any(|pair| matches!(pair, [0xff, 0xda | 0xc4 | 0xdb]));
    (!several).then_some(())?;
    boxes.push(("SOS".to_owned(), last..end - 2));
    boxes.push(("EOI".to_owned(), end - 2..end));
    Some(boxes)
}

fn of_boxes(assertion: &Value, hash: Hash, file: &[u8]) -> Answer {
    let Some(there) = file.starts_with(&[0xff, 0xd8]).then(|| segments(file)).flatten() else {
        return not_computed("the digest is of boxes of a kind that valla does not take apart");
    };
    let list = field(assertion, "boxes").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    if list.is_empty() {
        return not_computed("the manifest states no digest of the file");
    }
    let (mut rest, mut beside) = (there.into_iter(), false);
    for one in list {
        let names = field(one, "names").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        let mut place: Option<Range<usize>> = None;
        for name in names {
            match rest.next() {
                Some((there, range)) if name.as_text() == Some(there.as_str()) => {
                    place = Some(place.map_or(range.start, |place| place.start)..range.end);
                }
                _ => return answered(false),
            }
        }
        if names.len() == 1 && names.iter().all(|name| name.as_text() == Some("C2PA")) {
            continue;
        }
        if field(one, "excluded").and_then(Value::as_bool) == Some(true) {
            beside = true;
            continue;
        }
        let stated = field(one, "hash").and_then(bytes);
        let same = place
            .zip(stated)
            .is_some_and(|(place, stated)| hash.digest(&[file.get(place).unwrap_or_default()]) == stated);
        if !same {
            return answered(false);
        }
    }
    answered_for(rest.next().is_none(), beside.then_some("segments of the picture"))
}

/// Where the boxes of a way are: `/moov/trak`.
fn on_way(file: &[u8], within: Range<usize>, way: &[&str]) -> Vec<(usize, MediaBox)> {
    let Some((first, rest)) = way.split_first() else { return vec![] };
    let first = first.split('[').next().unwrap_or(first);
    let mut start = within.start;
    let mut found = Vec::new();
    for one in boxes(file, within) {
        if one.kind.iter().map(|byte| char::from(*byte)).eq(first.chars()) {
            if rest.is_empty() {
                found.push((start, one.clone()));
            } else {
                found.extend(on_way(file, inner(file, &one), rest));
            }
        }
        start = one.body.end;
    }
    found
}

fn of_media(assertion: &Value, with_places: bool, hash: Hash, stated: Option<Vec<u8>>, file: &[u8]) -> Answer {
    if field(assertion, "merkle").is_some_and(|merkle| merkle.as_array().is_some_and(|list| !list.is_empty())) {
        return not_computed("the digest is of pieces of the film, which valla does not compute");
    }
    let Some(stated) = stated else { return not_computed("the manifest states no digest of the file") };
    let mut excluded: Vec<Range<usize>> = Vec::new();
    let mut begin: Vec<usize> = Vec::new();
    let mut at = 0;
    for one in boxes(file, 0..file.len()) {
        begin.push(at);
        at = one.body.end;
    }
    let exclusions = field(assertion, "exclusions").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let mut beside = false;
    for one in exclusions.iter().take(EXCLUSIONS) {
        let Some(way) = text(one, "xpath") else { continue };
        let is_known = LEFT_OUT.contains(&way) && (way != "/uuid" || field(one, "data").is_some_and(Value::is_array));
        let way: Vec<&str> = way.split('/').filter(|step| !step.is_empty()).collect();
        for (start, found) in on_way(file, 0..file.len(), &way) {
            let end = found.body.end;
            let fits = |data: &Value| {
                let place = whole(field(data, "offset")).and_then(|offset| start.checked_add(offset));
                let value = field(data, "value").and_then(bytes);
                place.zip(value).is_some_and(|(at, value)| file.get(at..).is_some_and(|rest| rest.starts_with(&value)))
            };
            let data = field(one, "data").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
            let length = whole(field(one, "length"));
            if !data.iter().all(fits)
                || length.is_some_and(|length| length != end - start)
                || !has_version(one, file.get(found.body.clone()).unwrap_or_default())
            {
                continue;
            }
            beside |= !is_known;
            match field(one, "subset").and_then(Value::as_array) {
                Some(subsets) => {
                    for subset in subsets.iter().take(EXCLUSIONS) {
                        let offset = whole(field(subset, "offset")).unwrap_or(0);
                        let length = whole(field(subset, "length")).unwrap_or(0);
                        let from = start.saturating_add(offset).min(end);
                        let to = if length == 0 { end } else { from.saturating_add(length).min(end) };
                        excluded.push(from..to);
                    }
                }
                None => {
                    excluded.push(start..end);
                    begin.retain(|box_start| *box_start != start);
                }
            }
        }
    }
    // Since the second form the place of each box is hashed before it.
    let places: Vec<(usize, [u8; 8])> =
        begin.iter().filter(|_| with_places).map(|start| (*start, (*start as u64).to_be_bytes())).collect();
    let mut pieces: Vec<&[u8]> = Vec::new();
    let mut places_left = places.iter().peekable();
    excluded.sort_by_key(|range| range.start);
    let mut cuts: Vec<usize> = begin.iter().copied().filter(|_| with_places).collect();
    cuts.push(file.len());
    let mut at = 0;
    for cut in cuts {
        pieces.extend(within(file, at..cut, &excluded));
        if let Some((_, place)) = places_left.next_if(|(start, _)| *start == cut) {
            pieces.push(place);
        }
        at = cut;
    }
    answered_for(hash.digest(&pieces) == stated, beside.then_some("boxes of the film"))
}

/// What digests of ISO media files leave out as a matter of course: the credentials themselves, what only names the format, filling, and places in
/// the file, which move with the size of the credentials (C2PA 9.2.3).
const LEFT_OUT: &[&str] = &[
    "/uuid",
    "/ftyp",
    "/free",
    "/skip",
    "/mfra",
    "/mfra/tfra",
    "/meta/iloc",
    "/moov/trak/mdia/minf/stbl/stco",
    "/moov/trak/mdia/minf/stbl/co64",
    "/moof/traf/tfhd",
    "/moof/traf/trun",
];

/// Whether a box has the version and the marks that an exclusion asks for: its first byte, and the three behind it.
fn has_version(exclusion: &Value, body: &[u8]) -> bool {
    let version = field(exclusion, "version").and_then(number);
    let is_version = version.is_none_or(|version| body.first().is_some_and(|byte| u64::from(*byte) == version));
    let Some(flags) = field(exclusion, "flags").and_then(bytes) else { return is_version };
    let exact = field(exclusion, "exact").and_then(Value::as_bool).unwrap_or(true);
    let there = body.get(1..4).unwrap_or_default();
    let fits = |(there, wanted): (&u8, &u8)| if exact { there == wanted } else { there & !wanted == 0 };
    is_version && there.len() == flags.len() && there.iter().zip(&flags).all(fits)
}

/// The pieces of a range that are left.
fn within<'a>(file: &'a [u8], range: Range<usize>, excluded: &[Range<usize>]) -> Vec<&'a [u8]> {
    let inside: Vec<Range<usize>> = excluded
        .iter()
        .filter(|one| one.start < range.end && one.end > range.start)
        .map(|one| one.start.max(range.start) - range.start..one.end.min(range.end) - range.start)
        .collect();
    without(file.get(range).unwrap_or_default(), inside)
}
