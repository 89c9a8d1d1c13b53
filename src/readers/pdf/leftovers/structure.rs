//! Texts of the structure tree for those who do not see (ISO 32000-2, 14.7 and 14.9) with words that no page draws.
//!
//! What these texts are was read with the objects of the file (`traces`): of each kind the first 500 that differ.

use super::{Leftovers, State, quoted};
use crate::formats::pdf::syntax::{Dictionary, Object};
use crate::model::{Concealment, Editability, Evidence, Locus, Property};
use crate::readers::Intake;
use crate::readers::pdf::leftovers::shown::{is_like_a_name, words};
use crate::readers::pdf::traces::{ACTUAL_TEXT, ALTERNATE, ELEMENT_TITLE, EXPANSION};
use crate::readers::program_words::{self, Place};
use std::collections::BTreeSet;

/// Words that are to be read in place of what is drawn, and that no page draws.
pub const STRUCTURE: Property =
    Property::plain("pdf.leftover.structure", Editability::F1).hidden(Concealment::Structure);
/// The description of a picture, where it names a place on somebody's machine: programs take it from the file that was put in.
pub const DESCRIPTION: Property =
    Property::plain("pdf.leftover.description", Editability::F1).hidden(Concealment::AltText);

/// What is to be read says what the pages say where one in so many of its texts misses a word at most. Of others only texts are told
/// of which some words are drawn.
const OTHERWISE_SHOWN: usize = 10;
/// So many texts that differ by their number alone are labels of a program.
const LABELLED: usize = 3;
/// In more texts than this names are what the structure is made of.
const NAMES: usize = 3;
/// Of one element so many pieces of its content are looked at.
const PIECES: usize = 500;
/// Kinds of elements that are pictures (table 368): their texts describe what is seen.
const PICTURES: [&[u8]; 2] = [b"Figure", b"Formula"];

/// Hands over the texts of the structure that the last state has.
pub(super) fn hand_over(state: &mut State<'_, '_>, intake: &mut Intake) {
    let (evidence, _) = intake.so_far();
    let of = |sources: &[&Property]| -> Vec<(String, Locus)> {
        let is_one = |evidence: &&Evidence| sources.iter().any(|source| source.key == evidence.property);
        let texts = evidence.iter().filter(is_one).filter(|evidence| is_of_last_state(state, &evidence.locus));
        texts.filter_map(|evidence| Some((evidence.text()?.to_owned(), evidence.locus.clone()))).collect()
    };
    let (read, described) = (of(&[&ACTUAL_TEXT, &EXPANSION, &ELEMENT_TITLE]), of(&[&ALTERNATE]));
    let all = read.len();
    let mut instead = Leftovers::of(STRUCTURE);
    let mut descriptions = Leftovers::of(DESCRIPTION);
    let (mut found, mut pictures) = (Vec::new(), described);
    for (text, locus) in read {
        let missing = state.shown.missing_pieces(program_words::without(Place::Structure, &text));
        if missing.is_empty() {
            continue;
        }
        if is_picture(state, &locus) {
            pictures.push((text, locus));
        } else if !spells_in_shapes(state, &locus) {
            found.push((text, missing, locus));
        }
    }
    let labels: Vec<Option<String>> = found.iter().map(|(text, ..)| program_words::label(text)).collect();
    let is_label = |text: &str| {
        let label = program_words::label(text);
        label.is_some() && labels.iter().filter(|other| **other == label).count() >= LABELLED
    };
    found.retain(|(text, ..)| !is_label(text));
    let otherwise_shown = found.len() * OTHERWISE_SHOWN <= all;
    let few = found.len() <= NAMES;
    for (text, missing, locus) in found {
        if few && is_like_a_name(&missing) || otherwise_shown || words(&text).count() > missing.len() {
            let path = format!("{} {}", locus.path, quoted(&text));
            instead.tell(&missing, Locus { path, ..locus }, intake);
        }
    }
    for (text, locus) in pictures.into_iter().filter(|(text, _)| names_a_place(text)) {
        descriptions.tell(&[text], locus, intake);
    }
    instead.finish(state.revision, intake);
    descriptions.finish(state.revision, intake);
}

fn number_of(locus: &Locus) -> Option<u32> {
    locus.object.as_deref()?.split(' ').next()?.parse().ok()
}

/// Whether the last state has the object of a place as the revision of the place brought it in.
fn is_of_last_state(state: &State<'_, '_>, locus: &Locus) -> bool {
    number_of(locus).is_some_and(|number| state.objects.walk.brought_in(number, state.revision) == locus.revision)
}

/// Whether the content of the element at a place paints shapes or pictures, which may spell its words (14.7.5).
fn spells_in_shapes(state: &mut State<'_, '_>, locus: &Locus) -> bool {
    let Some(element) = number_of(locus) else { return false };
    let page_of = |dictionary: &Dictionary| dictionary.reference(b"Pg").map(|page| page.number);
    let mut open: Vec<(Object, Option<u32>)> = Vec::new();
    let mut seen = BTreeSet::from([element]);
    let enter = |state: &mut State<'_, '_>, number: u32, page: Option<u32>, open: &mut Vec<(Object, Option<u32>)>| {
        let found = state.objects.get(number, state.revision);
        let Some(element) = found.as_ref().and_then(|found| found.dictionary()) else { return };
        let kids = element.get(b"K").map(|kids| kids.object.clone());
        open.extend(kids.map(|kids| (kids, page_of(element).or(page))));
    };
    enter(state, element, None, &mut open);
    for _ in 0..PIECES {
        let Some((kid, page)) = open.pop() else { return false };
        match kid {
            Object::Integer(number) if page.is_some_and(|page| state.shown.is_painted(page, number)) => return true,
            Object::Array(kids) => open.extend(kids.into_iter().take(PIECES).map(|kid| (kid.object, page))),
            Object::Reference(id) if seen.insert(id.number) => enter(state, id.number, page, &mut open),
            Object::Dictionary(kid) => {
                let page = page_of(&kid).or(page);
                let inner = kid.get(b"MCID").or_else(|| kid.get(b"K"));
                open.extend(inner.map(|inner| (inner.object.clone(), page)));
            }
            _ => {}
        }
    }
    // Of an element with more pieces nobody knows.
    true
}

/// Whether the element at a place is a picture.
fn is_picture(state: &mut State<'_, '_>, locus: &Locus) -> bool {
    let found = number_of(locus).and_then(|number| state.objects.get(number, state.revision));
    let kind = found.as_ref().and_then(|found| found.dictionary()).and_then(|element| element.name(b"S"));
    kind.is_some_and(|kind| PICTURES.contains(&kind))
}

/// Whether a text names a file with its place on a machine.
fn names_a_place(text: &str) -> bool {
    let drive = text
        .as_bytes()
        .windows(3)
        .any(|three| matches!(three, [letter, b':', b'\\' | b'/'] if letter.is_ascii_uppercase()));
    drive || ["file:///", "/Users/", "/home/", "\\\\"].iter().any(|start| text.contains(start))
}

#[cfg(test)]
mod tests {
    use crate::readers::pdf::leftovers::written;

    #[test]
    fn words_that_are_read_and_not_drawn_are_told_and_drawn_ones_are_not() {
        let read = written::read_page(
            "/StructTreeRoot 6 0 R",
            "",
            "(The sum of ) Tj",
            &[
                "<</Type/StructTreeRoot/K[7 0 R 8 0 R 9 0 R 10 0 R 11 0 R]>>",
                "<</Type/StructElem/S/P/ActualText(The sum of 48500 to Roe)>>",
                "<</Type/StructElem/S/P/ActualText(The SUM)>>",
                "<</Type/StructElem/S/P/ActualText(Empty cell)>>",
                "<</Type/StructElem/S/Figure/Alt(Photograph of the meadow)>>",
                "<</Type/StructElem/S/Figure/Alt(C:\\\\Users\\\\roe\\\\meadow.jpg)>>",
            ],
        );
        assert_eq!(written::told(&read, &super::STRUCTURE), ["48500 Roe"]);
        assert_eq!(written::told(&read, &super::DESCRIPTION), ["C:\\Users\\roe\\meadow.jpg"]);
    }
}
