//! What a run examines and reads is never written by it: the one guard of every path that is.
//!
//! Files are known by their identity, not by their name: a link to a file is that file. An output does not go into an examined
//! folder, nor into the folder of a file that was named; it replaces nothing that the run reads, and no other output.

use crate::model::Error;
use crate::pipeline::walk::Item;
use std::cell::RefCell;
use std::fs::Metadata;
use std::io;
use std::path::{Path, PathBuf};

/// What is examined and read.
#[derive(Debug, Default)]
pub(super) struct Untouched<'a> {
    /// Examined folders, resolved.
    folders: Vec<PathBuf>,
    /// The folders of examined files, resolved, with the file as it was named.
    beside: Vec<(PathBuf, PathBuf)>,
    /// What else is read, with its identity.
    read: Vec<(Identity, PathBuf)>,
    /// The files that were found.
    items: &'a [Item],
    /// The outputs so far.
    written: RefCell<Vec<PathBuf>>,
}

/// Where an output goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Place {
    /// A file that is there or will be; no link.
    File(PathBuf),
    /// A pipe or a device, which is written into.
    Stream(PathBuf),
}

impl<'a> Untouched<'a> {
    /// Of a run on these paths, in which these files were found and those are read.
    pub(super) fn of(examined: &[PathBuf], items: &'a [Item], read: &[Option<&Path>]) -> Self {
        let mut untouched = Self { items, ..Self::default() };
        for path in examined {
            let Ok(real) = path.canonicalize() else { continue };
            if real.is_dir() {
                untouched.folders.push(real);
            } else if let Some(folder) = real.parent() {
                untouched.read.extend(identity(&real).map(|identity| (identity, path.clone())));
                untouched.beside.push((folder.to_path_buf(), path.clone()));
            }
        }
        untouched.beside.dedup_by(|second, first| second.0 == first.0);
        for path in read.iter().flatten() {
            untouched.read.extend(identity(path).map(|identity| (identity, path.to_path_buf())));
        }
        untouched
    }

    /// Where an output at this path goes; it is noted as an output.
    ///
    /// # Errors
    /// Why nothing may be written there.
    pub(super) fn place(&self, path: &Path) -> Result<Place, Error> {
        let place = place_of(path)?;
        if let Place::File(real) = &place {
            self.allows(path, real)?;
            let mut written = self.written.borrow_mut();
            if written.contains(real) {
                return Err(Error::Usage(format!(
                    "two outputs would go to {path:?}; name another place for one of them"
                )));
            }
            written.push(real.clone());
        }
        Ok(place)
    }

    /// Where a file at this path is, without links; none of a stream.
    ///
    /// # Errors
    /// Why nothing can be written there.
    pub(super) fn index(&self, path: &Path) -> Result<Option<PathBuf>, Error> {
        Ok(match place_of(path)? {
            Place::File(real) => Some(real),
            Place::Stream(_) => None,
        })
    }

    /// The folder at this path, resolved, for files that are made in it.
    ///
    /// # Errors
    /// Why nothing may be written there.
    pub(super) fn folder(&self, path: &Path) -> Result<PathBuf, Error> {
        let real = resolved(path, 0).map_err(|source| failed(path, source))?;
        self.allows(path, &real.join("a file"))?;
        Ok(real)
    }

    fn allows(&self, path: &Path, real: &Path) -> Result<(), Error> {
        let folder = real.parent().unwrap_or(real);
        if let Some(examined) = self.folders.iter().find(|examined| real.starts_with(examined)) {
            return Err(Error::Usage(format!(
                "the output {path:?} would be among the examined files in {examined:?}; valla never writes into evidence: \
                 choose another place"
            )));
        }
        if let Some((_, file)) = self.beside.iter().find(|(beside, _)| beside == folder) {
            return Err(Error::Usage(format!(
                "the output {path:?} would be next to the examined file {file:?}; valla never writes where evidence is: choose \
                 another folder"
            )));
        }
        let Some((found, names)) = identity_and_names(real) else { return Ok(()) };
        if let Some((_, file)) = self.read.iter().find(|(identity, _)| *identity == found) {
            return Err(Error::Usage(format!(
                "the output {path:?} would replace {file:?}, which this run reads: choose another place"
            )));
        }
        // Only a file of several names can be an examined one that lies elsewhere.
        let examined = (names > 1).then(|| self.items.iter().find(|item| identity(&item.path) == Some(found)));
        match examined.flatten() {
            Some(item) => Err(Error::Usage(format!(
                "the output {path:?} is another name of the examined file {:?}: choose another place",
                item.path
            ))),
            None => Ok(()),
        }
    }
}

/// What a path leads to.
fn place_of(path: &Path) -> Result<Place, Error> {
    let refused = |what: &str| Err(Error::Usage(format!("the output {path:?} is {what}: choose another place")));
    match std::fs::metadata(path) {
        Ok(there) if there.is_dir() => refused("a folder"),
        Ok(there) => match kind(&there) {
            Kind::Ordinary => resolved(path, 0).map(Place::File).map_err(|source| failed(path, source)),
            Kind::Stream => Ok(Place::Stream(path.to_path_buf())),
            Kind::Refused(what) => refused(what),
        },
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            resolved(path, 0).map(Place::File).map_err(|source| failed(path, source))
        }
        Err(source) => Err(failed(path, source)),
    }
}

fn failed(path: &Path, source: io::Error) -> Error {
    Error::Output { path: path.to_path_buf(), source }
}

/// Links that lead to links are followed so far.
const LINKS: usize = 40;

/// The path without links; of one that is not there yet, where it will be.
fn resolved(path: &Path, links: usize) -> io::Result<PathBuf> {
    match path.canonicalize() {
        Err(error) if error.kind() == io::ErrorKind::NotFound && links < LINKS => {}
        answer => return answer,
    }
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    match std::fs::read_link(path) {
        // It leads to what is not there yet.
        Ok(target) => resolved(&folder.join(target), links + 1),
        Err(_) => Ok(folder.canonicalize()?.join(path.file_name().unwrap_or_default())),
    }
}

/// What is at a path, as far as it matters for writing.
enum Kind {
    Ordinary,
    Stream,
    Refused(&'static str),
}

#[cfg(unix)]
fn kind(there: &Metadata) -> Kind {
    use std::os::unix::fs::FileTypeExt;
    let kind = there.file_type();
    match () {
        () if kind.is_fifo() || kind.is_char_device() => Kind::Stream,
        () if kind.is_block_device() => Kind::Refused("a disk"),
        () if kind.is_socket() => Kind::Refused("a socket"),
        () => Kind::Ordinary,
    }
}

#[cfg(not(unix))]
fn kind(_: &Metadata) -> Kind {
    Kind::Ordinary
}

/// What tells a file, whatever its name: the device and its number there.
#[cfg(unix)]
type Identity = (u64, u64);
/// What tells a file: its path without links.
#[cfg(not(unix))]
type Identity = u64;

fn identity(path: &Path) -> Option<Identity> {
    identity_and_names(path).map(|(identity, _)| identity)
}

/// The identity, and how many names the file has.
#[cfg(unix)]
fn identity_and_names(path: &Path) -> Option<(Identity, u64)> {
    use std::os::unix::fs::MetadataExt;
    let there = std::fs::metadata(path).ok()?;
    there.is_file().then(|| ((there.dev(), there.ino()), there.nlink()))
}

#[cfg(not(unix))]
fn identity_and_names(path: &Path) -> Option<(Identity, u64)> {
    use std::hash::{DefaultHasher, Hash, Hasher};
    let mut hasher = DefaultHasher::new();
    path.canonicalize().ok()?.hash(&mut hasher);
    Some((hasher.finish(), 1))
}

/// Makes a folder that only its owner may enter, where there is none.
///
/// # Errors
/// When it cannot be made.
pub(super) fn private_folder(folder: &Path) -> io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}
