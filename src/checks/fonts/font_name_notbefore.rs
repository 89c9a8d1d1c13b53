//! A typeface that the file names is younger than the file is said to be.

use crate::checks::late_mark::{LateMark, first_known, weigh};
use crate::checks::{Check, View, charter};
use crate::model::{Charter, Examination, Role, Strength};
use crate::properties::Family;

charter! {
    /// # What it looks for
    /// The names of fonts, embedded or not, without the tag of their subset, compared with a table of typefaces and
    /// the date of their first known form. The check reports a typeface younger than the claimed date, or younger
    /// than the file says it was last saved.
    ///
    /// # Why it matters
    /// Nobody can use a typeface before it was designed. More than once, letters set in Calibri and dated before it
    /// existed were exposed in court.
    ///
    /// # Innocent causes
    /// Someone saved an old text again in a newer program, which set its own standard typeface. A converter put in
    /// a substitute. Some people had test versions of the typeface before its release (the table counts from the
    /// first known form).
    ///
    /// # What it cannot tell
    /// Who set the text, and when it was written. Typefaces that the table does not know say nothing. Another font
    /// may have the same name.
    ///
    /// # Example
    /// Calibri Light in a letter that is said to be from 2001.
    ///
    /// # Sources
    /// Catalogue of checks, 9 (Pakistan 2017, the "Fontgate" papers; COPA v Wright (EWHC 1198 (Ch) of 2024)); the table
    /// `font_names`.
    pub struct FontNameNotbefore { code: "F001", name: "font-name-notbefore", summary: "the file names a typeface younger than the claimed or stated date", since: "0.1.0", group: Fonts }
}

const INNOCENT: &[&str] = &[
    "The file was saved again in a newer program, which set its own standard typeface.",
    "A converter put in a substitute for another font.",
];

impl Check for FontNameNotbefore {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn examine(&self, view: &View<'_>) -> Examination {
        let (mut marks, mut named) = (Vec::new(), false);
        for (evidence, text) in view.texts(&[Role::FontName]) {
            named = true;
            let name = without_subset_tag(text);
            let Some(mut dated) = view.knowledge.typeface(name) else { continue };
            let is_listed = evidence.is_only_listed();
            if is_listed {
                // A table of fonts also names what templates and programs put there and no word uses.
                let listed =
                    if evidence.family() == Some(Family::OfficeOpen) { Strength::Weak } else { Strength::Medium };
                dated.floor_strength = dated.floor_strength.min(listed);
                dated.release = None;
            }
            let verb = if is_listed { "lists" } else { "uses" };
            let quoted = if name == dated.what { String::new() } else { format!(" ({name:?})") };
            let says = format!("It {verb} the typeface {}, {}{quoted}", dated.what, first_known(&dated));
            dated.what = format!("the typeface {}", dated.what);
            marks.push(LateMark::of_bytes(evidence, dated, says));
        }
        if !named {
            return Examination::not_applicable("no font is named");
        }
        if marks.is_empty() {
            return Examination::not_applicable("no date is known for its fonts");
        }
        weigh(view, &Self::CHARTER, INNOCENT, marks)
    }
}

/// A subset's name begins with six capital letters and a plus sign (ISO 32000-2, 9.9.2).
fn without_subset_tag(name: &str) -> &str {
    match name.split_once('+') {
        Some((tag, rest)) if tag.len() == 6 && tag.bytes().all(|byte| byte.is_ascii_uppercase()) => rest,
        _ => name,
    }
}
