//! How a document stands, and the words that all reports have for it.

use crate::model::{Evidence, Exhibit, Layer, Role, Status, Term};
use crate::reports::escape::safe;

/// How a document stands, by its worst verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// The file contradicts what is claimed of it.
    Contradicts,
    /// It is unusual if the claim is right.
    Tension,
    /// It states what cannot both be true.
    Conflicting,
    /// Nothing speaks against the claim.
    Agrees,
    /// It says nothing either way.
    NoEvidence,
    /// Nothing is claimed of it.
    Described,
    /// It was not examined.
    NotExamined,
}

impl Standing {
    /// Of an exhibit.
    #[must_use]
    pub fn of(exhibit: &Exhibit) -> Self {
        if matches!(exhibit.extraction.status, Status::Error | Status::Skipped) {
            return Self::NotExamined;
        }
        let verdicts = &exhibit.reasoned.verdicts;
        let any = |term: Term| verdicts.iter().any(|verdict| verdict.term == term);
        if any(Term::Contradicts) {
            Self::Contradicts
        } else if any(Term::Tension) {
            Self::Tension
        } else if !exhibit.reasoned.conflicts.is_empty() {
            Self::Conflicting
        } else if verdicts.is_empty() {
            Self::Described
        } else if any(Term::Agrees) || any(Term::Confirmed) {
            Self::Agrees
        } else {
            Self::NoEvidence
        }
    }

    /// What stands over the documents that stand so.
    #[must_use]
    pub fn heading(self) -> &'static str {
        match self {
            Self::Contradicts => "Do not hold up: the file contradicts what is claimed of it",
            Self::Tension => "In tension with what is claimed",
            Self::Conflicting => "State things that cannot both be true",
            Self::Agrees => "Agree with what is claimed",
            Self::NoEvidence => "Hold no evidence either way",
            Self::Described => "Described (nothing is claimed of them)",
            Self::NotExamined => "Not examined",
        }
    }
}

/// What a document says of itself, for a report.
pub const SHOWN: &[Role] = &[
    Role::Created,
    Role::Modified,
    Role::Producer,
    Role::Creator,
    Role::Toolkit,
    Role::Banner,
    Role::Author,
    Role::Title,
];

/// Whether an exhibit has a place of its own in a report: a file has, and inside a file what says something of itself.
#[must_use]
pub fn stands_alone(exhibit: &Exhibit) -> bool {
    let says = |evidence: &Evidence| evidence.role.is_some_and(|role| SHOWN.contains(&role));
    exhibit.parent.is_none() || Standing::of(exhibit) < Standing::Agrees || exhibit.extraction.evidence.iter().any(says)
}

/// The one reason for which a document does not hold up: the strongest finding behind its worst verdict.
#[must_use]
pub fn one_reason(exhibit: &Exhibit) -> String {
    let worst = exhibit
        .reasoned
        .verdicts
        .iter()
        .filter(|verdict| verdict.term <= Term::Tension)
        .min_by_key(|verdict| (verdict.term, verdict.layer));
    let ids: Vec<&str> = worst.map(|verdict| verdict.findings.iter().map(String::as_str).collect()).unwrap_or_default();
    let finding = exhibit
        .reasoned
        .findings
        .iter()
        .filter(|finding| ids.is_empty() || ids.contains(&finding.id.as_str()))
        .max_by_key(|finding| (finding.strength, std::cmp::Reverse(&finding.id)));
    finding.map_or_else(
        || exhibit.reasoned.conflicts.first().map(|conflict| conflict.sentences.join("; ")).unwrap_or_default(),
        |finding| finding.summary.clone(),
    )
}

/// A layer in words.
#[must_use]
pub fn layer_words(layer: Layer) -> &'static str {
    match layer {
        Layer::Content => "Content (the words)",
        Layer::Bytes => "Bytes (this file in this form)",
        Layer::Origin => "Origin (the place)",
        Layer::Collection => "Collection",
        Layer::Custody => "Custody",
    }
}

/// A sentence with a capital.
#[must_use]
pub fn capital(sentence: &str) -> String {
    let mut characters = sentence.chars();
    characters.next().map(|first| first.to_uppercase().chain(characters).collect()).unwrap_or_default()
}

/// Where a piece of evidence stands, and the bytes as they are written there.
#[must_use]
pub fn place(evidence: &Evidence) -> String {
    let raw: String = evidence.raw.chars().take(120).collect();
    let raw = if raw.is_empty() { String::new() } else { format!("; as written: {raw}") };
    format!("{}{raw}", safe(&evidence.locus.to_string()))
}
