#![no_main]
//! Any bytes as an XMP packet.
libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let mut intake = valla::readers::Intake::new(Default::default());
    valla::readers::xmp::read(data, valla::readers::xmp::Owner::Document, &Default::default(), true, &mut intake);
});
