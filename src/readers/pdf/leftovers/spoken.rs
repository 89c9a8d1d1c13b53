//! What marked content says that it reads as (ISO 32000-2, 14.9.4), where no page draws it: a bar whose tag still speaks the word under it.

use super::shown::{Shown, words};
use super::structure::STRUCTURE;
use crate::model::{Locus, Reading, Value};
use crate::readers::Intake;

/// So many texts that a document speaks otherwise than it draws are an encoding of its own, and tell nothing.
const FEW: usize = 12;

/// Hands over the texts of marked content, by page, of which no word is drawn.
pub fn hand_over(spoken: Vec<(usize, String)>, shown: &Shown, revision: Option<u32>, intake: &mut Intake) {
    let says = |text: &str| words(text).count() > 0;
    let missing: Vec<(usize, String)> = spoken
        .into_iter()
        .filter(|(_, text)| says(text) && words(text).count() == shown.missing_pieces(text).len())
        .collect();
    if missing.len() > FEW {
        return;
    }
    for (page, text) in missing {
        let locus = Locus { revision, path: format!("page {page}: marked content"), ..Locus::default() };
        intake.evidence(&STRUCTURE, b"", Reading::Present(Value::Text(text)), locus);
    }
}
