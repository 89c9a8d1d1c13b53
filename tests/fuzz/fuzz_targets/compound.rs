#![no_main]
//! Any bytes as a compound file: reading ends, and every locus lies in the file.
libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let bytes = std::sync::Arc::new([b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", data].concat());
    let read = valla::readers::read(&bytes, std::path::Path::new("fuzz.doc"), &Default::default());
    for evidence in &read.evidence {
        if let Some(range) = evidence.locus.bytes {
            assert!(range.start <= range.end && range.end <= bytes.len() as u64);
        }
    }
});
