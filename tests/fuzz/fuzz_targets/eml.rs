#![no_main]
//! Any bytes as a mail: reading ends, and every place lies in the file.
libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let bytes = std::sync::Arc::new([b"From: a@b\nDate: 1 Jan 2001 00:00 GMT\n", data].concat());
    let read = valla::readers::read(&bytes, std::path::Path::new("fuzz.eml"), &Default::default());
    for range in read.evidence.iter().filter_map(|one| one.locus.bytes) {
        assert!(range.start <= range.end && range.end <= bytes.len() as u64);
    }
});
