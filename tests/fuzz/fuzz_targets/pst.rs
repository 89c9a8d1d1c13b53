#![no_main]
//! Any bytes as a mailbox: reading ends.
libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let bytes = std::sync::Arc::new([b"!BDN", data].concat());
    let _ = valla::readers::read(&bytes, std::path::Path::new("fuzz.pst"), &Default::default());
});
