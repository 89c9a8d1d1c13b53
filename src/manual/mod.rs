//! The manual. [`PAGES`] lists its pages in reading order; `valla manual` prints them.

mod plain;

use std::fmt::Write as _;

/// A page of the manual.
#[derive(Debug, Clone, Copy)]
pub struct Page {
    /// Its name, as `valla manual` takes it and as its module is called.
    pub name: &'static str,
    /// What it is about, in one line.
    pub about: &'static str,
    /// Its text, in Markdown.
    pub markdown: &'static str,
}

impl Page {
    /// The page of this name, in which `-` and `_` are the same; none where there is no such page.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let name = name.to_lowercase().replace('-', "_");
        PAGES.iter().copied().find(|page| page.name == name)
    }

    /// The page as plain text that is so many columns wide.
    #[must_use]
    pub fn plain(&self, width: usize) -> String {
        plain::plain(self.markdown, width)
    }
}

/// The pages with a line each, in reading order.
#[must_use]
pub fn contents() -> String {
    let longest = PAGES.iter().map(|page| page.name.len()).max().unwrap_or(0);
    let mut list = String::new();
    for page in PAGES {
        let _ = writeln!(list, "  {:<longest$}  {}", page.name, page.about);
    }
    list
}

/// The one list of pages: a module for rustdoc and an entry of [`PAGES`] for each.
macro_rules! pages {
    ($($name:ident: $about:literal,)*) => {
        $(
            #[doc = include_str!(concat!(stringify!($name), ".md"))]
            pub mod $name {}
        )*

        /// The pages, in reading order.
        ///
        $(#[doc = concat!("- [`", stringify!($name), "`]: ", $about)])*
        pub const PAGES: &[Page] = &[$(Page {
            name: stringify!($name),
            about: $about,
            markdown: include_str!(concat!(stringify!($name), ".md")),
        }),*];
    };
}

pages! {
    glossary: "what each word means",
    verdicts: "how to read an answer: altered, old enough, and how strong it is",
    words: "what the words of a document say of its age, and how to search in them",
    hiding: "what documents hide, redactions that fail, and what publishing takes",
    dossier: "the page that --html writes",
    publishing: "before you publish: reports that name neither the source nor the copy",
    revisions: "what a document said before each save",
    collection: "what documents say about each other, and claims on sets",
    dkim_keys: "signatures of mails: the keys file, and what follows from it",
    design: "why it is built this way",
    limits: "what is not read, not known and not claimed",
    evaluation: "what was measured, the misses too",
    adding_a_check: "how to add a check",
    adding_a_format: "how to add a format",
    knowledge: "the tables of dated facts, and your own rows",
    cases: "long runs: case files, resuming, fixity",
    archives: "tables, manifests and the survey for archives",
    guarding: "a folder that is guarded against changes",
    containment: "files that were built to harm their reader",
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_is_in_the_list_and_has_a_title() {
        let mut files: Vec<String> = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/src/manual"))
            .unwrap()
            .filter_map(|entry| Some(entry.unwrap().file_name().to_str()?.strip_suffix(".md")?.to_owned()))
            .collect();
        files.sort();
        let mut listed: Vec<&str> = PAGES.iter().map(|page| page.name).collect();
        listed.sort_unstable();
        assert_eq!(files, listed);
        for page in PAGES {
            assert!(page.markdown.starts_with("# "), "{}", page.name);
            assert!(contents().contains(page.about), "{}", page.name);
        }
    }
}
