//! Where output goes: standard output, a pipe or a device, or a file that appears whole or not at all.

use super::untouched::{Place, Untouched};
use crate::model::Error;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;
use tempfile::NamedTempFile;

/// A destination.
#[derive(Debug)]
pub(super) enum Output {
    /// Standard output.
    Standard(BufWriter<io::Stdout>),
    /// A pipe or a device.
    Stream(BufWriter<File>, PathBuf),
    /// A file next to its final name; readable by its owner only.
    File(BufWriter<NamedTempFile>, PathBuf),
}

/// How the names of files begin that are not yet in their place.
const PREFIX: &str = ".valla-output-";
/// A file that nobody holds is left over when it is older than this.
const LEFT_OVER: Duration = Duration::from_millis(200);

impl Output {
    /// Opens the destination, as far as what is untouched allows it.
    pub(super) fn open(path: Option<&Path>, untouched: &Untouched<'_>) -> Result<Self, Error> {
        let Some(path) = path else { return Ok(Self::Standard(BufWriter::new(io::stdout()))) };
        let failed = |source| Error::Output { path: path.to_path_buf(), source };
        match untouched.place(path)? {
            Place::Stream(stream) => {
                let file = File::options().write(true).open(&stream).map_err(failed)?;
                Ok(Self::Stream(BufWriter::new(file), stream))
            }
            Place::File(real) => {
                let folder = real.parent().unwrap_or(Path::new("."));
                clean(folder);
                // The temporary file is made with mode 0600 and keeps it. Whoever holds its lock still writes it.
                let file = tempfile::Builder::new().prefix(PREFIX).tempfile_in(folder).map_err(failed)?;
                let _ = file.as_file().try_lock();
                Ok(Self::File(BufWriter::new(file), real))
            }
        }
    }

    /// The writer.
    pub(super) fn writer(&mut self) -> &mut dyn Write {
        match self {
            Self::Standard(writer) => writer,
            Self::Stream(writer, _) => writer,
            Self::File(writer, _) => writer,
        }
    }

    /// Whether it is a terminal.
    pub(super) fn is_terminal(&self) -> bool {
        match self {
            Self::Standard(_) => io::IsTerminal::is_terminal(&io::stdout()),
            Self::Stream(writer, _) => io::IsTerminal::is_terminal(writer.get_ref()),
            Self::File(..) => false,
        }
    }

    /// Puts the file in its place. A reader of a stream that went away is no error.
    pub(super) fn finish(self) -> Result<(), Error> {
        let ended = |result: io::Result<()>, path: &Path| match result {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                Err(Error::Output { path: path.to_path_buf(), source: error })
            }
            _ => Ok(()),
        };
        match self {
            Self::Standard(mut writer) => ended(writer.flush(), Path::new("standard output")),
            Self::Stream(mut writer, path) => ended(writer.flush(), &path),
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

/// Removes what a run left in a folder that was killed before its output was in its place.
fn clean(folder: &Path) {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    for entry in entries.filter(|entry| entry.file_name().to_string_lossy().starts_with(PREFIX)) {
        let old = |entry: &std::fs::DirEntry| {
            let there = entry.metadata().ok().filter(std::fs::Metadata::is_file)?;
            there.modified().ok()?.elapsed().ok().filter(|age| *age >= LEFT_OVER)
        };
        let unheld = |path: &Path| File::options().write(true).open(path).is_ok_and(|file| file.try_lock().is_ok());
        if old(&entry).is_some() && unheld(&entry.path()) {
            // Another run may have been quicker.
            let _ = std::fs::remove_file(entry.path());
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
