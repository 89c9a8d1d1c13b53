//! The words of Office documents: where they are, how they are seen, how they came there, in the order of the document.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::indexing_slicing,
    reason = "a test stops at the first fault and says what it skips"
)]

mod support;

use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use support::corpus;
use valla::model::{Concealment, Passage, Seen, Status, Words, Written};
use valla::readers::{ReadOptions, read};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const W: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml""#;
const X: &str = r#"xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships""#;
const P: &str = r#"xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships""#;
const KINDS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";

/// A list of relationships: the id, the kind, the target.
fn relationships(list: &[(&str, &str, &str)]) -> String {
    let lines = list
        .iter()
        .map(|(id, kind, target)| format!(r#"<Relationship Id="{id}" Type="{KINDS}{kind}" Target="{target}"/>"#));
    let space = "http://schemas.openxmlformats.org/package/2006/relationships";
    format!(r#"<Relationships xmlns="{space}">{}</Relationships>"#, lines.collect::<String>())
}

/// A package whose document begins with a part.
fn package(main: &str, kind: &str, parts: &[(&str, String)]) -> Vec<u8> {
    let types = format!(
        r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/{main}" ContentType="application/vnd.openxmlformats-officedocument.{kind}.main+xml"/></Types>"#
    );
    let begin = relationships(&[("rId1", "officeDocument", main)]);
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let own = [("[Content_Types].xml", types), ("_rels/.rels", begin)];
    for (name, text) in own.iter().chain(parts) {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn words_of(bytes: Vec<u8>, name: &str) -> Vec<Words> {
    let extraction = read(&Arc::new(bytes), Path::new(name), &ReadOptions::default());
    assert_eq!(extraction.status, Status::Ok, "{name}: {:?}", extraction.warnings);
    extraction.words
}

fn document(body: &str, rest: &[(&str, String)]) -> Vec<Words> {
    let main = ("word/document.xml", format!("<w:document {W}><w:body>{body}</w:body></w:document>"));
    words_of(package("word/document.xml", "wordprocessingml.document", &[&[main], rest].concat()), "a.docx")
}

fn texts(words: &[Words]) -> Vec<&str> {
    words.iter().map(|words| words.text.as_str()).collect()
}

fn paths(words: &[Words]) -> Vec<&str> {
    words.iter().map(|words| words.locus.path.as_str()).collect()
}

fn field(kind: &str) -> Written {
    Written::Field(kind.to_owned())
}

fn hidden(reason: Concealment) -> Seen {
    Seen::Hidden(reason)
}

/// Prints the words of the files that `VALLA_WORDS_OF` names, as lines of JSON.
#[test]
fn words_of_files_that_are_asked_for() {
    let Some(asked) = std::env::var_os("VALLA_WORDS_OF") else { return };
    for path in std::env::split_paths(&asked) {
        let bytes = std::fs::read(&path).unwrap();
        for words in read(&Arc::new(bytes), &path, &ReadOptions::default()).words {
            println!("{}", serde_json::to_string(&words).unwrap());
        }
    }
}

#[test]
fn a_paragraph_is_a_run_and_each_field_in_it_another() {
    let words = document(
        r#"<w:p><w:r><w:rPr><w:lang w:val="de-DE"/></w:rPr><w:t xml:space="preserve">Bonn, den </w:t></w:r>
        <w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> DATE \@ "d. MMMM </w:instrText></w:r><w:r><w:instrText>yyyy" </w:instrText></w:r>
        <w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>3. Mai 2004</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>
        <w:r><w:rPr><w:lang w:val="de-DE"/></w:rPr><w:t>, Seite</w:t></w:r><w:fldSimple w:instr=" PAGE "><w:r><w:t>7</w:t></w:r></w:fldSimple></w:p>
        <w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>HYPERLINK "x"</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>
        <w:r><w:t>the </w:t></w:r><w:r><w:t>link</w:t><w:tab/><w:t>end</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>"#,
        &[],
    );
    assert_eq!(texts(&words), ["Bonn, den , Seite", "3. Mai 2004", "7", "the link\tend"]);
    assert_eq!(
        words.iter().map(|words| words.written.clone()).collect::<Vec<_>>(),
        [Written::Typed, field("DATE"), field("PAGE"), Written::Typed]
    );
    assert_eq!(paths(&words)[3], "word/document.xml: paragraph 2");
    assert_eq!(words[0].language.as_deref(), Some("de-DE"));
    assert_eq!(words[3].language, None);
}

#[test]
fn changes_and_what_is_set_as_hidden_are_told_apart() {
    let words = document(
        r#"<w:p><w:r><w:t>We </w:t></w:r><w:del w:author="I. Petrov" w:date="2008-03-05T12:00:00Z"><w:r><w:delText>never </w:delText></w:r></w:del>
        <w:ins w:author="B"><w:r><w:t>often</w:t></w:r></w:ins><w:moveFrom w:author="C"><w:r><w:t>elsewhere</w:t></w:r></w:moveFrom>
        <w:r><w:rPr><w:vanish/><w:rPrChange w:author="D"><w:rPr/></w:rPrChange></w:rPr><w:t>or not</w:t></w:r>
        <w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t> agree</w:t></w:r></w:p>"#,
        &[],
    );
    assert_eq!(texts(&words), ["We often agree", "never ", "elsewhere", "or not"]);
    assert_eq!(words[0].seen, Seen::Shown);
    let Seen::Deleted { by, at } = &words[1].seen else { panic!("{words:?}") };
    assert_eq!(by.as_deref(), Some("I. Petrov"));
    assert_eq!(at.as_ref().unwrap().text, "2008-03-05T12:00:00Z");
    assert_eq!(words[2].seen, Seen::Deleted { by: Some("C".to_owned()), at: None });
    assert_eq!(words[3].seen, hidden(Concealment::SetHidden));
}

#[test]
fn a_box_of_text_is_read_once_and_other_parts_follow_the_body() {
    let in_box = "<w:txbxContent><w:p><w:r><w:t>boxed</w:t></w:r></w:p></w:txbxContent>";
    let words = document(
        &format!(
            r#"<w:p><w:r><w:t>around </w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires="wps"><wps:txbx>{in_box}</wps:txbx></mc:Choice>
            <mc:Fallback><v:textbox>{in_box}</v:textbox></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>it</w:t></w:r></w:p>"#
        ),
        &[
            (
                "word/_rels/document.xml.rels",
                relationships(&[
                    ("rId1", "footnotes", "footnotes.xml"),
                    ("rId2", "comments", "/word/comments.xml"),
                    ("rId3", "header", "header1.xml"),
                    ("rId4", "glossaryDocument", "glossary/document.xml"),
                ]),
            ),
            (
                "word/comments.xml",
                format!(
                    r#"<w:comments {W}><w:comment w:id="9"><w:p><w:r><w:t>why?</w:t></w:r></w:p></w:comment></w:comments>"#
                ),
            ),
            (
                "word/footnotes.xml",
                format!(
                    r#"<w:footnotes {W}><w:footnote w:type="separator"><w:p/></w:footnote><w:footnote w:id="2"><w:p><w:r><w:t>see there</w:t></w:r></w:p></w:footnote></w:footnotes>"#
                ),
            ),
            ("word/header1.xml", format!(r#"<w:hdr {W}><w:p><w:r><w:t>Report</w:t></w:r></w:p></w:hdr>"#)),
            ("word/header2.xml", format!(r#"<w:hdr {W}><w:p><w:r><w:t>Left over</w:t></w:r></w:p></w:hdr>"#)),
            (
                "word/glossary/document.xml",
                format!("<w:glossaryDocument {W}><w:p><w:r><w:t>Click here</w:t></w:r></w:p></w:glossaryDocument>"),
            ),
        ],
    );
    assert_eq!(texts(&words), ["boxed", "around it", "see there", "why?", "Report", "Left over"]);
    assert_eq!(
        words.iter().map(|words| words.passage).collect::<Vec<_>>(),
        [Passage::TextBox, Passage::Body, Passage::Footnote, Passage::Comment, Passage::Header, Passage::Header]
    );
    assert_eq!(paths(&words)[2..5], ["footnote 1", "comment 1", "word/header1.xml: paragraph 1"]);
    assert_eq!(words[5].seen, hidden(Concealment::Unreferenced));
}

#[test]
fn slides_come_in_their_order_with_what_is_on_them() {
    let slide = |attributes: &str, title: &str| {
        format!(
            r#"<p:sld {P}{attributes}><p:cSld><p:spTree><p:sp><p:nvSpPr><p:cNvPr id="2" name="Title 1"/><p:nvPr><p:ph type="title"/></p:nvPr></p:nvSpPr><p:txBody><a:p><a:r><a:rPr lang="en-GB"/><a:t>{title}</a:t></a:r></a:p></p:txBody></p:sp>
            <p:sp><p:nvSpPr><p:cNvPr id="3" name="Date"/><p:nvPr><p:ph type="dt"/></p:nvPr></p:nvSpPr><p:txBody><a:p><a:fld type="datetime1"><a:rPr lang="en-GB"/><a:t>3/5/2008</a:t></a:fld></a:p></p:txBody></p:sp>
            <p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="4" name="Table 3"/></p:nvGraphicFramePr><a:tbl><a:tr><a:tc><a:txBody><a:p><a:r><a:t>left</a:t></a:r></a:p></a:txBody></a:tc><a:tc><a:txBody><a:p><a:r><a:t>right</a:t></a:r><a:br/><a:r><a:t>below</a:t></a:r></a:p></a:txBody></a:tc></a:tr></a:tbl></p:graphicFrame></p:spTree></p:cSld></p:sld>"#
        )
    };
    let notes = format!(
        r#"<p:notes {P}><p:sp><p:nvSpPr><p:cNvPr id="2" name="N"/><p:nvPr><p:ph type="body" idx="1"/></p:nvPr></p:nvSpPr><p:txBody><a:p><a:r><a:t>say this</a:t></a:r></a:p></p:txBody></p:sp></p:notes>"#
    );
    let chart = r#"<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><c:chart><c:title><c:tx><c:rich><a:p><a:r><a:t>Sales</a:t></a:r></a:p></c:rich></c:tx></c:title><c:ser><c:tx><c:strRef><c:strCache><c:pt idx="0"><c:v>North</c:v></c:pt></c:strCache></c:strRef></c:tx><c:cat><c:strRef><c:strCache><c:pt idx="0"><c:v>May</c:v></c:pt><c:pt idx="1"><c:v>June</c:v></c:pt></c:strCache></c:strRef></c:cat><c:val><c:numRef><c:numCache><c:pt idx="0"><c:v>12</c:v></c:pt></c:numCache></c:numRef></c:val></c:ser><c:ser><c:cat><c:strRef><c:strCache><c:pt idx="0"><c:v>May</c:v></c:pt><c:pt idx="1"><c:v>June</c:v></c:pt></c:strCache></c:strRef></c:cat></c:ser></c:chart></c:chartSpace>"#;
    let parts = [
        ("ppt/slides/slide1.xml", slide(r#" show="0""#, "Second")),
        ("ppt/slides/slide2.xml", slide("", "First")),
        (
            "ppt/presentation.xml",
            format!(
                r#"<p:presentation {P}><p:sldIdLst><p:sldId id="1" r:id="b"/><p:sldId id="2" r:id="a"/></p:sldIdLst></p:presentation>"#
            ),
        ),
        (
            "ppt/_rels/presentation.xml.rels",
            relationships(&[("a", "slide", "slides/slide1.xml"), ("b", "slide", "slides/slide2.xml")]),
        ),
        (
            "ppt/slides/_rels/slide2.xml.rels",
            relationships(&[
                ("n", "notesSlide", "../notesSlides/notesSlide1.xml"),
                ("s", "slide", "slide1.xml"),
                ("c", "chart", "../charts/chart1.xml"),
            ]),
        ),
        ("ppt/notesSlides/notesSlide1.xml", notes),
        ("ppt/charts/chart1.xml", chart.to_owned()),
    ];
    let words = words_of(package("ppt/presentation.xml", "presentationml.presentation", &parts), "a.pptx");
    let first = ["First", "3/5/2008", "left", "right\nbelow", "say this", "Sales", "North", "May\nJune"];
    assert_eq!(texts(&words), [&first[..], &["Second", "3/5/2008", "left", "right\nbelow"]].concat());
    assert_eq!(
        paths(&words)[..8],
        [
            "slide 1, title",
            "slide 1, date",
            "slide 1, table \"Table 3\", row 1, cell 1",
            "slide 1, table \"Table 3\", row 1, cell 2",
            "slide 1, notes",
            "slide 1, ppt/charts/chart1.xml: title",
            "slide 1, ppt/charts/chart1.xml: name of a series in series 1",
            "slide 1, ppt/charts/chart1.xml: categories in series 1",
        ]
    );
    assert_eq!(words[1].written, field("DATE"));
    assert_eq!(words[0].language.as_deref(), Some("en-GB"));
    assert_eq!([words[4].passage, words[5].passage], [Passage::SpeakerNotes, Passage::Chart]);
    assert_eq!(words[7].seen, Seen::Shown);
    assert_eq!(words[8].seen, hidden(Concealment::HiddenSlide));
}

#[test]
fn cells_are_found_by_sheet_and_address_and_numbers_are_no_words() {
    let sheet = format!(
        r#"<worksheet {X}><cols><col min="3" max="4" hidden="1"/></cols><sheetData>
        <row r="1"><c r="A1" t="s"><v>1</v></c><c r="B1"><v>42</v></c><c r="C1" t="s"><v>0</v></c></row>
        <row r="2" hidden="1"><c t="inlineStr"><is><r><t>in</t></r><r><t>line</t></r></is></c></row>
        <row r="3"><c r="A3" t="str"><f>A1&amp;"x"</f><v>computed</v></c><c t="d"><v>2008-03-05</v></c><c r="E3" t="b"><v>1</v></c></row>
        </sheetData><headerFooter><oddHeader>&amp;L&amp;"Arial,Bold"Budget&amp;RPage &amp;P</oddHeader></headerFooter></worksheet>"#
    );
    let strings = format!(
        r#"<sst {X}><si><t>never seen</t></si><si><r><t>rich </t></r><r><t>text_x000D_</t></r><rPh sb="0" eb="1"><t>reading</t></rPh></si></sst>"#
    );
    let comments = format!(
        r#"<comments {X}><authors><author>A</author><author>tc={{1}}</author></authors><commentList><comment ref="B7" authorId="0"><text><r><t>too </t></r><r><t>much</t></r></text></comment><comment ref="B8" authorId="1"><text><t>[Threaded comment]</t></text></comment></commentList></comments>"#
    );
    let parts = [
        (
            "xl/workbook.xml",
            format!(
                r#"<workbook {X}><sheets><sheet name="Old" sheetId="2" state="veryHidden" r:id="o"/><sheet name="Budget" sheetId="1" r:id="b"/></sheets></workbook>"#
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            relationships(&[
                ("b", "worksheet", "worksheets/sheet1.xml"),
                ("o", "worksheet", "worksheets/sheet2.xml"),
                ("s", "sharedStrings", "sharedStrings.xml"),
            ]),
        ),
        ("xl/worksheets/sheet1.xml", sheet),
        ("xl/worksheets/_rels/sheet1.xml.rels", relationships(&[("c", "comments", "../comments1.xml")])),
        (
            "xl/worksheets/sheet2.xml",
            format!(
                r#"<worksheet {X}><sheetData><row r="1"><c r="A1" t="s"><v>1</v></c></row></sheetData></worksheet>"#
            ),
        ),
        ("xl/comments1.xml", comments),
        ("xl/sharedStrings.xml", strings),
    ];
    let words = words_of(package("xl/workbook.xml", "spreadsheetml.sheet", &parts), "a.xlsx");
    let found: Vec<(&str, &str, &Seen)> =
        words.iter().map(|words| (words.locus.path.as_str(), words.text.as_str(), &words.seen)).collect();
    let (on_hidden, in_hidden) = (hidden(Concealment::HiddenSheet), hidden(Concealment::HiddenCells));
    assert_eq!(
        found,
        [
            ("xl/workbook.xml: sheet 1", "Old", &on_hidden),
            ("xl/workbook.xml: sheet 2", "Budget", &Seen::Shown),
            ("sheet \"Old\", A1", "rich text", &on_hidden),
            ("sheet \"Budget\", A1", "rich text", &Seen::Shown),
            ("sheet \"Budget\", C1", "never seen", &in_hidden),
            ("sheet \"Budget\", A2", "inline", &in_hidden),
            ("sheet \"Budget\", A3", "computed", &Seen::Shown),
            ("sheet \"Budget\", B3", "2008-03-05", &Seen::Shown),
            ("sheet \"Budget\", page header", "Budget\nPage", &Seen::Shown),
            ("sheet \"Budget\", comment at B7", "too much", &Seen::Shown),
        ]
    );
    assert_eq!(words[6].written, field("FORMULA"));
    assert_eq!([words[0].passage, words[9].passage], [Passage::Name, Passage::Comment]);
}

#[test]
fn what_has_no_room_is_left_out_and_that_is_said() {
    let cells: String =
        (1..=50_000).map(|row| format!(r#"<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>"#)).collect();
    let parts = [
        (
            "xl/workbook.xml",
            format!(r#"<workbook {X}><sheets><sheet name="S" sheetId="1" r:id="s"/></sheets></workbook>"#),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            relationships(&[("s", "worksheet", "sheet1.xml"), ("t", "sharedStrings", "strings.xml")]),
        ),
        ("xl/sheet1.xml", format!("<worksheet {X}><sheetData>{cells}</sheetData></worksheet>")),
        ("xl/strings.xml", format!("<sst {X}><si><t>{}</t></si></sst>", "many words ".repeat(5_000))),
    ];
    let bytes = Arc::new(package("xl/workbook.xml", "spreadsheetml.sheet", &parts));
    let mut options = ReadOptions::default();
    let limit = options.budget.words_bytes;
    let extraction = read(&bytes, Path::new("a.xlsx"), &options);
    let length: usize = extraction.words.iter().map(|words| words.text.len()).sum();
    assert!(length as u64 <= limit && length as u64 > limit / 2, "{length}");
    assert_eq!(extraction.limits.iter().map(|limit| limit.name.as_str()).collect::<Vec<_>>(), ["words-bytes"]);
    // Where none are wanted none are read, and nothing is missed.
    options.budget.words_bytes = 0;
    let extraction = read(&bytes, Path::new("a.xlsx"), &options);
    assert!(extraction.words.is_empty() && extraction.limits.is_empty(), "{:?}", extraction.limits);
}

#[test]
fn words_of_samples_are_what_they_were_made_with() {
    let path = Path::new("samples/checks/T003-fires-deleted-and-hidden.docx");
    let words = words_of(std::fs::read(path).unwrap(), "a.docx");
    let texts = texts(&words);
    for text in ["Plan of the exercise", "To the commander of the 5th battery", "not for distribution"] {
        assert!(texts.contains(&text), "{texts:?}");
    }
}

#[test]
fn words_of_real_files_are_those_that_other_programs_read() {
    let Some(corpus) = corpus() else { return };
    let tika: PathBuf = "apache+tika/tika-parsers/tika-parsers-standard/tika-parsers-standard-modules/tika-parser-microsoft-module/src/test/resources/test-documents".into();
    let of = |path: &Path| {
        let bytes = std::fs::read(corpus.join(path)).unwrap();
        read(&Arc::new(bytes), path, &ReadOptions::default()).words
    };
    // Sheets that are binary say what their form in XML says.
    let oletools = Path::new("decalage2+oletools/tests/test-data/msodde");
    let (xml, binary) = (of(&oletools.join("dde-test.xlsx")), of(&oletools.join("dde-test.xlsb")));
    assert!(!xml.is_empty());
    assert_eq!(texts(&xml), texts(&binary));
    let phonetic = of(&tika.join("testEXCEL_phonetic.xlsx"));
    assert!(!phonetic.is_empty() && phonetic.iter().all(|words| words.locus.bytes.is_some()));
}
