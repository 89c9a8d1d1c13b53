#![no_main]
//! Any bytes as objects of PDF.
libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let _ = valla::formats::pdf::syntax::Parser::new(data, 0, 100).object();
    let _ = valla::formats::pdf::syntax::Parser::new(data, 0, 100).indirect();
    let _ = valla::formats::pdf::syntax::text_string(data);
});
