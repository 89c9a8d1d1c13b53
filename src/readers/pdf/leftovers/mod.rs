//! What words that were taken out of the pages left elsewhere in the document: in its outline, its structure, its forms, its
//! annotations, its names. A leftover is told only where it holds words that no page draws; a document of which a page cannot be read
//! has none for all that one knows.

pub mod annotations;
pub mod destinations;
pub mod forms;
pub mod greys;
pub mod outlines;
pub mod pieces;
pub mod shown;
pub mod spoken;
pub mod structure;
pub mod thumbnails;
#[cfg(test)]
pub(crate) mod written;

use crate::formats::pdf::objects::Objects;
use crate::formats::pdf::syntax::{Dictionary, Object, Spanned, text_string};
use crate::model::{Locus, Property, Reading, Value};
use crate::readers::Intake;
use hayro_syntax::Pdf;
use shown::Shown;

/// So many leftovers of one source are told one by one.
const LISTED: usize = 50;
/// A text is quoted with so many characters, and compared with so many.
const QUOTED: usize = 120;
const LENGTH: usize = 4_000;

/// Hands over what the last state of the document keeps of what no page shows.
pub fn hand_over(objects: &mut Objects<'_>, pdf: &Pdf, shown: &Shown, intake: &mut Intake) {
    let Ok(revision) = u32::try_from(objects.walk.revisions.len()) else { return };
    let state = &mut State { objects, shown, revision };
    thumbnails::hand_over(state, pdf, shown.drawable(), intake);
    pieces::hand_over(state, intake);
    if shown.is_known_but_for_pictures() {
        forms::hand_over(state, intake);
        annotations::hand_over(state, intake);
    }
    if shown.is_known() {
        outlines::hand_over(state, intake);
        destinations::hand_over(state, intake);
        structure::hand_over(state, intake);
    }
}

/// The last state of a document, and what its pages draw.
pub struct State<'a, 'b> {
    /// Its objects.
    pub objects: &'a mut Objects<'b>,
    /// The words of its pages.
    pub shown: &'a Shown,
    /// Its number.
    pub revision: u32,
}

impl State<'_, '_> {
    /// The dictionary at a key, direct or referred to.
    fn dictionary(&mut self, holder: &Dictionary, key: &[u8]) -> Option<Dictionary> {
        let value = holder.get(key)?.object.clone();
        self.dictionary_of(&value)
    }

    fn dictionary_of(&mut self, value: &Object) -> Option<Dictionary> {
        match value {
            Object::Dictionary(direct) => Some(direct.clone()),
            reference => self.objects.resolve(reference, self.revision)?.dictionary().cloned(),
        }
    }

    /// The array at a key, direct or referred to.
    fn array(&mut self, holder: &Dictionary, key: &[u8]) -> Vec<Spanned> {
        match holder.get(key).map(|value| value.object.clone()) {
            Some(Object::Array(items)) => items,
            Some(reference) => match self.objects.resolve(&reference, self.revision).map(|found| found.object.object) {
                Some(Object::Array(items)) => items,
                _ => vec![],
            },
            None => vec![],
        }
    }

    /// The text string at a key, direct or referred to.
    fn text(&mut self, holder: &Dictionary, key: &[u8]) -> Option<String> {
        let bytes = match holder.get(key)?.object.clone() {
            Object::String(bytes) => bytes,
            reference => match self.objects.resolve(&reference, self.revision)?.object.object {
                Object::String(bytes) => bytes,
                _ => return None,
            },
        };
        Some(text_string(&bytes).unwrap_or_else(|partly| partly).chars().take(LENGTH).collect())
    }

    /// The catalog.
    fn catalog(&mut self) -> Option<Dictionary> {
        let root = crate::formats::pdf::catalog::latest_pointer(self.objects, self.revision, b"Root")?;
        self.objects.get(root.number, self.revision)?.dictionary().cloned()
    }
}

/// The leftovers of one source: so many are told, the rest is counted.
#[derive(Debug)]
struct Leftovers {
    property: Property,
    told: usize,
    more: usize,
}

impl Leftovers {
    fn of(property: Property) -> Self {
        Self { property, told: 0, more: 0 }
    }

    /// Tells the words of one text that no page draws.
    fn tell(&mut self, missing: &[String], locus: Locus, intake: &mut Intake) {
        if missing.is_empty() {
            return;
        }
        if self.told >= LISTED {
            self.more += 1;
            return;
        }
        self.told += 1;
        intake.evidence(&self.property, b"", Reading::Present(Value::Text(missing.join(" "))), locus);
    }

    /// Says how many more there are.
    fn finish(self, revision: u32, intake: &mut Intake) {
        if self.more > 0 {
            let locus = Locus { revision: Some(revision), path: "the rest".to_owned(), ..Locus::default() };
            let text = format!("and {} more like these", self.more);
            intake.evidence(&self.property, b"", Reading::Present(Value::Text(text)), locus);
        }
    }
}

/// A text as it is quoted in a path: on one line, cut where it is long.
fn quoted(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(QUOTED) {
        Some((at, _)) => format!("\u{201c}{}\u{2026}\u{201d}", line.get(..at).unwrap_or_default()),
        None => format!("\u{201c}{line}\u{201d}"),
    }
}
