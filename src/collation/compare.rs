//! Two documents beside each other: what is the same, what differs, and which could have been made from which.

use super::passages::{Beside, Place, beside};
use super::sketch::{Sketch, TieKind, spoken};
use super::together::{clock, day};
use crate::model::{Evidence, Exhibit, Reading, Role};
use crate::properties::keys;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// What was recognised in the words, which are compared by themselves.
const MARKS_OF_WORDS: [&str; 8] = [
    keys::WORDS_CHARACTER,
    keys::WORDS_ADDRESS,
    keys::WORDS_CITATION,
    keys::WORDS_NAME,
    keys::WORDS_DATE,
    keys::WORDS_RESIDUE,
    keys::WORDS_MIXED_SCRIPT,
    keys::WORDS_INVISIBLE,
];
/// More values that differ are counted.
const VALUES: usize = 60;
/// More parts of one alone are not named.
const PARTS: usize = 12;
/// More places at which the words differ are counted.
const PLACES: usize = 12;

/// A value that one of the two has otherwise, or not at all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ValueBeside {
    /// Its name, as reports have it.
    pub label: String,
    /// In the first; empty where it has none.
    pub first: String,
    /// In the other.
    pub other: String,
}

/// A place at which the words differ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlaceBeside {
    /// The words before.
    pub after: String,
    /// The words of the first.
    pub first: String,
    /// The words of the other.
    pub other: String,
}

impl From<&Place> for PlaceBeside {
    fn from(place: &Place) -> Self {
        Self { after: place.after.clone(), first: place.first.clone(), other: place.other.clone() }
    }
}

/// Two documents beside each other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Compared {
    /// The first.
    pub first: String,
    /// The other.
    pub other: String,
    /// Whether they are the same file, byte for byte.
    pub same_bytes: bool,
    /// Words that both have, in the same order.
    pub words_in_common: usize,
    /// Words of the first, and of the other.
    pub words: (usize, usize),
    /// Where the words differ, the first of them.
    pub places: Vec<PlaceBeside>,
    /// At how many places they differ.
    pub differing_places: usize,
    /// Values that differ, the first of them.
    pub values: Vec<ValueBeside>,
    /// How many values differ.
    pub differing_values: usize,
    /// Pictures and other parts that both hold, byte for byte; that the first holds alone; that the other does.
    pub parts: (usize, usize, usize),
    /// What the parts are called that the first holds alone, and those that the other does; the first of them.
    pub parts_alone: (Vec<String>, Vec<String>),
    /// Pages on which the same words are at the same places: number in the first, number in the other.
    pub pages_alike: Vec<(u32, u32)>,
    /// Which could have been made from which, and why; or that nothing says so.
    pub lineage: Vec<String>,
}

/// What a document is, as it is to be compared: with what is inside it.
#[derive(Debug)]
pub struct Whole<'e> {
    exhibit: &'e Exhibit,
    parts: BTreeMap<&'e str, &'e str>,
}

impl<'e> Whole<'e> {
    /// A file and what is inside it.
    #[must_use]
    pub fn of(exhibit: &'e Exhibit, inside: impl Iterator<Item = &'e Exhibit>) -> Self {
        let parts = inside
            .filter(|part| part.size > 0)
            .map(|part| (part.sha256.as_str(), part.inside.last().map_or("", String::as_str)));
        Self { exhibit, parts: parts.collect() }
    }
}

/// Compares two documents.
#[must_use]
pub fn compare(first: &Whole<'_>, other: &Whole<'_>) -> Compared {
    let words = |whole: &Whole<'_>| match whole.exhibit.spoken.as_str() {
        "" => spoken(&whole.exhibit.extraction.words),
        said => said.to_owned(),
    };
    let (said, said_by_other) = (words(first), words(other));
    let Beside { shared, words, places, differing } = beside(&said, &said_by_other);
    let mut values = values(first.exhibit, other.exhibit);
    let differing_values = values.len();
    values.truncate(VALUES);
    let (own, others): (BTreeSet<&&str>, BTreeSet<&&str>) =
        (first.parts.keys().collect(), other.parts.keys().collect());
    let both = own.intersection(&others).count();
    let same_bytes = first.exhibit.sha256 == other.exhibit.sha256 && !first.exhibit.sha256.is_empty();
    let alone = |own: &BTreeSet<&&str>, others: &BTreeSet<&&str>, whole: &Whole<'_>| {
        let alone = own.difference(others).filter_map(|digest| whole.parts.get(**digest));
        let mut names: Vec<String> = alone.map(|name| (*name).to_owned()).collect();
        names.sort();
        names.truncate(PARTS);
        names
    };
    let (sketch, sketch_of_other) = (Sketch::of(first.exhibit, &said), Sketch::of(other.exhibit, &said_by_other));
    Compared {
        first: first.exhibit.path.clone(),
        other: other.exhibit.path.clone(),
        same_bytes,
        words_in_common: shared,
        words,
        places: places.iter().take(PLACES).map(PlaceBeside::from).collect(),
        differing_places: differing,
        values,
        differing_values,
        parts: (both, own.len() - both, others.len() - both),
        parts_alone: (alone(&own, &others, first), alone(&others, &own, other)),
        pages_alike: pages_alike(&sketch, &sketch_of_other),
        lineage: if same_bytes {
            vec!["They are the same file, byte for byte.".to_owned()]
        } else {
            lineage(&sketch, &sketch_of_other)
        },
    }
}

/// Pages of two documents with the same words at the same places: number in the first, number in the other.
#[must_use]
pub fn pages_alike(first: &Sketch, other: &Sketch) -> Vec<(u32, u32)> {
    let of_other: BTreeMap<&str, u32> = other.pages.iter().map(|page| (page.digest.as_str(), page.number)).collect();
    first.pages.iter().filter_map(|page| Some((page.number, *of_other.get(page.digest.as_str())?))).collect()
}

/// Values that differ, in the order of the first; of a property that is there several times the values as one.
fn values(first: &Exhibit, other: &Exhibit) -> Vec<ValueBeside> {
    let is_told = |one: &&Evidence| {
        !matches!(one.role, Some(Role::PageText | Role::Feature))
            && !matches!(one.value, Reading::Absent)
            && one.role != Some(Role::Link)
            && !MARKS_OF_WORDS.contains(&one.property.as_str())
    };
    let told = |exhibit: &Exhibit| {
        let mut order: Vec<String> = Vec::new();
        let mut values: BTreeMap<String, (String, BTreeSet<String>)> = BTreeMap::new();
        for one in exhibit.extraction.evidence.iter().filter(is_told) {
            let known = values.entry(one.property.clone()).or_insert_with(|| {
                order.push(one.property.clone());
                (one.label(), BTreeSet::new())
            });
            known.1.insert(one.value_text());
        }
        (order, values)
    };
    let ((mut order, first), (of_other, other)) = (told(first), told(other));
    order.extend(of_other.into_iter().filter(|key| !first.contains_key(key)));
    let text = |values: Option<&(String, BTreeSet<String>)>| {
        values.map(|(_, values)| values.iter().cloned().collect::<Vec<_>>().join("; ")).unwrap_or_default()
    };
    let differs = |key: String| {
        let (one, another) = (first.get(&key), other.get(&key));
        let label = one.or(another).map(|(label, _)| label.clone()).unwrap_or_default();
        let (one, another) = (text(one), text(another));
        (one != another).then_some(ValueBeside { label, first: one, other: another })
    };
    order.into_iter().filter_map(differs).collect()
}

/// Which of two could have been made from which, and why.
fn lineage(first: &Sketch, other: &Sketch) -> Vec<String> {
    let mut reasons: Vec<String> = Vec::new();
    for (one, another) in [(first, other), (other, first)] {
        let (name, later) = (one.shown(), another.shown());
        if another.values(TieKind::Beginning).contains(one.sha256.as_str()) {
            reasons.push(format!(
                "“{later}” begins with all bytes of “{name}”: it was made from it, and not the other way round."
            ));
        }
        let (marks, more) = (one.values(TieKind::SaveMark), another.values(TieKind::SaveMark));
        if marks.len() >= 3 && marks.is_subset(&more) && marks.len() < more.len() {
            reasons.push(format!(
                "All numbers of saves of “{name}” are in “{later}”, which has more: “{later}” was more likely made from it."
            ));
        }
        let own = another.values(TieKind::Identifier);
        let named = another
            .values(TieKind::DerivedFrom)
            .into_iter()
            .any(|value| !own.contains(value) && one.values(TieKind::Identifier).contains(value));
        if named {
            reasons.push(format!("“{later}” says that it was made from “{name}”: it names its identifier."));
        }
        if let (Some((at, _)), Some(saved)) = (&another.not_before, &one.saved)
            && *at > saved.latest
            && another.saved.is_none_or(|of_other| of_other.latest < *at)
        {
            reasons.push(format!(
                "“{name}” says that it was saved on {}. “{later}” has marks that are younger than that: “{name}” was not made from it, if its date is right.",
                day(saved)
            ));
        }
    }
    let same_half =
        first.values(TieKind::FileIdentifier).intersection(&other.values(TieKind::FileIdentifier)).count() > 0;
    if same_half {
        reasons.push("Both have the same first half of the identifier of a PDF: they were one file once.".to_owned());
    }
    if !first.values(TieKind::Layout).is_disjoint(&other.values(TieKind::Layout)) {
        reasons.push(
            "All objects are at the same places in both: something was exchanged for something as long.".to_owned(),
        );
    }
    if let (Some(one), Some(another)) = (&first.saved, &other.saved)
        && one.clock != another.clock
    {
        let (earlier, later) = if one.earliest <= another.earliest { (first, other) } else { (other, first) };
        if let (Some(saved), Some(after)) = (&earlier.saved, &later.saved) {
            reasons.push(format!(
                "By their own dates “{}” was saved first ({}) and “{}” later ({}). Dates are easily set.",
                earlier.shown(),
                clock(saved),
                later.shown(),
                clock(after)
            ));
        }
    }
    if reasons.is_empty() {
        reasons.push("Nothing in the two says which was made from which.".to_owned());
    }
    reasons
}
