//! Keys that a dictionary has twice with different values (ISO 32000-2, 7.3.7): some programs believe the first, some the last, and so
//! they may show different documents. Only keys are looked at that change what is seen, or what the document says of itself (14.3.3).

use crate::formats::pdf::objects::{Found, Objects};
use crate::formats::pdf::syntax::{Dictionary, Object, Spanned};
use crate::model::{ByteRange, Concealment, Editability, Locus, Property, Reading, Value};
use crate::readers::Intake;

/// A key with two values.
pub const DUPLICATE: Property = Property::plain("pdf.duplicate-key", Editability::F1).hidden(Concealment::DuplicateKey);

/// So many are told.
const LISTED: usize = 50;
/// Values are quoted with so many bytes.
const QUOTED: usize = 60;
/// Dictionaries are looked at no deeper in one another.
const DEPTH: usize = 8;
/// The keys.
const KEYS: [&[u8]; 24] = [
    b"Contents",
    b"Resources",
    b"MediaBox",
    b"CropBox",
    b"Kids",
    b"Count",
    b"Parent",
    b"Root",
    b"Info",
    b"Annots",
    b"Pages",
    b"V",
    b"AP",
    b"Filter",
    b"Length",
    b"ByteRange",
    b"Title",
    b"Author",
    b"Subject",
    b"Keywords",
    b"Creator",
    b"Producer",
    b"CreationDate",
    b"ModDate",
];

/// Hands over the double keys of one object.
pub fn hand_over(objects: &Objects<'_>, found: &Found, revision: u32, intake: &mut Intake) {
    value(&found.object, 0, &mut |key: &[u8], first: &Spanned, last: &Spanned| {
        let quoted = |value: &Spanned| quoted(&objects.bytes_of(found, value));
        tell(key, &quoted(first), &quoted(last), found.locus(revision, last, String::new()), intake);
    });
}

/// Hands over those of the trailers.
pub fn of_trailers(objects: &Objects<'_>, intake: &mut Intake) {
    for (position, walked) in objects.walk.revisions.iter().enumerate() {
        for section in &walked.sections {
            let revision = u32::try_from(position + 1).ok();
            dictionary(&section.trailer, 0, &mut |key: &[u8], first: &Spanned, last: &Spanned| {
                let quoted = |value: &Spanned| quoted(objects.bytes.get(value.start..value.end).unwrap_or_default());
                let bytes = section.stream.is_none().then(|| ByteRange::new(last.start, last.end));
                let locus = Locus { revision, bytes, ..Locus::default() };
                tell(key, &quoted(first), &quoted(last), locus, intake);
            });
        }
    }
}

fn tell(key: &[u8], first: &str, last: &str, locus: Locus, intake: &mut Intake) {
    // A value without bytes was put in by the recovery of a broken file.
    if first == last || first.is_empty() || last.is_empty() || intake.count(&DUPLICATE) >= LISTED {
        return;
    }
    let key = String::from_utf8_lossy(key).into_owned();
    let text = format!("/{key} is first {first} and then {last}");
    intake.evidence(&DUPLICATE, b"", Reading::Present(Value::Text(text)), Locus { path: key, ..locus });
}

fn value(here: &Spanned, depth: usize, each: &mut impl FnMut(&[u8], &Spanned, &Spanned)) {
    if depth > DEPTH {
        return;
    }
    match &here.object {
        Object::Array(items) => items.iter().for_each(|item| value(item, depth + 1, each)),
        Object::Dictionary(inner) => dictionary(inner, depth, each),
        _ => {}
    }
}

fn dictionary(here: &Dictionary, depth: usize, each: &mut impl FnMut(&[u8], &Spanned, &Spanned)) {
    for key in KEYS {
        let mut values = here.entries.iter().filter(|(name, _)| name == key).map(|(_, value)| value);
        if let (Some(first), Some(last)) = (values.next(), values.next_back()) {
            each(key, first, last);
        }
    }
    here.entries.iter().for_each(|(_, inner)| value(inner, depth + 1, each));
}

/// A value as it is written, on one line.
fn quoted(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes).split_whitespace().collect::<Vec<_>>().join(" ");
    match text.char_indices().nth(QUOTED) {
        Some((at, _)) => format!("{}\u{2026}", text.get(..at).unwrap_or_default()),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use crate::readers::pdf::leftovers::written;

    #[test]
    fn a_key_with_two_values_is_told_and_one_with_the_same_twice_is_not() {
        let read = written::read_page("", "/CropBox[0 0 9 9]/CropBox[0 0 90 90]", "(Word) Tj", &[]);
        let told = written::told(&read, &super::DUPLICATE);
        assert_eq!(told, ["/CropBox is first [0 0 9 9] and then [0 0 90 90]"]);
        let same = written::read_page("", "/CropBox[0 0 9 9]/CropBox[0  0 9 9]/Rotate 0/Rotate 90", "(Word) Tj", &[]);
        assert_eq!(written::told(&same, &super::DUPLICATE), Vec::<String>::new());
    }
}
