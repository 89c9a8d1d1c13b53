//! What the documents of a case say about each other: what is claimed of sets, what was found among them, what ties them.

use super::{Links, named, quoted};
use crate::model::{Case, Finding, Hand, Instant, SetVerdict, Strength, Term};
use crate::reports::standing::{common_folder, name};
use maud::{Markup, html};
use std::collections::BTreeMap;

/// So many findings are shown, and so many families.
const FINDINGS: usize = 60;
const FAMILIES: usize = 60;
/// So many documents of one finding or family are named.
const NAMED: usize = 20;
/// Groups of so many documents are drawn.
const DRAWN: usize = 14;
/// So many groups are drawn.
const GRAPHS: usize = 6;

/// The section; nothing where documents say nothing of each other.
pub(super) fn together(case: &Case, links: &Links) -> Markup {
    let collection = &case.collection;
    let names: BTreeMap<&str, String> =
        case.exhibits.iter().map(|exhibit| (exhibit.id.as_str(), name(exhibit))).collect();
    let folder = common_folder(case.exhibits.iter().map(|exhibit| exhibit.file.as_str()));
    let name_of = |id: &str| {
        let whole = names.get(id).map_or(id, String::as_str);
        whole.strip_prefix(folder).unwrap_or(whole).to_owned()
    };
    let mut verdicts: Vec<&SetVerdict> = collection.verdicts.iter().collect();
    verdicts.sort_by_key(|verdict| (verdict.term, std::cmp::Reverse(verdict.strength)));
    let (against, others) = verdicts.split_at(verdicts.partition_point(|verdict| verdict.term < Term::Agrees));
    let documents = |ids: &[String]| {
        html! {
            @for (at, id) in ids.iter().enumerate().take(NAMED) {
                @if at > 0 { ", " }
                (named(&name_of(id), id, links))
            }
            @if ids.len() > NAMED { " and " (ids.len() - NAMED) " more" }
        }
    };
    let empty = collection.families.is_empty() && collection.findings.is_empty() && collection.verdicts.is_empty();
    html! {
        @if !empty {
            h2 id="together" { "Together" }
            @if !collection.verdicts.is_empty() {
                h3 { "What is claimed of several documents" }
                @for verdict in against { (answered(verdict, &documents)) }
                @if !others.is_empty() {
                    details open[against.is_empty()] {
                        summary { (others.len()) " claims on several documents against which nothing speaks, or on which nothing can be said" }
                        @for verdict in others { (answered(verdict, &documents)) }
                    }
                }
            }
            @if !collection.findings.is_empty() {
                h3 { "What was found among them" }
                p.quiet { "These findings need more than one document. They say nothing against a single one and change no answer above." }
                @for finding in collection.findings.iter().take(FINDINGS) { (found(finding, &documents)) }
                @if collection.findings.len() > FINDINGS {
                    p.quiet { "and " (collection.findings.len() - FINDINGS) " more, in the record" }
                }
                (graphs(case, &name_of))
            }
            (hands(&collection.hands, &name_of, links))
            @if !collection.families.is_empty() {
                h3 { "What ties them" }
                div.scroll { table.rows {
                    thead { tr { th scope="col" { "They share" } th scope="col" { "Documents" } } }
                    tbody { @for family in collection.families.iter().take(FAMILIES) {
                        tr {
                            td { (quoted(&family.shares)) @if !family.value.is_empty() { ": " (quoted(&family.value)) } }
                            td { (documents(&family.exhibits)) }
                        }
                    } }
                } }
                @if collection.families.len() > FAMILIES {
                    p.quiet { "and " (collection.families.len() - FAMILIES) " more, in the record" }
                }
            }
            @if collection.commonplaces > 0 {
                p.quiet {
                    (collection.commonplaces) " values are in more than " (collection.cut)
                    " documents each. What so many share ties nobody, and is left out."
                }
            }
        }
    }
}

/// A claim on a set and its answer.
fn answered(verdict: &SetVerdict, documents: &dyn Fn(&[String]) -> Markup) -> Markup {
    html! {
        p { "Claimed: " b { (quoted(&verdict.says.to_string())) } ". Answer: " b { (term_words(verdict.term)) } ". " (quoted(&verdict.summary)) }
        p.quiet { "Documents: " (documents(&verdict.exhibits)) }
    }
}

/// Who saved what when, by their own words: a row for each name, a dot for each document.
#[allow(clippy::cast_precision_loss, reason = "a drawing has some hundred dots")]
fn hands(hands: &[Hand], name_of: &dyn Fn(&str) -> String, links: &Links) -> Markup {
    let times = || hands.iter().flat_map(|hand| &hand.saves).map(|save| save.at.0);
    let (Some(first), Some(last)) = (times().min(), times().max()) else { return html! {} };
    let span = (last - first).max(1) as f64;
    let across = |at: Instant| 190.0 + 500.0 * (at.0 - first) as f64 / span;
    let height = 24 * hands.len() + 30;
    html! {
        h3 { "Who saved what, and when" }
        p.quiet { "By what the documents say of themselves; names and times are easily set. The first 20 names with two documents or more." }
        div.scroll {
            svg viewBox=(format!("0 0 720 {height}")) width="720" height=(height) role="img" aria-label="Saves by who saved, from left to right in time" {
                @for (row, hand) in hands.iter().enumerate() {
                    @let y = 24 * row + 16;
                    text x="180" y=(y + 4) text-anchor="end" font-size="11" fill="currentColor" { (quoted(&short(&hand.who))) }
                    line x1="190" y1=(y) x2="690" y2=(y) stroke="currentColor" opacity="0.2" {}
                    @for save in &hand.saves {
                        a href=(links.to(&save.exhibit)) {
                            circle cx=(format!("{:.1}", across(save.at))) cy=(y) r="4" fill="currentColor" opacity="0.6" {
                                title { (crate::reports::escape::safe(&format!("{}, {}", name_of(&save.exhibit), save.at.day_text()))) }
                            }
                        }
                    }
                }
                text x="190" y=(height - 6) font-size="11" fill="currentColor" { (Instant(first).day_text()) }
                text x="690" y=(height - 6) text-anchor="end" font-size="11" fill="currentColor" { (Instant(last).day_text()) }
            }
        }
    }
}

/// The answer to a claim on a set, in words.
pub(super) fn term_words(term: Term) -> &'static str {
    match term {
        Term::Contradicts => "cannot be so",
        Term::Tension => "needs explaining",
        Term::Agrees => "nothing found against it",
        Term::NoEvidence => "cannot tell",
        Term::Confirmed => "confirmed",
        Term::NotTested => "not tested",
    }
}

/// The first sentence of a text: a full stop in what is quoted ends none.
pub(super) fn first_sentence(text: &str) -> &str {
    let mut depth = 0_u32;
    for (at, letter) in text.char_indices() {
        match letter {
            '\u{201c}' => depth += 1,
            '\u{201d}' => depth = depth.saturating_sub(1),
            '.' if depth == 0 && text.get(at + 1..).is_some_and(|rest| rest.starts_with(' ')) => {
                return text.get(..at).unwrap_or(text);
            }
            _ => {}
        }
    }
    text
}

fn found(finding: &Finding, documents: &dyn Fn(&[String]) -> Markup) -> Markup {
    let body = html! {
        p { (quoted(&finding.summary)) }
        p.quiet { "Documents: " (documents(&finding.among)) }
        @if !finding.innocent.is_empty() {
            p { "Innocent explanations:" }
            ul { @for cause in &finding.innocent { li { (quoted(cause)) } } }
        }
        p { (quoted(&finding.settle)) }
        p.quiet { (finding.code) " " (finding.name) ", " (finding.strength.to_string()) }
    };
    let open = finding.strength >= Strength::Medium;
    html! {
        details id=(finding.id) open[open] {
            summary { (quoted(first_sentence(&finding.summary))) }
            (body)
        }
    }
}

/// Small drawings of who is with whom: a dot for each document, a line for each finding that ties two.
fn graphs(case: &Case, name_of: &dyn Fn(&str) -> String) -> Markup {
    let mut groups: Vec<Vec<&str>> = Vec::new();
    for finding in case.collection.findings.iter().filter(|finding| finding.among.len() > 1) {
        let ids = finding.among.iter().map(String::as_str);
        let touched: Vec<usize> = groups
            .iter()
            .enumerate()
            .filter(|(_, group)| finding.among.iter().any(|id| group.contains(&id.as_str())))
            .map(|(at, _)| at)
            .collect();
        let mut joined: Vec<&str> = ids.collect();
        for at in touched.into_iter().rev() {
            joined.extend(groups.remove(at));
        }
        joined.sort_unstable();
        joined.dedup();
        groups.push(joined);
    }
    groups.retain(|group| (3..=DRAWN).contains(&group.len()));
    groups.sort_by_key(|group| std::cmp::Reverse(group.len()));
    html! {
        @for group in groups.iter().take(GRAPHS) { (graph(case, group, name_of)) }
    }
}

#[allow(clippy::cast_precision_loss, reason = "a drawing has few dots")]
fn graph(case: &Case, group: &[&str], name_of: &dyn Fn(&str) -> String) -> Markup {
    let place = |at: usize| {
        let angle = std::f64::consts::TAU * at as f64 / group.len() as f64 - std::f64::consts::FRAC_PI_2;
        (240.0 + 90.0 * angle.cos(), 130.0 + 90.0 * angle.sin())
    };
    let at = |id: &String| group.iter().position(|known| known == id);
    let mut lines: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for finding in &case.collection.findings {
        let inside: Vec<usize> = finding.among.iter().filter_map(at).collect();
        for (number, one) in inside.iter().enumerate() {
            for other in inside.iter().skip(number + 1) {
                *lines.entry((*one.min(other), *one.max(other))).or_default() += 1;
            }
        }
    }
    html! {
        figure {
            svg viewBox="0 0 480 260" width="480" height="260" role="img" aria-label="Documents and the findings that tie them" {
                @for ((one, other), count) in &lines {
                    @let ((x1, y1), (x2, y2)) = (place(*one), place(*other));
                    line x1=(format!("{x1:.0}")) y1=(format!("{y1:.0}")) x2=(format!("{x2:.0}")) y2=(format!("{y2:.0}"))
                        stroke="currentColor" stroke-width=(count.min(&4)) opacity="0.45" {}
                }
                @for (at, id) in group.iter().enumerate() {
                    @let (x, y) = place(at);
                    @let right = x >= 240.0;
                    circle cx=(format!("{x:.0}")) cy=(format!("{y:.0}")) r="5" fill="currentColor" {}
                    text x=(format!("{:.0}", if right { x + 9.0 } else { x - 9.0 })) y=(format!("{:.0}", y + 4.0))
                        text-anchor=(if right { "start" } else { "end" }) font-size="11" fill="currentColor" { (quoted(&short(&name_of(id)))) }
                }
            }
            figcaption { "A line ties two documents that a finding is about; the more findings, the thicker." }
        }
    }
}

/// The last part of a name, cut to fit beside a dot.
fn short(name: &str) -> String {
    const SHOWN: usize = 24;
    let last = name.rsplit('/').next().unwrap_or(name);
    if last.chars().count() <= SHOWN {
        return last.to_owned();
    }
    last.chars().take(SHOWN - 1).chain(['…']).collect()
}
