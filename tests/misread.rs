//! Values that programs misread: dates in broken forms, zeros of clocks, odd encodings, files after other marks. The key was
//! written from how the samples were made, before valla looked at them.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops at the first fault and says what it skips"
)]

use chrono::{NaiveDate, NaiveDateTime};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::PathBuf;
use valla::model::{Age, Case, Evidence, Exhibit, Finding, Reading, Strength};
use valla::pipeline::{self, Options};

#[derive(Debug, Deserialize)]
struct Key {
    file: Vec<Truth>,
}

#[derive(Debug, Deserialize)]
struct Truth {
    file: String,
    kind: String,
    #[serde(default)]
    says: Vec<Says>,
    claimed_2013: Option<Answer>,
}

#[derive(Debug, Deserialize)]
struct Says {
    role: String,
    #[serde(rename = "where")]
    place: String,
    bytes: Option<[u64; 2]>,
    text: Option<String>,
    local: Option<String>,
    or_local: Option<String>,
    zone: Option<String>,
    #[serde(default)]
    null: bool,
    #[serde(default)]
    unreadable: bool,
    guess: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Answer {
    age: Vec<Age>,
    strongest: String,
    #[serde(default)]
    notes: Vec<String>,
}

/// The digits of a key as the first and the last second that they can mean: `2021`, `2021-08-02`, `2021-08-02T10:11`.
fn span(local: &str) -> Option<(NaiveDateTime, NaiveDateTime)> {
    let mut fields =
        local.split('.').next().unwrap_or_default().split(['-', 'T', ':']).map(|field| field.parse::<u32>().ok());
    let mut next = |other: u32| fields.next().flatten().unwrap_or(other);
    let year = i32::try_from(next(0)).ok()?;
    let (month, day, hour, minute, second) = (next(0), next(0), next(99), next(99), next(99));
    let first = NaiveDate::from_ymd_opt(year, month.max(1), day.max(1))?;
    let last = match (month, day) {
        (0, _) => NaiveDate::from_ymd_opt(year, 12, 31)?,
        (_, 0) => (28..=31).rev().find_map(|day| NaiveDate::from_ymd_opt(year, month, day))?,
        _ => first,
    };
    let at = |date: NaiveDate, other: [u32; 3]| {
        let or = |value: u32, other: u32| if value == 99 { other } else { value };
        date.and_hms_opt(or(hour, other[0]), or(minute, other[1]), or(second, other[2]))
    };
    Some((at(first, [0, 0, 0])?, at(last, [23, 59, 59])?))
}

/// Whether a date is read as the key says: its interval holds the digits, and its zone is the one that is written.
fn is_read(evidence: &Evidence, says: &Says) -> bool {
    let Some(moment) = evidence.moment() else { return false };
    let Some((first, _)) = says.local.as_deref().and_then(span) else { return false };
    let last = says
        .or_local
        .as_deref()
        .and_then(span)
        .map_or_else(|| says.local.as_deref().and_then(span).map(|(_, last)| last), |(_, last)| Some(last));
    let zone = says.zone.as_deref().unwrap_or("unknown");
    let shift = match zone {
        "unknown" => None,
        "Z" => Some(0),
        zone => {
            let minutes = zone.get(1..3).and_then(|hours| hours.parse::<i64>().ok()).unwrap_or(0) * 60
                + zone.get(4..6).and_then(|minutes| minutes.parse::<i64>().ok()).unwrap_or(0);
            Some(if zone.starts_with('-') { -minutes } else { minutes })
        }
    };
    let (first, last) = (first.and_utc().timestamp(), last.map_or(0, |last| last.and_utc().timestamp()));
    match shift {
        Some(minutes) => {
            moment.earliest.0 == first - minutes * 60
                && moment.latest.0 >= last - minutes * 60
                && moment.latest.0 <= last - minutes * 60 + 61
        }
        None => {
            let (east, west) = (14 * 3_600, 12 * 3_600);
            moment.earliest.0 == first - east && (moment.latest.0 - (last + west)).abs() <= 61
        }
    }
}

fn case() -> Case {
    let mut options = Options::default();
    options.claims.read_text("[[claim]]\npath = \"**/*\"\ncontent = \"2013\"\nbytes = \"2013\"\n", "claims").unwrap();
    pipeline::examine(&[PathBuf::from("samples/misread")], &options).unwrap()
}

/// A later date that the file states itself, or of a part of it, is no fault: the standing says "later copy".
fn counts(finding: &Finding) -> bool {
    !matches!(finding.name.as_str(), "stated-after-claim" | "image-embedded-metadata")
}

fn strongest(exhibit: &Exhibit) -> Option<Strength> {
    exhibit.reasoned.findings.iter().filter(|finding| counts(finding)).map(|finding| finding.strength).max()
}

/// Whether a guess is shown: its words, or of a date the year that is meant.
fn is_guessed(guess: &str, exhibits: &[&Exhibit]) -> bool {
    let said = if guess.starts_with("20") { guess.get(..4).unwrap_or(guess) } else { guess };
    exhibits.iter().any(|exhibit| {
        exhibit.extraction.warnings.iter().any(|warning| warning.message.contains(said))
            || exhibit.extraction.evidence.iter().any(|evidence| evidence.value_text().contains(said))
            || exhibit.reasoned.findings.iter().any(|finding| {
                finding.summary.contains(said) || finding.innocent.iter().any(|innocent| innocent.contains(said))
            })
    })
}

fn faults(truth: &Truth, exhibits: &[&Exhibit]) -> Vec<String> {
    let mut faults = Vec::new();
    let own = exhibits[0];
    let evidence = || exhibits.iter().flat_map(|exhibit| &exhibit.extraction.evidence);
    for says in &truth.says {
        let shown = |what: &str| format!("{} {} ({}): {what}", truth.file, says.role, says.place);
        let place = |evidence: &&Evidence| {
            // What is inside is counted in its own bytes.
            let inside = !own.extraction.evidence.iter().any(|known| std::ptr::eq(known, *evidence));
            inside
                || says.bytes.is_none_or(|[start, end]| {
                    evidence.locus.bytes.is_some_and(|range| {
                        range.start <= start && range.end >= end && range.end - range.start <= end - start + 16
                    }) || evidence.locus.decoded.is_some()
                })
        };
        if says.unreadable {
            if !evidence().any(|evidence| {
                matches!(evidence.value, Reading::Unreadable(_))
                    || evidence.value == Reading::Absent
                        && says.text.as_deref().is_some_and(|text| text.trim().is_empty())
            }) {
                faults.push(shown("should be unreadable"));
            }
        } else if says.local.is_some() {
            let read: Vec<&Evidence> = evidence().filter(|evidence| is_read(evidence, says)).collect();
            if read.is_empty() && !says.null {
                let dates: Vec<String> = evidence()
                    .filter(|evidence| evidence.moment().is_some() || matches!(evidence.value, Reading::Unreadable(_)))
                    .map(|evidence| format!("{}={}", evidence.property, evidence.value_text()))
                    .collect();
                faults.push(shown(&format!("not read as {:?} {:?}, but {dates:?}", says.local, says.zone)));
            } else if !says.null && !read.iter().any(&place) {
                let places: Vec<_> = read.iter().map(|evidence| evidence.locus.bytes).collect();
                faults.push(shown(&format!("is at {:?}, not at {places:?}", says.bytes)));
            }
            if says.null {
                let stated = own.extraction.evidence.iter().filter(|evidence| evidence.moment().is_some());
                for evidence in stated.filter(|evidence| is_read(evidence, says)) {
                    if !own.reasoned.retracted.contains(&evidence.id) {
                        faults.push(shown("is a null, and was not retracted"));
                    }
                }
            }
        }
        if let Some(text) = &says.text
            && !says.unreadable
            && !evidence().any(|evidence| {
                (evidence.text() == Some(text)
                    || matches!(&evidence.value, Reading::Unreadable(why) if why.contains(text.as_str())))
                    && place(&evidence)
            })
        {
            let texts: Vec<_> = evidence()
                .filter_map(|evidence| Some((evidence.property.as_str(), evidence.text()?, evidence.locus.bytes)))
                .take(30)
                .collect();
            faults.push(shown(&format!("{text:?} is not read at {:?}, but {texts:?}", says.bytes)));
        }
        if let Some(guess) = says.guess.as_ref().filter(|guess| !is_guessed(guess, exhibits)) {
            faults.push(shown(&format!("the likely reading {guess:?} is not shown")));
        }
    }
    if let Some(answer) = &truth.claimed_2013 {
        let age = own.reasoned.age.answer;
        let of_parts = || exhibits.iter().any(|exhibit| answer.age.contains(&exhibit.reasoned.age.answer));
        // A container that says nothing itself is answered by what is in it.
        if !(answer.age.contains(&age) || age == Age::NoEvidence && of_parts()) {
            faults
                .push(format!("{}: answered {age:?}, not {:?}: {}", truth.file, answer.age, own.reasoned.age.sentence));
        }
        let limit = match answer.strongest.as_str() {
            "hard" => Some(Strength::Hard),
            "strong" => Some(Strength::Strong),
            "medium" => Some(Strength::Medium),
            "weak" => Some(Strength::Weak),
            "informational" => Some(Strength::Informational),
            _ => None,
        };
        if strongest(own) > limit {
            let strong: Vec<_> = own
                .reasoned
                .findings
                .iter()
                .filter(|finding| counts(finding) && Some(finding.strength) > limit)
                .map(|finding| &finding.summary)
                .collect();
            faults.push(format!("{}: stronger than {}: {strong:?}", truth.file, answer.strongest));
        }
        if !answer.notes.is_empty() {
            let told = !own.extraction.warnings.is_empty()
                || own.extraction.evidence.iter().any(|evidence| evidence.property == "file.behind-end")
                || !own.reasoned.findings.is_empty();
            if !told {
                faults.push(format!("{}: not told: {:?}", truth.file, answer.notes));
            }
        }
    }
    faults
}

#[test]
fn every_value_is_read_as_what_it_is() {
    let key: Key = toml::from_str(&std::fs::read_to_string("samples/misread/KEY.toml").unwrap()).unwrap();
    let case = case();
    let mut by_kind: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut all = Vec::new();
    for truth in &key.file {
        let exhibits: Vec<&Exhibit> =
            case.exhibits.iter().filter(|exhibit| exhibit.file.ends_with(&format!("/{}", truth.file))).collect();
        assert!(!exhibits.is_empty(), "{} is missing", truth.file);
        let faults = faults(truth, &exhibits);
        let kind = by_kind.entry(&truth.kind).or_default();
        kind.0 += 1;
        kind.1 += usize::from(faults.is_empty());
        all.extend(faults);
    }
    for (kind, (files, right)) in by_kind {
        println!("{right} of {files} right: {kind}");
    }
    assert!(all.is_empty(), "{} faults:\n{}", all.len(), all.join("\n"));
}

/// What Word 2007 says of latent styles, and what Word 2003 said before it.
#[test]
fn priorities_of_latent_styles_are_of_word_2007_and_the_list_itself_is_not() {
    let features = |rtf: &str| {
        let bytes = std::sync::Arc::new(rtf.as_bytes().to_vec());
        let read = valla::readers::read(&bytes, std::path::Path::new("a.rtf"), &valla::readers::ReadOptions::default());
        let tokens = read.evidence.iter().filter_map(|evidence| evidence.text().map(str::to_owned));
        tokens.filter(|token| token.starts_with("rtf:l")).collect::<Vec<_>>()
    };
    let of_2003 =
        r"{\rtf1\ansi{\*\latentstyles\lsdstimax156\lsdlockeddef0{\lsdlockedexcept Normal;heading 1;}}Text\par}";
    let of_2007 = r"{\rtf1\ansi{\*\latentstyles\lsdstimax267\lsdlockeddef0{\lsdlockedexcept \lsdqformat1 \lsdpriority0 Normal;}}Text\par}";
    assert_eq!(features(of_2003), ["rtf:latentstyles"]);
    assert!(features(of_2007).contains(&"rtf:lsdpriority".to_owned()), "{:?}", features(of_2007));
}

/// A camera whose clock had lost its time counts on from the start of its clock: told, weak, and not taken back.
#[test]
fn a_clock_that_was_reset_is_a_weak_finding() {
    let knowledge = valla::knowledge::Knowledge::embedded();
    let evidence = |property: &str, text: &str| Evidence {
        id: valla::model::EvidenceId::numbered(1),
        property: property.to_owned(),
        role: Some(valla::model::Role::Created),
        raw: text.to_owned(),
        value: Reading::Present(valla::model::Value::Moment(valla::model::Moment::from_iso8601(text).unwrap())),
        locus: valla::model::Locus::default(),
        editability: valla::model::Editability::F2,
        hidden: None,
    };
    for (property, text, restarted) in [
        ("image.exif.DateTimeOriginal", "2000-01-03T10:15:00", true),
        ("image.exif.DateTimeOriginal", "2000-05-03T10:15:00", false),
        ("pdf.info.CreationDate", "2000-01-03T10:15:00", false),
    ] {
        let evidence = evidence(property, text);
        assert_eq!(knowledge.restarted_clock(&evidence).is_some(), restarted, "{property} {text}");
        assert!(knowledge.null_date(&evidence).is_none(), "{property} {text}");
    }
}
