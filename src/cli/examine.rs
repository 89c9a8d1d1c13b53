//! `valla examine`.

use super::args::{Audience, Digest, ExamineArguments, FailOn, Format, LimitArguments};
use super::exit::Exit;
use super::output::{Output, written};
use super::{cases, contained};
use crate::fixity::manifest;
use crate::knowledge::Knowledge;
use crate::knowledge::own::Own;
use crate::model::{Case, Day, Error, Exhibit, PseudonymKey, Status, Strength};
use crate::pipeline::claims::ClaimBook;
use crate::pipeline::digest::DigestAlgorithm;
use crate::pipeline::{self, Options, Progress, walk};
use crate::readers::ReadOptions;
use crate::readers::signed::Trust;
use crate::reports::html::dossier;
use crate::reports::json;
use crate::reports::public::PublicEdition;
use crate::reports::table::Table;
use crate::reports::terminal::{Gathered, Setting, report};
use indicatif::{HumanBytes, ProgressBar, ProgressStyle};
use std::io::{IsTerminal, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub(super) fn run(arguments: ExamineArguments) -> Result<Exit, Error> {
    let options = options(&arguments)?;
    let mut paths = arguments.paths.clone();
    if let Some(list) = &arguments.files_from {
        paths.extend(walk::paths_of_list(&read_list(list)?));
    }
    if let Some(case) = &arguments.case {
        return cases::examine(&arguments, case, paths, &options);
    }
    if paths.is_empty() && arguments.files_from.is_none() {
        return Err(Error::Usage("nothing to examine: name files or folders, as in: valla FOLDER".to_owned()));
    }
    let (format, file) = arguments.written();
    let mut output = Output::open(file, &paths)?;
    for_a_program(format, &output)?;
    let edition = edition(arguments.audience, format, random_key)?;
    let items = walk::walk(&paths, options.follow_links);
    let bar = Bar::new();
    let mut rows = Rows::new(format, arguments.fail_on, edition);
    let summary = pipeline::examine_each(&items, &options, &bar, |exhibit| rows.take(exhibit, &mut output))?;
    bar.clear();
    rows.finish(output, |exhibits| pipeline::case(exhibits, summary, &options))
}

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
    key().map(PublicEdition::under).map(Some)
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
    table: Table,
    reading: bool,
    begun: bool,
    edition: Option<PublicEdition>,
}

impl Rows {
    pub(super) fn new(format: Format, fail_on: Option<FailOn>, edition: Option<PublicEdition>) -> Self {
        let noticed = Noticed { fail_on: fail_on.map(strength), ..Noticed::default() };
        Self {
            format,
            noticed,
            gathered: Gathered::default(),
            table: Table::default(),
            reading: true,
            begun: false,
            edition,
        }
    }

    pub(super) fn take(&mut self, exhibit: Exhibit, output: &mut Output) -> Result<(), Error> {
        self.noticed.notice(&exhibit);
        let exhibit = self.edition.as_ref().map(|public| public.exhibit(&exhibit)).unwrap_or(exhibit);
        match self.format {
            Format::Json | Format::Html => self.gathered.keep(exhibit),
            Format::Terminal => self.gathered.take(exhibit),
            _ if !self.reading => {}
            Format::Csv => self.reading = written(self.table.file(&exhibit, output.writer()))?,
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

    pub(super) fn finish(self, mut output: Output, case: impl FnOnce(Vec<Exhibit>) -> Case) -> Result<Exit, Error> {
        let case = case(self.gathered.exhibits());
        let case = self.edition.as_ref().map(|public| public.case(case.clone())).unwrap_or(case);
        match self.format {
            Format::Jsonl
            | Format::Csv
            | Format::EvidenceCsv
            | Format::Sha256sum
            | Format::Hashdeep
            | Format::Bagit => {
                eprintln!("{}", case.summary.balance());
            }
            Format::Json => {
                written(json::case(&case, output.writer()))?;
                eprintln!("{}", case.summary.balance());
            }
            Format::Html => {
                written(dossier(&case, output.writer()))?;
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

fn setting(terminal: bool) -> Setting {
    let width = if terminal { columns() } else { 100 };
    Setting { width, colour: terminal && std::env::var_os("NO_COLOR").is_none() }
}

/// The columns of the terminal, within what is pleasant to read.
fn columns() -> usize {
    textwrap::termwidth().clamp(60, 110)
}

fn options(arguments: &ExamineArguments) -> Result<Options, Error> {
    let mut claims = ClaimBook::default();
    if let Some(date) = &arguments.claimed_date {
        claims.claim_date(date)?;
    }
    if let Some(place) = &arguments.claimed_place {
        claims.claim_place(place)?;
    }
    if let Some(file) = &arguments.claims {
        claims.read_file(file)?;
    }
    let mut digests: Vec<DigestAlgorithm> = arguments.digest.iter().map(|digest| algorithm(*digest)).collect();
    digests.sort_unstable();
    digests.dedup();
    let read = read_options(arguments.password_file.as_deref(), arguments.trust.as_deref(), &arguments.limits)?;
    Ok(Options {
        claims,
        reading_room: contained::reading_room(&arguments.limits, &read)?,
        interrupt: contained::interrupt()?,
        read,
        digests,
        follow_links: arguments.follow_links,
        jobs: arguments.jobs,
        day: day()?,
        knowledge: Arc::new(match &arguments.knowledge {
            Some(file) => Knowledge::with_own(Own::read(file)?),
            None => Knowledge::default(),
        }),
    })
}

/// The day that the environment names, else today.
pub(super) fn day() -> Result<Day, Error> {
    let epoch = std::env::var("SOURCE_DATE_EPOCH").ok();
    Day::of_examination(epoch.as_deref()).map_err(Error::Usage)
}

/// What a reading depends on beside the bytes.
pub(super) fn read_options(
    password_file: Option<&Path>,
    trust: Option<&Path>,
    limits: &LimitArguments,
) -> Result<ReadOptions, Error> {
    let trust = trust.map(Trust::read).transpose()?.unwrap_or_default();
    let mut read = ReadOptions { passwords: passwords(password_file)?, trust, ..ReadOptions::default() };
    if limits.quick {
        read.budget.pages = 0;
    }
    for limit in &limits.limit {
        read.budget.set(limit).map_err(|why| Error::Usage(format!("--limit: {why}")))?;
    }
    Ok(read)
}

/// The passwords of a file, one a line.
pub(super) fn passwords(file: Option<&Path>) -> Result<Vec<String>, Error> {
    let Some(file) = file else { return Ok(vec![]) };
    let text = std::fs::read_to_string(file)
        .map_err(|error| Error::Unreadable { path: file.to_path_buf(), message: error.to_string() })?;
    Ok(text.lines().filter(|line| !line.is_empty()).map(str::to_owned).collect())
}

fn read_list(list: &Path) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    let result = if list == Path::new("-") {
        std::io::stdin().lock().read_to_end(&mut bytes)
    } else {
        std::fs::File::open(list).and_then(|mut file| file.read_to_end(&mut bytes))
    };
    result.map_err(|error| Error::Unreadable { path: PathBuf::from(list), message: error.to_string() })?;
    Ok(bytes)
}

fn strength(fail_on: FailOn) -> Strength {
    match fail_on {
        FailOn::Hard => Strength::Hard,
        FailOn::Strong => Strength::Strong,
        FailOn::Medium => Strength::Medium,
    }
}

fn algorithm(digest: Digest) -> DigestAlgorithm {
    match digest {
        Digest::Md5 => DigestAlgorithm::Md5,
        Digest::Sha1 => DigestAlgorithm::Sha1,
        Digest::Sha512 => DigestAlgorithm::Sha512,
        Digest::Blake3 => DigestAlgorithm::Blake3,
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
            self.found |= reasoned.findings.iter().any(|finding| finding.strength >= threshold)
                || reasoned
                    .verdicts
                    .iter()
                    .any(|verdict| verdict.strength.is_some_and(|strength| strength >= threshold));
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

/// Progress on a terminal: rate and time left; nothing where standard error is no terminal.
pub(super) struct Bar(ProgressBar);

impl Bar {
    pub(super) fn new() -> Self {
        if !std::io::stderr().is_terminal() {
            return Self(ProgressBar::hidden());
        }
        let bar = ProgressBar::new(0);
        let style = ProgressStyle::with_template("{bar:30} {pos}/{len} files, {per_sec}, {eta} left, {msg}");
        if let Ok(style) = style {
            bar.set_style(style);
        }
        Self(bar)
    }

    pub(super) fn clear(&self) {
        self.0.finish_and_clear();
    }
}

impl Progress for Bar {
    fn start(&self, files: u64, bytes: u64) {
        self.0.set_length(files);
        self.0.set_message(HumanBytes(bytes).to_string());
    }

    fn done(&self, _: u64) {
        self.0.inc(1);
    }
}
