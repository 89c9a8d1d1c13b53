//! What the arguments of a run ask for: which files, how they are read, what is claimed of them, what is written.

use super::args::{Audience, Digest, ExamineArguments, Format, LimitArguments};
use super::contained;
use super::rows::Wanted;
use crate::formats::dkim::KeyFile;
use crate::formats::signed::Trust;
use crate::knowledge::Knowledge;
use crate::knowledge::own::Own;
use crate::model::{Day, Error};
use crate::pipeline::claims::ClaimBook;
use crate::pipeline::digest::DigestAlgorithm;
use crate::pipeline::recognised::RecognisedWords;
use crate::pipeline::walk::Item;
use crate::pipeline::{Options, walk};
use crate::readers::Asked;
use crate::readers::ReadOptions;
use crate::reports::escape::safe;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What a run reads besides the files that it examines.
pub(super) fn read(arguments: &ExamineArguments) -> [Option<&Path>; 7] {
    let baseline = arguments.guard.baseline.as_deref().filter(|_| !arguments.guard.update_baseline);
    [
        arguments.claims.as_deref(),
        arguments.password_file.as_deref(),
        arguments.trust.as_deref(),
        arguments.dkim_keys.as_deref(),
        arguments.knowledge.as_deref(),
        arguments.files_from.as_deref(),
        baseline,
    ]
}

/// What is examined, and the folder of recognised words: nothing is written there.
pub(super) fn not_written_into(paths: &[PathBuf], arguments: &ExamineArguments) -> Vec<PathBuf> {
    paths.iter().chain(&arguments.words).cloned().collect()
}

/// What is to be written.
pub(super) fn wanted(arguments: &ExamineArguments) -> Wanted<'_> {
    Wanted {
        format: arguments.format,
        output: arguments.output.as_deref(),
        html: arguments.html.as_deref(),
        full: arguments.full,
        together: arguments.together,
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

/// What programs recognised in the pictures of these documents, where a folder of that was named.
pub(super) fn recognised(arguments: &ExamineArguments, items: &[Item]) -> Result<Option<Arc<RecognisedWords>>, Error> {
    arguments.words.as_deref().map(|folder| RecognisedWords::of(folder, items).map(Arc::new)).transpose()
}

/// Says which files of the folder of recognised words are of no document.
pub(super) fn tell_unfit(recognised: Option<&RecognisedWords>) {
    let Some(unfit) = recognised.map(|recognised| recognised.unfit.as_slice()) else { return };
    if let Some(first) = unfit.first() {
        let files = if unfit.len() == 1 { "1 file".to_owned() } else { format!("{} files", unfit.len()) };
        let first = safe(&first.to_string_lossy());
        eprintln!("{files} in the folder of --words fit no document of this run, or more than one; the first: {first}");
    }
}

/// Pictures are drawn by themselves for so many files.
const DRAWN_FOR: usize = 200;

/// How the files are examined. Of a case it is not known how many `files` there will be.
pub(super) fn options(arguments: &ExamineArguments, files: Option<usize>) -> Result<Options, Error> {
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
    let mut read = read_options(
        arguments.password_file.as_deref(),
        arguments.trust.as_deref(),
        arguments.dkim_keys.as_deref(),
        &arguments.limits,
    )?;
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
        recognised: None,
        knowledge: Arc::new(knowledge(arguments)?),
    })
}

/// The tables, with the user's own rows and names.
fn knowledge(arguments: &ExamineArguments) -> Result<Knowledge, Error> {
    let knowledge = match &arguments.knowledge {
        Some(file) => Knowledge::with_own(Own::read(file)?),
        None => Knowledge::default(),
    };
    let Some(file) = &arguments.lexicon else { return Ok(knowledge) };
    let unreadable = |message: String| Error::Unreadable { path: file.clone(), message };
    let text = std::fs::read_to_string(file).map_err(|error| unreadable(error.to_string()))?;
    knowledge.with_names(&text).map_err(|error| unreadable(error.to_string()))
}

/// The day that the environment names, else today.
pub(super) fn day() -> Result<Day, Error> {
    let epoch = std::env::var("SOURCE_DATE_EPOCH").ok();
    Day::of_examination(epoch.as_deref()).map_err(Error::Usage)
}

/// What a reading depends on besides the bytes.
pub(super) fn read_options(
    password_file: Option<&Path>,
    trust: Option<&Path>,
    dkim_keys: Option<&Path>,
    limits: &LimitArguments,
) -> Result<ReadOptions, Error> {
    let trust = trust.map(Trust::read).transpose()?.unwrap_or_default();
    let dkim_keys = dkim_keys.map(KeyFile::read).transpose()?.unwrap_or_default();
    let mut read = ReadOptions { passwords: passwords(password_file)?, trust, dkim_keys, ..ReadOptions::default() };
    if limits.quick {
        read.budget.pages = 0;
        read.budget.words_bytes = 0;
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

fn algorithm(digest: Digest) -> DigestAlgorithm {
    match digest {
        Digest::Md5 => DigestAlgorithm::Md5,
        Digest::Sha1 => DigestAlgorithm::Sha1,
        Digest::Sha512 => DigestAlgorithm::Sha512,
        Digest::Blake3 => DigestAlgorithm::Blake3,
    }
}
