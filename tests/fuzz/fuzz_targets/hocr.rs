#![no_main]
//! Any text as hOCR: reading ends, and no page is empty or out of order.
libfuzzer_sys::fuzz_target!(|text: &str| {
    let read = valla::formats::recognition::hocr::read(text);
    assert!(read.pages.iter().all(|page| !page.text.trim().is_empty() && page.text.len() <= text.len()));
    assert!(read.pages.windows(2).all(|pages| pages[0].number < pages[1].number));
    assert!(read.confidence.mean().is_none_or(|percent| percent <= 100));
});
