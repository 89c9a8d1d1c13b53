//! Ordinary documents hide nothing: what programs write by themselves, and words that everybody sees drawn otherwise, are not told. Each is
//! beside a document that differs in the one thing that makes it hidden.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops at the first fault")]

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use std::path::Path;
use std::sync::Arc;
use valla::formats::pdf::page::pictures;
use valla::model::Extraction;
use valla::readers::{ReadOptions, read};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A PDF of one page whose text is set in Helvetica: object 1 is the catalog, 2 the pages, 3 the page, 4 its content, 5 the font; the
/// others follow.
fn pdf(catalog: &str, page: &str, content: &str, others: &[&str]) -> Vec<u8> {
    let mut objects = vec![
        format!("<</Type/Catalog/Pages 2 0 R{catalog}>>"),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>{page}>>"
        ),
        format!("<</Length {}>>stream\n{content}\nendstream", content.len()),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_owned(),
    ];
    objects.extend(others.iter().map(|other| (*other).to_owned()));
    let mut file = "%PDF-1.7\n".to_owned();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (at, object) in objects.iter().enumerate() {
        writeln!(table, "{:010} 00000 n ", file.len()).unwrap();
        writeln!(file, "{} 0 obj\n{object}\nendobj", at + 1).unwrap();
    }
    let start = file.len();
    write!(file, "{table}trailer\n<</Size {}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n", objects.len() + 1).unwrap();
    file.into_bytes()
}

/// A stream of a form, or of a glyph.
fn stream(dictionary: &str, content: &str) -> String {
    format!("<<{dictionary}/Length {}>>stream\n{content}\nendstream", content.len())
}

/// The values of a property.
fn told(bytes: Vec<u8>, name: &str, property: &str) -> Vec<String> {
    let extraction: Extraction = read(&Arc::new(bytes), Path::new(name), &ReadOptions::default());
    let of = extraction.evidence.iter().filter(|evidence| evidence.property == property);
    of.map(|evidence| evidence.value_text()).collect()
}

#[test]
fn the_text_of_an_element_that_paints_shapes_is_not_told_and_under_a_box_it_is() {
    let curve = "0 0 m 150 200 200 100 250 150 c 120 90 110 80 100 70 c 90 60 80 50 70 40 c 60 30 50 20 40 10 c 9 9 8 8 7 7 c h f";
    for (paint, expected) in [(curve, vec![]), ("70 690 200 20 re f", vec!["48500 Roe"])] {
        let content = format!("BT /F 12 Tf 72 700 Td (The sum of) Tj ET /P <</MCID 0>> BDC {paint} EMC");
        let others = [
            "<</Type/StructTreeRoot/K[7 0 R]>>",
            "<</Type/StructElem/S/P/K 8 0 R>>",
            "<</Type/StructElem/S/P/Pg 3 0 R/ActualText(The sum of 48500 to Roe)/K 0>>",
        ];
        let bytes = pdf("/StructTreeRoot 6 0 R", "", &content, &others);
        assert_eq!(told(bytes, "a.pdf", "pdf.leftover.structure"), expected, "{paint}");
    }
}

#[test]
fn a_ligature_that_marked_content_spells_is_part_of_a_word() {
    for (spoken, expected) in [("ffi", vec![]), ("Roe", vec!["Roe"])] {
        let content = format!("BT /F 12 Tf 72 700 Td (efficient) Tj /Span <</ActualText({spoken})>> BDC EMC ET");
        assert_eq!(told(pdf("", "", &content, &[]), "a.pdf", "pdf.leftover.structure"), expected, "{spoken}");
    }
}

#[test]
fn letters_that_are_programs_before_other_letters_are_not_tiny() {
    let font = "<</Type/Font/Subtype/Type3/FontBBox[0 0 750 750]/FontMatrix[0.001 0 0 0.001 0 0]/CharProcs<</a 9 0 R>>\
                /Encoding<</Type/Encoding/Differences[97/a]>>/FirstChar 97/LastChar 97/Widths[1000]>>";
    for (name, expected) in [("T", 0), ("F", 1)] {
        let content = format!("BT /{name} 0.5 Tf 72 700 Td (aaaa) Tj /F 12 Tf 40 0 Td (and more) Tj ET");
        let form = stream("/Subtype/Form/BBox[0 0 612 792]/Resources<</Font<</T 8 0 R/F 5 0 R>>>>", &content);
        let bytes = pdf(
            "",
            "/Annots[6 0 R]",
            "BT ET",
            &[
                "<</Type/Annot/Subtype/Stamp/F 4/Rect[0 0 612 792]/AP<</N 7 0 R>>>>",
                &form,
                font,
                &stream("", "1000 0 d0 0 0 750 750 re f"),
            ],
        );
        assert_eq!(told(bytes, "a.pdf", "pdf.page.text.unseen.tiny").len(), expected, "{name}");
    }
}

/// The page of a few words, with an inline picture of so many grey pixels over them.
fn under_a_picture(words: &str, (width, height): (usize, usize), greys: &[u8]) -> Vec<u8> {
    let digits = greys.iter().fold(String::new(), |mut digits, grey| {
        write!(digits, "{grey:02x}").unwrap();
        digits
    });
    let content = format!(
        "BT /F 12 Tf 72 700 Td ({words}) Tj ET q 150 0 0 30 60 690 cm BI /W {width} /H {height} /BPC 8 /CS /G /F /AHx ID {digits}> EI Q"
    );
    pdf("", "", &content, &[])
}

/// The place of that picture on the page of a few words, as grey pixels.
fn picture_of(words: &str) -> ((usize, usize), Vec<u8>) {
    let bytes = pdf("", "", &format!("BT /F 12 Tf 72 700 Td ({words}) Tj ET"), &[]);
    let file = hayro_syntax::Pdf::new(Arc::new(bytes)).unwrap();
    let picture = pictures::draw_at(&file, 1, 792.0 * 2.0).unwrap();
    let (width, colours) = (usize::try_from(picture.width).unwrap(), picture.colours());
    let rows = (792 - 720) * 2..(792 - 690) * 2;
    let greys: Vec<u8> = rows
        .clone()
        .flat_map(|row| (60 * 2..210 * 2).map(move |column| (row * width + column) * 3))
        .map(|at| colours.get(at).copied().unwrap())
        .collect();
    ((300, rows.len()), greys)
}

#[test]
fn a_picture_that_shows_the_words_under_it_hides_none() {
    const REASON: &str = "pdf.page.text.unseen.covered-by-picture";
    let (size, same) = picture_of("Jane Roe was paid");
    assert!(same.iter().any(|grey| *grey < 60), "the words have ink");
    assert_eq!(told(under_a_picture("Jane Roe was paid", size, &same), "a.pdf", REASON), Vec::<String>::new());
    let (size, other) = picture_of("Minutes of a quiet hour");
    assert_eq!(told(under_a_picture("Jane Roe was paid", size, &other), "a.pdf", REASON), ["Jane Roe was paid"]);
    let noise: Vec<u8> =
        (0..300_u32 * 60).map(|at| u8::try_from(at.wrapping_mul(2_654_435_761) >> 24).unwrap()).collect();
    assert_eq!(told(under_a_picture("Jane Roe was paid", (300, 60), &noise), "a.pdf", REASON), ["Jane Roe was paid"]);
}

#[test]
fn a_marker_hides_nothing_and_a_black_one_does() {
    for (colour, expected) in [("1 1 0", 0), ("0 0 0", 1)] {
        let form = stream("/Subtype/Form/BBox[70 695 200 715]", &format!("{colour} rg 70 695 130 20 re f"));
        let bytes = pdf(
            "",
            "/Annots[6 0 R]",
            "BT /F 12 Tf 72 700 Td (Jane Roe was paid) Tj ET",
            &["<</Type/Annot/Subtype/Highlight/F 4/Rect[70 695 200 715]/AP<</N 7 0 R>>>>", &form],
        );
        let told = told(bytes, "a.pdf", "pdf.page.text.unseen.covered-by-annotation");
        assert_eq!(told.len(), expected, "{colour}: {told:?}");
    }
}

#[test]
fn words_drawn_first_invisibly_and_then_to_be_seen_are_seen() {
    for (again, expected) in [("0 0 Td 0 Tr (Jane Roe) Tj", 0), ("", 1)] {
        let content = format!("BT /F 12 Tf 3 Tr 72 700 Td (Jane Roe) Tj {again} ET");
        let told = told(pdf("", "", &content, &[]), "a.pdf", "pdf.page.text.unseen.invisible-mode");
        assert_eq!(told.len(), expected, "{again}: {told:?}");
    }
}

const SPACES: &str = r#"xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships""#;
const SHEET: &str = r#"xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main""#;
const KINDS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";

/// A package whose document begins with a part.
fn package(main: &str, kind: &str, parts: &[(&str, &str)]) -> Vec<u8> {
    let types = format!(
        r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/{main}" ContentType="application/vnd.openxmlformats-officedocument.{kind}.main+xml"/></Types>"#
    );
    let begin = relationship("officeDocument", main, "");
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let own = [("[Content_Types].xml", types.as_str()), ("_rels/.rels", begin.as_str())];
    for (name, text) in own.iter().chain(parts) {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A list of one relationship.
fn relationship(kind: &str, target: &str, mode: &str) -> String {
    format!(
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{KINDS}{kind}" Target="{target}"{mode}/></Relationships>"#
    )
}

#[test]
fn the_footer_of_a_page_of_notes_is_no_note() {
    for (placeholder, expected) in
        [(r#"<p:ph type="ftr"/>"#, vec![]), ("", vec![]), (r#"<p:ph type="body" idx="1"/>"#, vec!["Ask Roe"])]
    {
        let notes = format!(
            "<p:notes {SPACES}><p:cSld><p:spTree><p:sp><p:nvSpPr><p:nvPr>{placeholder}</p:nvPr></p:nvSpPr><p:txBody><a:p><a:r><a:t>Ask Roe</a:t></a:r></a:p></p:txBody></p:sp></p:spTree></p:cSld></p:notes>"
        );
        let begin = format!("<p:presentation {SPACES}/>");
        let parts = [("ppt/presentation.xml", begin.as_str()), ("ppt/notesSlides/notesSlide1.xml", notes.as_str())];
        let bytes = package("ppt/presentation.xml", "presentationml.presentation", &parts);
        assert_eq!(told(bytes, "a.pptx", "ooxml.hidden.notes"), expected, "{placeholder}");
    }
}

#[test]
fn a_link_is_fetched_where_it_is_renewed_when_the_document_is_opened() {
    for (renewed, expected) in [(r#" val="0""#, false), (r#" val="1""#, true)] {
        let chart = format!(
            r#"<c:chartSpace {SPACES}><c:externalData r:id="rId1"><c:autoUpdate{renewed}/></c:externalData></c:chartSpace>"#
        );
        let list = relationship("oleObject", r"file:///\\server\share\sums.xlsx", r#" TargetMode="External""#);
        let begin = format!("<p:presentation {SPACES}/>");
        let parts = [
            ("ppt/presentation.xml", begin.as_str()),
            ("ppt/charts/chart1.xml", chart.as_str()),
            ("ppt/charts/_rels/chart1.xml.rels", list.as_str()),
        ];
        let bytes = package("ppt/presentation.xml", "presentationml.presentation", &parts);
        let extraction = read(&Arc::new(bytes), Path::new("a.pptx"), &ReadOptions::default());
        let link = extraction.evidence.iter().find(|evidence| evidence.property == "ooxml.external").unwrap();
        assert_eq!(link.hidden.is_some(), expected, "{renewed}");
    }
}

#[test]
fn hidden_rows_without_values_and_names_of_filters_say_nothing() {
    let workbook = |name: &str| {
        let sheets = r#"<sheets><sheet name="Sums" sheetId="1"/></sheets>"#;
        format!(
            r#"<workbook {SHEET}>{sheets}<definedNames><definedName name="{name}" hidden="1">Sums!$A$1:$B$9</definedName></definedNames></workbook>"#
        )
    };
    let sheet = |row: &str, column: &str| {
        format!(
            r#"<worksheet {SHEET}><cols><col min="3" max="4" hidden="1"/></cols><sheetData><row r="1"><c r="A1"><v>1</v></c>{column}</row><row r="2" hidden="1"><c r="A2" s="3">{row}</c></row></sheetData></worksheet>"#
        )
    };
    let bytes = |workbook: &str, sheet: &str| {
        package(
            "xl/workbook.xml",
            "spreadsheetml.sheet",
            &[("xl/workbook.xml", workbook), ("xl/worksheets/sheet1.xml", sheet)],
        )
    };
    let ordinary = bytes(&workbook("_xlnm._FilterDatabase"), &sheet("", ""));
    assert_eq!(told(ordinary.clone(), "a.xlsx", "ooxml.hidden.name"), Vec::<String>::new());
    assert_eq!(told(ordinary, "a.xlsx", "ooxml.hidden.cells"), Vec::<String>::new());
    let hiding = bytes(&workbook("Bonus"), &sheet("<v>7</v>", r#"<c r="D1"><v>9</v></c>"#));
    assert_eq!(told(hiding, "a.xlsx", "ooxml.hidden.cells"), ["1", "1"]);
}
