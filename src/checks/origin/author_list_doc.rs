//! A document of Word lists who saved it last, and where.

use crate::checks::quotation::short;
use crate::checks::{Check, View, charter};
use crate::model::{Charter, Evidence, Examination, Finding, Layer, Strength};
use crate::properties::keys;

charter! {
    /// # What it looks for
    /// The list of the last ten people who saved it, each with the path of the file at the time, that Word 97 to
    /// 2002 keep in a document.
    ///
    /// # Why it matters
    /// It is the history of who handled the document, in order. It named the four people who had handled the
    /// dossier on Iraq of 2003.
    ///
    /// # Innocent causes
    /// Account names are often those of a machine or an office ("user", "Admin").
    ///
    /// # What it cannot tell
    /// When each person saved it. Word 2003 and later write no list, so most documents have none.
    ///
    /// # Example
    /// Ten entries from `C:\TEMP\AutoRecovery save of Iraq.asd` to `A:\Iraq.doc`.
    ///
    /// # Sources
    /// Catalogue of checks, 38; MS-DOC 2.9.286 (`SttbSavedBy`). Measured: in 32 of 32 documents of Word 97 and 2000, in none of 124
    /// later ones. Strength: informational.
    pub struct AuthorListDoc { code: "O001", name: "author-list-doc", summary: "the document lists who saved it last, and where", since: "0.1.0", group: Origin }
}

impl Check for AuthorListDoc {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn examine(&self, view: &View<'_>) -> Examination {
        let entries: Vec<&Evidence> =
            view.evidence().filter(|evidence| evidence.property == keys::WORD_SAVED_BY).collect();
        if entries.is_empty() {
            return Examination::not_applicable("no list of who saved it (Word 97 to 2002)");
        }
        // Names and paths take turns.
        let saves: Vec<String> = entries
            .chunks(2)
            .map(|entry| match entry {
                [name, path] => format!("{} in {}", short(&name.value_text()), short(&path.value_text())),
                rest => rest.iter().map(|evidence| short(&evidence.value_text())).collect(),
            })
            .collect();
        let summary = format!("It lists its last {} saves, earliest first: {}.", saves.len(), saves.join("; "));
        let finding = Finding::of(&Self::CHARTER, Strength::Informational, Layer::Origin, summary)
            .resting_on(entries)
            .innocently(&["Account names are often those of a machine or an office."])
            .settled_by(
                "Compare names and paths with what is known about the people and machines. Protect those who are sources.",
            );
        Examination::of(vec![finding])
    }
}
