//! The command line.

use crate::knowledge::Knowledge;
use crate::model::Error;
use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use strsim::osa_distance;

#[derive(Debug, Parser)]
#[command(name = "valla", version = version(), about = "Asks of documents: were they altered, and are they as old as they are said to be?", after_help = EXAMPLES)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Command,
}

/// The version, with the date of the knowledge.
fn version() -> &'static str {
    static VERSION: LazyLock<String> = LazyLock::new(|| {
        let knowledge = Knowledge::embedded().identity();
        format!(
            "{} (knowledge of {}, {})",
            env!("CARGO_PKG_VERSION"),
            knowledge.version,
            knowledge.sha256.get(..12).unwrap_or_default()
        )
    });
    &VERSION
}

const EXAMPLES: &str = "\
Examples:
  valla leak/ --claimed-date 2008-2014                       (the answer, in some forty lines)
  valla leak/ --claimed-date 2008-2014 --full                (every document with its evidence)
  valla leak/ --claims claims.toml --html case.html          (a page to read, print and publish)
  valla leak/ --claims claims.toml --format json --output case.json
  find archive -name '*.pdf' -print0 | valla --files-from - --format jsonl > rows.jsonl
  valla archive/ --case archive.valla          (stop it at any moment; the same command continues)
  valla report archive.valla --format jsonl
  valla verify archive.valla
  valla revisions order.pdf --diff
  valla precheck order.pdf

Exit status: 0 done; 1 findings at or above --fail-on, or a difference from the baseline; 2 wrong use; 3 done, but some input could not be read, or only
in part (a limit, a missing password), or too many files of a case are missing; 4 failure; 130 interrupted, can be resumed.";

const EXAMINE: &str = "\
Examples:
  valla leak/ --claimed-date 2008/2014 --claimed-place Moscow
  valla leak/ --claims claims.toml --html case.html     (the dossier, with pictures of changed pages)
  valla leak/ --claims claims.toml --for public --html public.html
  valla archive/ --case archive.valla --digest md5,sha512
  valla samples/ --baseline known.json --update-baseline, then
  valla samples/ --baseline known.json --format sarif -o valla.sarif

A file of claims:
  [[claim]]
  path = \"*.pdf\"
  content = \"2008/2014\"
  bytes = \"2008/2014\"
  origin = \"Moscow\"";

const REVISIONS: &str = "\
Examples:
  valla revisions order.pdf                      (what each save did, in words)
  valla revisions order.pdf --diff               (what was signed, compared with the file as it is)
  valla revisions order.pdf --diff 1 3 --json
  valla revisions order.pdf --render pictures/   (pages before and after)
  valla revisions order.pdf --extract states/    (each earlier state, byte for byte)
  valla revisions letter.docx                    (tracked changes and comments)";

const PRECHECK: &str = "\
Examples:
  valla precheck order.pdf
  valla precheck publish/ --json";

const SEARCH: &str = "\
Examples:
  valla leak/ --case leak.valla
  valla search leak.valla приказ
  valla search leak.valla \"general staff\" 'mobili*'
  valla search leak.valla budget --json";

const REPORT: &str = "\
Examples:
  valla report leak.valla --html case.html
  valla report leak.valla --for public --html public.html
  valla report leak.valla --format premis-csv -o events.csv";

const SURVEY: &str = "\
Examples:
  valla survey archive.valla
  valla survey archive.valla --check undated
  valla survey archive.valla --allowed formats.txt --csv > notes.csv";

const VERIFY: &str = "\
Examples:
  valla verify archive.valla
  valla verify manifest-sha256.txt files/
  valla verify bag/";

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Examine files and folders (the default command: `valla PATH...`)
    #[command(after_help = EXAMINE)]
    Examine(Box<ExamineArguments>),
    /// List a file's revisions, compare them, or extract each one
    #[command(after_help = REVISIONS)]
    Revisions(RevisionsArguments),
    /// Compare two documents: a known original and a suspect, or two copies from two sources
    #[command(
        after_help = "Examples:\n  valla compare original.pdf received.pdf\n  valla compare from-the-archive.docx as-received.docx --json"
    )]
    Compare(CompareArguments),
    /// List what files would reveal about who made, handled or leaked them, and how to remove it, before you publish
    #[command(after_help = PRECHECK)]
    Precheck(PrecheckArguments),
    /// Explain a check, by its code or name
    #[command(after_help = "Examples:\n  valla explain P001\n  valla explain signature-coverage\n  valla list checks")]
    Explain {
        /// A code such as P001, or a name such as app-version-notbefore
        check: String,
    },
    /// List checks, formats or what is known
    List {
        #[command(subcommand)]
        what: List,
    },
    /// Print a page of the manual; without a name, the list of pages
    #[command(after_help = "Examples:\n  valla manual\n  valla manual verdicts\n  valla manual limits | less")]
    Manual {
        /// The name of the page
        page: Option<String>,
    },
    /// Show how far a case is: what is done, what is left, what went wrong
    Status {
        /// The case file
        case: PathBuf,
    },
    /// Search the words of all documents in a case
    #[command(after_help = SEARCH)]
    Search(SearchArguments),
    /// Write a report from a case file; no document is read again
    #[command(after_help = REPORT)]
    Report(ReportArguments),
    /// List what an archivist looks for first: files unidentified, doubled, empty, misnamed, not allowed, undated
    #[command(after_help = SURVEY)]
    Survey(SurveyArguments),
    /// Hash files again and compare them with a case, a manifest or a bag
    #[command(after_help = VERIFY)]
    Verify(VerifyArguments),
    /// Print the completions of a shell
    #[command(after_help = "Example:\n  valla completions bash > ~/.local/share/bash-completion/completions/valla")]
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Write pages for `man` into a folder, one for each command
    #[command(after_help = "Example:\n  valla man ~/.local/share/man/man1")]
    Man {
        /// The folder
        folder: PathBuf,
    },
    /// Check how well this machine contains the reading of hostile files
    Doctor,
    /// Read files for another program, over standard input and output (see the manual, containment)
    Worker(WorkerArguments),
    /// Print the JSON Schema of the record
    Schema {
        /// The schema of one line of --format jsonl instead of a whole case
        #[arg(long)]
        exhibit: bool,
    },
}

#[derive(Debug, Subcommand)]
pub(super) enum List {
    /// All checks with code, name and summary
    Checks,
    /// The formats that are read
    Formats,
    /// The tables of dated facts; with a string, what is known of it
    Knowledge {
        /// A string as it is in a file, such as "GPL Ghostscript 9.05"
        string: Option<String>,
    },
}

#[derive(Debug, Args)]
pub(super) struct ExamineArguments {
    /// Files and folders
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    /// Read more paths from a file, or from standard input with -; each ends with NUL or a newline
    #[arg(long, value_name = "FILE")]
    pub(super) files_from: Option<PathBuf>,
    /// Leave out files whose path, or the end of it, fits a pattern such as '*.tmp' or 'drafts/**'; may be given again
    #[arg(long, value_name = "GLOB")]
    pub(super) exclude: Vec<String>,
    /// When all of the documents are said to be from: 2013, 2013-05, 2013-05-14, or a span such as 2008-2014
    #[arg(long, value_name = "DATE")]
    pub(super) claimed_date: Option<String>,
    /// Where all of the documents are said to be from: a country, a large city or a time zone such as Europe/Moscow
    #[arg(long, value_name = "PLACE")]
    pub(super) claimed_place: Option<String>,
    /// Claims for each document or pattern, in TOML
    #[arg(long, value_name = "FILE")]
    pub(super) claims: Option<PathBuf>,
    /// The form of the output
    #[arg(long, value_enum, default_value_t = Format::Terminal)]
    pub(super) format: Format,
    /// Write the dossier too, one page for a browser, as well as what --format writes
    #[arg(long, value_name = "FILE.html")]
    pub(super) html: Option<PathBuf>,
    /// At the terminal: every document with its evidence, not the answer alone
    #[arg(long)]
    pub(super) full: bool,
    /// With --format jsonl: a last line with what the documents say about each other
    #[arg(long)]
    pub(super) together: bool,
    /// For whom the report is: public leaves out what could identify the source or the copy
    #[arg(long = "for", value_enum, default_value_t = Audience::Desk, value_name = "WHOM")]
    pub(super) audience: Audience,
    /// Write to a file instead of standard output; not among the examined files
    #[arg(long, short, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// End with status 1 when a finding is at least this strong
    #[arg(long, value_enum, value_name = "STRENGTH")]
    pub(super) fail_on: Option<FailOn>,
    #[command(flatten)]
    pub(super) guard: GuardArguments,
    /// Digests to compute as well as SHA-256
    #[arg(long, value_enum, value_delimiter = ',', value_name = "NAME")]
    pub(super) digest: Vec<Digest>,
    /// Passwords for encrypted files, one a line; they are never recorded
    #[arg(long, value_name = "FILE")]
    pub(super) password_file: Option<PathBuf>,
    /// Words that a program recognised in scanned pages: a folder with hOCR, ALTO or text for each document, under the same path or name
    #[arg(long, value_name = "DIR")]
    pub(super) words: Option<PathBuf>,
    /// Certificates that you trust, in PEM: signatures and time-stamps are checked against them
    #[arg(long, value_name = "FILE.pem")]
    pub(super) trust: Option<PathBuf>,
    /// Keys of mail domains, in CSV (see `valla manual dkim-keys`): signatures of mails are checked with them
    #[arg(long, value_name = "FILE.csv")]
    pub(super) dkim_keys: Option<PathBuf>,
    /// Your own dated facts, in CSV (see the manual, knowledge); every report marks them as yours
    #[arg(long, value_name = "FILE")]
    pub(super) knowledge: Option<PathBuf>,
    /// Your own dated names to look for in the words, in CSV (see the manual, knowledge)
    #[arg(long, value_name = "FILE")]
    pub(super) lexicon: Option<PathBuf>,
    /// Keep a case file: a stopped run continues where it was, and new claims need no file to be read again
    #[arg(long, value_name = "NAME.valla")]
    pub(super) case: Option<PathBuf>,
    /// Examine again only what gave an error, or only what another version of valla read
    #[arg(long, value_enum, value_name = "WHICH", requires = "case", conflicts_with_all = ["paths", "files_from"])]
    pub(super) again: Option<Again>,
    /// Accept that files of the case which are no longer there are gone: valla verify expects them no longer
    #[arg(long, requires = "case", conflicts_with_all = ["again", "exclude"])]
    pub(super) gone: bool,
    /// Draw first pages, and pages before and after each save, for the dossier; by itself for up to 200 files without a case
    #[arg(long)]
    pub(super) pictures: bool,
    /// Follow symbolic links
    #[arg(long)]
    pub(super) follow_links: bool,
    /// Worker threads; 0 for one per processor
    #[arg(long, short, default_value_t = 0, value_name = "N")]
    pub(super) jobs: usize,
    #[command(flatten)]
    pub(super) limits: LimitArguments,
}

/// What documents are compared with.
#[derive(Debug, Args)]
pub(super) struct GuardArguments {
    /// Compare the documents with what was accepted of them: known findings are marked, a difference ends with status 1
    #[arg(long, value_name = "FILE")]
    pub(super) baseline: Option<PathBuf>,
    /// Accept what is found: write the baseline anew; the reasons in it are kept
    #[arg(long, requires = "baseline")]
    pub(super) update_baseline: bool,
    /// Compare times, identifiers and digests exactly, not by their form
    #[arg(long, requires = "baseline")]
    pub(super) exact: bool,
    /// Report only the documents that differ from the baseline; all are counted
    #[arg(long, requires = "baseline", conflicts_with = "update_baseline")]
    pub(super) only_differences: bool,
}

#[derive(Debug, Args)]
pub(super) struct WorkerArguments {
    /// Address space, in MiB
    #[arg(long, value_name = "MIB", default_value_t = 4096)]
    pub(super) memory: u64,
    /// A file or folder that may be read, and nothing else; without it only bytes that are sent
    #[arg(long, value_name = "PATH")]
    pub(super) root: Vec<PathBuf>,
    /// Do not confine it: for systems where confinement does harm
    #[arg(long)]
    pub(super) unconfined: bool,
}

#[derive(Debug, Args)]
pub(super) struct ReportArguments {
    /// The case file
    pub(super) case: PathBuf,
    /// The form of the output
    #[arg(long, value_enum, default_value_t = Format::Terminal)]
    pub(super) format: Format,
    /// Write the dossier too, one page for a browser, as well as what --format writes
    #[arg(long, value_name = "FILE.html")]
    pub(super) html: Option<PathBuf>,
    /// At the terminal: every document with its evidence, not the answer alone
    #[arg(long)]
    pub(super) full: bool,
    /// With --format jsonl: a last line with what the documents say about each other
    #[arg(long)]
    pub(super) together: bool,
    /// For whom the report is: public leaves out what could identify the source or the copy
    #[arg(long = "for", value_enum, default_value_t = Audience::Desk, value_name = "WHOM")]
    pub(super) audience: Audience,
    /// Write to a file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// End with status 1 when a finding is at least this strong
    #[arg(long, value_enum, value_name = "STRENGTH")]
    pub(super) fail_on: Option<FailOn>,
    #[command(flatten)]
    pub(super) guard: GuardArguments,
}

#[derive(Debug, Args)]
pub(super) struct SurveyArguments {
    /// The case file
    pub(super) case: PathBuf,
    /// Only this check, with all of its files; may be given again
    #[arg(long, value_name = "NAME")]
    pub(super) check: Vec<String>,
    /// Formats that are allowed, an identifier of PRONOM (fmt/276) or a name a line; others are noted as not-allowed
    #[arg(long, value_name = "FILE")]
    pub(super) allowed: Option<PathBuf>,
    /// One row per note, as CSV
    #[arg(long)]
    pub(super) csv: bool,
}

#[derive(Debug, Args)]
pub(super) struct VerifyArguments {
    /// A case file, a manifest of sha256sum (md5sum, sha1sum, sha512sum) or hashdeep, or the folder of a bag
    pub(super) expected: PathBuf,
    /// Folders in which every file should be named; files that are not are new. A case and a bag say themselves
    #[arg(value_name = "PATH")]
    pub(super) whole: Vec<PathBuf>,
    /// Relative paths of a manifest count from here instead of the current folder
    #[arg(long, value_name = "DIR")]
    pub(super) base: Option<PathBuf>,
    /// Name the files that are unchanged, too
    #[arg(long)]
    pub(super) all: bool,
    /// One object a line instead of text
    #[arg(long)]
    pub(super) jsonl: bool,
    /// Worker threads; 0 for one per processor
    #[arg(long, short, default_value_t = 0, value_name = "N")]
    pub(super) jobs: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Again {
    /// What gave an error
    Errors,
    /// What another version of valla read
    Older,
}

/// What one file may cost.
#[derive(Debug, Args)]
pub(super) struct LimitArguments {
    /// Set a limit of reading: NAME=VALUE with one of file-bytes, expanded-bytes, stream-bytes, ratio, objects, revisions, depth, evidence, evidence-bytes, operations, children, nesting, pages
    #[arg(long, value_name = "NAME=VALUE")]
    pub(super) limit: Vec<String>,
    /// Read no words of pages (as --limit pages=0)
    #[arg(long)]
    pub(super) quick: bool,
    /// Address space of a worker process, in MiB [default: three quarters of the machine's memory divided by the jobs, 512 to 4096]
    #[arg(long, value_name = "MIB")]
    pub(super) memory_limit: Option<u64>,
    /// Seconds of processor time that a file may take, a small one less; twice as many of wall clock
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    pub(super) time_limit: u64,
    /// Read files in this process, not in contained worker processes
    #[arg(long)]
    pub(super) no_containment: bool,
}

#[derive(Debug, Args)]
pub(super) struct PrecheckArguments {
    /// The files, or folders of them
    #[arg(value_name = "FILE")]
    pub(super) files: Vec<PathBuf>,
    /// One object a line instead of text
    #[arg(long)]
    pub(super) json: bool,
    /// Passwords for encrypted files, one a line; they are never recorded
    #[arg(long, value_name = "FILE")]
    pub(super) password_file: Option<PathBuf>,
    #[command(flatten)]
    pub(super) limits: LimitArguments,
}

#[derive(Debug, Args)]
pub(super) struct SearchArguments {
    /// The case file
    pub(super) case: PathBuf,
    /// Words that one place must hold; several in quotation marks are a phrase, a star at the end is any ending
    #[arg(required = true)]
    pub(super) words: Vec<String>,
    /// One object a line instead of text
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Debug, Args)]
pub(super) struct CompareArguments {
    /// The document that is known, or the first of the two
    pub(super) first: PathBuf,
    /// The other
    pub(super) other: PathBuf,
    /// Print what was compared as JSON
    #[arg(long)]
    pub(super) json: bool,
    /// Passwords for encrypted files, one a line; they are never recorded
    #[arg(long, value_name = "FILE")]
    pub(super) password_file: Option<PathBuf>,
    #[command(flatten)]
    pub(super) limits: LimitArguments,
}

#[derive(Debug, Args)]
pub(super) struct RevisionsArguments {
    /// The file
    pub(super) file: PathBuf,
    /// Compare two states of the file, by their numbers; without numbers what was signed with the file as it is,
    /// or the last two states
    #[arg(long, value_name = "NUMBER", num_args = 0..=2)]
    pub(super) diff: Option<Vec<u32>>,
    /// Draw each page that looks different, before and after, with the changed regions framed, as PNG into this folder: of the states
    /// that --diff names, else of every save
    #[arg(long, value_name = "DIR")]
    pub(super) render: Option<PathBuf>,
    /// Write each earlier state of the file, byte for byte, into this folder
    #[arg(long, value_name = "DIR")]
    pub(super) extract: Option<PathBuf>,
    /// Print the record of the file as JSON
    #[arg(long)]
    pub(super) json: bool,
    /// Passwords for encrypted files, one a line; they are never recorded
    #[arg(long, value_name = "FILE")]
    pub(super) password_file: Option<PathBuf>,
    /// Certificates that you trust, in PEM: signatures and time-stamps are checked against them
    #[arg(long, value_name = "FILE.pem")]
    pub(super) trust: Option<PathBuf>,
    #[command(flatten)]
    pub(super) limits: LimitArguments,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For a reader at a terminal
    Terminal,
    /// The dossier: one page for a browser, which loads nothing
    Html,
    /// A whole case as JSON
    Json,
    /// One exhibit a line
    Jsonl,
    /// Findings in SARIF 2.1.0, for programs that guard a folder
    Sarif,
    /// A row a file, in the columns of DROID
    Csv,
    /// A row a value, with its place
    EvidenceCsv,
    /// A row an event of preservation, as PREMIS names them
    PremisCsv,
    /// A manifest as sha256sum writes it
    Sha256sum,
    /// A manifest as hashdeep writes it
    Hashdeep,
    /// The lines of a bag's manifest-sha256.txt
    Bagit,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Audience {
    /// Everything, for those who hold the documents
    Desk,
    /// No names, paths, digests, identifiers and places, times to the month, pseudonyms
    Public,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum FailOn {
    Hard,
    Strong,
    Medium,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Digest {
    Md5,
    Sha1,
    Sha512,
    Blake3,
}

/// `valla PATH` means `valla examine PATH`: put the command in where the first word is neither a command nor a flag that
/// is used alone.
pub(super) fn with_default_command(mut arguments: Vec<OsString>) -> Result<Vec<OsString>, Error> {
    const FLAGS: [&str; 5] = ["help", "-h", "--help", "-V", "--version"];
    let command = Arguments::command();
    let Some(first) = arguments.get(1) else { return Ok(arguments) };
    let known: Vec<&str> = command.get_subcommands().map(clap::Command::get_name).collect();
    if FLAGS.iter().any(|flag| first == flag) || known.iter().any(|name| first == name) {
        return Ok(arguments);
    }
    // A lone word that names no file may be a command that was mistyped.
    let word = first.to_string_lossy();
    let is_word = !word.is_empty() && word.chars().all(|letter| letter.is_ascii_lowercase() || letter == '-');
    if is_word && !word.starts_with('-') && !Path::new(first).exists() {
        let near = known.iter().map(|name| (osa_distance(&word, name), *name)).min().filter(|(steps, _)| *steps <= 2);
        let meant = near
            .map_or_else(|| "; see valla --help".to_owned(), |(_, name)| format!("; did you mean \"valla {name}\"?"));
        return Err(Error::Usage(format!("no such file or command: {word:?}{meant}")));
    }
    arguments.insert(1, OsString::from("examine"));
    Ok(arguments)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistyped_command_is_near_to_the_one_that_was_meant() {
        for (typed, meant) in [("reprot", "valla report"), ("verfy", "valla verify"), ("manal", "valla manual")] {
            let error = with_default_command(["valla", typed].map(OsString::from).to_vec()).unwrap_err();
            assert!(error.to_string().contains(meant), "{error}");
        }
        let error = with_default_command(["valla", "nonesuch"].map(OsString::from).to_vec()).unwrap_err();
        assert!(!error.to_string().contains("did you mean"), "{error}");
    }
}
