#![no_main]
//! Any bytes as a film, as a picture of the forms that the first bytes name, and as a page of the web.

use valla::formats::budget::{Budget, Purse};
use valla::readers::Reader;

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let bytes = std::sync::Arc::new(data.to_vec());
    let purse = Purse::new(Budget::default(), bytes.len());
    let readers: [&dyn Reader; 3] =
        [&valla::readers::media::IsoMedia, &valla::readers::images::Images, &valla::readers::web::page::WebPage];
    for reader in readers {
        let read = reader.read(&bytes, Default::default(), &Default::default(), &purse);
        for evidence in &read.evidence {
            if let Some(range) = evidence.locus.bytes {
                assert!(range.start <= range.end && range.end <= bytes.len() as u64);
            }
        }
    }
});
