#![no_main]
//! Any bytes as an archive: what its directory names lies in the file, and reading ends.
libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let bytes = std::sync::Arc::new([b"PK\x03\x04", data].concat());
    if let Ok(archive) = valla::formats::zip::directory::Archive::open(&bytes, 1_000) {
        for member in &archive.members {
            assert!(member.data.start <= member.data.end && member.data.end <= bytes.len());
        }
    }
    let _ = valla::readers::read(&bytes, std::path::Path::new("fuzz.zip"), &Default::default());
});
