//! Our own walk over compound files next to the crate `cfb`: every stream that it opens holds the same bytes in ours.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops at the first fault and says what it skips"
)]

mod support;

use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};
use support::{corpus, files};
use valla::formats::compound::directory::{Compound, Kind};
use valla::readers::{Budget, Purse};

/// Streams by path, as the crate reads them; none where it refuses the file or one of its streams.
fn by_the_oracle(bytes: &[u8]) -> Option<BTreeMap<String, Vec<u8>>> {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).ok()?;
    let paths: Vec<PathBuf> =
        file.walk().filter(cfb::Entry::is_stream).map(|entry| entry.path().to_path_buf()).collect();
    let mut streams = BTreeMap::new();
    for path in paths {
        let mut data = Vec::new();
        file.open_stream(&path).ok()?.read_to_end(&mut data).ok()?;
        streams.insert(path.to_str()?.trim_start_matches('/').to_owned(), data);
    }
    Some(streams)
}

fn agree(folder: &Path) -> (usize, usize) {
    let (mut compared, mut streams) = (0, 0);
    let mut paths = Vec::new();
    files(folder, &mut paths);
    paths.sort();
    for path in paths {
        let bytes = std::fs::read(&path).unwrap();
        let (true, Some(expected)) = (Compound::is_one(&bytes), by_the_oracle(&bytes)) else { continue };
        let compound = Compound::open(&bytes).unwrap_or_else(|why| panic!("{}: {why}", path.display()));
        let purse = Purse::new(Budget::default(), bytes.len());
        let ours: BTreeMap<String, Vec<u8>> = compound
            .entries
            .iter()
            .filter(|entry| entry.listed && entry.kind == Kind::Stream)
            .map(|entry| (entry.path.clone(), compound.stream_of(entry, &purse).bytes))
            .collect();
        for (name, data) in &expected {
            let own = ours.get(name).unwrap_or_else(|| panic!("{}: no stream {name:?}", path.display()));
            assert!(own == data, "{}: {name:?}: {} bytes, not {}", path.display(), own.len(), data.len());
        }
        assert_eq!(ours.len(), expected.len(), "{}: streams beyond those of the oracle", path.display());
        compared += 1;
        streams += expected.len();
    }
    (compared, streams)
}

#[test]
fn streams_of_the_samples_are_those_of_the_oracle() {
    let (compared, _) = agree(Path::new("samples"));
    assert!(compared >= 25, "only {compared} compound files among the samples");
}

#[test]
fn streams_of_the_corpus_are_those_of_the_oracle() {
    let Some(corpus) = corpus() else { return };
    let (compared, streams) = agree(&corpus);
    println!("{compared} compound files, {streams} streams, all alike");
    assert!(compared >= 50);
}
