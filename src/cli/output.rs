//! Where output goes: standard output, or a file that appears whole or not at all.

use crate::model::Error;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// A destination.
#[derive(Debug)]
pub(super) enum Output {
    /// Standard output.
    Standard(BufWriter<io::Stdout>),
    /// A file beside its final name; readable by its owner only.
    File(BufWriter<NamedTempFile>, PathBuf),
}

impl Output {
    /// Opens the destination.
    pub(super) fn open(path: Option<&Path>, evidence: &[PathBuf]) -> Result<Self, Error> {
        let Some(path) = path else { return Ok(Self::Standard(BufWriter::new(io::stdout()))) };
        let failed = |source| Error::Output { path: path.to_path_buf(), source };
        let folder = match path.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        let real = folder.canonicalize().map_err(failed)?;
        for item in evidence {
            let Ok(item) = item.canonicalize() else { continue };
            if item.is_dir() && real.starts_with(&item) || path.canonicalize().is_ok_and(|path| path == item) {
                return Err(Error::Usage(format!(
                    "the output {path:?} would be among the examined files in {item:?}; valla never writes into evidence: choose another place"
                )));
            }
        }
        // The temporary file is made with mode 0600 and keeps it.
        let file = NamedTempFile::new_in(folder).map_err(failed)?;
        Ok(Self::File(BufWriter::new(file), path.to_path_buf()))
    }

    /// The writer.
    pub(super) fn writer(&mut self) -> &mut dyn Write {
        match self {
            Self::Standard(writer) => writer,
            Self::File(writer, _) => writer,
        }
    }

    /// Whether it is a terminal.
    pub(super) fn is_terminal(&self) -> bool {
        match self {
            Self::Standard(_) => io::IsTerminal::is_terminal(&io::stdout()),
            Self::File(..) => false,
        }
    }

    /// Puts the file in its place. A reader of standard output that went away is no error.
    pub(super) fn finish(self) -> Result<(), Error> {
        match self {
            Self::Standard(mut writer) => match writer.flush() {
                Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                    Err(Error::Output { path: PathBuf::from("standard output"), source: error })
                }
                _ => Ok(()),
            },
            Self::File(writer, path) => {
                let failed = |source| Error::Output { path: path.clone(), source };
                let file = writer.into_inner().map_err(|error| failed(error.into_error()))?;
                file.as_file().sync_all().map_err(failed)?;
                file.persist(&path).map_err(|error| failed(error.error))?;
                Ok(())
            }
        }
    }
}

/// An error of writing, where it is one: a closed pipe only means that nobody reads on.
pub(super) fn written(result: io::Result<()>) -> Result<bool, Error> {
    match result {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(false),
        Err(source) => Err(Error::Output { path: PathBuf::from("the output"), source }),
    }
}
