//! `valla examine`.

use super::args::{Audience, Digest, ExamineArguments, Format, LimitArguments};
use super::exit::Exit;
use super::guard::Guard;
use super::output::Output;
use super::rows::{Rows, Wanted, edition, for_a_program, random_key};
use super::untouched::Untouched;
use super::{cases, contained};
use crate::knowledge::Knowledge;
use crate::knowledge::own::Own;
use crate::model::comparison::Asked;
use crate::model::{Day, Error};
use crate::pipeline::claims::ClaimBook;
use crate::pipeline::digest::DigestAlgorithm;
use crate::pipeline::walk::Item;
use crate::pipeline::{self, Options, Progress, walk};
use crate::readers::ReadOptions;
use crate::readers::signed::Trust;
use indicatif::{HumanBytes, ProgressBar, ProgressStyle};
use std::io::{IsTerminal, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

pub(super) fn run(arguments: ExamineArguments) -> Result<Exit, Error> {
    let mut paths = arguments.paths.clone();
    if let Some(list) = &arguments.files_from {
        paths.extend(walk::paths_of_list(&read_list(list)?));
    }
    if let Some(case) = &arguments.case {
        let options = options(&arguments, None)?;
        return cases::examine(&arguments, case, paths, &options);
    }
    if paths.is_empty() && arguments.files_from.is_none() {
        return Err(Error::Usage("nothing to examine: name files or folders, as in: valla FOLDER".to_owned()));
    }
    let wanted = wanted(&arguments);
    let items = found(&paths, &arguments)?;
    let untouched = Untouched::of(&paths, &items, &read(&arguments));
    let mut output = Output::open(wanted.output, &untouched)?;
    for_a_program(wanted.format, &output)?;
    let edition = edition(arguments.audience, wanted.format, random_key)?;
    let options = options(&arguments, Some(items.len()))?;
    let bar = Bar::new();
    let guard = Guard::of(&arguments.guard, &untouched)?;
    let mut rows = Rows::new(wanted, &untouched, edition, guard, pipeline::head(&options))?;
    pipeline::examine_each(&items, &options, &bar, |exhibit| rows.take(exhibit, &mut output))?;
    bar.clear();
    rows.finish(output)
}

/// What a run reads apart from the files that it examines.
pub(super) fn read(arguments: &ExamineArguments) -> [Option<&Path>; 6] {
    let baseline = arguments.guard.baseline.as_deref().filter(|_| !arguments.guard.update_baseline);
    [
        arguments.claims.as_deref(),
        arguments.password_file.as_deref(),
        arguments.trust.as_deref(),
        arguments.knowledge.as_deref(),
        arguments.files_from.as_deref(),
        baseline,
    ]
}

/// What is to be written.
pub(super) fn wanted(arguments: &ExamineArguments) -> Wanted<'_> {
    Wanted {
        format: arguments.format,
        output: arguments.output.as_deref(),
        html: arguments.html.as_deref(),
        full: arguments.full,
        fail_on: arguments.fail_on,
        only_differences: arguments.guard.only_differences,
        at: None,
    }
}

/// The files, but those that were asked to be left out; how many these are is said.
pub(super) fn found(paths: &[PathBuf], arguments: &ExamineArguments) -> Result<Vec<Item>, Error> {
    let mut items = walk::walk(paths, arguments.follow_links);
    if !arguments.exclude.is_empty() {
        let before = items.len();
        let excluded = walk::Excluded::of(&arguments.exclude)?;
        items.retain(|item| !excluded.holds(&item.path));
        let left_out = before - items.len();
        eprintln!("{left_out} of {before} files left out by --exclude");
    }
    Ok(items)
}

/// Pictures are drawn by themselves for so many files.
const DRAWN_FOR: usize = 200;

fn options(arguments: &ExamineArguments, files: Option<usize>) -> Result<Options, Error> {
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
    let mut read = read_options(arguments.password_file.as_deref(), arguments.trust.as_deref(), &arguments.limits)?;
    // A case that was read without pictures is not read again for them, unless that is asked for.
    let dossier =
        (arguments.format == Format::Html || arguments.html.is_some()) && files.is_some_and(|files| files <= DRAWN_FOR);
    if (arguments.pictures || dossier) && !arguments.limits.quick && arguments.audience == Audience::Desk {
        read.compare = Some(Asked::for_dossier());
    }
    let interrupt = contained::interrupt()?;
    Ok(Options {
        claims,
        reading_room: contained::reading_room(&arguments.limits, arguments.jobs, &read, &interrupt)?,
        interrupt,
        read,
        digests,
        follow_links: arguments.follow_links,
        jobs: arguments.jobs,
        gate: Arc::default(),
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

/// What a reading depends on apart from the bytes.
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

fn algorithm(digest: Digest) -> DigestAlgorithm {
    match digest {
        Digest::Md5 => DigestAlgorithm::Md5,
        Digest::Sha1 => DigestAlgorithm::Sha1,
        Digest::Sha512 => DigestAlgorithm::Sha512,
        Digest::Blake3 => DigestAlgorithm::Blake3,
    }
}

/// Progress on a terminal: rate and time left, and how many bytes were read; nothing where standard error is no terminal.
pub(super) struct Bar {
    bar: ProgressBar,
    bytes: AtomicU64,
    read: AtomicU64,
    put_off: AtomicU64,
}

impl Bar {
    pub(super) fn new() -> Self {
        let bar = if std::io::stderr().is_terminal() { ProgressBar::new(0) } else { ProgressBar::hidden() };
        let style = ProgressStyle::with_template("{bar:30} {pos}/{len} files, {per_sec}, {eta} left, {msg}");
        if let Ok(style) = style {
            bar.set_style(style);
        }
        Self { bar, bytes: AtomicU64::new(0), read: AtomicU64::new(0), put_off: AtomicU64::new(0) }
    }

    pub(super) fn clear(&self) {
        self.bar.finish_and_clear();
        let put_off = self.put_off.load(Ordering::Relaxed);
        if put_off > 0 {
            eprintln!(
                "valla read {put_off} of the files at the end of the run, because they take much longer than others"
            );
        }
    }

    fn tell(&self) {
        if self.bar.is_hidden() {
            return;
        }
        let of = |count: &AtomicU64| count.load(Ordering::Relaxed);
        let mut message = format!("{} of {} read", HumanBytes(of(&self.read)), HumanBytes(of(&self.bytes)));
        if of(&self.put_off) > 0 {
            message.push_str(&format!(", {} put off to the end", of(&self.put_off)));
        }
        self.bar.set_message(message);
    }
}

impl Progress for Bar {
    fn start(&self, files: u64, bytes: u64) {
        self.bar.set_length(files);
        self.bytes.store(bytes, Ordering::Relaxed);
        self.tell();
    }

    fn read(&self, bytes: u64) {
        self.read.fetch_add(bytes, Ordering::Relaxed);
        self.tell();
    }

    fn done(&self, _: u64) {
        self.bar.inc(1);
    }

    fn put_off(&self) {
        self.put_off.fetch_add(1, Ordering::Relaxed);
        self.tell();
    }
}
