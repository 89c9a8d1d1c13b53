//! A character in the file's metadata is younger than the file is said to be.

use crate::checks::late_mark::{LateMark, first_known, weigh};
use crate::checks::{Check, View, charter};
use crate::model::{Charter, Examination, Role};

charter! {
    /// # What it looks for
    /// The characters of titles, authors, subjects and programs, compared with the version of Unicode that brought
    /// them, or with the day they were adopted (the rouble sign: 11 December 2013).
    ///
    /// # Why it matters
    /// Nobody can write a character before it has a number.
    ///
    /// # Innocent causes
    /// Someone edited the metadata later. A program replaced one character by a younger one.
    ///
    /// # What it cannot tell
    /// Fonts were months ahead of the standard; the table allows for nine. Never more than strong. The check does
    /// not read the text of pages.
    ///
    /// # Example
    /// A title with the rouble sign in a document that is said to be from 2009.
    ///
    /// # Sources
    /// Catalogue of checks, 13; Unicode Character Database, `DerivedAge`; the tables `unicode`, `unicode_versions`, `characters`.
    pub struct UnicodeAge { code: "T002", name: "unicode-age", summary: "the file's metadata has a character younger than the claimed or stated date", since: "0.1.0", group: Text }
}

const INNOCENT: &[&str] = &["Someone edited the metadata later, or a program replaced a character by a younger one."];

impl Check for UnicodeAge {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn examine(&self, view: &View<'_>) -> Examination {
        const ROLES: &[Role] = &[Role::Title, Role::Author, Role::Subject, Role::Creator, Role::Producer];
        let (mut marks, mut seen) = (Vec::new(), false);
        for (evidence, text) in view.texts(ROLES) {
            seen = true;
            // The replacement character stands for what could not be read.
            let young = text.chars().filter(|&character| !character.is_ascii() && character != '\u{fffd}');
            let dated = young
                .filter_map(|character| view.knowledge.character(character))
                .max_by_key(|dated| (dated.floor, dated.release));
            let Some(dated) = dated else { continue };
            let says = format!("Its metadata has {}, {}", dated.what, first_known(&dated));
            marks.push(LateMark { evidence, also: vec![], dated, says });
        }
        if !seen {
            return Examination::not_applicable("no text in the metadata");
        }
        weigh(view, &Self::CHARTER, INNOCENT, marks)
    }
}
