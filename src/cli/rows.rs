//! What becomes of the rows of a run: edition, baseline, form of the output, and how the program ends.

use super::args::{Audience, FailOn, Format};
use super::exit::Exit;
use super::guard::Guard;
use super::output::{Output, written};
use super::untouched::Untouched;
use crate::checks::rates::rules;
use crate::fixity::manifest;
use crate::model::{
    Alteration, BaselineState, Case, CaseHead, Counts, Error, Exhibit, Finding, Group, PseudonymKey, Status, Strength,
    Verdict,
};
use crate::pipeline::{Families, vocabulary};
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
    key().map(|key| Some(PublicEdition::under(key, vocabulary())))
}

/// A key for a run that keeps no case: nobody can tie its pseudonyms to names afterwards.
pub(super) fn random_key() -> Result<PseudonymKey, Error> {
    let mut key = [0; 32];
    getrandom::fill(&mut key).map_err(|error| Error::Usage(format!("the system gives no random bytes: {error}")))?;
    Ok(PseudonymKey::new(key))
}

/// What is to be written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wanted<'a> {
    pub(super) format: Format,
    pub(super) output: Option<&'a Path>,
    pub(super) html: Option<&'a Path>,
    pub(super) full: bool,
    pub(super) fail_on: Option<FailOn>,
    pub(super) only_differences: bool,
    /// When the examination took place, to the second; absent: now.
    pub(super) at: Option<&'a str>,
}

/// When the examination took place, to the second: the time that the environment names, else now.
fn examined_at() -> String {
    let named = std::env::var("SOURCE_DATE_EPOCH").ok().and_then(|epoch| epoch.trim().parse::<i64>().ok());
    let at = named.and_then(|seconds| chrono::DateTime::from_timestamp(seconds, 0)).unwrap_or_else(chrono::Utc::now);
    at.format("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// Rows as they come: lines go out at once, the other forms are gathered.
pub(super) struct Rows {
    format: Format,
    full: bool,
    only_differences: bool,
    /// Whether a dossier is written: as the output, or as well as it.
    with_dossier: bool,
    beside: Option<Output>,
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
    counts: Counts,
    stream: Option<CaseStream>,
}

impl Rows {
    pub(super) fn new(
        wanted: Wanted<'_>,
        untouched: &Untouched<'_>,
        edition: Option<PublicEdition>,
        guard: Guard,
        head: CaseHead,
    ) -> Result<Self, Error> {
        let Wanted { format, output, html, full, fail_on, only_differences, at } = wanted;
        let noticed = Noticed { fail_on: fail_on.map(strength), ..Noticed::default() };
        let opening = || CaseStream::of(&opening_case(edition.as_ref(), &head));
        let stream = (format == Format::Json).then(opening).transpose().map_err(record_failed)?;
        let beside = html.map(|html| Output::open(Some(html), untouched)).transpose()?;
        // Pages of a dossier go next to its index, wherever a link to that leads.
        let target = match html.or(output) {
            Some(path) if html.is_some() || format == Format::Html => pages_at(path, untouched)?,
            _ => None,
        };
        // The second of an examination is as private as that of a document.
        let at = match edition {
            Some(_) => format!("{}T00:00:00Z", head.day),
            None => at.map_or_else(examined_at, str::to_owned),
        };
        Ok(Self {
            format,
            full,
            only_differences,
            with_dossier: beside.is_some() || format == Format::Html,
            beside,
            noticed,
            gathered: Gathered::new(full),
            results: sarif::Gathered::default(),
            dossier: Dossier::at(target.as_deref(), opening_case(edition.as_ref(), &head)),
            table: Table::default(),
            events: Events::at(&at, head.day),
            reading: true,
            begun: false,
            edition,
            guard,
            head,
            families: Families::default(),
            counts: Counts::default(),
            stream,
        })
    }

    pub(super) fn take(&mut self, mut exhibit: Exhibit, output: &mut Output) -> Result<(), Error> {
        self.guard.take(&mut exhibit);
        self.noticed.notice(&exhibit);
        self.families.take(&exhibit);
        self.counts.count(&exhibit);
        if self.only_differences && exhibit.differences.is_empty() {
            return Ok(());
        }
        let exhibit = self.edition.as_mut().map(|public| public.exhibit(&exhibit)).unwrap_or(exhibit);
        if self.with_dossier {
            let again = if self.format == Format::Html { None } else { Some(exhibit.clone()) };
            self.dossier.take(exhibit).map_err(page_failed)?;
            return again.map_or(Ok(()), |exhibit| self.row(exhibit, output));
        }
        self.row(exhibit, output)
    }

    /// A row of the output.
    fn row(&mut self, mut exhibit: Exhibit, output: &mut Output) -> Result<(), Error> {
        // Pictures are for the dossier; a record that was not asked for them does not carry them.
        if self.beside.is_some() {
            exhibit.extraction.preview = None;
            exhibit.extraction.comparisons = vec![];
        }
        match self.format {
            Format::Html => {}
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
        // Where nothing else is to be written, there is nothing left to do.
        let alone = self.beside.is_none() && matches!(self.guard, Guard::Off | Guard::Compare { .. });
        if self.reading || !alone { Ok(()) } else { Err(Error::Closed) }
    }

    pub(super) fn finish(mut self, mut output: Output) -> Result<Exit, Error> {
        let whole = self.gathered.is_whole();
        let mut exhibits = self.gathered.exhibits();
        exhibits.append(&mut self.results.exhibits());
        let mut case = self.head.case(exhibits, self.families.finish(), std::mem::take(&mut self.counts));
        case.baseline = self.guard.finish()?;
        if let Some(baseline) = &case.baseline {
            self.noticed.found |= baseline.differences > 0;
            if self.format != Format::Terminal {
                eprintln!("{}", baseline.in_words());
            }
        }
        let case = public_case(self.edition.as_ref(), case);
        if self.with_dossier {
            let dossier = std::mem::replace(&mut self.dossier, Dossier::at(None, case.clone()));
            let head = Case { exhibits: vec![], ..case.clone() };
            match self.beside.take() {
                Some(mut page) => {
                    written(dossier.finish(head, page.writer()))?;
                    page.finish()?;
                }
                None => {
                    written(dossier.finish(head, output.writer()))?;
                }
            }
        }
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
            Format::Html => eprintln!("{}", case.summary.balance()),
            Format::Terminal => {
                let setting = setting(output.is_terminal(), self.full, whole);
                written(report(&case, setting, output.writer()))?;
            }
        }
        output.finish()?;
        Ok(self.noticed.exit())
    }
}

/// Where the index of a dossier is, once it is sure that a folder may be next to it; none of a stream, which is one page.
fn pages_at(path: &Path, untouched: &Untouched<'_>) -> Result<Option<PathBuf>, Error> {
    let Some(index) = untouched.index(path)? else { return Ok(None) };
    untouched.folder(&index.with_extension("pages"))?;
    Ok(Some(index))
}

/// The case, or its public edition.
fn public_case(edition: Option<&PublicEdition>, case: Case) -> Case {
    match edition {
        Some(public) => public.case(case),
        None => case,
    }
}

/// The case before its exhibits.
fn opening_case(edition: Option<&PublicEdition>, head: &CaseHead) -> Case {
    public_case(edition, head.clone().case(vec![], vec![], Counts::default()))
}

/// The head of a record that could not be put together.
fn record_failed(source: std::io::Error) -> Error {
    Error::Output { path: PathBuf::from("the record"), source }
}

fn setting(terminal: bool, full: bool, whole: bool) -> Setting {
    let width = columns(terminal);
    let colour = terminal && std::env::var_os("NO_COLOR").is_none();
    Setting { width, colour, full, whole, answer_last: terminal }
}

/// How wide a text is: as the terminal, within what is pleasant to read; elsewhere always the same.
pub(super) fn columns(terminal: bool) -> usize {
    if terminal { textwrap::termwidth().clamp(60, 110) } else { 100 }
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
            // What was altered, and a signature that fails, weigh as a strong finding.
            let altered = matches!(
                reasoned.altered.answer,
                Alteration::ChangedAfterSigning
                    | Alteration::SignatureFails
                    | Alteration::WordsReplaced
                    | Alteration::WordsRemoved
            );
            let about: Vec<&Finding> = reasoned
                .findings
                .iter()
                .filter(|finding| finding.code.starts_with(Group::Revisions.letter()))
                .collect();
            let accepted = !about.is_empty() && about.iter().all(|finding| known(finding));
            self.found |= altered && threshold <= Strength::Strong && !accepted;
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
