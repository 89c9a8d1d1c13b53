#![no_main]
//! Any bytes as a PDF to walk: revisions follow one another, and what they own lies in them.
libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let purse = valla::readers::Purse::new(valla::readers::Budget::default(), data.len());
    let walk = valla::formats::pdf::revisions::walk(data, &purse);
    for pair in walk.revisions.windows(2) {
        assert!(pair[0].end <= pair[1].end);
    }
    assert!(walk.revisions.iter().all(|revision| revision.start <= revision.end));
});
