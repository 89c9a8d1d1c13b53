//! What pictures hold beyond what they show: thumbnails, data behind the end, the notes of cameras, the dots of printers; and honest
//! twins that say nothing of the kind.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops at the first fault and says what it skips"
)]

mod support;

use std::collections::BTreeMap;
use support::{corpus, examined};
use valla::model::{Case, Concealment, Role};

/// What is hidden in each picture of a case, and why.
fn hidden(case: &Case) -> BTreeMap<String, Vec<(Concealment, String)>> {
    let mut found: BTreeMap<String, Vec<(Concealment, String)>> = BTreeMap::new();
    for exhibit in case.exhibits.iter().filter(|exhibit| exhibit.parent.is_none()) {
        let name = exhibit.path.rsplit('/').next().unwrap_or_default().to_owned();
        if ["jpg", "jpeg", "png", "tif", "tiff"].iter().any(|ending| name.to_ascii_lowercase().ends_with(ending)) {
            let of = found.entry(name).or_default();
            of.extend(exhibit.extraction.evidence.iter().filter_map(|one| Some((one.hidden?, one.value_text()))));
        }
    }
    found
}

#[test]
fn pictures_that_hold_more_are_told_and_their_twins_are_not() {
    use Concealment::{BehindEnd, PrinterDots, Thumbnail};
    let case = examined(&["samples/hidden"], |_| {});
    let expected = [
        ("picture-archive-behind.jpg", BehindEnd, "which begin as ZIP"),
        ("picture-cropped-thumbnail-whole.jpg", Thumbnail, "the picture was cropped"),
        ("picture-more-in-its-chunks.png", BehindEnd, "900 bytes after the end of the picture's data"),
        ("picture-over-a-larger-one.png", BehindEnd, "CVE-2023-21036"),
        ("picture-painted-thumbnail-before.jpg", Thumbnail, "something else in one place"),
        ("picture-text-behind.jpg", BehindEnd, "of text: \u{201c}Meet at the north gate"),
        ("scan-with-printer-dots.png", PrinterDots, "repeats after 180 pixels across and 200 down"),
        ("scan-with-printer-dots.tiff", PrinterDots, "repeats after 180 pixels across and 200 down"),
    ];
    let found = hidden(&case);
    assert!(found.len() > 12, "{found:?}");
    for (name, of) in &found {
        match expected.iter().find(|(file, _, _)| file == name) {
            Some((_, reason, words)) => {
                assert_eq!(of.len(), 1, "{name}: {of:?}");
                assert_eq!(of[0].0, *reason, "{name}");
                assert!(of[0].1.contains(words), "{name}: {of:?}");
            }
            None => assert!(of.is_empty(), "{name}: {of:?}"),
        }
    }
}

#[test]
fn what_cameras_add_is_named_and_is_no_secret() {
    let case = examined(&["samples/hidden"], |_| {});
    let values = |file: &str, property: &str| -> Vec<(String, Option<Role>)> {
        let exhibit = case.exhibits.iter().find(|exhibit| exhibit.path.ends_with(file)).unwrap();
        let of = exhibit.extraction.evidence.iter().filter(|one| one.property == property);
        of.map(|one| (one.value_text(), one.role)).collect()
    };
    let film = values("picture-with-film.jpg", "file.further-part");
    assert!(film.len() == 1 && film[0].0.contains("a film that belongs to the picture"), "{film:?}");
    let second = values("picture-two-pictures.jpg", "image.further-part");
    assert_eq!(second, [("a smaller version of the picture".to_owned(), None)]);
    let owner = values("picture-of-an-owner.jpg", "image.maker-note.OwnerName");
    assert_eq!(owner, [("Sample Owner".to_owned(), Some(Role::Identifying))]);
    let number = values("picture-of-an-owner.jpg", "image.maker-note.SerialNumber");
    assert_eq!(number, [("1330500042".to_owned(), Some(Role::Identifying))]);
}

#[test]
fn no_picture_of_the_corpus_has_dots_of_a_printer_or_leftovers_of_a_larger_one() {
    let Some(corpus) = corpus() else { return };
    let case = examined(&[corpus.to_str().unwrap()], |_| {});
    let wrong: Vec<(String, String)> = case
        .exhibits
        .iter()
        .flat_map(|exhibit| exhibit.extraction.evidence.iter().map(move |one| (exhibit.path.clone(), one)))
        .filter(|(_, one)| one.hidden == Some(Concealment::PrinterDots) || one.value_text().contains("CVE-2023-21036"))
        .map(|(path, one)| (path, one.value_text()))
        .collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}
