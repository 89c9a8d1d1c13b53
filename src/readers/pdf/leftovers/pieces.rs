//! What programs keep for themselves (ISO 32000-2, 14.5): the drawing as the program edits it, next to the pages that it wrote of it.
//! Objects that were taken out of the pages, hidden layers and cut parts of pictures may still be in it. Of a few bytes, which are mostly
//! settings, a sentence is told whose words are on the pages but for some.

use super::{Leftovers, State};
use crate::formats::pdf::catalog::{latest_pointer, page_numbers};
use crate::formats::pdf::syntax::{Dictionary, Object, text_string};
use crate::model::{Concealment, Editability, Locus, Property};
use crate::readers::Intake;
use crate::readers::pdf::leftovers::shown::words;
use std::collections::{BTreeMap, BTreeSet};

/// Data that a program keeps for itself: whose, and how many bytes.
pub const PIECE: Property = Property::plain("pdf.leftover.piece-info", Editability::F1).hidden(Concealment::PieceInfo);

/// Fewer bytes hold settings, and no drawing.
const BYTES: usize = 32 << 10;
/// So many dictionaries of a program are followed, so deep.
const FOLLOWED: usize = 2_000;
const DEPTH: usize = 6;
/// A sentence has so many words, of which so many are on the pages; more sentences of one program are not told.
const SENTENCE: usize = 5;
const SHOWN: usize = 3;
const SENTENCES: usize = 10;
/// More pages are not looked at.
const PAGES: usize = 2_000;
/// Headers, footers and watermarks that Acrobat put on pages: their words are on the pages.
const COMPOUND: &[u8] = b"ADBE_CompoundType";

/// Hands over what programs keep.
pub(super) fn hand_over(state: &mut State<'_, '_>, intake: &mut Intake) {
    let root = latest_pointer(state.objects, state.revision, b"Root").map(|id| id.number);
    let pages = page_numbers(state.objects, state.revision);
    let mut kept: BTreeMap<String, (Kept, Locus)> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    for number in root.into_iter().chain(pages.into_iter().take(PAGES)) {
        let Some(found) = state.objects.get(number, state.revision) else { continue };
        let Some(holder) = found.dictionary().cloned() else { continue };
        let Some(pieces) = state.dictionary(&holder, b"PieceInfo") else { continue };
        for (program, data) in pieces.entries.iter().filter(|(program, _)| program != COMPOUND) {
            let mut of_this = Kept::default();
            weigh(state, &data.object, &mut seen, 0, &mut of_this);
            let program = String::from_utf8_lossy(program).into_owned();
            let path = format!("PieceInfo/{program}");
            let locus = || found.locus(state.revision, &found.object, path);
            let (kept, _) = kept.entry(program).or_insert_with(|| (Kept::default(), locus()));
            kept.bytes += of_this.bytes;
            kept.sentences.extend(of_this.sentences);
        }
    }
    let mut leftovers = Leftovers::of(PIECE);
    for (program, (kept, locus)) in kept {
        if kept.bytes >= BYTES {
            let bytes = kept.bytes;
            let text = format!("{program} keeps {bytes} bytes of its own: what it edits, not what the pages show");
            leftovers.tell(&[text], locus, intake);
        } else if !kept.sentences.is_empty() {
            let sentences: Vec<String> = kept.sentences.iter().map(|sentence| super::quoted(sentence)).collect();
            let text = format!("{program} keeps for itself: {}", sentences.join(", "));
            leftovers.tell(&[text], locus, intake);
        }
    }
    leftovers.finish(state.revision, intake);
}

/// What a program keeps.
#[derive(Debug, Default)]
struct Kept {
    /// Encoded bytes of its streams.
    bytes: usize,
    /// Sentences that the pages show but for some words.
    sentences: BTreeSet<String>,
}

/// Takes in the streams and texts to which a value leads.
fn weigh(state: &mut State<'_, '_>, value: &Object, seen: &mut BTreeSet<u32>, depth: usize, kept: &mut Kept) {
    if depth > DEPTH || seen.len() > FOLLOWED {
        return;
    }
    match value {
        Object::Reference(id) if seen.insert(id.number) => {
            let Some(found) = state.objects.get(id.number, state.revision) else { return };
            if let (Some((raw, _)), Some(dictionary)) = (state.objects.raw_stream(&found), found.dictionary()) {
                kept.bytes += raw.len();
                if raw.len() < BYTES
                    && state.shown.is_known()
                    && let Ok(text) = state.objects.decode(dictionary, &raw)
                {
                    kept.take(state, &String::from_utf8_lossy(&text));
                }
            }
            weigh(state, &found.object.object, seen, depth + 1, kept);
        }
        Object::String(bytes) if state.shown.is_known() => {
            let text = text_string(bytes).unwrap_or_else(|partly| partly);
            kept.take(state, &text);
        }
        Object::Dictionary(dictionary) if !is_of_the_document(dictionary) => {
            for (_, value) in dictionary.entries.iter().filter(|(key, _)| key != b"Parent") {
                weigh(state, &value.object, seen, depth + 1, kept);
            }
        }
        Object::Array(items) => items.iter().for_each(|item| weigh(state, &item.object, seen, depth + 1, kept)),
        _ => {}
    }
}

impl Kept {
    /// Takes the sentences of a text that the pages show but for some words.
    fn take(&mut self, state: &State<'_, '_>, text: &str) {
        let parts = text.split(|sign: char| sign.is_control() || "<>{}[]()=\";:".contains(sign));
        for sentence in parts.map(str::trim).filter(|part| part.split_whitespace().count() >= SENTENCE) {
            if self.sentences.len() >= SENTENCES {
                return;
            }
            let missing = state.shown.missing(sentence);
            let all = words(sentence).count();
            let is_new = missing.iter().any(|word| !state.shown.nearly_holds(word));
            if is_new && missing.len() * 2 <= all && all - missing.len() >= SHOWN {
                self.sentences.insert(sentence.to_owned());
            }
        }
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

    #[test]
    fn a_sentence_is_told_that_the_page_shows_but_for_a_name() {
        let data = |text: &str| format!("<</Length {}>>stream\n{text}\nendstream", text.len());
        let page = "/PieceInfo<</SampleEditor<</Private 6 0 R>>>>";
        let shown = "(The gate was opened for it by nobody) Tj";
        for (kept, expected) in [
            ("text: The gate was opened for it by Mira Oskeld", 1),
            ("text: The gate was opened for it by nobody", 0),
            ("Use smooth edges for every gate that is drawn", 0),
        ] {
            let read = written::read_page("", page, shown, &[&data(kept)]);
            assert_eq!(written::told(&read, &super::PIECE).len(), expected, "{kept}");
        }
    }
}
