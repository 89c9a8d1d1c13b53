//! Text fields of a form (12.7.5.3): the value that a field has, and the words that its place on the page shows.

use crate::formats::pdf::catalog::page_numbers;
use crate::formats::pdf::objects::{Found, Objects};
use crate::formats::pdf::page::text::PageText;
use crate::formats::pdf::syntax::{Dictionary, Object, text_string};
use crate::model::Locus;

/// More fields of a file are not held against their appearance.
const LIMIT: usize = 500;
/// Flags of a field whose appearance is not its value (table 231): a password, a file, rich text.
const OTHER_WORDS: i64 = 1 << 13 | 1 << 20 | 1 << 25;

/// A text field with a value.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// The page, counted from 1.
    pub page: usize,
    /// Left, lower, right and upper edge in points of the page's coordinates.
    rectangle: [f64; 4],
    /// Its value.
    pub value: String,
    /// Where the value is.
    pub locus: Locus,
}

impl Field {
    /// The words of the page in its place.
    #[must_use]
    pub fn shown(&self, page: &PageText) -> String {
        let [left, lower, right, upper] = self.rectangle;
        let inside = |word: &&crate::formats::pdf::page::text::Word| {
            let (x, y) = (word.x + word.width / 2.0, word.y + word.size / 3.0);
            (left..=right).contains(&x) && (lower..=upper).contains(&y)
        };
        page.words.iter().filter(inside).map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ")
    }
}

/// The text fields of the last state. None where the form leaves appearances to whoever shows it (table 224).
#[must_use]
pub fn of_document(objects: &mut Objects<'_>) -> Vec<Field> {
    let Ok(revision) = u32::try_from(objects.walk.revisions.len()) else { return vec![] };
    let form = crate::formats::pdf::catalog::latest_pointer(objects, revision, b"Root")
        .and_then(|root| objects.get(root.number, revision))
        .and_then(|catalog| entry(objects, catalog.dictionary()?, b"AcroForm", revision));
    let Some(form) = form else { return vec![] };
    if form.get(b"NeedAppearances").is_some_and(|value| value.object == Object::Boolean(true)) {
        return vec![];
    }
    let mut fields = Vec::new();
    for (at, number) in page_numbers(objects, revision).into_iter().enumerate() {
        let Some(page) = objects.get(number, revision) else { continue };
        let Some(listed) = page.dictionary().and_then(|page| page.get(b"Annots")).map(|listed| listed.object.clone())
        else {
            continue;
        };
        let listed = match listed {
            Object::Reference(_) => objects.resolve(&listed, revision).map(|found| found.object.object),
            direct => Some(direct),
        };
        let Some(Object::Array(items)) = listed else { continue };
        for item in &items {
            if fields.len() >= LIMIT {
                return fields;
            }
            if let Object::Reference(id) = item.object
                && let Some(widget) = objects.get(id.number, revision)
            {
                fields.extend(field(objects, &widget, at + 1, revision));
            }
        }
    }
    fields
}

fn entry(objects: &mut Objects<'_>, dictionary: &Dictionary, key: &[u8], revision: u32) -> Option<Dictionary> {
    match &dictionary.get(key)?.object {
        Object::Dictionary(direct) => Some(direct.clone()),
        reference => objects.resolve(reference, revision)?.dictionary().cloned(),
    }
}

fn field(objects: &mut Objects<'_>, widget: &Found, page: usize, revision: u32) -> Option<Field> {
    let dictionary = widget.dictionary()?;
    if !dictionary.is(b"Subtype", b"Widget") || dictionary.get(b"AP").is_none() {
        return None;
    }
    let rectangle = dictionary.rectangle(b"Rect")?;
    // Kind, flags and value may be in the field above the widget (12.7.4.1).
    let (mut kind, mut flags, mut value, mut formatted) = (None, None, None, false);
    let mut node = widget.clone();
    for _ in 0..8 {
        let here = node.dictionary()?.clone();
        kind = kind.or_else(|| here.name(b"FT").map(<[u8]>::to_vec));
        flags = flags.or_else(|| here.integer(b"Ff"));
        if value.is_none()
            && let Some(written) = here.get(b"V")
        {
            value = Some((node.clone(), written.clone()));
        }
        // A script writes the appearance in another form.
        formatted |= here.dictionary(b"AA").is_some_and(|actions| actions.get(b"F").is_some())
            || here.get(b"AA").is_some_and(|actions| matches!(actions.object, Object::Reference(_)));
        let Some(parent) = here.reference(b"Parent") else { break };
        node = objects.get(parent.number, revision)?;
    }
    if kind.as_deref() != Some(b"Tx") || flags.unwrap_or(0) & OTHER_WORDS != 0 || formatted {
        return None;
    }
    let (owner, written) = value?;
    let Object::String(bytes) = &written.object else { return None };
    let text = text_string(bytes).unwrap_or_else(|partly| partly);
    (!text.trim().is_empty()).then(|| Field {
        page,
        rectangle,
        value: text,
        locus: owner.locus(revision, &written, "V".to_owned()),
    })
}
