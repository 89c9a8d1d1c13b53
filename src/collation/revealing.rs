//! What a file would reveal, before it is published: about who made, handled or leaked it, on which machine, where and when, and what it
//! said before; and what removing that takes.

use crate::model::{Evidence, Exhibit, WordsChanged};
use crate::properties::concealments;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// Something that a file reveals.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Revealed {
    /// Of what kind: people, machines, places, what is hidden, earlier text, descriptions, identifiers, times.
    pub kind: String,
    /// What it tells.
    pub tells: String,
    /// The name of the value.
    pub label: String,
    /// The values, each once.
    pub values: Vec<String>,
    /// Where the first one is.
    pub place: String,
    /// What removing it takes.
    pub removing: String,
}

#[derive(Debug, Deserialize)]
struct Row {
    kind: String,
    by: String,
    what: String,
    tells: String,
    removing: String,
}

fn rows() -> &'static [Row] {
    static ROWS: OnceLock<Vec<Row>> = OnceLock::new();
    ROWS.get_or_init(|| {
        csv::Reader::from_reader(include_str!("data/revealing.csv").as_bytes()).deserialize().flatten().collect()
    })
}

/// The row that a value belongs to: that of its property, else that of its role.
fn row_of(evidence: &Evidence) -> Option<&'static Row> {
    let role = evidence.role.and_then(|role| serde_json::to_value(role).ok());
    let role = role.as_ref().and_then(serde_json::Value::as_str);
    rows()
        .iter()
        .find(|row| row.by == "property" && evidence.property.starts_with(&row.what))
        .or_else(|| rows().iter().find(|row| row.by == "role" && role == Some(row.what.as_str())))
}

/// The kinds, in the order in which they are listed.
const KINDS: &[&str] =
    &["people", "machines", "places", HIDDEN, "earlier text", "descriptions", "identifiers", "times"];
/// What is in the file and nobody sees.
const HIDDEN: &str = "hidden";
/// What programs write into every document reveals nobody.
const EVERYBODYS: &[&str] = &["Normal", "Normal.dot", "Normal.dotm", "Microsoft Office User"];

/// What an exhibit reveals, by kind.
#[must_use]
pub fn revealed(exhibit: &Exhibit) -> Vec<Revealed> {
    let mut found: BTreeMap<(&str, &str, String), Revealed> = BTreeMap::new();
    for evidence in &exhibit.extraction.evidence {
        let hidden = evidence.hidden.and_then(concealments::told);
        let (kind, tells, removing) = match (hidden, row_of(evidence)) {
            (Some(told), _) => (HIDDEN, told.what.as_str(), told.removing.as_str()),
            (None, Some(row)) => (row.kind.as_str(), row.tells.as_str(), row.removing.as_str()),
            (None, None) => continue,
        };
        let value = evidence.value_text();
        if value.trim().is_empty()
            || EVERYBODYS.contains(&value.trim())
            || evidence.text().is_none() && evidence.moment().is_none() && hidden.is_none()
        {
            continue;
        }
        add(&mut found, kind, tells, evidence.label(), value, evidence.locus.to_string(), removing);
    }
    let writing = "recreate the document on a machine whose clock and time zone may become known";
    for evidence in exhibit.extraction.evidence.iter().filter(|evidence| evidence.role.is_some()) {
        let Some(moment) = evidence.moment() else { continue };
        let place = evidence.locus.to_string();
        add(
            &mut found,
            "times",
            "when it was made or handled",
            evidence.label(),
            moment.readable(),
            place.clone(),
            writing,
        );
        if let Some(minutes) = moment.zone.speaks_of_a_place() {
            let offset = format!("{:+03}:{:02}", minutes / 60, minutes.abs() % 60);
            add(&mut found, "places", "the time zone of the machine's clock", evidence.label(), offset, place, writing);
        }
    }
    for revision in &exhibit.extraction.revisions {
        for words in revision.words.iter().filter(|words| words.change != WordsChanged::Added) {
            let place = format!("revision {}, page {}", revision.number, words.page);
            let anew =
                "keep only the last state: print the document to a new PDF (saving it again keeps the earlier text)";
            let label = "words from an earlier save".to_owned();
            add(&mut found, "earlier text", "what the document said before", label, words.text.clone(), place, anew);
        }
    }
    let name = exhibit.path.rsplit('/').next().unwrap_or(&exhibit.path).to_owned();
    let renamed = "rename it before you pass it on";
    add(
        &mut found,
        "identifiers",
        "what the source's copy is called",
        "file name".to_owned(),
        name,
        "the file's name".to_owned(),
        renamed,
    );
    let mut found: Vec<Revealed> = found.into_values().collect();
    found.sort_by_key(|one| KINDS.iter().position(|kind| *kind == one.kind));
    found
}

fn add<'k>(
    found: &mut BTreeMap<(&'k str, &'k str, String), Revealed>,
    kind: &'k str,
    tells: &'k str,
    label: String,
    value: String,
    place: String,
    removing: &str,
) {
    let one = found.entry((kind, tells, label.clone())).or_insert_with(|| Revealed {
        kind: kind.to_owned(),
        tells: tells.to_owned(),
        label,
        values: vec![],
        place,
        removing: removing.to_owned(),
    });
    if !one.values.contains(&value) {
        one.values.push(value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_says_what_it_tells_and_what_removing_takes() {
        assert!(rows().len() > 15);
        for row in rows() {
            assert!(!row.tells.is_empty() && !row.removing.is_empty(), "{row:?}");
            assert!(matches!(row.by.as_str(), "role" | "property"), "{row:?}");
        }
    }
}
