//! The words of a page, paragraph by paragraph, and as evidence those that a style hides.

use crate::formats::mail::markup::Run;
use crate::model::{Concealment, Locus, Passage, Property, Seen, Words};
use crate::readers::Intake;
use crate::readers::hidden_words::HiddenWords;

/// A longer paragraph is handed over in pieces.
const PIECE: usize = 4_000;

/// Hands over the words; `place` gives the place of a paragraph by its number.
pub(super) fn hand_over(
    runs: Vec<Run>,
    hidden_as: &'static [Property],
    place: impl Fn(usize) -> Locus,
    intake: &mut Intake,
) {
    let mut hidden = HiddenWords::told_as(hidden_as);
    let mut number = 0;
    for run in runs {
        let seen = if run.hidden { Seen::Hidden(Concealment::SetHidden) } else { Seen::Shown };
        for said in run.text.split("\n\n").filter(|said| !said.trim().is_empty()) {
            number += 1;
            let mut rest = said.trim();
            while !rest.is_empty() {
                let (piece, after) = rest.split_at(rest.floor_char_boundary(PIECE.min(rest.len())));
                rest = after;
                let words = Words { seen: seen.clone(), ..Words::new(piece, Passage::Body, place(number)) };
                hidden.take(&words, intake);
                intake.words(words);
            }
        }
    }
    hidden.end(intake);
}
