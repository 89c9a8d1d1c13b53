//! Case files: `valla examine --case`, `valla status`, `valla report`.

use super::args::{self, ExamineArguments, ReportArguments};
use super::examine::{Bar, found, wanted};
use super::exit::Exit;
use super::guard::Guard;
use super::output::Output;
use super::print;
use super::rows::{Rows, Wanted, edition, for_a_program};
use crate::casefile::{self, Again, CaseFile, Unfound};
use crate::model::Error;
use crate::pipeline::Options;
use crate::reports::escape::safe;
use std::path::{Path, PathBuf};

/// Brings the case up to date, and reports on it.
pub(super) fn examine(
    arguments: &ExamineArguments,
    path: &Path,
    mut paths: Vec<PathBuf>,
    options: &Options,
) -> Result<Exit, Error> {
    never_among(path, &paths)?;
    let wanted = wanted(arguments);
    let output = Output::open(wanted.output, &paths)?;
    for_a_program(wanted.format, &output)?;
    let case = CaseFile::open(path)?;
    let again = arguments.again.map(|again| match again {
        args::Again::Errors => Again::Errors,
        args::Again::Older => Again::Older,
    });
    if let Some(again) = again {
        paths = case.paths_again(again)?;
    }
    let items = found(&paths, arguments)?;
    let unfound = if arguments.gone {
        Unfound::Accepted
    } else if again.is_none() && arguments.exclude.is_empty() {
        Unfound::Marked
    } else {
        // What was left out on purpose is not gone.
        Unfound::Left
    };
    let bar = Bar::new();
    let missing = casefile::update(&case, &items, &paths, unfound, options, &bar)?;
    bar.clear();
    if let Some(missing) = &missing {
        eprintln!("{}", safe(&missing.to_string()));
    }
    let edition = edition(arguments.audience, wanted.format, || case.pseudonym_key())?;
    let guard = Guard::of(&arguments.guard, &paths)?;
    let exit = render(&case, Rows::new(wanted, &paths, edition, guard, case.head()?)?, output)?;
    Ok(if missing.is_some() && exit == Exit::Done { Exit::Incomplete } else { exit })
}

pub(super) fn report(arguments: &ReportArguments) -> Result<Exit, Error> {
    let case = CaseFile::read(&arguments.case)?;
    let evidence = std::slice::from_ref(&arguments.case);
    let at = case.examined_at()?;
    let wanted = Wanted {
        at: Some(&at),
        format: arguments.format,
        output: arguments.output.as_deref(),
        html: arguments.html.as_deref(),
        full: arguments.full,
        fail_on: arguments.fail_on,
        only_differences: arguments.guard.only_differences,
    };
    let output = Output::open(wanted.output, evidence)?;
    for_a_program(wanted.format, &output)?;
    let edition = edition(arguments.audience, wanted.format, || case.pseudonym_key())?;
    let guard = Guard::of(&arguments.guard, evidence)?;
    render(&case, Rows::new(wanted, evidence, edition, guard, case.head()?)?, output)
}

fn render(case: &CaseFile, mut rows: Rows, mut output: Output) -> Result<Exit, Error> {
    case.each(|exhibit| rows.take(exhibit, &mut output))?;
    rows.finish(output)
}

/// A case file is written; it may not lie among the evidence.
fn never_among(case: &Path, evidence: &[PathBuf]) -> Result<(), Error> {
    let folder = match case.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let folder = folder.canonicalize().map_err(|source| Error::Output { path: case.to_path_buf(), source })?;
    for path in evidence {
        let Ok(path) = path.canonicalize() else { continue };
        if path.is_dir() && folder.starts_with(&path) {
            return Err(Error::Usage(format!(
                "the case file {case:?} would be among the examined files in {path:?}; valla never writes into evidence: choose another place"
            )));
        }
    }
    Ok(())
}

pub(super) fn status(path: &Path) -> Result<Exit, Error> {
    let status = casefile::status(path)?;
    let left = status.items.saturating_sub(status.done);
    let mut text = format!(
        "run {} of valla {}: {}\n  started {}, last active {}\n  {} of {} files done, {left} left; {} read, {:.0} files a second\n",
        status.run,
        status.valla,
        status.outcome,
        status.started,
        status.heard,
        status.done,
        status.items,
        status.read,
        status.rate
    );
    if matches!(status.outcome.as_str(), "cut off" | "interrupted") {
        text.push_str("  run the same command to continue where it stopped\n");
    }
    let list = |counts: &[(String, u64)]| {
        let words: Vec<String> = counts.iter().map(|(word, count)| format!("{word} {count}")).collect();
        if words.is_empty() { "none".to_owned() } else { words.join(", ") }
    };
    text.push_str(&format!("exhibits: {}; gone since: {}", list(&status.exhibits), status.gone));
    if status.accepted > 0 {
        text.push_str(&format!("; accepted as gone: {}", status.accepted));
    }
    text.push('\n');
    text.push_str(&format!("errors by kind: {}\n", list(&status.errors)));
    text.push_str(&format!("read by version: {}\n", list(&status.versions)));
    let text: String = text.lines().map(|line| safe(line) + "\n").collect();
    print(&text)
}
