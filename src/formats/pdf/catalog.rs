//! What the trailer of a revision points to: its catalog, its document information, its pages.

use crate::formats::pdf::objects::{Found, Objects};
use crate::formats::pdf::syntax::{Id, Object, Spanned};
use std::collections::BTreeSet;

/// A pointer of the trailer as a revision has it: the newest section that names it wins. A trailer that leaves out the
/// document information has none (7.5.5); a catalog it must have, so an older one is taken for it.
pub fn latest_pointer(objects: &Objects<'_>, revision: u32, key: &[u8]) -> Option<Id> {
    let until = usize::try_from(revision).ok()?.min(objects.walk.revisions.len());
    let inherits = key == b"Root" || objects.walk.rebuilt;
    let from = if inherits { 0 } else { until.checked_sub(1)? };
    objects
        .walk
        .revisions
        .get(from..until)?
        .iter()
        .rev()
        .flat_map(|walked| walked.sections.iter().rev())
        .find_map(|section| section.trailer.reference(key))
}

/// The object numbers of the pages in a revision, by the page tree; loops and repetitions are passed over.
pub fn page_numbers(objects: &mut Objects<'_>, revision: u32) -> Vec<u32> {
    let mut pages = Vec::new();
    let root = latest_pointer(objects, revision, b"Root").and_then(|root| objects.get(root.number, revision));
    let Some(tree) = root.as_ref().and_then(Found::dictionary).and_then(|catalog| catalog.reference(b"Pages")) else {
        return pages;
    };
    let (mut open, mut seen) = (vec![tree.number], BTreeSet::new());
    while let Some(number) = open.pop() {
        if !seen.insert(number) {
            continue;
        }
        let Some(found) = objects.get(number, revision) else { continue };
        let Some(dictionary) = found.dictionary() else { continue };
        match dictionary.get(b"Kids").map(|kids| kids.object.clone()) {
            Some(Object::Array(kids)) => open.extend(references(&kids).into_iter().rev()),
            Some(reference @ Object::Reference(_)) => {
                if let Some(Object::Array(kids)) =
                    objects.resolve(&reference, revision).map(|found| found.object.object)
                {
                    open.extend(references(&kids).into_iter().rev());
                }
            }
            _ => pages.push(number),
        }
    }
    pages
}

/// The numbers of the objects that the items of an array refer to.
#[must_use]
pub fn references(items: &[Spanned]) -> Vec<u32> {
    items
        .iter()
        .filter_map(|item| if let Object::Reference(id) = item.object { Some(id.number) } else { None })
        .collect()
}
