//! The card of a document: a picture, one sentence, the innocent cause, what to ask; under it its evidence, closed until asked for.

use super::states::{both_states, is_base64};
use super::together::first_sentence;
use super::tree::tree;
use super::{Entry, Links, anchor, class_of, evidence, is_altered, named, quoted};
use crate::model::{Case, ChangedPage, Concealment, Exhibit, Hiding, PreviewKind, Role};
use crate::properties::concealments;
use crate::reports::escape::safe;
use crate::reports::letter::{Letter, letter};
use crate::reports::standing::{capital, counted, hiding_words, innocent, label, name, other_answer, sentence, settle};
use maud::{Markup, html};

/// So many findings with other documents are named on a card.
const RELATED: usize = 3;

/// A card with its evidence.
pub(super) fn card(case: &Case, all: &[Exhibit], entry: &Entry<'_>, links: &Links) -> Markup {
    let exhibit = entry.exhibit;
    let desk = case.edition.is_desk();
    html! {
        article id=(anchor(exhibit))
            class={ "card " (class_of(entry.standing)) }
            data-standing=(entry.standing.name())
            data-name=(safe(&name(exhibit)))
            data-kind=(safe(&exhibit.extraction.format.name))
            data-date=(stated_date(exhibit))
            data-order=(order(entry))
            data-hides=[(!exhibit.reasoned.hides.is_empty()).then_some("")]
        {
            div.picture { (picture(exhibit)) }
            div.said {
                (said(entry, links, desk))
                (tree(all, exhibit, links))
                details.evidence {
                    summary { "Evidence, byte by byte" }
                    (evidence::evidence_of(all, exhibit, desk))
                }
            }
        }
    }
}

/// A row of an index: the card without picture and evidence.
pub(super) fn row(case: &Case, entry: &Entry<'_>, links: &Links) -> Markup {
    let exhibit = entry.exhibit;
    html! {
        article
            class={ "card document-row " (class_of(entry.standing)) }
            data-standing=(entry.standing.name())
            data-name=(safe(&name(exhibit)))
            data-kind=(safe(&exhibit.extraction.format.name))
            data-date=(stated_date(exhibit))
            data-order=(order(entry))
            data-hides=[(!exhibit.reasoned.hides.is_empty()).then_some("")]
        {
            div.said { (said(entry, links, case.edition.is_desk())) }
        }
    }
}

/// The place in the order of standings.
fn order(entry: &Entry<'_>) -> usize {
    crate::model::Standing::ALL.iter().position(|standing| *standing == entry.standing).unwrap_or(0)
}

/// The answer in words.
fn said(entry: &Entry<'_>, links: &Links, desk: bool) -> Markup {
    let exhibit = entry.exhibit;
    html! {
        span.tag { (label(entry.standing)) }
        h3 { (named(&name(exhibit), &exhibit.id, links)) }
        p.say { (quoted(sentence(exhibit))) }
        @if desk && let Some(letter) = letter(exhibit) { (head_of(&letter)) }
        dl {
            @if let Some((label, sentence)) = other_answer(exhibit) {
                dt { "Its age" }
                dd { (capital(label)) @if !sentence.is_empty() { ". " (quoted(sentence)) } }
            }
            @if let Some(innocent) = innocent(exhibit) { dt { "May be innocent if" } dd { (quoted(innocent)) } }
            @if let Some(settle) = settle(exhibit) { dt { "To settle it" } dd { (quoted(settle)) } }
            @if !exhibit.reasoned.hides.is_empty() {
                dt { "It hides" }
                dd {
                    @for (at, hidden) in exhibit.reasoned.hides.iter().enumerate() {
                        @if at > 0 { ", " }
                        (hiding_words(hidden.kind)) " (" (hidden.count) ")"
                        @if let Some(words) = first_words(exhibit, hidden.kind) { ": \u{201c}" (quoted(words)) "\u{201d}" }
                    }
                }
            }
            @if !entry.related.is_empty() {
                dt { "With others" }
                dd {
                    @for (at, finding) in entry.related.iter().enumerate().take(RELATED) {
                        @if at > 0 { "; " }
                        a href={ "#" (finding.id) } { (quoted(first_sentence(&finding.summary))) }
                    }
                    @if entry.related.len() > RELATED {
                        " " a href="#together" { "and " (entry.related.len() - RELATED) " more" }
                    }
                }
            }
            @if !entry.copies.is_empty() {
                dt { "Same bytes" }
                dd {
                    (copies(entry.copies.iter().take(COPIES), links))
                    @if entry.copies.len() > COPIES {
                        details {
                            summary { "and " (counted((entry.copies.len() - COPIES) as u64, "more", "more")) }
                            (copies(entry.copies.iter().skip(COPIES), links))
                        }
                    }
                }
            }
        }
    }
}

/// The head of a mail, as one reads it, and its way.
fn head_of(letter: &Letter<'_>) -> Markup {
    html! {
        dl.letter {
            @for (label, people) in [("From", &letter.from), ("To", &letter.to)] {
                @if !people.is_empty() { dt { (label) } dd { (quoted(&people.join(", "))) } }
            }
            @if let Some(subject) = letter.subject { dt { "Subject" } dd { (quoted(subject)) } }
            @if !letter.times.is_empty() {
                dt { "Times" }
                dd {
                    ol.way {
                        @for time in &letter.times { li { time { (time.at.readable()) } " " (quoted(&time.what)) } }
                    }
                }
            }
        }
    }
}

/// The first words that lie under a bar: of all that is hidden the one thing that a reader wants at once.
fn first_words(exhibit: &Exhibit, kind: Hiding) -> Option<&str> {
    let places = exhibit.extraction.hidden_places.iter().filter(|_| kind == Hiding::CoveredWords);
    let covers = |reason: Concealment| concealments::told(reason).is_some_and(|told| told.kind == kind);
    places
        .filter(|place| covers(place.reason))
        .map(|place| place.words.as_str())
        .find(|words| words.len() <= FIRST_WORDS)
}

/// Longer words are for the evidence.
const FIRST_WORDS: usize = 80;

/// So many copies are named at once.
const COPIES: usize = 5;

fn copies<'e>(copies: impl Iterator<Item = &'e &'e Exhibit>, links: &Links) -> Markup {
    html! {
        @for (at, copy) in copies.enumerate() {
            @if at > 0 { ", " }
            (named(&name(copy), &copy.id, links))
        }
    }
}

/// Pages before and after, where words were replaced; else the first page, the thumbnail, or the first words.
fn picture(exhibit: &Exhibit) -> Markup {
    if is_altered(exhibit)
        && let Some((revision, page)) = changed_page(exhibit)
    {
        let details = [("before", &page.detail_before), ("after", &page.detail_after)];
        if details.iter().all(|(_, detail)| detail.as_ref().is_some_and(|detail| is_base64(detail))) {
            return html! {
                div.one {
                    @for (when, detail) in details {
                        figure {
                            img alt={ "Part of page " (page.page) " " (when) " save " (revision) }
                                src={ "data:image/png;base64," (detail.as_deref().unwrap_or_default()) };
                            figcaption { "page " (page.page) ", " (when) " the change (save " (revision) ")" }
                        }
                    }
                }
            };
        }
        return html! { div.two { (both_states(revision, page)) } };
    }
    let Some(preview) = &exhibit.extraction.preview else {
        return html! { div.no-picture { (quoted(&exhibit.extraction.format.name)) } };
    };
    let (caption, alt) = match preview.kind {
        PreviewKind::Page => ("page 1", "The first page"),
        PreviewKind::Picture => ("", "The picture"),
        PreviewKind::Thumbnail => {
            ("thumbnail kept in the file; it may be older than the words", "A thumbnail of the first page")
        }
        PreviewKind::Words => ("its first words", ""),
    };
    html! {
        figure {
            @if let Some(picture) = preview.picture.as_ref().filter(|picture| is_base64(picture)) {
                img alt={ (alt) " of " (safe(&name(exhibit))) } src={ "data:image/png;base64," (picture) };
            } @else if let Some(words) = &preview.words {
                blockquote { (quoted(words)) }
            }
            @if !caption.is_empty() { figcaption { (caption) } }
        }
    }
}

/// The drawn page on which words were replaced, and the save that did it.
pub(super) fn changed_page(exhibit: &Exhibit) -> Option<(u32, &ChangedPage)> {
    let replaced = exhibit.reasoned.altered.replaced.first();
    let drawn = || {
        let comparisons = exhibit.extraction.comparisons.iter();
        comparisons.flat_map(|comparison| comparison.pages.iter().map(move |page| (comparison.to, page)))
    };
    let wanted = |(revision, page): &(u32, &ChangedPage)| {
        replaced.is_none_or(|replaced| replaced.revision == *revision && replaced.page == page.page)
    };
    drawn().find(wanted).or_else(|| drawn().next_back())
}

/// The latest date by which it says that it was made or saved, for sorting; empty where there is none.
fn stated_date(exhibit: &Exhibit) -> String {
    let stated = exhibit.extraction.evidence.iter().filter(|evidence| {
        matches!(evidence.role, Some(Role::Created | Role::Modified))
            && !exhibit.reasoned.retracted.contains(&evidence.id)
    });
    stated.filter_map(|evidence| evidence.moment()?.local_date()).max().map(|date| date.to_string()).unwrap_or_default()
}
