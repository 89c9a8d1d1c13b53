//! A baseline: what a folder of documents was like when somebody looked at it and accepted it. A later run marks what is known and
//! tells what differs, so that a change of a producer, a template or a document is noticed.
//!
//! It holds evidence (property, place without offsets, value) and findings, not bytes. Values that change with every save (times,
//! identifiers, digests) are held and compared by their form, unless all is to be compared exactly.

mod form;
mod together;

use crate::model::evidence::hexadecimal;
use crate::model::{
    BaselineState, Difference, DifferenceKind, Error, Evidence, Exhibit, Finding, PremiseRef, Reading, Role,
};
use crate::properties::keys;
use form::{is_date, of_identifier, of_number, without_subset_tags};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::path::Path;

/// The form of this file.
const SCHEMA: &str = "valla-baseline/1";
/// Longer values are held as their digest.
const LONGEST: usize = 200;

/// A finding of a baseline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct KnownFinding {
    /// Its fingerprint.
    print: String,
    code: String,
    name: String,
    /// What it said, for the reader of the file.
    said: String,
    /// Why it is accepted, in somebody's words.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    why: Option<String>,
}

/// What a baseline says of an exhibit.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Known {
    format: String,
    status: String,
    #[serde(skip_serializing_if = "String::is_empty", default)]
    sha256: String,
    findings: Vec<KnownFinding>,
    /// Property, place, value.
    evidence: Vec<(String, String, String)>,
}

/// A baseline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Baseline {
    schema: String,
    /// The version of valla that wrote it.
    valla: String,
    /// Whether values are held as they are, not by their form.
    exact: bool,
    /// By paths.
    files: BTreeMap<String, Known>,
    /// What the documents say about each other.
    #[serde(default)]
    together: Vec<KnownFinding>,
    /// Which of the files this run has seen.
    #[serde(skip)]
    seen: BTreeSet<String>,
    /// Their paths by their numbers in this run, which are others in the next.
    #[serde(skip)]
    paths: BTreeMap<String, String>,
}

impl Baseline {
    /// One that knows nothing.
    #[must_use]
    pub fn new(exact: bool) -> Self {
        Self {
            schema: SCHEMA.to_owned(),
            valla: env!("CARGO_PKG_VERSION").to_owned(),
            exact,
            files: BTreeMap::new(),
            together: vec![],
            seen: BTreeSet::new(),
            paths: BTreeMap::new(),
        }
    }

    /// Reads one.
    ///
    /// # Errors
    /// When it cannot be read, is no baseline, or is one of the other kind than is asked for.
    pub fn read(path: &Path, exact: bool) -> Result<Self, Error> {
        let bytes = std::fs::read(path).map_err(|error| {
            Error::Usage(format!("cannot read the baseline {path:?} ({error}); make one with --update-baseline"))
        })?;
        let read: Self = serde_json::from_slice(&bytes)
            .map_err(|error| Error::Usage(format!("{path:?} is not a valla baseline: {error}")))?;
        if read.schema != SCHEMA {
            return Err(Error::Usage(format!("{path:?} is a baseline in another format: {:?}", read.schema)));
        }
        if read.exact != exact {
            let how = if read.exact { "exactly: compare with --exact" } else { "by form: compare without --exact" };
            return Err(Error::Usage(format!(
                "the baseline {path:?} records values {how}, or rewrite it with --update-baseline"
            )));
        }
        Ok(read)
    }

    /// Holds an exhibit against the baseline: its findings are marked, and how it differs is put with it.
    pub fn compare(&mut self, exhibit: &mut Exhibit) {
        let now = self.known(exhibit);
        self.see(exhibit);
        let Some(before) = self.files.get(&exhibit.path) else {
            exhibit.reasoned.findings.iter_mut().for_each(|finding| finding.baseline = Some(BaselineState::New));
            exhibit.differences = vec![Difference::of_file(DifferenceKind::NewFile, None, None)];
            return;
        };
        let mut differences = Vec::new();
        for (name, was, is) in [
            ("format", &before.format, &now.format),
            ("status", &before.status, &now.status),
            ("sha256", &before.sha256, &now.sha256),
        ] {
            if was != is {
                let difference = Difference::of_file(DifferenceKind::Reading, Some(was.clone()), Some(is.clone()));
                differences.push(Difference { what: name.to_owned(), ..difference });
            }
        }
        differences.extend(values(&before.evidence, &now.evidence));
        for (finding, now) in exhibit.reasoned.findings.iter_mut().zip(&now.findings) {
            let known = before.findings.iter().find(|known| known.print == now.print);
            finding.baseline = Some(known.map_or(BaselineState::New, |known| BaselineState::Known(known.why.clone())));
            if known.is_none() {
                differences.push(of_finding(DifferenceKind::NewFinding, now));
            }
        }
        let gone = before.findings.iter().filter(|known| !now.findings.iter().any(|now| now.print == known.print));
        differences.extend(gone.map(|known| of_finding(DifferenceKind::GoneFinding, known)));
        exhibit.differences = differences;
    }

    /// Takes an exhibit in, with the reasons that the baseline gives for its findings.
    pub fn accept(&mut self, exhibit: &Exhibit) {
        let mut now = self.known(exhibit);
        let before = self.files.remove(&exhibit.path).unwrap_or_default();
        for finding in &mut now.findings {
            let known = before.findings.iter().find(|known| known.print == finding.print);
            finding.why = known.and_then(|known| known.why.clone());
        }
        self.see(exhibit);
        self.files.insert(exhibit.path.clone(), now);
    }

    fn see(&mut self, exhibit: &Exhibit) {
        self.seen.insert(exhibit.path.clone());
        self.paths.insert(exhibit.id.clone(), exhibit.path.clone());
    }

    /// The files of the baseline that this run did not find.
    pub fn gone(&self) -> impl Iterator<Item = &str> {
        self.files.keys().filter(|path| !self.seen.contains(*path)).map(String::as_str)
    }

    /// Writes what was accepted; files that this run did not find are left out. A row is a line, so that a change of it can be read.
    ///
    /// # Errors
    /// When the writer fails.
    pub fn write(&self, writer: &mut dyn Write) -> io::Result<()> {
        writeln!(
            writer,
            "{{\"schema\":{},\"valla\":{},\"exact\":{},",
            quoted(&self.schema),
            quoted(env!("CARGO_PKG_VERSION")),
            self.exact
        )?;
        rows(writer, "together", &self.together)?;
        writeln!(writer, ",\"files\":{{")?;
        let kept = self.files.iter().filter(|(path, _)| self.seen.contains(*path));
        for (number, (path, known)) in kept.enumerate() {
            let separator = if number > 0 { "," } else { "" };
            let digest =
                if known.sha256.is_empty() { String::new() } else { format!("\"sha256\":{},", quoted(&known.sha256)) };
            writeln!(
                writer,
                "{separator}{}:{{\"format\":{},\"status\":{},{digest}",
                quoted(path),
                quoted(&known.format),
                quoted(&known.status)
            )?;
            rows(writer, "findings", &known.findings)?;
            writeln!(writer, ",")?;
            rows(writer, "evidence", &known.evidence)?;
            writeln!(writer, "}}")?;
        }
        writeln!(writer, "}}}}")
    }

    fn known(&self, exhibit: &Exhibit) -> Known {
        let format = &exhibit.extraction.format;
        let status = serde_json::to_value(exhibit.extraction.status).ok();
        let prints = fingerprints(exhibit);
        let findings = exhibit.reasoned.findings.iter().zip(prints).map(|(finding, print)| KnownFinding {
            print,
            code: finding.code.clone(),
            name: finding.name.clone(),
            said: finding.summary.clone(),
            why: None,
        });
        let mut evidence: Vec<(String, String, String)> = exhibit
            .extraction
            .evidence
            .iter()
            .map(|one| (one.property.clone(), self.place(one), self.value(one)))
            .collect();
        evidence.sort();
        Known {
            format: format!("{} {}", format.name, format.version).trim_end().to_owned(),
            status: status.as_ref().and_then(serde_json::Value::as_str).unwrap_or_default().to_owned(),
            sha256: if self.exact { exhibit.sha256.clone() } else { String::new() },
            findings: findings.collect(),
            evidence,
        }
    }

    fn place(&self, evidence: &Evidence) -> String {
        if self.exact { evidence.locus.path.clone() } else { without_subset_tags(&evidence.locus.path) }
    }

    fn value(&self, evidence: &Evidence) -> String {
        let text = match &evidence.value {
            Reading::Unreadable(_) => "(unreadable)".to_owned(),
            _ => evidence.value_text(),
        };
        if !self.exact && evidence.role == Some(Role::Identifier) {
            return of_identifier(&text);
        }
        if !self.exact && (is_volatile(evidence) || is_date(&text)) {
            return of_number(&text);
        }
        let text = if self.exact { text } else { without_subset_tags(&text) };
        if text.len() > LONGEST {
            let digest = hexadecimal(&Sha256::digest(text.as_bytes()));
            return format!("sha256:{} of {} bytes", digest.get(..16).unwrap_or_default(), text.len());
        }
        text
    }
}

/// Properties that count saves, words and bytes.
const COUNTED: &[&str] = &[
    keys::SUMMARY_REVISION,
    keys::SUMMARY_PAGES,
    keys::SUMMARY_WORDS,
    keys::SUMMARY_CHARACTERS,
    keys::DOCUMENT_SUMMARY_LINES,
    keys::DOCUMENT_SUMMARY_PARAGRAPHS,
    keys::CORE_REVISION,
    keys::SAVE_MARKS,
    keys::RTF_SAVE_MARKS,
    keys::APPLICATION_WORDS,
    keys::APPLICATION_PAGES,
    keys::APPLICATION_CHARACTERS,
    keys::APPLICATION_CHARACTERS_AND_BLANKS,
    keys::APPLICATION_LINES,
    keys::TRAILING_BYTES,
    keys::TRAILING_OBJECTS,
];

/// Values that change with every save.
fn is_volatile(evidence: &Evidence) -> bool {
    evidence.moment().is_some() || evidence.role == Some(Role::EditTime) || evidence.is_one_of(COUNTED)
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

fn rows(writer: &mut dyn Write, name: &str, rows: &[impl Serialize]) -> io::Result<()> {
    write!(writer, "\"{name}\":[")?;
    for (number, row) in rows.iter().enumerate() {
        write!(writer, "{}\n{}", if number > 0 { "," } else { "" }, serde_json::to_string(row)?)?;
    }
    write!(writer, "]")
}

fn of_finding(kind: DifferenceKind, finding: &KnownFinding) -> Difference {
    let said = Some(finding.said.clone());
    let (before, after) = if kind == DifferenceKind::GoneFinding { (said, None) } else { (None, said) };
    Difference { kind, what: format!("{} {}", finding.code, finding.name), place: String::new(), before, after }
}

/// The values of each property and place, in their order.
fn placed(rows: &[(String, String, String)]) -> BTreeMap<(&str, &str), Vec<&str>> {
    let mut places: BTreeMap<(&str, &str), Vec<&str>> = BTreeMap::new();
    for (property, place, value) in rows {
        places.entry((property, place)).or_default().push(value);
    }
    places
}

/// How values differ: of those in the same place, what both have is left out, and the rest is compared in its order.
fn values(before: &[(String, String, String)], after: &[(String, String, String)]) -> Vec<Difference> {
    let (before, after) = (placed(before), placed(after));
    let places: BTreeSet<(&str, &str)> = before.keys().chain(after.keys()).copied().collect();
    let mut differences = Vec::new();
    for place in places {
        let mut was = before.get(&place).cloned().unwrap_or_default();
        let mut is = after.get(&place).cloned().unwrap_or_default();
        was.retain(|value| {
            let both = is.iter().position(|other| other == value);
            both.map(|at| is.remove(at)).is_none()
        });
        for number in 0..was.len().max(is.len()) {
            let text = |values: &[&str]| values.get(number).map(|value| (*value).to_owned());
            let (before, after) = (text(&was), text(&is));
            let kind = match (&before, &after) {
                (Some(_), Some(_)) => DifferenceKind::Changed,
                (Some(_), None) => DifferenceKind::Gone,
                _ => DifferenceKind::Added,
            };
            differences.push(Difference { kind, what: place.0.to_owned(), place: place.1.to_owned(), before, after });
        }
    }
    differences
}

/// The fingerprints of an exhibit's findings: what was found by which check on which properties in which places, not which values or
/// offsets; so they stay when the file is saved again.
#[must_use]
pub fn fingerprints(exhibit: &Exhibit) -> Vec<String> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let print = |finding: &Finding| {
        let mut premises: Vec<String> = finding
            .premises
            .iter()
            .map(|premise| match premise {
                PremiseRef::Evidence(_) => {
                    premise.own_evidence().and_then(|id| exhibit.extraction.piece(id)).map_or_else(
                        || "part".to_owned(),
                        |one| format!("{}@{}", one.property, of_number(&without_subset_tags(&one.locus.path))),
                    )
                }
                PremiseRef::Axiom(axiom) => axiom.to_string(),
                PremiseRef::Claim(id) => id.clone(),
                PremiseRef::Fact(id) => id.split(':').next().unwrap_or_default().to_owned(),
            })
            .collect();
        premises.sort();
        premises.dedup();
        let inside = exhibit.inside.join("#");
        format!("{}\0{:?}\0{inside}\0{}", finding.code, finding.layer, premises.join("\0"))
    };
    exhibit
        .reasoned
        .findings
        .iter()
        .map(|finding| {
            let print = print(finding);
            let count = seen.entry(print.clone()).or_default();
            *count += 1;
            let digest = hexadecimal(&Sha256::digest(format!("{print}\0{count}").as_bytes()));
            digest.get(..16).unwrap_or_default().to_owned()
        })
        .collect()
}
