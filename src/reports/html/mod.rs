//! The dossier: a case as one page that a reporter reads in two minutes and a lawyer can check. It loads nothing, and every word of it
//! is there without its script, which only searches, sorts and filters.

mod card;
mod document;
mod evidence;
mod folder;
mod glossary;
mod method;
mod states;
mod timeline;
mod together;
mod tree;

pub use folder::Dossier;

use crate::model::{Alteration, Case, Exhibit, Finding, Standing};
use crate::reports::escape::safe;
use crate::reports::public::EDITION;
use crate::reports::standing::{
    NO_PROOF, counted, grouped, hidden_in_words, label, labels, name, not_read_in_words, stands_alone, title,
};
use crate::reports::table::name_in_address;
use base64ct::{Base64, Encoding};
use maud::{DOCTYPE, Markup, PreEscaped, html};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// How the page looks.
const STYLE: &str = include_str!("style.css");
/// Search, order and filters.
const SCRIPT: &str = include_str!("script.js");

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
                format!("{}/{file}.html#doc-{id}", name_in_address(folder))
            }
        }
    }
}

/// A document's name; on an index it leads to the document's page.
fn named(name: &str, id: &str, links: &Links) -> Markup {
    match links {
        Links::Here => quoted(name),
        Links::Pages(_) => html! { a href=(links.to(id)) { (quoted(name)) } },
    }
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

/// The colour of a standing, as the style names it.
fn class_of(standing: Standing) -> &'static str {
    match standing {
        Standing::ChangedAfterSigning | Standing::SignatureFails | Standing::WordsReplaced | Standing::WordsRemoved => {
            "altered"
        }
        Standing::CannotBeThatOld => "younger",
        Standing::LaterCopy => "copy",
        Standing::NeedsExplaining | Standing::DatesDisagree => "explain",
        Standing::OlderThanClaimed => "older",
        Standing::NothingFoundAgainst | Standing::DatesAgree => "quiet-one",
        Standing::NoEvidence | Standing::NotExamined => "mute",
    }
}

/// So many differences from the baseline are listed of the collection.
const DIFFERENCES: usize = 100;

/// A document and its standing; copies of the same bytes are listed with the first of them.
#[derive(Debug, Clone)]
struct Entry<'c> {
    standing: Standing,
    exhibit: &'c Exhibit,
    copies: Vec<&'c Exhibit>,
    /// Findings that need it and other documents.
    related: Vec<&'c Finding>,
}

/// The number of the file that a document is in: x3 of x3.2.1.
fn file_of(id: &str) -> &str {
    id.split('.').next().unwrap_or(id)
}

/// The documents that have a section, the worst first; within, in the order of the paths. Files with the same bytes and the same
/// answers are one entry.
fn sorted(case: &Case) -> Vec<Entry<'_>> {
    let mut entries: Vec<Entry<'_>> = Vec::new();
    let mut first_of: BTreeMap<&str, usize> = BTreeMap::new();
    let mut among: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    for finding in &case.collection.findings {
        finding.among.iter().for_each(|id| among.entry(file_of(id)).or_default().push(finding));
    }
    among.values_mut().for_each(|findings| findings.dedup_by(|one, other| one.id == other.id));
    let related = |id: &str| among.get(id).cloned().unwrap_or_default();
    for exhibit in case.exhibits.iter().filter(|exhibit| stands_alone(exhibit)) {
        let standing = Standing::of(exhibit);
        let first = exhibit.same_bytes_as.as_deref().and_then(|first| first_of.get(first)).copied();
        if let Some(entry) = first.and_then(|at| entries.get_mut(at)).filter(|entry| entry.standing == standing) {
            entry.copies.push(exhibit);
        } else {
            first_of.insert(&exhibit.id, entries.len());
            entries.push(Entry { standing, exhibit, copies: vec![], related: related(&exhibit.id) });
        }
    }
    entries.sort_by_key(|entry| entry.standing);
    entries
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
    let entries = sorted(case);
    let documents = html! {
        div id="cards" {
            @for entry in entries.iter().filter(|entry| entry.standing != Standing::NotExamined) {
                (card::card(case, &case.exhibits, entry, &Links::Here))
            }
        }
        (not_read(&entries, &Links::Here))
    };
    whole(case, &entries, &Links::Here, &documents)
}

/// The index of a dossier whose documents have pages of their own.
fn index(case: &Case, links: &Links) -> Markup {
    let entries = sorted(case);
    let documents = html! {
        div id="cards" {
            @for entry in entries.iter().filter(|entry| entry.standing != Standing::NotExamined) {
                (card::row(case, entry, links))
            }
        }
        (not_read(&entries, links))
    };
    whole(case, &entries, links, &documents)
}

/// What was not read: a line each.
fn not_read(entries: &[Entry<'_>], links: &Links) -> Markup {
    let unread: Vec<&Entry<'_>> = entries.iter().filter(|entry| entry.standing == Standing::NotExamined).collect();
    html! {
        @if !unread.is_empty() {
            h2 id="not-read" { "Not read" }
            ul.unread {
                @for entry in unread {
                    li.card.mute id=[(*links == Links::Here).then(|| anchor(entry.exhibit))]
                        data-standing=(Standing::NotExamined.name())
                        data-name=(safe(&name(entry.exhibit)))
                        data-kind=(safe(&entry.exhibit.extraction.format.name))
                        data-date=""
                        data-order="99"
                    {
                        (named(&name(entry.exhibit), &entry.exhibit.id, links))
                        @if !entry.copies.is_empty() { " and " (counted(entry.copies.len() as u64, "copy", "copies")) }
                        ": " (quoted(&entry.exhibit.extraction.format.name)) ". "
                        span.quiet { (quoted(&entry.exhibit.reasoned.age.sentence)) }
                    }
                }
            }
        }
    }
}

fn whole(case: &Case, entries: &[Entry<'_>], links: &Links, documents: &Markup) -> Markup {
    let title = title(case);
    let body = html! {
        main {
            h1 { (quoted(&title)) }
            p.sub {
                "Examined on " (crate::model::plain_day(case.day.0)) " by valla, on this computer only. "
                "No file was changed and nothing was sent."
                @if case.summary.children > 0 {
                    " " (counted(case.summary.children, "more document or picture", "more documents and pictures"))
                    " inside them."
                }
                @if case.standings.claimed.is_empty() {
                    " Nothing is claimed of them, so only their own dates are compared."
                }
            }
            @if let Some(baseline) = &case.baseline {
                p { b { (quoted(&baseline.in_words())) } }
                ul { @for difference in baseline.together.iter().take(DIFFERENCES) { li { (quoted(&difference.to_string())) } } }
            }
            @if !case.edition.is_desk() { p.quiet { b { (EDITION) } } }
            (tiles(case))
            p.quiet { (NO_PROOF) }
            (search(entries))
            h2 id="documents" { "The documents, the worst first" }
            (documents)
            (together::together(case, links))
            (timeline::timeline(case, entries, links))
            (method::method(case))
            (glossary::how_to_read())
        }
        footer { (colophon(case)) }
    };
    shell(&format!("valla: {}", safe(&title)), &body)
}

/// How many documents have each standing; each tile filters the list.
fn tiles(case: &Case) -> Markup {
    let standings = &case.standings;
    let count = |standing: Standing| standings.files.get(&standing).copied().unwrap_or(0);
    let inside = |standing: Standing| standings.parts.get(&standing).copied().filter(|_| standing.asks()).unwrap_or(0);
    html! {
        ul.tiles aria-label="How the documents stand" {
            @for standing in Standing::ALL {
                @if count(standing) + inside(standing) > 0 {
                    li class=(class_of(standing)) {
                        button type="button" data-filter=(standing.name()) aria-pressed="false" {
                            b { (grouped(count(standing))) }
                            span {
                                @if count(standing) == 1 { (label(standing)) } @else { (labels(standing)) }
                                @if inside(standing) > 0 { " (and " (counted(inside(standing), "part", "parts")) " inside files)" }
                                @if standing == Standing::NotExamined { ": " (not_read_in_words(standings)) }
                            }
                        }
                    }
                }
            }
        }
        @if standings.hide_something > 0 {
            p.hides {
                (counted(standings.hide_something, "file hides something", "files hide something"))
                ": " (hidden_in_words(standings)) ". "
                button.link type="button" data-filter="hides" aria-pressed="false" hidden { "Show these" }
            }
        }
    }
}

fn search(entries: &[Entry<'_>]) -> Markup {
    let mut kinds: Vec<&str> = entries.iter().map(|entry| entry.exhibit.extraction.format.name.as_str()).collect();
    kinds.sort_unstable();
    kinds.dedup();
    html! {
        form.bar id="find" hidden {
            label.words { span { "Search" } input type="search" id="words" autocomplete="off" placeholder="Words, names, programs, file names"; }
            label { span { "Show" }
                select id="standing" {
                    option value="" { "all" }
                    @for standing in Standing::ALL {
                        @if entries.iter().any(|entry| entry.standing == standing) {
                            option value=(standing.name()) { (label(standing)) }
                        }
                    }
                    option value="hides" { "those that hide something" }
                }
            }
            label { span { "Kind" }
                select id="kind" {
                    option value="" { "all kinds" }
                    @for kind in kinds { option value=(safe(kind)) { (safe(kind)) } }
                }
            }
            label { span { "Order" }
                select id="order" {
                    option value="worst" { "worst first" }
                    option value="date" { "by stated date" }
                    option value="name" { "by name" }
                }
            }
            p.quiet id="told" role="status" {}
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

/// Whether a document was altered, so that both states are shown.
fn is_altered(exhibit: &Exhibit) -> bool {
    matches!(
        exhibit.reasoned.altered.answer,
        Alteration::ChangedAfterSigning | Alteration::WordsReplaced | Alteration::WordsRemoved
    )
}
