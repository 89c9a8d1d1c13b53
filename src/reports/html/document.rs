//! One document of the dossier.

use super::{anchor, class_of, percent, quoted, shell, word_of};
use crate::model::{
    ChangeKind, Conflict, Evidence, Exhibit, Finding, Group, Outcome, PremiseKind, PremiseRef, Role, Strength, Term,
    Verdict, WordsChanged,
};
use crate::reports::escape::safe;
use crate::reports::revisions::sentences;
use crate::reports::standing::{Standing, capital, layer_words, place, stands_alone};
use maud::{Markup, html};

/// More rows of one table are left to the record.
const ROWS: usize = 400;

/// A page of one file and of what stands in it, with the way back to the index.
pub(super) fn page(group: &[Exhibit], index: &str, public: bool) -> Markup {
    let path = group.first().map(|exhibit| exhibit.path.as_str()).unwrap_or_default();
    let body = html! {
        header { p { a href={ "../" (percent(index)) } { "All documents" } } h1 { (quoted(path)) } }
        main {
            @for exhibit in group.iter().filter(|exhibit| stands_alone(exhibit)) {
                (section(group, exhibit, Standing::of(exhibit), !public))
            }
        }
    };
    shell(&format!("valla: {}", safe(path)), &body)
}

/// The section of a document.
pub(super) fn section(all: &[Exhibit], exhibit: &Exhibit, standing: Standing, desk: bool) -> Markup {
    let read = &exhibit.extraction;
    html! {
        article id=(anchor(exhibit)) class={ "document " (class_of(standing)) } {
            h3 { (quoted(&exhibit.path)) }
            p.quiet {
                (exhibit.id) ", " (quoted(format!("{} {}", read.format.name, read.format.version).trim_end())) ", " @if !desk { "about " } (exhibit.size) " bytes, "
                span.word { (word_of(standing)) }
                @if let Some(same) = &exhibit.same_bytes_as { ", the same bytes as " @if all.iter().any(|one| one.id == *same) { a href={ "#doc-" (same) } { (same) } } @else { a href={ (same.split('.').next().unwrap_or_default()) ".html" } { (same) } } }
            }
            @for verdict in &exhibit.reasoned.verdicts { (told(all, exhibit, verdict)) }
            @for conflict in exhibit.reasoned.conflicts.iter().filter(|conflict| conflict.claim.is_none()) {
                (conflict_box(all, exhibit, conflict, "These cannot all be true"))
            }
            (findings(all, exhibit))
            @if !exhibit.reasoned.explanations.is_empty() {
                h4 { "Explanations" }
                ul { @for one in &exhibit.reasoned.explanations { li { (quoted(&one.event)) " explains " (one.findings.join(", ")) "." } } }
            }
            (differences(exhibit))
            (signatures(exhibit))
            (revisions(exhibit))
            (pictures(exhibit))
            (edits(exhibit))
            @if desk { (software_and_typefaces(exhibit)) }
            (evidence(exhibit))
            (tested(exhibit))
        }
    }
}

fn told(all: &[Exhibit], exhibit: &Exhibit, verdict: &Verdict) -> Markup {
    let (class, phrase) = match verdict.term {
        Term::Contradicts => ("contradicts", "contradicts the claim"),
        Term::Tension => ("tension", "in tension with the claim"),
        Term::Agrees => ("agrees", "agrees with the claim"),
        Term::NoEvidence => ("no-evidence", "no evidence either way"),
        Term::Confirmed => ("confirmed", "confirmed"),
        Term::NotTested => ("not-tested", "not tested"),
    };
    let claimed = verdict.claim.split_once(':').map_or(verdict.claim.as_str(), |(_, text)| text);
    html! {
        div class={ "verdict " (class) } {
            p {
                b { (layer_words(verdict.layer)) } ", claimed " (quoted(claimed)) ": " span.word { (phrase) }
                @if let Some(strength) = verdict.strength { " (" (strength) ")" }
            }
            p { (quoted(&verdict.sentence)) }
            @for conflict in exhibit.reasoned.conflicts.iter().filter(|conflict| conflict.claim.as_ref() == Some(&verdict.claim) && conflict.layer == verdict.layer) {
                (conflict_box(all, exhibit, conflict, if conflict.strength == Strength::Hard { "These cannot all be true" } else { "These are hard to hold together" }))
            }
        }
    }
}

fn conflict_box(all: &[Exhibit], exhibit: &Exhibit, conflict: &Conflict, lead: &str) -> Markup {
    html! {
        div.box {
            p { (lead) " (" (conflict.strength) ")" }
            ul { @for sentence in &conflict.sentences { li { (quoted(&capital(sentence))) "." } } }
            @for premise in &conflict.premises { (premise_place(all, exhibit, premise)) }
            @let causes = innocent_causes(exhibit, conflict);
            @if !causes.is_empty() { p { b { "Innocent causes: " } (quoted(&causes.join(" "))) } }
        }
    }
}

/// The innocent causes of the findings that rest on the same evidence as a conflict, each once.
fn innocent_causes<'e>(exhibit: &'e Exhibit, conflict: &Conflict) -> Vec<&'e str> {
    let shares = |finding: &&Finding| {
        finding.premises.iter().any(|one| one.kind == PremiseKind::Evidence && conflict.premises.contains(one))
    };
    let mut causes: Vec<&str> = Vec::new();
    for cause in exhibit.reasoned.findings.iter().filter(shares).flat_map(|finding| &finding.innocent) {
        if !causes.contains(&cause.as_str()) {
            causes.push(cause);
        }
    }
    causes
}

fn premise_place(all: &[Exhibit], exhibit: &Exhibit, premise: &PremiseRef) -> Markup {
    match premise.kind {
        PremiseKind::Evidence => {
            let (holder, id) = match premise.id.rsplit_once('/') {
                Some((holder, id)) => (all.iter().find(|exhibit| exhibit.id == holder), id),
                None => (Some(exhibit), premise.id.as_str()),
            };
            let found =
                holder.and_then(|holder| holder.extraction.evidence.iter().find(|evidence| evidence.id.0 == id));
            html! { @if let Some(evidence) = found { span.place { (premise.id) " stands at: " (quoted(&place(evidence))) } } }
        }
        PremiseKind::Fact => {
            let fact = exhibit.reasoned.facts.iter().find(|fact| fact.id == premise.id);
            html! {
                @if let Some(fact) = fact {
                    span.place { "known: " (quoted(&fact.statement)) " [" (fact.basis) ", " (fact.confidence) "; " (quoted(&fact.source)) "]" }
                }
            }
        }
        PremiseKind::Claim | PremiseKind::Axiom => html! {},
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

fn findings(all: &[Exhibit], exhibit: &Exhibit) -> Markup {
    let protects = |finding: &&Finding| finding.code.starts_with(Group::Protection.letter());
    let (protection, findings): (Vec<&Finding>, Vec<&Finding>) = exhibit.reasoned.findings.iter().partition(protects);
    html! {
        @if !findings.is_empty() { h4 { "Findings" } @for finding in findings { (one_finding(all, exhibit, finding)) } }
        @if !protection.is_empty() {
            details {
                summary { "Would give away people, machines or places (" (protection.len()) "; to protect sources, held against nothing)" }
                @for finding in protection { (one_finding(all, exhibit, finding)) }
            }
        }
    }
}

fn one_finding(all: &[Exhibit], exhibit: &Exhibit, finding: &Finding) -> Markup {
    html! {
        div.box {
            p { (finding.id) " " (finding.code) " " (finding.name) " (" (finding.strength) ")" }
            p { (quoted(&finding.summary)) }
            @if finding.strength >= Strength::Weak {
                @for premise in &finding.premises { (premise_place(all, exhibit, premise)) }
                @if !finding.innocent.is_empty() { p { b { "Innocent causes: " } @for cause in &finding.innocent { (quoted(cause)) " " } } }
                @if !finding.settle.is_empty() { p { b { "What would settle it: " } (quoted(&finding.settle)) } }
            }
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
            details open[revisions.iter().any(|revision| !revision.words.is_empty())] {
                summary { "What it said before: " (revisions.len()) " saves" }
                @for revision in revisions {
                    h4 { "Revision " (revision.number) }
                    p.quiet { "bytes " (revision.start) " to " (revision.end) @for note in &revision.notes { ", " (quoted(note)) } }
                    ul {
                        @for words in revision.words.iter().take(ROWS) {
                            li {
                                @match words.change {
                                    WordsChanged::Added => { "added " ins { (quoted(&words.text)) } },
                                    WordsChanged::Removed => { "took away " del { (quoted(&words.text)) } },
                                    WordsChanged::Covered => { "covered " (quoted(&words.text)) @if let Some(by) = &words.by { " by " (quoted(by)) } },
                                }
                                " on page " (words.page)
                            }
                        }
                        @if revision.words.is_empty() && revision.number > 1 {
                            @let changes = revision.changes.iter().filter(|change| change.change != ChangeKind::Rewritten);
                            @for change in changes.take(20) { li { "object " (quoted(&change.object)) ": " (quoted(&change.what)) } }
                        }
                    }
                }
            }
        }
    }
}

/// Pages as they were before a save and as they are after it, the changed regions framed.
fn pictures(exhibit: &Exhibit) -> Markup {
    let drawn = exhibit.extraction.comparisons.iter().filter(|comparison| !comparison.pages.is_empty());
    html! {
        @for comparison in drawn {
            details open {
                summary { "How pages looked before revision " (comparison.to) ", and after it" }
                @for page in &comparison.pages {
                    div.pair {
                        @for (when, picture) in [("before", &page.before), ("after", &page.after)] {
                            figure {
                                @if let Some(picture) = picture.as_ref().filter(|picture| is_base64(picture)) {
                                    img alt={ "Page " (page.page) " " (when) " revision " (comparison.to) "; " (page.regions.len()) " changed regions are framed" } src={ "data:image/png;base64," (picture) };
                                } @else { p.quiet { "no such page" } }
                                figcaption { "Page " (page.page) ", " (when) " revision " (comparison.to) }
                            }
                        }
                    }
                }
                @for untold in &comparison.untold { p.quiet { (quoted(untold)) } }
            }
        }
    }
}

/// Pictures come from a worker: what is no base64 is none.
fn is_base64(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+/=".contains(&byte))
}

fn edits(exhibit: &Exhibit) -> Markup {
    let edits = &exhibit.extraction.edits;
    html! {
        @if !edits.is_empty() {
            details {
                summary { "The record that the document keeps of its changes (" (edits.len()) ")" }
                div.scroll { table {
                    thead { tr { th scope="col" { "When, as it says" } th scope="col" { "Who, as it says" } th scope="col" { "What" } th scope="col" { "Words" } } }
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
                @for (at, name) in names.iter().take(40).enumerate() { @if at > 0 { "; " } (quoted(&shortened(name.clone()))) }
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
                    thead { tr { th scope="col" { "No." } th scope="col" { "What" } th scope="col" { "Value" } th scope="col" { "Place, and as written" } } }
                    tbody { @for evidence in rows.iter().take(ROWS) {
                        tr {
                            td { (evidence.id.0) }
                            td { (quoted(&evidence.label())) }
                            td { (quoted(&shortened(evidence.value_text()))) }
                            td { span.place { (quoted(&place(evidence))) } }
                        }
                    } }
                } }
                @if more > 0 { p.quiet { "and " (more) " more, which the record holds" } }
            }
        }
    }
}

fn tested(exhibit: &Exhibit) -> Markup {
    let checks = &exhibit.reasoned.checks;
    let count = |outcome: Outcome| checks.iter().filter(|check| check.outcome == outcome).count();
    let read = &exhibit.extraction;
    html! {
        details {
            summary { "What was tested: " (count(Outcome::Found) + count(Outcome::Clear)) " of " (checks.len()) " checks applied" }
            p { (count(Outcome::Found)) " found something, " (count(Outcome::Clear)) " found nothing. The others had nothing to look at:" }
            ul.tested { @for check in checks.iter().filter(|check| matches!(check.outcome, Outcome::NotApplicable | Outcome::CouldNotRun)) {
                li { (check.code) " " (check.name) ": " (quoted(&check.why)) }
            } }
            @if !exhibit.sha256.is_empty() { p { "SHA-256 " code { (exhibit.sha256) } } }
            @for (name, digest) in &exhibit.digests { p { (name) " " code { (digest) } } }
        }
        @for limit in &read.limits { p.quiet { "Limit reached: " (limit.name) " = " (limit.value) " (" (quoted(&limit.place)) ")" } }
        @for warning in &read.warnings { p.quiet { "Warning: " (quoted(&warning.message)) } }
    }
}
