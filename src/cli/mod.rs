//! Words to calls. Only this floor prints.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "the command line is where printing belongs")]

mod args;
mod asked;
mod cases;
mod compare;
mod contained;
mod examine;
mod exit;
mod guard;
mod help;
mod lookup;
mod manual;
mod output;
mod precheck;
mod progress;
mod revisions;
mod rows;
mod search;
mod survey;
mod untouched;
mod verify;

use args::{Arguments, Command, List};
use clap::Parser;
pub use exit::Exit;
use std::ffi::OsString;
use std::io::Write;

/// Runs the program on its arguments and says how it ended.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> Exit {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    if arguments.len() < 2 {
        return print(WELCOME).unwrap_or_else(|error| told(&error));
    }
    let arguments = match args::with_default_command(arguments) {
        Ok(arguments) => arguments,
        Err(error) => return told(&error),
    };
    let parsed = match Arguments::try_parse_from(arguments) {
        Ok(parsed) => parsed,
        Err(error) => {
            let printed = output::written(error.print().and_then(|()| std::io::stdout().flush()));
            return match printed {
                _ if error.use_stderr() => Exit::Usage,
                Ok(_) => Exit::Done,
                Err(error) => told(&error),
            };
        }
    };
    let result = match parsed.command {
        Command::Examine(examine) => examine::run(*examine),
        Command::Compare(compare) => compare::run(&compare),
        Command::Precheck(precheck) => precheck::run(&precheck),
        Command::Revisions(revisions) => revisions::run(&revisions),
        Command::Explain { check } => lookup::explain(&check),
        Command::List { what } => match what {
            List::Checks => lookup::list_checks(),
            List::Formats => lookup::list_formats(),
            List::Knowledge { string } => lookup::list_knowledge(string.as_deref()),
        },
        Command::Manual { page } => manual::manual(page.as_deref()),
        Command::Status { case } => cases::status(&case),
        Command::Search(search) => search::run(&search),
        Command::Report(report) => cases::report(&report),
        Command::Survey(survey) => survey::run(&survey),
        Command::Verify(verify) => verify::run(&verify),
        Command::Completions { shell } => help::completions(shell),
        Command::Man { folder } => help::man(&folder),
        Command::Doctor => contained::doctor(),
        Command::Worker(worker) => contained::worker(worker),
        Command::Schema { exhibit } => lookup::schema(exhibit),
    };
    result.unwrap_or_else(|error| told(&error))
}

/// Prints an error, and how the program ends by it.
fn told(error: &crate::Error) -> Exit {
    if !matches!(error, crate::Error::Closed) {
        eprintln!("valla: {}", crate::reports::escape::safe(&error.to_string()));
    }
    match error {
        crate::Error::Closed => Exit::Incomplete,
        crate::Error::Usage(_) | crate::Error::Claim { .. } => Exit::Usage,
        crate::Error::Interrupted => Exit::Interrupted,
        _ => Exit::Failure,
    }
}

/// Writes to standard output, and says whether anybody still reads: a reader that went away is no failure, a full disk is.
fn write_out(text: &str) -> Result<bool, crate::Error> {
    let mut out = std::io::stdout().lock();
    output::written(out.write_all(text.as_bytes()).and_then(|()| out.flush()))
}

/// Prints a text that is all a command has to say.
fn print(text: &str) -> Result<Exit, crate::Error> {
    write_out(text).map(|_| Exit::Done)
}

const WELCOME: &str = "\
valla asks two questions of documents: were they altered, and are they as old as they are said to be?

  valla FOLDER                                do their own dates agree, and was anything changed?
  valla FOLDER --claimed-date 2008-2014       can they be from 2008 to 2014?
  valla FOLDER --claims claims.toml           the same, with claims for each document
  valla FOLDER ... --html case.html           a page to read, print and publish
  valla revisions FILE.pdf                    what did each save change?
  valla search CASE WORDS                     where do the documents of a case say this?
  valla precheck FILE.pdf                     what would it give away, if published?
  valla explain P001                          what does a check look for?
  valla manual                                the pages of the manual
  valla --help                                everything else

Nothing is sent anywhere, and the documents are only read.
";
