//! The dates of a document of Word were not written by Word.

use crate::checks::quotation::value;
use crate::checks::{Check, View, charter};
use crate::model::{Charter, Evidence, Examination, Finding, Layer, Moment, Precision, Role, Strength};
use crate::properties::Family;
use crate::properties::keys;

charter! {
    /// # What it looks for
    /// Word writes the dates of a `.docx` in whole minutes. The check reports a document that names Word as its
    /// program and has dates with seconds.
    ///
    /// # Why it matters
    /// Then something else wrote the dates: a metadata tool, a server, a converter.
    ///
    /// # Innocent causes
    /// A document management system, a library or a tool such as exiftool wrote the properties. Programs that write
    /// documents themselves name Word as their program.
    ///
    /// # What it cannot tell
    /// Whole minutes say nothing. Excel and PowerPoint write seconds.
    ///
    /// # Example
    /// `dcterms:modified` of `2012-03-05T10:15:42Z` beside `Microsoft Office Word`.
    ///
    /// # Sources
    /// Catalogue of checks, 2; measured: 1,613 of 1,616 documents of Word have whole minutes. Strength: weak, since
    /// many libraries name Word as their program.
    pub struct WordCoreSeconds { code: "D016", name: "word-core-seconds", summary: "something other than the Word it names wrote the dates of the document", since: "0.1.0", group: Dates }
}

/// The names under which Word itself writes this form.
const WORD: [&str; 2] = ["Microsoft Office Word", "Microsoft Macintosh Word"];

impl Check for WordCoreSeconds {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn examine(&self, view: &View<'_>) -> Examination {
        let word = view
            .texts(&[Role::Producer])
            .find(|(evidence, name)| evidence.family() == Some(Family::OfficeOpen) && WORD.contains(name));
        let times: Vec<(&Evidence, &Moment)> = view
            .times(&[Role::Created, Role::Modified])
            .filter(|(evidence, moment)| {
                evidence.is_one_of(&[keys::CORE_CREATED, keys::CORE_MODIFIED]) && moment.precision == Precision::Second
            })
            .collect();
        let (Some((program, name)), false) = (word, times.is_empty()) else {
            return Examination::not_applicable("no Word document in the format of 2007 or later");
        };
        let odd: Vec<&Evidence> = times
            .iter()
            .filter(|(_, moment)| moment.clock().rem_euclid(60) != 0)
            .map(|(evidence, _)| *evidence)
            .collect();
        if odd.is_empty() {
            return Examination::of(vec![]);
        }
        let written: Vec<String> = odd.iter().map(|evidence| value(evidence)).collect();
        let summary = format!(
            "Its dates have seconds ({}). {name:?}, which it names as its program, writes whole minutes.",
            written.join("; ")
        );
        let finding = Finding::of(&Self::CHARTER, Strength::Weak, Layer::Bytes, summary)
            .resting_on(odd.into_iter().chain([program]))
            .innocently(&[
                "A document management system, a library or a metadata tool wrote the dates.",
                "A program that writes documents itself names Word as its program.",
            ])
            .settled_by("Ask which systems and tools the document went through.");
        Examination::of(vec![finding])
    }
}
