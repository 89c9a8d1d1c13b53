//! Case files: `valla examine --case`, `valla status`, `valla report`.

use super::args::{self, ExamineArguments, ReportArguments};
use super::asked::{found, not_written_into, read, recognised, tell_unfit, wanted};
use super::exit::Exit;
use super::guard::Guard;
use super::output::Output;
use super::print;
use super::progress::Bar;
use super::rows::{Rows, Wanted, edition, for_a_program};
use super::untouched::{Place, Untouched};
use crate::casefile::{self, Again, CaseFile, Unfound};
use crate::collation::Collator;
use crate::model::Error;
use crate::pipeline::Options;
use crate::reports::escape::safe;
use std::path::{Path, PathBuf};

/// Brings the case up to date, and reports on it.
pub(super) fn examine(
    arguments: &ExamineArguments,
    path: &Path,
    mut paths: Vec<PathBuf>,
    options: Options,
) -> Result<Exit, Error> {
    let wanted = wanted(arguments);
    // Of a case that is examined again only the paths in it are known, and those by the case alone.
    let mut items = if arguments.again.is_none() { found(&paths, arguments)? } else { vec![] };
    let named = items.clone();
    let untouched = Untouched::of(&not_written_into(&paths, arguments), &named, &read(arguments));
    let place = casefile_at(path, &untouched)?;
    let output = Output::open(wanted.output, &untouched)?;
    for_a_program(wanted.format, &output)?;
    let case = CaseFile::open(&place)?;
    let again = arguments.again.map(|again| match again {
        args::Again::Errors => Again::Errors,
        args::Again::Older => Again::Older,
    });
    if let Some(again) = again {
        paths = case.paths_again(again)?;
        items = found(&paths, arguments)?;
    }
    let unfound = if arguments.gone {
        Unfound::Accepted
    } else if again.is_none() && arguments.exclude.is_empty() {
        Unfound::Marked
    } else {
        // What was left out on purpose is not gone.
        Unfound::Left
    };
    let options = Options { recognised: recognised(arguments, &items)?, ..options };
    let bar = Bar::new();
    let missing = casefile::update(&case, &items, &paths, unfound, &options, &bar)?;
    bar.clear();
    if again.is_none() {
        tell_unfit(options.recognised.as_deref());
    }
    if let Some(missing) = &missing {
        eprintln!("{}", safe(&missing.to_string()));
    }
    let edition = edition(arguments.audience, wanted.format, || case.pseudonym_key())?;
    let guard = Guard::of(&arguments.guard, &untouched)?;
    let rows = Rows::new(wanted, &untouched, edition, guard, case.head()?, output.is_terminal())?;
    let exit = render(&case, rows, output, true)?;
    Ok(if missing.is_some() && exit == Exit::Done { Exit::Incomplete } else { exit })
}

pub(super) fn report(arguments: &ReportArguments) -> Result<Exit, Error> {
    let case = CaseFile::read(&arguments.case)?;
    let journals = ["-wal", "-shm", ".lock"].map(|ending| beside(&arguments.case, ending));
    let mut read: Vec<Option<&Path>> = journals.iter().map(|path| Some(path.as_path())).collect();
    read.push(Some(&arguments.case));
    read.push(arguments.guard.baseline.as_deref().filter(|_| !arguments.guard.update_baseline));
    let untouched = Untouched::of(&[], &[], &read);
    let at = case.examined_at()?;
    let wanted = Wanted {
        at: Some(&at),
        format: arguments.format,
        output: arguments.output.as_deref(),
        html: arguments.html.as_deref(),
        full: arguments.full,
        together: arguments.together,
        fail_on: arguments.fail_on,
        only_differences: arguments.guard.only_differences,
    };
    let output = Output::open(wanted.output, &untouched)?;
    for_a_program(wanted.format, &output)?;
    let edition = edition(arguments.audience, wanted.format, || case.pseudonym_key())?;
    let guard = Guard::of(&arguments.guard, &untouched)?;
    render(&case, Rows::new(wanted, &untouched, edition, guard, case.head()?, output.is_terminal())?, output, false)
}

/// Reports on a case. What its documents say about each other comes from the sketches that it keeps; with `remember` it is kept for the next run.
fn render(case: &CaseFile, mut rows: Rows, mut output: Output, remember: bool) -> Result<Exit, Error> {
    if !case.keeps_sketches()? {
        case.each(|exhibit| rows.take(exhibit, &mut output))?;
        return rows.finish(output, Collator::finish);
    }
    case.each(|exhibit| rows.take_sketched(exhibit, &mut output))?;
    rows.finish(output, |collator| case.collate(collator, remember))
}

/// Where the case file is, or will be: neither among the evidence nor upon what the run reads.
fn casefile_at(path: &Path, untouched: &Untouched<'_>) -> Result<PathBuf, Error> {
    for ending in ["-wal", "-shm", ".lock"] {
        untouched.place(&beside(path, ending))?;
    }
    match untouched.place(path)? {
        Place::File(real) => Ok(real),
        Place::Stream(_) => {
            Err(Error::Usage(format!("{path:?} is a pipe or a device; a case file is an ordinary file")))
        }
    }
}

/// The file next to another whose name has an ending more.
fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_os_string();
    name.push(ending);
    PathBuf::from(name)
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
