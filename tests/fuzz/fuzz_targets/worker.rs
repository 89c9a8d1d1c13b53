#![no_main]
//! Any bytes as the input of a worker: it answers, or ends with an error, and does not fail.
libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let input = [b"{\"protocol\":2}\n", data].concat();
    let mut output = Vec::new();
    if let Err(error) = valla::containment::serve(std::io::Cursor::new(input), &mut output, None) {
        assert_ne!(error.to_string(), "the worker failed");
    }
    assert!(output.is_empty() || output.ends_with(b"\n"));
});
