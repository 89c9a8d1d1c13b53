//! Events of preservation as PREMIS 3 names them, one row an event, for archives that keep such logs: digests, identification,
//! extraction of metadata, forensic feature analysis, validation of signatures, unpacking. Types are those of
//! `id.loc.gov/vocabulary/preservation/eventType`.

use super::table::row;
use crate::model::signature::{DigestTest, ValueTest, number_of_claim};
use crate::model::{Case, Day, Exhibit, Standing, Status, Strength, Term, evidence::hexadecimal};
use crate::reports::Report;
use sha2::{Digest, Sha256};
use std::io::{self, Write};

/// The units of an event and its links (PREMIS 3.0, 2.1 to 2.9).
const COLUMNS: [&str; 11] = [
    "eventIdentifierType",
    "eventIdentifierValue",
    "eventType",
    "eventDateTime",
    "eventDetail",
    "eventOutcome",
    "eventOutcomeDetailNote",
    "linkingAgentIdentifierType",
    "linkingAgentIdentifierValue",
    "linkingObjectIdentifierType",
    "linkingObjectIdentifierValue",
];

/// Writes the rows of exhibits, after a head.
#[derive(Debug)]
pub struct Events {
    /// The day of the examination: the same case gives the same rows.
    day: Day,
    /// When it took place, to the second.
    at: String,
}

impl Report for Events {
    fn begin(&mut self, _: &Case, writer: &mut dyn Write) -> io::Result<()> {
        row(writer, COLUMNS.map(str::to_owned))
    }

    fn exhibit(&mut self, exhibit: Exhibit, writer: &mut dyn Write) -> io::Result<()> {
        self.write(&exhibit, writer)
    }
}

/// One event of an exhibit.
struct Event {
    kind: &'static str,
    detail: &'static str,
    outcome: &'static str,
    note: String,
}

impl Events {
    /// Of an examination at a time (RFC 3339, to the second), on a day; events are identified by the day.
    #[must_use]
    pub fn at(at: &str, day: Day) -> Self {
        Self { day, at: at.to_owned() }
    }

    /// Writes the events of an exhibit.
    fn write(&self, exhibit: &Exhibit, writer: &mut dyn Write) -> io::Result<()> {
        for event in events(exhibit) {
            let identity =
                format!("{}\0{}\0{}\0{}\0{}", exhibit.path, exhibit.sha256, event.kind, self.day, event.note);
            let identifier = hexadecimal(&Sha256::digest(identity.as_bytes()));
            row(
                writer,
                [
                    "valla event".to_owned(),
                    identifier.get(..32).unwrap_or_default().to_owned(),
                    event.kind.to_owned(),
                    self.at.clone(),
                    event.detail.to_owned(),
                    event.outcome.to_owned(),
                    event.note,
                    "software".to_owned(),
                    concat!("valla ", env!("CARGO_PKG_VERSION")).to_owned(),
                    "file path".to_owned(),
                    exhibit.path.clone(),
                ],
            )?;
        }
        Ok(())
    }
}

fn events(exhibit: &Exhibit) -> Vec<Event> {
    let read = &exhibit.extraction;
    let mut events = Vec::new();
    if !exhibit.sha256.is_empty() {
        let more = exhibit.digests.iter().map(|(name, digest)| format!("; {name} {digest}"));
        let note = format!("SHA-256 {}", exhibit.sha256) + &more.collect::<String>();
        events.push(Event {
            kind: "message digest calculation",
            detail: "computed from the file's bytes",
            outcome: "success",
            note,
        });
    }
    let format = &read.format;
    if !format.name.is_empty() {
        let known = !format.is_unknown();
        let named = format!("{} {}", format.name, format.version).trim_end().to_owned();
        let puid = if format.puid.is_empty() { String::new() } else { format!("; PRONOM {}", format.puid) };
        events.push(Event {
            kind: "format identification",
            detail: "by content, otherwise by file name",
            outcome: if known { "success" } else { "fail" },
            note: format!("{named}{puid}; basis: {}", format.basis),
        });
    }
    if read.status != Status::Skipped {
        let warnings: Vec<&str> = read.warnings.iter().map(|warning| warning.message.as_str()).collect();
        let (outcome, lead) = match read.status {
            Status::Ok => ("success", "read to the end"),
            Status::Partial => ("warning", "read in part"),
            _ => ("fail", "could not be read"),
        };
        let note = format!("{lead}; {} values", read.evidence.len());
        let note = if warnings.is_empty() { note } else { format!("{note}; {}", warnings.join("; ")) };
        events.push(Event { kind: "metadata extraction", detail: "values, and where each was found", outcome, note });
    }
    if read.was_read() {
        let findings =
            exhibit.reasoned.findings.iter().map(|one| format!("{} {} ({})", one.code, one.name, one.strength));
        let verdicts = exhibit.reasoned.verdicts.iter().map(|one| format!("{} {}: {}", one.layer, one.claim, one.term));
        let standing = std::iter::once(format!("standing: {}", Standing::of(exhibit).name()));
        let note = standing.chain(verdicts).chain(findings).collect::<Vec<String>>().join("; ");
        let speaks = exhibit.reasoned.findings.iter().any(|finding| finding.strength > Strength::Informational);
        let outcome = if speaks { "warning" } else { "success" };
        events.push(Event {
            kind: "forensic feature analysis",
            detail: "whether what the document says about itself is consistent",
            outcome,
            note,
        });
    }
    if !read.signatures.is_empty() {
        let told = read.signatures.iter().map(|signature| {
            let digest = match signature.test.digest {
                DigestTest::Agrees => "digest agrees",
                DigestTest::Differs => "digest differs",
                DigestTest::NotComputed => "digest not computed",
            };
            let value = match signature.test.value {
                ValueTest::Verified => "value verified",
                ValueTest::OtherDigest => "value made over another digest",
                ValueTest::Fails => "value fails",
                ValueTest::NotVerified => "value not verified",
            };
            format!("{} {}: {digest}, {value}", signature.kind, signature.number)
        });
        // Success is a signature that holds over what is shown; what was not tested is neither.
        let of_signatures =
            exhibit.reasoned.verdicts.iter().filter(|verdict| number_of_claim(&verdict.claim).is_some());
        let terms: Vec<Term> = of_signatures.map(|verdict| verdict.term).collect();
        let outcome = match () {
            () if terms.contains(&Term::Contradicts) => "fail",
            () if !terms.is_empty() && terms.iter().all(|term| *term == Term::Confirmed) => "success",
            () => "warning",
        };
        events.push(Event {
            kind: "digital signature validation",
            detail: "digest and value; the signer was identified only where trusted certificates were supplied",
            outcome,
            note: told.collect::<Vec<_>>().join("; "),
        });
    }
    if exhibit.parent.is_some() {
        let note = format!("from {}", exhibit.file);
        events.push(Event {
            kind: "unpacking",
            detail: "extracted from the file that contains it",
            outcome: "success",
            note,
        });
    }
    events
}
