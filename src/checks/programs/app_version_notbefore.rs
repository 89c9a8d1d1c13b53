//! The program that the file names is younger than the file is said to be.

use crate::checks::late_mark::{LateMark, first_known, weigh};
use crate::checks::quotation::short;
use crate::checks::{Check, View, charter};
use crate::knowledge::Field;
use crate::model::{Charter, Examination, Role};
use crate::properties::keys;

charter! {
    /// # What it looks for
    /// The programs that a document names as its writers, with their versions (Producer, Creator, XMP toolkit, the
    /// banner of a typesetting program; in Office documents the application and its version). The check looks each
    /// up in the table of releases: the file cannot have been saved in this form before the program existed. It
    /// reports a program younger than the claimed date, or younger than the file says it was last saved.
    ///
    /// # Why it matters
    /// A program cannot write anything before its release. People who set back the dates of a file seldom think of
    /// the name that the program leaves elsewhere.
    ///
    /// # Innocent causes
    /// Someone saved the file again, converted it or printed it to PDF years later. An archive or a mail gateway
    /// converted it. Someone used a test version of the program; the table allows for the known ones.
    ///
    /// # What it cannot tell
    /// It dates the last save, not the words. An old program's name says nothing: anyone can type any name there.
    /// Versions that the table does not know say nothing.
    ///
    /// # Example
    /// Producer `LibreOffice 7.4` (August 2022) in a file that is said to be from 2012.
    ///
    /// # Sources
    /// Catalogue of checks, 6 (COPA v Wright (EWHC 1198 (Ch) of 2024): OpenOffice 2.4 of March 2008). The tables
    /// `products` and `versions`, with a source in every row. Strength: hard where the row was read at its source
    /// and the claimed date is before every known build; strong between that first build and the release, and where
    /// the row was recalled.
    pub struct AppVersionNotbefore { code: "P001", name: "app-version-notbefore", summary: "a program younger than the claimed or stated date wrote the file", since: "0.1.0", group: Programs }
}

const INNOCENT: &[&str] = &[
    "The file was saved again, converted or printed to PDF later, for example by an archive or a mail gateway.",
    "Someone used a test version of the program.",
];

impl Check for AppVersionNotbefore {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn examine(&self, view: &View<'_>) -> Examination {
        let mut named = 0;
        let mut marks = Vec::new();
        for (evidence, text) in view.texts(&[Role::Producer, Role::Creator, Role::Toolkit, Role::Banner]) {
            // A check of its own looks at the generator of RTF.
            if evidence.property == keys::RTF_GENERATOR {
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
            let done = match evidence.role {
                Some(Role::Creator) => "Made with",
                Some(Role::Toolkit) => "Its metadata was written by",
                Some(Role::Banner) => "Typeset with",
                _ => "Written by",
            };
            let quoted = if text == dated.what { String::new() } else { format!(" ({:?})", short(text)) };
            let says = format!("{done} {}, {}{quoted}", dated.what, first_known(&dated));
            marks.push(LateMark::of_bytes(evidence, dated, says));
        }
        marks.extend(numbered(view));
        named += marks.len();
        if named == 0 {
            return Examination::not_applicable("no program is named");
        }
        if marks.is_empty() {
            return Examination::not_applicable("no date is known for the programs it names");
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
            "Written by {}, {} ({:?}, version {:?})",
            dated.what,
            first_known(&dated),
            short(name),
            short(number)
        );
        Some(LateMark { also: vec![program], ..LateMark::of_bytes(evidence, dated, says) })
    });
    marks.collect()
}
