//! Finds the files: nothing is left out because of its name or of any ignore file.

use crate::model::Error;
use globset::{Glob, GlobSet, GlobSetBuilder};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use walkdir::WalkDir;

/// One file to examine, or one that is refused, with the reason: every one becomes a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The path as given or found.
    pub path: PathBuf,
    /// The named folder below which it was found; it is opened from there, and never through a link. None of a named file, or
    /// where links are followed.
    pub root: Option<Arc<Path>>,
    /// Its size as the file system says.
    pub size: u64,
    /// Why it is not read.
    pub refused: Option<Refused>,
}

/// Why a path is not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refused {
    /// It is not a regular file.
    Skipped(String),
    /// It cannot be looked at.
    Error(String),
}

/// Files that are left out because somebody asked for it.
#[derive(Debug, Clone)]
pub struct Excluded(GlobSet);

impl Excluded {
    /// By patterns.
    ///
    /// # Errors
    /// When a pattern cannot be understood; it is named.
    pub fn of(patterns: &[String]) -> Result<Self, Error> {
        let mut set = GlobSetBuilder::new();
        let unclear = |error: &globset::Error| Error::Usage(format!("--exclude: {error}"));
        for pattern in patterns {
            set.add(Glob::new(pattern).map_err(|error| unclear(&error))?);
        }
        set.build().map(Self).map_err(|error| unclear(&error))
    }

    /// Whether the path fits a pattern, as a whole or by an end of it that begins at a folder.
    #[must_use]
    pub fn holds(&self, path: &Path) -> bool {
        let names: Vec<_> = path.components().collect();
        (0..names.len()).any(|from| {
            let tail: PathBuf = names.iter().skip(from).collect();
            self.0.is_match(&tail)
        })
    }
}

/// All files below the paths, in the order of their path bytes, each once.
#[must_use]
pub fn walk(paths: &[PathBuf], follow_links: bool) -> Vec<Item> {
    walk_until(paths, follow_links, &AtomicBool::new(false))
}

/// The same, and ends early where the run does; what was found by then is no whole.
#[must_use]
pub fn walk_until(paths: &[PathBuf], follow_links: bool, interrupt: &AtomicBool) -> Vec<Item> {
    let mut items = Vec::new();
    for path in paths {
        let root: Option<Arc<Path>> = (!follow_links && path.is_dir()).then(|| Arc::from(path.as_path()));
        if interrupt.load(Ordering::Relaxed) {
            break;
        }
        for entry in WalkDir::new(path).follow_links(follow_links).follow_root_links(follow_links) {
            match entry {
                Ok(entry) if entry.file_type().is_dir() => {}
                Ok(entry) => {
                    if interrupt.load(Ordering::Relaxed) {
                        break;
                    }
                    let size = entry.metadata().map_or(0, |data| data.len());
                    items.push(Item { root: root.clone(), ..item(entry.path(), &entry.file_type(), size) });
                }
                Err(error) => {
                    let place = error.path().unwrap_or(path).to_path_buf();
                    let why = if error.loop_ancestor().is_some() {
                        "a symbolic link that leads back to a folder above it".to_owned()
                    } else {
                        error.io_error().map_or_else(|| error.to_string(), describe)
                    };
                    items.push(Item { path: place, root: None, size: 0, refused: Some(Refused::Error(why)) });
                }
            }
        }
    }
    items.sort_by(|first, second| {
        first.path.as_os_str().as_encoded_bytes().cmp(second.path.as_os_str().as_encoded_bytes())
    });
    items.dedup_by(|second, first| second.path == first.path);
    items
}

fn item(path: &Path, kind: &std::fs::FileType, size: u64) -> Item {
    let refused = if kind.is_symlink() {
        Some(Refused::Skipped("a symbolic link; valla follows links only with --follow-links".to_owned()))
    } else if !kind.is_file() {
        Some(Refused::Skipped("not an ordinary file (a device, a pipe or a socket)".to_owned()))
    } else {
        None
    };
    Item { path: path.to_path_buf(), root: None, size: if refused.is_some() { 0 } else { size }, refused }
}

/// Whether a file was not opened because a link is in its way.
#[cfg(unix)]
fn leads_through_a_link(error: &std::io::Error) -> bool {
    use rustix::io::Errno;
    [Errno::LOOP, Errno::XDEV].iter().any(|errno| error.raw_os_error() == Some(errno.raw_os_error()))
}

#[cfg(not(unix))]
fn leads_through_a_link(_: &std::io::Error) -> bool {
    false
}

/// What the system said, in words that say what to do.
#[must_use]
pub fn describe(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "no such file or folder".to_owned(),
        std::io::ErrorKind::PermissionDenied => "no permission to read it".to_owned(),
        _ if leads_through_a_link(error) => {
            "it, or a folder on the way to it, became a symbolic link while valla was reading".to_owned()
        }
        _ => error.to_string(),
    }
}

/// The paths of a list, each ended by NUL, or by a newline where the list has no NUL.
#[must_use]
pub fn paths_of_list(list: &[u8]) -> Vec<PathBuf> {
    let separator = if list.contains(&0) { 0 } else { b'\n' };
    list.split(|&byte| byte == separator)
        .map(|path| if separator == b'\n' { path.strip_suffix(b"\r").unwrap_or(path) } else { path })
        .filter(|path| !path.is_empty())
        .map(path_of_bytes)
        .collect()
}

/// The path that these bytes name.
#[cfg(unix)]
#[must_use]
pub fn path_of_bytes(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    PathBuf::from(std::ffi::OsStr::from_bytes(bytes))
}

/// The path that these bytes name, as far as they are UTF-8.
#[cfg(not(unix))]
#[must_use]
pub fn path_of_bytes(bytes: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(bytes).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_ends_its_paths_by_nul_or_newline() {
        assert_eq!(paths_of_list(b"a\nb c\r\n"), [PathBuf::from("a"), PathBuf::from("b c")]);
        assert_eq!(paths_of_list(b"a\nb\0c\0"), [PathBuf::from("a\nb"), PathBuf::from("c")]);
    }
}
