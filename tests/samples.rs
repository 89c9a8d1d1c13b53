//! The samples: each is what its manifest says, each check fires and keeps still where its samples say so.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops at the first fault and says what it skips"
)]

mod support;

use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use support::{day, examined, hexadecimal};
use valla::checks::checks;
use valla::model::{ChangeKind, Layer, Outcome, Status, Strength, Term};
use valla::pipeline::Options;
use valla::reports::escape::acts;
use valla::reports::json::CaseStream;
use valla::reports::terminal::{Setting, Terminal};
use valla::reports::whole;

#[derive(Deserialize)]
struct Manifest {
    sample: Vec<Sample>,
}

#[derive(Deserialize)]
struct Sample {
    file: String,
    sha256: String,
    made_by: String,
    recipe: String,
    truth: String,
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found.sort();
    found
}

#[test]
fn every_sample_is_in_the_manifest_with_its_digest_recipe_and_truth() {
    let manifest: Manifest = toml::from_str(&std::fs::read_to_string("samples/MANIFEST.toml").unwrap()).unwrap();
    let listed: BTreeMap<&str, &Sample> = manifest.sample.iter().map(|sample| (sample.file.as_str(), sample)).collect();
    let mut unlisted = Vec::new();
    for path in files(Path::new("samples")) {
        let name = path.strip_prefix("samples").unwrap().to_str().unwrap().to_owned();
        if name.starts_with("recipes/") || name.ends_with(".toml") || name.ends_with(".pem") {
            continue;
        }
        match listed.get(name.as_str()) {
            Some(sample) => {
                let digest = hexadecimal(&Sha256::digest(std::fs::read(&path).unwrap()));
                assert_eq!(digest, sample.sha256, "{name} is not the file of the manifest");
                for (field, text) in
                    [("made_by", &sample.made_by), ("recipe", &sample.recipe), ("truth", &sample.truth)]
                {
                    assert!(!text.trim().is_empty(), "{name}: {field} is empty");
                }
            }
            None => unlisted.push(name),
        }
    }
    assert!(unlisted.is_empty(), "not in the manifest: {unlisted:?}");
}

#[test]
fn each_check_fires_on_its_sample_and_keeps_still_on_the_other() {
    let case = examined(&["samples/checks"], |options| {
        options.claims.read_file(Path::new("samples/checks/claims.toml")).unwrap()
    });
    let mut seen: BTreeMap<(String, bool), usize> = BTreeMap::new();
    let mut faults = Vec::new();
    let files = case.exhibits.iter().filter(|exhibit| exhibit.parent.is_none() && !exhibit.path.ends_with(".toml"));
    for exhibit in files {
        let name = exhibit.path.rsplit('/').next().unwrap();
        let mut parts = name.splitn(3, '-');
        let (code, fires) = (parts.next().unwrap().to_owned(), parts.next().unwrap() == "fires");
        let found = exhibit.reasoned.findings.iter().any(|finding| finding.code == code);
        if found != fires {
            faults.push(format!("{name}: {code} {}", if found { "fires" } else { "keeps still" }));
        }
        let outcome = exhibit.reasoned.checks.iter().find(|check| check.code == code).unwrap().outcome;
        assert_eq!(outcome == Outcome::Found, found, "{name}: outcome and findings of {code} differ");
        *seen.entry((code, fires)).or_default() += 1;
    }
    for check in checks() {
        for fires in [true, false] {
            let key = (check.charter().code.to_owned(), fires);
            if !seen.contains_key(&key) {
                faults.push(format!("{}: no sample that {}", key.0, if fires { "fires" } else { "must keep still" }));
            }
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn what_a_fast_save_took_out_is_read_and_what_was_put_in_is_an_exhibit() {
    let case = examined(&["samples/revisions"], |_| {});
    let of = |name: &str| case.exhibits.iter().find(|exhibit| exhibit.path.ends_with(name)).unwrap();
    let values = |name: &str, property: &str| -> Vec<String> {
        let evidence = &of(name).extraction.evidence;
        evidence.iter().filter(|one| one.property == property).map(valla::model::Evidence::value_text).collect()
    };
    assert_eq!(values("9-fast-saved.doc", "ole.remains.text"), ["90,000 is granted to the second"]);
    let inside = "10-embedded-document.doc#ObjectPool/_1500000000";
    assert_eq!(of(inside).extraction.format.puid, "fmt/40");
    assert_eq!(values(inside, "ole.summary.Author"), ["Depot"]);
    // Its streams lie about in the whole file: a value has its place in one of them.
    let author = of(inside).extraction.evidence.iter().find(|one| one.property == "ole.summary.Author").unwrap();
    assert!(author.locus.bytes.is_none() && author.locus.decoded.is_some(), "{:?}", author.locus);
}

#[test]
fn revisions_are_counted_and_told_as_their_truth_says() {
    let case = examined(&["samples/revisions"], |_| {});
    let of = |name: &str| case.exhibits.iter().find(|exhibit| exhibit.path.contains(name)).unwrap();
    let changed = |name: &str, revision: usize| -> BTreeSet<String> {
        let revisions = &of(name).extraction.revisions;
        revisions[revision - 1]
            .changes
            .iter()
            .filter(|change| change.change != ChangeKind::Rewritten)
            .map(|change| change.what.to_string())
            .collect()
    };
    for (name, count) in [
        ("1-pymupdf-text", 2),
        ("2-exiftool-title", 2),
        ("3-pyhanko-note", 2),
        ("4-three-programs", 4),
        ("5-signed-then-filled", 3),
        ("6-linearized-updated", 2),
        ("7-broken-startxref", 2),
        ("8-orphan-revision", 2),
    ] {
        assert_eq!(of(name).extraction.revisions.len(), count, "{name}");
    }
    assert!(changed("1-pymupdf-text", 2).contains("page content"));
    assert_eq!(changed("2-exiftool-title", 2), BTreeSet::from(["document information".to_owned()]));
    assert!(changed("3-pyhanko-note", 2).iter().any(|what| what.starts_with("annotation")));
    assert!(changed("5-signed-then-filled", 2).contains("signature"));
    assert!(!changed("5-signed-then-filled", 3).contains("page content"));
    assert!(of("6-linearized-updated").extraction.revisions[0].notes.contains(&"linearized".to_owned()));
    assert!(of("7-broken-startxref").extraction.warnings.iter().any(|warning| warning.code == "chain-broken"));
    let orphan = of("8-orphan-revision");
    assert!(orphan.extraction.evidence.iter().any(|evidence| evidence.property == "pdf.orphan-revision"));
    assert!(orphan.extraction.evidence.iter().any(|evidence| evidence.property == "pdf.trailing-bytes"));
    // Every revision but the last ends where the next begins, and the file cut there is a whole file.
    for exhibit in case.exhibits.iter().filter(|exhibit| exhibit.path.ends_with(".pdf")) {
        for pair in exhibit.extraction.revisions.windows(2) {
            assert_eq!(pair[0].end, pair[1].start, "{}", exhibit.path);
        }
    }
}

#[test]
fn hostile_files_become_rows_and_nothing_of_them_reaches_the_page() {
    let case = examined(&["samples/hostile"], |_| {});
    assert_eq!(case.summary.files as usize, files(Path::new("samples/hostile")).len());
    let status =
        |name: &str| case.exhibits.iter().find(|exhibit| exhibit.path.contains(name)).unwrap().extraction.status;
    assert_eq!(status("zero-bytes"), Status::Skipped);
    assert_eq!(status("text-file"), Status::Skipped);
    assert_eq!(status("password-sesame"), Status::Partial);
    assert_eq!(status("junk-before-header"), Status::Ok);
    let mut page = Vec::new();
    whole(
        Box::new(Terminal::set(Setting { width: 100, colour: false, full: true, answer_last: false })),
        case.clone(),
        &mut page,
    )
    .unwrap();
    let page = String::from_utf8(page).unwrap();
    assert!(
        !page.chars().any(|character| character != '\n' && acts(character)),
        "a character that acts reached the page"
    );
    let mut record = Vec::new();
    whole(Box::<CaseStream>::default(), case, &mut record).unwrap();
    let record = String::from_utf8(record).unwrap();
    assert!(
        !record.chars().any(|character| character != '\n' && acts(character)),
        "a character that acts reached the record"
    );
}

#[test]
fn a_password_opens_and_is_never_recorded() {
    let case = examined(&["samples/hostile/password-sesame.pdf"], |options| {
        options.read.passwords = vec!["wrong".to_owned(), "sesame".to_owned()]
    });
    let exhibit = &case.exhibits[0];
    assert_eq!(exhibit.extraction.status, Status::Ok, "{:?}", exhibit.extraction.warnings);
    assert!(exhibit.extraction.evidence.iter().any(|evidence| evidence.property.starts_with("pdf.info.")));
    // The page itself says which word opens it; nothing else may.
    let record = serde_json::to_string(&case).unwrap().replace("password-sesame", "");
    let page = exhibit.extraction.evidence.iter().find(|evidence| evidence.property == "pdf.page.text").unwrap();
    assert_eq!(record.matches("sesame").count(), page.text().unwrap().matches("sesame").count(), "{record}");
}

#[test]
fn damaged_samples_do_not_harm_the_reader() {
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut next = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % (below.max(1) as u64)).unwrap()
    };
    let options = valla::readers::ReadOptions::default();
    for path in files(Path::new("samples"))
        .into_iter()
        .filter(|path| path.extension().is_some_and(|extension| extension == "pdf"))
    {
        let whole = std::fs::read(&path).unwrap();
        for round in 0..8 {
            let mut bytes = whole.clone();
            match round % 4 {
                0 => bytes.truncate(next(whole.len())),
                1 => {
                    for _ in 0..32 {
                        let at = next(bytes.len());
                        if let Some(byte) = bytes.get_mut(at) {
                            *byte = u8::try_from(next(256)).unwrap();
                        }
                    }
                }
                2 => {
                    let at = next(bytes.len());
                    let end = (at + next(64)).min(bytes.len());
                    bytes.drain(at..end);
                }
                _ => {
                    let (from, to) = (next(bytes.len()), next(bytes.len()));
                    let piece: Vec<u8> = bytes[from..].iter().copied().take(200).collect();
                    bytes.splice(to..to, piece);
                }
            }
            let bytes = std::sync::Arc::new(bytes);
            let first = valla::readers::read(&bytes, &path, &options);
            assert_eq!(first, valla::readers::read(&bytes, &path, &options), "{path:?}: two readings differ");
        }
    }
}

#[test]
fn the_report_on_the_leak_reads_as_it_should() {
    let case =
        examined(&["samples/leak"], |options| options.claims.read_file(Path::new("samples/leak/claims.toml")).unwrap());
    let mut page = Vec::new();
    whole(
        Box::new(Terminal::set(Setting { width: 100, colour: false, full: true, answer_last: false })),
        case.clone(),
        &mut page,
    )
    .unwrap();
    let page = String::from_utf8(page).unwrap();
    // The digest of the tables changes with every row; the report is the same.
    let knowledge = &case.knowledge.sha256[..12];
    insta::assert_snapshot!("leak", page.replace(knowledge, "[digest]").replace(&case.knowledge.version, "[day]"));
}

#[test]
fn the_record_of_one_document_reads_as_it_should() {
    let case = examined(&["samples/leak/02-plan-uchenij.pdf"], |options| {
        options.claims.read_file(Path::new("samples/leak/claims.toml")).unwrap();
    });
    insta::assert_snapshot!("record", serde_json::to_string_pretty(&case.exhibits[0]).unwrap());
}

#[test]
fn rows_do_not_depend_on_threads() {
    let run = |jobs: usize| {
        let options = Options { jobs, day: day(), ..Options::default() };
        let mut rows = Vec::new();
        let items = valla::pipeline::walk::walk(&[PathBuf::from("samples")], false);
        valla::pipeline::examine_each(&items, &options, &valla::pipeline::Silent, |exhibit| {
            valla::reports::json::line(&exhibit, &mut rows)
                .map_err(|source| valla::Error::Output { path: PathBuf::new(), source })
        })
        .unwrap();
        rows
    };
    let one = run(1);
    assert!(one == run(2) && one == run(7), "rows differ with the number of threads");
}

/// What `samples/cases/KEY.toml` says of a document after a known case.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Known {
    file: String,
    #[serde(rename = "after")]
    _after: String,
    layer: Option<Layer>,
    term: Option<Term>,
    #[serde(default)]
    caught_by: Vec<String>,
    #[serde(default)]
    inside: Vec<String>,
    #[serde(default)]
    silent: bool,
}

#[derive(Debug, Deserialize)]
struct Cases {
    document: Vec<Known>,
}

#[test]
fn documents_after_known_cases_are_caught_and_their_honest_twins_are_not() {
    let key: Cases = toml::from_str(&std::fs::read_to_string("samples/cases/KEY.toml").unwrap()).unwrap();
    let case = examined(&["samples/cases"], |options| {
        options.claims.read_file(Path::new("samples/cases/claims.toml")).unwrap();
    });
    let mut faults = Vec::new();
    for known in &key.document {
        let path = format!("samples/cases/{}", known.file);
        let document = case.exhibits.iter().find(|exhibit| exhibit.path == path).unwrap();
        let held = case.exhibits.iter().filter(|exhibit| exhibit.path.starts_with(&format!("{path}#")));
        let found: BTreeSet<&str> = document.reasoned.findings.iter().map(|finding| finding.code.as_str()).collect();
        let inside: BTreeSet<&str> =
            held.flat_map(|part| &part.reasoned.findings).map(|finding| finding.code.as_str()).collect();
        let mut fault = |what: String| faults.push(format!("{}: {what}", known.file));
        for (codes, found) in [(&known.caught_by, &found), (&known.inside, &inside)] {
            codes
                .iter()
                .filter(|code| !found.contains(code.as_str()))
                .for_each(|code| fault(format!("{code} is silent")));
        }
        if let (Some(layer), Some(term)) = (known.layer, known.term) {
            let verdict = document.reasoned.verdicts.iter().find(|verdict| verdict.layer == layer).unwrap();
            if verdict.term != term {
                fault(format!("{layer}: {:?}, not {term:?}", verdict.term));
            }
        }
        let loud = document.reasoned.findings.iter().filter(|finding| finding.strength > Strength::Informational);
        let against = document
            .reasoned
            .verdicts
            .iter()
            .filter(|verdict| !matches!(verdict.term, Term::Agrees | Term::NoEvidence));
        if known.silent {
            loud.for_each(|finding| fault(format!("{} {}: {}", finding.code, finding.strength, finding.summary)));
            against.for_each(|verdict| fault(format!("{:?} on {}", verdict.term, verdict.layer)));
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
    let keyed: BTreeSet<&str> = key.document.iter().map(|known| known.file.as_str()).collect();
    let there = files(Path::new("samples/cases"));
    let unkeyed: Vec<_> = there
        .iter()
        .map(|path| path.file_name().unwrap().to_str().unwrap())
        .filter(|name| !name.ends_with(".toml") && !keyed.contains(name))
        .collect();
    assert!(unkeyed.is_empty(), "not in the key: {unkeyed:?}");
}
