//! The document bears marks of the language of the machines that wrote it.

use crate::checks::quotation::short;
use crate::checks::{Check, View, charter};
use crate::knowledge::locales::Language;
use crate::knowledge::zones::Place;
use crate::model::{Charter, Claim, Evidence, Examination, Finding, Layer, Role, Strength};
use std::collections::BTreeMap;

charter! {
    /// # What it looks for
    /// Traces of languages other than English and those of the claimed place: code pages, the language of the
    /// program and of the text, names of authors in another script.
    ///
    /// # Why it matters
    /// A document keeps the language settings of the programs that wrote it. They may fit the claimed origin or
    /// not.
    ///
    /// # Innocent causes
    /// An office works in several languages, someone borrowed a machine, or the document passed through many hands.
    ///
    /// # What it cannot tell
    /// Who wrote it. A trace says "someone used Russian settings", never "Russians did it": such traces are easy to
    /// plant, as in the papers of Guccifer 2.0.
    ///
    /// # Example
    /// A last author in Cyrillic letters and the code page 1251 in a document that is said to come from a French
    /// party.
    ///
    /// # Sources
    /// Catalogue of checks, 39 (Guccifer 2.0; Macron leaks); the table `locales` (MS-LCID). Strength: informational.
    pub struct ModifierLocale { code: "O003", name: "modifier-locale", summary: "the document shows which languages the machines and people that wrote it used", since: "0.1.0", group: Origin }
}

/// So many places of a language are named.
const NAMED: usize = 3;
/// Ranges of letters that tell a script, with its name.
const SCRIPTS: &[(std::ops::RangeInclusive<char>, &str)] = &[
    ('\u{0370}'..='\u{03ff}', "Greek"),
    ('\u{0400}'..='\u{052f}', "Cyrillic"),
    ('\u{0530}'..='\u{058f}', "Armenian"),
    ('\u{0590}'..='\u{05ff}', "Hebrew"),
    ('\u{0600}'..='\u{06ff}', "Arabic"),
    ('\u{0e00}'..='\u{0e7f}', "Thai"),
    ('\u{10a0}'..='\u{10ff}', "Georgian"),
    ('\u{3040}'..='\u{30ff}', "Japanese"),
    ('\u{ac00}'..='\u{d7af}', "Korean"),
    ('\u{4e00}'..='\u{9fff}', "Chinese"),
];

impl Check for ModifierLocale {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn examine(&self, view: &View<'_>) -> Examination {
        // What is at home in the claimed place fits the claim, and is not worth telling.
        let claimed: Vec<(&Claim, Place)> = view
            .claims_on(Layer::Origin)
            .filter_map(|claim| view.knowledge.place(&claim.text).map(|place| (claim, place)))
            .collect();
        let at_home =
            |language: &Language| claimed.iter().any(|(_, place)| !place.countries.is_disjoint(&language.countries));
        let mut seen = false;
        let mut marks: BTreeMap<String, Vec<&Evidence>> = BTreeMap::new();
        for (evidence, text) in view.texts(&[Role::Locale]) {
            seen = true;
            // What stands for scripts of the other direction or of the Far East is there in every document.
            let other_script = ["bidi", "eastAsia", "adeflang", "deflangfe"]
                .iter()
                .any(|word| evidence.locus.path.contains(word) || text.starts_with(word));
            if let Some(language) = view.knowledge.language(text).filter(|language| !other_script && !at_home(language))
            {
                marks.entry(language.name.clone()).or_default().push(evidence);
            }
        }
        for (evidence, name) in view.texts(&[Role::Author, Role::LastAuthor]) {
            seen = true;
            let Some(script) = script(name) else { continue };
            if !view.knowledge.language_named(script).is_some_and(at_home) {
                marks.entry(format!("{script} letters")).or_default().push(evidence);
            }
        }
        if !seen {
            return Examination::not_applicable("no language, code page or author");
        }
        if marks.is_empty() {
            return Examination::of(vec![]);
        }
        Examination::of(vec![finding(&marks, &claimed)])
    }
}

fn finding(marks: &BTreeMap<String, Vec<&Evidence>>, claimed: &[(&Claim, Place)]) -> Finding {
    let told: Vec<String> = marks
        .iter()
        .map(|(language, evidence)| {
            let mut places: Vec<String> = evidence
                .iter()
                .map(|evidence| format!("{} {:?}", evidence.label(), short(&evidence.value_text())))
                .collect();
            places.dedup();
            places.truncate(NAMED);
            format!("{language} ({})", places.join(", "))
        })
        .collect();
    let beside: Vec<&str> = claimed.iter().map(|(claim, _)| claim.text.as_str()).collect();
    let beside = if beside.is_empty() { String::new() } else { format!(" and those of {}", beside.join(", ")) };
    let summary = format!(
        "It shows traces of languages other than English{beside}: {}. They come from settings and names, and do not show who \
         wrote it.",
        told.join("; ")
    );
    let evidence = marks.values().flat_map(|evidence| evidence.iter().take(NAMED).copied());
    Finding::of(&ModifierLocale::CHARTER, Strength::Informational, Layer::Origin, summary)
        .resting_on(evidence)
        .innocently(&["Offices work in several languages.", "Such traces are easy to plant."])
        .settled_by("Compare the claimed origin, and other documents of the same people.")
}

/// The script of the first letter that is not Latin.
fn script(name: &str) -> Option<&'static str> {
    name.chars().find_map(|letter| SCRIPTS.iter().find(|(range, _)| range.contains(&letter)).map(|(_, script)| *script))
}
