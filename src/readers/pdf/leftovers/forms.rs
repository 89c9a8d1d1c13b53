//! Values of form fields (ISO 32000-2, 12.7) with words that no page draws.

use super::{Leftovers, State, quoted};
use crate::formats::pdf::catalog::{page_numbers, references};
use crate::formats::pdf::syntax::{Dictionary, Object, Spanned};
use crate::model::{Concealment, Editability, Property};
use crate::readers::Intake;
use crate::readers::pdf::traces::words_of;
use std::collections::BTreeSet;

/// Words of a field's value that no page draws.
pub const VALUE: Property = Property::plain("pdf.leftover.form", Editability::F2).hidden(Concealment::FormValue);

/// More fields, and fields of more pages, are not looked at.
const FIELDS: usize = 2_000;
const PAGES: usize = 500;
/// Flags of annotations that keep them from being shown (table 167): Hidden, `NoView`.
pub(super) const UNSEEN: i64 = 1 << 1 | 1 << 5;
/// The flag of a field whose value is shown as dots (table 231).
const PASSWORD: i64 = 1 << 13;
/// Values of fields of text and of choice are words.
const TEXT: &[u8] = b"Tx";
const CHOICE: &[u8] = b"Ch";

/// A field that is still to be looked at: its number, and what it has from those above it.
#[derive(Debug, Clone)]
struct Open {
    number: u32,
    kind: Vec<u8>,
    flags: i64,
}

/// Hands over the values of fields.
pub(super) fn hand_over(state: &mut State<'_, '_>, intake: &mut Intake) {
    let Some(catalog) = state.catalog() else { return };
    let Some(form) = state.dictionary(&catalog, b"AcroForm") else { return };
    // Then whoever shows the form draws its values (table 224).
    let drawn_by_viewer = form.get(b"NeedAppearances").is_some_and(|value| value.object == Object::Boolean(true));
    let mut leftovers = Leftovers::of(VALUE);
    let mut seen = BTreeSet::new();
    // Fields that only their page names come last: those of the form give them what they inherit.
    let mut open = Vec::new();
    for number in page_numbers(state.objects, state.revision).into_iter().take(PAGES) {
        let page = state.objects.get(number, state.revision);
        let Some(page) = page.and_then(|page| page.dictionary().cloned()) else { continue };
        open.extend(below(&state.array(&page, b"Annots"), b"", 0));
    }
    open.extend(below(&state.array(&form, b"Fields"), b"", 0));
    while let Some(here) = open.pop().filter(|_| seen.len() < FIELDS) {
        if !seen.insert(here.number) {
            continue;
        }
        let Some(found) = state.objects.get(here.number, state.revision) else { continue };
        let Some(field) = found.dictionary().cloned() else { continue };
        let kind = field.name(b"FT").map_or(here.kind, <[u8]>::to_vec);
        let flags = field.integer(b"Ff").unwrap_or(here.flags);
        let kids = state.array(&field, b"Kids");
        open.extend(below(&kids, &kind, flags));
        if kind != TEXT && kind != CHOICE {
            continue;
        }
        let is_shown = is_shown(state, &field, &kids);
        let as_dots = flags & PASSWORD != 0 && kind == TEXT;
        let name = state.text(&field, b"T").unwrap_or_default();
        for key in [b"V".as_slice(), b"RV", b"DV"] {
            // What a field was set to show at first, who filled it in replaced.
            let is_replaced = key == b"DV" && is_shown;
            if is_replaced || is_shown && drawn_by_viewer && !as_dots {
                continue;
            }
            let (Some(text), Some(place)) = (state.text(&field, key), field.get(key)) else { continue };
            let text = if key == b"RV" { words_of(&text) } else { text };
            let missing = state.shown.missing(&text);
            let why = if as_dots {
                "shown as dots"
            } else if is_shown {
                "not what it shows"
            } else {
                "not shown"
            };
            let path = format!("field {}, {}, {why}", quoted(&name), String::from_utf8_lossy(key));
            leftovers.tell(&missing, found.locus(state.revision, place, path), intake);
        }
    }
    leftovers.finish(state.revision, intake);
}

/// Whether a field has a place on a page where it is shown: its own, or one of those below it.
fn is_shown(state: &mut State<'_, '_>, field: &Dictionary, kids: &[Spanned]) -> bool {
    let has_place = |widget: &Dictionary| {
        let area = widget.rectangle(b"Rect").is_some_and(|[left, lower, right, upper]| right > left && upper > lower);
        area && widget.integer(b"F").unwrap_or(0) & UNSEEN == 0
    };
    has_place(field)
        || kids.iter().take(FIELDS).any(|kid| state.dictionary_of(&kid.object).is_some_and(|kid| has_place(&kid)))
}

fn below(items: &[Spanned], kind: &[u8], flags: i64) -> Vec<Open> {
    references(items).into_iter().map(|number| Open { number, kind: kind.to_vec(), flags }).collect()
}

#[cfg(test)]
mod tests {
    use crate::readers::pdf::leftovers::written;

    fn told(form: &str, field: &str) -> Vec<String> {
        let field = format!("<</Type/Annot/Subtype/Widget/FT/Tx/T(Name){field}>>");
        let form = format!("/AcroForm<</Fields[6 0 R]{form}>>");
        let read = written::read_page(&form, "/Annots[6 0 R]", "(Name: Jane) Tj", &[&field]);
        written::told(&read, &super::VALUE)
    }

    #[test]
    fn a_value_that_is_not_shown_is_told() {
        assert_eq!(told("", "/Rect[0 0 90 20]/F 2/V(Jane Roe)"), ["Roe"]);
        assert_eq!(told("", "/Rect[0 0 0 0]/V(Jane Roe)"), ["Roe"]);
        assert_eq!(told("", "/Rect[0 0 90 20]/Ff 8192/V(open sesame)"), ["open sesame"]);
        assert_eq!(told("", "/Rect[0 0 90 20]/F 2/RV(<body><p>Jane Roe</p></body>)"), ["Roe"]);
    }

    #[test]
    fn a_value_that_the_page_or_the_viewer_shows_is_not() {
        assert_eq!(told("", "/Rect[0 0 90 20]/F 2/V(JANE)"), Vec::<String>::new());
        assert_eq!(told("", "/Rect[0 0 90 20]/DV(Jane Roe)"), Vec::<String>::new());
        assert_eq!(told("/NeedAppearances true", "/Rect[0 0 90 20]/V(Jane Roe)"), Vec::<String>::new());
    }
}
