//! Layers that are off (ISO 32000-2, 8.11): a copy of the document without the list of its layers shows all of them.

use crate::formats::pdf::catalog::latest_pointer;
use crate::formats::pdf::objects::{Objects, Place};
use crate::formats::pdf::syntax::{Dictionary, Object};
use memchr::memmem;

const LAYERS: &[u8] = b"/OCProperties";
/// As long, and no key that a program knows.
const NO_LAYERS: &[u8] = b"/XCProperties";

/// The document with all layers on, where some are off; none where all are on, and where its objects are encrypted.
#[must_use]
pub fn all_on(objects: &mut Objects<'_>, revision: u32) -> Option<Vec<u8>> {
    let root = latest_pointer(objects, revision, b"Root")?;
    let catalog = objects.get(root.number, revision)?;
    if catalog.was_encrypted() || objects.walk.header > 0 || !has_layers_off(objects, catalog.dictionary()?, revision) {
        return None;
    }
    let mut written = objects.written(root.number, revision)?;
    let at = memmem::find(&written, LAYERS)?;
    written.get_mut(at..at + LAYERS.len())?.copy_from_slice(NO_LAYERS);
    let mut bytes = objects.bytes.to_vec();
    match catalog.place {
        Place::File { .. } => {
            bytes.get_mut(catalog.object.start..catalog.object.start + written.len())?.copy_from_slice(&written);
        }
        Place::ObjectStream { .. } => {
            let marker = memmem::rfind(&bytes, b"startxref")?;
            let digits =
                String::from_utf8_lossy(bytes.get(marker + 9..)?.get(..30.min(bytes.len() - marker - 9))?).into_owned();
            let previous: usize = digits.split_whitespace().next()?.parse().ok()?;
            let size = objects.walk.history.keys().next_back().map_or(root.number, |last| *last).checked_add(1)?;
            bytes.push(b'\n');
            let offset = bytes.len();
            bytes.extend_from_slice(format!("{} 0 obj\n", root.number).as_bytes());
            bytes.extend_from_slice(&written);
            bytes.extend_from_slice(b"\nendobj\n");
            let table = bytes.len();
            let number = root.number;
            let section = format!(
                "xref\n{number} 1\n{offset:010} 00000 n \ntrailer\n<</Size {size}/Root {number} 0 R/Prev {previous}>>\nstartxref\n{table}\n%%EOF\n"
            );
            bytes.extend_from_slice(section.as_bytes());
        }
    }
    Some(bytes)
}

/// Whether the usual configuration leaves layers off.
fn has_layers_off(objects: &mut Objects<'_>, catalog: &Dictionary, revision: u32) -> bool {
    let mut entry = |within: &Dictionary, key: &[u8]| {
        let value = &within.get(key)?.object;
        match value {
            Object::Dictionary(direct) => Some(direct.clone()),
            reference => objects.resolve(reference, revision)?.dictionary().cloned(),
        }
    };
    let usual = entry(catalog, b"OCProperties").and_then(|layers| entry(&layers, b"D"));
    usual.is_some_and(|usual| usual.is(b"BaseState", b"OFF") || usual.array(b"OFF").is_some_and(|off| !off.is_empty()))
}
