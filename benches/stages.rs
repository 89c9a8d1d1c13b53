//! What each stage costs, on the samples or on the PDF files of the folder in `VALLA_CORPUS`:
//! `cargo bench --bench stages`.
#![allow(clippy::unwrap_used, missing_docs, reason = "a benchmark may stop")]

use criterion::{Criterion, criterion_group, criterion_main};
use sha2::{Digest, Sha256};
use std::hint::black_box;
use std::path::PathBuf;
use std::sync::Arc;
use valla::checks::{self, View};
use valla::formats::pdf::revisions;
use valla::knowledge::Knowledge;
use valla::lookup;
use valla::model::{Claims, Day, Extraction};
use valla::pipeline::claims::ClaimBook;
use valla::readers::pdf::second_opinion;
use valla::readers::{self, Budget, Purse, ReadOptions, xmp};
use valla::reasoning::{Question, reason};

fn files() -> Vec<(PathBuf, Arc<Vec<u8>>)> {
    let folder = std::env::var_os("VALLA_CORPUS").map_or_else(|| PathBuf::from("samples"), PathBuf::from);
    walkdir::WalkDir::new(folder)
        .sort_by_file_name()
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| {
            entry.file_type().is_file() && entry.path().extension().is_some_and(|extension| extension == "pdf")
        })
        .map(|entry| (entry.path().to_path_buf(), Arc::new(std::fs::read(entry.path()).unwrap())))
        .collect()
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
    let words: usize = extractions.iter().flat_map(|read| &read.words).map(|words| words.text.len()).sum();
    // Criterion divides: so many bytes of words a second.
    let mut of_words = bench.benchmark_group("words");
    of_words.throughput(criterion::Throughput::Bytes(words as u64)).sample_size(10);
    of_words.bench_function("look up marks", |run| {
        let marks = |read| lookup::marks(read, "a.pdf", Knowledge::embedded()).len();
        run.iter(|| extractions.iter().map(marks).sum::<usize>());
    });
    of_words.finish();
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

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(10);
    targets = stages
}
criterion_main!(benches);
