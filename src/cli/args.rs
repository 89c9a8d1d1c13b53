//! The command line.

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::ffi::OsString;
use std::path::PathBuf;

#[derive(Debug, Parser)]
#[command(name = "valla", version, about = "Examines documents and says which of the things they state about themselves can be true together", after_help = EXAMPLES)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Command,
}

const EXAMPLES: &str = "\
Examples:
  valla leak/ --claimed-date 2008/2014
  valla leak/ --claims claims.toml --format json --output case.json
  find archive -name '*.pdf' -print0 | valla --files-from - --format jsonl > rows.jsonl
  valla revisions order.pdf --extract states/

Exit status: 0 done; 1 findings at or above --fail-on; 2 wrong use; 3 done, but some input could not be read, or only
in part (a limit, a missing password); 4 failure.";

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Examine files and folders (the default command: `valla PATH...`)
    Examine(Box<ExamineArguments>),
    /// List the revisions of a file, or take them out of it
    Revisions(RevisionsArguments),
    /// Explain a check, by its code or name
    Explain {
        /// A code such as P001, or a name such as app-version-notbefore
        check: String,
    },
    /// List checks, formats or what is known
    List {
        #[command(subcommand)]
        what: List,
    },
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
        /// A string as it stands in a file, such as "GPL Ghostscript 9.05"
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
    /// When all of the documents are said to be from: 2013, 2013-05, 2013-05-14 or an interval such as 2008/2014
    #[arg(long, value_name = "DATE")]
    pub(super) claimed_date: Option<String>,
    /// Where all of the documents are said to be from: a country, a large city or a zone such as Europe/Moscow
    #[arg(long, value_name = "PLACE")]
    pub(super) claimed_place: Option<String>,
    /// Claims for each document or pattern, in TOML
    #[arg(long, value_name = "FILE")]
    pub(super) claims: Option<PathBuf>,
    /// The form of the output
    #[arg(long, value_enum, default_value_t = Format::Terminal)]
    pub(super) format: Format,
    /// Write to a file instead of standard output; it may not lie among the examined files
    #[arg(long, short, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// End with status 1 when a finding is at least this strong
    #[arg(long, value_enum, value_name = "STRENGTH")]
    pub(super) fail_on: Option<FailOn>,
    /// Digests beside SHA-256
    #[arg(long, value_enum, value_delimiter = ',', value_name = "NAME")]
    pub(super) digest: Vec<Digest>,
    /// Passwords for encrypted files, one a line; they are never recorded
    #[arg(long, value_name = "FILE")]
    pub(super) password_file: Option<PathBuf>,
    /// A table of your own dated rows, in CSV (see the manual, knowledge); they are marked as yours in every report
    #[arg(long, value_name = "FILE")]
    pub(super) knowledge: Option<PathBuf>,
    /// Follow symbolic links
    #[arg(long)]
    pub(super) follow_links: bool,
    /// Worker threads; 0 for one per processor
    #[arg(long, short, default_value_t = 0, value_name = "N")]
    pub(super) jobs: usize,
}

#[derive(Debug, Args)]
pub(super) struct RevisionsArguments {
    /// The file
    pub(super) file: PathBuf,
    /// Write each earlier state of the file, byte for byte, into this folder
    #[arg(long, value_name = "DIR")]
    pub(super) extract: Option<PathBuf>,
    /// Print the record of the file as JSON
    #[arg(long)]
    pub(super) json: bool,
    /// Passwords for encrypted files, one a line; they are never recorded
    #[arg(long, value_name = "FILE")]
    pub(super) password_file: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For a reader at a terminal
    Terminal,
    /// A whole case as JSON
    Json,
    /// One exhibit a line
    Jsonl,
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
/// stands alone.
pub(super) fn with_default_command(mut arguments: Vec<OsString>) -> Vec<OsString> {
    const COMMANDS: &[&str] =
        &["examine", "revisions", "explain", "list", "schema", "help", "-h", "--help", "-V", "--version"];
    let named = arguments.get(1).is_some_and(|first| COMMANDS.iter().any(|command| first == command));
    if !named {
        arguments.insert(1, OsString::from("examine"));
    }
    arguments
}
