#![no_main]
//! Any bytes as a document of OpenDocument in one file of XML.

use valla::formats::budget::{Budget, Purse};
use valla::readers::Reader;

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let bytes = std::sync::Arc::new(data.to_vec());
    let purse = Purse::new(Budget::default(), bytes.len());
    let read = valla::readers::opendocument::OpenDocument.read(&bytes, Default::default(), &Default::default(), &purse);
    for evidence in &read.evidence {
        if let Some(range) = evidence.locus.bytes {
            assert!(range.start <= range.end && range.end <= bytes.len() as u64);
        }
    }
});
