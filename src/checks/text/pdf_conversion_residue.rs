//! Nearly all words are in boxes of a line or two: programs that turn a PDF into a text document write so.

use crate::checks::{Check, View, charter};
use crate::model::{Charter, Evidence, Examination, Finding, Layer, Passage, Strength};

charter! {
    /// # What it looks for
    /// Office documents in which most words are in many small text boxes.
    ///
    /// # Why it matters
    /// Nobody writes so. Programs that turn a PDF or a scan into a document that can be edited do: then a PDF was there first, and the
    /// dates of this file are those of the conversion.
    ///
    /// # Innocent causes
    /// Somebody wanted to edit or translate a text of which only the PDF was at hand. A poster, a form or a brochure.
    ///
    /// # What it cannot tell
    /// What the PDF was, and whether anything was changed.
    ///
    /// # Example
    /// A letter of 40 lines, each in a box of its own.
    ///
    /// # Sources
    /// Catalogue of checks (pdf-conversion-residue). Strength: informational.
    pub struct ConversionResidue { code: "T012", name: "pdf-conversion-residue", summary: "the text looks as programs write it that turn a PDF into a document", since: "0.1.0", group: Text }
}

/// Fewer boxes may be anything.
const BOXES: usize = 20;
/// A box of a line or two has no more characters.
const A_LINE: usize = 160;

impl Check for ConversionResidue {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn examine(&self, view: &View<'_>) -> Examination {
        // Slides and drawings are made of boxes.
        let mime = view.extraction.format.mime.as_str();
        let is_text = mime.contains("word") || mime.contains("rtf");
        if !is_text || !view.evidence().any(Evidence::is_of_office) {
            return Examination::not_applicable("no text document of Office");
        }
        let length = |passage: Passage| -> (usize, usize) {
            let of = view.extraction.words.iter().filter(|words| words.passage == passage);
            of.fold((0, 0), |(count, sum), words| (count + 1, sum + words.text.chars().count()))
        };
        let ((boxes, in_boxes), (_, in_body)) = (length(Passage::TextBox), length(Passage::Body));
        if boxes < BOXES || in_boxes < 2 * in_body || in_boxes > boxes * A_LINE {
            return Examination::of(vec![]);
        }
        let summary = format!(
            "Most of its words are in {boxes} small text boxes. Programs that turn a PDF into a document write so; nobody types so."
        );
        let finding = Finding::of(&Self::CHARTER, Strength::Informational, Layer::Bytes, summary)
            .innocently(&[
                "Only the PDF was at hand, and somebody wanted to edit or translate it.",
                "It is a poster or a form.",
            ])
            .settled_by("Ask for the PDF from which it was made.");
        Examination::of(vec![finding])
    }
}
