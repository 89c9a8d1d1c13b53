#![no_main]
//! Any bytes as a tar: reading ends, and no member has more bytes than there are.
use std::io::Read;
use valla::formats::archives::tar::Tar;

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let mut tar = Tar::new(data);
    let mut given = 0;
    while let Ok(Some(entry)) = tar.next_entry() {
        let _ = (entry.name(), entry.link());
        let mut bytes = Vec::new();
        let _ = tar.content().read_to_end(&mut bytes);
        given += bytes.len();
    }
    assert!(given <= data.len());
    let mut bytes = data.to_vec();
    if let Some(mark) = bytes.get_mut(257..262) {
        mark.copy_from_slice(b"ustar");
    }
    let _ = valla::readers::read(&std::sync::Arc::new(bytes), std::path::Path::new("fuzz.tar"), &Default::default());
});
