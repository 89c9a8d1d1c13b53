//! The generator that an RTF file names is younger than the file is said to be.

use crate::checks::late_mark::{LateMark, first_known, weigh};
use crate::checks::quotation::short;
use crate::checks::{Check, View, charter};
use crate::knowledge::Field;
use crate::model::{Charter, Examination};
use crate::properties::keys;

charter! {
    /// # What it looks for
    /// The program named in the hidden group `\*\generator` of an RTF file. `Riched20` and `Msftedit` are parts of
    /// Windows and give its build: `Riched20 10.0.19041` is Windows 10 of May 2020. The check reports a program
    /// younger than the claimed date, or younger than the file says it was last saved.
    ///
    /// # Why it matters
    /// A build of Windows dates a save to within half a year, and no program shows the group.
    ///
    /// # Innocent causes
    /// Someone opened the file and saved it again, for example in WordPad. A program that writes RTF itself copied
    /// the name from a newer example.
    ///
    /// # What it cannot tell
    /// The name is text and anyone can type it. An old one says nothing.
    ///
    /// # Example
    /// `Riched20 10.0.19041` in a file that is said to be from 2007.
    ///
    /// # Sources
    /// Catalogue of checks, 7 (COPA v Wright (EWHC 1198 (Ch) of 2024), `ID_004734`); Rich Text Format specification 1.9.1; the
    /// products `riched20`, `msftedit` and others in the table `versions`.
    pub struct RtfGeneratorNotbefore { code: "P004", name: "rtf-generator-notbefore", summary: "a program younger than the claimed or stated date wrote the RTF file", since: "0.1.0", group: Programs }
}

const INNOCENT: &[&str] = &[
    "Someone opened the file and saved it again, for example in WordPad.",
    "A program that writes RTF itself copied the name from a newer example.",
];

impl Check for RtfGeneratorNotbefore {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn examine(&self, view: &View<'_>) -> Examination {
        let (mut marks, mut named) = (Vec::new(), false);
        for evidence in view.evidence().filter(|evidence| evidence.property == keys::RTF_GENERATOR) {
            let Some(text) = evidence.text() else { continue };
            named = true;
            let Some(dated) = view.knowledge.software(Field::Producer, text) else { continue };
            let quoted = if text == dated.what { String::new() } else { format!(" ({:?})", short(text)) };
            let says = format!("Saved by {}, {}{quoted}", dated.what, first_known(&dated));
            marks.push(LateMark::of_bytes(evidence, dated, says));
        }
        if !named {
            return Examination::not_applicable("no RTF file that names its program");
        }
        marks.retain(|mark| mark.dated.floor.or(mark.dated.release).is_some());
        if marks.is_empty() {
            return Examination::not_applicable("no date is known for the program it names");
        }
        weigh(view, &Self::CHARTER, INNOCENT, marks)
    }
}
