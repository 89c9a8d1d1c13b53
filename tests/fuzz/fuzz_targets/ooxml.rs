#![no_main]
//! Any bytes as a part of a package: the first byte says which, the others are in it, stored.

/// The parts that the package has, in the order of the first byte.
const PARTS: [&str; 11] = [
    "word/document.xml",
    "word/settings.xml",
    "word/styles.xml",
    "word/comments.xml",
    "docProps/core.xml",
    "docProps/app.xml",
    "docProps/custom.xml",
    "[Content_Types].xml",
    "word/_rels/document.xml.rels",
    "word/theme/theme1.xml",
    "xl/workbook.bin",
];
const TYPES: &str = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="bin" ContentType="application/vnd.ms-excel.worksheet"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#;
const RELATIONSHIPS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;

fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut file, mut directory) = (Vec::new(), Vec::new());
    for (name, data) in parts {
        let mut sum = flate2::Crc::new();
        sum.update(data);
        let head = |with_versions: &[u8], at: Option<usize>| {
            let mut head = with_versions.to_vec();
            head.extend_from_slice(&[0, 0, 0, 0, 0, 0, 0x21, 0]);
            head.extend_from_slice(&sum.sum().to_le_bytes());
            head.extend_from_slice(&(data.len() as u32).to_le_bytes());
            head.extend_from_slice(&(data.len() as u32).to_le_bytes());
            head.extend_from_slice(&(name.len() as u16).to_le_bytes());
            head.extend_from_slice(&[0, 0]);
            if let Some(at) = at {
                head.extend_from_slice(&[0; 10]);
                head.extend_from_slice(&(at as u32).to_le_bytes());
            }
            head.extend_from_slice(name.as_bytes());
            head
        };
        directory.extend(head(b"PK\x01\x02\x2d\x00\x14\x00", Some(file.len())));
        file.extend(head(b"PK\x03\x04\x14\x00", None));
        file.extend_from_slice(data);
    }
    let (start, count) = (file.len() as u32, parts.len() as u16);
    file.extend_from_slice(&directory);
    file.extend_from_slice(b"PK\x05\x06\0\0\0\0");
    file.extend([count.to_le_bytes(), count.to_le_bytes()].concat());
    file.extend((directory.len() as u32).to_le_bytes());
    file.extend(start.to_le_bytes());
    file.extend([0, 0]);
    file
}

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let Some((&which, data)) = data.split_first() else { return };
    let which = PARTS[usize::from(which) % PARTS.len()];
    let mut parts: Vec<(&str, &[u8])> =
        vec![("[Content_Types].xml", TYPES.as_bytes()), ("_rels/.rels", RELATIONSHIPS.as_bytes())];
    parts.retain(|(name, _)| *name != which);
    parts.push((which, data));
    if which != "word/document.xml" {
        parts.push(("word/document.xml", b"<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'/>"));
    }
    let bytes = std::sync::Arc::new(package(&parts));
    let read = valla::readers::read(&bytes, std::path::Path::new("fuzz.docx"), &Default::default());
    for evidence in &read.evidence {
        if let Some(range) = evidence.locus.bytes {
            assert!(range.start <= range.end && range.end <= bytes.len() as u64);
        }
    }
});
