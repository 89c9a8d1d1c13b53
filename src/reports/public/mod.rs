//! The public edition of a record: nothing of it could identify the source or the copy.
//!
//! It is made of the desk's record before any report is written, so every form of output has it alike. Nothing is blacked out in
//! prose: sentences are put together anew from what is public by its kind, namely the checks' own words, rows of the embedded
//! knowledge, claims, and times to the month. People, documents and identifiers appear under pseudonyms, which only who has the key
//! can tie to names.

use crate::model::case::CaseClaims;
use crate::model::{
    Age, Aged, Alteration, Altered, Case, Change, CheckOutcome, Conflict, Edit, Edition, Evidence, Exhibit,
    Explanation, Extraction, Fact, Finding, Instant, Layer, Limit, Locus, Moment, Outcome, PremiseKind, PremiseRef,
    PseudonymKey, Reading, Reasoned, Revision, Role, Rule, Run, Signature, SignatureTest, Term, TimeStamp, Value,
    Verdict, Warning, Window, WindowEdge,
};
use chrono::Datelike;
use std::collections::BTreeSet;

/// What stands over such an edition.
pub const EDITION: &str = "Public edition: names, paths, digests, identifiers, exact sizes, places and words are kept at the desk; times are given to the month.";
/// What stands where something is left out.
pub const KEPT: &str = "(kept at the desk)";

/// The public edition of one case, with its pseudonyms.
#[derive(Debug, Clone)]
pub struct PublicEdition {
    key: PseudonymKey,
    /// The checks, whose words are public.
    rules: Vec<Rule>,
}

/// Values that are public to the month, and what they are called.
fn time_words(role: Role) -> Option<&'static str> {
    Some(match role {
        Role::Created => "when it says that it was made",
        Role::Modified => "when it says that it was last changed",
        Role::MetadataModified => "when it says that its metadata were last changed",
        Role::HistoryTime => "when a step of its stated history took place",
        Role::PartTime => "when a part of it says that it was made or changed",
        Role::PackedTime => "when it was packed, as an archive says",
        Role::DirectoryTime => "when its container says that it was written",
        Role::Printed => "when it says that it was last printed",
        Role::FontTime => "a date inside an embedded font",
        Role::ProfileTime => "the date of a colour profile",
        Role::SignatureTime => "when it says that it was signed",
        Role::CertificateTime => "from when on a certificate is valid",
        _ => return None,
    })
}

/// Values of which only the kind is public.
fn kind_words(role: Option<Role>) -> &'static str {
    match role {
        Some(Role::Producer | Role::ProducerVersion | Role::Creator | Role::Toolkit | Role::Banner) => {
            "the name of a program"
        }
        Some(Role::FontName | Role::FontVersion) => "a typeface",
        Some(Role::Feature | Role::FormatVersion) => "a feature of its form",
        Some(Role::Device) => "the name of a device",
        Some(Role::Link) => "the address of a link",
        Some(Role::PageText | Role::Title | Role::Subject) => "its words",
        Some(Role::Locale) => "a mark of language or country",
        Some(Role::EditTime) => "how long it says that it was edited",
        Some(role) if time_words(role).is_some() => "a time",
        _ => "a value",
    }
}

impl PublicEdition {
    /// With the pseudonyms of a key, and the words of checks.
    #[must_use]
    pub fn under(key: PseudonymKey, rules: Vec<Rule>) -> Self {
        Self { key, rules }
    }

    /// The public edition of a case whose exhibits are public already.
    #[must_use]
    pub fn case(&self, mut case: Case) -> Case {
        let mut claims = CaseClaims::default();
        for mut claim in case.claims.claims {
            "*".clone_into(&mut claim.path);
            if claim.layer != Layer::Custody && !claims.claims.contains(&claim) {
                claims.claims.push(claim);
            }
        }
        case.claims = claims;
        let not_read = std::mem::take(&mut case.standings.not_read);
        for (name, count) in not_read {
            *case.standings.not_read.entry(public_format(&name)).or_default() += count;
        }
        case.run = Run::default();
        case.baseline.iter_mut().for_each(|baseline| baseline.gone.clear());
        case.edition = Edition::Public;
        case
    }

    /// The public edition of an exhibit.
    #[must_use]
    pub fn exhibit(&self, desk: &Exhibit) -> Exhibit {
        let facts: Vec<Fact> = desk.reasoned.facts.iter().filter_map(|fact| public_fact(fact, desk)).collect();
        let mut public = Exhibit {
            id: desk.id.clone(),
            path: self.path(desk),
            file: self.file(desk),
            inside: self.inside(desk).into_iter().collect(),
            path_bytes: None,
            parent: desk.parent.clone(),
            size: coarse_size(desk.size),
            sha256: String::new(),
            digests: std::collections::BTreeMap::default(),
            same_bytes_as: desk.same_bytes_as.clone(),
            extraction: self.extraction(&desk.extraction),
            reasoned: self.reasoned(&desk.reasoned, facts, desk),
            differences: vec![],
            children: vec![],
        };
        let named: BTreeSet<&str> = premises(&public.reasoned).map(|premise| premise.id.as_str()).collect();
        public.extraction.evidence = desk
            .extraction
            .evidence
            .iter()
            .filter_map(|evidence| self.evidence(evidence, named.contains(evidence.id.0.as_str())))
            .collect();
        public
    }

    fn path(&self, desk: &Exhibit) -> String {
        let part = self.inside(desk).map(|part| format!("#{part}")).unwrap_or_default();
        self.file(desk) + &part
    }

    /// A file under its pseudonym, with its ending where that says no more than the format.
    fn file(&self, desk: &Exhibit) -> String {
        let ending = desk.file.rsplit('/').next().and_then(|name| name.rsplit_once('.')).map(|(_, ending)| ending);
        let known = ending.filter(|ending| ENDINGS.contains(&ending.to_ascii_lowercase().as_str()));
        self.key.pseudonym("document", &desk.file)
            + &known.map(|ending| format!(".{}", ending.to_ascii_lowercase())).unwrap_or_default()
    }

    /// A part by its number.
    fn inside(&self, desk: &Exhibit) -> Option<String> {
        let part = desk.id.split_once('.').map_or("", |(_, part)| part);
        desk.parent.is_some().then(|| format!("part-{part}"))
    }

    fn extraction(&self, desk: &Extraction) -> Extraction {
        let mut format = desk.format.clone();
        format.name = public_format(&format.name);
        format.basis = if format.basis.starts_with("extension") { "extension" } else { "content" }.to_owned();
        Extraction {
            format,
            status: desk.status,
            limits: desk.limits.iter().map(|limit| Limit { place: String::new(), ..limit.clone() }).collect(),
            warnings: desk
                .warnings
                .iter()
                .map(|warning| Warning {
                    code: warning.code.clone(),
                    message: format!("{}: {KEPT}", warning.code),
                    locus: None,
                })
                .collect(),
            revisions: desk.revisions.iter().map(revision).collect(),
            signatures: desk.signatures.iter().map(|signature| self.signature(signature)).collect(),
            edits: desk.edits.iter().map(|edit| self.edit(edit)).collect(),
            comparisons: vec![],
            preview: None,
            evidence: vec![],
            children: vec![],
        }
    }

    fn person(&self, name: &Option<String>) -> Option<String> {
        name.as_ref().map(|name| self.key.pseudonym("person", name.trim()))
    }

    fn edit(&self, desk: &Edit) -> Edit {
        Edit {
            kind: desk.kind,
            author: self.person(&desk.author),
            time: desk.time.as_ref().and_then(coarse),
            text: KEPT.to_owned(),
            locus: Locus::default(),
        }
    }

    fn signature(&self, desk: &Signature) -> Signature {
        Signature {
            locks: None,
            rewritten: vec![],
            number: desk.number,
            kind: desk.kind,
            field: None,
            revision: desk.revision,
            covers: desk.covers,
            signer: self.person(&desk.signer),
            issuer: None,
            valid_from: desk.valid_from.as_ref().and_then(coarse),
            valid_until: desk.valid_until.as_ref().and_then(coarse),
            algorithm: String::new(),
            stated: desk.stated.as_ref().and_then(coarse),
            test: test(&desk.test),
            time_stamp: desk.time_stamp.as_ref().map(|stamp| TimeStamp {
                time: stamp.time.as_ref().and_then(coarse),
                authority: None,
                test: test(&stamp.test),
            }),
            allows: desk.allows,
            faults: vec![],
            locus: Locus::default(),
        }
    }

    /// A value: times to the month, people and identifiers under pseudonyms; of what is named as a premise at least the kind.
    fn evidence(&self, desk: &Evidence, named: bool) -> Option<Evidence> {
        let pseudonym = |kind: &str| desk.text().map(|text| Value::Text(self.key.pseudonym(kind, text.trim())));
        let (words, value) = match desk.role {
            Some(Role::Author) => ("named as its author", pseudonym("person")),
            Some(Role::LastAuthor) => ("named as the one who saved it last", pseudonym("person")),
            Some(Role::Identifier) => ("an identifier of the document", pseudonym("identifier")),
            Some(role) => match (time_words(role), desk.moment()) {
                (Some(words), Some(moment)) => (words, coarse(moment).map(Value::Moment)),
                _ => (kind_words(desk.role), None),
            },
            None => (kind_words(None), None),
        };
        let value = match value {
            Some(value) => value,
            None if named => Value::Text(KEPT.to_owned()),
            None => return None,
        };
        let role = desk.role.filter(|role| *role != Role::Identifying);
        Some(Evidence {
            id: desk.id.clone(),
            property: words.to_owned(),
            role,
            raw: String::new(),
            value: Reading::Present(value),
            locus: Locus { revision: desk.locus.revision, path: words.to_owned(), ..Locus::default() },
            editability: desk.editability,
        })
    }
}

/// Endings that say no more than the format.
const ENDINGS: [&str; 16] = [
    "pdf", "doc", "docx", "docm", "xls", "xlsx", "xlsm", "ppt", "pptx", "pptm", "rtf", "jpg", "jpeg", "png", "tif",
    "zip",
];

/// Kinds of objects whose words are valla's own.
const OBJECTS: [&str; 15] = [
    "document information",
    "catalog",
    "metadata packet",
    "page content",
    "image of a page",
    "drawing of a page",
    "font of a page",
    "page",
    "page tree",
    "annotation",
    "form field",
    "signature",
    "document security store",
    "array",
    "value",
];

/// The name of a format; of what is known by its ending alone, not the ending.
fn public_format(name: &str) -> String {
    if name.starts_with("unknown") { "unknown".to_owned() } else { name.to_owned() }
}

/// To the month, without zone.
fn coarse(moment: &Moment) -> Option<Moment> {
    let date = moment.local_date()?;
    Moment::of_date(&date.format("%Y-%m").to_string(), date.year(), Some(date.month()), None)
}

/// The first instant of the month, or of the one behind it.
fn month(at: Instant, behind: bool) -> Instant {
    let first = at.date().and_then(|date| date.with_day(1));
    let moved = if behind { first.and_then(|first| first.checked_add_months(chrono::Months::new(1))) } else { first };
    moved.map_or(at, Instant::from_date)
}

/// One digit of the size, and as many noughts as it takes.
fn coarse_size(size: u64) -> u64 {
    let unit = 10_u64.pow(size.checked_ilog10().unwrap_or(0));
    size / unit * unit
}

fn test(desk: &SignatureTest) -> SignatureTest {
    SignatureTest { digest: desk.digest, value: desk.value, identity: desk.identity, why: vec![] }
}

fn revision(desk: &Revision) -> Revision {
    let mut changes: Vec<Change> = Vec::new();
    for change in &desk.changes {
        // Behind a bracket stand names that the document chose.
        let what = change.what.split(" (").next().filter(|what| OBJECTS.contains(what)).unwrap_or("object").to_owned();
        let public = Change { object: String::new(), change: change.change, what };
        if !changes.contains(&public) {
            changes.push(public);
        }
    }
    Revision {
        form: vec![],
        number: desk.number,
        start: 0,
        end: 0,
        kind: desk.kind,
        notes: desk.notes.clone(),
        changes,
        objects: coarse_size(desk.objects),
        words: vec![],
    }
}

/// A row of the embedded knowledge; rows of the desk's own, and such as quote the document, are not public.
fn public_fact(fact: &Fact, desk: &Exhibit) -> Option<Fact> {
    let own = fact.basis == "own";
    let people = [Role::Author, Role::LastAuthor, Role::Identifying, Role::Identifier, Role::Template, Role::Title];
    let names = desk.extraction.evidence.iter().filter(|one| one.role.is_some_and(|role| people.contains(&role)));
    let quotes = names.filter_map(Evidence::text).any(|text| text.len() >= 4 && fact.statement.contains(text));
    (!own && !quotes).then(|| fact.clone())
}

fn premises(reasoned: &Reasoned) -> impl Iterator<Item = &PremiseRef> {
    let of_findings = reasoned.findings.iter().flat_map(|finding| &finding.premises);
    let of_conflicts = reasoned.conflicts.iter().flat_map(|conflict| &conflict.premises);
    let of_windows = reasoned
        .windows
        .iter()
        .flat_map(|window| window.not_before.iter().chain(&window.not_after).flat_map(|edge| &edge.because));
    of_findings.chain(of_conflicts).chain(of_windows)
}

impl PublicEdition {
    fn reasoned(&self, desk: &Reasoned, facts: Vec<Fact>, exhibit: &Exhibit) -> Reasoned {
        let kept = |premise: &PremiseRef| match premise.kind {
            PremiseKind::Fact => facts.iter().any(|fact| fact.id == premise.id),
            _ => true,
        };
        let only = |premises: &[PremiseRef]| -> Vec<PremiseRef> {
            let public = |one: &PremiseRef| match one.kind {
                // Behind the colon stands whose clock it is.
                PremiseKind::Axiom => PremiseRef::axiom(one.id.split(':').next().unwrap_or_default()),
                _ => one.clone(),
            };
            premises.iter().filter(|one| kept(one)).map(public).collect()
        };
        let edge =
            |edge: &WindowEdge, behind: bool| WindowEdge { at: month(edge.at, behind), because: only(&edge.because) };
        let findings = desk.findings.iter().map(|finding| self.finding(finding, &facts, only(&finding.premises)));
        Reasoned {
            altered: Altered {
                answer: desk.altered.answer,
                sentence: altered_words(desk.altered.answer).to_owned(),
                brief: String::new(),
                replaced: vec![],
                because: only(&desk.altered.because),
            },
            age: Aged {
                answer: desk.age.answer,
                sentence: age_words(desk.age.answer).to_owned(),
                brief: String::new(),
                because: only(&desk.age.because),
                findings: desk.age.findings.clone(),
            },
            hides: desk.hides.clone(),
            boxes: desk.boxes.clone(),
            retracted: desk.retracted.clone(),
            windows: desk
                .windows
                .iter()
                .map(|window| Window {
                    event: window.event.clone(),
                    layer: window.layer,
                    not_before: window.not_before.as_ref().map(|one| edge(one, false)),
                    not_after: window.not_after.as_ref().map(|one| edge(one, true)),
                })
                .collect(),
            findings: findings.collect(),
            conflicts: desk
                .conflicts
                .iter()
                .map(|conflict| Conflict {
                    layer: conflict.layer,
                    strength: conflict.strength,
                    premises: only(&conflict.premises),
                    sentences: conflict.premises.iter().map(|premise| sentence(premise, &facts, exhibit)).collect(),
                    claim: conflict.claim.clone(),
                })
                .collect(),
            explanations: desk
                .explanations
                .iter()
                .map(|one| Explanation {
                    event: "one later event".to_owned(),
                    findings: one.findings.clone(),
                    not_before: one.not_before.map(|at| month(at, false)),
                })
                .collect(),
            checks: desk.checks.iter().map(check).collect(),
            verdicts: desk
                .verdicts
                .iter()
                // A stated digest and the holder of an anchor name the copy.
                .filter(|verdict| verdict.layer != Layer::Custody || verdict.claim.starts_with("signature:"))
                .map(|verdict| public_verdict(verdict, only(&verdict.because)))
                .collect(),
            facts,
        }
    }

    /// A finding in the words of its check, with the public facts that it rests on.
    fn finding(&self, desk: &Finding, facts: &[Fact], premises: Vec<PremiseRef>) -> Finding {
        let charter = self.rules.iter().map(|rule| rule.charter).find(|charter| charter.code == desk.code);
        let mut summary = charter.map_or_else(|| desk.name.clone(), |charter| capital(charter.summary)) + ".";
        let known = premises.iter().filter(|premise| premise.kind == PremiseKind::Fact);
        let known: BTreeSet<&str> = known
            .filter_map(|premise| facts.iter().find(|fact| fact.id == premise.id))
            .map(|fact| fact.statement.as_str())
            .collect();
        for statement in known {
            summary.push_str(&format!(" Known: {}.", statement.trim_end_matches('.')));
        }
        let innocent = charter.map(|charter| innocent_causes(charter.explanation)).unwrap_or_default();
        Finding {
            summary,
            premises,
            innocent: innocent.into_iter().collect(),
            settle: "The desk holds the evidence.".to_owned(),
            ..desk.clone()
        }
    }
}

/// The answer to the first question, in words that name nothing of the document.
fn altered_words(answer: Alteration) -> &'static str {
    match answer {
        Alteration::ChangedAfterSigning => "What it shows is not what was signed.",
        Alteration::SignatureFails => "A signature in it does not hold, or leaves part of the file out.",
        Alteration::WordsReplaced => "A later save replaced words. Both versions are in the file.",
        Alteration::WordsRemoved => "A later save removed words. They are still in the file.",
        Alteration::NoChangeSeen | Alteration::NotExamined => "",
    }
}

/// The answer to the second.
fn age_words(answer: Age) -> &'static str {
    match answer {
        Age::CannotBeThatOld => "It carries traces that are younger than the date it is said to have.",
        Age::LaterCopy => "It says itself that it is a later copy. Its text may be older.",
        Age::NeedsExplaining => "Something in it is unusual if the date is right.",
        Age::OlderThanClaimed => "All dates in it lie before the date it is said to have.",
        Age::NothingFoundAgainst => "Nothing was found against the date. That is no proof.",
        Age::DatesDisagree => "Its own dates cannot all be right.",
        Age::DatesAgree => "Its own dates agree among themselves.",
        Age::NoEvidence => "It holds nothing that speaks for or against the date.",
        Age::NotExamined => "It was not examined.",
    }
}

fn check(desk: &CheckOutcome) -> CheckOutcome {
    let why = match desk.outcome {
        Outcome::NotApplicable => "nothing of the kind in this document",
        Outcome::CouldNotRun => "it could not be tested",
        Outcome::Found | Outcome::Clear => "",
    };
    CheckOutcome { why: why.to_owned(), ..desk.clone() }
}

/// What the documentation of a check says under "Innocent causes", as one text.
fn innocent_causes(explanation: &str) -> Option<String> {
    let (_, behind) = explanation.split_once("# Innocent causes")?;
    let section = behind.split("\n # ").next().unwrap_or(behind);
    let text = section.split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then_some(text)
}

fn sentence(premise: &PremiseRef, facts: &[Fact], desk: &Exhibit) -> String {
    match premise.kind {
        PremiseKind::Fact => facts
            .iter()
            .find(|fact| fact.id == premise.id)
            .map_or_else(|| format!("a row of the desk's own knowledge {KEPT}"), |fact| fact.statement.clone()),
        PremiseKind::Claim => {
            let claimed = premise.id.split_once(':').map_or(premise.id.as_str(), |(_, text)| text);
            format!("it is said to be from {claimed}")
        }
        PremiseKind::Axiom => "the order in which things are made and saved".to_owned(),
        PremiseKind::Evidence => {
            let found = desk.extraction.evidence.iter().find(|evidence| evidence.id.0 == premise.id);
            let Some(found) = found else { return "a part of the document says so".to_owned() };
            match (found.role.and_then(time_words), found.moment().and_then(coarse)) {
                (Some(words), Some(moment)) => format!("the document states {words}: {}", moment.readable()),
                _ => format!("the document holds {}", kind_words(found.role)),
            }
        }
    }
}

fn public_verdict(desk: &Verdict, because: Vec<PremiseRef>) -> Verdict {
    let sentence = match (desk.layer, desk.term) {
        (Layer::Custody, Term::Confirmed) => "Nothing that was signed was changed. Whose key it is was not asked.",
        (Layer::Custody, Term::Tension) => {
            "What it shows was changed after it was signed, or part of it was not signed."
        }
        (Layer::Custody, Term::Contradicts) => "The bytes are not those that were signed.",
        (_, Term::Contradicts) => "What the file holds and what is claimed of it cannot both be true.",
        (_, Term::Tension) => {
            "What the file holds is unusual if the claim is right, and expected if it was handled later."
        }
        (_, Term::Agrees) => "Nothing was found against the claim. That is no proof.",
        (_, Term::NoEvidence) => "Nothing in the file could speak for or against the claim.",
        (_, Term::Confirmed) => "These bytes existed by the time claimed. That says nothing of origin or truth.",
        (_, Term::NotTested) => "It could not be tested.",
    };
    Verdict { because, sentence: sentence.to_owned(), ..desk.clone() }
}

fn capital(sentence: &str) -> String {
    crate::reports::standing::capital(sentence)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_and_times_are_coarse() {
        assert_eq!([coarse_size(0), coarse_size(7), coarse_size(41_234), coarse_size(999)], [0, 7, 40_000, 900]);
        let moment = Moment::from_pdf("D:20130514091733+04'00'").expect("a date");
        assert_eq!(coarse(&moment).expect("a month").readable(), "2013-05");
    }
}
