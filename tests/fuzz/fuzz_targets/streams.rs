#![no_main]
//! Any bytes as the streams of a compound file that is whole: the first byte says of which kind of document.
use std::io::{Cursor, Write};

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let Some((&which, data)) = data.split_first() else { return };
    let (first, second) = data.split_at(data.len() / 2);
    let streams: &[(&str, &[u8])] = match which % 6 {
        0 => &[("WordDocument", first), ("1Table", second)],
        1 => &[("Workbook", data)],
        2 => &[("PowerPoint Document", first), ("Current User", second)],
        3 => &[("WordDocument", first), ("\u{5}SummaryInformation", second)],
        4 => &[("Workbook", first), ("\u{5}DocumentSummaryInformation", second)],
        _ => &[("PowerPoint Document", first), ("Pictures", second)],
    };
    let Ok(mut file) = cfb::CompoundFile::create(Cursor::new(Vec::new())) else { return };
    for (name, data) in streams {
        let Ok(mut stream) = file.create_stream(name) else { return };
        let _ = stream.write_all(data);
    }
    let _ = file.flush();
    let bytes = std::sync::Arc::new(file.into_inner().into_inner());
    let read = valla::readers::read(&bytes, std::path::Path::new("fuzz.doc"), &Default::default());
    for evidence in &read.evidence {
        if let Some(range) = evidence.locus.bytes {
            assert!(range.start <= range.end && range.end <= bytes.len() as u64);
        }
    }
});
