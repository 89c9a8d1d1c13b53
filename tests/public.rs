//! The public edition: of everything by which the samples could be known or their makers named, nothing is in any output, in any
//! encoding.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops at the first fault and says what it skips"
)]

use aho_corasick::AhoCorasick;
use base64ct::{Base64Unpadded, Encoding};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;
use valla::model::Case;
use valla::reports::public::PseudonymKey;
use valla::reports::public::PublicEdition;
use valla::reports::terminal::{Setting, Terminal};
use valla::reports::{Lines, Report, html, json, premis, sarif, table, whole};

fn valla(arguments: &[&str]) -> Vec<u8> {
    let output = Command::new(env!("CARGO_BIN_EXE_valla")).args(arguments).output().unwrap();
    assert!(matches!(output.status.code(), Some(0 | 3)), "{}", String::from_utf8_lossy(&output.stderr));
    [output.stdout, output.stderr].concat()
}

/// The roles whose values are public in no form.
const IDENTIFYING: &[&str] = &[
    "author",
    "last-author",
    "identifier",
    "identifying",
    "template",
    "title",
    "subject",
    "link",
    "page-text",
    "device",
    "copyright",
];
/// Shorter strings are in a report by chance.
const SHORTEST: usize = 6;

/// Everything in a desk's record by which a document, its maker or its copy could be known.
fn identifying(case: &Value) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut put = |text: &str| {
        found.insert(text.trim().to_owned());
    };
    for exhibit in case["exhibits"].as_array().unwrap() {
        let words = ["samples", "checks", "signatures", "revisions"];
        exhibit["path"].as_str().unwrap().split(['/', '#']).filter(|name| !words.contains(name)).for_each(&mut put);
        put(exhibit["sha256"].as_str().unwrap());
        if exhibit["size"].as_u64().unwrap() > 10_000 {
            put(&exhibit["size"].to_string());
        }
        for evidence in exhibit["evidence"].as_array().unwrap() {
            put(evidence["raw"].as_str().unwrap());
            let present = &evidence["value"]["present"];
            if evidence["role"].as_str().is_some_and(|role| IDENTIFYING.contains(&role)) {
                present["text"].as_str().into_iter().for_each(&mut put);
            }
            present["moment"]["text"].as_str().into_iter().for_each(&mut put);
        }
        for signature in exhibit["signatures"].as_array().into_iter().flatten() {
            signature["signer"].as_str().into_iter().for_each(&mut put);
            signature["issuer"].as_str().into_iter().for_each(&mut put);
        }
        for edit in exhibit["edits"].as_array().into_iter().flatten() {
            put(edit["text"].as_str().unwrap());
            edit["author"].as_str().into_iter().for_each(&mut put);
        }
        for words in exhibit["revisions"].as_array().into_iter().flatten().flat_map(|one| one["words"].as_array()) {
            words.iter().for_each(|words| put(words["text"].as_str().unwrap()));
        }
        for finding in exhibit["findings"].as_array().unwrap() {
            put(finding["summary"].as_str().unwrap());
        }
    }
    found
}

/// A text as it can be in an output: as it is, and as encodings write it.
fn encodings(text: &str) -> Vec<Vec<u8>> {
    let bytes = text.as_bytes();
    let units = |turn: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(turn).collect::<Vec<u8>>();
    let hexadecimal: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    let escaped: String = text.encode_utf16().map(|unit| format!("\\u{unit:04x}")).collect();
    let percent: String = bytes
        .iter()
        .map(|&byte| {
            if byte.is_ascii_alphanumeric() || b"-._~/#".contains(&byte) {
                char::from(byte).to_string()
            } else {
                format!("%{byte:02X}")
            }
        })
        .collect();
    let all: String = bytes.iter().map(|byte| format!("%{byte:02X}")).collect();
    let entities = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
    let mut found = vec![
        bytes.to_vec(),
        units(u16::to_le_bytes),
        units(u16::to_be_bytes),
        hexadecimal.to_uppercase().into_bytes(),
        hexadecimal.into_bytes(),
        escaped.into_bytes(),
        percent.into_bytes(),
        all.into_bytes(),
        entities.into_bytes(),
        text.replace('"', "\"\"").into_bytes(),
        text.replace('\\', "\\\\").replace('"', "\\\"").into_bytes(),
    ];
    // Base64 of a text that begins at each of three places; what is mixed with its neighbours is left out.
    for before in 0..3_usize {
        let shifted = [vec![0; before], bytes.to_vec()].concat();
        let whole = Base64Unpadded::encode_string(&shifted);
        let (first, last) = ((before * 8).div_ceil(6), shifted.len() * 8 / 6);
        found.extend(whole.get(first..last).filter(|text| text.len() >= SHORTEST).map(|text| text.as_bytes().to_vec()));
    }
    found
}

/// Events without their identifiers: they are digests of pseudonyms, in which a figure of six digits can be by chance.
fn without_identifiers(events: &[u8]) -> Vec<u8> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(events);
    let rows = reader.records().map(|row| {
        let row = row.unwrap();
        assert!(row[1].len() == 32 || &row[1] == "eventIdentifierValue");
        row.iter().enumerate().filter(|(at, _)| *at != 1).map(|(_, field)| format!("{field}\n")).collect::<String>()
    });
    rows.collect::<String>().into_bytes()
}

/// What a pseudonym ends with is a matter of chance, and its file's ending follows: one in 33,000 ends with "cut.pdf".
fn without_pseudonyms(output: &[u8]) -> Vec<u8> {
    let pseudonym = regex::bytes::Regex::new("document-[0-9a-z]{13}").unwrap();
    pseudonym.replace_all(output, &b"document-"[..]).into_owned()
}

/// Examines files for the desk, and searches every public output for what identifies them; says how many values were looked for.
fn search(examine: &[&str], encodings: impl Fn(&str) -> Vec<Vec<u8>>, formats: &[&str]) -> usize {
    let text = String::from_utf8(valla(&[&["examine", "--format", "json"], examine].concat())).unwrap();
    let end = text.rfind("\n}").unwrap() + 2;
    let case: Value = serde_json::from_str(&text[..end]).unwrap();
    // What is public by its kind: the words of checks, of the embedded knowledge, of claims, and times to the month.
    let mut allowed = String::from_utf8([valla(&["list", "checks"]), valla(&["schema"])].concat()).unwrap();
    for check in valla::checks::checks() {
        allowed.push_str(check.charter().explanation);
        allowed.push_str(&Value::from(check.charter().explanation).to_string());
    }
    for exhibit in case["exhibits"].as_array().unwrap() {
        allowed.push_str(&exhibit["facts"].to_string());
        allowed.push_str(&exhibit["format"].to_string());
        for revision in exhibit["revisions"].as_array().into_iter().flatten() {
            allowed.push_str(&revision["notes"].to_string());
        }
    }
    allowed.push_str(&case["claims"].to_string());
    // The name of a rule is written as one word in SARIF, and the name of an annotation is its beginning.
    allowed.push_str("RedactionFailure");
    // The value of a limit is rounded, and public.
    allowed.push_str("200000000");
    let values: Vec<String> = identifying(&case)
        .into_iter()
        .filter(|value| value.chars().count() >= SHORTEST && !allowed.contains(value.as_str()) && !is_a_month(value))
        .collect();
    let patterns: Vec<(usize, Vec<u8>)> = values
        .iter()
        .enumerate()
        .flat_map(|(number, value)| encodings(value).into_iter().map(move |pattern| (number, pattern)))
        .collect();
    let finder = AhoCorasick::new(patterns.iter().map(|(_, pattern)| pattern)).unwrap();
    // The net holds: in the desk's own record nearly all are found.
    let there: BTreeSet<usize> =
        finder.find_overlapping_iter(text.as_bytes()).map(|hit| patterns[hit.pattern().as_usize()].0).collect();
    assert!(there.len() * 10 > values.len() * 9, "{} of {}", there.len(), values.len());
    let folder = tempfile::tempdir().unwrap();
    for format in formats {
        let file = folder.path().join(format);
        let written = ["examine", "--for", "public", "--full", "--format", format, "--output", file.to_str().unwrap()];
        valla(&[&written, examine].concat());
        let output = std::fs::read(&file).unwrap();
        assert!(output.len() > 10_000, "{format}: {} bytes", output.len());
        let output = if *format == "premis-csv" { without_identifiers(&output) } else { output };
        let output = without_pseudonyms(&output);
        let told: BTreeSet<&str> = finder
            .find_overlapping_iter(&output)
            .map(|hit| values[patterns[hit.pattern().as_usize()].0].as_str())
            .collect();
        assert!(told.is_empty(), "{format} tells {told:#?}");
    }
    values.len()
}

#[test]
fn nothing_that_identifies_is_in_a_public_output() {
    let formats = ["terminal", "html", "json", "jsonl", "csv", "evidence-csv", "sarif", "premis-csv"];
    let values = search(&["samples", "--claims", "samples/leak/claims.toml"], encodings, &formats);
    assert!(values > 2_000, "{values} values");
}

#[test]
fn nothing_that_identifies_is_in_the_public_dossier_of_the_corpus() {
    let Some(corpus) = std::env::var("VALLA_CORPUS").ok().filter(|folder| std::path::Path::new(folder).is_dir()) else {
        println!("skipped: VALLA_CORPUS names no folder");
        return;
    };
    let plain = |text: &str| {
        let quoted = Value::from(text).to_string();
        vec![text.as_bytes().to_vec(), quoted.trim_matches('"').as_bytes().to_vec()]
    };
    println!("{} values", search(&[&corpus, "--claimed-date", "2009"], plain, &["html", "jsonl"]));
}

/// Text that is as coarse as the public edition itself: a year, a month, an interval of years.
fn is_a_month(value: &str) -> bool {
    value.chars().all(|letter| letter.is_ascii_digit() || "-/".contains(letter)) && value.len() <= 7
        || value.ends_with("-01T00:00:00Z")
        || value.ends_with("-01T00:00")
}

#[test]
fn there_is_no_public_manifest_and_pseudonyms_are_those_of_the_case() {
    for format in ["sha256sum", "hashdeep", "bagit"] {
        let output = Command::new(env!("CARGO_BIN_EXE_valla"))
            .args(["examine", "samples/leak", "--for", "public", "--format", format])
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(2));
    }
    let folder = tempfile::tempdir().unwrap();
    let case = folder.path().join("leak.valla");
    valla(&["examine", "samples/leak", "--case", case.to_str().unwrap()]);
    let public = |format: &str| valla(&["report", case.to_str().unwrap(), "--for", "public", "--format", format]);
    // One case, one key: the same twice, and the same name in each form.
    assert_eq!(public("jsonl"), public("jsonl"));
    let record = String::from_utf8(public("jsonl")).unwrap();
    let pseudonym = record.split("\"document-").nth(1).unwrap().split('.').next().unwrap().to_owned();
    assert!(String::from_utf8(public("html")).unwrap().contains(&format!("document-{pseudonym}")));
    let other = folder.path().join("other.valla");
    valla(&["examine", "samples/leak", "--case", other.to_str().unwrap()]);
    let other = valla(&["report", other.to_str().unwrap(), "--for", "public", "--format", "jsonl"]);
    assert!(!String::from_utf8(other).unwrap().contains(&pseudonym));
}

/// The way to a field; that to the id of a premise tells of which kind it is.
fn way_to(way: &str, key: &str, kind: Option<&str>) -> String {
    match kind.filter(|_| key == "id") {
        Some(kind) => format!("{way}.{key}({kind})"),
        None => format!("{way}.{key}"),
    }
}

/// Every string of a record, by the way to it: keys, and `[]` for the places of a list.
fn strings(value: &Value, way: &str, found: &mut BTreeSet<String>) {
    match value {
        Value::String(_) => {
            found.insert(way.to_owned());
        }
        Value::Array(values) => values.iter().for_each(|one| strings(one, &format!("{way}[]"), found)),
        Value::Object(fields) => {
            let kind = fields.get("kind").and_then(Value::as_str);
            fields.iter().for_each(|(key, one)| strings(one, &way_to(way, key, kind), found));
        }
        _ => {}
    }
}

/// Puts something else into the strings on these ways.
fn put(value: &mut Value, way: &str, ways: &dyn Fn(&str) -> bool, what: &mut dyn FnMut(&str) -> String) {
    match value {
        Value::String(text) if ways(way) => *text = what(way),
        Value::Array(values) => values.iter_mut().for_each(|one| put(one, &format!("{way}[]"), ways, what)),
        Value::Object(fields) => {
            let kind = fields.get("kind").and_then(Value::as_str).map(str::to_owned);
            fields.iter_mut().for_each(|(key, one)| put(one, &way_to(way, key, kind.as_deref()), ways, what));
        }
        _ => {}
    }
}

/// What is put into strings: letters and digits that nothing else has.
const CANARY: &str = "kanarienvogel";
const DIGITS: &str = "8460217593";
/// What is put into times.
const DAY: &str = "1873-05-17T11:23:47Z";

/// What the record takes in place of the strings on a way: a canary, or a day where it is a time; nothing where it is a word of a closed list.
fn taken(record: &Value, way: &str) -> Option<String> {
    [format!("{CANARY}{DIGITS}"), DAY.to_owned()].into_iter().find(|text| {
        let mut tried = record.clone();
        put(&mut tried, "", &|one| one == way, &mut |_| text.clone());
        serde_json::from_value::<valla::Exhibit>(tried).is_ok()
    })
}

/// Everything that any form of output says of some exhibits.
fn outputs(public: &Case) -> String {
    let mut written = Vec::new();
    let setting = Setting { width: 100, colour: false, full: true, answer_last: false };
    let reports: Vec<Box<dyn Report>> = vec![
        Box::<json::CaseStream>::default(),
        Box::new(Lines { head: "", writes: json::line }),
        Box::new(html::Dossier::at(None)),
        Box::new(sarif::Results::of(valla::checks::rates::rules())),
        Box::new(Terminal::set(setting)),
        Box::new(premis::Events::at("2026-11-28T00:00:00Z", public.day)),
        Box::<table::Files>::default(),
        Box::new(table::Values),
    ];
    for report in reports {
        whole(report, public.clone(), &mut written).unwrap();
    }
    String::from_utf8(written).unwrap()
}

/// What of the canaries is in a public output, with the words around it.
fn sings(output: &str) -> Option<&str> {
    let at = [CANARY, DIGITS, "1873-05-17", "11:23", "17 May 1873"].iter().find_map(|canary| output.find(canary))?;
    Some(&output[output.floor_char_boundary(at.saturating_sub(200))..output.ceil_char_boundary(at + 60)])
}

/// A desk's record in which every part is used: notes of a baseline, own rows, anchors, everything.
fn everything(exhibit: &mut Value) {
    exhibit["differences"] = json!([{ "kind": "changed", "what": "a", "place": "b", "before": "c", "after": "d" }]);
    exhibit["digests"] = json!({ "md5": "a" });
    exhibit["path_bytes"] = json!("ff");
    exhibit["preview"] = json!({ "kind": "words", "picture": "a", "words": "b" });
    if let Some(finding) = exhibit["findings"].as_array_mut().and_then(|findings| findings.first_mut()) {
        finding["baseline"] = json!({ "known": "a reason that the desk wrote" });
    }
    if let Some(window) = exhibit["windows"].as_array_mut().and_then(|windows| windows.first_mut()) {
        let own = json!([{ "kind": "fact", "id": "own:1" }]);
        window["not_before"] = json!({ "at": "2001-02-03T04:05:06Z", "because": own });
        window["not_after"] =
            json!({ "at": "2001-02-03T04:05:06Z", "because": [{ "kind": "fact", "id": "anchor:somebody" }] });
    }
    if let Some(facts) = exhibit["facts"].as_array_mut() {
        facts.push(json!({ "id": "own:1", "statement": "a", "basis": "own", "confidence": "yours", "earliest": "2001-02", "released": "2001-02", "source": "b" }));
    }
}

/// Whatever string a document, a hostile reader or the desk brings, in whatever part of the record: none is in the public edition.
#[test]
fn whatever_string_stands_in_a_record_none_is_in_the_public_edition() {
    let files = ["samples/signatures", "samples/standing", "samples/leak", "samples/checks", "samples/revisions"];
    let claims = ["--claims", "samples/leak/claims.toml", "--format", "json", "--digest", "md5"];
    let text = String::from_utf8(valla(&[&["examine"], &files[..], &claims].concat())).unwrap();
    let end = text.rfind("\n}").unwrap() + 2;
    let case: Value = serde_json::from_str(&text[..end]).unwrap();
    let mut desk: Vec<Value> = case["exhibits"].as_array().unwrap().clone();
    desk.iter_mut().for_each(everything);
    // Every way to a string, with an exhibit that has it.
    let mut ways: BTreeMap<String, &Value> = BTreeMap::new();
    for exhibit in &desk {
        let mut found = BTreeSet::new();
        strings(exhibit, "", &mut found);
        for way in found {
            ways.entry(way).or_insert(exhibit);
        }
    }
    assert!(ways.len() > 120, "{} ways to a string", ways.len());
    let taken: BTreeMap<&str, String> =
        ways.iter().filter_map(|(way, exhibit)| Some((way.as_str(), taken(exhibit, way)?))).collect();
    assert!(taken.len() > 90, "{} of them are free", taken.len());
    let public = |desk: &[valla::Exhibit]| {
        let mut edition = PublicEdition::under(PseudonymKey::new([7; 32]), valla::pipeline::vocabulary());
        let exhibits: Vec<valla::Exhibit> = desk.iter().map(|exhibit| edition.exhibit(exhibit)).collect();
        let mut public: Case = serde_json::from_value(case.clone()).unwrap();
        public.exhibits = exhibits;
        outputs(&edition.case(public))
    };
    // Each way alone, in one exhibit that has it: all else is as it should be, so that whatever refers to it still does.
    for (way, text) in &taken {
        let mut marked = ways[*way].clone();
        put(&mut marked, "", &|one| one == *way, &mut |_| text.clone());
        let marked: valla::Exhibit = serde_json::from_value(marked).unwrap();
        if let Some(song) = sings(&public(&[marked])) {
            panic!("{way}: {song}");
        }
    }
    // All ways together, in all exhibits.
    let mut count = 0;
    let marked: Vec<valla::Exhibit> = desk
        .iter()
        .map(|exhibit| {
            let mut marked = exhibit.clone();
            put(&mut marked, "", &|way| taken.contains_key(way), &mut |way| {
                count += 1;
                taken[way].clone()
            });
            serde_json::from_value(marked).unwrap()
        })
        .collect();
    assert!(count > 20_000, "{count} strings were marked");
    assert_eq!(sings(&public(&marked)), None);
}

/// The parts of a case apart from its exhibits.
#[test]
fn whatever_string_stands_beside_the_exhibits_none_is_in_the_public_edition() {
    let text = String::from_utf8(valla(&[
        "examine",
        "samples/leak",
        "--claims",
        "samples/leak/claims.toml",
        "--format",
        "json",
    ]))
    .unwrap();
    let end = text.rfind("\n}").unwrap() + 2;
    let mut case: Value = serde_json::from_str(&text[..end]).unwrap();
    case["exhibits"] = json!([]);
    case["anchors"] = json!([{ "sha256": "a", "existed_by": case["claims"][0]["moment"], "held_by": "b" }]);
    case["baseline"] = json!({ "differences": 1, "gone": ["a"] });
    case["collection"]["families"] = json!([{ "shares": "a", "exhibits": ["x1", "x2"] }]);
    case["collection"]["findings"] = json!([]);
    case["run"]["containment"] = json!(["a"]);
    let mut ways = BTreeSet::new();
    strings(&case, "", &mut ways);
    // Claims are what the story says; the pattern of paths that they are made of is not.
    let is_public = |way: &str| way.starts_with(".claims[]") && way != ".claims[].path";
    for way in ways.iter().filter(|way| !is_public(way)) {
        let mut marked = case.clone();
        put(&mut marked, "", &|one| one == way, &mut |_| format!("{CANARY}{DIGITS}"));
        marked["standings"]["not_read"] = json!({ "kanarienvogel": 1 });
        marked["standings"]["claimed"] = json!({ "received:kanarienvogel": 1, "bytes:2012": 1 });
        let Ok(marked) = serde_json::from_value::<Case>(marked) else { continue };
        let edition = PublicEdition::under(PseudonymKey::new([7; 32]), valla::pipeline::vocabulary());
        if let Some(song) = sings(&outputs(&edition.case(marked))) {
            panic!("{way}: {song}");
        }
    }
}

/// What the desk alone knows dates nothing in the public edition: rows of its own, anchors, when it received the files, its reasons.
#[test]
fn what_only_the_desk_knows_leaves_no_date_behind() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let row = "field,keyword,pattern,what,earliest,released,source\nproducer,word 2010,Word,Word of the ministry,2019-02-01,2019-04-01,the mole in the ministry\n";
    std::fs::write(at("own.csv"), row).unwrap();
    let files =
        ["samples/leak/01-prikaz.pdf", "samples/standing/letter-anchored.pdf", "samples/standing/minutes-1997.pdf"];
    let digest = |file: &str| valla::model::evidence::hexadecimal(&Sha256::digest(std::fs::read(file).unwrap()));
    let claims = format!(
        "[[claim]]\ncontent = '2024-02-03'\nbytes = '2024-02-03'\nreceived = '2025-07-19'\n[[claim]]\npath = 'minutes-1997.pdf'\nsha256 = '{}'\n[[anchor]]\nsha256 = '{}'\nexisted_by = '2018-08-21'\nheld_by = 'Library of Ulyanovsk'\n[[anchor]]\nsha256 = '{}'\nexisted_by = '2016-10-11'\nheld_by = 'Archive of Tambov'\n",
        "0".repeat(64),
        digest(files[1]),
        digest(files[2]),
    );
    std::fs::write(at("claims.toml"), claims).unwrap();
    let baseline = at("known.json");
    let base = [&["examine"], &files[..]].concat();
    let private = ["--claims", &at("claims.toml"), "--knowledge", &at("own.csv"), "--baseline", &baseline];
    let private: Vec<&str> = private.to_vec();
    valla(&[&base[..], &private, &["--update-baseline"]].concat());
    let reasons =
        std::fs::read_to_string(&baseline).unwrap().replace("\"reason\": null", "\"reason\": \"told by the mole\"");
    std::fs::write(&baseline, reasons).unwrap();
    let desk = String::from_utf8(valla(&[&base[..], &private, &["--format", "json"]].concat())).unwrap();
    let secrets = [
        "2019-01",
        "2019-02",
        "2019-04",
        "February 2019",
        "April 2019",
        "2019-05",
        "ministry",
        "mole",
        "own:1",
        "own rows",
        "2018-08",
        "2018-09",
        "August 2018",
        "September 2018",
        "Ulyanovsk",
        "2016-10",
        "2016-11",
        "October 2016",
        "Tambov",
        "anchor:",
        "2025-07",
        "2025-08",
        "July 2025",
        "received:",
    ];
    assert!(
        ["2019-02", "2018-08-21", "2016-10-11", "2025-07-19", "Tambov", "own rows"]
            .iter()
            .all(|one| desk.contains(one)),
        "{desk}"
    );
    // For the desk they bound saves, confirm a claim and contradict a digest.
    let end = desk.rfind("\n}").unwrap() + 2;
    let record: Value = serde_json::from_str(&desk[..end]).unwrap();
    let told =
        |part: &str| record["exhibits"].as_array().unwrap().iter().map(|one| one[part].to_string()).collect::<String>();
    for edge in ["2019-01-31", "2018-08-22", "2016-10-12", "own:1", "anchor:Archive of Tambov"] {
        assert!(told("windows").contains(edge), "{edge}: {}", told("windows"));
    }
    assert!(told("verdicts").contains("confirmed") && told("verdicts").contains("sha256:"));
    for format in ["terminal", "html", "json", "jsonl", "csv", "evidence-csv", "sarif", "premis-csv"] {
        let output = at(format);
        let arguments = ["--for", "public", "--full", "--format", format, "--output", &output];
        valla(&[&base[..], &private, &arguments].concat());
        let public = std::fs::read_to_string(&output).unwrap();
        for secret in secrets {
            let at = public.find(secret);
            // The manual's own words, and the documentation of checks, may speak of anchors.
            assert!(
                at.is_none(),
                "{format} tells {secret}: {:?}",
                at.map(|at| &public
                    [public.floor_char_boundary(at.saturating_sub(200))..public.ceil_char_boundary(at + 80)])
            );
        }
        // The answers are public, and what else is known.
        assert!(public.contains("2024-02") || format != "jsonl", "{format}: {public}");
    }
}

/// Of what is public nothing is lost: each word of a closed list that the samples have is in the list.
#[test]
fn the_words_that_readers_have_are_known() {
    let text = String::from_utf8(valla(&["examine", "samples", "--format", "json"])).unwrap();
    let end = text.rfind("\n}").unwrap() + 2;
    let case: Case = serde_json::from_str(&text[..end]).unwrap();
    let mut edition = PublicEdition::under(PseudonymKey::new([7; 32]), valla::pipeline::vocabulary());
    for desk in &case.exhibits {
        let public = edition.exhibit(desk);
        let (read, told) = (&desk.extraction, &public.extraction);
        assert_eq!(public.id, desk.id);
        assert!(
            read.warnings.iter().map(|one| &one.code).eq(told.warnings.iter().map(|one| &one.code)),
            "{}",
            desk.path
        );
        assert!(read.limits.iter().map(|one| &one.name).eq(told.limits.iter().map(|one| &one.name)), "{}", desk.path);
        assert!(
            read.format.name == told.format.name
                || read.format.name.starts_with("unknown")
                // A link or a device of an archive is no format.
                || read.format.basis == "what its container says",
            "{}",
            read.format.name
        );
        assert_eq!(
            (&read.format.version, &read.format.puid),
            (&told.format.version, &told.format.puid),
            "{}",
            desk.path
        );
        let notes = |read: &valla::model::Extraction| read.revisions.iter().map(|one| one.notes.len()).sum::<usize>();
        assert_eq!(notes(read), notes(told), "{:?}", read.revisions);
        let (read, told) = (&desk.reasoned, &public.reasoned);
        // What a document hides stays at the desk.
        assert_eq!(read.findings.iter().filter(|one| !one.is_of_hiding()).count(), told.findings.len());
        assert_eq!(read.checks.iter().filter(|one| !one.code.starts_with('H')).count(), told.checks.len());
        assert!(told.hides.is_empty() && !told.findings.iter().any(valla::model::Finding::is_of_hiding));
        assert_eq!(read.windows.len(), told.windows.len());
        // Where a name of the document is in a fact (an author called "Office"), the fact is left out, and what rests on it.
        if read.facts.len() > told.facts.len() {
            continue;
        }
        let edges = |one: &valla::model::Reasoned| -> usize {
            one.windows.iter().map(|window| window.not_before.iter().chain(&window.not_after).count()).sum()
        };
        assert_eq!(edges(read), edges(told), "{}", desk.path);
        assert_eq!(read.verdicts.len(), told.verdicts.len());
    }
}

#[test]
fn names_that_look_alike_are_two_and_what_is_inside_follows_its_file() {
    let text = String::from_utf8(valla(&["examine", "samples/standing", "--format", "json"])).unwrap();
    let end = text.rfind("\n}").unwrap() + 2;
    let case: Case = serde_json::from_str(&text[..end]).unwrap();
    let mut edition = PublicEdition::under(PseudonymKey::new([7; 32]), valla::pipeline::vocabulary());
    let part = case.exhibits.iter().find(|one| one.parent.is_some()).unwrap();
    let mut file = case.exhibits.iter().find(|one| Some(&one.id) == part.parent.as_ref()).unwrap().clone();
    file.path_bytes = Some("ff".to_owned());
    let first = edition.exhibit(&file);
    assert_eq!(edition.exhibit(part).file, first.file);
    file.path_bytes = Some("fe".to_owned());
    assert_ne!(edition.exhibit(&file).file, first.file);
}
