//! A typeface that the file names is younger than the file is said to be.

use crate::checks::late_mark::{LateMark, weigh};
use crate::checks::{Check, View, charter};
use crate::model::{Charter, Examination, Role, Strength};

charter! {
    /// # What it looks for
    /// The names of fonts, embedded or not, without the tag of their subset, held against a table of typefaces with the
    /// date of their first known form. A finding arises where that is later than the claimed date, or than the date of
    /// saving that the document itself states.
    ///
    /// # Why it matters
    /// A name cannot be used before its typeface was designed. Letters dated before Calibri and set in it were exposed in
    /// court more than once.
    ///
    /// # Innocent causes
    /// An old text was saved again in a newer program, which set its own default typeface; a converter put a substitute in;
    /// test versions of the typeface were in some hands before its release (the table counts from the first known form).
    ///
    /// # What it cannot tell
    /// Who set the text, and when it was written. Typefaces that the table does not know say nothing; a name alone may stand
    /// for another font of the same name.
    ///
    /// # Example
    /// Calibri Light in a letter said to be of 2001.
    ///
    /// # Sources
    /// Catalogue of checks, 9 (Pakistan 2017, the "Fontgate" papers; COPA v Wright (EWHC 1198 (Ch) of 2024)); the table
    /// `font_names`.
    pub struct FontNameNotbefore { code: "F001", name: "font-name-notbefore", summary: "a typeface that the file names is younger than the file is said to be", since: "0.1.0", group: Fonts }
}

const INNOCENT: &[&str] = &[
    "The document was saved again in a newer program, which set its default typeface.",
    "A converter put a substitute for another font in.",
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
            if evidence.property.ends_with(".listed") {
                // A table of fonts also names what templates and programs put there and no word uses.
                let listed = if evidence.property.starts_with("ooxml.") { Strength::Weak } else { Strength::Medium };
                dated.floor_strength = dated.floor_strength.min(listed);
                dated.release = None;
            }
            let since = dated.since();
            let says = format!("the typeface {} ({name}) is not known before {since}", dated.what);
            marks.push(LateMark { evidence, also: vec![], dated, says });
        }
        if !named {
            return Examination::not_applicable("the document names no font");
        }
        if marks.is_empty() {
            return Examination::not_applicable("the table knows none of the fonts that the document names");
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
