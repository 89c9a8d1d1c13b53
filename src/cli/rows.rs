//! What becomes of the rows of a run: edition, baseline, form of the output, and how the program ends.

use super::args::{Audience, FailOn, Format};
use super::exit::Exit;
use super::guard::Guard;
use super::output::{Output, written};
use crate::checks::rates::rules;
use crate::fixity::manifest;
use crate::model::{
    BaselineState, Case, CaseHead, Error, Exhibit, Finding, PseudonymKey, Status, Strength, Summary, Verdict,
};
use crate::pipeline::Families;
use crate::reports::html::Dossier;
use crate::reports::json::CaseStream;
use crate::reports::premis::Events;
use crate::reports::public::PublicEdition;
use crate::reports::table::Table;
use crate::reports::terminal::{Gathered, Setting, report};
use crate::reports::{json, sarif};
use std::path::{Path, PathBuf};

/// A manifest holds names as they are, whatever they do to a terminal: it is written to a file or to a program.
pub(super) fn for_a_program(format: Format, output: &Output) -> Result<(), Error> {
    let manifest = matches!(format, Format::Sha256sum | Format::Hashdeep | Format::Bagit);
    if manifest && output.is_terminal() {
        return Err(Error::Usage(
            "a manifest holds the names of files as they are, which can harm a terminal: write it to a file with --output"
                .to_owned(),
        ));
    }
    Ok(())
}

/// The public edition, where one is asked for; none for the desk.
pub(super) fn edition(
    audience: Audience,
    format: Format,
    key: impl FnOnce() -> Result<PseudonymKey, Error>,
) -> Result<Option<PublicEdition>, Error> {
    if audience == Audience::Desk {
        return Ok(None);
    }
    if matches!(format, Format::Sha256sum | Format::Hashdeep | Format::Bagit) {
        return Err(Error::Usage(
            "a manifest is made of names and digests, which identify a copy: there is no public edition of it"
                .to_owned(),
        ));
    }
    key().map(|key| Some(PublicEdition::under(key, rules())))
}

/// A key for a run that keeps no case: nobody can tie its pseudonyms to names afterwards.
pub(super) fn random_key() -> Result<PseudonymKey, Error> {
    let mut key = [0; 32];
    getrandom::fill(&mut key).map_err(|error| Error::Usage(format!("the system gives no random bytes: {error}")))?;
    Ok(PseudonymKey::new(key))
}

/// Rows as they come: lines go out at once, the other forms are gathered.
pub(super) struct Rows {
    format: Format,
    noticed: Noticed,
    gathered: Gathered,
    results: sarif::Gathered,
    dossier: Dossier,
    table: Table,
    events: Events,
    reading: bool,
    begun: bool,
    edition: Option<PublicEdition>,
    guard: Guard,
    head: CaseHead,
    families: Families,
    stream: Option<CaseStream>,
}

impl Rows {
    pub(super) fn new(
        (format, target): (Format, Option<&Path>),
        fail_on: Option<FailOn>,
        edition: Option<PublicEdition>,
        guard: Guard,
        head: CaseHead,
    ) -> Result<Self, Error> {
        let noticed = Noticed { fail_on: fail_on.map(strength), ..Noticed::default() };
        let opening = || {
            let case = head.clone().case(vec![], vec![], Summary::default());
            CaseStream::of(&public_case(edition.as_ref(), case))
        };
        let stream = (format == Format::Json).then(opening).transpose().map_err(record_failed)?;
        Ok(Self {
            format,
            noticed,
            gathered: Gathered::default(),
            results: sarif::Gathered::default(),
            dossier: Dossier::at(target, edition.is_some()),
            table: Table::default(),
            events: Events::on(head.day),
            reading: true,
            begun: false,
            edition,
            guard,
            head,
            families: Families::default(),
            stream,
        })
    }

    pub(super) fn take(&mut self, mut exhibit: Exhibit, output: &mut Output) -> Result<(), Error> {
        self.guard.take(&mut exhibit);
        self.noticed.notice(&exhibit);
        self.families.take(&exhibit);
        let exhibit = self.edition.as_ref().map(|public| public.exhibit(&exhibit)).unwrap_or(exhibit);
        match self.format {
            Format::Html => return self.dossier.take(exhibit).map_err(page_failed),
            Format::Sarif => self.results.take(exhibit),
            Format::Terminal => self.gathered.take(exhibit),
            _ if !self.reading => {}
            Format::Json => {
                if let Some(stream) = &mut self.stream {
                    self.reading = written(stream.exhibit(&exhibit, output.writer()))?;
                }
            }
            Format::Csv => self.reading = written(self.table.file(&exhibit, output.writer()))?,
            Format::PremisCsv => self.reading = written(self.events.write(&exhibit, output.writer()))?,
            Format::EvidenceCsv => self.reading = written(self.table.evidence(&exhibit, output.writer()))?,
            Format::Jsonl => self.reading = written(json::line(&exhibit, output.writer()))?,
            Format::Sha256sum => self.reading = written(manifest::write_sha256sum(&exhibit, output.writer()))?,
            Format::Bagit => self.reading = written(manifest::write_bagit(&exhibit, output.writer()))?,
            Format::Hashdeep => {
                if !std::mem::replace(&mut self.begun, true) {
                    written(output.writer().write_all(manifest::HASHDEEP_HEAD.as_bytes()))?;
                }
                self.reading = written(manifest::write_hashdeep(&exhibit, output.writer()))?;
            }
        }
        Ok(())
    }

    pub(super) fn finish(mut self, mut output: Output, summary: Summary) -> Result<Exit, Error> {
        let mut exhibits = self.gathered.exhibits();
        exhibits.append(&mut self.results.exhibits());
        let mut case = self.head.case(exhibits, self.families.finish(), summary);
        case.baseline = self.guard.finish()?;
        if let Some(baseline) = &case.baseline {
            self.noticed.found |= baseline.differences > 0;
            if self.format != Format::Terminal {
                eprintln!("{}", baseline.in_words());
            }
        }
        let case = public_case(self.edition.as_ref(), case);
        match self.format {
            Format::Jsonl
            | Format::Csv
            | Format::EvidenceCsv
            | Format::PremisCsv
            | Format::Sha256sum
            | Format::Hashdeep
            | Format::Bagit => {
                eprintln!("{}", case.summary.balance());
            }
            Format::Json => {
                if let Some(stream) = self.stream.filter(|_| self.reading) {
                    written(stream.finish(&case, output.writer()))?;
                }
                eprintln!("{}", case.summary.balance());
            }
            Format::Sarif => {
                written(sarif::case(&case, &rules(), output.writer()))?;
                eprintln!("{}", case.summary.balance());
            }
            Format::Html => {
                let dossier = std::mem::replace(&mut self.dossier, Dossier::at(None, false));
                written(dossier.finish(case.clone(), output.writer()))?;
                eprintln!("{}", case.summary.balance());
            }
            Format::Terminal => {
                let setting = setting(output.is_terminal());
                written(report(&case, setting, output.writer()))?;
            }
        }
        output.finish()?;
        Ok(self.noticed.exit())
    }
}

/// The case, or its public edition.
fn public_case(edition: Option<&PublicEdition>, case: Case) -> Case {
    match edition {
        Some(public) => public.case(case),
        None => case,
    }
}

/// The head of a record that could not be put together.
fn record_failed(source: std::io::Error) -> Error {
    Error::Output { path: PathBuf::from("the record"), source }
}

fn setting(terminal: bool) -> Setting {
    let width = if terminal { columns() } else { 100 };
    Setting { width, colour: terminal && std::env::var_os("NO_COLOR").is_none() }
}

/// The columns of the terminal, within what is pleasant to read.
fn columns() -> usize {
    textwrap::termwidth().clamp(60, 110)
}

fn strength(fail_on: FailOn) -> Strength {
    match fail_on {
        FailOn::Hard => Strength::Hard,
        FailOn::Strong => Strength::Strong,
        FailOn::Medium => Strength::Medium,
    }
}

/// What of the rows decides the exit status.
#[derive(Debug, Default)]
struct Noticed {
    fail_on: Option<Strength>,
    found: bool,
    incomplete: bool,
}

impl Noticed {
    fn notice(&mut self, exhibit: &Exhibit) {
        if let Some(threshold) = self.fail_on {
            let reasoned = &exhibit.reasoned;
            let known = |finding: &Finding| matches!(finding.baseline, Some(BaselineState::Known(_)));
            let is_known = |id: &String| reasoned.findings.iter().any(|finding| finding.id == *id && known(finding));
            // A verdict is known when all that it rests on is.
            let rests_on_known =
                |verdict: &Verdict| !verdict.findings.is_empty() && verdict.findings.iter().all(is_known);
            let strong = |strength: Option<Strength>| strength.is_some_and(|strength| strength >= threshold);
            self.found |= reasoned.findings.iter().any(|finding| finding.strength >= threshold && !known(finding))
                || reasoned.verdicts.iter().any(|verdict| strong(verdict.strength) && !rests_on_known(verdict));
        }
        let extraction = &exhibit.extraction;
        let locked = extraction.warnings.iter().any(|warning| warning.code == "encrypted");
        self.incomplete |= extraction.status == Status::Error
            || extraction.status == Status::Partial && (!extraction.limits.is_empty() || locked);
    }

    fn exit(&self) -> Exit {
        match (self.found, self.incomplete) {
            (true, _) => Exit::Found,
            (false, true) => Exit::Incomplete,
            (false, false) => Exit::Done,
        }
    }
}

/// A page of a dossier that could not be written.
fn page_failed(source: std::io::Error) -> Error {
    Error::Output { path: PathBuf::from("the pages of the dossier"), source }
}
