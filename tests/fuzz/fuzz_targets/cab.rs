#![no_main]
//! Any bytes as a cabinet: reading ends.
libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let bytes = [b"MSCF\0\0\0\0", data].concat();
    let _ = valla::readers::read(&std::sync::Arc::new(bytes), std::path::Path::new("fuzz.cab"), &Default::default());
});
