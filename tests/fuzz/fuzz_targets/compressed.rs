#![no_main]
//! Any bytes as a file of gzip, bzip2, xz or Zstandard, by the first byte: reading ends within its limits.
use valla::readers::{Budget, ReadOptions, read};

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let Some((kind, data)) = data.split_first() else { return };
    let mark: &[u8] = match kind % 4 {
        0 => b"\x1f\x8b\x08",
        1 => b"BZh1",
        2 => b"\xfd7zXZ\0",
        _ => b"\x28\xb5\x2f\xfd",
    };
    let budget = Budget { expanded_bytes: 8 << 20, ..Budget::default() };
    let options = ReadOptions { budget, ..ReadOptions::default() };
    let _ = read(&std::sync::Arc::new([mark, data].concat()), std::path::Path::new("fuzz"), &options);
});
