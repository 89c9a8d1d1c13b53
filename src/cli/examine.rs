//! `valla examine`.

use super::args::ExamineArguments;
use super::asked::{found, not_written_into, options, read, recognised, tell_unfit, wanted};
use super::cases;
use super::exit::Exit;
use super::guard::Guard;
use super::output::Output;
use super::progress::Bar;
use super::rows::{Rows, edition, for_a_program, random_key};
use super::untouched::Untouched;
use crate::collation::Collator;
use crate::model::Error;
use crate::pipeline::{self, Options, walk};
use std::io::Read;
use std::path::{Path, PathBuf};

pub(super) fn run(arguments: ExamineArguments) -> Result<Exit, Error> {
    let mut paths = arguments.paths.clone();
    if let Some(list) = &arguments.files_from {
        paths.extend(walk::paths_of_list(&read_list(list)?));
    }
    if let Some(case) = &arguments.case {
        let options = options(&arguments, None)?;
        return cases::examine(&arguments, case, paths, options);
    }
    if paths.is_empty() && arguments.files_from.is_none() {
        return Err(Error::Usage("nothing to examine: name files or folders, as in: valla FOLDER".to_owned()));
    }
    let wanted = wanted(&arguments);
    let items = found(&paths, &arguments)?;
    let recognised = recognised(&arguments, &items)?;
    let folders = not_written_into(&paths, &arguments);
    let untouched = Untouched::of(&folders, &items, &read(&arguments));
    let mut output = Output::open(wanted.output, &untouched)?;
    for_a_program(wanted.format, &output)?;
    let edition = edition(arguments.audience, wanted.format, random_key)?;
    let options = Options { recognised, ..options(&arguments, Some(items.len()))? };
    let bar = Bar::new();
    let guard = Guard::of(&arguments.guard, &untouched)?;
    let mut rows = Rows::new(wanted, &untouched, edition, guard, pipeline::head(&options), output.is_terminal())?;
    pipeline::examine_each(&items, &options, &bar, |exhibit| rows.take(exhibit, &mut output))?;
    bar.clear();
    tell_unfit(options.recognised.as_deref());
    rows.finish(output, Collator::finish)
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
