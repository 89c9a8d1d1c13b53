//! A link in the file leads to a domain or a service that is younger than the file is said to be.

use crate::checks::late_mark::{LateMark, first_known, weigh};
use crate::checks::quotation::short;
use crate::checks::{Check, View, charter};
use crate::model::{Charter, Examination, Role};

charter! {
    /// # What it looks for
    /// The addresses of links, compared with a table of top-level domains (with the day of their delegation or
    /// agreement) and of services (with their launch). valla looks nothing up in a network.
    ///
    /// # Why it matters
    /// A link needs a place to lead to.
    ///
    /// # Innocent causes
    /// Document systems and mail gateways rewrite links. Someone added a link in a later edition.
    ///
    /// # What it cannot tell
    /// Whether the page behind the link existed. People register domains before their service starts, and domains
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

impl Check for UrlPostdating {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn examine(&self, view: &View<'_>) -> Examination {
        let (mut marks, mut linked) = (Vec::new(), false);
        for (evidence, text) in view.texts(&[Role::Link]) {
            linked = true;
            let Some(dated) = view.knowledge.link(text) else { continue };
            let says = format!("A link in it leads to {}, {} ({:?})", dated.what, first_known(&dated), short(text));
            marks.push(LateMark { evidence, also: vec![], dated, says });
        }
        if !linked {
            return Examination::not_applicable("no link in the document");
        }
        weigh(view, &Self::CHARTER, INNOCENT, marks)
    }
}
