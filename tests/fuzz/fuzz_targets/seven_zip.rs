#![no_main]
//! Any bytes as a 7z archive, and any bytes as its header, whose sums are right: the walk ends within its bounds.
use std::sync::Arc;

fn sum(bytes: &[u8]) -> [u8; 4] {
    let mut sum = flate2::Crc::new();
    sum.update(bytes);
    sum.sum().to_le_bytes()
}

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let options = valla::readers::ReadOptions { passwords: vec!["valla-test".to_owned()], ..Default::default() };
    let any = Arc::new([b"7z\xbc\xaf\x27\x1c\0\x04", data].concat());
    let _ = valla::readers::read(&any, std::path::Path::new("fuzz.7z"), &options);
    // The first byte says how much of the rest is packed data before the header.
    let Some((&packed, rest)) = data.split_first() else { return };
    let (packed, header) = rest.split_at(usize::from(packed).min(rest.len()));
    let lengths = [(packed.len() as u64).to_le_bytes(), (header.len() as u64).to_le_bytes()].concat();
    let start = [lengths, sum(header).to_vec()].concat();
    let whole = [b"7z\xbc\xaf\x27\x1c\0\x04".as_slice(), &sum(&start), &start, packed, header].concat();
    let _ = valla::readers::read(&Arc::new(whole), std::path::Path::new("fuzz.7z"), &options);
});
