#![no_main]
//! Any bytes as a RAR archive of either kind: what a header says lies behind the one before it, and the walk ends.
use valla::formats::archives::rar::{Block, Blocks, MARK_4, MARK_5};

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    for mark in [MARK_4, MARK_5] {
        let bytes = std::sync::Arc::new([mark, data].concat());
        let mut source = bytes.as_slice();
        if let Ok(mut blocks) = Blocks::open(&mut source) {
            let mut before = 0;
            while let Ok(Some(block)) = blocks.next_block() {
                if let Block::File(entry) | Block::Service(entry) = block {
                    assert!(entry.at > before && entry.at + entry.header <= bytes.len() as u64);
                    before = entry.at;
                }
            }
        }
        let _ = valla::readers::read(&bytes, std::path::Path::new("fuzz.rar"), &Default::default());
    }
});
