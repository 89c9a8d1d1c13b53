//! The file uses a version or a feature of its format that is younger than the file is said to be.

use crate::checks::late_mark::{LateMark, first_known, weigh};
use crate::checks::{Check, View, charter};
use crate::model::{Charter, Evidence, Examination, Role};
use crate::properties::Family;
use crate::properties::keys;

charter! {
    /// # What it looks for
    /// The version in the header and in the catalog, and features that came with a version or a standard:
    /// encryption with AES-256, object streams, declared PDF/A or PDF/UA parts, PAdES signatures and the algorithms
    /// and certificates they use, developer extensions. The check reports a feature younger than the claimed date,
    /// or younger than the file says it was last saved.
    ///
    /// # Why it matters
    /// Nobody can use a feature before it exists. The table allows for drafts and early programs.
    ///
    /// # Innocent causes
    /// Someone optimised, encrypted, signed or converted the document later.
    ///
    /// # What it cannot tell
    /// A low version says nothing: programs write `1.4` above much younger features, and the catalog may override
    /// the header.
    ///
    /// # Example
    /// `%PDF-2.0` in a file that is said to be from 2009.
    ///
    /// # Sources
    /// Catalogue of checks, 55; the tables `pdf_features` and `cryptography`; ISO 32000-1:2008, ISO 32000-2:2017, ISO 19005, ISO 14289, Adobe
    /// Supplement to ISO 32000 (extension levels).
    pub struct PdfFeatureVersion { code: "S001", name: "pdf-feature-version", summary: "the file uses a PDF feature younger than the claimed or stated date", since: "0.1.0", group: Form }
}

const INNOCENT: &[&str] = &["Someone optimised, encrypted, signed or converted the file later."];

impl Check for PdfFeatureVersion {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn examine(&self, view: &View<'_>) -> Examination {
        let (mut marks, mut seen) = (Vec::new(), false);
        for (evidence, text) in view.texts(&[Role::FormatVersion, Role::Feature]) {
            if evidence.family() != Some(Family::Pdf) {
                continue;
            }
            seen = true;
            let Some(dated) = view.knowledge.feature(&token(evidence, text)) else { continue };
            let says = format!("It uses a PDF feature {}: {}", first_known(&dated), dated.what);
            marks.push(LateMark::of_bytes(evidence, dated, says));
        }
        if !seen {
            return Examination::not_applicable("no version and no dated feature in the file");
        }
        weigh(view, &Self::CHARTER, INNOCENT, marks)
    }
}

/// The token of the table: versions and parts of standards are numbers in the file.
fn token(evidence: &Evidence, text: &str) -> String {
    match (evidence.role, evidence.property.as_str()) {
        (Some(Role::FormatVersion), _) => format!("version:{text}"),
        (_, keys::PACKET_PDFUA) => format!("pdfua:{text}"),
        (_, keys::PACKET_PDFA) => format!("pdfa:{text}"),
        (_, keys::SIGNATURE_IDENTIFIER) => format!("oid:{text}"),
        _ => text.to_owned(),
    }
}
