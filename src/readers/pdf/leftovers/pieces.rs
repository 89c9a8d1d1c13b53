//! What programs keep for themselves (ISO 32000-2, 14.5): the drawing as the program edits it, next to the pages that it wrote of it.
//! Objects that were taken out of the pages, hidden layers and cut parts of pictures may still be in it.

use super::{Leftovers, State};
use crate::formats::pdf::catalog::{latest_pointer, page_numbers};
use crate::formats::pdf::syntax::{Dictionary, Object};
use crate::model::{Concealment, Editability, Locus, Property};
use crate::readers::Intake;
use std::collections::{BTreeMap, BTreeSet};

/// Data that a program keeps for itself: whose, and how many bytes.
pub const PIECE: Property = Property::plain("pdf.leftover.piece-info", Editability::F1).hidden(Concealment::PieceInfo);

/// Fewer bytes hold settings, and no drawing.
const BYTES: usize = 32 << 10;
/// So many dictionaries of a program are followed, so deep.
const FOLLOWED: usize = 2_000;
const DEPTH: usize = 6;
/// More pages are not looked at.
const PAGES: usize = 2_000;
/// Headers, footers and watermarks that Acrobat put on pages: their words are on the pages.
const COMPOUND: &[u8] = b"ADBE_CompoundType";

/// Hands over what programs keep.
pub(super) fn hand_over(state: &mut State<'_, '_>, intake: &mut Intake) {
    let root = latest_pointer(state.objects, state.revision, b"Root").map(|id| id.number);
    let pages = page_numbers(state.objects, state.revision);
    let mut kept: BTreeMap<String, (usize, Locus)> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    for number in root.into_iter().chain(pages.into_iter().take(PAGES)) {
        let Some(found) = state.objects.get(number, state.revision) else { continue };
        let Some(holder) = found.dictionary().cloned() else { continue };
        let Some(pieces) = state.dictionary(&holder, b"PieceInfo") else { continue };
        for (program, data) in pieces.entries.iter().filter(|(program, _)| program != COMPOUND) {
            let bytes = size(state, &data.object, &mut seen, 0);
            let program = String::from_utf8_lossy(program).into_owned();
            let path = format!("PieceInfo/{program}");
            let locus = || found.locus(state.revision, &found.object, path);
            kept.entry(program).or_insert_with(|| (0, locus())).0 += bytes;
        }
    }
    let mut leftovers = Leftovers::of(PIECE);
    for (program, (bytes, locus)) in kept.into_iter().filter(|(_, (bytes, _))| *bytes >= BYTES) {
        leftovers.tell(
            &[format!("{program} keeps {bytes} bytes of its own: what it edits, not what the pages show")],
            locus,
            intake,
        );
    }
    leftovers.finish(state.revision, intake);
}

/// How many encoded bytes the streams have to which a value leads.
fn size(state: &mut State<'_, '_>, value: &Object, seen: &mut BTreeSet<u32>, depth: usize) -> usize {
    if depth > DEPTH || seen.len() > FOLLOWED {
        return 0;
    }
    match value {
        Object::Reference(id) if seen.insert(id.number) => {
            let Some(found) = state.objects.get(id.number, state.revision) else { return 0 };
            let stream = state.objects.raw_stream(&found).map_or(0, |(raw, _)| raw.len());
            stream + size(state, &found.object.object, seen, depth + 1)
        }
        Object::Dictionary(dictionary) if !is_of_the_document(dictionary) => dictionary
            .entries
            .iter()
            .filter(|(key, _)| key != b"Parent")
            .map(|(_, value)| size(state, &value.object, seen, depth + 1))
            .sum(),
        Object::Array(items) => items.iter().map(|item| size(state, &item.object, seen, depth + 1)).sum(),
        _ => 0,
    }
}

/// Data that lead back into the document are not the program's own.
fn is_of_the_document(dictionary: &Dictionary) -> bool {
    [b"Page".as_slice(), b"Pages", b"Catalog", b"XObject", b"Font"].iter().any(|kind| dictionary.is(b"Type", kind))
}

#[cfg(test)]
mod tests {
    use crate::readers::pdf::leftovers::written;

    #[test]
    fn a_drawing_that_a_program_keeps_is_told_and_its_settings_are_not() {
        for (length, expected) in [(40_000, 1), (400, 0)] {
            let data = format!("<</Length {length}>>stream\n{}\nendstream", "x".repeat(length));
            let page = "/PieceInfo<</Illustrator<</Private<</AIPrivateData1 6 0 R>>>>>>";
            let read = written::read_page("", page, "(Plan) Tj", &[&data]);
            let told = written::told(&read, &super::PIECE);
            assert_eq!(told.len(), expected, "{told:?}");
        }
    }
}
