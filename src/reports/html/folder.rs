//! The dossier of many documents: an index, and a page for each file with what is in it. It is written as the documents come, and
//! holds of each only what the index shows.

use super::{Links, document, index, single, write_page};
use crate::model::{Case, Exhibit, Outcome, Reading, Role, Value};
use crate::reports::Report;
use crate::reports::kept::{Part, keep};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Up to so many files are one page.
const FILES: usize = 200;
/// Up to so much of them is held for one page, in bytes.
const WEIGHT: usize = 8 << 20;
/// Up to so many bytes are one page.
const BYTES: usize = 10_000_000;

/// A dossier that is being put together.
#[derive(Debug)]
pub struct Dossier {
    /// The index, where it is written to a file: the pages are then in a folder next to it.
    target: Option<PathBuf>,
    exhibits: Vec<Exhibit>,
    files: usize,
    /// What the exhibits take that are whole.
    weight: usize,
    /// Where of `exhibits` the file begins whose parts are still coming, and whether those before it are written.
    open: usize,
    folder: Option<PathBuf>,
    /// What pages say of the case.
    head: Option<Case>,
}

impl Dossier {
    /// With an index at a place; without one it is one page, whatever its size.
    #[must_use]
    pub fn at(target: Option<&Path>) -> Self {
        Self {
            target: target.map(Path::to_path_buf),
            exhibits: vec![],
            files: 0,
            weight: 0,
            open: 0,
            folder: None,
            head: None,
        }
    }

    fn take(&mut self, exhibit: Exhibit) -> io::Result<()> {
        if exhibit.parent.is_none() {
            self.end_file()?;
            self.files += 1;
            if (self.files > FILES || self.weight > WEIGHT) && self.folder.is_none() {
                self.unfold()?;
            }
            self.open = self.exhibits.len();
        }
        self.weight += exhibit.weight();
        self.exhibits.push(exhibit);
        Ok(())
    }

    /// From here on every file has a page of its own, those that are there already too.
    fn unfold(&mut self) -> io::Result<()> {
        let Some(target) = &self.target else { return Ok(()) };
        self.folder = Some(new_folder(target)?);
        let mut starts: Vec<usize> = (0..self.exhibits.len())
            .filter(|&at| self.exhibits.get(at).is_some_and(|one| one.parent.is_none()))
            .collect();
        starts.push(self.exhibits.len());
        for pair in starts.windows(2) {
            if let [from, to] = pair {
                self.page(*from, *to)?;
            }
        }
        self.open = self.exhibits.len();
        Ok(())
    }

    fn end_file(&mut self) -> io::Result<()> {
        if self.folder.is_some() && self.open < self.exhibits.len() {
            self.page(self.open, self.exhibits.len())?;
        }
        Ok(())
    }

    /// Writes the page of a file, and keeps of it what the index shows.
    fn page(&mut self, from: usize, to: usize) -> io::Result<()> {
        let (Some(folder), Some(target), Some(head)) = (&self.folder, &self.target, &self.head) else { return Ok(()) };
        let Some(group) = self.exhibits.get_mut(from..to) else { return Ok(()) };
        let Some(first) = group.first() else { return Ok(()) };
        let index = target.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let path = folder.join(format!("{}.html", first.id));
        let page = document::page(group, head, &index);
        let mut file = new_file(&path)?;
        file.write_all(page.into_string().as_bytes())?;
        group.iter_mut().for_each(keep_for_index);
        Ok(())
    }
}

impl Report for Dossier {
    fn begin(&mut self, head: &Case, _: &mut dyn Write) -> io::Result<()> {
        self.head = Some(head.clone());
        Ok(())
    }

    fn exhibit(&mut self, exhibit: Exhibit, _: &mut dyn Write) -> io::Result<()> {
        self.take(exhibit).map_err(|error| io::Error::new(error.kind(), format!("the pages of the dossier: {error}")))
    }

    /// Writes the dossier, or its index.
    fn finish(mut self: Box<Self>, mut case: Case, writer: &mut dyn Write) -> io::Result<()> {
        if self.folder.is_none() {
            case.exhibits = std::mem::take(&mut self.exhibits);
            let page = single(&case).into_string();
            if page.len() <= BYTES || self.target.is_none() {
                return writer.write_all(page.as_bytes());
            }
            self.exhibits = std::mem::take(&mut case.exhibits);
            self.unfold()?;
        }
        self.end_file()?;
        let name =
            self.folder.as_ref().and_then(|folder| folder.file_name()).map(|name| name.to_string_lossy().into_owned());
        case.exhibits = self.exhibits;
        write_page(&index(&case, &Links::Pages(name.unwrap_or_default())), writer)
    }
}

/// What the index shows of an exhibit: its standing and why, and its stated times.
fn keep_for_index(exhibit: &mut Exhibit) {
    keep(
        exhibit,
        &[
            Part::Evidence,
            Part::Limits,
            Part::Signatures,
            Part::Windows,
            Part::Findings,
            Part::Conflicts,
            Part::Checks,
            Part::Verdicts,
            Part::Digests,
        ],
    );
    let shown = [Role::Created, Role::Modified, Role::SignatureTime, Role::Producer, Role::Title];
    let read = &mut exhibit.extraction;
    read.evidence.retain(|evidence| evidence.role.is_some_and(|role| shown.contains(&role)));
    read.evidence.truncate(24);
    for evidence in &mut read.evidence {
        if let Reading::Present(Value::Text(text)) = &mut evidence.value {
            text.truncate(text.floor_char_boundary(500));
            text.shrink_to_fit();
        }
        evidence.raw = String::new();
    }
    read.evidence.shrink_to_fit();
    exhibit.reasoned.checks.retain(|check| matches!(check.outcome, Outcome::Found | Outcome::Clear));
}

/// The folder of the pages, `case.pages` next to `case.html`. One that is there is emptied only if nothing but such pages is in it.
fn new_folder(target: &Path) -> io::Result<PathBuf> {
    let folder = target.with_extension("pages");
    if folder.exists() {
        let mut pages = Vec::new();
        for entry in fs::read_dir(&folder)? {
            let path = entry?.path();
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            let number = name.strip_prefix('x').and_then(|rest| rest.strip_suffix(".html"));
            if !number.is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())) {
                let why = format!("{folder:?} holds {name:?}, which is no page of a dossier; choose another place");
                return Err(io::Error::new(io::ErrorKind::AlreadyExists, why));
            }
            pages.push(path);
        }
        for page in pages {
            fs::remove_file(page)?;
        }
    } else {
        private_folder(&folder)?;
    }
    Ok(folder)
}

#[cfg(unix)]
fn private_folder(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    fs::DirBuilder::new().mode(0o700).create(folder)
}

#[cfg(not(unix))]
fn private_folder(folder: &Path) -> io::Result<()> {
    fs::create_dir(folder)
}

#[cfg(unix)]
fn new_file(path: &Path) -> io::Result<fs::File> {
    use std::os::unix::fs::OpenOptionsExt;
    fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)
}

#[cfg(not(unix))]
fn new_file(path: &Path) -> io::Result<fs::File> {
    fs::OpenOptions::new().write(true).create_new(true).open(path)
}
