#![no_main]
//! Any bytes as what a program recognised in pictures: reading ends, and gives words and nothing else.
use valla::readers::{ReadOptions, read};

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let options = ReadOptions { recognised: true, ..ReadOptions::default() };
    let read = read(&std::sync::Arc::new(data.to_vec()), std::path::Path::new("fuzz.hocr"), &options);
    assert!(read.evidence.iter().all(|evidence| evidence.property.starts_with("words.source")));
    assert!(read.children.is_empty() && read.revisions.is_empty());
});
