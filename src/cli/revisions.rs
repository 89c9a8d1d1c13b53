//! `valla revisions`.

use super::args::RevisionsArguments;
use super::asked::{day, read_options};
use super::contained::{interrupt, reading_room};
use super::exit::Exit;
use super::output::{Output, written};
use super::untouched::{Untouched, private_folder};
use crate::Exhibit;
use crate::model::{Comparison, Error, Status};
use crate::pipeline::{self, Options, digest};
use crate::readers::asked::{Asked, States};
use crate::reports::json;
use crate::reports::revisions::{differences, list};
use base64ct::{Base64, Encoding};
use std::io::Write;
use std::path::{Path, PathBuf};

pub(super) fn run(arguments: &RevisionsArguments) -> Result<Exit, Error> {
    let mut read =
        read_options(arguments.password_file.as_deref(), arguments.trust.as_deref(), None, &arguments.limits)?;
    read.compare = asked(arguments)?;
    let interrupt = interrupt()?;
    let options = Options {
        reading_room: reading_room(&arguments.limits, 1, &read, &interrupt)?,
        interrupt,
        read,
        jobs: 1,
        day: day()?,
        ..Options::default()
    };
    let case = pipeline::examine(std::slice::from_ref(&arguments.file), &options)?;
    // What is inside the file comes after it.
    let mut files = case.exhibits.iter().filter(|exhibit| exhibit.parent.is_none());
    let (Some(exhibit), None) = (files.next(), files.next()) else {
        return Err(Error::Usage(format!("{:?} is not one file; valla revisions takes one", arguments.file)));
    };
    let comparisons = &exhibit.extraction.comparisons;
    if let Some(numbers) = arguments.diff.as_deref().filter(|_| comparisons.is_empty()) {
        let saved = exhibit.extraction.revisions.len();
        return Err(Error::Usage(match numbers {
            [] => format!("{:?} has {saved} revisions: there is nothing to compare", arguments.file),
            _ => format!("{:?} has {saved} revisions: name two of them, the earlier one first", arguments.file),
        }));
    }
    let read = [arguments.password_file.as_deref(), arguments.trust.as_deref()];
    let untouched = Untouched::of(std::slice::from_ref(&arguments.file), &[], &read);
    if let Some(folder) = &arguments.render {
        pictures(arguments, &open_folder(folder, &untouched)?, comparisons)?;
    }
    if let Some(folder) = &arguments.extract {
        extract(arguments, &open_folder(folder, &untouched)?, exhibit)?;
    }
    let mut output = Output::open(None, &untouched)?;
    if arguments.json {
        written(json::line(&without_pictures(exhibit), output.writer()))?;
    } else if arguments.diff.is_some() {
        written(differences(exhibit, output.writer()))?;
    } else {
        written(list(exhibit, output.writer()))?;
    }
    output.finish()?;
    Ok(if exhibit.extraction.status == Status::Error { Exit::Incomplete } else { Exit::Done })
}

/// Which states to compare.
fn asked(arguments: &RevisionsArguments) -> Result<Option<Asked>, Error> {
    let pictures = arguments.render.is_some();
    let states = match arguments.diff.as_deref() {
        None if pictures => States::Each,
        None => return Ok(None),
        Some([]) => States::Telling,
        Some([from, to]) => States::Of(*from, *to),
        Some(_) => return Err(Error::Usage("--diff takes two revisions, as in --diff 1 3, or none".to_owned())),
    };
    Ok(Some(Asked { states, pictures, pages: None, first_page: false }))
}

/// The folder, made where there is none, for its owner only.
fn open_folder(folder: &Path, untouched: &Untouched<'_>) -> Result<PathBuf, Error> {
    let failed = |source| Error::Output { path: folder.to_path_buf(), source };
    // A folder below others that are not there yet has no place that could be told before.
    if let Some(above) = folder.parent().filter(|above| !above.as_os_str().is_empty()) {
        private_folder(above).map_err(failed)?;
    }
    let real = untouched.folder(folder)?;
    private_folder(&real).map_err(failed)?;
    Ok(real)
}

/// Writes the pictures of changed pages; a file that is there is never written over.
fn pictures(arguments: &RevisionsArguments, folder: &Path, comparisons: &[Comparison]) -> Result<(), Error> {
    let failed = |path: &Path, source| Error::Output { path: path.to_path_buf(), source };
    let stem = arguments.file.file_stem().unwrap_or_default().to_os_string();
    let mut count = 0;
    for comparison in comparisons {
        for page in &comparison.pages {
            for (when, picture) in [("before", &page.before), ("after", &page.after)] {
                let Some(bytes) = picture.as_ref().and_then(|picture| Base64::decode_vec(picture).ok()) else {
                    continue;
                };
                let mut name = stem.clone();
                name.push(format!(".revision-{}-{}.page-{}.{when}.png", comparison.from, comparison.to, page.page));
                let path = folder.join(name);
                let mut file = new_file(&path).map_err(|source| failed(&path, source))?;
                file.write_all(&bytes).map_err(|source| failed(&path, source))?;
                eprintln!("wrote {}", crate::reports::escape::safe(&path.display().to_string()));
                count += 1;
            }
        }
    }
    if count == 0 {
        eprintln!("no page looks different after a save: nothing to draw");
    }
    Ok(())
}

/// The record without pictures, which are written as files.
fn without_pictures(exhibit: &Exhibit) -> Exhibit {
    let mut exhibit = exhibit.clone();
    for page in exhibit.extraction.comparisons.iter_mut().flat_map(|comparison| &mut comparison.pages) {
        (page.before, page.after) = (None, None);
    }
    exhibit
}

/// Writes the file as it was after each save; a file that is there is never written over.
fn extract(arguments: &RevisionsArguments, folder: &Path, exhibit: &Exhibit) -> Result<(), Error> {
    let failed = |path: &Path, source| Error::Output { path: path.to_path_buf(), source };
    let unreadable = |message: String| Error::Unreadable { path: arguments.file.clone(), message };
    let intake =
        digest::Intake { algorithms: &[], holds: u64::MAX, root: None, follow_links: false, goes_on: &|_| true };
    let file = digest::read(&arguments.file, &intake).map_err(|trouble| unreadable(trouble.message))?;
    if file.sha256 != exhibit.sha256 {
        return Err(unreadable("the file changed since valla read its revisions".to_owned()));
    }
    let bytes = file.bytes.unwrap_or_default();
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
fn new_file(path: &Path) -> std::io::Result<std::fs::File> {
    use std::os::unix::fs::OpenOptionsExt;
    std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)
}

#[cfg(not(unix))]
fn new_file(path: &Path) -> std::io::Result<std::fs::File> {
    std::fs::OpenOptions::new().write(true).create_new(true).open(path)
}
