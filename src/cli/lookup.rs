//! `valla explain`, `valla list`, `valla schema`.

use super::exit::Exit;
use super::print;
use crate::checks::rates::rates;
use crate::checks::{checks, find};
use crate::collation::checks::rates::rate as of_together;
use crate::collation::checks::{CHECKS, charter as of_the_collection};
use crate::knowledge::{Field, Knowledge, TABLES};
use crate::model::Error;
use crate::readers::READERS;
use crate::reports::{escape::safe, schema};

pub(super) fn explain(wanted: &str) -> Result<Exit, Error> {
    let Some(charter) = find(wanted).map(|check| check.charter()).or_else(|| of_the_collection(wanted)) else {
        return Err(Error::Usage(format!("there is no check {wanted:?}; valla list checks shows all")));
    };
    let alone = rates().into_iter().find(|rate| rate.code == charter.code).map(|rate| rate.sentence());
    let rate = alone.or_else(|| of_together(charter.code).map(|rate| rate.sentence())).unwrap_or_default();
    let text = format!(
        "{} {}\n{}\nSince version {}.\n\n{}\n# Measured\n{rate}\n",
        charter.code,
        charter.name,
        charter.summary,
        charter.since,
        unindented(charter.explanation)
    );
    print(&text)
}

fn unindented(documentation: &str) -> String {
    documentation.lines().map(|line| line.strip_prefix(' ').unwrap_or(line)).collect::<Vec<_>>().join("\n")
}

pub(super) fn list_checks() -> Result<Exit, Error> {
    let mut text = String::new();
    let single = checks().into_iter().map(|check| check.charter());
    for charter in single.chain(CHECKS.iter().map(|check| check.charter())) {
        text.push_str(&format!("{}  {:<24} {}\n", charter.code, charter.name, charter.summary));
    }
    print(&text)
}

pub(super) fn list_formats() -> Result<Exit, Error> {
    let text: String =
        READERS.iter().map(|reader| format!("{:<6} {}\n", reader.name(), reader.specification())).collect();
    print(&text)
}

pub(super) fn list_knowledge(string: Option<&str>) -> Result<Exit, Error> {
    let knowledge = Knowledge::embedded();
    let mut text = String::new();
    match string {
        None => {
            let identity = knowledge.identity();
            text.push_str(&format!("version {}, SHA-256 {}\n", identity.version, identity.sha256));
            for (name, table) in TABLES {
                text.push_str(&format!("{name:<14} {:>6} rows\n", csv_rows(table)));
            }
        }
        Some(string) => {
            for field in [Field::Producer, Field::Creator, Field::Toolkit, Field::Banner] {
                if let Some(dated) = knowledge.software(field, string) {
                    text.push_str(&format!(
                        "as {}: {} [{}, {}; {}]\n",
                        field.word(),
                        dated.fact.statement,
                        dated.fact.basis,
                        dated.fact.confidence,
                        dated.fact.source
                    ));
                }
                for stamp in knowledge.self_dating(field.word(), string) {
                    text.push_str(&format!("as {}: carries the date {} ({})\n", field.word(), stamp.date, stamp.what));
                }
            }
            if let Some(dated) = knowledge.feature(string) {
                text.push_str(&format!(
                    "as a feature: {} [{}, {}; {}]\n",
                    dated.fact.statement, dated.fact.basis, dated.fact.confidence, dated.fact.source
                ));
            }
            if let Some(fact) = knowledge.fact(&format!("zone:{string}")) {
                text.push_str(&format!("as a place: {}\n", fact.statement));
            }
            let named = [("typeface", knowledge.typeface(string)), ("link", knowledge.link(string))];
            for (kind, dated) in named.into_iter().filter_map(|(kind, dated)| dated.map(|dated| (kind, dated))) {
                text.push_str(&format!(
                    "as a {kind}: {} [{}, {}; {}]\n",
                    dated.fact.statement, dated.fact.basis, dated.fact.confidence, dated.fact.source
                ));
            }
            for dated in string
                .chars()
                .filter(|character| !character.is_ascii())
                .filter_map(|character| knowledge.character(character))
            {
                text.push_str(&format!(
                    "{}: {} [{}; {}]\n",
                    dated.what, dated.fact.statement, dated.fact.basis, dated.fact.source
                ));
            }
            let cited = knowledge.citations(string).into_iter().map(|cited| ("a reference", cited.dated));
            let names = knowledge.names(string).into_iter().map(|named| ("a name", named.dated));
            let residue = knowledge.residue(string).into_iter().map(|residue| ("a trace of a program", residue.dated));
            for (kind, dated) in cited.chain(names).chain(residue) {
                let floor = dated.floor.map_or_else(
                    || "dates nothing by itself".to_owned(),
                    |floor| format!("in no text from before {}", floor.plain_day()),
                );
                text.push_str(&format!(
                    "as {kind}: {}; {floor} [{}, {}; {}]\n",
                    dated.fact.statement, dated.fact.basis, dated.fact.confidence, dated.fact.source
                ));
            }
            if text.is_empty() {
                text = format!("valla knows nothing about {string:?}; that says nothing against it\n");
            }
        }
    }
    let text: String = text.lines().map(|line| safe(line) + "\n").collect();
    print(&text)
}

fn csv_rows(table: &str) -> usize {
    csv::Reader::from_reader(table.as_bytes()).records().count()
}

pub(super) fn schema(exhibit: bool) -> Result<Exit, Error> {
    let schema = if exhibit { schema::of_exhibit() } else { schema::of_case() };
    print(&format!("{schema:#}\n"))
}
