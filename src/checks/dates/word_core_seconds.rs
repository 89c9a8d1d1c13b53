//! The dates of a document of Word were not written by Word.

use crate::checks::{Check, View, charter};
use crate::model::{Charter, Evidence, Examination, Finding, Layer, Moment, Precision, Role, Strength};

charter! {
    /// # What it looks for
    /// Word writes the dates of a `.docx` to the whole minute. A finding arises where the document names Word as its program and its
    /// dates have seconds.
    ///
    /// # Why it matters
    /// Then something else wrote the dates: a tool for metadata, a server, a converter.
    ///
    /// # Innocent causes
    /// A system for managing documents, a library or a tool such as exiftool wrote the properties; programs that make
    /// documents by themselves name Word as their program.
    ///
    /// # What it cannot tell
    /// Whole minutes prove nothing. Excel and PowerPoint write seconds.
    ///
    /// # Example
    /// `dcterms:modified` of `2012-03-05T10:15:42Z` beside `Microsoft Office Word`.
    ///
    /// # Sources
    /// Catalogue of checks, 2; measured: 1,613 of 1,616 documents of Word have whole minutes. Strength: weak, since libraries that
    /// name Word as their program are many.
    pub struct WordCoreSeconds { code: "D016", name: "word-core-seconds", summary: "the dates of the document were not written by the Word that it names", since: "0.1.0", group: Dates }
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
            .find(|(evidence, name)| evidence.property.starts_with("ooxml.") && WORD.contains(name));
        let times: Vec<(&Evidence, &Moment)> = view
            .times(&[Role::Created, Role::Modified])
            .filter(|(evidence, moment)| {
                evidence.property.starts_with("ooxml.core.") && moment.precision == Precision::Second
            })
            .collect();
        let (Some((program, name)), false) = (word, times.is_empty()) else {
            return Examination::not_applicable("no document that Word says it saved in the form of 2007 or later");
        };
        let odd: Vec<&Evidence> = times
            .iter()
            .filter(|(_, moment)| moment.clock().rem_euclid(60) != 0)
            .map(|(evidence, _)| *evidence)
            .collect();
        if odd.is_empty() {
            return Examination::of(vec![]);
        }
        let written: Vec<String> =
            odd.iter().map(|evidence| format!("{}: {}", evidence.label(), evidence.value_text())).collect();
        let summary = format!(
            "The document names {name:?} as its program, which writes its dates to the whole minute; they have seconds ({}).",
            written.join("; ")
        );
        let finding = Finding::of(&Self::CHARTER, Strength::Weak, Layer::Bytes, summary)
            .resting_on(odd.into_iter().chain([program]))
            .innocently(&[
                "A system for managing documents, a library or a tool for metadata wrote the dates.",
                "A program that makes documents by itself names Word as its program.",
            ])
            .settled_by("Ask which systems and tools the document went through.");
        Examination::of(vec![finding])
    }
}
