//! How the dossier is read, and its words.

use maud::{Markup, html};

/// The words of the dossier, in the order in which one meets them.
const WORDS: &[(&str, &str)] = &[
    (
        "Content and bytes",
        "Two questions: did these words exist by then, and did this file, in this form, exist by then? Someone may scan in 2024 an order signed in 2013. The file is then new; its words need not be.",
    ),
    (
        "Contradicts the claim",
        "The claim and the file cannot both be right. This rests only on the claim, on how files are made, and on dated facts; never on a date that a document states about itself.",
    ),
    (
        "In tension with the claim",
        "The file is unusual if the claim is right. Each finding says what else could explain it and what would settle it.",
    ),
    (
        "Agrees",
        "Nothing that was tested speaks against the claim. The report says how many checks could have done so, and how easily the agreeing fields can be edited.",
    ),
    ("No evidence", "A common answer. Missing metadata is evidence of nothing."),
    (
        "Confirmed",
        "These bytes existed by a given time, if you trust whoever vouches for it. That says nothing about origin or truth.",
    ),
    (
        "Strength",
        "Hard: it and the claim cannot both be true. Strong: both can be true only under the exception stated. Medium and weak: ordinary files show this too. Informational: it says nothing for or against the claim.",
    ),
    (
        "Late mark",
        "A trace of something newer than the claim: a font, a program, a file format. It dates the last person to save the file, not the first; anyone who had the file could have left it.",
    ),
    (
        "Premise",
        "What a conclusion rests on: a claim, a piece of evidence and its place in the file, a dated fact and its source, or a rule about how files are made.",
    ),
    ("Revision", "The bytes that one save added to the end of the file. What was there before is still in the file."),
    ("Place", "The object, stream and bytes where a value is found, so that anyone can look it up."),
];

/// The section.
pub(super) fn how_to_read() -> Markup {
    html! {
        h2 id="how-to-read" { "How to read this" }
        dl {
            @for (word, meaning) in WORDS { dt { b { (word) } } dd { (meaning) } }
        }
        h4 { "What valla cannot tell" }
        p { "It cannot tell who wrote a document or whether it is true. A careful person can make everything agree. It does not read words drawn as pictures." }
        h4 { "How to repeat it" }
        p { "To compute a file's digest: " code { "sha256sum FILE" } ". To see the bytes at a place: " code { "tail -c +START FILE | head -c LENGTH | xxd" } " (START counts from 1: add 1 to the first number of a place). To repeat the whole case: the same command with the same files, claims, day and version of valla gives the same report." }
    }
}
