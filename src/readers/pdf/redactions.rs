//! Places that are marked for redaction (ISO 32000-2, 12.5.6.23): the mark alone removes nothing.

use crate::formats::pdf::catalog::page_numbers;
use crate::formats::pdf::objects::Objects;
use crate::formats::pdf::page::text::Word;
use crate::formats::pdf::syntax::Object;
use std::collections::BTreeMap;

/// More annotations of one page are not looked at.
const LIMIT: usize = 2_000;
/// The middle of small letters is so much of their size above the base line.
const MIDDLE: f64 = 0.3;

/// The places that are marked for redaction: left, lower, right and upper edge in points, by page.
#[derive(Debug, Default)]
pub struct Marked {
    pages: BTreeMap<usize, Vec<[f64; 4]>>,
}

impl Marked {
    /// Of the document as a revision left it.
    #[must_use]
    pub fn of_document(objects: &mut Objects<'_>, revision: u32) -> Self {
        let mut marked = Self::default();
        for (at, page) in page_numbers(objects, revision).into_iter().enumerate() {
            let listed = objects.get(page, revision).and_then(|found| {
                found.dictionary().and_then(|page| page.get(b"Annots")).map(|listed| listed.object.clone())
            });
            let listed = match listed {
                Some(Object::Reference(reference)) => {
                    objects.resolve(&Object::Reference(reference), revision).map(|found| found.object.object)
                }
                direct => direct,
            };
            let Some(Object::Array(items)) = listed else { continue };
            for item in items.iter().take(LIMIT) {
                let Some(found) = objects.resolve(&item.object, revision) else { continue };
                let Some(dictionary) = found.dictionary().filter(|one| one.is(b"Subtype", b"Redact")) else { continue };
                let points = dictionary.numbers(b"QuadPoints");
                let boxes = marked.pages.entry(at + 1).or_default();
                let quads = points.chunks_exact(8).map(|quad| {
                    let edge = |at: usize, pick: fn(f64, f64) -> f64| {
                        quad.iter().skip(at).step_by(2).copied().reduce(pick).unwrap_or_default()
                    };
                    [edge(0, f64::min), edge(1, f64::min), edge(0, f64::max), edge(1, f64::max)]
                });
                boxes.extend(quads);
                if points.len() < 8 {
                    boxes.extend(dictionary.rectangle(b"Rect"));
                }
            }
        }
        marked
    }

    /// Whether most of a word lies in a marked place of its page.
    #[must_use]
    pub fn holds(&self, page: usize, word: &Word) -> bool {
        let (x, y) = (word.x + word.width / 2.0, word.y + MIDDLE * word.size);
        let within =
            |[left, lower, right, upper]: &[f64; 4]| (*left..=*right).contains(&x) && (*lower..=*upper).contains(&y);
        self.pages.get(&page).is_some_and(|boxes| boxes.iter().any(within))
    }
}
