#![no_main]
//! Any text as a date, in the forms that formats prescribe and in those that programs write.
use valla::model::{Moment, Reading, Value};
use valla::readers::dates;

libfuzzer_sys::fuzz_target!(|text: &str| {
    let prescribed = [Moment::from_pdf(text), Moment::from_iso8601(text)].into_iter().flatten();
    let written = [dates::pdf(text), dates::iso(text), dates::exif(text, Some(text)), dates::free(text)];
    let written = written.into_iter().filter_map(|reading| match reading {
        Reading::Present(Value::Moment(moment)) => Some(moment),
        _ => None,
    });
    for moment in prescribed.chain(written) {
        assert!(moment.earliest <= moment.latest);
        let _ = moment.readable();
    }
    let _ = valla::pipeline::claims::edtf(text);
});
