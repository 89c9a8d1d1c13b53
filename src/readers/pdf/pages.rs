//! The words of the pages: as they are now, who sees them, and what each save did to them.

use super::properties::{
    FIELD_SHOWN, FIELD_VALUE, PAGE_TEXT, PAGE_TEXT_LENGTH, PAGE_TEXT_RECOGNISED, PAGE_TEXT_UNKNOWN, PAGES_WITHOUT_WORDS,
};
use super::{
    comparison, covers, fields, font_lies, layers, leftovers, likeness, redactions, second_opinion, story, unseen,
    words,
};
use crate::formats::pdf::objects::Objects;
use crate::formats::pdf::page::{effort, text};
use crate::model::trouble;
use crate::model::{Locus, PageNumbers, Reading, Revision, Value};
use crate::readers::{Intake, ReadOptions};
use std::sync::Arc;

/// The words of the pages as they are now, and what each save did to them.
pub fn page_text(
    bytes: &Arc<Vec<u8>>,
    objects: &mut Objects<'_>,
    revisions: &mut [Revision],
    options: &ReadOptions,
    intake: &mut Intake,
) {
    let purse = objects.purse;
    let last = u32::try_from(revisions.len()).ok().filter(|&last| last > 0);
    let open = |data: second_opinion::State| second_opinion::open(data, &options.passwords);
    let Some(pdf) = open(second_opinion::State::whole(bytes)) else { return };
    let (mut glyphs, mut unknown) = (0, 0);
    let mut without_words = PageNumbers::default();
    let fields = fields::of_document(objects);
    let marked = redactions::Marked::of_document(objects, last.unwrap_or(1));
    let mut all_on = Vec::new();
    if let Some(pdf) =
        layers::all_on(objects, last.unwrap_or(1)).and_then(|with| open(second_opinion::State::whole(&Arc::new(with))))
    {
        text::pages(&pdf, purse, |number, page| {
            all_on.push(page.words);
            (number as u64) < purse.budget.pages && !purse.is_empty()
        });
    }
    let mut unseen = unseen::Unseen::of_revision(last, marked, all_on);
    let mut words = words::PageWords::of_revisions(revisions.len());
    let mut spoken = Vec::new();
    let mut shown = leftovers::shown::Shown::default();
    let shapes = text::pages(&pdf, purse, |number, page| {
        shown.page(number, &page);
        spoken.extend(page.spoken.iter().map(|text| (number, text.clone())));
        glyphs += page.glyphs;
        unknown += page.unknown;
        for field in fields.iter().filter(|field| field.page == number) {
            let shown = field.shown(&page);
            if !shown.is_empty() {
                let path = format!("{} on page {number}", field.locus.path);
                let locus = Locus { path, ..field.locus.clone() };
                let value = |text: String| Reading::Present(Value::Text(text));
                intake.evidence(&FIELD_VALUE, b"", value(field.value.clone()), locus.clone());
                intake.evidence(&FIELD_SHOWN, b"", value(shown), locus);
            }
        }
        if !page.words.is_empty() {
            let property = if page.is_recognised() { &PAGE_TEXT_RECOGNISED } else { &PAGE_TEXT };
            let mut words = page.text();
            purse.expanded(words.len());
            words.truncate(words.floor_char_boundary(PAGE_TEXT_LENGTH));
            let locus = Locus { revision: last, path: format!("page {number}"), ..Locus::default() };
            intake.evidence(property, b"", Reading::Present(Value::Text(words)), locus);
        }
        let hidden = if page.incomplete.is_none() { unseen.page(&pdf, number, &page) } else { vec![] };
        let wanted = options.compare.as_ref().is_some_and(|asked| asked.first_page);
        if number == 1 && wanted && page.hidden.is_drawable() {
            intake.preview(crate::readers::preview::of_page(&pdf));
        }
        if number as u64 >= purse.budget.pages {
            purse.reach(trouble::PAGES, purse.budget.pages);
        }
        if page.incomplete == Some(effort::Walked::Failed) {
            intake.warn("page-text", format!("valla could not read all words of page {number}"), None);
        }
        if page.is_picture() {
            without_words.0.extend(u32::try_from(number));
        }
        likeness::page(number, &page, intake);
        words.page(number, page, &hidden, intake);
        (number as u64) < purse.budget.pages && !purse.is_empty()
    });
    font_lies::hand_over(&shapes.judge(&pdf), last, intake);
    if unknown > 0 {
        let told = format!("{unknown} of {glyphs} glyphs have no known character");
        let locus = Locus { revision: last, path: "pages".to_owned(), ..Locus::default() };
        intake.evidence(&PAGE_TEXT_UNKNOWN, b"", Reading::Present(Value::Text(told)), locus);
    }
    if !without_words.0.is_empty() {
        let count = i64::try_from(without_words.0.len()).unwrap_or(i64::MAX);
        let locus = Locus { revision: last, path: without_words.to_string(), ..Locus::default() };
        intake.evidence(&PAGES_WITHOUT_WORDS, b"", Reading::Present(Value::Number(count)), locus);
    }
    if options.compare.as_ref().is_some_and(|asked| asked.first_page) {
        intake.hidden_places(unseen.places(&pdf));
    }
    unseen.finish(intake);
    let covers: Vec<_> = revisions.iter().map(|revision| covers::of_revision(objects, revision)).collect();
    for why in story::tell(bytes, revisions, &covers, purse, &open) {
        intake.warn("page-text", why, None);
    }
    words.finish(revisions, intake);
    if shown.is_known() {
        leftovers::spoken::hand_over(spoken, &shown, last, intake);
    }
    leftovers::hand_over(objects, &pdf, &shown, intake);
    if let Some(asked) = &options.compare {
        let (evidence, signatures) = intake.so_far();
        let sources =
            comparison::Sources { bytes, revisions, covers: &covers, signatures, evidence, purse, open: &open };
        let comparisons = comparison::compare(&sources, asked);
        intake.comparisons(comparisons);
    }
}
