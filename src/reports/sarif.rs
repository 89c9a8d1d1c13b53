//! SARIF 2.1.0 (OASIS, Static Analysis Results Interchange Format): findings for the programs that guard folders of documents.
//!
//! Every check is a rule, with its documentation as help, whether it found something or not. A finding is a result at the place of
//! its first premise; its fingerprint stays when the document is saved again. What a baseline knows is marked (`baselineState`,
//! `suppressions`) and not left out, so that nothing is opened anew.

use crate::baseline::fingerprints;
use crate::model::{
    BaselineState, Case, Evidence, EvidenceId, EvidenceRef, Exhibit, Finding, Group, Holder, PremiseRef, Rule,
    Standing, Status, Strength,
};
use crate::reports::Report;
use crate::reports::escape::safe;
use crate::reports::kept::{Part, keep};
use crate::reports::standing::sentence;
use crate::reports::table::{address, name_in_address};
use serde::{Serialize, Serializer};
use serde_json::{Map, Value, json};
use std::collections::{HashMap, HashSet};
use std::io::{self, Write};

/// Writes a case, with the rules of all checks.
fn write(case: &Case, rules: &[Rule], writer: &mut dyn Write) -> io::Result<()> {
    let index = case.exhibits.iter().enumerate().map(|(at, one)| (one.id.as_str(), at)).collect();
    let indexed = &Indexed { case, index };
    let codes: Vec<&str> = rules.iter().map(|rule| rule.charter.code).collect();
    let results_of = |(index, exhibit)| results(indexed, exhibit, index, &codes);
    let log = Log {
        schema: "https://json.schemastore.org/sarif-2.1.0.json",
        runs: [Run {
            artifacts: Made(|| case.exhibits.iter().map(|exhibit| artifact(indexed, exhibit))),
            column_kind: "unicodeCodePoints",
            invocations: [Invocation {
                execution_successful: case.summary.error == 0,
                tool_execution_notifications: Made(|| {
                    case.exhibits.iter().enumerate().flat_map(|(index, exhibit)| notices(exhibit, index))
                }),
            }],
            properties: json!({
                "examined": case.day.to_string(),
                "balance": case.summary.balance(),
                "for": case.edition,
                "standings": case.standings.files,
            }),
            results: Made(|| {
                let of_collection = case.collection.findings.iter();
                let of_collection = of_collection.filter_map(|finding| together(indexed, finding, &codes));
                case.exhibits.iter().enumerate().flat_map(results_of).chain(of_collection)
            }),
            tool: json!({ "driver": {
                "name": "valla",
                "version": case.valla,
                "semanticVersion": case.valla,
                "informationUri": "https://github.com/valla-project/valla",
                "fullName": "valla, document-provenance analyzer",
                "rules": rules.iter().map(rule).collect::<Vec<Value>>(),
                "properties": { "knowledge": case.knowledge.version, "knowledgeSha256": case.knowledge.sha256 },
            }}),
        }],
        version: "2.1.0",
    };
    let mut gathered = io::BufWriter::new(writer);
    serde_json::to_writer_pretty(&mut gathered, &log)?;
    writeln!(gathered)?;
    gathered.flush()
}

/// The log of results: of each exhibit what it names is kept.
#[derive(Debug)]
pub struct Results {
    rules: Vec<Rule>,
    exhibits: Vec<Exhibit>,
    /// Evidence of parts on which a finding of their whole rests, which comes before them.
    named: HashSet<(String, EvidenceId)>,
}

impl Results {
    /// With the rules of all checks.
    #[must_use]
    pub fn of(rules: Vec<Rule>) -> Self {
        Self { rules, exhibits: vec![], named: HashSet::new() }
    }

    fn take(&mut self, mut exhibit: Exhibit) {
        let mut own = HashSet::new();
        for premise in exhibit.reasoned.findings.iter().flat_map(|finding| &finding.premises) {
            match premise {
                PremiseRef::Evidence(EvidenceRef { holder: Holder::Own, id }) => drop(own.insert(*id)),
                PremiseRef::Evidence(EvidenceRef { holder: Holder::Exhibit(exhibit), id }) => {
                    self.named.insert((exhibit.clone(), *id));
                }
                _ => {}
            }
        }
        let id = &exhibit.id;
        let named = &self.named;
        exhibit.extraction.evidence.retain(|evidence| {
            own.contains(&evidence.id) || !named.is_empty() && named.contains(&(id.clone(), evidence.id))
        });
        exhibit.extraction.evidence.shrink_to_fit();
        keep(&mut exhibit, &[Part::Evidence, Part::Limits, Part::Warnings, Part::Findings, Part::Digests]);
        self.exhibits.push(exhibit);
    }
}

impl Report for Results {
    fn exhibit(&mut self, exhibit: Exhibit, _: &mut dyn Write) -> io::Result<()> {
        self.take(exhibit);
        Ok(())
    }

    fn finish(self: Box<Self>, case: Case, writer: &mut dyn Write) -> io::Result<()> {
        write(&Case { exhibits: self.exhibits, ..case }, &self.rules, writer)
    }
}

/// A case with the places of its exhibits.
struct Indexed<'c> {
    case: &'c Case,
    index: HashMap<&'c str, usize>,
}

/// The record; what has an entry for each exhibit is put together as it is written.
#[derive(Serialize)]
struct Log<R> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    runs: [R; 1],
    version: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<A, N, R> {
    artifacts: A,
    column_kind: &'static str,
    invocations: [Invocation<N>; 1],
    properties: Value,
    results: R,
    tool: Value,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Invocation<N> {
    // Files that could not be read are named; the run itself came to its end.
    execution_successful: bool,
    tool_execution_notifications: N,
}

/// A sequence that is made as it is written.
struct Made<F>(F);

impl<F: Fn() -> I, I: IntoIterator<Item = Value>> Serialize for Made<F> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq((self.0)())
    }
}

/// A check as a rule.
fn rule(Rule { charter, measured }: &Rule) -> Value {
    let help: String =
        charter.explanation.lines().map(|line| line.strip_prefix(' ').unwrap_or(line).to_owned() + "\n").collect();
    let measured = if measured.is_empty() { String::new() } else { format!("\n# Measured\n{measured}\n") };
    json!({
        "id": charter.code,
        "name": pascal(charter.name),
        "shortDescription": { "text": charter.summary },
        "fullDescription": { "text": first_paragraph(&help) },
        "help": { "text": format!("{help}{measured}"), "markdown": format!("{help}{measured}") },
        "defaultConfiguration": { "level": if charter.group == Group::Protection { "note" } else { "warning" } },
        "properties": {
            "tags": ["provenance", format!("{:?}", charter.group).to_lowercase()],
            "name": charter.name,
            "since": charter.since,
        },
    })
}

/// A rule's name as SARIF wants it (3.49.7): `AppVersionNotbefore`.
fn pascal(name: &str) -> String {
    let words = name.split('-').map(|word| {
        let mut letters = word.chars();
        letters.next().map(|first| first.to_uppercase().chain(letters).collect::<String>()).unwrap_or_default()
    });
    words.collect()
}

fn first_paragraph(help: &str) -> String {
    let lines = help.lines().skip_while(|line| line.starts_with('#') || line.trim().is_empty());
    lines.take_while(|line| !line.trim().is_empty()).collect::<Vec<_>>().join(" ")
}

fn artifact(case: &Indexed<'_>, exhibit: &Exhibit) -> Value {
    let mut artifact = json!({
        "location": { "uri": uri(exhibit) },
        "length": exhibit.size,
        "roles": [if exhibit.parent.is_some() { "attachment" } else { "analysisTarget" }],
        "properties": {
            "id": exhibit.id,
            "status": exhibit.extraction.status,
            "format": exhibit.extraction.format.name,
            "standing": Standing::of(exhibit).name(),
            "altered": exhibit.reasoned.altered.answer,
            "age": exhibit.reasoned.age.answer,
            "sentence": safe(sentence(exhibit)),
        },
    });
    let fields = artifact.as_object_mut();
    if let Some(fields) = fields {
        if !exhibit.sha256.is_empty() {
            fields.insert("hashes".to_owned(), json!({ "sha-256": exhibit.sha256 }));
        }
        if exhibit.extraction.format.mime.contains('/') {
            fields.insert("mimeType".to_owned(), exhibit.extraction.format.mime.clone().into());
        }
        let parent = exhibit.parent.as_ref().and_then(|parent| case.index.get(parent.as_str()));
        if let Some(parent) = parent {
            fields.insert("parentIndex".to_owned(), (*parent).into());
        }
        if !exhibit.differences.is_empty() {
            let differences: Vec<String> = exhibit.differences.iter().map(|one| safe(&one.to_string())).collect();
            if let Some(properties) = fields.get_mut("properties").and_then(Value::as_object_mut) {
                properties.insert("differences".to_owned(), differences.into());
            }
        }
    }
    artifact
}

/// The place of an exhibit as a reference to a resource: relative where it was given so; what is inside a file is its fragment.
fn uri(exhibit: &Exhibit) -> String {
    let file = exhibit.file.as_str();
    let mut uri = address(file);
    if !file.starts_with('/') {
        uri = uri.trim_start_matches("file:").to_owned();
    }
    if !exhibit.inside.is_empty() {
        uri.push('#');
        let names: Vec<String> = exhibit.inside.iter().map(|name| name_in_address(name)).collect();
        uri.push_str(&names.join("/"));
    }
    uri
}

fn level(strength: Strength) -> &'static str {
    match strength {
        Strength::Hard | Strength::Strong => "error",
        Strength::Medium => "warning",
        Strength::Weak | Strength::Informational => "note",
    }
}

/// How much a finding carries, from 0 to 100 (3.27.25).
fn rank(strength: Strength) -> f64 {
    match strength {
        Strength::Hard => 100.0,
        Strength::Strong => 80.0,
        Strength::Medium => 50.0,
        Strength::Weak => 20.0,
        Strength::Informational => 5.0,
    }
}

/// The findings of an exhibit.
fn results(case: &Indexed<'_>, exhibit: &Exhibit, index: usize, codes: &[&str]) -> Vec<Value> {
    let findings = exhibit.reasoned.findings.iter().zip(fingerprints(exhibit));
    findings.map(|(finding, print)| result(case, exhibit, index, finding, &print, codes)).collect()
}

fn result(
    case: &Indexed<'_>,
    exhibit: &Exhibit,
    index: usize,
    finding: &Finding,
    print: &str,
    codes: &[&str],
) -> Value {
    let premises: Vec<(usize, &Exhibit, &Evidence)> =
        finding.premises.iter().filter_map(|premise| found(case, exhibit, index, premise)).collect();
    let mut result = Map::new();
    let mut put = |name: &str, value: Value| {
        result.insert(name.to_owned(), value);
    };
    put("ruleId", finding.code.clone().into());
    if let Some(number) = codes.iter().position(|code| *code == finding.code) {
        put("ruleIndex", number.into());
    }
    put("level", level(finding.strength).into());
    put("rank", rank(finding.strength).into());
    put("message", json!({ "text": safe(&finding.summary) }));
    let own = premises.iter().find(|(holder, _, _)| *holder == index);
    put("locations", json!([location(exhibit, index, own.map(|(_, _, evidence)| *evidence), None)]));
    let related: Vec<Value> = premises
        .iter()
        .enumerate()
        .map(|(number, (holder, exhibit, evidence))| location(exhibit, *holder, Some(evidence), Some(number)))
        .collect();
    if !related.is_empty() {
        put("relatedLocations", related.into());
    }
    put("partialFingerprints", json!({ "valla/v1": print }));
    match &finding.baseline {
        None => {}
        Some(BaselineState::New) => put("baselineState", "new".into()),
        Some(BaselineState::Known(why)) => {
            let justification = why.clone().unwrap_or_else(|| "known: it is in the baseline".to_owned());
            put("baselineState", "unchanged".into());
            put("suppressions", json!([{ "kind": "external", "status": "accepted", "justification": justification }]));
        }
    }
    put(
        "properties",
        json!({
            "id": finding.id,
            "strength": finding.strength,
            "layer": finding.layer,
            "innocent": finding.innocent,
            "settle": finding.settle,
            "against": finding.against,
        }),
    );
    Value::Object(result)
}

/// A finding among documents: it is at all of them, and its fingerprint is of their bytes.
fn together(case: &Indexed<'_>, finding: &Finding, codes: &[&str]) -> Option<Value> {
    let of = |id: &String| case.index.get(id.as_str()).and_then(|at| Some((*at, case.case.exhibits.get(*at)?)));
    let exhibits: Vec<(usize, &Exhibit)> = finding.among.iter().filter_map(of).collect();
    let (index, first) = exhibits.first()?;
    let mut digests: Vec<&str> = exhibits.iter().map(|(_, exhibit)| exhibit.sha256.as_str()).collect();
    digests.sort_unstable();
    let print = blake3::hash(format!("{} {}", finding.code, digests.join(" ")).as_bytes()).to_hex();
    let mut result = result(case, first, *index, finding, print.get(..32).unwrap_or_default(), codes);
    let locations: Vec<Value> = exhibits.iter().map(|(at, exhibit)| location(exhibit, *at, None, None)).collect();
    result.as_object_mut()?.insert("locations".to_owned(), locations.into());
    Some(result)
}

/// The evidence of a premise, which may be in another exhibit: `x1.2/e3`.
fn found<'c>(
    case: &'c Indexed<'c>,
    exhibit: &'c Exhibit,
    index: usize,
    premise: &PremiseRef,
) -> Option<(usize, &'c Exhibit, &'c Evidence)> {
    let PremiseRef::Evidence(reference) = premise else { return None };
    let (index, holder) = match &reference.holder {
        Holder::Own => (index, exhibit),
        Holder::Part(_) => return None,
        Holder::Exhibit(id) => {
            let index = *case.index.get(id.as_str())?;
            (index, case.case.exhibits.get(index)?)
        }
    };
    Some((index, holder, holder.extraction.piece(reference.id)?))
}

fn location(exhibit: &Exhibit, index: usize, evidence: Option<&Evidence>, id: Option<usize>) -> Value {
    let mut physical = json!({ "artifactLocation": { "uri": uri(exhibit), "index": index } });
    let bytes = evidence.and_then(|evidence| evidence.locus.bytes).filter(|_| exhibit.parent.is_none());
    let mut region = Map::new();
    if let Some(bytes) = bytes {
        region.insert("byteOffset".to_owned(), bytes.start.into());
        region.insert("byteLength".to_owned(), bytes.len().into());
    }
    // Services that show results ask for a line of the place itself; a document has none, so it is the first.
    if id.is_none() {
        region.insert("startLine".to_owned(), 1.into());
    }
    if let Some(physical) = physical.as_object_mut().filter(|_| !region.is_empty()) {
        physical.insert("region".to_owned(), region.into());
    }
    let mut location = json!({ "physicalLocation": physical });
    if let Some(fields) = location.as_object_mut() {
        if let Some(evidence) = evidence {
            let logical = json!({
                "fullyQualifiedName": safe(&evidence.locus.path),
                "kind": "property",
                "name": safe(&evidence.property),
            });
            fields.insert("logicalLocations".to_owned(), json!([logical]));
            fields.insert("message".to_owned(), json!({ "text": safe(&evidence.label()) }));
        }
        if let Some(id) = id {
            fields.insert("id".to_owned(), id.into());
        }
    }
    location
}

/// What could not be read of a file, or only in part.
fn notices(exhibit: &Exhibit, index: usize) -> Vec<Value> {
    let level = match exhibit.extraction.status {
        Status::Error => "error",
        Status::Partial => "warning",
        Status::Ok | Status::Skipped => return vec![],
    };
    let at = json!([{ "physicalLocation": { "artifactLocation": { "uri": uri(exhibit), "index": index } } }]);
    let told = exhibit.extraction.warnings.iter().map(|warning| {
        json!({
            "level": level,
            "message": { "text": safe(&warning.message) },
            "descriptor": { "id": warning.code },
            "locations": at,
        })
    });
    told.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_as_the_standard_wants_them() {
        assert_eq!(pascal("app-version-notbefore"), "AppVersionNotbefore");
    }
}
