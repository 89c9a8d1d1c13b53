#![no_main]
//! Any bytes as plain text: reading ends, and every place lies in the file.
libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let Some(text) = valla::formats::plain_text::PlainText::of(data) else { return };
    for line in text.lines() {
        assert!(line.range.start <= line.range.end && line.range.end <= data.len());
    }
    let bytes = std::sync::Arc::new(data.to_vec());
    let read = valla::readers::read(&bytes, std::path::Path::new("fuzz.txt"), &Default::default());
    for range in read.words.iter().filter_map(|words| words.locus.bytes) {
        assert!(range.start <= range.end && range.end <= bytes.len() as u64);
    }
});
