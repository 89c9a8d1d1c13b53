//! How the documents were tested: a box that can be published as it is.

use super::quoted;
use crate::model::{Case, Outcome};
use crate::reports::standing::{counted, not_read_in_words};
use maud::{Markup, html};

/// The box.
pub(super) fn method(case: &Case) -> Markup {
    let summary = &case.summary;
    let tested = case.exhibits.iter().filter(|exhibit| exhibit.extraction.was_read());
    let applied: Vec<usize> = tested
        .map(|exhibit| {
            let ran = |outcome: Outcome| matches!(outcome, Outcome::Found | Outcome::Clear);
            exhibit.reasoned.checks.iter().filter(|check| ran(check.outcome)).count()
        })
        .filter(|count| *count > 0)
        .collect();
    let middle = median(applied);
    html! {
        h2 id="method" { "How this was tested" }
        div.method {
            p {
                (counted(summary.files, "file was", "files were")) " examined on " (crate::model::plain_day(case.day.0)) " with valla " (case.valla) ", an open-source program, on one computer without network. "
                "The files were only read. "
                (counted(summary.ok, "was read", "were read")) " to the end"
                @if summary.partial > 0 { ", " (summary.partial) " in part" }
                @if summary.error > 0 { ", " (summary.error) " could not be read" }
                @if summary.skipped > 0 { ", " (summary.skipped) " not at all" }
                @if !case.standings.not_read.is_empty() { " (" (not_read_in_words(&case.standings)) ")" }
                "."
            }
            p {
                "Each file says things about itself: dates, programs, fonts, pictures, earlier saves, signatures, hidden words. valla compares what it says with itself, "
                "with dated facts (when a program, a font or a feature first existed; knowledge of " (case.knowledge.version) "), and with what is claimed of the file. "
                @if let Some(middle) = middle { (middle) " checks applied to a typical file here. " }
                "How often ordinary files trip each check was counted on real files; the rate is printed by " code { "valla explain CODE" } "."
            }
            p {
                "A file \"cannot be that old\" only where the claim, the order in which things are made, and dated facts cannot be true together. A date that a file gives of itself never leads to that answer alone. "
                "A later copy that says so is ordinary: its text may be older."
            }
            p {
                "Not tested: who wrote a document and whether it is true; words that are drawn as pictures; whether a certificate was revoked. "
                "A careful hand can make everything agree, so \"nothing found against it\" is no proof."
            }
            p { "To repeat it: the same files, claims, version, knowledge (" code { (quoted(case.knowledge.sha256.get(..12).unwrap_or_default())) } ") and day give the same report, byte for byte." }
        }
    }
}

fn median(mut counts: Vec<usize>) -> Option<usize> {
    counts.sort_unstable();
    counts.get(counts.len() / 2).copied()
}
