//! Content credentials (C2PA specification 1.0 to 2.2): who says how a picture, film or document came about, in boxes of JUMBF (ISO/IEC 19566-5).
//!
//! A store holds manifests, the last of which speaks of the file itself, the others of what went into it. Of a manifest there are assertions,
//! a claim that lists them with their digests, and a signature over the claim.
//!
//! # Incomplete support
//! Manifests that lie elsewhere (sidecar files, addresses) are not read. Of films in fragments, and of pictures in blocks that are hashed one by
//! one (Merkle trees), the digest is not computed.

pub mod binding;
pub mod cose;

use super::iso_media::{boxes, inner};
use super::signed::algorithms::Hash;
use ciborium::value::Value;
use std::ops::Range;

/// Boxes lie in boxes to this depth.
const DEPTH: usize = 8;
/// So many manifests of a store are looked at, and so many assertions of each.
const MOST: usize = 500;
/// CBOR that is nested deeper is none of a manifest.
const NESTED: usize = 64;

/// A box of boxes (`jumb`): its label, and what is in it.
#[derive(Debug, Clone)]
struct Superbox {
    kind: [u8; 4],
    label: String,
    /// All that is in it, the description too: what digests are made of (C2PA 8.4.2.3).
    content: Range<usize>,
    boxes: Vec<(Vec<u8>, Range<usize>)>,
    children: Vec<Superbox>,
}

fn superboxes(bytes: &[u8], range: Range<usize>, depth: usize) -> Vec<Superbox> {
    let mut found = Vec::new();
    for one in boxes(bytes, range).into_iter().filter(|one| one.kind == *b"jumb").take(MOST) {
        let parts = boxes(bytes, one.body.clone());
        let Some(description) = parts.first().filter(|first| first.kind == *b"jumd") else { continue };
        let Some(head) = bytes.get(description.body.clone()) else { continue };
        let Some(kind) = head.get(..4).and_then(|kind| <[u8; 4]>::try_from(kind).ok()) else { continue };
        // Sixteen bytes of kind, one of what follows, the label to a zero.
        let label = head.get(17..).unwrap_or_default().split(|byte| *byte == 0).next().unwrap_or_default();
        let children = if depth < DEPTH { superboxes(bytes, one.body.clone(), depth + 1) } else { vec![] };
        let rest = parts.iter().skip(1).filter(|part| part.kind != *b"jumb");
        found.push(Superbox {
            kind,
            label: String::from_utf8_lossy(label).into_owned(),
            content: one.body.clone(),
            boxes: rest.map(|part| (part.kind.to_vec(), inner(bytes, part))).collect(),
            children,
        });
    }
    found
}

/// What lists an assertion, with its digest.
#[derive(Debug, Clone, PartialEq)]
pub struct Listed {
    /// The label of the assertion.
    pub label: String,
    /// Whether it has the digest that the claim states; none where that is not computed, or where it is elsewhere.
    pub agrees: Option<bool>,
}

/// An assertion.
#[derive(Debug, Clone, PartialEq)]
pub struct Assertion {
    /// Its label: `c2pa.actions`.
    pub label: String,
    /// What it says, where that is CBOR or JSON.
    pub value: Value,
    /// Where it is in the store.
    pub place: Range<usize>,
}

/// A manifest.
#[derive(Debug, Clone)]
pub struct Manifest {
    /// Its label.
    pub label: String,
    /// Whether it only adds to an earlier manifest of the same file, and leaves the digest of the file to that (C2PA 11.2.3).
    pub is_update: bool,
    /// The claim.
    pub claim: Value,
    /// The bytes of the claim, which are signed.
    pub claim_place: Range<usize>,
    /// What the claim lists.
    pub listed: Vec<Listed>,
    /// The assertions.
    pub assertions: Vec<Assertion>,
    /// Where the signature is.
    pub signature_place: Option<Range<usize>>,
}

/// The manifests of a store, in their order: the last speaks of the file. None where the bytes are no store.
#[must_use]
pub fn manifests(store: &[u8]) -> Option<Vec<Manifest>> {
    let root = superboxes(store, 0..store.len(), 0).into_iter().find(|one| one.kind == *b"c2pa")?;
    let manifests = root.children.iter().take(MOST);
    Some(manifests.filter_map(|manifest| read(store, manifest)).collect())
}

fn read(store: &[u8], manifest: &Superbox) -> Option<Manifest> {
    let of = |kind: &[u8; 4]| manifest.children.iter().find(|child| child.kind == *kind);
    let content = |superbox: &Superbox| superbox.boxes.first().map(|(_, place)| place.clone());
    let claim_place = content(of(b"c2cl")?)?;
    let claim = cbor(store.get(claim_place.clone())?)?;
    let assertion_store = of(b"c2as");
    let inside: Vec<&Superbox> =
        assertion_store.map_or(vec![], |assertions| assertions.children.iter().take(MOST).collect());
    let assertions = inside.iter().filter_map(|assertion| {
        let (kind, place) = assertion.boxes.first()?;
        let bytes = store.get(place.clone())?;
        let value = match kind.as_slice() {
            b"cbor" => cbor(bytes)?,
            b"json" => Value::serialized(&serde_json::from_slice::<serde_json::Value>(bytes).ok()?).ok()?,
            _ => return None,
        };
        Some(Assertion { label: assertion.label.clone(), value, place: place.clone() })
    });
    let assertions = assertions.collect();
    let lists = ["assertions", "created_assertions", "gathered_assertions"];
    let listed = lists.iter().filter_map(|name| field(&claim, name)?.as_array()).flatten().take(MOST);
    let digests = text(&claim, "alg");
    let listed = listed.filter_map(|one| {
        let label = text(one, "url")?.rsplit('/').next()?.to_owned();
        let hash = text(one, "alg").or(digests).and_then(hash);
        let stated = field(one, "hash").and_then(bytes);
        let there = inside.iter().find(|assertion| assertion.label == label);
        let agrees = match (there, hash, stated) {
            (Some(there), Some(hash), Some(stated)) => {
                let is_of =
                    |place: &Range<usize>| hash.digest(&[store.get(place.clone()).unwrap_or_default()]) == stated;
                // Before version 1.0 the digest was of what is in the box alone.
                Some(is_of(&there.content) || there.boxes.iter().any(|(_, place)| is_of(place)))
            }
            // What a claim lists of its own manifest and is not there was taken out.
            (None, ..) if text(one, "url").is_some_and(|url| url.starts_with("self#jumbf=c2pa.assertions/")) => {
                Some(false)
            }
            _ => None,
        };
        Some(Listed { label, agrees })
    });
    let mut listed: Vec<Listed> = listed.collect();
    // What is there and not in the list was put in after signing.
    for (at, one) in inside.iter().enumerate() {
        let is_second = inside.iter().take(at).any(|before| before.label == one.label);
        if is_second || !listed.iter().any(|listed| listed.label == one.label) {
            listed.push(Listed { label: one.label.clone(), agrees: Some(false) });
        }
    }
    let signature_place = of(b"c2cs").and_then(content);
    Some(Manifest {
        label: manifest.label.clone(),
        is_update: manifest.kind == *b"c2um",
        claim,
        claim_place,
        listed,
        assertions,
        signature_place,
    })
}

/// A value in CBOR (RFC 8949).
#[must_use]
pub fn cbor(bytes: &[u8]) -> Option<Value> {
    ciborium::de::from_reader_with_recursion_limit(bytes, NESTED).ok()
}

/// A field of a map.
#[must_use]
pub fn field<'a>(value: &'a Value, name: &str) -> Option<&'a Value> {
    value.as_map()?.iter().find(|(key, _)| key.as_text() == Some(name)).map(|(_, value)| value)
}

/// A field that is a text; a time may be marked as one (RFC 8949, 3.4.1).
#[must_use]
pub fn text<'a>(value: &'a Value, name: &str) -> Option<&'a str> {
    match field(value, name)? {
        Value::Tag(_, inner) => inner.as_text(),
        value => value.as_text(),
    }
}

/// A value that is bytes, or a list of small numbers, as early writers wrote them.
#[must_use]
pub fn bytes(value: &Value) -> Option<Vec<u8>> {
    if let Some(bytes) = value.as_bytes() {
        return Some(bytes.clone());
    }
    let small = |value: &Value| u8::try_from(value.as_integer()?).ok();
    value.as_array()?.iter().map(small).collect()
}

/// The digest algorithm of a name (C2PA 13.1).
#[must_use]
pub fn hash(name: &str) -> Option<Hash> {
    match name {
        "sha256" => Some(Hash::Sha256),
        "sha384" => Some(Hash::Sha384),
        "sha512" => Some(Hash::Sha512),
        _ => None,
    }
}

/// A number that is not negative.
#[must_use]
pub fn number(value: &Value) -> Option<u64> {
    u64::try_from(value.as_integer()?).ok()
}
