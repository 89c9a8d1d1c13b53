//! What each stage costs, on the samples or on the folder in `VALLA_CORPUS`: the stages of reading and checking on its PDF files, the look-up of
//! marks on the words of all its files. `cargo bench --bench stages`, or of one group `cargo bench --bench stages -- words`.
#![allow(clippy::unwrap_used, missing_docs, reason = "a benchmark may stop")]

use criterion::{Criterion, criterion_group, criterion_main};
use sha2::{Digest, Sha256};
use std::hint::black_box;
use std::path::PathBuf;
use std::sync::Arc;
use valla::checks::{self, View};
use valla::formats::pdf::revisions;
use valla::knowledge::Knowledge;
use valla::lookup::{self, Sighting, addresses, characters, citations, copies, dates, names, residue};
use valla::model::{Claims, Day, Extraction, Words};
use valla::pipeline::claims::ClaimBook;
use valla::readers::pdf::second_opinion;
use valla::readers::{self, Budget, Purse, ReadOptions, xmp};
use valla::reasoning::{Question, reason};

type Find = fn(&[Words], &Knowledge) -> Vec<Sighting>;

fn paths() -> impl Iterator<Item = PathBuf> {
    let folder = std::env::var_os("VALLA_CORPUS").map_or_else(|| PathBuf::from("samples"), PathBuf::from);
    walkdir::WalkDir::new(folder)
        .sort_by_file_name()
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file())
        .map(walkdir::DirEntry::into_path)
}

fn files() -> Vec<(PathBuf, Arc<Vec<u8>>)> {
    let documents = paths().filter(|path| path.extension().is_some_and(|extension| extension == "pdf"));
    documents.map(|path| (path.clone(), Arc::new(std::fs::read(path).unwrap()))).collect()
}

fn stages(bench: &mut Criterion) {
    let files = files();
    let options = ReadOptions::default();
    let budget = Budget::default();
    bench.bench_function("read and SHA-256", |run| {
        run.iter(|| {
            files
                .iter()
                .map(|(path, _)| Sha256::digest(std::fs::read(path).unwrap()))
                .fold(0, |sum, digest| sum ^ digest[0])
        });
    });
    bench.bench_function("revision walk", |run| {
        run.iter(|| {
            files
                .iter()
                .map(|(_, bytes)| revisions::walk(bytes, &Purse::new(budget, bytes.len())).revisions.len())
                .sum::<usize>()
        });
    });
    bench.bench_function("search for XMP packets", |run| {
        run.iter(|| files.iter().map(|(_, bytes)| xmp::packets(bytes, 500).len()).sum::<usize>());
    });
    bench.bench_function("second opinion (hayro)", |run| {
        run.iter(|| {
            files
                .iter()
                .map(|(_, bytes)| second_opinion::hayro(bytes, &[]))
                .filter(|lazy| *lazy == second_opinion::Lazy::Password)
                .count()
        });
    });
    bench.bench_function("read evidence, parts remembered", |run| {
        run.iter(|| {
            files.iter().map(|(path, bytes)| readers::read(bytes, path, &options).evidence.len()).sum::<usize>()
        });
    });
    bench.bench_function("read evidence, parts anew", |run| {
        run.iter(|| {
            let options = ReadOptions::default();
            files.iter().map(|(path, bytes)| readers::read(bytes, path, &options).evidence.len()).sum::<usize>()
        });
    });
    let extractions: Vec<Extraction> = files.iter().map(|(path, bytes)| readers::read(bytes, path, &options)).collect();
    let mut book = ClaimBook::default();
    book.claim_date("2012").unwrap();
    let (claims, day): (Claims, Day) = (book.of("a.pdf", &[]), Day::of_examination(Some("1796083200")).unwrap());
    let knowledge = Knowledge::embedded();
    bench.bench_function("check", |run| {
        run.iter(|| {
            let answers = extractions
                .iter()
                .map(|extraction| checks::run(&View::new((extraction, &[]), &claims, knowledge, day, "a.pdf")));
            answers.map(|answers| answers.len()).sum::<usize>()
        });
    });
    bench.bench_function("check and reason", |run| {
        run.iter(|| {
            for extraction in &extractions {
                let answers = checks::run(&View::new((extraction, &[]), &claims, knowledge, day, "a.pdf"));
                black_box(reason(
                    Question { extraction, sha256: "", claims: &claims, knowledge, day },
                    answers,
                    vec![],
                ));
            }
        });
    });
}

/// Those that have words, among a reading and the documents inside it.
fn with_words(mut read: Extraction, into: &mut Vec<Extraction>) {
    for child in std::mem::take(&mut read.children) {
        with_words(child.extraction, into);
    }
    if !read.words.is_empty() {
        into.push(read);
    }
}

/// All marks together as a document has them looked up, then each kind alone.
fn words(bench: &mut Criterion) {
    let kinds: [(&str, Find); 8] = [
        ("characters", characters::find),
        ("addresses", addresses::find),
        ("citations", citations::find),
        ("names", names::find),
        ("dates", dates::find),
        ("residue", residue::find),
        ("mixed scripts", copies::mixed_scripts),
        ("invisible characters", copies::invisible),
    ];
    let options = ReadOptions::default();
    let mut extractions = Vec::new();
    for path in paths() {
        let bytes = Arc::new(std::fs::read(&path).unwrap());
        with_words(readers::read(&bytes, &path, &options), &mut extractions);
    }
    let words: usize = extractions.iter().flat_map(|read| &read.words).map(|words| words.text.len()).sum();
    let knowledge = Knowledge::embedded();
    let mut of_words = bench.benchmark_group("words");
    // Criterion divides: so many bytes of words a second.
    of_words.throughput(criterion::Throughput::Bytes(words as u64));
    of_words.bench_function("look up marks", |run| {
        run.iter(|| extractions.iter().map(|read| lookup::marks(read, "a.pdf", knowledge).len()).sum::<usize>());
    });
    for (kind, find) in kinds {
        of_words.bench_function(kind, |run| {
            run.iter(|| extractions.iter().map(|read| find(&read.words, knowledge).len()).sum::<usize>());
        });
    }
    of_words.finish();
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(10);
    targets = stages, words
}
criterion_main!(benches);
