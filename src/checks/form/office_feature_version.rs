//! The form of an Office document or an RTF file has a feature that is younger than the file is said to be.

use crate::checks::form::{doc_embedded_theme_zip, ooxml_namespace_notbefore};
use crate::checks::late_mark::{LateMark, first_known, weigh, youngest};
use crate::checks::{Check, View, charter};
use crate::model::{Charter, Evidence, Examination, Role};
use crate::properties::keys;
use std::collections::BTreeMap;

charter! {
    /// # What it looks for
    /// Features that came with a version of Office or of its formats: the version in the header of a `.doc`
    /// (`nFib`), the hidden groups of RTF, compatibility settings, functions in formulas, the version that
    /// calculated or last edited a workbook, the Windows under which a property set was written, the names of
    /// embedded objects. For each kind the check takes the youngest, and reports it where it is younger than the
    /// claimed date, or younger than the file says it was last saved.
    ///
    /// # Why it matters
    /// Nobody can use a feature before it exists.
    ///
    /// # Innocent causes
    /// Someone opened the document in a newer program and saved it again, or converted it.
    ///
    /// # What it cannot tell
    /// An old format says nothing: all later programs can write it.
    ///
    /// # Example
    /// The function `XLOOKUP` in a workbook that is said to be from 2014.
    ///
    /// # Sources
    /// Catalogue of checks, 24 (doc-fib-build), compat-mode, excel-calc-build; the tables `office_features` and `odf_features`: MS-DOC, MS-DOCX, MS-XLS, MS-OLEPS,
    /// Rich Text Format specification 1.5 to 1.9.1. Strength: hard where the dates were read, else strong.
    pub struct OfficeFeatureVersion { code: "S006", name: "office-feature-version", summary: "the file has a feature of Office or RTF younger than the claimed or stated date", since: "0.1.0", group: Form }
}

const INNOCENT: &[&str] = &["Someone opened the file in a newer program and saved it again, or converted it."];

impl Check for OfficeFeatureVersion {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn examine(&self, view: &View<'_>) -> Examination {
        let (mut kinds, mut seen): (BTreeMap<&str, Vec<LateMark<'_>>>, _) = (BTreeMap::new(), false);
        for (evidence, text) in view.texts(&[Role::Feature]).filter(|(evidence, _)| is_ours(evidence)) {
            seen = true;
            let token = token(evidence, text);
            if doc_embedded_theme_zip::TOKENS.contains(&token.as_str()) {
                continue;
            }
            let Some(dated) = view.knowledge.feature(&token) else { continue };
            let says = format!("It has {}, {}", dated.what, first_known(&dated));
            kinds.entry(&evidence.property).or_default().push(LateMark::of_bytes(evidence, dated, says));
        }
        if !seen {
            return Examination::not_applicable("no Office or RTF file with a dated feature");
        }
        weigh(view, &Self::CHARTER, INNOCENT, kinds.into_values().flat_map(youngest).collect())
    }
}

fn is_ours(evidence: &Evidence) -> bool {
    evidence.is_of_office() && !ooxml_namespace_notbefore::is_name(evidence)
}

/// The token of the table: of the number of a calculation its first digits, which are the version of Excel.
fn token(evidence: &Evidence, text: &str) -> String {
    if !evidence.is_one_of(keys::CALCULATIONS) {
        return text.to_owned();
    }
    text.parse::<u32>().map_or_else(|_| text.to_owned(), |number| format!("calcId:{}", number / 10_000))
}
