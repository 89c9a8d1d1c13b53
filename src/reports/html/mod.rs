//! The dossier: a case as one page that a reporter reads in two minutes and a lawyer can check. It loads nothing, and every word of it
//! is there without its script, which only searches and filters.

mod document;
mod folder;
mod glossary;
mod timeline;

pub use folder::Dossier;

use crate::model::{Case, Exhibit, Finding, Layer, Strength};
use crate::reports::escape::safe;
use crate::reports::public::EDITION;
use crate::reports::standing::{Standing, one_reason, stands_alone};
use base64ct::{Base64, Encoding};
use maud::{DOCTYPE, Markup, PreEscaped, html};
use sha2::{Digest, Sha256};
use std::io::{self, Write};

/// How the page looks.
const STYLE: &str = include_str!("style.css");
/// Search and filters.
const SCRIPT: &str = include_str!("script.js");

/// Writes the dossier of a case as one page.
///
/// # Errors
/// When the writer fails.
pub fn dossier(case: &Case, writer: &mut dyn Write) -> io::Result<()> {
    write_page(&single(case), writer)
}

fn write_page(page: &Markup, writer: &mut dyn Write) -> io::Result<()> {
    writer.write_all(page.0.as_bytes())
}

/// Where the sections of documents are.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Links {
    /// On this page.
    Here,
    /// Each file on a page in a folder of this name.
    Pages(String),
}

impl Links {
    /// The reference to the section of an exhibit.
    fn to(&self, id: &str) -> String {
        match self {
            Self::Here => format!("#doc-{id}"),
            Self::Pages(folder) => {
                let file = id.split('.').next().unwrap_or(id);
                format!("{}/{file}.html#doc-{id}", percent(folder))
            }
        }
    }
}

/// A name as a part of a reference.
fn percent(name: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    name.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

/// Nothing is loaded, nothing but this script runs, nothing is sent.
fn policy() -> String {
    let hash = |text: &str| Base64::encode_string(&Sha256::digest(text.as_bytes()));
    format!(
        "default-src 'none'; img-src data:; style-src 'sha256-{}'; script-src 'sha256-{}'; base-uri 'none'; form-action 'none'",
        hash(STYLE),
        hash(SCRIPT)
    )
}

/// A text of a document or a path: what acts is taken out, and its direction is its own.
fn quoted(text: &str) -> Markup {
    html! { bdi { (safe(text)) } }
}

/// The name under which a document is found on the page.
fn anchor(exhibit: &Exhibit) -> String {
    format!("doc-{}", exhibit.id)
}

fn class_of(standing: Standing) -> &'static str {
    match standing {
        Standing::Contradicts => "contradicts",
        Standing::Tension => "tension",
        Standing::Conflicting => "conflicting",
        Standing::Agrees => "agrees",
        Standing::NoEvidence => "no-evidence",
        Standing::Described => "described",
        Standing::NotExamined => "not-examined",
    }
}

fn word_of(standing: Standing) -> &'static str {
    match standing {
        Standing::Contradicts => "contradicts the claim",
        Standing::Tension => "in tension with the claim",
        Standing::Conflicting => "states what cannot both be true",
        Standing::Agrees => "agrees",
        Standing::NoEvidence => "no evidence",
        Standing::Described => "described",
        Standing::NotExamined => "not examined",
    }
}

/// The same of many.
fn words_of(standing: Standing) -> &'static str {
    match standing {
        Standing::Contradicts => "contradict the claim",
        Standing::Conflicting => "state what cannot both be true",
        Standing::Agrees => "agree with the claim",
        Standing::NoEvidence => "hold no evidence either way",
        _ => word_of(standing),
    }
}

const STANDINGS: [Standing; 7] = [
    Standing::Contradicts,
    Standing::Tension,
    Standing::Conflicting,
    Standing::Agrees,
    Standing::NoEvidence,
    Standing::Described,
    Standing::NotExamined,
];

/// The documents that have a section, the worst first; within, in the order of the paths.
fn sorted(case: &Case) -> Vec<(Standing, &Exhibit)> {
    let mut exhibits: Vec<(Standing, &Exhibit)> = case
        .exhibits
        .iter()
        .filter(|exhibit| stands_alone(exhibit))
        .map(|exhibit| (Standing::of(exhibit), exhibit))
        .collect();
    exhibits.sort_by_key(|(standing, _)| *standing);
    exhibits
}

/// A page around its body.
fn shell(title: &str, body: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy());
                meta name="referrer" content="no-referrer";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                (body)
                script { (PreEscaped(SCRIPT)) }
            }
        }
    }
}

/// The whole dossier on one page.
fn single(case: &Case) -> Markup {
    let exhibits = sorted(case);
    let documents = html! { @for (standing, exhibit) in &exhibits { (document::section(&case.exhibits, exhibit, *standing, case.edition.is_desk())) } };
    whole(case, &exhibits, &Links::Here, &documents)
}

/// The index of a dossier whose documents have pages of their own.
fn index(case: &Case, links: &Links) -> Markup {
    let exhibits = sorted(case);
    let documents = html! {
        ul.worst {
            @for (standing, exhibit) in &exhibits {
                li class={ "document-row " (class_of(*standing)) } {
                    a href=(links.to(&exhibit.id)) { (quoted(&exhibit.path)) }
                    " " span.word { (word_of(*standing)) }
                    @let reason = one_reason(exhibit);
                    @if *standing <= Standing::Conflicting && !reason.is_empty() { br; span.reason { (quoted(&reason)) } }
                }
            }
        }
    };
    whole(case, &exhibits, links, &documents)
}

fn whole(case: &Case, exhibits: &[(Standing, &Exhibit)], links: &Links, documents: &Markup) -> Markup {
    let body = html! {
                header {
                    h1 { "Do these documents hold up?" }
                    (claims(case))
                    @if let Some(baseline) = &case.baseline { p { b { (quoted(&baseline.in_words())) } } }
                    @if !case.edition.is_desk() { p.quiet { b { (EDITION) } } }
                }
                main {
                    (first_screen(case, exhibits, links))
                    (timeline::timeline(case, exhibits, links))
                    h2 id="documents" { "The documents, one by one" }
                    (search())
                    (documents)
                    (across(case, links))
                    (glossary::how_to_read())
                }
                footer { (colophon(case)) }
    };
    shell(&format!("valla: {} files examined", case.summary.files), &body)
}

/// More claims of a kind are counted.
const CLAIMS: usize = 8;

fn claims(case: &Case) -> Markup {
    let said = |layers: &[Layer]| -> Vec<&str> {
        let of_layer = case.claims.claims.iter().filter(|claim| layers.contains(&claim.layer));
        let texts: std::collections::BTreeSet<&str> = of_layer.map(|claim| claim.text.as_str()).collect();
        texts.into_iter().collect()
    };
    let kinds = [
        ("to be from ", said(&[Layer::Content, Layer::Bytes])),
        ("made in ", said(&[Layer::Origin])),
        ("received on ", said(&[Layer::Custody])),
    ];
    html! {
        p.quiet {
            @if case.claims.claims.is_empty() { "Nothing is claimed of them: they are described. " }
            @for (lead, texts) in kinds.iter().filter(|(_, texts)| !texts.is_empty()) {
                "Said " (lead)
                @for (at, text) in texts.iter().take(CLAIMS).enumerate() { @if at > 0 { ", " } (quoted(text)) }
                @if texts.len() > CLAIMS { " and " (texts.len() - CLAIMS) " more" }
                ". "
            }
            "Absence of contradiction is not authenticity."
        }
    }
}

/// More documents that do not hold up are left to the list below.
const WORST: usize = 100;

/// What the first look must give: how many, which do not hold up, and why.
fn first_screen(case: &Case, exhibits: &[(Standing, &Exhibit)], links: &Links) -> Markup {
    let count = |wanted: Standing| exhibits.iter().filter(|(standing, _)| *standing == wanted).count();
    html! {
        section aria-label="Summary" {
            ul.tally {
                li { b { (case.summary.files) } " files" @if case.summary.children > 0 { ", and " (case.summary.children) " documents and pictures in them" } }
                @for standing in STANDINGS {
                    @if count(standing) > 0 { li { b { (count(standing)) } " " (words_of(standing)) } }
                }
            }
            ul.worst {
                @let worst: Vec<&(Standing, &Exhibit)> = exhibits.iter().filter(|(standing, _)| *standing <= Standing::Conflicting).collect();
                @for (standing, exhibit) in worst.iter().take(WORST) {
                    li class=(class_of(*standing)) {
                        a href=(links.to(&exhibit.id)) { (quoted(&exhibit.path)) }
                        " " span.word { (word_of(*standing)) }
                        br;
                        span.reason { (quoted(&one_reason(exhibit))) }
                    }
                }
            }
            @if worst.len() > WORST { p { "and " (worst.len() - WORST) " more, which stand first " a href="#documents" { "in the list of all" } "." } }
            @let noticed: Vec<(&Exhibit, &Finding)> = exhibits
                .iter()
                .filter(|(standing, _)| *standing > Standing::Conflicting)
                .filter_map(|(_, exhibit)| Some((*exhibit, strongest(exhibit)?)))
                .collect();
            @if !noticed.is_empty() {
                p { b { "No contradiction, and to be looked at" } }
                ul.worst {
                    @for (exhibit, finding) in noticed.iter().take(WORST) {
                        li {
                            a href=(links.to(&exhibit.id)) { (quoted(&exhibit.path)) }
                            " " span.word { (finding.name) " (" (finding.strength) ")" }
                            br;
                            span.reason { (quoted(&finding.summary)) }
                        }
                    }
                }
                @if noticed.len() > WORST { p { "and " (noticed.len() - WORST) " more" } }
            }
        }
    }
}

/// The strongest finding of a document, where it is at least medium.
fn strongest(exhibit: &Exhibit) -> Option<&Finding> {
    let findings = exhibit.reasoned.findings.iter().filter(|finding| finding.strength >= Strength::Medium);
    findings.max_by_key(|finding| (finding.strength, std::cmp::Reverse(&finding.id)))
}

fn search() -> Markup {
    html! {
        form.find id="find" hidden {
            div { label for="words" { "Words" } input type="search" id="words" autocomplete="off"; }
            div {
                label for="standing" { "How they stand" }
                select id="standing" {
                    option value="" { "all" }
                    @for standing in STANDINGS { option value=(class_of(standing)) { (word_of(standing)) } }
                }
            }
            p.quiet id="told" role="status" {}
        }
    }
}

/// What documents share.
fn across(case: &Case, links: &Links) -> Markup {
    html! {
        @if !case.collection.families.is_empty() {
            h2 { "Across documents" }
            ul {
                @for family in &case.collection.families {
                    li {
                        @for (at, id) in family.exhibits.iter().enumerate() {
                            @if at > 0 { ", " } a href=(links.to(id)) { (id) }
                        }
                        " share " (quoted(&family.shares))
                    }
                }
            }
        }
    }
}

fn colophon(case: &Case) -> Markup {
    let knowledge = &case.knowledge;
    html! {
        p.quiet {
            "valla " (case.valla) ", knowledge of " (knowledge.version) " ("
            code { (knowledge.sha256.get(..12).unwrap_or_default()) } "), examined on " (case.day) ". "
            (case.summary.balance()) "."
        }
    }
}
