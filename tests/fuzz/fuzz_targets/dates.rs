#![no_main]
//! Any text as a date.
libfuzzer_sys::fuzz_target!(|text: &str| {
    for moment in [valla::model::Moment::from_pdf(text), valla::model::Moment::from_iso8601(text)].into_iter().flatten() {
        assert!(moment.earliest <= moment.latest);
        let _ = moment.readable();
    }
    let _ = valla::pipeline::claims::edtf(text);
});
