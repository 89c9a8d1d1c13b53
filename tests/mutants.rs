//! Samples that are damaged by a fixed seed: every one is a row, no reader fails, and the row says the same each time.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops at the first fault and says what it skips"
)]

mod support;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use support::Dice;
use valla::readers::{ReadOptions, read};

/// The bytes with one to six of them, or of their stretches, damaged.
fn damaged(dice: &mut Dice, bytes: &[u8], other: &[u8]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..=dice.below(6) {
        let at = dice.below(bytes.len());
        let end = (at + 1 + dice.below(64)).min(bytes.len());
        match dice.below(8) {
            0 => bytes[at] ^= 1 << dice.below(8),
            1 => bytes[at..end].fill(0),
            2 => bytes[at..end].fill(0xff),
            3 => bytes.truncate(at.max(16)),
            4 => drop(bytes.drain(at..end)),
            5 => {
                let again = bytes[at..end].to_vec();
                bytes.splice(at..at, again.iter().copied().cycle().take(again.len() * 20));
            }
            6 => {
                let from = dice.below(other.len());
                let stretch = other[from..(from + 512).min(other.len())].to_vec();
                bytes.splice(at..at, stretch);
            }
            // A number becomes another.
            _ => bytes[at..end].iter_mut().filter(|byte| byte.is_ascii_digit()).for_each(|byte| *byte = b'9'),
        }
    }
    bytes
}

#[test]
fn a_damaged_file_is_a_row_and_no_reader_fails() {
    let mut files: Vec<PathBuf> = Vec::new();
    for folder in ["samples/leak", "samples/checks", "samples/signed", "samples/misread", "samples/traces"] {
        support::files(Path::new(folder), &mut files);
    }
    files.sort();
    let (mut dice, options, mut mutants) = (Dice(18), ReadOptions::default(), 0);
    for at in (0..files.len()).step_by(5) {
        let (Ok(bytes), Ok(other)) = (std::fs::read(&files[at]), std::fs::read(&files[dice.below(files.len())])) else {
            continue;
        };
        if bytes.is_empty() || other.is_empty() || bytes.len() > 400_000 {
            continue;
        }
        for _ in 0..4 {
            let damaged = Arc::new(damaged(&mut dice, &bytes, &other));
            let first = read(&damaged, &files[at], &options);
            let failed =
                first.warnings.iter().chain(first.children.iter().flat_map(|child| &child.extraction.warnings));
            assert!(!failed.into_iter().any(|warning| warning.code == "reader-failed"), "{:?}", files[at]);
            assert!(first == read(&damaged, &files[at], &options), "{:?} is read otherwise again", files[at]);
            mutants += 1;
        }
    }
    assert!(mutants > 400, "{mutants}");
}

#[test]
fn every_sample_in_pdf_is_read_twice_alike_when_it_is_cut_flipped_or_spliced() {
    let mut dice = Dice(8);
    let mut next = |below: usize| dice.below(below);
    let options = ReadOptions::default();
    let mut files = Vec::new();
    support::files(Path::new("samples"), &mut files);
    files.retain(|path| path.extension().is_some_and(|extension| extension == "pdf"));
    files.sort();
    for path in files {
        let whole = std::fs::read(&path).unwrap();
        for round in 0..8 {
            let mut bytes = whole.clone();
            match round % 4 {
                0 => bytes.truncate(next(whole.len())),
                1 => {
                    for _ in 0..32 {
                        let at = next(bytes.len());
                        if let Some(byte) = bytes.get_mut(at) {
                            *byte = u8::try_from(next(256)).unwrap();
                        }
                    }
                }
                2 => {
                    let at = next(bytes.len());
                    let end = (at + next(64)).min(bytes.len());
                    bytes.drain(at..end);
                }
                _ => {
                    let (from, to) = (next(bytes.len()), next(bytes.len()));
                    let piece: Vec<u8> = bytes[from..].iter().copied().take(200).collect();
                    bytes.splice(to..to, piece);
                }
            }
            let bytes = Arc::new(bytes);
            let first = read(&bytes, &path, &options);
            assert_eq!(first, read(&bytes, &path, &options), "{path:?}: two readings differ");
        }
    }
}
