//! Words of annotations that no page draws: of notes and marks, which show them only when one opens them, and of annotations whose flags keep
//! them from being shown (ISO 32000-2, 12.5.3).

use super::forms::UNSEEN;
use super::{Leftovers, State, quoted};
use crate::formats::pdf::catalog::page_numbers;
use crate::formats::pdf::syntax::{Dictionary, Object};
use crate::model::{Concealment, Editability, Property};
use crate::readers::Intake;
use crate::readers::pdf::traces::words_of;

/// Words of an annotation that nobody sees.
pub const CONTENTS: Property =
    Property::plain("pdf.leftover.annotation", Editability::F2).hidden(Concealment::AnnotationContents);

/// More annotations are not looked at.
const ANNOTATIONS: usize = 20_000;
/// Annotations whose words are told elsewhere, or that have none.
const OTHERS: [&[u8]; 3] = [b"Widget", b"Popup", b"Link"];

/// Annotations that show no words of their own (12.5.6).
const NOTES: [&[u8]; 12] = [
    b"Text",
    b"Highlight",
    b"Underline",
    b"StrikeOut",
    b"Squiggly",
    b"Caret",
    b"Square",
    b"Circle",
    b"Ink",
    b"Line",
    b"Polygon",
    b"PolyLine",
];

/// Hands over the words of annotations.
pub(super) fn hand_over(state: &mut State<'_, '_>, intake: &mut Intake) {
    let mut leftovers = Leftovers::of(CONTENTS);
    let mut looked_at = 0;
    for (at, number) in page_numbers(state.objects, state.revision).into_iter().enumerate() {
        let page = state.objects.get(number, state.revision);
        let Some(page) = page.and_then(|page| page.dictionary().cloned()) else { continue };
        for item in state.array(&page, b"Annots") {
            looked_at += 1;
            let Object::Reference(id) = item.object else { continue };
            let Some(found) = state.objects.get(id.number, state.revision).filter(|_| looked_at <= ANNOTATIONS) else {
                continue;
            };
            let wanted = |annotation: &&Dictionary| is_unseen(annotation) || is_note(annotation);
            let Some(annotation) = found.dictionary().filter(wanted).cloned() else { continue };
            let seen = if is_unseen(&annotation) { "hidden " } else { "" };
            let kind = String::from_utf8_lossy(annotation.name(b"Subtype").unwrap_or_default()).into_owned();
            let keys: &[&[u8]] = if seen.is_empty() { &[b"Contents"] } else { &[b"Contents", b"RC", b"Subj", b"T"] };
            for &key in keys {
                let (Some(text), Some(place)) = (state.text(&annotation, key), annotation.get(key)) else { continue };
                let text = if key == b"RC" { words_of(&text) } else { text };
                let missing = state.shown.missing(&text);
                let path = format!("page {}, {seen}{kind}, {} {}", at + 1, String::from_utf8_lossy(key), quoted(&text));
                leftovers.tell(&missing, found.locus(state.revision, place, path), intake);
            }
        }
    }
    leftovers.finish(state.revision, intake);
}

/// Whether it is a note or a mark whose words one sees only by opening it.
fn is_note(annotation: &Dictionary) -> bool {
    annotation.name(b"Subtype").is_some_and(|kind| NOTES.contains(&kind))
}

fn is_unseen(annotation: &Dictionary) -> bool {
    annotation.integer(b"F").unwrap_or(0) & UNSEEN != 0
        && annotation.name(b"Subtype").is_none_or(|kind| !OTHERS.contains(&kind))
}

#[cfg(test)]
mod tests {
    use crate::readers::pdf::leftovers::written;

    #[test]
    fn the_words_of_an_annotation_that_no_page_draws_are_told() {
        for (flags, expected) in [(2, vec!["Ask Roe"]), (32, vec!["Ask Roe"]), (4, vec!["Ask Roe"])] {
            let note = format!("<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/F {flags}/Contents(Ask Roe first)>>");
            let read = written::read_page("", "/Annots[6 0 R]", "(We meet first.) Tj", &[&note]);
            assert_eq!(written::told(&read, &super::CONTENTS), expected, "{flags}");
        }
    }
}
