//! Exhibits that a run looked for and did not find.

use super::case::CaseFile;
use super::columns::bytes_of;
use crate::model::Error;
use crate::pipeline::shown;
use crate::pipeline::walk::{Item, Refused, path_of_bytes};
use std::collections::HashSet;
use std::fmt;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// What becomes of exhibits below the named paths that a run does not find.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unfound {
    /// Nothing: the run does not look for all of them.
    Left,
    /// They are marked as gone, unless they are [too many to believe](Missing).
    Marked,
    /// Somebody says that they are gone: nobody expects them any more.
    Accepted,
}

/// Files that a run did not find: more than a tenth of those that the case has below the named paths. A disk that is not mounted looks like
/// that, so they stay as they were.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// How many were not found.
    pub files: u64,
    /// Of how many.
    pub of: u64,
    /// The first of them.
    pub first: PathBuf,
}

impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { files, of, first } = self;
        write!(
            f,
            "valla did not find {files} of the {of} files of this case, the first of them {:?}. They stay in the case and in its reports. If their disk is not mounted, mount it and run the same command again; if they are gone for good, run it with --gone",
            shown(first).0
        )
    }
}

/// How `gone` is written: looked for and not found.
const GONE: i64 = 1;
/// Gone, and somebody said so.
const ACCEPTED: i64 = 2;

/// Whether nothing is at the path; not where nobody may look.
fn is_absent(path: &Path) -> bool {
    path.symlink_metadata().is_err_and(|error| error.kind() == ErrorKind::NotFound)
}

impl CaseFile {
    /// Whether an item is a file of the case that was named and is not there any more.
    pub(super) fn is_lost(&self, item: &Item) -> Result<bool, Error> {
        let refused = matches!(item.refused, Some(Refused::Error(_)));
        let was_a_file = || Ok(self.row(&bytes_of(&item.path))?.is_some_and(|row| !row.sha256.is_empty()));
        if refused && is_absent(&item.path) { was_a_file() } else { Ok(false) }
    }

    /// The paths into which nobody could look: what is below them may be there.
    fn closed<'a>(&self, items: &'a [Item], unfound: Unfound) -> Result<HashSet<&'a Path>, Error> {
        let mut closed = HashSet::new();
        for item in items.iter().filter(|item| matches!(item.refused, Some(Refused::Error(_)))) {
            let is_gone = unfound == Unfound::Accepted && is_absent(&item.path);
            if !is_gone && !self.is_lost(item)? {
                closed.insert(item.path.as_path());
            }
        }
        Ok(closed)
    }

    /// Marks the exhibits below the scope that a run did not find among its items, but none below what it could not look into; their
    /// records stay. One pass over the table, however many paths were named. Gives the files that are too many to believe.
    pub(super) fn mark_gone(
        &self,
        run: i64,
        items: &[Item],
        scope: &[PathBuf],
        unfound: Unfound,
    ) -> Result<Option<Missing>, Error> {
        let gone = match unfound {
            Unfound::Left => return Ok(None),
            Unfound::Marked => GONE,
            Unfound::Accepted => ACCEPTED,
        };
        let (scope, closed) = (scope.iter().map(PathBuf::as_path).collect(), self.closed(items, unfound)?);
        let (unseen, missing) = self.unseen(run, &scope, &closed)?;
        if unfound == Unfound::Marked && missing.files.saturating_mul(10) > missing.of {
            return Ok(Some(missing));
        }
        let database = self.database();
        let mut mark =
            database.prepare("UPDATE exhibit SET gone = ?2 WHERE number = ?1").map_err(|error| self.on(&error))?;
        for number in unseen {
            mark.execute([number, gone]).map_err(|error| self.on(&error))?;
            self.seal_exhibit(number)?;
        }
        Ok(None)
    }

    /// The exhibits that a run did not see, and how many files are missing.
    fn unseen(&self, run: i64, scope: &HashSet<&Path>, closed: &HashSet<&Path>) -> Result<(Vec<i64>, Missing), Error> {
        let (mut unseen, mut missing) = (Vec::new(), Missing { files: 0, of: 0, first: PathBuf::new() });
        self.rows(|row| {
            let path = path_of_bytes(&row.path);
            let is_below = |folders: &HashSet<&Path>| path.ancestors().any(|above| folders.contains(above));
            if row.gone == ACCEPTED || !is_below(scope) || is_below(closed) {
                return Ok(());
            }
            // What is gone already, or never was a file, is no new loss.
            let counts = row.gone == 0 && !row.sha256.is_empty();
            missing.of += u64::from(counts);
            if row.seen != run {
                unseen.push(row.number);
                if counts {
                    missing.files += 1;
                    if missing.files == 1 {
                        missing.first = path;
                    }
                }
            }
            Ok(())
        })?;
        Ok((unseen, missing))
    }
}
