#![no_main]
//! Any bytes as a mailbox: each message is a row, and none is lost between the counts.
libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let bytes = std::sync::Arc::new([b"From a@b Fri Jul  8 12:08:34 2011\nFrom: a@b\nDate: 1 Jan 2001 00:00 GMT\n", data].concat());
    let mut mailbox = valla::formats::mail::mailbox::Mailbox::new(bytes.as_slice());
    let mut messages = 0;
    while let (Some(line), _) = mailbox.next_from() {
        assert!(bytes[usize::try_from(line.at).unwrap()..].starts_with(&line.text));
        std::io::copy(&mut mailbox.message(), &mut std::io::sink()).unwrap();
        messages += 1;
    }
    let read = valla::readers::read(&bytes, std::path::Path::new("fuzz.mbox"), &Default::default());
    assert!(messages >= 1 && (!read.limits.is_empty() || read.children.len() == messages || read.children.is_empty()));
});
