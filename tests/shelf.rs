//! OpenDocument, films, pictures of other formats and web pages: the key of the samples.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops at the first fault and says what it skips"
)]

mod support;

use serde::Deserialize;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use support::{corpus, examined};
use valla::model::{Extraction, Seen, Strength};
use valla::readers::{ReadOptions, read};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Sample {
    file: String,
    #[serde(rename = "truth")]
    _truth: String,
    says: Vec<(String, String)>,
    children: Vec<String>,
    warns: Vec<String>,
    words: Vec<String>,
    hidden: Vec<String>,
    fires: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct Key {
    sample: Vec<Sample>,
}

fn key() -> Vec<Sample> {
    let key: Key = toml::from_str(&std::fs::read_to_string("samples/shelf/KEY.toml").unwrap()).unwrap();
    key.sample
}

fn reading(path: &Path) -> Extraction {
    read(&Arc::new(std::fs::read(path).unwrap()), path, &ReadOptions::default())
}

#[test]
fn each_sample_says_what_its_key_says() {
    let mut faults = Vec::new();
    for sample in key() {
        let extraction = reading(&Path::new("samples/shelf").join(&sample.file));
        let mut fault = |what: String| faults.push(format!("{}: {what}", sample.file));
        for (property, value) in &sample.says {
            if !extraction.evidence.iter().any(|one| one.property == *property && one.value_text() == *value) {
                let of: Vec<String> = extraction
                    .evidence
                    .iter()
                    .filter(|one| one.property == *property)
                    .map(|one| one.value_text())
                    .collect();
                fault(format!("does not say {property} {value}, but {of:?}"));
            }
        }
        let warned: BTreeSet<&str> = extraction.warnings.iter().map(|warning| warning.code.as_str()).collect();
        if warned != sample.warns.iter().map(String::as_str).collect() {
            fault(format!("warns {:?}", extraction.warnings));
        }
        let children: Vec<&str> = extraction.children.iter().map(|child| child.name.as_str()).collect();
        if children != sample.children {
            fault(format!("holds {children:?}"));
        }
        for words in &sample.words {
            if !extraction.words.iter().any(|one| one.text.contains(words)) {
                let all: Vec<&str> = extraction.words.iter().map(|one| one.text.as_str()).collect();
                fault(format!("lacks the words {words:?} among {all:?}"));
            }
        }
        let hidden: BTreeSet<&str> = extraction
            .words
            .iter()
            .filter(|one| matches!(one.seen, Seen::Hidden(_)))
            .map(|one| one.text.as_str())
            .collect();
        if hidden != sample.hidden.iter().map(String::as_str).collect() {
            fault(format!("hides {hidden:?}"));
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn checks_fire_where_the_key_says_so_and_never_strongly() {
    let case = examined(&["samples/shelf"], |_| {});
    let mut faults = Vec::new();
    for sample in key() {
        let path = format!("samples/shelf/{}", sample.file);
        let exhibit = case.exhibits.iter().find(|exhibit| exhibit.path == path).unwrap();
        for code in &sample.fires {
            if !exhibit.reasoned.findings.iter().any(|finding| finding.code == *code) {
                faults.push(format!("{path}: {code} keeps still"));
            }
        }
        let loud = exhibit.reasoned.findings.iter().filter(|finding| {
            // Only the arithmetic of a signature may speak with medium strength.
            finding.strength > Strength::Medium
                || finding.strength == Strength::Medium && finding.code != "R004"
                || finding.strength >= Strength::Weak && !sample.fires.contains(&finding.code)
        });
        loud.for_each(|finding| {
            faults.push(format!("{path}: {} {} {}", finding.code, finding.strength, finding.summary))
        });
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

/// Two people signed a real document in 2009, with OpenOffice.org: both signatures hold, and neither does when a part is changed.
#[test]
fn signatures_of_opendocument_hold_until_a_part_is_changed() {
    let holds = |path: &Path| {
        let extraction = reading(path);
        let kept = extraction.signatures.iter().map(|one| one.test.holds()).collect::<Vec<_>>();
        (kept, extraction.signatures.iter().map(|one| one.faults.clone()).collect::<Vec<_>>())
    };
    assert_eq!(holds(Path::new("samples/shelf/signed.odt")).0, [true, true]);
    let (changed, faults) = holds(Path::new("samples/shelf/signed-changed.odt"));
    assert_eq!(changed, [false, false]);
    assert!(
        faults.iter().all(|faults| faults.iter().any(|fault| fault.to_string().contains("content.xml"))),
        "{faults:?}"
    );
    let Some(corpus) = corpus() else { return };
    assert_eq!(holds(&corpus.join("eea+odfpy/contrib/odfsign/testdocs/ClimateChange3.odt")).0, [true, true]);
}
