//! How the dossier is read, and its words.

use maud::{Markup, html};

/// The words of the dossier, in the order in which one meets them.
const WORDS: &[(&str, &str)] = &[
    (
        "Content and bytes",
        "Two questions: did these words exist by then, and did this file, in this form? A scan made in 2024 of an order signed in 2013 is no forgery: its bytes are young, its content need not be.",
    ),
    (
        "Contradicts the claim",
        "It rests on the claim, on what follows from how files are made, and on dated facts only; never on a date that a document states of itself.",
    ),
    (
        "In tension with the claim",
        "Unusual if the claim is right. Each finding says what else would explain it, and what would settle it.",
    ),
    (
        "Agrees",
        "Nothing spoke against the claim. It says how many checks could have, and how easily the agreeing fields are edited.",
    ),
    ("No evidence", "An ordinary answer: missing metadata is evidence of nothing."),
    (
        "Confirmed",
        "These bytes existed by a time, if whoever vouches for it is trusted. It says nothing on origin or truth.",
    ),
    (
        "Strength",
        "Hard: cannot be true together with the claim. Strong: only under the exception that is stated. Medium and weak: occur in honest files. Informational: says nothing for or against.",
    ),
    (
        "Late mark",
        "A trace of something younger than the claim: a font, a program, a form. It dates the last writer, not the first; anyone who held the file could have left it.",
    ),
    (
        "Premise",
        "What a conclusion rests on: a claim, a piece of evidence with its place in the file, a dated fact with its source, or an axiom on how files are made.",
    ),
    ("Revision", "The bytes that one save appended. What stood there before is still in the file."),
    ("Place", "The object, stream and bytes where a value stands, so that anybody can look it up."),
];

/// The section.
pub(super) fn how_to_read() -> Markup {
    html! {
        h2 id="how-to-read" { "How to read this" }
        dl {
            @for (word, meaning) in WORDS { dt { b { (word) } } dd { (meaning) } }
        }
        h4 { "What it cannot tell" }
        p { "Who wrote a document, and whether it is true. A careful hand can make everything agree. Words that are drawn as pictures are not read." }
        h4 { "How to repeat it" }
        p { "The digest of a file: " code { "sha256sum FILE" } ". Bytes at a place: " code { "tail -c +START FILE | head -c LENGTH | xxd" } " (START counts from 1: add 1 to the first number of a place). The whole case: the same command with the same files, claims, version of valla and day gives the same report." }
    }
}
