//! The document was made from a template of its own.

use crate::checks::quotation::short;
use crate::checks::{Check, View, charter};
use crate::model::{Charter, Evidence, Examination, Finding, Layer, Role, Strength};

charter! {
    /// # What it looks for
    /// A template other than the one that every Word has (`Normal.dot`, `Normal.dotm`): its name, its path or its address.
    ///
    /// # Why it matters
    /// An office's own template ties documents together; authors, dates and styles may be the template's, not the document's. A
    /// template at an address on a network is fetched when the document is opened, and tells its owner so.
    ///
    /// # Innocent causes
    /// Offices have templates of their own; designs of slides are templates.
    ///
    /// # What it cannot tell
    /// Who chose it. The creator that a document names may be the template's: "Warren Flood" in the papers of Guccifer 2.0 came from a
    /// document of 2008 that served as one.
    ///
    /// # Example
    /// `\\server\templates\order.dot`.
    ///
    /// # Sources
    /// Catalogue of checks, attached-template. Strength: informational.
    pub struct AttachedTemplate { code: "O002", name: "attached-template", summary: "the document was made from a template of its own", since: "0.1.0", group: Origin }
}

/// The names of the template that every Word has, in several languages of its names.
const USUAL: [&str; 3] = ["normal", "normal_wordconv", "normalemail"];

impl Check for AttachedTemplate {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn examine(&self, view: &View<'_>) -> Examination {
        let mut templates: Vec<(&Evidence, &str)> = view.texts(&[Role::Template]).collect();
        if templates.is_empty() {
            return Examination::not_applicable("no template is named");
        }
        templates.retain(|(_, name)| !USUAL.contains(&stem(name).as_str()));
        let mut told: Vec<&str> = Vec::new();
        let findings = templates.into_iter().filter_map(|(evidence, name)| {
            if told.contains(&name) {
                return None;
            }
            told.push(name);
            let fetched = name.starts_with("http") || name.starts_with("\\\\");
            let note = if fetched { " It is fetched over a network when the document is opened." } else { "" };
            let summary = format!("{}: the template {:?}.{note}", evidence.label(), short(name));
            Some(
                Finding::of(&Self::CHARTER, Strength::Informational, Layer::Origin, summary)
                    .resting_on([evidence])
                    .innocently(&["Offices have templates of their own."])
                    .settled_by("Compare with other documents of the same office; never open a document with a template on a network on a machine that matters."),
            )
        });
        Examination::of(findings.collect())
    }
}

/// The name of a template without path and ending, in lower case.
fn stem(name: &str) -> String {
    let name = name.rsplit(['/', '\\', ':']).next().unwrap_or(name);
    name.split('.').next().unwrap_or(name).trim().to_lowercase()
}
