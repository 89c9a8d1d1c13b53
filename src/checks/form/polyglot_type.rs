//! The name says another format than the bytes.

use crate::checks::{Check, View, charter};
use crate::model::{Charter, Examination, Finding, Layer, Strength};
use crate::properties::extensions;

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
    /// Who named the file, and when. A name without an ending says nothing, nor does one that no format has.
    ///
    /// # Example
    /// A PDF named `order.docx`.
    ///
    /// # Sources
    /// Catalogue of checks, 106; PRONOM. Strength: informational.
    pub struct PolyglotType { code: "S002", name: "polyglot-type", summary: "the file's name says another format than its content", since: "0.1.0", group: Form }
}

/// Ends of names that say nothing: of files that are kept for a while, and of members whose name was lost.
const OF_ANYTHING: &[&str] = &["tmp", "bin", "dat", "part", "bak", "old", "orig", "data", "ole"];

/// Pairs that programs make themselves: the end of the name, a word of the format's name, and why.
const HABITS: &[(&str, &str, &str)] = &[
    ("xls", "HTML", "Programs of the web write tables in HTML and call them .xls, so that Excel opens them."),
    ("xls", "XML", "Programs write tables in XML and call them .xls, so that Excel opens them."),
    ("doc", "HTML", "Programs of the web write pages in HTML and call them .doc, so that Word opens them."),
    ("doc", "Mail", "Programs write web pages as mails and call them .doc, so that Word opens them."),
    ("zip", "Office Open XML", "Programs that do not know Office files take them for archives and call them .zip."),
    ("docx", "Word document", "Whoever changes the end of a name by hand does not change the format."),
    ("txt", "Mail", "Mails are texts, and are kept as such."),
];

impl Check for PolyglotType {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn examine(&self, view: &View<'_>) -> Examination {
        let extension = extensions::end_of(view.path);
        let format = &view.extraction.format;
        let own = extensions::of(&format.name);
        let (Some(own), true) = (own, extensions::is_known(&extension)) else {
            return Examination::not_applicable("its name, or its content, is of no format whose names are known");
        };
        if own.contains(&extension) || OF_ANYTHING.contains(&extension.as_str()) {
            return Examination::of(vec![]);
        }
        let habit = HABITS.iter().find(|(end, name, _)| *end == extension && format.name.contains(name));
        let causes = habit.map(|(_, _, why)| *why).into_iter();
        let causes = causes.chain(["Downloads, mail programs and exports give files wrong names every day."]);
        Examination::of(vec![Finding {
            innocent: causes.map(str::to_owned).collect(),
            settle: "Ask what the file was called when it was received.".to_owned(),
            ..Finding::of(
                &Self::CHARTER,
                Strength::Informational,
                Layer::Custody,
                format!(
                    "Its name ends in .{extension}, but its content is {} ({}).",
                    format!("{} {}", format.name, format.version).trim_end(),
                    format.basis
                ),
            )
        }])
    }
}
