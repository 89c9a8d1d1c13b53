#![no_main]
//! Any bytes as the message of a signature, as a time-stamp, and as XML to be put into its canonical form.
use valla::formats::signed::trust::Purpose;
use valla::formats::signed::{Message, Trust, canonical, time_stamp};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let trust = Trust::default();
    if let Ok(message) = Message::read(bytes) {
        let _ = message.test(&[bytes], &trust, message.signing_time(), Purpose::Documents);
        let _ = (message.algorithm(), message.time_stamp());
    }
    let _ = time_stamp::read(bytes, &[bytes], &trust);
    if let Ok(text) = std::str::from_utf8(bytes)
        && let Some(form) = canonical::canonical(text, |name, _| name == "SignedInfo")
    {
        // The canonical form of a canonical form is itself.
        let form = String::from_utf8(form).unwrap();
        if let Some(again) = canonical::canonical(&form, |name, _| name == "SignedInfo") {
            assert_eq!(form.as_bytes(), again);
        }
    }
});
