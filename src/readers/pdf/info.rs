//! The document information dictionary of every revision (ISO 32000-2:2020, 14.3.3).

use crate::formats::likely;
use crate::formats::pdf::objects::{Found, Objects};
use crate::formats::pdf::syntax::{Object, text_string};
use crate::model::{Property, Reading, Value};
use crate::properties::keys;
use crate::readers::Intake;
use crate::readers::dates;
use crate::readers::pdf::properties::{INFO, is_date};
use encoding_rs::Encoding;

/// Hands over every entry of an Info dictionary.
pub fn hand_over(objects: &mut Objects<'_>, info: &Found, revision: u32, intake: &mut Intake) {
    let Some(dictionary) = info.dictionary() else {
        intake.warn(
            "info-not-a-dictionary",
            "the document information is not a dictionary",
            Some(info.locus(revision, &info.object, "Info".to_owned())),
        );
        return;
    };
    let texts = dictionary.entries.iter().filter_map(|(_, value)| match &value.object {
        Object::String(bytes) if !is_marked(bytes) => Some(bytes.as_slice()),
        _ => None,
    });
    let encoding = likely::encoding(texts);
    for (key, value) in &dictionary.entries {
        let referred = objects.resolve(&value.object, revision);
        let (holder, spanned) = referred.as_ref().map_or((info, value), |found| (found, &found.object));
        let property = property(key);
        if let Object::String(bytes) = &spanned.object {
            guess(key, bytes, encoding, intake);
        }
        let locus = holder.locus(revision, spanned, format!("Info/{}", String::from_utf8_lossy(key)));
        let raw = objects.bytes_of(holder, spanned);
        intake.evidence(&property, &raw, reading(key, &spanned.object), locus);
    }
}

/// Whether a text string says its own encoding (7.9.2.2).
fn is_marked(bytes: &[u8]) -> bool {
    [b"\xfe\xff".as_slice(), b"\xff\xfe", b"\xef\xbb\xbf"].iter().any(|mark| bytes.starts_with(mark))
}

/// Tells what a text probably says whose bytes fit another encoding better than the one that PDF prescribes for them.
fn guess(key: &[u8], bytes: &[u8], encoding: Option<&'static Encoding>, intake: &mut Intake) {
    if is_marked(bytes) || is_date(key) {
        return;
    }
    if let Some((text, encoding)) = likely::text(bytes, encoding) {
        let key = String::from_utf8_lossy(key);
        let message =
            format!("{key} is not written as PDF prescribes; it probably says \u{201c}{text}\u{201d} (in {encoding})");
        intake.warn("text-encoding", message, None);
    }
}

/// The property of an Info key.
#[must_use]
pub fn property(key: &[u8]) -> Property {
    INFO.iter().find(|(name, _)| *name == key).map_or_else(
        || Property::named(keys::INFORMATION, &String::from_utf8_lossy(key)),
        |(_, property)| property.clone(),
    )
}

/// The value of an Info entry as understood.
#[must_use]
pub fn reading(key: &[u8], object: &Object) -> Reading {
    match object {
        Object::String(bytes) => text_reading(key, bytes),
        Object::Name(name) => Reading::Present(Value::Text(String::from_utf8_lossy(name).into_owned())),
        Object::Integer(number) => Reading::Present(Value::Number(*number)),
        Object::Boolean(value) => Reading::Present(Value::Text(value.to_string())),
        Object::Null => Reading::Absent,
        Object::Reference(id) => Reading::Unreadable(format!("refers to object {id}, which does not exist")),
        Object::Real(number) => Reading::Present(Value::Text(number.to_string())),
        Object::Array(_) | Object::Dictionary(_) => Reading::Unreadable("neither text nor date".to_owned()),
    }
}

/// The value of a text entry as understood.
#[must_use]
pub fn text_reading(key: &[u8], bytes: &[u8]) -> Reading {
    if bytes.is_empty() {
        return Reading::Absent;
    }
    match text_string(bytes) {
        Err(partly) => Reading::Unreadable(format!("not valid in its own encoding; reads as {partly:?}")),
        Ok(text) if is_date(key) => dates::pdf(&text),
        Ok(text) => Reading::Present(Value::Text(text)),
    }
}
