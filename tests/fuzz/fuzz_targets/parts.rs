#![no_main]
//! Any bytes as a part of a document: a font, a colour profile, a picture.
libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    for facts in [valla::readers::fonts::read(data), valla::readers::icc::read(data), valla::readers::images::jpeg::read(data)] {
        for fact in facts {
            assert!(fact.range.start <= fact.range.end);
        }
    }
});
