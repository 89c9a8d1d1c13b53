//! What papers hide: each that fails to remove what was to be removed is told from its proper twin, and of innocent ones nothing is told. The
//! key was written from how the samples were made, before valla looked at them.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops at the first fault and says what it skips"
)]

mod support;

use serde::Deserialize;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use support::{examined, files};

const FOLDER: &str = "samples/redactions";

/// The names of reasons in the key, and as the record has them where that differs.
const NAMES: &[(&str, &str)] = &[("tag-text", "structure")];

/// Reasons that are no class of hidden evidence: what a document says of itself is evidence that everybody is shown, and an earlier save has
/// a report of its own.
const TOLD_OTHERWISE: &[&str] = &["metadata", "earlier-revision"];

/// What is not told, and why. The list is held beside the answers too: who closes a gap takes its file out.
const MISSED: &[(&str, &str)] = &[
    (
        "structure-alternative-failed.pdf",
        "140 of 155 ordinary PDFs with descriptions have words in them that no page shows",
    ),
    ("unused-glyphs-told-failed.pdf", "programs put letters into fonts that no page uses: 112 of 973 ordinary PDFs"),
    ("unused-glyphs-font-failed.pdf", "the same"),
    (
        "picture-soft-mask-failed.pdf",
        "what ordinary masks hide is the rest of a drawing: of 24 documents with pixels there, none hides anything",
    ),
];

/// The reason whose words are characters in any order.
const CHARACTERS: &str = "unused-glyphs";

/// All reasons that a key may give.
const REASONS: &[&str] = &[
    "covered",
    "covered-by-picture",
    "covered-by-pattern",
    "covered-by-annotation",
    "blackened",
    "redact-not-applied",
    "same-colour",
    "beyond-edge",
    "invisible",
    "tiny",
    "layer-off",
    "layer-print-only",
    "layer-screen-only",
    "outline",
    "structure",
    "tag-text",
    "unused-glyphs",
    "destination-name",
    "metadata",
    "form-value",
    "annotation-contents",
    "attachment",
    "page-thumbnail",
    "earlier-revision",
    "unreferenced",
    "piece-info",
    "picture-cropped",
    "picture-masked",
    "positions",
    "duplicate-key",
    "font-lies",
    "script",
    "launch",
    "remote",
];

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Key {
    document: Vec<Truth>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Truth {
    file: String,
    #[serde(rename = "is")]
    _is: String,
    /// The other one of a pair; none of an innocent paper.
    #[serde(default)]
    twin: Option<String>,
    #[serde(rename = "look", default)]
    _look: String,
    /// What must be told, and no more.
    #[serde(default)]
    hides: Vec<Hides>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Hides {
    reason: String,
    /// Other reasons that are as right.
    #[serde(default)]
    alias: Vec<String>,
    /// None where it is of no page.
    page: Option<u64>,
    /// All that is hidden.
    words: Option<String>,
    /// Words of what is hidden.
    part: Option<String>,
    /// What a picture shows.
    #[serde(rename = "pixels")]
    _pixels: Option<String>,
}

/// What valla told: one page, one reason, and all words of both.
#[derive(Debug)]
struct Told {
    reason: String,
    page: Option<u64>,
    words: String,
}

/// Words with one space between them.
fn spaced(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The characters that are no spaces, each once, in order.
fn characters(words: &str) -> BTreeSet<char> {
    words.chars().filter(|character| !character.is_whitespace()).collect()
}

impl Hides {
    fn is(&self, told: &Told) -> bool {
        let named = |reason: &String| {
            NAMES.iter().find(|(ours, _)| ours == reason).map_or(reason.as_str(), |(_, theirs)| *theirs).to_owned()
        };
        let is_reason = std::iter::once(&self.reason).chain(&self.alias).any(|reason| named(reason) == told.reason);
        let is_page = self.page.is_none() || self.page == told.page;
        let is_all = self.words.as_ref().is_none_or(|words| {
            if self.reason == CHARACTERS {
                characters(words) == characters(&told.words)
            } else {
                spaced(words) == told.words
            }
        });
        let is_part = self.part.as_ref().is_none_or(|part| told.words.contains(&spaced(part)));
        is_reason && is_page && is_all && is_part
    }
}

/// The page that the place of a piece of evidence begins with: `page 3, from 72, 660: ...`.
fn page(evidence: &Value) -> Option<u64> {
    let path = evidence["locus"]["path"].as_str()?;
    let rest = path.strip_prefix("page ")?;
    let end = rest.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(rest.len());
    rest[..end].parse().ok()
}

/// What the record of a paper tells of hidden things, by reason and page.
fn told(record: &Value) -> Vec<Told> {
    let mut all: BTreeMap<(String, Option<u64>), Vec<String>> = BTreeMap::new();
    for evidence in record["evidence"].as_array().unwrap() {
        let Some(reason) = evidence.get("hidden").map(|hidden| hidden.as_str().unwrap().to_owned()) else { continue };
        let value = &evidence["value"]["present"];
        let words = value["text"].as_str().map(spaced).unwrap_or_default();
        all.entry((reason, page(evidence))).or_default().push(words);
    }
    all.into_iter().map(|((reason, page), words)| Told { reason, page, words: spaced(&words.join(" ")) }).collect()
}

fn key() -> Key {
    toml::from_str(&std::fs::read_to_string(format!("{FOLDER}/KEY.toml")).unwrap()).unwrap()
}

/// What is not as the key says.
fn faults(truth: &Truth, told: &[Told]) -> Vec<String> {
    let asked = truth.hides.iter().filter(|hides| !TOLD_OTHERWISE.contains(&hides.reason.as_str()));
    let missed = asked.filter(|hides| !told.iter().any(|one| hides.is(one)));
    let missed = missed.map(|hides| format!("{}: not told: {hides:?}", truth.file));
    let extra = told.iter().filter(|one| !truth.hides.iter().any(|hides| hides.is(one)));
    missed.chain(extra.map(|one| format!("{}: nobody asked for {one:?}", truth.file))).collect()
}

#[test]
fn failed_redactions_are_told_from_their_proper_twins() {
    let key = key();
    let case = examined(&[FOLDER], |_| {});
    let mut all = Vec::new();
    for truth in &key.document {
        let path = format!("{FOLDER}/{}", truth.file);
        let Some(exhibit) = case.exhibits.iter().find(|exhibit| exhibit.path == path) else {
            all.push(format!("{}: it is missing", truth.file));
            continue;
        };
        let record = serde_json::to_value(exhibit).unwrap();
        if record["status"] != "ok" {
            all.push(format!("{}: read as {}, {}", truth.file, record["status"], record["warnings"]));
        }
        let faults = faults(truth, &told(&record));
        match MISSED.iter().any(|(file, _)| *file == truth.file) {
            true if faults.is_empty() => {
                all.push(format!("{}: it is told by now: take it out of the list", truth.file))
            }
            true => {}
            false => all.extend(faults),
        }
        for hides in truth.hides.iter().filter(|hides| TOLD_OTHERWISE.contains(&hides.reason.as_str())) {
            let part = hides.part.as_deref().unwrap();
            let said =
                |evidence: &Value| evidence["value"]["present"]["text"].as_str().is_some_and(|it| it.contains(part));
            let before = exhibit.extraction.revisions.iter().flat_map(|revision| &revision.words);
            let before = before.map(|change| change.text.as_str()).collect::<Vec<_>>().join(" ");
            if !record["evidence"].as_array().unwrap().iter().any(said) && !spaced(&before).contains(part) {
                all.push(format!("{}: not told: {hides:?}", truth.file));
            }
        }
    }
    assert!(all.is_empty(), "{} faults\n{}", all.len(), all.join("\n"));
}

#[test]
fn every_paper_is_in_the_key_and_has_its_twin() {
    let key = key();
    let keyed: BTreeSet<&str> = key.document.iter().map(|truth| truth.file.as_str()).collect();
    assert_eq!(keyed.len(), key.document.len(), "a sample is in the key twice");
    let mut there = Vec::new();
    files(Path::new(FOLDER), &mut there);
    let names: BTreeSet<&str> = there
        .iter()
        .map(|path| path.file_name().unwrap().to_str().unwrap())
        .filter(|name| !name.ends_with(".toml"))
        .collect();
    assert_eq!(names, keyed);
    for truth in &key.document {
        let is_failed = truth.file.ends_with("-failed.pdf");
        assert_eq!(!truth.hides.is_empty(), is_failed, "{}: only the failed ones hide something", truth.file);
        let twin = if is_failed {
            Some(truth.file.replace("-failed.", "-proper."))
        } else if truth.file.starts_with("innocent-") {
            None
        } else {
            Some(truth.file.replace("-proper.", "-failed."))
        };
        assert_eq!(truth.twin, twin, "{}", truth.file);
        assert!(twin.is_none_or(|twin| keyed.contains(twin.as_str())), "{} has no twin", truth.file);
        for reason in truth.hides.iter().flat_map(|hides| std::iter::once(&hides.reason).chain(&hides.alias)) {
            assert!(REASONS.contains(&reason.as_str()), "{}: {reason} is no reason", truth.file);
        }
    }
    let given: BTreeSet<&str> =
        key.document.iter().flat_map(|truth| &truth.hides).map(|hides| hides.reason.as_str()).collect();
    assert_eq!(given, REASONS.iter().copied().collect(), "a reason has no sample");
}
