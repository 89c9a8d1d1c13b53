#![no_main]
//! Any bytes as a mail, with the keys of the samples and with any bytes as keys: places lie in the mail, and what a key made is no accident.
use valla::formats::dkim::{KeyFile, canonical, message::Message, verify};
use valla::formats::signed::mail::signed_parts;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let keys = KeyFile::of_csv(include_bytes!("../../../samples/dkim/keys.csv")).unwrap();
    let (mail, rows) = bytes.split_at(bytes.len() / 2);
    let own = KeyFile::of_csv(rows).unwrap_or_default();
    for (mail, keys) in [(bytes, &keys), (mail, &own)] {
        for outcome in verify(mail, keys) {
            let places = [outcome.domain.map(|one| one.place), outcome.signed.map(|one| one.place), Some(outcome.place)];
            assert!(places.into_iter().flatten().all(|place| place.start <= place.end && place.end <= mail.len()));
            assert!(outcome.body.is_none_or(|body| body.signed <= body.length));
        }
    }
    let message = Message::read(bytes);
    for form in [canonical::Form::Simple, canonical::Form::Relaxed] {
        // The signed form of a signed form is itself.
        let body = canonical::body(form, message.at(&message.body));
        assert_eq!(canonical::body(form, &body), body);
    }
    for part in signed_parts(bytes) {
        assert!(part.place.start <= part.place.end && part.place.end <= bytes.len());
    }
});
