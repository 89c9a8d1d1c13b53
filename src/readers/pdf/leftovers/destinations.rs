//! Names of places in the document (ISO 32000-2, 12.3.2.4) with words that no page draws.
//!
//! Programs make most of them, of headings that are shown, of keys and of numbers. A name is told only where words of it are shown and
//! others are not, without any digits, and where the other names of the document miss none.

use super::{Leftovers, State};
use crate::formats::pdf::syntax::{Object, Spanned, text_string};
use crate::model::{Concealment, Editability, Locus, Property};
use crate::readers::Intake;
use crate::readers::pdf::leftovers::shown::words;
use std::collections::BTreeSet;

/// The name of a place with words that no page draws.
pub const DESTINATION: Property =
    Property::plain("pdf.leftover.destination-name", Editability::F1).hidden(Concealment::DestinationName);

/// More names and more nodes of their tree are not looked at.
const NAMES: usize = 5_000;
const NODES: usize = 2_000;
/// A name misses so many words at least.
const MISSING: usize = 2;
/// Where more of the names miss words, they are of other words than the pages'.
const OTHERWISE: usize = 3;

/// Hands over the names.
pub(super) fn hand_over(state: &mut State<'_, '_>, intake: &mut Intake) {
    let mut told = Vec::new();
    for (name, locus) in names(state) {
        // `fig:delay`, `cite.roe2010` are labels of LaTeX.
        if name.chars().any(|sign| sign.is_numeric() || ":.".contains(sign)) {
            continue;
        }
        let mut missing = state.shown.missing(&name);
        let all = words(&name).count();
        missing.retain(|word| !state.shown.nearly_holds(word));
        if missing.len() >= MISSING && missing.len() < all {
            told.push((name, locus));
        }
    }
    if told.len() > OTHERWISE {
        return;
    }
    let mut leftovers = Leftovers::of(DESTINATION);
    for (name, locus) in told {
        leftovers.tell(&[name], locus, intake);
    }
    leftovers.finish(state.revision, intake);
}

/// The names, of the dictionary of the catalog (PDF 1.1) and of the tree of names.
fn names(state: &mut State<'_, '_>) -> Vec<(String, Locus)> {
    let Some(catalog) = state.catalog() else { return vec![] };
    let mut names = Vec::new();
    if let Some(named) = state.dictionary(&catalog, b"Dests") {
        for (name, _) in named.entries.iter().take(NAMES) {
            let locus = Locus { revision: Some(state.revision), path: "Dests".to_owned(), ..Locus::default() };
            names.push((String::from_utf8_lossy(name).into_owned(), locus));
        }
    }
    let root = state.dictionary(&catalog, b"Names").and_then(|names| names.get(b"Dests").cloned());
    let (mut open, mut seen): (Vec<Spanned>, _) = (root.into_iter().collect(), BTreeSet::new());
    let mut nodes = 0;
    while let Some(node) = open.pop().filter(|_| nodes < NODES && names.len() < NAMES) {
        nodes += 1;
        let found = match &node.object {
            Object::Reference(id) if !seen.insert(id.number) => continue,
            reference @ Object::Reference(_) => state.objects.resolve(reference, state.revision),
            _ => None,
        };
        let holder = found.as_ref().map_or(&node, |found| &found.object);
        let Object::Dictionary(dictionary) = holder.object.clone() else { continue };
        open.extend(state.array(&dictionary, b"Kids"));
        for pair in state.array(&dictionary, b"Names").chunks(2) {
            let [name, _] = pair else { continue };
            let Object::String(bytes) = &name.object else { continue };
            let locus = match &found {
                Some(found) => found.locus(state.revision, name, "Names/Dests".to_owned()),
                None => Locus { revision: Some(state.revision), path: "Names/Dests".to_owned(), ..Locus::default() },
            };
            names.push((text_string(bytes).unwrap_or_else(|partly| partly), locus));
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use crate::readers::pdf::leftovers::written;

    #[test]
    fn a_name_with_words_that_no_page_shows_is_told_and_keys_and_headings_are_not() {
        let content = "(The gate was opened by nobody at all) Tj";
        for (name, expected) in [("opened-by-anna-velkova", 1), ("the-gate-was-opened", 0), ("cite.velkova2010anna", 0)]
        {
            let catalog = format!("/Names<</Dests<</Names[({name})[3 0 R/Fit]]>>>>");
            let read = written::read_page(&catalog, "", content, &[]);
            assert_eq!(written::told(&read, &super::DESTINATION).len(), expected, "{name}");
        }
    }
}
