#![no_main]
//! Any bytes as an XMP packet.
libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let purse = valla::readers::Purse::new(Default::default(), data.len());
    let mut intake = valla::readers::Intake::new(Default::default(), &purse);
    valla::readers::xmp::read(data, valla::readers::xmp::Owner::Document, &Default::default(), true, &mut intake);
});
