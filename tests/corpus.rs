//! The development corpus of real files, where it lies; elsewhere these tests say that they skip.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops at the first fault and says what it skips"
)]

mod support;

use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::PathBuf;
use support::{below, corpus, day, examined, literal};
use valla::model::{Exhibit, Role, Status, Strength, Term};
use valla::pipeline::claims::ClaimBook;

/// A row of `tests/corpus_revisions.csv`: how many revisions a file has, by three readings, and who is right.
#[derive(Debug, Deserialize)]
struct Counted {
    path: String,
    sha256: String,
    valla: usize,
    lopdf_prefixes: String,
    pdfresurrect: String,
    right: String,
    why: String,
}

fn counted() -> Vec<Counted> {
    let table = std::fs::read_to_string("tests/corpus_revisions.csv").unwrap();
    csv::Reader::from_reader(table.as_bytes()).deserialize().collect::<Result<_, _>>().unwrap()
}

/// Each state of the file, cut at the end of a revision, as lopdf loads it: pages, or `-` where it cannot.
fn lopdf_prefixes(exhibit: &Exhibit, bytes: &[u8]) -> String {
    let states = exhibit.extraction.revisions.iter().map(|revision| {
        let state = bytes.get(..usize::try_from(revision.end).unwrap()).unwrap_or(bytes);
        lopdf::Document::load_mem(state)
            .map_or_else(|_| "-".to_owned(), |document| document.get_pages().len().to_string())
    });
    states.collect::<Vec<_>>().join(" ")
}

#[test]
fn every_file_is_one_row_and_none_is_lost() {
    let Some(corpus) = corpus() else { return };
    let case = examined(&[corpus.to_str().unwrap()], |_| {});
    let files = walkdir::WalkDir::new(&corpus)
        .into_iter()
        .filter(|entry| entry.as_ref().unwrap().file_type().is_file())
        .count();
    assert_eq!(case.exhibits.iter().filter(|exhibit| exhibit.parent.is_none()).count(), files);
    let summary = case.summary;
    assert_eq!(summary.files, summary.ok + summary.partial + summary.error + summary.skipped);
    let mut size = 0;
    for exhibit in &case.exhibits {
        let status = exhibit.extraction.status;
        if exhibit.parent.is_none() {
            size = exhibit.size;
        }
        if status != Status::Ok {
            assert!(!exhibit.extraction.warnings.is_empty(), "{}: {status:?} without a reason", exhibit.path);
        }
        for evidence in &exhibit.extraction.evidence {
            if let Some(bytes) = evidence.locus.bytes {
                // A message in a mailbox of Outlook has no bytes of its own: its places are those of the mailbox.
                let of_mailbox = exhibit.parent.is_some() && exhibit.file.to_lowercase().ends_with(".pst");
                let size = if of_mailbox { size } else { exhibit.size };
                assert!(
                    bytes.start <= bytes.end && bytes.end <= size,
                    "{}: {} is outside the file",
                    exhibit.path,
                    evidence.property
                );
            }
        }
    }
}

#[test]
fn what_stands_in_the_file_is_what_was_handed_over() {
    let Some(corpus) = corpus() else { return };
    let case = examined(&[corpus.to_str().unwrap()], |_| {});
    let mut held = 0;
    let files = case.exhibits.iter().filter(|exhibit| exhibit.parent.is_none());
    for exhibit in files.filter(|exhibit| !exhibit.extraction.evidence.is_empty()) {
        let bytes = std::fs::read(&exhibit.path).unwrap();
        for evidence in &exhibit.extraction.evidence {
            let Some(range) =
                evidence.locus.bytes.filter(|_| evidence.locus.stream.is_none() && evidence.locus.decoded.is_none())
            else {
                continue;
            };
            let kept = ["pdf.info.", "pdf.xmp.", "pdf.id.", "pdf.version"]
                .iter()
                .any(|prefix| evidence.property.starts_with(prefix));
            if kept {
                let stands = &bytes[usize::try_from(range.start).unwrap()..usize::try_from(range.end).unwrap()];
                assert_eq!(
                    evidence.raw,
                    valla::model::evidence::escape_bytes(stands),
                    "{} {}",
                    exhibit.path,
                    evidence.property
                );
                held += 1;
            }
        }
    }
    assert!(held > 2_000, "only {held} values could be compared with their bytes");
}

/// With `VALLA_WRITE` set, writes the readings anew and keeps the judgements.
#[test]
fn revisions_are_as_judged() {
    let Some(corpus) = corpus() else { return };
    let case = examined(&[corpus.to_str().unwrap()], |_| {});
    let judged: BTreeMap<String, Counted> = counted().into_iter().map(|row| (row.path.clone(), row)).collect();
    let mut rows = Vec::new();
    let mut faults = Vec::new();
    for exhibit in case.exhibits.iter().filter(|exhibit| exhibit.parent.is_none()) {
        let path = below(&exhibit.path, &corpus).to_owned();
        let count = exhibit.extraction.revisions.len();
        let row = judged.get(&path);
        if count < 2 && row.is_none() {
            continue;
        }
        let prefixes = lopdf_prefixes(exhibit, &std::fs::read(&exhibit.path).unwrap());
        match row {
            Some(row) if row.sha256 != exhibit.sha256 => {
                faults.push(format!("{path}: another file than the one judged"))
            }
            Some(row) if row.valla != count => {
                faults.push(format!("{path}: {count} revisions, judged {} ({}: {})", row.valla, row.right, row.why))
            }
            Some(row) if row.lopdf_prefixes != prefixes => {
                faults.push(format!("{path}: lopdf reads {prefixes:?}, judged {:?}", row.lopdf_prefixes))
            }
            Some(_) => {}
            None => faults.push(format!("{path}: {count} revisions, not judged")),
        }
        let judgement = |field: fn(&Counted) -> &String| row.map(field).cloned().unwrap_or_default();
        rows.push([
            path,
            exhibit.sha256.clone(),
            count.to_string(),
            prefixes,
            judgement(|row| &row.pdfresurrect),
            judgement(|row| &row.right),
            judgement(|row| &row.why),
        ]);
    }
    if std::env::var_os("VALLA_WRITE").is_some() {
        let mut writer = csv::Writer::from_path("tests/corpus_revisions.csv").unwrap();
        writer.write_record(["path", "sha256", "valla", "lopdf_prefixes", "pdfresurrect", "right", "why"]).unwrap();
        rows.iter().for_each(|row| writer.write_record(row).unwrap());
        writer.flush().unwrap();
        return;
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

/// A row of `tests/corpus_contradicted.csv`: a file that contradicts its own last stated year, and why that is true.
#[derive(Debug, Deserialize)]
struct Contradicted {
    path: String,
    sha256: String,
    why: String,
}

/// Every dated file is claimed to be of its own last stated year: a hard contradiction is a false accusation, or is in
/// the list with the reason why it is none.
#[test]
fn no_honest_file_contradicts_its_own_year() {
    let Some(corpus) = corpus() else { return };
    let root = corpus.to_str().unwrap();
    let plain = examined(&[root], |_| {});
    let mut claims = String::new();
    let mut dated = 0;
    for exhibit in &plain.exhibits {
        let stated = exhibit
            .extraction
            .evidence
            .iter()
            .filter(|evidence| matches!(evidence.role, Some(Role::Created | Role::Modified)))
            .filter(|evidence| !exhibit.reasoned.retracted.contains(&evidence.id))
            .filter_map(|evidence| evidence.moment().and_then(|moment| moment.latest.date()));
        let Some(year) =
            stated.map(|date| chrono::Datelike::year(&date)).max().filter(|year| (1990..=day().year()).contains(year))
        else {
            continue;
        };
        dated += 1;
        let literal = toml::Value::String(literal(&exhibit.path));
        claims.push_str(&format!("[[claim]]\npath = {literal}\ncontent = \"{year}\"\nbytes = \"{year}\"\n"));
    }
    assert!(dated > 250, "only {dated} dated files");
    let case = examined(&[root], |options| {
        options.claims = ClaimBook::default();
        options.claims.read_text(&claims, "the files' own years").unwrap();
    });
    let listed: Vec<Contradicted> = csv::Reader::from_path("tests/corpus_contradicted.csv")
        .unwrap()
        .deserialize()
        .collect::<Result<_, _>>()
        .unwrap();
    let mut faults = Vec::new();
    for exhibit in &case.exhibits {
        let contradicted = exhibit.reasoned.verdicts.iter().any(|verdict| verdict.term == Term::Contradicts);
        let path = below(&exhibit.path, &corpus);
        let row = listed.iter().find(|row| row.path == path);
        match (contradicted, row) {
            (true, None) => faults.push(format!(
                "{path} contradicts its own year: {:#?}",
                exhibit
                    .reasoned
                    .conflicts
                    .iter()
                    .filter(|conflict| conflict.strength == Strength::Hard)
                    .map(|conflict| &conflict.sentences)
                    .collect::<Vec<_>>()
            )),
            (false, Some(row)) => faults.push(format!("{path} no longer contradicts its own year ({})", row.why)),
            (true, Some(row)) => assert_eq!(row.sha256, exhibit.sha256, "{path}"),
            (false, None) => {}
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn the_corpus_is_never_written_to() {
    let Some(corpus) = corpus() else { return };
    let state = || -> BTreeMap<PathBuf, (u64, std::time::SystemTime)> {
        walkdir::WalkDir::new(&corpus)
            .into_iter()
            .map(|entry| entry.unwrap())
            .map(|entry| {
                (
                    entry.path().to_path_buf(),
                    entry.metadata().map(|data| (data.len(), data.modified().unwrap())).unwrap(),
                )
            })
            .collect()
    };
    let before = state();
    examined(&[corpus.to_str().unwrap()], |_| {});
    assert!(before == state(), "a run changed the corpus");
}

/// A row of `tests/corpus_hits.csv`: a finding of medium or more, and whether it is true.
#[derive(Debug, Deserialize)]
struct Hit {
    path: String,
    sha256: String,
    code: String,
    strength: String,
    judged: String,
    reason: String,
}

/// With `VALLA_WRITE` set, writes the hits anew and keeps the judgements.
#[test]
fn hits_are_as_judged() {
    let Some(corpus) = corpus() else { return };
    let case = examined(&[corpus.to_str().unwrap()], |_| {});
    let judged: Vec<Hit> =
        csv::Reader::from_path("tests/corpus_hits.csv").unwrap().deserialize().collect::<Result<_, _>>().unwrap();
    let mut hits: std::collections::BTreeSet<[String; 4]> = std::collections::BTreeSet::new();
    for exhibit in &case.exhibits {
        for finding in exhibit.reasoned.findings.iter().filter(|finding| finding.strength >= Strength::Medium) {
            let path = below(&exhibit.path, &corpus).to_owned();
            hits.insert([path, exhibit.sha256.clone(), finding.code.clone(), finding.strength.to_string()]);
        }
    }
    let key = |hit: &Hit| [hit.path.clone(), hit.sha256.clone(), hit.code.clone(), hit.strength.clone()];
    if std::env::var_os("VALLA_WRITE").is_some() {
        let mut writer = csv::Writer::from_path("tests/corpus_hits.csv").unwrap();
        writer.write_record(["path", "sha256", "code", "strength", "judged", "reason"]).unwrap();
        for hit in hits {
            let row = judged.iter().find(|row| key(row) == hit);
            let judgement = row.map_or(["", ""], |row| [row.judged.as_str(), row.reason.as_str()]);
            writer.write_record(hit.iter().map(String::as_str).chain(judgement)).unwrap();
        }
        writer.flush().unwrap();
        return;
    }
    let listed: std::collections::BTreeSet<[String; 4]> = judged.iter().map(key).collect();
    let unlisted: Vec<_> = hits.difference(&listed).collect();
    let vanished: Vec<_> = listed.difference(&hits).collect();
    assert!(unlisted.is_empty() && vanished.is_empty(), "unlisted: {unlisted:#?}\nvanished: {vanished:#?}");
    for hit in &judged {
        assert!(["true", "false", "undecidable"].contains(&hit.judged.as_str()), "{}: not judged", hit.path);
        assert!(!hit.reason.is_empty(), "{}: no reason", hit.path);
        assert!(hit.judged != "false", "{}: a false finding of {} is kept: {}", hit.path, hit.strength, hit.reason);
    }
}

/// A file that no reader reads yet, and its identifier by Siegfried 1.11.9 (PRONOM V125) and by valla.
#[derive(Debug, Deserialize)]
struct Named {
    path: String,
    siegfried: String,
    valla: String,
    name: String,
    reason: String,
}

#[test]
fn files_are_named_as_siegfried_names_them_or_a_reason_stands_beside() {
    let Some(corpus) = corpus() else { return };
    let mut reader = csv::Reader::from_path("tests/corpus_formats.csv").unwrap();
    let (mut same, mut other) = (0, 0);
    for named in reader.deserialize::<Named>() {
        let named = named.unwrap();
        let path = corpus.join(&named.path);
        let bytes = std::fs::read(&path).unwrap();
        let (format, _) = valla::readers::identify::unread(&valla::readers::Content::new(&bytes), &path);
        assert_eq!((&format.puid, &format.name), (&named.valla, &named.name), "{}", named.path);
        if named.siegfried == named.valla {
            same += 1;
        } else {
            other += 1;
            assert!(!named.reason.is_empty(), "{} differs without a reason", named.path);
        }
    }
    println!("{same} named alike, {other} otherwise, each with a reason");
}
