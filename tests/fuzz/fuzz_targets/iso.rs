#![no_main]
//! Any bytes as an image of a disc, from its first descriptor on: reading ends.
libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let bytes = [vec![0; 32_768], b"\x01CD001\x01\0".to_vec(), data.to_vec()].concat();
    let _ = valla::readers::read(&std::sync::Arc::new(bytes), std::path::Path::new("fuzz.iso"), &Default::default());
});
