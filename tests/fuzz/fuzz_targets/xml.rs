#![no_main]
//! Any text as XML: the walk ends, and every range lies in the text.
use valla::formats::xml::{Markup, Walker};

libfuzzer_sys::fuzz_target!(|text: &str| {
    // Readers take the mark of the order of bytes away.
    let text = text.trim_start_matches('\u{feff}');
    let mut walker = Walker::new(text, valla::formats::xml::namespaces::short, 64);
    while let Some(markup) = walker.next() {
        let range = match &markup {
            Markup::Open(element) => element.range.clone(),
            Markup::Close(closed) => closed.range.clone(),
        };
        assert!(range.start <= range.end && text.get(range).is_some());
    }
});
