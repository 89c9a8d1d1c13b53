//! A link or an address in the file leads to a domain or a service that is younger than the file is said to be.

use crate::checks::late_mark::{LateMark, first_known, weigh};
use crate::checks::quotation::short;
use crate::checks::{Check, View, charter};
use crate::lookup::Found;
use crate::model::{Charter, Examination, Role};

charter! {
    /// # What it looks for
    /// The addresses of links, and those written out in the text, compared with a table of top-level domains (with the day of their delegation or
    /// agreement) and of services (with their launch). valla looks nothing up in a network.
    ///
    /// # Why it matters
    /// A link needs a place to lead to.
    ///
    /// # Innocent causes
    /// Document systems and mail gateways rewrite links. Someone added a link in a later edition.
    ///
    /// # What it cannot tell
    /// Whether the page at the address existed. People register domains before their service starts, and domains
    /// change hands.
    ///
    /// # Example
    /// A link to a page of 2019 in a paper that is said to be from 2008.
    ///
    /// # Sources
    /// Catalogue of checks, 12 (COPA v Wright (EWHC 1198 (Ch) of 2024)); the table `links`.
    pub struct UrlPostdating { code: "T001", name: "url-postdating", summary: "a link in the file leads to a domain or service younger than the claimed or stated date", since: "0.1.0", group: Text }
}

const INNOCENT: &[&str] =
    &["A document system or a mail gateway rewrote the link.", "Someone added the link in a later edition."];

/// Whether an address is the beginning of another's host, cut off: `http://news.bbc/` beside `http://news.bbc.co.uk/...`.
fn is_cut(address: &str, whole: &str) -> bool {
    let host = |address: &str| {
        let behind = address.split_once("://").map_or(address, |(_, rest)| rest);
        behind.split(['/', '?', '#']).next().unwrap_or_default().to_lowercase()
    };
    let (cut, full) = (host(address), host(whole));
    !cut.is_empty() && cut.len() < full.len() && full.starts_with(&cut)
}

impl Check for UrlPostdating {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn examine(&self, view: &View<'_>) -> Examination {
        let (mut marks, mut linked) = (Vec::new(), false);
        let all: Vec<&str> = view.texts(&[Role::Link]).map(|(_, text)| text).collect();
        for (evidence, text) in view.texts(&[Role::Link]) {
            linked = true;
            // An address that was cut at the end of a line is no name of its own next to its whole form.
            if all.iter().any(|whole| whole.len() > text.len() && is_cut(text, whole)) {
                continue;
            }
            let Some(dated) = view.knowledge.link(text) else { continue };
            let says = format!("A link in it leads to {}, {} ({:?})", dated.what, first_known(&dated), short(text));
            marks.push(LateMark::of_bytes(evidence, dated, says));
        }
        for mark in view.marks {
            let Found::Address(dated) = &mark.found else { continue };
            marks.push(LateMark::quoted(mark, dated, "names"));
        }
        if !linked && !view.has_words() {
            return Examination::not_applicable("no link and no text in the document");
        }
        weigh(view, &Self::CHARTER, INNOCENT, marks)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_that_was_cut_at_the_end_of_a_line_is_no_name_of_its_own() {
        assert!(is_cut("http://news.bbc/", "http://news.bbc.co.uk/2/hi/europe/1.stm"));
        assert!(!is_cut("http://news.bbc.co.uk/", "http://news.bbc.co.uk/2/hi/europe/1.stm"));
        assert!(!is_cut("http://example.zip/", "http://example.org/"));
    }
}
