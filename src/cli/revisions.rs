//! `valla revisions`.

use super::args::RevisionsArguments;
use super::contained::reading_room;
use super::examine::{day, read_options};
use super::exit::Exit;
use super::output::{Output, written};
use crate::model::{Error, Status};
use crate::pipeline::{self, Options};
use crate::reports::{json, revisions::list};
use std::io::Write;

pub(super) fn run(arguments: &RevisionsArguments) -> Result<Exit, Error> {
    let read = read_options(arguments.password_file.as_deref(), arguments.trust.as_deref(), &arguments.limits)?;
    let options = Options {
        reading_room: reading_room(&arguments.limits, &read)?,
        read,
        jobs: 1,
        day: day()?,
        ..Options::default()
    };
    let case = pipeline::examine(std::slice::from_ref(&arguments.file), &options)?;
    // What stands inside the file comes behind it.
    let mut files = case.exhibits.iter().filter(|exhibit| exhibit.parent.is_none());
    let (Some(exhibit), None) = (files.next(), files.next()) else {
        return Err(Error::Usage(format!("{:?} is not one file; valla revisions takes one", arguments.file)));
    };
    if let Some(folder) = &arguments.extract {
        extract(arguments, folder, exhibit)?;
    }
    let mut output = Output::open(None, &[])?;
    if arguments.json {
        written(json::line(exhibit, output.writer()))?;
    } else {
        written(list(exhibit, output.writer()))?;
    }
    output.finish()?;
    Ok(if exhibit.extraction.status == Status::Error { Exit::Incomplete } else { Exit::Done })
}

/// Writes the file as it was after each save; a file that is there is never written over.
fn extract(arguments: &RevisionsArguments, folder: &std::path::Path, exhibit: &crate::Exhibit) -> Result<(), Error> {
    let failed = |path: &std::path::Path, source| Error::Output { path: path.to_path_buf(), source };
    let bytes = std::fs::read(&arguments.file)
        .map_err(|error| Error::Unreadable { path: arguments.file.clone(), message: error.to_string() })?;
    std::fs::create_dir_all(folder).map_err(|source| failed(folder, source))?;
    let stem = arguments.file.file_stem().unwrap_or_default().to_os_string();
    for revision in &exhibit.extraction.revisions {
        let mut name = stem.clone();
        name.push(format!(".revision-{}.pdf", revision.number));
        let path = folder.join(name);
        let state = usize::try_from(revision.end).ok().and_then(|end| bytes.get(..end)).unwrap_or(&bytes);
        let mut file = new_file(&path).map_err(|source| failed(&path, source))?;
        file.write_all(state).map_err(|source| failed(&path, source))?;
        eprintln!("wrote {}", crate::reports::escape::safe(&path.display().to_string()));
    }
    Ok(())
}

#[cfg(unix)]
fn new_file(path: &std::path::Path) -> std::io::Result<std::fs::File> {
    use std::os::unix::fs::OpenOptionsExt;
    std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)
}

#[cfg(not(unix))]
fn new_file(path: &std::path::Path) -> std::io::Result<std::fs::File> {
    std::fs::OpenOptions::new().write(true).create_new(true).open(path)
}
