//! Scans whose letters are drawn with shapes that are stored once (JBIG2): a shape may stand where another letter was.

use crate::formats::jbig2;
use crate::formats::pdf::objects::{Found, Objects};
use crate::formats::pdf::stream::filters;
use crate::formats::pdf::syntax::{Dictionary, Object};
use crate::model::{Editability, Locus, Property, Reading, Value};
use crate::readers::Intake;

/// Letters of a scan that are drawn with stored shapes, each of which stands for several of them, and none of which is corrected.
const STORED_LETTERS: Property = Property::plain("pdf.image.stored-letters", Editability::F1);

/// Fewer letters than this are no page of text.
const LETTERS: u64 = 100;
/// Where each shape is drawn hardly more than once, every letter has its own.
const REUSED: u64 = 2;

/// Tells of the letters of a picture in JBIG2.
pub fn hand_over(
    objects: &mut Objects<'_>,
    found: &Found,
    dictionary: &Dictionary,
    revision: u32,
    intake: &mut Intake,
) {
    if filters(dictionary).as_slice() != [b"JBIG2Decode".as_slice()] {
        return;
    }
    let Some((raw, range)) = objects.raw_stream(found) else { return };
    let shared = shared(objects, dictionary, revision).unwrap_or_default();
    let Some(letters) = jbig2::letters(&shared, &raw) else { return };
    if letters.corrected || letters.drawn < LETTERS || letters.drawn < letters.shapes.saturating_mul(REUSED) {
        return;
    }
    let said = format!("{} letters drawn with {} stored shapes", letters.drawn, letters.shapes);
    let locus = Locus {
        revision: Some(revision),
        object: Some(found.id.to_string()),
        bytes: Some(range),
        path: "image".to_owned(),
        ..Locus::default()
    };
    intake.evidence(&STORED_LETTERS, b"", Reading::Present(Value::Text(said)), locus);
}

/// The segments that several pictures have in common (`JBIG2Globals`, 7.4.7).
fn shared(objects: &mut Objects<'_>, dictionary: &Dictionary, revision: u32) -> Option<Vec<u8>> {
    let parameters = &dictionary.get(b"DecodeParms").or_else(|| dictionary.get(b"DP"))?.object;
    let parameters = match parameters {
        Object::Array(list) => list.iter().find_map(|one| match &one.object {
            Object::Dictionary(parameters) => Some(parameters),
            _ => None,
        })?,
        Object::Dictionary(parameters) => parameters,
        _ => return None,
    };
    let Object::Reference(id) = parameters.get(b"JBIG2Globals")?.object else { return None };
    let stream = objects.get(id.number, revision)?;
    let own = stream.dictionary().cloned()?;
    let (raw, _) = objects.raw_stream(&stream)?;
    objects.decode(&own, &raw).ok()
}
