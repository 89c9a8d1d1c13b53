//! Annotations that a save put over what a page shows (12.5): where they lie, and whether they paint a surface.

use super::changes::page_numbers;
use super::objects::{Found, Objects};
use super::syntax::Object;
use crate::model::{Change, ChangeKind, Revision, RevisionKind};

/// An annotation that can hide what lies under it.
#[derive(Debug, Clone, PartialEq)]
pub struct Cover {
    /// The page, counted from 1.
    pub page: usize,
    /// Left, lower, right and upper edge, in points of the page's coordinates.
    pub rectangle: [f64; 4],
    /// What it is, with its object: `annotation (FreeText), object 12 0`.
    pub what: String,
}

/// Marks on words (12.5.6.10), links and windows lie over words and hide none.
const HARMLESS: &[&str] = &["Highlight", "Underline", "StrikeOut", "Squiggly", "Link", "Popup", "Text", "Ink", "Line"];
/// Operators that paint a surface (8.5.3.1, 8.7.4.2, 8.8).
const PAINTS: &[&[u8]] = &[b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"sh", b"Do"];
/// More annotations of one revision are not looked at.
const LIMIT: usize = 200;

/// The annotations that a revision brought in or changed, and that paint a surface.
#[must_use]
pub fn of_revision(objects: &mut Objects<'_>, revision: &Revision) -> Vec<Cover> {
    if revision.kind != RevisionKind::Update {
        return vec![];
    }
    let may = |change: &&Change| {
        let appears = matches!(change.change, ChangeKind::Added | ChangeKind::Changed);
        let kind = change.what.starts_with("annotation") || change.what.starts_with("form field");
        appears && kind && !HARMLESS.iter().any(|name| change.what == format!("annotation ({name})"))
    };
    let candidates: Vec<&Change> = revision.changes.iter().filter(may).take(LIMIT).collect();
    if candidates.is_empty() {
        return vec![];
    }
    let pages = page_numbers(objects, revision.number);
    candidates.into_iter().filter_map(|change| cover(objects, revision.number, change, &pages)).collect()
}

fn cover(objects: &mut Objects<'_>, revision: u32, change: &Change, pages: &[u32]) -> Option<Cover> {
    let number = change.object.split(' ').next()?.parse().ok()?;
    let found = objects.get(number, revision)?;
    let dictionary = found.dictionary()?;
    let rectangle = dictionary.rectangle(b"Rect")?;
    let stated = dictionary.reference(b"P").map(|page| page.number);
    let page = stated
        .and_then(|page| pages.iter().position(|number| *number == page))
        .or_else(|| pages.iter().position(|&page| lists(objects, page, number, revision)))?;
    paints(objects, &found, revision).then(|| Cover {
        page: page + 1,
        rectangle,
        what: format!("{}, object {}", change.what, change.object),
    })
}

/// Whether a page lists the annotation as its own.
fn lists(objects: &mut Objects<'_>, page: u32, annotation: u32, revision: u32) -> bool {
    let Some(found) = objects.get(page, revision) else { return false };
    let Some(listed) = found.dictionary().and_then(|page| page.get(b"Annots")).map(|listed| listed.object.clone())
    else {
        return false;
    };
    let listed = match listed {
        Object::Reference(_) => objects.resolve(&listed, revision).map(|found| found.object.object),
        direct => Some(direct),
    };
    let Some(Object::Array(items)) = listed else { return false };
    items.iter().any(|item| matches!(item.object, Object::Reference(id) if id.number == annotation))
}

/// Whether its normal appearance (12.5.5) paints a surface.
fn paints(objects: &mut Objects<'_>, annotation: &Found, revision: u32) -> bool {
    let appearance = |objects: &mut Objects<'_>| {
        let dictionary = annotation.dictionary()?;
        let appearances = match &dictionary.get(b"AP")?.object {
            Object::Dictionary(direct) => direct.clone(),
            reference => objects.resolve(reference, revision)?.dictionary()?.clone(),
        };
        let normal = appearances.get(b"N")?.object.clone();
        let found = objects.resolve(&normal, revision);
        // Of several states the one that is set.
        let states = match (&normal, &found) {
            (Object::Dictionary(states), _) => Some(states.clone()),
            (_, Some(found)) => found.dictionary().filter(|states| states.get(b"Length").is_none()).cloned(),
            _ => None,
        };
        match states {
            Some(states) => {
                let state = states.get(dictionary.name(b"AS")?)?.object.clone();
                objects.resolve(&state, revision)
            }
            None => found,
        }
    };
    let Some(stream) = appearance(objects) else { return false };
    let Some(dictionary) = stream.dictionary().cloned() else { return false };
    let Some((raw, _)) = objects.raw_stream(&stream) else { return false };
    let Ok(content) = objects.decode(&dictionary, &raw) else { return false };
    content.split(u8::is_ascii_whitespace).any(|token| PAINTS.contains(&token))
}
