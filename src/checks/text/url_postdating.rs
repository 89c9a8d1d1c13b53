//! A link in the file leads to a domain or a service that is younger than the file is said to be.

use crate::checks::late_mark::{LateMark, weigh};
use crate::checks::quotation::short;
use crate::checks::{Check, View, charter};
use crate::model::{Charter, Examination, Role};

charter! {
    /// # What it looks for
    /// The addresses of links, held against a table of top-level domains (with the day of their delegation or agreement) and of
    /// services (with their launch). Nothing is looked up in a network.
    ///
    /// # Why it matters
    /// A link needs a place to lead to.
    ///
    /// # Innocent causes
    /// Links are rewritten by document systems and mail gateways; a link was added in a later edition.
    ///
    /// # What it cannot tell
    /// Whether the page behind the link existed. Domains are registered before their service starts, and change hands.
    ///
    /// # Example
    /// A link to a page of 2019 in a paper said to be of 2008.
    ///
    /// # Sources
    /// Catalogue of checks, 12 (COPA v Wright (EWHC 1198 (Ch) of 2024)); the table `links`.
    pub struct UrlPostdating { code: "T001", name: "url-postdating", summary: "a link in the file leads to a place that is younger than the file is said to be", since: "0.1.0", group: Text }
}

const INNOCENT: &[&str] =
    &["The link was rewritten by a document system or a mail gateway.", "The link was added in a later edition."];

impl Check for UrlPostdating {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn examine(&self, view: &View<'_>) -> Examination {
        let (mut marks, mut linked) = (Vec::new(), false);
        for (evidence, text) in view.texts(&[Role::Link]) {
            linked = true;
            let Some(dated) = view.knowledge.link(text) else { continue };
            let since = dated.since();
            let says = format!("{:?}: {} is not known before {since}", short(text), dated.what);
            marks.push(LateMark { evidence, also: vec![], dated, says });
        }
        if !linked {
            return Examination::not_applicable("the document has no link");
        }
        weigh(view, &Self::CHARTER, INNOCENT, marks)
    }
}
