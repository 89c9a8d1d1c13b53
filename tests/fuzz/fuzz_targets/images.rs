#![no_main]
//! Any bytes as a picture: the first byte says of which kind.
libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let Some((&which, data)) = data.split_first() else { return };
    let head: &[u8] = match which % 4 {
        0 => b"\xff\xd8\xff",
        1 => b"\x89PNG\r\n\x1a\n",
        2 => b"II*\0",
        _ => b"MM\0*",
    };
    let bytes = std::sync::Arc::new([head, data].concat());
    let _ = valla::readers::read(&bytes, std::path::Path::new("fuzz.jpg"), &Default::default());
});
