#![no_main]
//! Any bytes as a manifest: read, or refused with the line.
libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let _ = valla::fixity::Manifest::parse(std::path::Path::new("fuzz"), data);
});
