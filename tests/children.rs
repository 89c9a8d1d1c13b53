//! What is inside a file is an exhibit of its own: archives, Office documents, and what bounds the whole.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops at the first fault"
)]

use std::path::PathBuf;
use std::sync::Arc;
use valla::model::{Case, Evidence, Exhibit, Layer, Role, Status, Term};
use valla::pipeline::{Options, examine};
use valla::readers::{Budget, ReadOptions};

/// A ZIP container of stored members, each of 2013-05-14 10:22:30.
fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut file, mut directory) = (Vec::new(), Vec::new());
    for (name, bytes) in members {
        let mut crc = flate2::Crc::new();
        crc.update(bytes);
        let size = u32::try_from(bytes.len()).unwrap().to_le_bytes();
        let mut head = vec![20, 0, 0, 8, 0, 0];
        head.extend((10_u16 << 11 | 22 << 5 | 15).to_le_bytes());
        head.extend((33_u16 << 9 | 5 << 5 | 14).to_le_bytes());
        head.extend(crc.sum().to_le_bytes());
        head.extend(size);
        head.extend(size);
        head.extend(u16::try_from(name.len()).unwrap().to_le_bytes());
        head.extend([0, 0]);
        let at = u32::try_from(file.len()).unwrap().to_le_bytes();
        file.extend(b"PK\x03\x04");
        file.extend(&head);
        file.extend(name.as_bytes());
        file.extend(*bytes);
        directory.extend(b"PK\x01\x02\x14\x03");
        directory.extend(&head);
        directory.extend([0; 10]);
        directory.extend(at);
        directory.extend(name.as_bytes());
    }
    let (at, length, count) = (file.len(), directory.len(), u16::try_from(members.len()).unwrap().to_le_bytes());
    file.extend(directory);
    file.extend(b"PK\x05\x06\0\0\0\0");
    file.extend(count);
    file.extend(count);
    file.extend(u32::try_from(length).unwrap().to_le_bytes());
    file.extend(u32::try_from(at).unwrap().to_le_bytes());
    file.extend([0, 0]);
    file
}

const TYPES: &[u8] = br#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#;
const CORE: &[u8] = b"\xef\xbb\xbf<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\"><dc:creator>A &amp; B</dc:creator><dcterms:created>2013-05-14T06:20:00Z</dcterms:created><dcterms:modified>2013-05-14T06:22:00Z</dcterms:modified></cp:coreProperties>";
const BODY: &[u8] = br#"<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"><w:body><w:p><w:del w:id="1" w:author="Petrov" w:date="2013-05-14T10:21:00Z"><w:r><w:delText>secret</w:delText></w:r></w:del><w:r><w:rPr><w:vanish/></w:rPr><w:t>unseen</w:t></w:r></w:p></w:body></w:document>"#;

fn document() -> Vec<u8> {
    zip(&[("[Content_Types].xml", TYPES), ("docProps/core.xml", CORE), ("word/document.xml", BODY)])
}

fn examined(bytes: &[u8], options: &Options) -> Case {
    let folder = tempfile::tempdir().unwrap();
    let path: PathBuf = folder.path().join("a.zip");
    std::fs::write(&path, bytes).unwrap();
    examine(&[path], options).unwrap()
}

fn of<'a>(exhibit: &'a Exhibit, property: &str) -> &'a Evidence {
    exhibit.extraction.evidence.iter().find(|evidence| evidence.property == property).expect(property)
}

#[test]
fn a_document_in_an_archive_in_an_archive_is_an_exhibit_with_its_place() {
    let inner = zip(&[("report.docx", &document())]);
    let case = examined(&zip(&[("inner.zip", &inner)]), &Options::default());
    let ids: Vec<(&str, Option<&str>)> =
        case.exhibits.iter().map(|exhibit| (exhibit.id.as_str(), exhibit.parent.as_deref())).collect();
    assert_eq!(ids, [("x1", None), ("x1.1", Some("x1")), ("x1.1.1", Some("x1.1"))]);
    let report = &case.exhibits[2];
    assert!(report.path.ends_with("a.zip#inner.zip#report.docx"), "{}", report.path);
    assert_eq!((case.summary.files, case.summary.children), (1, 2));
    assert_eq!(of(report, "ooxml.core.creator").text(), Some("A & B"));
    assert_eq!(of(report, "ooxml.core.created").role, Some(Role::Created));
    // The place is that in the document's own bytes, and holds what was handed over.
    let range = of(report, "ooxml.core.created").locus.bytes.unwrap();
    let bytes = document();
    let stands = &bytes[usize::try_from(range.start).unwrap()..usize::try_from(range.end).unwrap()];
    assert_eq!(stands, b"2013-05-14T06:20:00Z");
    // The time of the member is the archive's word, apart from what the document says of itself.
    let packed = of(&case.exhibits[1], "zip.member.modified");
    assert_eq!((packed.role, packed.value_text().as_str()), (Some(Role::PackedTime), "2013-05-14 10:22:30"));
}

#[test]
fn what_is_deleted_hidden_or_only_declared_in_a_document_is_told() {
    let case = examined(&document(), &Options::default());
    let report = &case.exhibits[0];
    assert_eq!(of(report, "ooxml.change.deleted").text(), Some("secret"));
    assert_eq!(of(report, "ooxml.hidden.text").text(), Some("unseen"));
    assert!(of(report, "ooxml.namespace.declared").text().unwrap().contains("2012/wordml"));
    // A date of a change is local time, whatever letter follows it: it may be anywhere on earth.
    let change = of(report, "ooxml.change.date").moment().unwrap();
    assert!(change.latest.0 - change.earliest.0 > 24 * 3_600);
    assert!(report.reasoned.conflicts.is_empty(), "{:?}", report.reasoned.conflicts);
}

#[test]
fn a_typeface_that_words_are_set_in_is_used_wherever_the_table_of_fonts_stands() {
    const W: &str = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'";
    let fonts = format!("<w:fonts {W}><w:font w:name='Calibri'/><w:font w:name='Aptos'/></w:fonts>");
    let body = format!("<w:document {W}><w:r><w:rPr><w:rFonts w:ascii='Calibri'/></w:rPr></w:r></w:document>");
    let (fonts, body) = (("word/fontTable.xml", fonts.as_bytes()), ("word/document.xml", body.as_bytes()));
    let said = |parts: [(&str, &[u8]); 2]| {
        let case = examined(&zip(&[("[Content_Types].xml", TYPES), parts[0], parts[1]]), &Options::default());
        let named = |property: &str| -> Vec<String> {
            let of = case.exhibits[0].extraction.evidence.iter().filter(|evidence| evidence.property == property);
            of.filter_map(|evidence| evidence.text().map(str::to_owned)).collect()
        };
        (named("ooxml.font.used"), named("ooxml.font.listed"))
    };
    assert_eq!(said([body, fonts]), (vec!["Calibri".to_owned()], vec!["Aptos".to_owned()]));
    assert_eq!(said([fonts, body]), (vec!["Calibri".to_owned()], vec!["Calibri".to_owned(), "Aptos".to_owned()]));
}

#[test]
fn a_binary_workbook_tells_what_one_of_xml_tells() {
    let case = examine(&[PathBuf::from("samples/checks/K001-fires-path.xlsb")], &Options::default()).unwrap();
    let [workbook] = case.exhibits.as_slice() else { panic!("parts of records are no exhibits") };
    let texts = |property: &str| -> Vec<String> {
        let of = workbook.extraction.evidence.iter().filter(|evidence| evidence.property == property);
        of.map(|evidence| evidence.text().map_or_else(|| format!("{:?}", evidence.value), str::to_owned)).collect()
    };
    assert_eq!(texts("ooxml.workbook.fileVersion"), ["appName=xl", "lastEdited=5", "lowestEdited=5", "rupBuild=9303"]);
    assert_eq!(texts("ooxml.workbook.absPath"), ["C:\\Users\\i.petrov\\Desktop\\"]);
    assert_eq!(texts("ooxml.workbook.calcId"), ["145621"]);
    assert_eq!(texts("ooxml.hidden.sheet"), ["Потери"]);
    assert_eq!(texts("ooxml.hidden.cells").len(), 2, "a row on each sheet");
    assert_eq!(texts("ooxml.function"), ["_xlfn.IFNA"]);
    assert_eq!(texts("ooxml.font.used"), ["Calibri"]);
    let [comment] = workbook.extraction.edits.as_slice() else { panic!("one comment") };
    assert_eq!((comment.author.as_deref(), comment.text.as_str()), (Some("A. Orlova"), "Who counted?"));
    // The place is that of the string itself.
    let path = of(workbook, "ooxml.workbook.absPath");
    assert!(path.raw.starts_with("C\\x00:\\x00"), "{}", path.raw);
}

#[test]
fn what_bounds_a_part_bounds_the_whole() {
    let late = std::fs::read("samples/leak/03-spravka.pdf").unwrap();
    let mut options = Options::default();
    options.claims.claim_date("2013").unwrap();
    let case = examined(&zip(&[("spravka.pdf", &late)]), &options);
    let archive = &case.exhibits[0];
    let verdict = archive.reasoned.verdicts.iter().find(|verdict| verdict.layer == Layer::Bytes).unwrap();
    assert_eq!(verdict.term, Term::Contradicts);
    let conflict = archive.reasoned.conflicts.iter().find(|conflict| conflict.claim.is_some()).unwrap();
    assert!(conflict.premises.iter().any(|premise| premise.id().starts_with("x1.1/e")), "{:?}", conflict.premises);
    let content = archive.reasoned.verdicts.iter().find(|verdict| verdict.layer == Layer::Content).unwrap();
    assert_ne!(content.term, Term::Contradicts, "a younger part says nothing of the words");
}

#[test]
fn archives_within_archives_end_at_the_limit_and_say_so() {
    let mut bytes = b"the innermost".to_vec();
    for _ in 0..20 {
        bytes = zip(&[("a.zip", &bytes)]);
    }
    let budget = Budget { nesting: 4, ..Budget::default() };
    let case =
        examined(&bytes, &Options { read: ReadOptions { budget, ..ReadOptions::default() }, ..Options::default() });
    assert_eq!(case.exhibits.len(), 5);
    let last = case.exhibits.last().unwrap();
    assert_eq!(last.extraction.status, Status::Partial);
    assert_eq!(last.extraction.limits[0].name, "nesting");
}

#[test]
fn a_directory_that_is_cut_off_is_told_and_members_are_still_found() {
    let whole = document();
    let cut = &whole[..whole.len() - 60];
    let case = examined(&zip(&[("in.zip", cut)]), &Options::default());
    let inside = &case.exhibits[1];
    assert_eq!(inside.extraction.status, Status::Partial, "{:?}", inside.extraction.warnings);
    assert!(inside.extraction.warnings.iter().any(|warning| warning.code == "zip-damaged"));
    for length in (0..whole.len()).step_by(7) {
        // Whatever is cut, nothing panics, and the file has its row.
        let case = examined(&whole[..length], &Options::default());
        assert_eq!(case.summary.files, 1);
        assert!(
            case.exhibits
                .iter()
                .all(|exhibit| { exhibit.extraction.warnings.iter().all(|warning| warning.code != "reader-failed") })
        );
    }
}

#[test]
fn readings_do_not_depend_on_where_they_are_kept() {
    // Extraction, exhibits and back: a case file keeps one, a report shows the other.
    let bytes = Arc::new(zip(&[("report.docx", &document())]));
    let extraction = valla::readers::read(&bytes, &PathBuf::from("a.zip"), &ReadOptions::default());
    let text = serde_json::to_string(&extraction).unwrap();
    assert_eq!(serde_json::from_str::<valla::model::Extraction>(&text).unwrap(), extraction);
    assert_eq!(extraction.children.len(), 1);
}
