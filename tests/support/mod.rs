//! What several tests share: a fixed day, and a run on some paths.
#![allow(dead_code, reason = "each test file uses its own part")]

pub(crate) mod older_case;

use std::path::{Path, PathBuf};
use valla::model::{Case, Day};
use valla::pipeline::{Options, examine};

/// The day on which all tests examine.
pub(crate) fn day() -> Day {
    Day(chrono::NaiveDate::from_ymd_opt(2026, 12, 1).unwrap())
}

/// A case over some paths.
pub(crate) fn examined(paths: &[&str], prepare: impl FnOnce(&mut Options)) -> Case {
    let mut options = Options { jobs: 2, day: day(), ..Options::default() };
    prepare(&mut options);
    let paths: Vec<PathBuf> = paths.iter().map(PathBuf::from).collect();
    examine(&paths, &options).unwrap()
}

/// Lower-case hexadecimal.
pub(crate) fn hexadecimal(bytes: &[u8]) -> String {
    valla::model::evidence::hexadecimal(bytes)
}

/// The development corpus, where it is: the folder of `VALLA_CORPUS`, else next to the repository.
pub(crate) fn corpus() -> Option<PathBuf> {
    let folder = std::env::var_os("VALLA_CORPUS").map_or_else(|| PathBuf::from("../shared/corpus"), PathBuf::from);
    if folder.join("MANIFEST.csv").is_file() {
        return Some(folder);
    }
    println!("skipped: no corpus at {} (set VALLA_CORPUS)", folder.display());
    None
}

/// Every file below a folder.
pub(crate) fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files(&path, found) } else { found.push(path) }
    }
}

/// A path below the corpus, as its manifest names it.
pub(crate) fn below<'a>(path: &'a str, corpus: &Path) -> &'a str {
    path.strip_prefix(&format!("{}/", corpus.display())).unwrap_or(path)
}

/// A path as a pattern of claims that means only itself.
pub(crate) fn literal(path: &str) -> String {
    let escape = |character: char| {
        if "[]{}*?!\\".contains(character) { format!("[{character}]") } else { character.to_string() }
    };
    path.chars().map(escape).collect()
}

/// Numbers that only look random: the same in every run of a seed.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    /// A number below another.
    pub(crate) fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % most.max(1)
    }

    /// Brings items into another order.
    pub(crate) fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            items.swap(at, self.below(at + 1));
        }
    }
}
