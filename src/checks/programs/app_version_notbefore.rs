//! The program that the file names is younger than the file is said to be.

use crate::checks::late_mark::{LateMark, weigh};
use crate::checks::programs::rtf_generator_notbefore::GENERATOR;
use crate::checks::quotation::short;
use crate::checks::{Check, View, charter};
use crate::knowledge::Field;
use crate::model::{Charter, Examination, Role};

charter! {
    /// # What it looks for
    /// The programs that a document names as its writers (Producer, Creator, XMP toolkit, banner of a typesetting
    /// program; in documents of Office the application and its version), with their versions. Each is looked up in the table of releases; the file cannot have been saved in this
    /// form before the program existed. A finding arises where that is later than the claimed date, or than the date of
    /// saving that the document itself states.
    ///
    /// # Why it matters
    /// A program cannot write before its release. People who set back the dates of a file seldom think of the program's
    /// own signature, which stands elsewhere.
    ///
    /// # Innocent causes
    /// The document was saved again, converted or printed to PDF years later; an archive or a mail gateway converted it;
    /// a pre-release of the program was used (the table allows for known ones).
    ///
    /// # What it cannot tell
    /// It dates the last writer, not the words. An old program's name proves nothing: the string is easily typed, in both
    /// directions. Versions that the table does not know say nothing.
    ///
    /// # Example
    /// Producer `LibreOffice 7.4` (August 2022) in a file that is said to be from 2012.
    ///
    /// # Sources
    /// Catalogue of checks, 6 (COPA v Wright (EWHC 1198 (Ch) of 2024): OpenOffice 2.4 of March 2008). The tables `products` and
    /// `versions`, with a source in every row. Strength: hard where the row was read at its source and the claim lies before
    /// every known build; strong between that floor and the release, and where the row was recalled.
    pub struct AppVersionNotbefore { code: "P001", name: "app-version-notbefore", summary: "a program that the file names is younger than the file is said to be", since: "0.1.0", group: Programs }
}

const INNOCENT: &[&str] = &[
    "The document was saved again, converted or printed to PDF later, by an archive, a mail gateway or anyone who held it.",
    "A pre-release of the program was used.",
];

impl Check for AppVersionNotbefore {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn examine(&self, view: &View<'_>) -> Examination {
        let mut named = 0;
        let mut marks = Vec::new();
        for (evidence, text) in view.texts(&[Role::Producer, Role::Creator, Role::Toolkit, Role::Banner]) {
            if evidence.property == GENERATOR {
                continue;
            }
            named += 1;
            let Some(dated) = evidence.role.and_then(Field::of).and_then(|field| view.knowledge.software(field, text))
            else {
                continue;
            };
            if dated.floor.or(dated.release).is_none() {
                continue;
            }
            let since = dated.since();
            let says = if text == dated.what {
                format!("{text:?} is not known before {since}")
            } else {
                format!("{:?} ({}) is not known before {since}", short(text), dated.what)
            };
            marks.push(LateMark { evidence, also: vec![], dated, says });
        }
        marks.extend(numbered(view));
        named += marks.len();
        if named == 0 {
            return Examination::not_applicable("the document names no program");
        }
        if marks.is_empty() {
            return Examination::not_applicable("the table knows no date for the programs that the document names");
        }
        weigh(view, &Self::CHARTER, INNOCENT, marks)
    }
}

/// Documents of Office name their program in one place and its version in another.
fn numbered<'a>(view: &View<'a>) -> Vec<LateMark<'a>> {
    let Some((program, name)) = view.texts(&[Role::Producer]).next() else { return vec![] };
    let marks = view.texts(&[Role::ProducerVersion]).filter_map(|(evidence, number)| {
        let dated = view.knowledge.software(Field::Producer, &format!("{name} {number}"))?;
        let says = format!(
            "{:?} with the version {:?} ({}) is not known before {}",
            short(name),
            short(number),
            dated.what,
            dated.since()
        );
        Some(LateMark { evidence, also: vec![program], dated, says })
    });
    marks.collect()
}
