//! A document in an old form carries a package that only Word 2007 and later write into it.

use crate::checks::late_mark::{LateMark, weigh};
use crate::checks::{Check, View, charter};
use crate::model::{Charter, Evidence, Examination, Finding, Layer, Role, Strength};
use crate::properties::Family;

charter! {
    /// # What it looks for
    /// Word 2007 and later hide a whole package with the design theme in every `.doc` and `.rtf` that they save.
    /// The check reports such a package in a document that is said to be older, or that says it was last saved
    /// earlier, and in one that says a Word before 2007 saved it.
    ///
    /// # Why it matters
    /// No program shows the package. It gave away documents "last saved in 2003" that had been made with Word 2007.
    ///
    /// # Innocent causes
    /// Someone opened an old text after 2007 and saved it again in the old format.
    ///
    /// # What it cannot tell
    /// Other programs leave the package out, so its absence says nothing. The package is a document of its own (see
    /// what the file holds): its namespaces date it more closely.
    ///
    /// # Example
    /// A `.doc` whose summary says version 11 (Word 2003), with a theme package.
    ///
    /// # Sources
    /// Catalogue of checks, 5 (Balyoz, CD 11; COPA v Wright (EWHC 1198 (Ch) of 2024), `ID_000227`); MS-DOC 2.5.10,
    /// `fcOssTheme`; Rich Text Format specification 1.9.1, `\themedata`. Measured: 0 of 79 documents of versions 8
    /// to 11 had a package, and 89 of 90 of versions 12 to 16. Strength: hard; strong for a version before 12
    /// beside a package.
    pub struct DocEmbeddedThemeZip { code: "S005", name: "doc-embedded-theme-zip", summary: "the file is in an old format but holds a package that only Word 2007 and later save", since: "0.1.0", group: Form }
}

const INNOCENT: &[&str] = &["Someone opened an old text after 2007 and saved it again in the old format."];
/// The tokens of a theme in a document of an old form.
pub(super) const TOKENS: [&str; 2] = ["doc:theme-package", "rtf:themedata"];
/// The first version of Word that writes the package.
const FIRST_VERSION: u32 = 12;

impl Check for DocEmbeddedThemeZip {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn examine(&self, view: &View<'_>) -> Examination {
        if !view.evidence().any(|evidence| evidence.family().is_some_and(Family::is_old_office)) {
            return Examination::not_applicable("no Word document in an old format");
        }
        let packages: Vec<(&Evidence, &str)> =
            view.texts(&[Role::Feature]).filter(|(_, text)| TOKENS.contains(text)).collect();
        let marks = packages.iter().filter_map(|(evidence, token)| {
            let dated = view.knowledge.feature(token)?;
            let says = "It holds a hidden theme package, which only Word 2007 and later save".to_owned();
            Some(LateMark::of_bytes(evidence, dated, says))
        });
        let weighed = weigh(view, &Self::CHARTER, INNOCENT, marks.collect());
        let mut findings = weighed.findings;
        let of_doc = packages.iter().find(|(_, token)| *token == "doc:theme-package");
        findings.extend(of_doc.and_then(|(package, _)| older_version(view, package)));
        Examination::of(findings).with_bounds(weighed.bounds)
    }
}

/// The document states a version that does not write such a package.
fn older_version(view: &View<'_>, package: &Evidence) -> Option<Finding> {
    let (version, text) = view.texts(&[Role::ProducerVersion]).next()?;
    let number: u32 = text.split('.').next()?.parse().ok()?;
    if !(1..FIRST_VERSION).contains(&number) {
        return None;
    }
    let summary = format!(
        "It says that version {text} of the program saved it, but it holds a hidden theme package, which only version \
         {FIRST_VERSION} (Word 2007) and later save."
    );
    let finding = Finding::of(&DocEmbeddedThemeZip::CHARTER, Strength::Strong, Layer::Bytes, summary);
    Some(
        finding
            .resting_on([version, package])
            .innocently(&["A metadata tool copied the version from an older copy of the document."])
            .settled_by("Ask which program saved the document last, and ask for a copy kept elsewhere."),
    )
}
