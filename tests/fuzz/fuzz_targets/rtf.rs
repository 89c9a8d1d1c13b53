#![no_main]
//! Any bytes as RTF: reading ends, and every locus lies in the file.
libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let bytes = std::sync::Arc::new([b"{\\rtf1", data].concat());
    let read = valla::readers::read(&bytes, std::path::Path::new("fuzz.rtf"), &Default::default());
    for evidence in &read.evidence {
        if let Some(range) = evidence.locus.bytes {
            assert!(range.start <= range.end && range.end <= bytes.len() as u64);
        }
    }
});
