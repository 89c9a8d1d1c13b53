//! The document was made from a template of its own.

use crate::checks::quotation::short;
use crate::checks::{Check, View, charter};
use crate::model::{Charter, Evidence, Examination, Finding, Layer, Role, Strength};

charter! {
    /// # What it looks for
    /// A template other than the one every Word has (`Normal.dot`, `Normal.dotm`): its name, its path or its
    /// address.
    ///
    /// # Why it matters
    /// An office's own template links its documents. Authors, dates and styles may come from the template, not from
    /// the document. Word fetches a template at a network address when someone opens the document, and so lets its
    /// owner know.
    ///
    /// # Innocent causes
    /// Offices have templates of their own, and slide designs are templates.
    ///
    /// # What it cannot tell
    /// Who chose it. The author named in a document may come from the template: "Warren Flood" in the papers of
    /// Guccifer 2.0 came from a document of 2008 that served as one.
    ///
    /// # Example
    /// `\\server\templates\order.dot`.
    ///
    /// # Sources
    /// Catalogue of checks, attached-template. Strength: informational.
    pub struct AttachedTemplate { code: "O002", name: "attached-template", summary: "the document was made from a template other than the usual one", since: "0.1.0", group: Origin }
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
            return Examination::not_applicable("no template");
        }
        templates.retain(|(_, name)| !USUAL.contains(&stem(name).as_str()));
        let mut told: Vec<&str> = Vec::new();
        let findings = templates.into_iter().filter_map(|(evidence, name)| {
            if told.contains(&name) {
                return None;
            }
            told.push(name);
            let fetched = name.starts_with("http") || name.starts_with("\\\\");
            let note = if fetched { " Opening the document fetches it over a network." } else { "" };
            let summary = format!("It was made from the template {:?}.{note}", short(name));
            Some(
                Finding::of(&Self::CHARTER, Strength::Informational, Layer::Origin, summary)
                    .resting_on([evidence])
                    .innocently(&["Offices have templates of their own."])
                    .settled_by("Compare other documents of the same office. Do not open a document with a network template on a machine that matters."),
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
