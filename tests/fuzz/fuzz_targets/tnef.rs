#![no_main]
//! Any bytes as TNEF: what a value's place names lies in the file, and reading ends.
libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let bytes = std::sync::Arc::new([&valla::formats::outlook::tnef::SIGNATURE, data].concat());
    let purse = valla::readers::Purse::new(Default::default(), bytes.len());
    if let Ok(message) = valla::formats::outlook::tnef::read(&bytes, &purse) {
        for range in message.properties.values.iter().filter_map(|value| value.place.bytes) {
            assert!(range.start <= range.end && range.end <= bytes.len() as u64);
        }
    }
    let _ = valla::readers::read(&bytes, std::path::Path::new("winmail.dat"), &Default::default());
});
