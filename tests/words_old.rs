//! The words of the older Office formats, RTF and plain text: real files in, words out.
//!
//! With `VALLA_WORDS_OF` naming files, one a line, `words_of_files` prints their words as lines of JSON, for `tests/beside/words_old.py`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops at the first fault and says what it skips"
)]

mod support;

use std::path::Path;
use std::sync::Arc;
use support::{corpus, files};
use valla::model::{Concealment, Extraction, Passage, Seen, Status, Words, Written};
use valla::readers::{Budget, ReadOptions, read};

fn reading(path: &Path, options: &ReadOptions) -> Extraction {
    read(&Arc::new(std::fs::read(path).unwrap()), path, options)
}

fn words(path: &str) -> Vec<Words> {
    reading(Path::new(path), &ReadOptions::default()).words
}

/// Words as path, passage and text.
fn said(words: &[Words]) -> Vec<(&str, Passage, &str)> {
    words.iter().map(|run| (run.locus.path.as_str(), run.passage, run.text.as_str())).collect()
}

#[test]
fn words_of_files() {
    let Some(named) = std::env::var_os("VALLA_WORDS_OF") else {
        println!("VALLA_WORDS_OF names no files: skipped");
        return;
    };
    for path in named.to_str().unwrap().lines() {
        let read = reading(Path::new(path), &ReadOptions::default());
        println!("{}", serde_json::json!({ "path": path, "format": read.format.name, "words": read.words }));
    }
}

#[test]
fn nothing_is_read_where_no_words_are_wanted_and_all_else_is_the_same() {
    let none = ReadOptions { budget: Budget { words_bytes: 0, ..Budget::default() }, ..ReadOptions::default() };
    for path in ["samples/leak/15-prikaz-57.doc", "samples/traces/14-hyperlinks.xls", "samples/leak/19-shema.rtf"] {
        let (with, without) = (reading(Path::new(path), &ReadOptions::default()), reading(Path::new(path), &none));
        assert!(!with.words.is_empty() && without.words.is_empty(), "{path}");
        assert_eq!(with.evidence, without.evidence, "{path}");
        assert_eq!(with.limits, without.limits, "{path}");
    }
}

#[test]
fn a_small_room_for_words_is_noted_and_holds() {
    let little = ReadOptions { budget: Budget { words_bytes: 200, ..Budget::default() }, ..ReadOptions::default() };
    let read = reading(Path::new("samples/misread/plain-text-1251.txt"), &little);
    let bytes: usize = read.words.iter().map(|run| run.text.len()).sum();
    assert!(bytes <= 200, "{bytes}");
    assert_eq!(read.limits.iter().map(|limit| limit.name.as_str()).collect::<Vec<_>>(), ["words-bytes"]);
    assert_eq!(read.status, Status::Partial);
}

/// The same document as LibreOffice writes it in either format.
#[test]
fn what_is_hidden_deleted_or_computed_is_told_apart() {
    for path in ["samples/words/marks.doc", "samples/words/marks.rtf"] {
        let found = words(path);
        let run =
            |text: &str| found.iter().find(|run| run.text.trim() == text).unwrap_or_else(|| panic!("{path}: {text}"));
        assert_eq!(
            (&run("Shown words  end.").seen, &run("Shown words  end.").written),
            (&Seen::Shown, &Written::Typed)
        );
        assert_eq!(run("and hidden ones").seen, Seen::Hidden(Concealment::SetHidden));
        let Seen::Deleted { by, at } = &run("taken out").seen else { panic!("{path}: not deleted") };
        assert_eq!((by.as_deref(), at.as_ref().unwrap().text.as_str()), (Some("A. Reed"), "2013-05-13T10:00"));
        assert_eq!(run("11/28/26").written, Written::Field("DATE".to_owned()));
        assert_eq!(run("Date:  here").locus.path, "paragraph 2");
        assert_eq!((run("A footnote.").passage, run("A comment.").passage), (Passage::Footnote, Passage::Comment));
    }
}

/// Every old document and text of the corpus: reading ends, runs are in order of size with their files, and none is without a place.
#[test]
fn the_corpus_gives_words_with_places() {
    let Some(corpus) = corpus() else { return };
    let mut paths = Vec::new();
    files(&corpus, &mut paths);
    let (mut with, mut runs, mut fields, mut unseen) = (0, 0, 0, 0);
    for path in paths {
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
        if !["doc", "xls", "ppt", "rtf", "md"].contains(&ending.as_str()) {
            continue;
        }
        let read = reading(&path, &ReadOptions::default());
        with += usize::from(!read.words.is_empty());
        for run in &read.words {
            assert!(!run.locus.path.is_empty() && !run.text.trim().is_empty(), "{}: {run:?}", path.display());
            assert!(
                run.text.chars().all(|sign| !sign.is_control() || matches!(sign, '\n' | '\t')),
                "{}",
                path.display()
            );
            runs += 1;
            fields += usize::from(matches!(run.written, Written::Field(_)));
            unseen += usize::from(run.seen != Seen::Shown);
        }
    }
    println!("{with} files with words, {runs} runs, {fields} of fields, {unseen} unseen");
    assert!(with > 50 && runs > 20_000 && fields > 1_000 && unseen >= 5, "{with} {runs} {fields} {unseen}");
}

#[test]
fn samples_say_what_is_in_them() {
    let order = words("samples/leak/15-prikaz-57.doc");
    let expected = [
        ("paragraph 1", Passage::Body, "Приказ № 57"),
        ("paragraph 2", Passage::Body, "О проведении учений. Начало в 06:00."),
    ];
    assert_eq!(said(&order), expected);
    assert_eq!(said(&words("samples/leak/19-shema.rtf")), [("paragraph 1", Passage::Body, "Схема связи")]);
    let text = words("samples/misread/plain-text-1251.txt");
    assert_eq!(said(&text)[2].0, "lines 5 to 6");
    assert!(said(&text)[2].2.ends_with("Исполнение возложить на интенданта Орлова."));
    let wide = words("samples/misread/plain-text-utf-16.txt");
    assert_eq!(
        said(&wide)[1],
        ("line 3", Passage::Body, "This document is fictional. The store was counted on Monday.")
    );
}
