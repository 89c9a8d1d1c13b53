//! The evidence on a document, under its card.

use super::states::{both_states, is_base64};
use super::{is_altered, quoted};
use crate::model::{
    Change, ChangeKind, Conflict, Evidence, EvidenceBox, Exhibit, Finding, Group, Outcome, PremiseRef, Role, Strength,
    Verdict, WordsChanged,
};
use crate::properties::concealments::{self, Told};
use crate::reports::revisions::sentences;
use crate::reports::standing::{capital, claim_words, fact_basis, grouped, place, term_words};
use maud::{Markup, html};

/// More rows of one table are left to the record.
const ROWS: usize = 400;

/// Everything about a document, under its card.
pub(super) fn evidence_of(all: &[Exhibit], exhibit: &Exhibit, desk: bool) -> Markup {
    let read = &exhibit.extraction;
    html! {
        p.quiet {
            (exhibit.id) ", " (quoted(format!("{} {}", read.format.name, read.format.version).trim_end())) ", "
            @if !desk { "about " }
            (grouped(exhibit.size)) " bytes"
            @if let Some(same) = &exhibit.same_bytes_as {
                ", the same bytes as "
                @if all.iter().any(|one| one.id == *same) {
                    (same)
                } @else {
                    a href={ (same.split('.').next().unwrap_or_default()) ".html" } { (same) }
                }
            }
        }
        @for verdict in &exhibit.reasoned.verdicts { (told(verdict)) }
        (boxes(all, exhibit))
        @if !exhibit.reasoned.explanations.is_empty() {
            h4 { "One cause, several traces" }
            ul {
                @for one in &exhibit.reasoned.explanations {
                    li { (quoted(&capital(&one.event))) " explains " (one.findings.join(", ")) "." }
                }
            }
        }
        (differences(exhibit))
        (signatures(exhibit))
        (revisions(exhibit))
        (pictures(exhibit))
        @if desk { (hidden(exhibit)) }
        (edits(exhibit))
        @if desk { (software_and_typefaces(exhibit)) }
        (evidence(exhibit))
        (tested(exhibit))
    }
}

fn told(verdict: &Verdict) -> Markup {
    html! {
        div.verdict {
            p {
                b { (quoted(&claim_words(verdict.layer, &verdict.claim))) } ": "
                span.word { (term_words(verdict.layer, verdict.term)) }
                @if let Some(strength) = verdict.strength { " (" (strength) ")" }
            }
            p { (quoted(&verdict.sentence)) }
        }
    }
}

/// What belongs together in one box, the strongest first; what is only worth knowing, and what protects sources, closed.
fn boxes(all: &[Exhibit], exhibit: &Exhibit) -> Markup {
    let reasoned = &exhibit.reasoned;
    let protects = |one: &EvidenceBox| {
        one.conflicts.is_empty()
            && one.findings.iter().all(|id| {
                finding(exhibit, id).is_some_and(|finding| finding.code.starts_with(Group::Protection.letter()))
            })
    };
    // What a later save did is the evidence of an answer that says so, however weak it is by itself.
    let altered = is_altered(exhibit);
    let of_saves = |one: &EvidenceBox| {
        let code = |id: &String| finding(exhibit, id).map(|finding| finding.code.as_str());
        one.findings.iter().filter_map(code).any(|code| code.starts_with(Group::Revisions.letter()))
    };
    let (protection, others): (Vec<&EvidenceBox>, Vec<&EvidenceBox>) =
        reasoned.boxes.iter().partition(|one| protects(one));
    let (strong, weak): (Vec<&EvidenceBox>, Vec<&EvidenceBox>) =
        others.into_iter().partition(|one| one.strength >= Strength::Medium || altered && of_saves(one));
    html! {
        @for shown in strong { (evidence_box(all, exhibit, shown)) }
        @if !weak.is_empty() {
            details {
                summary { "Also noted (" (weak.len()) ")" }
                @for shown in weak { (evidence_box(all, exhibit, shown)) }
            }
        }
        @if !protection.is_empty() {
            details {
                summary {
                    "Could give away people, machines or places (" (protection.len()) "); for protecting sources"
                }
                @for shown in protection { (evidence_box(all, exhibit, shown)) }
            }
        }
    }
}

fn finding<'e>(exhibit: &'e Exhibit, id: &str) -> Option<&'e Finding> {
    exhibit.reasoned.findings.iter().find(|finding| finding.id == *id)
}

fn evidence_box(all: &[Exhibit], exhibit: &Exhibit, shown: &EvidenceBox) -> Markup {
    let findings: Vec<&Finding> = shown.findings.iter().filter_map(|id| finding(exhibit, id)).collect();
    let conflicts: Vec<&Conflict> =
        shown.conflicts.iter().filter_map(|&at| exhibit.reasoned.conflicts.get(at)).collect();
    let mut premises: Vec<&PremiseRef> = Vec::new();
    let of_findings = findings.iter().flat_map(|finding| &finding.premises);
    for premise in of_findings.chain(conflicts.iter().flat_map(|conflict| &conflict.premises)) {
        if !premises.contains(&premise) {
            premises.push(premise);
        }
    }
    let each_once = |texts: &mut dyn Iterator<Item = &str>| {
        let mut once: Vec<String> = Vec::new();
        for text in texts.filter(|text| !text.is_empty()) {
            if !once.iter().any(|known| known == text) {
                once.push(text.to_owned());
            }
        }
        once.join(" ")
    };
    let causes = each_once(&mut findings.iter().flat_map(|finding| &finding.innocent).map(String::as_str));
    let ways = each_once(&mut findings.iter().map(|finding| finding.settle.as_str()));
    html! {
        div.box {
            @for finding in &findings {
                p {
                    b { (quoted(&finding.summary)) } " "
                    span.quiet { "(" (finding.strength) "; " (finding.id) ", " (finding.code) " " (finding.name) ")" }
                }
            }
            @for conflict in &conflicts {
                @let hard = conflict.strength == Strength::Hard;
                p { (if hard { "These cannot all be true:" } else { "These are unlikely to be true together:" }) }
                ul { @for sentence in &conflict.sentences { li { (quoted(&capital(sentence))) "." } } }
            }
            @if shown.strength >= Strength::Weak {
                @if !causes.is_empty() { p { b { "May be innocent: " } (quoted(&causes)) } }
                @if !ways.is_empty() { p { b { "To settle it: " } (quoted(&ways)) } }
                @for premise in premises { (premise_place(all, exhibit, premise)) }
            }
        }
    }
}

fn premise_place(all: &[Exhibit], exhibit: &Exhibit, premise: &PremiseRef) -> Markup {
    match premise {
        PremiseRef::Evidence(reference) => html! {
            @if let Some(evidence) = exhibit.evidence_of(reference, all) {
                span.place { (reference) ": " (quoted(&place(evidence))) }
            }
        },
        PremiseRef::Fact(id) => {
            let fact = exhibit.reasoned.facts.iter().find(|fact| fact.id == *id);
            html! {
                @if let Some(fact) = fact {
                    span.place { "Known: " (quoted(&fact.statement)) " [" (quoted(&fact_basis(fact))) "]" }
                }
            }
        }
        PremiseRef::Claim(_) | PremiseRef::Axiom(_) => html! {},
    }
}

/// How it differs from the baseline.
fn differences(exhibit: &Exhibit) -> Markup {
    html! {
        @if !exhibit.differences.is_empty() {
            h4 { "Differs from the baseline" }
            ul { @for difference in exhibit.differences.iter().take(ROWS) { li { (quoted(&difference.to_string())) } } }
        }
    }
}

fn signatures(exhibit: &Exhibit) -> Markup {
    let signatures = &exhibit.extraction.signatures;
    html! {
        @if !signatures.is_empty() {
            h4 { "Signatures" }
            @for signature in signatures {
                p { b { "Signature " (signature.number) ": " (signature.kind) } }
                ul { @for sentence in sentences(signature) { li { (quoted(&sentence)) } } }
            }
        }
    }
}

/// What it said before: the saves, and what each did.
fn revisions(exhibit: &Exhibit) -> Markup {
    let revisions = &exhibit.extraction.revisions;
    html! {
        @if revisions.len() > 1 {
            details {
                summary { "What it said before: " (revisions.len()) " saves" }
                @for revision in revisions {
                    h4 { "Save " (revision.number) }
                    p.quiet {
                        "bytes " (revision.start) " to " (revision.end)
                        @for note in &revision.notes { ", " (quoted(note)) }
                    }
                    ul {
                        @for words in revision.words.iter().take(ROWS) {
                            li {
                                @match words.change {
                                    WordsChanged::Added => { "added " ins { (quoted(&words.text)) } },
                                    WordsChanged::Removed => { "took away " del { (quoted(&words.text)) } },
                                    WordsChanged::Covered => {
                                        "covered " (quoted(&words.text))
                                        @if let Some(by) = &words.by { " by " (quoted(by)) }
                                    },
                                }
                                " on page " (words.page)
                            }
                        }
                        @if revision.words.is_empty() && revision.number > 1 {
                            @let meant = |change: &&Change| change.change != ChangeKind::Rewritten;
                            @for change in revision.changes.iter().filter(meant).take(20) {
                                li { "object " (quoted(&change.object)) ": " (quoted(&change.what.to_string())) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Pages as they were before a save and as they are after it, the changed regions framed.
fn pictures(exhibit: &Exhibit) -> Markup {
    html! {
        @for comparison in exhibit.extraction.comparisons.iter().filter(|comparison| !comparison.pages.is_empty()) {
            details {
                summary { "How pages looked before save " (comparison.to) ", and after it" }
                @for page in &comparison.pages { div.pair { (both_states(comparison.to, page)) } }
                @for untold in &comparison.untold { p.quiet { (quoted(untold)) } }
            }
        }
    }
}

/// What nobody sees of it: places of pages with a frame around them, and all of it as a list with how to see it.
fn hidden(exhibit: &Exhibit) -> Markup {
    let read = &exhibit.extraction;
    let all: Vec<(&Evidence, &'static Told)> =
        read.evidence.iter().filter_map(|evidence| Some((evidence, concealments::told(evidence.hidden?)?))).collect();
    html! {
        @if !all.is_empty() {
            details open[!read.hidden_places.is_empty()] {
                summary { "What it hides (" (all.len()) ")" }
                @for one in read.hidden_places.iter().filter(|one| is_base64(&one.picture)) {
                    figure.hidden-place {
                        img alt={ "A part of page " (one.page) "; the place that hides something is framed" }
                            src={ "data:image/png;base64," (one.picture) };
                        figcaption {
                            "page " (one.page) ": \u{201c}" (quoted(&one.words)) "\u{201d}, " (concealments::why(one.reason))
                        }
                    }
                }
                div.scroll { table {
                    (head(["What", "Where", "Why nobody sees it", "How to see it"]))
                    tbody { @for (evidence, told) in all.iter().take(ROWS) {
                        tr {
                            td { (quoted(&evidence.value_text())) }
                            td { (quoted(&evidence.locus.path)) }
                            td { (told.why) }
                            td { (told.see) }
                        }
                    } }
                } }
            }
        }
    }
}

/// The head of a table.
fn head(columns: [&str; 4]) -> Markup {
    html! { thead { tr { @for column in columns { th scope="col" { (column) } } } } }
}

fn edits(exhibit: &Exhibit) -> Markup {
    let edits = &exhibit.extraction.edits;
    html! {
        @if !edits.is_empty() {
            details {
                summary { "Changes that the document records itself (" (edits.len()) ")" }
                div.scroll { table {
                    (head(["When, as it says", "Who, as it says", "What", "Words"]))
                    tbody { @for edit in edits.iter().take(ROWS) {
                        tr {
                            td { @if let Some(time) = &edit.time { (quoted(&time.readable())) } }
                            td { @if let Some(author) = &edit.author { (quoted(author)) } }
                            td { (format!("{:?}", edit.kind).to_lowercase()) }
                            td { (quoted(&edit.text)) }
                        }
                    } }
                } }
            }
        }
    }
}

/// What it names of programs and typefaces, each once.
fn software_and_typefaces(exhibit: &Exhibit) -> Markup {
    let named = |roles: &[Role]| -> std::collections::BTreeSet<String> {
        let of_roles =
            exhibit.extraction.evidence.iter().filter(|one| one.role.is_some_and(|role| roles.contains(&role)));
        of_roles.filter_map(Evidence::text).map(|text| text.trim().to_owned()).filter(|text| !text.is_empty()).collect()
    };
    let lists = [
        ("Programs", named(&[Role::Producer, Role::Creator, Role::Toolkit, Role::Banner])),
        ("Typefaces", named(&[Role::FontName])),
        ("Devices", named(&[Role::Device])),
    ];
    html! {
        @for (what, names) in lists.iter().filter(|(_, names)| !names.is_empty()) {
            p { b { (what) } ": "
                @for (at, name) in names.iter().take(40).enumerate() {
                    @if at > 0 { "; " }
                    (quoted(&shortened(name.clone())))
                }
                @if names.len() > 40 { "; and " (names.len() - 40) " more" }
                "."
            }
        }
    }
}

/// A value up to so many characters; the record has the rest.
const LONGEST: usize = 600;

fn shortened(text: String) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}… ({} characters)", text.get(..at).unwrap_or_default(), text.chars().count()),
        None => text,
    }
}

/// Everything dated in the order of time, then what names programs and people.
fn evidence(exhibit: &Exhibit) -> Markup {
    let mut rows: Vec<&Evidence> = exhibit
        .extraction
        .evidence
        .iter()
        .filter(|evidence| evidence.role.is_some_and(|role| role != Role::PageText))
        .collect();
    rows.sort_by_key(|evidence| evidence.moment().map_or((true, None), |moment| (false, Some(moment.earliest))));
    let more = rows.len().saturating_sub(ROWS);
    html! {
        @if !rows.is_empty() {
            details {
                summary { "Evidence in the order of time (" (rows.len()) " values)" }
                div.scroll { table {
                    (head(["No.", "What", "Value", "Place, and as written"]))
                    tbody { @for evidence in rows.iter().take(ROWS) {
                        tr {
                            td { (evidence.id) }
                            td { (quoted(&evidence.label())) }
                            td { (quoted(&shortened(evidence.value_text()))) }
                            td { span.place { (quoted(&place(evidence))) } }
                        }
                    } }
                } }
                @if more > 0 { p.quiet { "and " (more) " more, in the JSON record" } }
            }
        }
    }
}

fn tested(exhibit: &Exhibit) -> Markup {
    let checks = &exhibit.reasoned.checks;
    let count = |outcome: Outcome| checks.iter().filter(|check| check.outcome == outcome).count();
    let (found, clear) = (count(Outcome::Found), count(Outcome::Clear));
    let others = checks.iter().filter(|check| matches!(check.outcome, Outcome::NotApplicable | Outcome::CouldNotRun));
    let read = &exhibit.extraction;
    html! {
        details {
            summary { "What was tested: " (found + clear) " of " (checks.len()) " checks applied" }
            p { (found) " found something, " (clear) " found nothing. The others had nothing to look at:" }
            ul.tested {
                @for check in others { li { (check.code) " " (check.name) ": " (quoted(&check.why)) } }
            }
            @if !exhibit.sha256.is_empty() { p { "SHA-256 " code { (exhibit.sha256) } } }
            @for (name, digest) in &exhibit.digests { p { (name) " " code { (digest) } } }
        }
        @for limit in &read.limits {
            p.quiet { "Limit reached: " (limit.name) " = " (limit.value) " (" (quoted(&limit.place)) ")" }
        }
        @for warning in &read.warnings { p.quiet { "Warning: " (quoted(&warning.message)) } }
    }
}
