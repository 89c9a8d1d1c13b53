#![no_main]
//! Any bytes: the reader answers, within its budget.
libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let bytes = std::sync::Arc::new([b"%PDF-1.7\n", data].concat());
    let _ = valla::readers::read(&bytes, std::path::Path::new("fuzz.pdf"), &Default::default());
});
