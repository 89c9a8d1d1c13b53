//! A character in the text or the metadata is younger than they are said to be.

use crate::checks::late_mark::{LateMark, first_known, weigh};
use crate::checks::{Check, View, charter};
use crate::lookup::Found;
use crate::model::{Charter, Examination, Role};

charter! {
    /// # What it looks for
    /// The characters of the text, and of titles, authors, subjects and programs, compared with the version of Unicode that brought
    /// them, or with the day they were adopted (the rouble sign: 11 December 2013).
    ///
    /// # Why it matters
    /// Nobody can write a character before it has a number.
    ///
    /// # Innocent causes
    /// Someone edited the text or the metadata later. A program replaced one character by a younger one. A font had the
    /// sign under this number before the standard did.
    ///
    /// # What it cannot tell
    /// Fonts were months ahead of the standard; the table allows for nine. Never more than strong. Characters for private use, and
    /// words that a program recognised in a picture, are left out. Which characters a page of a PDF shows, a table in the
    /// file says.
    ///
    /// # Example
    /// A title with the rouble sign in a document that is said to be from 2009.
    ///
    /// # Sources
    /// Catalogue of checks, 13; Unicode Character Database, `DerivedAge`; the tables `unicode`, `unicode_versions`, `characters`.
    pub struct UnicodeAge { code: "T002", name: "unicode-age", summary: "the text or the metadata has a character younger than the claimed or stated date", since: "0.1.0", group: Text }
}

const INNOCENT: &[&str] =
    &["Someone edited it later, or a program or a font put a younger sign in place of an older one."];

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
            marks.push(LateMark::of_bytes(evidence, dated, says));
        }
        for mark in view.marks {
            let Found::Character(dated) = &mark.found else { continue };
            marks.push(LateMark::quoted(mark, dated, "has"));
        }
        if !seen && !view.has_words() {
            return Examination::not_applicable("no text in the file or its metadata");
        }
        weigh(view, &Self::CHARTER, INNOCENT, marks)
    }
}
