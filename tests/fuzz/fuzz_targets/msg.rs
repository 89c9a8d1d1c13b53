#![no_main]
//! Any bytes as a message of Outlook in a compound file: reading ends.
libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let bytes = std::sync::Arc::new([b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", data].concat());
    if let Ok(file) = valla::formats::compound::directory::Compound::open(&bytes) {
        let purse = valla::readers::Purse::new(Default::default(), bytes.len());
        let _ = valla::formats::outlook::msg::read(&file, &purse);
    }
    let _ = valla::readers::read(&bytes, std::path::Path::new("fuzz.msg"), &Default::default());
});
