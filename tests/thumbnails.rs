//! Thumbnails of the corpus against their own pictures, and against each other's: how often a strange one is noticed.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a test stops at the first fault and says what it skips"
)]

mod support;

use support::{corpus, examined};
use valla::readers::images::thumbnail::likeness;
use valla::readers::{Budget, Purse};

#[test]
fn own_thumbnails_are_alike_and_strange_ones_are_not() {
    let Some(corpus) = corpus() else { return };
    let case = examined(&[corpus.to_str().unwrap()], |_| {});
    // Pictures that are files by themselves: their bytes can be read again.
    let pictures: Vec<(Vec<u8>, Vec<u8>)> = case
        .exhibits
        .iter()
        .filter(|exhibit| exhibit.parent.is_none())
        .filter_map(|exhibit| {
            let evidence = &exhibit.extraction.evidence;
            evidence.iter().find(|evidence| evidence.property == "image.thumbnail.likeness")?;
            let place = evidence.iter().find(|evidence| evidence.property == "image.thumbnail")?.locus.bytes?;
            let bytes = std::fs::read(&exhibit.path).unwrap();
            let range = usize::try_from(place.start).unwrap()..usize::try_from(place.end).unwrap();
            let thumbnail = bytes[range].to_vec();
            Some((bytes, thumbnail))
        })
        .collect();
    let (mut own, mut strange) = (Vec::new(), Vec::new());
    for (number, (picture, _)) in pictures.iter().enumerate() {
        for (other, (_, thumbnail)) in pictures.iter().enumerate() {
            let purse = Purse::new(Budget::default(), picture.len());
            let percent = likeness(picture, thumbnail, &purse).unwrap();
            if number == other { own.push(percent) } else { strange.push(percent) }
        }
    }
    let told = strange.iter().filter(|percent| **percent < 80).count();
    println!("own: {own:?}; of {} strange pairs {told} lie below 80: {strange:?}", strange.len());
    assert!(own.iter().all(|percent| *percent >= 90), "{own:?}");
    assert!(told * 10 >= strange.len() * 9, "only {told} of {} strange thumbnails are noticed", strange.len());
}
