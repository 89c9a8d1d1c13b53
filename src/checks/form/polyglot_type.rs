//! The name says another format than the bytes.

use crate::checks::{Check, View, charter};
use crate::model::{Charter, Examination, Finding, FormatClass, Layer, Strength};
use std::path::Path;

charter! {
    /// # What it looks for
    /// A file whose name ends like one format and whose content is another.
    ///
    /// # Why it matters
    /// Programs that go by the name open something else than programs that go by the content. A changed name is
    /// worth a question.
    ///
    /// # Innocent causes
    /// Downloads and mail programs give files wrong names every day. Exports keep the name of their source.
    ///
    /// # What it cannot tell
    /// Who named the file, and when. A name without an ending says nothing.
    ///
    /// # Example
    /// A PDF named `order.docx`.
    ///
    /// # Sources
    /// Catalogue of checks, 106; PRONOM. Strength: informational.
    pub struct PolyglotType { code: "S002", name: "polyglot-type", summary: "the file's name says another format than its content", since: "0.1.0", group: Form }
}

/// Extensions that a PDF may have: its own, and those of programs that keep their data in one.
const OF_PDF: &[&str] = &["pdf", "ai", "fdf", "pdfa", "pdfx", "tmp", "bin", "dat", "part"];

impl Check for PolyglotType {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn examine(&self, view: &View<'_>) -> Examination {
        let extension = Path::new(view.path).extension().map(|extension| extension.to_string_lossy().to_lowercase());
        let Some(extension) =
            extension.filter(|extension| extension.len() <= 5 && extension.chars().all(char::is_alphanumeric))
        else {
            return Examination::not_applicable("the name has no ending that names a format");
        };
        let format = &view.extraction.format;
        if format.class() != FormatClass::Pdf || OF_PDF.contains(&extension.as_str()) {
            return Examination::of(vec![]);
        }
        Examination::of(vec![Finding {
            innocent: vec!["Downloads, mail programs and exports give files wrong names every day.".to_owned()],
            settle: "Ask what the file was called when it was received.".to_owned(),
            ..Finding::of(
                &Self::CHARTER,
                Strength::Informational,
                Layer::Custody,
                format!(
                    "Its name ends in .{extension}, but its content is {} {} ({}).",
                    format.name, format.version, format.basis
                ),
            )
        }])
    }
}
