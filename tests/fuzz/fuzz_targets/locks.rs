#![no_main]
//! Any bytes as the description of a lock, as a locked member, as a message with attribute certificates, as a text in an unknown encoding.
use valla::formats::locks::package::Lock;
use valla::formats::{likely, signed};

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    if let Ok(lock) = Lock::read(data)
        && let Some(key) = lock.opened_by("secret")
    {
        let _ = key.open(data);
    }
    let _ = signed::attribute_certificates::left_out(data);
    let _ = likely::text(data, likely::encoding(std::iter::once(data)));
    let zip = std::sync::Arc::new([b"PK\x03\x04".as_slice(), data].concat());
    let options = valla::readers::ReadOptions { passwords: vec!["secret".to_owned()], ..Default::default() };
    let _ = valla::readers::read(&zip, std::path::Path::new("fuzz.zip"), &options);
});
