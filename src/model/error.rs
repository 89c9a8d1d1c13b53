//! Errors of the library: what, where, and what to do.

use std::path::PathBuf;

/// Why a run could not go on. What concerns one file only is no error but that file's row.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A path that was named cannot be walked.
    #[error("cannot open {path:?}: {source}")]
    Walk {
        /// The path.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A claim cannot be understood.
    #[error("{place}: {message}")]
    Claim {
        /// The option, or the file and line.
        place: String,
        /// What is wrong, and what would be right.
        message: String,
    },
    /// A table of the knowledge base is broken.
    #[error("knowledge table {table}: {message}")]
    Knowledge {
        /// The table.
        table: &'static str,
        /// What is wrong.
        message: String,
    },
    /// Output cannot be written.
    #[error("cannot write {path:?}: {source}")]
    Output {
        /// The path.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A case file cannot be used.
    #[error("case file {path:?}: {message}")]
    CaseFile {
        /// The path.
        path: PathBuf,
        /// What is wrong, and what to do.
        message: String,
    },
    /// Somebody ended the run early.
    #[error("interrupted; what was finished is kept")]
    Interrupted,
    /// Whoever read the output has gone, and nothing else was wanted of the run.
    #[error("nobody reads the output any more")]
    Closed,
    /// Wrong use: what, and what to do.
    #[error("{0}")]
    Usage(String),
    /// A file that the command needs cannot be read.
    #[error("cannot read {path:?}: {message}")]
    Unreadable {
        /// The path.
        path: PathBuf,
        /// What is wrong.
        message: String,
    },
}
