//! Hashes files anew and says which are the same, changed, moved, missing or new.

use super::manifest::{Entry, algorithm, leaves};
use crate::model::Error;
use crate::pipeline::digest::{self, DigestAlgorithm, Digested, Intake};
use crate::pipeline::schedule::{self, InOrder};
use crate::pipeline::walk::{Refused, walk};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

/// How a file compares with what is expected of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It is what it was.
    Same,
    /// It is another: the digest or size that differs, expected and found.
    Changed {
        /// `sha256`, `size` ...
        what: String,
        /// As expected.
        expected: String,
        /// As found.
        found: String,
    },
    /// It is not where it was, and the same bytes are at another place where none were expected.
    Moved(PathBuf),
    /// It is not there.
    Missing,
    /// It is there and cannot be read; why.
    Unreadable(String),
    /// It was not expected.
    New,
}

impl Outcome {
    /// The word for it.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Changed { .. } => "changed",
            Self::Moved(_) => "moved",
            Self::Missing => "missing",
            Self::Unreadable(_) => "unreadable",
            Self::New => "new",
        }
    }
}

/// One file's outcome.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fixity {
    /// The path.
    pub path: PathBuf,
    /// How it compares.
    pub outcome: Outcome,
}

/// Counts by outcome.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    counts: BTreeMap<&'static str, u64>,
}

impl Tally {
    fn count(&mut self, outcome: &Outcome) {
        *self.counts.entry(outcome.word()).or_default() += 1;
    }

    fn of(&self, word: &str) -> u64 {
        self.counts.get(word).copied().unwrap_or(0)
    }

    /// The last line: every expected file is in it once, and every folder that should be looked into and could not be.
    #[must_use]
    pub fn balance(&self) -> String {
        let expected: u64 =
            ["same", "changed", "moved", "missing", "unreadable"].iter().map(|word| self.of(word)).sum();
        format!(
            "expected {expected} = same {} + changed {} + moved {} + missing {} + unreadable {}; new {}",
            self.of("same"),
            self.of("changed"),
            self.of("moved"),
            self.of("missing"),
            self.of("unreadable"),
            self.of("new")
        )
    }

    /// Whether everything is as expected.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.counts.iter().all(|(word, count)| *word == "same" || *count == 0)
    }
}

/// Compares files with what is expected of them, in the order of the entries; then what was not expected below `whole`.
///
/// # Errors
/// When threads cannot be started, or `each` fails.
pub fn verify(
    entries: &[Entry],
    whole: &[PathBuf],
    jobs: usize,
    mut each: impl FnMut(Fixity) -> Result<(), Error>,
) -> Result<Tally, Error> {
    let pool = schedule::threads(jobs)?;
    let mut tally = Tally::default();
    let mut missing = Vec::new();
    let mut order = InOrder::default();
    schedule::run(&pool, &AtomicBool::new(false), entries.iter().map(Ok), compare, |number, outcome| {
        order.take(number, outcome, |number, outcome| {
            let Some(entry) = entries.get(number) else { return Ok(()) };
            if outcome == Outcome::Missing {
                missing.push(entry);
                return Ok(());
            }
            tally.count(&outcome);
            each(Fixity { path: entry.path.clone(), outcome })
        })
    })?;
    let expected: BTreeSet<PathBuf> = entries.iter().map(|entry| plain(&entry.path)).collect();
    let (mut new, mut closed) = (Vec::new(), Vec::new());
    for item in walk(whole, false).into_iter().filter(|item| !expected.contains(&plain(&item.path))) {
        match item.refused {
            None => new.push(item.path),
            // Whatever is in a folder that cannot be read, nobody can say that it was expected.
            Some(Refused::Error(why)) => closed.push(Fixity { path: item.path, outcome: Outcome::Unreadable(why) }),
            Some(Refused::Skipped(_)) => {}
        }
    }
    let mut moved = BTreeSet::new();
    if !missing.is_empty() {
        // Only where something is missing need the new be hashed.
        let algorithms = algorithms(missing.iter().copied());
        let mut found: Vec<(PathBuf, Option<Digested>)> = Vec::with_capacity(new.len());
        let mut order = InOrder::default();
        schedule::run(
            &pool,
            &AtomicBool::new(false),
            new.iter().map(Ok),
            |path: &PathBuf| (path.clone(), hash(path, &algorithms).ok()),
            |number, result| {
                order.take(number, result, |_, result| {
                    found.push(result);
                    Ok(())
                })
            },
        )?;
        for entry in missing {
            let here = found.iter().find(|(path, file)| {
                !moved.contains(path) && file.as_ref().is_some_and(|file| difference(entry, file).is_none())
            });
            let outcome = match here {
                Some((path, _)) => {
                    moved.insert(path.clone());
                    Outcome::Moved(path.clone())
                }
                None => Outcome::Missing,
            };
            tally.count(&outcome);
            each(Fixity { path: entry.path.clone(), outcome })?;
        }
    }
    let new = new.into_iter().filter(|path| !moved.contains(path));
    for fixity in closed.into_iter().chain(new.map(|path| Fixity { path, outcome: Outcome::New })) {
        tally.count(&fixity.outcome);
        each(fixity)?;
    }
    Ok(tally)
}

/// `./a` and `a` are one path.
fn plain(path: &Path) -> PathBuf {
    path.components().filter(|component| *component != std::path::Component::CurDir).collect()
}

fn algorithms<'a>(entries: impl Iterator<Item = &'a Entry>) -> Vec<DigestAlgorithm> {
    let names: BTreeSet<&str> = entries.flat_map(|entry| entry.digests.keys().map(String::as_str)).collect();
    names.into_iter().filter_map(algorithm).collect()
}

fn hash(path: &Path, algorithms: &[DigestAlgorithm]) -> Result<Digested, String> {
    digest::read(path, &Intake { algorithms, holds: 0, root: None, follow_links: true, goes_on: &|_| true })
        .map_err(|trouble| trouble.message)
}

fn compare(entry: &Entry) -> Outcome {
    if !entry.path.exists() && entry.path.symlink_metadata().is_err() {
        return Outcome::Missing;
    }
    if entry.within.as_ref().is_some_and(|folder| leaves(&entry.path, folder)) {
        return Outcome::Unreadable("a symbolic link leads from it out of the bag".to_owned());
    }
    match hash(&entry.path, &algorithms(std::iter::once(entry))) {
        Err(why) => Outcome::Unreadable(why),
        Ok(file) => match difference(entry, &file) {
            None => Outcome::Same,
            Some((what, expected, found)) => Outcome::Changed { what, expected, found },
        },
    }
}

/// What differs: the strongest digest that does, else the size.
fn difference(entry: &Entry, file: &Digested) -> Option<(String, String, String)> {
    let found = |name: &str| if name == "sha256" { Some(&file.sha256) } else { file.digests.get(name) };
    let order = ["sha512", "sha256", "blake3", "sha1", "md5"];
    let by_digest = order.iter().find_map(|name| {
        let (expected, found) = (entry.digests.get(*name)?, found(name)?);
        (expected != found).then(|| ((*name).to_owned(), expected.clone(), found.clone()))
    });
    by_digest.or_else(|| {
        let expected = entry.size.filter(|size| *size != file.size)?;
        Some(("size".to_owned(), expected.to_string(), file.size.to_string()))
    })
}
