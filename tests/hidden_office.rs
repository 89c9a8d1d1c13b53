//! What Office and RTF files hide: each sample tells what it hides, with the words, and its honest twin tells nothing.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::indexing_slicing,
    reason = "a test stops at the first fault and says what it skips"
)]

use std::path::Path;
use std::sync::Arc;
use valla::model::{Concealment, Extraction, Seen, Status};
use valla::readers::{ReadOptions, read};

const SECRET: &str = "The informant is Ivan Petrov.";

fn sample(name: &str) -> Extraction {
    let path = Path::new("samples/hidden").join(name);
    let bytes = std::fs::read(&path).unwrap();
    let extraction = read(&Arc::new(bytes), &path, &ReadOptions::default());
    assert_eq!(extraction.status, Status::Ok, "{name}: {:?}", extraction.warnings);
    extraction
}

/// What a sample hides: why, and the value.
fn hidden(extraction: &Extraction) -> Vec<(Concealment, String)> {
    let told = extraction.evidence.iter().filter_map(|evidence| Some((evidence.hidden?, evidence.value_text())));
    told.collect()
}

/// How the words are seen that say this.
fn seen(extraction: &Extraction, text: &str) -> Seen {
    let found = extraction.words.iter().find(|words| words.text.contains(text));
    found.unwrap_or_else(|| panic!("no words {text:?}: {:?}", extraction.words)).seen.clone()
}

fn tells(name: &str, expected: &[(Concealment, &str)]) -> Extraction {
    let extraction = sample(name);
    let told = hidden(&extraction);
    let told: Vec<(Concealment, &str)> = told.iter().map(|(why, text)| (*why, text.as_str())).collect();
    assert_eq!(told, expected, "{name}");
    extraction
}

#[test]
fn words_in_the_colour_of_their_ground_are_told_and_white_heads_are_not() {
    use Concealment::{Blackened, Invisible, SameColour, Tiny};
    let told = format!("{SECRET}\nSo is this.");
    let white = tells("white.docx", &[(SameColour, &told)]);
    assert_eq!(seen(&white, "Ivan"), Seen::Hidden(SameColour));
    assert_eq!(seen(&white, "Report"), Seen::Shown);
    let told = format!("{SECRET}\nSecond secret.\nThird secret.");
    let black = tells("black.docx", &[(Blackened, &told)]);
    assert_eq!(seen(&black, "Third"), Seen::Hidden(Blackened));
    tells("tiny.docx", &[(Tiny, SECRET)]);
    let told = format!("{SECRET}\nAnd this.");
    let cells = tells("white.xlsx", &[(SameColour, &told), (Invisible, "90000")]);
    assert_eq!(seen(&cells, "Ivan"), Seen::Hidden(SameColour));
    assert!(cells.words.iter().all(|words| words.text != "90000"), "a number is no words");
    tells("white.pptx", &[(SameColour, SECRET)]);
    let rtf = tells("white.rtf", &[(SameColour, SECRET), (Blackened, "Second secret."), (Tiny, "Third secret.")]);
    assert_eq!(seen(&rtf, "Second"), Seen::Hidden(Blackened));
    for honest in [
        "white-honest.docx",
        "black-honest.docx",
        "white-honest.xlsx",
        "white-by-rule.xlsx",
        "white-honest.pptx",
        "white-honest.rtf",
    ] {
        let twin = tells(honest, &[]);
        assert_eq!(seen(&twin, "Ivan"), Seen::Shown, "{honest}");
    }
    assert_eq!(seen(&tells("white-over-picture.docx", &[]), "Annual"), Seen::Shown);
}

#[test]
fn a_style_hides_what_is_set_in_it_and_in_styles_that_are_based_on_it() {
    let extraction = tells("style.docx", &[(Concealment::SetHidden, SECRET)]);
    assert_eq!(seen(&extraction, "Shown again"), Seen::Shown);
    assert_eq!(seen(&extraction, "Ivan"), Seen::Hidden(Concealment::SetHidden));
}

#[test]
fn a_picture_that_is_shown_in_part_is_told_with_the_part_that_holds_it() {
    let says = "word/media/image1.jpeg: the document shows 50 % of its width and 90 % of its height; cut off: left 50 %, top 10 %";
    tells(
        "cropped.docx",
        &[(Concealment::AltText, r"C:\Users\a.clerk\Desktop\yard.jpeg"), (Concealment::PictureCropped, says)],
    );
    tells("cropped-honest.docx", &[]);
    tells("cropped.rtf", &[(Concealment::PictureCropped, "picture 1.jpeg: cut off: top 50 %")]);
    tells("cropped-honest.rtf", &[]);
}

#[test]
fn what_a_program_may_start_or_fetch_is_told_and_a_template_on_the_disk_is_not() {
    use Concealment::{DocumentVariable, Launch, Remote};
    let mut told = hidden(&sample("remote.docx"));
    told.sort();
    let told: Vec<(Concealment, &str)> = told.iter().map(|(why, text)| (*why, text.as_str())).collect();
    assert_eq!(
        told,
        [
            (Launch, r#"DDEAUTO c:\\windows\\system32\\calc.exe "x""#),
            (Remote, "https://templates.example.org/letter.dotm"),
            (Remote, "https://tracker.example.org/1.png"),
            (DocumentVariable, "Operation Nine Cars"),
        ]
    );
    tells("remote-honest.docx", &[]);
    let reasons: Vec<Concealment> = hidden(&sample("remote.rtf")).into_iter().map(|(why, _)| why).collect();
    assert_eq!(reasons, [Remote, DocumentVariable, Launch, Launch]);
}

#[test]
fn figures_that_a_workbook_keeps_of_what_it_does_not_show_are_told() {
    let extraction = sample("pivot.xlsx");
    let told = hidden(&extraction);
    assert!(told[0].1.contains("Ivan Petrov") && told[0].1.starts_with("2 records"), "{told:?}");
    assert_eq!((told.len(), told[0].0), (1, Concealment::CachedValues));
    tells("pivot-honest.xlsx", &[]);
    let mut told = hidden(&sample("linked.xlsx"));
    told.sort();
    assert_eq!(
        told,
        [
            (Concealment::Remote, "https://rates.example.org/?id=17".to_owned()),
            (Concealment::CachedValues, "2 values of another workbook (sheets: Pay): Ivan Petrov, 90000".to_owned()),
        ]
    );
}

#[test]
fn what_lies_beside_a_slide_is_told_and_what_reaches_it_is_not() {
    let extraction =
        tells("off-slide.pptx", &[(Concealment::OffSlide, SECRET), (Concealment::HiddenShape, "Ask him first.")]);
    assert_eq!(seen(&extraction, "Ivan"), Seen::Hidden(Concealment::OffSlide));
    for honest in ["off-slide-honest.pptx", "flies-in.pptx"] {
        assert_eq!(seen(&tells(honest, &[]), "Ivan"), Seen::Shown, "{honest}");
    }
}

#[test]
fn what_lies_behind_a_shape_is_told_and_what_lies_on_it_is_not() {
    let extraction = tells("behind-shape.pptx", &[(Concealment::BehindShape, SECRET)]);
    assert_eq!(seen(&extraction, "Ivan"), Seen::Hidden(Concealment::BehindShape));
    for honest in ["behind-shape-honest.pptx", "behind-shape-goes.pptx"] {
        assert_eq!(seen(&tells(honest, &[]), "Ivan"), Seen::Shown, "{honest}");
    }
}

#[test]
fn a_part_that_a_program_put_in_is_told_and_words_own_are_not() {
    let extraction = sample("custom-part.docx");
    let told = hidden(&extraction);
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].1.contains("17/2024; A. Clerk"), "{told:?}");
}
